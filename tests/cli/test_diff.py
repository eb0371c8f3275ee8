"""``claimx diff`` as a user meets it."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path

import orjson
import pytest
from click.testing import CliRunner

from claimx.cli import cli
from claimx.errors import ClaimxError, Exit

DATA = Path(__file__).parents[1] / "review" / "data"
OLD, NEW = (str(DATA / name) for name in ("base.jsonl", "run.jsonl"))
HOSTILE = (
    "</td><script>alert(1)</script>\x1b[31m[bold]*x* @orang `c` | <img src=x onerror=alert(1)>"
)


def run(*args: str, stdin: bytes | None = None):
    """Call the command and return its result, errors raised as they are."""
    return CliRunner().invoke(
        cli, ["diff", *args], input=stdin, catch_exceptions=False, standalone_mode=False
    )


@pytest.fixture
def hostile(tmp_path: Path) -> tuple[str, str]:
    """Return two runs in which every string of the last records is hostile."""
    lines = [orjson.loads(line) for line in Path(NEW).read_bytes().splitlines()]
    old, new = tmp_path / "old.jsonl", tmp_path / "new.jsonl"
    old.write_bytes(b"".join(orjson.dumps(line) + b"\n" for line in lines))
    for line in lines:
        line["speaker"] = {**(line["speaker"] or {"text": None, "start": None, "end": None,
            "mention": "implicit", "kind": None, "role": None, "affiliation": None,
            "antecedent": None}), "name": HOSTILE}  # fmt: skip
        line["doc"]["id"] = line["doc"]["id"] + ("<b>`|" if line["type"] == "direct" else "")
        line["context"] = {"paragraph": 0, "prefix": HOSTILE, "suffix": HOSTILE}
        line["content"]["text"] += HOSTILE
    new.write_bytes(b"".join(orjson.dumps(line) + b"\n" for line in lines))
    return str(old), str(new)


def test_the_terminal_shows_counts_and_word_marks() -> None:
    """The headline, a table by type, groups by cause, and marks as in git's word diff."""
    out = run(OLD, NEW).stdout
    assert "7 documents, " in out.splitlines()[0]
    assert "caused by" in out
    assert "{+" in out
    assert "[-" in out
    assert "\x1b" not in out


def test_stat_is_counts_only() -> None:
    """--stat leaves out the changes, --limit some of them."""
    assert "⟦" not in run(OLD, NEW, "--stat").stdout
    assert "more" in run(OLD, NEW, "--limit", "1").stdout


def test_jsonl_has_one_change_a_line() -> None:
    """Every line names change, record, causes and fields, and holds both sides; no same."""
    result = run(OLD, NEW, "--format", "jsonl")
    lines = [orjson.loads(line) for line in result.stdout.splitlines()]
    assert {line["change"] for line in lines} == {"added", "removed", "changed"}
    for line in lines:
        assert list(line) == [
            "schema", "change", "doc", "record", "type", "causes", "fields", "decided",
            "old", "new",
        ]  # fmt: skip
        assert (line["old"] is None, line["new"] is None) == (
            line["change"] == "added",
            line["change"] == "removed",
        )
        assert bool(line["fields"]) == (line["change"] == "changed")
    assert f"{len(lines)}" in str(sum(line["change"] != "same" for line in lines))
    assert "documents" in result.stderr


def test_a_side_comes_in_by_a_pipe() -> None:
    """- is standard input, on either side."""
    for sides in ((OLD, "-"), ("-", NEW)):
        stdin = Path(NEW if sides[1] == "-" else OLD).read_bytes()
        piped = run(*sides, "--format", "jsonl", stdin=stdin).stdout
        assert piped == run(OLD, NEW, "--format", "jsonl").stdout


def test_exit_code_as_in_git() -> None:
    """0 without the option or without a difference, 1 with both."""
    assert run(OLD, NEW).return_value == Exit.OK
    assert run(OLD, NEW, "--exit-code").return_value == Exit.GATE
    assert run(OLD, OLD, "--exit-code").return_value == Exit.OK


def test_ignored_fields_make_fewer_changes() -> None:
    """--ignore drops what is only a matter of confidence."""
    count = len(run(OLD, NEW, "--format", "jsonl").stdout.splitlines())
    assert (
        len(run(OLD, NEW, "--format", "jsonl", "--ignore", "confidence").stdout.splitlines())
        < count
    )


class Tags(HTMLParser):
    """Collects the tags of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag and its attributes."""
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}


def test_the_page_lets_nothing_out_of_an_article(hostile: tuple[str, str]) -> None:
    """A page of hostile text holds no script, no image, no handler, and names no host."""
    page = run(*hostile, "--format", "html").stdout
    tags = Tags()
    tags.feed(page)
    assert not tags.tags & {"script", "img", "link", "iframe"}
    assert not {name for name in tags.attributes if name.startswith("on")} | tags.attributes & {
        "src"
    }
    assert "default-src 'none'" in page
    assert "&lt;script&gt;" in page


def test_markdown_lets_nothing_out_of_an_article(hostile: tuple[str, str]) -> None:
    """Tags, emphasis, tables and mentions of an article stay text."""
    text = run(*hostile, "--format", "markdown").stdout
    tags = Tags()
    tags.feed(text)
    assert tags.tags <= {"details", "summary", "b", "br", "del", "ins"}
    assert "*x*" not in text.replace(r"\*x\*", "")
    assert "@orang" not in text


def test_the_terminal_obeys_no_article(hostile: tuple[str, str]) -> None:
    """No escape sequence of an article reaches the terminal."""
    assert "\x1b" not in run(*hostile).stdout


@pytest.mark.parametrize(
    ("args", "message"),
    [
        ((OLD,), "two runs are needed"),
        (("-", "-"), "two runs are needed"),
        ((OLD, "no.jsonl"), "no.jsonl: No such file"),
        ((OLD, "--rules", "a"), "--rules is given twice"),
        (("-", "--rev", "HEAD"), "standard input cannot be read twice"),
    ],
)
def test_wrong_use_is_explained(args: tuple[str, ...], message: str) -> None:
    """One line says what is missing."""
    with pytest.raises(ClaimxError, match=message):
        run(*args)


def test_decided_changes_are_hidden(tmp_path: Path) -> None:
    """What a reviewer has accepted among the added records is not shown again."""
    lines = [orjson.loads(line) for line in run(OLD, NEW, "--format", "jsonl").stdout.splitlines()]
    added = [line["new"] for line in lines if line["change"] == "added"]
    decisions = tmp_path / "decisions.jsonl"
    decisions.write_bytes(
        b"".join(
            orjson.dumps(
                {
                    "schema": "claimx.decision.v1",
                    "record": record["id"],
                    "doc": record["doc"]["id"],
                    "sha256": record["doc"]["sha256"],
                    "verdict": "accept",
                    "content": {key: record["content"][key] for key in ("text", "start", "end")},
                    "context": {key: record["context"][key] for key in ("prefix", "suffix")},
                    "fix": None,
                    "note": None,
                    "reviewer": None,
                    "at": "2026-01-31T12:00:00Z",
                }
            )
            + b"\n"
            for record in added
        )
    )
    result = run(OLD, NEW, "--format", "jsonl", "--hide-decided", str(decisions))
    left = [orjson.loads(line) for line in result.stdout.splitlines()]
    assert "added" not in {line["change"] for line in left}
    assert len(left) == len(lines) - len(added)
    assert f"{len(added)} already decided and hidden" in result.stderr
