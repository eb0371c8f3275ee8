"""Units that belong together made one: titles in quotation marks, sources without a name, epithets."""

from __future__ import annotations

from claimx.extract.apposed import QUANTIFIERS
from claimx.extract.units import (
    CLOSING_DETERMINERS,
    Unit,
    Words,
    is_position,
    naming_width,
    titled,
    unit_of,
)

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
    opening = (n for n, t in enumerate(unit.tokens) if t.lower not in QUANTIFIERS)
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
