"""``claimx diff``: compare two runs record by record."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from claimx.errors import ClaimxError, Exit

if TYPE_CHECKING:
    from collections.abc import Iterable

    from claimx.review.compare import Change
    from claimx.review.diff import Report


@click.command("diff")
@click.argument("sources", nargs=-1, required=True, metavar="OLD NEW | PATH...")
@click.option(
    "--rules",
    multiple=True,
    metavar="DIR",
    help="Twice: extract from PATH with the first rules, then with the second, and compare.",
)
@click.option(
    "--rev", metavar="GIT_REV", help="Compare the rules/ of a git revision with those of now."
)
@click.option("--model", help="With --rules or --rev: the NLP model.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["terminal", "jsonl", "markdown", "html"]),
    default="terminal",
    show_default=True,
    help="For a reader, for programs, for a pull request, or as a page.",
)
@click.option("--stat", is_flag=True, help="Counts only.")
@click.option(
    "--limit", type=click.IntRange(min=0), metavar="N", help="Show N changes of each cause."
)
@click.option(
    "--ignore",
    multiple=True,
    metavar="FIELD",
    help="A field that does not count (confidence, doc).",
)
@click.option(
    "--hide-decided", metavar="DECISIONS", help="Hide changes that decisions have settled."
)
@click.option("--exit-code", is_flag=True, help="Exit with 1 where the runs differ.")
def command(
    sources: tuple[str, ...],
    rules: tuple[str, ...],
    rev: str | None,
    model: str | None,
    form: str,
    stat: bool,
    limit: int | None,
    ignore: tuple[str, ...],
    hide_decided: str | None,
    exit_code: bool,
) -> Exit:
    """Compare two runs (JSON Lines, - is standard input), or two sets of rules on PATH.

    Records are paired by id and overlap and reported as added, removed or changed, grouped by the
    rules that only one of the two has.

    \b
    claimx diff old.jsonl new.jsonl
    claimx extract berita/ | claimx diff old.jsonl - --exit-code
    claimx diff --rev HEAD berita/                     what did I just change?
    claimx diff --rev main berita/ --format markdown   for the pull request
    """
    from contextlib import ExitStack, closing

    from claimx.review import decisions, diff, index, sides

    failed: list[ClaimxError] = []
    with ExitStack() as stack:
        pair = stack.enter_context(
            sides.two_runs(sources, rules=rules, rev=rev, model=model, failed=failed)
        )
        old, new = (stack.enter_context(index.RunIndex(run)) for run in (pair.old, pair.new))
        report = stack.enter_context(diff.report(pair.old_name, pair.new_name))
        decided = decisions.latest(decisions.read_decisions(hide_decided)) if hide_decided else None
        found = report.add(diff.compare_runs(old, new, ignore=ignore, decisions=decided))
        stack.enter_context(closing(found))
        _write(form, report, found, limit=limit, stat=stat)
        differs = report.summary.differs
    for error in failed:
        click.echo(f"claimx: {error}", err=True)
    return Exit.GATE if exit_code and differs else Exit.INPUT if failed else Exit.OK


def _write(
    form: str, report: Report, found: Iterable[Change], *, limit: int | None, stat: bool
) -> None:
    """Print the changes: line by line as they are found, or in groups once all are known."""
    from claimx.review import diff, diff_html, diff_text, terminal

    for change in found:
        if form == "jsonl" and not stat:
            click.echo(diff.as_line(change), nl=False)
    if form == "jsonl":
        click.echo(diff_text.headline(report.summary), err=True)
    elif form == "terminal":
        console = terminal.stdout()
        for part in diff_text.as_text(report, limit=limit, stat=stat):
            console.print(part)
    else:
        pieces = (
            diff_html.as_html(report, limit=0 if stat else limit)
            if form == "html"
            else diff_text.as_markdown(report, limit=limit, stat=stat)
        )
        for piece in pieces:
            click.echo(piece, nl=False)
