"""claimx reads Indonesian news and pulls out who said what, on whose behalf, and when.

The public names load on first use, so that ``import claimx`` stays light.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from claimx.errors import ClaimxError as ClaimxError
    from claimx.models import Article as Article
    from claimx.models import Record as Record
    from claimx.pipeline import Extractor as Extractor
    from claimx.pipeline import extract_text as extract_text
    from claimx.rules.load import load_rules as load_rules

__version__ = "0.1.0"

_PUBLIC = {
    "Article": "claimx.models",
    "ClaimxError": "claimx.errors",
    "Extractor": "claimx.pipeline",
    "Record": "claimx.models",
    "extract_text": "claimx.pipeline",
    "load_rules": "claimx.rules.load",
}

__all__ = ["__version__", *_PUBLIC]  # noqa: PLE0604 - the names are the keys, listed once


def __getattr__(name: str) -> object:
    if name not in _PUBLIC:
        raise AttributeError(f"module 'claimx' has no attribute {name!r}")
    return getattr(import_module(_PUBLIC[name]), name)


def __dir__() -> list[str]:
    return sorted(__all__)
