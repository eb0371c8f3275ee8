"""Documents of a run come one by one, with the text that they were read from."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import SimpleNamespace

import orjson
import pytest

from claimx.errors import ClaimxError, InputError
from claimx.export.documents import DocumentRecords, read_documents, read_documents_with_text
from claimx.models import Article


@pytest.fixture
def file(run: list[DocumentRecords], tmp_path: Path) -> Path:
    """The run as JSON Lines."""
    path = tmp_path / "run.jsonl"
    lines = [orjson.dumps(record) + b"\n" for item in run for record in item.records]
    path.write_bytes(b"".join(lines))
    return path


def shelf(run: list[DocumentRecords]) -> Iterator[Article]:
    """Yield the articles of the run."""
    for item in run:
        yield Article(id=item.doc.id, text=item.source)


def test_a_run_is_grouped_by_document(file: Path, run: list[DocumentRecords]) -> None:
    found = list(read_documents(str(file)))
    assert [(item.doc, item.records) for item in found] == [(one.doc, one.records) for one in run]
    assert found[0].text is None
    with pytest.raises(ClaimxError, match="has no text"):
        _ = found[0].source


def test_texts_come_with_their_documents(file: Path, run: list[DocumentRecords]) -> None:
    def read(_: Sequence[str]) -> Iterator[Article]:
        return shelf(run)

    assert list(read_documents_with_text(str(file), ["x"], read=read)) == run


def test_one_document_is_held_at_a_time(file: Path, run: list[DocumentRecords]) -> None:
    given = []

    def read(_: Sequence[str]) -> Iterator[Article]:
        for article in shelf(run):
            given.append(article.id)
            yield article

    documents = read_documents_with_text(str(file), ["x"], read=read)
    next(documents)
    assert given == ["kabar/pasar-01"]


def test_standard_input_serves_both_readings(
    file: Path, run: list[DocumentRecords], monkeypatch: pytest.MonkeyPatch
) -> None:
    def read(_: Sequence[str]) -> Iterator[Article]:
        return shelf(run)

    stdin = SimpleNamespace(buffer=io.BytesIO(file.read_bytes()))
    monkeypatch.setattr("sys.stdin", stdin)
    assert list(read_documents_with_text("-", ["x"], read=read)) == run


def test_a_fault_in_standard_input_is_called_by_its_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(b'{"cut')))
    with pytest.raises(ClaimxError, match=r"^stdin:1: not JSON"):
        list(read_documents_with_text("-"))


def test_every_missing_text_is_named(file: Path) -> None:
    with pytest.raises(InputError, match="no text found for kabar/pasar-01, banjir"):
        list(read_documents_with_text(str(file), ["x"], read=lambda _: iter(())))


def test_a_record_edited_by_hand_is_refused(file: Path, run: list[DocumentRecords]) -> None:
    file.write_bytes(file.read_bytes().replace(b'"text":"stok aman"', b'"text":"stok habis"'))
    with pytest.raises(ClaimxError, match=r"q-0002: the text at \d+:\d+ is not its content"):
        list(read_documents_with_text(str(file), ["x"], read=lambda _: shelf(run)))
