"""When a value found and one annotated count as the same, just as the reference scorer has it."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

from claimx.models import StatementDate

# Cut from both ends of a span before two spans are compared.
LOOSE = frozenset(" \t\r\n\u00a0\"'“”‘’«».,;:!?–—-…()[]")
# Words of address that are no part of a name.
HONORIFICS = frozenset(
    {"bapak", "pak", "ibu", "bu", "dr", "drs", "ir", "prof", "h", "hj", "kh", "sang"}
)
SAME_FIELD = 0.5  # token F1 from which a cue, role or affiliation is right
SAME_PHRASE = 0.6  # the same for an unnamed source, which is a phrase and no name
FULL_NAME = 2  # words from which a name may stand for a longer form of it


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """Cut quotes, punctuation and space from both ends of a span."""
    while start < end and text[start] in LOOSE:
        start += 1
    while end > start and text[end - 1] in LOOSE:
        end -= 1
    return start, end


def same_name(gold: str | None, found: str | None, text: str = "") -> bool:
    """Tell whether two names mean the same speaker.

    Case and honorifics do not count; a full name and a longer form of it agree, as do a name and
    the abbreviation that ``text`` introduces in brackets; a surname alone does not stand for the
    full name.
    """
    if not gold or not found:
        return not gold and not found
    lower = text.casefold()
    if f"{gold} ({found})".casefold() in lower or f"{found} ({gold})".casefold() in lower:
        return True
    a = [word for word in words(gold) if word not in HONORIFICS]
    b = [word for word in words(found) if word not in HONORIFICS]
    if a == b:
        return True
    one, other = set(a), set(b)
    if min(len(one), len(other)) >= FULL_NAME and (one <= other or other <= one):
        return True
    is_phrase = any(not word[:1].isupper() for word in gold.split())
    return is_phrase and overlap(gold, found) >= SAME_PHRASE


def same_field(gold: str | None, found: str | None) -> bool:
    """Tell whether a cue, role or affiliation is right: half of the words, counted both ways."""
    if not gold or not found:
        return not gold and not found
    return overlap(gold, found) >= SAME_FIELD


def same_date(gold: str, found: StatementDate | None) -> bool:
    """Tell whether a date is right; it may be more precise than gold, never less."""
    iso = found.iso if found else None
    return bool(iso) and (iso or "").startswith(gold)


def words(value: str) -> list[str]:
    """Return the words of a value without case."""
    return re.findall(r"\w+", unicodedata.normalize("NFKC", value).casefold())


def overlap(a: str, b: str) -> float:
    """Return the F1 of two values over their words."""
    left, right = Counter(words(a)), Counter(words(b))
    shared = (left & right).total()
    return 2 * shared / (left.total() + right.total()) if shared else 0.0
