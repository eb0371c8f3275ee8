"""The cast of an article: every mention of a person or body, clustered under its fullest name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from rapidfuzz.fuzz import ratio

from claimx.extract.describe import Description
from claimx.extract.units import plain
from claimx.models import Span, SpeakerKind

# Two spellings of one name (Abdulah, Abdullah; Nasaruddin, Nasiruddin): one letter in ten may differ. 92 had been
# measured on names of eight letters or more; 90 was set by example, and changed nothing on gold.
_SAME_SPELLING = 90.0
_SPELLING_LENGTH = 6
_NICKNAME_LENGTH = 4


@dataclass(slots=True)
class Member:
    """One person or body, built up while the article is read.

    ``name`` is the fullest form; ``mentions`` are offsets in text order, ``said_at`` those of each word of the name;
    ``roles`` hold (offset, role, affiliation) as the article gives them.
    """

    name: str
    kind: SpeakerKind
    tokens: frozenset[str]
    forms: Counter[str] = field(default_factory=Counter)
    aliases: set[str] = field(default_factory=set)
    mentions: list[int] = field(default_factory=list)
    said_at: dict[str, list[int]] = field(default_factory=dict)
    roles: list[tuple[int, str | None, str | None]] = field(default_factory=list)
    ranks: list[str] = field(default_factory=list)
    origins: list[str] = field(default_factory=list)
    heads: set[str] = field(default_factory=set)
    first: Span | None = None

    @property
    def position(self) -> tuple[str | None, str | None]:
        """Role and affiliation: those given nearest to the first naming, in their fullest form.

        A rank counts as a role, and a place of origin as an affiliation, only where nothing else is given.
        """
        role, affiliation = self._given()
        return role, affiliation or next(iter(self.origins), None)

    def _given(self) -> tuple[str | None, str | None]:
        given = [
            (role, affiliation) for _, role, affiliation in sorted(self.roles, key=lambda r: r[0])
        ]
        role = next((role for role, _ in given if role), None)
        if role is None:
            affiliation = next((affiliation for _, affiliation in given if affiliation), None)
            return (self.ranks[0] if self.ranks and not affiliation else None), affiliation
        fuller = [r for r in given if r[0] and r[0].casefold().startswith(role.casefold())]
        role = max((r for r, _ in fuller if r), key=len)
        return role, next((a for r, a in fuller if a), None)

    def last_said(self, name: str, offset: int) -> tuple[int, int]:
        """Where up to an offset a word of the name stood last, and where any mention did; -1 for nowhere."""
        own = [
            at for word in name_tokens(name) for at in self.said_at.get(word, ()) if at <= offset
        ]
        return max(own, default=-1), max((at for at in self.mentions if at <= offset), default=-1)

    def learn(self, offset: int, role: str | None, affiliation: str | None) -> None:
        """Enter a position by which the person is called again; it adds what is not known yet.

        `Pelatih asal Portugal, X ... Juru taktik Persatuan Y itu`: the role stays, the body is new.
        """
        known, body = self._given()
        if known is None or (body is None and affiliation):
            self.roles.append((offset, known or role, affiliation))

    @property
    def role(self) -> str | None:
        """The role of `position`."""
        return self.position[0]

    @property
    def affiliation(self) -> str | None:
        """The affiliation of `position`."""
        return self.position[1]


@lru_cache(4096)
def name_tokens(name: str) -> tuple[str, ...]:
    """The words of a name for comparison: case folded, without dots and brackets."""
    return tuple(
        w for w in (plain(part).strip("()[],'’") for part in name.replace("-", " ").split()) if w
    )


class Cast:
    """All members of one article."""

    def __init__(self) -> None:
        self.members: list[Member] = []

    def add(self, said: Description, offset: int, mention: Span) -> Member | None:
        """Enter a described mention; returns its member, or None where it names nobody."""
        if not said.name or said.pronoun or said.kind not in ("person", "organisation"):
            return None
        member = self.find(said.name, offset, said.kind)
        if member and _clash(said, member):
            member = None
        if member is None:
            member = Member(
                name=said.name,
                kind=said.kind,
                tokens=frozenset(name_tokens(said.name)),
                first=mention,
            )
            self.members.append(member)
        called = (
            said.name.casefold() in member.aliases
        )  # by a nickname, which is nobody's full name
        if not called and _fuller(said.name, member):
            member.name = said.name
            member.tokens |= frozenset(name_tokens(said.name))
            member.first = mention
        member.forms[said.name] += 1
        same_length = len(name_tokens(said.name)) == len(name_tokens(member.name))
        if same_length and not called:  # of two spellings the commoner one
            cut = sorted((said.name.casefold(), member.name.casefold()), key=len)
            short = (
                cut[1].startswith(cut[0]) and len(cut[1]) - len(cut[0]) > 1
            )  # `Rosma` of Rosmawati
            short = short or (cut[0] != cut[1] and _cut(*map(name_tokens, cut)))
            of = len if short else member.forms.__getitem__
            member.name = max(said.name, member.name, key=of)
            member.tokens |= frozenset(name_tokens(said.name))
        member.aliases.update(alias.casefold() for alias in said.aliases)
        member.mentions.append(offset)
        for word in name_tokens(said.name):
            member.said_at.setdefault(word, []).append(offset)
        if said.role or said.affiliation:
            member.roles.append((offset, said.role, said.affiliation))
        if said.origin:
            member.origins.append(said.origin)
        if said.rank:
            member.ranks.append(said.rank)
        if said.head:
            member.heads.add(said.head)
        return member

    def find(self, name: str, offset: int, kind: SpeakerKind = "person") -> Member | None:
        """The member that a name stands for: same words, a part of the full name, or an alias.

        Of several the one called so most recently before ``offset`` wins; None where nobody fits.
        """
        return max(
            self.namesakes(name, kind),
            key=lambda m: m.last_said(name, offset),
            default=None,
        )

    def namesakes(self, name: str, kind: SpeakerKind = "person") -> list[Member]:
        """The members that a name fits best, all equally well."""
        wanted = name_tokens(name)
        if not wanted:
            return []
        fits = [(_fit(wanted, name, member, kind), member) for member in self.members]
        best = max((score for score, _ in fits), default=0)
        return [member for score, member in fits if score == best and best > 0]

    def with_role(
        self, head: str, words: Iterable[str], offset: int, *, told: bool = False
    ) -> Member | None:
        """The person known by a position: the most recent whose role has that head and shares most words.

        With ``told`` only positions count that were given before ``offset``.
        """
        wanted = frozenset(words)
        scored = []
        for member in self.members:
            if member.kind != "person":
                continue
            for at, role, affiliation in member.roles:
                if told and at > offset:
                    continue
                have = frozenset(name_tokens(f"{role or ''} {affiliation or ''}"))
                if head in have:
                    recent = max((m for m in member.mentions if m <= offset), default=-1)
                    scored.append(
                        (
                            len(wanted & have) - 2 * len(wanted - have) * (len(wanted) > 1),
                            recent,
                            member,
                        )
                    )
        scored = [s for s in scored if s[1] >= 0]
        if not scored:
            return None
        best = max(scored, key=lambda s: (s[0], s[1]))
        return best[2] if best[0] > 0 else None


def _fit(wanted: tuple[str, ...], name: str, member: Member, kind: SpeakerKind) -> int:
    if name.casefold() in member.aliases:
        return 4
    if member.kind != kind:
        return 0
    have = member.tokens
    if have == frozenset(wanted):
        return 4
    if kind == "organisation":
        return 0 if len(wanted) < 2 else 3 if frozenset(wanted) < have else 0
    if frozenset(wanted) <= have:
        return 3
    if have <= frozenset(wanted):
        return 3 if len(have) > 1 or next(iter(have)) in wanted else 0
    if len(wanted) != 1:
        return 2 if _cut(wanted, name_tokens(member.name)) else 0
    if len(wanted[0]) >= _SPELLING_LENGTH and any(
        ratio(wanted[0], part) >= _SAME_SPELLING for part in have
    ):
        return 2
    # A nickname cut from a name: Boni of Bonifasius, Siska of Fransiska.
    cut = len(wanted[0]) >= _NICKNAME_LENGTH and any(
        part != wanted[0] and (part.startswith(wanted[0]) or part.endswith(wanted[0]))
        for part in have
    )
    return 1 if cut else 0


def _cut(wanted: tuple[str, ...], full: tuple[str, ...]) -> bool:
    """Whether the first names of one are cut short in the other: `Yo Tambunan`, `M. Tambunan`."""
    if len(wanted) != len(full) or wanted[-1] != full[-1]:
        return False
    pairs = list(zip(wanted[:-1], full[:-1], strict=True))
    return all(a.startswith(b) or b.startswith(a) for a, b in pairs)


def _clash(said: Description, member: Member) -> bool:
    """A full name of two or more words is nobody known by a mere likeness of one word."""
    wanted = frozenset(name_tokens(said.name or ""))
    return (
        len(wanted) > 1
        and (said.name or "").casefold() not in member.aliases
        and len(member.tokens) > 1
        and not (wanted <= member.tokens or member.tokens <= wanted)
        and not _cut(name_tokens(said.name or ""), name_tokens(member.name))
    )


def _fuller(name: str, member: Member) -> bool:
    return len(name_tokens(name)) > len(name_tokens(member.name))
