"""Articles read without a model: the tags that a model would give stand in the text as marks.

``Ketua [DPRD Bima]ORG [Sari Melati]PER tiba|VERB .`` is the text without brackets and bars; a bracket
holds an entity, a bar the UPOS of the word before it. What has neither mark nor entity gets the UPOS that
its form suggests. Tokens, masking and sentences are those of the real pipeline.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any

import spacy
from spacy.tokens import Doc

from claimx.article.marks import find_quotations
from claimx.article.mask import Block, mask
from claimx.extract.stages import Prepared, Stages
from claimx.extract.units import Sentence
from claimx.models import Article, Layout, Record, Segment
from claimx.nlp.lemmas import reporting_forms
from claimx.nlp.sentences import split_sentences
from claimx.nlp.tokenizer import make_tokenizer
from claimx.rules.load import RuleSet, load_rules

if TYPE_CHECKING:
    from spacy.vocab import Vocab

    from claimx.nlp.load import Model

_MARKUP = re.compile(r"\[|\](PER|ORG|LOC)|\|([A-Z]+)")
_UPOS = {
    "ADP": "di dari ke kepada pada untuk oleh dengan dalam soal asal bagi sebagai selaku hingga",
    "PRON": "dia ia beliau mereka saya kami kita keduanya apa siapa",
    "DET": "itu ini tersebut para sejumlah beberapa seorang kedua sang si",
    "CCONJ": "dan serta atau tetapi tapi sedangkan sementara",
    "SCONJ": "yang bahwa jika kalau agar saat ketika usai setelah karena",
    "ADV": "juga tidak belum lagi kembali pun hanya",
    "AUX": "akan sudah telah bisa dapat harus",
    "ADJ": "aman rusak mahal baru luar sehat lancar naik turun",
}
_POS_OF = {word: pos for pos, words in _UPOS.items() for word in words.split()}


@cache
def rules() -> RuleSet:
    """Return the shipped rules, loaded once."""
    return load_rules()


@cache
def vocab() -> Vocab:
    """Return one vocabulary for all hand-made Docs."""
    return spacy.blank("id").vocab


@cache
def _tokenizer() -> Any:
    return make_tokenizer(vocab())


@cache
def _verbs() -> frozenset[str]:
    own = rules()
    return frozenset(
        word for name in own.lexicon if name.startswith("cue.") for word in own.words(name)
    )


@dataclass
class StandIn:
    """What the stages ask of a model besides Docs; ``heads`` are given to Docs that lack them."""

    name: str = "handmade"
    fingerprint: str = "handmade"
    vocab: Vocab = field(default_factory=vocab)

    def parse(self, inputs: object) -> Any:
        raise AssertionError("hand-made Docs need no parsing")

    def add_heads(self, docs: Sequence[Doc]) -> None:
        """Leave the Docs as they are: flat, unless a test gave them heads."""


@cache
def _stages() -> Stages:
    model: Model = StandIn()
    return Stages(rules(), model)


@dataclass(frozen=True)
class Reading:
    """A marked text as the stages meet it."""

    text: str
    blocks: tuple[Block, ...]
    docs: tuple[Doc, ...]
    published: str | None = None
    own: RuleSet | None = None

    @property
    def sentences(self) -> list[Sentence]:
        """All sentences in units."""
        return self._stages.sentences(self._prepared, self.docs)

    @property
    def units(self) -> list[tuple[str, str]]:
        """Tag and source text of every unit."""
        return [(u.tag, self.text[u.start : u.end]) for s in self.sentences for u in s.units]

    @property
    def records(self) -> list[Record]:
        """The records of the text, with the shipped rules or its own."""
        return self._stages.finish(self._prepared, self.docs)

    @property
    def _stages(self) -> Stages:
        return Stages(self.own, StandIn()) if self.own else _stages()

    @property
    def _prepared(self) -> Prepared:
        segments = tuple(
            Segment(text=self.text[b.start : b.end], start=b.start, end=b.end, kind="paragraph")
            for b in self.blocks
        )
        article = Article(id="a", text=self.text, published=self.published)
        return Prepared(
            article=article, layout=Layout(segments=segments, sentences=()), blocks=self.blocks
        )


def read(
    marked: str,
    *,
    published: str | None = None,
    heads: Mapping[str, tuple[str, str]] | None = None,
    own: RuleSet | None = None,
) -> Reading:
    """Read a marked text; a line is a paragraph. ``heads`` gives words a head word and a label.

    ``own`` are rules to read it by instead of the shipped ones.
    """
    text, entities, tags = _unmark(marked)
    blocks, docs = [], []
    for line in re.finditer(r"[^\n]+", text):
        quotations = find_quotations(text, line.start(), line.end())
        closed = [(q.start - line.start(), q.end - line.start()) for q in quotations if q.closed]
        sentences = [
            (a + line.start(), b + line.start()) for a, b in split_sentences(line.group(), closed)
        ]
        block = mask(
            text,
            line.start(),
            line.end(),
            sentences,
            quotations,
            (own or rules()).steps("quotation"),
        )
        blocks.append(block)
        docs.append(_doc(block, entities, tags, heads or {}))
    return Reading(text=text, blocks=tuple(blocks), docs=tuple(docs), published=published, own=own)


def _unmark(marked: str) -> tuple[str, list[tuple[int, int, str]], dict[int, str]]:
    """Return the bare text, its entities, and the UPOS of the words that end at an offset."""
    text, at, start = "", 0, -1
    entities: list[tuple[int, int, str]] = []
    tags: dict[int, str] = {}
    for match in _MARKUP.finditer(marked):
        text += marked[at : match.start()]
        at = match.end()
        if match.group() == "[":
            start = len(text)
        elif match.group(1):
            entities.append((start, len(text), match.group(1)))
        else:
            tags[len(text)] = match.group(2)
    return text + marked[at:], entities, tags


def _doc(
    block: Block,
    entities: Sequence[tuple[int, int, str]],
    tags: Mapping[int, str],
    heads: Mapping[str, tuple[str, str]],
) -> Doc:
    bare = _tokenizer()(block.text)
    words = [token.text for token in bare]
    pos, ents = [], []
    for token in bare:
        start, end = block.source_start(token.idx), block.source_end(token.idx + len(token))
        inside = next((e for e in entities if e[0] <= start < e[1]), None)
        opens = inside is not None and start == inside[0]
        ents.append(f"{'B' if opens else 'I'}-{inside[2]}" if inside else "O")
        pos.append(tags.get(end) or _guess(token.text, named=inside is not None))
    own = {word: words.index(word) for word in reversed(words)}
    starts = [start for start, _ in block.sentences]
    opening = {next((t.i for t in bare if t.idx >= start), 0) for start in starts} | {0}
    roots: list[int] = []
    for i in range(len(words)):
        roots.append(i if i in opening else roots[-1])
    return Doc(
        vocab(),
        words=words,
        spaces=[bool(token.whitespace_) for token in bare],
        pos=pos,
        ents=ents,
        lemmas=[reporting_forms().get(word.lower(), word.lower()) for word in words],
        heads=[own[heads[w][0]] if w in heads else roots[i] for i, w in enumerate(words)],
        deps=[
            heads[w][1] if w in heads else ("ROOT" if roots[i] == i else "dep")
            for i, w in enumerate(words)
        ],
    )


def _guess(word: str, *, named: bool) -> str:
    if not any(char.isalnum() for char in word):
        return "SPACE" if word.isspace() else "PUNCT"
    if named:
        return "PROPN"
    if word[0].isdigit():
        return "NUM"
    if word.lower() in _POS_OF:
        return _POS_OF[word.lower()]
    if word.lower() in _verbs():
        return "VERB"
    return "PROPN" if word[0].isupper() else "NOUN"
