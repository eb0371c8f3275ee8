"""Inline markup of rule examples: ``<cue>kata</cue> <speaker name="Budi Santoso">Budi</speaker>``."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from claimx.errors import RuleError

_TAG = re.compile(
    r"<(?P<close>/?)(?P<name>[a-z_]+)(?P<attrs>(?:\s+[a-z_]+=(?:\"[^\"]*\"|[^\s>\"]+))*)\s*>"
)
_ATTR = re.compile(r"([a-z_]+)=(?:\"([^\"]*)\"|([^\s>\"]+))")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A marked part: its name, its span in the plain text, and what is expected of it."""

    name: str
    start: int
    end: int
    attrs: dict[str, str] = field(default_factory=dict)


def parse_markup(marked: str) -> tuple[str, list[Mark]]:
    """Return the plain text and its marks in text order. Raises RuleError where tags do not pair."""
    plain: list[str] = []
    length = 0
    marks: list[Mark] = []
    stack: list[tuple[str, int, dict[str, str]]] = []
    last = 0
    for tag in _TAG.finditer(marked):
        piece = marked[last : tag.start()]
        plain.append(piece)
        length += len(piece)
        last = tag.end()
        name = tag["name"]
        if not tag["close"]:
            attrs = {m[1]: m[2] if m[2] is not None else m[3] for m in _ATTR.finditer(tag["attrs"])}
            stack.append((name, length, attrs))
            continue
        if not stack or stack[-1][0] != name:
            raise RuleError(f"</{name}> closes nothing in: {marked}")
        _, start, attrs = stack.pop()
        marks.append(Mark(name=name, start=start, end=length, attrs=attrs))
    if stack:
        raise RuleError(f"<{stack[-1][0]}> is not closed in: {marked}")
    plain.append(marked[last:])
    return "".join(plain), sorted(marks, key=lambda m: (m.start, -m.end))


def render_markup(text: str, marks: list[Mark]) -> str:
    """Write the marks back into the text: the inverse of parse_markup for nested or disjoint marks."""
    events: list[tuple[int, int, int, str]] = []
    for mark in marks:
        attrs = "".join(f' {k}="{v}"' for k, v in mark.attrs.items())
        events.append((mark.start, 1, -mark.end, f"<{mark.name}{attrs}>"))
        events.append((mark.end, 0, -mark.start, f"</{mark.name}>"))
    out, last = [], 0
    for place, _, _, tag in sorted(events):
        out += [text[last:place], tag]
        last = place
    return "".join([*out, text[last:]])
