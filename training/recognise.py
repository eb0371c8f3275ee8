"""Train the recogniser of names that is shipped, and the larger ones that teach it.

    python recognise.py DATA WORK NUMBER
    python recognise.py DATA WORK shipped

write WORK/names-NUMBER.pt, and the network below WORK/names. Needs torch. The teachers are told
which set a sentence is from, since the sets label differently. The one that is shipped learns from
what they see together where they read everything as idner would; see `invent.py` for the names that
all are shown besides.
"""

import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from random import Random

import augment
import numpy as np
import torch
from biaffine import (
    PARSED_WORDS,
    Batch,
    Example,
    Recogniser,
    Sizes,
    Targets,
    batches,
    frequent,
    log,
    tag_targets,
    train,
    vectors_of_raw_text,
)
from corpora import Corpora, load_corpora
from export import export_names, restored, store
from invent import Inventor, split_brackets, titled
from nersets import Tagged
from teach import raw_text
from treebank import Sentence, Word

from claimx.nlp.graph import best_tags

EPOCHS = 10
TEACHERS = (1, 2)
VARIANTS = 4  # of every sentence, as the teachers see it
SHIPPED_EPOCHS = 12
GOLD = 0.5  # what idner's own labels count for beside the teachers'
RATE = 0.002
BANKS = ("idner", "nergrit", "nerui", "nerugm")
IDNER_COPIES = 3  # idner is the test set's own labelling
STORIES = 2400  # invented ones an epoch
NEWS = ("idner-train", "nerui", "nerugm")  # the sets whose names are changed
SWAPPED = 0.6  # of their sentences, but for idner's first copy
TAGS = ["O", *(f"{place}-{label}" for label in ("PER", "ORG", "LOC") for place in "BI")]
TEACHER = Sizes(
    first=192, second=160, arc=0, label=0, word=80, affix=16, shape=8, tags=64,
    affix_rows=2048, piece_rows=8000, dropout=0.33,
)  # fmt: skip
SHIPPED = replace(TEACHER, first=128, second=96, dropout=0.25)
VECTORS = 64
DATELINES = ["{place}, KOMPAS —", "{place}, KOMPAS.com -", "{place} (ANTARA) -", "{place} -",
             "{place}, CNN Indonesia --", "TEMPO.CO, {place} -", "Liputan6.com, {place} -"]  # fmt: skip
MEDIA = {"KOMPAS", "KOMPAS.com", "ANTARA", "CNN", "TEMPO.CO", "Liputan6.com"}


def bank_of(name: str) -> int:
    """The number of the set that a file belongs to."""
    return BANKS.index(name.split("-", maxsplit=1)[0])


def as_sentence(tagged: Tagged) -> Sentence:
    """The words with their part in a name in the tag's place, every name begun by B."""
    words = []
    before = "O"
    for form, tag in tagged:
        begins = tag.startswith("I-") and before[2:] != tag[2:]
        before = f"B-{tag[2:]}" if begins else tag
        words.append(Word(form, before, 0, "dep", space=True))
    return Sentence(words)


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


def varied(tagged: Tagged, places: Sequence[str], rng: Random) -> Tagged:
    """The sentence or one of its variants."""
    draw = rng.random()
    if draw < 0.05:
        tagged = dateline(tagged, rng.choice(places), rng)
    elif draw < 0.1:
        tagged = upper_names(tagged)
    elif draw < 0.3:
        tagged = quoted(tagged, rng)
    elif draw < 0.33:
        tagged = titled(tagged)
    stops = tagged[-1][0] == "." and len(tagged) > 2 and rng.random() < 0.1
    return tagged[:-1] if stops else tagged


def epoch(corpora: Corpora, inventor: Inventor, rng: Random) -> Iterator[Example]:
    """All sets, with other names in some sentences, and new stories."""
    places = sorted(
        {f for s in corpora.entities["idner-train"] for f, t in s if t == "B-LOC" and len(f) > 3}
    )
    for name, part in corpora.entities.items():
        for copy in range(IDNER_COPIES if name == "idner-train" else 1):
            for tagged in part:
                sentence = list(tagged)
                if name in NEWS and (copy or name != "idner-train") and rng.random() < SWAPPED:
                    sentence = inventor.swap(split_brackets(sentence))
                elif copy == 1:
                    sentence = split_brackets(sentence)
                yield Example(as_sentence(varied(sentence, places, rng)), bank_of(name))
    for _ in range(STORIES):
        for sentence in inventor.story():
            yield Example(as_sentence(sentence), BANKS.index("idner"))


@torch.no_grad()
def chances(models: Sequence[Recogniser], sentences: Sequence[Sentence]) -> list[np.ndarray]:
    """What the recognisers together see of each tag as of idner, a row a word."""
    for model in models:
        model.eval()
    result: list[np.ndarray] = [np.empty(0)] * len(sentences)
    numbered = {id(sentence): number for number, sentence in enumerate(sentences)}
    for group in batches([Example(s, 0) for s in sentences], PARSED_WORDS, None):
        seen = [model(Batch(model, group, None)).softmax(-1) for model in models]
        together = torch.stack(seen).mean(0).numpy()
        for row, example in enumerate(group):
            size = len(example.sentence.words)
            result[numbered[id(example.sentence)]] = together[row, :size].copy()
    return result


def read(models: Sequence[Recogniser], sentences: Sequence[Sentence]) -> list[Tagged]:
    """The sentences with the tags that the recognisers together give them, as of idner."""
    result = []
    for sentence, seen in zip(sentences, chances(models, sentences), strict=True):
        found = best_tags(np.log(seen + 1e-9), TAGS)
        words = (word.form for word in sentence.words)
        result.append([(form, TAGS[tag]) for form, tag in zip(words, found, strict=True)])
    return result


def lesson(model: Recogniser, example: Example, seen: np.ndarray) -> Example:
    """What is learnt of a sentence: what the teachers see, and half idner's own labels."""
    if example.bank == 0:
        own = tag_targets(model, example.sentence)
        share = GOLD * own.sum(1, keepdims=True)  # a label that is left open counts for nothing
        seen = GOLD * own + (1 - share) * seen
    return Example(example.sentence, 0, Targets(seen.astype(np.float32)))


def names(sentence: Tagged) -> set[tuple[int, int, str]]:
    """Start, end and label of each name."""
    found = set()
    start = 0
    tags = [tag for _, tag in sentence]
    for index, tag in enumerate([*tags, "O"]):
        if index and tags[index - 1] != "O" and not tag.startswith("I-"):
            found.add((start, index, tags[index - 1][2:]))
        if tag.startswith("B-"):
            start = index
    return found


def agreement(gold: Sequence[Sentence], guess: Sequence[Tagged]) -> str:
    """F of all names and of each label."""
    rates = []
    for label in ("", "PER", "ORG", "LOC"):
        right = due = given = 0
        for truth, found in zip(gold, guess, strict=True):
            one = {n for n in names([(w.form, w.upos) for w in truth.words]) if label in n[2]}
            other = {n for n in names(found) if label in n[2]}
            right, due, given = right + len(one & other), due + len(one), given + len(other)
        rates.append(200 * right / max(1, due + given))
    return "{:.2f} ({:.2f} / {:.2f} / {:.2f})".format(*rates)


def main(data: Path, work: Path, name: str) -> None:
    """Train on the sets of `data`; the network goes to `work`."""
    shipped = name == "shipped"
    seed = 0 if shipped else int(name)
    torch.set_num_threads(1)
    torch.manual_seed(seed)
    rng = Random(seed)
    corpora = load_corpora(data)
    news = [split_brackets(s) for name in NEWS for s in corpora.entities[name]]
    inventor = Inventor(news, rng)
    known, table = vectors_of_raw_text(raw_text(corpora), VECTORS)
    words = frequent([as_sentence(t) for part in corpora.entities.values() for t in part], 2)
    sizes, banks = (SHIPPED, BANKS[:1]) if shipped else (TEACHER, BANKS)
    model = Recogniser(words, known, table, TAGS, banks, sizes)
    sets = {
        name: [as_sentence(tagged) for tagged in part]
        for name, part in (("dev", corpora.entities_dev), ("test", corpora.entities_test))
    }
    epochs = [list(epoch(corpora, inventor, rng)) for _ in range(VARIANTS if shipped else EPOCHS)]
    if shipped:
        teachers = [restored(Recogniser, work / f"names-{number}.pt") for number in TEACHERS]
        for part in ("dev", "test"):
            log(f"teachers, {part}: {agreement(sets[part], read(teachers, sets[part]))}")
        for number, part in enumerate(epochs):
            seen = chances(teachers, [example.sentence for example in part])
            epochs[number] = [lesson(model, *pair) for pair in zip(part, seen, strict=True)]
        epochs = [epochs[number % VARIANTS] for number in range(SHIPPED_EPOCHS)]

    def after(number: int, losses: str) -> None:
        log(f"epoch {number}: {losses}; {agreement(sets['dev'], read([model], sets['dev']))}")

    train(model, epochs, RATE, rng, lambda s, _: s, after, model.loss)
    log(f"test: {agreement(sets['test'], read([model], sets['test']))}")
    if shipped:
        export_names(model, work / "names")
    else:
        store(model, work / f"names-{name}.pt")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3])
