"""A sentence in units: quotations, dates, noun phrases, prepositional phrases, cues, and single words.

Attribution is a matter of a few large pieces (who, cue, what) and not of words, so the rules match on
these units. Chunking is a cascade over tokens in the manner of Abney (1996), "Partial parsing via
finite-state cascades": noun phrases first, then prepositional phrases, then appositions.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

from claimx.article.marks import Quotation
from claimx.article.mask import PLACEHOLDER, Block

if TYPE_CHECKING:
    from spacy.strings import StringStore
    from spacy.tokens import Doc

    from claimx.rules.load import RuleSet

_NOMINAL = frozenset({"NOUN", "PROPN", "NUM", "DET", "PRON", "ADJ", "X", "SYM"})
_OPENS_PHRASE = frozenset({"NOUN", "PROPN", "NUM", "DET", "PRON", "X", "SYM"})
_CLOSING_DETERMINERS = frozenset({"itu", "ini", "tersebut"})
_AFTER_PRONOUN = frozenset({"sendiri", "itu", "lagi"})
_PERSONAL = frozenset({"dia", "ia", "beliau", "mereka", "dirinya"})
_NOT_NOMINAL = frozenset(
    {
        "yang",
        "bahwa",
        "apa",
        "apakah",
        "siapa",
        "mengapa",
        "bagaimana",
        "kapan",
        "agar",
        "untuk",
        "oleh",
        "seperti",
        "juga",
        "sudah",
        "telah",
        "akan",
        "bisa",
        "dapat",
        "tidak",
        "belum",
        "hanya",
        "adalah",
        "tapi",
        "namun",
        "lagi",
        "lalu",
        "pun",
        "sebelumnya",
        "kemudian",
        "saat",
        "ketika",
        "begitu",
        "demikian",
        "sehingga",
        "enggan",
        "ingin",
        "mau",
        "sembari",
        "sambil",
        "seraya",
        "buat",
        "bagi",
    }
)
_PARTICIPLES = frozenset(
    {"tertulis", "tertinggi", "terpilih", "terbaru", "terpadu", "terbarukan", "berkelanjutan"}
)
_QUANTIFIERS = frozenset({"seorang", "salah", "satu", "sang", "si", "para"})
_JOINERS = frozenset({"-", "/", "&", "–"})
_COORDINATORS = frozenset({"dan", "serta", "and"})
_ADJUNCT_OPENERS = frozenset(
    {
        "saat",
        "ketika",
        "usai",
        "setelah",
        "sebelum",
        "selepas",
        "seusai",
        "sejak",
        "sambil",
        "seraya",
        "sembari",
    }
)
# Prepositions that also open a clause: `sejak ketua itu mengatakan`.
_CLAUSE_OPENERS = frozenset(
    {
        "sejak",
        "setelah",
        "sebelum",
        "hingga",
        "sampai",
        "karena",
        "seperti",
        "meski",
        "saat",
        "ketika",
        "usai",
    }
)
_AFFILIATING = frozenset({"dari", "di", "asal", "pada", "untuk"})
_BEGINS = 3  # spaCy's code for the first token of an entity
_HASHES = 1 << 64
_LONGEST_CONNECTIVE = 5
_NAME_WORDS = 5
_ENUMERATION = 10  # tokens within which the last part of an enumerating name must come
DOTTED_DEGREE = re.compile(r"[A-Z][A-Za-z]{0,5}\.(?:[A-Z][A-Za-z]{0,6}\.?)+")
_EPITHET = 8  # units
_RELATIVE = 6  # units of `yang selamat` before a name
_SPECIALIST = re.compile(r"Sp\.?[A-Z]\w*(?:-\w+)?")  # `SpPD-KGH`
_PARENTHESIS = 12  # tokens: longer brackets are remarks, not ages or abbreviations


Naming = Mapping[str, frozenset[str]]
Labels = Mapping[int, tuple[str, bool]]  # Doc token -> its entity, and whether it begins one


class Token(NamedTuple):
    """A token of the model's Doc with its place in the source (a tuple: millions of them are made)."""

    i: int
    text: str
    lower: str
    lemma: str
    pos: str
    dep: str
    head: int
    entity: str
    entity_start: bool
    start: int
    end: int


class Unit(NamedTuple):
    """A piece of a sentence: its tokens, with its place in the source.

    ``tag`` is QUOTE, DATE, NP, PP, ADJUNCT, CONN, CUE or a UPOS; ``lower`` the words in lower case. ``full`` is true of a
    quotation that holds a statement. ``parts`` are the units that an apposition joins.
    """

    tag: str
    tokens: tuple[Token, ...]
    start: int
    end: int
    lower: str
    quotation: Quotation | None = None
    full: bool = False
    parts: tuple[Unit, ...] = ()

    @property
    def person(self) -> bool:
        """Whether the unit holds the name of a person."""
        return any(token.entity == "PER" for token in self.tokens)


def unit_of(
    tag: str,
    tokens: tuple[Token, ...],
    *,
    start: int | None = None,
    end: int | None = None,
    parts: tuple[Unit, ...] = (),
) -> Unit:
    """Make a unit of tokens; it spans them unless told otherwise."""
    return Unit(
        tag=tag,
        tokens=tokens,
        start=tokens[0].start if start is None else start,
        end=tokens[-1].end if end is None else end,
        lower=" ".join([token.lower for token in tokens]),
        parts=parts,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence in units, with its place in the source and the paragraph it stands in.

    One that was left unread has neither units nor tokens.
    """

    units: tuple[Unit, ...]
    tokens: tuple[Token, ...]
    start: int
    end: int
    paragraph: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The word lists that chunking needs."""

    after: Mapping[str, str]
    inside: Mapping[str, str]
    clitic: Mapping[str, str]
    verbs: Mapping[str, str]
    passive: Mapping[str, str]
    according: Mapping[str, str]
    heads: Mapping[str, str]
    complements: Mapping[str, str]
    epithets: Mapping[str, str]
    ranks: Mapping[str, str]
    honorifics: Mapping[str, str]
    degrees: Mapping[str, str]
    organisations: Mapping[str, str]
    documents: Mapping[str, str]
    relays: Mapping[str, str]
    media: Mapping[str, str]
    places: Mapping[str, str]
    naming: Naming
    connectives: frozenset[tuple[str, ...]]
    opening: frozenset[str]  # the first words of connectives
    detached: Mapping[str, str]

    @classmethod
    def of(cls, rules: RuleSet) -> Words:
        """Take the lists from the rules."""
        verbs = {
            **rules.words("cue.active"),
            **rules.words("cue.passive"),
            **rules.words("cue.passive_clitic"),
            **rules.words("cue.request"),
            **rules.words("cue.quoting"),
        }
        return cls(
            after=rules.words("cue.after"),
            inside=rules.words("cue.inside"),
            clitic=rules.words("cue.clitic"),
            verbs=verbs,
            passive=rules.words("cue.passive"),
            according={**rules.words("cue.according"), **rules.words("cue.according_clitic")},
            heads=rules.words("role.head"),
            complements=rules.words("role.complement"),
            epithets=rules.words("role.epithet"),
            ranks=rules.words("role.rank"),
            honorifics=rules.words("role.honorific"),
            degrees=rules.words("role.degree"),
            organisations=rules.words("role.organisation"),
            documents=rules.words("role.document"),
            relays=rules.words("cue.relay"),
            media=dict.fromkeys((head.split()[0] for head in rules.words("newsroom.head")), ""),
            places={
                **rules.words("role.place"),
                **rules.words("place.country"),
                **rules.words("place.province"),
            },
            naming=naming_words(rules),
            connectives=frozenset(tuple(c.split()) for c in rules.words("connective.opener")),
            opening=frozenset(c.split()[0] for c in rules.words("connective.opener")),
            detached=rules.words("connective.detached"),
        )


def read_sentences(
    doc: Doc,
    block: Block,
    dates: Sequence[tuple[int, int]],
    words: Words,
    paragraph: int,
) -> list[Sentence]:
    """Cut a block's Doc into sentences of units; ``dates`` are source spans in text order."""
    tokens, starts = _tokens(doc, block)
    sentences = []
    for first, last in pairwise([*starts, len(tokens)]):
        inside = [token for token in tokens[first:last] if not token.text.isspace()]
        if inside:
            sentences.append(_sentence(inside, block, dates, words, paragraph))
    sentences += [
        Sentence(units=(), tokens=(), start=start, end=end, paragraph=paragraph)
        for start, end in block.unread
    ]
    return sorted(sentences, key=lambda s: s.start) if block.unread else sentences


def read_again(
    sentence: Sentence,
    block: Block,
    dates: Sequence[tuple[int, int]],
    words: Words,
    labels: Labels,
) -> Sentence:
    """Cut a sentence into units once more, with entities that go before those it was read with."""
    if not any(token.i in labels for token in sentence.tokens):
        return sentence
    tokens = [_labelled(token, labels) for token in sentence.tokens]
    return _sentence(tokens, block, dates, words, sentence.paragraph)


def with_heads(
    sentence: Sentence,
    doc: Doc,
    block: Block,
    dates: Sequence[tuple[int, int]],
    words: Words,
) -> Sentence:
    """Give a sentence the heads and labels of a Doc that begins with its first token and ends with its last."""
    first = sentence.tokens[0].i
    tokens = [
        token._replace(dep=parsed.dep_, head=first + parsed.head.i)
        for token in sentence.tokens
        for parsed in [doc[token.i - first]]
    ]
    return _sentence(tokens, block, dates, words, sentence.paragraph)


def _sentence(
    tokens: list[Token],
    block: Block,
    dates: Sequence[tuple[int, int]],
    words: Words,
    paragraph: int,
) -> Sentence:
    units = join_titles(_Chunker(tokens, block, dates, words).units())
    units = join_appositions(join_epithets(units, words), words)
    return Sentence(
        units=tuple(units),
        tokens=tuple(tokens),
        start=tokens[0].start,
        end=tokens[-1].end,
        paragraph=paragraph,
    )


def _labelled(token: Token, labels: Labels) -> Token:
    if token.i not in labels:
        return token
    entity, begins = labels[token.i]
    return token._replace(entity=entity, entity_start=begins)


def _tokens(doc: Doc, block: Block) -> tuple[list[Token], list[int]]:
    """All tokens of a Doc, and where its sentences start: read as one array, several times faster than by token."""
    import numpy as np
    from spacy.attrs import (
        DEP,
        ENT_IOB,
        ENT_TYPE,
        HEAD,
        LEMMA,
        LENGTH,
        LOWER,
        ORTH,
        POS,
        SENT_START,
        SPACY,
    )

    if not len(doc):
        return [], []
    columns = [ORTH, LOWER, LEMMA, POS, DEP, ENT_TYPE, HEAD, ENT_IOB, SENT_START, SPACY, LENGTH]
    rows = doc.to_array(columns).astype("int64").T
    heads, iob, opens, spaces, lengths = rows[6:]
    places = np.arange(len(doc))
    starts = (opens == 1) | (places == 0)
    first, last = _source(block, lengths, spaces)
    strings = _Strings(doc.vocab.strings)
    fields = zip(
        places.tolist(),
        *([strings[key] for key in column] for column in rows[:5].tolist()),
        (places + heads).tolist(),
        [strings[key] for key in rows[5].tolist()],
        (iob == _BEGINS).tolist(),
        first.tolist(),
        last.tolist(),
        strict=True,
    )
    # Made of tuples as they are: half the time of a call by field.
    tokens = list(map(partial(tuple.__new__, Token), fields))
    return tokens, np.nonzero(starts)[0].tolist()


def _source(block: Block, lengths: Any, spaces: Any) -> tuple[Any, Any]:
    """Where the tokens of these lengths begin and end in the source."""
    import numpy as np

    ends = np.cumsum(lengths + spaces) - spaces
    begins = ends - lengths
    at, source, width = map(np.array, (block.piece_at, block.piece_source, block.piece_width))
    following = np.append(at[1:], len(block.text))
    piece = np.searchsorted(at, begins, side="right") - 1
    start = source[piece] + np.minimum(begins - at[piece], width[piece])
    piece = np.searchsorted(following, ends, side="left")
    inside = np.where(
        ends == following[piece], width[piece], np.minimum(ends - at[piece], width[piece])
    )
    return start, source[piece] + inside


class _Strings(dict[int, str]):
    """Strings by hash, each looked up once. The array holds hashes as signed numbers."""

    def __init__(self, store: StringStore) -> None:
        super().__init__({0: ""})
        self._store = store

    def __missing__(self, key: int) -> str:
        value = self._store[key % _HASHES]
        self[key] = value
        return value


def plain(word: str) -> str:
    """A word as the lexicons hold it: lower case, no dots, no space."""
    return word.lower().replace(".", "").replace(" ", "")


def entity_runs(tokens: Sequence[Token], kind: str) -> Iterator[tuple[int, int]]:
    """Yield the ranges of ``tokens`` that are entities of one kind."""
    i = 0
    while i < len(tokens):
        k = i + 1
        if tokens[i].entity == kind:
            while k < len(tokens) and tokens[k].entity == kind and not tokens[k].entity_start:
                k += 1
            yield i, k
        i = k


def is_position(tokens: Sequence[Token], i: int, heads: Mapping[str, str]) -> bool:
    """Tell whether the head of a position begins at token i, also with the clitic (`tetangganya`, `orang tua`)."""
    word = tokens[i].lower
    if word in heads or (word.endswith("nya") and word[:-3] in heads):
        return True
    return i + 1 < len(tokens) and f"{word} {tokens[i + 1].lower}" in heads


def is_capital(tokens: Sequence[Token]) -> bool:
    """Tell whether a phrase is about a capital city (`ibu kota X`), and not about a mother."""
    return [token.lower for token in tokens[:2]] == ["ibu", "kota"]


def naming_words(rules: RuleSet) -> Naming:
    """The words that say a name follows: the last of each phrase, with the word before it (none: empty)."""
    out: dict[str, frozenset[str]] = {}
    for phrase in rules.words("name.naming"):
        before, _, last = phrase.rpartition(" ")
        out[last] = out.get(last, frozenset()) | {before}
    return out


def naming_width(tokens: Sequence[Token], i: int, naming: Naming) -> int:
    """How many words that end at token i say that a name follows: 1 of `bernama`, 2 of `atas nama`, else 0."""
    before = naming.get(tokens[i].lower)
    if before is None:
        return 0
    if i and tokens[i - 1].lower in before:
        return 2
    return 1 if "" in before else 0


def titled(word: str) -> bool:
    """Tell whether a word begins with a capital or a digit."""
    return word[:1].isupper()


class _Chunker:
    def __init__(
        self, tokens: list[Token], block: Block, dates: Sequence[tuple[int, int]], words: Words
    ) -> None:
        self.tokens = tokens
        here = (tokens[0].start, tokens[-1].end)
        self.quotations = [q for q in block.quotations if q.start < here[1] and here[0] < q.end]
        self.dates = [span for span in dates if span[0] < here[1] and here[0] < span[1]]
        self.words = words
        self.out: list[Unit] = []
        self._opening = True  # nothing but connectives and punctuation so far
        self._quote_starts = [q.start for q in self.quotations]
        self._date_starts = [start for start, _ in self.dates]

    def units(self) -> list[Unit]:
        i = 0
        while i < len(self.tokens):
            i = self._step(i)
        return self.out

    def _add(self, tag: str, i: int, k: int, quotation: Quotation | None = None) -> int:
        unit = unit_of(tag, tuple(self.tokens[i:k]))
        if quotation:
            masked = any(token.text == PLACEHOLDER for token in unit.tokens)
            unit = unit._replace(
                start=quotation.start, end=quotation.end, quotation=quotation, full=masked
            )
        if tag not in ("CONN", "PUNCT"):
            self._opening = False
        self.out.append(unit)
        return k

    def _step(self, i: int) -> int:
        token = self.tokens[i]
        quotation = self._quotation(i)
        if quotation:
            k = i + 1
            while k < len(self.tokens) and self.tokens[k].start < quotation.end:
                k += 1
            return self._add("QUOTE", i, k, quotation)
        k = self._date_end(i)
        if k > i:
            return self._add("DATE", i, k)
        k = self._connective_end(i)
        if k > i:
            return self._add("CONN", i, k)
        if self._is_cue(i):
            return self._add("CUE", i, i + 1)
        if token.pos == "ADP" and token.lower != "oleh":
            return self._prepositional(i)
        if token.lower in _ADJUNCT_OPENERS:
            k = self._adjunct_end(i)
            if k > i + 1:
                return self._add("ADJUNCT", i, k)
        k = self._phrase_end(i)
        if k > i:
            return self._add("NP", i, k)
        return self._add(token.pos or "X", i, i + 1)

    def _quotation(self, i: int) -> Quotation | None:
        if not self.quotations:
            return None
        start = self.tokens[i].start
        at = bisect_left(self._quote_starts, start + 1) - 1
        if at >= 0 and self.quotations[at].start <= start < self.quotations[at].end:
            return self.quotations[at]
        return None

    def _date_end(self, i: int) -> int:
        if not self.dates:
            return i
        start = self.tokens[i].start
        at = bisect_left(self._date_starts, start + 1) - 1
        if at < 0 or not self.dates[at][0] <= start < self.dates[at][1]:
            return i
        end = self.dates[at][1]
        k = i + 1
        while k < len(self.tokens) and self.tokens[k].start < end:
            k += 1
        return k

    def _connective_end(self, i: int) -> int:
        """End of the connective (`selain itu`) that opens the sentence at token i, or i."""
        if not self._opening:
            return i
        if (
            self.tokens[i].lower in self.words.detached
            and i + 1 < len(self.tokens)
            and self.tokens[i + 1].text == ","
        ):
            return i + 1
        if self.tokens[i].lower not in self.words.opening:
            return i
        for width in range(_LONGEST_CONNECTIVE, 0, -1):
            words = tuple(token.lower for token in self.tokens[i : i + width])
            if len(words) == width and words in self.words.connectives:
                return i + width
        return i

    def _is_cue(self, i: int) -> bool:
        token = self.tokens[i]
        words = self.words
        if (
            token.lower in words.verbs
            or token.lower in words.clitic
            or token.lower in words.according
        ):
            before = self.tokens[i - 1].lower if i else ""
            if before == "yang" and (token.lower in words.passive or self._attributed(i + 1)):
                return False  # `rencana yang disampaikan menteri`, `warga yang mengaku korban, kata X, ...`
            return not (token.lower == "percaya" and before == "tidak")
        if token.lower in words.relays:
            return all(unit.tag == "CONN" for unit in self.out)
        if token.lower not in words.after:
            return False
        if i and token.lower in words.complements and self.tokens[i - 1].lower in words.heads:
            return False  # `Penanggung Jawab`
        if i + 1 >= len(self.tokens):
            return bool(self.out) and self.out[-1].tag == "QUOTE"
        if self.out and self.out[-1].tag == "QUOTE":
            return True
        prior = (
            self.out[-1].tokens[-1].lower if self.out else ","
        )  # `Kata X, ...` opens a sentence as well
        following = self.tokens[i + 1]
        if token.lower in words.inside and (
            following.lower in _PERSONAL or following.entity == "PER"
        ):
            return True  # `Kasus itu kata dia masih diperiksa`, without its commas
        if prior in {",", ".", "-", "–", "—", "?", "!", "demikian", "namun", "tapi", "masih"}:
            return (
                following.lower in _PERSONAL
                or titled(following.text)
                or following.entity != ""
                or following.lower in {"sang", "para", "seorang", "salah", "si", "sejumlah"}
                or following.lower in words.heads
                or following.lower in words.honorifics
                or following.lower in words.organisations
                or following.lower in words.documents
            )
        return False

    def _attributed(self, i: int) -> bool:
        """Whether the sentence is attributed between or behind commas from token i on."""
        after, clitic = self.words.after, self.words.clitic
        return any(
            before.text == "," and (token.lower in after or token.lower in clitic)
            for before, token in pairwise(self.tokens[i:])
        )

    def _prepositional(self, i: int) -> int:
        k = i + 1
        while k < len(self.tokens) and self.tokens[k].pos == "ADP" and not self._is_cue(k):
            k += 1
        if k + 1 < len(self.tokens) and self.tokens[k].lower == "dekat" and not self._is_cue(k + 1):
            k += 1  # `di dekat pasar`
        if k < len(self.tokens):
            end = self._date_end(k)
            if end > k:
                return self._add("DATE", i, end)
            end = self._phrase_end(k)
            clause = (
                self.tokens[i].lower in _CLAUSE_OPENERS
                and end < len(self.tokens)
                and self._is_cue(end)
            )
            if end > k and not clause:
                return self._add("PP", i, end)
        return self._add("ADP", i, i + 1)

    def _adjunct_end(self, i: int) -> int:
        """A short clause that says on what occasion: `saat mendampingi tamu`, `usai rapat`, `seusai diperiksa`."""
        k = i + 1
        if k >= len(self.tokens) or self._is_cue(k):
            return i
        if self.tokens[k].pos in ("VERB", "AUX"):
            k += 1
            end = self._phrase_end(k) if k < len(self.tokens) and not self._is_cue(k) else k
            return max(k, end)
        end = self._phrase_end(k)
        if end >= len(self.tokens) or end == k:
            return i
        # `sejak ketua itu mengatakan`: a clause with a subject of its own is no adjunct phrase.
        return i if self.tokens[end].pos in ("VERB", "AUX") or self._is_cue(end) else end

    def _phrase_end(self, i: int) -> int:
        """End of the noun phrase that begins at token i, or i."""
        tokens = self.tokens
        if i >= len(tokens) or not self._opens_phrase(i):
            return i
        if tokens[i].lower in _PERSONAL:
            k = i + 1
            return k + 1 if k < len(tokens) and tokens[k].lower in _AFTER_PRONOUN else k
        k = i + 1
        while k < len(tokens):
            token = tokens[k]
            if self._quotation(k) or self._date_end(k) > k or self._is_cue(k):
                break
            if tokens[k - 1].lower in _CLOSING_DETERMINERS and token.text != "(":
                break
            if self._after_name(k):
                break
            if token.text == "(":
                close = self._bracket_end(k)
                if close == k:
                    break
                k = close
            elif self._nominal(k):
                k += 1
            elif (
                (token.lower in _JOINERS and k + 1 < len(tokens) and self._nominal(k + 1))
                or (token.lower in _COORDINATORS and self._coordinates(k))
                or (token.text == "," and k + 1 < len(tokens) and self._degree(k + 1))
            ):
                k += 2
            elif token.text == "," and self._enumerates(i, k):
                while tokens[k].lower not in _COORDINATORS:
                    k += 1
                k += 2
            elif token.text == "." and len(tokens[k - 1].text) <= 4 and titled(tokens[k - 1].text):
                if k + 1 >= len(tokens) or not titled(tokens[k + 1].text):
                    break
                k += 1
            else:
                break
        return k

    def _opens_phrase(self, i: int) -> bool:
        token = self.tokens[i]
        if token.lower in _NOT_NOMINAL:
            return False
        if (
            token.lower == "salah"
            and i + 1 < len(self.tokens)
            and self.tokens[i + 1].lower in ("satu", "seorang")
        ):
            return True
        return (
            token.pos in _OPENS_PHRASE
            or token.entity != ""
            or (token.pos == "ADJ" and titled(token.text))
        )

    def _nominal(self, k: int) -> bool:
        token = self.tokens[k]
        if token.entity:
            return True
        if (
            k
            and token.lower in self.words.complements
            and self.tokens[k - 1].lower in self.words.heads
        ):
            return True  # `juru bicara`: a verb that belongs to a position
        if (token.lower in _NOT_NOMINAL and not titled(token.text)) or token.lower in _PERSONAL:
            return False
        if token.lower in _NOT_NOMINAL and titled(self.tokens[k - 1].text):
            return True  # a word of a name: `Kapolsek Ingin Jaya`
        behind = self.tokens[k + 1].text if k + 1 < len(self.tokens) else "."
        if token.lower == "dalam" and k:
            return self.tokens[k - 1].lower == "penyakit" or behind == "Negeri"
        if token.lower in _PARTICIPLES or (
            token.pos == "VERB" and token.lower.startswith("ter") and behind == ","
        ):
            return True  # `keterangan tertulis X`, `warga terdampak, X,`
        if (
            token.pos in ("VERB", "ADV", "ADP")
            and titled(token.text)
            and k
            and titled(self.tokens[k - 1].text)
        ):
            return token.pos == "VERB"
        return token.pos in _NOMINAL

    def _after_name(self, k: int) -> bool:
        """Whether a person's name has just ended, so that no plain noun can go on with the phrase."""
        before, token = self.tokens[k - 1], self.tokens[k]
        if before.entity != "PER" or (token.entity == "PER" and not token.entity_start):
            return False
        if before.lower in self.words.heads:
            return False  # a position that the model takes for a name
        if token.text in ("(", ",", "."):
            return False
        if token.lower in _COORDINATORS:
            return not self._coordinates(k)
        if token.lower in ("itu", "ini", "tersebut", "sendiri"):
            return False
        return not (titled(token.text) and token.pos == "PROPN") and token.lower not in _JOINERS

    def _coordinates(self, k: int) -> bool:
        if k + 1 >= len(self.tokens):
            return False
        before, after = self.tokens[k - 1], self.tokens[k + 1]
        if not self._nominal(k + 1) or self._is_cue(k + 1):
            return False
        if before.entity == "PER" and after.entity != "PER":
            return False
        return titled(before.text) == titled(after.text) or before.pos == after.pos

    def _degree(self, k: int) -> bool:
        text = self.tokens[k].text
        return (
            plain(text) in self.words.degrees
            or DOTTED_DEGREE.fullmatch(text) is not None
            or _SPECIALIST.fullmatch(text) is not None
        )

    def _enumerates(self, i: int, k: int) -> bool:
        """Whether the comma at k stands inside a long name: `Badan Meteorologi, Klimatologi, dan Geofisika`."""
        first = self.tokens[i].lower
        if first not in self.words.organisations and first not in self.words.heads:
            return False
        for m in range(k + 1, min(k + _ENUMERATION, len(self.tokens))):
            token = self.tokens[m]
            if token.lower in _COORDINATORS:
                several = m > k + 1 or any(t.text == "," for t in self.tokens[i:k])
                return several and m + 1 < len(self.tokens) and titled(self.tokens[m + 1].text)
            if token.text != "," and (
                not titled(token.text) or token.entity == "PER" or self._is_cue(m)
            ):
                return False
        return False

    def _bracket_end(self, k: int) -> int:
        for m in range(k + 1, min(k + _PARENTHESIS, len(self.tokens))):
            if self.tokens[m].text == ")":
                return m + 1
            if self.tokens[m].pos == "VERB" and not self.tokens[m].entity:
                return k
        return k


def join_titles(units: list[Unit]) -> list[Unit]:
    """Join `pelantun "Judul Lagu" itu`: a quoted title inside a noun phrase is a part of it."""
    out: list[Unit] = []
    for unit in units:
        if (
            len(out) > 1
            and unit.tag == "NP"
            and unit.lower in _CLOSING_DETERMINERS
            and out[-1].tag == "QUOTE"
            and not out[-1].full
            and out[-2].tag == "NP"
        ):
            tokens = (*out[-2].tokens, *out[-1].tokens, *unit.tokens)
            out[-2:] = [unit_of("NP", tokens, start=out[-2].start, end=unit.end)]
        else:
            out.append(unit)
    return out


def join_epithets(units: list[Unit], words: Words) -> list[Unit]:
    """Join `politikus berusia 51 tahun itu`, `pria asal Garut ini`, `pemain yang mencetak gol itu` beside a cue.

    The determiner at the end makes them stand for somebody who was named before. A position and a name with a clause
    between are joined as well: `sopir berinisial RM`, `seorang warga yang selamat, X`. What stands between has the
    tag REL, so that nothing is read from it but an affiliation.
    """
    out: list[Unit] = []
    i = 0
    while i < len(units):
        end = _epithet_end(units, i, words)
        if end == i:
            out.append(units[i])
            i += 1
            continue
        parts = [units[i]]
        for unit in units[i + 1 : end]:
            if unit.tag == "PP" and _names(unit, words):
                parts += [unit_of("REL", unit.tokens[:2]), unit_of("NP", unit.tokens[2:])]
                continue
            source = unit.tag == "PP" and unit.tokens[0].lower in ("dari", "asal")
            named = source and any(titled(t.text) for t in unit.tokens)
            named = named or (unit.tag == "NP" and unit is units[end - 1] and unit.person)
            named = named or unit.tag == "PUNCT"
            parts.append(unit if named else unit._replace(tag="REL"))
        tokens = tuple(t for part in parts for t in part.tokens)
        out.append(
            unit_of("NP", tokens, start=parts[0].start, end=parts[-1].end, parts=tuple(parts))
        )
        i = end
    return out


def _epithet_end(units: list[Unit], i: int, words: Words) -> int:
    """End of the epithet that begins at unit i, or i."""
    unit = units[i]
    if unit.tag != "NP" or unit.person or i + 1 >= len(units):
        return i
    if unit.tokens[-1].lower in _CLOSING_DETERMINERS:
        return i
    opening = (n for n, t in enumerate(unit.tokens) if t.lower not in _QUANTIFIERS)
    first = next(opening, 0)
    opener = unit.tokens[first].lower
    epithet = opener in words.epithets or opener in words.organisations
    if not epithet and not is_position(unit.tokens, first, words.heads):
        return i
    naming = units[i + 1].tag == "VERB" and naming_width(units[i + 1].tokens, 0, words.naming)
    if naming and i + 2 < len(units) and units[i + 2].tag == "NP":
        return i + 3  # `sopir berinisial RM`
    if units[i + 1].tag == "PP" and units[i + 1].person and _names(units[i + 1], words):
        return i + 2  # `pemohon atas nama NAME`
    if units[i + 1].lower == "yang":
        for comma in range(i + 2, min(i + _RELATIVE, len(units) - 2)):
            name = units[comma + 1]
            if units[comma].lower == "," and name.tag == "NP" and name.tokens[0].entity == "PER":
                return comma + 2
            if units[comma].tag in ("CUE", "QUOTE", "PUNCT"):
                break
    end = _determined(units, i + 1)
    if end == i + 1:
        return i
    if not ((i and units[i - 1].tag == "CUE") or (end < len(units) and units[end].tag == "CUE")):
        return i
    second, last = units[i + 1], units[end - 1].tokens
    if second.tag == "PP":
        # `warga di lokasi itu`: behind a common noun the determiner is that noun's.
        closes = last[-1].lower == "ini" or (len(last) > 1 and titled(last[-2].text))
        return end if end == i + 2 and closes else i
    if second.tag == "VERB":
        return end if second.lower.startswith("ber") and end == i + 3 else i
    return end if second.lower == "yang" and (epithet or last[-1].lower == "ini") else i


def _names(unit: Unit, words: Words) -> bool:
    return len(unit.tokens) > 2 and naming_width(unit.tokens, 1, words.naming) == 2


def _determined(units: list[Unit], i: int) -> int:
    """End of the units from i on up to one that closes with a determiner, or i."""
    for end in range(i, min(i + _EPITHET, len(units))):
        if units[end].tag in ("PUNCT", "CUE", "QUOTE", "CONN", "CCONJ", "DATE"):
            return i
        if units[end].tokens[-1].lower in _CLOSING_DETERMINERS:
            return end + 1
    return i


def join_appositions(units: list[Unit], words: Words) -> list[Unit]:
    """Join `NAME, ROLE ...,` and `ROLE ..., NAME,` into one phrase that keeps its parts, also behind a preposition."""
    out: list[Unit] = []
    i = 0
    while i < len(units):
        unit = units[i]
        core = _core(unit)
        if core is None:
            out.append(unit)
            i += 1
            continue
        parts, i = _apposition(core, units, i, words)
        if len(parts) == 1:
            out.append(unit)
            continue
        tokens = (
            *unit.tokens[: len(unit.tokens) - len(core.tokens)],
            *(t for part in parts for t in part.tokens),
        )
        out.append(
            unit_of(unit.tag, tokens, start=unit.start, end=parts[-1].end, parts=tuple(parts))
        )
    return out


def _is_age(core: Unit, units: list[Unit], k: int, words: Words) -> bool:
    """Whether the unit at k is the age of who is named before it: `Jamhari, 36, ...`, `Jamhari, 36 mengaku`."""
    number = units[k].lower
    if not (number.isdigit() and len(number) <= 3 and k + 1 < len(units)):
        return False
    after = units[k + 1]
    ends = after.tag == "CUE" or (after.lower == "." and k + 2 == len(units))
    return after.lower == "," or (ends and (core.person or _name_like(core, words)))


def _core(unit: Unit) -> Unit | None:
    """The noun phrase of a unit: itself, or what follows the preposition."""
    if unit.tag == "NP":
        return unit
    if unit.tag != "PP":
        return None
    tokens = unit.tokens
    while len(tokens) > 1 and tokens[0].pos == "ADP":
        tokens = tokens[1:]
    return unit_of("NP", tokens)


def _apposition(core: Unit, units: list[Unit], i: int, words: Words) -> tuple[list[Unit], int]:
    parts = [core]
    k = _with_affiliation(units, i + 1, parts, words)
    k = _with_place(units, k, parts, words)
    k = _with_region(units, k, parts, words)
    if (
        core.person
        and k < len(units)
        and units[k].tag == "NP"
        and units[k].tokens[0].lower == "alias"
    ):
        parts.append(units[k]._replace(tag="REL"))  # `X alias Y`
        k += 1
    while k + 1 < len(units) and units[k].lower == "," and units[k + 1].tag == "NP":
        if parts == [core] and _is_age(core, units, k + 1, words):
            parts += [units[k], units[k + 1]._replace(tag="REL")]
            k += 2
            continue
        other = units[k + 1]
        if not _apposed(parts, other, units, k + 2, words):
            break
        # `Kepada polisi, Budi mengaku`: behind a preposition the next phrase may be the subject of the sentence.
        behind = units[i].tag == "PP" and units[i].tokens[0].lower != "melalui"
        if behind and k + 2 < len(units) and units[k + 2].tag == "CUE":
            break
        if units[i].tag == "PP" and not (core.person or _role_like(core, words)):
            break
        parts += [units[k], other]
        k = _with_affiliation(units, k + 2, parts, words)
        k = _with_region(units, k, parts, words) if parts[0].person else k
    return parts, k


def _with_place(units: list[Unit], k: int, parts: list[Unit], words: Words) -> int:
    """Take along the place of a body between a position and a name: `Epidemiolog Universitas X, Surabaya, NAME`."""
    if (
        k + 3 < len(units)
        and units[k].lower == ","
        and units[k + 2].lower == ","
        and units[k + 1].tag == "NP"
        and not units[k + 1].person
        and _role_like(parts[0], words)
        and not parts[0].person
    ):
        place, name = units[k + 1], units[k + 3]
        located = (
            all(t.entity == "LOC" for t in place.tokens) or place.tokens[0].lower in words.places
        )
        if located and name.tag == "NP" and name.tokens[0].entity == "PER":
            parts += [units[k], place._replace(tag="PLACE")]
            return k + 2
    return k


def _with_region(units: list[Unit], k: int, parts: list[Unit], words: Words) -> int:
    """Take along the wider place: `dari Manado, Sulawesi Utara,`, `petani asal Desa X, Y itu`."""
    if k + 1 >= len(units) or units[k].lower != "," or units[k + 1].tag != "NP":
        return k
    before, region = parts[-1], units[k + 1]
    own = region.tokens[:-1] if region.tokens[-1].lower in _CLOSING_DETERMINERS else region.tokens
    if len(own) < len(region.tokens):
        origin = before.tag == "PP" and before.tokens[0].lower in ("asal", "dari")
        named = len(own) == 1 and titled(own[0].text)
        fits = origin and (named or (bool(own) and own[0].lower in words.places))
    else:  # a country may speak, but not between commas behind a place
        closed = k + 2 < len(units) and units[k + 2].lower == ","
        named = region.lower in words.places or own[0].lower in words.places
        located = before.tokens[-1].entity == "LOC"
        behind = units[k - 1].tag == "PP" or _role_like(before, words)
        fits = closed and named and located and behind
    if not fits:
        return k
    parts += [units[k], region._replace(tag="PLACE")]
    return k + 2


def _with_affiliation(units: list[Unit], k: int, parts: list[Unit], words: Words) -> int:
    """Take along `dari Universitas X`, `di Kementerian Y`, `pada Lembaga Z` behind a name or a position."""
    while k < len(units) and units[k].tag == "PP" and _affiliates(units, k, parts, words):
        parts.append(units[k])
        k += 1
    return k


def _affiliates(units: list[Unit], k: int, parts: list[Unit], words: Words) -> bool:
    phrase, preposition = units[k], units[k].tokens[0].lower
    if preposition not in _AFFILIATING or len(phrase.tokens) < 2:
        return False
    position = _role_like(parts[0], words) and not parts[0].person
    names_last = phrase.tokens[-1].entity == "PER"
    if position and names_last and phrase.tokens[1].entity != "PER":
        return True  # `Konsul Jenderal RI di New York NAME`
    if preposition in ("pada", "untuk"):
        following = units[k + 2] if k + 2 < len(units) and units[k + 1].lower == "," else None
        return position and following is not None and following.tag == "NP" and following.person
    if preposition == "di" and parts[-1].person:
        return False  # `kata Rudi di kantor dinas`: where it was said
    place = preposition == "di" and not _describes_body(phrase, words)
    own = len(parts) > 1 and parts[0].person and _role_like(parts[-1], words)
    bare = not phrase.person or own or (names_last and position)
    names_body = any(titled(t.text) for t in phrase.tokens[1:]) and bare
    if parts[-1].tokens[-1].lower in ("satu", "seorang") and preposition == "dari":
        names_body = True  # `salah satu dari mereka`
    return names_body and not (place and not _describes(parts[-1]))


def _describes_body(unit: Unit, words: Words) -> bool:
    return unit.tokens[1].lower in words.organisations if len(unit.tokens) > 1 else False


def _describes(unit: Unit) -> bool:
    first = next((t for t in unit.tokens if t.lower not in _QUANTIFIERS), unit.tokens[0])
    return not unit.person and (first.text.islower() or first.pos == "NOUN")


def _apposed(parts: list[Unit], other: Unit, units: list[Unit], k: int, words: Words) -> bool:
    if other.tokens[0].lower in _PERSONAL:
        return False
    after = k
    while after < len(units) and units[after].tag == "PP":
        after += 1
    closed = (
        after >= len(units)
        or units[after].lower in (",", ".", ":")
        or units[after].tag in ("CUE", "DATE", "ADJUNCT")
    )
    if not closed and after < len(units):
        predicate = units[after].tag in ("VERB", "AUX", "ADV", "ADJ", "PART") and after == k
        if not (predicate and other.person and _role_like(parts[0], words)):
            relative = units[after].lower == "yang" and parts[0].tokens[0].entity == "PER"
            if not (relative and other.tokens[0].lower in words.heads):
                return False
    named = any(part.person for part in parts)
    role = _role_like(other, words)
    if named and other.tokens[0].lower == "para":
        return False  # `Menurut X, para petani ...`: one is not many
    if named:
        if parts[0].tokens[0].entity == "PER" and other.tokens[0].lower in words.heads:
            return True  # NAME, POSITION ...: what the model takes for a name in it is a body
        if parts[0].tokens[0].lower in words.heads and other.tokens[0].entity == "PER":
            return not _enumerated(units, after)  # POSITION BODY, NAME: the same
        if len(parts) == 1 and other.tokens[0].lower in words.organisations and not role:
            return False  # `menurut Rudi, tim itu ...`: a body is no apposition to a person
        return (role or _describes(other)) and not other.person
    if parts[0].tokens[0].lower in words.media:
        return all(titled(t.text) for t in other.tokens if t.text.isalpha())
    if _role_like(parts[0], words):
        return other.person or _name_like(other, words)
    return _name_like(parts[0], words) and other.tokens[0].lower in words.heads


def _enumerated(units: list[Unit], after: int) -> bool:
    """Whether a list of names goes on: `A, B, dan C`."""
    rest = [unit for unit in units[after : after + 3] if unit.lower not in (",", "dan", "serta")]
    joined = any(unit.lower in ("dan", "serta") for unit in units[after : after + 2])
    return joined and bool(rest) and rest[0].tag == "NP"


def _name_like(unit: Unit, words: Words) -> bool:
    """A name that the model did not see: a rank or honorific before capitals, or a short run of capitals."""
    tokens = [t for t in unit.tokens if t.text[:1].isalpha()]
    if not tokens or not all(titled(t.text) for t in tokens):
        return False
    if len(unit.tokens) > 2 and unit.tokens[-1].text == ")" and unit.tokens[-2].text.isdigit():
        return True  # an age: `Nadia (27)`
    if plain(tokens[0].text) in words.ranks or plain(tokens[0].text) in words.honorifics:
        return len(tokens) > 1
    return (
        len(tokens) <= _NAME_WORDS
        and tokens[0].lower not in words.heads
        and not any(t.lower in words.organisations or t.lower in words.places for t in tokens)
        and not (len(tokens) == 1 and tokens[0].entity in ("ORG", "LOC"))
    )


def _role_like(unit: Unit, words: Words) -> bool:
    opening = (i for i, t in enumerate(unit.tokens) if t.lower not in _QUANTIFIERS)
    at = next(opening, 0)
    if is_capital(unit.tokens):
        return False
    return is_position(unit.tokens, at, words.heads) or (
        unit.tokens[at].lower in words.ranks and not _name_like(unit, words)
    )
