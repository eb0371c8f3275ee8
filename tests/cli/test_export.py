"""``claimx export`` and ``claimx import`` on files and in pipes."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import orjson
import pytest
from click.testing import CliRunner, Result

from claimx.cli import cli
from claimx.errors import ClaimxError
from claimx.export import FORMATS, READABLE
from claimx.models import Content, Context, Cue, Document, Record, Speaker
from claimx.review.texts import text_hash

TEXT = '"Jembatan selesai 🌉," kata Maruli.\n'


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with one article and a run over it."""
    monkeypatch.chdir(tmp_path)
    Path("jembatan.txt").write_text(TEXT)
    doc = Document(id="jembatan", path="jembatan.txt", sha256=text_hash(TEXT), outlet="Kabar")
    start, end = TEXT.index("kata"), TEXT.index("Maruli")
    record = Record(
        id="q-1",
        doc=doc,
        type="direct",
        content=Content(text=TEXT[1:19], start=1, end=19, parts=((1, 19),)),
        cue=Cue(text="kata", lemma="kata", start=start, end=start + 4),
        speaker=Speaker(text="Maruli", start=end, end=end + 6, mention="full_name", name="Maruli"),
        context=Context(paragraph=0, prefix='"', suffix=TEXT[19:51]),
        rules=("attribution.quote-cue",),
        confidence=0.9,
    )
    Path("run.jsonl").write_bytes(orjson.dumps(record) + b"\n")
    return tmp_path


def invoke(*args: str) -> Result:
    """Run the command line; a ClaimxError is what it ends with."""
    return CliRunner().invoke(cli, args)


@pytest.mark.parametrize("kind", [kind for kind, one in FORMATS.items() if not one.binary])
def test_every_format_is_written(kind: str, folder: Path) -> None:
    result = invoke("export", "run.jsonl", "--to", kind, "-o", "out")
    assert result.exception is None, result.output
    assert Path("out").exists()
    assert result.stdout == ""


@pytest.mark.parametrize("kind", READABLE)
def test_there_and_back(kind: str, folder: Path) -> None:
    invoke("export", "run.jsonl", "--to", kind, "-o", "out")
    extra = ["--predictions"] if kind == "label-studio" else []
    result = invoke("import", kind, "out", *extra)
    (gold,) = map(json.loads, result.stdout.splitlines())
    assert gold == {
        "doc": "jembatan",
        "outlet": "Kabar",
        "published": None,
        "text": TEXT,
        "records": [
            {
                "type": "direct",
                "start": 1,
                "end": 19,
                "cue": "kata",
                "speaker": "Maruli",
                "name": "Maruli",
                "role": None,
                "affiliation": None,
                "date": None,
                "via": None,
                "optional": False,
            }
        ],
    }


def test_standard_output_is_the_default(folder: Path) -> None:
    result = invoke("export", "run.jsonl", "--to", "csv")
    assert result.stdout.splitlines()[1].startswith("q-1,jembatan,")


def test_texts_may_lie_elsewhere(folder: Path) -> None:
    Path("arsip").mkdir()
    Path("jembatan.txt").rename("arsip/lain.txt")
    failed = invoke("export", "run.jsonl", "--to", "doccano")
    assert "no text found for jembatan (give the articles with --texts PATH)" in str(
        failed.exception
    )
    result = invoke("export", "run.jsonl", "--to", "doccano", "--texts", "arsip")
    assert json.loads(result.stdout)["text"] == TEXT


def test_a_changed_text_is_refused_and_leaves_no_file(folder: Path) -> None:
    Path("jembatan.txt").write_text(TEXT + "Ralat.\n")
    result = invoke("export", "run.jsonl", "--to", "prodigy", "-o", "out.jsonl")
    assert "no longer the one that was read for jembatan" in str(result.exception)
    assert not Path("out.jsonl").exists()


def test_the_configuration_is_written_beside_the_tasks(folder: Path) -> None:
    args = ["export", "run.jsonl", "--to", "label-studio", "-o", "t.json", "--config", "c.xml"]
    assert invoke(*args).exception is None
    assert Path("c.xml").read_text().startswith("<View>")


def test_articles_without_records_can_come_along(folder: Path) -> None:
    Path("sepi.txt").write_text("Hari ini sepi.\n")
    args = ["export", "run.jsonl", "--to", "doccano", "--texts", "."]
    assert len(invoke(*args).stdout.splitlines()) == 1
    quote, silent = map(json.loads, invoke(*args, "--all").stdout.splitlines())
    assert (quote["doc"], silent["doc"]) == ("jembatan", "sepi")
    assert (silent["text"], silent["entities"]) == ("Hari ini sepi.\n", [])


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (["--to", "doccano", "--all"], "--all needs --texts"),
        (["--to", "csv", "--all", "--texts", "."], "--all needs --texts"),
        (["--to", "brat"], "brat is a folder of files (name it with -o)"),
        (["--to", "csv", "--config", "c.xml"], "csv has no configuration file"),
    ],
)
def test_what_cannot_be_is_told(folder: Path, args: list[str], message: str) -> None:
    result = invoke("export", "run.jsonl", *args)
    assert isinstance(result.exception, ClaimxError)
    assert message in str(result.exception)


def test_what_does_not_get_in_goes_to_standard_error(folder: Path) -> None:
    invoke("export", "run.jsonl", "--to", "label-studio", "-o", "t.json")
    result = invoke("import", "label-studio", "t.json")
    assert result.stdout == ""
    assert "1 tasks without an annotation left out" in result.stderr


def test_a_broken_run_is_one_line_with_its_number(folder: Path) -> None:
    with Path("run.jsonl").open("ab") as stream:
        stream.write(b'{"schema":"claimx.v1","id"')
    done = subprocess.run(
        [sys.executable, "-m", "claimx", "export", "run.jsonl", "--to", "csv", "-o", "x.csv"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode != 0
    assert done.stderr.startswith("claimx: run.jsonl:2: not JSON")
    assert len(done.stderr.splitlines()) == 1
    assert not Path("x.csv").exists()


def test_help_loads_no_library_of_a_format() -> None:
    code = (
        "import sys; from claimx.cli import cli; cli(['export', '--help'], standalone_mode=False);"
        "sys.exit(any(name in sys.modules for name in ('spacy', 'pyarrow', 'orjson', 'pydantic')))"
    )
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)
