"""An outcome as text: the example with carets under what was expected and what was found."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import orjson

from claimx.review.agree import trim

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from claimx.rules.check import Verdict
    from claimx.rules.markup import Mark

# A piece of a line with its style; a line is a list of them.
Piece = tuple[str, str]
STYLES = {
    "ok": "green",
    "todo": "cyan",
    "missing": "red",
    "noisy": "yellow",
    "wrong": "magenta",
    "fixed": "yellow",
}
_WIDTH = 100
_LABEL = 22  # columns for "speaker as marked"
# One character for another, so that the carets stay in their columns.
_UNSAFE = re.compile("[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069]")


def lines(verdict: Verdict, width: int = _WIDTH) -> Iterator[list[Piece]]:
    """Yield the lines of an outcome: its head, the text with carets, what differs."""
    example = verdict.example
    style = STYLES[verdict.outcome]
    yield [
        (f"{verdict.outcome:<8}", f"bold {style}"),
        (example.id, "bold"),
        (f"  {example.where}", "dim"),
    ]
    yield from carets(verdict, width)
    for note in verdict.notes:
        yield [("  · ", style), (_one_line(note), "")]


def as_json(verdict: Verdict) -> bytes:
    """Return the outcome as one JSON object."""
    example = verdict.example
    return orjson.dumps(
        {
            "id": example.id,
            "rule": example.rule,
            "list": example.list,
            "outcome": verdict.outcome,
            "passed": verdict.passed,
            "place": example.where,
            "text": example.text,
            "expected": [_as_object(mark, example.text) for mark in example.marks],
            "found": [_as_object(mark, example.text) for mark in verdict.found],
            "notes": verdict.notes,
        }
    )


def _as_object(mark: Mark, text: str) -> dict[str, object]:
    span = {
        "name": mark.name,
        "text": text[mark.start : mark.end],
        "start": mark.start,
        "end": mark.end,
    }
    return {**span, **({"attributes": mark.attrs} if mark.attrs else {})}


def as_plain(verdict: Verdict) -> str:
    """Return the outcome as text without colour."""
    return "\n".join("".join(text for text, _ in line).rstrip() for line in lines(verdict))


def carets(verdict: Verdict, width: int = _WIDTH) -> Iterator[list[Piece]]:
    """Yield the text, cut to the width, with a line of carets below it for each part."""
    text = _one_line(verdict.example.text)
    rows = list(_rows(verdict))
    for first, last in _pieces(text, max(width - _LABEL - 2, 30)):
        yield [("  " + text[first:last], "")]
        for spans, sign, label, style in rows:
            line = _under(spans, first, last, sign)
            if line.strip():
                yield [("  " + line, style), (f"  {label}", f"{style} dim")]


def _pieces(text: str, width: int) -> Iterator[tuple[int, int]]:
    """Cut a long text behind spaces."""
    first = 0
    while len(text) - first > width:
        space = text.rfind(" ", first, first + width)
        last = space + 1 if space > first else first + width
        yield first, last
        first = last
    yield first, len(text)


def _rows(verdict: Verdict) -> Iterator[tuple[list[Mark], str, str, str]]:
    """Yield (spans, sign, label, style) for each part: once where expected and found agree, else twice."""
    text = verdict.example.text
    expected, found = verdict.example.marks, verdict.found
    for name in dict.fromkeys(mark.name for mark in expected or found):
        wanted = [mark for mark in expected if mark.name == name]
        got = [mark for mark in found if mark.name == name]
        if not found and verdict.outcome == "ok":
            yield wanted, "^", name, ""
        elif _places(text, wanted) == _places(text, got):
            yield wanted, "^", f"{name} as marked", "green"
        else:
            if wanted:
                yield wanted, "^", f"{name} expected", "red"
            if got:
                yield got, "~", f"{name} found", "yellow"


def _places(text: str, marks: Sequence[Mark]) -> list[tuple[int, int]]:
    return sorted({trim(text, mark.start, mark.end) for mark in marks})


def _under(spans: Sequence[Mark], first: int, last: int, sign: str) -> str:
    line = [" "] * (last - first)
    for span in spans:
        for at in range(max(span.start, first), min(span.end, last)):
            line[at - first] = sign
    return "".join(line)


def _one_line(text: str) -> str:
    return _UNSAFE.sub("\N{REPLACEMENT CHARACTER}", text.replace("\n", "↵").replace("\t", " "))
