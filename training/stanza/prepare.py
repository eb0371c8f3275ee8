"""Write what Stanza's trainers read: CoNLL-U, raw text, character labels, expansions.

    python prepare.py DATA WORK

The treebanks with multi-word tokens train and tune (gsd-train, UD v2.0, has none); the test
files are written for `evaluate.py` only. Every tenth sentence of csui-train and gsd-dev tunes,
as in the recipe of the shipped model.
"""

import random
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from stanza.utils.datasets import conllu_to_text, contract_mwt, prepare_tokenizer_data

DEV_EVERY = 10
# Sentences a paragraph: the tokenizer must see sentence ends inside a text and at its end.
PARAGRAPH = (1, 1, 2, 3)
SEED = 20

Rows = list[list[str]]


def read_sentences(path: Path) -> Iterator[Rows]:
    """Sentences of a CoNLL-U file as rows of ten columns."""
    rows: Rows = []
    for line in [*path.read_text(encoding="utf-8").splitlines(), ""]:
        if line.startswith("#"):
            continue
        if line:
            row = line.split("\t")
            if "." not in row[0]:
                rows.append(plain(row))
        elif rows:
            yield rows
            rows = []


def plain(row: list[str]) -> list[str]:
    """Form, UPOS, head and label; the form stands in for the lemma, which claimx makes itself."""
    ident, form, _, upos, _, _, head, label, _, misc = row
    space = "SpaceAfter=No" if "SpaceAfter=No" in misc.split("|") else "_"
    lemma = "_" if "-" in ident else form
    return [ident, form, lemma, upos, "_", "_", head, label, "_", space]


def write_conllu(path: Path, sentences: Iterable[Rows], rng: random.Random) -> None:
    """Write sentences, a new paragraph every one to three of them."""
    left = 0
    with path.open("w", encoding="utf-8") as out:
        for sentence in sentences:
            if left == 0:
                out.write("# newpar\n")
                left = rng.choice(PARAGRAPH)
            left -= 1
            out.writelines("\t".join(row) + "\n" for row in sentence)
            out.write("\n")


def prepare(path: Path) -> None:
    """Make from `X.conllu` the text, labels and expansions, and the input of the expander."""
    text = path.with_suffix(".txt")
    conllu_to_text.main([str(path), str(text)])
    labels, expansions = path.with_suffix(".toklabels"), path.with_suffix(".mwt.json")
    prepare_tokenizer_data.main([str(text), str(path), "-o", str(labels), "-m", str(expansions)])
    contract_mwt.contract_mwt(str(path), str(path.with_suffix(".in.conllu")))


def main() -> None:
    """Split the treebanks and prepare each part."""
    data, work = Path(sys.argv[1]) / "ud", Path(sys.argv[2])
    work.mkdir(parents=True, exist_ok=True)
    csui, gsd = (list(read_sentences(data / f"{n}.conllu")) for n in ("csui-train", "gsd-dev"))
    rng = random.Random(SEED)
    train = [s for bank in (csui, gsd) for i, s in enumerate(bank) if i % DEV_EVERY]
    train += read_sentences(data / "pud.conllu")
    rng.shuffle(train)
    parts = {"train": train, "dev": [*csui[::DEV_EVERY], *gsd[::DEV_EVERY]]}
    for name in ("csui-test", "gsd-test"):
        parts[name] = list(read_sentences(data / f"{name}.conllu"))
    for name, sentences in parts.items():
        path = work / f"{name}.conllu"
        write_conllu(path, sentences, rng)
        if name in ("train", "dev"):
            prepare(path)
        print(f"{name}: {len(sentences)} sentences")


if __name__ == "__main__":
    main()
