"""What goes out to an annotation tool and comes back untouched is the gold of the run itself."""

from __future__ import annotations

import csv
import io
import json
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claimx.export import FORMATS, READABLE, prodigy, table, w3c_annotation
from claimx.export.documents import DocumentRecords, gold_document
from claimx.models import Content, Context, Cue, Document, Record, Span, Speaker, StatementDate
from claimx.review.gold import GoldDocument

# Letters, marks that formats use themselves, white space of all kinds, combining and astral signs.
ALPHABET = "abNya 、\"“”'‘’\t\n\\|:;,=#{}[]<>&%\u00a0\u0301\u200d😀𝔄👩🏽"
T = TypeVar("T")
FOUND = st.text("abc |\\:\n\t😀\"'", min_size=1, max_size=8).map(str.strip).filter(bool)


def there_and_back(kind: str, run: list[DocumentRecords], folder: Path) -> list[GoldDocument]:
    """Write a run and read it as annotations."""
    target = folder / "out"
    if FORMATS[kind].folder:
        target.mkdir()
        FORMATS[kind].folder_writer()(run, target)
    else:
        with target.open("wb") as stream:
            FORMATS[kind].file_writer()(run, stream)
    read = list(FORMATS[kind].reader()(str(target), predictions=True))
    assert [note for item in read for note in item.notes] == []
    return [item.gold for item in read]


@st.composite
def spans(draw: st.DrawFn, text: str, low: int = 0, high: int | None = None) -> tuple[int, int]:
    """Draw a span that begins and ends with something to see, as those of records do."""
    edges = [i for i in range(low, high or len(text)) if not text[i].isspace()]
    start = draw(st.sampled_from(edges))
    return start, draw(st.sampled_from([edge for edge in edges if edge >= start])) + 1


@st.composite
def records(draw: st.DrawFn, text: str, doc: Document, number: int) -> Record:
    """Draw a record anywhere in the text, in one part or two, with or without all the rest."""
    start, end = draw(spans(text))
    parts = ((start, end),)
    inner = [i for i in range(start + 1, end - 1) if not text[i - 1].isspace()]
    behind = [i for i in inner if any(not text[j].isspace() for j in range(i + 1, end))]
    if behind and draw(st.booleans()):
        cut = draw(st.sampled_from(behind))
        again = draw(spans(text, cut + 1, end))[0]
        parts = ((start, cut), (again, end))

    def maybe(made: st.SearchStrategy[T]) -> T | None:
        return draw(st.none() | made)

    speaker = maybe(
        st.builds(_speaker, st.just(text), st.none() | spans(text), *[st.none() | FOUND] * 3)
    )
    return Record(
        id=f"q-{number}",
        doc=doc,
        type=draw(st.sampled_from(["direct", "indirect", "mixed"])),
        content=Content(text=text[start:end], start=start, end=end, parts=parts),
        cue=maybe(
            spans(text).map(
                lambda at: Cue(text=text[slice(*at)], lemma="kata", start=at[0], end=at[1])
            )
        ),
        speaker=speaker,
        date=maybe(
            st.builds(
                lambda at, iso: StatementDate(
                    text=text[slice(*at)],
                    start=at[0],
                    end=at[1],
                    iso=iso,
                    precision=None,
                    basis=None,
                ),
                spans(text),
                st.sampled_from([None, "2023-09", "2023-09-13"]),
            )
        ),
        via=maybe(spans(text).map(lambda at: Span.of(text, *at))),
        context=Context(paragraph=0, prefix=text[:start][-32:], suffix=text[end:][:32]),
        rules=("a.b",),
        confidence=0.5,
    )


def _speaker(
    text: str, at: tuple[int, int] | None, name: str | None, role: str | None, body: str | None
) -> Speaker:
    return Speaker(
        text=text[slice(*at)] if at else None,
        start=at[0] if at else None,
        end=at[1] if at else None,
        mention="implicit" if at is None else "short_name",
        name=name,
        role=role,
        affiliation=body,
    )


@st.composite
def documents(draw: st.DrawFn) -> DocumentRecords:
    """Draw a document with a few records, which may overlap or be alike."""
    text = draw(
        st.text(ALPHABET, min_size=1, max_size=60).filter(lambda drawn: not drawn.isspace())
    )
    doc = Document(
        id=draw(st.sampled_from(["a", "../a b", "ä/ö", ".x", "-"])),
        sha256=sha256(text.encode()).hexdigest(),
        outlet=draw(st.none() | FOUND),
    )
    count = draw(st.integers(1, 4))
    found = [draw(records(text, doc, number)) for number in range(count)]
    found.sort(key=lambda record: (record.content.start, record.content.end))
    return DocumentRecords(doc=doc, records=tuple(found), text=text)


@pytest.mark.parametrize("kind", READABLE)
def test_a_run_comes_back_as_its_own_gold(
    kind: str, run: list[DocumentRecords], tmp_path: Path
) -> None:
    assert there_and_back(kind, run, tmp_path) == [gold_document(item) for item in run]


@pytest.mark.parametrize("kind", READABLE)
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(item=documents())
def test_odd_text_comes_back_as_its_own_gold(kind: str, item: DocumentRecords) -> None:
    with TemporaryDirectory() as folder:
        assert there_and_back(kind, [item], Path(folder)) == [gold_document(item)]


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(item=documents())
def test_prodigy_tokens_rebuild_any_text_and_hold_any_span(item: DocumentRecords) -> None:
    out = io.BytesIO()
    prodigy.write([item], out)
    task = json.loads(out.getvalue())
    assert "".join(one["text"] + " " * one["ws"] for one in task["tokens"]) == item.text
    for span in task["spans"]:
        first, last = task["tokens"][span["token_start"]], task["tokens"][span["token_end"]]
        assert (first["start"], last["end"]) == (span["start"], span["end"])


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(item=documents())
def test_cells_and_selectors_hold_any_text(item: DocumentRecords) -> None:
    out = io.BytesIO()
    table.write([item], out)
    rows = csv.DictReader(io.StringIO(out.getvalue().decode(), newline=""))
    for row, record in zip(rows, item.records, strict=True):
        assert table.restore(row["content"]) == record.content.text
        assert all(not cell.startswith(table.FORMULA) for cell in row.values())
    out = io.BytesIO()
    w3c_annotation.write([item], out)
    for annotation in json.loads(out.getvalue())["items"]:
        target = annotation["target"]
        for one in target if isinstance(target, list) else [target]:
            quote, position = one["selector"]
            assert item.source[position["start"] : position["end"]] == quote["exact"]
