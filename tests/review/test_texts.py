"""Texts are found again by hash, in one pass, and nothing passes for a text that it is not."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from claimx.errors import InputError
from claimx.models import Article, Document
from claimx.review.texts import Texts, load_texts, text_hash

PASAR = Article(id="pasar", text='"Harga cabai turun," kata Wulan 🌶.\n', path="pasar.txt")
BANJIR = Article(id="banjir", text="Air surut, ujar Tono.\n", path="banjir.txt")
SEKOLAH = Article(id="sekolah", text="Sekolah dibuka lagi.\n", path="sekolah.txt")


def doc(article: Article, *, sha256: str | None = None) -> Document:
    """The ``doc`` part that a run holds of an article."""
    return Document(
        id=article.id,
        path=article.path,
        sha256=text_hash(article.text) if sha256 is None else sha256,
    )


class Shelf:
    """A reader of articles in memory that notes what it was asked for and how far it was read."""

    def __init__(self, *articles: Article) -> None:
        self.articles = articles
        self.asked: list[str] = []
        self.given = 0

    def __call__(self, paths: Sequence[str]) -> Iterator[Article]:
        self.asked = list(paths)
        for article in self.articles:
            self.given += 1
            yield article


def test_paths_of_the_run_are_read_once_each_in_its_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for article in (PASAR, BANJIR):
        Path(f"{article.id}.txt").touch()
    shelf = Shelf(PASAR, BANJIR)
    texts = load_texts([doc(PASAR), doc(BANJIR), doc(PASAR)], read=shelf)
    assert shelf.asked == ["pasar.txt", "banjir.txt"]
    assert texts == {"pasar": PASAR, "banjir": BANJIR}


def test_given_paths_replace_those_of_the_run() -> None:
    shelf = Shelf(PASAR)
    assert load_texts([doc(PASAR)], ["lain/"], read=shelf) == {"pasar": PASAR}
    assert shelf.asked == ["lain/"]


def test_a_renamed_file_is_known_by_its_text() -> None:
    moved = Article(id="arsip-7", text=PASAR.text, path="arsip/7.txt")
    found = load_texts([doc(PASAR)], ["arsip/"], read=Shelf(BANJIR, moved))
    assert found["pasar"].id == "pasar"
    assert found["pasar"].text == PASAR.text


def test_one_text_serves_every_document_that_holds_it() -> None:
    twin = Document(id="salinan", sha256=text_hash(PASAR.text))
    found = load_texts([doc(PASAR), twin], ["x"], read=Shelf(PASAR))
    assert {key: article.text for key, article in found.items()} == {
        "pasar": PASAR.text,
        "salinan": PASAR.text,
    }


def test_a_run_without_hashes_goes_by_id() -> None:
    assert load_texts([doc(PASAR, sha256="")], ["x"], read=Shelf(BANJIR, PASAR)) == {"pasar": PASAR}


def test_reading_stops_where_the_last_text_was_found() -> None:
    shelf = Shelf(PASAR, BANJIR, SEKOLAH)
    texts = Texts([doc(PASAR), doc(BANJIR)], ["x"], read=shelf)
    assert texts.get("pasar") == PASAR
    assert shelf.given == 1
    assert texts.get("banjir") == BANJIR
    assert shelf.given == 2


def test_a_text_met_before_its_turn_waits() -> None:
    texts = Texts([doc(PASAR), doc(BANJIR)], ["x"], read=Shelf(PASAR, BANJIR))
    assert texts.get("banjir") == BANJIR
    assert texts.get("pasar") == PASAR


def test_a_changed_text_is_told_from_a_missing_one() -> None:
    edited = Article(id="pasar", text=PASAR.text + "Ralat.", path="pasar.txt")
    with pytest.raises(InputError) as caught:
        load_texts([doc(PASAR), doc(BANJIR)], ["x"], read=Shelf(edited))
    assert str(caught.value) == (
        "no text found for banjir; the text is no longer the one that was read for pasar"
        " (give the articles with --texts PATH)"
    )


def test_many_missing_are_counted_not_listed() -> None:
    docs = [Document(id=f"d{n}", sha256=str(n)) for n in range(9)]
    with pytest.raises(InputError, match=r"no text found for d0, d1, d2, d3, d4 and 4 more"):
        load_texts(docs, read=Shelf())


def test_what_is_missing_can_be_left_out() -> None:
    assert load_texts([doc(PASAR), doc(BANJIR)], ["x"], strict=False, read=Shelf(BANJIR)) == {
        "banjir": BANJIR
    }


@pytest.mark.parametrize("path", [None, "gone.txt"], ids=["stdin", "gone"])
def test_what_is_not_there_is_not_read(path: str | None) -> None:
    shelf = Shelf()
    with pytest.raises(InputError, match="--texts"):
        load_texts([Document(id="x", path=path, sha256="0")], read=shelf)
    assert shelf.asked == []


def test_text_files_and_lines_of_a_table_are_found_where_the_run_read_them(tmp_path: Path) -> None:
    file = tmp_path / "pasar.txt"
    file.write_text(PASAR.text)
    table = tmp_path / "berita.jsonl"
    table.write_text("".join(f"{json.dumps({'text': a.text})}\n" for a in (BANJIR, SEKOLAH)))
    docs = [
        Document(id="a", path=str(file), sha256=text_hash(PASAR.text)),
        Document(id="b", path=str(table), sha256=text_hash(SEKOLAH.text)),
        Document(id="c", path=str(table), sha256=text_hash(BANJIR.text)),
    ]
    found = load_texts(docs)
    assert [found[key].text for key in "abc"] == [PASAR.text, SEKOLAH.text, BANJIR.text]


def test_a_page_in_an_archive_is_found_by_the_archive(tmp_path: Path) -> None:
    archive = tmp_path / "berita.zip"
    with zipfile.ZipFile(archive, "w") as packed:
        packed.writestr("pasar.txt", PASAR.text)
    doc = Document(id="x", path=f"{archive}!/pasar.txt", sha256=text_hash(PASAR.text))
    assert load_texts([doc])["x"].text == PASAR.text
