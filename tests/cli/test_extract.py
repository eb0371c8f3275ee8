"""``claimx extract`` as its user meets it: help, paths, pipes, terminals, exit codes."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from claimx.cli import cli
from claimx.cli.extract import command

FAKE = Path(__file__).parents[1] / "runs" / "fake_pipeline.py"
TEXT = 'Budi: "halo"\nSiti: apa kabar\n'


def extract(
    *arguments: object, stdin: bytes | None = None, **settings: str
) -> subprocess.CompletedProcess[bytes]:
    """Run the command over the stand-in for the pipeline."""
    given = {"input": stdin} if stdin is not None else {"stdin": subprocess.DEVNULL}
    return subprocess.run(
        [sys.executable, str(FAKE), "extract", *map(str, arguments)],
        capture_output=True,
        env={**os.environ, **settings},
        timeout=60,
        check=False,
        **given,  # type: ignore[arg-type]
    )


def on_terminal(*arguments: object, stdin: bool = False, **settings: str) -> tuple[int, str, bytes]:
    """Run the command with stderr (or stdin too) on a terminal; return code, terminal, stdout."""
    master, slave = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, str(FAKE), "extract", *map(str, arguments)],
        stdin=slave if stdin else subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=slave,
        env={**os.environ, "TERM": "xterm-256color", "COLUMNS": "100", **settings},
    )
    os.close(slave)
    assert process.stdout is not None
    shown = b""
    try:
        while block := os.read(master, 65536):
            shown += block
    except OSError:  # the other end of a terminal is closed
        pass
    os.close(master)
    with process:
        out = process.stdout.read()
    return process.returncode, shown.decode(), out


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two articles and a broken file."""
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    (tmp_path / "b.jsonl").write_text(
        json.dumps({"id": "b-1", "text": TEXT}) + "\n{rusak\n", "utf-8"
    )
    return tmp_path


def test_a_folder_to_standard_output(folder: Path) -> None:
    """Records on stdout, failures on stderr, exit code 3 because one line failed."""
    done = extract(folder)
    assert [json.loads(line)["doc"]["id"] for line in done.stdout.splitlines()] == [
        "a",
        "a",
        "b-1",
        "b-1",
    ]
    assert done.stderr.startswith(f"claimx: {folder}/b.jsonl:2: broken JSON".encode())
    assert done.stderr.count(b"\n") == 1
    assert done.returncode == 3


def test_standard_input_with_and_without_a_dash(folder: Path) -> None:
    """In a pipe the dash may be left out."""
    done = extract("-", stdin=TEXT.encode())
    assert done.returncode == 0
    assert done.stdout == extract(stdin=TEXT.encode()).stdout
    assert json.loads(done.stdout.splitlines()[0])["doc"]["id"] == "stdin"


def test_failures_go_to_a_file(folder: Path) -> None:
    """``--errors`` and ``--quiet`` leave stderr empty; the exit code still tells."""
    done = extract(folder, "-o", folder / "out.jsonl", "--errors", folder / "err.jsonl", "--quiet")
    assert (done.returncode, done.stdout, done.stderr) == (3, b"", b"")
    (line,) = (folder / "err.jsonl").read_bytes().splitlines()
    assert json.loads(line)["where"] == f"{folder}/b.jsonl:2"


def test_a_mistyped_path_is_an_error_never_text(folder: Path) -> None:
    """Exit code 2 and a guess; nothing is written."""
    done = extract(folder / "a.tx", "-o", folder / "out")
    assert done.returncode == 2
    assert done.stdout == b""
    assert done.stderr.decode() == (
        f"claimx: no such file or folder: {folder}/a.tx (did you mean {folder}/a.txt?)\n"
    )
    assert not (folder / "out").exists()


def test_help_when_there_is_nothing_to_read() -> None:
    """At a terminal without arguments the help is shown, not a cursor that waits."""
    code, _, out = on_terminal(stdin=True)
    assert code == 2
    assert b"Usage:" in out
    assert b"PATH..." in out


def test_a_terminal_shows_a_summary(folder: Path) -> None:
    """At a terminal the counts are told; records stay on stdout."""
    code, shown, out = on_terminal(folder)
    assert code == 3
    assert "2 documents · 4 records (2 direct, 2 indirect) · 1 failed" in shown
    assert "broken JSON" in shown
    assert out.count(b"\n") == 4


@pytest.mark.parametrize(("options", "settings"), [(["--quiet"], {}), ([], {"NO_COLOR": "1"})])
def test_a_terminal_without_noise_or_colour(
    options: list[str], settings: dict[str, str], folder: Path
) -> None:
    """``--quiet`` shows nothing at all, NO_COLOR shows no colours."""
    _, shown, _ = on_terminal(folder, *options, **settings)
    if options:
        assert shown == ""
    else:
        assert "\x1b[31m" not in shown
        assert "\x1b[38" not in shown


@pytest.mark.parametrize("shard", ["0/4", "5/4", "x", "1", "1/0"])
def test_a_shard_that_cannot_be(shard: str, folder: Path) -> None:
    """Shards count from one."""
    result = CliRunner().invoke(cli, ["extract", str(folder), "--shard", shard])
    assert result.exit_code == 2
    assert "is not like 3/16" in result.stderr


def test_fields_and_formats_are_passed_on(tmp_path: Path) -> None:
    """The options of the inputs reach the reader."""
    (tmp_path / "a.dat").write_text("nomor,badan,hari\n7,Budi: ya,2024-03-05\n", "utf-8")
    done = extract(
        tmp_path / "a.dat", "--format", "csv", "--text-field", "badan", "--id-field", "nomor",
        "--date-field", "hari", "--keep-field", "hari",
    )  # fmt: skip
    record = json.loads(done.stdout)
    assert (record["doc"]["id"], record["doc"]["published"]) == ("7", "2024-03-05")
    assert record["extra"] == {"hari": "2024-03-05"}


def test_help_is_light() -> None:
    """Neither the help nor the module of the command loads what only a run needs."""
    heavy = ("spacy", "trafilatura", "pyarrow", "distributed", "warcio", "fsspec", "rich.progress")
    code = (
        "import sys, click.testing, claimx.cli.extract as e;"
        "r = click.testing.CliRunner().invoke(e.command, ['--help']); assert r.exit_code == 0;"
        f"print([m for m in {heavy!r} if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, timeout=60)
    assert done.stdout == b"[]\n"


def test_every_option_is_documented() -> None:
    """The pages on inputs and scale name every option that the help names."""
    docs = Path(__file__).parents[2] / "docs"
    pages = (docs / "inputs.md").read_text("utf-8") + (docs / "scale.md").read_text("utf-8")
    options = {name for param in command.params for name in param.opts if name.startswith("--")}
    assert {name for name in options if f"{name}" not in pages} == set()
