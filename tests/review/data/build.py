"""Make the frozen gold, run and expected figures that the review tests read.

python tests/review/data/build.py PATH/TO/score.py

`gold.jsonl` holds some documents of the project's corpus as they were, `run.jsonl` and `base.jsonl`
runs over them with every kind of mistake (`spoil`), and `expected.json` what the reference scorer
says about `run.jsonl`.
"""

from __future__ import annotations

import hashlib
import importlib.util
import io
import json
import sys
import warnings
from pathlib import Path
from random import Random
from typing import Any

HERE = Path(__file__).resolve().parent
CORPUS = HERE.parents[2] / "corpus" / "gold.jsonl"
DOCUMENTS = (
    "antara-01",
    "bisnis-01",
    "detik-01",
    "kompas-01",
    "liputan6-01",
    "republika-01",
    "tempo-01",
    "tribunnews-01",
)
NULLS = {"addressee": None, "manner": None}
RULES = [
    "quotation.marks",
    "attribution.cue-after",
    "attribution.cue-before",
    "attribution.parenthetical",
]


def record(document: dict[str, Any], gold: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """Return a record of claimx.v1 that says what a gold record says, but for the changes."""
    text, values = document["text"], {**gold, **changes}
    start, end = values["start"], values["end"]
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    key = hashlib.sha256(f"{sha256}:{start}:{end}".encode()).hexdigest()[:12]
    cue, mention, date, via = (values.get(name) for name in ("cue", "speaker", "date", "via"))
    after = text.find(cue, end) if cue else 0

    def span(value: str, **more: Any) -> dict[str, Any]:
        return {"text": value, "start": max(0, after), "end": max(0, after) + len(value), **more}

    speaker = None
    if mention or values.get("name"):
        speaker = {
            "text": mention,
            "start": start if mention else None,
            "end": start + len(mention) if mention else None,
            "mention": "full_name" if mention else "implicit",
            "name": values.get("name"),
            "kind": "person" if values.get("name") else None,
            "role": values.get("role"),
            "affiliation": values.get("affiliation"),
            "antecedent": None,
        }
    return {
        "schema": "claimx.v1",
        "id": f"q-{key}",
        "doc": {
            "id": document["doc"],
            "path": f"berita/{document['doc']}.txt",
            "title": None,
            "outlet": document["outlet"],
            "byline": None,
            "url": None,
            "published": document.get("published"),
            "sha256": sha256,
        },
        "type": values["type"],
        "content": {"text": text[start:end], "start": start, "end": end, "parts": [[start, end]]},
        "cue": {
            "text": cue,
            "lemma": cue.lower(),
            "start": max(0, after),
            "end": max(0, after) + len(cue),
        }
        if cue
        else None,
        "speaker": speaker,
        "date": span(date, iso=date, precision="day", basis="explicit", conflict=False)
        if date
        else None,
        **NULLS,
        "via": span(via) if via else None,
        "context": {
            "paragraph": text.count("\n\n", 0, start),
            "prefix": text[max(0, start - 32) : start],
            "suffix": text[end : end + 32],
        },
        "rules": values.get("rules", ["attribution.cue-after"]),
        "confidence": values.get("confidence", 0.9),
        "flags": [],
    }


def spoil(document: dict[str, Any], random: Random, amount: float) -> list[dict[str, Any]]:
    """Return the records of a document with mistakes of every kind, each about `amount` often."""
    text, found = document["text"], []
    for gold in document["records"]:
        often = [random.random() < amount for _ in range(9)]
        sure = round(random.uniform(0.5, 1.0) - 0.3 * any(often), 3)
        changes: dict[str, Any] = {"rules": random.sample(RULES, 2), "confidence": sure}
        if often[0]:
            continue
        if often[1]:
            changes["end"] = min(len(text), gold["end"] + random.randint(1, 25))
        if often[2]:
            changes["start"] = (gold["start"] + gold["end"]) // 2
        if often[3] and gold["name"]:
            changes["name"] = random.choice(
                [None, gold["name"].split()[-1], f"Dr {gold['name']}", "Orang Lain"]
            )
        if often[4]:
            changes["type"] = random.choice(["direct", "indirect", "mixed"])
        if often[5]:
            changes["cue"] = random.choice([None, "katanya", gold["cue"]])
        if often[6]:
            changes |= {"role": random.choice([None, "Kepala", gold["role"]]), "affiliation": None}
        if often[7] and gold["date"]:
            changes["date"] = random.choice([None, "2020-01-01", gold["date"] + "T10:00"])
        if often[8]:
            start = random.randrange(len(text) - 60)
            other = {
                "type": "indirect",
                "start": start,
                "end": start + random.randint(8, 60),
                "name": "Kabar",
            }
            found.append(record(document, other, confidence=round(random.random(), 3)))
        found.append(record(document, gold, **changes))
    return sorted(found, key=lambda r: (r["content"]["start"], r["content"]["end"]))


def reference(
    scorer: Path, gold: Path, run: Path, by: str | None = None
) -> dict[str, dict[str, Any]]:
    """Return the figures that the reference scorer gives."""
    spec = importlib.util.spec_from_file_location("reference_score", scorer)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    with warnings.catch_warnings():
        warnings.simplefilter(
            "ignore", ResourceWarning
        )  # the scorer leaves closing to the collector
        return module.run(str(gold), str(run), by, out=io.StringIO())


def read(path: Path) -> list[dict[str, Any]]:
    """Read JSON Lines."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def write(path: Path, lines: list[dict[str, Any]]) -> None:
    """Write JSON Lines."""
    path.write_text(
        "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), encoding="utf-8"
    )


def main(scorer: Path) -> None:
    """Write the four files."""
    documents = [document for document in read(CORPUS) if document["doc"] in DOCUMENTS]
    write(HERE / "gold.jsonl", documents)
    for name, amount, seed in (("run", 0.15, 11), ("base", 0.2, 7)):
        random = Random(seed)
        write(
            HERE / f"{name}.jsonl",
            [r for document in documents for r in spoil(document, random, amount)],
        )
    expected = reference(scorer, HERE / "gold.jsonl", HERE / "run.jsonl", "outlet")
    (HERE / "expected.json").write_text(json.dumps(expected, indent=1) + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
