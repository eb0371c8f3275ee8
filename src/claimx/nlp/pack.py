"""What the model read, as bytes and back: the parts of a Doc that the rules look at."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

_ATTRIBUTES = ["ORTH", "SPACY", "POS", "LEMMA", "ENT_IOB", "ENT_TYPE", "SENT_START"]


def pack_docs(docs: Sequence[Doc]) -> bytes:
    """Pack Docs without heads, which few sentences need and `Model.add_heads` gives again."""
    from spacy.tokens import DocBin

    return DocBin(attrs=_ATTRIBUTES, docs=docs).to_bytes()


def unpack_docs(value: bytes, vocab: Vocab) -> list[Doc]:
    """Return the Docs in their order."""
    from spacy.tokens import DocBin

    return list(DocBin().from_bytes(value).get_docs(vocab))
