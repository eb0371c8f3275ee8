"""An article in, its records out: the contract of ``claimx.v1`` field by field, and failures."""

from __future__ import annotations

import hashlib
import re
from dataclasses import asdict
from typing import TYPE_CHECKING, cast

import orjson
import pytest

import claimx
from claimx.errors import ClaimxError
from claimx.models import Article, Record
from claimx.pipeline import Extractor
from claimx.rules.load import load_rules

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.model

TEXT = """Pasar Baru di Bukit Raya Dibuka

BUKIT RAYA, KABAR - Kepala Dinas Pasar Kabupaten Bukit Raya Sari Melati mengatakan, Pasar Baru \
sudah dibuka untuk pedagang.

"Semua kios sudah terisi dan listrik sudah menyala," kata Sari kepada wartawan di Bukit Raya, \
Selasa (5/3/2024).

"Kami menjaga harga sewa sampai akhir tahun."

Harga sewa, menurut dia, tidak akan naik tahun ini.

Baca juga: Jalan Lingkar Bukit Raya Rampung

Seorang pedagang, Wati Lestari (41), mengaku senang pindah ke sana. “Tempatnya bersih sekali,” \
ujarnya dikutip dari Kabar Bukit.
"""
ARTICLE = Article(
    id="pasar-1",
    text=TEXT,
    path="berita/pasar-1.txt",
    outlet="Kabar",
    url=None,
    published="2024-03-05",
)


@pytest.fixture(scope="module")
def records(extractor: Extractor) -> list[Record]:
    return extractor.extract(ARTICLE)


def lines(records: list[Record]) -> list[bytes]:
    return [orjson.dumps(record) for record in records]


def place(words: str, after: int = 0) -> dict[str, object]:
    start = TEXT.index(words, after)
    return {"text": words, "start": start, "end": start + len(words)}


def test_contents_in_text_order(records: list[Record]) -> None:
    assert [(record.type, record.content.text) for record in records] == [
        ("indirect", "Pasar Baru sudah dibuka untuk pedagang"),
        ("direct", "Semua kios sudah terisi dan listrik sudah menyala"),
        ("direct", "Kami menjaga harga sewa sampai akhir tahun."),
        ("indirect", "Harga sewa, menurut dia, tidak akan naik tahun ini"),
        ("indirect", "senang pindah ke sana"),
        ("direct", "Tempatnya bersih sekali"),
    ]


def test_every_field_of_a_record(records: list[Record]) -> None:
    """The second record, whole: what is absent is null, and the keys stand in the order of the contract."""
    found = orjson.loads(orjson.dumps(records[1]))
    start, end = records[1].content.start, records[1].content.end
    expected = {
        "schema": "claimx.v1",
        "id": found["id"],
        "doc": {
            "id": "pasar-1",
            "path": "berita/pasar-1.txt",
            "title": "Pasar Baru di Bukit Raya Dibuka",
            "outlet": "Kabar",
            "byline": None,
            "url": None,
            "published": "2024-03-05",
            "sha256": hashlib.sha256(TEXT.encode()).hexdigest(),
        },
        "type": "direct",
        "content": {
            **place("Semua kios sudah terisi dan listrik sudah menyala"),
            "parts": [[start, end]],
        },
        "cue": {"text": "kata", "lemma": "kata", "start": end + 3, "end": end + 7},
        "speaker": {
            "text": "Sari",
            "start": end + 8,
            "end": end + 12,
            "mention": "short_name",
            "name": "Sari Melati",
            "kind": "person",
            "role": "Kepala",
            "affiliation": "Dinas Pasar Kabupaten Bukit Raya",
            "antecedent": place("Kepala Dinas Pasar Kabupaten Bukit Raya Sari Melati"),
        },
        "date": {
            **place("Selasa (5/3/2024)"),
            "iso": "2024-03-05",
            "precision": "day",
            "basis": "explicit",
            "conflict": False,
        },
        "addressee": place("wartawan"),
        "manner": None,
        "via": None,
        "context": {
            "paragraph": 1,
            "prefix": TEXT[start - 32 : start],
            "suffix": TEXT[end : end + 32],
        },
        "rules": found["rules"],
        "confidence": found["confidence"],
        "flags": [],
    }
    assert found == expected
    assert list(found) == list(expected)
    assert re.fullmatch(r"q-[0-9a-f]{12}", found["id"])
    assert 0 <= found["confidence"] <= 1
    assert found["rules"][0].startswith("attribution.") and len(found["rules"]) > 1


def test_a_content_that_a_cue_interrupts_has_parts(records: list[Record]) -> None:
    content = records[3].content
    assert [TEXT[start:end] for start, end in content.parts] == [
        "Harga sewa",
        "tidak akan naik tahun ini",
    ]
    assert (content.parts[0][0], content.parts[-1][1]) == (content.start, content.end)


def test_a_carried_quotation_has_nulls(records: list[Record]) -> None:
    record = records[2]
    assert record.cue is None and record.date is None
    assert record.speaker is not None
    assert (record.speaker.text, record.speaker.start, record.speaker.end) == (None, None, None)
    assert (record.speaker.mention, record.speaker.name) == ("implicit", "Sari Melati")
    assert "carried_over" in record.flags


def test_via_is_what_brought_it(records: list[Record]) -> None:
    via, speaker = records[-1].via, records[-1].speaker
    assert via is not None and via.text == "Kabar Bukit"
    assert speaker is not None and (speaker.text, speaker.name) == ("nya", "Wati Lestari")


def test_paragraphs_count_from_zero_without_the_title_and_what_is_no_news(
    records: list[Record],
) -> None:
    assert [record.context.paragraph for record in records] == [0, 1, 2, 3, 4, 4]


def test_contexts_end_where_the_text_does(extractor: Extractor) -> None:
    text = '"Semua kios sudah terisi," kata Sari.'
    (record,) = extractor.extract(Article(id="a", text=text))
    assert (record.context.prefix, record.context.suffix) == ('"', '," kata Sari.')


def test_two_runs_give_the_same_bytes(extractor: Extractor, records: list[Record]) -> None:
    assert lines(extractor.extract(ARTICLE)) == lines(records)


def test_what_stands_beside_an_article_does_not_matter(
    extractor: Extractor, records: list[Record]
) -> None:
    """Alone, in a batch, first or last: the records are the same."""
    others = [
        Article(id=f"lain-{i}", text=f'"Kami sudah siap {i} hari," kata Budi Karel.')
        for i in range(40)
    ]
    results = list(extractor.extract_many([ARTICLE, *others, ARTICLE]))
    assert [result.article.id for result in results] == [
        "pasar-1",
        *(a.id for a in others),
        "pasar-1",
    ]
    assert lines(list(results[0].records)) == lines(list(results[-1].records)) == lines(records)


def test_ids_hang_on_the_text_and_the_place_alone(
    extractor: Extractor, records: list[Record]
) -> None:
    renamed = Article(id="lain", text=TEXT, published="2023-01-01", outlet="Lain")
    assert [record.id for record in extractor.extract(renamed)] == [record.id for record in records]
    changed = Article(id="pasar-1", text=TEXT + "\n", published="2024-03-05")
    assert {r.id for r in extractor.extract(changed)}.isdisjoint({r.id for r in records})
    assert len({record.id for record in records}) == len(records)


@pytest.fixture(scope="module")
def other_rules(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return an overlay in which the commonest rule goes under another name."""
    folder = tmp_path_factory.mktemp("rules") / "attribution"
    folder.mkdir()
    (folder / "quote-cue-name.yaml").write_text("why: Another takes its place.\nenabled: false\n")
    (folder / "own-rule.yaml").write_text(
        "why: A quotation, a cue and a name.\n"
        "type: direct\npriority: 95\nflags: [own]\n"
        "pattern:\n"
        "  - {TAG: QUOTE, as: content}\n"
        "  - {TAG: CUE, LOWER: {IN: $cue.after}, as: cue}\n"
        "  - {TAG: NP, as: speaker}\n"
        "examples:\n"
        "  - '\"<content>Kami sudah siap hari ini</content>,\" <cue>kata</cue> <speaker>Sari</speaker>.'\n"
        "counter:\n"
        "  - 'Hujan turun.'\n"
    )
    return folder.parent


@pytest.fixture(scope="module")
def other(other_rules: Path) -> Extractor:
    return Extractor(load_rules(other_rules))


def test_ids_stay_when_rules_change(other: Extractor, records: list[Record]) -> None:
    found = other.extract(ARTICLE)
    assert [record.id for record in found] == [record.id for record in records]
    assert "attribution.own-rule" in found[1].rules and "own" in found[1].flags
    assert "attribution.own-rule" not in records[1].rules


def test_the_fingerprint_changes_with_the_rules(extractor: Extractor, other: Extractor) -> None:
    assert extractor.fingerprint != other.fingerprint
    assert re.fullmatch(r"[0-9a-f]{16}", extractor.fingerprint)
    assert Extractor(load_rules()).fingerprint == extractor.fingerprint


def test_explain_gives_the_same_records_and_what_lost(
    extractor: Extractor, records: list[Record]
) -> None:
    found, trace = extractor.explain(ARTICLE)
    assert lines(found) == lines(records)
    won = {attempt.rule for attempt in trace if attempt.reason is None}
    assert won == {rule for r in records for rule in r.rules if rule.startswith("attribution.")}
    assert any(attempt.reason for attempt in trace)


def broken() -> Article:
    """Return an article that no stage can read."""
    return Article(id="rusak", text=cast("str", None), path="berita/rusak.txt")


def test_a_bad_article_is_an_error_and_the_others_go_on(
    extractor: Extractor, records: list[Record]
) -> None:
    results = list(extractor.extract_many([ARTICLE, broken(), ARTICLE]))
    assert [result.error is None for result in results] == [True, False, True]
    assert results[1].records == ()
    assert isinstance(results[1].error, ClaimxError)
    assert "berita/rusak.txt" in str(results[1].error)
    assert lines(list(results[2].records)) == lines(records)


def test_extract_raises_what_stopped_the_article(extractor: Extractor) -> None:
    with pytest.raises(ClaimxError, match=r"rusak\.txt"):
        extractor.extract(broken())


def test_a_model_that_fails_on_one_article_costs_no_other(
    extractor: Extractor, records: list[Record]
) -> None:
    """spaCy cannot read a lone surrogate: nothing of that may reach the articles around it."""
    odd = Article(
        id="ganjil", text='"Jalan itu \ud800 aman," kata Sari. Sari mengatakan \udfff jalan aman.'
    )
    results = list(extractor.extract_many([ARTICLE, odd, ARTICLE]))
    assert [result.article.id for result in results] == ["pasar-1", "ganjil", "pasar-1"]
    assert lines(list(results[0].records)) == lines(list(results[2].records)) == lines(records)


def test_matrix_products_keep_to_one_thread_while_an_article_is_read(
    extractor: Extractor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever imports claimx gets his own number of threads back."""
    from threadpoolctl import threadpool_info, threadpool_limits  # type: ignore[import-untyped]

    def threads() -> set[int]:
        return {found["num_threads"] for found in threadpool_info() if found["user_api"] == "blas"}

    network = extractor.model.nlp.get_pipe("tok2vec").network  # type: ignore[attr-defined]
    read = network.read
    within: list[set[int]] = []
    monkeypatch.setattr(network, "read", lambda texts: within.append(threads()) or read(texts))
    with threadpool_limits(limits=2, user_api="blas"):
        extractor.extract(ARTICLE)
        extractor.explain(ARTICLE)
        extractor.sentences(ARTICLE)
        assert threads() == {2}
    assert within
    assert all(found == {1} for found in within)


@pytest.mark.parametrize("text", ["", " ", "\n\n", "Hujan turun.", '"', "\x00", "\ufeff"])
def test_nothing_said_gives_no_record(extractor: Extractor, text: str) -> None:
    assert extractor.extract(Article(id="a", text=text)) == []


def test_no_articles_give_no_results(extractor: Extractor) -> None:
    assert list(extractor.extract_many([])) == []


def test_articles_are_read_as_they_come(extractor: Extractor) -> None:
    """Results come before all of a long stream has been read."""
    taken = 0

    def stream() -> object:
        nonlocal taken
        for number in range(200):
            taken += 1
            yield Article(id=str(number), text="Hujan turun.")

    results = extractor.extract_many(cast("list[Article]", stream()))
    assert next(results).article.id == "0"
    assert taken < 100


def test_one_call_for_one_text(records: list[Record]) -> None:
    for _ in range(2):  # the second call finds what the first has imported
        found = claimx.extract_text(TEXT, published="2024-03-05")
    assert [asdict(r.content) for r in found] == [asdict(r.content) for r in records]
    assert [r.id for r in found] == [r.id for r in records]
    assert found[0].doc.id == "text"


def test_public_names() -> None:
    assert set(claimx.__all__) >= {"Article", "Extractor", "Record", "extract_text", "load_rules"}
    assert all(getattr(claimx, name) is not None for name in claimx.__all__)
    assert claimx.Extractor is Extractor
    with pytest.raises(AttributeError, match="nosuch"):
        _ = claimx.nosuch
