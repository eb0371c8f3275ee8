"""Flags for reviewers: another language, a wrong encoding, a text that came before."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from claimx.inputs import checks
from claimx.inputs.checks import Seen, flags_of

from .conftest import TEXT

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

ENGLISH = (
    "JAKARTA - The transport minister said on Monday that the new port would open next month. “We are "
    "ready with everything that people on this island need,” he told reporters after a meeting there."
)
MALAY = (
    "KUALA LUMPUR - Menteri itu berkata kerajaan akan membuka pelabuhan baharu pada bulan depan kerana "
    "semua kerja telah siap. Beliau menambah bahawa kapal yang lebih besar dapat singgah di situ nanti."
)
DUTCH = (
    "De minister zei maandag dat de nieuwe haven volgende maand open gaat en dan ook voor grote schepen. "
    "Wij zijn er klaar voor, zei hij tegen de pers na een overleg met de mensen van het eiland zelf."
)


@pytest.mark.parametrize(
    ("text", "flags"),
    [
        (TEXT, ()),
        (MALAY, ()),
        (ENGLISH, ("foreign_language",)),
        (DUTCH, ("foreign_language",)),
        ("Too short to tell.", ()),
        ("", ()),
        (TEXT.encode().decode("cp1252", "replace"), ("mojibake",)),
        (TEXT.replace("“", "\ufffd"), ("mojibake",)),
        (TEXT + "Wałęsa, Erdoğan, Beyoncé, 東京, مرحبا 🙂", ()),
    ],
    ids=["id", "ms", "en", "nl", "short", "empty", "cp1252", "damaged", "names"],
)
def test_flags(text: str, flags: tuple[str, ...]) -> None:
    """Only what is wrong is flagged; Malay is near enough to be read."""
    assert flags_of(text) == flags


def test_quotation_marks_need_no_slow_look() -> None:
    """The marks and dashes of every Indonesian site are passed without ftfy."""
    assert checks._UNUSUAL.search("“Ya” – ‘tidak’ — 5 °C… €2 • café") is None


def test_foreign_texts_are_skipped_on_request(tmp_path: Path, read: Callable) -> None:
    """A folder with some English pages gives only the Indonesian ones."""
    (tmp_path / "a.txt").write_text(ENGLISH, "utf-8")
    (tmp_path / "b.txt").write_text(TEXT, "utf-8")
    assert [a.id for a in read(tmp_path)] == ["a", "b"]
    assert [a.id for a in read(tmp_path, skip_foreign=True)] == ["b"]


def test_duplicates_are_marked_from_the_second_on(tmp_path: Path, read: Callable) -> None:
    """The same words are the same text, whatever the white space; the first is not marked."""
    for name, text in {
        "a": TEXT,
        "b": MALAY,
        "c": TEXT.replace("\n", "\n\n") + "\n",
        "d": "",
    }.items():
        (tmp_path / f"{name}.txt").write_text(text, "utf-8")
    (tmp_path / "e.txt").write_text("", "utf-8")
    marked = read(tmp_path, mark_duplicates=True)
    assert [a.flags for a in marked] == [(), (), ("duplicate",), (), ()]


def test_many_texts_are_remembered() -> None:
    """Ten thousand texts, each seen twice."""
    seen = Seen()
    assert not any(seen.add(f"berita {n}") for n in range(10_000))
    assert all(seen.add(f"berita  {n} ") for n in range(10_000))
    seen.close()
