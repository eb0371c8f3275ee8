"""Let the teachers parse what the small parser learns from.

    python lessons.py DATA WORK SEED...

reads WORK/teacher-SEED.pt and writes WORK/lessons.pickle: for every part some variants of its
sentences, each with the chances that the teachers see together. Needs torch.
"""

import pickle
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random

import augment
import numpy as np
import torch
from biaffine import Example, Parser, Targets, agreement, chances, gold_targets, log
from corpora import Corpora, load_corpora
from teach import BANKS, SIZES, restore
from treebank import Sentence, Word

SEED = 1
LEARNT = ("gsd", "csui")  # the conventions that the small parser knows
VARIANTS = 3
GOLD = 0.5  # what the treebanks' own analysis counts for beside the teachers'
TRUST = 2.0  # of gsd-train's own heads, in logarithms of chances
NEWS = ("idner-train", "nerui", "nerugm", "nergrit-train", "nergrit-valid", "nergrit-test")
NEWS_WORDS = range(5, 61)

Lessons = dict[str, list[list[Example]]]


def vary(sentence: Sentence, rng: Random) -> Sentence:
    """A sentence or one of its variants, those with a masked quotation often."""
    draw = rng.random()
    if draw < 0.4:
        masked = augment.collapse_quotations(sentence)
        if masked is not None:
            return augment.swap_cue(masked, rng)
    variant = augment.restyle_marks(sentence, rng) if rng.random() < 0.3 else sentence
    draw = rng.random()
    if draw < 0.1:
        return augment.drop_final_stop(variant)
    return augment.upper_run(variant, rng) if draw < 0.13 else variant


def news(corpora: Corpora) -> list[Sentence]:
    """The entity sets' sentences, each once, without analysis."""
    seen: dict[tuple[str, ...], Sentence] = {}
    for name in NEWS:
        for tagged in corpora.entities[name]:
            forms = tuple(form for form, _ in tagged)
            if len(forms) in NEWS_WORDS and forms not in seen:
                words = [Word(form, "X", 0, "dep", space=True) for form in forms]
                seen[forms] = Sentence(words, name)
    return list(seen.values())


def blended(model: Parser, example: Example) -> Example:
    """Half of what is annotated, half of what the teachers see."""
    own, seen = gold_targets(model, example.sentence), example.targets
    if seen is None:
        return example
    targets = Targets(
        GOLD * own.tags + (1 - GOLD) * seen.tags,
        GOLD * own.arcs + (1 - GOLD) * seen.arcs,
        GOLD * own.labels + (1 - GOLD) * seen.labels,
    )
    return Example(example.sentence, example.bank, targets)


def as_lesson(example: Example, bank: str) -> Example:
    """In half precision, under the number that the small parser has for the conventions."""
    seen = example.targets
    if seen is not None:
        half = (rows.astype(np.float16) for rows in (seen.tags, seen.arcs, seen.labels))
        seen = Targets(*half)
    return Example(example.sentence, LEARNT.index(bank), seen)


def lessons(teachers: Sequence[Parser], corpora: Corpora, rng: Random) -> Lessons:
    """All lessons: gold and chances, chances with some trust in gsd-train's heads, chances alone."""

    def gold(part: Sequence[Sentence], told: str, learnt: str) -> list[Example]:
        varied = [vary(sentence, rng) for sentence in part]
        parsed = chances(teachers, varied, BANKS.index(told), gold=True)
        return [as_lesson(blended(teachers[0], example), learnt) for example in parsed]

    def free(part: Sequence[Sentence], told: str, trust: float) -> list[Example]:
        varied = [vary(sentence, rng) for sentence in part]
        parsed = chances(teachers, varied, BANKS.index(told), trust)
        return [as_lesson(example, told) for example in parsed]

    raw = news(corpora)
    makers: dict[str, Callable[[], list[Example]]] = {
        "old": lambda: free(corpora.old, "gsd", TRUST),
        "gsd": lambda: gold(corpora.gsd, "gsd", "gsd"),
        "csui": lambda: gold(corpora.csui, "csui", "csui"),
        "pud": lambda: gold(corpora.pud, "pud", "csui"),
        "news as gsd": lambda: free(raw, "gsd", 0.0),
        "news as csui": lambda: free(raw, "csui", 0.0),
    }
    found: Lessons = {}
    for name, make in makers.items():
        found[name] = [make() for _ in range(VARIANTS)]
        words = sum(len(example.sentence.words) for example in found[name][0])
        log(f"{name}: {len(found[name][0])} sentences, {words} words, {VARIANTS} variants")
    return found


def together(teachers: Sequence[Parser], part: Sequence[Sentence], bank: str) -> str:
    """What the teachers reach together."""
    parsed = [example.sentence for example in chances(teachers, part, BANKS.index(bank))]
    return f"{bank} {agreement(part, parsed)}"


def main(data: Path, work: Path, seeds: Sequence[str]) -> None:
    """Write the lessons that the teachers of `seeds` give."""
    torch.set_num_threads(1)
    corpora = load_corpora(data)
    teachers = [restore(work / f"teacher-{seed}.pt", BANKS, SIZES) for seed in seeds]
    tests = (("gsd", corpora.gsd_test), ("csui", corpora.csui_test))
    log(f"{len(teachers)} teachers: {'; '.join(together(teachers, p, b) for b, p in tests)}")
    with (work / "lessons.pickle").open("wb") as file:
        pickle.dump(lessons(teachers, corpora, Random(SEED)), file)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3:])
