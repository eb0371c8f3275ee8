"""Where the name of a body or a place ends and a person's begins: `Ketua MUI Sukamakmur Sari Melati`.

No comma parts them and no list knows the place. What the article says elsewhere does: the place by itself
(`Kecamatan Sukamakmur`), and the person by a short name beside a cue (`kata Sari`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from claimx.extract.label_words import (
    FULL_NAME,
    LabelWords,
    abbreviated,
    folded,
    name_word,
    placed,
    shaped,
)
from claimx.extract.units import Sentence, Token, entity_runs, plain, titled

_CAMPUSES = frozenset({"universitas", "institut", "politeknik"})
_NEIGHBOURHOODS = frozenset({"rt", "rw"})
_SERVICES = frozenset({"kementerian", "dinas"})
_LONGEST = 7  # words of a place and a name in one run
_SITE = 3  # words of a place's name

Border = tuple[Sequence[Token], Sequence[Token], str]  # body or place, name, entity of the first


@dataclass(frozen=True, slots=True)
class Clues:
    """What an article says of names by themselves, casefolded."""

    alone: Collection[str]  # single words beside a cue
    sited: Collection[tuple[str, ...]]  # behind a noun of place or body, and nothing more behind
    bodies: Collection[tuple[str, ...]]  # that the model sees by themselves
    sentences: Sequence[Sentence]

    @classmethod
    def of(cls, sentences: Sequence[Sentence], words: LabelWords) -> Clues:
        """Gather them from every sentence."""
        alone: set[str] = set()
        sited: set[tuple[str, ...]] = set()
        bodies: set[tuple[str, ...]] = set()
        for sentence in sentences:
            alone.update(_alone(sentence, words))
            tokens = sentence.tokens
            bodies.update(folded(tokens[a:b]) for a, b in entity_runs(tokens, "ORG"))
            for at, token in enumerate(tokens):
                if _anchors(token, words):
                    run = _run(tokens, at + 1, words)
                    if 0 < len(run) <= _SITE and run[-1].entity != "PER":
                        sited.add(folded(run))
        return cls(alone, sited, bodies, sentences)

    def elsewhere(self, name: tuple[str, ...], following: str) -> bool:
        """Whether the words stand somewhere without the one that follows them here."""
        width = len(name)
        return any(
            sentence[at : at + width] == name
            and sentence[at + width : at + width + 1] != (following,)
            for sentence in (folded(s.tokens) for s in self.sentences)
            for at, word in enumerate(sentence)
            if word == name[0]
        )


def borders(tokens: Sequence[Token], words: LabelWords, clues: Clues) -> Iterator[Border]:
    """The parts of every run of capitals that the article's clues, a place or a field part."""
    taken: set[int] = set()
    present = {t.lower for t in tokens}
    readers = ((_CAMPUSES, _by_campus), (_NEIGHBOURHOODS, _by_number), (_SERVICES, _by_field))
    for border in (
        *_by_clues(tokens, words, clues),
        *_by_place(tokens, words),
        *(
            b
            for nouns, read in readers
            if not nouns.isdisjoint(present)
            for b in read(tokens, words)
        ),
    ):
        body, name, _ = border
        places = {t.i for t in (*body, *name)}
        if places.isdisjoint(taken):
            taken |= places
            yield border


def _parted(run: Sequence[Token]) -> int:
    """How many words of the run the model takes for a body or place right before a person, 0 where none."""
    return next(
        (
            at + 1
            for at, (before, token) in enumerate(pairwise(run))
            if token.entity == "PER" and token.entity_start and before.entity in ("ORG", "LOC")
        ),
        0,
    )


def _by_clues(tokens: Sequence[Token], words: LabelWords, clues: Clues) -> Iterator[Border]:
    """A place or a body by itself elsewhere, a person by a short name."""
    for at, token in enumerate(tokens):
        body = _anchors(token, words)
        if not body and token.lower not in words.heads:
            continue
        start = at + 1
        while not body and start < len(tokens) and tokens[start].lower in words.complements:
            start += 1  # `Direktur [Utama] Bina Tani Sari Melati`
        run = _run(tokens, start, words)
        if not FULL_NAME <= len(run) <= _LONGEST:
            continue
        village = token.lower in words.locals or token.lower in words.localities
        width = _width(run, words, clues, body=body, village=village)
        if width and shaped(run[width:], words):
            first = at if body and not village else start
            yield tokens[first : start + width], run[width:], "LOC" if village else "ORG"


def _by_field(tokens: Sequence[Token], words: LabelWords) -> Iterator[Border]:
    """A full name behind a ministry or service: `Juru Bicara [Kementerian Kesehatan] [Sari Melati]`."""
    head = next((at for at, t in enumerate(tokens) if t.lower in words.heads), len(tokens))
    for at in range(head + 1, len(tokens)):
        if tokens[at].lower not in _SERVICES or not titled(tokens[at].text):
            continue
        start = at + 1
        while start < len(tokens) and (
            tokens[start].lower in words.fields
            or (tokens[start].lower == "dan" and tokens[start - 1].lower in words.fields)
        ):
            start += 1
        if tokens[start - 1].lower == "dan":
            continue
        run = _run(tokens, start, words)
        if start == at + 1 or len(run) < FULL_NAME or folded(run) in words.places:
            continue
        if _parted(run):
            continue  # the model sees where the name begins
        place = placed(run, words)
        name = run[place:]
        if len(name) >= FULL_NAME and shaped(name, words):
            yield tokens[at : start + place], name, "ORG"


def _by_campus(tokens: Sequence[Token], words: LabelWords) -> Iterator[Border]:
    """A name behind one that universities bear: `Universitas Airlangga [Sari Melati]`."""
    for at, token in enumerate(tokens):
        if token.lower not in _CAMPUSES or not titled(token.text):
            continue
        run = _run(tokens, at + 1, words)
        widths = (n for n in range(len(run) - 1, 0, -1) if folded(run[:n]) in words.campuses)
        width = next(widths, 0)
        if width and _parted(run) in (0, width) and shaped(run[width:], words):
            yield tokens[at : at + 1 + width], run[width:], "ORG"


def _by_number(tokens: Sequence[Token], words: LabelWords) -> Iterator[Border]:
    """A name behind a neighbourhood's number: `Ketua RT 03/05 [Sari Melati]`."""
    for at, token in enumerate(tokens):
        if token.lower not in _NEIGHBOURHOODS:
            continue
        start = at + 1
        while start < len(tokens) and (
            tokens[start].text[0].isdigit()
            or tokens[start].text == "/"
            or tokens[start].lower in _NEIGHBOURHOODS
        ):
            start += 1
        run = _run(tokens, start, words)
        if start > at + 1 and run and shaped(run, words):
            yield tokens[at:start], run, "LOC"


def _by_place(tokens: Sequence[Token], words: LabelWords) -> Iterator[Border]:
    """The place of a list that the model drew to the name behind it: `Satpol PP [Kutai Kartanegara] Sari`."""
    for first, last in entity_runs(tokens, "PER"):
        before = tokens[first - 1] if first else None
        if before and (
            abbreviated(before) or (before.lower in words.bodies and titled(before.text))
        ):
            run = tokens[first:last]
            width = placed(run, words)
            if width and shaped(run[width:], words):
                yield run[:width], run[width:], "LOC"


def _width(
    run: Sequence[Token], words: LabelWords, clues: Clues, *, body: bool, village: bool
) -> int:
    """How many words of the run are the body's or the place's, 0 where nothing tells."""
    names = folded(run)
    if body and names in clues.sited:
        return 0
    for width in range(len(run) - 1, 0, -1) if body else ():
        listed = names[:width] in words.places and _parted(run) in (0, width)
        if names[:width] in clues.sited or listed:
            return width
    for width in range(1, len(run)):
        if names[width] in clues.alone:
            opened = all(name in words.openers for name in names[:width])
            whole = body and (village or len(run) - width >= FULL_NAME)
            fits = whole or clues.elsewhere(names[:width], names[width])
            return width if fits and not opened and names[0] not in clues.alone else 0
    for width in range(1, len(run) - 1):  # `Pelatih [Persis] Sari Melati`
        known = names[:width] in clues.bodies and clues.elsewhere(names[:width], names[width])
        if known and names[0] not in clues.alone:
            return width
    return 0


def _anchors(token: Token, words: LabelWords) -> bool:
    """Whether a word begins the name of a body or a place."""
    known = token.lower in words.bodies or token.lower in words.locals
    return known and titled(token.text)


def _run(tokens: Sequence[Token], start: int, words: LabelWords) -> Sequence[Token]:
    """The capitalised words from start on, none where a title among them tells the name by itself."""
    end = start
    while end < len(tokens) and titled(tokens[end].text) and name_word(tokens[end], words):
        if plain(tokens[end].text) in words.addresses:
            return ()
        end += 1
    return tokens[start:end]


def _alone(sentence: Sentence, words: LabelWords) -> Iterator[str]:
    """Single words beside a cue: `kata [Sari]`, `[Sari] mengatakan`."""
    units = sentence.units
    for at, unit in enumerate(units):
        if unit.tag != "NP" or len(unit.tokens) != 1 or not shaped(unit.tokens, words):
            continue
        said = at and units[at - 1].tag == "CUE" and units[at - 1].lower in words.postposed
        says = at + 1 < len(units) and units[at + 1].tag == "CUE"
        if said or says:
            yield unit.tokens[0].text.casefold()
