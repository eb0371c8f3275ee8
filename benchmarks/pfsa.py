"""``python -m benchmarks.pfsa FILE``: how much claimx finds of PFSA-ID, quotations of Indonesian public figures.

A line of the file is ``{"id", "text", "spans": [[label, start, end], ...]}``. PFSA-ID annotates public figures only, so
that what claimx finds beyond it is neither right nor wrong: there is no precision.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from benchmarks import report
from claimx.models import Article, Record, Speaker
from claimx.pipeline import Extractor
from claimx.review.agree import overlap, same_field, trim, words
from claimx.review.load import by_document, read_records

HALF = 0.5  # of the union: from here on two spans are the same statement
BEHIND = 90  # characters behind a statement in which its cue and its speaker stand
MOST = 0.6  # of the words of a mention: from here on it is the same speaker
FIELDS = {"ROLE": "role", "AFFILIATION": "affiliation"}
# Figure -> what it is a share of.
FIGURES = {
    "recall": "statements",
    "exact": "statements",
    "direct": "recall",
    "cue": "cues",
    "speaker": "speakers",
    "role": "roles",
    "affiliation": "affiliations",
}


@dataclass(frozen=True, slots=True)
class Mark:
    """One annotation."""

    label: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Text:
    """A document with its annotations in text order."""

    id: str
    text: str
    marks: tuple[Mark, ...]

    def of(self, mark: Mark) -> str:
        """Return the words of an annotation."""
        return self.text[mark.start : mark.end]


def read(path: Path) -> Iterator[Text]:
    """Yield the documents of a file."""
    for line in path.read_text("utf-8").splitlines():
        found = json.loads(line)
        marks = tuple(Mark(*span) for span in sorted(found["spans"], key=lambda span: span[1]))
        yield Text(found["id"], found["text"], marks)


def score(document: Text, records: Sequence[Record]) -> Counter[str]:
    """Count what is there and what of it was found."""
    counts: Counter[str] = Counter()
    for mark in document.marks:
        if mark.label == "STATEMENT":
            counts += _statement(document, mark, records)
        if mark.label == "PERSON":
            counts += _position(document, mark, records)
    return counts


def _statement(document: Text, mark: Mark, records: Sequence[Record]) -> Counter[str]:
    text = document.text
    counts = Counter({"statements": 1})
    start, end = trim(text, mark.start, mark.end)
    spans = [trim(text, record.content.start, record.content.end) for record in records]
    shares = [max(0, min(end, e) - max(start, s)) / (max(end, e) - min(start, s)) for s, e in spans]
    best = max(range(len(records)), key=shares.__getitem__, default=-1)
    found = records[best] if best >= 0 and shares[best] >= HALF else None
    if found:
        counts["recall"] += 1
        counts["exact"] += spans[best] == (start, end)
        counts["direct"] += found.type == "direct"
    near = [m for m in document.marks if end <= m.start <= end + BEHIND and m.label != "STATEMENT"]
    cue = next((m for m in near if m.label in ("CUE", "CUECOREF")), None)
    if cue is None:
        return counts
    counts["cues"] += 1
    if found and found.cue:
        counts["cue"] += same_field(document.of(cue), found.cue.text)
    person = next(
        (
            m
            for m in near
            if m.label in ("PERSON", "PERSONCOREF") and not _parted(text[end : m.start])
        ),
        None,
    )
    if person and cue.label == "CUE":
        counts["speakers"] += 1
        if found and found.speaker:
            counts["speaker"] += _named(document.of(person), found.speaker)
    return counts


def _parted(between: str) -> bool:
    return "\n" in between or "." in between.replace("Dr.", "")


def _named(mention: str, speaker: Speaker) -> bool:
    asked = set(words(mention))
    given = set(words(f"{speaker.text or ''} {speaker.name or ''}"))
    return bool(asked) and len(asked & given) / len(asked) >= MOST


def _position(document: Text, person: Mark, records: Sequence[Record]) -> Counter[str]:
    """Compare the role and the affiliation beside a person with those of the speakers of that name."""
    counts: Counter[str] = Counter()
    asked = set(words(document.of(person)))
    enough = max(1, min(2, len(asked)))
    by_name: dict[str, Speaker] = {}
    for record in records:
        if record.speaker and record.speaker.name:
            by_name.setdefault(record.speaker.name, record.speaker)
    speakers = [s for name, s in by_name.items() if len(set(words(name)) & asked) >= enough]
    for label, field in FIELDS.items():
        beside = [
            m for m in document.marks if m.label == label and _beside(document.text, m, person)
        ]
        if not beside or not speakers:
            continue
        nearest = min(
            beside, key=lambda m: min(abs(person.start - m.end), abs(m.start - person.end))
        )
        told = document.of(nearest)
        counts["roles" if field == "role" else "affiliations"] += 1
        counts[field] += any(overlap(told, getattr(s, field) or "") >= HALF for s in speakers)
    return counts


def _beside(text: str, mark: Mark, person: Mark) -> bool:
    near = 0 <= person.start - mark.end <= 60 or 0 <= mark.start - person.end <= 12
    return near and "." not in text[min(person.end, mark.end) : max(person.start, mark.start)]


def table(counts: Mapping[str, int]) -> str:
    """Write the figures as a Markdown table, each with what it is a share of."""
    shares = [
        report.share(counts[name] / counts[of] if counts[of] else None)
        for name, of in FIGURES.items()
    ]
    return "\n".join(
        [
            f"| | {' | '.join(FIGURES)} |",
            "|---|" + "---:|" * len(FIGURES),
            f"| share | {' | '.join(shares)} |",
            f"| of | {' | '.join(str(counts[of]) for of in FIGURES.values())} |",
        ]
    )


@click.command()
@click.argument("gold", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.argument("run", required=False)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
@click.option("--write", metavar="NAME", help="Put the table into docs/quality.md, under NAME.")
def main(gold: Path, run: str | None, as_json: bool, write: str | None) -> None:
    """Score claimx, or the finished RUN, on a file of PFSA-ID."""
    documents = list(read(gold))
    found: Mapping[str, Sequence[Record]]
    if run:
        found = dict(by_document(read_records(run)))
    else:
        articles = (Article(id=document.id, text=document.text) for document in documents)
        found = {r.article.id: r.records for r in Extractor().extract_many(articles)}
    counts: Counter[str] = Counter()
    for document in documents:
        counts.update(score(document, found.get(document.id, ())))
    text = table(counts)
    click.echo(json.dumps(counts, indent=2) if as_json else text)
    if write:
        report.fill(report.QUALITY, f"pfsa-{write}", text)


if __name__ == "__main__":
    main()
