"""``claimx segment``: what a terminal and a pipe see."""

from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner

from claimx.cli.segment import command

TEXT = 'Magelang - Hujan deras turun. "Kami siaga," kata Rani.\n\n(rni/dod)\n'


def _run(tmp_path: Path, text: str, *options: str) -> str:
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    result = CliRunner().invoke(command, [str(tmp_path / "a.txt"), *options])
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result.stdout


def test_pipe_gets_one_json_line_a_document(tmp_path: Path) -> None:
    """Metadata, segments with their rules, and sentences whose offsets hold."""
    record = json.loads(_run(tmp_path, TEXT))
    assert record["dateline"] == "Magelang"
    assert [part["kind"] for part in record["segments"]] == ["dateline", "paragraph", "boilerplate"]
    assert record["segments"][2]["rule"] == "boilerplate.kode-redaksi"
    assert [TEXT[start:end] for start, end in record["sentences"]] == [
        "Hujan deras turun.",
        '"Kami siaga," kata Rani.',
    ]


def test_text_names_the_parts(tmp_path: Path) -> None:
    """One line a segment, its sentences parted by a bar."""
    shown = _run(tmp_path, TEXT, "--format", "text")
    assert 'paragraph   Hujan deras turun. ¦ "Kami siaga," kata Rani.' in shown
    assert "boilerplate (rni/dod)" in shown


def test_text_obeys_nothing_in_the_article(tmp_path: Path) -> None:
    """Markup is shown as it stands, and control characters are not sent to the terminal."""
    shown = _run(tmp_path, "Rani [bold]pulang[/bold] \x1b[31mkemarin.\n", "--format", "text")
    assert "[bold]pulang[/bold]" in shown
    assert "\x1b[31m" not in shown
