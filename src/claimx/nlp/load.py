"""The one place that loads a model: the shipped pipeline, another spaCy pipeline, or Stanza."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from claimx.errors import ModelError

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

_PARSER = "parser"
_TOKENIZED = 20_000  # strings between spaces whose tokens are remembered
_BATCH = 256  # Docs read together, so that sentences of like length go side by side

# (masked text, offsets at which its sentences start)
ParseInput = tuple[str, Sequence[int]]

# What a pipeline must annotate, with the component that does. It is asked by a sentence and not by
# its list of components, since UPOS may come from several and some do not declare what they set.
_NEEDED = {
    "POS": "tagger or morphologizer that gives UPOS",
    "DEP": "parser that gives heads and labels",
}
_PROBE = "Budi pergi ke pasar."
# Entity labels of other pipelines in the terms of the rules; the rest is dropped.
_LABELS = {
    **dict.fromkeys(("PER", "PERSON", "PERS"), "PER"),
    **dict.fromkeys(("ORG", "ORGANIZATION", "ORGANISATION", "NOR"), "ORG"),
    **dict.fromkeys(("LOC", "GPE", "FAC", "LOCATION", "PLACE"), "LOC"),
}


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


def one_thread() -> AbstractContextManager[Any]:
    """Hold matrix products to one thread as long as it lasts; for use once a model is loaded.

    A sentence is too small to be shared out: beside a busy neighbour threads that wait for one another are ten
    times as slow. Workers share the cores already. And with the number of threads the last digits of
    a product would change, and with them the bytes of a run.
    """
    found: AbstractContextManager[Any] = _libraries().limit(limits=1, user_api="blas")
    return found


@cache
def _libraries() -> Any:
    from threadpoolctl import ThreadpoolController  # type: ignore[import-untyped]

    return ThreadpoolController()


def fingerprint_of(name: str | None = None) -> str:
    """Return the fingerprint of a model, without loading it where its folder is known."""
    folder = shipped_model() if name is None else Path(name)
    return digest_of(folder) if folder.is_dir() else load_model(name).fingerprint


class SpacyModel:
    """A spaCy pipeline; it must give UPOS, and heads and labels."""

    name: str
    fingerprint: str

    def __init__(self, name: str | None = None) -> None:
        self.nlp = _load_spacy(name)
        self.vocab = self.nlp.vocab
        tokenizer: Any = self.nlp.tokenizer
        tokenizer.max_cache_size = _TOKENIZED
        meta = self.nlp.meta
        self.name = f"{meta['lang']}_{meta['name']}"
        self.fingerprint = digest_of(self.nlp.path)

    def parse(self, inputs: Iterable[ParseInput]) -> Iterator[Doc]:
        """Yield one Doc an input, without heads; sentence starts are fixed before the parser runs."""
        from claimx.nlp.components import set_sentence_starts

        def docs() -> Iterator[Doc]:
            for text, starts in inputs:
                doc = self.nlp.make_doc(text)
                set_sentence_starts(doc, list(starts))
                yield doc

        parsed = self.nlp.pipe(docs(), batch_size=_BATCH, disable=[_PARSER])
        yield from parsed if "claimx_lemmas" in self.nlp.pipe_names else map(_adapt, parsed)

    def add_heads(self, docs: Sequence[Doc]) -> None:
        """Run the parser over Docs that have been tagged.

        Their vectors are made anew, so that a Doc out of a cache, which keeps none, is read alike.
        """
        missing = [doc for doc in docs if not doc.has_annotation("DEP")]
        if not missing:
            return
        pipes: dict[str, Any] = dict(self.nlp.pipeline)
        if "tok2vec" in pipes:
            list(pipes["tok2vec"].pipe(iter(missing), batch_size=_BATCH))
        list(pipes[_PARSER].pipe(iter(missing), batch_size=_BATCH))


def _adapt(doc: Doc) -> Doc:
    """Give a Doc of a foreign pipeline the lemmas and entity labels that the rules ask for."""
    from spacy.tokens import Span

    from claimx.nlp.components import claimx_lemmas

    doc.ents = [
        Span(doc, entity.start, entity.end, label=_LABELS[entity.label_])
        for entity in doc.ents
        if entity.label_ in _LABELS
    ]
    claimx_lemmas(doc)
    return doc


def digest_of(folder: Path) -> str:
    """Hash every file of a model's folder: a retrained model is another one."""
    digest = hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        digest.update(str(path.relative_to(folder)).encode() + b"\0")
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:16]


def _load_spacy(name: str | None) -> Language:
    import spacy

    import claimx.nlp.components  # noqa: F401 - registers what the shipped pipeline names

    target = name or str(shipped_model())
    try:
        nlp = spacy.load(target)
        probe = nlp(_PROBE)
    except Exception as error:  # a damaged model raises whatever its bytes happen to hit
        if not (Path(target).exists() or spacy.util.is_package(target)):
            raise ModelError(
                f"no spaCy pipeline {target!r}",
                hint="give an installed package, a folder, or stanza; `claimx model list` shows what is here",
            ) from error
        fault = f"{type(error).__name__}: {error}".partition("\n")[0]
        raise ModelError(
            f"the pipeline {target!r} does not load: {fault}",
            hint="it is damaged, or made for another version of spaCy",
        ) from error
    lacking = [part for layer, part in _NEEDED.items() if not probe.has_annotation(layer)]
    if lacking:
        raise ModelError(
            f"the pipeline {target!r} has no {' and no '.join(lacking)}",
            hint="use the shipped model or add the component",
        )
    return nlp
