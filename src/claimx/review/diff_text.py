"""A comparison for the terminal and for a pull request (Markdown)."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from claimx.review.compare import SAME_RULES, Change, FieldChange, Value
from claimx.review.diff import KINDS, Group, Report, Summary
from claimx.review.terminal import styled, table
from claimx.review.words import Mark, word_marks

if TYPE_CHECKING:
    from rich.console import RenderableType

Piece = str | tuple[str, str]
SIGNS = {"added": "+", "removed": "-", "changed": "~"}
STYLES = {"added": "green", "removed": "red", "changed": "yellow"}
# Word marks are those of `git diff --word-diff`, so that they read the same without colour.
WORD_STYLES: dict[Mark, tuple[str, str, str]] = {
    "same": ("", "", ""),
    "old": ("[-", "-]", "red"),
    "new": ("{+", "+}", "green"),
}
TAGS: dict[Mark, tuple[str, str]] = {
    "same": ("", ""),
    "old": ("<del>", "</del>"),
    "new": ("<ins>", "</ins>"),
}


def as_text(report: Report, *, limit: int | None, stat: bool) -> Iterator[RenderableType]:
    """Yield the counts, then the changes by cause; with ``stat`` the counts only."""
    summary = report.summary
    yield styled((headline(summary), "bold"))
    yield table("", ["type", *KINDS], type_rows(summary))
    groups = report.groups()
    if groups:
        rows = [[g.causes, *(str(g.counts.get(kind, 0)) for kind in KINDS[:3])] for g in groups]
        yield table("", ["caused by", *KINDS[:3]], rows)
    for group in () if stat else groups:
        yield styled((group.causes, "bold cyan"), f"  {group_counts(group)}")
        for change in report.changes(group, limit):
            yield from _lines(change)
        if hidden := _hidden(group, limit):
            yield styled((f"  ... {hidden} more", "dim"))
        yield styled("")


def as_markdown(report: Report, *, limit: int | None, stat: bool) -> Iterator[str]:
    """Yield the comparison as Markdown, everything from an article escaped."""
    summary = report.summary
    yield f"### {_md(headline(summary))}\n\n"
    yield f"| type | {' | '.join(KINDS)} |\n| --- |{' ---: |' * len(KINDS)}\n"
    for row in type_rows(summary):
        yield f"| {' | '.join(row)} |\n"
    yield "\n"
    for group in report.groups():
        if stat:
            yield f"* {_md(group.causes)}: {group_counts(group)}\n"
            continue
        causes = f"<b>{html.escape(group.causes)}</b>: {group_counts(group)}"
        yield f"<details open><summary>{causes}</summary>\n\n"
        for change in report.changes(group, limit):
            yield from _items(change)
        if hidden := _hidden(group, limit):
            yield f"* {hidden} more\n"
        yield "\n</details>\n\n"


def headline(summary: Summary) -> str:
    """Return the whole comparison in one line."""
    counts = ", ".join(f"{summary.total(kind)} {kind}" for kind in KINDS)
    decided = f"; {summary.settled} already decided and hidden" if summary.settled else ""
    against = f"; {summary.contradicting} AGAINST A DECISION" if summary.contradicting else ""
    documents = "1 document" if summary.documents == 1 else f"{summary.documents} documents"
    return f"{summary.old} -> {summary.new}: {documents}, {counts}{decided}{against}"


def type_rows(summary: Summary) -> list[list[str]]:
    """Return a row for each type with its counts by kind of change."""
    types = sorted({of for _, of in summary.counts})
    return [[of, *(str(summary.counts.get((kind, of), 0)) for kind in KINDS)] for of in types]


def group_counts(group: Group) -> str:
    """Return what a cause did in words."""
    return ", ".join(f"{group.counts[kind]} {kind}" for kind in KINDS if kind in group.counts)


def title(change: Change) -> str:
    """Return who said it, with the reporting word, in one line."""
    record = change.record
    speaker = (record.speaker.name or record.speaker.text) if record.speaker else None
    cue = record.cue.text if record.cue else None
    parts = [record.type, speaker or "no speaker", *([f"“{cue}”"] if cue else [])]
    return " · ".join(parts)


def _lines(change: Change) -> Iterator[RenderableType]:
    record, style = change.record, STYLES[change.kind]
    yield styled(
        (f"  {SIGNS[change.kind]} ", f"bold {style}"),
        (f"{change.doc}:{record.content.start}", "cyan"),
        f"  {title(change)}  {record.confidence:.2f}",
        (f"  decided: {change.decided}" if change.decided else "", "bold magenta"),
    )
    yield styled(
        "      ",
        (record.context.prefix, "dim"),
        "⟦",
        *_content(change),
        "⟧",
        (record.context.suffix, "dim"),
    )
    for field in other_fields(change):
        yield styled(f"      {field.field}: ", *_words(*_pair(field), whole=_whole(field)))


def _items(change: Change) -> Iterator[str]:
    record = change.record
    decided = f" **decided: {change.decided}**" if change.decided else ""
    place = f"`{_code(change.doc)}:{record.content.start}`"
    yield f"* **{SIGNS[change.kind]}** {place} {_md(title(change))}{decided}\n"
    context = (_md(part) for part in (record.context.prefix, record.context.suffix))
    before, after = context
    yield f"  <br>{before}**⟦**{_tagged(*_texts(change))}**⟧**{after}\n"
    for field in other_fields(change):
        yield f"  <br>{_md(field.field)}: {_tagged(*_pair(field), whole=_whole(field))}\n"


def _content(change: Change) -> Iterator[Piece]:
    if change.kind == "changed":
        return _words(*_texts(change))
    return iter([(change.record.content.text, STYLES[change.kind])])


def _texts(change: Change) -> tuple[str, str]:
    """Return what was said before and now; the same twice where one side has none."""
    text = change.record.content.text
    return (change.old.content.text if change.old else text), text


def _words(old: str, new: str, *, whole: bool = False) -> Iterator[Piece]:
    for mark, text in word_marks(old, new, whole=whole):
        before, after, style = WORD_STYLES[mark]
        yield f"{before}{text}{after}", style


def _tagged(old: str, new: str, *, whole: bool = False) -> str:
    marks = ((TAGS[mark], text) for mark, text in word_marks(old, new, whole=whole))
    return "".join(f"{before}{_md(text)}{after}" for (before, after), text in marks)


def other_fields(change: Change) -> Iterator[FieldChange]:
    """Yield the fields to show beside the content.

    A start that moved stands for its end, and the causes of a change stand for its rules.
    """
    names = {field.field for field in change.fields}
    shown = {"content.text", *(["rules"] if change.causes != (SAME_RULES,) else [])}
    for field in change.fields:
        of, _, name = field.field.rpartition(".")
        if field.field not in shown and not (name == "end" and f"{of}.start" in names):
            yield field


def _pair(field: FieldChange) -> tuple[str, str]:
    return shown(field.old), shown(field.new)


def _whole(field: FieldChange) -> bool:
    return not (isinstance(field.old, str) and isinstance(field.new, str))


def shown(value: Value) -> str:
    """Return a field's value as it is shown: lists by their items, absent as null."""
    if isinstance(value, list):
        return " ".join(map(str, value))
    return "null" if value is None else str(value)


def _hidden(group: Group, limit: int | None) -> int:
    return max(0, sum(group.counts.values()) - limit) if limit is not None else 0


def _md(text: str) -> str:
    """Escape text that never opens a line: no tag, emphasis, link, cell or mention gets out."""
    line = re.sub(r"([\\`*_\[\]|~])", r"\\\1", html.escape(" ".join(text.split("\n")), quote=False))
    return line.replace("@", "@<!-- -->")


def _code(text: str) -> str:
    return text.replace("`", "'").replace("\n", " ")
