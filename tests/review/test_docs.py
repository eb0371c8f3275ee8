"""The worked example names commands and options that exist."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import click
import pytest

from claimx.cli import cli

PAGE = Path(__file__).resolve().parents[2] / "docs" / "review.md"
CALL = re.compile(r"^\$ .*?\bclaimx (.+)$", re.MULTILINE)


def calls() -> list[str]:
    """Return every call of claimx on the page, without what stands before or behind it."""
    return [re.split(r"[|;<>&]", call)[0].strip() for call in CALL.findall(PAGE.read_text("utf-8"))]


@pytest.mark.parametrize("call", calls())
def test_a_call_on_the_page_is_one_that_the_command_takes(call: str) -> None:
    """Group, command and long options are there; a renamed option fails here."""
    words = shlex.split(call)
    command: click.Command | None = cli
    with click.Context(cli) as context:
        while isinstance(command, click.Group):
            command = command.get_command(context, words.pop(0))
    assert command is not None
    known = {option for parameter in command.params for option in parameter.opts}
    used = {word.partition("=")[0] for word in words if word.startswith("-") and word != "-"}
    assert used <= known


def test_the_page_shows_every_step() -> None:
    """No step of a reviewer's day is left out."""
    text = " ".join(calls())
    for step in ("rules explain", "rules test", "diff", "eval", "report", "gold apply", "people"):
        assert step in text
