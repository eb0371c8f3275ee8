"""What is done around the model: blocks for it to read, and records from what it gives."""

from __future__ import annotations

import pytest
from tests.handmade import StandIn, read, rules

from claimx.article.mask import PLACEHOLDER
from claimx.extract.stages import Prepared, Stages
from claimx.models import Article

QUOTE = '"Kami menjaga stok sampai akhir tahun,"'


@pytest.fixture(scope="module")
def stages() -> Stages:
    return Stages(rules(), StandIn())


def prepare(stages: Stages, text: str) -> Prepared:
    return stages.prepare(Article(id="a", text=text))


def test_only_news_is_read(stages: Stages) -> None:
    """Title, dateline and what is no news stay away from the model; a paragraph is a block."""
    text = (
        "Pasar Baru di Bukit Raya Dibuka\n\n"
        "Jakarta, Kabar.com - Pasar Baru sudah dibuka untuk pedagang pada hari ini.\n\n"
        "Baca juga: Jalan Lingkar Bukit Raya Rampung\n\n"
        f"{QUOTE} kata Sari Melati kepada wartawan.\n"
    )
    item = prepare(stages, text)
    assert [block.text for block in item.blocks] == [
        "Pasar Baru sudah dibuka untuk pedagang pada hari ini.",
        f'"{PLACEHOLDER}," kata Sari Melati kepada wartawan.',
    ]


def test_blocks_are_apart_and_in_order(stages: Stages) -> None:
    text = "\n\n".join(f"Hujan turun {n} kali di Bukit Raya. {QUOTE} kata Sari." for n in range(5))
    item = prepare(stages, text)
    assert len(item.blocks) == 5
    at = 0
    for block in item.blocks:
        assert at <= block.start < block.end <= len(text)
        assert all(block.start <= q.start < q.end <= block.end for q in block.quotations)
        at = block.end


def test_sentences_do_not_cut_quotations(stages: Stages) -> None:
    text = 'Hujan turun di Bukit Raya. "Jalan itu aman. Jembatan juga," kata Sari. Pasar ramai.'
    (block,) = prepare(stages, text).blocks
    assert len(block.sentences) == 3


@pytest.mark.parametrize("text", ["", " \n ", '"', "Baca juga: Jalan Lingkar Rampung"])
def test_nothing_to_read(stages: Stages, text: str) -> None:
    item = prepare(stages, text)
    assert all(not block.text.strip(' "') for block in item.blocks)


def test_the_date_of_a_statement_is_the_one_beside_it() -> None:
    """The day beside the cue, not one inside what is said."""
    record = read(
        '"Pasar itu dibuka pada 1 Maret 2024 pagi," kata [Sari Melati]PER, Selasa (5/3/2024).'
    ).records[0]
    assert record.date is not None
    assert (record.date.iso, record.date.basis, record.date.conflict) == (
        "2024-03-05",
        "explicit",
        False,
    )


def test_a_wrong_weekday_is_flagged_and_the_date_kept() -> None:
    record = read(f"{QUOTE} kata [Sari Melati]PER, Rabu (5/3/2024).").records[0]
    assert record.date is not None
    assert (record.date.iso, record.date.conflict) == ("2024-03-05", True)
    assert "date_conflict" in record.flags


def test_a_weekday_counts_from_the_publication() -> None:
    record = read(
        f"{QUOTE} kata [Sari Melati]PER, Selasa.", published="2024-03-06T08:00:00+07:00"
    ).records[0]
    assert record.date is not None
    assert (record.date.iso, record.date.basis) == ("2024-03-05", "publication")


@pytest.mark.parametrize(
    ("marked", "field", "words"),
    [
        (f"{QUOTE} kata [Sari Melati]PER kepada wartawan.", "addressee", "wartawan"),
        (
            f"{QUOTE} kata [Sari Melati]PER dalam keterangan tertulis.",
            "manner",
            "dalam keterangan tertulis",
        ),
        (f"{QUOTE} kata [Sari Melati]PER dikutip [AFP]ORG.", "via", "AFP"),
    ],
)
def test_what_stands_beside(marked: str, field: str, words: str) -> None:
    record = read(marked).records[0]
    found = getattr(record, field)
    assert found is not None and found.text == words
    assert any(rule.startswith("phrase.") for rule in record.rules)


def test_two_contents_of_the_same_words_have_ids_of_their_own() -> None:
    records = read(f"{QUOTE} kata [Sari Melati]PER.\n{QUOTE} kata [Rudi Hartanto]PER.").records
    assert len(records) == 2
    assert records[0].content.text == records[1].content.text
    assert records[0].id != records[1].id


def test_a_speaker_nobody_knows_is_flagged() -> None:
    (record,) = read(f"{QUOTE} katanya.").records
    assert "speaker_unresolved" in record.flags
