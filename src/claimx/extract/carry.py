"""Quotations with no cue of their own that carry on the speech of the speaker before (or after) them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from claimx.article.mask import statement_rule
from claimx.extract.attribute import Attribution
from claimx.extract.content import direct_span
from claimx.extract.units import Sentence
from claimx.rules.load import Steps

_RULE = "quotation.carried-over"
# What may stand between the speaker and the rest of a quotation: `"A," kata X di Y, Senin, "B"`.
_BETWEEN = frozenset({"PUNCT", "PP", "DATE", "ADJUNCT"})


def carry_over(
    found: Sequence[Attribution], sentences: Sequence[Sentence], text: str, steps: Steps
) -> list[Attribution]:
    """Add the uncued quotations that stand as sentences of their own beside an attributed one."""
    out = list(found)
    if _RULE not in steps:
        return out
    reach = steps[_RULE]
    out += _continued(found, sentences, text, steps)
    taken = [(start, end) for item in out for start, end in item.parts]
    cued = [item.sentence for item in found]
    for number, sentence in enumerate(sentences):
        words = [unit for unit in sentence.units if unit.tag != "PUNCT"]
        if len(words) != 1 or words[0].tag != "QUOTE" or not words[0].full:
            continue
        quotation = words[0].quotation
        if quotation is None:
            continue
        start, end = direct_span(text, quotation)
        if end <= start or any(s < end and start < e for s, e in taken):
            continue
        if not any(-reach["before"] <= number - n <= reach["after"] and n != number for n in cued):
            continue
        statement = statement_rule(text[quotation.inner_start : quotation.inner_end], steps)
        flags = ("carried_over",) if quotation.closed else ("carried_over", "unclosed_quote")
        out.append(
            Attribution(
                type="direct",
                parts=((start, end),),
                cue=None,
                lemma="",
                speaker=None,
                clitic=None,
                rules=(_RULE, statement) if statement else (_RULE,),
                priority=0,
                sentence=number,
                flags=flags,
            )
        )
        cued.append(number)
    return sorted(out, key=lambda a: (a.start, a.end))


def _continued(
    found: Sequence[Attribution], sentences: Sequence[Sentence], text: str, steps: Steps
) -> Iterator[Attribution]:
    """Yield the rest of each quotation that its cue interrupts: `"A," kata X, "B."` The longer of the two has the cue."""
    taken = {start for item in found for start, _ in item.parts}
    for item in found:
        after = item.speaker.end if item.speaker else item.cue[1] if item.cue else 0
        if item.type != "direct" or item.cue is None or item.cue[0] < item.end:
            continue
        behind = [unit for unit in sentences[item.sentence].units if unit.start >= after]
        rest = next((unit for unit in behind if unit.tag not in _BETWEEN), None)
        if rest is None or rest.quotation is None or behind[0] is rest:
            continue
        last = (
            behind.index(rest) + 1 == len(behind) or behind[behind.index(rest) + 1].tag == "PUNCT"
        )
        start, end = direct_span(text, rest.quotation)
        if (
            not last
            or end <= start
            or start in taken
            or text[after : rest.start].strip()[:1] != ","
        ):
            continue
        statement = statement_rule(text[start:end], steps)
        rules = (_RULE, statement) if statement else (_RULE,)
        part = replace(item, parts=((start, end),), rules=rules, flags=("carried_over",))
        longer = end - start > item.end - item.start
        yield part if longer else replace(part, cue=None, lemma="", speaker=None, clitic=None)
