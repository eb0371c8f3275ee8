"""``claimx rules explain``."""

from __future__ import annotations

import click

from claimx.cli.rules import options


@click.command("explain")
@click.argument("place", metavar="FILE[:LINE]")
@options.overlays
@options.model
@click.option(
    "--rule", metavar="ID", help="Say of every sentence how far this rule's pattern came."
)
@click.option(
    "-v", "--verbose", is_flag=True, help="Show lemma, part of speech and relation as well."
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="For a reader, or one JSON document.",
)
def explain(
    place: str,
    folders: tuple[str, ...],
    model: str | None,
    rule: str | None,
    verbose: bool,
    form: str,
) -> None:
    """Show for one article which rules matched, which lost and why, and how sentences were read.

    Above each sentence stand its units as patterns see them. ✓ made a record, ✗ lost, · nearly matched.

    \b
    claimx rules explain artikel.txt
    claimx rules explain artikel.txt:12 --rule attribution.quote-cue-name
    claimx rules explain arsip.jsonl:3 --format json | jq .records
    """
    from claimx.pipeline import Extractor
    from claimx.review import terminal
    from claimx.rules import check_select, load, trace, trace_read, trace_text

    rules = load.load_rules(*folders)
    only = check_select.select(rules, [rule])[0] if rule else None
    article, line = trace_read.read_place(place)
    found = trace.trace(article, Extractor(rules, model), line=line, rule=only)
    if form == "json":
        click.echo(trace_text.as_json(found), nl=False)
        return
    console = terminal.stdout()
    width, layout = min(console.width, 120), verbose or line is not None
    for pieces in trace_text.lines(found, rules, width, layout=layout, verbose=verbose):
        console.print(terminal.styled(*pieces))
