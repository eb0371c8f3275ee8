"""What the model takes for a person by mistake: bodies, places, and words that are no name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from claimx.extract.label_words import (
    FULL_NAME,
    ROMAN,
    KnownNames,
    LabelWords,
    abbreviated,
    folded,
    placed,
)
from claimx.extract.units import Token, entity_runs, plain, titled

_MINISTRY = re.compile(r"Kemen[a-z]{3,}")  # `Kemendikbudristek`
_DEGREE = re.compile(r"Sp\.?[A-Z][\w.()-]*|[A-Z]\d+")  # `SpPD-KGH`, `K2`
_COMPOUND = re.compile(r"[A-Z][a-z]{3,}[A-Z]\w*")  # `PasarKita`, but `McDonald`
_LONGEST_PLACE = 4  # words
_NO_SUBJECT = frozenset({"ADJ", "NOUN", "NUM"})
_AS = frozenset({"selaku", "sebagai", "juga", "menjabat"})


def no_persons(
    tokens: Sequence[Token], words: LabelWords, known: KnownNames
) -> Iterator[tuple[Sequence[Token], str]]:
    """Yield runs that the model calls a person and that are none, with what they are."""
    for first, last in entity_runs(tokens, "PER"):
        end = last
        while end > first + 1 and tokens[end - 1].text.islower():
            end -= 1
        if end < last:
            yield tokens[end:last], ""  # `Sari [sembari]`
        width, entity = _no_person(tokens, first, end, words, known)
        if width:
            yield tokens[first : first + width], entity


def _no_person(
    tokens: Sequence[Token], first: int, end: int, words: LabelWords, known: KnownNames
) -> tuple[int, str]:
    """How many words at the start of a run are no person's name, and what they are."""
    run = tokens[first:end]
    if _ends_body(tokens, first, end, known):
        return len(run), "ORG"
    if _behind_number(tokens, first, end, words, known):
        return len(run), "LOC"
    if len(run) == FULL_NAME and run[0].lower in words.unit_chiefs:
        return len(run), ""  # `Kasubdit Siber`
    if any("/" in t.text for t in run):
        return len(run), ""  # `Foto ilustrasi/Net`
    if len(run) == 1 and _honours(tokens, first, words):
        return 1, "ORG"
    if len(run) == 1:
        entity = _single(tokens, first, words, known)
        return (0, "") if entity is None else (1, entity)
    rank = next((n for n, t in enumerate(run) if n and _titles(t, words)), 0)
    if rank and first and tokens[first - 1].lower in words.heads:
        return rank, "LOC"  # `Kapolsek [Sukamulya] Kompol X`
    if _honours(tokens, first, words):
        return len(run), "ORG"  # `RSUD Prof. [Margono]`
    alone = end < len(tokens) and tokens[end].text == ","
    if alone and f"{run[0].lower} {run[1].lower}" in words.heads:
        return len(run), "ORG"  # `Imam Masjid Nurul Iman,`
    if run[0].lower in words.bodies and titled(run[0].text):
        return _body(run, words), "ORG"
    width = _led_by_body(tokens, first, run, words, known)
    if width:
        return width, "ORG"
    whole = _several(run, tokens, first, words, known)
    if whole:
        return len(run), whole
    if first and run[0].lower in words.directions and (tokens[first - 1].lower,) in words.places:
        return 1, "LOC"  # `Bupati Donggala [Utara] Sari`
    if any(t.lower in words.bodies for t in run[1:-3]):
        return len(run) - FULL_NAME, "ORG"  # `Imam Besar Masjid Istiqlal [Nasaruddin Umar]`
    return 0, ""


def _body(run: Sequence[Token], words: LabelWords) -> int:
    """How many words of a run that begins with a body are its name: `Universitas Airlangga`, `[PLN] Bob Saril`."""
    if abbreviated(run[0]) and tuple(t.lower for t in run[1:]) not in words.places:
        return 1 + placed(run[1:], words)
    return next((at for at, t in enumerate(run) if plain(t.text) in words.addresses), len(run))


def _ends_body(tokens: Sequence[Token], at: int, end: int, known: KnownNames) -> bool:
    """Whether these words end a body that the article names elsewhere: `JKL Rumah [Jahit]`."""
    if tokens[end - 1].text.casefold() not in known.ends:
        return False
    starts = range(max(0, at - _LONGEST_PLACE), at)
    return any(folded(tokens[first:end]) in known.whole for first in starts)


def _once(token: Token, known: KnownNames) -> bool:
    """Whether the article has a name nowhere else."""
    name = token.text.casefold()
    return known.single[name] < FULL_NAME and name not in known.names


def _behind_number(
    tokens: Sequence[Token], at: int, end: int, words: LabelWords, known: KnownNames
) -> bool:
    """`Kepala SDN 3 [Tulung Selapan], Rabu`: schools bear a number before their place."""
    numbered = at > 1 and tokens[at - 1].text.isdigit()
    school = numbered and tokens[at - 2].lower in words.named_bodies
    closed = end == len(tokens) or tokens[end].text in (",", ".", ")")
    return school and closed and not any(known.single[t.text.casefold()] for t in tokens[at:end])


def _titles(token: Token, words: LabelWords) -> bool:
    """A rank, or a title with its stop: `Kompol`, `Ir.`, but no initial."""
    word = plain(token.text)
    dotted = token.text.endswith(".") and len(word) > 1 and word in words.addresses
    return dotted or word in words.ranks


def _honours(tokens: Sequence[Token], at: int, words: LabelWords) -> bool:
    """Whether a body is named after the person: `RSUD Prof. Dr. [Margono]`."""
    start = at
    while start and (
        plain(tokens[start - 1].text) in words.addresses or tokens[start - 1].text == "."
    ):
        start -= 1
    return 0 < start < at and tokens[start - 1].lower in words.named_bodies


def _behind_local(tokens: Sequence[Token], at: int, words: LabelWords) -> bool:
    """Whether a village or district is named: `Desa [Sukamulya]`, and where it must be one behind its head."""
    before = tokens[at - 1]
    if before.lower in words.localities and titled(before.text):
        headed = at > 1 and tokens[at - 2].lower == "kepala"
        return not headed or _of_local(tokens, at, words, 3)
    return before.lower in words.locals and _of_local(tokens, at, words, 2)


def _of_local(tokens: Sequence[Token], at: int, words: LabelWords, back: int) -> bool:
    """`Kapolsek [Sukamulya] Iptu X`, `Camat [Sukamulya], X`, `X, Camat [Sukamulya]`, `selaku Camat [Sukamulya]`."""
    behind = tokens[at + 1 : at + 3]
    if behind and behind[0].text == ",":
        behind = behind[1:]
    named = bool(behind) and (behind[0].entity == "PER" or plain(behind[0].text) in words.addresses)
    ahead = tokens[max(0, at - back - 1) : max(0, at - back + 1)]
    apposed = len(ahead) == 2 and ahead[1].text == "," and ahead[0].entity == "PER"
    return named or apposed or (bool(ahead) and ahead[-1].lower in _AS)


def _several(
    run: Sequence[Token], tokens: Sequence[Token], at: int, words: LabelWords, known: KnownNames
) -> str | None:
    """What several words are as a whole that the model calls a person, None where they may be one."""
    before = tokens[at - 1] if at else None
    if tuple(t.lower for t in run) in words.places:  # `Khan Younis`
        return "LOC"
    if before and tuple(t.lower for t in (before, *run)) in words.places:
        return "LOC"  # `Timor [Tengah Selatan]`
    if _shortened(run, words):
        return "ORG"
    if before and _opens_body(before, words):
        position = before.lower in words.complements and at > 1  # `Wali Kota X`
        position = position and tokens[at - 2].lower in words.heads
        if not position and not known.single[run[0].text.casefold()]:
            return "ORG"  # `Perhimpunan Dokter Anak`
    return None


def _led_by_body(
    tokens: Sequence[Token], at: int, run: Sequence[Token], words: LabelWords, known: KnownNames
) -> int:
    """How many words at the start of a person's name end a body before it: `CEO [PasarKita] Sari Melati`."""
    if not at:
        return 0
    before = tokens[at - 1]
    position = before.lower in words.heads
    behind_body = before.text == ")" or before.entity in ("ORG", "LOC")
    if not (position or behind_body or _plain_title(before, words)):
        return 0
    for width in range(len(run) - FULL_NAME, 0, -1):  # what the article has by itself elsewhere
        if run[width - 1].text.casefold() not in known.ends:
            continue
        for first in range(max(0, at - _LONGEST_PLACE), at + 1):
            if folded(tokens[first : at + width]) in known.whole:
                return width
    place = placed(run, words)  # `(Basarnas) [Mataram] Nanang Sigit`
    if not position and place and (behind_body or len(run) - place >= FULL_NAME):
        return place
    if before.lower in words.regional_offices and place and len(run) - place >= FULL_NAME:
        return place  # `Bupati [Wonosobo] Sari Melati`
    if len(run[0].text) > 2 and abbreviated(run[0]) and not abbreviated(run[1]):
        if position and len(run) == FULL_NAME and run[1].text.casefold() in known.bodies:
            return len(run)  # `Kepala BBWS Citarum, X`
        if position or len(run) > FULL_NAME:
            return 1  # `Sekretaris Jenderal PGR X`
    return int(len(run) > FULL_NAME and _COMPOUND.fullmatch(run[0].text) is not None)


def _shortened(run: Sequence[Token], words: LabelWords) -> bool:
    """Whether a run of several words is a body in short: `OCBC NISP`, `Baleg DPR`."""
    if not all(abbreviated(t) for t in run[1:]):
        return False
    known = run[1].lower in words.bodies
    return known or (abbreviated(run[0]) and all(len(t.text) > 3 for t in run))


def _plain_title(token: Token, words: LabelWords) -> bool:
    """A capitalised word that leads up to no name: `Dinas Perikanan`, not `Bupati`, `Pak`."""
    return (
        titled(token.text)
        and not token.entity
        and token.lower not in words.heads
        and plain(token.text) not in words.addresses
    )


def _common(token: Token, words: LabelWords) -> bool:
    """Whether a word is a plain noun, and none that leads up to a name."""
    leads = token.lower in words.heads or token.lower in words.others or token.lower in words.naming
    return token.pos == "NOUN" and token.text.islower() and not leads


def _opens_body(token: Token, words: LabelWords) -> bool:
    known = token.lower in words.bodies and titled(token.text) and not token.text.isupper()
    return known and not token.entity


def _single(tokens: Sequence[Token], at: int, words: LabelWords, known: KnownNames) -> str | None:
    """What a single word is that the model calls a person, None where it may be one."""
    token = tokens[at]
    before = tokens[at - 1] if at else None
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    if (token.lower,) in words.places and token.text.casefold() not in known.names:
        return "ORG" if before and before.entity == "ORG" else "LOC"
    folded = token.text.casefold()
    if known.whole[folded,] > known.single[folded] and folded not in known.names:
        return "ORG"  # elsewhere it mostly is one
    if before is not None and _behind_local(tokens, at, words):
        return "LOC"
    named = after is not None and after.entity == "PER" and after.entity_start
    if named and before is not None and before.lower in words.heads and titled(token.text):
        return "LOC"  # `Kapolsek [Lembah] [Sari Melati]`
    if (len(token.text) > 3 and abbreviated(token)) or _MINISTRY.fullmatch(token.text):
        return "ORG"
    if at == 0 and token.lower in words.no_names:
        return ""  # `Disinggung soal itu, ...`
    loose = after is not None and after.pos in _NO_SUBJECT and after.lower not in words.heads
    if at == 0 and loose and _once(token, known):
        return ""  # `Barangkali banyak orang ...`
    if at == 0 and token.lower in known.common and known.single[folded] < FULL_NAME:
        return None if folded in known.names else ""  # `Rotasi ...`, where the article has `rotasi`
    if token.lower in words.organs:
        return "ORG"
    if len(token.text) > 2 and abbreviated(token) and before is not None and _common(before, words):
        return "ORG"  # `pengurus dapur mitra MBG`, but `korban SRM`
    if not titled(token.text) or ROMAN.fullmatch(token.text) or _DEGREE.fullmatch(token.text):
        return ""
    determined = after is not None and after.lower in ("itu", "ini", "tersebut")
    position = token.lower in words.heads  # `Manajer Humas`
    position = position or (
        before is not None and before.lower in words.unit_chiefs
    )  # `Kasubdit Siber`
    return "" if position or (determined and token.pos == "NOUN") else None
