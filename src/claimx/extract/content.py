"""What is said: from the units that a rule matched to the span of the content.

Connectives and complementisers stay outside, a further attribution ends the content, and a thing is no clause.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from claimx.article.marks import Quotation
from claimx.article.mask import statement_rule
from claimx.extract.units import PERSONAL, Unit
from claimx.models import QuoteType
from claimx.rules.load import RuleSet, Steps
from claimx.rules.match import Match

_PREDICATES = frozenset({"VERB", "AUX", "ADJ", "CUE", "PART", "ADV"})


@dataclass(frozen=True, slots=True, kw_only=True)
class CueWords:
    """The word lists that decide what a content may be, and the steps that tell what is in quotation marks."""

    guarded: Mapping[str, str]
    befallen: Mapping[str, str]
    complementisers: Mapping[str, str]
    clitics: Mapping[str, str]
    speech_nouns: Mapping[str, str]
    chain: Mapping[str, str]
    active: Mapping[str, str]
    according: Mapping[str, str]
    requests: Mapping[str, str]
    said_nouns: Mapping[str, str]
    negators: Mapping[str, str]
    denials: Mapping[str, str]
    no_source: Mapping[str, str]
    subordinators: Mapping[str, str]
    occasions: Mapping[str, str]
    refusals: Mapping[str, str]
    withheld: Mapping[str, str]
    negations: Mapping[str, str]
    contrasts: Mapping[str, str]
    obliques: Mapping[str, str]
    hopes: Mapping[str, str]
    causes: Mapping[str, str]
    likeness: Mapping[str, str]
    modals: Mapping[str, str]
    steps: Steps

    @classmethod
    def of(cls, rules: RuleSet) -> CueWords:
        """Take the lists from the rules."""
        clitics = {
            **rules.words("cue.clitic"),
            **rules.words("cue.according_clitic"),
            **rules.words("cue.passive_clitic"),
        }
        return cls(
            guarded=rules.words("cue.guarded"),
            befallen=rules.words("cue.befallen"),
            complementisers=rules.words("cue.complementiser"),
            clitics=clitics,
            speech_nouns=rules.words("role.speech_noun"),
            chain=rules.words("connective.chain"),
            active=rules.words("cue.active"),
            according={
                **rules.words("cue.according"),
                **rules.words("cue.according_clitic"),
            },
            requests=rules.words("cue.request"),
            said_nouns=rules.words("cue.said_noun"),
            negators=rules.words("cue.negator"),
            denials=rules.words("cue.denial"),
            no_source=rules.words("cue.no_source"),
            subordinators=rules.words("clause.subordinator"),
            occasions=rules.words("clause.occasion"),
            refusals=rules.words("clause.refusal"),
            withheld=rules.words("clause.withheld"),
            negations=rules.words("clause.negation"),
            contrasts=rules.words("clause.contrast"),
            obliques=rules.words("clause.oblique"),
            hopes=rules.words("clause.hope"),
            causes=rules.words("clause.cause"),
            likeness=rules.words("clause.likeness"),
            modals=rules.words("clause.modal"),
            steps=rules.steps("quotation"),
        )


def direct_span(text: str, quotation: Quotation) -> tuple[int, int]:
    """What stands between the marks, without space and the comma before the closing one."""
    start, end = quotation.inner_start, quotation.inner_end
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if end > start and text[end - 1] == ",":
        end -= 1
    return start, end


def reported_clause(
    match: Match, units: Sequence[Unit], cue: Unit | None, text: str, words: CueWords
) -> tuple[tuple[tuple[int, int], ...], QuoteType, tuple[str, ...]] | None:
    """Trim the captured content to the reported clause; say what type it is, and by which rules."""
    first, last = match.captures["content"]
    cue_at = match.captures["cue"][0] if "cue" in match.captures else -1
    outer = first < cue_at < last  # the cue stands inside the content
    if outer:
        first = _skip_opening(units, first, words)
        if first >= cue_at:  # only a connective stood before the cue
            first = max(match.captures.get("speaker", (0, cue_at + 1))[1], cue_at + 1)
            outer = False
    before_first = first
    first = _skip_opening(units, first, words, after_cue=not outer and cue_at < first)
    if cue and not outer and cue.lower not in words.active:
        first = _skip_relative(units, first, last) if first < last else first
    if cue and not outer and cue.lower not in words.active and first + 2 < last:
        if (
            units[first].tag == "NP"
            and units[first + 1].tag == "CUE"
            and units[first + 1].lower in words.active
            and units[first].tokens[0].pos == "PRON"
        ):
            first = _skip_opening(
                units, first + 2, words, after_cue=True
            )  # `Menurut X, ia mengatakan A`: A
    last = _cut(units, first if not outer else cue_at + 1, last, text, words)
    while last > first and (units[last - 1].tag == "PUNCT" or units[last - 1].lower in (".", ",")):
        last -= 1
    if first >= last:
        return None
    inside = list(units[first:last])
    if (
        not outer
        and cue_at < first
        and not _is_clause(units, before_first, first, last, cue, words)
    ):
        return None
    start, end = inside[0].start, inside[-1].end
    if not any(char.isalpha() for char in text[start:end]):
        return None  # an age: `Seperti diungkapkan X, 61.`
    full = [u for u in inside if u.tag == "QUOTE"]
    if len(inside) == 1 and full:
        quotation = full[0].quotation
        assert quotation is not None
        begins = text[quotation.inner_start : quotation.inner_end].lstrip()[:1]
        if full[0].full and begins.isupper():
            return ((direct_span(text, quotation)),), "direct", statement(full[0], text, words)
        return ((start, end),), "mixed", ()
    mixed = _mixed(full, text, words)
    kind: QuoteType = "mixed" if mixed else "indirect"
    if outer:
        a = units[cue_at - 1]
        before = start, a.end if a.tag != "PUNCT" else units[cue_at - 2].end
        return (before, _after_cue(match, units, end)), kind, mixed
    return ((start, end),), kind, mixed


def unsaid(units: Sequence[Unit], cue: int, words: CueWords) -> bool:
    """`enggan menyebutkan`, `belum menjelaskan`, `perlu memastikan`: nothing has been said; denied denials assert."""
    if cue == 0 or units[cue].lower not in words.active or units[cue].lower in words.denials:
        return False
    before = units[max(0, cue - 2) : cue]  # `membuat warga yakin`, `membuatnya yakin`
    caused = any(unit.lower.removesuffix("nya") in words.causes for unit in before)
    return caused or units[cue - 1].tokens[-1].lower in words.negators


def inside_clause(units: Sequence[Unit], at: int, text: str) -> bool:
    """A quotation in lower case behind words of the same clause is a part of it, not the whole speech."""
    quotation = units[at].quotation
    before = [u for u in units[:at] if u.tag not in ("PUNCT", "CONN")]
    if quotation is None or not before or any(u.tag in ("CUE", "QUOTE") for u in before):
        return False
    return text[quotation.inner_start : quotation.inner_end].lstrip()[:1].islower()


def statement(quote: Unit, text: str, words: CueWords) -> tuple[str, ...]:
    """Name the rule by which a quotation is a statement."""
    if quote.quotation is None:
        return ()
    rule = statement_rule(
        text[quote.quotation.inner_start : quote.quotation.inner_end], words.steps
    )
    return (rule,) if rule else ()


def _mixed(quotes: Sequence[Unit], text: str, words: CueWords) -> tuple[str, ...]:
    """Name the rule by which quoted phrases carry the speech of the clause that holds them."""
    if "quotation.mixed" not in words.steps:
        return ()
    inside = [text[q.quotation.inner_start : q.quotation.inner_end] for q in quotes if q.quotation]
    least = words.steps["quotation.mixed"]["words"]
    return ("quotation.mixed",) if any(len(phrase.split()) >= least for phrase in inside) else ()


def _after_cue(match: Match, units: Sequence[Unit], end: int) -> tuple[int, int]:
    at = max(match.captures["cue"][1], match.captures.get("speaker", (0, 0))[1])
    while (
        at < len(units)
        and units[at].tag in ("PUNCT", "PP", "DATE", "ADJUNCT")
        and units[at].lower != ","
    ):
        at += 1
    while at < len(units) and units[at].lower == ",":
        at += 1
    return units[at].start if at < len(units) and units[at].start < end else end - 1, end


def _skip_relative(units: Sequence[Unit], first: int, last: int) -> int:
    """Step over what is said of the source behind `Menurut X`: `yang juga guru besar, A`, `tentang Y, A`."""
    said = units[first].lower == "yang" or (
        units[first].tag == "PP" and units[first].tokens[0].lower == "tentang"
    )
    if not said:
        return first
    comma = next((i for i in range(first, last - 1) if units[i].lower == ","), None)
    return first if comma is None else comma + 1


def _skip_opening(
    units: Sequence[Unit], first: int, words: CueWords, after_cue: bool = False
) -> int:
    """Step over punctuation, connectives and complementisers before a content."""
    skip_tags = {"PUNCT"} if after_cue else {"PUNCT", "CONN"}
    i = first
    while i < len(units) and (
        units[i].tag in skip_tags
        or units[i].lower in (",", ":")
        or _complementiser(units, i, words)
    ):
        i += 1
    if not after_cue:
        return i
    # `mengatakan dalam rapat itu, di Jakarta, bahwa ...`: what stands between cue and complementiser is outside.
    k = i
    while k < len(units) and units[k].tag in ("PP", "DATE", "ADJUNCT", "PUNCT", "ADV"):
        k += 1
    if i < k < len(units) and units[k].lower == "yang" and units[i].lower.startswith("kepada "):
        # `menyampaikan kepada warga yang sudah menunggu bahwa ...`
        while k < len(units) and not (
            units[k].tag in ("CUE", "QUOTE", "PUNCT") or units[k].lower.startswith("bahwa")
        ):
            k += 1
    if (
        k < len(units)
        and k > i
        and units[k].lower in words.complementisers
        and units[k].lower.startswith("bahwa")
    ):
        return _skip_opening(units, k, words, after_cue=True)
    if (
        k < len(units)
        and k == i + 2
        and units[i].tag == "PP"
        and units[i].tokens[0].lower == "kepada"
        and units[k - 1].lower == ","
    ):
        return k
    return i


def _complementiser(units: Sequence[Unit], i: int, words: CueWords) -> bool:
    """`bahwa` always; `jika` and `kalau` only right behind the cue, elsewhere they open a condition."""
    word = units[i].lower
    return word in words.complementisers and (
        word.startswith("bahwa") or (i > 0 and units[i - 1].tag == "CUE")
    )


def _cut(units: Sequence[Unit], first: int, last: int, text: str, words: CueWords) -> int:
    """End the content before a further attribution: `, kata X`, `dan menjelaskan bahwa B`, `"B," ujarnya`."""
    for i in range(first + 1, last):
        unit = units[i]
        if unit.tag == "QUOTE" and unit.full and units[i - 1].tag == "PUNCT" and i + 1 < len(units):
            if (
                unit.quotation
                and text[unit.quotation.inner_start : unit.quotation.inner_end]
                .lstrip()[:1]
                .isupper()
            ):
                return i
        refusal = _refusal_start(units, first, i, words)
        if refusal:
            return refusal
        if unit.tag != "CUE":
            continue
        if units[i - 1].lower == "," and (
            unit.lower in words.clitics or unit.lower not in words.active
        ):
            return i
        if units[i - 1].lower in words.chain and unit.lower in words.according and i - 1 > first:
            return i - 1  # `A dan menurutnya B`
        if (
            units[i - 1].lower in words.chain
            and unit.lower in words.active
            and i + 1 < len(units)
            and (units[i + 1].lower in words.complementisers or units[i + 1].lower == ",")
        ):
            return i - 2 if units[i - 2].lower == "," else i - 1
        if units[i - 1].lower in words.chain and unit.lower in words.hopes and i - 1 > first:
            if units[i - 1].lower == ",":
                continue
            # `menyebut bunga masih tinggi dan berharap ...`, `A, sembari berharap ...`
            return i - 2 if units[i - 2].lower == "," else i - 1
        clause = _clause_start(units, first, i, words)
        if unit.lower in words.active and clause > first:
            return clause
    return last


def _refusal_start(units: Sequence[Unit], first: int, at: int, words: CueWords) -> int:
    """Where the reporter goes on with what was not said: `A, tapi ia enggan ...`, `A, namun, ia tidak memberi rincian`."""
    unit = units[at]
    refused = unit.lower in words.refusals or (
        unit.lower in words.withheld and units[at - 1].lower in words.negations
    )
    if not refused:
        return 0
    i = at if unit.lower in words.refusals else at - 1
    if units[i - 1].tag != "NP":
        return 0
    i -= 2 if units[i - 2].lower == "," else 1
    if i - 1 <= first + 1 or units[i - 1].lower not in words.contrasts:
        return 0
    if units[i - 2].lower == ",":
        return i - 2
    return i - 1 if units[i - 2].tag == "QUOTE" else 0  # its comma stands inside the marks


def _clause_start(units: Sequence[Unit], first: int, cue: int, words: CueWords) -> int:
    """Where the clause of a second speaker begins: `A, sementara Y menyebut B`; 0 where there is none."""
    i = cue - 1
    while i > first and units[i].tag in ("NP", "PP", "ADV", "AUX", "DATE"):
        i -= 1
    if (
        i > first
        and i < cue - 1
        and units[i].lower in words.contrasts
        and units[i - 1].lower == ","
    ):
        return i - 1
    return 0


def _is_clause(
    units: Sequence[Unit], opening: int, first: int, last: int, cue: Unit | None, words: CueWords
) -> bool:
    """Tell a reported clause from a thing: `menyampaikan terima kasih` reports nothing."""
    if cue is None:
        return True
    marked = any(
        u.lower in words.complementisers or u.lower in (",", ":") for u in units[opening:first]
    )
    head = units[first]
    if marked or head.tag == "QUOTE" or cue.lower not in words.active:
        return True
    if any(u.tag == "QUOTE" and u.full for u in units[first:last]):
        return True
    if head.tokens[0].lower in words.obliques:
        return False
    manner = head.tag in ("ADJ", "ADV")
    if manner and (
        last - first == 1 or (cue.lower in words.guarded and _goes_nowhere(units[first + 1 : last]))
    ):
        return False  # `bercerita panjang lebar`, `memandang lama ke arah laut`
    if (
        cue.lower in words.guarded
        and head.tag in ("ADJ", "ADV")
        and units[first + 1].lower.split(" ")[0] in words.occasions
    ):
        return False  # `menjawab singkat ketika ditanya soal X`
    if (
        cue.lower.startswith("menyebut")
        and [u.tag for u in units[first:last]] == ["NP", "QUOTE"]
        and not units[last - 1].full
    ):
        return False  # `menyebut tempat itu "X"` names it
    if cue.lower == "mengaku" and head.tag == "NP" and len(head.tokens) == 1 and last - first > 1:
        # `mengaku prihatin dengan X`, `mengaku DPRD kerap menerima aduan`
        return head.tokens[0].text.islower() or units[first + 1].tag in ("VERB", "AUX", "ADV")
    if last - first == 2 and units[last - 1].lower in words.likeness and head.tag == "NP":
        return False  # `menyampaikan pendapat berbeda`
    thing = cue.lower in words.guarded or (
        head.tag == "NP" and (head.tokens[0].lower in words.speech_nouns or _nominalised(head))
    )
    return _has_predicate(units[first:last], words, strict=thing)


def _goes_nowhere(units: Sequence[Unit]) -> bool:
    return all(unit.tag in ("PP", "ADP", "ADV", "DATE") for unit in units)


def _goes_on(units: Sequence[Unit], words: CueWords) -> bool:
    """Whether a predicate stands behind a relative clause: `warna yang [lahir terlalu cepat akan pergi]`."""
    said = False
    for before, unit in pairwise(units):
        said = said or before.tag in ("VERB", "ADJ")
        if unit.lower == "," or unit.tag == "QUOTE" or unit.lower in words.complementisers:
            return False
        if unit.lower in words.subordinators:
            return False
        if said and (unit.tag == "AUX" or (unit.tag == "ADV" and before.tag == "NP")):
            return True
        if said and unit.tag == "VERB" and unit.lower in words.modals:
            return True
    return False


def _nominalised(unit: Unit) -> bool:
    """`pentingnya X`, `adanya X`: a noun made of an adjective or verb, mostly a thing and no clause."""
    word = unit.tokens[0]
    return (
        word.lower.endswith("nya")
        and len(word.lower) > 5
        and word.text.islower()
        and word.lower not in ("pihaknya", *PERSONAL)
    )


def _has_predicate(units: Sequence[Unit], words: CueWords, *, strict: bool) -> bool:
    """Whether a predicate follows the first phrase; strictly, one before any subordinator."""
    for i, unit in enumerate(units):
        if unit.lower in words.subordinators and strict and i:
            related = unit.lower == "yang" and units[0].tag == "NP"
            return related and _goes_on(units[i + 1 :], words)
        if unit.tag in _PREDICATES and not (i and units[i - 1].lower in words.subordinators):
            return True
        if i and unit.tag == "QUOTE" and units[i - 1].tag == "NP":
            return True  # `menuding laporan itu "pesanan"`
        if i and units[0].tag == "NP" and unit.tokens[0].lower == "sebagai" and not strict:
            return True  # `menyebut dirinya sebagai biang kekalahan`
        befallen = any(t.lower in words.befallen for t in unit.tokens[not i :])
        if not strict and (befallen or any(t.pos in _PREDICATES for t in unit.tokens)):
            return True
    return False
