"""What tells names of persons, bodies and places apart: word lists, what an article says, and looks of words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from claimx.extract.units import Naming, Sentence, Token, entity_runs, naming_words, plain, titled
from claimx.rules.load import RuleSet

FULL_NAME = 2  # words
ROMAN = re.compile(r"[IVXLC]{2,}")
_NAME_WORDS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelWords:
    """The word lists that tell names of persons, bodies and places."""

    heads: Collection[str]
    addresses: Collection[str]
    ranks: Collection[str]
    fields: Collection[str]
    bodies: Collection[str]
    organs: Collection[str]
    unit_chiefs: Collection[str]
    named_bodies: Collection[str]
    regional_bodies: Collection[str]
    others: Collection[str]
    particles: Collection[str]
    openers: Collection[str]
    complements: Collection[str]
    locals: Collection[str]
    localities: Collection[str]
    places: Collection[tuple[str, ...]]
    directions: Collection[str]
    campuses: Collection[tuple[str, ...]]
    regional_offices: Collection[str]
    postposed: Collection[str]
    naming: Naming
    nicknaming: Collection[str]
    otherwise: Collection[str]
    no_names: Collection[str]

    @classmethod
    def of(cls, rules: RuleSet) -> LabelWords:
        """Take the lists from the rules."""
        places = {tuple(name.split()) for name in rules.words("place.named")}
        places |= {
            tuple(name.split())
            for kind in ("country", "province")
            for name in rules.words(f"place.{kind}")
        }
        return cls(
            heads=rules.words("role.head").keys(),
            addresses=rules.words("role.honorific").keys() | rules.words("role.rank").keys(),
            ranks=rules.words("role.rank").keys(),
            fields=rules.words("role.field").keys(),
            bodies=rules.words("role.organisation").keys() | rules.words("role.place").keys(),
            organs=rules.words("role.organ").keys(),
            unit_chiefs=rules.words("role.unit_chief").keys(),
            named_bodies=rules.words("role.named_body").keys(),
            regional_bodies=rules.words("role.regional_body").keys(),
            others=rules.words("role.document").keys()
            | rules.words("role.unnamed").keys()
            | rules.words("time.weekday").keys()
            | rules.words("time.month").keys(),
            particles=rules.words("name.particle").keys(),
            openers=rules.words("name.opener").keys(),
            complements=rules.words("role.complement").keys(),
            locals=rules.words("role.local").keys(),
            localities=rules.words("role.locality").keys(),
            places=frozenset(places),
            campuses=frozenset(tuple(name.split()) for name in rules.words("place.campus")),
            regional_offices=rules.words("role.regional_office").keys(),
            directions=rules.words("place.direction").keys(),
            postposed=rules.words("cue.after").keys() | rules.words("cue.according").keys(),
            naming=naming_words(rules),
            nicknaming=rules.words("name.nicknaming").keys(),
            otherwise=rules.words("name.otherwise").keys(),
            no_names=rules.words("occasion.met").keys()
            | rules.words("cue.passive").keys()
            | rules.words("name.never").keys(),
        )


@dataclass(frozen=True, slots=True)
class KnownNames:
    """What the model says of the article's words, casefolded."""

    bodies: Collection[str]  # words of bodies and places
    whole: Mapping[tuple[str, ...], int]  # bodies and places, and how often
    ends: Collection[str]  # their last words
    names: Collection[str]  # words of persons' names of several
    single: Mapping[str, int]  # persons' names of one word, and how often
    common: Collection[str]  # words without a capital

    @classmethod
    def of(cls, sentences: Sequence[Sentence], words: LabelWords) -> KnownNames:
        """Count the model's names in an article."""
        bodies: set[str] = set()
        whole: Counter[tuple[str, ...]] = Counter()
        names: set[str] = set()
        single: Counter[str] = Counter()
        common: set[str] = set()
        for sentence in sentences:
            tokens = sentence.tokens
            common.update(t.text for t in tokens if t.text.islower())
            for kind in ("LOC", "ORG"):
                for first, last in entity_runs(tokens, kind):
                    name = folded(tokens[first:last])
                    bodies.update(name)
                    whole[name] += 1
            for first, last in entity_runs(tokens, "PER"):
                run = tokens[first:last]
                before = tokens[first - 1].lower if first else ""
                if before in words.bodies and len(run) - placed(run, words) >= FULL_NAME:
                    run = run[placed(run, words) :]  # `DPRD [Sleman] Eti Rohaeti`
                if len(run) == 1:
                    single[run[0].text.casefold()] += 1
                elif not abbreviated(run[0]):
                    names.update(folded(run))
        return cls(bodies, whole, {folded[-1] for folded in whole}, names, single, common)

    def never_person(self, tokens: Sequence[Token]) -> bool:
        """Whether the model calls these words a body or a place by themselves, often, and never a person."""
        name = folded(tokens)
        persons = any(word in self.names or self.single[word] for word in name)
        return self.whole[name] > 1 and not persons


def folded(tokens: Sequence[Token]) -> tuple[str, ...]:
    """The words without case."""
    return tuple(t.text.casefold() for t in tokens)


def placed(tokens: Sequence[Token], words: LabelWords) -> int:
    """How many of the first tokens, not all, name a place."""
    width = max(
        (n for n in range(1, len(tokens)) if tuple(t.lower for t in tokens[:n]) in words.places),
        default=0,
    )
    further = 0 < width < len(tokens) - 1 and tokens[width].lower in words.directions
    return width + further


def names_place(tokens: Sequence[Token], words: LabelWords) -> bool:
    """Whether the words are a place by the lists, or by their first one."""
    if tokens[0].lower in words.bodies and titled(tokens[0].text):
        return True  # `Kabupaten Tangerang`
    return tuple(t.lower for t in tokens) in words.places


def shaped(tokens: Sequence[Token], words: LabelWords) -> bool:
    """Whether the words can be a person's name."""
    return (
        0 < len(tokens) <= _NAME_WORDS
        and titled(tokens[0].text)
        and all(name_word(t, words) for t in tokens)
        and not names_place(tokens, words)
        and any(t.lower not in words.addresses for t in tokens)
    )


def name_word(token: Token, words: LabelWords) -> bool:
    """Whether the word can stand in a person's name."""
    if token.lower in words.particles or plain(token.text) in words.addresses or token.text == ".":
        return True
    return (
        titled(token.text)
        and token.text[0].isalpha()
        and token.lower not in words.heads
        and token.lower not in words.bodies
        and token.lower not in words.others
        and not (token.text.isupper() and len(token.text) > 3)
    )


def abbreviated(token: Token) -> bool:
    """Whether the word is all capitals: `OJK`."""
    return len(token.text) > 1 and token.text.isalpha() and token.text.isupper()


def whole_body(token: Token, words: LabelWords) -> bool:
    """Whether an abbreviation is a whole body (`OJK`), not the beginning of one (`RSUD Sardjito`, `PT X`)."""
    return (
        abbreviated(token)
        and not ROMAN.fullmatch(token.text)
        and token.lower not in words.heads
        and token.lower not in words.named_bodies
    )
