"""A glance at sentences before the model reads them: most of what names nobody and quotes nobody stays unread.

Reading costs more than all the rest. A sentence can matter to a record only if it attributes something (a
reporting word, a quotation, a colon), names somebody (a capital behind its first word), or tells of a group
in a text that calls one `mereka`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from claimx.article.marks import Quotation
from claimx.rules.load import RuleSet

_WORD = re.compile(r"\w+|[^\w\s]")
# Word lists whose words attribute something, and those whose capitals name nobody.
_TELLING = (
    "cue.after",
    "cue.clitic",
    "cue.active",
    "cue.passive",
    "cue.passive_clitic",
    "cue.request",
    "cue.quoting",
    "cue.according",
    "cue.according_clitic",
    "cue.relay",
    "cue.said_noun",
)
_DATING = ("time.weekday", "time.month")
_GROUP_PRONOUNS = frozenset({"mereka", "keduanya", "ketiganya"})
# Marks of everyday sentences: any other may belong to an attribution or a name.
_PLAIN_MARKS = frozenset(",.;!?%()/-")


@dataclass(frozen=True, slots=True, kw_only=True)
class GlanceWords:
    """Words, in lower case: no sentence left unread has a ``telling`` one, nor one for ``groups`` where they count.

    The capital of the others names nobody.
    """

    telling: AbstractSet[str]
    groups: AbstractSet[str]
    dating: AbstractSet[str]
    opening: AbstractSet[str]

    @classmethod
    def of(cls, rules: RuleSet) -> GlanceWords:
        """Take the lists from the rules."""

        def words(*names: str) -> AbstractSet[str]:
            forms = (form for name in names for form in rules.words(name))
            return frozenset(word for form in forms for word in _WORD.findall(form))

        return cls(
            telling=words(*_TELLING),
            groups=words("role.plural"),
            dating=words(*_DATING),
            opening=words("connective.opener", "connective.detached"),
        )


def common_words(text: str) -> AbstractSet[str]:
    """Return the words that a text has in lower case: at the start of a sentence they are no names."""
    return frozenset(word for word in _WORD.findall(text) if word.islower())


def unread(
    text: str,
    sentences: Sequence[tuple[int, int]],
    quotations: Sequence[Quotation],
    common: AbstractSet[str],
    words: GlanceWords,
) -> list[tuple[int, int]]:
    """Return those sentences of a paragraph that neither attribute anything nor name anybody.

    ``common`` are the text's own words in lower case (`common_words`).
    """
    telling = words.telling
    if not _GROUP_PRONOUNS.isdisjoint(common):
        telling |= words.groups
    left = []
    for start, end in sentences:
        if any(q.start < end and start < q.end for q in quotations):
            continue
        if not _tells(_WORD.findall(text, start, end), telling, common, words):
            left.append((start, end))
    return left


def _tells(
    found: Sequence[str], telling: AbstractSet[str], common: AbstractSet[str], words: GlanceWords
) -> bool:
    first = True
    for word in found:
        if word[0].isalnum():
            lower = word.lower()
            if lower in telling:
                return True
            if word[0].isupper() and lower not in words.dating:
                if not (first and (lower in common or lower in words.opening)):
                    return True
            first = False
        elif word not in _PLAIN_MARKS:
            return True
    return False
