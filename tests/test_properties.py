"""What holds for every record of every text, however odd: exact spans, order, and a valid line."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

import orjson
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from claimx.models import Article, Record
from claimx.review.validate import faults

if TYPE_CHECKING:
    from claimx.pipeline import Extractor

pytestmark = pytest.mark.model

ARTICLES = sorted((Path(__file__).parents[1] / "corpus" / "articles").glob("*.txt"))
MARKS = "\"“”„‟«»'‘’`´″"
few = settings(
    max_examples=20,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)


@cache
def validator() -> Draft202012Validator:
    schema = files("claimx") / "data" / "claimx.v1.schema.json"
    return Draft202012Validator(json.loads(schema.read_text(encoding="utf-8")))


def spans(record: Record) -> Iterator[tuple[str, Any]]:
    """Yield every part of a record that points into the text."""
    yield "content", record.content
    for name in ("cue", "speaker", "date", "addressee", "manner", "via"):
        yield name, getattr(record, name)
    if record.speaker:
        yield "antecedent", record.speaker.antecedent


def check(text: str, records: list[Record]) -> None:
    for record in records:
        for name, span in spans(record):
            if span is None or span.start is None:
                continue
            assert 0 <= span.start < span.end <= len(text), (name, span)
            assert text[span.start : span.end] == span.text, (name, span)
        content = record.content
        ends = [place for part in content.parts for place in part]
        assert ends == sorted(ends) and (ends[0], ends[-1]) == (content.start, content.end)
        assert all(text[start:end].strip() for start, end in content.parts)
        assert record.context.prefix == text[max(0, content.start - 32) : content.start]
        assert record.context.suffix == text[content.end : content.end + 32]
        if not re.search("[\ud800-\udfff]", text):  # JSON has no lone surrogates
            line = orjson.dumps(record)
            assert faults(line, text) == []
            validator().validate(orjson.loads(line))
    places = [(record.content.start, record.content.end) for record in records]
    assert places == sorted(places)
    assert len({record.id for record in records}) == len(records)


def hold(extractor: Extractor, text: str) -> None:
    """Read a text, whatever it is; nothing raises, and all that is promised holds."""
    check(text, extractor.extract(Article(id="a", text=text)))


def damaged(text: str, seed: int, share: float) -> str:
    """Take marks and newlines away, put some in, and turn some into others."""
    source = random.Random(seed)
    out = []
    for char in text:
        touched = char in MARKS or char in "\n,."
        if touched and source.random() < share:
            out.append(source.choice(["", char * 2, *MARKS, " ", "\n"]))
        elif source.random() < share / 20:
            out.append(char + source.choice([*MARKS, "\n", "\u00a0", "\u200b", "\t"]))
        else:
            out.append(char)
    return "".join(out)


@pytest.mark.parametrize("share", [0.1, 0.5])
def test_articles_with_damaged_marks(extractor: Extractor, share: float) -> None:
    """Every article of the corpus, its marks and newlines deleted, doubled, swapped, and strewn about."""
    texts = [
        damaged(path.read_text(encoding="utf-8"), seed, share)
        for seed, path in enumerate(ARTICLES[:: 2 if share < 0.3 else 3])
    ]
    for result in extractor.extract_many(Article(id=str(i), text=t) for i, t in enumerate(texts)):
        assert result.error is None, result.error
        check(result.article.text, list(result.records))


def test_articles_as_they_are_twice(extractor: Extractor) -> None:
    """Two runs over the same texts give the same bytes, in any order of articles."""
    articles = [
        Article(id=path.stem, text=path.read_text(encoding="utf-8")) for path in ARTICLES[::3]
    ]
    one = {r.article.id: list(r.records) for r in extractor.extract_many(articles)}
    two = {r.article.id: list(r.records) for r in extractor.extract_many(reversed(articles))}
    assert {key: orjson.dumps(value) for key, value in one.items()} == {
        key: orjson.dumps(value) for key, value in two.items()
    }
    for article in articles:
        check(article.text, one[article.id])
    assert sum(map(len, one.values())) > len(articles)


WORDS = (
    """
Sari Melati|Kepala Dinas Pasar|Kapolres Bukit AKBP|anggota Komisi III DPR|warga Desa Bukit|dia|ia|mereka
kata|ujarnya|mengatakan|menurut|Menurutnya|menyebut|dikutip dari Kabar|bahwa|dan|namun|tidak|jalan itu aman
Senin (4/9/2023)|kemarin|kepada wartawan|dalam keterangan tertulis|saat dihubungi|Jum'at|Ma'ruf|Rp 3,5 juta
S.H., M.H.|Drs. H.|(37)|14"|6°12'|"Kami sudah siap dari kemarin,"|“Jalan itu aman.”|‘jalan baru’|''siap''
""".strip()
    .replace("\n", "|")
    .split("|")
)
ODD = [
    *("𝐁udi 😀", "e\u0301a", "\u0301", "שלום", "عربي", "中文", "İ", "ß", "ﬁ", "Ǆ", "\U0010ffff", "\r\n"),
    *"\u00a0\u200b\u200f\u202e\u2028\x00\x0c\x1f\x85\ufeff",
]  # fmt: skip
PIECES = [*WORDS, *MARKS, *",.:;?!…()[]-—/", " ", " ", "\n", "\n\n"]


@given(st.lists(st.sampled_from(PIECES), max_size=60), st.sampled_from(["", " "]))
@few
def test_words_and_marks_in_any_order(extractor: Extractor, pieces: list[str], joint: str) -> None:
    hold(extractor, joint.join(pieces))


@given(st.lists(st.sampled_from([*PIECES, *ODD, *ODD]), max_size=40), st.sampled_from(["", " "]))
@few
def test_odd_characters(extractor: Extractor, pieces: list[str], joint: str) -> None:
    hold(extractor, joint.join(pieces))


@given(st.text(max_size=120))
@example('"Jalan itu \ud800 aman sekali," kata Sari \udfff Melati.')
@example("\ud83d")
@example("\x00")
@few
def test_any_text(extractor: Extractor, text: str) -> None:
    hold(extractor, text)


@given(st.lists(st.characters(codec=None), max_size=8), st.integers(0, 100))
@few
def test_odd_characters_inside_a_quotation(
    extractor: Extractor, odd: list[str], place: int
) -> None:
    """Characters of any kind, lone surrogates among them, strewn into a plain article."""
    text = (
        'Kepala Dinas Pasar Sari Melati mengatakan, jalan itu aman. "Kami sudah siap dari kemarin,"'
        " kata Sari kepada wartawan di Bukit, Senin (4/9/2023). Menurut dia, pasar itu baru.\n"
    )
    for char in odd:
        place = (place * 31 + 7) % len(text)
        text = text[:place] + char + text[place:]
    hold(extractor, text)


def test_every_cut_of_an_article(extractor: Extractor) -> None:
    """A text may stop anywhere."""
    text = max((path.read_text(encoding="utf-8") for path in ARTICLES), key=lambda t: t.count('"'))
    cuts = [Article(id=str(at), text=text[:at]) for at in range(0, len(text), 61)]
    for result in extractor.extract_many(cuts):
        assert result.error is None, result.error
        check(result.article.text, list(result.records))
