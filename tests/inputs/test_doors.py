"""The same article comes out of every kind of file."""

from __future__ import annotations

import csv
import gzip
import io
import json
import sys
import tarfile
import zipfile
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from claimx.inputs import Failure
from claimx.inputs.streams import zstd_module
from claimx.models import Article

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

ROW = {"id": "a-1", "judul": "Pelabuhan", "tanggal": "2024-03-05", "sumber": "Kabar Pulau"}
ROW |= {"link": "https://kabarpulau.example/1"}


def as_jsonl(text: str) -> bytes:
    """Write one JSON line."""
    return json.dumps({**ROW, "isi": text}).encode() + b"\n"


def as_json(text: str) -> bytes:
    """Write a JSON array of one object."""
    return json.dumps([{**ROW, "isi": text}], indent=1).encode()


def as_json_object(text: str) -> bytes:
    """Write what an API returns."""
    return json.dumps({"status": "ok", "articles": [{**ROW, "isi": text}]}).encode()


def as_csv(text: str) -> bytes:
    """Write a table with a header, as spreadsheets do."""
    out = io.StringIO()
    writer = csv.DictWriter(out, [*ROW, "isi"], delimiter=";")
    writer.writeheader()
    writer.writerow({**ROW, "isi": text})
    return out.getvalue().encode("utf-8-sig")


def as_tsv(text: str) -> bytes:
    """Write a table separated by tabs, in UTF-16 as spreadsheets do."""
    out = io.StringIO()
    writer = csv.DictWriter(out, [*ROW, "isi"], dialect="excel-tab")
    writer.writeheader()
    writer.writerow({**ROW, "isi": text})
    return out.getvalue().encode("utf-16")


def as_parquet(text: str) -> bytes:
    """Write a Parquet table."""
    out = io.BytesIO()
    pq.write_table(pa.Table.from_pylist([{**ROW, "isi": text}]), out)
    return out.getvalue()


ROWS = {
    "a.jsonl": as_jsonl,
    "a.ndjson": as_jsonl,
    "a.json": as_json,
    "b.json": as_json_object,
    "lines.json": as_jsonl,
    "a.csv": as_csv,
    "a.tsv": as_tsv,
    "a.parquet": as_parquet,
}


@pytest.mark.parametrize("name", ROWS)
@pytest.mark.parametrize("compression", ["", ".gz", ".zst"])
def test_rows(name: str, compression: str, tmp_path: Path, read: Callable, text: str) -> None:
    """A row gives id, text, title, date, outlet and address, compressed or not."""
    data = ROWS[name](text)
    path = tmp_path / (name + compression)
    path.write_bytes(compressed(data, compression))
    (article,) = read(path)
    assert article == Article(
        id="a-1",
        text=text,
        path=str(path),
        title="Pelabuhan",
        published="2024-03-05",
        outlet="Kabar Pulau",
        url="https://kabarpulau.example/1",
    )


def compressed(data: bytes, suffix: str) -> bytes:
    """Compress as the suffix says."""
    if suffix == ".gz":
        return gzip.compress(data)
    return zstd_module().compress(data) if suffix == ".zst" else data


@pytest.mark.parametrize("name", ["x.txt", "x.md", "x.txt.gz", "x.txt.zst", "x"])
def test_texts(name: str, tmp_path: Path, read: Callable, text: str) -> None:
    """A text file is one article, named by its stem."""
    (tmp_path / name).write_bytes(compressed(text.encode(), "." + name.rpartition(".")[2]))
    assert read(tmp_path / name) == [Article(id="x", text=text, path=str(tmp_path / name))]


@pytest.mark.parametrize("name", ["x.html", "x.htm", "x.html.gz", "x.aspx"])
def test_pages(name: str, tmp_path: Path, read: Callable, page: str, text: str) -> None:
    """A page gives its main text and what its head says of it."""
    (tmp_path / name).write_bytes(compressed(page.encode(), "." + name.rpartition(".")[2]))
    (article,) = read(tmp_path)
    assert article.text.split("\n")[-3:] == text.strip().split("\n")
    assert article.title == "Pelabuhan Dibuka Bulan Depan"
    assert article.byline == "Rina Astuti"
    assert article.outlet == "Kabar Pulau"
    assert article.published == "2024-03-05"
    assert article.url == "https://kabarpulau.example/berita/1"


def warc(page: str, *, gzipped: bool = False) -> bytes:
    """Write a web archive: a page, an image, a page that was not found, and a page in UTF-16."""
    records = [b"WARC/1.0\r\nWARC-Type: warcinfo\r\nContent-Length: 0\r\n\r\n\r\n\r\n"]
    for number, (status, kind, body) in enumerate(
        (
            ("200 OK", "text/html; charset=utf-8", page.encode()),
            ("200 OK", "image/png", bytes(99)),
            ("404 Not Found", "text/html", b"<html>tiada</html>"),
            ("200 OK", "text/html", page.encode("utf-16")),
        ),
        start=1,
    ):
        answer = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n\r\n".encode() + body
        head = (
            f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:record-{number}>\r\n"
            f"WARC-Target-URI: https://kabarpulau.example/{number}\r\n"
            f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(answer)}\r\n\r\n"
        )
        records.append(head.encode() + answer + b"\r\n\r\n")
    return b"".join(gzip.compress(r) if gzipped else r for r in records)


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz", "a.warc.zst"])
def test_web_archives(name: str, tmp_path: Path, read: Callable, page: str, text: str) -> None:
    """Pages that were found are read; images and error pages are not."""
    data = warc(page, gzipped=name.endswith(".gz"))
    (tmp_path / name).write_bytes(compressed(data, ".zst") if name.endswith(".zst") else data)
    articles = read(tmp_path)
    assert [a.url[-1] for a in articles] == ["1", "4"]
    assert all(a.text.endswith(text.strip().split("\n")[-1]) for a in articles)
    assert [a.id for a in articles] == ["record-1", "record-4"]


def zipped(members: dict[str, bytes]) -> bytes:
    """Write a zip archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def tarred(members: dict[str, bytes]) -> bytes:
    """Write a tar archive."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return out.getvalue()


@pytest.mark.parametrize("name", ["a.zip", "a.tar", "a.tar.gz", "a.tgz", "a.tar.zst"])
def test_containers(name: str, tmp_path: Path, read: Callable, text: str) -> None:
    """Members of known kinds are read as files are, archives in archives too."""
    inner = zipped({"dalam.txt": text.encode()})
    members = {
        "2024/x.txt": text.encode(),
        "2024/foto.jpg": bytes(64),
        "2024/b.jsonl.gz": gzip.compress(as_jsonl(text)),
        "arsip.zip": inner,
        "a.parquet": as_parquet(text),
    }
    data = zipped(members) if name == "a.zip" else tarred(members)
    suffix = ".gz" if name.endswith("gz") else "." + name.rpartition(".")[2]
    (tmp_path / name).write_bytes(compressed(data, suffix))
    articles = read(tmp_path)
    assert [a.text for a in articles] == [text] * 4
    assert [a.id for a in articles] == ["2024/x", "a-1", "dalam", "a-1"]
    assert articles[0].path == f"{tmp_path / name}!/2024/x.txt"
    assert articles[2].path == f"{tmp_path / name}!/arsip.zip!/dalam.txt"


def test_gold_lines_are_articles(tmp_path: Path, read: Callable, text: str) -> None:
    """A gold line calls its id ``doc``."""
    line = {
        "doc": "g-1",
        "outlet": "antara",
        "published": "2025-07-19",
        "text": text,
        "records": [],
    }
    (tmp_path / "gold.jsonl").write_text(json.dumps(line), "utf-8")
    (article,) = read(tmp_path)
    assert (article.id, article.published, article.outlet) == ("g-1", "2025-07-19", "antara")


@pytest.mark.parametrize(
    ("data", "options", "ids"),
    [
        (b"Halo, kata Budi.", {}, ["stdin"]),
        (b'{"text": "satu"}\n{"text": "dua"}\n', {}, ["stdin:1", "stdin:2"]),
        (b'[{"text": "satu"}]', {}, ["stdin:1"]),
        (b'{"text": "satu"}', {"format": "text"}, ["stdin"]),
        (b"teks,no\nsatu,1\n", {"format": "csv"}, ["stdin:2"]),
        (gzip.compress(b"Halo, kata Budi."), {}, ["stdin"]),
        (zipped({"x.txt": b"halo"}), {}, ["x"]),
        (b"", {}, ["stdin"]),
    ],
    ids=["text", "jsonl", "json", "as-text", "csv", "gzip", "zip", "empty"],
)
def test_standard_input(
    data: bytes,
    options: dict[str, str],
    ids: list[str],
    read: Callable,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Standard input is known by its content, or by ``format``."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
    articles = read("-", **options)
    assert not any(isinstance(a, Failure) for a in articles)
    assert [a.id for a in articles] == ids
    assert articles[0].path in (None, "-!/x.txt")
