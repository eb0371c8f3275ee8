"""The pieces of a sentence that rules match on: quotations, dates, noun phrases, cues, and single words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from claimx.article.marks import Quotation

if TYPE_CHECKING:
    from claimx.rules.load import RuleSet


CLOSING_DETERMINERS = frozenset({"itu", "ini", "tersebut"})
PERSONAL = frozenset({"dia", "ia", "beliau", "mereka", "dirinya"})
DOTTED_DEGREE = re.compile(r"[A-Z][A-Za-z]{0,5}\.(?:[A-Z][A-Za-z]{0,6}\.?)+")
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
    no_nouns: Mapping[str, str]
    participles: Mapping[str, str]
    prepositions: Mapping[str, str]
    adjuncts: Mapping[str, str]
    openers: Mapping[str, str]
    adverbials: frozenset[tuple[str, ...]]
    adverbial: frozenset[str]  # their first words
    spoken: Mapping[str, str]
    identities: Mapping[str, str]
    telling: Mapping[str, str]

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
            no_nouns=rules.words("clause.no_noun"),
            participles=rules.words("clause.participle"),
            prepositions=rules.words("clause.preposition"),
            adjuncts=rules.words("clause.adjunct"),
            openers=rules.words("clause.opener"),
            adverbials=frozenset(tuple(a.split()) for a in rules.words("clause.adverbial")),
            adverbial=frozenset(a.split()[0] for a in rules.words("clause.adverbial")),
            spoken=rules.words("role.spoken"),
            identities=rules.words("name.identity"),
            telling=rules.words("name.telling"),
        )


@lru_cache(16384)
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
