"""doccano's importer takes the lines, and its export finds the facts again that it cannot show."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Annotated, Any

import pytest
from pydantic import BaseModel, Field, model_validator

from claimx.errors import ClaimxError
from claimx.export.doccano import read, write
from claimx.export.documents import DocumentRecords, gold_document


class SpanLabel(BaseModel):
    """What ``data_import/pipeline/label.py`` of doccano 1.8.4 asks of an entity."""

    id: int = -1
    label: Annotated[str, Field(min_length=1)]
    start_offset: Annotated[int, Field(ge=0)]
    end_offset: Annotated[int, Field(ge=0)]

    @model_validator(mode="after")
    def check_order(self) -> SpanLabel:
        """An entity is not empty."""
        assert self.start_offset < self.end_offset
        return self


class RelationLabel(BaseModel):
    """What it asks of a relation."""

    id: int = -1
    from_id: int
    to_id: int
    type: Annotated[str, Field(min_length=1)]


class Example(BaseModel):
    """What it asks of a line; everything else becomes ``meta``."""

    text: Annotated[str, Field(min_length=1)]
    entities: list[SpanLabel]
    relations: list[RelationLabel]


def lines_of(run: list[DocumentRecords]) -> list[dict[str, Any]]:
    """Export and parse."""
    out = io.BytesIO()
    write(run, out)
    return [json.loads(line) for line in out.getvalue().splitlines()]


def save(path: Path, lines: list[dict[str, Any]]) -> str:
    """Write an export of doccano."""
    file = path / "all.jsonl"
    file.write_text("".join(json.dumps(line) + "\n" for line in lines))
    return str(file)


def stored(line: dict[str, Any]) -> dict[str, Any]:
    """Return a line as doccano exports it: new ids, metadata spread, comments added."""
    line = json.loads(json.dumps(line))
    for entity in line["entities"]:
        entity["id"] += 4000
    for link in line["relations"]:
        link |= {
            "id": link["id"] + 900,
            "from_id": link["from_id"] + 4000,
            "to_id": link["to_id"] + 4000,
        }
    return {"id": 31, **line, "Comments": []}


def test_doccano_would_take_every_line(run: list[DocumentRecords]) -> None:
    for line in lines_of(run):
        example = Example.model_validate(line)
        ids = {entity.id for entity in example.entities}
        assert len(ids) == len(example.entities)
        for link in example.relations:
            assert {link.from_id, link.to_id} <= ids


def test_no_key_clashes_with_one_that_doccano_writes_itself(run: list[DocumentRecords]) -> None:
    for line in lines_of(run):
        assert not {"id", "Comments", "filename", "upload_name"} & set(line)


def test_an_export_with_ids_of_doccano_gives_the_gold_of_the_run(
    run: list[DocumentRecords], tmp_path: Path
) -> None:
    file = save(tmp_path, [stored(line) for line in lines_of(run)])
    assert [item.gold for item in read(file)] == [gold_document(item) for item in run]


def test_a_moved_edge_keeps_the_facts_and_another_speaker_drops_them(
    run: list[DocumentRecords], tmp_path: Path
) -> None:
    line = lines_of(run)[0]
    clause = next(one for one in line["entities"] if one["label"] == "Content:indirect")
    clause["start_offset"] -= 6
    (item,) = read(save(tmp_path, [line]))
    assert item.gold
    moved = item.gold.records[1]
    assert item.gold.text[moved.start : moved.end] == "bahwa stok aman"
    assert (moved.name, moved.date) == ("Wulan Sarira", "2023-09-13")
    said = next(one for one in line["entities"] if one["label"] == "Speaker" and one["id"] > 3)
    said["start_offset"] += 6
    (item,) = read(save(tmp_path, [line]))
    assert item.gold
    other = item.gold.records[1]
    assert (other.speaker, other.name, other.date) == ("Sarira", None, "2023-09-13")


def test_a_document_annotated_from_scratch(tmp_path: Path) -> None:
    line = {
        "id": 8,
        "text": '"Surut," kata Tono.',
        "entities": [
            {"id": 1, "label": "Content", "start_offset": 1, "end_offset": 6},
            {"id": 2, "label": "Speaker", "start_offset": 14, "end_offset": 18},
            {"id": 3, "label": "Cue", "start_offset": 9, "end_offset": 13},
        ],
        "relations": [{"id": 1, "from_id": 1, "to_id": 2, "type": "said"}],
    }
    (item,) = read(save(tmp_path, [line]))
    assert item.gold and item.gold.doc == "8"
    (record,) = item.gold.records
    assert (record.type, record.speaker, record.cue, record.name) == ("direct", "Tono", None, None)
    assert "Cue 'kata' is linked to no Content" in item.notes[0]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ('{"text": "a"', r"all\.jsonl:2: not JSON"),
        ('{"id": 1, "text": "a", "label": []}', r"2: 'entities' is missing .export a project with"),
        ('{"id": 1, "text": "a", "entities": [], "relations": 5}', "2: not of doccano's shape"),
        (
            (
                '{"id": 1, "text": "a", "relations": [], "entities":'
                '[{"id": 3, "label": "Cue", "start_offset": 0, "end_offset": 2}]}'
            ),
            "2: .*entity 3 at 0:2 is not in the text",
        ),
    ],
    ids=["cut", "plain", "shape", "outside"],
)
def test_bad_input_is_one_line_with_its_number(tmp_path: Path, line: str, message: str) -> None:
    file = tmp_path / "all.jsonl"
    file.write_text(f'{{"id": 0, "text": "b", "entities": [], "relations": []}}\n{line}\n')
    with pytest.raises(ClaimxError, match=message):
        list(read(str(file)))
