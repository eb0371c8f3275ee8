"""``claimx report``: one HTML page to read and review a run."""

from __future__ import annotations

import click


@click.command("report")
@click.argument("run")
@click.option("-o", "--output", default="-", metavar="FILE", help="The page (standard output).")
@click.option(
    "--texts",
    multiple=True,
    metavar="PATH",
    help="Where the articles are now (where the run read them). Repeatable.",
)
@click.option(
    "--decisions", metavar="FILE", help="Show the decisions of an earlier review as well."
)
@click.option("--diff", "old", metavar="OLD", help="Compare: show what changed from run OLD.")
@click.option("--title", help="A title for the page (the name of the run).")
@click.option(
    "--language",
    type=click.Choice(["auto", "id", "en"]),
    default="auto",
    help="Labels in Indonesian or English at first sight (auto: as the browser).",
)
def command(
    run: str,
    output: str,
    texts: tuple[str, ...],
    decisions: str | None,
    old: str | None,
    title: str | None,
    language: str,
) -> None:
    """Write one self-contained HTML page to read, search and review RUN (- is standard input).

    \b
    claimx report run.jsonl -o report.html
    claimx report run.jsonl --texts berita/ -o report.html
    claimx report --diff old.jsonl new.jsonl -o changes.html
    """
    from claimx.report.write import write_report

    write_report(
        run, output, texts=texts, decisions=decisions, old=old, title=title, language=language
    )
