"""``claimx gold``: gold records from the decisions of reviewers."""

from __future__ import annotations

from contextlib import nullcontext

import click

from claimx.errors import Exit


@click.group("gold")
def command() -> None:
    """Turn review decisions into gold records."""


@command.command("apply")
@click.argument("run")
@click.argument("decisions", type=click.Path(exists=True, dir_okay=False))
@click.option(
    "-o", "--output", default="-", metavar="FILE", help="The gold file (standard output)."
)
@click.option(
    "--texts",
    multiple=True,
    metavar="PATH",
    help="Where the articles are now (where the run read them). Repeatable.",
)
@click.option(
    "--keep-undecided",
    is_flag=True,
    help="Keep undecided records as optional, so that half-reviewed documents score fairly.",
)
@click.option("--report", metavar="FILE", help="Write every note with its decisions as JSON Lines.")
def apply(
    run: str,
    decisions: str,
    output: str,
    texts: tuple[str, ...],
    keep_undecided: bool,
    report: str | None,
) -> Exit:
    """Turn DECISIONS about RUN into gold for `claimx eval`.

    Accepted, fixed and added records become gold; rejected and undecided ones stay out. Decisions
    find their records by id, or by their words with the words around them where the text was
    edited. Exits with 3 where a decision could not be applied; it is named and not lost.

    \b
    claimx gold apply run.jsonl decisions.jsonl -o gold.jsonl
    claimx gold apply run.jsonl decisions.jsonl --texts berita/ --report notes.jsonl > gold.jsonl
    """
    import orjson

    from claimx.export.output import open_output
    from claimx.review.apply import UNAPPLIED
    from claimx.review.apply_run import apply_file

    line, failed = orjson.OPT_APPEND_NEWLINE, False
    notes = open_output(report) if report else nullcontext()
    with open_output(output) as out, notes as record:
        for applied in apply_file(run, decisions, texts, keep_undecided=keep_undecided):
            if applied.gold:
                out.write(orjson.dumps(applied.gold, option=line))
            for note in applied.notes:
                failed = failed or note.kind in UNAPPLIED
                click.echo(f"{note.doc}: {note.kind}: {note.message}", err=True)
                if record:
                    record.write(orjson.dumps(note, option=line))
    return Exit.INPUT if failed else Exit.OK
