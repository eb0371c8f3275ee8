"""A noun phrase taken apart: name, role, affiliation, and what kind of source it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from claimx.extract.units import Token, Unit, plain, titled
from claimx.models import SpeakerKind
from claimx.rules.load import RuleSet

_AGE = 3  # digits of an age in brackets
_PLURAL = frozenset({"para", "sejumlah", "beberapa", "kedua", "ketiga", "keempat", "kelima", "banyak", "sebagian", "seluruh", "semua", "kalangan", "kelompok", "mereka", "warga", "masyarakat"})
_SUB_UNITS = frozenset({"bidang", "unit", "komisi", "divisi", "seksi", "bagian", "biro", "subdit", "satuan", "subbagian", "subbidang", "pusat", "deputi", "urusan", "departemen", "program", "tim", "bagian", "hubungan", "humas", "satgas", "umum", "direktorat", "jurusan", "fraksi", "kelompok", "kantor", "panitia", "forum"})
_DETERMINERS = frozenset({"itu", "ini", "tersebut"})
_LEADING = frozenset({"sang", "si", "para", "seorang", "salah", "satu", "sejumlah", "beberapa", "seluruh", "semua", "kedua", "ketiga", "oleh"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Description:
    """What a noun phrase says of a source. Spans are token ranges of the phrase given as text.

    ``name`` is the bare name (no honorific, rank, degree); ``aliases`` are names in brackets behind it.
    """

    kind: SpeakerKind
    name: str | None = None
    name_start: int | None = None
    name_end: int | None = None
    aliases: tuple[str, ...] = ()
    role: str | None = None
    rank: str | None = None
    affiliation: str | None = None
    pronoun: bool = False
    definite: bool = False
    plural: bool = False
    head: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PhraseWords:
    """The word lists by which phrases are read."""

    heads: Mapping[str, str]
    ranks: Mapping[str, str]
    honorifics: Mapping[str, str]
    degrees: Mapping[str, str]
    organisations: Mapping[str, str]
    places: Mapping[str, str]
    unnamed: Mapping[str, str]
    documents: Mapping[str, str]
    pronouns: Mapping[str, str]

    @classmethod
    def of(cls, rules: RuleSet) -> PhraseWords:
        """Take the lists from the rules."""
        return cls(
            heads=rules.words("role.head"),
            ranks=rules.words("role.rank"),
            honorifics=rules.words("role.honorific"),
            degrees=rules.words("role.degree"),
            organisations=rules.words("role.organisation"),
            places=rules.words("role.place"),
            unnamed=rules.words("role.unnamed"),
            documents=rules.words("role.document"),
            pronouns=rules.words("role.pronoun"),
        )


def describe(unit: Unit, text: str, words: PhraseWords, known: frozenset[str] = frozenset()) -> Description:
    """Read a noun phrase, an apposition included. ``known`` holds name tokens seen elsewhere, casefolded."""
    if not unit.parts:
        return _describe(unit.tokens, text, words, known)
    whole: Description | None = None
    for part in unit.parts:
        if part.tag == "PP":
            whole = _with_body(whole, part, text)
        elif part.tag == "NP":
            said = _describe(part.tokens, text, words, known)
            whole = said if whole is None else _merge(whole, said)
    assert whole is not None  # noqa: S101 - an apposition has a noun phrase
    return whole


def _with_body(whole: Description | None, part: Unit, text: str) -> Description | None:
    if whole is None or whole.affiliation or part.tokens[0].lower not in ("dari", "asal", "di"):
        return whole
    return replace(whole, affiliation=clean(text[part.tokens[1].start : part.end]))


def _merge(a: Description, b: Description) -> Description:
    """Join two descriptions of one source: the named one leads, the other fills what it lacks."""
    lead, other = (a, b) if a.name and (a.kind == "person" or not b.name) else (b, a) if b.name else (a, b)
    role, affiliation = lead.role, lead.affiliation
    if role is None:
        role, affiliation = other.role, other.affiliation or affiliation
    elif affiliation is None and other.affiliation and not other.role:
        affiliation = other.affiliation
    return replace(lead, role=role, affiliation=affiliation, rank=lead.rank or other.rank, head=other.head if not lead.role else lead.head)


def _describe(tokens: Sequence[Token], text: str, words: PhraseWords, known: frozenset[str]) -> Description:
    first = tokens[0]
    definite = tokens[-1].lower in _DETERMINERS or first.lower in ("sang", "si")
    if first.lower in words.pronouns:
        return Description(kind="person", pronoun=True, plural=first.lower in ("mereka", "keduanya", "ketiganya"), head=first.lower)
    name = _name_range(tokens, words, known)
    if name:
        i, k = name
        role, affiliation, rank = _role(tokens[:i], text, words)
        aliases = _bracketed(tokens, k, text)
        after = _after_brackets(tokens, k)
        if role is None and after < len(tokens) and tokens[after].lower in words.heads:
            role, affiliation, _ = _role(tokens[after:], text, words)
        return Description(
            kind="person",
            name=clean(text[tokens[i].start : tokens[k - 1].end]),
            name_start=tokens[i].start,
            name_end=tokens[k - 1].end,
            aliases=aliases,
            role=role,
            affiliation=affiliation,
            rank=rank,
            head=_head_word(tokens[:i], words),
        )
    return _nameless(tokens, text, words, definite)


def _nameless(tokens: Sequence[Token], text: str, words: PhraseWords, definite: bool) -> Description:
    first = next((t for t in tokens if t.lower not in _LEADING), tokens[0])
    plural = tokens[0].lower in _PLURAL
    phrase = clean(text[tokens[0].start : tokens[-1].end])
    body = _entity(tokens, text, ("ORG", "LOC"))
    if first.lower in words.documents:
        return Description(kind="document", name=body or phrase, aliases=_aliases(tokens, text), head=first.lower, definite=definite)
    if first.lower in words.heads and not first.entity.startswith("ORG"):
        role, affiliation, rank = _role(tokens, text, words)
        kind: SpeakerKind = "group" if plural else "unnamed"
        return Description(kind=kind, name=None, role=role, affiliation=affiliation, rank=rank, head=first.lower, definite=definite, plural=plural)
    if tokens[0].lower in words.unnamed and not tokens[0].entity:
        kind = "group" if plural else "unnamed"
        return Description(kind=kind, name=phrase, head=first.lower, definite=definite, plural=plural)
    if body or first.lower in words.organisations or titled(first.text):
        name, aliases = _body_name(tokens, text)
        return Description(kind="organisation", name=name, aliases=aliases, head=first.lower, definite=definite)
    return Description(kind="unnamed", name=phrase, head=first.lower, definite=definite, plural=plural)


def _body_name(tokens: Sequence[Token], text: str) -> tuple[str, tuple[str, ...]]:
    end = next((i for i, t in enumerate(tokens) if t.text == "("), len(tokens))
    while end > 1 and tokens[end - 1].lower in _DETERMINERS:
        end -= 1
    end = end or len(tokens)
    return clean(text[tokens[0].start : tokens[end - 1].end]), _aliases(tokens, text)


def _entity(tokens: Sequence[Token], text: str, kinds: tuple[str, ...]) -> str | None:
    for i, token in enumerate(tokens):
        if token.entity in kinds:
            k = i + 1
            while k < len(tokens) and tokens[k].entity == token.entity and not tokens[k].entity_start:
                k += 1
            return clean(text[token.start : tokens[k - 1].end])
    return None


def _aliases(tokens: Sequence[Token], text: str) -> tuple[str, ...]:
    for i, token in enumerate(tokens):
        if token.text == "(" and i:
            return _bracketed(tokens, i, text)
    return ()


def _name_range(tokens: Sequence[Token], words: PhraseWords, known: frozenset[str]) -> tuple[int, int] | None:
    """Token range of the person's name in the phrase, or None."""
    runs: list[tuple[int, int]] = []
    i = 0
    while i < len(tokens):
        if tokens[i].entity == "PER":
            k = i + 1
            while k < len(tokens) and tokens[k].entity == "PER" and not tokens[k].entity_start:
                k += 1
            trimmed = _trim_name(tokens, i, k, words)
            if trimmed:
                runs.append(trimmed)
            i = k
        else:
            i += 1
    if runs:
        return _grow(tokens, *runs[-1], words)
    # The model saw no name: one after a rank or an honorific, or a name known from elsewhere in the article.
    for i, token in enumerate(tokens[1:], start=1):
        before = plain(tokens[i - 1].text)
        if titled(token.text) and (before in words.ranks or before in words.honorifics) and plain(token.text) not in words.ranks and plain(token.text) not in words.honorifics and token.entity not in ("ORG", "LOC") and titled(tokens[i - 1].text):
            return _grow(tokens, i, i + 1, words)
    for i, token in enumerate(tokens):
        if token.text.casefold() in known and titled(token.text) and token.lower not in words.heads:
            k = i + 1
            while k < len(tokens) and titled(tokens[k].text) and (tokens[k].text.casefold() in known):
                k += 1
            return i, k
    return None


def _trim_name(tokens: Sequence[Token], i: int, k: int, words: PhraseWords) -> tuple[int, int] | None:
    while i < k and (
        plain(tokens[i].text) in words.honorifics
        or plain(tokens[i].text) in words.ranks
        or (tokens[i].lower in words.heads and k - i > 1)
        or not tokens[i].text[:1].isalpha() and tokens[i].text[:1] != "@"
    ):
        i += 1
    while k > i and (
        (plain(tokens[k - 1].text) in words.degrees and k - 1 > i and ("." in tokens[k - 1].text or tokens[k - 2].text == ","))
        or not any(c.isalnum() for c in tokens[k - 1].text)
    ):
        k -= 1
    return (i, k) if i < k else None


def _grow(tokens: Sequence[Token], i: int, k: int, words: PhraseWords) -> tuple[int, int]:
    """Take along capitalised neighbours that the model cut off: `Sri [Mulyani Indrawati]`, `[I Made] Suardana`."""
    while k < len(tokens) and titled(tokens[k].text) and tokens[k].pos in ("PROPN", "X", "NOUN") and tokens[k].entity not in ("ORG", "LOC") and tokens[k].lower not in words.heads and plain(tokens[k].text) not in words.degrees and plain(tokens[k].text) not in words.ranks:
        k += 1
    return i, k


def _bracketed(tokens: Sequence[Token], k: int, text: str) -> tuple[str, ...]:
    if k >= len(tokens) or tokens[k].text != "(":
        return ()
    close = next((i for i in range(k + 1, len(tokens)) if tokens[i].text == ")"), None)
    if close is None or close == k + 1:
        return ()
    inside = clean(text[tokens[k + 1].start : tokens[close - 1].end])
    return () if inside[:1].isdigit() or len(inside.split()) > 3 else (inside,)


def _after_brackets(tokens: Sequence[Token], k: int) -> int:
    if k < len(tokens) and tokens[k].text == "(":
        close = next((i for i in range(k + 1, len(tokens)) if tokens[i].text == ")"), None)
        return len(tokens) if close is None else close + 1
    return k


def _head_word(tokens: Sequence[Token], words: PhraseWords) -> str:
    return next((t.lower for t in tokens if t.lower in words.heads), tokens[0].lower if tokens else "")


def _role(tokens: Sequence[Token], text: str, words: PhraseWords) -> tuple[str | None, str | None, str | None]:
    """Split what stands before a name into role, affiliation and rank."""
    i, k = 0, len(tokens)
    while i < k and tokens[i].lower in _LEADING:
        i += 1
    while k > i and tokens[k - 1].lower in _DETERMINERS:
        k -= 1
    end = k
    while k > i and (plain(tokens[k - 1].text) in words.ranks or plain(tokens[k - 1].text) in words.honorifics or tokens[k - 1].text in (",", "(", ")", ".")):
        if tokens[k - 1].lower in words.heads and tokens[k - 1].text != "," and k - 1 == i and plain(tokens[k - 1].text) not in words.ranks:
            break
        if tokens[k - 1].text == ")":
            break
        k -= 1
    rank = clean(text[tokens[k].start : tokens[end - 1].end]) if k < end else None
    if rank is not None and plain(rank.split()[0]) not in words.ranks:
        rank = None
    if i >= k:
        return None, None, rank
    split = _affiliation_start(tokens, i, k, words)
    role = clean(text[tokens[i].start : tokens[split - 1].end]) if split > i else None
    body = clean(text[tokens[split].start : tokens[k - 1].end]) if split < k else None
    return role or None, body or None, rank


def _affiliation_start(tokens: Sequence[Token], i: int, k: int, words: PhraseWords) -> int:
    """First token of the organisation or place in a role phrase; k where there is none.

    A sub-unit (`Bidang Humas`, `Komisi III`) belongs to the role as long as an organisation follows it.
    """
    if tokens[i].entity == "ORG" and tokens[i].lower not in words.heads:
        return i
    for j in range(i + 1, k):
        token = tokens[j]
        if token.lower in _SUB_UNITS:
            continue
        opens = token.entity in ("ORG", "LOC") and (token.entity_start or tokens[j - 1].entity != token.entity)
        inside = token.entity in ("ORG", "LOC") and tokens[j - 1].lower in words.heads
        lexical = (token.lower in words.organisations or token.lower in words.places) and titled(token.text)
        if (opens or inside or lexical) and token.lower not in words.heads:
            return j
    return k


def clean(name: str) -> str:
    """A name as it is shown: one space between words, no outer punctuation."""
    out = " ".join(name.split()).strip(" ,;:-–—\"“”'‘’")
    if out.endswith(")") and "(" not in out:
        out = out[:-1].rstrip()
    if "(" in out and ")" not in out:
        out += ")"
    return out
