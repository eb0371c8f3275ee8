"""From files to a file: what ``claimx report`` does."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import cast

from claimx.errors import ClaimxError
from claimx.export.output import open_output
from claimx.report.build import Page, build_page
from claimx.report.page import Language, render_page
from claimx.review.decisions import read_decisions
from claimx.review.load import name_of, read_records


def write_report(
    run: str,
    output: str,
    *,
    texts: Sequence[str] = (),
    decisions: str | None = None,
    old: str | None = None,
    title: str | None = None,
    language: str = "auto",
) -> None:
    """Read a run (with ``old``, a second one to compare with) and write its page."""
    if output == "-" and sys.stdout.isatty():
        raise ClaimxError("a page does not go to a terminal", hint="name a file with -o")
    given = read_decisions(decisions) if decisions else []
    if old is None:
        page = build_page(
            read_records(run), name=name_of(run), texts=texts, title=title, decisions=given
        )
    else:
        from claimx.report.compare import build_comparison

        page = build_comparison(
            read_records(old),
            read_records(run),
            names=(name_of(old), name_of(run)),
            texts=texts,
            title=title,
            decisions=given,
        )
    with open_output(output) as stream:
        stream.write(render_page(page, language=cast("Language", language)).encode())
    _tell_missing(page)


def _tell_missing(page: Page) -> None:
    if page.missing:
        sys.stderr.write(
            f"claimx: {len(page.missing)} of {len(page.docs)} documents are shown without their"
            " text (give the articles with --texts PATH)\n"
        )
