"""The ``claimx`` command: a group whose commands are imported only when they are called."""

from __future__ import annotations

import os
import sys
import traceback
from importlib import import_module

import click

from claimx import __version__
from claimx.errors import ClaimxError, Exit

# Command name -> (module below claimx.cli, one line of help). Each module exposes `command`.
COMMANDS: dict[str, tuple[str, str]] = {
    "extract": ("extract", "Extract attributed statements from articles as JSON Lines."),
    "segment": ("segment", "Show how an article is taken apart."),
    "people": ("people", "List who is quoted, how often, as what."),
    "rules": ("rules", "List, show, test, lint and explain rules."),
    "diff": ("diff", "Compare two runs record by record."),
    "eval": ("eval", "Score a run against gold records."),
    "report": ("report", "Write one self-contained HTML page to read and review a run."),
    "gold": ("gold", "Turn review decisions into gold records."),
    "export": ("export", "Convert a run for annotation tools and tables."),
    "import": ("import_", "Bring annotations back as gold records."),
    "model": ("model", "List, install and describe NLP models."),
    "schema": ("schema", "Print the JSON Schema of the records."),
}


class LazyGroup(click.Group):
    """A group that lists its commands without importing them: help must not load spaCy."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Name every command, in the order of a user's work."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the one command that is asked for."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"claimx.cli.{COMMANDS[cmd_name][0]}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the command list from the table above."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in COMMANDS.items()])


@click.group(
    cls=LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, prog_name="claimx")
@click.option("--debug", is_flag=True, help="Show a traceback when something fails.")
def cli(debug: bool) -> None:
    """Read Indonesian news and pull out what was said, by whom, on whose behalf and when.

    \b
    claimx extract berita/ -o run.jsonl      a folder of articles
    curl -s URL | claimx extract - | jq .    in a pipe
    """


def main() -> None:
    """Run the command line; the only place where errors become exit codes."""
    debug = "--debug" in sys.argv
    try:
        result = cli.main(standalone_mode=False)
        sys.stdout.flush()
        code = int(result) if isinstance(result, int) else Exit.OK
    except click.exceptions.Abort:
        click.echo("claimx: interrupted", err=True)
        code = Exit.INTERRUPTED
    except click.ClickException as error:
        error.show()
        code = error.exit_code
    except BrokenPipeError:
        # The reader (`| head`) has gone: end quietly, and keep the interpreter's own flush quiet too.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = Exit.OK
    except KeyboardInterrupt:
        click.echo("claimx: interrupted", err=True)
        code = Exit.INTERRUPTED
    except ClaimxError as error:
        if debug:
            traceback.print_exc()
        click.echo(f"claimx: {error}", err=True)
        code = error.exit_code
    except Exception as error:
        if debug:
            traceback.print_exc()
        else:
            click.echo(
                f"claimx: unexpected {type(error).__name__}: {error} (--debug shows more)", err=True
            )
        code = Exit.USAGE
    sys.exit(code)
