"""Where the name of an organisation or a place begins in a phrase."""

from __future__ import annotations

import re
from collections.abc import Sequence

from claimx.extract.units import Token, titled
from claimx.extract.vocabulary import PhraseWords

_ROMAN = re.compile(r"[IVXLC]+")


def known_body(tokens: Sequence[Token], j: int, k: int, words: PhraseWords) -> int:
    """The first word of an organisation behind j that the lists know, or j."""
    known = (m for m in range(j + 1, k) if _organisation(tokens, m, words))
    return next((m for m in known if is_body(tokens, m, words)), j)


def begins_body(tokens: Sequence[Token], j: int, k: int, words: PhraseWords) -> bool:
    """`Juru Bicara | Satgas X`, but `Ketua Satgas X | Perhimpunan Y`."""
    return (
        tokens[j].lower in words.organisations
        and titled(tokens[j].text)
        and j + 1 < k
        and titled(tokens[j + 1].text)
        and not any(t.lower in words.organisations for t in tokens[j + 1 : k])
    )


def spelt_out(tokens: Sequence[Token], j: int, k: int, words: PhraseWords) -> int:
    """First token of a name whose abbreviation stands in brackets: `Direktur Riset | Center of Trade Studies (CTS)`.

    Returns 0 where the capitals of the abbreviation are not those of the words before it.
    """
    bracket = next((m for m in range(j, k - 1) if tokens[m].text == "("), 0)
    short = tokens[bracket + 1].text if bracket else ""
    if not short.isupper():
        return 0
    start = bracket
    for letter in reversed(short):
        start -= 1
        while start > j and tokens[start].text.islower():
            start -= 1
        if start < j or tokens[start].text[0] != letter:
            return 0
    if start == j + 1 and tokens[j].lower in words.organisations:
        return j  # `Kepala | Balai Taman Nasional (TN)`: the short form leaves out the kind of body
    return start


def numbered(token: Token) -> bool:
    """Whether a token numbers a unit: `II`, `3`, `A`."""
    return _ROMAN.fullmatch(token.text) is not None or token.text.isdigit() or len(token.text) == 1


def shortened(token: Token) -> bool:
    """Whether a token is a body's abbreviation: `CSIS`, but not `II`."""
    return len(token.text) > 1 and token.text.isupper() and not _ROMAN.fullmatch(token.text)


def body_start(
    tokens: Sequence[Token], j: int, k: int, words: PhraseWords, kinds: tuple[str, ...]
) -> int:
    """Index in ``tokens[j:k]`` at which a body of these kinds begins, or ``k``."""
    for m in range(j, k):
        if tokens[m].text == "(":
            break
        if m > j and (
            is_body(tokens, m, words) if "ORG" in kinds else token_is_region(tokens[m], words)
        ):
            return m
        token = tokens[m]
        if "ORG" in kinds and m > j and shortened(token):
            return m  # `Kepala Departemen Ekonomi CSIS`
        # A person's name cannot stand inside a position: what the model takes for one is a body.
        if (
            token.entity in (*kinds, "PER")
            and m > j
            and (token.entity_start or tokens[m - 1].entity != token.entity)
        ):
            return m
    return k


def token_is_region(token: Token, words: PhraseWords) -> bool:
    """Whether a word is a country or a province."""
    return titled(token.text) and token.lower in words.regions


def is_body(tokens: Sequence[Token], j: int, words: PhraseWords) -> bool:
    """Whether the token is a capitalised word by which a body, a place or a region is known."""
    token = tokens[j]
    known = (
        _organisation(tokens, j, words)
        or token.lower in words.places
        or token.lower in words.regions
    )
    return known and titled(token.text) and token.lower not in words.sub_units


def _organisation(tokens: Sequence[Token], j: int, words: PhraseWords) -> bool:
    """Whether a word, or it and the next (`Rumah Sakit`), is one by which an organisation is known."""
    pair = f"{tokens[j].lower} {tokens[j + 1].lower}" if j + 1 < len(tokens) else ""
    return tokens[j].lower in words.organisations or pair in words.organisations
