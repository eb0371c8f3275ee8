"""``claimx rules`` as a user meets it."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import orjson
import pytest
from click.testing import CliRunner

from claimx.cli import cli
from claimx.errors import ClaimxError, Exit, RuleError
from claimx.rules.schema import KINDS

COMMANDS = ["list", "show", "new", "test", "lint", "explain", "coverage"]
LEXICON = """\
why: Cue verbs of our own.
add: {after: [gerutu]}
examples:
  - '"<content>Setiap pagi harga berubah</content>," <cue>gerutu</cue> <speaker>Sari Melati</speaker>.'
counter:
  - 'Sari Melati menggerutu sepanjang jalan.'
"""
PHRASE = """\
why: x
field: manner
pattern: 'sambil\\s++senyum'
examples: ['kata Sari <manner>sambil senyum</manner>.', 'kata Sari <manner>lirih</manner>.']
counter: ['kata Sari.']
"""


def run(*args: str, stdin: str | None = None):
    """Call the command and return its result, errors raised as they are."""
    return CliRunner().invoke(
        cli, ["rules", *args], input=stdin, catch_exceptions=False, standalone_mode=False
    )


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    """Return an overlay with a lexicon, and a phrase rule one of whose examples fails."""
    for path, text in {"lexicon/cue.yaml": LEXICON, "phrase/senyum.yaml": PHRASE}.items():
        (tmp_path / "mine" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "mine" / path).write_text(text, encoding="utf-8")
    return tmp_path / "mine"


@pytest.fixture
def one_model(extractor, monkeypatch) -> None:
    """Load no second model."""
    monkeypatch.setattr("claimx.nlp.load.load_model", lambda name=None: extractor.model)


@pytest.mark.parametrize("command", COMMANDS)
def test_help_has_examples(command: str) -> None:
    out = run(command, "--help").output
    assert f"claimx rules {command}" in out
    assert "\\b" not in out


def test_help_and_list_load_no_spacy() -> None:
    """Help, list, show, lint and new stay light."""
    code = (
        "import sys; from claimx.cli import cli\n"
        "for args in (['rules', '--help'], ['rules', 'list'], ['rules', 'lint', 'cue'],\n"
        "             ['rules', 'show', 'phrase.during'], ['rules', 'test', '--help']):\n"
        "    cli.main(args, standalone_mode=False)\n"
        "assert not {'spacy', 'torch', 'numpy'} & sys.modules.keys(), sorted(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True, stdout=subprocess.DEVNULL)


def test_list_in_a_pipe_is_json_lines(mine: Path) -> None:
    rows = [orjson.loads(line) for line in run("list", "--rules", str(mine)).stdout.splitlines()]
    by_id = {row["id"]: row for row in rows}
    assert by_id["phrase.senyum"] | {"place": ""} == {
        "id": "phrase.senyum", "kind": "phrase", "priority": 50, "enabled": True, "why": "x",
        "examples": 2, "counter": 1, "todo": 0, "place": "",
    }  # fmt: skip
    assert by_id["phrase.senyum"]["place"].endswith("phrase/senyum.yaml:1:1")
    assert by_id["attribution.quote-cue-name"]["priority"] == 90


def test_list_as_a_table() -> None:
    out = run("list", "attribution", "--filter", "^attribution.quote", "--format", "text").stdout
    assert "attribution.quote-cue-name" in out
    assert "name-verb-clause" not in out
    assert "bare reporting root" in out


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (["list", "attribution.quote-que-name"], "did you mean attribution.quote-cue-name?"),
        (["list", "zzz"], "`claimx rules list` shows all"),
        (["list", "--filter", "("], "is no regular expression"),
        (["show", "attribution.quote-que-name"], "did you mean"),
        (["show", "$cue.aftr"], "did you mean $cue.after?"),
        (["test", "--rules", "nowhere"], "no such rules folder"),
        (["explain", "nowhere.txt"], "nowhere.txt"),
        (["coverage"], "give a PATH, --gold FILE, or both"),
    ],
)
def test_what_is_mistyped_is_told_with_advice(args: list[str], message: str) -> None:
    import click

    with pytest.raises((ClaimxError, click.UsageError)) as error:
        run(*args)
    assert message in str(error.value)


def test_show_gives_the_source_and_its_layers(mine: Path) -> None:
    result = run("show", "lexicon.cue", "--rules", str(mine))
    assert result.stdout == LEXICON
    assert [line.split(" in ")[0] for line in result.stderr.splitlines()] == [
        "lexicon.cue: shipped",
        "lexicon.cue: changed",
    ]


def test_show_cuts_a_rule_out_of_its_group() -> None:
    out = run("show", "phrase.during").stdout
    assert out.startswith("during:\n  why: ")
    assert "\nmet:" not in out
    assert "quoted-statement" not in out


def test_show_prints_a_list_after_all_overlays(mine: Path) -> None:
    words = run("show", "$cue.after", "--rules", str(mine)).stdout.splitlines()
    assert {"kata", "gerutu"} <= set(words)
    assert "mengatakan\tkata" in run("show", "$cue.active").stdout.splitlines()


@pytest.mark.parametrize("kind", KINDS)
def test_a_new_rule_passes_lint_but_for_what_is_to_be_filled_in(kind: str, tmp_path: Path) -> None:
    """Valid as written, never overwritten."""
    name = {"speaker": "pronoun", "quotation": "long"}.get(kind, "contoh")
    folder = str(tmp_path / "mine")
    result = run("new", kind, name, "--rules", folder)
    path = Path(result.stdout.strip())
    assert path == tmp_path / "mine" / kind / f"{name}.yaml"
    assert f"claimx rules test {kind}.{name} --rules {folder}" in result.stderr
    linted = run("lint", f"{kind}.{name}", "--rules", folder, "--format", "jsonl")
    codes = [orjson.loads(line)["code"] for line in linted.stdout.splitlines()]
    assert codes == (["todo", "unused-list"] if kind == "lexicon" else ["todo"])
    assert linted.return_value == Exit.OK
    before = path.read_bytes()
    with pytest.raises(ClaimxError, match="exists already"):
        run("new", kind, name, "--rules", folder)
    assert path.read_bytes() == before


def test_a_new_file_over_shipped_lists_adds_to_them(tmp_path: Path) -> None:
    run("new", "lexicon", "cue", "--rules", str(tmp_path))
    text = (tmp_path / "lexicon" / "cue.yaml").read_text(encoding="utf-8")
    assert "\nadd:" in text
    assert "\nlists:" not in text
    assert run("lint", "cue", "--rules", str(tmp_path)).return_value == Exit.OK


def test_a_step_can_be_changed_but_not_added(tmp_path: Path) -> None:
    run("new", "speaker", "full-name", "--rules", str(tmp_path))
    text = (tmp_path / "speaker" / "full-name.yaml").read_text(encoding="utf-8")
    assert text.endswith("\nenabled: false\n")
    with pytest.raises(ClaimxError, match=r"there is no step speaker\.contoh to change"):
        run("new", "speaker", "contoh", "--rules", str(tmp_path))


@pytest.mark.parametrize("name", ["Besar", "a b", "../a", "a_b", ""])
def test_a_name_that_is_no_id_is_refused(name: str, tmp_path: Path) -> None:
    with pytest.raises(ClaimxError, match="cannot be the name of a rule"):
        run("new", "attribution", name, "--rules", str(tmp_path))
    assert not list(tmp_path.iterdir())


def test_test_shows_what_failed_and_exits_with_1(mine: Path) -> None:
    """No model is loaded for a phrase rule; -v shows the rest."""
    result = run("test", "phrase.senyum", "--rules", str(mine))
    assert result.return_value == Exit.GATE
    lines = result.stdout.splitlines()
    assert lines[0].startswith("missing phrase.senyum:2  ")
    assert lines[1:3] == [
        "  kata Sari lirih.",
        "            ^^^^^   manner expected",
    ]
    assert result.stderr == "3 examples of 1 rule: 2 ok, 1 missing\n"
    assert (
        "ok      phrase.senyum:1" in run("test", "phrase.senyum", "-v", "--rules", str(mine)).stdout
    )


def test_test_writes_json_lines(mine: Path) -> None:
    out = run("test", "phrase.senyum", "--rules", str(mine), "--format", "jsonl").stdout
    rows = [orjson.loads(line) for line in out.splitlines()]
    assert [(row["id"], row["list"], row["outcome"]) for row in rows] == [
        ("phrase.senyum:1", "examples", "ok"),
        ("phrase.senyum:2", "examples", "missing"),
        ("phrase.senyum:3", "counter", "ok"),
    ]
    assert rows[1]["expected"] == [{"name": "manner", "text": "lirih", "start": 10, "end": 15}]


@pytest.mark.model
def test_a_cue_verb_of_ones_own(mine: Path, one_model: None, tmp_path: Path) -> None:
    """The guide's worked example: missed, added, found."""
    article = tmp_path / "pasar.txt"
    article.write_text(
        'Harga naik.\n\n"Setiap pagi harga berubah," gerutu Sari Melati.\n', encoding="utf-8"
    )
    before = run("explain", f"{article}:3").stdout
    assert "no rule matches here" in before
    after = run("explain", f"{article}:3", "--rules", str(mine)).stdout
    assert "✓ attribution.quote-cue-name" in after
    result = run("test", "lexicon.cue", "--rules", str(mine))
    assert (result.return_value, result.stdout) == (Exit.OK, "")


@pytest.mark.model
def test_overlays_are_laid_over_each_other_in_order(
    mine: Path, one_model: None, tmp_path: Path
) -> None:
    """A second folder switches off what the first relies on."""
    off = tmp_path / "off" / "attribution"
    off.mkdir(parents=True)
    for name in ("quote-cue-name", "quote-cue-alone"):
        (off / f"{name}.yaml").write_text("why: Not for us.\nenabled: false\n", encoding="utf-8")
    result = run("test", "lexicon.cue", "--rules", str(mine), "--rules", str(off.parent))
    assert result.return_value == Exit.GATE
    assert result.stdout.startswith("missing lexicon.cue:1")


@pytest.mark.model
def test_explain_gives_json(one_model: None, tmp_path: Path) -> None:
    article = tmp_path / "a.txt"
    article.write_text('"Harga beras naik terus," kata Sari Melati.\n', encoding="utf-8")
    data = orjson.loads(run("explain", str(article), "--format", "json").stdout)
    assert data["records"][0]["speaker"]["name"] == "Sari Melati"


@pytest.mark.model
def test_coverage_in_a_pipe_is_json_lines(one_model: None, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(
        '"Harga beras naik terus," kata Sari Melati.\n', encoding="utf-8"
    )
    rows = [orjson.loads(line) for line in run("coverage", str(tmp_path)).stdout.splitlines()]
    made = {row["rule"]: row["made"] for row in rows}
    assert made["attribution.quote-cue-name"] == 1
    assert made["attribution.via-clause"] == 0


def test_lint_prints_places_and_exits_with_1_on_errors(mine: Path) -> None:
    path = mine / "phrase" / "senyum.yaml"
    path.write_text(PHRASE.replace("'sambil", "'(?P<maner>sambil)"), encoding="utf-8")
    result = run("lint", "phrase.senyum", "--rules", str(mine))
    assert result.stdout.splitlines()[0] == (
        f"{path}:3:1: error: the group 'maner' means nothing; did you mean manner? [bad-capture]"
    )
    assert result.stderr == "1 rule: 1 error, 0 warnings\n"
    assert result.return_value == Exit.GATE


def test_lint_is_strict_where_asked(mine: Path) -> None:
    path = mine / "phrase" / "senyum.yaml"
    path.write_text(PHRASE.replace("counter: ['kata Sari.']", "counter: []"), encoding="utf-8")
    args = ("lint", "phrase.senyum", "--rules", str(mine))
    assert run(*args).return_value == Exit.OK
    assert run(*args, "--strict").return_value == Exit.GATE


def test_lint_refuses_what_it_cannot_read(mine: Path) -> None:
    (mine / "phrase" / "senyum.yaml").write_text("why: [", encoding="utf-8")
    with pytest.raises(RuleError) as error:
        run("lint", "--rules", str(mine))
    assert error.value.exit_code == Exit.RULES


def test_lint_takes_little_time() -> None:
    """CPU seconds of the whole command, model and spaCy not loaded."""
    code = (
        "import time; from claimx.cli import cli\n"
        "cli.main(['rules', 'lint'], standalone_mode=False)\n"
        "assert time.process_time() < 3, time.process_time()"
    )
    begun = time.monotonic()
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)
    assert time.monotonic() - begun < 60
