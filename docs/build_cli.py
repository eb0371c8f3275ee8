"""Write the help of every command between the markers in ``docs/cli.md``; ``--check`` only compares."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import click

from claimx.cli import cli

PAGE = Path(__file__).with_name("cli.md")
BEGIN = "<!-- commands: begin (make docs) -->\n"
END = "<!-- commands: end -->\n"


def commands(
    command: click.Command, parent: click.Context | None = None
) -> Iterator[click.Context]:
    """Yield a context for every command below, in the order of the help."""
    name = command.name if parent else "claimx"
    settings = {"terminal_width": 100, **command.context_settings}  # As a real call has them.
    context = click.Context(command, parent=parent, info_name=name, **settings)
    yield context
    if isinstance(command, click.Group):
        for child in command.list_commands(context):
            found = command.get_command(context, child)
            assert found is not None
            found.name = child
            yield from commands(found, context)


def section(context: click.Context) -> str:
    """Return the heading and the help of one command."""
    depth = "##" if context.parent is None or context.parent.parent is None else "###"
    return f"{depth} {context.command_path}\n\n```text\n{context.get_help()}\n```\n"


def written() -> str:
    """Return the page as it should be now."""
    head, _, rest = PAGE.read_text(encoding="utf-8").partition(BEGIN)
    _, _, tail = rest.partition(END)
    return head + BEGIN + "\n" + "\n".join(map(section, commands(cli))) + "\n" + END + tail


def main() -> int:
    """Write the page, or say whether it is as it should be."""
    text = written()
    if PAGE.read_text(encoding="utf-8") == text:
        return 0
    if "--check" in sys.argv:
        print("docs/cli.md is not what --help says: make docs", file=sys.stderr)
        return 1
    PAGE.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
