"""Two runs made from two sets of rules."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import orjson
import pytest

from claimx.errors import ClaimxError
from claimx.review.sides import rules_at, two_runs

ROOT = Path(__file__).resolve().parents[2]
ARTICLE = '"Air sungai mulai surut," celetuk Lurah Sukamaju Budi Santoso, Senin (5/2/2024).\n'


def git(folder: Path, *args: str) -> None:
    """Run git in a folder, with an author of its own."""
    names = ["-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *names, "-C", str(folder), *args], check=True, capture_output=True)


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """Return a rules folder in a git repository: one file at HEAD, changed since."""
    rules = tmp_path / "project" / "rules"
    (rules / "lexicon").mkdir(parents=True)
    (rules / "lexicon" / "cue.yaml").write_text("why: old\n")
    git(tmp_path, "init", "-q", "project")
    git(rules, "add", "-A")
    git(rules, "commit", "-q", "-m", "rules")
    (rules / "lexicon" / "cue.yaml").write_text("why: new\n")
    return rules


def test_rules_are_unpacked_as_they_were(repository: Path, tmp_path: Path) -> None:
    """The folder at a revision, below no other folder, the working tree untouched."""
    found = rules_at("HEAD", repository, tmp_path / "old")
    assert (found / "lexicon" / "cue.yaml").read_text() == "why: old\n"
    assert (repository / "lexicon" / "cue.yaml").read_text() == "why: new\n"


@pytest.mark.parametrize("rev", ["nowhere", "--output=x", "HEAD:../.."])
def test_a_revision_that_is_none_is_an_error(repository: Path, tmp_path: Path, rev: str) -> None:
    """A typo, an option in disguise or a foreign tree gives one line and runs nothing."""
    with pytest.raises(ClaimxError, match=r"--rev ") as caught:
        rules_at(rev, repository, tmp_path / "old")
    assert "\n" not in str(caught.value)
    assert not (tmp_path / "x").exists()


def test_a_folder_outside_git_is_an_error(tmp_path: Path) -> None:
    """Rules that are in no repository have no revisions."""
    (tmp_path / "rules").mkdir()
    with pytest.raises(ClaimxError, match="--rev HEAD: not a git repository"):
        rules_at("HEAD", tmp_path / "rules", tmp_path / "old")


def test_two_files_are_two_runs() -> None:
    """Without rules the sources are the runs themselves."""
    with two_runs(["old.jsonl", "-"], failed=[]) as sides:
        assert (sides.old, sides.new, sides.new_name) == ("old.jsonl", "-", "stdin")


@pytest.mark.model
def test_a_copy_of_the_rules_stands_alone_and_a_part_lies_over_them(tmp_path: Path) -> None:
    """A word taken out of a full copy makes no record; a folder with one file changes one file."""
    (tmp_path / "a.txt").write_text(ARTICLE)
    old, new = tmp_path / "old", tmp_path / "new"
    shutil.copytree(ROOT / "rules", old)
    shutil.copytree(ROOT / "rules", new)
    (new / "attribution" / "quote-cue-name.yaml").unlink()
    rules = [str(old), str(new)]
    with two_runs([str(tmp_path / "a.txt")], rules=rules, failed=[]) as sides:
        first, second = (_rules(path) for path in (sides.old, sides.new))
    assert "attribution.quote-cue-name" in first
    assert "attribution.quote-cue-name" not in second
    (tmp_path / "part" / "attribution").mkdir(parents=True)
    name = "quote-cue-name.yaml"
    text = (old / "attribution" / name).read_text()
    (tmp_path / "part" / "attribution" / name).write_text(text + "enabled: false\n")
    with two_runs(
        [str(tmp_path / "a.txt")], rules=[str(old), str(tmp_path / "part")], failed=[]
    ) as sides:
        assert "attribution.quote-cue-name" not in _rules(sides.new)
    assert not Path(sides.new).exists()


def _rules(run: str) -> set[str]:
    lines = Path(run).read_bytes().splitlines()
    return {rule for line in lines for rule in orjson.loads(line)["rules"]}
