"""Units that belong together made one: titles in quotation marks, epithets, appositions."""

from __future__ import annotations

from claimx.extract.units import (
    CLOSING_DETERMINERS,
    PERSONAL,
    Unit,
    Words,
    is_capital,
    is_position,
    naming_width,
    plain,
    titled,
    unit_of,
)

_QUANTIFIERS = frozenset({"seorang", "salah", "satu", "sang", "si", "para"})
_AFFILIATING = frozenset({"dari", "di", "asal", "pada", "untuk"})
_AGED = frozenset({"berusia", "berumur"})
_PREDICATES = frozenset({"VERB", "AUX", "ADV", "ADJ", "PART"})
_COPULAS = frozenset({"merupakan", "adalah", "menjabat", "menjadi", "bertindak"})
_NAMED_SO = frozenset({"disapa", "dipanggil", "dijuluki"})
_CALLED = frozenset({"alias", "sapaan", "panggilan"})
_NAME_WORDS = 5
_EPITHET = 8  # units
_WITHHELD = 5  # units of `yang enggan disebutkan namanya`
_RELATIVE = 6  # units of `yang selamat` before a name


def join_titles(units: list[Unit]) -> list[Unit]:
    """Join `pelantun "Judul Lagu" itu`: a quoted title inside a noun phrase is a part of it."""
    out: list[Unit] = []
    for unit in units:
        if (
            len(out) > 1
            and unit.tag == "NP"
            and unit.lower in CLOSING_DETERMINERS
            and out[-1].tag == "QUOTE"
            and not out[-1].full
            and out[-2].tag == "NP"
        ):
            tokens = (*out[-2].tokens, *out[-1].tokens, *unit.tokens)
            out[-2:] = [unit_of("NP", tokens, start=out[-2].start, end=unit.end)]
        else:
            out.append(unit)
    return out


def join_unnamed(units: list[Unit], words: Words) -> list[Unit]:
    """Join `seorang pejabat yang enggan disebutkan namanya`: the name that is not told is nobody."""
    out: list[Unit] = []
    for unit in units:
        opens = range(max(0, len(out) - _WITHHELD), len(out))
        at = next((i for i in opens if i and out[i].lower == "yang" and out[i - 1].tag == "NP"), 0)
        told = out[at:] if at and unit.lower in words.identities else []
        if any(other.lower in words.telling for other in told):
            parts = (out[at - 1], *(u._replace(tag="REL") for u in (*told, unit)))
            tokens = tuple(t for part in parts for t in part.tokens)
            out[at - 1 :] = [unit_of("NP", tokens, start=parts[0].start, end=unit.end, parts=parts)]
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
    if unit.tokens[-1].lower in CLOSING_DETERMINERS:
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
        if units[end].tokens[-1].lower in CLOSING_DETERMINERS:
            return end + 1
    return i


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
    k = _with_nickname(units, k, parts) if named else k
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
            _apposed(parts, other, units, k + 2, words)
            or (not told and units[i].tag == "NP" and _described(parts, other, units, k + 2, words))
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
        if units[i].tag == "PP" and not (core.person or _role_like(core, words)):
            break
        parts += [units[k], other]
        k = _with_age(units, k + 2, parts)
        k = _with_affiliation(units, k, parts, words)
        k = _with_region(units, k, parts, words) if parts[0].person else k
    if len(parts) > 1 and parts[-1].tag == "NP" and parts[-1].tokens[-1].entity == "PER":
        k = _with_nickname(units, _with_position(units, k, parts, words), parts)
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
    if position.tag == "NP" and not position.person and _role_like(position, words):
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
    pointed = core.tokens[-1].lower in CLOSING_DETERMINERS and _role_like(core, words)
    if not pointed or core.person or (i and units[i - 1].lower == "menurut"):
        return False
    named = units[k].tag == "NP" and units[k].tokens[0].entity == "PER"
    return named and k + 1 < len(units) and units[k + 1].tag == "CUE"


def _plain_position(units: list[Unit], i: int, k: int, words: Words) -> bool:
    """Whether a plain noun for what somebody is stands behind the name and ends the phrase."""
    unit = units[k]
    if unit.tag != "NP" or not unit.tokens[0].text.islower() or not _role_like(unit, words):
        return False
    if i and units[i - 1].lower == "menurut":
        return False  # `menurut X warga sudah mengungsi`
    closes = k + 1 >= len(units) or units[k + 1].lower in (",", ".")
    return closes or units[k + 1].tag in ("CUE", "DATE", "ADJUNCT", "QUOTE")


def _with_nickname(units: list[Unit], k: int, parts: list[Unit]) -> int:
    """Take along `atau kerap disapa X`, `yang akrab dipanggil X`."""
    m = k + 1
    if k >= len(units) or units[k].lower not in ("atau", "yang"):
        return k
    while m < len(units) and units[m].tag in ("ADV", "AUX", "ADJ"):
        m += 1
    if m + 1 < len(units) and units[m].lower in _NAMED_SO and units[m + 1].tag == "NP":
        parts += [unit._replace(tag="REL") for unit in units[k:m]]
        parts.append(unit_of("REL", (*units[m].tokens, *units[m + 1].tokens)))
        return m + 2
    return k


def _one_of(unit: Unit) -> bool:
    return (
        unit.tag == "NP"
        and len(unit.tokens) > 2
        and unit.tokens[0].lower == "salah"
        and unit.tokens[1].lower in ("satu", "seorang")
    )


def _points(units: list[Unit]) -> bool:
    return len(units) == 2 and units[0].lower == "," and units[1].lower in CLOSING_DETERMINERS


def _with_age(units: list[Unit], k: int, parts: list[Unit]) -> int:
    """Take along `berusia 74 tahun`."""
    if k + 1 < len(units) and units[k].lower in _AGED and units[k + 1].tokens[0].text.isdigit():
        parts += [unit._replace(tag="REL") for unit in units[k : k + 2]]
        return k + 2
    return k


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
        behind = units[k - 1].tag == "PP" or _role_like(before, words)
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


def _goes_on(
    parts: list[Unit], other: Unit, units: list[Unit], k: int, after: int, words: Words
) -> bool:
    """Whether what stands behind a phrase tells that it is an apposition, though nothing closes it."""
    if parts[-1].tokens[-1].lower in CLOSING_DETERMINERS:
        return False  # `Menurut pelatih itu, X tidak ...`: who was pointed at needs no name
    if _opens_content(units, k):
        return False  # `Menurut hakim, X terbukti`
    position = other.person and _role_like(parts[0], words)
    if units[after].tag in _PREDICATES and after == k and position:
        return True
    if position and _with_nickname(units, after, []) > after:
        return True  # `Pelatih X, NAME atau kerap disapa Y mengatakan`
    if units[after].lower != "yang":
        return False
    person = parts[0].tokens[0].entity == "PER" or _aged(parts[0])
    person = person and other.tokens[0].lower in words.heads
    body = parts[0].tokens[0].entity == "ORG" and _says_what_body(other, words)
    return position or person or body  # `Kepala Desa X, NAME yang mengaku ...`


def _apposed(parts: list[Unit], other: Unit, units: list[Unit], k: int, words: Words) -> bool:
    if other.tokens[0].lower in PERSONAL:
        return False
    after = _with_age(units, k, [])
    while after < len(units) and units[after].tag == "PP":
        after += 1
    closed = (
        after >= len(units)
        or units[after].lower in (",", ".", ":")
        or units[after].tag in ("CUE", "DATE", "ADJUNCT")
    )
    if not closed and not _goes_on(parts, other, units, k, after, words):
        return False
    named = any(part.person for part in parts)
    role = _role_like(other, words)
    if named and other.tokens[0].lower == "para":
        return False  # `Menurut X, para petani ...`: one is not many
    if named:
        if parts[0].tokens[0].entity == "PER" and other.tokens[0].lower in words.heads:
            return True  # NAME, POSITION ...: what the model takes for a name in it is a body
        titled_name = other.person and plain(other.tokens[0].text) in words.honorifics
        if parts[0].tokens[0].lower in words.heads and (
            other.tokens[0].entity == "PER" or titled_name
        ):
            return not _enumerated(units, after)  # POSITION BODY, NAME: the same
        if len(parts) == 1 and other.tokens[0].lower in words.organisations and not role:
            return False  # `menurut Rudi, tim itu ...`: a body is no apposition to a person
        return (role or _describes(other)) and not other.person
    if parts[0].tokens[0].lower in words.media:
        return all(titled(t.text) for t in other.tokens if t.text.isalpha())
    if _role_like(parts[0], words):
        return other.person or _name_like(other, words)
    if parts[0].tokens[0].entity == "ORG" and len(parts) == 1:
        return _says_what_body(other, words)
    return _name_like(parts[0], words) and other.tokens[0].lower in words.heads


def _described(parts: list[Unit], other: Unit, units: list[Unit], k: int, words: Words) -> bool:
    """`NAME, warga desa X juga mengungkapkan`: no comma closes the apposition."""
    if parts[0].tokens[0].entity != "PER" or len(parts) > 1 or not _role_like(other, words):
        return False
    adverb = k < len(units) and units[k].tag in ("ADV", "AUX")
    acts = k + 1 < len(units) and units[k + 1].tag in ("CUE", "VERB")
    return adverb and acts and other.tokens[0].text.islower() and len(other.tokens) > 1


def _says_what_body(unit: Unit, words: Words) -> bool:
    """`PT X, salah satu operator, mengatakan`, `Y, organisasi pemantau hutan, mencatat`."""
    first, *rest = unit.tokens
    one = first.lower in ("salah", "sebuah", "suatu") and bool(rest)
    return first.text.islower() and (one or first.lower in words.organisations)


def _opens_content(units: list[Unit], k: int) -> bool:
    """`Menurut X, peserta yang hadir lebih banyak`: with no comma behind it the clause is what X says."""
    according = any(unit.lower == "menurut" for unit in units[:k])
    return according and not any(unit.lower == "," for unit in units[k:])


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
    if _aged(unit):
        return True
    if plain(tokens[0].text) in words.ranks or plain(tokens[0].text) in words.honorifics:
        return len(tokens) > 1
    return (
        len(tokens) <= _NAME_WORDS
        and tokens[0].lower not in words.heads
        and not any(t.lower in words.organisations or t.lower in words.places for t in tokens)
        and not (len(tokens) == 1 and tokens[0].entity in ("ORG", "LOC"))
    )


def _aged(unit: Unit) -> bool:
    """`Nadia (27)`."""
    tokens = unit.tokens
    return len(tokens) > 2 and tokens[-1].text == ")" and tokens[-2].text.isdigit()


def _role_like(unit: Unit, words: Words) -> bool:
    opening = (i for i, t in enumerate(unit.tokens) if t.lower not in _QUANTIFIERS)
    at = next(opening, 0)
    if is_capital(unit.tokens):
        return False
    return is_position(unit.tokens, at, words.heads) or (
        unit.tokens[at].lower in words.ranks and not _name_like(unit, words)
    )
