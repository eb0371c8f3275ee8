"""The cast of a document or a run: who is quoted, how often, under which names, as what."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from claimx.models import Record, Speaker, SpeakerKind
from claimx.review.agree import HONORIFICS, words
from claimx.review.load import by_document

PEOPLE_SCHEMA = "claimx.people.v1"
# Mentions that are no name of anybody.
NAMELESS = frozenset({"pronoun", "clitic", "implicit"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotes:
    """Number of statements by type."""

    total: int
    direct: int
    indirect: int
    mixed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstMention:
    """Where a speaker is first named in the first document that quotes them."""

    doc: str
    start: int
    text: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A speaker: a person, body, group or document. Lists have what is commonest first.

    ``doc`` is None where the count is over the whole run; ``name`` is None for all statements whose
    speaker could not be resolved, taken together.
    """

    schema: str = PEOPLE_SCHEMA
    doc: str | None
    name: str | None
    kind: SpeakerKind | None
    names: tuple[str, ...]
    roles: tuple[str, ...]
    affiliations: tuple[str, ...]
    quotes: Quotes
    documents: int
    outlets: dict[str, int]
    first: FirstMention


def cast_of_documents(records: Iterable[Record]) -> Iterator[Person]:
    """Yield the cast of each document, most quoted first."""
    for doc_id, found in by_document(records):
        yield from _cast(found, doc_id)


def cast_of_run(records: Iterable[Record]) -> list[Person]:
    """Return the cast of a whole run, most quoted first.

    Across documents the same name is the same speaker, whatever its case and honorifics; a short
    name is not taken for a longer one, since nothing in another article says whose it is.
    """
    return _cast(records, None)


def _cast(records: Iterable[Record], doc: str | None) -> list[Person]:
    groups: defaultdict[tuple[str, ...], list[Record]] = defaultdict(list)
    for record in records:
        groups[_key(record)].append(record)
    people = [_person(group, doc) for group in groups.values()]
    return sorted(people, key=lambda p: (-p.quotes.total, p.name is None, p.name or ""))


def _key(record: Record) -> tuple[str, ...]:
    name = record.speaker.name if record.speaker else None
    return tuple(word for word in words(name or "") if word not in HONORIFICS)


def _person(records: Sequence[Record], doc: str | None) -> Person:
    speakers = [record.speaker for record in records if record.speaker]
    names = _commonest(speaker.name for speaker in speakers)
    types = Counter(record.type for record in records)
    outlets = Counter(record.doc.outlet for record in records if record.doc.outlet)
    kinds = Counter(speaker.kind for speaker in speakers if speaker.kind)
    return Person(
        doc=doc,
        name=names[0] if names else None,
        kind=kinds.most_common(1)[0][0] if kinds else None,
        names=_commonest([*(s.name for s in speakers), *(_mention(s) for s in speakers)]),
        roles=_commonest(speaker.role for speaker in speakers),
        affiliations=_commonest(speaker.affiliation for speaker in speakers),
        quotes=Quotes(
            total=len(records),
            direct=types["direct"],
            indirect=types["indirect"],
            mixed=types["mixed"],
        ),
        documents=len({record.doc.id for record in records}),
        outlets=dict(outlets.most_common()),
        first=_first(records),
    )


def _first(records: Sequence[Record]) -> FirstMention:
    """Find the first mention in the first document: the antecedent where there is one."""
    doc_id = records[0].doc.id
    places = []
    for record in records:
        if record.doc.id != doc_id:
            break
        speaker = record.speaker
        if speaker and speaker.start is not None:
            places.append((speaker.start, speaker.text))
        if speaker and speaker.antecedent:
            places.append((speaker.antecedent.start, speaker.antecedent.text))
    start, text = min(places, key=lambda place: place[0], default=(records[0].content.start, None))
    return FirstMention(doc=doc_id, start=start, text=text)


def _mention(speaker: Speaker) -> str | None:
    """Return what the speaker is called here, unless it is the name again with a role around it."""
    text = speaker.text or ""
    if speaker.mention in NAMELESS or (speaker.name and speaker.name.casefold() in text.casefold()):
        return None
    return text or None


def _commonest(values: Iterable[str | None]) -> tuple[str, ...]:
    """Return the different values, commonest first, equals in the order they came."""
    return tuple(value for value, _ in Counter(v for v in values if v).most_common())
