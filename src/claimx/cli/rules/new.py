"""``claimx rules new``."""

from __future__ import annotations

from pathlib import Path

import click

KINDS = (
    "attribution",
    "lexicon",
    "boilerplate",
    "dateline",
    "metadata",
    "date",
    "phrase",
    "speaker",
    "quotation",
)


@click.command("new", short_help="Begin a rule file.")
@click.argument("kind", type=click.Choice(KINDS))
@click.argument("name")
@click.option(
    "--rules",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("rules"),
    show_default=True,
    metavar="DIR",
    help="The folder of rules to write to; made where it is missing.",
)
def new(kind: str, name: str, folder: Path) -> None:
    """Write DIR/KIND/NAME.yaml, a valid rule with comments; an existing file is never overwritten.

    \b
    claimx rules new attribution kutip-bisik --rules mine/
    claimx rules lint --rules mine/
    """
    from claimx.rules import scaffold

    path = scaffold.scaffold(kind, name, folder)
    click.echo(path)
    click.echo(f"edit it, then: claimx rules test {kind}.{name} --rules {folder}", err=True)
