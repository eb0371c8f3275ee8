"""``claimx people``: who is quoted, how often, as what."""

from __future__ import annotations

import sys

import click

from claimx.errors import ClaimxError, Exit


@click.command("people")
@click.argument("sources", nargs=-1, required=True, metavar="RUN | PATH...")
@click.option(
    "--by",
    type=click.Choice(["doc", "run"]),
    default="run",
    show_default=True,
    help="The cast of each document, or of all together.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "jsonl"]),
    help="A table (default in a terminal) or JSON Lines (default in a pipe).",
)
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help="Only the first N.")
@click.option(
    "--rules",
    multiple=True,
    metavar="DIR",
    help="With PATH: lay these rules over the shipped ones.",
)
@click.option("--model", help="With PATH: the NLP model.")
def command(
    sources: tuple[str, ...],
    by: str,
    form: str | None,
    limit: int | None,
    rules: tuple[str, ...],
    model: str | None,
) -> Exit:
    """List the speakers of RUN (JSON Lines, - is standard input) or of the articles at PATH.

    Each with all names used, roles, affiliations, statements by type and first mention, the most
    quoted first.

    \b
    claimx people run.jsonl
    claimx people berita/ --by doc
    claimx extract berita/ | claimx people - | jq -r 'select(.quotes.total > 5) | .name'
    """
    from itertools import islice

    from claimx.review import people_text, terminal
    from claimx.review.people import cast_of_documents, cast_of_run
    from claimx.review.sources import records_from

    failed: list[ClaimxError] = []
    records = records_from(sources, rules=rules, model=model, failed=failed)
    people = islice(cast_of_run(records) if by == "run" else cast_of_documents(records), limit)
    if form == "table" or (form is None and sys.stdout.isatty()):
        terminal.stdout().print(people_text.as_table(people, by_document=by == "doc"))
    else:
        import orjson

        for person in people:
            click.echo(orjson.dumps(person, option=orjson.OPT_APPEND_NEWLINE), nl=False)
    for error in failed:
        click.echo(f"claimx: {error}", err=True)
    return Exit.INPUT if failed else Exit.OK
