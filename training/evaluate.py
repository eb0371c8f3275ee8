"""The figures of a packaged model on the held-out sets.

    python evaluate.py MODEL WORK [FIGURES]

The scores are those of `spacy evaluate MODEL SET --code register.py`, with
`--gold-preproc` for the treebanks' and idner's own tokens, without it end to end.
"""

import json
import sys
from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language
from spacy.training import Corpus

import claimx.nlp.components  # noqa: F401  registers what the config names

# Set, whether on gold tokens and sentences, scores shown.
RUNS = [
    ("gsd-test", True, ("pos_acc", "dep_uas", "dep_las")),
    ("csui-test", True, ("pos_acc", "dep_uas", "dep_las")),
    ("idner-test", True, ("ents_f", "ents_p", "ents_r")),
    ("gsd-test", False, ("token_f", "pos_acc", "dep_uas", "dep_las")),
    ("gsd-test-docs", False, ("token_f", "sents_f", "pos_acc", "dep_uas", "dep_las")),
    ("csui-test-docs", False, ("token_f", "sents_f", "pos_acc", "dep_uas", "dep_las")),
]


def score(nlp: Language, path: Path, *, gold_tokens: bool) -> dict[str, Any]:
    """SpaCy's scores of the pipeline on one set."""
    return nlp.evaluate(list(Corpus(path, gold_preproc=gold_tokens)(nlp)))


def merged_las(nlp: Language, path: Path) -> float:
    """LAS where `compound` counts as `nmod`: gsd parts the two, csui and pud do not."""
    right = total = 0
    for example in Corpus(path, gold_preproc=True)(nlp):
        for guess, truth in zip(nlp(example.x), example.y, strict=True):
            if truth.dep_ != "punct":
                labels = [t.dep_.replace("compound", "nmod") for t in (guess, truth)]
                right += guess.head.i == truth.head.i and labels[0] == labels[1]
                total += 1
    return round(100 * right / total, 2)


def main(model: Path, work: Path, figures: Path | None = None) -> None:
    """Print the figures of `model`, and store them for the model's meta if asked."""
    nlp = spacy.load(model)
    table: dict[str, float] = {}
    for name, gold_tokens, keys in RUNS:
        scores = score(nlp, work / f"{name}.spacy", gold_tokens=gold_tokens)
        if "dep_las" in keys and gold_tokens:
            table[f"{name} dep_las, compound = nmod"] = merged_las(nlp, work / f"{name}.spacy")
        place = name if gold_tokens else f"{name} (end to end)"
        for key in keys:
            table[f"{place} {key}"] = round(100 * scores[key], 2)
        for label, values in (scores.get("ents_per_type") or {}).items():
            if "ents_f" in keys:
                table[f"{place} {label} f"] = round(100 * values["f"], 2)
    for key, value in table.items():
        sys.stdout.write(f"{key:40} {value:6.2f}\n")
    if figures is not None:
        figures.write_text(json.dumps(table, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
