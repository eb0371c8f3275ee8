"""Nothing heavy is imported before it is needed: counted in modules, not in seconds."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

HEAVY = (
    *("spacy", "thinc", "numpy", "torch", "stanza", "pyarrow"),
    *("pydantic", "rich", "orjson", "yaml", "lxml"),
)
REPORT = "import json, sys; print(json.dumps(sorted(sys.modules)), file=sys.stderr)"


def modules_after(code: str) -> set[str]:
    """Return what a new Python has imported after running the code."""
    done = subprocess.run(
        [sys.executable, "-c", f"{code}\n{REPORT}"], capture_output=True, text=True, check=True
    )
    return set(json.loads(done.stderr.splitlines()[-1]))


def command(*arguments: str) -> str:
    """Return code that runs the command line and goes on after it."""
    return (
        f"import sys; sys.argv = {['claimx', *arguments]!r}\n"
        "from claimx.cli import main\n"
        "try: main()\n"
        "except SystemExit as end: assert not end.code, end.code"
    )


@pytest.mark.parametrize("option", ["--help", "--version"])
def test_a_question_of_the_command_itself_loads_little_more_than_click(option: str) -> None:
    """No library but click, and few modules on top of it."""
    loaded = modules_after(command(option))
    assert not [name for name in HEAVY if name in loaded]
    assert len(loaded) < 1.15 * len(modules_after("import click, click.shell_completion"))


@pytest.mark.parametrize("name", ["extract", "segment", "diff", "eval", "rules", "model"])
def test_help_of_a_command_loads_no_model_library(name: str) -> None:
    """Also below the command the help is there at once."""
    loaded = modules_after(command(name, "--help"))
    assert not loaded & {"spacy", "thinc", "torch", "stanza", "pyarrow", "dask"}


def test_the_package_itself_loads_nothing() -> None:
    """``import claimx`` is free; the public names load on first use."""
    assert not [name for name in HEAVY if name in modules_after("import claimx")]


def test_an_article_is_read_without_what_only_other_inputs_need() -> None:
    """Data classes and errors need no library at all."""
    loaded = modules_after("from claimx import Article, ClaimxError, Record")
    assert not [name for name in HEAVY if name in loaded]
