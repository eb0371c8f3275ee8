"""What models are here: the shipped one, installed spaCy packages for Indonesian, Stanza's folder.

Read from the models' own descriptions; nothing is loaded and nothing is fetched.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from claimx.errors import ModelError
from claimx.nlp.load import shipped_model
from claimx.nlp.resources import (
    EXTRA_HINT,
    LANGUAGE,
    read_folder,
    resources_folder,
    stanza_installed,
)

Kind = Literal["shipped", "spacy", "stanza"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelInfo:
    """A model as it describes itself. ``option`` is what ``--model`` takes, None for the default.

    ``problem`` says why it cannot be used as things are. ``figures`` are those of its makers.
    """

    name: str
    kind: Kind
    option: str | None
    path: str
    version: str | None = None
    licence: str | None = None
    components: tuple[str, ...] = ()
    figures: dict[str, float] = field(default_factory=dict)
    sources: tuple[str, ...] = ()
    size: int = 0
    problem: str | None = None


def list_models() -> list[ModelInfo]:
    """List every model found, the shipped one first; what is missing is listed with its problem."""
    return [_or_problem(None, "shipped"), *_packages(), _or_problem("stanza", "stanza")]


def describe(option: str | None = None) -> ModelInfo:
    """Describe the model that ``--model`` names. Raises ModelError where there is none."""
    if option is None or option == "shipped":
        return _spacy(shipped_model(), "shipped", None)
    if option == "stanza" or option.startswith("stanza:"):
        return _stanza(option)
    if Path(option).is_dir():
        return _spacy(Path(option), "spacy", option)
    import spacy

    if not spacy.util.is_package(option):
        raise ModelError(
            f"no model {option!r}", hint="`claimx model list` shows what is here; a folder will do"
        )
    return _spacy(_package_folder(option), "spacy", option)


def _or_problem(option: str | None, kind: Kind) -> ModelInfo:
    try:
        return describe(option)
    except ModelError as error:
        path = shipped_model() if option is None else resources_folder()
        return ModelInfo(
            name=option or kind, kind=kind, option=option, path=str(path), problem=str(error)
        )


def _packages() -> Iterator[ModelInfo]:
    """Describe the installed pipelines for Indonesian, and those for any language (xx)."""
    import spacy

    for name in sorted(spacy.util.get_installed_models()):
        if name.startswith((f"{LANGUAGE}_", "xx_")):
            yield _spacy(_package_folder(name), "spacy", name)


def _package_folder(name: str) -> Path:
    """Find the data folder of an installed package: `NAME/NAME-VERSION` beside its meta.json."""
    import spacy

    root = spacy.util.get_package_path(name)
    return next((path.parent for path in sorted(root.glob("*/config.cfg"))), root)


def _spacy(folder: Path, kind: Kind, option: str | None) -> ModelInfo:
    try:
        meta = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
        return ModelInfo(
            name=f"{meta['lang']}_{meta['name']}",
            kind=kind,
            option=option,
            path=str(folder),
            version=meta.get("version"),
            licence=meta.get("license") or None,
            components=tuple(meta.get("components", ())),
            figures=_numbers(meta.get("performance")),
            sources=_names(meta.get("sources")),
            size=_size(folder.rglob("*")),
        )
    except (OSError, ValueError, LookupError, TypeError, AttributeError) as error:
        raise ModelError(
            f"no spaCy pipeline in {str(folder)!r} ({type(error).__name__}: {error})",
            hint="a pipeline's folder holds meta.json and config.cfg",
        ) from error


def _stanza(option: str) -> ModelInfo:
    named = option.partition(":")[2]
    folder = read_folder(Path(named).expanduser() if named else resources_folder())
    meta = folder.meta
    return ModelInfo(
        name=folder.name,
        kind="stanza",
        option=option,
        path=str(folder.directory),
        version=meta.get("version"),
        licence=meta.get("license"),
        components=tuple(f"{part}={package}" for part, package in folder.packages.items()),
        figures=_numbers(meta.get("performance")),
        sources=_names(meta.get("sources")),
        size=_size(folder.files),
        problem=None if stanza_installed() else f"stanza is not installed ({EXTRA_HINT})",
    )


def _numbers(performance: Any) -> dict[str, float]:
    """Keep the plain figures: scores by label are for the model's own card."""
    if not isinstance(performance, Mapping):
        return {}
    return {k: v for k, v in performance.items() if isinstance(v, int | float)}


def _names(sources: Any) -> tuple[str, ...]:
    return tuple(source["name"] for source in sources or () if isinstance(source, Mapping))


def _size(paths: Any) -> int:
    return sum(path.stat().st_size for path in paths if path.is_file())
