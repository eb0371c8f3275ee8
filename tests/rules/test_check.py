"""Examples: how they are read, how what was found is compared with them, how that is shown."""

# ruff: noqa: E501 - a case a line reads best
from __future__ import annotations

import pytest

from claimx.errors import RuleError
from claimx.models import Content, Context, Cue, Document, Record, Speaker
from claimx.rules.check import Tally, Verdict, check_rules
from claimx.rules.check_examples import Example, read_examples
from claimx.rules.check_records import compare
from claimx.rules.check_text import as_plain, carets
from claimx.rules.load import load_rules
from claimx.rules.markup import Mark, parse_markup

PHRASE = """\
why: x
field: manner
pattern: '\\bsambil\\s++\\w+'
examples:
  - 'ujar Sari <manner>sambil tersenyum</manner>, Senin.'
counter:
  - 'ujar Sari, Senin.'
"""


def example(marked: str, **more: object) -> Example:
    """Return an example as if it stood in a rule file."""
    text, marks = parse_markup(marked)
    fields = {"rule": "attribution.x", "number": 1, "list": "examples", "where": "x.yaml:1:1"}
    return Example(**{**fields, "marked": marked, "text": text, "marks": tuple(marks), **more})


def record(
    text: str, content: str, cue: str | None = None, speaker: str | None = None, **more: object
) -> Record:
    """Return a record whose parts are where these words first stand in the text."""
    start = text.index(content)
    said = Speaker(text=speaker, start=text.index(speaker), end=text.index(speaker) + len(speaker),
                   mention="full_name", name=speaker, role="ketua") if speaker else None  # fmt: skip
    return Record(
        id="q", doc=Document(id="d"), type="direct",
        content=Content(text=content, start=start, end=start + len(content),
                        parts=((start, start + len(content)),)),
        cue=Cue(text=cue, lemma=cue, start=text.index(cue), end=text.index(cue) + len(cue)) if cue else None,
        speaker=said, context=Context(paragraph=0, prefix="", suffix=""),
        rules=("attribution.x",), confidence=1.0, **more,
    )  # fmt: skip


TEXT = '"Aman," kata Sari Melati.'
MARKED = '"<content>Aman</content>," <cue>kata</cue> <speaker>Sari Melati</speaker>.'


@pytest.mark.parametrize(
    ("marked", "made", "outcome", "notes"),
    [
        (MARKED, [("Aman", "kata", "Sari Melati")], "ok", []),
        (MARKED, [('"Aman,"', "kata", "Sari Melati")], "ok", []),
        (MARKED, [], "missing", []),
        (MARKED, [("Aman", "kata", "Sari")], "wrong", ["speaker is 'Sari', not 'Sari Melati'"]),
        (MARKED, [("Aman", "kata", None)], "wrong", ["no speaker, expected 'Sari Melati'"]),
        (MARKED, [("Aman", None, "Sari Melati")], "wrong", ["no cue, expected 'kata'"]),
        (MARKED, [("kata", None, None), ("Aman", "kata", "Sari Melati")], "noisy", ["an unmarked record: 'kata'"]),
        (TEXT, [], "ok", []),
        (TEXT, [("Aman", "kata", "Sari Melati")], "noisy", []),
        (MARKED.replace("<speaker>", '<speaker name="Sari">'), [("Aman", "kata", "Sari Melati")], "wrong",
         ["speaker: name is Sari Melati, not Sari"]),
        (MARKED.replace("<speaker>", '<speaker role="ketua" affiliation="">'), [("Aman", "kata", "Sari Melati")], "ok", []),
        (MARKED.replace("<content>", '<content type="indirect" name="Sari Melati">'), [("Aman", "kata", "Sari Melati")],
         "wrong", ["content: type is direct, not indirect"]),
        ('"<content>Aman</content>," <cue>kata</cue> <content>Sari Melati</content>.', [("Aman", "kata", None)], "missing",
         ["nothing is made of 'Sari Melati'"]),
    ],
)  # fmt: skip
def test_outcomes(marked, made, outcome, notes) -> None:
    """ok, missing, noisy and wrong, and what differs."""
    records = [record(TEXT, *parts) for parts in made]
    found, differs, _ = compare(example(marked), records)
    assert (found, differs) == (outcome, notes)


def test_marks_go_with_their_content() -> None:
    """With as many cues as contents each goes with its own; a lone speaker goes with all."""
    marked = (
        "<speaker>Sari</speaker> <cue>menyebut</cue> <content>jalan aman</content> dan "
        "<cue>menegaskan</cue> <content>pasar buka</content>."
    )
    text = parse_markup(marked)[0]
    one = record(text, "jalan aman", "menyebut", "Sari")
    two = record(text, "pasar buka", "menegaskan", "Sari")
    assert compare(example(marked), [two, one])[0] == "ok"
    swapped = record(text, "pasar buka", "menyebut", "Sari")
    outcome, notes, _ = compare(example(marked), [one, swapped])
    assert (outcome, notes) == ("wrong", ["cue is 'menyebut', not 'menegaskan'"])


def test_a_content_around_its_cue_is_in_pieces() -> None:
    marked = "<content>Jalan itu, <cue>kata</cue> <speaker>Sari</speaker>, aman</content>."
    text = parse_markup(marked)[0]
    made = record(text, text[:-1], "kata", "Sari")
    assert compare(example(marked), [made])[1] == [
        "content is one piece, though the cue stands inside it"
    ]


def test_carets_stand_under_the_text() -> None:
    """The whole output: agreement once, disagreement twice, reasons below."""
    found = (Mark(name="content", start=1, end=5), Mark(name="speaker", start=13, end=17))
    verdict = Verdict(
        example=example(
            '"<content>Aman</content>," <cue>kata</cue> <speaker>Sari Melati</speaker>.'
        ),
        outcome="wrong",
        notes=("speaker is 'Sari', not 'Sari Melati'",),
        found=found,
    )
    assert as_plain(verdict).splitlines() == [
        "wrong   attribution.x:1  x.yaml:1:1",
        '  "Aman," kata Sari Melati.',
        "   ^^^^                      content as marked",
        "          ^^^^               cue expected",
        "               ^^^^^^^^^^^   speaker expected",
        "               ~~~~          speaker found",
        "  · speaker is 'Sari', not 'Sari Melati'",
    ]


def test_long_and_hostile_texts_keep_their_columns() -> None:
    """Long texts are cut at spaces, and no character moves the terminal."""
    marked = "a\n\x1b[31m" + "kata " * 40 + "<content>akhir\u202e</content>"
    verdict = Verdict(example=example(marked), outcome="missing", notes=("a\nb",))
    lines = ["".join(text for text, _ in line) for line in carets(verdict, 80)]
    assert max(map(len, lines)) <= 80
    assert not any(mark in as_plain(verdict) for mark in ("\x1b", "\u202e"))
    at = next(i for i, line in enumerate(lines) if "^" in line)
    assert lines[at].index("^") == lines[at - 1].index("akhir")


@pytest.mark.parametrize(
    ("field", "text", "message"),
    [
        ("examples", "<speker>a</speker>", "unknown mark <speker>; did you mean <speaker>?"),
        ("examples", "<zzz>a</zzz>", "unknown mark <zzz>; known: <via>, <addressee>, <manner>"),
        ("examples", "<manner>a", "<manner> is not closed"),
        ("examples", '<manner iso="x">a</manner>', "<manner> has no attribute 'iso'; known: none"),
        (
            "examples",
            "a",
            "an example says with marks what must be found; is it a counter-example?",
        ),
        (
            "counter",
            "<manner>a</manner>",
            "a counter-example must not fire and so has nothing to mark",
        ),
    ],
)
def test_wrong_marks_are_refused_with_place_and_advice(write, field, text, message) -> None:
    folder = write(
        {"phrase/x.yaml": f"why: x\nfield: manner\npattern: a\n{field}:\n  - '{text}'\n"}
    )
    with pytest.raises(RuleError) as error:
        read_examples([load_rules(folder).entries["phrase.x"]])
    assert str(error.value).startswith(f"{folder}/phrase/x.yaml:5:5: ")
    assert message in str(error.value)


def test_examples_are_numbered_over_all_lists(write) -> None:
    text = PHRASE + "todo:\n  - 'ujar Sari <manner>lirih</manner>.'\n"
    rules = load_rules(write({"phrase/x.yaml": text}))
    examples = read_examples([rules.entries["phrase.x"]])
    assert [(e.id, e.list) for e in examples] == [
        ("phrase.x:1", "examples"),
        ("phrase.x:2", "counter"),
        ("phrase.x:3", "todo"),
    ]
    assert [e.where.rsplit("yaml:", 1)[1] for e in examples] == ["5:5", "7:5", "9:5"]


def test_a_known_miss_must_miss(write) -> None:
    """todo that misses passes; todo that is found is fixed, and fails."""
    text = PHRASE.replace(
        "counter:",
        "todo:\n  - 'ujar <manner>sambil lalu</manner>'\n  - '<manner>lirih</manner>'\ncounter:",
    )
    rules = load_rules(write({"phrase/x.yaml": text}))
    tally = Tally()
    verdicts = list(tally.count(check_rules(rules, ["phrase.x"])))
    assert [v.outcome for v in verdicts] == ["ok", "ok", "fixed", "todo"]
    assert [v.passed for v in verdicts] == [True, True, False, True]
    assert tally.failed
    assert str(tally) == "4 examples of 1 rule: 2 ok, 1 todo, 1 fixed"


def test_a_rule_that_is_off_is_not_tested(write) -> None:
    rules = load_rules(write({"phrase/x.yaml": PHRASE + "enabled: false\n"}))
    assert not list(check_rules(rules, ["phrase.x"]))


@pytest.mark.parametrize(
    ("kind", "text", "outcomes"),
    [
        ("boilerplate", ("why: x\npattern: 'Iklan.*'\nexamples:\n  - \"A.\\n<cut>Iklan</cut> x\\nB.\"\n"
                        'counter:\n  - "A.\\nIklan\\nB."\n'), ["wrong", "noisy"]),
        ("date", ("why: x\npattern: 'tempo hari'\nresolve: shift\nunit: day\noffset: -2\nexamples:\n"
                 "  - 'Ia tiba <date iso=2023-09-13 published=2023-09-15>tempo hari</date>.'\n"
                 "  - 'Ia tiba <date iso=2023-09-12 published=2023-09-15>tempo hari</date>.'\n"
                 "counter:\n  - 'Ia tiba kapan hari.'\n"), ["ok", "wrong", "ok"]),
        ("phrase", PHRASE.replace("tersenyum<", "ter<").replace("</manner>,", "</manner>senyum,"), ["wrong", "ok"]),
    ],
)  # fmt: skip
def test_kinds_that_need_no_model(write, kind, text, outcomes) -> None:
    rules = load_rules(write({f"{kind}/x.yaml": text}))
    verdicts = list(check_rules(rules, [f"{kind}.x"]))
    assert [v.outcome for v in verdicts] == outcomes
    assert all(v.found for v in verdicts if v.outcome in ("wrong", "noisy"))


@pytest.mark.model
def test_failures_of_patterns_say_how_far_they_came(write, extractor, monkeypatch) -> None:
    """A rule that does not match says where it stopped; one that loses says to whom."""
    from claimx.pipeline import Extractor

    monkeypatch.setattr("claimx.nlp.load.load_model", lambda name: extractor.model)
    head = (
        "why: x\ntype: direct\npattern:\n  - {TAG: QUOTE, as: content}\n  - {TAG: PUNCT, OP: '?'}\n"
    )
    tail = "  - {TAG: NP, as: speaker}\nexamples:\n  - '\"<content>Harga beras sudah turun</content>,\" kata Rudi Hartanto.'\n"
    folder = write(
        {
            "attribution/stops.yaml": head + "  - {TAG: DATE}\n" + tail,
            "attribution/loses.yaml": head + "  - {TAG: CUE, as: cue}\n" + tail,
        }
    )
    rules = load_rules(folder)
    ids = ["attribution.loses", "attribution.stops"]
    loses, stops = check_rules(rules, ids, extractor=Extractor(rules))
    assert loses.outcome == stops.outcome == "missing"
    assert loses.notes[0].endswith("attribution.quote-cue-name has priority")
    assert stops.notes[0] == "2 of 4 tokens fit; then {TAG: DATE} meets CUE 'kata'"
    assert stops.notes[1] == "attribution.quote-cue-name made 'Harga beras sudah turun'"
