"""The documentation cannot drift: commands, options, links, the record, make targets."""

from __future__ import annotations

import json
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any

import click
import pytest

from claimx.cli import cli
from claimx.errors import Exit
from claimx.models import Record

ROOT = Path(__file__).parents[1]
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), ROOT / "corpus" / "README.md"])
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
CUT = re.compile(r"(?:^|\s)[|;<>&#](?:\s|$)|[<>]")  # where a call ends and the shell goes on
BLOCK = re.compile(r"^```(\w*)\n(.*?)^```", re.MULTILINE | re.DOTALL)


def name_of(page: Path) -> str:
    return str(page.relative_to(ROOT))


def commands(
    command: click.Command, path: tuple[str, ...] = ()
) -> Iterator[tuple[str, click.Command]]:
    yield " ".join(path), command
    if isinstance(command, click.Group):
        with click.Context(command) as context:
            for child in command.list_commands(context):
                found = command.get_command(context, child)
                assert found is not None
                yield from commands(found, (*path, child))


COMMANDS = dict(commands(cli))


def blocks(page: Path, *kinds: str) -> list[str]:
    """Return what stands in the fenced blocks of these kinds."""
    return [block for kind, block in BLOCK.findall(page.read_text("utf-8")) if kind in kinds]


def calls(page: Path) -> list[str]:
    """Return the calls of claimx in the console blocks of a page, without pipes and comments."""
    lines = [line for block in blocks(page, "console") for line in block.splitlines()]
    found = [re.search(r"^\$.*?\bclaimx (.+)", line) for line in lines]
    return [CUT.split(call[1])[0].strip() for call in found if call]


@pytest.mark.parametrize("name", [name for name in COMMANDS if name])
def test_every_command_and_option_says_what_it_does(name: str) -> None:
    """Each has a line of help, so that the page that is made of it leaves nothing open."""
    command = COMMANDS[name]
    assert command.help
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            assert parameter.help, parameter.opts


def test_the_page_of_the_command_line_is_what_help_says() -> None:
    """``make docs`` would change nothing."""
    # A process of its own: click keeps a command's help option from whoever asked for it first.
    check = [sys.executable, ROOT / "docs" / "build_cli.py", "--check"]
    result = subprocess.run(check, check=False, capture_output=True, text=True)
    assert result.returncode == 0, result.stderr


def test_every_exit_code_is_documented() -> None:
    """The table of exit codes has each of them."""
    text = (ROOT / "docs" / "cli.md").read_text("utf-8")
    assert {int(code) for code in re.findall(r"^\| (\d+) \|", text, re.MULTILINE)} == set(Exit)


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_link_leads_somewhere(page: Path) -> None:
    """Files exist, and so do the headings that a link names."""
    for target in LINK.findall(BLOCK.sub("", page.read_text("utf-8"))):
        if re.match(r"[a-z]+:", target):
            continue
        path, _, anchor = target.partition("#")
        place = (page.parent / path).resolve() if path else page
        assert place.exists(), target
        if anchor:
            assert anchor in anchors(place), target


def anchors(page: Path) -> set[str]:
    """Return the names of a page's headings as links spell them."""
    headings = re.findall(r"^#+ (.*)$", page.read_text("utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize(
    ("page", "call"),
    [(page, call) for page in PAGES for call in calls(page)],
    ids=lambda value: getattr(value, "name", value),
)
def test_every_call_is_one_that_the_command_takes(page: Path, call: str) -> None:
    """Command and long options exist; one that was renamed fails here."""
    words = shlex.split(call.replace("…", "x"))
    command: click.Command | None = cli
    while isinstance(command, click.Group) and words and not words[0].startswith("-"):
        with click.Context(command) as context:
            command = command.get_command(context, words.pop(0))
    assert command is not None
    known = {name for parameter in command.params for name in parameter.opts} | {"--help"}
    known |= {name for parameter in cli.params for name in parameter.opts}
    assert {word.split("=")[0] for word in words if re.match(r"--\w", word)} <= known


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_make_target_is_there(page: Path) -> None:
    """What a page says to make can be made."""
    makefiles = [ROOT / "Makefile", ROOT / "training" / "Makefile"]
    known = "".join(makefile.read_text("utf-8") for makefile in makefiles)
    targets = set(re.findall(r"^([a-z-]+):", known, re.MULTILINE))
    said = re.findall(
        r"(?:`|^\$ )make (?:[A-Z]+=\S* )*([a-z][a-z-]+)", page.read_text("utf-8"), re.MULTILINE
    )
    assert set(said) <= targets


def test_the_record_on_its_page_is_one_of_the_corpus() -> None:
    """It has the fields of the contract in their order, and its spans are in the article."""
    [block] = blocks(ROOT / "docs" / "record.md", "json")
    record: dict[str, Any] = json.loads(block)
    assert list(record) == [field.name for field in fields(Record)]
    text = (ROOT / record["doc"]["path"]).read_text("utf-8")
    spans = [record["content"], record["cue"], record["speaker"], record["date"], record["manner"]]
    for span in [*spans, record["speaker"]["antecedent"]]:
        assert text[span["start"] : span["end"]] == span["text"]


@pytest.mark.parametrize("name", [field.name for field in fields(Record)])
def test_every_field_of_the_record_is_documented(name: str) -> None:
    """The page of the record names it."""
    assert f"`{name}" in (ROOT / "docs" / "record.md").read_text("utf-8")
