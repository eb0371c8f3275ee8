"""``claimx extract``: articles in, ``claimx.v1`` records out."""

from __future__ import annotations

import os
import sys
from contextlib import closing

import click

from claimx.errors import Exit
from claimx.inputs.items import FORMATS, Fields, Format, InputOptions
from claimx.runs.codecs import SUFFIXES


class ShardType(click.ParamType[tuple[int, int]]):
    """``I/N``: the I-th of N parts, counted from 1."""

    name = "I/N"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[int, int]:
        """Read ``3/16``."""
        number, slash, total = str(value).partition("/")
        numbers = slash and number.isdigit() and total.isdigit()
        if not numbers or not 1 <= int(number) <= int(total):
            self.fail(f"{value!r} is not like 3/16, with 1 to 16 of 16", param, ctx)
        return int(number), int(total)


@click.command(short_help="Extract attributed statements from articles as JSON Lines.")
@click.argument("paths", metavar="PATH...", nargs=-1)
@click.option(
    "-o",
    "--output",
    metavar="FILE",
    help="Write here instead of to standard output: .jsonl, .jsonl.gz, .jsonl.zst or .parquet;"
    " FOLDER/ takes one file a shard.",
)
@click.option("--to", type=click.Choice(SUFFIXES), help="Format of the output, whatever its name.")
@click.option(
    "--rules",
    multiple=True,
    metavar="DIR",
    help="Rules laid over the shipped ones; may be repeated.",
)
@click.option(
    "--model", metavar="NAME|PATH", help="A spaCy pipeline, or stanza; otherwise the shipped model."
)
@click.option(
    "--format",
    "kind",
    type=click.Choice(FORMATS),
    help="Format of the input, whatever its name; useful for standard input.",
)
@click.option(
    "--text-field", metavar="NAME", help="Field that holds the text; a.b reaches into objects."
)
@click.option("--id-field", metavar="NAME", help="Field that holds the id.")
@click.option("--date-field", metavar="NAME", help="Field that holds the publication date.")
@click.option("--title-field", metavar="NAME", help="Field that holds the title.")
@click.option("--outlet-field", metavar="NAME", help="Field that holds the name of the outlet.")
@click.option("--url-field", metavar="NAME", help="Field that holds the address.")
@click.option(
    "--keep-field",
    "keep",
    multiple=True,
    metavar="NAME",
    help="Carry this field along as extra.NAME; may be repeated.",
)
@click.option(
    "--skip-foreign",
    is_flag=True,
    help="Leave out texts that are not Indonesian; otherwise they are flagged.",
)
@click.option(
    "--mark-duplicates", is_flag=True, help="Flag articles whose text came before in this run."
)
@click.option(
    "--workers",
    type=click.IntRange(min=1),
    metavar="N",
    help="Processes to work in.  [default: one a core]",
)
@click.option("--resume", is_flag=True, help="Go on where a stopped run of the same output was.")
@click.option(
    "--cache",
    metavar="DIR",
    help="Keep parses here, so that the next run with other rules need not parse.",
)
@click.option(
    "--cache-size",
    type=click.IntRange(min=1),
    metavar="MB",
    help="Let the cache drop what was used longest ago when it grows over this.",
)
@click.option("--shard", type=ShardType(), help="Do only the I-th of N parts.")
@click.option(
    "--engine",
    type=click.Choice(["local", "dask"]),
    default="local",
    show_default=True,
    help="Who does the work.",
)
@click.option("--scheduler", metavar="ADDRESS", help="A running Dask scheduler (tcp://host:8786).")
@click.option("--errors", metavar="FILE", help="Write documents that failed here as JSON Lines.")
@click.option(
    "--quiet", is_flag=True, help="No progress, no messages on single documents, no summary."
)
@click.pass_context
def command(
    ctx: click.Context,
    /,
    paths: tuple[str, ...],
    output: str | None,
    to: str | None,
    rules: tuple[str, ...],
    model: str | None,
    kind: Format | None,
    keep: tuple[str, ...],
    skip_foreign: bool,
    mark_duplicates: bool,
    workers: int | None,
    resume: bool,
    cache: str | None,
    cache_size: int | None,
    shard: tuple[int, int] | None,
    engine: str,
    scheduler: str | None,
    errors: str | None,
    quiet: bool,
    **fields: str | None,
) -> int:
    """Extract attributed statements from articles as JSON Lines (claimx.v1).

    PATH is a file, a folder (read recursively), a URL, or - for standard input. Read are .txt .md
    .html .jsonl .json .csv .tsv .parquet .warc, each also as .gz or .zst and inside .zip or .tar.

    \b
    claimx extract berita/ -o run.jsonl
    claimx extract arsip.jsonl.zst --text-field isi --date-field tanggal -o run.parquet
    cat artikel.txt | claimx extract - | jq .
    """
    if not paths and sys.stdin.isatty():
        click.echo(ctx.get_help())
        return Exit.USAGE
    from claimx.runs.run import RunOptions, run
    from claimx.runs.show import watcher
    from claimx.runs.work import ExtractorSpec

    options = RunOptions(
        paths=paths or ("-",),
        input=InputOptions(
            format=kind,
            fields=Fields(**{name.removesuffix("_field"): value for name, value in fields.items()}),
            keep_fields=keep,
            skip_foreign=skip_foreign,
            mark_duplicates=mark_duplicates,
            shard=shard,
        ),
        extractor=ExtractorSpec(rules=rules, model=model, cache=cache, cache_mb=cache_size),
        output=output,
        to=to,
        errors=errors,
        workers=workers,
        resume=resume,
        engine=engine,
        scheduler=scheduler,
    )
    try:
        with closing(watcher(quiet=quiet)) as shown:
            tally = run(options, shown)
    except BrokenPipeError:  # `| head` has had enough; click would make this exit code 1
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return Exit.OK
    return Exit.INPUT if tally.failed else Exit.OK
