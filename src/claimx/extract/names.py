"""Where a person's name begins and ends in a phrase, and how it is written."""

from __future__ import annotations

from collections.abc import Sequence

from claimx.extract.bodies import is_body
from claimx.extract.units import DOTTED_DEGREE, Token, entity_runs, naming_width, plain, titled
from claimx.extract.vocabulary import Evidence, PhraseWords

_NAME_WORDS = 5  # the longest names of persons in news have five words, rarely more
_DEGREE_LENGTH = 5  # `SIK`, `MSi`; in capitals and without dots they are shorter


def name_shaped(tokens: Sequence[Token], words: PhraseWords) -> bool:
    """Whether tokens look like a person's name: one to five capitalised words, none of a position or body."""
    end = next((j for j, t in enumerate(tokens) if t.text in ("(", ",")), len(tokens))
    own = tokens[:end]
    return 0 < len(own) <= _NAME_WORDS and all(_name_word(t, words) for t in own)


def _name_word(token: Token, words: PhraseWords) -> bool:
    if token.lower in words.particles:
        return True
    return (
        titled(token.text)
        and token.text[0].isalpha()
        and token.lower not in words.heads
        and token.lower.removesuffix("nya") not in words.organisations
        and token.lower not in words.places
        and token.lower not in words.unnamed
        and token.lower not in words.documents
        and token.lower not in words.time
        and not (token.text.isupper() and len(token.text) > 3)
    )


def called_at(tokens: Sequence[Token], words: PhraseWords) -> int:
    """Index behind the words that say a name follows (`bernama`, `nama lengkap`), or the number of tokens."""
    for i, token in enumerate(tokens):
        if token.lower in words.naming and naming_width(tokens, i, words.naming):
            return i + 1
    return len(tokens)


def bracketed_names(tokens: Sequence[Token], text: str) -> tuple[str, ...]:
    """The names in the first brackets of the phrase."""
    for i, token in enumerate(tokens):
        if token.text == "(" and i:
            return names_in_brackets(tokens, i, text)
    return ()


def name_range(
    tokens: Sequence[Token], words: PhraseWords, known: Evidence
) -> tuple[int, int] | None:
    """Token range of the person's name in the phrase, or None.

    Evidence in falling order: the model's entities, words that stand alone as names elsewhere in the article, a
    rank or honorific before, and what is left of a position behind its organisation.
    """
    aged = _aged(tokens, words)
    if aged:
        return aged
    named = next(
        (
            i
            for i, t in enumerate(tokens)
            if t.entity == "PER" and not _part_of_rank(tokens, i, words)
        ),
        len(tokens),
    )
    bracket = next(
        (
            i
            for i, t in enumerate(tokens)
            if i > named and (t.text == "(" or t.lower in words.nicknaming)
        ),
        len(tokens),
    )
    runs = [
        run
        for i, k in entity_runs(tokens, "PER")
        if (run := _trim_name(tokens, i, min(k, max(bracket, i)), words))
    ]
    runs = [run for run in runs if run[0] < bracket] or runs
    alone = [
        i for i, t in enumerate(tokens) if t.text.casefold() in known.names and _name_word(t, words)
    ]
    if runs:
        i, k = runs[-1]
        lead = tokens[:i]
        if lead and all(
            _name_word(t, words) and t.pos == "PROPN" and not t.entity and not _addressing(t, words)
            for t in lead
        ):
            i = 0  # the model saw only the end of the name
        # What stands between a rank or an honorific and the end of the name is the name's: `H Burhan [Noor]`.
        titles = (j for j in range(i) if _addressing(tokens[j], words))
        title = max((j for j in titles if not completes_position(tokens, j, words)), default=None)
        while title is not None and title + 1 < i and _goes_on_with_rank(tokens[title + 1], words):
            title += 1
        between = tokens[title + 1 : i] if title is not None else ()
        body = (
            k - i > 1
            and tokens[title or 0].lower in words.heads
            and any(t.entity == "ORG" for t in between)
        )  # `Kapten [Persiga] Sari Melati`
        if title is not None and not body and all(_name_word(t, words) for t in between):
            return _grow(tokens, title + 1, k, words)
        near = [
            j
            for j in alone
            if j < i
            and i - j < _NAME_WORDS
            and all(_name_word(t, words) for t in tokens[j:i])
            and tokens[j].lower not in words.regions
            and not (
                k - i > 1 and (_often_body(tokens[j], known) or _of_company(tokens, j, words))
            )  # `CEO PasarKita | Sari Melati`
        ]
        return _grow(tokens, near[0] if near else i, k, words)
    body = tokens[0].lower in words.organisations and titled(tokens[0].text)
    if alone and not body:
        i, k = _grow(tokens, alone[0], alone[0] + 1, words)
        if (
            k == alone[0] + 1
        ):  # known by the last word of the name: what stands before and is no body's is the name's
            while (
                i > 0
                and k - i < 2
                and _name_word(tokens[i - 1], words)
                and tokens[i - 1].pos == "PROPN"
                and known.bodies.get(tokens[i - 1].text.casefold(), 0) <= 1
                and not is_body(tokens, i - 1, words)
                and not _addressing(tokens[i - 1], words)
            ):
                i -= 1
        return i, k
    if tokens[0].entity in ("ORG", "LOC") and all(t.entity for t in tokens):
        return None
    for i in range(1, len(tokens)):
        before = plain(tokens[i - 1].text)
        if (
            titled(tokens[i - 1].text)
            and (before in words.ranks or before in words.honorifics)
            and not completes_position(tokens, i - 1, words)
            and _name_word(tokens[i], words)
            and plain(tokens[i].text) not in words.ranks
            and plain(tokens[i].text) not in words.honorifics
            and not tokens[i].entity
        ):
            return _grow(tokens, i, i + 1, words)
    if tokens[0].lower in words.heads:
        ends = [k for kind in ("ORG", "LOC") for _, k in entity_runs(tokens, kind)]
        last = max(ends, default=0)
        rest = tokens[last:]
        stop = next((j for j, t in enumerate(rest) if t.text == "("), len(rest))
        if last and 0 < stop <= _NAME_WORDS and all(_name_word(t, words) for t in rest[:stop]):
            return last, last + stop
    return None


def completes_position(tokens: Sequence[Token], i: int, words: PhraseWords) -> bool:
    """Whether a rank is none: `Direktur Jenderal`, `Konsul Jenderal`."""
    before = tokens[i - 1].lower if i else ""
    return (
        tokens[i].lower in words.complements and before in words.heads and before not in words.ranks
    )


def _often_body(token: Token, known: Evidence) -> bool:
    """Whether a word belongs to a body here and in another place of the article."""
    return token.entity == "ORG" and known.bodies.get(token.text.casefold(), 0) > 1


def _of_company(tokens: Sequence[Token], j: int, words: PhraseWords) -> bool:
    """Whether the model sees the word at j in a company's name: `PT [Angin] Timur Sari Melati`."""
    while j and tokens[j].entity == "ORG" and not tokens[j].entity_start:
        j -= 1
    return tokens[j].entity == "ORG" and tokens[j].lower in words.company_forms


def _aged(tokens: Sequence[Token], words: PhraseWords) -> tuple[int, int] | None:
    """`Nadia (27)`: whatever bears an age is a person."""
    for k in range(1, len(tokens) - 2):
        if tokens[k].text == "(" and tokens[k + 1].text.isdigit() and tokens[k + 2].text == ")":
            i = k
            while (
                i > 0 and _name_word(tokens[i - 1], words) and not _addressing(tokens[i - 1], words)
            ):
                i -= 1
            return (i, k) if i < k else None
    return None


def _part_of_rank(tokens: Sequence[Token], i: int, words: PhraseWords) -> bool:
    """`Letkol [Laut] (P)`."""
    return (
        bool(i)
        and _goes_on_with_rank(tokens[i], words)
        and plain(tokens[i - 1].text) in words.ranks
    )


def _goes_on_with_rank(token: Token, words: PhraseWords) -> bool:
    return plain(token.text) in words.rank_parts or not any(c.isalnum() for c in token.text)


def _addressing(token: Token, words: PhraseWords) -> bool:
    return plain(token.text) in words.ranks or plain(token.text) in words.honorifics


def _trim_name(
    tokens: Sequence[Token], i: int, k: int, words: PhraseWords
) -> tuple[int, int] | None:
    if k - i == 1 and tokens[i].lower in words.heads:
        return None
    if all(plain(t.text) in words.degrees or DOTTED_DEGREE.fullmatch(t.text) for t in tokens[i:k]):
        return None
    while i < k and (
        (tokens[i].text[:1].islower() and tokens[i].lower not in words.particles)
        or (plain(tokens[i].text) in words.honorifics and i < k - 1)
        or plain(tokens[i].text) in words.ranks
        or (i and _goes_on_with_rank(tokens[i], words) and plain(tokens[i - 1].text) in words.ranks)
        or (tokens[i].lower in words.heads and k - i > 1)
        or (i and k - i > 1 and f"{tokens[i - 1].lower} {tokens[i].lower}" in words.heads)
        or (not tokens[i].text[:1].isalpha() and tokens[i].text[:1] != "@")
    ):
        i += 1
    chief = next((m for m in range(i + 1, k) if tokens[m].lower in words.unit_chiefs), k)
    k = chief  # `Rudi Hartanto [Kasi Pelayanan]`
    while i < k - 1 and _bodily(tokens[i], tokens[i + 1], words):
        i += 1  # `DKPKP Eti Rohaeti`: the model took the body's short name along
    while k > i and (
        (
            plain(tokens[k - 1].text) in words.degrees
            and k - 1 > i
            and (
                "." in tokens[k - 1].text
                or tokens[k - 2].text == ","
                or _capital_degree(tokens, i, k - 1)
            )
        )
        or not any(c.isalnum() for c in tokens[k - 1].text)
    ):
        k -= 1
    return (i, k) if i < k else None


def _capital_degree(tokens: Sequence[Token], i: int, k: int) -> bool:
    """Whether a degree without dots at k is told by its capitals from the name ``tokens[i:k]``."""
    text = tokens[k].text
    return (
        1 < len(text) < _DEGREE_LENGTH
        and text[:2].isupper()  # `SH`, `STh`
        and any(t.text[1:].islower() for t in tokens[i:k])
    )


def _bodily(token: Token, following: Token, words: PhraseWords) -> bool:
    """Whether a word before a name is the short name of a body or a place."""
    acronym = token.text.isupper() and len(token.text) > 2 and not following.text.isupper()
    return (
        acronym
        or token.lower in words.organisations
        or token.lower in words.places
        or token.lower in words.provinces
    )


def _grow(tokens: Sequence[Token], i: int, k: int, words: PhraseWords) -> tuple[int, int]:
    """Take along capitalised neighbours that the model cut off: `Sri [Mulyani]`, `[I Made] Suardana`, `[M.] Rahman`."""
    while (
        i > 0
        and (tokens[i - 1].lower in words.openers or _initial(tokens[i - 1]))
        and titled(tokens[i - 1].text)
        and plain(tokens[i - 1].text) not in ("h", "hj")
    ):
        i -= 1
    misread = tokens[i].entity in (
        "ORG",
        "LOC",
    )  # known as a name from elsewhere: its entity says nothing
    while k < len(tokens) and k - i < _NAME_WORDS + 1:
        token = tokens[k]
        if token.lower in words.particles and k + 1 < len(tokens) and titled(tokens[k + 1].text):
            k += 1
            continue
        if (
            not _name_word(token, words)
            or (token.entity in ("ORG", "LOC") and not misread)
            or plain(token.text) in words.ranks
        ):
            break
        if plain(token.text) in words.degrees and ("." in token.text or token.text[:2].isupper()):
            break
        k += 1
    return i, k


def _initial(token: Token) -> bool:
    return (
        len(token.text) <= 2
        and token.text[0].isupper()
        and (len(token.text) == 1 or token.text[1] == ".")
    )


def names_in_brackets(tokens: Sequence[Token], k: int, text: str) -> tuple[str, ...]:
    """The names in brackets that open at ``k``, none where no brackets do."""
    if k >= len(tokens) or tokens[k].text != "(":
        return ()
    close = next((i for i in range(k + 1, len(tokens)) if tokens[i].text == ")"), None)
    if close is None or close == k + 1:
        return ()
    inside = clean(text[tokens[k + 1].start : tokens[close - 1].end])
    return () if inside[:1].isdigit() or len(inside.split()) > 3 else (inside,)


def after_brackets(tokens: Sequence[Token], k: int) -> int:
    """Index behind brackets that open at ``k``, or ``k``."""
    if k < len(tokens) and tokens[k].text == "(":
        close = next((i for i in range(k + 1, len(tokens)) if tokens[i].text == ")"), None)
        return len(tokens) if close is None else close + 1
    return k


def clean(name: str) -> str:
    """A name as it is shown: one space between words, no outer punctuation."""
    out = " ".join(name.split()).strip(" ,;:-–—\"“”'‘’")
    if out.endswith(")") and "(" not in out:
        out = out[:-1].rstrip()
    if "(" in out and ")" not in out:
        out += ")"
    return out
