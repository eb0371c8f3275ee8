"""Output is whole under its name, or nothing is left of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from claimx.errors import ClaimxError
from claimx.export.output import open_folder, open_output


def test_a_file_appears_when_it_is_whole(tmp_path: Path) -> None:
    target = tmp_path / "a.json"
    with open_output(str(target)) as stream:
        stream.write(b"x")
        assert not target.exists()
    assert target.read_bytes() == b"x"


def test_a_failure_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    target = tmp_path / "a.json"
    target.write_text("old")
    with pytest.raises(RuntimeError), open_output(str(target)) as stream:  # noqa: PT012 - it is this that fails
        stream.write(b"new")
        raise RuntimeError
    assert [file.name for file in tmp_path.iterdir()] == ["a.json"]
    assert target.read_text() == "old"


def test_permissions_are_kept(tmp_path: Path) -> None:
    target = tmp_path / "a.json"
    target.touch(mode=0o640)
    with open_output(str(target)):
        pass
    assert target.stat().st_mode & 0o777 == 0o640


def test_a_place_that_is_not_there_is_told(tmp_path: Path) -> None:
    target = str(tmp_path / "no" / "a.json")
    with pytest.raises(ClaimxError, match="cannot write: No such file"), open_output(target):
        pass


def test_a_device_is_written_to_as_it_is() -> None:
    with open_output("/dev/null") as stream:
        stream.write(b"x")


def test_a_folder_appears_when_it_is_whole(tmp_path: Path) -> None:
    target = tmp_path / "brat"
    with open_folder(str(target)) as folder:
        (folder / "a.txt").touch()
        assert not target.exists()
    assert [file.name for file in target.iterdir()] == ["a.txt"]
    assert [file.name for file in tmp_path.iterdir()] == ["brat"]


def test_a_failure_leaves_no_folder(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError), open_folder(str(tmp_path / "brat")):
        raise RuntimeError
    assert list(tmp_path.iterdir()) == []


def test_annotations_in_a_folder_are_not_overwritten(tmp_path: Path) -> None:
    (tmp_path / "a.ann").write_text("T1")
    with pytest.raises(ClaimxError, match="not an empty folder"), open_folder(str(tmp_path)):
        pass
    empty = tmp_path / "empty"
    empty.mkdir()
    with open_folder(str(empty)) as folder:
        (folder / "b").touch()
    assert (empty / "b").exists()
