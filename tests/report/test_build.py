"""What goes into the page, without a browser."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from claimx.report.build import Page, build_page
from claimx.report.compare import build_comparison
from claimx.review.load import read_records

from .conftest import BRIDGE, HARVEST, document, example_records, record, write_run


def page_of(folder: Path, records: list[dict[str, Any]], **more: Any) -> Page:
    """The page of a run in a folder."""
    run = write_run(folder / "run.jsonl", records)
    return build_page(read_records(str(run)), name=str(run), **more)


def test_records_name_their_document_by_place(tmp_path: Path) -> None:
    page = page_of(tmp_path, example_records(tmp_path))
    assert [doc.id for doc in page.docs] == ["jembatan", "panen"]
    assert [line["doc"] for line in page.records] == [0, 0, 0, 0, 1, 1, 1]
    assert [doc.text for doc in page.docs] == [BRIDGE, HARVEST]
    assert page.missing == ()
    for line in page.records:
        text = page.docs[line["doc"]].text
        content = line["content"]
        assert text is not None
        assert text[content["start"] : content["end"]] == content["text"]


def test_texts_are_found_where_they_moved(tmp_path: Path) -> None:
    records = example_records(tmp_path)
    (tmp_path / "pindah").mkdir()
    (tmp_path / "panen.txt").rename(tmp_path / "pindah" / "lain.txt")
    assert page_of(tmp_path, records).missing == ("panen",)
    page = page_of(
        tmp_path, records, texts=[str(tmp_path / "pindah"), str(tmp_path / "jembatan.txt")]
    )
    assert page.missing == ()
    assert [doc.id for doc in page.docs] == ["jembatan", "panen"]


def test_a_changed_text_is_not_shown(tmp_path: Path) -> None:
    records = example_records(tmp_path)
    (tmp_path / "panen.txt").write_text(HARVEST + " Lagi.", encoding="utf-8")
    assert page_of(tmp_path, records).missing == ("panen",)


def test_articles_without_records_are_there_to_be_reviewed(tmp_path: Path) -> None:
    folder = tmp_path / "berita"
    folder.mkdir()
    records = [line for line in example_records(folder) if line["doc"]["id"] == "panen"]
    page = page_of(tmp_path, records, texts=[str(folder)])
    assert [doc.id for doc in page.docs] == ["panen", "jembatan"]
    assert page.docs[1].text == BRIDGE
    assert page.docs[1].sha256 == document("x", BRIDGE)["sha256"]


def test_digest_tells_runs_apart_and_not_places(tmp_path: Path) -> None:
    records = example_records(tmp_path)
    first = page_of(tmp_path, records)
    assert page_of(tmp_path, records, title="Lain").run.digest == first.run.digest
    assert page_of(tmp_path, records[1:]).run.digest != first.run.digest


def test_an_empty_run_is_a_page(tmp_path: Path) -> None:
    page = page_of(tmp_path, [])
    assert page.docs == page.records == ()


@pytest.fixture
def compared(tmp_path: Path) -> Page:
    """Two runs over one article: one record the same, one changed, one lost, one new."""
    old = example_records(tmp_path)[:3]
    new = json.loads(json.dumps(example_records(tmp_path)[:4]))
    new[1]["speaker"]["name"] = "Ratna W."
    del new[2]
    before, after = write_run(tmp_path / "a.jsonl", old), write_run(tmp_path / "b.jsonl", new)
    return build_comparison(
        read_records(str(before)), read_records(str(after)), names=(str(before), str(after))
    )


def test_comparison_holds_what_became_of_every_record(compared: Page) -> None:
    assert [line["change"]["state"] for line in compared.records] == [
        "same",
        "changed",
        "removed",
        "added",
    ]
    changed = compared.records[1]["change"]
    assert changed["fields"] == [
        {"field": "speaker.name", "old": "Ratna Wulandari", "new": "Ratna W."}
    ]
    assert changed["old"]["speaker"]["name"] == "Ratna Wulandari"
    assert (compared.run.name, compared.run.compared) == ("a.jsonl → b.jsonl", "a.jsonl")


def test_a_lost_record_of_a_text_that_changed_has_no_place(tmp_path: Path) -> None:
    folder = tmp_path / "lama"
    folder.mkdir()
    old = [line for line in example_records(folder) if line["doc"]["id"] == "panen"]
    text = "Kini " + HARVEST
    doc = document("panen", text, tmp_path)
    new = [record(text, doc, "Harga gabah naik", "kata", "Darto", name="Darto")]
    before, after = write_run(tmp_path / "a.jsonl", old), write_run(tmp_path / "b.jsonl", new)
    page = build_comparison(read_records(str(before)), read_records(str(after)), names=("a", "b"))
    lost = [line for line in page.records if line["change"]["state"] == "removed"]
    assert len(lost) == 2
    assert {(line["content"]["start"], line["content"]["end"]) for line in lost} == {(-1, -1)}
    assert all(line["cue"] is None or line["cue"]["start"] == -1 for line in lost)
