"""Whether a phrase says who or what the one before it is; nicknames and ages that stand between."""

from __future__ import annotations

from claimx.extract.units import (
    CLOSING_DETERMINERS,
    PERSONAL,
    Unit,
    Words,
    is_capital,
    is_position,
    plain,
    titled,
    unit_of,
)

QUANTIFIERS = frozenset({"seorang", "salah", "satu", "sang", "si", "para"})
_AGED = frozenset({"berusia", "berumur"})
_PREDICATES = frozenset({"VERB", "AUX", "ADV", "ADJ", "PART"})
_NAMED_SO = frozenset({"disapa", "dipanggil", "dijuluki"})
_NAME_WORDS = 5


def describes_body(unit: Unit, words: Words) -> bool:
    """Whether a phrase behind a preposition names a body: `di [Kementerian X]`."""
    return unit.tokens[1].lower in words.organisations if len(unit.tokens) > 1 else False


def describes(unit: Unit) -> bool:
    """Whether a phrase is a plain noun and no name: `pedagang pasar`."""
    first = next((t for t in unit.tokens if t.lower not in QUANTIFIERS), unit.tokens[0])
    return not unit.person and (first.text.islower() or first.pos == "NOUN")


def _goes_on(
    parts: list[Unit], other: Unit, units: list[Unit], k: int, after: int, words: Words
) -> bool:
    """Whether what stands behind a phrase tells that it is an apposition, though nothing closes it."""
    if parts[-1].tokens[-1].lower in CLOSING_DETERMINERS:
        return False  # `Menurut pelatih itu, X tidak ...`: who was pointed at needs no name
    if _opens_content(units, k):
        return False  # `Menurut hakim, X terbukti`
    position = other.person and role_like(parts[0], words)
    if units[after].tag in _PREDICATES and after == k and position:
        return True
    if position and with_nickname(units, after, []) > after:
        return True  # `Pelatih X, NAME atau kerap disapa Y mengatakan`
    if units[after].lower != "yang":
        return False
    person = parts[0].tokens[0].entity == "PER" or _aged(parts[0])
    person = person and other.tokens[0].lower in words.heads
    body = parts[0].tokens[0].entity == "ORG" and _says_what_body(other, words)
    return position or person or body  # `Kepala Desa X, NAME yang mengaku ...`


def apposed(parts: list[Unit], other: Unit, units: list[Unit], k: int, words: Words) -> bool:
    """Whether a phrase behind a comma is the same as the parts before it; the unit at k stands behind it."""
    if other.tokens[0].lower in PERSONAL:
        return False
    after = with_age(units, k, [])
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
    role = role_like(other, words)
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
        return (role or describes(other)) and not other.person
    if parts[0].tokens[0].lower in words.media:
        return all(titled(t.text) for t in other.tokens if t.text.isalpha())
    if role_like(parts[0], words):
        return other.person or name_like(other, words)
    if parts[0].tokens[0].entity == "ORG" and len(parts) == 1:
        return _says_what_body(other, words)
    return name_like(parts[0], words) and other.tokens[0].lower in words.heads


def described(parts: list[Unit], other: Unit, units: list[Unit], k: int, words: Words) -> bool:
    """`NAME, warga desa X juga mengungkapkan`: no comma closes the apposition."""
    if parts[0].tokens[0].entity != "PER" or len(parts) > 1 or not role_like(other, words):
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


def name_like(unit: Unit, words: Words) -> bool:
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


def role_like(unit: Unit, words: Words) -> bool:
    """Whether a phrase is a position or a rank: `Ketua X`, `seorang saksi`."""
    opening = (i for i, t in enumerate(unit.tokens) if t.lower not in QUANTIFIERS)
    at = next(opening, 0)
    if is_capital(unit.tokens):
        return False
    return is_position(unit.tokens, at, words.heads) or (
        unit.tokens[at].lower in words.ranks and not name_like(unit, words)
    )


def with_nickname(units: list[Unit], k: int, parts: list[Unit]) -> int:
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


def with_age(units: list[Unit], k: int, parts: list[Unit]) -> int:
    """Take along `berusia 74 tahun`."""
    if k + 1 < len(units) and units[k].lower in _AGED and units[k + 1].tokens[0].text.isdigit():
        parts += [unit._replace(tag="REL") for unit in units[k : k + 2]]
        return k + 2
    return k
