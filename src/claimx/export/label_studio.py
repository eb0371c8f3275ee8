"""Label Studio: tasks with predictions, the labelling configuration, and annotations back.

Tasks: https://labelstud.io/guide/task_format and https://labelstud.io/guide/predictions;
tags: https://labelstud.io/tags/text, /labels, /relations, /choices, /textarea.

Offsets of a ``Text`` tag are code points: the editor splits its text with the spread operator,
which goes by code point (``RichText/domManager.ts``, ``addTextElement``). Early releases counted
UTF-16 units (issue 1347); the import knows those by the text that stands beside the offsets.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, BinaryIO
from xml.sax.saxutils import quoteattr

import orjson

from claimx import __version__
from claimx.errors import InputError
from claimx.export import Imported
from claimx.export.graph import (
    EDITABLE,
    LABELS,
    LINK_TYPES,
    TYPES,
    Graph,
    Label,
    Link,
    Mark,
    gold_records,
    graph_of,
    join_parts,
    split_parts,
    strays,
)
from claimx.export.offsets import Utf16
from claimx.models import Record
from claimx.review.gold import GoldDocument
from claimx.review.load import name_of, open_bytes

if TYPE_CHECKING:
    from claimx.export.documents import DocumentRecords

COLOURS: dict[Label, str] = {
    "Content": "#3b6fb6",
    "Speaker": "#b5542c",
    "Cue": "#6b8e23",
    "Date": "#8a4fa3",
    "Via": "#a8842c",
    "Addressee": "#2f8f8a",
    "Manner": "#7d7d7d",
    "Antecedent": "#c77f9b",
}
CHOICES = {"type": TYPES, "optional": ("true",)}
EXPORT_HINT = "export as JSON, not as JSON-MIN or CSV"


def write(run: Iterable[DocumentRecords], out: BinaryIO) -> None:
    """Write one JSON array of tasks, one task a line."""
    separator = b"[\n"
    for item in run:
        out.write(separator + orjson.dumps(_task(item)))
        separator = b",\n"
    out.write(b"[]\n" if separator == b"[\n" else b"\n]\n")


def config() -> str:
    """Return the labelling configuration that the tasks are made for."""
    labels = "\n".join(
        f'    <Label value="{label}" background="{colour}"/>' for label, colour in COLOURS.items()
    )
    links = "\n".join(f'    <Relation value="{name}"/>' for name in LINK_TYPES)
    choices = "\n".join(
        f'    <Header value="{name.capitalize()}" size="6"/>\n'
        f'    <Choices name="{name}" toName="text" perRegion="true" showInline="true">\n'
        + "\n".join(f"      <Choice value={quoteattr(value)}/>" for value in values)
        + "\n    </Choices>"
        for name, values in CHOICES.items()
    )
    fields = "\n".join(
        f'    <Header value="{name.capitalize()}" size="6"/>\n'
        f'    <TextArea name="{name}" toName="text" perRegion="true" maxSubmissions="1"'
        ' editable="true" rows="1"/>'
        for name in EDITABLE
    )
    return f"""<View>
  <Style>.htx-text {{ white-space: pre-wrap; }}</Style>
  <Relations>
{links}
  </Relations>
  <Labels name="label" toName="text">
{labels}
  </Labels>
  <Text name="text" value="$text" granularity="symbol"/>
  <View visibleWhen="region-selected" whenTagName="label" whenLabelValue="Content">
{choices}
{fields}
  </View>
</View>
"""


def read(source: str, *, predictions: bool = False) -> Iterator[Imported]:
    """Yield the annotated documents of a JSON export.

    Of several annotations of a task the last one changed counts; cancelled ones never do.
    """
    waiting = 0
    for number, task in enumerate(_tasks(source), start=1):
        where = f"{name_of(source)}: task {task.get('id', number)}"
        try:
            text, data = _text(task), task["data"]
            result = _result(task, predictions=predictions)
            if result is None:
                waiting += 1
                continue
            raw = _graph(result, text)
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise InputError(_fault(error), where=where) from None
        graph = join_parts(raw)
        notes = [
            f"{where}: {mark.label} {text[mark.start : mark.end]!r} is linked to no Content"
            for mark in strays(graph)
        ]
        yield Imported(
            gold=GoldDocument(
                doc=str(data.get("doc") or task.get("id", number)),
                outlet=data.get("outlet"),
                published=data.get("published"),
                text=text,
                records=gold_records(graph, text),
            ),
            notes=tuple(notes),
        )
    if waiting:
        advice = "" if predictions else " (--predictions takes what they hold unseen)"
        yield Imported(
            notes=(f"{name_of(source)}: {waiting} tasks without an annotation left out{advice}",)
        )


def _task(item: DocumentRecords) -> dict[str, object]:
    """Return a task whose score is that of its most doubtful record, so that doubt comes first."""
    graph = split_parts(graph_of(item.records))
    text, doc = item.source, item.doc
    result: list[dict[str, object]] = []
    for mark in graph.marks:
        result += _regions(mark, text, graph.records.get(mark.id))
    for link in graph.links:
        result.append(
            {
                "type": "relation",
                "from_id": link.source,
                "to_id": link.target,
                "direction": "right",
                "labels": [link.type],
            }
        )
    score = min((record.confidence for record in item.records), default=1.0)
    return {
        "data": {
            "text": text,
            "doc": doc.id,
            "title": doc.title,
            "outlet": doc.outlet,
            "byline": doc.byline,
            "url": doc.url,
            "published": doc.published,
            "path": doc.path,
            "sha256": doc.sha256,
        },
        "predictions": [
            {"model_version": f"claimx {__version__}", "score": score, "result": result}
        ],
    }


def _regions(mark: Mark, text: str, record: Record | None) -> Iterator[dict[str, object]]:
    """Yield a region and, under its id, what is chosen and written for it."""
    span = {"start": mark.start, "end": mark.end}
    region: dict[str, object] = {
        "id": mark.id,
        "from_name": "label",
        "to_name": "text",
        "type": "labels",
        "value": {**span, "text": text[mark.start : mark.end], "labels": [mark.label]},
    }
    facts = _facts(mark, record)
    if facts:
        region["meta"] = {"text": facts}
    if record:
        region["score"] = record.confidence
    yield region
    for name, value in mark.attributes.items():
        if name in CHOICES:
            kind, shape = "choices", {"choices": [value]}
        elif name in EDITABLE:
            kind, shape = "textarea", {"text": [value]}
        else:
            continue
        yield {
            "id": mark.id,
            "from_name": name,
            "to_name": "text",
            "type": kind,
            "value": {**span, **shape},
        }


def _facts(mark: Mark, record: Record | None) -> list[str]:
    """Return what the region's information panel shows and nobody edits."""
    shown = [
        f"{key}: {value}"
        for key, value in mark.attributes.items()
        if key not in CHOICES and key not in EDITABLE
    ]
    if record:
        shown += [
            f"id: {record.id}",
            f"confidence: {record.confidence}",
            f"rules: {', '.join(record.rules)}",
        ]
        if record.flags:
            shown.append(f"flags: {', '.join(record.flags)}")
    return shown


def _tasks(source: str) -> list[dict[str, Any]]:
    """Return the tasks of a file; Label Studio writes one array, so that it is read whole."""
    with open_bytes(source) as stream:
        data = stream.read()
    try:
        tasks = orjson.loads(data)
    except orjson.JSONDecodeError as error:
        where = f"{name_of(source)}:{error.lineno}:{error.colno}"
        raise InputError(f"not JSON: {error.msg}", where=where) from None
    if not isinstance(tasks, list) or not all(isinstance(task, dict) for task in tasks):
        raise InputError("not a list of tasks", where=name_of(source), hint=EXPORT_HINT)
    if any("data" not in task for task in tasks):
        raise InputError("tasks without data", where=name_of(source), hint=EXPORT_HINT)
    return tasks


def _text(task: dict[str, Any]) -> str:
    text = task["data"]["text"]
    if not isinstance(text, str):
        raise TypeError("data.text is not text")
    return text


def _result(task: dict[str, Any], *, predictions: bool) -> list[dict[str, Any]] | None:
    """Return the regions of the annotation that counts, or None where nobody has finished one."""
    done = [one for one in task.get("annotations", ()) if not one.get("was_cancelled")]
    if not done and predictions:
        done = list(task.get("predictions", ()))
    if not done:
        return None
    last = max(done, key=lambda one: (bool(one.get("ground_truth")), one.get("updated_at") or ""))
    result: list[dict[str, Any]] = last["result"]
    return result


def _graph(result: list[dict[str, Any]], text: str) -> Graph:
    """Put regions, and what stands under their ids, together again."""
    units = Utf16(text)
    attributes: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for region in result:
        match region["type"]:
            case "choices" if region["from_name"] in CHOICES:
                attributes[region["id"]][region["from_name"]] = region["value"]["choices"][0]
            case "textarea" if region["from_name"] in EDITABLE:
                written = region["value"]["text"]
                line = written if isinstance(written, str) else "\n".join(written)
                attributes[region["id"]][region["from_name"]] = line
    marks: list[Mark] = []
    links: list[Link] = []
    for region in result:
        if region["type"] == "labels":
            marks += _marks(region, units, attributes[region["id"]])
        elif region["type"] == "relation":
            names = region.get("labels") or ["linked"]
            ends = region["from_id"], region["to_id"]
            source, target = ends[::-1] if region.get("direction") == "left" else ends
            links.append(Link(source=source, target=target, type=names[0]))
    return Graph(marks=tuple(marks), links=tuple(links))


def _marks(region: dict[str, Any], units: Utf16, attributes: dict[str, str]) -> Iterator[Mark]:
    """Yield the mark of a region, with its offsets in code points."""
    value = region["value"]
    start, end = units.settle(int(value["start"]), int(value["end"]), value.get("text"))
    if not 0 <= start < end <= len(units.text):
        raise ValueError(f"region {region['id']} at {start}:{end} is not in the text")
    for label in value["labels"]:
        if label in LABELS:
            yield Mark(id=region["id"], label=label, parts=((start, end),), attributes=attributes)


def _fault(error: Exception) -> str:
    if isinstance(error, KeyError):
        return f"{error} is missing"
    return f"not of Label Studio's shape: {error}"
