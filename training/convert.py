"""Turn the published sets that tune and test into spaCy's format.

    python convert.py DATA OUT

writes .spacy files, and in `counts.json` how many sentences were dropped because a test set has
them too. What trains goes to torch as it is (`teach.py`, `learn.py`, `recognise.py`).
"""

import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import spacy
from corpora import Corpora, load_corpora
from nersets import Tagged, spaces
from spacy.tokens import Doc, DocBin, Span
from spacy.vocab import Vocab
from treebank import Sentence, Word

# ---------------------------------------------------------------- treebanks


def parsed_doc(vocab: Vocab, sentences: Sequence[Sentence], newlines: Sequence[bool] = ()) -> Doc:
    """One Doc of the sentences, a newline token after those that ask for one."""
    words: list[Word] = []
    starts: list[bool | int | None] = []
    for number, sentence in enumerate(sentences):
        offset = len(words)
        copied = [replace(word, head=word.head + offset) for word in sentence.words]
        copied[-1].space = True
        words += copied
        starts += [index == 0 for index in range(len(copied))]
        if newlines and newlines[number]:
            copied[-1].space = False
            words.append(Word("\n", "SPACE", len(words) - 1, "dep", space=False))
            starts.append(False)
    return Doc(
        vocab,
        words=[word.form for word in words],
        spaces=[word.space for word in words],
        pos=[word.upos for word in words],
        heads=[word.head for word in words],
        deps=["ROOT" if word.head == index else word.deprel for index, word in enumerate(words)],
        sent_starts=starts,
    )


def convert_treebanks(corpora: Corpora, out: Path, vocab: Vocab) -> None:
    """Write the test sets, which keep the treebank's own tokens."""
    write(out / "gsd-test.spacy", [parsed_doc(vocab, [s]) for s in corpora.gsd_test])
    write(out / "csui-test.spacy", [parsed_doc(vocab, [s]) for s in corpora.csui_test])
    write(out / "gsd-test-docs.spacy", list(test_documents(vocab, corpora.gsd_test)))
    write(out / "csui-test-docs.spacy", list(test_documents(vocab, corpora.csui_test)))


def test_documents(vocab: Vocab, sentences: Sequence[Sentence]) -> Iterator[Doc]:
    """Documents of eight sentences; what has no final mark is a title and has its own line."""
    for position in range(0, len(sentences), 8):
        part = sentences[position : position + 8]
        newlines = [s.words[-1].upos != "PUNCT" for s in part[:-1]] + [False]
        yield parsed_doc(vocab, part, newlines)


# ---------------------------------------------------------------- entities


def tagged_doc(vocab: Vocab, sentence: Tagged) -> Doc:
    """One Doc of a tagged sentence."""
    doc = Doc(vocab, words=[form for form, _ in sentence], spaces=spaces(sentence))
    tags = [tag for _, tag in sentence]
    entities = []
    start: int | None = None
    for index, tag in enumerate([*tags, "O"]):
        continues = tag.startswith("I-") and start is not None and tags[start][2:] == tag[2:]
        if start is not None and not continues:
            entities.append(Span(doc, start, index, label=tags[start][2:]))
            start = None
        if tag[:2] in {"B-", "I-"} and start is None:
            start = index
    doc.set_ents(entities)
    return doc


def convert_entities(corpora: Corpora, out: Path, vocab: Vocab) -> None:
    """Write the sets that tune and test the recogniser."""
    write(out / "ner-dev.spacy", [tagged_doc(vocab, s) for s in corpora.entities_dev])
    write(out / "idner-test.spacy", [tagged_doc(vocab, s) for s in corpora.entities_test])


# ---------------------------------------------------------------- output


def write(path: Path, docs: Iterable[Doc]) -> None:
    """Store the docs with the attributes that the training uses."""
    DocBin(attrs=["HEAD", "DEP", "POS", "SENT_START", "ENT_IOB", "ENT_TYPE", "SPACY"],
           docs=docs).to_disk(path)  # fmt: skip


def main(data: Path, out: Path) -> None:
    """Convert everything below `data` into `out`."""
    out.mkdir(parents=True, exist_ok=True)
    vocab = spacy.blank("id").vocab
    corpora = load_corpora(data)
    convert_treebanks(corpora, out, vocab)
    convert_entities(corpora, out, vocab)
    counts = json.dumps(corpora.dropped, indent=1)
    (out / "counts.json").write_text(counts + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
