"""The counts of a run: of a chunk, of a shard, of all."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from typing import Self

from claimx.models import Record


@dataclass(slots=True, kw_only=True)
class Tally:
    """How many documents were done, failed and skipped, and what records they gave."""

    documents: int = 0
    failed: int = 0
    skipped: int = 0
    unresolved: int = 0
    types: dict[str, int] = field(default_factory=dict)

    @property
    def records(self) -> int:
        """Return the number of records of all types."""
        return sum(self.types.values())

    def count(self, records: Iterable[Record]) -> None:
        """Add one document and its records."""
        self.documents += 1
        for record in records:
            self.types[record.type] = self.types.get(record.type, 0) + 1
            self.unresolved += _is_unresolved(record)

    def add(self, other: Self) -> None:
        """Add the counts of a chunk."""
        self.documents += other.documents
        self.failed += other.failed
        self.skipped += other.skipped
        self.unresolved += other.unresolved
        for name, number in other.types.items():
            self.types[name] = self.types.get(name, 0) + number

    def to_dict(self) -> dict[str, object]:
        """Return the counts for a journal or a completion mark."""
        return asdict(self)


def _is_unresolved(record: Record) -> bool:
    """Tell a record whose speaker should have a name and has none; unnamed sources have none by right."""
    speaker = record.speaker
    return speaker is None or (speaker.name is None and speaker.kind != "unnamed")
