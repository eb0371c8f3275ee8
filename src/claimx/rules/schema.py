"""What a rule file may hold: one class a kind of rule, the kind being the folder's name.

The classes are also the JSON Schema that editors complete and check against (``claimx schema rule``).
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

Text = Annotated[str, StringConstraints(min_length=1)]


class Rule(BaseModel):
    """What every rule has: a reason, examples that must fire, counter-examples that must not.

    Examples mark the captured parts inline (``<cue>kata</cue>``); ``todo`` holds known misses, which must
    keep failing until they are moved to ``examples``.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    why: Text = Field(description="One line: what the rule catches and why it is right.")
    enabled: bool = Field(default=True, description="false in an overlay switches a shipped rule off.")
    examples: tuple[Text, ...] = Field(default=(), description="Texts that must fire, parts marked.")
    counter: tuple[Text, ...] = Field(default=(), description="Texts in which the rule must not fire.")
    todo: tuple[Text, ...] = Field(default=(), description="Known misses: marked texts that fail as yet.")


class LexiconRule(Rule):
    """Word lists that patterns name as ``$file.list``; a list may group forms under a dictionary form."""

    lists: dict[str, list[Text] | dict[str, list[Text]]] = Field(
        description="List name -> words, or list name -> {dictionary form: [surface forms]}."
    )


class SegmentRule(Rule):
    """A regular expression over the raw article that names a part of the page's layout."""

    pattern: Text = Field(description="Regular expression; named groups become metadata.")
    scope: Literal["line", "inline", "start", "tail"] = Field(
        default="line",
        description="line: a whole line; inline: inside a line; start: where the text begins; "
        "tail: from the match to the end of the text.",
    )


class DateRule(Rule):
    """A regular expression for a date expression, and how it is resolved."""

    pattern: Text = Field(description="Regular expression with named groups (day, month, year, ...).")
    resolve: Text = Field(description="Name of the resolver that turns the groups into a date.")
    precision: Literal["day", "week", "month", "year"] = "day"
    offset: int | None = Field(default=None, description="Days, weeks, months or years from the anchor.")


class AttributionRule(Rule):
    """A spaCy Matcher or DependencyMatcher pattern over a sentence's gist that ties content, cue and speaker.

    Token patterns are those of spaCy; ``as`` names a capture, and ``$file.list`` stands for a word list.
    """

    engine: Literal["matcher", "dependency"] = "matcher"
    type: Literal["direct", "indirect", "mixed"]
    pattern: tuple[dict[str, Any], ...] = Field(min_length=1)
    priority: int = Field(default=50, ge=0, le=100, description="Of two claims on one content the higher wins.")
    flags: tuple[str, ...] = Field(default=(), description="Flags that the record carries.")


class PhraseRule(Rule):
    """A spaCy Matcher pattern that names a part beside an attribution: via, addressee or manner."""

    pattern: tuple[dict[str, Any], ...] = Field(min_length=1)
    field: Literal["via", "addressee", "manner"]


class SpeakerRule(Rule):
    """A named step of speaker resolution, tried in order of priority, with its settings."""

    step: Text = Field(description="Name of the step.")
    priority: int = Field(default=50, ge=0, le=100)
    settings: dict[str, int | float | str | list[str]] = Field(default_factory=dict)


class QuotationRule(Rule):
    """A condition under which a pair of quotation marks is, or is not, somebody's speech."""

    step: Text = Field(description="Name of the test.")
    settings: dict[str, int | float | str | list[str]] = Field(default_factory=dict)


KINDS: dict[str, type[Rule]] = {
    "lexicon": LexiconRule,
    "boilerplate": SegmentRule,
    "dateline": SegmentRule,
    "metadata": SegmentRule,
    "quotation": QuotationRule,
    "attribution": AttributionRule,
    "phrase": PhraseRule,
    "speaker": SpeakerRule,
    "date": DateRule,
}
