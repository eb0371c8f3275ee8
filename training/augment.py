"""Variants of training sentences: what claimx's own reading makes of news, and noise.

Every function takes a sentence and a seeded generator and returns a new sentence;
the input is never changed.
"""

from dataclasses import replace
from random import Random

from treebank import Sentence, Word

PLACEHOLDER = "Kutipan"  # what claimx puts in place of a masked quotation
MIN_QUOTED = 4
OPENING = {'"': '"', "“": "”", "”": "”", "``": "''"}
STYLES = [('"', '"'), ("“", "”"), ("”", "”"), ("‘", "’")]
REPORTING = [
    "kata", "ujar", "tutur", "ucap", "ungkap", "jelas", "papar", "tegas", "terang", "tambah",
    "imbuh", "lanjut", "pungkas", "tandas", "sebut",
]  # fmt: skip
REPORTING_VERBS = [
    "mengatakan", "menyatakan", "menyampaikan", "menjelaskan", "menuturkan", "menambahkan",
    "menyebutkan", "menegaskan", "mengungkapkan", "memaparkan", "menerangkan", "menyebut",
]  # fmt: skip


def quotations(words: list[Word]) -> list[tuple[int, int]]:
    """Spans between a pair of quotation marks, marks included."""
    spans = []
    index = 0
    while index < len(words):
        closing = OPENING.get(words[index].form)
        end = next(
            (i for i in range(index + 1, len(words)) if closing and words[i].form == closing), None
        )
        if end is None:
            index += 1
        else:
            spans.append((index, end + 1))
            index = end + 1
    return spans


def collapse_quotations(sentence: Sentence) -> Sentence | None:
    """The sentence as claimx masks it: "Kutipan," kata Budi. None if nothing is masked."""
    words = sentence.words
    done = False
    for start, end in reversed(quotations(words)):
        collapsed = _collapse(words, start, end)
        if collapsed is not None:
            words, done = collapsed, True
    return Sentence(words, sentence.source) if done else None


def _collapse(words: list[Word], start: int, end: int) -> list[Word] | None:
    """words[start:end], a quotation with its marks, made `"Kutipan,"`; None if it does not fit."""
    inside = range(start + 1, end - 1)
    plain = [i for i in inside if words[i].upos != "PUNCT"]
    heads = [i for i in plain if words[i].head == i or words[i].head not in inside]
    if len(plain) < MIN_QUOTED or len(heads) != 1:
        return None
    root = heads[0]
    last = end - 2 if words[end - 2].form in {",", "?", "!", "."} else None
    keep = [start, root] + ([last] if last is not None else []) + [end - 1]
    order = [*range(start), *keep, *range(end, len(words))]
    place = {old: new for new, old in enumerate(order)}
    at_root = place[root]
    result = []
    for old in order:
        word = words[old]
        head = place.get(word.head, at_root)
        if old == root:
            word = replace(word, form=PLACEHOLDER, upos="NOUN", space=False)
        elif old in {start, last, end - 1}:
            mark = '"' if old != last else word.form
            head = at_root
            word = replace(word, form=mark, upos="PUNCT", deprel="punct")
            if old in {start, last}:
                word = replace(word, space=False)
        result.append(replace(word, head=place[old] if words[old].head == old else head))
    return result


def restyle_marks(sentence: Sentence, rng: Random) -> Sentence:
    """Quotation marks of another style, of the many that news sites use."""
    words = [replace(word) for word in sentence.words]
    opening, closing = rng.choice(STYLES)
    for start, end in quotations(words):
        words[start].form, words[end - 1].form = opening, closing
    return Sentence(words, sentence.source)


def swap_cue(sentence: Sentence, rng: Random) -> Sentence:
    """Reporting verbs exchanged for others of the same construction: kata -> tutur."""
    words = [replace(word) for word in sentence.words]
    for word in words:
        form = word.form.lower()
        suffix = "nya" if form.endswith("nya") else ""
        if word.upos == "VERB" and form.removesuffix("nya") in REPORTING:
            word.form = rng.choice(REPORTING) + suffix
        elif word.upos == "VERB" and form in REPORTING_VERBS:
            word.form = rng.choice(REPORTING_VERBS)
    return Sentence(words, sentence.source)


def drop_final_stop(sentence: Sentence) -> Sentence:
    """The sentence without its final full stop, as in titles and cut text."""
    words = sentence.words
    last = len(words) - 1
    if last < 2 or words[last].form != "." or any(w.head == last for w in words[:last]):
        return sentence
    kept = [replace(word) for word in words[:last]]
    kept[-1].space = True
    return Sentence(kept, sentence.source)


def upper_run(sentence: Sentence, rng: Random) -> Sentence:
    """A run of words in capitals: a dateline, a shouted opening, a whole title."""
    words = [replace(word) for word in sentence.words]
    length = rng.choice([1, 2, 4, len(words)])
    for word in words[:length]:
        word.form = word.form.upper()
    return Sentence(words, sentence.source)
