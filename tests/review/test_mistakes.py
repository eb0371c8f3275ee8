"""Mistakes, each named and shown in its text."""

from __future__ import annotations

from claimx.review.gold import GoldDocument, GoldRecord
from claimx.review.mistakes import excerpt, mistakes
from claimx.review.score import score

TEXT = '"Air sungai mulai surut sejak pagi tadi," kata Budi. Warga pulang ke rumah.'


def found(make, gold: list[GoldRecord], run: list):
    """Return the mistakes of a run over TEXT, as (kind, gold's value, the run's) per mistake."""
    document = GoldDocument(doc="a", text=TEXT, records=tuple(gold))
    groups = mistakes(score([document], {"a": run}), {"a": document})
    return [(kind, m.gold, m.found) for kind, group in groups.items() for m in group]


GOLD = GoldRecord(
    type="direct", start=1, end=39, cue="kata", name="Budi Santoso",
    role="Lurah", affiliation="Desa Sari", date="2024-03-05",
)  # fmt: skip


def test_a_right_record_is_no_mistake(make) -> None:
    """All fields right: nothing to read."""
    right = make(1, 40, role="Lurah", affiliation="Desa Sari", date="2024-03-05")
    assert found(make, [GOLD], [right]) == []


def test_missed_and_extra_records(make) -> None:
    """A record on one side only."""
    assert found(make, [GOLD], [make(53, 70)]) == [
        ("MISS", "Budi Santoso", None),
        ("EXTRA", None, "Budi Santoso"),
    ]


def test_every_wrong_field_is_its_own_mistake(make) -> None:
    """One pair with everything wrong appears in every group, in their order."""
    wrong = make(1, 30, type="mixed", name="Ani", cue="ujar", role="Camat", date="2024-03-06")
    assert found(make, [GOLD], [wrong]) == [
        ("SPAN", None, "overlap 0.74"),
        ("SPEAKER", "Budi Santoso", "Ani"),
        ("ROLE", "Lurah", "Camat"),
        ("AFFILIATION", "Desa Sari", None),
        ("DATE", "2024-03-05", "2024-03-06"),
        ("CUE", "kata", "ujar"),
        ("TYPE", "direct", "mixed"),
    ]


def test_the_excerpt_marks_both_spans(make) -> None:
    """Gold in ⟦⟧ and the run in ⟪⟫ where they differ, with the text around."""
    assert excerpt(TEXT, GOLD, make(1, 30)).startswith(
        '"⟦⟪Air sungai mulai surut sejak ⟫pagi tadi⟧," kata'
    )
    assert "⟪" not in excerpt(TEXT, GOLD, make(1, 39))


def test_a_long_statement_is_cut_in_its_middle() -> None:
    """Both ends of a long content stay in sight."""
    text = "a" * 500
    shown = excerpt(text, GoldRecord(type="direct", start=100, end=400), None)
    assert "[…]" in shown
    assert shown.startswith("…" + "a" * 70 + "⟦")
    assert len(shown) < 320
