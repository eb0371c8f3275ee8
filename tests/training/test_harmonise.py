"""Trees of the old treebank, brought to the shape that the newer ones have."""

import sys
from pathlib import Path

import pytest

TRAINING = Path(__file__).parents[2] / "training"
if not TRAINING.is_dir():
    pytest.skip("the recipe is not part of this checkout", allow_module_level=True)
sys.path.insert(0, str(TRAINING))

from harmonise import (  # noqa: E402
    double_words,
    modifiers,
    numbers,
    punctuation,
    relative_clauses,
    split_names,
)
from treebank import Word  # noqa: E402


def tree(*rows: tuple[str, str, int, str]) -> list[Word]:
    """Words of (form, UPOS, head, label)."""
    return [Word(form, upos, head, label, space=True) for form, upos, head, label in rows]


def arcs(words: list[Word]) -> list[tuple[int, str]]:
    """Head and label of each word."""
    return [(word.head, word.deprel) for word in words]


def test_a_date_hangs_on_its_day() -> None:
    """`pada 5 Juni 1879` had its month on top."""
    words = tree(
        ("lahir", "VERB", 0, "root"),
        ("pada", "ADP", 3, "case"),
        ("5", "NUM", 3, "nummod"),
        ("Juni", "PROPN", 0, "obl:tmod"),
        ("1879", "NUM", 3, "nummod"),
    )
    numbers(words)
    assert arcs(words) == [(0, "root"), (2, "case"), (0, "obl:tmod"), (2, "flat"), (2, "flat")]


def test_a_date_behind_its_noun_stays() -> None:
    """`tanggal 9 Mei` is the noun's."""
    words = tree(
        ("tanggal", "NOUN", 0, "root"),
        ("9", "NUM", 2, "nummod"),
        ("Mei", "PROPN", 0, "nmod"),
        ("ini", "DET", 0, "det"),
    )
    before = arcs(words)
    numbers(words)
    assert arcs(words) == before


def test_a_bare_year_takes_its_preposition() -> None:
    """`pada 1810` hung on the verb in two pieces."""
    words = tree(
        ("didirikan", "VERB", 0, "root"), ("pada", "ADP", 0, "case"), ("1810", "NUM", 0, "nummod")
    )
    numbers(words)
    assert arcs(words) == [(0, "root"), (2, "case"), (0, "obl:tmod")]


def test_an_adjective_behind_yang() -> None:
    """`rumah yang besar` is a relative clause."""
    words = tree(
        ("rumah", "NOUN", 0, "root"), ("yang", "PRON", 2, "nsubj"), ("besar", "ADJ", 0, "amod")
    )
    relative_clauses(words)
    assert words[2].deprel == "acl:relcl"


def test_labels_of_modifiers() -> None:
    """What was a determiner, a number or a marker only by name."""
    words = tree(
        ("tetapi", "CCONJ", 1, "mark"),
        ("kemenangan", "NOUN", 1, "root"),
        ("pertama", "ADJ", 1, "nummod"),
        ("negara", "NOUN", 1, "det"),
        ("Ratu", "PROPN", 1, "det"),
    )
    modifiers(words)
    assert [word.deprel for word in words] == ["cc", "root", "amod", "compound", "nmod"]


def test_a_comma_belongs_to_what_follows() -> None:
    """The comma in `apel , jeruk` is the second fruit's."""
    words = tree(
        ("apel", "NOUN", 0, "root"), (",", "PUNCT", 0, "punct"), ("jeruk", "NOUN", 0, "conj")
    )
    punctuation(words)
    assert arcs(words) == [(0, "root"), (2, "punct"), (0, "conj")]


@pytest.mark.parametrize("second", ["kota", "macam"])
def test_doubled_words_are_one(second: str) -> None:
    """kota - kota, bermacam - macam."""
    first = "kota" if second == "kota" else "bermacam"
    words = tree((first, "NOUN", 0, "root"), ("-", "PUNCT", 2, "punct"), (second, "NOUN", 0, "x"))
    assert double_words([*words, *words[:1]])[0].form == f"{first}-{second}"


def test_names_behind_a_noun() -> None:
    """`kota Kuala Lumpur`: the name modifies the noun, its second part the first."""
    words = tree(
        ("kota", "NOUN", 0, "root"), ("Kuala", "PROPN", 0, "flat"), ("Lumpur", "PROPN", 0, "flat")
    )
    split_names(words)
    assert arcs(words) == [(0, "root"), (0, "nmod"), (1, "flat:name")]
