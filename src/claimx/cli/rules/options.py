"""Options that several of the rule commands share."""

from __future__ import annotations

import sys

import click

overlays = click.option(
    "--rules",
    "folders",
    multiple=True,
    metavar="DIR",
    help="Rules laid over the shipped ones; may be repeated, later ones on top.",
)
model = click.option(
    "--model", metavar="NAME|PATH", help="A spaCy pipeline, or stanza; otherwise the shipped model."
)
pattern = click.option(
    "--filter", "pattern", metavar="REGEX", help="Only rules in whose id this is found."
)
ids = click.argument("ids", nargs=-1, metavar="[ID|KIND]...")


def as_lines(form: str | None) -> bool:
    """Tell whether to print JSON Lines: where asked for, and in a pipe unless text was asked for."""
    return form == "jsonl" or (form is None and not sys.stdout.isatty())
