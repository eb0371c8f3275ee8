"""``python -m benchmarks``: measure, print the table, and write it into the documentation."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from benchmarks import measures, plan, report, texts

_ROOT = Path(__file__).parents[1]
Measure = Callable[[measures.Bench], object]


def _rows(measure: Callable[[measures.Bench], list[measures.Row]]) -> Measure:
    return lambda bench: [asdict(row) for row in measure(bench)]


_MEASURES: dict[str, Measure] = {
    "pipe": _rows(measures.against_pipe),
    "stanza": _rows(measures.against_stanza),
    "workers": _rows(measures.two_workers),
    "cold": _rows(measures.cold_start),
    "cache": _rows(measures.second_run),
    "memory": _rows(measures.memory),
}


@click.command()
@click.argument("paths", nargs=-1)
@click.option("--only", multiple=True, type=click.Choice([*_MEASURES, "stages", "plan"]))
@click.option("--rounds", default=3, show_default=True, help="Turns of each comparison.")
@click.option("--documents", default=10_000, show_default=True, help="Made documents for memory.")
@click.option("--repeat", default=1, show_default=True, help="Take the articles this many times.")
@click.option(
    "--keep",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Keep results here, so that they can be taken in parts and written when all are there.",
)
@click.option("--write/--no-write", default=True, help="Write docs/benchmarks.md and its plot.")
def main(
    paths: tuple[str, ...],
    only: tuple[str, ...],
    rounds: int,
    documents: int,
    repeat: int,
    keep: Path | None,
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
        kept = json.loads(keep.read_text("utf-8")) if keep and keep.exists() else {}
        for key, measure in {**_MEASURES, "stages": _stages, "plan": _plan}.items():
            if not only or key in only:
                click.echo(f"measuring {key} ...")
                kept[key] = measure(bench)
                click.echo(kept[key] if key == "plan" else _told(kept[key]))
                if keep:
                    keep.write_text(json.dumps(kept, ensure_ascii=False, indent=1), "utf-8")
    if write and kept.keys() >= {*_MEASURES, "stages", "plan"}:
        rows = [measures.Row(**row) for key in _MEASURES for row in kept[key]]
        report.update(_ROOT / "docs" / "benchmarks.md", rows, kept["stages"], about)
        plan.write(_ROOT / "docs" / "scale.md", kept["plan"])
        report.plot(_ROOT / "docs" / "benchmarks.svg", rows, kept["stages"])


def _stages(bench: measures.Bench) -> object:
    return measures.stages(bench)


def _plan(bench: measures.Bench) -> object:
    return plan.block(plan.measure(bench), bench.words)


def _told(rows: Any) -> str:
    return "\n".join(
        f"  {' '.join(map(str, row.values() if isinstance(row, dict) else row))}" for row in rows
    )


if __name__ == "__main__":
    main()
