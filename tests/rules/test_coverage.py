"""Counting which rules fire, and how often rightly."""

from __future__ import annotations

import pytest

from claimx.review.gold import GoldDocument, GoldRecord
from claimx.rules.coverage import as_text, cover

pytestmark = pytest.mark.model

ONE = (
    '"Jembatan itu selesai bulan depan," kata Rudi Hartanto di Malang, Senin (4/9/2023).\n\n'
    "Baca juga: Kapal\n"
)
TWO = '"Harga beras naik terus," kata Sari Melati.\n'


def gold(doc: str, text: str, content: str, name: str) -> GoldDocument:
    start = text.index(content)
    record = GoldRecord(type="direct", start=start, end=start + len(content), cue="kata", name=name)
    return GoldDocument(doc=doc, text=text, records=(record,))


GOLD = [
    gold("one", ONE, "Jembatan itu selesai bulan depan", "Rudi Hartanto"),
    gold("two", TWO, "Harga beras naik terus", "Budi Arifin"),
]


def test_rules_are_counted_and_judged(extractor) -> None:
    """Matches, records, documents, and the share that gold has; layout and dates count as well."""
    found = cover(extractor, (), GOLD)
    rows = {row.rule: row for row in found.rows(GOLD)}
    quote = rows["attribution.quote-cue-name"]
    assert (quote.made, quote.documents, quote.right, quote.right_speaker) == (2, 2, 1.0, 0.5)
    alone = rows["attribution.quote-cue-alone"]
    assert alone.matched >= 2
    assert (alone.made, alone.right) == (0, None)
    assert rows["boilerplate.baca-juga"].made == 1
    assert any(row.made for rule, row in rows.items() if rule.startswith("date."))
    assert not any(rule.startswith("lexicon.") for rule in rows)


def test_paths_are_read_and_silent_rules_named(extractor, tmp_path) -> None:
    (tmp_path / "one.txt").write_text(ONE, encoding="utf-8")
    found = cover(extractor, [str(tmp_path)])
    rows = found.rows()
    assert found.articles == 1
    assert all(row.right is None for row in rows)
    _, headline, *kinds = as_text(found, rows)
    assert "rules never fired" in str(headline)
    assert any("attribution: " in str(kind) and "via-clause" in str(kind) for kind in kinds)
