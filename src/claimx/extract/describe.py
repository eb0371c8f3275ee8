"""A noun phrase taken apart: name, role, affiliation, and what kind of source it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from claimx.extract.names import (
    after_brackets,
    bracketed_names,
    called_at,
    clean,
    name_range,
    name_shaped,
    names_in_brackets,
)
from claimx.extract.roles import head_word, role_before
from claimx.extract.units import Token, Unit, entity_runs, is_position, naming_width, titled
from claimx.extract.vocabulary import DETERMINERS, NOTHING_KNOWN, Evidence, PhraseWords
from claimx.models import SpeakerKind

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
        "bunyi",
        "isi",
        "petikan",
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


def describe(
    unit: Unit, text: str, words: PhraseWords, known: Evidence = NOTHING_KNOWN
) -> Description:
    """Read a noun phrase, an apposition included; ``known`` is what the rest of the article tells."""
    if not unit.parts:
        return _describe(unit.tokens, text, words, known)
    definite = unit.tokens[-1].lower in DETERMINERS
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
    last = unit.parts[-1]
    placed = last.tag == "PP" and last.tokens[0].lower == "di"
    if whole.kind == "unnamed" and whole.name and not whole.role and placed:
        phrase = clean(text[unit.start : last.end])
        whole = replace(whole, name=phrase, affiliation=None)  # `sumber di lingkungan Polresta X`
    return replace(whole, definite=True) if definite else whole


def _name_apposed(
    unit: Unit, said: list[Description | None], text: str, words: PhraseWords
) -> None:
    """Of `Asisten Administrasi ..., Dhoni W` the part that looks like a name is one, though the model missed it."""
    single = sum(part.tag == "NP" for part in unit.parts) == 1  # `Pencemaran di Sungai X`
    for i, part in enumerate(unit.parts):
        if single and any(t.pos != "PROPN" for t in part.tokens):
            continue
        body = all(t.entity == "ORG" for t in part.tokens) or any(
            d and d.kind == "organisation" and d.head in words.organisations
            for d in (*said[:i], *said[i + 1 :])
        )
        if said[i] is not None and not body and name_shaped(part.tokens, words):
            k = next(
                (j for j, t in enumerate(part.tokens) if t.text in ("(", ",")), len(part.tokens)
            )
            said[i] = _person(part.tokens, 0, k, text, words)
            return


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
    end = next(t.end for t in reversed(tokens) if t.lower not in DETERMINERS)
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
    definite = tokens[-1].lower in DETERMINERS or first.lower in ("sang", "si")
    if first.lower in words.pronouns:
        return Description(
            kind="person",
            pronoun=True,
            plural=first.lower in ("mereka", "keduanya", "ketiganya"),
            head=first.lower,
        )
    position = [t for t in tokens if t.lower not in _LEADING]
    called = called_at(tokens, words)
    if called < len(tokens) and tokens[called].entity == "PER":
        end = max(k for _, k in entity_runs(tokens, "PER"))
        return _person(tokens, called, end, text, words)  # `pemilik nama lengkap X ini`
    if definite and position and position[0].lower in words.heads:
        return _nameless(tokens, text, words, definite)  # `CEO Tesla itu`, `sang patriark`
    name = name_range(tokens, words, known)
    if name:
        return _person(tokens, *name, text, words)
    return _nameless(tokens, text, words, definite)


def _person(tokens: Sequence[Token], i: int, k: int, text: str, words: PhraseWords) -> Description:
    """Describe the person whose name is ``tokens[i:k]``."""
    lead = i - naming_width(tokens, i - 1, words.naming) if i else 0  # `sopir [bernama] X`
    if lead < i and lead and tokens[lead - 1].lower == "pemilik":
        lead -= 1  # of a name
    role, affiliation, rank = role_before(tokens[:lead], text, words)
    aliases = names_in_brackets(tokens, k, text)
    after = after_brackets(tokens, k)
    while k < after < len(tokens) and tokens[after].lower in _LEADING:
        after += 1  # `Tukiman (58) salah satu pasien`
    if role is None and after < len(tokens) and tokens[after].lower in words.heads:
        role, affiliation, _ = role_before(tokens[after:], text, words)
    return Description(
        kind="person",
        name=clean(text[tokens[i].start : tokens[k - 1].end]),
        name_start=tokens[i].start,
        name_end=tokens[k - 1].end,
        aliases=aliases,
        role=role,
        affiliation=affiliation,
        rank=rank,
        head=head_word(tokens[:i], words),
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
        if not any(t.entity == "ORG" for t in tokens) and any(
            t.lower in words.heads for t in tokens[1:]
        ):
            body = None  # `surat edaran Wali Kota X`
        return Description(
            kind="document",
            name=body or own or phrase,
            aliases=bracketed_names(tokens, text),
            head=first.lower,
            definite=definite,
        )
    if (
        is_position(tokens, tokens.index(first), words.heads)
        and first.lower not in words.organisations
    ):
        role, affiliation, rank = role_before(tokens, text, words)
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
    proper = proper and not (definite and not first.entity)  # `Pelantun "Kereta" itu`
    common = first.lower.removesuffix("nya") in words.organisations
    if body or common or proper or tokens[0].lower in words.media:
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
    while end > 1 and tokens[end - 1].lower in DETERMINERS:
        end -= 1
    end = end or len(tokens)
    behind = after_brackets(tokens, end)
    if end < behind < len(tokens) and all(t.entity == "LOC" for t in tokens[behind:]):
        end = len(tokens)  # `Dinas Pasar (Dispas) Jawa Utara`
    return clean(text[tokens[0].start : tokens[end - 1].end]), bracketed_names(tokens, text)


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
