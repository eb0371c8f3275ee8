"""Stanza's analyses on claimx's tokens: the folding by itself, then a real pipeline.

The pipeline is the one of ``tests/data/stanza``, trained by ``training/stanza``.
"""

from __future__ import annotations

import json
import shutil
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import spacy
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claimx.errors import ModelError
from claimx.models import Article
from claimx.nlp.components import set_sentence_starts
from claimx.nlp.load import load_model, shipped_model
from claimx.nlp.sentences import split_sentences
from claimx.nlp.stanza import Node, StanzaModel, Word, annotate, fold, pieces_of

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from claimx.pipeline import Extractor

FIXTURE = Path(__file__).parents[1] / "data" / "stanza"
OPTION = f"stanza:{FIXTURE}"
ARTICLE = """Harga Beras Naik Lagi

JAKARTA, KOMPAS.com - Menteri Perdagangan Zulkifli Hasan mengatakan bahwa harga beras akan turun \
pada Oktober 2023.

"Kami sudah menyiapkan stok beras yang cukup untuk tiga bulan ke depan," kata Zulkifli di Jakarta, \
Senin (4/9/2023).

Ia menambahkan,  pemerintah terus memantau harga di pasar. "Jangan panik," katanya.
"""

needs_stanza = pytest.mark.skipif(
    find_spec("stanza") is None or find_spec("torch") is None,
    reason="stanza and torch are not installed: pip install 'claimx[stanza]'",
)


# --- folding -------------------------------------------------------------------------------------


def test_a_multi_word_token_takes_the_analysis_of_its_head() -> None:
    # "Kutipan," katanya .  with kata+nya, nya the subject of kata
    words = [
        Word(0, 7, "NOUN", 2, "ccomp"),
        Word(7, 8, "PUNCT", 0, "punct"),
        Word(9, 16, "VERB", -1, "root"),
        Word(9, 16, "PRON", 2, "nsubj"),
        Word(16, 17, "PUNCT", 2, "punct"),
    ]
    assert fold(words, [(0, 7), (7, 8), (9, 16), (16, 17)]) == [
        Node("NOUN", 2, "ccomp"),
        Node("PUNCT", 0, "punct"),
        Node("VERB", -1, "root"),
        Node("PUNCT", 2, "punct"),
    ]


def test_the_second_part_may_be_the_head() -> None:
    # menurutnya: menurut (case) + nya (the noun phrase)
    words = [
        Word(0, 10, "ADP", 1, "case"),
        Word(0, 10, "PRON", 2, "obl"),
        Word(11, 16, "VERB", -1, "root"),
    ]
    assert fold(words, [(0, 10), (11, 16)])[0] == Node("PRON", 1, "obl")


def test_tokens_inside_a_longer_word_hang_on_its_first() -> None:
    words = [Word(0, 9, "PROPN", 1, "nsubj"), Word(10, 15, "VERB", -1, "root")]
    assert fold(words, [(0, 4), (4, 5), (5, 9), (10, 15)]) == [
        Node("PROPN", 3, "nsubj"),
        Node("PROPN", 0, "flat"),
        Node("PROPN", 0, "flat"),
        Node("VERB", -1, "root"),
    ]


def test_what_stanza_left_out_hangs_on_the_root() -> None:
    assert fold([], [(0, 3), (4, 5)]) == [Node("X", -1, "root"), Node("X", 0, "dep")]
    words = [Word(4, 8, "VERB", -1, "root")]
    assert fold(words, [(0, 3), (4, 8)])[0] == Node("X", 1, "dep")


def test_heads_in_a_circle_are_no_tree_and_do_no_harm() -> None:
    words = [Word(0, 1, "X", 1, "a"), Word(2, 3, "X", 0, "b"), Word(4, 5, "X", 1, "c")]
    nodes = fold(words, [(0, 1), (2, 3), (4, 5)])
    assert [node.head for node in nodes] == [-1, 0, 0]


@st.composite
def two_readings(draw: st.DrawFn) -> tuple[list[Word], list[tuple[int, int]]]:
    """Words with any tree, and any tokens, over the same stretch of characters."""
    size = draw(st.integers(1, 30))
    edges = st.sets(st.integers(1, size)).map(lambda inner: sorted(inner | {0, size}))
    tokens, surface = draw(edges), draw(edges)
    spans = [
        (a, b)
        for a, b in pairwise(surface)
        for _ in range(draw(st.integers(1, 3)))  # up to three words a surface token
    ]
    order = draw(st.permutations(range(len(spans))))
    heads = [-1] * len(spans)
    for rank, word in enumerate(order[1:], start=1):
        heads[word] = order[draw(st.integers(0, rank - 1))]
    words = [Word(a, b, "X", head, "l") for (a, b), head in zip(spans, heads, strict=True)]
    return words, list(pairwise(tokens))


@given(two_readings())
def test_folding_gives_a_tree_whatever_the_tokens_are(
    reading: tuple[list[Word], list[tuple[int, int]]],
) -> None:
    """One root, and every other token reaches it."""
    nodes = fold(*reading)
    assert sum(node.head == -1 for node in nodes) == 1
    for start in range(len(nodes)):
        token, steps = start, 0
        while nodes[token].head != -1:
            token, steps = nodes[token].head, steps + 1
            assert steps <= len(nodes)


def tokenised(text: str, starts: list[int]) -> Doc:
    from claimx.nlp.tokenizer import make_tokenizer

    doc = make_tokenizer(spacy.blank("id").vocab)(text)
    set_sentence_starts(doc, starts)
    return doc


def test_a_piece_is_a_sentence_without_the_white_space_around_it() -> None:
    doc = tokenised("  Satu \n dua.  Tiga.\n", [0, 15])
    assert [(piece.text, piece.opens) for piece in pieces_of(doc)] == [
        ("Satu   dua.", True),
        ("Tiga.", True),
    ]


def test_a_long_sentence_is_read_in_pieces_under_one_root() -> None:
    doc = tokenised("kata " * 250 + "perkataan " * 130 + "x" * 5000, [0])
    pieces = pieces_of(doc)
    assert [len(piece.tokens) for piece in pieces] == [200, 145, 35, 1]
    assert [piece.opens for piece in pieces] == [True, False, False, False]
    assert max(len(piece.text) for piece in pieces) <= 1200
    annotate(doc, pieces, [[] for _ in pieces])
    assert [token.i for token in doc if token.head.i == token.i] == [0]
    assert doc[len(doc) - 1].dep_ == "parataxis"


def test_white_space_hangs_on_the_word_before_it() -> None:
    doc = tokenised(" \n satu  dua\n\n \n", [0])
    annotate(doc, pieces_of(doc), [[]])
    assert [(t.text, t.head.i, t.pos_) for t in doc] == [
        (" \n ", 1, "SPACE"),
        ("satu", 1, "X"),
        (" ", 1, "SPACE"),
        ("dua", 1, "X"),
        ("\n\n \n", 3, "SPACE"),
    ]
    blank = tokenised("\n\n", [0])
    annotate(blank, pieces_of(blank), [])
    assert (blank[0].dep_, blank[0].pos_) == ("ROOT", "SPACE")


# --- a real pipeline -----------------------------------------------------------------------------


@pytest.fixture(scope="module")
def model() -> StanzaModel:
    return StanzaModel(str(FIXTURE))


def parse(model: StanzaModel, text: str, starts: list[int] | None = None) -> Doc:
    (doc,) = model.parse(
        [(text, [s for s, _ in split_sentences(text)] if starts is None else starts)]
    )
    return doc


@needs_stanza
@pytest.mark.stanza
class TestFixture:
    """The adapter over the small pipeline."""

    def test_the_frames_of_news_are_read(self, model: StanzaModel) -> None:
        doc = parse(model, '"Kutipan," katanya di Jakarta, Senin (4/9/2023).')
        katanya = next(token for token in doc if token.text == "katanya")
        assert (katanya.pos_, katanya.lemma_) == ("VERB", "kata")
        doc = parse(model, "Budi Santoso mengatakan harga beras naik.")
        says = next(token for token in doc if token.text == "mengatakan")
        assert (says.pos_, says.dep_, says.lemma_) == ("VERB", "ROOT", "kata")
        assert [t.text for t in says.children if t.dep_ == "nsubj"] == ["Budi"]

    def test_sentences_start_where_they_are_said_to(self, model: StanzaModel) -> None:
        text = "Ia pergi. Dia pulang. Mereka tinggal."
        doc = parse(model, text, [0, 22])
        assert [token.idx for token in doc if token.is_sent_start] == [0, 22]
        assert all(token.head.sent == token.sent for token in doc)
        assert [sum(t.dep_ == "ROOT" for t in sentence) for sentence in doc.sents] == [1, 1]

    @pytest.mark.skipif(
        not (shipped_model() / "meta.json").is_file(), reason="no shipped model yet"
    )
    def test_entities_come_from_the_shipped_model(self, model: StanzaModel) -> None:
        doc = parse(model, "Presiden Joko Widodo pulang ke Jakarta.")
        assert [(e.text, e.label_) for e in doc.ents] == [
            ("Joko Widodo", "PER"),
            ("Jakarta", "LOC"),
        ]

    def test_without_a_shipped_model_there_are_no_entities(
        self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        monkeypatch.setattr("claimx.nlp.load.shipped_model", lambda: tmp_path)
        assert not parse(StanzaModel(str(FIXTURE)), "Joko Widodo pulang.").ents

    @pytest.mark.skipif(
        not (shipped_model() / "meta.json").is_file(), reason="no shipped model yet"
    )
    def test_a_damaged_shipped_model_is_said_to_be_so(
        self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        damaged = shutil.copytree(shipped_model(), tmp_path / "model")
        (damaged / "ner" / "model").write_bytes(b"?")
        monkeypatch.setattr("claimx.nlp.load.shipped_model", lambda: damaged)
        with pytest.raises(ModelError, match="the entities of the shipped model do not load"):
            StanzaModel(str(FIXTURE))

    def test_inputs_come_back_in_order(self, model: StanzaModel) -> None:
        texts = [f"Kalimat nomor {n}." if n % 7 else "" for n in range(150)]
        assert [doc.text for doc in model.parse((text, [0]) for text in texts)] == texts

    @settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
    @given(
        st.lists(
            st.sampled_from(
                ["katanya", "menurutnya", '"Kutipan,"', "Rp3,5", "(4/9/2023)", "di-PHK", ".", ",", " ",
                 "  ", "\n", "\t", "\u00a0", "\u0097", "\u200b", "é", "e\u0301", "🙂", "S.H.", "0/0"],
            )
            | st.text(max_size=6),
            max_size=30,
        ).map("".join),
        st.lists(st.integers(0, 60), max_size=4),
    )  # fmt: skip
    def test_text_and_offsets_are_exact_whatever_the_text_is(
        self, model: StanzaModel, text: str, starts: list[int]
    ) -> None:
        text = text.encode("utf-8", "ignore").decode()
        doc = parse(model, text, sorted({s for s in starts if s < len(text)}))
        assert doc.text == text
        for token in doc:
            assert text[token.idx : token.idx + len(token)] == token.text
            assert token.head.sent.start == token.sent.start
            assert token.pos_
        for sentence in doc.sents:
            assert sum(token.head.i == token.i for token in sentence) == 1

    def test_a_doc_without_heads_gets_them_later(self, model: StanzaModel) -> None:
        whole = parse(model, ARTICLE)
        bare = model._tokenizer(ARTICLE)
        set_sentence_starts(bare, [token.idx for token in whole if token.is_sent_start])
        model.add_heads([bare, whole])
        assert [(t.head.i, t.dep_) for t in bare] == [(t.head.i, t.dep_) for t in whole]

    def test_an_endless_sentence_is_read(self, model: StanzaModel) -> None:
        text = "(" * 250 + "kata " * 250
        assert parse(model, text, [0]).text == text


@needs_stanza
@pytest.mark.stanza
@pytest.mark.skipif(not (shipped_model() / "meta.json").is_file(), reason="no shipped model yet")
def test_both_models_give_valid_records(extractor: Extractor) -> None:
    """The same article, the shipped model and Stanza: exact offsets, and it is Zulkifli who speaks."""
    from claimx.pipeline import Extractor

    article = Article(id="beras", text=ARTICLE)
    for records in (extractor.extract(article), Extractor(model=OPTION).extract(article)):
        for record in records:
            for span in (record.content, record.cue, record.speaker, record.date):
                if span is not None and span.text is not None:
                    assert ARTICLE[span.start : span.end] == span.text
        assert {record.content.text for record in records} >= {
            "Kami sudah menyiapkan stok beras yang cukup untuk tiga bulan ke depan",
            "Jangan panik",
        }
        assert {r.speaker.name for r in records if r.speaker} == {"Zulkifli Hasan"}


# --- folders -------------------------------------------------------------------------------------


def official_folder(folder: Path) -> Path:
    """Lay the fixture out as Stanza's downloader does: several languages, aliases, vectors, extras."""
    from stanza.models.common.pretrain import Pretrain

    resources = json.loads((FIXTURE / "resources.json").read_text())
    ours = resources["id"]
    ours["packages"]["default"] |= {"constituency": "icon_charlm", "ner": "nusax"}
    ours["packages"]["default_fast"] = dict(ours["packages"]["default"])
    ours["pos"]["claimx"]["dependencies"] = [{"model": "pretrain", "package": "conll17"}]
    ours["depparse"]["claimx"]["dependencies"] = [{"model": "pretrain", "package": "conll17"}]
    ours["pretrain"] = {"conll17": {"md5": ""}}
    ours["constituency"] = {"icon_charlm": {"md5": ""}}
    resources |= {"indonesian": {"alias": "id"}, "en": {"packages": {}}, "url": "https://x/{lang}"}
    shutil.copytree(FIXTURE / "id", folder / "id")
    (folder / "id" / "pretrain").mkdir()
    vectors = folder / "vectors.txt"
    vectors.write_text("3 2\nkata 0.1 0.2\nyang 0.3 0.4\ndi 0.5 0.6\n")
    Pretrain(str(folder / "id" / "pretrain" / "conll17.pt"), str(vectors), save_to_file=True).load()
    vectors.unlink()
    (folder / "resources.json").write_text(json.dumps(resources))
    return folder


@needs_stanza
@pytest.mark.stanza
def test_the_official_layout_in_its_usual_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, model: StanzaModel
) -> None:
    """``--model stanza``: what else the package holds is left alone."""
    monkeypatch.setenv("STANZA_RESOURCES_DIR", str(official_folder(tmp_path)))
    official = load_model("stanza")
    assert official.name == "stanza_id_claimx"
    assert official.fingerprint != model.fingerprint  # the vectors are another file
    (doc,) = official.parse([(ARTICLE, [0])])
    assert [t.dep_ for t in doc] == [t.dep_ for t in parse(model, ARTICLE, [0])]


@needs_stanza
@pytest.mark.stanza
def test_a_damaged_part_is_one_clear_error(tmp_path: Path) -> None:
    shutil.copytree(FIXTURE, tmp_path / "model")
    parser = tmp_path / "model" / "id" / "depparse" / "claimx.pt"
    parser.write_bytes(parser.read_bytes()[:5000])
    with pytest.raises(ModelError, match=r"does not load: .+ made for another version"):
        load_model(f"stanza:{tmp_path / 'model'}")


def test_without_the_extra_the_error_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("claimx.nlp.resources.stanza_installed", lambda: False)
    with pytest.raises(ModelError, match=r"pip install 'claimx\[stanza\]'"):
        load_model(OPTION)


@needs_stanza
@pytest.mark.stanza
@pytest.mark.parametrize("option", ["stanza:/nowhere", f"stanza:{Path(__file__).parent}"])
def test_a_folder_without_resources_is_named(option: str) -> None:
    with pytest.raises(ModelError, match=option.partition(":")[2]):
        load_model(option)
