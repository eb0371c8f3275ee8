"""What a cache gives back: whatever was edited, the bytes of a run without it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import orjson
import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import claimx.recall
from claimx.errors import ClaimxError
from claimx.inputs import read_articles
from claimx.models import Article
from claimx.pipeline import Extractor
from claimx.recall import code_digest
from claimx.rules.changes import changes, plain_rules, squeeze
from claimx.rules.load import RuleSet, load_rules

ARTICLES = [
    article
    for article in read_articles([str(Path(__file__).parents[1] / "corpus" / "articles")])
    if isinstance(article, Article)
][::8]
SHIPPED = load_rules()
RULES = [entry.id for entry in SHIPPED.entries.values() if entry.kind != "lexicon"]
ATTRIBUTION = [name for name in RULES if name.startswith("attribution.")]
LISTS = sorted(SHIPPED.lexicon)


class Memory(dict[str, bytes]):
    """A store that is gone with the test; ``parses_only`` finds no records in it."""

    def __init__(self, *others: dict[str, bytes], parses_only: bool = False) -> None:
        super().__init__(*others)
        self.parses_only = parses_only
        self.puts: list[str] = []

    def get(self, key: str, default: object = None) -> bytes | None:
        return None if self.parses_only and key.startswith("records") else super().get(key)

    def put(self, key: str, value: bytes) -> None:
        self.puts.append(key)
        self[key] = value


@pytest.fixture(scope="module")
def filled() -> Memory:
    """Return a store after a run by the shipped rules."""
    store = Memory()
    run(SHIPPED, store)
    return store


def run(rules: RuleSet, store: Memory | None) -> list[bytes]:
    found = Extractor(rules, cache=store).extract_many(ARTICLES)
    return [orjson.dumps(record) for result in found for record in result.records]


def overlay(folder: Path, edits: list[tuple[str, str, object]]) -> RuleSet:
    """Lay edits over the shipped rules: (folder, file, what it says)."""
    for kind, name, content in edits:
        (folder / kind).mkdir(parents=True, exist_ok=True)
        with (folder / kind / f"{name}.yaml").open("w", encoding="utf-8") as file:
            yaml.safe_dump(content, file, allow_unicode=True, default_style='"', sort_keys=False)
    return load_rules(folder)


def pattern_of(rule_id: str) -> dict[str, object]:
    """Return an attribution rule as it is written."""
    path = SHIPPED.entries[rule_id].path
    return yaml.load(path.read_text("utf-8"), Loader=yaml.BaseLoader)


def read_again(store: Memory) -> int:
    """Count the articles that were read again."""
    return sum(key.startswith("records") for key in store.puts)


words_of_texts = st.sampled_from(
    sorted({word for article in ARTICLES for word in article.text.lower().split()})
)
phrases = st.lists(words_of_texts | st.sampled_from(["gerutu", "zig"]), min_size=1, max_size=3)


@st.composite
def edits(draw: st.DrawFn) -> tuple[str, str, object]:
    """One edit of the rules, as a reviewer makes them."""
    what = draw(st.sampled_from(["add", "drop", "off", "priority", "optional", "shorter"]))
    if what in ("add", "drop"):
        name = draw(st.sampled_from([n for n in LISTS if SHIPPED.lexicon[n]]))
        file, _, key = name.partition(".")
        known = sorted(SHIPPED.lexicon[name])
        form = (
            draw(st.sampled_from(known)) if what == "drop" else " ".join(draw(phrases)) or known[0]
        )
        lemma = draw(st.sampled_from(sorted(set(SHIPPED.lexicon[name].values()))))
        change = {key: {lemma: [form]}} if what == "add" else {key: [form]}
        return "lexicon", file, {"why": "An edit.", what: change}
    rule_id = draw(st.sampled_from(RULES if what == "off" else ATTRIBUTION))
    kind, _, name = rule_id.partition(".")
    if what == "off":
        return kind, name, {"why": "An edit.", "enabled": "false"}
    rule = pattern_of(rule_id)
    if what == "priority":
        rule["priority"] = str(draw(st.integers(0, 100)))
    elif rule.get("engine") != "dependency":
        pattern = rule["pattern"]
        place = draw(st.integers(0, len(pattern) - 1))
        if what == "optional":
            pattern[place]["OP"] = "?"
        elif len(pattern) > 2 and "as" not in pattern[place]:
            del pattern[place]
    return kind, name, rule


@pytest.mark.model
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(edits(), min_size=1, max_size=2, unique_by=lambda edit: edit[:2]))
def test_any_edit_gives_the_bytes_of_a_run_without_records(
    filled: Memory, tmp_path_factory: pytest.TempPathFactory, made: list[tuple[str, str, object]]
) -> None:
    """Words, phrases, rules that are off, patterns that match more and less."""
    try:
        rules = overlay(tmp_path_factory.mktemp("rules"), made)
        expected = run(rules, Memory(filled, parses_only=True))
    except ClaimxError:
        return  # a rule set that nobody can use
    assert run(rules, Memory(filled)) == expected


@pytest.mark.model
def test_the_same_rules_read_nothing_again(filled: Memory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not even the model is loaded, and the records are those of a run without a cache."""
    monkeypatch.setattr("claimx.nlp.load.load_model", None)
    store = Memory(filled)
    found = run(SHIPPED, store)
    assert store.puts == []
    monkeypatch.undo()
    assert found == run(SHIPPED, None)


@pytest.mark.model
@pytest.mark.parametrize(
    ("edit", "some"),
    [
        (("lexicon", "cue", {"why": "x", "add": {"after": ["gerutu"]}}), False),
        (("lexicon", "cue", {"why": "x", "add": {"after": ["Gerutu-gerutu"]}}), False),
        (("lexicon", "role", {"why": "x", "add": {"head": ["gubernur"]}}), False),  # is there
        (("attribution", "quote-dash-name", {"why": "x", "enabled": "false"}), False),
        (("lexicon", "cue", {"why": "x", "drop": {"after": ["kata"]}}), True),
        (("date", "weekday", {"why": "x", "enabled": "false"}), True),
    ],
)
def test_what_is_read_again(
    edit: tuple[str, str, object], some: bool, filled: Memory, tmp_path: Path
) -> None:
    """A word that stands nowhere and a rule that matched nowhere cost nothing."""
    store = Memory(filled)
    run(overlay(tmp_path, [edit]), store)
    assert (read_again(store) > 0) == some


@pytest.mark.model
def test_examples_and_reasons_cost_nothing(filled: Memory, tmp_path: Path) -> None:
    rule = pattern_of("attribution.quote-cue-name")
    rule["why"] = "Another reason."
    del rule["examples"]
    store = Memory(filled)
    run(overlay(tmp_path, [("attribution", "quote-cue-name", rule)]), store)
    assert read_again(store) == 0


@pytest.mark.model
def test_another_table_of_confidence_is_another_program(
    filled: Memory, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever else records depend on stands in the key: the program, its tables, the model."""
    monkeypatch.setattr(claimx.recall, "code_digest", lambda: "other")
    store = Memory(filled)
    run(SHIPPED, store)
    assert read_again(store) == len(ARTICLES)


def test_the_program_is_hashed_with_its_tables(monkeypatch: pytest.MonkeyPatch) -> None:
    before = code_digest()
    code_digest.cache_clear()
    assert code_digest() == before
    code_digest.cache_clear()
    monkeypatch.setattr(claimx.recall, "_FILES", ("models.py",))
    assert code_digest() != before
    monkeypatch.undo()
    code_digest.cache_clear()


@pytest.mark.model
def test_an_article_is_more_than_its_text(filled: Memory) -> None:
    """The same text under another name or date has records of its own; fields that are carried along do not count."""
    recall = Extractor(SHIPPED, cache=Memory(filled))._recall
    assert recall is not None
    article = ARTICLES[0]
    assert recall.find(article)
    assert recall.find(replace(article, extra={"a": 1}))
    for change in ({"id": "x"}, {"published": "2020-01-01"}, {"flags": ("x",)}, {"title": "X"}):
        assert recall.find(replace(article, **change)) is None


@pytest.mark.parametrize(
    ("text", "word"),
    [("Kata-katanya", "kata"), ("KOMBES POL.", "kombespol"), ("Jum’at", "jumat"), ("ﬁrma", "firma"),
     ("İstanbul", "istanbul"), ("ılık", "ilik"), ("é", "e")],
)  # fmt: skip
def test_a_word_is_found_however_it_is_written(text: str, word: str) -> None:
    assert squeeze(word) in squeeze(text)


@pytest.mark.parametrize(
    "pattern",
    [
        r"(?:$time.month){e<=1}",
        [{"LOWER": {"FUZZY": {"IN": "$cue.after"}}}],
        [{"LEMMA": {"IN": "$cue.after"}}],
        [{"LOWER": {"REGEX": {"IN": "$cue.after"}}}],
    ],
)
def test_words_that_are_compared_loosely_concern_everything(pattern: object) -> None:
    """Where a list finds more than its words, no text is safe from a new one."""
    rule = {"pattern": pattern, "engine": "matcher"}
    old = {"rules": {"attribution.x": rule}, "words": {"cue.after": [["kata", "kata"]]}}
    new = {"rules": {"attribution.x": rule}, "words": {"cue.after": []}}
    assert changes(old, new).everything


def test_word_lists_of_the_shipped_rules_are_compared_word_by_word() -> None:
    old = plain_rules(SHIPPED)
    new = {
        **old,
        "words": {**old["words"], "cue.after": [*old["words"]["cue.after"], ["x y", "x"]]},
    }
    assert changes(old, new).words == {"x", "y"}
    assert not changes(old, new).everything
    turned = {**old, "words": {**old["words"], "cue.after": old["words"]["cue.after"][::-1]}}
    assert changes(old, turned).everything
    assert changes(old, {**old, "words": {}}).everything
