"""Put the trained parts together as the model directory that claimx ships.

python package.py WORK MODEL [FIGURES]
"""

import json
import shutil
import sys
from pathlib import Path

import spacy
from spacy.language import Language

import claimx.nlp.components  # noqa: F401  registers what the config names

# The components that are trained: their names in the pipeline, and below which folder they lie.
TRAINED = {
    "claimx_reader": ("tok2vec", "trees"),
    "claimx_tagger": ("tagger", "trees"),
    "claimx_parser": ("parser", "trees"),
    "claimx_names": ("ner", "names"),
}
CONFIG = {"nlp": {"tokenizer": {"@tokenizers": "claimx.tokenizer.v1"}, "batch_size": 32}}
META = {
    "lang": "id",
    "name": "claimx_news",
    "version": "0.1.0",
    "description": (
        "Indonesian news: sentence starts, UPOS tags, UD dependencies, PER/ORG/LOC, "
        "lemmas of reporting verbs. Trained by the recipe in training/."
    ),
    "author": "the claimx contributors",
    "license": "CC BY-SA 4.0",
    "requirements": ["claimx"],
    "sources": [
        {
            "name": "UD_Indonesian-GSD",
            "url": "https://github.com/UniversalDependencies/UD_Indonesian-GSD",
            "license": "CC BY-SA 4.0",
        },
        {
            "name": "UD_Indonesian-CSUI",
            "url": "https://github.com/UniversalDependencies/UD_Indonesian-CSUI",
            "license": "CC BY-SA 4.0",
        },
        {
            "name": "UD_Indonesian-PUD",
            "url": "https://github.com/UniversalDependencies/UD_Indonesian-PUD",
            "license": "CC BY-SA 3.0",
        },
        {
            "name": "idner-news-2k",
            "url": "https://github.com/khairunnisaor/idner-news-2k",
            "license": "MIT",
        },
        {
            "name": "NERGrit",
            "url": "https://github.com/grit-id/nergrit-corpus",
            "license": "free use with attribution; IndoNLU edition Apache-2.0",
        },
        {
            "name": "NER UI and NER UGM, IndoLEM edition",
            "url": "https://github.com/indolem/indolem",
            "license": "see there",
        },
    ],
}


def assemble(work: Path) -> Language:
    """The full pipeline."""
    nlp = spacy.blank("id", config=CONFIG)
    nlp.add_pipe("claimx_sentences")
    for factory, (name, folder) in TRAINED.items():
        nlp.add_pipe(factory, name=name).from_disk(work / folder / name)
    nlp.add_pipe("claimx_lemmas")
    return nlp


def keep_label_strings(model: Path, nlp: Language) -> None:
    """Drop the training words from the stored strings: only labels are looked up."""
    labels = {label for names in nlp.pipe_labels.values() for label in names}
    parts = {part for label in labels for piece in label.split("|") for part in piece.split("=")}
    path = model / "vocab" / "strings.json"
    kept = sorted(labels | parts | {"ROOT", "dep"})
    path.write_text(json.dumps(kept, ensure_ascii=False) + "\n", encoding="utf-8")


def main(work: Path, model: Path, figures: Path | None = None) -> None:
    """Assemble the parts below `work` into `model`, with the measured figures."""
    nlp = assemble(work)
    nlp.meta.update(META)
    nlp.meta["performance"] = (
        json.loads(figures.read_text(encoding="utf-8")) if figures is not None else {}
    )
    if model.exists():
        shutil.rmtree(model)
    nlp.to_disk(model)
    keep_label_strings(model, nlp)
    size = sum(path.stat().st_size for path in model.rglob("*") if path.is_file())
    sys.stdout.write(f"{model}: {size / 1e6:.1f} MB\n")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
