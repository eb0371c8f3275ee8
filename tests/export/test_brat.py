"""brat gets a folder that it can show as it is; spans never cross a line."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from claimx.errors import ClaimxError
from claimx.export.brat import read, write
from claimx.export.documents import DocumentRecords, gold_document
from claimx.export.graph import LABELS

# Lines by https://brat.nlplab.org/standoff.html.
LINES = {
    "T": r"T\d+\t\w+ \d+ \d+(;\d+ \d+)*\t[^\t]*.*",
    "E": r"E\d+\t\w+:T\d+( \w+:T\d+)*",
    "R": r"R\d+\t\w+ Arg1:T\d+ Arg2:T\d+",
    "A": r"A\d+\t\w+ [TE]\d+ \w+",
    "#": r"#\d+\t\w+ [TE]\d+\t[^\t]+",
}


@pytest.fixture
def folder(run: list[DocumentRecords], tmp_path: Path) -> Path:
    """The run, exported."""
    target = tmp_path / "brat"
    target.mkdir()
    write(run, target)
    return target


def annotate(folder: Path, text: str, lines: str) -> Path:
    """Write a document with annotations made by hand."""
    (folder / "a.txt").write_text(text)
    (folder / "a.ann").write_text(lines)
    return folder / "a.ann"


def test_every_line_is_of_the_standoff_format(folder: Path) -> None:
    for file in folder.glob("*.ann"):
        for line in file.read_text().splitlines():
            assert re.fullmatch(LINES[line[0]], line), line


def test_fragments_quote_the_text_and_cross_no_newline(folder: Path) -> None:
    for file in folder.glob("*.ann"):
        text = file.with_suffix(".txt").read_bytes().decode()
        for line in file.read_text().splitlines():
            if line[0] == "T":
                _, spans, quoted = line.split("\t", 2)
                pieces = [piece.split() for piece in spans.partition(" ")[2].split(";")]
                words = [text[int(start) : int(end)] for start, end in pieces]
                assert " ".join(words) == quoted
                assert not any("\n" in word for word in words)


def test_the_configuration_declares_all_that_the_files_use(folder: Path) -> None:
    conf = (folder / "annotation.conf").read_text()
    assert [line for line in conf.splitlines() if line.startswith("[")] == [
        "[entities]",
        "[relations]",
        "[events]",
        "[attributes]",
    ]
    assert all(re.search(rf"^{label}\b", conf, re.MULTILINE) for label in LABELS)
    for file in folder.glob("*.ann"):
        for line in file.read_text().splitlines():
            if line[0] in "AR":
                assert re.search(rf"^{line.split()[1]}\t", conf, re.MULTILINE)
            if line[0] == "A":
                assert re.search(rf"[:|]{line.split()[3]}\b", conf)


def test_the_texts_are_not_changed_by_a_byte(folder: Path, run: list[DocumentRecords]) -> None:
    assert (folder / "kabar_pasar-01.txt").read_bytes() == run[0].source.encode()


@pytest.mark.filterwarnings("default")
def test_bratly_reads_the_same_annotations(folder: Path) -> None:
    reader = pytest.importorskip("bratly.io.file_read_src")
    banjir = (
        folder / "banjir.ann"
    )  # bratly takes no event without arguments, which brat writes itself
    banjir.write_text(
        re.sub(r"(?m)^E2\tContent:T5$", "E2\tContent:T5 Speaker:T2", banjir.read_text())
    )
    read_back = reader.read_document_collection_from_folder(
        str(folder), sort_ann=False, renumerotize_ann=False
    )
    for document in read_back.documents:
        (found,) = document.annotation_collections
        lines = Path(document.fullpath).with_suffix(".ann").read_text().splitlines()
        assert sorted(str(one) for one in found.annotations) == sorted(lines)


def test_names_of_files_are_safe_and_unique(run: list[DocumentRecords], tmp_path: Path) -> None:
    ids = ["../x", "_x", "a/B", "a_b", ".", "x" * 300]
    items = [
        DocumentRecords(
            doc=type(run[0].doc)(id=one, sha256="0"), records=run[0].records, text=run[0].text
        )
        for one in ids
    ]
    write(items, tmp_path)
    names = sorted(file.stem for file in tmp_path.glob("*.ann"))
    assert len(names) == len(ids)
    assert not any(name.startswith(".") for name in names)
    assert [item.gold and item.gold.doc for item in read(str(tmp_path))] == ids


def test_a_folder_without_documents_goes_by_file_names(
    folder: Path, run: list[DocumentRecords]
) -> None:
    (folder / "documents.jsonl").unlink()
    first = next(read(str(folder)))
    assert first.gold
    assert (first.gold.doc, first.gold.outlet) == ("banjir", None)
    assert first.gold.records == gold_document(run[1]).records


def test_one_file_is_read_alone(folder: Path, run: list[DocumentRecords]) -> None:
    (item,) = read(str(folder / "kabar_pasar-01.ann"))
    assert item.gold == gold_document(run[0])


def test_relations_and_fields_made_in_brat_count(tmp_path: Path) -> None:
    file = annotate(
        tmp_path,
        "Air surut, kata Tono.\n",
        "T1\tContent 0 9\tAir surut\nT2\tSpeaker 16 20\tTono\nT3\tCue 11 15\tkata\n"
        "T4\tPlace 0 3\tAir\nE1\tContent:T1 Cue:T3 \n"
        "R1\tsaid Arg1:T2 Arg2:E1\nA1\tType E1 indirect\nA2\tOptional E1\n"
        "#1\tAnnotatorNotes E1\tName: Tono Basuki | role : warga\n"
        "N1\tReference T2 Wikidata:Q1\tTono\n*\tEquiv T1 T2\n",
    )
    (item,) = read(str(file))
    assert item.gold and item.notes == ()
    (record,) = item.gold.records
    assert (record.speaker, record.cue, record.name, record.role, record.optional) == (
        "Tono",
        "kata",
        "Tono Basuki",
        "warga",
        True,
    )


def test_a_span_in_no_event_is_told(tmp_path: Path) -> None:
    file = annotate(tmp_path, "Air surut, kata Tono.\n", "T2\tSpeaker 16 20\tTono\n")
    (item,) = read(str(file))
    assert item.notes == (f"{file}: Speaker 'Tono' is in no Content event",)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("T2\tSpeaker 16 99\tTono", r"a\.ann:2: the span 16:99 is not in the text"),
        ("T2\tSpeaker 0 3\tTono", r"a\.ann:2: the text at 0 3 is 'Air', not 'Tono'"),
        ("T2\tSpeaker 0\tTono", r"a\.ann:2: "),
        ("T2", r"a\.ann:2: "),
        ("E1\t", r"a\.ann:2: "),
        ("R1\tsaid Arg1:T1", r"a\.ann:2: "),
        ("Q1\tfoo", r"a\.ann:2: 'Q1' is no identifier"),
    ],
)
def test_bad_input_is_one_line_with_its_number(tmp_path: Path, line: str, message: str) -> None:
    file = annotate(tmp_path, "Air surut, kata Tono.\n", f"T1\tContent 0 9\tAir surut\n{line}\n")
    with pytest.raises(ClaimxError, match=message) as caught:
        list(read(str(file)))
    assert "\n" not in str(caught.value)


def test_a_missing_text_and_an_empty_folder_are_told(tmp_path: Path) -> None:
    with pytest.raises(ClaimxError, match=r"no \.ann file"):
        list(read(str(tmp_path)))
    (tmp_path / "a.ann").touch()
    with pytest.raises(ClaimxError, match=r"a\.txt: No such file"):
        list(read(str(tmp_path)))
