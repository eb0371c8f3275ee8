"""Two versions of a text, word by word (stdlib difflib)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Literal

Mark = Literal["same", "old", "new"]
# difflib takes quadratic time; longer texts are shown as one replaced by the other.
MAX_WORDS = 4000
WORD = re.compile(r"\w")


def word_marks(old: str, new: str, *, whole: bool = False) -> Iterator[tuple[Mark, str]]:
    """Yield stretches of text: in both, only in the old version, only in the new one.

    With ``whole`` the one text replaces the other, as numbers do. Joining the stretches that are not
    ``new`` gives the old text, those not ``old`` the new text.
    """
    a, b = _words(old), _words(new)
    if whole or max(len(a), len(b)) > MAX_WORDS:
        yield from _replaced(old, new)
        return
    gone = came = ""
    for what, a1, a2, b1, b2 in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        left, right = "".join(a[a1:a2]), "".join(b[b1:b2])
        # A space that happens to stand between other words in both is part of their replacement.
        if what == "equal" and not ((gone or came) and a2 < len(a) and not WORD.search(left)):
            yield from _replaced(gone, came)
            yield "same", left
            gone = came = ""
        else:
            gone, came = gone + left, came + right
    yield from _replaced(gone, came)


def _replaced(old: str, new: str) -> Iterator[tuple[Mark, str]]:
    if old:
        yield "old", old
    if new:
        yield "new", new


def _words(text: str) -> list[str]:
    return re.findall(r"\w+|\s+|[^\w\s]", text)
