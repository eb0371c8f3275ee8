"""What a rule file may hold: one class a kind of rule, the kind being the folder's name.

The classes are also the JSON Schema that editors complete and check against (``rules/schema.json``).
"""

from __future__ import annotations

from typing import Annotated, Any, Literal, Self

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    field_validator,
    model_validator,
)

from claimx.errors import RuleError
from claimx.rules.regexes import compile_pattern

Text = Annotated[str, StringConstraints(min_length=1)]
Words = list[Text] | dict[str, list[Text]]
Lists = dict[str, Words]


class Rule(BaseModel):
    """What every rule has: a reason, examples that must fire, counter-examples that must not.

    Examples mark the captured parts inline (``<cue>kata</cue>``); ``todo`` holds known misses, which must
    keep failing until they are moved to ``examples``.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    why: Text = Field(description="One line: what the rule catches and why it is right.")
    enabled: bool = Field(
        default=True, description="false in an overlay switches a shipped rule off."
    )
    examples: tuple[Text, ...] = Field(
        default=(), description="Texts that must fire, parts marked."
    )
    counter: tuple[Text, ...] = Field(
        default=(), description="Texts in which the rule must not fire."
    )
    todo: tuple[Text, ...] = Field(
        default=(), description="Known misses: marked texts that fail as yet."
    )


class SwitchedOff(Rule):
    """In an overlay: all that is needed to switch a shipped rule off, ``enabled: false`` and why."""

    enabled: bool = Field(description="false.")

    @staticmethod
    def describes(value: object) -> bool:
        """Tell whether a rule as written says nothing but that it is off."""
        return (
            isinstance(value, dict)
            and value.get("enabled") == "false"
            and value.keys() <= {"why", "enabled"}
        )


class LexiconRule(Rule):
    """Word lists that patterns name as ``$file.list``; a list may group forms under a dictionary form.

    An overlay gives ``lists`` to replace lists of the same name, ``add`` and ``drop`` to change them.
    """

    lists: Lists = Field(
        default_factory=dict,
        description="List name -> words, or list name -> {dictionary form: [surface forms]}.",
    )
    add: Lists = Field(
        default_factory=dict, description="In an overlay: words that join the list of that name."
    )
    drop: dict[str, list[Text]] = Field(
        default_factory=dict,
        description="In an overlay: surface forms that leave the list of that name.",
    )

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if not (self.lists or self.add or self.drop):
            raise ValueError("give lists, or in an overlay add or drop")
        return self


def forms_of(words: Words) -> dict[str, str]:
    """Return a word list as surface form -> dictionary form."""
    if isinstance(words, dict):
        return {form: lemma for lemma, several in words.items() for form in several}
    return {word: word for word in words}


class SegmentRule(Rule):
    """A regular expression over the raw article that names a part of the page's layout.

    The folder says which part: ``boilerplate``, ``dateline`` (named groups ``outlet`` and ``place``) or
    ``metadata``, where the named group says what it is: ``byline``, ``outlet``, ``title``, or ``published``
    with ``day``, ``month``, ``year`` and, where given, ``hour``, ``minute`` and ``zone``.
    """

    pattern: Text = Field(
        description="Regular expression (`regex` package); named groups become metadata."
    )
    scope: Literal["line", "inline", "start", "tail", "resume"] = Field(
        default="line",
        description="line: a whole line; inline: anywhere in a line; start: the head of the article; "
        "tail: from the match to the end, in the second half of the text; "
        "resume: not a part, but where news goes on after a headline that runs on without a stop.",
    )
    takes: Literal["match", "headline", "value"] = Field(
        default="match",
        description="What goes with the match. headline: the headline after it, on this line or, where the "
        "label ends the line, on the next ones; value: where the label ends the line, the short next line.",
    )

    @field_validator("pattern")
    @classmethod
    def _compiles(cls, pattern: str) -> str:
        try:
            compile_pattern(pattern)
        except RuleError as error:
            raise ValueError(error.message) from None
        return pattern


class DateRule(Rule):
    """A regular expression for a date expression, and how it is resolved.

    Groups that count: ``weekday``, ``day``, ``month``, ``year``, ``count``, ``unit``, ``when`` (the words of
    ``$time.ago``, ``$time.now``, ``$time.ahead``) and ``year_when`` (the same, of a year: ``Mei tahun lalu``).
    Examples mark ``<date iso=2023-09-13 published=2023-09-15>``; attributes that are left out are not tested.
    """

    pattern: Text = Field(
        description="Regular expression, without regard to case; $file.list is a word list."
    )
    resolve: Literal["calendar", "weekday", "shift", "follow", "none"] = Field(
        description="calendar: a day, month or year as named; weekday: a day of the week; shift: so many units from "
        "the publication date; follow: so many units from the date before it in the text; none: no date at all.",
    )
    unit: Literal["day", "week", "month", "year"] | None = Field(
        default=None, description="Unit of `offset`, where the pattern has no such group."
    )
    offset: int | None = Field(
        default=None, description="Units from the anchor, where no group says it."
    )


class AttributionRule(Rule):
    """A spaCy Matcher or DependencyMatcher pattern over a sentence's gist that ties content, cue and speaker.

    Token patterns are those of spaCy; ``as`` names a capture, and ``$file.list`` stands for a word list.
    """

    engine: Literal["matcher", "dependency"] = Field(
        default="matcher",
        description="matcher: units in a row; dependency: units by their place in the parse.",
    )
    type: Literal["direct", "indirect", "mixed"] = Field(
        description="What the record is; an indirect clause that holds a quoted phrase becomes mixed by itself."
    )
    pattern: tuple[dict[str, Any], ...] = Field(
        min_length=1, description="One mapping a unit; `as` names it content, cue or speaker."
    )
    priority: int = Field(
        default=50, ge=0, le=100, description="Of two claims on one content the higher wins."
    )
    flags: tuple[str, ...] = Field(default=(), description="Flags that the record carries.")


class PhraseRule(Rule):
    """A regular expression that names a part beside an attribution: via, addressee or manner.

    It runs over the sentence outside content, cue and speaker, without regard to case. The group named as the field is
    the part, ``cue`` the word that introduces a via. ``(?&NAME)``, ``(?&OUTLET)`` and ``(?&TAIL)`` stand for a
    capitalised name, a news source with the nouns before it, and words up to the next boundary.
    """

    pattern: Text = Field(description="Regular expression; $file.list is a word list.")
    field: Literal["via", "addressee", "manner"] = Field(
        description="Which part of a record it finds."
    )
    priority: int = Field(
        default=50, ge=0, le=100, description="Of two phrases the higher wins, then the first."
    )
    beside: bool = Field(
        default=False, description="Only where it follows cue or speaker directly."
    )


Settings = dict[str, Annotated[int, Field(ge=0)]]


class StepRule(Rule):
    """A decision that is made in the program, switched and set by the rule that has its name.

    The steps are given, and so is the order in which they are tried: a step that is switched off leaves
    the decision to the next. In an overlay ``settings`` change those that they name.
    """

    settings: Settings = Field(default_factory=dict, description="What the step can be told.")

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if not (self.settings or self.examples):
            raise ValueError("give settings or examples")
        return self


# Id -> names of its settings. The speaker's steps stand in the order in which they are tried.
STEPS: dict[str, tuple[str, ...]] = {
    "quotation.long": ("words",),
    "quotation.stopped": ("words",),
    "quotation.mixed": ("words",),
    "quotation.carried-over": ("after", "before"),
    "speaker.carried-over": (),
    "speaker.clitic": ("reach",),
    "speaker.pronoun": ("reach",),
    "speaker.short-name": (),
    "speaker.full-name": (),
    "speaker.nickname": (),
    "speaker.body": (),
    "speaker.organisation": (),
    "speaker.role": (),
    "speaker.definite-role": ("reach",),
    "speaker.unnamed-role": (),
    "speaker.definite-document": (),
    "speaker.definite-phrase": ("reach",),
    "speaker.unnamed": (),
    "speaker.unresolved": (),
    "speaker.carried-back": ("reach",),
    # How a step chooses among several.
    "speaker.latest-namesake": (),
    "speaker.antecedent-subject": (),
    "speaker.antecedent-speaker": (),
    "speaker.antecedent-other": (),
    "speaker.antecedent-named": (),
}


KINDS: dict[str, type[Rule]] = {
    "lexicon": LexiconRule,
    "boilerplate": SegmentRule,
    "dateline": SegmentRule,
    "metadata": SegmentRule,
    "quotation": StepRule,
    "attribution": AttributionRule,
    "phrase": PhraseRule,
    "speaker": StepRule,
    "date": DateRule,
}
