"""The cast as a table for the terminal."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING

from claimx.review.people import Person
from claimx.review.terminal import table

if TYPE_CHECKING:
    from rich.table import Table

WORDS: Mapping[str, Callable[[Person], str]] = {
    "document": lambda person: person.doc or "",
    "speaker": lambda person: person.name or "(unresolved)",
    "kind": lambda person: person.kind or "",
    "role": lambda person: "; ".join(person.roles),
    "affiliation": lambda person: "; ".join(person.affiliations),
    "also": lambda person: "; ".join(name for name in person.names if name != person.name),
}
COUNTS: Mapping[str, Callable[[Person], str]] = {
    "total": lambda person: str(person.quotes.total),
    "direct": lambda person: str(person.quotes.direct),
    "indirect": lambda person: str(person.quotes.indirect),
    "mixed": lambda person: str(person.quotes.mixed),
    "documents": lambda person: str(person.documents),
}


def as_table(people: Iterable[Person], *, by_document: bool) -> Table:
    """Return one row a speaker: the document they speak in, or in how many of them they do."""
    superfluous = "documents" if by_document else "document"
    columns = {name: cell for name, cell in {**WORDS, **COUNTS}.items() if name != superfluous}
    rows = ([cell(person) for cell in columns.values()] for person in people)
    return table("", list(columns), rows, left=sum(name in WORDS for name in columns))
