"""Label Studio gets tasks that its own checks pass, and gives back what annotators decided."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from claimx.errors import InputError
from claimx.export.documents import DocumentRecords
from claimx.export.graph import LABELS, LINK_TYPES
from claimx.export.label_studio import config, read, write


def tasks_of(run: list[DocumentRecords]) -> list[dict[str, Any]]:
    """Export and parse."""
    out = io.BytesIO()
    write(run, out)
    tasks: list[dict[str, Any]] = json.loads(out.getvalue())
    return tasks


def save(path: Path, tasks: object) -> str:
    """Write an export of Label Studio."""
    file = path / "export.json"
    file.write_text(json.dumps(tasks))
    return str(file)


def annotated(text: str, result: list[dict[str, Any]], **fields: object) -> dict[str, Any]:
    """Return a task as Label Studio exports it."""
    annotation = {"id": 5, "result": result, "updated_at": "2024-01-01", **fields}
    return {"id": 7, "data": {"text": text, "doc": "a"}, "annotations": [annotation]}


def region(id: str, label: str, start: int, end: int, text: str | None = None) -> dict[str, Any]:
    """Return a labelled region."""
    value = {"start": start, "end": end, "labels": [label]}
    return {
        "id": id,
        "type": "labels",
        "from_name": "label",
        "to_name": "text",
        "value": value | ({} if text is None else {"text": text}),
    }


def relation(source: str, target: str, label: str, direction: str = "right") -> dict[str, Any]:
    """Return a relation."""
    ends = {"from_id": source, "to_id": target}
    return {"type": "relation", "direction": direction, "labels": [label], **ends}


def test_offsets_are_code_points_and_quote_the_text(run: list[DocumentRecords]) -> None:
    for task in tasks_of(run):
        text = task["data"]["text"]
        for item in task["predictions"][0]["result"]:
            if item["type"] == "labels":
                value = item["value"]
                assert text[value["start"] : value["end"]] == value["text"]


def test_the_most_doubtful_record_orders_the_queue(run: list[DocumentRecords]) -> None:
    assert [task["predictions"][0]["score"] for task in tasks_of(run)] == [0.75, 0.2]


def test_region_ids_are_unique_but_for_what_belongs_to_a_region(run: list[DocumentRecords]) -> None:
    ids = [
        item["id"]
        for task in tasks_of(run)
        for item in task["predictions"][0]["result"]
        if item["type"] == "labels"
    ]
    assert len(ids) == len(set(ids))


def test_the_configuration_knows_every_name_that_the_tasks_use(run: list[DocumentRecords]) -> None:
    tree = ET.fromstring(config())
    assert [one.get("value") for one in tree.iter("Label")] == list(LABELS)
    assert [one.get("value") for one in tree.iter("Relation")] == list(LINK_TYPES)
    names = {one.get("name") for one in tree.iter() if one.get("name")}
    for task in tasks_of(run):
        for item in task["predictions"][0]["result"]:
            if item["type"] != "relation":
                assert {item["from_name"], item["to_name"]} <= names


def test_label_studio_itself_finds_no_fault(run: list[DocumentRecords]) -> None:
    sdk = pytest.importorskip("label_studio_sdk.label_interface")
    interface = sdk.LabelInterface(config())
    interface.validate()
    for task in tasks_of(run):
        for prediction in task["predictions"]:
            assert interface.validate_prediction(prediction, return_errors=True) == []


def test_an_empty_run_is_an_empty_list() -> None:
    assert tasks_of([]) == []


def test_annotations_come_before_predictions(run: list[DocumentRecords], tmp_path: Path) -> None:
    tasks = tasks_of(run)
    kept = tasks[0]["predictions"][0]["result"][:1]
    tasks[0]["annotations"] = [{"id": 1, "result": kept}]
    first, second = list(read(save(tmp_path, tasks), predictions=True))
    assert first.gold and len(first.gold.records) == 1
    assert second.gold and len(second.gold.records) == 2


def test_tasks_without_annotation_are_counted_and_left_out(
    run: list[DocumentRecords], tmp_path: Path
) -> None:
    (only,) = read(save(tmp_path, tasks_of(run)))
    assert only.gold is None
    assert "2 tasks without an annotation left out" in only.notes[0]


def test_the_last_annotation_counts_and_a_cancelled_one_never(tmp_path: Path) -> None:
    task = annotated("Satu. Dua.", [region("a", "Content", 0, 4)])
    later = {"result": [region("b", "Content", 6, 9)], "updated_at": "2024-02-01"}
    dropped = {"result": [], "updated_at": "2024-03-01", "was_cancelled": True}
    task["annotations"] += [later, dropped]
    (item,) = read(save(tmp_path, [task]))
    assert item.gold and [(one.start, one.end) for one in item.gold.records] == [(6, 9)]


def test_links_drawn_either_way_and_fields_written_by_hand_count(tmp_path: Path) -> None:
    text = "Air surut, kata Tono."
    field = {"id": "c", "type": "textarea", "from_name": "name", "value": {"text": ["Tono Basuki"]}}
    kind = {"id": "c", "type": "choices", "from_name": "type", "value": {"choices": ["mixed"]}}
    result = [
        region("c", "Content", 0, 9),
        region("k", "Cue", 11, 15),
        region("s", "Speaker", 16, 20),
        relation("c", "s", "said"),
        relation("c", "k", "cued_by", "left"),
        field,
        kind,
    ]
    (item,) = read(save(tmp_path, [annotated(text, result)]))
    assert item.gold
    (record,) = item.gold.records
    assert (record.speaker, record.cue, record.name, record.type) == (
        "Tono",
        "kata",
        "Tono Basuki",
        "mixed",
    )


def test_a_type_that_nobody_chose_is_told_by_the_marks(tmp_path: Path) -> None:
    text = '"Surut," kata A. Air "surut" lagi. Air naik.'
    spans = [(1, 6), (17, 33), (35, 43)]
    result = [region(str(n), "Content", *at) for n, at in enumerate(spans)]
    (item,) = read(save(tmp_path, [annotated(text, result)]))
    assert item.gold and [one.type for one in item.gold.records] == ["direct", "mixed", "indirect"]


def test_a_region_that_nothing_links_is_told(tmp_path: Path) -> None:
    result = [region("c", "Content", 0, 4), region("s", "Speaker", 5, 9)]
    (item,) = read(save(tmp_path, [annotated("Satu Tono", result)]))
    assert item.notes[0].endswith("task 7: Speaker 'Tono' is linked to no Content")


@pytest.mark.parametrize("quoted", ["kata", None], ids=["quoted", "bare"])
def test_code_points_are_taken_as_they_are(tmp_path: Path, quoted: str | None) -> None:
    text = "👩🏽‍🌾 🌶 Aman, kata Wulan."
    at = text.index("kata"), text.index("kata") + 4
    result = [
        region("c", "Content", text.index("Aman"), text.index("Aman") + 4),
        region("k", "Cue", *at, quoted),
        relation("c", "k", "cued_by"),
    ]
    (item,) = read(save(tmp_path, [annotated(text, result)]))
    assert item.gold and item.gold.records[0].cue == "kata"


def test_utf16_offsets_of_early_releases_are_known_by_the_quoted_text(tmp_path: Path) -> None:
    text = "👩🏽‍🌾 🌶 Aman\nsaja, kata Wulan."

    def utf16(words: str) -> tuple[int, int]:
        start = len(text[: text.index(words)].encode("utf-16-le")) // 2
        return start, start + len(words)

    result = [
        region("c", "Content", *utf16("Aman\nsaja"), "Aman\\nsaja"),
        region("k", "Cue", *utf16("kata"), "kata"),
        relation("c", "k", "cued_by"),
    ]
    (item,) = read(save(tmp_path, [annotated(text, result)]))
    assert item.gold
    (record,) = item.gold.records
    assert text[record.start : record.end] == "Aman\nsaja"
    assert record.cue == "kata"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ('[{"data": {"text": "a"}},\n{"data"', r"export\.json:2:8: not JSON"),
        ('{"tasks": []}', "not a list of tasks .export as JSON"),
        ('[{"id": 1, "text": "a", "label": []}]', "tasks without data .export as JSON"),
        ('[{"id": 9, "data": {"text": 5}}]', "task 9: .*data.text is not text"),
        ('[{"data": {"text": "a"}, "annotations": [{"id": 1}]}]', "task 1: 'result' is missing"),
        (
            json.dumps([annotated("abc", [region("r", "Cue", 1, 9)])]),
            "task 7: .*region r at 1:9 is not in the text",
        ),
    ],
    ids=["cut", "object", "min", "number", "no-result", "outside"],
)
def test_bad_input_is_one_line_with_its_place(tmp_path: Path, content: str, message: str) -> None:
    file = tmp_path / "export.json"
    file.write_text(content)
    with pytest.raises(InputError, match=message) as caught:
        list(read(str(file), predictions=True))
    assert "\n" not in str(caught.value)
