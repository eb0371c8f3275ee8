"""Explaining an article: units, winners, losers, near misses, and what was no news."""

from __future__ import annotations

import orjson
import pytest

from claimx.errors import ClaimxError
from claimx.models import Article
from claimx.rules.trace import trace
from claimx.rules.trace_read import read_place
from claimx.rules.trace_text import as_json, lines

pytestmark = pytest.mark.model

TEXT = """JAKARTA, KOMPAS.com - Jembatan baru dibuka di Kota Malang pekan ini.

"Jembatan itu selesai bulan depan," kata Rudi Hartanto di Malang, Senin (4/9/2023).

Hujan turun sejak pagi. Ia membaca kata "rumah" di papan [bold]itu[/bold].

Baca juga: Jembatan Lain Rusak
"""
ARTICLE = Article(id="jembatan", text=TEXT)


def plain(found, extractor, **more) -> list[str]:
    shown = lines(found, extractor.rules, 110, **more)
    return ["".join(text for text, _ in line).rstrip() for line in shown]


def test_winners_come_before_losers_with_reasons(extractor) -> None:
    """The units of the sentence, the record, and who lost to whom."""
    found = trace(ARTICLE, extractor, line=3)
    (sentence,) = found.sentences
    assert [unit.tag for unit in sentence.units][:3] == ["QUOTE", "CUE", "NP"]
    assert (sentence.line, sentence.text) == (3, TEXT.splitlines()[2])
    assert all(TEXT[u.start : u.end] == u.text for u in sentence.units)
    assert sentence.attempts[0].rule == "attribution.quote-cue-name"
    assert sentence.attempts[0].reason is None
    assert "attribution.quote-cue-name has priority" in {a.reason for a in sentence.attempts}
    shown = plain(found, extractor)
    assert shown[0].startswith("jembatan:3  sentence ")
    assert shown[1].split()[:3] == ["QUOTE·full", "CUE", "NP·PER"]
    assert any(line.startswith("  ✓ attribution.quote-cue-name 90") for line in shown)
    assert any(line.startswith("  ✗ attribution.quote-cue-alone") for line in shown)
    assert any("2023-09-04" in line for line in shown)


def test_without_a_line_only_what_could_be_an_attribution(extractor) -> None:
    """A sentence with neither a quotation nor a cue is left out; one with either says what nearly matched."""
    found = trace(ARTICLE, extractor)
    assert [sentence.line for sentence in found.sentences] == [3, 5]
    near = found.sentences[1]
    assert not near.attempts
    assert not near.records
    assert near.reached
    assert all(0 < reach.matched < reach.size for reach in near.reached)
    shown = plain(found, extractor)
    assert "  no rule matches here" in shown
    assert any("tokens fit; then {" in line for line in shown)
    assert any("[" in line and "/bold" in line for line in shown)  # markup of a text is just text


def test_one_rule_is_followed_everywhere(extractor) -> None:
    found = trace(ARTICLE, extractor, rule="attribution.quote-cue-name")
    reached = {s.line: str(s.reached[0]) for s in found.sentences}
    assert reached[3] == "the whole pattern fits"
    assert "tokens fit; then" in reached[5]
    assert {r.rule for s in found.sentences for r in s.reached} == {"attribution.quote-cue-name"}


def test_what_is_no_news_is_named_with_its_rule(extractor) -> None:
    found = trace(ARTICLE, extractor, line=7)
    assert not found.sentences
    shown = plain(found, extractor, layout=True)
    assert shown[:3] == [
        "jembatan:7  boilerplate, not read as news",
        "  Baca juga: Jembatan Lain Rusak",
        f"  by {found.segments[0].rule}",
    ]


def test_json_holds_all_of_it(extractor) -> None:
    data = orjson.loads(as_json(trace(ARTICLE, extractor)))
    assert data["doc"] == "jembatan"
    sentence = data["sentences"][0]
    assert sentence["units"][1]["tag"] == "CUE"
    assert sentence["records"] == [data["records"][0]["id"]]
    assert {"rule", "reason", "cue"} <= sentence["attempts"][0].keys()
    assert {part["kind"] for part in data["outside"]} == {"dateline", "boilerplate"}


def test_units_fit_the_width(extractor) -> None:
    found = trace(ARTICLE, extractor, line=3)
    narrow = [
        "".join(text for text, _ in line).rstrip() for line in lines(found, extractor.rules, 60)
    ]
    glosses = narrow[1 : narrow.index(next(x for x in narrow if x.startswith("  ✓")))]
    assert len(glosses) > 2
    assert max(map(len, glosses)) <= 60


def test_places(tmp_path) -> None:
    """FILE, FILE:LINE, the n-th document of several; nothing else."""
    one = tmp_path / "a.txt"
    one.write_text("satu\ndua\n", encoding="utf-8")
    many = tmp_path / "b.jsonl"
    many.write_bytes(b'{"id": "x", "text": "Satu kalimat."}\n{"id": "y", "text": "Dua kalimat."}\n')
    odd = tmp_path / "c:12"
    odd.write_text("tiga\n", encoding="utf-8")
    assert read_place(str(one))[1] is None
    assert read_place(f"{one}:2")[1] == 2
    article, line = read_place(f"{many}:2")
    assert (article.id, line) == ("y", None)
    assert read_place(str(odd))[0].text.strip() == "tiga"
    for place, message in [
        (f"{one}:9", "has no line 9"),
        (str(many), "holds 2 documents"),
        (f"{many}:3", "holds 2 documents"),
        (str(tmp_path / "d.txt"), "d.txt"),
    ]:
        with pytest.raises(ClaimxError) as error:
            read_place(place)
        assert message in str(error.value)
