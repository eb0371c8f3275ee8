"""The parts beside an attribution: through whom it came, to whom and how it was said."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import regex

from claimx.extract.dates import Offsets
from claimx.models import Span
from claimx.rules.load import RuleSet
from claimx.rules.regexes import ByIdentity, compile_pattern, compile_rule, find_all, with_words
from claimx.rules.schema import PhraseRule

Part = Literal["via", "addressee", "manner"]

# What rules may call by name. A token of a name starts with a capital, is a domain, or mixes cases (detikNusa);
# days and months are capitalised as well but never part of a source.
_FRAGMENTS = {
    "WORD": r"[\w@](?:[\w&'’+/-]|\.(?=(?-i:\p{Ll})|\d)){0,40}",
    "TOKEN": r"(?!(?:$time.weekday|$time.month_name)\b)@?"
    r"(?:(?=(?-i:\p{Lu}))|(?=[\w-]{1,40}\.(?:com|co|id|net|org|news|tv)\b)|(?=(?-i:\p{Ll}{2,12}\p{Lu})))(?&WORD)",
    "NAME": r"(?&TOKEN)(?:\s(?:(?:of|the|for|de|&|dan)\s)?(?&TOKEN)){0,5}",
    "OUTLET": r"(?:$newsroom.head\s++(?:$newsroom.adjective\s++)*+){0,3}"
    r"(?:(?-i:\p{Lu})\w{1,20},\s(?=$newsroom.agency\b))?"
    r"(?:(?&NAME)|(?:$newsroom.agency|$newsroom.domestic)\b)",
    "TAIL": r"(?:(?!\s++(?:kepada|seperti|sebagaimana|bahwa|dikutip|dilansir|mengutip|melansir|dan|$time.weekday|"
    r"hari\s++ini|kemarin|pada\s++(?:(?:hari|tanggal|bulan|$time.stage)\s++)*+(?:$time.weekday|$time.month_name|\d))\b)"
    r"(?:[^,;:.()\"“”\n]|\.(?=\w))){0,120}",
}
_CALL = regex.compile(r"\(\?&(\w+)\)")


def _define(pattern: str) -> str:
    """Write down the fragments that a pattern calls, and those that they call in turn."""
    needed: list[str] = []
    queue = [pattern]
    while queue:
        for name in _CALL.findall(queue.pop()):
            if name in _FRAGMENTS and name not in needed:
                needed.append(name)
                queue.append(_FRAGMENTS[name])
    return (
        "(?(DEFINE)" + "".join(f"(?P<{n}>{_FRAGMENTS[n]})" for n in needed) + ")" if needed else ""
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase(Span):
    """A part beside an attribution with the rule that found it.

    Of a via, ``cue`` is the word that introduces it (``dilansir``), and ``document`` is true where it is no newsroom
    (``data …``, ``jurnal …``).
    """

    rule: str
    cue: Span | None = None
    document: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrases:
    """The parts beside one attribution."""

    via: Phrase | None = None
    addressee: Phrase | None = None
    manner: Phrase | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Pattern:
    id: str
    rule: PhraseRule
    regex: regex.Pattern[str]


def compile_phrase(rule_id: str, pattern: str, rules: RuleSet) -> regex.Pattern[str]:
    """Compile a phrase rule's pattern with the fragments it calls; a RuleError names the rule's place."""
    return compile_rule(rule_id, _define(pattern) + pattern, rules)


@lru_cache(maxsize=8)
def _patterns(key: ByIdentity) -> tuple[_Pattern, ...]:
    """Compile the phrase rules, the strongest first."""
    patterns = [
        _Pattern(id=rule_id, rule=rule, regex=compile_phrase(rule_id, rule.pattern, key.rules))
        for rule_id, rule in key.rules.of(PhraseRule, "phrase")
    ]
    return tuple(sorted(patterns, key=lambda p: (-p.rule.priority, p.id)))


@lru_cache(maxsize=8)
def _agency(key: ByIdentity) -> regex.Pattern[str]:
    """A news agency behind the words that announce it: ``kantor berita Korut, KCNA`` is KCNA."""
    known = (
        r"kantor\s++berita\s++(?:(?!(?:$newsroom.agency|$newsroom.domestic)\b)[\w,]++\s++){0,4}+"
    )
    return compile_pattern(
        "(?i)" + with_words(known + "(?P<name>$newsroom.agency|$newsroom.domestic)", key.rules)
    )


def find_phrases(
    text: str,
    *,
    sentence: Offsets,
    content: Sequence[Offsets],
    cue: Offsets | None,
    speaker: Offsets | None,
    rules: RuleSet,
) -> Phrases:
    """Find via, addressee and manner in the attribution's sentence, outside content, cue and speaker.

    What is said to an outlet (``kepada AFP``) has it as addressee, not as via.
    """
    beside = [span for span in (cue, speaker) if span]
    stretches = _free(sentence, [*content, *beside])

    def find(part: Part) -> Phrase | None:
        return next(_found(text, part, stretches, beside, rules), None)

    return Phrases(via=find("via"), addressee=find("addressee"), manner=find("manner"))


def find_outlet_source(
    text: str, *, sentence: Offsets, content: Sequence[Offsets], rules: RuleSet
) -> Phrase | None:
    """Find the outlet or document of a sentence that names no other speaker (``A, dilansir dari Z``).

    It is then the speaker, its ``cue`` the cue, and there is no via.
    """
    return next(_found(text, "via", _free(sentence, content), [], rules), None)


_SHORTEST = 8  # `ke Antara`: a shorter stretch holds no phrase


def _free(sentence: Offsets, taken: Sequence[Offsets]) -> list[Offsets]:
    """Return the stretches of the sentence that nothing has taken."""
    stretches: list[Offsets] = []
    at = sentence[0]
    for start, end in sorted(taken):
        if start > at:
            stretches.append((at, min(start, sentence[1])))
        at = max(at, end)
    if at < sentence[1]:
        stretches.append((at, sentence[1]))
    return [(start, end) for start, end in stretches if end - start >= _SHORTEST]


def _found(
    text: str,
    part: Part,
    stretches: Sequence[Offsets],
    beside: Sequence[Offsets],
    rules: RuleSet,
) -> Iterator[Phrase]:
    ends = {end for _, end in beside}
    for pattern in _patterns(ByIdentity(rules)):
        if pattern.rule.field != part:
            continue
        for start, end in stretches:
            for match in find_all(pattern.regex, text, start, end):
                if pattern.rule.beside and (
                    start not in ends or text[start : match.start()].strip()
                ):
                    continue
                group = part if part in match.re.groupindex else 0
                phrase = _phrase(text, pattern.id, match, group, rules)
                if phrase is not None:
                    yield phrase


def _phrase(
    text: str, rule_id: str, match: regex.Match[str], group: str | int, rules: RuleSet
) -> Phrase | None:
    start, end = match.span(group)
    agency = _agency(ByIdentity(rules)).fullmatch(text, start, end)
    if agency:
        start = agency.start("name")
    while start < end and text[start] in " \t\n\r\xa0,;:.\"“”'‘’-–—":
        start += 1
    while start < end and text[end - 1] in " \t\n\r\xa0,;:.\"“”'‘’-–—":
        end -= 1
    if start >= end:
        return None
    cue = match.span("cue") if "cue" in match.re.groupindex else (-1, -1)
    first = text[start:end].lower().split()[0]
    return Phrase(
        text=text[start:end],
        start=start,
        end=end,
        rule=rule_id,
        cue=Span.of(text, *cue) if cue[0] >= 0 else None,
        document=first in rules.words("newsroom.document"),
    )
