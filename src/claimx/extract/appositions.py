"""`NAME, ROLE ...` and `ROLE ..., NAME` as one phrase, with what else is said between."""

from __future__ import annotations

from claimx.extract.apposed import (
    apposed,
    described,
    describes,
    describes_body,
    name_like,
    role_like,
    with_age,
    with_nickname,
)
from claimx.extract.units import (
    CLOSING_DETERMINERS,
    Unit,
    Words,
    is_position,
    titled,
    unit_of,
)

_AFFILIATING = frozenset({"dari", "di", "asal", "pada", "untuk"})
_COPULAS = frozenset({"merupakan", "adalah", "menjabat", "menjadi", "bertindak"})
_CALLED = frozenset({"alias", "sapaan", "panggilan"})
_EPITHET = 8  # units


def join_appositions(units: list[Unit], words: Words) -> list[Unit]:
    """Join `NAME, ROLE ...,` and `ROLE ..., NAME,` into one phrase that keeps its parts, also behind a preposition."""
    out: list[Unit] = []
    i = 0
    while i < len(units):
        unit = units[i]
        spoken = unit.tokens[0].lower in words.spoken and len(unit.tokens) > 1 and not unit.parts
        named = i + 2 < len(units) and units[i + 1].lower == "," and units[i + 2].person
        if spoken and named and is_position(unit.tokens, 1, words.heads):
            out.append(unit_of(unit.tag, unit.tokens[:1]))  # `memuat tanggapan | arkeolog X, Y`
            unit = unit_of("NP", unit.tokens[1:])
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
    number, *rest = units[k].lower.split()
    if not (number.isdigit() and len(number) <= 3 and k + 1 < len(units)) or rest not in (
        [],
        ["tahun"],
    ):
        return False
    after = units[k + 1]
    ends = after.tag == "CUE" or (after.lower == "." and k + 2 == len(units))
    return after.lower == "," or (ends and (core.person or name_like(core, words)))


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
        and units[k].tokens[0].lower in _CALLED
    ):
        parts.append(units[k]._replace(tag="REL"))  # `X alias Y`, `X sapaan akrabnya`
        k += 1
    if k < len(units) and _names_holder(core, units, i, k, words):
        parts.append(units[k])  # `Ketua KPU kabupaten itu X menegaskan`
        k += 1
    named = core.person and core.tokens[-1].entity == "PER"
    if named and k < len(units) and (_one_of(units[k]) or _plain_position(units, i, k, words)):
        parts.append(units[k])  # `ungkap X salah seorang warga`, `X warga desa Y mengatakan`
        k += 1
    k = with_nickname(units, k, parts) if named else k
    k = _with_position(units, k, parts, words)
    while k + 1 < len(units) and units[k].lower == "," and units[k + 1].tag == "NP":
        if (
            parts[-1].tag == "NP"
            and (parts == [core] or parts[-1].person)
            and _is_age(parts[-1], units, k + 1, words)
        ):
            parts += [units[k], units[k + 1]._replace(tag="REL")]
            k += 2
            continue
        other = units[k + 1]
        told = i > 0 and units[i - 1].tag == "CUE"
        if not (
            apposed(parts, other, units, k + 2, words)
            or (not told and units[i].tag == "NP" and described(parts, other, units, k + 2, words))
        ):
            break
        # `Kepada polisi, Budi mengaku`: behind a preposition the next phrase may be the subject of the sentence.
        behind = units[i].tag == "PP" and units[i].tokens[0].lower != "melalui"
        if (
            behind
            and k + 2 < len(units)
            and (units[k + 2].tag == "CUE" or units[k + 2].lower == "yang")
        ):
            break
        if behind and core.person and _another(units, k + 2):
            break  # `Senada dengan X, Ketua Y, Z juga menegaskan`
        if units[i].tag == "PP" and not (core.person or role_like(core, words)):
            break
        parts += [units[k], other]
        k = with_age(units, k + 2, parts)
        k = _with_affiliation(units, k, parts, words)
        k = _with_region(units, k, parts, words) if parts[0].person else k
    if len(parts) > 1 and parts[-1].tag == "NP" and parts[-1].tokens[-1].entity == "PER":
        k = with_nickname(units, _with_position(units, k, parts, words), parts)
    if parts[-1].tag == "PLACE" and _points(units[k : k + 2]):
        # `Nelayan Desa X, Kabupaten Y, itu`
        parts += [units[k], units[k + 1]._replace(tag="REL")]
        k += 2
    return parts, k


def _another(units: list[Unit], k: int) -> bool:
    """Whether a comma, one name and a cue come next."""
    if k + 2 >= len(units) or units[k].lower != "," or not units[k + 1].person:
        return False
    m = k + 2
    while m < len(units) and units[m].tag in ("ADV", "AUX"):
        m += 1
    return m < len(units) and units[m].tag == "CUE"


def _with_position(units: list[Unit], k: int, parts: list[Unit], words: Words) -> int:
    """Take along `yang juga Bupati X`, `yang menjabat sebagai ketua Y` behind a name."""
    m = k + 1 if k + 1 < len(units) and units[k].lower == "," else k
    if m >= len(units) or units[m].lower != "yang" or not parts[-1].person:
        return k
    m += 1
    first = m
    while m < len(units) and (units[m].tag in ("ADV", "AUX") or units[m].lower in _COPULAS):
        m += 1
    if m == len(units) or not any(
        unit.lower in ("juga", "sekaligus") or unit.lower in _COPULAS for unit in units[first:m]
    ):
        return k
    position, lead = units[m], units[k:m]
    if position.tag == "PP" and position.tokens[0].lower in ("sebagai", "selaku"):
        lead = [*lead, unit_of("ADP", position.tokens[:1])]
        position = unit_of("NP", position.tokens[1:])
    parted = [unit._replace(tag="REL") for unit in lead]
    if position.tag == "NP" and not position.person and role_like(position, words):
        parts += [*parted, position]
        return m + 1
    end = m
    while end < len(units) and units[end].tag in ("NP", "ADJ", "PP") and end - m < _EPITHET:
        end += 1
    if end == m or end == len(units) or units[end].tag not in ("CUE", "PUNCT"):
        return k
    parts += [
        *parted,
        *(unit._replace(tag="REL") for unit in units[m:end]),
    ]  # `yang juga ipar korban`
    return end


def _names_holder(core: Unit, units: list[Unit], i: int, k: int, words: Words) -> bool:
    """Whether a name and a cue stand right behind a position that something was pointed at with."""
    pointed = core.tokens[-1].lower in CLOSING_DETERMINERS and role_like(core, words)
    if not pointed or core.person or (i and units[i - 1].lower == "menurut"):
        return False
    named = units[k].tag == "NP" and units[k].tokens[0].entity == "PER"
    return named and k + 1 < len(units) and units[k + 1].tag == "CUE"


def _plain_position(units: list[Unit], i: int, k: int, words: Words) -> bool:
    """Whether a plain noun for what somebody is stands behind the name and ends the phrase."""
    unit = units[k]
    if unit.tag != "NP" or not unit.tokens[0].text.islower() or not role_like(unit, words):
        return False
    if i and units[i - 1].lower == "menurut":
        return False  # `menurut X warga sudah mengungsi`
    closes = k + 1 >= len(units) or units[k + 1].lower in (",", ".")
    return closes or units[k + 1].tag in ("CUE", "DATE", "ADJUNCT", "QUOTE")


def _one_of(unit: Unit) -> bool:
    return (
        unit.tag == "NP"
        and len(unit.tokens) > 2
        and unit.tokens[0].lower == "salah"
        and unit.tokens[1].lower in ("satu", "seorang")
    )


def _points(units: list[Unit]) -> bool:
    return len(units) == 2 and units[0].lower == "," and units[1].lower in CLOSING_DETERMINERS


def _with_place(units: list[Unit], k: int, parts: list[Unit], words: Words) -> int:
    """Take along the place of a body between a position and a name: `Epidemiolog Universitas X, Surabaya, NAME`."""
    if (
        k + 3 < len(units)
        and units[k].lower == ","
        and units[k + 2].lower == ","
        and units[k + 1].tag == "NP"
        and not units[k + 1].person
        and role_like(parts[0], words)
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
    own = region.tokens[:-1] if region.tokens[-1].lower in CLOSING_DETERMINERS else region.tokens
    if len(own) < len(region.tokens):
        origin = before.tag == "PP" and before.tokens[0].lower in ("asal", "dari")
        named = len(own) == 1 and titled(own[0].text)
        fits = origin and (named or (bool(own) and own[0].lower in words.places))
    else:  # a country may speak, but not between commas behind a place, nor beside a body
        bodily = len(parts) == 1 and before.tag == "NP" and titled(before.tokens[0].text)
        bodily = bodily and before.tokens[0].lower in words.organisations
        closed = k + 2 < len(units) and (
            units[k + 2].lower == "," or (bodily and units[k + 2].tag == "CUE")
        )
        named = region.lower in words.places or own[0].lower in words.places
        located = before.tokens[-1].entity == "LOC"
        behind = units[k - 1].tag == "PP" or role_like(before, words)
        fits = closed and named and ((located and behind) or bodily)
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
    position = role_like(parts[0], words) and not parts[0].person
    names_last = phrase.tokens[-1].entity == "PER"
    if position and names_last and phrase.tokens[1].entity != "PER":
        return True  # `Konsul Jenderal RI di New York NAME`
    if preposition in ("pada", "untuk"):
        following = units[k + 2] if k + 2 < len(units) and units[k + 1].lower == "," else None
        return position and following is not None and following.tag == "NP" and following.person
    if preposition == "di" and parts[-1].person:
        return False  # `kata Rudi di kantor dinas`: where it was said
    place = preposition == "di" and not describes_body(phrase, words)
    own = len(parts) > 1 and parts[0].person and role_like(parts[-1], words)
    bare = not phrase.person or own or (names_last and position)
    names_body = any(titled(t.text) for t in phrase.tokens[1:]) and bare
    if parts[-1].tokens[-1].lower in ("satu", "seorang") and preposition == "dari":
        names_body = True  # `salah satu dari mereka`
    return names_body and not (place and not describes(parts[-1]))
