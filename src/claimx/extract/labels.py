"""Second thoughts on the model's entities: what an article's own sentences say of its names.

A small model takes names that it never saw for places or bodies. Where a name stands tells more than how it
looks: behind a position and beside a cue stands a person, and what is a person once is one all through the
article (Gale, Church and Yarowsky 1992, "One sense per discourse").
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from claimx.extract.units import (
    Labels,
    Naming,
    Sentence,
    Token,
    Unit,
    entity_runs,
    is_capital,
    naming_width,
    naming_words,
    plain,
    titled,
    unit_of,
)
from claimx.rules.load import RuleSet

_NAME_WORDS = 5
_MINISTRY = re.compile(r"Kemen[a-z]{3,}")  # `Kemendikbudristek`
_ROMAN = re.compile(r"[IVXLC]{2,}")
_DEGREE = re.compile(r"Sp\.?[A-Z][\w.()-]*|[A-Z]\d+")  # `SpPD-KGH`, `K2`
_COMPOUND = re.compile(r"[A-Z][a-z]{3,}[A-Z]\w*")  # `PasarKita`, but `McDonald`
_REACH = 7  # units between a position and the name behind it
_LONGEST_PLACE = 4  # words
_FULL_NAME = 2  # words
_TAIL = 4  # words of a name that closes a phrase of place or body
_AFFILIATING = frozenset({"dari", "di", "pada", "asal", "untuk", "bidang"})


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelWords:
    """The word lists that tell names of persons, bodies and places."""

    heads: Collection[str]
    addresses: Collection[str]
    bodies: Collection[str]
    organs: Collection[str]
    unit_chiefs: Collection[str]
    named_bodies: Collection[str]
    regional_bodies: Collection[str]
    others: Collection[str]
    particles: Collection[str]
    locals: Collection[str]
    localities: Collection[str]
    places: Collection[tuple[str, ...]]
    postposed: Collection[str]
    naming: Naming
    nicknaming: Collection[str]
    otherwise: Collection[str]

    @classmethod
    def of(cls, rules: RuleSet) -> LabelWords:
        """Take the lists from the rules."""
        places = {tuple(name.split()) for name in rules.words("place.named")}
        places |= {
            (name,) for kind in ("country", "province") for name in rules.words(f"place.{kind}")
        }
        return cls(
            heads=rules.words("role.head").keys(),
            addresses=rules.words("role.honorific").keys() | rules.words("role.rank").keys(),
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
            locals=rules.words("role.local").keys(),
            localities=rules.words("role.locality").keys(),
            places=frozenset(places),
            postposed=rules.words("cue.after").keys() | rules.words("cue.according").keys(),
            naming=naming_words(rules),
            nicknaming=rules.words("name.nicknaming").keys(),
            otherwise=rules.words("name.otherwise").keys(),
        )


@dataclass(frozen=True, slots=True)
class _Known:
    """What the model says of the article's words, casefolded."""

    bodies: Collection[str]  # words of bodies and places
    whole: Mapping[tuple[str, ...], int]  # bodies and places, and how often
    ends: Collection[str]  # their last words
    names: Collection[str]  # words of persons' names of several
    single: Mapping[str, int]  # persons' names of one word, and how often

    @classmethod
    def of(cls, sentences: Sequence[Sentence], words: LabelWords) -> _Known:
        bodies: set[str] = set()
        whole: Counter[tuple[str, ...]] = Counter()
        names: set[str] = set()
        single: Counter[str] = Counter()
        for sentence in sentences:
            tokens = sentence.tokens
            for kind in ("LOC", "ORG"):
                for first, last in entity_runs(tokens, kind):
                    folded = _folded(tokens[first:last])
                    bodies.update(folded)
                    whole[folded] += 1
            for first, last in entity_runs(tokens, "PER"):
                run = tokens[first:last]
                before = tokens[first - 1].lower if first else ""
                if before in words.bodies and len(run) - _placed(run, words) >= _FULL_NAME:
                    run = run[_placed(run, words) :]  # `DPRD [Sleman] Eti Rohaeti`
                if len(run) == 1:
                    single[run[0].text.casefold()] += 1
                elif not _abbreviation(run[0]):
                    names.update(_folded(run))
        return cls(bodies, whole, {folded[-1] for folded in whole}, names, single)

    def never_person(self, tokens: Sequence[Token]) -> bool:
        """Whether the model calls these words a body or a place by themselves, often, and never a person."""
        folded = _folded(tokens)
        persons = any(w in self.names or self.single[w] for w in folded)
        return self.whole[folded] > 1 and not persons


def _folded(tokens: Sequence[Token]) -> tuple[str, ...]:
    return tuple(t.text.casefold() for t in tokens)


def correct_labels(sentences: Sequence[Sentence], words: LabelWords) -> dict[int, Labels]:
    """Return by paragraph the tokens whose entity should be another, for `read_sentences` to take.

    Only what differs from the model's labels is returned.
    """
    changed: dict[int, dict[int, tuple[str, bool]]] = defaultdict(dict)
    persons: set[str] = set()
    known = _Known.of(sentences, words)
    for sentence in sentences:
        labels = changed[sentence.paragraph]
        for tokens, entity in _no_persons(sentence.tokens, words, known):
            _relabel(labels, tokens, entity)
        named = (
            *_grown(sentence.tokens, labels, words),
            *_persons(_flat(sentence.units), words, known),
            *_called(sentence.tokens, words),
        )
        for place, name in _local(sentence.tokens, words):
            _relabel(labels, place, "LOC")
            named = (*named, name)
        for tokens in named:
            persons |= {t.text.casefold() for t in tokens if len(t.text) > 2}
            _relabel(labels, tokens, "PER")
    if persons:
        for sentence in sentences:
            labels = changed[sentence.paragraph]
            for tokens in _again(sentence.tokens, persons, labels, words):
                _relabel(labels, tokens, "PER")
    return {paragraph: labels for paragraph, labels in changed.items() if labels}


def _relabel(labels: dict[int, tuple[str, bool]], tokens: Sequence[Token], entity: str) -> None:
    if all(t.entity == entity for t in tokens):
        return
    for at, token in enumerate(tokens):
        labels[token.i] = (entity, at == 0 and entity != "")


def _flat(units: Sequence[Unit]) -> list[Unit]:
    """Units without appositions: their parts one by one."""
    out: list[Unit] = []
    for unit in units:
        if not unit.parts:
            out.append(unit)
            continue
        first = unit.parts[0]
        lead = len(unit.tokens) - sum(len(part.tokens) for part in unit.parts)
        if lead:
            first = unit_of(unit.tag, (*unit.tokens[:lead], *first.tokens))
        out += [first, *unit.parts[1:]]
    return out


def _persons(units: list[Unit], words: LabelWords, known: _Known) -> Iterator[Sequence[Token]]:
    """The names that must be persons' by where they stand in a sentence."""
    for at, unit in enumerate(units):
        if unit.tag == "NP":
            own = _own(unit.tokens)
            if (
                own
                and any(t.entity != "PER" for t in own)
                and _shaped(own, words)
                and (
                    _behind_position(units, at, words)
                    or _before_position(units, at, words)
                    or _aged(units, at)
                )
            ):
                yield own
            elif unit.tokens[0].lower in words.heads:
                spoken = _speaks(units, at + 1) or _nicknamed(units, at + 1, words)
                tail = _tail(unit.tokens, words, spoken=spoken)
                if tail and not known.never_person(tail):
                    yield tail  # but `Kepala BBWS Lembah mengatakan`
        elif unit.tag == "PP" and at and _speaks(units, at + 1) and _position(units[at - 1], words):
            tail = _tail(unit.tokens, words)
            if tail:
                yield tail


def _own(tokens: Sequence[Token]) -> Sequence[Token]:
    """The tokens before a bracket."""
    return tokens[: next((at for at, t in enumerate(tokens) if t.text == "("), len(tokens))]


def _position(unit: Unit, words: LabelWords) -> bool:
    position = any(t.lower in words.heads for t in unit.tokens[:2])
    return unit.tag == "NP" and position and not is_capital(unit.tokens)


def _speaks(units: list[Unit], at: int) -> bool:
    """Whether a cue comes next, past a comma or an adverb (`juga mengatakan`)."""
    for unit in units[at : at + 3]:
        if unit.tag == "CUE":
            return True
        if unit.lower != "," and unit.tag not in ("ADV", "AUX"):
            return False
    return False


def _nicknamed(units: list[Unit], at: int, words: LabelWords) -> bool:
    """Whether `, yang akrab disapa X` comes next."""
    behind = [unit.lower for unit in units[at : at + 4]]
    return behind[:2] == [",", "yang"] and any(word in words.nicknaming for word in behind)


def _behind_position(units: list[Unit], at: int, words: LabelWords) -> bool:
    """`kata POSITION [BODY] [, PLACE], X` and `POSITION [BODY] [, PLACE], X mengatakan`."""
    if at < 2 or units[at - 1].lower != ",":
        return False
    for back in range(at - 2, max(-1, at - 2 - _REACH), -1):
        unit = units[back]
        if _position(unit, words):
            said = (
                back > 0
                and units[back - 1].tag == "CUE"
                and units[back - 1].lower in words.postposed
            )
            apposed = len(units[at].tokens) > 1 and _ends_apposition(units, at + 1, words)
            return _speaks(units, at + 1) or apposed or (said and _closed(units, at + 1))
        phrase = unit.tag == "PP" and unit.tokens[0].lower in _AFFILIATING
        if not (phrase or unit.lower == "," or _place(unit, words)):
            return False
    return False


def _before_position(units: list[Unit], at: int, words: LabelWords) -> bool:
    """`kata X, POSITION` and, opening a sentence, `X Y, POSITION ...`."""
    if (
        at + 2 >= len(units)
        or units[at + 1].lower != ","
        or units[at + 2].tag != "NP"
        or units[at + 2].tokens[0].lower not in words.heads
    ):
        return False
    if all(unit.tag in ("CONN", "PUNCT", "DATE") for unit in units[:at]):
        said = units[at + 2].tokens[0].text.islower() and units[at].tokens[0].entity != "ORG"
        placed = len(units) > at + 4 and units[at + 4].tag in ("NP", "PLACE")
        after = at + 5 if placed and _names_place(units[at + 4].tokens, words) else at + 3
        spoken = _speaks(units, after) and not units[at + 2].person
        return said or spoken or len(units[at].tokens) > 1
    return units[at - 1].tag == "CUE" and units[at - 1].lower in words.postposed


def _aged(units: list[Unit], at: int) -> bool:
    """`diungkapkan oleh X, 61`."""
    if at + 2 >= len(units) or units[at + 1].lower != "," or not at:
        return False
    before, age = units[at - 1], units[at + 2].lower
    return age.isdigit() and len(age) == 2 and (before.tag == "CUE" or before.lower == "oleh")


def _ends_apposition(units: list[Unit], at: int, words: LabelWords) -> bool:
    """`POSITION, X Y, ...`, and no further place behind it as in an address."""
    if at >= len(units) or units[at].lower != ",":
        return False
    return at + 1 >= len(units) or not (units[at + 1].tag == "NP" and _place(units[at + 1], words))


def _closed(units: list[Unit], at: int) -> bool:
    return at >= len(units) or units[at].tag != "NP"


def _place(unit: Unit, words: LabelWords) -> bool:
    return unit.tag == "NP" and _names_place(unit.tokens, words)


def _names_place(tokens: Sequence[Token], words: LabelWords) -> bool:
    if tokens[0].lower in words.bodies and titled(tokens[0].text):
        return True  # `Kabupaten Tangerang`
    return tuple(t.lower for t in tokens) in words.places


def _shaped(tokens: Sequence[Token], words: LabelWords) -> bool:
    """Whether the words can be a person's name."""
    return (
        0 < len(tokens) <= _NAME_WORDS
        and titled(tokens[0].text)
        and all(_name_word(t, words) for t in tokens)
        and not _names_place(tokens, words)
        and any(t.lower not in words.addresses for t in tokens)
    )


def _name_word(token: Token, words: LabelWords) -> bool:
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


def _tail(tokens: Sequence[Token], words: LabelWords, *, spoken: bool = False) -> Sequence[Token]:
    """The name at the end of `di New York X`, `pada Lembaga Y (LY) X`, `Gubernur BI X`: what is no place and no body.

    An abbreviation ends a body only where the phrase is the subject of a cue (``spoken``).
    """
    start = max((at + 1 for at, t in enumerate(tokens) if t.text == ")"), default=0)
    if not start and spoken:
        start = max((at + 1 for at, t in enumerate(tokens) if at and _whole(t, words)), default=0)
    start = max(start, _behind_place(tokens, words)) if spoken or not start else start
    start += _placed(tokens[start:], words) if start else 0
    tail = tokens[start:] if start else ()
    if start and tokens[start - 1].lower in words.regional_bodies and len(tail) != _FULL_NAME:
        return ()  # `Ketua KPU Sukamakmur [X Y]`: how much of it is the place nothing tells
    fits = 0 < len(tail) <= _TAIL and _shaped(tail, words)
    return tail if fits and any(t.entity != "PER" for t in tail) else ()


def _behind_place(tokens: Sequence[Token], words: LabelWords) -> int:
    """First token behind the last place named in a phrase, 0 where there is none."""
    for end in range(len(tokens), 0, -1):
        for width in range(min(_LONGEST_PLACE, end), 0, -1):
            place = tokens[end - width : end]
            if titled(place[0].text) and tuple(t.lower for t in place) in words.places:
                return end
    return 0


def _whole(token: Token, words: LabelWords) -> bool:
    """Whether an abbreviation is a whole body (`OJK`), not the beginning of one (`RSUD Sardjito`, `PT X`)."""
    return (
        _abbreviation(token)
        and not _ROMAN.fullmatch(token.text)
        and token.lower not in words.heads
        and token.lower not in words.named_bodies
    )


def _abbreviation(token: Token) -> bool:
    return len(token.text) > 1 and token.text.isalpha() and token.text.isupper()


def _no_persons(
    tokens: Sequence[Token], words: LabelWords, known: _Known
) -> Iterator[tuple[Sequence[Token], str]]:
    """Runs that the model calls a person and that are none, with what they are."""
    for at, last in entity_runs(tokens, "PER"):
        end = last
        while end > at + 1 and tokens[end - 1].text.islower():
            end -= 1
        if end < last:
            yield tokens[end:last], ""  # `Sari [sembari]`
        run = tokens[at:end]
        before = tokens[at - 1] if at else None
        if _ends_body(tokens, at, end, known):
            yield run, "ORG"
            continue
        if len(run) == _FULL_NAME and run[0].lower in words.unit_chiefs:
            yield run, ""  # `Kasubdit Siber`
            continue
        if len(run) == 1:
            after = tokens[end] if end < len(tokens) else None
            entity = _single(run[0], before, after, words, known)
            if entity is not None:
                yield run, entity
            continue
        width = _led_by_body(tokens, at, run, words, known)
        entity = None if width else _several(run, tokens, at, words)
        width = len(run) if entity else width
        if run[0].lower in words.bodies and titled(run[0].text):  # `Universitas Airlangga`
            width = next(
                (n for n, t in enumerate(run) if plain(t.text) in words.addresses), len(run)
            )
            if _abbreviation(run[0]) and tuple(t.lower for t in run[1:]) not in words.places:
                width = 1 + _placed(run[1:], words)  # `PLN Bob Saril`
        elif not entity and any(t.lower in words.bodies for t in run[1:-3]):
            width = len(run) - 2  # `Imam Besar Masjid Istiqlal [Nasaruddin Umar]`
        if width:
            yield run[:width], entity or "ORG"


def _ends_body(tokens: Sequence[Token], at: int, end: int, known: _Known) -> bool:
    """Whether these words end a body that the article names elsewhere: `JKL Rumah [Jahit]`."""
    if tokens[end - 1].text.casefold() not in known.ends:
        return False
    starts = range(max(0, at - _LONGEST_PLACE), at)
    return any(_folded(tokens[first:end]) in known.whole for first in starts)


def _several(
    run: Sequence[Token], tokens: Sequence[Token], at: int, words: LabelWords
) -> str | None:
    """What several words are as a whole that the model calls a person, None where they may be one."""
    before = tokens[at - 1] if at else None
    if tuple(t.lower for t in run) in words.places:  # `Khan Younis`
        return "LOC"
    if before and tuple(t.lower for t in (before, *run)) in words.places:
        return "LOC"  # `Timor [Tengah Selatan]`
    if _abbreviated(run, words) or (before and _opens_body(before, words)):
        return "ORG"  # `Perhimpunan Dokter Anak`
    return None


def _led_by_body(
    tokens: Sequence[Token], at: int, run: Sequence[Token], words: LabelWords, known: _Known
) -> int:
    """How many words at the start of a person's name end a body before it: `CEO [PasarKita] Sari Melati`."""
    if not at:
        return 0
    before = tokens[at - 1]
    position = before.lower in words.heads
    behind_body = before.text == ")" or before.entity in ("ORG", "LOC")
    if not (position or behind_body or _plain_title(before, words)):
        return 0
    for width in range(len(run) - _FULL_NAME, 0, -1):  # what the article has by itself elsewhere
        if run[width - 1].text.casefold() not in known.ends:
            continue
        for first in range(max(0, at - _LONGEST_PLACE), at + 1):
            if _folded(tokens[first : at + width]) in known.whole:
                return width
    place = _placed(run, words)  # `(Basarnas) [Mataram] Nanang Sigit`
    if not position and place and (behind_body or len(run) - place >= _FULL_NAME):
        return place
    if len(run[0].text) > 2 and _abbreviation(run[0]) and not _abbreviation(run[1]):
        if position and len(run) == _FULL_NAME and run[1].text.casefold() in known.bodies:
            return len(run)  # `Kepala BBWS Citarum, X`
        if position or len(run) > _FULL_NAME:
            return 1  # `Sekretaris Jenderal PGR X`
    return int(len(run) > _FULL_NAME and _COMPOUND.fullmatch(run[0].text) is not None)


def _abbreviated(run: Sequence[Token], words: LabelWords) -> bool:
    """Whether a run of several words is a body in short: `OCBC NISP`, `Baleg DPR`."""
    if not all(_abbreviation(t) for t in run[1:]):
        return False
    known = run[1].lower in words.bodies
    return known or (_abbreviation(run[0]) and all(len(t.text) > 3 for t in run))


def _plain_title(token: Token, words: LabelWords) -> bool:
    """A capitalised word that leads up to no name: `Dinas Perikanan`, not `Bupati`, `Pak`."""
    return (
        titled(token.text)
        and not token.entity
        and token.lower not in words.heads
        and plain(token.text) not in words.addresses
    )


def _opens_body(token: Token, words: LabelWords) -> bool:
    known = token.lower in words.bodies and titled(token.text) and not token.text.isupper()
    return known and not token.entity


def _placed(tokens: Sequence[Token], words: LabelWords) -> int:
    """How many of the first tokens, not all, name a place."""
    return max(
        (n for n in range(1, len(tokens)) if tuple(t.lower for t in tokens[:n]) in words.places),
        default=0,
    )


def _single(
    token: Token, before: Token | None, after: Token | None, words: LabelWords, known: _Known
) -> str | None:
    """What a single word is that the model calls a person, None where it may be one."""
    if (token.lower,) in words.places and token.text.casefold() not in known.names:
        return "ORG" if before and before.entity == "ORG" else "LOC"
    folded = token.text.casefold()
    if known.whole[folded,] > known.single[folded] and folded not in known.names:
        return "ORG"  # elsewhere it mostly is one
    named = after is not None and after.entity == "PER" and after.entity_start
    if named and before is not None and before.lower in words.heads and titled(token.text):
        return "LOC"  # `Kapolsek [Lembah] [Sari Melati]`
    if (len(token.text) > 3 and _abbreviation(token)) or _MINISTRY.fullmatch(token.text):
        return "ORG"
    if token.lower in words.organs:
        return "ORG"
    if not titled(token.text) or _ROMAN.fullmatch(token.text) or _DEGREE.fullmatch(token.text):
        return ""
    determined = after is not None and after.lower in ("itu", "ini", "tersebut")
    position = token.lower in words.heads  # `Manajer Humas`
    position = position or (
        before is not None and before.lower in words.unit_chiefs
    )  # `Kasubdit Siber`
    return "" if position or (determined and token.pos == "NOUN") else None


def _grown(
    tokens: Sequence[Token], labels: Mapping[int, object], words: LabelWords
) -> Iterator[Sequence[Token]]:
    """Names of which the model saw a part: `Melki [Oematan]`, `OJK [Lusia] Hendarwati`."""
    for start, end in entity_runs(tokens, "PER"):
        if any(t.i in labels for t in tokens[start:end]):
            continue
        first = start
        if start > 1 and _part_of_name(tokens[start - 1], words):
            body = tokens[start - 2]  # only an abbreviation tells where it ends
            if (
                body.entity == "ORG"
                and _whole(body, words)
                and body.lower not in words.regional_bodies
            ):
                first = start - 1
        last = end
        while (
            last < len(tokens) and last - first < _NAME_WORDS and _part_of_name(tokens[last], words)
        ):
            last += 1
        if (first, last) != (start, end) and _shaped(tokens[first:last], words):
            yield tokens[first:last]


def _part_of_name(token: Token, words: LabelWords) -> bool:
    return (
        token.pos == "PROPN"
        and token.entity in ("LOC", "ORG", "")
        and _name_word(token, words)
        and not _abbreviation(token)
        and (token.lower,) not in words.places
        and plain(token.text) not in words.addresses
        and token.text.replace("-", "").replace("’", "").isalpha()
    )


def _local(
    tokens: Sequence[Token], words: LabelWords
) -> Iterator[tuple[Sequence[Token], Sequence[Token]]]:
    """Place and name behind the head of a village or district: `Lurah [Sukamaju] [Budi Santoso]`.

    Which words are the place nothing tells where no list knows it; names of two words are the commonest.
    """
    for at, token in enumerate(tokens):
        start = at + 1
        if (
            token.lower == "kepala"
            and start < len(tokens)
            and tokens[start].lower in words.localities
        ):
            start += 1
        elif token.lower not in words.locals:
            continue
        end = start
        while end < len(tokens) and _name_word(tokens[end], words) and titled(tokens[end].text):
            end += 1
        run = tokens[start:end]
        split = len(run) - _FULL_NAME
        whole = len({t.entity for t in run}) == 1 and not any(t.entity_start for t in run[1:])
        if split in (1, 2) and whole and all(plain(t.text) not in words.addresses for t in run):
            yield run[:split], run[split:]


def _called(tokens: Sequence[Token], words: LabelWords) -> Iterator[Sequence[Token]]:
    """What is said to be a name: `nama lengkap X`, `bernama X`, `berinisial X`, `X alias Y`."""
    for at, token in enumerate(tokens):
        if token.lower in words.otherwise:
            start = at
            while start and titled(tokens[start - 1].text) and _name_word(tokens[start - 1], words):
                start -= 1
            if _shaped(tokens[start:at], words):
                yield tokens[start:at]
        width = naming_width(tokens, at, words.naming) if token.lower in words.naming else 0
        if not width:
            continue
        end = at + 1
        while end < len(tokens) and end - at <= _NAME_WORDS and _name_word(tokens[end], words):
            end += 1
        run = tokens[at + 1 : end]
        initials = (
            width == 1
        )  # `sopir berinisial RM`, while who speaks `atas nama KPU` speaks for a body
        if run and (_shaped(run, words) or (initials and _abbreviation(run[0]))):
            yield run


def _again(
    tokens: Sequence[Token],
    persons: Collection[str],
    labels: Mapping[int, object],
    words: LabelWords,
) -> Iterator[Sequence[Token]]:
    """Further mentions of what is known to be a person's name, where nothing before it makes it a body's or a place's."""
    at = 0
    while at < len(tokens):
        end = at
        while (
            end < len(tokens)
            and tokens[end].text.casefold() in persons
            and titled(tokens[end].text)
        ):
            end += 1
        if end == at:
            at += 1
            continue
        run = tokens[at:end]
        before = tokens[at - 1] if at else None
        bodily = before is not None and before.lower in words.bodies and titled(before.text)
        fresh = not any(t.i in labels for t in run)
        if (
            fresh
            and not bodily
            and any(t.entity in ("LOC", "ORG") for t in run)
            and _shaped(run, words)
        ):
            yield run
        at = end
