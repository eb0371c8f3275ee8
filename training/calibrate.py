"""Count how often each rule is right on gold, and write the table behind `confidence`.

usage: python training/calibrate.py [GOLD.jsonl] [--unseen SHARE]

Each share is smoothed towards the mean with the weight of STRENGTH records (the posterior mean of a Beta prior), so
that a rule seen twice is not certain. ``--unseen`` discounts for outlets unlike the corpus.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from pathlib import Path

import orjson

from claimx.extract.confidence import speaker_key
from claimx.models import Article
from claimx.pipeline import Extractor
from claimx.review.gold import read_gold
from claimx.review.score import score

ROOT = Path(__file__).parents[1]
TABLE = ROOT / "src" / "claimx" / "data" / "confidence.json"
STRENGTH = 6.0


def smoothed(
    counts: dict[str, list[int]], mean: float, strength: float = STRENGTH
) -> dict[str, float]:
    """The share of right records by key, drawn towards the mean."""
    return {
        key: round((right + strength * mean) / (n + strength), 4)
        for key, (right, n) in sorted(counts.items())
    }


def main() -> None:
    """Run the extractor over the gold texts, judge every record, and write the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", nargs="?", default=str(ROOT / "corpus" / "gold.jsonl"))
    parser.add_argument("--unseen", type=float, default=1.0)
    options = parser.parse_args()
    gold = list(read_gold(options.gold))
    extractor = Extractor()
    articles = [Article(id=d.doc, text=d.text, published=d.published) for d in gold]
    run = {r.article.id: r.records for r in extractor.extract_many(articles)}
    content: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    speaker: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for outcome in score(gold, run):
        if outcome.record is None or outcome.kind == "neutral":
            continue
        record = outcome.record
        matched = outcome.kind == "match"
        content[record.rules[0]][0] += matched
        content[record.rules[0]][1] += 1
        if matched and outcome.verdict:
            key = speaker_key(record.rules, record.speaker)
            for name in (key, key.rsplit("/", 1)[0]):
                speaker[name][0] += outcome.verdict.speaker
                speaker[name][1] += 1
    total = sum(n for _, n in content.values())
    content_mean = sum(right for right, _ in content.values()) / total
    full = {
        key: value for key, value in speaker.items() if key.count("/") == 3 or key.endswith("null")
    }
    speaker_mean = sum(right for right, _ in full.values()) / sum(n for _, n in full.values())
    table = {
        "content": smoothed(content, content_mean),
        "speaker": smoothed(speaker, speaker_mean),
        "content_mean": round(content_mean, 4),
        "speaker_mean": round(speaker_mean, 4),
        "unseen": options.unseen,
    }
    TABLE.write_bytes(orjson.dumps(table, option=orjson.OPT_INDENT_2) + b"\n")
    print(
        f"{total} records, content {content_mean:.3f}, speaker {speaker_mean:.3f} -> {TABLE.name}"
    )


if __name__ == "__main__":
    main()
