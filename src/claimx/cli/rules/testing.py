"""``claimx rules test``."""

from __future__ import annotations

import click

from claimx.cli.rules import options
from claimx.errors import Exit


@click.command("test")
@options.ids
@options.overlays
@options.pattern
@options.model
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "jsonl"]),
    default="text",
    show_default=True,
    help="What failed with carets, or one JSON object an example.",
)
@click.option("-v", "--verbose", is_flag=True, help="Show the examples that hold as well.")
def test(
    ids: tuple[str, ...],
    folders: tuple[str, ...],
    pattern: str | None,
    model: str | None,
    form: str,
    verbose: bool,
) -> Exit:
    """Run the examples of the rules; exits with 1 where one does not hold.

    ok: as marked. missing: the rule does not find what is marked. noisy: it finds what is not
    marked. wrong: it finds something else. todo: a known miss, as expected; fixed: one that is
    found by now.

    \b
    claimx rules test
    claimx rules test attribution --filter quote -v
    claimx rules test --rules mine/ --format jsonl | jq .
    """
    from claimx.review import terminal
    from claimx.rules import check, check_select, check_text, load

    rules = load.load_rules(*folders)
    console = terminal.stdout()
    tally = check.Tally()
    chosen = check_select.select(rules, ids, pattern)
    for verdict in tally.count(check.check_rules(rules, chosen, model=model)):
        if form == "jsonl":
            click.echo(check_text.as_json(verdict))
        elif verbose or not verdict.passed:
            for line in check_text.lines(verdict, console.width):
                console.print(terminal.styled(*line))
    click.echo(str(tally), err=True)
    return Exit.GATE if tally.failed else Exit.OK
