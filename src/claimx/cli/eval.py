"""``claimx eval``: score a run against gold."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from claimx.errors import Exit

if TYPE_CHECKING:
    from claimx.review.calibration import Binning

FILE = click.Path(exists=True, dir_okay=False)


@click.command("eval")
@click.argument("gold", type=FILE)
@click.argument("run", required=False)
@click.option(
    "--by",
    type=click.Choice(["outlet", "rule", "type"]),
    multiple=True,
    help="Figures by outlet or precision by rule as well (types are always shown).",
)
@click.option(
    "--errors",
    type=click.IntRange(min=1),
    is_flag=False,
    flag_value=10,
    metavar="[N]",
    help="Show the first N mistakes of each kind in their context (10).",
)
@click.option(
    "--against", metavar="BASE_RUN", help="Compare with another run and test the difference."
)
@click.option(
    "--calibration",
    type=click.Choice(["width", "mass"]),
    is_flag=False,
    flag_value="width",
    help="Show how far confidence can be trusted, in ten bins of equal width or mass.",
)
@click.option(
    "--gate",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Fail where a figure is under its floor.",
)
@click.option("--update", is_flag=True, help="With --gate: raise the floors to what was measured.")
@click.option("--allow-regression", is_flag=True, help="With --update: let floors fall.")
@click.option(
    "--rules",
    multiple=True,
    metavar="DIR",
    help="Without RUN: lay these rules over the shipped ones.",
)
@click.option("--model", help="Without RUN: the NLP model.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def command(
    gold: str,
    run: str | None,
    by: tuple[str, ...],
    errors: int | None,
    against: str | None,
    calibration: Binning | None,
    gate: Path | None,
    update: bool,
    allow_regression: bool,
    rules: tuple[str, ...],
    model: str | None,
    as_json: bool,
) -> Exit:
    """Score RUN (JSON Lines, or - for standard input) against GOLD.

    Without RUN, extracts from the texts that GOLD holds. Exits with 1 where --gate finds a figure
    under its floor.

    \b
    claimx eval corpus/gold.jsonl                          score the rules as they are
    claimx eval gold.jsonl run.jsonl --errors 5            read what went wrong
    claimx eval gold.jsonl new.jsonl --against old.jsonl   is it better, or luck?
    claimx eval gold.jsonl --gate floors.json              hold the line
    """
    from claimx.review import evaluation, evaluation_text, terminal
    from claimx.review import gate as gates

    if (update or allow_regression) and not gate:
        raise click.UsageError("--update and --allow-regression go with --gate FILE.")
    found = evaluation.evaluate(
        gold, run, base_path=against, binning=calibration or "width", rules=rules, model=model
    )
    if as_json:
        click.echo(evaluation_text.as_json(found, errors=errors), nl=False)
    else:
        parts = evaluation_text.as_text(found, by=by, calibration=bool(calibration), errors=errors)
        console = terminal.stdout()
        for part in parts:
            console.print(part)
    if gate:
        passed, messages = gates.hold(
            gate, found.gold, found.figures, update=update, lower=allow_regression
        )
        click.echo("\n".join(messages), err=True)
        return Exit.OK if passed else Exit.GATE
    return Exit.OK
