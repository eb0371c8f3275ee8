"""Every set, read, split and cleaned once."""

from dataclasses import dataclass
from pathlib import Path

from harmonise import Harmoniser
from nersets import Tagged, read_tagged, without_overlap
from treebank import Sentence, read_conllu

DEV_EVERY = 10  # every tenth sentence of csui-train and gsd-dev tunes the parser


@dataclass(frozen=True, slots=True)
class Corpora:
    """The sets by the part they play; `old` is gsd-train brought to newer labels by rule."""

    old: list[Sentence]
    gsd: list[Sentence]
    gsd_dev: list[Sentence]
    gsd_test: list[Sentence]
    csui: list[Sentence]
    csui_dev: list[Sentence]
    csui_test: list[Sentence]
    pud: list[Sentence]
    entities: dict[str, list[Tagged]]
    entities_dev: list[Tagged]
    entities_test: list[Tagged]
    dropped: dict[str, int]


def load_corpora(data: Path) -> Corpora:
    """Read the folder that SOURCES describes."""
    bank = {path.stem: list(read_conllu(path)) for path in sorted((data / "ud").glob("*.conllu"))}
    csui = [s for i, s in enumerate(bank["csui-train"]) if i % DEV_EVERY]
    gsd = [s for i, s in enumerate(bank["gsd-dev"]) if i % DEV_EVERY]
    harmoniser = Harmoniser(gsd, [*csui, *bank["pud"]])
    entities = {path.stem: list(read_tagged(path)) for path in sorted((data / "ner").glob("*.txt"))}
    test, dev = entities.pop("idner-test"), entities.pop("idner-dev")
    dropped: dict[str, int] = {}
    for name, sentences in entities.items():
        entities[name], dropped[name] = without_overlap(sentences, [*test, *dev])
    return Corpora(
        old=[harmoniser.apply(sentence) for sentence in bank["gsd-train"]],
        gsd=gsd,
        gsd_dev=bank["gsd-dev"][::DEV_EVERY],
        gsd_test=bank["gsd-test"],
        csui=csui,
        csui_dev=bank["csui-train"][::DEV_EVERY],
        csui_test=bank["csui-test"],
        pud=bank["pud"],
        entities=entities,
        entities_dev=dev,
        entities_test=test,
        dropped=dropped,
    )
