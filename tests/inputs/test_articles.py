"""The door as a whole: shards, remote files, laziness."""

from __future__ import annotations

import json
from itertools import islice
from typing import TYPE_CHECKING

import fsspec
import pytest

from claimx.errors import ClaimxError
from claimx.inputs import InputOptions, read_articles

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


@pytest.mark.parametrize("files", [1, 3, 200])
@pytest.mark.parametrize("total", [1, 2, 7])
def test_shards_are_the_whole_without_overlap(
    files: int, total: int, tmp_path: Path, read: Callable
) -> None:
    """Every document is in one shard, in order, whether files are few and large or many and small."""
    per_file = 600 // files
    for number in range(files):
        rows = (json.dumps({"id": f"{number}-{n}", "text": "isi"}) for n in range(per_file))
        (tmp_path / f"{number:03}.jsonl").write_text("\n".join(rows), "utf-8")
    whole = [a.id for a in read(tmp_path)]
    shards = [[a.id for a in read(tmp_path, shard=(n, total))] for n in range(1, total + 1)]
    assert sorted(identifier for shard in shards for identifier in shard) == sorted(whole)
    assert all(shard == [i for i in whole if i in set(shard)] for shard in shards)
    assert max(map(len, shards)) - min(map(len, shards)) <= 32 * (files < 4 * total) + per_file


def test_reading_is_lazy(tmp_path: Path) -> None:
    """The first articles come before the rest is read: a broken end does not matter to them."""
    path = tmp_path / "a.jsonl"
    path.write_bytes(b'{"id": "x", "text": "isi"}\n' * 100_000 + b"\xff" * 100)
    articles = read_articles([str(path)])
    assert [a.id for a in islice(articles, 2)] == ["x", "x"]


def test_errors_of_paths_come_at_once(tmp_path: Path) -> None:
    """A mistyped path is found when asked for, not when the first article is."""
    with pytest.raises(ClaimxError, match="no such file"):
        read_articles([str(tmp_path / "tiada")], InputOptions())


@pytest.fixture
def bucket() -> Iterator[str]:
    """A bucket in memory."""
    system = fsspec.filesystem("memory")
    system.pipe("/bucket/2024/a.txt", b"isi a")
    system.pipe("/bucket/2024/b/c.jsonl", b'{"id": "c-1", "text": "isi c"}\n')
    system.pipe("/bucket/2024/foto.jpg", b"\xff\xd8")
    yield "memory://bucket/2024"
    system.rm("/bucket", recursive=True)


def test_remote_folders_and_files(bucket: str, read: Callable) -> None:
    """A folder behind a URL is read as one on disk."""
    assert [a.id for a in read(bucket)] == ["a", "c-1"]
    (article,) = read(f"{bucket}/a.txt")
    assert (article.id, article.text) == ("a", "isi a")
    assert article.path.startswith("memory://")


def test_a_missing_remote_file_is_an_error(bucket: str, read: Callable) -> None:
    """A mistyped URL ends at once."""
    with pytest.raises(ClaimxError, match="no such file"):
        read(f"{bucket}/tiada.txt")


@pytest.mark.parametrize("url", ["nosuch://x/y", "gs://bucket/x"])
def test_an_unknown_protocol_is_an_error(url: str, read: Callable) -> None:
    """A protocol that nothing installed here can speak ends at once, with the reason."""
    with pytest.raises(ClaimxError, match="cannot open"):
        read(url)
