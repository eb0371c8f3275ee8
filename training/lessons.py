"""Let networks parse together what another one learns from.

    python lessons.py DATA WORK NAME NETWORK...

reads WORK/NETWORK.pt of each and writes WORK/lessons-NAME.pickle: for every part some variants of
its sentences, each with the chances that the networks see together. Needs torch.
"""

import os
import pickle
import sys
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from random import Random

import augment
import numpy as np
import torch
from biaffine import Example, Parser, Targets, chances, gold_targets, log
from corpora import Corpora, load_corpora
from export import restored
from teach import progress
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


def made(networks: Sequence[Parser], corpora: Corpora, name: str, rng: Random) -> list[Example]:
    """One variant of a part's sentences, with what is to be learnt of them."""
    part, told, learnt, kind = {
        "old": (corpora.old, "gsd", "gsd", "trusted"),
        "gsd": ([*corpora.gsd, *corpora.gsd_dev], "gsd", "gsd", "gold"),
        "csui": ([*corpora.csui, *corpora.csui_dev], "csui", "csui", "gold"),
        "pud": (corpora.pud, "pud", "csui", "gold"),
        "news as gsd": (news(corpora), "gsd", "gsd", "free"),
        "news as csui": (news(corpora), "csui", "csui", "free"),
    }[name]
    knowing = [network for network in networks if told in network.banks]
    varied = [vary(sentence, rng) for sentence in part]
    parsed = chances(
        knowing, varied, told, TRUST if kind == "trusted" else 0.0, gold=kind == "gold"
    )
    if kind == "gold":
        parsed = [blended(networks[0], example) for example in parsed]
    return [as_lesson(example, learnt) for example in parsed]


PARTS = ("news as gsd", "news as csui", "old", "gsd", "csui", "pud")


def make(task: tuple[Path, Path, Sequence[str], str, int]) -> list[Example]:
    """What a process of its own does: a variant of one part."""
    data, work, names, part, variant = task
    torch.set_num_threads(1)
    networks = [restored(Parser, work / f"{name}.pt") for name in names]
    return made(networks, load_corpora(data), part, Random(f"{SEED} {part} {variant}"))


def main(data: Path, work: Path, name: str, networks: Sequence[str]) -> None:
    """Write the lessons that the networks give together."""
    torch.set_num_threads(1)
    together = [restored(Parser, work / f"{network}.pt") for network in networks]
    log(f"{' '.join(networks)}: {progress(together, load_corpora(data), test=True)}")
    keys = [(part, variant) for part in PARTS for variant in range(VARIANTS)]
    lessons: Lessons = {part: [] for part in PARTS}
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        tasks = [(data, work, networks, *key) for key in keys]
        for (part, _), examples in zip(keys, pool.map(make, tasks), strict=True):
            lessons[part].append(examples)
            words = sum(len(example.sentence.words) for example in examples)
            log(f"{part}: {len(examples)} sentences, {words} words")
    with (work / f"lessons-{name}.pickle").open("wb") as file:
        pickle.dump(lessons, file)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3], sys.argv[4:])
