"""``python -m benchmarks``: measure, print the table, and write it into the documentation."""

from __future__ import annotations

import tempfile
from pathlib import Path

import click

from benchmarks import measures, plan, report, texts

_ROOT = Path(__file__).parents[1]
_MEASURES = {
    "pipe": measures.against_pipe,
    "stanza": measures.against_stanza,
    "workers": measures.two_workers,
    "cold": measures.cold_start,
    "cache": measures.second_run,
    "memory": measures.memory,
}


@click.command()
@click.argument("paths", nargs=-1)
@click.option("--only", multiple=True, type=click.Choice([*_MEASURES, "stages", "plan"]))
@click.option("--rounds", default=3, show_default=True, help="Turns of each comparison.")
@click.option("--documents", default=10_000, show_default=True, help="Made documents for memory.")
@click.option("--repeat", default=1, show_default=True, help="Take the articles this many times.")
@click.option("--write/--no-write", default=True, help="Write docs/benchmarks.md and its plot.")
def main(
    paths: tuple[str, ...],
    only: tuple[str, ...],
    rounds: int,
    documents: int,
    repeat: int,
    write: bool,
) -> None:
    """Measure claimx over the articles below PATHS, by default those of corpus/articles."""
    found = texts.load(paths or (str(_ROOT / "corpus" / "articles"),)) * repeat
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        bench = measures.Bench(
            texts=found,
            file=texts.write_jsonl(found, folder / "articles.jsonl"),
            folder=folder,
            rounds=rounds,
            documents=documents,
        )
        about = f"{len(found)} articles of {bench.words:,} words."
        click.echo(about)
        rows = []
        for key, measure in _MEASURES.items():
            if not only or key in only:
                click.echo(f"measuring {key} ...")
                new = measure(bench)
                for row in new:
                    click.echo(f"  {row.name}: {row.first} {row.second} = {row.ratio:.2f}")
                rows += new
        shares = measures.stages(bench) if not only or "stages" in only else []
        reckoned = (
            plan.block(plan.measure(bench), bench.words) if not only or "plan" in only else ""
        )
    click.echo(report.table(rows))
    for stage, share in shares:
        click.echo(f"{stage:24} {share:6.1%}")
    click.echo(reckoned)
    if write and not only:
        report.update(_ROOT / "docs" / "benchmarks.md", rows, shares, about)
        plan.write(_ROOT / "docs" / "scale.md", reckoned)
        report.plot(_ROOT / "docs" / "benchmarks.svg", rows, shares)


if __name__ == "__main__":
    main()
