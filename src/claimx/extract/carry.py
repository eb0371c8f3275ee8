"""Quotations with no cue of their own that carry on the speech of the speaker before (or after) them."""

from __future__ import annotations

from collections.abc import Sequence

from claimx.article.mask import statement_rule
from claimx.extract.attribute import Attribution, _direct_span
from claimx.extract.units import Sentence
from claimx.rules.load import Steps

_RULE = "quotation.carried-over"


def carry_over(
    found: Sequence[Attribution], sentences: Sequence[Sentence], text: str, steps: Steps
) -> list[Attribution]:
    """Add the uncued quotations that stand as sentences of their own beside an attributed one."""
    out = list(found)
    if _RULE not in steps:
        return out
    reach = steps[_RULE]
    taken = [(start, end) for item in found for start, end in item.parts]
    cued = [item.sentence for item in found]
    for number, sentence in enumerate(sentences):
        words = [unit for unit in sentence.units if unit.tag != "PUNCT"]
        if len(words) != 1 or words[0].tag != "QUOTE" or not words[0].full:
            continue
        quotation = words[0].quotation
        if quotation is None:
            continue
        start, end = _direct_span(text, quotation)
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
