"""Steps of speaker resolution and tests of quotation marks: each can be switched off and set."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.handmade import read, rules

from claimx.extract import resolve
from claimx.models import Record
from claimx.rules.load import RuleSet
from claimx.rules.schema import STEPS

QUOTE = '"Kami menjaga stok sampai akhir tahun,"'
SARI = "[Sari Melati]PER datang|VERB ."


def changed(step: str, **values: object) -> RuleSet:
    """Return the shipped rules with one step changed."""
    entry = rules().entries[step]
    entry = replace(entry, rule=entry.rule.model_copy(update=values))
    return replace(rules(), entries={**rules().entries, step: entry})


def last(marked: str, own: RuleSet | None = None) -> Record:
    return read(marked, own=own).records[-1]


def said(record: Record) -> tuple[str | None, str | None, str | None]:
    """Return the rule that named the speaker, the mention and the name."""
    rule = next((rule for rule in record.rules if rule.startswith("speaker.")), None)
    speaker = record.speaker
    return rule, speaker and speaker.mention, speaker and speaker.name


# step -> marked text, what it makes of the last record, and what is made of it without the step
ROWS = {
    "pronoun": (
        f"{SARI} {QUOTE} kata dia.",
        ("pronoun", "Sari Melati"),
        ("unresolved", "pronoun", None),
    ),
    "clitic": (
        f"{SARI} {QUOTE} katanya.",
        ("clitic", "Sari Melati"),
        ("unresolved", "clitic", None),
    ),
    "short-name": (
        f"{SARI} {QUOTE} kata [Sari]PER.",
        ("short_name", "Sari Melati"),
        ("full-name", "full_name", "Sari"),
    ),
    "full-name": (
        f"{QUOTE} kata [Sari Melati]PER.",
        ("full_name", "Sari Melati"),
        ("unresolved", "full_name", None),
    ),
    "nickname": (
        f"[Tri Rismawati]PER, yang akrab|ADJ disapa|VERB [Polda]PER, datang|VERB . {QUOTE} kata [Polda]ORG.",
        ("short_name", "Tri Rismawati"),
        ("organisation", "organisation", "Polda"),
    ),
    "body": (
        f"[Yayasan Rimba Lestari]ORG tiba|VERB . {QUOTE} kata yayasan itu.",
        ("organisation", "Yayasan Rimba Lestari"),
        ("organisation", "organisation", "yayasan"),
    ),
    "organisation": (
        f"{QUOTE} kata [Badan Pengawas Gula]ORG.",
        ("organisation", "Badan Pengawas Gula"),
        ("unresolved", "organisation", None),
    ),
    "role": (
        f"Presiden [Rudi Hartanto]PER tiba|VERB . {QUOTE} kata Presiden.",
        ("role", "Rudi Hartanto"),
        ("unnamed-role", "role", "Presiden"),
    ),
    "definite-role": (
        f"{SARI} Dosen itu mengatakan, stok aman.",
        ("role", "Sari Melati"),
        ("unnamed-role", "role", "Dosen itu"),
    ),
    "unnamed-role": (
        f"{QUOTE} kata Presiden.",
        ("role", "Presiden"),
        ("unresolved", "role", None),
    ),
    "definite-document": (
        "Laporan [Bank Laut]ORG menyebutkan, stok aman. Laporan itu menyebutkan, harga naik.",
        ("organisation", "Bank Laut"),
        ("unnamed", "unnamed", "Laporan itu"),
    ),
    "definite-phrase": (
        f"{SARI} Perempuan itu mengatakan, stok aman.",
        ("role", "Sari Melati"),
        ("unnamed", "unnamed", "Perempuan itu"),
    ),
    "unnamed": (
        "Sejumlah orang mengatakan, stok aman.",
        ("group", "Sejumlah orang"),
        ("unresolved", "group", None),
    ),
    "unresolved": (f"{QUOTE} kata dia.", ("pronoun", None), (None, None, None)),
    "carried-over": (
        f'{QUOTE} kata [Sari Melati]PER.\n"Harga beras juga sudah turun."',
        ("implicit", "Sari Melati"),
        (None, None, None),
    ),
}


@pytest.mark.parametrize("step", ROWS)
def test_without_a_step_the_next_one_decides(step: str) -> None:
    marked, (mention, name), without = ROWS[step]
    assert said(last(marked)) == (f"speaker.{step}", mention, name)
    rule, *rest = without
    off = changed(f"speaker.{step}", enabled=False)
    assert said(last(marked, off)) == (rule and f"speaker.{rule}", *rest)


def test_every_step_of_the_order_is_one_that_is_made() -> None:
    """And the table above tries each of them."""
    speaker = {step for step in STEPS if step.startswith("speaker.")}
    assert set(resolve._TRIES) < speaker
    assert {f"speaker.{step}" for step in ROWS} == set(resolve._TRIES)
    assert {i for i in rules().entries if i.partition(".")[0] in ("speaker", "quotation")} == set(
        STEPS
    )


def test_carrying_back_is_switched_off_and_set() -> None:
    marked = f'"Harga beras juga sudah turun."\nHujan turun|VERB .\n{QUOTE} kata [Sari Melati]PER.'
    far = changed("quotation.carried-over", settings={"after": 3, "before": 2})
    assert said(read(marked, own=far).records[0]) == (None, None, None)
    step = far.entries["speaker.carried-back"]
    step = replace(step, rule=step.rule.model_copy(update={"settings": {"reach": 2}}))
    farther = replace(far, entries={**far.entries, "speaker.carried-back": step})
    first = read(marked, own=farther).records[0]
    assert said(first) == ("speaker.carried-back", "implicit", "Sari Melati")
    near = f'"Harga beras juga sudah turun."\n{QUOTE} kata [Sari Melati]PER.'
    off = changed("speaker.carried-back", enabled=False)
    assert said(read(near, own=off).records[0]) == (None, None, None)


# choice -> marked text, the name with it, and without it
CHOICES = {
    "antecedent-subject": (
        f"{QUOTE} kata [Rudi Hartanto]PER. {SARI} {QUOTE} kata dia.",
        "Sari Melati",
        "Rudi Hartanto",
    ),
    "antecedent-speaker": (
        f"{SARI} {QUOTE} kata [Rudi Hartanto]PER. {QUOTE} kata dia.",
        "Rudi Hartanto",
        "Sari Melati",
    ),
    "antecedent-other": (
        f"[Badan Pengawas Gula]ORG menyatakan, stok aman. {QUOTE} ujarnya.",
        "Badan Pengawas Gula",
        None,
    ),
    "antecedent-named": (
        "Warga bertemu|VERB dengan [Sari Melati]PER. Dosen itu mengatakan, stok aman.",
        "Sari Melati",
        "Dosen itu",
    ),
    "latest-namesake": (
        f"[Kim Jong Bo]PER datang|VERB . [Kim Yo Ra]PER datang|VERB . {QUOTE} kata [Kim]PER.",
        "Kim Yo Ra",
        "Kim",
    ),
}


@pytest.mark.parametrize("choice", CHOICES)
def test_a_choice_among_several_is_named_and_can_be_switched_off(choice: str) -> None:
    marked, name, without = CHOICES[choice]
    rule = f"speaker.{choice}"
    found = last(marked)
    assert rule in found.rules
    assert said(found)[2] == name
    other = last(marked, changed(rule, enabled=False))
    assert rule not in other.rules
    assert said(other)[2] == without


@pytest.mark.parametrize(
    ("step", "words"),
    [
        ("pronoun", f"{QUOTE} kata dia."),
        ("clitic", f"{QUOTE} katanya."),
        ("definite-phrase", "Perempuan itu mengatakan, stok aman."),
    ],
)
def test_reach_counts_sentences_the_own_one_included(step: str, words: str) -> None:
    marked = f"{SARI} Hujan turun|VERB . {words}"
    rule = f"speaker.{step}"
    assert said(last(marked, changed(rule, settings={"reach": 3})))[0] == rule
    assert said(last(marked, changed(rule, settings={"reach": 2})))[0] != rule


def test_a_definite_role_beyond_reach_is_the_person_named_last() -> None:
    marked = f"{SARI} [Rudi Hartanto]PER tiba|VERB . Dosen itu mengatakan, stok aman."
    none = changed("speaker.definite-role", settings={"reach": 0})
    assert last(marked, none).rules[-2:] == ("speaker.definite-role", "speaker.antecedent-named")


def test_what_makes_a_quotation_a_statement_is_named() -> None:
    assert "quotation.long" in last(f"{QUOTE} kata [Sari Melati]PER.").rules
    assert "quotation.stopped" in last('"Itu benar," kata [Sari Melati]PER.').rules
    long = changed("quotation.long", enabled=False)
    assert "quotation.stopped" in last(f"{QUOTE} kata [Sari Melati]PER.", long).rules


def test_how_many_quoted_words_make_a_clause_mixed() -> None:
    marked = '[Sari Melati]PER mengatakan, jembatan itu "sangat kuat sekali" untuk truk.'
    found = last(marked)
    assert (found.type, found.rules[1]) == ("mixed", "quotation.mixed")
    assert last(marked, changed("quotation.mixed", settings={"words": 4})).type == "indirect"
    assert last(marked, changed("quotation.mixed", enabled=False)).type == "indirect"
    shorter = marked.replace("sangat kuat sekali", "kuat")
    assert last(shorter).type == "indirect"
    assert last(shorter, changed("quotation.mixed", settings={"words": 1})).type == "mixed"


def test_carrying_over_is_switched_off_and_set() -> None:
    marked = f'{QUOTE} kata [Sari Melati]PER.\nHujan turun|VERB .\n"Harga beras juga sudah turun."'

    def count(own: RuleSet | None = None) -> int:
        return len(read(marked, own=own).records)

    assert count() == 2
    assert count(changed("quotation.carried-over", enabled=False)) == 1
    assert count(changed("quotation.carried-over", settings={"after": 1, "before": 1})) == 1
