"""Stanza's resources folder: what it holds for Indonesian, and how to fetch it.

The layout is Stanza's own, ``resources.json`` beside ``id/<processor>/<package>.pt``. Reading it
needs neither stanza nor torch.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from claimx.errors import ModelError

LANGUAGE = "id"
# What is run, in Stanza's names; the first three must be there.
NEEDED = ("tokenize", "pos", "depparse")
PROCESSORS = (*NEEDED, "mwt", "lemma")
EXTRA_HINT = "pip install 'claimx[stanza]'"
_IDENTITY = "identity"  # Stanza's word for a lemmatizer that needs no file
_FETCH_HINT = "`claimx model install stanza` fetches the official package"
# Silence of a server, not the whole time: the package has some hundred megabytes.
_SILENCE = 20.0


@dataclass(frozen=True, slots=True)
class StanzaFolder:
    """A complete folder: the default package's processors, and every file they need."""

    directory: Path
    packages: dict[str, str]
    files: tuple[Path, ...]
    meta: dict[str, Any]

    @property
    def name(self) -> str:
        """Name the folder by its parser, as in ``stanza_id_gsd_charlm``."""
        return f"stanza_{LANGUAGE}_{self.packages['depparse']}"

    def processors(self) -> dict[str, str]:
        """Pair each processor to run with its package; a parser wants lemmas, if only the forms."""
        return {"lemma": _IDENTITY, **self.packages}

    def fingerprint(self) -> str:
        """Hash what the files hold: a retrained model is another one."""
        digest = hashlib.sha256()
        for path in self.files:
            with path.open("rb") as file:
                digest.update(hashlib.file_digest(file, "sha256").digest())
        return digest.hexdigest()[:16]


def resources_folder() -> Path:
    """Find where Stanza keeps its packages: STANZA_RESOURCES_DIR, else the installed version's place.

    Up to 1.10 that was ``~/stanza_resources``, which still serves where the newer place is empty.
    """
    if named := os.environ.get("STANZA_RESOURCES_DIR"):
        return Path(named).expanduser()
    older = Path("~/stanza_resources").expanduser()
    if not stanza_installed():
        return older
    from stanza.resources.common import DEFAULT_MODEL_DIR

    usual = Path(DEFAULT_MODEL_DIR)
    return older if older.exists() and not usual.exists() else usual


def stanza_installed() -> bool:
    """Tell whether the extra is there, without importing torch."""
    return all(find_spec(name) is not None for name in ("stanza", "torch"))


def require_stanza() -> None:
    """Raise the ModelError that says what to install, if it is not."""
    if not stanza_installed():
        raise ModelError("stanza and torch are not installed", hint=EXTRA_HINT)


def read_folder(directory: Path) -> StanzaFolder:
    """Read what a folder holds. Raises ModelError, naming the part, where something is missing."""
    catalogue = directory / "resources.json"
    if not catalogue.is_file():
        raise ModelError(f"no Stanza resources in {str(directory)!r}", hint=_FETCH_HINT)
    try:
        entries = json.loads(catalogue.read_text(encoding="utf-8"))[LANGUAGE]
        packages = {p: own for p, own in entries["packages"]["default"].items() if p in PROCESSORS}
        parts = [part for p, own in packages.items() for part in _parts(entries, p, own)]
        about = directory / "meta.json"
        meta = json.loads(about.read_text(encoding="utf-8")) if about.is_file() else {}
    except (ValueError, LookupError, TypeError, AttributeError) as error:
        raise ModelError(
            f"no Indonesian default package in {str(catalogue)!r} ({error!r})", hint=_FETCH_HINT
        ) from error
    files = [directory / LANGUAGE / folder / f"{package}.pt" for folder, package in parts]
    lacking = [processor for processor in NEEDED if processor not in packages]
    lacking += [str(path.relative_to(directory)) for path in files if not path.is_file()]
    if lacking:
        raise ModelError(
            f"the Stanza package in {str(directory)!r} lacks {', '.join(lacking)}",
            hint=_FETCH_HINT,
        )
    return StanzaFolder(directory, packages, tuple(dict.fromkeys(files)), meta)


def _parts(entries: dict[str, Any], processor: str, package: str) -> Iterator[tuple[str, str]]:
    """Yield (folder, package) of a processor and of the vectors and character models it needs."""
    if package == _IDENTITY:
        return
    yield processor, package
    for need in entries[processor][package].get("dependencies") or ():
        yield need["model"], need["package"]


def install(directory: Path, *, silence: float = _SILENCE) -> StanzaFolder:
    """Fetch the official package into a folder, by Stanza's own downloader.

    Gives up when a server is silent for ``silence`` seconds. Raises ModelError where it cannot be
    had, with what to do by hand.
    """
    require_stanza()
    import stanza
    from stanza.resources.common import download_resources_json, load_resources_json

    source = os.environ.get("STANZA_RESOURCES_URL", stanza.resources.common.DEFAULT_RESOURCES_URL)
    try:
        with _impatient(silence):
            download_resources_json(str(directory), resources_url=source)
            packages = load_resources_json(str(directory))[LANGUAGE]["packages"]["default"].items()
            stanza.download(
                LANGUAGE,
                model_dir=str(directory),
                package=None,
                processors={p: o for p, o in packages if p in PROCESSORS and o != _IDENTITY},
                download_json=False,
                logging_level="ERROR",
            )
    except (
        Exception
    ) as error:  # of requests, of httpx under the model hub's client, of Stanza itself
        raise ModelError(
            f"the official Stanza package cannot be fetched from {source}: {_brief(error)}",
            hint=f"on a machine with access run python -c \"import stanza; stanza.download('{LANGUAGE}')\""
            f" and copy its resources folder to {directory}, or use --model stanza:DIR;"
            " the shipped model needs no download",
        ) from error
    return read_folder(directory)


def _brief(error: Exception) -> str:
    """Shorten what requests wraps around the reason."""
    text = str(error).partition("\n")[0]
    return text.rpartition("(Caused by ")[2].removesuffix(")")


@contextmanager
def _impatient(silence: float) -> Iterator[None]:
    """Give every request without a timeout one: Stanza sets none, and requests then waits for ever."""
    from requests.adapters import HTTPAdapter

    patient = HTTPAdapter.send

    def send(self: HTTPAdapter, *args: Any, **kwargs: Any) -> Any:
        kwargs["timeout"] = kwargs.get("timeout") or silence
        return patient(self, *args, **kwargs)

    HTTPAdapter.send = send  # type: ignore[method-assign]
    try:
        yield
    finally:
        HTTPAdapter.send = patient  # type: ignore[method-assign]
