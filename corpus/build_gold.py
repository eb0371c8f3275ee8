"""Build `articles/*.txt` and `gold.jsonl` from the marked articles in `marked/`.

    python corpus/build_gold.py             write both
    python corpus/build_gold.py --check     fail if they are not what the marked articles make
    python corpus/build_gold.py --review    list reporting words and quotation marks outside every record

The marked format is described in README.md. A mistake in it stops the build with file, line and reason.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
TYPES = {"d": "direct", "i": "indirect", "m": "mixed"}
QUOTES = "\"'“”‘’"
NEAR = 700  # how far from its content a cue or speaker may stand
WEEKDAYS = ("senin", "selasa", "rabu", "kamis", "jumat", "sabtu", "minggu")
REPORTING = re.compile(
    r"\b(?:kata|ujar|tutur|ucap|jelas|tegas|terang|papar|ungkap|imbuh|tambah|lanjut|beber|kilah|pungkas|sebut|tandas|"
    r"tulis|tanya|pesan)(?:nya)?\b"
    r"|\bmenurut(?:nya)?\b|\b(?:meng|men|mem|me|ber|di)(?:ata|uju|utur|ucap|jelas|egas|erang|apar|ungkap|ambah|lanjut|"
    r"kata|kilah|sampai|nyata|yata|nilai|yakin|kira|perkira|aku|klaim|bantah|sebut|yebut|catat|lapor|akui|umum|ingat|"
    r"duga|harap|minta|imbau|ajak|desak|usul|saran|tuding|tuduh|prediksi|proyeksi|pasti|mastikan|janji|contoh)\w*"
    r"|\bdilansir\b|\bmengutip\b|\bdikutip\b",
    re.IGNORECASE,
)

Record = dict[str, Any]
Document = dict[str, Any]


class MarkError(ValueError):
    """A marked article that cannot be built."""


@dataclass(frozen=True)
class Source:
    """Who a record is resolved to."""

    name: str
    role: str | None
    affiliation: str | None


def _null(value: str) -> str | None:
    return None if value in ("", "-") else value


def parse_header(block: str) -> tuple[dict[str, str], dict[str, Source]]:
    """Read `outlet`, `published` and the sources from the lines above `===`."""
    meta: dict[str, str] = {}
    sources: dict[str, Source] = {}
    for line in block.splitlines():
        key, colon, value = line.partition(":")
        key, value = key.strip(), value.strip()
        if not colon:
            raise MarkError(f"header line without a colon: {line!r}")
        if key in meta or key in sources:
            raise MarkError(f"header names {key!r} twice")
        if key in ("outlet", "published"):
            meta[key] = value
            continue
        parts = [part.strip() for part in value.split("|")]
        if len(parts) > 3 or not parts[0]:
            raise MarkError(f"a source is `key: name | role | affiliation`: {line!r}")
        parts += [""] * (3 - len(parts))
        sources[key] = Source(parts[0], _null(parts[1]), _null(parts[2]))
    if "outlet" not in meta or "published" not in meta:
        raise MarkError("the header needs outlet and published")
    return meta, sources


def parse_mark(head: str, sources: dict[str, Source]) -> Record:
    """Read one mark's head, `type[?];source;cue;speaker;date;via`."""
    fields = [field.strip() for field in head.split(";")]
    if len(fields) > 6:
        raise MarkError(f"too many fields in {head!r}")
    kind, who, cue, speaker, date, via = fields + [""] * (6 - len(fields))
    optional = kind.endswith("?")
    kind = kind.removesuffix("?")
    if kind not in TYPES:
        raise MarkError(f"unknown type in {head!r}")
    if _null(who) and who not in sources:
        raise MarkError(f"unknown source {who!r} in {head!r}")
    if date and not re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", date):
        raise MarkError(f"date is not ISO in {head!r}")
    if not speaker and cue.endswith("nya"):
        speaker = "nya"
    source = sources[who] if _null(who) else Source("", None, None)
    return {
        "type": TYPES[kind],
        "start": 0,
        "end": 0,
        "cue": _null(cue),
        "speaker": _null(speaker),
        "name": source.name or None,
        "role": source.role,
        "affiliation": source.affiliation,
        "date": _null(date),
        "via": _null(via),
        "optional": optional,
    }


def strip_marks(body: str, sources: dict[str, Source]) -> tuple[str, list[Record]]:
    """Take the marks out of `body`; return the plain text and its records in text order."""
    text: list[str] = []
    length = 0
    stack: list[Record] = []
    records: list[Record] = []
    i = 0
    while i < len(body):
        char = body[i]
        if char == "⟦":
            bar = body.find("|", i)
            if bar < 0:
                raise MarkError(f"mark without a bar: {body[i : i + 60]!r}")
            record = parse_mark(body[i + 1 : bar], sources)
            record["start"] = length
            stack.append(record)
            i = bar + 1
            continue
        if char == "⟧":
            if not stack:
                raise MarkError(f"mark closed but not opened: {body[max(0, i - 60) : i + 1]!r}")
            record = stack.pop()
            record["end"] = length
            records.append(record)
        else:
            text.append(char)
            length += 1
        i += 1
    if stack:
        raise MarkError(f"mark not closed at {''.join(text)[stack[-1]['start'] :][:60]!r}")
    records.sort(key=lambda record: (record["start"], -record["end"]))
    return "".join(text), records


def check_record(text: str, record: Record) -> None:
    """Refuse a record whose span, cue, speaker or name does not stand in `text` as the rules ask."""
    start, end = record["start"], record["end"]
    content = text[start:end]
    if not content or content != content.strip() or content[0] in ",.:;" or content[-1] in ",:;":
        raise MarkError(f"content is empty or not trimmed: {content!r}")
    if record["type"] == "indirect" and content[-1] == ".":
        raise MarkError(f"indirect content keeps its full stop: {content!r}")
    if record["type"] == "direct" and (content[0] in QUOTES or content[-1] in '"”“'):
        raise MarkError(f"direct content keeps its marks: {content!r}")
    near = text[max(0, start - NEAR) : end + NEAR]
    for field in ("cue", "speaker", "via"):
        if record[field] and record[field] not in near:
            raise MarkError(f"{field} {record[field]!r} is not near {content[:60]!r}")
    for field in ("name", "role", "affiliation"):
        if record[field] and record[field] not in text:
            raise MarkError(f"{field} {record[field]!r} is not in the text")


def build_one(path: Path) -> Document:
    """Return the gold line of one marked article."""
    try:
        head, bar, body = path.read_text(encoding="utf-8").partition("\n===\n")
        if not bar:
            raise MarkError("no === line between header and text")
        meta, sources = parse_header(head)
        text, records = strip_marks(body, sources)
        for record in records:
            check_record(text, record)
        published = _null(meta["published"])
        if published:
            dt.date.fromisoformat(published)
    except ValueError as error:
        raise SystemExit(f"{path}: {error}") from error
    return {
        "doc": path.stem,
        "outlet": meta["outlet"],
        "published": published,
        "text": text,
        "records": records,
    }


def build() -> dict[Path, str]:
    """Return every built file's path and content."""
    docs = [build_one(path) for path in sorted((HERE / "marked").glob("*.txt"))]
    files = {HERE / "articles" / f"{doc['doc']}.txt": doc["text"] for doc in docs}
    files[HERE / "gold.jsonl"] = "".join(json.dumps(doc, ensure_ascii=False) + "\n" for doc in docs)
    return files


def review(path: Path) -> Iterator[str]:
    """Yield what an annotator should look at again: loose reporting words and marks, and wrong weekdays."""
    doc = build_one(path)
    text = doc["text"]
    covered = [False] * len(text)
    cues: list[str] = []
    for record in doc["records"]:
        covered[record["start"] : record["end"]] = [True] * (record["end"] - record["start"])
        cues.append(record["cue"] or "")
    for match in REPORTING.finditer(text):
        if covered[match.start()]:
            continue
        if match.group() in cues:
            cues.remove(match.group())
        else:
            yield f"{path.stem}: {match.group()}: {_around(text, *match.span())}"
    for match in re.finditer(r'["“”]', text):
        at = match.start()
        if not (
            covered[max(0, at - 1)]
            or covered[min(len(text) - 1, at + 1)]
            or covered[max(0, at - 2)]
        ):
            yield f"{path.stem}: mark: {_around(text, *match.span())}"
    for match in re.finditer(r"(\w+)(?: \w+)? \((\d{1,2})/(\d{1,2})(?:/(\d{2,4}))?\)", text):
        weekday = match[1].casefold().replace("'", "")
        year = match[4] or (doc["published"] or "")[:4]
        if weekday in WEEKDAYS and year:
            day = dt.date(int(year) % 100 + 2000, int(match[3]), int(match[2]))
            if WEEKDAYS[day.weekday()] != weekday:
                yield f"{path.stem}: {match.group()} is a {WEEKDAYS[day.weekday()]}"


def _around(text: str, start: int, end: int) -> str:
    return (
        text[max(0, start - 50) : start] + "[" + text[start:end] + "]" + text[end : end + 50]
    ).replace("\n", "⏎")


def main() -> int:
    """Run the builder."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    group = parser.add_mutually_exclusive_group()
    group.add_argument("--check", action="store_true", help="write nothing, fail on a difference")
    group.add_argument("--review", nargs="*", metavar="ID", help="list what no record covers")
    args = parser.parse_args()
    if args.review is not None:
        for path in sorted((HERE / "marked").glob("*.txt")):
            if not args.review or path.stem in args.review:
                for line in review(path):
                    print(line)
        return 0
    files = build()
    stale = [path for path in (HERE / "articles").glob("*.txt") if path not in files]
    if args.check:
        differing = [
            path
            for path, content in files.items()
            if not path.exists() or path.read_text("utf-8") != content
        ]
        for path in differing + stale:
            print(f"{path} is not what the marked articles make", file=sys.stderr)
        return 1 if differing or stale else 0
    (HERE / "articles").mkdir(exist_ok=True)
    for path in stale:
        path.unlink()
    for path, content in files.items():
        path.write_text(content, encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
