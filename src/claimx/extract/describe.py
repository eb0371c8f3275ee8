"""A noun phrase taken apart: name, role, affiliation, and what kind of source it is."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from claimx.extract.units import (
    DOTTED_DEGREE,
    Naming,
    Token,
    Unit,
    entity_runs,
    is_position,
    naming_width,
    naming_words,
    plain,
    titled,
)
from claimx.models import SpeakerKind
from claimx.rules.load import RuleSet

_ROMAN = re.compile(r"[IVXLC]+")
_NAME_WORDS = 5  # the longest names of persons in news have five words, rarely more
_DEGREE_LENGTH = 5  # `SIK`, `MSi`; in capitals and without dots they are shorter
_AFFILIATING = frozenset({"dari", "di", "pada", "asal", "untuk"})
_LINKS = frozenset({"di", "dari", "pada", "asal", "untuk", "dan", "serta", "and", "the"})
_BOARDS = {  # the first two words of a body that begins like a position
    "pimpinan": frozenset({"pusat", "wilayah", "daerah", "cabang", "anak", "ranting"}),
    "pengurus": frozenset({"besar", "pusat", "wilayah", "daerah", "cabang", "anak", "ranting"}),
}
_HOUSES = frozenset({"dpr", "dprd", "dprk", "dpra", "dprp", "dpd", "mpr"})
_DETERMINERS = frozenset({"itu", "ini", "tersebut"})
_LEADING = frozenset(
    {
        "sang",
        "si",
        "para",
        "seorang",
        "salah",
        "satu",
        "sejumlah",
        "beberapa",
        "seluruh",
        "semua",
        "kedua",
        "ketiga",
        "oleh",
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Description:
    """What a noun phrase says of a source. Spans are token ranges of the phrase given as text.

    ``name`` is the bare name (no honorific, rank, degree); ``aliases`` are names in brackets behind it; ``origin`` is
    the place somebody is from, which is an affiliation only where no other is given.
    """

    kind: SpeakerKind
    name: str | None = None
    name_start: int | None = None
    name_end: int | None = None
    aliases: tuple[str, ...] = ()
    role: str | None = None
    rank: str | None = None
    affiliation: str | None = None
    origin: str | None = None
    pronoun: bool = False
    definite: bool = False
    plural: bool = False
    head: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What the article as a whole tells of its words, casefolded.

    ``names`` stand for persons: the model's entities say so more often than not, or they stand alone beside a cue.
    ``bodies`` counts how often a word is part of an organisation or a place.
    """

    names: frozenset[str] = frozenset()
    bodies: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class PhraseWords:
    """The word lists by which phrases are read."""

    heads: Mapping[str, str]
    ranks: Mapping[str, str]
    rank_parts: Mapping[str, str]
    honorifics: Mapping[str, str]
    degrees: Mapping[str, str]
    organisations: Mapping[str, str]
    places: Mapping[str, str]
    unnamed: Mapping[str, str]
    plural: Mapping[str, str]
    documents: Mapping[str, str]
    pronouns: Mapping[str, str]
    complements: Mapping[str, str]
    sub_units: Mapping[str, str]
    body_units: Mapping[str, str]
    regions: Mapping[str, str]
    provinces: Mapping[str, str]
    named_places: Mapping[str, str]
    portfolio: Mapping[str, str]
    chiefs: Mapping[str, str]
    unit_chiefs: Mapping[str, str]
    scholars: Mapping[str, str]
    organs: Mapping[str, str]
    openers: Mapping[str, str]
    particles: Mapping[str, str]
    time: Mapping[str, str]
    short: Mapping[str, str]
    collectives: Mapping[str, str]
    media: Mapping[str, str]
    naming: Naming
    nicknaming: Mapping[str, str]
    appointing: Mapping[str, str]

    @classmethod
    def of(cls, rules: RuleSet) -> PhraseWords:
        """Take the lists from the rules."""
        return cls(
            heads=rules.words("role.head"),
            ranks=rules.words("role.rank"),
            rank_parts=rules.words("role.rank_part"),
            honorifics=rules.words("role.honorific"),
            degrees=rules.words("role.degree"),
            organisations=rules.words("role.organisation"),
            places=rules.words("role.place"),
            unnamed=rules.words("role.unnamed"),
            plural=rules.words("role.plural"),
            documents=rules.words("role.document"),
            pronouns=rules.words("role.pronoun"),
            complements=rules.words("role.complement"),
            sub_units=rules.words("role.sub_unit"),
            body_units=rules.words("role.body_unit"),
            regions={**rules.words("place.country"), **rules.words("place.province")},
            provinces=rules.words("place.province"),
            named_places=rules.words("place.named"),
            portfolio=rules.words("role.portfolio"),
            chiefs=rules.words("role.chief"),
            unit_chiefs=rules.words("role.unit_chief"),
            scholars=rules.words("role.scholar"),
            organs=rules.words("role.organ"),
            short=rules.words("role.short"),
            collectives=rules.words("role.collective"),
            openers=rules.words("name.opener"),
            particles=rules.words("name.particle"),
            naming=naming_words(rules),
            nicknaming=rules.words("name.nicknaming"),
            appointing=rules.words("name.appointing"),
            media=dict.fromkeys((head.split()[0] for head in rules.words("newsroom.head")), ""),
            time={**rules.words("time.weekday"), **rules.words("time.month")},
        )


def describe(
    unit: Unit, text: str, words: PhraseWords, known: Evidence = Evidence()
) -> Description:
    """Read a noun phrase, an apposition included; ``known`` is what the rest of the article tells."""
    if not unit.parts:
        return _describe(unit.tokens, text, words, known)
    definite = unit.tokens[-1].lower in _DETERMINERS
    said = [
        _describe(part.tokens, text, words, known) if part.tag == "NP" else None
        for part in unit.parts
    ]
    if (
        said[0] and said[0].name_start == unit.parts[0].start
    ):  # NAME, POSITION ...: one name, and it is the first
        said[1:] = [
            _nameless(part.tokens, text, words, definite) if part.tag == "NP" else None
            for part in unit.parts[1:]
        ]
    elif unit.parts[0].tokens[0].lower in words.heads and any(
        d and d.kind == "person" and d.name for d in said[1:]
    ):  # POSITION ..., NAME: what the model takes for a name in the position is a body
        said[0] = _nameless(unit.parts[0].tokens, text, words, definite)
    if not any(d and d.kind == "person" and d.name for d in said):
        _name_apposed(unit, said, text, words)
    whole: Description | None = None
    for part, description in zip(unit.parts, said, strict=True):
        if part.tag == "PP":
            whole = _with_body(whole, part, text, words, known)
        elif description:
            whole = description if whole is None else _merge(whole, description)
    assert whole is not None
    return replace(whole, definite=True) if definite else whole


def _name_apposed(
    unit: Unit, said: list[Description | None], text: str, words: PhraseWords
) -> None:
    """Of `Asisten Administrasi ..., Dhoni W` the part that looks like a name is one, though the model missed it."""
    single = sum(part.tag == "NP" for part in unit.parts) == 1  # `Pencemaran di Sungai X`
    for i, part in enumerate(unit.parts):
        if single and any(t.pos != "PROPN" for t in part.tokens):
            continue
        if said[i] is not None and name_shaped(part.tokens, words):
            k = next(
                (j for j, t in enumerate(part.tokens) if t.text in ("(", ",")), len(part.tokens)
            )
            said[i] = _person(part.tokens, 0, k, text, words)
            return


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
        and token.lower not in words.organisations
        and token.lower not in words.places
        and token.lower not in words.unnamed
        and token.lower not in words.documents
        and token.lower not in words.time
        and not (token.text.isupper() and len(token.text) > 3)
    )


def _with_body(
    whole: Description | None, part: Unit, text: str, words: PhraseWords, known: Evidence
) -> Description | None:
    """Add `dari Universitas X [NAME]` to what comes before it."""
    if whole is None:
        return None
    tokens = part.tokens
    name = next(
        (
            i
            for i, t in enumerate(tokens)
            if i > 1
            and (t.entity == "PER" or (t.text.casefold() in known.names and titled(t.text)))
        ),
        None,
    )
    end = next(t.end for t in reversed(tokens) if t.lower not in _DETERMINERS)
    if name is not None and not whole.name:  # `pengamat dari Universitas X Sari Melati`
        last = name + 1
        while last < len(tokens) and titled(tokens[last].text):
            last += 1
        whole = replace(
            whole,
            kind="person",
            name=clean(text[tokens[name].start : tokens[last - 1].end]),
            name_start=tokens[name].start,
            name_end=tokens[last - 1].end,
        )
        end = tokens[name - 1].end
    if tokens[0].lower == "untuk" and not (tokens[1].entity == "ORG" and whole.role):
        return whole  # `Menteri untuk Urusan X`, but `Manajer untuk Perusahaan X`
    body = clean(text[tokens[1].start : end])
    if tokens[0].lower == "asal":
        return replace(whole, origin=whole.origin or body)
    other = tokens[1].lower in words.organisations or tokens[1].entity == "ORG"
    field = whole.affiliation and not any(
        word.lower() in words.organisations and word.lower() not in words.body_units
        for word in whole.affiliation.split()
    )
    if whole.role and field and (other or tokens[0].lower == "pada"):
        # `Direktur Jenderal Ketenagalistrikan pada Kementerian X`: the field belongs to the position
        return replace(whole, role=f"{whole.role} {whole.affiliation}", affiliation=body)
    return whole if whole.affiliation else replace(whole, affiliation=body)


def _merge(a: Description, b: Description) -> Description:
    """Join two descriptions of one source: the named one leads, the other fills what it lacks."""
    if a.kind == b.kind == "organisation":  # `kantor berita Korut, KCNA`
        return (
            b
            if a.head in ("kantor", "media", "harian", "stasiun", "portal", "surat", "koran")
            else a
        )
    lead, other = (
        (a, b) if a.name and (a.kind == "person" or not b.name) else (b, a) if b.name else (a, b)
    )
    role, affiliation = lead.role, lead.affiliation
    if role is None:
        role, affiliation = other.role, other.affiliation or affiliation
    elif affiliation is None:
        affiliation = other.affiliation
    return replace(
        lead,
        role=role,
        affiliation=affiliation,
        origin=lead.origin or other.origin,
        rank=lead.rank or other.rank,
        head=other.head if not lead.role else lead.head,
    )


def _describe(
    tokens: Sequence[Token], text: str, words: PhraseWords, known: Evidence
) -> Description:
    first = tokens[0]
    definite = tokens[-1].lower in _DETERMINERS or first.lower in ("sang", "si")
    if first.lower in words.pronouns:
        return Description(
            kind="person",
            pronoun=True,
            plural=first.lower in ("mereka", "keduanya", "ketiganya"),
            head=first.lower,
        )
    position = [t for t in tokens if t.lower not in _LEADING]
    called = _called(tokens, words)
    if called < len(tokens) and tokens[called].entity == "PER":
        end = max(k for _, k in entity_runs(tokens, "PER"))
        return _person(tokens, called, end, text, words)  # `pemilik nama lengkap X ini`
    if definite and position and position[0].lower in words.heads:
        return _nameless(tokens, text, words, definite)  # `CEO Tesla itu`, `sang patriark`
    name = _name_range(tokens, words, known)
    if name:
        return _person(tokens, *name, text, words)
    return _nameless(tokens, text, words, definite)


def _called(tokens: Sequence[Token], words: PhraseWords) -> int:
    """Index behind the words that say a name follows (`bernama`, `nama lengkap`), or the number of tokens."""
    for i, token in enumerate(tokens):
        if token.lower in words.naming and naming_width(tokens, i, words.naming):
            return i + 1
    return len(tokens)


def _person(tokens: Sequence[Token], i: int, k: int, text: str, words: PhraseWords) -> Description:
    """Describe the person whose name is ``tokens[i:k]``."""
    lead = i - naming_width(tokens, i - 1, words.naming) if i else 0  # `sopir [bernama] X`
    if lead < i and lead and tokens[lead - 1].lower == "pemilik":
        lead -= 1  # of a name
    role, affiliation, rank = _role(tokens[:lead], text, words)
    aliases = _bracketed(tokens, k, text)
    after = _after_brackets(tokens, k)
    while k < after < len(tokens) and tokens[after].lower in _LEADING:
        after += 1  # `Tukiman (58) salah satu pasien`
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


def _nameless(
    tokens: Sequence[Token], text: str, words: PhraseWords, definite: bool
) -> Description:
    first = next((t for t in tokens if t.lower not in _LEADING), tokens[0])
    plural = tokens[0].lower in words.plural
    phrase = clean(text[tokens[0].start : tokens[-1].end])
    body = _entity(tokens, text, ("ORG", "LOC"))
    if first.lower in words.documents:
        titles = [t for t in tokens[1:] if titled(t.text) and t.text[0].isalpha()]
        own = clean(text[titles[0].start : titles[-1].end]) if titles and not body else None
        return Description(
            kind="document",
            name=body or own or phrase,
            aliases=_aliases(tokens, text),
            head=first.lower,
            definite=definite,
        )
    if (
        is_position(tokens, tokens.index(first), words.heads)
        and first.lower not in words.organisations
    ):
        role, affiliation, rank = _role(tokens, text, words)
        kind: SpeakerKind = "group" if plural else "unnamed"
        return Description(
            kind=kind,
            name=None,
            role=role,
            affiliation=affiliation,
            rank=rank,
            head=first.lower,
            definite=definite,
            plural=plural,
        )
    if tokens[0].lower in words.unnamed and not tokens[0].entity:
        kind = "group" if plural else "unnamed"
        return Description(
            kind=kind, name=phrase, head=first.lower, definite=definite, plural=plural
        )
    if (
        tokens[0].lower in words.media
        and body is None
        and not any(titled(t.text) for t in tokens[1:])
    ):
        return Description(kind="organisation", name=phrase, head=first.lower, definite=definite)
    proper = titled(first.text) and (
        first.pos != "NOUN" or any(titled(t.text) for t in tokens[1:2])
    )
    if body or first.lower in words.organisations or proper or tokens[0].lower in words.media:
        name, aliases = _body_name(tokens, text, words)
        return Description(
            kind="organisation", name=name, aliases=aliases, head=first.lower, definite=definite
        )
    return Description(
        kind="unnamed", name=phrase, head=first.lower, definite=definite, plural=plural
    )


def _body_name(
    tokens: Sequence[Token], text: str, words: PhraseWords
) -> tuple[str, tuple[str, ...]]:
    named = next((i for i, t in enumerate(tokens) if titled(t.text)), 0)  # `kantor berita X`: X
    if tokens[0].lower in words.collectives:
        named = 0  # `manajemen PT X`
    tokens = tokens[named:]
    end = next((i for i, t in enumerate(tokens) if t.text == "("), len(tokens))
    while end > 1 and tokens[end - 1].lower in _DETERMINERS:
        end -= 1
    end = end or len(tokens)
    return clean(text[tokens[0].start : tokens[end - 1].end]), _aliases(tokens, text)


def _entity(tokens: Sequence[Token], text: str, kinds: tuple[str, ...]) -> str | None:
    for i, token in enumerate(tokens):
        if token.entity in kinds:
            k = i + 1
            while (
                k < len(tokens) and tokens[k].entity == token.entity and not tokens[k].entity_start
            ):
                k += 1
            return clean(text[token.start : tokens[k - 1].end])
    return None


def _aliases(tokens: Sequence[Token], text: str) -> tuple[str, ...]:
    for i, token in enumerate(tokens):
        if token.text == "(" and i:
            return _bracketed(tokens, i, text)
    return ()


def _name_range(
    tokens: Sequence[Token], words: PhraseWords, known: Evidence
) -> tuple[int, int] | None:
    """Token range of the person's name in the phrase, or None.

    Evidence in falling order: the model's entities, words that stand alone as names elsewhere in the article, a
    rank or honorific before, and what is left of a position behind its organisation.
    """
    aged = _aged(tokens, words)
    if aged:
        return aged
    named = next((i for i, t in enumerate(tokens) if t.entity == "PER"), len(tokens))
    bracket = next((i for i, t in enumerate(tokens) if t.text == "(" and i > named), len(tokens))
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
        title = max((j for j in titles if not _completes_position(tokens, j, words)), default=None)
        while title is not None and title + 1 < i and _goes_on_with_rank(tokens[title + 1], words):
            title += 1
        if title is not None and all(_name_word(t, words) for t in tokens[title + 1 : i]):
            return _grow(tokens, title + 1, k, words)
        near = [
            j
            for j in alone
            if j < i and all(_name_word(t, words) for t in tokens[j:i]) and i - j < _NAME_WORDS
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
                and not _is_body(tokens, i - 1, words)
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
            and not _completes_position(tokens, i - 1, words)
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


def _completes_position(tokens: Sequence[Token], i: int, words: PhraseWords) -> bool:
    """Whether a rank is none: `Direktur Jenderal`, `Konsul Jenderal`."""
    before = tokens[i - 1].lower if i else ""
    return (
        tokens[i].lower in words.complements and before in words.heads and before not in words.ranks
    )


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
        or (not tokens[i].text[:1].isalpha() and tokens[i].text[:1] != "@")
    ):
        i += 1
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
        and text.isupper()
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
        if plain(token.text) in words.degrees and ("." in token.text or token.text.isupper()):
            break
        k += 1
    return i, k


def _initial(token: Token) -> bool:
    return (
        len(token.text) <= 2
        and token.text[0].isupper()
        and (len(token.text) == 1 or token.text[1] == ".")
    )


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
    return next(
        (t.lower for t in tokens if t.lower in words.heads), tokens[0].lower if tokens else ""
    )


def _role(
    tokens: Sequence[Token], text: str, words: PhraseWords
) -> tuple[str | None, str | None, str | None]:
    """Split what stands before a name, or an apposed position, into role, affiliation and rank."""
    k = len(tokens)
    while k > 0 and tokens[k - 1].lower in _DETERMINERS:
        k -= 1
    end = k
    while k > 0 and _is_title(tokens, k - 1, words):
        k -= 1
    rank = clean(text[tokens[k].start : tokens[end - 1].end]) if k < end else None
    if not rank or plain(rank.split()[0]) not in words.ranks:
        rank = None
    lead = tokens[:k]
    i = next((j for j in range(k) if is_position(lead, j, words.heads)), None)
    if i is None:
        return None, None, rank
    if i == k - 1 and tokens[i].lower not in words.heads:  # `tetangganya`
        return tokens[i].text.removesuffix("nya"), None, rank
    split = last = _affiliation_start(tokens, i, k, words)
    if (
        i < split < k and tokens[split].text == "("
    ):  # an abbreviation of the position, not of the body
        split = _after_brackets(tokens[:k], split)
        if split < k and is_position(lead, split, words.heads):  # `Pelaksana Tugas (Plt) Kepala X`
            split = last = _affiliation_start(tokens, split, k, words)
    while last > i + 1 and (
        tokens[last - 1].lower in _LINKS or not tokens[last - 1].text[0].isalnum()
    ):
        last -= 1  # `karyawan swasta [di]`
    role = clean(text[tokens[i].start : tokens[last - 1].end]) if last > i else None
    body = clean(text[tokens[split].start : tokens[k - 1].end]) if split < k else None
    return role or None, body or None, rank


def _is_title(tokens: Sequence[Token], j: int, words: PhraseWords) -> bool:
    """A rank, an honorific or their punctuation right before the name."""
    word = plain(tokens[j].text)
    if tokens[j].text in (",", "."):
        return True
    if tokens[j].text == ")":  # `(Purn)`, `(Pol)`
        return j >= 2 and plain(tokens[j - 1].text) in words.rank_parts
    if tokens[j].text == "(" or (j and tokens[j - 1].text == "("):
        return (
            plain(tokens[min(j + 1, len(tokens) - 1)].text) in words.rank_parts
            or word in words.rank_parts
        )
    if word in words.rank_parts and word not in words.ranks:
        return j > 0 and _is_title(tokens, j - 1, words) and tokens[j - 1].text not in (",", ".")
    if word in words.ranks:
        return titled(tokens[j].text) and not (
            _completes_position(tokens, j, words)
            or (j == 0 and tokens[j].lower in words.heads and len(tokens) > 2)
        )
    return word in words.honorifics and (
        tokens[j].lower not in words.heads
        or (j == 0 and titled(tokens[j].text) and len(tokens) == 1)
    )


def _affiliation_start(tokens: Sequence[Token], i: int, k: int, words: PhraseWords) -> int:
    """First token of the organisation or place in ``tokens[i:k]``, a position; k where there is none.

    A position is its head words and what complements them (`Direktur Utama`, `juru bicara`); a minister's portfolio
    and a sub-unit (`Bidang Humas`, `Komisi III`) belong to it as long as an organisation or a place follows.
    """
    j = i
    if tokens[i].lower not in words.heads:  # `Orang tua ...`, `Tetangganya ...`
        j += 1 if tokens[i].lower.endswith("nya") else 2
    while j < k and _continues_role(tokens, j, words):
        board = _BOARDS.get(tokens[j].lower, frozenset())
        if j > i and j + 1 < k and tokens[j + 1].lower in board:
            return j  # `Ketua Umum | Pimpinan Pusat X`
        if j > i and _begins_body(tokens, j, k, words):
            return j
        j += 1
    if j >= k:
        return k
    first = tokens[j]
    if first.text == "(":
        return j
    if j + 2 < k and f"{first.lower} {tokens[j + 1].lower}" in words.organs:
        return j + 2  # `Ketua Dewan Komisioner | OJK`
    if first.lower in ("dan", "serta"):  # `Deputi Operasi dan Kesiapsiagaan | Basarnas`
        return _body_start(tokens, j, k, words, ("ORG", "LOC"))
    if j - 1 > i and tokens[j - 1].lower in words.organisations:  # `Ketua Satgas X | Perhimpunan Y`
        return next((m for m in range(j, k) if tokens[m].lower in words.organisations), j)
    return _behind_position(tokens, i, j, k, words)


def _behind_position(tokens: Sequence[Token], i: int, j: int, k: int, words: PhraseWords) -> int:
    """Where the organisation begins behind the position ``tokens[i:j]``."""
    heads = {t.lower for t in tokens[i:j]}
    first = tokens[j]
    chief = not heads.isdisjoint(words.chiefs)
    if not heads.isdisjoint(words.portfolio):
        return _body_start(tokens, j, k, words, ("LOC",))
    spelt = _spelt_out(tokens, j, k, words) if chief else 0
    if spelt:
        return spelt
    field = first.lower not in words.sub_units and not _is_body(tokens, j, words)
    if field and tokens[i].lower in words.scholars:  # `Dosen Ilmu Politik | Universitas X`
        return _known_body(tokens, j, k, words)
    if first.lower == "satuan" and j + 1 < k and tokens[j + 1].lower in ("tugas", "polisi"):
        return j
    if first.lower in words.sub_units:
        return _behind_sub_unit(tokens, j, k, words, chief=chief)
    near = j == i + 1 or tokens[j - 1].lower == "jenderal"
    if chief and near and not _is_body(tokens, j, words) and not first.text.isupper():
        if first.entity == "ORG" and first.entity_start:
            return _known_body(tokens, j, k, words)
        if k - j > 1:
            return _body_start(tokens, j, k, words, ("ORG", "LOC"))
        unit = first.entity not in ("ORG", "LOC") and not heads.isdisjoint(words.unit_chiefs)
        return k if unit else j  # `Kasubdit Siber`, but `Direktur Greenpeace`
    return j + 1 if first.lower in _AFFILIATING and j + 1 < k else j


def _known_body(tokens: Sequence[Token], j: int, k: int, words: PhraseWords) -> int:
    """The first word of an organisation behind j that the lists know, or j."""
    known = (m for m in range(j + 1, k) if tokens[m].lower in words.organisations)
    return next((m for m in known if _is_body(tokens, m, words)), j)


def _behind_sub_unit(
    tokens: Sequence[Token], j: int, k: int, words: PhraseWords, *, chief: bool
) -> int:
    """Where the organisation begins behind the sub-unit at j: `Bidang Humas | Polda X`, `Komisi III | DPR`."""
    first = tokens[j].lower
    body = _body_start(tokens, j, k, words, ("ORG", "LOC"))
    alone = first in words.body_units and not chief
    if first == "komisi" and j + 1 < k and not _numbered(tokens[j + 1]):
        return j  # `Jaksa Komisi Pemberantasan Korupsi`, but `Anggota Komisi III DPR`
    if first == "fraksi":  # `Ketua Fraksi Partai X | DPRD Y`
        house = (m for m in range(j + 1, k) if tokens[m].lower in _HOUSES)
        return next(house, j if alone and body == k else body)
    return j if alone else body


def _begins_body(tokens: Sequence[Token], j: int, k: int, words: PhraseWords) -> bool:
    """`Juru Bicara | Satgas X`, but `Ketua Satgas X | Perhimpunan Y`."""
    return (
        tokens[j].lower in words.organisations
        and titled(tokens[j].text)
        and j + 1 < k
        and titled(tokens[j + 1].text)
        and not any(t.lower in words.organisations for t in tokens[j + 1 : k])
    )


def _spelt_out(tokens: Sequence[Token], j: int, k: int, words: PhraseWords) -> int:
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


def _numbered(token: Token) -> bool:
    return _ROMAN.fullmatch(token.text) is not None or token.text.isdigit() or len(token.text) == 1


def _continues_role(tokens: Sequence[Token], j: int, words: PhraseWords) -> bool:
    token = tokens[j]
    if token.lower in words.heads or token.lower in words.complements:
        return True
    if token.lower in ("dan", "sekaligus", "serta", "/") and j + 1 < len(tokens):
        return tokens[j + 1].lower in words.heads or tokens[j + 1].lower in words.complements
    return (
        token.text.islower() and token.lower not in words.places and token.lower not in _AFFILIATING
    )


def _body_start(
    tokens: Sequence[Token], j: int, k: int, words: PhraseWords, kinds: tuple[str, ...]
) -> int:
    for m in range(j, k):
        if tokens[m].text == "(":
            break
        if m > j and (
            _is_body(tokens, m, words) if "ORG" in kinds else token_is_region(tokens[m], words)
        ):
            return m
        token = tokens[m]
        if (
            "ORG" in kinds
            and m > j
            and token.text.isupper()
            and len(token.text) > 1
            and not _ROMAN.fullmatch(token.text)
        ):
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


def _is_body(tokens: Sequence[Token], j: int, words: PhraseWords) -> bool:
    token = tokens[j]
    known = (
        token.lower in words.organisations
        or token.lower in words.places
        or token.lower in words.regions
    )
    return known and titled(token.text) and token.lower not in words.sub_units


def clean(name: str) -> str:
    """A name as it is shown: one space between words, no outer punctuation."""
    out = " ".join(name.split()).strip(" ,;:-–—\"“”'‘’")
    if out.endswith(")") and "(" not in out:
        out = out[:-1].rstrip()
    if "(" in out and ")" not in out:
        out += ")"
    return out
