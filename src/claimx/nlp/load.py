"""The one place that loads a model: the shipped pipeline, another spaCy pipeline, or Stanza."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from claimx.errors import ModelError

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

_PARSER = "parser"

# (masked text, offsets at which its sentences start)
ParseInput = tuple[str, Sequence[int]]


class Model(Protocol):
    """Anything that turns text into Docs with UPOS, heads, labels and entities."""

    name: str
    fingerprint: str
    vocab: Vocab

    def parse(self, inputs: Iterable[ParseInput]) -> Iterator[Doc]:
        """Yield one Doc an input, in order, with the sentence starts as given; heads may still be missing."""
        ...

    def add_heads(self, docs: Sequence[Doc]) -> None:
        """Give Docs that `parse` made their heads and labels. Most sentences never need them."""
        ...


def shipped_model() -> Path:
    """Return the folder of the model that comes with the package."""
    return Path(str(files("claimx") / "data" / "model"))


def load_model(name: str | None = None) -> Model:
    """Load a model by name: None is the shipped one, else a spaCy package, a folder, or ``stanza[:DIR]``.

    Raises ModelError, naming what is missing, when the model is not there or lacks a component.
    """
    if name and (name == "stanza" or name.startswith("stanza:")):
        from claimx.nlp.stanza import StanzaModel

        return StanzaModel(name.partition(":")[2] or None)
    return SpacyModel(name)


class SpacyModel:
    """A spaCy pipeline; it must give UPOS, and heads and labels."""

    def __init__(self, name: str | None = None) -> None:
        self.nlp = _load_spacy(name)
        self.vocab = self.nlp.vocab
        meta = self.nlp.meta
        self.name = f"{meta['lang']}_{meta['name']}"
        self.fingerprint = hashlib.sha256(
            json.dumps([self.name, meta.get("version"), meta.get("performance")], sort_keys=True).encode()
        ).hexdigest()[:16]

    def parse(self, inputs: Iterable[ParseInput]) -> Iterator[Doc]:
        """Yield one Doc an input, without heads; sentence starts are fixed before the parser runs."""
        from claimx.nlp.components import set_sentence_starts

        def docs() -> Iterator[Doc]:
            for text, starts in inputs:
                doc = self.nlp.make_doc(text)
                set_sentence_starts(doc, list(starts))
                yield doc

        yield from self.nlp.pipe(docs(), batch_size=64, disable=[_PARSER])

    def add_heads(self, docs: Sequence[Doc]) -> None:
        """Run the parser over Docs that have been tagged."""
        missing = [doc for doc in docs if not doc.has_annotation("DEP")]
        bare = [doc for doc in missing if not doc.tensor.size]  # Docs out of the cache carry no vectors
        if bare and "tok2vec" in self.nlp.pipe_names:
            list(self.nlp.get_pipe("tok2vec").pipe(iter(bare), batch_size=64))
        list(self.nlp.get_pipe(_PARSER).pipe(iter(missing), batch_size=64))


def _load_spacy(name: str | None) -> Language:
    import spacy

    import claimx.nlp.components  # noqa: F401 - registers what the shipped pipeline names

    target = name or shipped_model()
    try:
        nlp = spacy.load(target)
    except OSError as error:
        raise ModelError(
            f"no spaCy pipeline {str(target)!r}",
            hint="give an installed package, a folder, or stanza; `claimx model list` shows what is here",
        ) from error
    except ValueError as error:
        raise ModelError(f"the pipeline {str(target)!r} does not load: {error}") from error
    gives = {attribute for pipe in nlp.analyze_pipes()["summary"].values() for attribute in pipe["assigns"]}
    for attribute, component in (("token.pos", "tagger or morphologizer"), ("token.dep", "parser")):
        if attribute not in gives:
            raise ModelError(
                f"the pipeline {str(target)!r} has no {component}",
                hint=f"claimx needs {attribute}; use the shipped model or add the component",
            )
    return nlp
