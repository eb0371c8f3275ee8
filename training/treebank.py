"""Read CoNLL-U with multi-word tokens folded back into one surface token."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(slots=True)
class Word:
    """One surface token; `head` is an index into the sentence, its own if the root."""

    form: str
    upos: str
    head: int
    deprel: str
    space: bool


@dataclass(slots=True)
class Sentence:
    """A parsed sentence and the treebank it comes from."""

    words: list[Word]
    source: str = field(default="")


def read_conllu(path: Path) -> Iterator[Sentence]:
    """Sentences of a CoNLL-U file, one Word a surface token."""
    rows: list[list[str]] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        if line:
            rows.append(line.split("\t"))
        elif rows:
            yield Sentence(_fold(rows), path.stem)
            rows = []
    if rows:
        yield Sentence(_fold(rows), path.stem)


def _fold(rows: list[list[str]]) -> list[Word]:
    """Words of one sentence: a multi-word token takes the analysis of its head part."""
    syntactic = {int(row[0]): row for row in rows if row[0].isdigit()}
    groups: list[tuple[str, str, list[int]]] = []  # form, misc, syntactic ids
    covered = 0
    for row in rows:
        if "-" in row[0]:
            first, covered = map(int, row[0].split("-"))
            groups.append((row[1], row[9], list(range(first, covered + 1))))
        elif row[0].isdigit() and int(row[0]) > covered:
            groups.append((row[1], row[9], [int(row[0])]))
    place = {ident: index for index, (_, _, ids) in enumerate(groups) for ident in ids}
    words = []
    for index, (form, misc, ids) in enumerate(groups):
        main = next(i for i in ids if int(syntactic[i][6]) not in ids)
        head = int(syntactic[main][6])
        words.append(
            Word(
                form=form,
                upos=syntactic[main][3],
                head=place[head] if head else index,
                deprel=syntactic[main][7],
                space="SpaceAfter=No" not in misc,
            )
        )
    return words


def merge(words: list[Word], start: int, end: int) -> list[Word]:
    """The sentence with words[start:end] made one, under the first of them."""
    size = end - start - 1

    def moved(index: int) -> int:
        if index >= end:
            return index - size
        return min(index, start)

    inner = words[start]
    joined = Word(
        form="".join(word.form for word in words[start:end]),
        upos=inner.upos,
        head=inner.head,
        deprel=inner.deprel,
        space=words[end - 1].space,
    )
    kept = [*words[:start], joined, *words[end:]]
    return [
        Word(
            w.form,
            w.upos,
            start if w is joined and start <= w.head < end else moved(w.head),
            w.deprel,
            w.space,
        )
        for w in kept
    ]
