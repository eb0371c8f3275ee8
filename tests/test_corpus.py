"""The corpus is whole: built from its marked articles, well formed, and wide enough to test against."""

from __future__ import annotations

import collections
import importlib.util
import json
import re
import sys
from pathlib import Path
from types import ModuleType

import pytest

CORPUS = Path(__file__).resolve().parent.parent / "corpus"
DOCS = [
    json.loads(line) for line in (CORPUS / "gold.jsonl").read_text(encoding="utf-8").splitlines()
]
RECORDS = [(doc, record) for doc in DOCS for record in doc["records"]]
FIELDS = [
    "type",
    "start",
    "end",
    "cue",
    "speaker",
    "name",
    "role",
    "affiliation",
    "date",
    "via",
    "optional",
]
by_id = pytest.mark.parametrize("doc", DOCS, ids=[doc["doc"] for doc in DOCS])


def load_builder() -> ModuleType:
    spec = importlib.util.spec_from_file_location("build_gold", CORPUS / "build_gold.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # a dataclass looks its module up while it is being defined
    spec.loader.exec_module(module)
    return module


builder = load_builder()


def test_files_are_what_the_builder_makes() -> None:
    for path, content in builder.build().items():
        assert path.read_bytes().decode("utf-8") == content, path.name


def test_no_article_is_left_over() -> None:
    assert {path.stem for path in (CORPUS / "articles").iterdir()} == {doc["doc"] for doc in DOCS}


@by_id
def test_text_is_the_file(doc: dict) -> None:
    assert (CORPUS / "articles" / f"{doc['doc']}.txt").read_bytes().decode("utf-8") == doc["text"]


@by_id
def test_spans_are_in_range_trimmed_and_sorted(doc: dict) -> None:
    starts = [record["start"] for record in doc["records"]]
    assert starts == sorted(starts)
    for record in doc["records"]:
        assert list(record) == FIELDS
        assert 0 <= record["start"] < record["end"] <= len(doc["text"])
        content = doc["text"][record["start"] : record["end"]]
        assert content == content.strip() and content[0] not in ",.;:" and content[-1] not in ",;:"


@by_id
def test_sources_stand_in_the_text(doc: dict) -> None:
    for record in doc["records"]:
        for field in ("cue", "speaker", "name", "role", "affiliation", "via"):
            value = record[field]
            assert value is None or (value and value in doc["text"]), (field, value)


def test_only_an_optional_record_may_lack_a_name() -> None:
    assert not [record for _, record in RECORDS if not record["name"] and not record["optional"]]


def test_size_and_variety() -> None:
    assert len(DOCS) >= 36
    assert len({doc["outlet"] for doc in DOCS}) >= 10
    assert sum(not doc["records"] for doc in DOCS) >= 3


def test_every_type_and_field_is_there_often_enough() -> None:
    types = collections.Counter(record["type"] for _, record in RECORDS if not record["optional"])
    assert types["direct"] >= 150 and types["indirect"] >= 150 and types["mixed"] >= 10
    assert sum(record["optional"] for _, record in RECORDS) >= 50
    assert sum(record["date"] is not None for _, record in RECORDS) >= 40
    assert sum(record["via"] is not None for _, record in RECORDS) >= 8
    assert sum(record["cue"] is None and record["type"] == "direct" for _, record in RECORDS) >= 10


CUES = [
    "kata",
    "ujar",
    "tutur",
    "ucap",
    "jelas",
    "tegas",
    "terang",
    "papar",
    "ungkap",
    "imbuh",
    "tambah",
    "lanjut",
    "beber",
    "kilah",
    "pungkas",
    "katanya",
    "ujarnya",
    "tuturnya",
    "ucapnya",
    "jelasnya",
    "lanjutnya",
    "imbuhnya",
    "mengatakan",
    "menurut",
    "menurutnya",
    "menjelaskan",
    "menambahkan",
    "menuturkan",
    "menyebut",
    "mengungkapkan",
    "menilai",
    "mengaku",
    "meyakini",
    "memperkirakan",
    "membantah",
    "mengklaim",
    "dikatakan",
    "diakui",
    "dinilai",
    "disampaikan",
]


@pytest.mark.parametrize("cue", CUES)
def test_every_cue_is_there_three_times(cue: str) -> None:
    assert sum((record["cue"] or "").casefold() == cue for _, record in RECORDS) >= 3


@pytest.mark.parametrize(
    "pattern",
    [
        r'mengatakan: ["“]',
        r'^[^"“\n]{3,40}: ["“]',
        r"yang juga",
        r"kata beliau|Menurut beliau",
        r"[Tt]erpisah",
        r"Sebelumnya",
        r"[Pp]ihaknya",
        r"Hal (senada|serupa)|Senada",
        r"Demikian (pula )?disampaikan",
        r"([Dd]ikutip|[Dd]ilansir|[Mm]engutip) ",
        r"dalam (keterangan|siaran pers|sambutannya)",
        r"ketika dihubungi|saat dihubungi|saat ditemui",
        r"\(\d\d\), (warga|nelayan|sopir|pedagang|karyawan|pemilik)",
        r"\b(AKP|AKBP|Kombes|Kompol|Ipda|Brigjen)\b",
        r"Baca [Jj]uga|BACA JUGA",
        r"kemarin|semalam|lalu[.,]",
        r"keesokan harinya|Keesokan harinya|[Ss]ehari sebelumnya|awal (Juli|Agustus|Februari)",
        r"\.[“\"]?[A-Z][a-z]+ [a-z]",
    ],
)
def test_every_frame_is_there_three_times(pattern: str) -> None:
    assert sum(len(re.findall(pattern, doc["text"], re.MULTILINE)) for doc in DOCS) >= 3


@pytest.mark.parametrize(
    "marked",
    [
        "⟦x;-|isi⟧",
        "⟦i;tidak ada|isi⟧",
        "⟦i;a;mengatakan;A|isi",
        "isi⟧",
        "⟦i;a;mengatakan;A;kemarin|isi⟧",
        "A mengatakan⟦i;a;mengatakan;A|, isi⟧",
        "A mengatakan ⟦i;a;mengatakan;A|isi.⟧",
        "B mengatakan ⟦i;a;mengatakan;B|isi⟧",
        "A berkata ⟦i;a;mengatakan;A|isi⟧",
    ],
)
def test_a_bad_mark_stops_the_build(marked: str, tmp_path: Path) -> None:
    path = tmp_path / "contoh-01.txt"
    path.write_text(f"outlet: contoh\npublished: -\na: A | |\n===\n{marked}\n", encoding="utf-8")
    with pytest.raises(SystemExit, match="contoh-01"):
        builder.build_one(path)
