"""A comparison as one self-contained page: old and new side by side, no script, no network."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from jinja2 import Environment, PackageLoader, StrictUndefined

from claimx.review.compare import Change
from claimx.review.diff import KINDS, Group, Report
from claimx.review.diff_text import group_counts, headline, other_fields, shown, type_rows
from claimx.review.words import Mark, word_marks

# A side shows what both versions share and what only it has.
OTHER: dict[str, Mark] = {"old": "new", "new": "old"}


def as_html(report: Report, *, limit: int | None) -> Iterator[str]:
    """Yield the page piece by piece; everything from an article is escaped by the template."""
    environment = Environment(
        loader=PackageLoader("claimx.review"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
    )
    summary = report.summary
    yield from environment.get_template("diff.html.jinja").generate(
        headline=headline(summary),
        summary=summary,
        kinds=KINDS,
        rows=type_rows(summary),
        groups=report.groups(),
        counts=group_counts,
        changes=partial(_shown, report, limit),
        side=side,
        shown=shown,
        other_fields=other_fields,
    )


def side(change: Change, which: str) -> list[tuple[Mark, str]]:
    """Return the content of one side in stretches, marked where the other side differs."""
    record = change.old if which == "old" else change.new
    if record is None:
        return []
    if change.old is None or change.new is None:
        return [("same", record.content.text)]
    marks = word_marks(change.old.content.text, change.new.content.text)
    return [(mark, text) for mark, text in marks if mark != OTHER[which]]


def _shown(report: Report, limit: int | None, group: Group) -> Iterator[Change]:
    return report.changes(group, limit)
