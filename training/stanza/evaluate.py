"""Score a Stanza folder on the test treebanks, from raw sentences, by the CoNLL 2018 scorer.

    python evaluate.py MODEL WORK [--store]

The text of each gold sentence is tokenised, expanded, tagged and parsed by the model itself;
`--store` keeps the figures in the model's meta.json.
"""

import json
import sys
from pathlib import Path

from prepare import Rows, read_sentences
from stanza.models.common.utils import ud_scores
from stanza.utils.conll import CoNLL

from claimx.nlp.resources import read_folder
from claimx.nlp.stanza import load_pipeline

FIGURES = ("Tokens", "Words", "UPOS", "UAS", "LAS")


def text_of(rows: Rows) -> str:
    """The surface text of a sentence."""
    pieces, covered = [], 0
    for ident, form, *_, misc in rows:
        first, _, last = ident.partition("-")
        if int(first) > covered:
            pieces += [form, "" if misc == "SpaceAfter=No" else " "]
            covered = int(last or first)
    return "".join(pieces).strip()


def main() -> None:
    """Print a line a figure; store them if asked."""
    model, work = map(Path, sys.argv[1:3])
    pipeline = load_pipeline(read_folder(model))
    figures: dict[str, float] = {}
    for name in ("csui-test", "gsd-test"):
        gold, read = work / f"{name}.conllu", work / f"{name}.read.conllu"
        CoNLL.write_doc2conll(
            pipeline.process("\n\n".join(map(text_of, read_sentences(gold)))), str(read)
        )
        scores = ud_scores(str(gold), str(read))
        figures |= {f"{name} {key}": round(100 * scores[key].f1, 1) for key in FIGURES}
    for key, value in figures.items():
        print(f"{key:20} {value:5.1f}")
    if "--store" in sys.argv:
        meta = json.loads((model / "meta.json").read_text(encoding="utf-8"))
        meta["performance"] = figures
        (model / "meta.json").write_text(json.dumps(meta, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
