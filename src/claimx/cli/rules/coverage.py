"""``claimx rules coverage``."""

from __future__ import annotations

import click

from claimx.cli.rules import options
from claimx.errors import Exit


@click.command("coverage", short_help="Count how often each rule fires, and how often rightly.")
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@click.option(
    "--gold",
    type=click.Path(exists=True, dir_okay=False),
    metavar="FILE",
    help="Say how many of a rule's records are right; without PATH run on the texts of gold.",
)
@options.overlays
@options.model
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "jsonl"]),
    help="A table, or one JSON object a rule (default in a pipe).",
)
def coverage(
    paths: tuple[str, ...],
    gold: str | None,
    folders: tuple[str, ...],
    model: str | None,
    form: str | None,
) -> Exit:
    """Count how often each rule matches and makes a record or cuts a part, and list those that never fire.

    \b
    claimx rules coverage berita/
    claimx rules coverage --gold corpus/gold.jsonl --rules mine/
    claimx rules coverage berita/ | jq -r 'select(.made == 0) | .rule'
    """
    if not paths and not gold:
        raise click.UsageError("give a PATH, --gold FILE, or both.")
    import orjson

    from claimx.pipeline import Extractor
    from claimx.review import terminal
    from claimx.rules import coverage, load

    documents = coverage.gold_of(gold)
    extractor = Extractor(load.load_rules(*folders), model)
    found = coverage.cover(extractor, paths, documents or ())
    rows = found.rows(documents)
    if options.as_lines(form):
        click.echo("\n".join(orjson.dumps(row).decode() for row in rows))
    else:
        console = terminal.stdout()
        for part in coverage.as_text(found, rows):
            console.print(part)
    for failure in found.failures:
        click.echo(f"claimx: {failure.error}", err=True)
    return Exit.INPUT if found.failures else Exit.OK
