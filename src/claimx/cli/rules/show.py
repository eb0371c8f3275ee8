"""``claimx rules show``."""

from __future__ import annotations

import click

from claimx.cli.rules import options


@click.command("show")
@click.argument("rule_id", metavar="ID|$LIST")
@options.overlays
def show(rule_id: str, folders: tuple[str, ...]) -> None:
    """Show a rule as it is written and where, or the words of a list as it stands after all overlays.

    \b
    claimx rules show attribution.quote-cue-name
    claimx rules show '$cue.after' --rules mine/
    """
    from claimx.review import terminal
    from claimx.rules import check_select, load, trace_layers

    rules = load.load_rules(*folders)
    if rule_id.startswith("$"):
        for form, lemma in rules.words(rule_id[1:]).items():
            click.echo(form if form == lemma else f"{form}\t{lemma}")
        return
    chosen = check_select.select(rules, [rule_id])
    for one in chosen:
        found = trace_layers.layers(one, folders)
        for layer in found:
            click.echo(f"{one}: {layer.what} in {layer.place}", err=True)
        terminal.stdout().print(trace_layers.highlighted(found[-1].source))
