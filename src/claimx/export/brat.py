"""brat: a folder of ``.txt`` and ``.ann`` files with its configuration, and annotations back.

Format: https://brat.nlplab.org/standoff.html; configuration:
https://brat.nlplab.org/configuration.html. A record is an event: its content is the trigger,
since a record may have no cue but always has a content, and the rest are its arguments. brat shows
a text line by line and lets no span cross a newline (issue 786): such a span is cut into fragments.
Attributes are choices from a list, so that names and the like stand in the event's note, which an
annotator edits: ``name: Sri Lestari | role: Kepala Dinas``.

brat knows no metadata of a document: what gold needs of it stands in ``documents.jsonl`` beside the
texts, which brat does not look at.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast, get_args

import orjson

from claimx.errors import InputError
from claimx.export import Imported
from claimx.export.graph import (
    EDITABLE,
    LABELS,
    LINKS,
    REFERS_TO,
    TYPES,
    Graph,
    Label,
    Link,
    Mark,
    Span,
    gold_records,
    graph_of,
    strays,
)
from claimx.models import MentionType, Record, SpeakerKind
from claimx.review.gold import GoldDocument

if TYPE_CHECKING:
    from claimx.export.documents import DocumentRecords

DOCUMENTS = "documents.jsonl"
ATTRIBUTES = {"type": "Type", "kind": "Kind", "mention": "Mention", "optional": "Optional"}
NAME_LENGTH = 120  # of a file name without suffix: every file system takes 255 bytes

_OTHERS = tuple(label for label in LABELS if label != "Content")
ANNOTATION_CONF = "\n".join(
    (
        "[entities]",
        *_OTHERS,
        "",
        "[relations]",
        f"{REFERS_TO}\tArg1:Speaker, Arg2:Antecedent",
        "",
        "[events]",
        "Content\t" + ", ".join(f"{label}?:{label}" for label in _OTHERS),
        "",
        "[attributes]",
        f"Type\tArg:Content, Value:{'|'.join(TYPES)}",
        f"Kind\tArg:Content, Value:{'|'.join(get_args(SpeakerKind))}",
        "Optional\tArg:Content",
        f"Mention\tArg:Speaker, Value:{'|'.join(get_args(MentionType))}",
        "",
    )
)
VISUAL_CONF = """[labels]
Content | Content | Isi
Speaker | Speaker | Sp
Antecedent | Antecedent | Ant

[drawing]
SPAN_DEFAULT\tfgColor:black, bgColor:lightgray, borderColor:darken
Content\tbgColor:#a8c4ec
Speaker\tbgColor:#f2b899
Cue\tbgColor:#cbdc9c
Date\tbgColor:#d9b8e6
Via\tbgColor:#e8d29a
Addressee\tbgColor:#a5d9d5
Manner\tbgColor:#d0d0d0
Antecedent\tbgColor:#f3c6d6
ARC_DEFAULT\tcolor:black, dashArray:-, arrowHead:triangle-5
"""


def write(run: Iterable[DocumentRecords], out: Path) -> None:
    """Fill a folder that can be put below brat's ``data`` folder as it is."""
    _save(out / "annotation.conf", ANNOTATION_CONF)
    _save(out / "visual.conf", VISUAL_CONF)
    names: set[str] = set()
    with (out / DOCUMENTS).open("wb") as index:
        for item in run:
            name = _file_name(item.doc.id, names)
            _save(out / f"{name}.txt", item.source)
            _save(out / f"{name}.ann", "".join(_lines(item)))
            doc = item.doc
            entry = {
                "file": name,
                "doc": doc.id,
                "outlet": doc.outlet,
                "published": doc.published,
                "title": doc.title,
                "url": doc.url,
                "sha256": doc.sha256,
            }
            index.write(orjson.dumps(entry, option=orjson.OPT_APPEND_NEWLINE))


def read(source: str, *, predictions: bool = False) -> Iterator[Imported]:
    """Yield the documents of a folder, or the one of an ``.ann`` file, in the order of the export.

    brat keeps no predictions apart from annotations, so that ``predictions`` changes nothing.
    """
    path = Path(source)
    files = sorted(path.glob("*.ann")) if path.is_dir() else [path]
    if not files:
        raise InputError("no .ann file in this folder", where=source)
    entries = _entries(files[0].parent / DOCUMENTS)
    order = {name: number for number, name in enumerate(entries)}
    for file in sorted(files, key=lambda one: (order.get(one.stem, len(order)), one.name)):
        yield _imported(file, entries.get(file.stem, {}))


def _imported(path: Path, entry: dict[str, Any]) -> Imported:
    text = _load(path.with_suffix(".txt"))
    graph = _parse(path, text)
    return Imported(
        gold=GoldDocument(
            doc=entry.get("doc") or path.stem,
            outlet=entry.get("outlet"),
            published=entry.get("published"),
            text=text,
            records=gold_records(graph, text),
        ),
        notes=tuple(
            f"{path}: {mark.label} {text[mark.start : mark.end]!r} is in no Content event"
            for mark in strays(graph)
        ),
    )


# Writing


def _lines(item: DocumentRecords) -> Iterator[str]:
    """Yield the annotation lines of a document: spans, events, relations, attributes, notes."""
    graph, text = graph_of(item.records), item.source
    spans = {mark.id: f"T{number}" for number, mark in enumerate(graph.marks, start=1)}
    contents = [mark for mark in graph.marks if mark.label == "Content"]
    events = {mark.id: f"E{number}" for number, mark in enumerate(contents, start=1)}
    for mark in graph.marks:
        fragments = [piece for part in mark.parts for piece in _fragments(text, *part)]
        offsets = ";".join(f"{start} {end}" for start, end in fragments)
        quoted = " ".join(text[start:end] for start, end in fragments)
        yield f"{spans[mark.id]}\t{mark.label} {offsets}\t{quoted}\n"
    arguments, relations = _arguments(graph, spans)
    for mark in contents:
        roles = [f"Content:{spans[mark.id]}", *arguments[mark.id]]
        yield f"{events[mark.id]}\t{' '.join(roles)}\n"
    for number, (source, target) in enumerate(relations, start=1):
        yield f"R{number}\t{REFERS_TO} Arg1:{source} Arg2:{target}\n"
    number = 0
    for mark in graph.marks:
        for key, value in mark.attributes.items():
            if key in ATTRIBUTES:
                number += 1
                target = events.get(mark.id, spans[mark.id])
                yield f"A{number}\t{ATTRIBUTES[key]} {target} {value}\n"
    number = 0
    for mark in graph.marks:
        target = events.get(mark.id, spans[mark.id])
        for kind, note in _notes(mark, graph.records.get(mark.id)):
            number += 1
            yield f"#{number}\t{kind} {target}\t{note}\n"


def _arguments(
    graph: Graph, spans: dict[str, str]
) -> tuple[dict[str, list[str]], list[tuple[str, str]]]:
    """Return the arguments of each content's event, and the relations between other marks."""
    marks = {mark.id: mark for mark in graph.marks}
    arguments: dict[str, list[str]] = {mark.id: [] for mark in graph.marks}
    relations = []
    for link in graph.links:
        ends = marks[link.source], marks[link.target]
        hub, other = ends if ends[0].label == "Content" else ends[::-1]
        if hub.label == "Content":
            arguments[hub.id].append(f"{other.label}:{spans[other.id]}")
        else:
            relations.append((spans[link.source], spans[link.target]))
    return arguments, relations


def _notes(mark: Mark, record: Record | None) -> Iterator[tuple[str, str]]:
    """Yield the note that annotators edit, then the one that says where a record comes from."""
    written = {key: mark.attributes[key] for key in EDITABLE if key in mark.attributes}
    if written:
        yield "AnnotatorNotes", _pack(written)
    facts = {
        key: value
        for key, value in mark.attributes.items()
        if key not in EDITABLE and key not in ATTRIBUTES
    }
    if record:
        facts |= {
            "id": record.id,
            "confidence": str(record.confidence),
            "rules": ", ".join(record.rules),
        }
        if record.flags:
            facts["flags"] = ", ".join(record.flags)
        if len(record.content.parts) > 1:
            facts["parts"] = " ".join(f"{start}-{end}" for start, end in record.content.parts)
    if facts:
        yield "Claimx", _pack(facts)


def _fragments(text: str, start: int, end: int) -> list[Span]:
    """Cut a span at newlines; what is white space alone drops out."""
    pieces = []
    for match in re.finditer(r"[^\n]+", text[start:end]):
        if match[0].strip() or match[0] == text[start:end]:
            pieces.append((start + match.start(), start + match.end()))
    return pieces or [(start, end)]


def _pack(values: dict[str, str]) -> str:
    """Write values in one line, so that they can be read, edited and taken apart again."""
    return " | ".join(f"{key}: {_escape(value)}" for key, value in values.items())


def _unpack(note: str) -> dict[str, str]:
    values = {}
    for piece in note.split("|"):
        key, found, value = piece.partition(":")
        if found:
            values[key.strip().lower()] = _unescape(value.strip())
    return values


def _escape(value: str) -> str:
    return value.replace("\\", "\\\\").replace("\n", "\\n").replace("|", "\\p").replace("\t", "\\t")


def _unescape(value: str) -> str:
    plain = {"\\": "\\", "n": "\n", "p": "|", "t": "\t"}
    return re.sub(r"\\([\\npt])", lambda match: plain[match[1]], value)


def _file_name(doc_id: str, names: set[str]) -> str:
    """Make a file name of a document's id that is safe, and no other document's."""
    stem = re.sub(r"[^\w.-]+", "_", doc_id).lstrip(".-")[:NAME_LENGTH] or "document"
    name, number = stem, 1
    while name.lower() in names:
        number += 1
        name = f"{stem}-{number}"
    names.add(name.lower())
    return name


# Reading


@dataclass(slots=True)
class _Annotations:
    """The lines of an ``.ann`` file, taken apart; identifiers are brat's."""

    spans: dict[str, Mark] = field(default_factory=dict)
    events: dict[str, str] = field(default_factory=dict)
    links: list[Link] = field(default_factory=list)
    values: list[tuple[str, str, str]] = field(default_factory=list)

    def graph(self) -> Graph:
        """Resolve events to their triggers and hand out attributes."""
        marks = dict(self.spans)
        for target, key, value in self.values:
            mark_id = self.events.get(target, target)
            if mark_id in marks:
                marks[mark_id].attributes[key] = value
        links = tuple(
            Link(
                source=self.events.get(link.source, link.source),
                target=self.events.get(link.target, link.target),
                type=link.type,
            )
            for link in self.links
        )
        return Graph(marks=tuple(marks.values()), links=links)


def _parse(path: Path, text: str) -> Graph:
    """Read an ``.ann`` file; the first line that does not hold ends the reading."""
    found = _Annotations()
    for number, line in enumerate(_load(path).split("\n"), start=1):
        if not line.strip():
            continue
        try:
            _take(line, text, found)
        except (ValueError, IndexError) as error:
            reason = str(error) if isinstance(error, ValueError) else "a field is missing"
            raise InputError(reason, where=f"{path}:{number}") from None
    return found.graph()


def _take(line: str, text: str, found: _Annotations) -> None:
    """Take in one annotation line; kinds that say nothing of a statement are passed over."""
    name, rest, *note = line.split("\t", maxsplit=2)
    match name[0]:
        case "T":
            label, _, offsets = rest.partition(" ")
            parts = _offsets(offsets, text, note[0] if note else None)
            if label in LABELS:
                found.spans[name] = Mark(id=name, label=label, parts=parts)
        case "E":
            trigger, *arguments = (pair.split(":") for pair in rest.split())
            found.events[name] = trigger[1]
            for role, target in arguments:
                kind = LINKS.get(cast("Label", role.rstrip("0123456789")), ("linked", ""))[0]
                found.links.append(Link(source=target, target=name, type=kind))
        case "R":
            kind, source, target = rest.split()
            found.links.append(
                Link(source=source.split(":")[1], target=target.split(":")[1], type=kind)
            )
        case "A" | "M":
            attribute, target, *value = rest.split()
            found.values.append((target, attribute.lower(), value[0] if value else "true"))
        case "#":
            kind, target = rest.split()[:2]
            if kind == "AnnotatorNotes" and note:
                known = {key: value for key, value in _unpack(note[0]).items() if key in EDITABLE}
                found.values += [(target, key, value) for key, value in known.items()]
        case "N" | "*":
            pass
        case _:
            raise ValueError(f"{name!r} is no identifier of a brat annotation")


def _offsets(offsets: str, text: str, quoted: str | None) -> tuple[Span, ...]:
    """Read the fragments of a span; the words beside them must be those of the text."""
    parts = []
    for piece in offsets.split(";"):
        start, end = map(int, piece.split())
        if not 0 <= start < end <= len(text):
            raise ValueError(f"the span {start}:{end} is not in the text")
        parts.append((start, end))
    there = "".join(text[start:end] for start, end in parts)
    if quoted is not None and "".join(quoted.split()) != "".join(there.split()):
        raise ValueError(f"the text at {offsets} is {there!r}, not {quoted!r}")
    return tuple(parts)


def _entries(path: Path) -> dict[str, dict[str, Any]]:
    if not path.exists():
        return {}
    entries = {}
    for number, line in enumerate(path.read_bytes().splitlines(), start=1):
        try:
            entry = orjson.loads(line)
            entries[entry["file"]] = entry
        except (orjson.JSONDecodeError, KeyError, TypeError):
            raise InputError("not an entry of a document", where=f"{path}:{number}") from None
    return entries


def _save(path: Path, text: str) -> None:
    path.write_bytes(text.encode())


def _load(path: Path) -> str:
    """Read a file as it stands: newlines count in offsets."""
    try:
        return path.read_bytes().decode()
    except OSError as error:
        raise InputError(error.strerror or str(error), where=str(path)) from None
    except UnicodeDecodeError as error:
        raise InputError(f"not UTF-8 at byte {error.start}", where=str(path)) from None
