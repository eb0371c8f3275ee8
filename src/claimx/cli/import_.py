"""``claimx import``: annotations of another tool as gold."""

from __future__ import annotations

import click

from claimx.export import READABLE


@click.command("import")
@click.argument("source_format", metavar="FORMAT", type=click.Choice(READABLE))
@click.argument("source", metavar="FILE|DIR")
@click.option("-o", "--output", default="-", metavar="FILE", help="A file (standard output).")
@click.option(
    "--predictions",
    is_flag=True,
    help="label-studio: take predictions where no annotation is finished.",
)
def command(source_format: str, source: str, output: str, predictions: bool) -> None:
    """Bring annotations made in label-studio, doccano or brat back as gold, a document a line.

    \b
    claimx import label-studio project-1.json -o gold.jsonl
    claimx import brat brat-data/ > gold.jsonl
    """
    from claimx.export.convert import import_gold

    for note in import_gold(source_format, source, output, predictions=predictions):
        click.echo(f"claimx: {note}", err=True)
