"""Fields are found under the names that exports use, or those that are asked for."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimx.errors import InputError
from claimx.inputs import Fields, InputOptions, Raw
from claimx.inputs.fields import read_row
from claimx.models import Article

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def article(row: dict[str, object], **options: object) -> Article:
    """Read one row."""
    raw = Raw(id="a:1", path="a.jsonl", kind="row", data=row)
    return read_row(raw, row, InputOptions(**options))


@pytest.mark.parametrize(
    ("row", "name", "value"),
    [
        ({"Full Text": "isi"}, "text", "isi"),
        ({"full_text": "isi", "description": "ringkas"}, "text", "isi"),
        ({"content": "", "isi": "isi"}, "text", "isi"),
        ({"text": "isi"}, "id", "a:1"),
        ({"text": "isi", "id": 0}, "id", "0"),
        ({"text": "isi", "_id": {"$oid": "abc"}}, "id", "abc"),
        ({"text": "isi", "source": {"id": None, "name": "Antara"}}, "outlet", "Antara"),
        ({"text": "isi", "authors": ["Rina", "Budi"]}, "byline", "Rina, Budi"),
        ({"text": "isi", "Tanggal Terbit": "15/09/2023"}, "published", "2023-09-15"),
        ({"text": "isi", "title": "  Dua\n baris "}, "title", "Dua baris"),
        ({"text": "isi", "date": None, "pubDate": "2024-01-02"}, "published", "2024-01-02"),
        ({"text": "isi", "title": ""}, "title", None),
    ],
)
def test_usual_names(row: dict[str, object], name: str, value: object) -> None:
    """The first usual name with a value counts, without regard to case, spaces and strokes."""
    assert getattr(article(row), name) == value


def test_named_fields_go_before_usual_ones() -> None:
    """A dotted name reaches into objects."""
    row = {"text": "bukan", "data": {"body": "isi"}, "no": 7, "d": "2024-02-03", "t": "J", "o": "X"}
    fields = Fields(text="data.body", id="no", date="d", title="t", outlet="o", url="u")
    found = article(row, fields=fields)
    assert (found.text, found.id, found.published) == ("isi", "7", "2024-02-03")
    assert (found.title, found.outlet, found.url) == ("J", "X", None)


def test_a_named_field_that_is_missing_is_an_error() -> None:
    """The message lists the fields there are."""
    with pytest.raises(InputError, match="no field 'teks' among: isi, no"):
        article({"isi": "x", "no": 1}, fields=Fields(text="teks"))


def test_kept_fields_go_along() -> None:
    """Fields asked for are carried, unread; one that is missing is null."""
    row = {"text": "isi", "topik": ["a"], "meta": {"n": 1}}
    assert article(row, keep_fields=("topik", "meta.n", "tiada")).extra == {
        "topik": ["a"],
        "meta.n": 1,
        "tiada": None,
    }


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>Pendek saja.</p><p>&ldquo;Dua&rdquo; &amp; tiga</p>", "Pendek saja.\n“Dua” & tiga"),
        ("<div>Satu<br>dua<script>tiga()</script></div>", "Satu\ndua"),
        ("< 5 persen dari warga", "< 5 persen dari warga"),
    ],
)
def test_markup_in_a_field_is_text(markup: str, text: str) -> None:
    """Content systems export HTML; offsets count in the text without it."""
    assert article({"content": markup}).text == text


def test_a_lone_surrogate_in_json_is_replaced(tmp_path: Path, read: Callable) -> None:
    """Half a character, as broken scrapers write it, neither fails nor comes out again."""
    (tmp_path / "a.jsonl").write_text('{"text": "a \\ud83d b"}\n', "ascii")
    (found,) = read(tmp_path)
    assert found.text == "a \ufffd b"


@given(st.text(max_size=80))
def test_the_text_of_a_line_is_the_text_of_the_article(text: str) -> None:
    """JSON escapes of any kind come back as the text, newlines normal, whatever the characters."""
    from claimx.inputs import read_item

    line = json.dumps({"id": "x", "text": "." + text}).encode()
    found = read_item(Raw(id="1", path=None, kind="json", data=line), InputOptions())
    assert isinstance(found, Article)
    assert found.text == "." + text.replace("\r\n", "\n").replace("\r", "\n")
