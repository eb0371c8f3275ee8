"""The examples of rules, read and ready to run: plain text, marks, place."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING, Literal

from claimx.errors import RuleError
from claimx.rules.check_places import place
from claimx.rules.markup import Mark, parse_markup

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from claimx.rules.load import Entry

List = Literal["examples", "counter", "todo"]
LISTS: tuple[List, ...] = ("examples", "counter", "todo")

_SPEAKER = ("name", "role", "affiliation", "kind", "mention")
_DATE = ("iso", "precision", "basis", "conflict", "published")
# What may be marked in the examples of rules that make records, with the attributes that are compared. On
# <content> the speaker's attributes stand for a speaker whom no words beside it mention.
RECORD_MARKS: Mapping[str, Collection[str]] = {
    "content": ("type", *_SPEAKER),
    "cue": ("lemma",),
    "speaker": _SPEAKER,
    "date": _DATE,
    "via": (),
    "addressee": (),
    "manner": (),
}
_SEGMENT_MARKS: Mapping[str, Collection[str]] = {
    "cut": (),
    "byline": (),
    "published": ("iso",),
    "dateline": (),
    "outlet": (),
    "place": (),
    "title": (),
    "resume": (),
}
# Kind of rule -> mark -> attributes.
MARKS: Mapping[str, Mapping[str, Collection[str]]] = {
    "lexicon": RECORD_MARKS,
    "attribution": RECORD_MARKS,
    "quotation": RECORD_MARKS,
    "speaker": RECORD_MARKS,
    "boilerplate": _SEGMENT_MARKS,
    "dateline": _SEGMENT_MARKS,
    "metadata": _SEGMENT_MARKS,
    "date": {"date": _DATE},
    "phrase": {"via": (), "addressee": (), "manner": (), "content": (), "cue": (), "speaker": ()},
}
# Marks that only set the scene, so that a counter-example may hold them too.
_SCENE = {"phrase": frozenset({"content", "cue", "speaker"})}


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """One example, counter-example or known miss of a rule.

    ``number`` counts from one over ``examples``, ``counter`` and ``todo``, in that order.
    """

    rule: str
    number: int
    list: List
    marked: str
    text: str
    marks: tuple[Mark, ...]
    where: str

    @property
    def id(self) -> str:
        """``attribution.quote-cue-name:2``, as ``rules test`` and pytest name it."""
        return f"{self.rule}:{self.number}"

    @property
    def kind(self) -> str:
        """The kind of the rule."""
        return self.rule.partition(".")[0]

    @property
    def published(self) -> str | None:
        """The day of publication that a ``<date>`` asks for."""
        return next((m.attrs["published"] for m in self.marks if "published" in m.attrs), None)


def read_examples(entries: Iterable[Entry]) -> list[Example]:
    """Read every example of the rules. Raises RuleError that lists every broken one."""
    faults: list[str] = []
    found = [example for entry in entries for example in examples_of(entry, faults)]
    if faults:
        raise RuleError("\n".join(faults))
    return found


def examples_of(entry: Entry, faults: list[str]) -> Iterator[Example]:
    """Yield the examples of one rule; those whose marks are wrong go to ``faults``, with place and advice."""
    number = 0
    for name in LISTS:
        for index, marked in enumerate(getattr(entry.rule, name)):
            number += 1
            where = place(entry, name, index)
            try:
                text, marks = parse_markup(marked)
            except RuleError as error:
                faults.append(f"{where}: {error.message}")
                continue
            if fault := _fault(entry.kind, name, marks):
                faults.append(f"{where}: {fault}")
                continue
            yield Example(
                rule=entry.id,
                number=number,
                list=name,
                marked=marked,
                text=text,
                marks=tuple(marks),
                where=where,
            )


def _fault(kind: str, name: List, marks: Iterable[Mark]) -> str | None:
    known = MARKS[kind]
    expecting = False
    for mark in marks:
        if mark.name not in known:
            return f"unknown mark <{mark.name}>; {_advice(mark.name, known, '<', '>')}"
        for attribute in mark.attrs:
            if attribute not in known[mark.name]:
                advice = _advice(attribute, known[mark.name])
                return f"<{mark.name}> has no attribute {attribute!r}; {advice}"
        expecting |= mark.name not in _SCENE.get(kind, ())
    if name == "counter" and expecting:
        return "a counter-example must not fire and so has nothing to mark; is it an example?"
    if name == "examples" and not expecting:
        return "an example says with marks what must be found; is it a counter-example?"
    return None


def _advice(wrong: str, known: Collection[str], before: str = "", after: str = "") -> str:
    close = get_close_matches(wrong, known, n=1)
    if close:
        return f"did you mean {before}{close[0]}{after}?"
    return f"known: {', '.join(f'{before}{name}{after}' for name in known) or 'none'}"
