"""Turn the published sets into spaCy training data.

    python convert.py DATA OUT

writes the recogniser's sets and all test sets as .spacy files, and `counts.json`. The
treebanks' training sentences go to torch as they are (`teach.py`, `learn.py`).
"""

import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from random import Random

import augment
import spacy
from corpora import Corpora, load_corpora
from invent import UNKNOWN, Inventor, split_brackets, titled
from nersets import Tagged, spaces
from spacy.tokens import Doc, DocBin, Span
from spacy.vocab import Vocab
from treebank import Sentence, Word

SEED = 20250101
DOC_SENTENCES = (1, 4)  # sentences joined into one training document
IDNER_COPIES = 3  # idner is the test set's own labelling
STORIES = 2000  # invented documents of the recogniser's second pass
NEWS = ("idner-train", "nerui", "nerugm")  # the sets of that pass
NEWLINE_SHARE = 0.15
NO_STOP_SHARE = 0.1
DATELINES = ["{place}, KOMPAS —", "{place}, KOMPAS.com -", "{place} (ANTARA) -", "{place} -",
             "{place}, CNN Indonesia --", "TEMPO.CO, {place} -", "Liputan6.com, {place} -"]  # fmt: skip
MEDIA = {"KOMPAS", "KOMPAS.com", "ANTARA", "CNN", "TEMPO.CO", "Liputan6.com"}


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
    write(out / "csui-test-docs.spacy", list(test_documents(vocab, corpora.csui_test)))


def test_documents(vocab: Vocab, sentences: Sequence[Sentence]) -> Iterator[Doc]:
    """Documents of eight sentences; what has no final mark is a title and has its own line."""
    for position in range(0, len(sentences), 8):
        part = sentences[position : position + 8]
        newlines = [s.words[-1].upos != "PUNCT" for s in part[:-1]] + [False]
        yield parsed_doc(vocab, part, newlines)


# ---------------------------------------------------------------- entities


def tagged_doc(vocab: Vocab, sentences: Sequence[Tagged], newlines: Sequence[bool] = ()) -> Doc:
    """One Doc of tagged sentences, a newline token after those that ask for one."""
    words: list[str] = []
    gaps: list[bool] = []
    tags: list[str] = []
    for number, sentence in enumerate(sentences):
        words += [form for form, _ in sentence]
        tags += [tag for _, tag in sentence]
        gaps += spaces(sentence)
        gaps[-1] = True
        if newlines and newlines[number]:
            gaps[-1] = False
            words.append("\n")
            tags.append("O")
            gaps.append(False)
    doc = Doc(vocab, words=words, spaces=gaps)
    entities = []
    start: int | None = None
    for index, tag in enumerate([*tags, "O"]):
        continues = tag.startswith("I-") and start is not None and tags[start][2:] == tag[2:]
        if start is not None and not continues:
            entities.append(Span(doc, start, index, label=tags[start][2:]))
            start = None
        if tag[:2] in {"B-", "I-"} and start is None:
            start = index
    open_ = [Span(doc, i, i + 1) for i, tag in enumerate(tags) if tag == UNKNOWN]
    doc.set_ents(entities, missing=open_, default="outside")
    return doc


def dateline(sentence: Tagged, place: str, rng: Random) -> Tagged:
    """The sentence with a newspaper's dateline before it."""
    head: Tagged = []
    shown = place.upper() if rng.random() < 0.5 else place
    for part in rng.choice(DATELINES).replace("(", "( ").replace(")", " )").split():
        bare = part.rstrip(",")
        if bare == "{place}":
            head += [(word, "B-LOC" if i == 0 else "I-LOC") for i, word in enumerate(shown.split())]
        elif bare == "Indonesia":
            head.append((bare, "I-ORG"))
        else:
            head.append((bare, "B-ORG" if bare in MEDIA else "O"))
        if part.endswith(","):
            head.append((",", "O"))
    return head + sentence


def upper_names(sentence: Tagged) -> Tagged:
    """The sentence with its entities in capitals."""
    return [(form.upper() if tag[1:2] == "-" else form, tag) for form, tag in sentence]


def quoted(sentence: Tagged, rng: Random) -> Tagged:
    """`..., kata X` with the marks that the set dropped, masked as claimx does."""
    forms = [form for form, _ in sentence]
    for cue in augment.REPORTING:
        for index in range(augment.MIN_QUOTED, len(forms) - 1):
            if forms[index] in {cue, f"{cue}nya"} and forms[index - 1] == ",":
                tail = (
                    [(rng.choice(augment.REPORTING), "O")]
                    if forms[index] == cue
                    else [sentence[index]]
                )
                head: Tagged = [('"', "O"), (augment.PLACEHOLDER, "O"), (",", "O"), ('"', "O")]
                return head + tail + sentence[index + 1 :]
    return sentence


def entity_training(
    sets: dict[str, list[Tagged]], rng: Random, inventor: Inventor | None = None
) -> list[list[Tagged]]:
    """Groups of neighbouring sentences with their variants, ready to be joined.

    An inventor adds stories and changes the names, save in idner's first copy.
    """
    places = sorted(
        {form for s in sets["idner-train"] for form, tag in s if tag == "B-LOC" and len(form) > 3}
    )
    groups = [inventor.story() for _ in range(STORIES)] if inventor else []
    for name, sentences in sets.items():
        for copy in range(IDNER_COPIES if name == "idner-train" else 1):
            position = 0
            while position < len(sentences):
                size = rng.randint(*DOC_SENTENCES)
                part = [list(s) for s in sentences[position : position + size]]
                position += size
                if inventor and (copy or name != "idner-train"):
                    part = [inventor.swap(s) for s in part]
                draw = rng.random()
                if draw < 0.05:
                    part[0] = dateline(part[0], rng.choice(places), rng)
                elif draw < 0.1:
                    part = [upper_names(s) for s in part]
                elif draw < 0.3:
                    part = [quoted(s, rng) for s in part]
                elif draw < 0.33 and inventor:
                    part[0] = titled(part[0])
                if rng.random() < NO_STOP_SHARE and part[-1][-1][0] == "." and len(part[-1]) > 2:
                    part[-1] = part[-1][:-1]
                groups.append(part)
    return groups


def convert_entities(corpora: Corpora, out: Path, vocab: Vocab, rng: Random) -> dict[str, int]:
    """Write the recogniser's sets."""
    counts = {f"{name} dropped": count for name, count in corpora.dropped.items()}
    news = {name: [split_brackets(s) for s in corpora.entities[name]] for name in NEWS}
    inventor = Inventor([s for sentences in news.values() for s in sentences], rng)
    own = {"idner-train": corpora.entities["idner-train"]}
    state = None
    for name, sets, changes in [
        ("ner-train", corpora.entities, None),
        ("ner-idner", own, None),
        ("ner-names", news, inventor),
    ]:
        if state is not None:  # the two second passes do not hang on one another
            rng.setstate(state)
        docs = []
        for part in entity_training(sets, rng, changes):
            newlines = [rng.random() < NEWLINE_SHARE for _ in part[:-1]] + [False]
            docs.append(tagged_doc(vocab, part, newlines))
        rng.shuffle(docs)
        state = state or rng.getstate()
        write(out / f"{name}.spacy", docs)
        counts[f"{name} docs"] = len(docs)
        counts[f"{name} tokens"] = sum(map(len, docs))
    write(out / "ner-dev.spacy", [tagged_doc(vocab, [s]) for s in corpora.entities_dev])
    write(out / "idner-test.spacy", [tagged_doc(vocab, [s]) for s in corpora.entities_test])
    return counts


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
    counts = convert_entities(corpora, out, vocab, Random(SEED))
    (out / "counts.json").write_text(json.dumps(counts, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
