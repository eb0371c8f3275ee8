"""``claimx export``: a run in the shape of another tool."""

from __future__ import annotations

from pathlib import Path

import click

from claimx.export import FORMATS


@click.command("export")
@click.argument("run")
@click.option(
    "--to", "target", type=click.Choice(list(FORMATS)), required=True, help="The format to write."
)
@click.option(
    "-o", "--output", metavar="PATH", help="A file, or for brat a folder (standard output)."
)
@click.option(
    "--texts",
    multiple=True,
    metavar="PATH",
    help="Where the articles are now (where the run read them). Repeatable.",
)
@click.option(
    "--all",
    "everything",
    is_flag=True,
    help="With --texts: articles in which nothing was found as well.",
)
@click.option(
    "--config",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="With label-studio: write the labelling configuration as well.",
)
def command(
    run: str,
    target: str,
    output: str | None,
    texts: tuple[str, ...],
    everything: bool,
    config: Path | None,
) -> None:
    """Write RUN (JSON Lines, - is standard input) for an annotation tool, the web or a table.

    \b
    claimx export run.jsonl --to label-studio --config labels.xml -o tasks.json
    claimx export run.jsonl --to brat -o brat-data/ --texts berita/
    claimx extract berita/ | claimx export - --to csv > kutipan.csv
    """
    from claimx.export.convert import export_run, write_config

    if config:
        write_config(target, config)
    export_run(run, target, output, texts, everything=everything)
