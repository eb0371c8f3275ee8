"""A pipeline that cannot serve is refused at once, by one error that names what is wrong."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span

from claimx.errors import Exit, ModelError
from claimx.nlp.load import digest_of, load_model

TAGS = ["POS=NOUN", "POS=PROPN", "POS=VERB", "POS=PUNCT"]
LABELS = ["nsubj", "obl", "punct"]


def tagger(nlp: Language) -> None:
    pipe = nlp.add_pipe("morphologizer")
    for label in TAGS:
        pipe.add_label(label)


def parser(nlp: Language) -> None:
    pipe = nlp.add_pipe("parser", config={"min_action_freq": 0})
    for label in LABELS:
        pipe.add_label(label)


@Language.component("test_foreign_names")
def foreign_names(doc: Doc) -> Doc:
    """Entities in the labels of OntoNotes."""
    doc.ents = [Span(doc, 0, 1, label="PERSON"), Span(doc, 1, 2, label="DATE")]
    return doc


Maker = Callable[..., str]


@pytest.fixture(scope="module")
def pipeline(tmp_path_factory: pytest.TempPathFactory) -> Maker:
    """Return a maker of small untrained pipelines on disk; each is made once."""

    @cache
    def make(*parts: Callable[[Language], None]) -> str:
        spacy.util.fix_random_seed(1)
        nlp = spacy.blank("id")
        for part in parts:
            part(nlp)
        nlp.initialize()
        path = tmp_path_factory.mktemp("pipeline")
        nlp.to_disk(path)
        return str(path)

    return make


def names(nlp: Language) -> None:
    nlp.add_pipe("test_foreign_names")


def test_a_pipeline_with_both_parts_serves(pipeline: Maker) -> None:
    """Tags, heads and sentence starts are there; lemmas and entity labels are claimx's."""
    model = load_model(pipeline(tagger, parser, names))
    (doc,) = model.parse([("Budi mengatakan harga naik. Lalu pulang.", [0])])
    model.add_heads([doc])
    assert model.name == "id_pipeline" and len(model.fingerprint) == 16
    assert doc.has_annotation("POS") and doc.has_annotation("DEP")
    assert [token.i for token in doc if token.is_sent_start] == [0]
    assert doc[1].lemma_ == "kata"
    assert [(e.text, e.label_) for e in doc.ents] == [("Budi", "PER")]


@pytest.mark.parametrize(
    ("parts", "named"),
    [
        ([], "no tagger or morphologizer that gives UPOS and no parser that gives heads"),
        ([parser], "no tagger or morphologizer that gives UPOS [(]"),
        ([tagger], "no parser that gives heads and labels [(]"),
    ],
    ids=["both", "tagger", "parser"],
)
def test_a_missing_component_is_named(
    pipeline: Maker, parts: list[Callable[[Language], None]], named: str
) -> None:
    with pytest.raises(ModelError, match=named) as caught:
        load_model(pipeline(*parts))
    assert caught.value.exit_code is Exit.MODEL


@pytest.mark.parametrize("name", ["id_no_such_package", "/no/such/folder"])
def test_a_model_that_is_not_there(name: str) -> None:
    with pytest.raises(ModelError, match=f"no spaCy pipeline '{name}' .+claimx model list"):
        load_model(name)


@pytest.mark.parametrize(
    ("part", "content"),
    [
        ("config.cfg", "[nlp\nlang="),
        ("config.cfg", None),
        ("meta.json", "{"),
        ("parser/model", "no weights"),
        ("vocab/strings.json", "[1"),
    ],
)
def test_a_damaged_model_is_one_clear_error(
    pipeline: Maker, tmp_path: Path, part: str, content: str | None
) -> None:
    path = str(shutil.copytree(pipeline(tagger, parser, names), tmp_path / "damaged"))
    target = Path(path) / part
    if content is None:
        target.unlink()
    else:
        target.write_text(content)
    with pytest.raises(ModelError, match=f"the pipeline '{path}' does not load: "):
        load_model(path)


def test_the_fingerprint_is_of_the_bytes(pipeline: Maker, tmp_path: Path) -> None:
    """Trained again under the same name and version it is another model."""
    copy = shutil.copytree(pipeline(tagger, parser, names), tmp_path / "copy")
    before = digest_of(copy)
    assert before == digest_of(Path(pipeline(tagger, parser, names)))
    weights = copy / "parser" / "model"
    weights.write_bytes(weights.read_bytes()[:-1] + b"?")
    assert digest_of(copy) != before
