"""The store of parses: sound entries come back, others never, whoever writes at the same time."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimx.errors import ClaimxError
from claimx.runs.cache import DocCache

ROOT = Path(__file__).parents[2]


def entries(folder: Path) -> list[Path]:
    """Return the files of a cache."""
    return [path for path in folder.rglob("*") if path.is_file()]


def test_what_was_put_comes_back(tmp_path: Path) -> None:
    """By bytes or text, in this object or another."""
    DocCache(tmp_path / "c").put("kunci", b"nilai")
    cache = DocCache(tmp_path / "c")
    assert cache.get("kunci") == cache.get(b"kunci") == b"nilai"
    assert cache.get("lain") is None
    cache.put("kunci", b"")
    assert cache.get("kunci") == b""


@given(st.dictionaries(st.binary(max_size=20), st.binary(max_size=200), max_size=5))
def test_any_key_and_value(tmp_path_factory: pytest.TempPathFactory, pairs: dict) -> None:
    """Keys are no file names."""
    cache = DocCache(tmp_path_factory.mktemp("cache"))
    for key, value in pairs.items():
        cache.put(key, value)
    assert {key: cache.get(key) for key in pairs} == pairs


@pytest.mark.parametrize("damage", ["cut", "flip", "empty", "folder"])
def test_a_damaged_entry_is_missing(damage: str, tmp_path: Path) -> None:
    """A half-written or flipped entry is never given out, and can be put again."""
    cache = DocCache(tmp_path)
    cache.put("kunci", b"nilai" * 100)
    (path,) = entries(tmp_path)
    data = path.read_bytes()
    if damage == "folder":
        path.unlink()
        path.mkdir()
    else:
        path.write_bytes({"cut": data[:-1], "flip": data[:-1] + b"X", "empty": b""}[damage])
    assert cache.get("kunci") is None
    cache.put("kunci", b"baru")
    assert cache.get("kunci") == (None if damage == "folder" else b"baru")


def test_a_bound_drops_what_was_used_longest_ago(tmp_path: Path) -> None:
    """The folder stays near its bound, and what is in use stays in it."""
    cache = DocCache(tmp_path, max_bytes=100_000)
    for number in range(300):
        cache.put(f"k{number}", bytes(1000))
        assert cache.get("k0") is not None
    assert 80_000 < sum(path.stat().st_size for path in entries(tmp_path)) < 110_000
    assert cache.get("k299") is not None
    assert cache.get("k1") is None


def test_a_full_disk_costs_the_entry_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A cache that cannot be written is no reason to stop."""
    cache = DocCache(tmp_path)

    def full(*args: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.replace", full)
    cache.put("kunci", b"nilai")
    assert cache.get("kunci") is None
    assert entries(tmp_path) == []


def test_a_place_that_is_no_folder_is_an_error(tmp_path: Path) -> None:
    """A wrong ``--cache`` is told at once."""
    (tmp_path / "file").touch()
    with pytest.raises(ClaimxError, match="cannot use this cache"):
        DocCache(tmp_path / "file")


def test_processes_share_a_cache(tmp_path: Path) -> None:
    """Two processes that write the same keys never show a half entry."""
    code = "import sys; from tests.runs.test_cache import hammer; sys.exit(hammer(sys.argv[1], int(sys.argv[2])))"
    running = [
        subprocess.Popen([sys.executable, "-c", code, str(tmp_path), str(seed)], cwd=ROOT)
        for seed in (1, 2)
    ]
    assert [process.wait(timeout=120) for process in running] == [0, 0]


def hammer(folder: str, seed: int) -> int:
    """Write and read; count what is neither missing nor whole."""
    cache = DocCache(folder, max_bytes=200_000)
    bad = 0
    for number in range(120):
        key = f"k{number * seed % 50}"
        cache.put(key, key.encode() * 500)
        value = cache.get(f"k{number % 50}")
        bad += value not in (None, f"k{number % 50}".encode() * 500)
    return bad
