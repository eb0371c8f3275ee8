"""A spelling has the same rows whether it is read alone or among others, and they are those it was trained with."""

from zlib import crc32

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from claimx.nlp.layers import means
from claimx.nlp.spellings import PIECES, rows_of, shape

FORMS = st.lists(st.text(st.characters(), min_size=1, max_size=12), min_size=1, max_size=8)


def row(text: str, rows: int) -> int:
    """The row of a string, by the library's own CRC-32."""
    return crc32(text.encode("utf-8", "surrogatepass")) % rows + 1


@given(FORMS)
def test_rows_are_crc32_of_ends_and_pieces(forms: list[str]) -> None:
    """Beginnings and ends with their kind before them, and each run of letters once."""
    rows = rows_of(tuple(forms), 50, 70)
    pieces = np.split(rows.pieces, np.cumsum(rows.counts)[:-1])
    for form, ends, found, look in zip(forms, rows.affixes, pieces, rows.shapes, strict=True):
        low = form.lower()
        expected = [low[:2], low[:3], low[:5], low[-2:], low[-3:], low[-4:]]
        kinds = "p2", "p3", "p5", "s2", "s3", "s4"
        assert ends.tolist() == [
            row(kind + end, 50) for kind, end in zip(kinds, expected, strict=True)
        ]
        marked = f"<{low}>"
        runs = {marked[i : i + size] for size in PIECES for i in range(len(marked) - size + 1)}
        assert sorted(found.tolist()) == sorted(row(run, 70) for run in runs)
        assert look == shape(form)


def test_shapes_part_capitals_digits_and_hyphens() -> None:
    """Each kind of look has a row of its own."""
    forms = [
        "BUMN",
        "Pasar",
        "B",
        "5",
        "pasar",
        "—",
        "KA-5",
        "Kuala-Lumpur",
        "ke-5",
        "tiba-tiba",
        "-",
    ]
    assert [shape(form) for form in forms] == [1, 2, 2, 3, 4, 5, 6, 7, 8, 9, 5]


def test_means_are_those_of_each_group() -> None:
    """In the order of the groups, whichever of them is longest."""
    table = np.arange(12, dtype=np.float32).reshape(6, 2)
    found = means(table, np.array([0, 5, 1, 2, 3, 3]), np.array([1, 4, 1]))
    assert_allclose(found, [table[0], table[[5, 1, 2, 3]].mean(0), table[3]])
