"""Quotations without a cue of their own: who goes on speaking, and for how long."""

from __future__ import annotations

import pytest
from tests.handmade import read

CUED = '"Kami menjaga stok beras ini," kata [Sari Melati]PER.'
BARE = '"Harga beras juga sudah turun."'


def carried(marked: str) -> list[str]:
    return [
        record.content.text for record in read(marked).records if "carried_over" in record.flags
    ]


@pytest.mark.parametrize(
    "marked",
    [
        f"{CUED}\n{BARE}",
        f"{CUED} {BARE}",
        f"{BARE}\n{CUED}",
        f"[Sari Melati]PER mengatakan, stok beras aman.\n{BARE}",
        f"{CUED}\n{BARE}\n{BARE.replace('turun', 'naik')}\n{BARE.replace('turun', 'tetap')}",
    ],
    ids=["after", "same paragraph", "before", "after an indirect one", "one after the other"],
)
def test_a_quotation_that_stands_alone_goes_on(marked: str) -> None:
    found = carried(marked)
    assert found and found[0].startswith("Harga beras juga sudah")
    assert len(found) == len(
        [line for line in marked.replace(". ", ".\n").split("\n") if line.startswith('"Harga')]
    )


def test_a_carried_quotation_has_no_cue_and_no_mention() -> None:
    record = read(f"{CUED}\n{BARE}").records[-1]
    assert record.cue is None and record.type == "direct"
    assert record.speaker is not None
    assert (record.speaker.text, record.speaker.start, record.speaker.mention) == (
        None,
        None,
        "implicit",
    )
    assert record.speaker.name == "Sari Melati"


@pytest.mark.parametrize(
    "marked",
    [
        BARE,
        f"Hujan turun|VERB .\n{BARE}",
        f'{CUED}\nPasar itu bernama|VERB {BARE[:-2]}".',
        f'{CUED}\n"Jalan baru"',
        f"{CUED}\n" + "Hujan turun|VERB lagi. " * 8 + f"\n{BARE}",
    ],
    ids=["nobody has spoken", "nothing said before", "part of a sentence", "a term", "too far"],
)
def test_others_do_not(marked: str) -> None:
    assert carried(marked) == []


def test_a_speech_whose_paragraphs_open_and_close_only_at_the_end() -> None:
    """One record a paragraph."""
    marked = f'{CUED}\n"Harga beras juga sudah turun.\n"Petani juga sudah senang."'
    assert carried(marked) == ["Harga beras juga sudah turun.", "Petani juga sudah senang."]


def test_order_is_that_of_the_text() -> None:
    starts = [record.content.start for record in read(f"{BARE}\n{CUED}\n{BARE}").records]
    assert starts == sorted(starts) and len(starts) == 3


def said(marked: str) -> list[tuple[str, str | None, bool]]:
    return [
        (r.content.text, r.cue and r.cue.text, "carried_over" in r.flags)
        for r in read(marked).records
    ]


def test_the_longer_part_of_an_interrupted_quotation_has_the_cue() -> None:
    marked = '"Kami," kata [Sari Melati]PER, "masih menjaga stok beras ini sampai bulan depan."'
    assert said(marked)[-1] == (
        "masih menjaga stok beras ini sampai bulan depan.",
        "kata",
        True,
    )
    marked = (
        '"Kami masih menjaga stok beras ini," kata [Sari Melati]PER, "sampai bulan depan nanti."'
    )
    assert said(marked)[-1] == ("sampai bulan depan nanti.", None, True)


def test_what_is_quoted_in_what_the_speaker_does_is_no_part_of_the_speech() -> None:
    marked = f'{CUED[:-1]}, menunjuk|VERB papan bertuliskan|VERB "Beras Murah Tiap Hari".'
    assert len(said(marked)) == 1
