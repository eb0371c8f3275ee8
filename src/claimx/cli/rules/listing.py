"""``claimx rules list``."""

from __future__ import annotations

import click

from claimx.cli.rules import options


@click.command("list")
@options.ids
@options.overlays
@options.pattern
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "jsonl"]),
    help="A table, or one JSON object a line (default in a pipe).",
)
def list_(
    ids: tuple[str, ...], folders: tuple[str, ...], pattern: str | None, form: str | None
) -> None:
    """List the rules: all, some by id, or those of a kind.

    \b
    claimx rules list attribution
    claimx rules list --filter nama --rules mine/
    claimx rules list | jq -r 'select(.enabled | not) | .id'
    """
    import orjson

    from claimx.review import terminal
    from claimx.rules import check_list, check_select, load

    rules = load.load_rules(*folders)
    rows = [check_list.row(rules.entries[i]) for i in check_select.select(rules, ids, pattern)]
    if options.as_lines(form):
        for row in rows:
            click.echo(orjson.dumps(row))
    else:
        terminal.stdout().print(check_list.as_table(rows))
