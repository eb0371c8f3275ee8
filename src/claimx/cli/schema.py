"""``claimx schema``: print a JSON Schema."""

from __future__ import annotations

import click


@click.command("schema")
@click.argument("kind", type=click.Choice(["record", "decision", "gold", "rule"]), default="record")
def command(kind: str) -> None:
    """Print the JSON Schema of a record (claimx.v1), a decision, a gold document or a rule file.

    \b
    claimx schema > claimx.v1.schema.json
    claimx schema rule > mine/schema.json     completion in editors
    """
    import orjson

    from claimx.review.schema import SCHEMAS

    option = orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE
    click.echo(orjson.dumps(SCHEMAS[kind](), option=option), nl=False)
