"""Runs of invented articles, made by hand: what formats do does not depend on how records are found."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256

import pytest

from claimx.export.documents import DocumentRecords
from claimx.models import (
    Content,
    Context,
    Cue,
    Document,
    QuoteType,
    Record,
    Span,
    Speaker,
    StatementDate,
)

PASAR = (
    "Harga Cabai di Pasar Klandasan Turun 🌶\n"
    "\n"
    '"Panen raya sudah mulai. Mudah-mudahan\nturun terus," ujarnya, "sampai Lebaran."\n'
    "\n"
    "Kepala Dinas Perdagangan Balikpapan Wulan Sarira 👩🏽‍🌾 mengatakan pada Rabu (13/9/2023) bahwa"
    " stok aman, dikutip Antara.\n"
)
BANJIR = 'Air sungai surut, menurut warga.\t"=1+1 itu dua | tiga \\ empat."\n'


def find(text: str, words: str) -> tuple[int, int]:
    """Return where words stand."""
    start = text.index(words)
    return start, start + len(words)


def span(text: str, words: str) -> Span:
    """Return the span of words."""
    return Span.of(text, *find(text, words))


def make(
    text: str,
    doc: Document,
    id: str,
    *,
    type: QuoteType,
    parts: tuple[tuple[int, int], ...],
    cue: Cue | None = None,
    speaker: Speaker | None = None,
    date: StatementDate | None = None,
    via: Span | None = None,
    manner: Span | None = None,
    addressee: Span | None = None,
    confidence: float = 0.9,
    flags: tuple[str, ...] = (),
) -> Record:
    """Return a record with what a test does not care about filled in."""
    start, end = parts[0][0], parts[-1][1]
    return Record(
        id=id,
        doc=doc,
        type=type,
        content=Content(text=text[start:end], start=start, end=end, parts=parts),
        cue=cue,
        speaker=speaker,
        date=date,
        via=via,
        manner=manner,
        addressee=addressee,
        context=Context(
            paragraph=text.count("\n\n", 0, start),
            prefix=text[max(0, start - 32) : start],
            suffix=text[end : end + 32],
        ),
        rules=("quotation.marks", "attribution.quote-cue"),
        confidence=confidence,
        flags=flags,
    )


def document(id: str, text: str, **known: str) -> Document:
    """Return the document part of a record of a text."""
    return Document(id=id, sha256=sha256(text.encode()).hexdigest(), **known)


@pytest.fixture
def make_record() -> Callable[..., Record]:
    """Give :func:`make` to tests."""
    return make


@pytest.fixture
def run() -> list[DocumentRecords]:
    """Two documents: parts, a clitic, a newline in the content, emoji, no speaker, a formula."""
    doc = document(
        "kabar/pasar-01",
        PASAR,
        path="berita/pasar-01.txt",
        title="Harga Cabai di Pasar Klandasan Turun 🌶",
        outlet="Kabar Borneo",
        url="https://kabar.example/pasar?id=1&p=2",
        published="2023-09-14",
    )
    wulan = {
        "name": "Wulan Sarira",
        "kind": "person",
        "role": "Kepala Dinas Perdagangan",
        "affiliation": "Balikpapan",
    }
    cue_start = PASAR.index("ujarnya")
    quote = make(
        PASAR,
        doc,
        "q-0001",
        type="direct",
        parts=(
            find(PASAR, "Panen raya sudah mulai. Mudah-mudahan\nturun terus"),
            find(PASAR, "sampai Lebaran."),
        ),
        cue=Cue(text="ujarnya", lemma="ujar", start=cue_start, end=cue_start + 7),
        speaker=Speaker(
            text="nya",
            start=cue_start + 4,
            end=cue_start + 7,
            mention="clitic",
            antecedent=span(PASAR, "Wulan Sarira"),
            **wulan,
        ),
        confidence=0.75,
        flags=("carried_over",),
    )
    clause = make(
        PASAR,
        doc,
        "q-0002",
        type="indirect",
        parts=(find(PASAR, "stok aman"),),
        cue=Cue(text="mengatakan", lemma="kata", **_at(PASAR, "mengatakan")),
        speaker=Speaker(
            text="Wulan Sarira", **_at(PASAR, "Wulan Sarira"), mention="full_name", **wulan
        ),
        date=StatementDate(
            text="Rabu (13/9/2023)",
            **_at(PASAR, "Rabu (13/9/2023)"),
            iso="2023-09-13",
            precision="day",
            basis="explicit",
        ),
        via=span(PASAR, "Antara"),
        manner=span(PASAR, "dikutip"),
    )
    other = document("banjir", BANJIR)
    who = Speaker(text="warga", **_at(BANJIR, "warga"), mention="group", name="warga", kind="group")
    bare = make(
        BANJIR,
        other,
        "q-0003",
        type="indirect",
        parts=(find(BANJIR, "Air sungai surut"),),
        cue=Cue(text="menurut", lemma="turut", **_at(BANJIR, "menurut")),
        speaker=who,
        addressee=span(BANJIR, "warga"),
    )
    unsaid = make(
        BANJIR,
        other,
        "q-0004",
        type="direct",
        parts=(find(BANJIR, "=1+1 itu dua | tiga \\ empat."),),
        confidence=0.2,
    )
    return [
        DocumentRecords(doc=doc, records=(quote, clause), text=PASAR),
        DocumentRecords(doc=other, records=(bare, unsaid), text=BANJIR),
    ]


def _at(text: str, words: str) -> dict[str, int]:
    start, end = find(text, words)
    return {"start": start, "end": end}
