"""Two runs compared: every change with its cause, counted and grouped, in bounded memory."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Collection, Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace

import orjson
from pydantic import TypeAdapter

from claimx.models import Record
from claimx.review.attach import attach
from claimx.review.compare import Change, ChangeKind, changes
from claimx.review.decisions import Decision, Fix
from claimx.review.index import RunIndex

KINDS: tuple[ChangeKind, ...] = ("added", "removed", "changed", "same")
DIFF_SCHEMA = "claimx.diff.v1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The changes that one set of rules caused."""

    causes: str
    counts: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """Counts of a comparison; ``settled`` changes are hidden, ``contradicting`` ones are not."""

    old: str
    new: str
    documents: int
    counts: Mapping[tuple[ChangeKind, str], int]
    settled: int
    contradicting: int

    def total(self, kind: ChangeKind) -> int:
        """Return the changes of one kind, of all types."""
        return sum(n for (of, _), n in self.counts.items() if of == kind)

    @property
    def differs(self) -> bool:
        """Tell whether there is any change to look at."""
        return any(self.total(kind) for kind in KINDS if kind != "same")


class Report:
    """The changes of a comparison, kept on disk, read back by the rules that caused them."""

    def __init__(self, old: str, new: str, table: sqlite3.Connection) -> None:
        self._old, self._new, self._table = old, new, table
        self._counts: Counter[tuple[ChangeKind, str]] = Counter()
        self._decided: Counter[str | None] = Counter()
        self._documents = 0
        self._last: str | None = None
        table.execute("CREATE TABLE changes (causes TEXT, kind TEXT, body BLOB)")

    def add(self, found: Iterable[Change]) -> Generator[Change, None, None]:
        """Take in changes, passing on those that are there to be shown."""
        for change in found:
            self._documents += change.doc != self._last
            self._last = change.doc
            self._decided[change.decided] += 1
            if change.decided == "settled":
                continue
            self._counts[change.kind, change.type] += 1
            if change.kind != "same":
                row = (" ".join(change.causes), change.kind, orjson.dumps(change))
                self._table.execute("INSERT INTO changes VALUES (?, ?, ?)", row)
                yield change

    @property
    def summary(self) -> Summary:
        """The counts of all that was taken in."""
        return Summary(
            old=self._old,
            new=self._new,
            documents=self._documents,
            counts=dict(self._counts),
            settled=self._decided["settled"],
            contradicting=self._decided["contradicts"],
        )

    def groups(self) -> list[Group]:
        """Return the causes, those with most changes first."""
        query = "SELECT causes, kind, count(*) FROM changes GROUP BY causes, kind"
        found: dict[str, dict[str, int]] = {}
        for causes, kind, n in self._table.execute(query):
            found.setdefault(causes, {})[kind] = n
        return sorted(
            (Group(causes=causes, counts=counts) for causes, counts in found.items()),
            key=lambda group: (-sum(group.counts.values()), group.causes),
        )

    def changes(self, group: Group, limit: int | None = None) -> Iterator[Change]:
        """Yield the changes of a group in the order of the runs, the first ``limit`` of them."""
        read = TypeAdapter(Change).validate_json
        query = "SELECT body FROM changes WHERE causes = ? ORDER BY rowid LIMIT ?"
        for (body,) in self._table.execute(query, (group.causes, -1 if limit is None else limit)):
            yield read(body)


@contextmanager
def report(old: str, new: str) -> Iterator[Report]:
    """Open an empty report on the comparison of two runs."""
    with closing(sqlite3.connect("")) as table:
        yield Report(old, new, table)


def compare_runs(
    old: RunIndex,
    new: RunIndex,
    *,
    ignore: Collection[str] = (),
    decisions: Mapping[str, Sequence[Decision]] | None = None,
) -> Iterator[Change]:
    """Yield what became of every record: documents in the order of OLD, then those only NEW has."""
    known = old.rules, new.rules
    only_new = (key for key in new.documents() if key not in old)
    for keys in (old.documents(), only_new):
        for key in keys:
            read: dict[bytes, Record] = {}
            before, after = old.get(key, read), new.get(key, read)
            found = changes(before, after, known=known, ignore=ignore)
            if decisions and (decided := decisions.get(key[0])):
                found = _decided(found, decided, before, after)
            yield from found


def as_line(change: Change) -> bytes:
    """Return a change as a line of JSON."""
    return orjson.dumps(
        {
            "schema": DIFF_SCHEMA,
            "change": change.kind,
            "doc": change.doc,
            "record": change.record.id,
            "type": change.type,
            "causes": change.causes,
            "fields": change.fields,
            "decided": change.decided,
            "old": change.old,
            "new": change.new,
        },
        option=orjson.OPT_APPEND_NEWLINE,
    )


def _decided(
    found: Iterable[Change],
    decisions: Sequence[Decision],
    before: Sequence[Record],
    after: Sequence[Record],
) -> Iterator[Change]:
    verdicts = {
        (side, attachment.record.id): attachment.decision
        for side, records in (("old", before), ("new", after))
        for attachment in attach(decisions, records)
        if attachment.record
    }
    for change in found:
        side = "new" if change.new else "old"
        decision = verdicts.get((side, change.record.id))
        yield replace(change, decided=settle(change, decision)) if decision else change


def settle(change: Change, decision: Decision) -> str | None:
    """Say what a decision means for a change.

    ``settled``: the change does what was decided. ``contradicts``: it brings back what was rejected
    or loses what was not, and is never hidden. A verdict: the record was accepted or fixed, but
    now has other values than those known to be right, and only a reader can say.
    """
    if change.kind == "same":
        return None
    if decision.verdict == "reject":
        return "contradicts" if change.kind == "added" else "settled"
    if change.kind == "removed":
        return "contradicts"
    right = (
        change.kind == "added" if decision.fix is None else _as_fixed(change.record, decision.fix)
    )
    return "settled" if right else decision.verdict


def _as_fixed(record: Record, fix: Fix) -> bool:
    """Tell whether a record now says what a fix asked for."""
    speaker = record.speaker
    return (
        (record.type, record.content.start, record.content.end)
        == (fix.type, fix.content.start, fix.content.end)
        and (record.cue.text if record.cue else None) == fix.cue
        and (record.date.iso if record.date else None) == fix.date
        and ((speaker.name, speaker.role, speaker.affiliation) if speaker else (None, None, None))
        == (fix.name, fix.role, fix.affiliation)
    )
