"""What changed between two runs in one document: records aligned, then compared field by field."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, fields, is_dataclass
from typing import Literal

from claimx.models import Record, Speaker
from claimx.review.align import align_records

ChangeKind = Literal["added", "removed", "changed", "same"]
Value = str | int | float | bool | list[object] | None

# Follow from what is compared anyway, or say where a run was made and not what it found.
DERIVED = frozenset({"schema", "id", "context", "doc.id", "doc.path", "doc.sha256"})
# A place is news only where the words are the same; in another text it is none at all.
PLACES = frozenset({"start", "end", "parts"})
# Rules that make a record; the others say more about one that is there.
MAKERS = ("attribution.", "quotation.")
# The cause of a change that no rule took part in.
SAME_RULES = "the same rules (a word list, the model or another input)"


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldChange:
    """One field (``speaker.name``) before and after."""

    field: str
    old: Value
    new: Value


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What became of one record. ``causes`` are rules with ``+`` (now) or ``-`` (before)."""

    kind: ChangeKind
    doc: str
    type: str
    causes: tuple[str, ...]
    fields: tuple[FieldChange, ...] = ()
    old: Record | None = None
    new: Record | None = None
    decided: str | None = None

    @property
    def record(self) -> Record:
        """The record as it is now, or as it last was."""
        record = self.new or self.old
        if record is None:
            raise ValueError("a change without a record")
        return record


def changes(
    old: Sequence[Record],
    new: Sequence[Record],
    *,
    known: tuple[Collection[str], Collection[str]] = ((), ()),
    ignore: Collection[str] = (),
) -> Iterator[Change]:
    """Yield what became of every record of one document, in the order of the new text.

    ``known`` are the rules that fired anywhere in the old and in the new run: a record that comes
    or goes is put down to the rules that only one of the runs knows. ``ignore`` names fields
    (``confidence``, ``doc``, ``speaker.role``) whose differences do not count.
    """
    same_text = not (old and new and old[0].doc.sha256 != new[0].doc.sha256)
    pairs = _pairs(old, new, same_text=same_text)
    found: list[tuple[int, Change]] = []
    for i, record in enumerate(old):
        if i not in pairs:
            causes = _one_sided("-", record, known[1])
            found.append((record.content.start, _change("removed", record, causes, old=record)))
    before = {j: i for i, j in pairs.items()}
    for j, record in enumerate(new):
        if j in before:
            change = _compare(old[before[j]], record, same_text=same_text, ignore=ignore)
        else:
            change = _change("added", record, _one_sided("+", record, known[0]), new=record)
        found.append((record.content.start, change))
    yield from (change for _, change in sorted(found, key=lambda item: item[0]))


def _pairs(old: Sequence[Record], new: Sequence[Record], *, same_text: bool) -> dict[int, int]:
    """Pair by id and overlap, or, where the text itself has changed, by the words said."""
    if same_text:
        return {pair.left: pair.right for pair in align_records(old, new)}
    places: defaultdict[str, deque[int]] = defaultdict(deque)
    for j, record in enumerate(new):
        places[record.content.text].append(j)
    return {
        i: places[record.content.text].popleft()
        for i, record in enumerate(old)
        if places[record.content.text]
    }


def _compare(old: Record, new: Record, *, same_text: bool, ignore: Collection[str]) -> Change:
    found: tuple[FieldChange, ...] = ()
    if old is not new and old != new:
        found = tuple(
            change
            for change in _differences("", old, new)
            if not _ignored(change.field, DERIVED)
            and not _ignored(change.field, ignore)
            and (same_text or change.field.rpartition(".")[2] not in PLACES)
        )
    if not found:
        return _change("same", new, (), old=old, new=new)
    causes = [f"+{rule}" for rule in new.rules if rule not in old.rules]
    causes += [f"-{rule}" for rule in old.rules if rule not in new.rules]
    return _change("changed", new, tuple(causes) or (SAME_RULES,), found, old=old, new=new)


def _change(
    kind: ChangeKind,
    record: Record,
    causes: tuple[str, ...],
    found: tuple[FieldChange, ...] = (),
    *,
    old: Record | None = None,
    new: Record | None = None,
) -> Change:
    return Change(
        kind=kind,
        doc=record.doc.id,
        type=record.type,
        causes=causes,
        fields=found,
        old=old,
        new=new,
    )


def _one_sided(sign: str, record: Record, known: Collection[str]) -> tuple[str, ...]:
    """Name the rules behind a record that came or went: those the other run never saw fire.

    Where it knows them all, the rules that make records stand for it, or else all of its rules.
    """
    makers = [rule for rule in record.rules if rule.startswith(MAKERS)] or record.rules
    strange = [rule for rule in makers if rule not in known] if known else []
    return tuple(f"{sign}{rule}" for rule in strange or makers)


def _differences(prefix: str, old: object, new: object) -> Iterator[FieldChange]:
    """Walk two data classes of one kind and yield the fields that differ."""
    if old == new:
        return
    if is_dataclass(old) and is_dataclass(new):
        pairs = {f.name: (getattr(old, f.name), getattr(new, f.name)) for f in fields(old)}
        before, after = pairs.get("text", (None, None))
        for name, (a, b) in pairs.items():
            if name not in PLACES or before == after:
                yield from _differences(f"{prefix}.{name}" if prefix else name, a, b)
    else:
        yield FieldChange(field=prefix, old=_value(old), new=_value(new))


def _value(value: object) -> Value:
    """Return a field as JSON has it; of a span that came or went, its words."""
    if value is None or isinstance(value, str | int | float | bool):
        return value
    if isinstance(value, tuple):
        return list(value)
    if isinstance(value, Speaker):
        return value.name or value.text
    text = getattr(value, "text", None)
    return text if isinstance(text, str) else str(value)


def _ignored(name: str, ignore: Collection[str]) -> bool:
    return any(name == other or name.startswith(f"{other}.") for other in ignore)
