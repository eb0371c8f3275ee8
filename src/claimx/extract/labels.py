"""Second thoughts on the model's entities: what an article's own sentences say of its names.

A small model takes names that it never saw for places or bodies. Where a name stands tells more than how it
looks: behind a position and beside a cue stands a person, and what is a person once is one all through the
article (Gale, Church and Yarowsky 1992, "One sense per discourse").
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence

from claimx.extract.borders import Clues, borders
from claimx.extract.label_words import (
    FULL_NAME,
    KnownNames,
    LabelWords,
    abbreviated,
    folded,
    name_word,
    names_place,
    placed,
    shaped,
    whole_body,
)
from claimx.extract.not_persons import no_persons
from claimx.extract.units import (
    Labels,
    Sentence,
    Token,
    Unit,
    entity_runs,
    is_capital,
    naming_width,
    plain,
    titled,
    unit_of,
)

_NAME_WORDS = 5
_REACH = 7  # units between a position and the name behind it
_LONGEST_PLACE = 4  # words
_TAIL = 4  # words of a name that closes a phrase of place or body
_AFFILIATING = frozenset({"dari", "di", "pada", "asal", "untuk", "bidang"})


def correct_labels(sentences: Sequence[Sentence], words: LabelWords) -> dict[int, Labels]:
    """Return by paragraph the tokens whose entity should be another, for `read_sentences` to take.

    Only what differs from the model's labels is returned.
    """
    changed: dict[int, dict[int, tuple[str, bool]]] = defaultdict(dict)
    persons: set[str] = set()
    bodies: dict[tuple[str, ...], str] = {}  # what was parted from a name, with its entity
    known = KnownNames.of(sentences, words)
    clues = Clues.of(sentences, words)
    for sentence in sentences:
        labels = changed[sentence.paragraph]
        for tokens, entity in no_persons(sentence.tokens, words, known):
            _relabel(labels, tokens, entity)
        named = (
            *_grown(sentence.tokens, labels, words),
            *_persons(_flat(sentence.units), words, known),
            *_called(sentence.tokens, words),
            *_short(_flat(sentence.units), words, known),
        )
        for place, name in _local(sentence.tokens, words):
            _relabel(labels, place, "LOC")
            named = (*named, name)
        parted = list(borders(sentence.tokens, words, clues))
        taken = {t.i for body, name, _ in parted for t in (*body, *name)}
        named = (
            *(n for n in named if not any(t.i in taken for t in n)),
            *(n for _, n, _ in parted),
        )
        for body, _, entity in parted:
            _relabel(labels, body, entity)
            bodies[folded(body)] = entity
        for tokens in named:
            persons |= {t.text.casefold() for t in tokens if len(t.text) > 2}
            _relabel(labels, tokens, "PER")
    for sentence in sentences if bodies else ():
        for tokens, entity in _bodies_again(sentence.tokens, bodies):
            _relabel(changed[sentence.paragraph], tokens, entity)
    if persons:
        for sentence in sentences:
            labels = changed[sentence.paragraph]
            for tokens in _again(sentence.tokens, persons, labels, words):
                _relabel(labels, tokens, "PER")
    return {paragraph: labels for paragraph, labels in changed.items() if labels}


def _relabel(labels: dict[int, tuple[str, bool]], tokens: Sequence[Token], entity: str) -> None:
    if all(t.entity == entity for t in tokens):
        for token in tokens:
            labels.pop(token.i, None)  # the model is right after all
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


def _persons(units: list[Unit], words: LabelWords, known: KnownNames) -> Iterator[Sequence[Token]]:
    """The names that must be persons' by where they stand in a sentence."""
    for at, unit in enumerate(units):
        if unit.tag == "NP":
            own = _own(unit.tokens)
            if (
                own
                and any(t.entity != "PER" for t in own)
                and shaped(own, words)
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


def _short(units: list[Unit], words: LabelWords, known: KnownNames) -> Iterator[Sequence[Token]]:
    """A word of a person's name before a cue, where the model sees no name: `[Melati] merinci`."""
    for at, unit in enumerate(units):
        own = unit.tokens
        if (
            len(own) == 1
            and not own[0].entity
            and own[0].text.casefold() in known.names
            and shaped(own, words)
            and _speaks(units, at + 1)
        ):
            yield own


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
        after = at + 5 if placed and names_place(units[at + 4].tokens, words) else at + 3
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
    return unit.tag in ("NP", "PLACE") and names_place(unit.tokens, words)


def _tail(tokens: Sequence[Token], words: LabelWords, *, spoken: bool = False) -> Sequence[Token]:
    """The name at the end of `di New York X`, `pada Lembaga Y (LY) X`, `Gubernur BI X`: what is no place and no body.

    An abbreviation ends a body only where the phrase is the subject of a cue (``spoken``).
    """
    start = max((at + 1 for at, t in enumerate(tokens) if t.text == ")"), default=0)
    if not start and spoken:
        start = max(
            (at + 1 for at, t in enumerate(tokens) if at and whole_body(t, words)), default=0
        )
    start = max(start, _behind_place(tokens, words)) if spoken or not start else start
    start += placed(tokens[start:], words) if start else 0
    tail = tokens[start:] if start else ()
    if tail and _sure(tail):
        return ()
    if start and tokens[start - 1].lower in words.regional_bodies and len(tail) != FULL_NAME:
        return ()  # `Ketua KPU Sukamakmur [X Y]`: how much of it is the place nothing tells
    fits = 0 < len(tail) <= _TAIL and shaped(tail, words)
    return tail if fits and any(t.entity != "PER" for t in tail) else ()


def _sure(tail: Sequence[Token]) -> bool:
    """Whether the model ends a body within the tail, before a person's full name: `Bank Nusa [Sejahtera Sari Melati]`."""
    body = tail[0].entity == "ORG" and not tail[0].entity_start
    return body and [t.entity for t in tail[-FULL_NAME:]] == ["PER"] * FULL_NAME


def _behind_place(tokens: Sequence[Token], words: LabelWords) -> int:
    """First token behind the last place named in a phrase, 0 where there is none."""
    for end in range(len(tokens), 0, -1):
        for width in range(min(_LONGEST_PLACE, end), 0, -1):
            place = tokens[end - width : end]
            if titled(place[0].text) and tuple(t.lower for t in place) in words.places:
                further = end + 1 < len(tokens) and tokens[end].lower in words.directions
                return end + further
    return 0


def _grown(
    tokens: Sequence[Token], labels: Mapping[int, object], words: LabelWords
) -> Iterator[Sequence[Token]]:
    """Names of which the model saw a part: `Melki [Oematan]`, `OJK [Lusia] Hendarwati`."""
    for start, end in entity_runs(tokens, "PER"):
        if any(t.i in labels for t in tokens[start:end]):
            continue
        if end - start == 1 and abbreviated(tokens[start]):
            continue  # `PMD`
        first = start
        if start > 1 and _part_of_name(tokens[start - 1], words):
            body = tokens[start - 2]  # only an abbreviation tells where it ends
            if (
                body.entity == "ORG"
                and whole_body(body, words)
                and body.lower not in words.regional_bodies
            ):
                first = start - 1
        last = end
        while (
            last < len(tokens) and last - first < _NAME_WORDS and _part_of_name(tokens[last], words)
        ):
            last += 1
        if (first, last) != (start, end) and shaped(tokens[first:last], words):
            yield tokens[first:last]


def _part_of_name(token: Token, words: LabelWords) -> bool:
    return (
        token.pos == "PROPN"
        and token.entity in ("LOC", "ORG", "")
        and name_word(token, words)
        and not abbreviated(token)
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
        while end < len(tokens) and name_word(tokens[end], words) and titled(tokens[end].text):
            end += 1
        run = tokens[start:end]
        split = len(run) - FULL_NAME
        whole = len({t.entity for t in run}) == 1 and not any(t.entity_start for t in run[1:])
        if split in (1, 2) and whole and all(plain(t.text) not in words.addresses for t in run):
            yield run[:split], run[split:]


def _called(tokens: Sequence[Token], words: LabelWords) -> Iterator[Sequence[Token]]:
    """What is said to be a name: `nama lengkap X`, `bernama X`, `berinisial X`, `X alias Y`."""
    for at, token in enumerate(tokens):
        if token.lower in words.otherwise:
            start = at
            while start and titled(tokens[start - 1].text) and name_word(tokens[start - 1], words):
                start -= 1
            if shaped(tokens[start:at], words):
                yield tokens[start:at]
        width = naming_width(tokens, at, words.naming) if token.lower in words.naming else 0
        if not width:
            continue
        end = at + 1
        while end < len(tokens) and end - at <= _NAME_WORDS and name_word(tokens[end], words):
            end += 1
        run = tokens[at + 1 : end]
        initials = (
            width == 1
        )  # `sopir berinisial RM`, while who speaks `atas nama KPU` speaks for a body
        if run and (shaped(run, words) or (initials and abbreviated(run[0]))):
            yield run


def _bodies_again(
    tokens: Sequence[Token], bodies: Mapping[tuple[str, ...], str]
) -> Iterator[tuple[Sequence[Token], str]]:
    """Further mentions, which the model took for a person, of a body that was parted from a name."""
    for first, last in entity_runs(tokens, "PER"):
        entity = bodies.get(folded(tokens[first:last]))
        if entity:
            yield tokens[first:last], entity


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
            and shaped(run, words)
        ):
            yield run
        at = end
