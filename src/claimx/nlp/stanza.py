"""Stanza as the parser: its analyses on claimx's own tokens, so that the rules see the same Doc.

Stanza tokenises, expands and parses each sentence as it was trained to; its words are then laid
over claimx's tokens by character offsets. That folds multi-word tokens (``kata`` and ``nya`` under
``katanya``), settles every difference between the two tokenisers, and keeps ``Doc.text`` and all
offsets exact whatever Stanza makes of a text. Stanza has no Indonesian entities by default: they
come from the shipped model. Lemmas come from claimx's rules.
"""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, islice, pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from claimx.errors import ModelError
from claimx.nlp.resources import (
    LANGUAGE,
    StanzaFolder,
    read_folder,
    require_stanza,
    resources_folder,
)

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

    from claimx.nlp.load import ParseInput

# Paragraphs read together: Stanza sorts their sentences by length and pads them into batches.
_BATCH = 64
# Characters and tokens that Stanza gets as one sentence, what is longer is read in pieces. Its parser
# takes memory by the square of the words and more time than that; the longest sentence of the
# treebanks has 1,098 characters and 189 words.
_LONGEST = 1200
_MOST = 200
# Ends a paragraph, and a paragraph is a sentence under `tokenize_no_ssplit`.
_BREAK = "\n\n"
# What Stanza takes for white space: C1 controls as well.
_BLANK = re.compile(r"[\s\u0080-\u009f]")
_ROOT = -1
_UNSIGNED = 2**64  # spaCy's arrays hold the way to the head, also backwards, without a sign


@dataclass(frozen=True, slots=True)
class Word:
    """A syntactic word as Stanza gives it; the parts of a multi-word token share its offsets.

    ``head`` is an index among the words of the same piece, -1 for a root.
    """

    start: int
    end: int
    tag: str
    head: int
    label: str


@dataclass(frozen=True, slots=True)
class Node:
    """What a token gets: ``head`` is an index among the tokens of the same piece, -1 for the root."""

    tag: str
    head: int
    label: str


@dataclass(frozen=True, slots=True)
class Piece:
    """What Stanza reads as one sentence: tokens of a Doc (white space left out) and their text."""

    tokens: tuple[int, ...]
    spans: tuple[tuple[int, int], ...]  # of the tokens, in the text
    text: str
    opens: bool  # a new sentence, not the rest of a long one


class StanzaModel:
    """Stanza's tagger and parser under claimx's tokens, with the entities of the shipped model."""

    name: str
    fingerprint: str

    def __init__(self, directory: str | None = None) -> None:
        import spacy

        from claimx.nlp.tokenizer import make_tokenizer

        require_stanza()
        folder = read_folder(Path(directory).expanduser() if directory else resources_folder())
        self._pipeline = load_pipeline(folder)
        self._entities = _shipped_entities()
        self.vocab = self._entities.vocab if self._entities else spacy.blank(LANGUAGE).vocab
        self._tokenizer = make_tokenizer(self.vocab)
        self.name = folder.name
        self.fingerprint = _fingerprint(folder, self._entities)

    def parse(self, inputs: Iterable[ParseInput]) -> Iterator[Doc]:
        """Yield one Doc an input, in order, with heads and with the sentence starts as given.

        Heads come at once: which word of a multi-word token gives its tag is a matter of the tree.
        """
        from claimx.nlp.components import claimx_lemmas, set_sentence_starts

        rest = iter(inputs)
        while batch := list(islice(rest, _BATCH)):
            docs = []
            for text, starts in batch:
                doc = self._tokenizer(text)
                set_sentence_starts(doc, list(starts))
                docs.append(doc)
            self._analyse(docs)
            if self._entities:
                docs = list(self._entities.pipe(docs, batch_size=_BATCH))
            yield from map(claimx_lemmas, docs)

    def add_heads(self, docs: Sequence[Doc]) -> None:
        """Analyse Docs that came without heads, out of a cache that does not keep them."""
        self._analyse([doc for doc in docs if not doc.has_annotation("DEP")])

    def _analyse(self, docs: Sequence[Doc]) -> None:
        """Give Docs with sentence starts their tags, heads and labels."""
        pieces = [pieces_of(doc) for doc in docs]
        words = iter(self._read([piece.text for own in pieces for piece in own]))
        for doc, own in zip(docs, pieces, strict=True):
            annotate(doc, own, list(islice(words, len(own))))

    def _read(self, texts: Sequence[str]) -> list[list[Word]]:
        """Return the words of each text, found again by their offsets in all of them joined."""
        found: list[list[Word]] = [[] for _ in texts]
        if not any(text.strip() for text in texts):
            return found
        offsets = list(accumulate((len(text) + len(_BREAK) for text in texts), initial=0))
        for sentence in self._pipeline.process(_BREAK.join(texts)).sentences:
            place = bisect_right(offsets, sentence.tokens[0].start_char) - 1
            shift, before = offsets[place], len(found[place])
            found[place] += [
                Word(
                    start=token.start_char - shift,
                    end=token.end_char - shift,
                    tag=word.upos,
                    head=before + word.head - 1 if word.head else _ROOT,
                    label=word.deprel,
                )
                for token in sentence.tokens
                for word in token.words
            ]
        return found


def annotate(doc: Doc, pieces: Sequence[Piece], words: Sequence[Sequence[Word]]) -> None:
    """Set tags, heads and labels from the words of each piece; every sentence gets one root."""
    import numpy as np
    from spacy.attrs import DEP, HEAD, POS
    from spacy.parts_of_speech import IDS

    from claimx.nlp.components import set_sentence_starts

    if not len(doc):
        return
    starts = [token.idx for token in doc if token.is_sent_start]
    tags, heads, labels = _blank_analysis(doc)
    root = 0
    for piece, read in zip(pieces, words, strict=True):
        for token, node in zip(piece.tokens, fold(read, piece.spans), strict=True):
            tags[token], labels[token] = node.tag, node.label
            if node.head != _ROOT:
                heads[token] = piece.tokens[node.head]
            elif piece.opens:
                root = heads[token] = token
                labels[token] = "ROOT"
            else:
                heads[token], labels[token] = root, "parataxis"
    rows = [
        (IDS.get(tag, IDS["X"]), (head - place) % _UNSIGNED, doc.vocab.strings.add(label))
        for place, (tag, head, label) in enumerate(zip(tags, heads, labels, strict=True))
    ]
    doc.from_array([POS, HEAD, DEP], np.array(rows, dtype=np.uint64))  # type: ignore[arg-type]
    set_sentence_starts(doc, starts)


def pieces_of(doc: Doc) -> list[Piece]:
    """Cut a Doc with sentence starts into what Stanza reads at a time."""
    pieces: list[Piece] = []
    open_tokens: list[int] = []
    opens = True
    text = doc.text

    def close() -> None:
        nonlocal opens
        if open_tokens:
            first, last = doc[open_tokens[0]], doc[open_tokens[-1]]
            start, end = first.idx, min(last.idx + len(last), first.idx + _LONGEST)
            pieces.append(
                Piece(
                    tokens=tuple(open_tokens),
                    spans=tuple(
                        (doc[i].idx - start, doc[i].idx - start + len(doc[i])) for i in open_tokens
                    ),
                    text=_BLANK.sub(" ", text[start:end]),
                    opens=opens,
                )
            )
            open_tokens.clear()
            opens = False

    for token in doc:
        if token.is_sent_start:
            close()
            opens = True
        if token.is_space:
            continue
        if open_tokens and (
            len(open_tokens) == _MOST or token.idx + len(token) - doc[open_tokens[0]].idx > _LONGEST
        ):
            close()
        open_tokens.append(token.i)
    close()
    return pieces


def fold(words: Sequence[Word], spans: Sequence[tuple[int, int]]) -> list[Node]:
    """Lay words over tokens: a token takes the analysis of its highest word.

    The highest, because its head then lies outside the token and no cycle can arise: heads get
    nearer to the root at every step. A token inside a longer word hangs on that word's first token.
    """
    starts = [start for start, _ in spans]
    owners = [max(bisect_right(starts, word.start) - 1, 0) for word in words]
    depths = _depths(words)
    highest: dict[int, int] = {}
    for number, owner in enumerate(owners):
        if owner not in highest or depths[number] < depths[highest[owner]]:
            highest[owner] = number
    root = next((t for t, n in sorted(highest.items()) if words[n].head == _ROOT), 0)
    nodes = []
    for token, (start, _) in enumerate(spans):
        if token in highest:
            word = words[highest[token]]
            if word.head == _ROOT:
                node = Node(word.tag, root, "parataxis")
            elif depths[highest[token]] > len(words):  # no tree: heads in a circle
                node = Node(word.tag, root, "dep")
            else:
                node = Node(word.tag, owners[word.head], word.label)
        else:
            node = _uncovered(start, words, owners, root)
        nodes.append(node if token != root else Node(node.tag, _ROOT, "root"))
    return nodes


def _uncovered(start: int, words: Sequence[Word], owners: Sequence[int], root: int) -> Node:
    """Hang a token that no word begins in on the word it lies in, else on the root."""
    at = bisect_right([word.start for word in words], start) - 1
    if at >= 0 and words[at].end > start:
        return Node(words[at].tag, owners[at], "flat")
    return Node("X", root, "dep")


def _depths(words: Sequence[Word]) -> list[int]:
    """Count the steps from each word to its root."""
    depths = []
    for word in words:
        depth, head = 0, word.head
        while head != _ROOT and depth <= len(words):
            depth, head = depth + 1, words[head].head
        depths.append(depth)
    return depths


def _blank_analysis(doc: Doc) -> tuple[list[str], list[int], list[str]]:
    """Analyse a Doc as if all were white space: it hangs on the word before, else after it."""
    tags, heads, labels = ["SPACE"] * len(doc), list(range(len(doc))), ["ROOT"] * len(doc)
    starts = [token.i for token in doc if token.is_sent_start]
    for start, end in pairwise([*starts, len(doc)]):
        words = [i for i in range(start, end) if not doc[i].is_space]
        for token in range(start, end) if words else range(start + 1, end):
            before = bisect_right(words, token) - 1
            heads[token], labels[token] = words[max(before, 0)] if words else start, "dep"
    return tags, heads, labels


def load_pipeline(folder: StanzaFolder) -> Any:
    """Load Stanza's pipeline from a folder; it never downloads."""
    import stanza

    try:
        return stanza.Pipeline(
            LANGUAGE,
            dir=str(folder.directory),
            package=None,
            processors=folder.processors(),
            download_method=None,
            logging_level="CRITICAL",
            tokenize_no_ssplit=True,
        )
    except Exception as error:  # damaged files raise whatever their bytes happen to hit
        message = f"{type(error).__name__}: {error}".partition("\n")[0]
        raise ModelError(
            f"the Stanza package in {str(folder.directory)!r} does not load: {message}",
            hint="its files are damaged or were made for another version of Stanza",
        ) from error


def _shipped_entities() -> Language | None:
    """Load the entity recogniser of the shipped model; None where that model is not built yet."""
    import spacy

    import claimx.nlp.components  # noqa: F401 - registers what the shipped pipeline names
    from claimx.nlp.load import shipped_model

    path = shipped_model()
    if not (path / "meta.json").is_file():
        return None
    try:
        parts = spacy.util.load_config(path / "config.cfg")["components"]
        return spacy.load(path, exclude=[part for part in parts if part != "ner"])
    except Exception as error:  # damaged files raise whatever their bytes happen to hit
        raise ModelError(
            f"the entities of the shipped model do not load: {error}", where=str(path)
        ) from error


def _fingerprint(folder: StanzaFolder, entities: Language | None) -> str:
    """Hash all that an analysis depends on."""
    import stanza

    from claimx.nlp.load import digest_of

    known = [folder.fingerprint(), stanza.__version__, digest_of(entities.path) if entities else ""]
    return hashlib.sha256("\0".join(known).encode()).hexdigest()[:16]
