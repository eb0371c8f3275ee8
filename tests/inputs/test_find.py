"""Paths to files: the same order and the same ids, whatever the file system does."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from claimx.errors import ClaimxError
from claimx.inputs import Failure, survey
from claimx.inputs.find import Source, sources

if TYPE_CHECKING:
    from collections.abc import Callable


def make(root: Path, *names: str) -> None:
    """Make small text files."""
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"isi {name}", "utf-8")


def ids(*paths: Path | str) -> list[str]:
    """Return the ids of all files below the paths."""
    return [source.id for source in sources(survey([str(p) for p in paths]))]


def test_folders_are_read_in_name_order_at_any_depth(tmp_path: Path) -> None:
    """The order is that of sorted paths, not that of the disk."""
    make(tmp_path, "b.txt", "a/z.txt", "a/y/x.txt", "c.md")
    assert ids(tmp_path) == ["x", "z", "b", "c"]


def test_stems_are_ids_unless_they_clash(tmp_path: Path) -> None:
    """Two files of one stem take their paths: first without suffix, then with it."""
    make(tmp_path, "a/x.txt", "b/x.txt", "b/y.txt", "c/z.txt", "c/z.md")
    assert ids(tmp_path) == ["a/x", "b/x", "y", f"{tmp_path}/c/z.md", f"{tmp_path}/c/z.txt"]


def test_compressed_names_lose_both_suffixes(tmp_path: Path) -> None:
    """``kompas.01.txt.gz`` is the article ``kompas.01``."""
    make(tmp_path, "kompas.01.txt.gz")
    assert ids(tmp_path) == ["kompas.01"]


def test_other_files_of_a_folder_are_passed_over(tmp_path: Path) -> None:
    """Hidden files, programs and images are not articles; pages and texts without suffix are."""
    make(tmp_path, ".git/x.txt", ".hidden.txt", "run.py", "LAIN", "notes.bak")
    (tmp_path / "foto.jpg").write_bytes(b"\xff\xd8\xff\xe0" + bytes(64))
    (tmp_path / "index.php?id=7").write_text("<!doctype html><html><p>isi</p></html>", "utf-8")
    assert ids(tmp_path) == ["LAIN", "index.php?id=7"]


def test_a_named_file_is_read_whatever_its_suffix(tmp_path: Path) -> None:
    """Who names a file means it."""
    make(tmp_path, "berita.bak")
    assert ids(tmp_path / "berita.bak") == ["berita.bak"]


def test_a_link_to_a_folder_above_is_a_failure_not_a_loop(tmp_path: Path) -> None:
    """The loop is named, and the files around it are found once."""
    make(tmp_path, "a/x.txt", "b/y.txt")
    (tmp_path / "a" / "loop").symlink_to(tmp_path)
    found = list(sources(survey([str(tmp_path)])))
    assert [type(each) for each in found] == [Failure, Source, Source]
    assert "leads back" in str(found[0].error)  # type: ignore[union-attr]


def test_a_link_to_another_folder_is_followed(tmp_path: Path) -> None:
    """A corpus may be put together of links."""
    make(tmp_path, "store/x.txt", "corpus/y.txt")
    (tmp_path / "corpus" / "more").symlink_to(tmp_path / "store")
    assert ids(tmp_path / "corpus") == ["x", "y"]


def test_a_dangling_link_is_a_failure(tmp_path: Path) -> None:
    """A file that is not there is named; the others are read."""
    make(tmp_path, "b.txt")
    (tmp_path / "a.txt").symlink_to(tmp_path / "gone.txt")
    first, second = sources(survey([str(tmp_path)]))
    assert isinstance(first, Failure)
    assert "a.txt" in str(first.error)
    assert second.id == "b"


def test_a_folder_without_permission_is_a_failure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One closed folder costs only what is in it."""
    make(tmp_path, "a/x.txt", "b/y.txt")
    allowed: Callable[[str], list[str]] = os.listdir

    def closed(path: str) -> list[str]:
        if path.endswith("/a"):
            raise PermissionError(13, "Permission denied", path)
        return allowed(path)

    monkeypatch.setattr(os, "listdir", closed)
    first, second = sources(survey([str(tmp_path)]))
    assert isinstance(first, Failure)
    assert str(first.error) == f"{tmp_path}/a: cannot read: Permission denied"
    assert second.id == "y"


def test_a_mistyped_path_is_an_error_with_a_guess(tmp_path: Path) -> None:
    """A path that does not exist is never text."""
    make(tmp_path, "berita.txt")
    with pytest.raises(ClaimxError, match=r"no such file or folder: .*did you mean .*berita\.txt"):
        survey([str(tmp_path / "brita.txt")])


def test_a_folder_with_nothing_to_read_is_an_error(tmp_path: Path) -> None:
    """An empty run is more likely a mistake than a wish."""
    make(tmp_path, "run.py")
    with pytest.raises(ClaimxError, match="nothing to read"):
        survey([str(tmp_path)])


def test_the_fingerprint_follows_names_sizes_and_times(tmp_path: Path) -> None:
    """A run may be continued only over the same files."""
    make(tmp_path, "a.txt")
    first = survey([str(tmp_path)]).fingerprint
    assert survey([str(tmp_path)]).fingerprint == first
    os.utime(tmp_path / "a.txt", (1, 1))
    second = survey([str(tmp_path)]).fingerprint
    make(tmp_path, "b.txt")
    assert len({first, second, survey([str(tmp_path)]).fingerprint}) == 3


def test_positions_add_up_to_the_size(tmp_path: Path) -> None:
    """Each source knows how many bytes lie before it."""
    make(tmp_path, "a.txt", "b.txt")
    plan = survey([str(tmp_path)])
    first, second = sources(plan)
    assert isinstance(first, Source)
    assert isinstance(second, Source)
    assert (first.offset, second.offset, plan.size) == (0, first.size, first.size + second.size)
