"""``claimx rules lint``."""

from __future__ import annotations

import click

from claimx.cli.rules import options
from claimx.errors import Exit


@click.command("lint", short_help="Look for faults in rules, without a model.")
@options.ids
@options.overlays
@options.pattern
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "jsonl"]),
    default="text",
    show_default=True,
    help="For a reader, or one JSON object a fault.",
)
@click.option("--strict", is_flag=True, help="Exit with 1 on warnings, too.")
def lint(
    ids: tuple[str, ...],
    folders: tuple[str, ...],
    pattern: str | None,
    form: str,
    strict: bool,
) -> Exit:
    """Look for faults in rules, without a model: exits with 1 on errors.

    Unknown word lists, captures and attributes, ids and words that stand twice, rules without
    examples, rules that never win, and regular expressions that may not end. A file that cannot be
    read at all exits with 4.

    \b
    claimx rules lint
    claimx rules lint --rules mine/ --strict
    """
    import orjson

    from claimx.review import terminal
    from claimx.rules import check_select, lint, load

    rules = load.load_rules(*folders)
    chosen = check_select.select(rules, ids, pattern)
    findings = lint.lint(rules, folders, chosen)
    console = terminal.stdout()
    for finding in findings:
        if form == "jsonl":
            click.echo(orjson.dumps(finding))
        else:
            console.print(terminal.styled(*lint.pieces(finding)))
    click.echo(lint.summary(len(chosen), findings), err=True)
    failing = [f for f in findings if strict or f.severity == "error"]
    return Exit.GATE if failing else Exit.OK
