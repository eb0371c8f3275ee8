"""The texts that are measured: a set of articles, and any number of made ones."""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from pathlib import Path

from claimx.inputs import Failure, read_articles

_SENTENCES = 4  # in a made article: a short one, for what counts is how many there are


def load(paths: Sequence[str], limit: int | None = None) -> list[str]:
    """Return the texts of all articles below the paths."""
    found = (a for a in read_articles(paths) if not isinstance(a, Failure))
    texts = [article.text for article in found]
    return texts[:limit]


def write_jsonl(texts: Sequence[str], path: Path) -> Path:
    """Write texts as one JSON Lines file."""
    with path.open("w", encoding="utf-8") as file:
        for number, text in enumerate(texts):
            file.write(json.dumps({"id": f"t-{number}", "text": text}) + "\n")
    return path


def write_generated(texts: Sequence[str], count: int, path: Path) -> Path:
    """Write ``count`` articles made of lines of real ones: no two alike, the same in every run."""
    rng = random.Random(20)
    lines = [line for text in texts for line in text.split("\n") if len(line) > 40]
    with path.open("w", encoding="utf-8") as file:
        for number in range(count):
            chosen = [line[:300] for line in rng.sample(lines, min(_SENTENCES, len(lines)))]
            text = f"Berita nomor {number}\n" + "\n".join(chosen) + "\n"
            file.write(json.dumps({"id": f"g-{number}", "text": text}) + "\n")
    return path
