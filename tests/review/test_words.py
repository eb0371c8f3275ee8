"""Word marks between two versions of a text."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from claimx.review.words import MAX_WORDS, word_marks


def test_only_the_words_that_differ_are_marked() -> None:
    """A word more at the end is one mark."""
    assert list(word_marks("air mulai naik", "air mulai surut")) == [
        ("same", "air mulai "), ("old", "naik"), ("new", "surut"),
    ]  # fmt: skip


def test_other_words_are_replaced_in_one_piece() -> None:
    """Two names that share a space share nothing."""
    assert list(word_marks("pekerja muda", "Amelia Wati")) == [
        ("old", "pekerja muda"),
        ("new", "Amelia Wati"),
    ]


@given(st.text("ab ,.\n", max_size=30), st.text("ab ,.\n", max_size=30))
def test_both_texts_can_be_read_off_the_marks(old: str, new: str) -> None:
    """Leaving out one kind of mark leaves the other text."""
    marks = list(word_marks(old, new))
    assert "".join(text for mark, text in marks if mark != "new") == old
    assert "".join(text for mark, text in marks if mark != "old") == new


def test_very_long_texts_are_replaced_whole() -> None:
    """No quadratic search over a whole book."""
    assert [mark for mark, _ in word_marks("a " * MAX_WORDS, "b " * MAX_WORDS)] == ["old", "new"]
    assert [mark for mark, _ in word_marks("0.5", "0.6", whole=True)] == ["old", "new"]
