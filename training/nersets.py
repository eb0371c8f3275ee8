"""Read the entity sets and bring them to one spelling and one set of labels."""

from collections.abc import Iterable, Iterator
from pathlib import Path

LABELS = {
    "PER": "PER", "PERSON": "PER",
    "ORG": "ORG", "ORGANISATION": "ORG", "ORGANIZATION": "ORG",
    "LOC": "LOC", "PLACE": "LOC", "LOCATION": "LOC",
}  # fmt: skip
NO_SPACE_BEFORE = set(",.;:!?)%]}”’")
NO_SPACE_AFTER = set("([{“‘")
OVERLAP_WORDS = 8  # sentences that share a run of this many words are the same text

Tagged = list[tuple[str, str]]  # (form, IOB tag)


def read_tagged(path: Path) -> Iterator[Tagged]:
    """Sentences of a one-token-a-line file; its last column is the IOB tag."""
    sentence: Tagged = []
    for line in [*path.read_text(encoding="utf-8").splitlines(), ""]:
        columns = line.split()
        if columns:
            sentence.append((columns[0], _tag(columns[-1])))
        elif sentence:
            yield list(_join_words(sentence))
            sentence = []


def _tag(tag: str) -> str:
    prefix, _, label = tag.partition("-")
    return f"{prefix}-{LABELS[label]}" if label in LABELS else "O"


def _join_words(sentence: Tagged) -> Iterator[tuple[str, str]]:
    """What the sets tore apart and news writes together: kota - kota, 24 / 8."""
    index = 0
    while index < len(sentence):
        form, tag = sentence[index]
        while index + 2 < len(sentence) and _belong(
            form, *(w for w, _ in sentence[index + 1 : index + 3])
        ):
            form += sentence[index + 1][0] + sentence[index + 2][0]
            index += 2
        yield form, tag
        index += 1


def _belong(left: str, mark: str, right: str) -> bool:
    if mark == "-":
        doubled = right.lower().startswith(left.lower()[:4])
        return len(left) > 2 and left.isalpha() and doubled
    return mark == "/" and left[-1].isdigit() and right.isdigit()


def spaces(sentence: Tagged) -> list[bool]:
    """Whether a space follows each token, as news would set it."""
    result = []
    quote_open = False
    for index, (form, _) in enumerate(sentence):
        following = sentence[index + 1][0] if index + 1 < len(sentence) else ""
        space = following not in NO_SPACE_BEFORE and form not in NO_SPACE_AFTER
        if form == '"':
            quote_open = not quote_open
            space = space and not quote_open
        elif following == '"' and quote_open:
            space = False
        result.append(space)
    return result


def _runs(sentence: Tagged) -> set[tuple[str, ...]]:
    """The word runs that identify a sentence, punctuation and case aside."""
    words = [form.lower() for form, _ in sentence if any(c.isalnum() for c in form)]
    size = min(OVERLAP_WORDS, len(words))
    if size < 3:
        return set()
    return {tuple(words[i : i + size]) for i in range(len(words) - size + 1)}


def without_overlap(
    sentences: Iterable[Tagged], held_out: Iterable[Tagged]
) -> tuple[list[Tagged], int]:
    """Sentences that share no run with the held-out ones, and how many did."""
    known = {run for sentence in held_out for run in _runs(sentence)}
    kept, dropped = [], 0
    for sentence in sentences:
        if _runs(sentence) & known:
            dropped += 1
        else:
            kept.append(sentence)
    return kept, dropped
