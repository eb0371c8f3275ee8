"""Offsets in the page's script against Python's own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from claimx.report.page import static

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

TEXTS = [
    "Kami siap, kata Ratna.",
    "𝐊ami 😀 siap 👩‍👩‍👧‍👦, “kata” Ratna 🎉",
    "😀😀😀",
    "",
    "e\u0301 naik ke-2, pukul 10.30 WIB – 𠀋!",
]


@pytest.fixture(scope="module")
def script(browser: Browser) -> Any:
    """A blank page with the offset code alone."""
    page = browser.new_page()
    page.add_script_tag(content=static("text.js"))
    yield page
    page.close()


@pytest.mark.parametrize("text", TEXTS)
def test_code_points_and_units(script: Page, text: str) -> None:
    units = [len(text[:point].encode("utf-16-le")) // 2 for point in range(len(text) + 1)]
    found = script.evaluate(
        """(text) => {
            const indexed = new IndexedText(text);
            const points = Array.from({length: indexed.length + 1}, (_, i) => i);
            return {
                length: indexed.length,
                units: points.map((point) => indexed.unit(point)),
                back: points.map((point) => indexed.point(indexed.unit(point))),
                slices: points.map((point) => indexed.slice(point, point + 3)),
            };
        }""",
        text,
    )
    assert found["length"] == len(text)
    assert found["units"] == units
    assert found["back"] == list(range(len(text) + 1))
    assert found["slices"] == [text[point : point + 3] for point in range(len(text) + 1)]


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        pytest.param(5, 8, "mudah", id="widens to whole words"),
        pytest.param(3, 9, "😀 mudah", id="leaves white space out"),
        pytest.param(4, 4, "mudah", id="a point inside a word is nothing to widen"),
    ],
)
def test_sloppy_selections(script: Page, start: int, end: int, expected: str) -> None:
    text = "Ya 😀 mudah, kata Darto"
    got = script.evaluate(
        """([text, start, end]) => {
            const indexed = new IndexedText(text);
            return indexed.slice(...indexed.toWords(start, end));
        }""",
        [text, start, end],
    )
    assert got == (expected if start != end else "")


@pytest.mark.parametrize(
    ("query", "hits"),
    [("BAYAR", ["Bayar", "bayar"]), ("(20", ["(20"]), ("a  b", ["a\nb"]), (" ", []), ("İ", [])],
)
def test_search_finds_words_as_they_are(script: Page, query: str, hits: list[str]) -> None:
    text = "😀 Bayar (20 persen), bayar; a\nb"
    got = script.evaluate(
        "([text, query]) => findAll(text, query).map(([a, b]) => text.slice(a, b))", [text, query]
    )
    assert got == hits
