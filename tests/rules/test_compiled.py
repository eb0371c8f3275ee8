"""Compiled patterns come back as they were, and nothing else comes out of their file."""

from __future__ import annotations

import pickle
from hashlib import blake2b
from pathlib import Path

import pytest
import regex

from claimx.rules import compiled as module
from claimx.rules.compiled import compiled, keep_compiled, kept


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache folder of the test's own, and a process that has seen nothing."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    forget(monkeypatch)
    return tmp_path


def forget(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_known", None)
    monkeypatch.setattr(module, "_new", {})


def file_of(folder: Path) -> Path:
    (path,) = (folder / "claimx").iterdir()
    return path


def test_a_pattern_is_compiled_once(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another process puts it together; groups, flags and repr are the same."""
    first = compiled(r"(?i)(?P<day>\d+)\s++(?:mei|juni)", int(regex.VERSION0))
    keep_compiled()
    forget(monkeypatch)
    monkeypatch.setattr(module.regex, "compile", lambda pattern, flags=0: first)
    again = compiled(r"(?i)(?P<day>\d+)\s++(?:mei|juni)", int(regex.VERSION0))
    assert again is not first
    assert again.groupindex == first.groupindex
    match = again.search("pada 5  JUNI")
    assert match is not None
    assert match["day"] == "5"


@pytest.mark.parametrize("damage", ["cut", "empty", "code", "folder"])
def test_a_damaged_file_is_none(damage: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    compiled("senin", 0)
    keep_compiled()
    path = file_of(folder)
    data = pickle.dumps({("compiled", "senin", 0): pickle.dumps(print)})
    if damage == "folder":
        path.unlink()
        path.mkdir()
    else:
        path.write_bytes(
            {
                "cut": path.read_bytes()[:-1],
                "empty": b"",
                "code": blake2b(data, digest_size=16).digest() + data,
            }[damage]
        )
    forget(monkeypatch)
    assert compiled("senin", 0).fullmatch("senin")


def test_where_nothing_can_be_written_patterns_are_compiled(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "file").touch()
    monkeypatch.setenv("XDG_CACHE_HOME", str(folder / "file"))
    assert compiled("senin", 0).fullmatch("senin")
    keep_compiled()
    assert compiled("senin", 0).fullmatch("senin")


def test_the_file_does_not_grow_for_good(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_MOST", 3)
    for number in range(9):
        forget(monkeypatch)
        assert kept("x", str(number), 0, lambda: 1) == 1
        keep_compiled()
    forget(monkeypatch)
    assert len(module._read()) <= 3
