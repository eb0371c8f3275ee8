"""``python -m benchmarks.quality GOLD``: the figures of claimx on gold as they stand in the documentation."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, astuple, fields

import click

from benchmarks import report
from claimx.review.evaluation import extract_gold
from claimx.review.gold import read_gold
from claimx.review.load import name_of, read_run
from claimx.review.score import Figures, Outcome, figures_by_group, run_on, score


def table(groups: Mapping[str, Figures]) -> str:
    """Write figures as a Markdown table, the types of a group below it."""
    names = [field.name for field in fields(Figures)]
    lines = [f"| | {' | '.join(names)} |", "|---|" + "---:|" * len(names)]
    for name, found in groups.items():
        n, *rest = astuple(found)
        group, _, kind = name.partition(":")
        lines.append(f"| {kind or f'**{group}**'} | {n} | {' | '.join(map(report.share, rest))} |")
    return "\n".join(lines)


@click.command()
@click.argument("gold", type=click.Path(exists=True, dir_okay=False))
@click.argument("run", required=False)
@click.option("--held-back", metavar="OUTLET", multiple=True, help="Count this outlet by itself.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
@click.option("--write", metavar="NAME", help="Put the table into docs/quality.md, under NAME.")
def main(
    gold: str, run: str | None, held_back: tuple[str, ...], as_json: bool, write: str | None
) -> None:
    """Score claimx on GOLD, or the finished RUN: all, by type, and by what was held back."""
    documents = list(read_gold(gold))
    found = (
        run_on(documents, read_run(run), name_of(run)) if run else extract_gold(documents, (), None)
    )
    outcomes = score(documents, found)

    def part(outcome: Outcome) -> str:
        return "held back" if outcome.outlet in held_back else "tuned on"

    groups = figures_by_group(outcomes)
    if held_back:
        groups |= dict(sorted(figures_by_group(outcomes, part).items(), reverse=True))
        order = [
            f"{g}{t}"
            for g in ("all", "tuned on", "held back")
            for t in ("", ":direct", ":indirect", ":mixed")
        ]
        groups = {name: groups[name] for name in order if name in groups}
    text = f"{report.about(documents)}\n\n{table(groups)}"
    if as_json:
        click.echo(json.dumps({name: asdict(value) for name, value in groups.items()}, indent=2))
    else:
        click.echo(text)
    if write:
        report.fill(report.QUALITY, f"quality-{write}", text)


if __name__ == "__main__":
    main()
