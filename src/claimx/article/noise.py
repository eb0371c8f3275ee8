"""Boilerplate and metadata found by rules: whole lines, parts of lines, and the tail of a page."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import regex

from claimx.article.cuts import Cut, flatten, is_blank, lay_over, trim, trimmed
from claimx.article.headlines import HeadlineReader, word_pairs
from claimx.article.metadata import found_in, kind_of
from claimx.rules.literals import fold, may_match
from claimx.rules.load import RuleSet
from claimx.rules.regexes import compile_pattern, find_all, match_whole
from claimx.rules.schema import SegmentRule

Rules = Sequence[tuple[str, SegmentRule]]

_LONGEST_LINE = 400  # no label, credit or caption line is longer
# A tail marker before this share of the text may stand in the article itself, save where little follows.
_TAIL_SHARE = 0.5
_SHORT_TAIL = 700
_SHORT_TAIL_SHARE = 0.2
# A tail that holds speech is none: portals put their notices between the pages of an article, too.
_SPEECH = regex.compile(
    r"(?i)[\"”“’'],?\s*(?:kata|ujar|tutur|ucap|ungkap|jelas|papar|tegas|imbuh|tambah|lanjut|sebut|terang|pungkas|"
    r"beber|tandas|sambung|klaim|tulis|cetus|ulas)(?:nya)?\b|\b(?:mengatakan|menyatakan|menjelaskan|menuturkan|"
    r"menambahkan|menyebutkan|mengungkapkan|menegaskan|menyampaikan|memaparkan|mengaku|menilai|membantah)\b"
)
_SENTENCE_STOP = regex.compile(r"[.?!](?=\s|$)|\n|$")
_LISTED = 5  # headline lines after a label line
_VALUE_WORDS = 6
_LINE = regex.compile(r"[^\n]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class PageRules:
    """The layout rules of a rule set, by what they are tried on."""

    line: Rules
    inline: Rules
    tail: Rules
    resume: tuple[regex.Pattern[str], ...]
    head: Rules
    dateline: Rules

    @classmethod
    def of(cls, rules: RuleSet) -> PageRules:
        """Sort out the enabled rules of the three folders."""
        named = [*rules.of(SegmentRule, "boilerplate"), *rules.of(SegmentRule, "metadata")]
        return cls.sorted(named, list(rules.of(SegmentRule, "dateline")))

    @classmethod
    def sorted(cls, named: Rules, dateline: Rules = ()) -> PageRules:
        """Sort out rules by scope."""
        scopes: dict[str, list[tuple[str, SegmentRule]]] = {}
        for name, rule in named:
            scopes.setdefault(rule.scope, []).append((name, rule))
        resume = tuple(compile_pattern(rule.pattern) for _, rule in scopes.get("resume", []))
        return cls(
            line=scopes.get("line", []),
            inline=scopes.get("inline", []),
            tail=scopes.get("tail", []),
            resume=resume,
            head=scopes.get("start", []),
            dateline=dateline,
        )


def find_noise(text: str, rules: PageRules) -> list[Cut]:
    """Return what the rules cut out of a text, in order, without overlaps; metadata goes before the rest."""
    page = _Page(text, rules)
    metadata: list[Cut] = []
    boilerplate: list[Cut] = []
    for cut in page.cuts():
        (boilerplate if cut.kind == "boilerplate" else metadata).append(cut)
    body = lay_over(flatten(metadata), flatten(boilerplate))
    return list(trimmed(text, lay_over(body, page.tail())))


class _Page:
    """One text while its noise is looked for."""

    def __init__(self, text: str, rules: PageRules) -> None:
        self.text = text
        self.rules = rules

    @cached_property
    def reader(self) -> HeadlineReader:
        """The headline reader, made only where a label is found."""
        pairs: Counter[tuple[str, str]] = word_pairs(self.text)
        return HeadlineReader(text=self.text, resume=self.rules.resume, pairs=pairs)

    @cached_property
    def lines(self) -> list[tuple[int, int]]:
        """The visible lines, trimmed."""
        spans = (trim(self.text, *m.span()) for m in _LINE.finditer(self.text))
        return [span for span in spans if span[0] < span[1]]

    @cached_property
    def folded(self) -> str:
        """The text as the words of patterns are looked for in it."""
        return fold(self.text)

    @cached_property
    def line_starts(self) -> list[int]:
        return [start for start, _ in self.lines]

    def cuts(self) -> list[Cut]:
        """All matches of the line and inline rules with what they take along."""
        matches = sorted(
            [*self._line_matches(), *self._inline_matches()], key=lambda m: (m[0], m[1], m[2])
        )
        starts = [start for start, *_ in matches]
        cuts: list[Cut] = []
        for start, end, name, rule, found in matches:
            following = bisect_right(starts, max(start, end - 1))
            limit = starts[following] if following < len(starts) else len(self.text)
            for span in self._extent(start, end, limit, rule):
                cuts.append(
                    Cut(start=span[0], end=span[1], kind=kind_of(found), rule=name, found=found)
                )
        return cuts

    def tail(self) -> list[Cut]:
        """From the first tail marker that no speech follows to the end; of earlier ones their sentence."""
        length = len(self.text)
        floor = max(min(length * _TAIL_SHARE, length - _SHORT_TAIL), length * _SHORT_TAIL_SHARE)
        speech = max(
            (match.start() for match in _SPEECH.finditer(self.text, int(floor))), default=-1
        )
        matches = sorted(
            (match.start(), match.end(), name)
            for name, rule in self.rules.tail
            if may_match(rule.pattern, self.folded)
            for match in find_all(compile_pattern(rule.pattern, lines=True), self.text, int(floor))
        )
        cuts: list[Cut] = []
        for start, end, name in matches:
            stop = _SENTENCE_STOP.search(self.text, end)
            own = stop.end() if stop else length
            last = own > speech
            cuts.append(
                Cut(start=start, end=length if last else own, kind="boilerplate", rule=name)
            )
            if last:
                break
        return flatten(cuts)

    def _line_matches(self) -> Iterator[tuple[int, int, str, SegmentRule, Mapping[str, str]]]:
        patterns = [(name, rule, compile_pattern(rule.pattern)) for name, rule in self.rules.line]
        for start, end in self.lines:
            if end - start > _LONGEST_LINE:
                continue
            for name, rule, pattern in patterns:
                match = match_whole(pattern, self.text, start, end)
                if match:
                    yield start, end, name, rule, found_in(match)
                    break

    def _inline_matches(self) -> Iterator[tuple[int, int, str, SegmentRule, Mapping[str, str]]]:
        for name, rule in self.rules.inline:
            if not may_match(rule.pattern, self.folded):
                continue
            for match in find_all(compile_pattern(rule.pattern, lines=True), self.text):
                yield *match.span(), name, rule, found_in(match)

    def _extent(
        self, start: int, end: int, limit: int, rule: SegmentRule
    ) -> Iterable[tuple[int, int]]:
        if rule.takes == "match":
            return [(start, end)]
        line_end = self._line_end(end)
        if not is_blank(self.text, end, line_end):
            if rule.takes == "value":
                return [(start, end)]
            return [(start, self._headline_end(start, end, min(limit, line_end)))]
        label = self.text[start:end].rstrip()
        if rule.takes == "value" and ":" in label and not label.endswith(":"):
            return [(start, end)]
        with_colon = label.endswith(":")
        lines = (
            self._value(end) if rule.takes == "value" else self._listed(end, with_colon=with_colon)
        )
        return [(start, end), *((s, min(e, limit)) for s, e in lines if s < limit)]

    def _headline_end(self, start: int, end: int, limit: int) -> int:
        """The end of a headline on the label's own line; a line of label and headline goes whole."""
        alone = self._opens_line(start) and (limit >= len(self.text) or self.text[limit] == "\n")
        begin, _ = trim(self.text, end, limit)
        if (
            alone
            and "\n" in self.text
            and self.reader.is_headline_line(begin, limit, title_style=False)
        ):
            return limit
        return self.reader.end_after(begin, limit)

    def _opens_line(self, place: int) -> bool:
        at = bisect_right(self.line_starts, place) - 1
        return at >= 0 and self.line_starts[at] == place

    def _line_end(self, place: int) -> int:
        """The end of the visible line that a place is in or behind."""
        at = bisect_right(self.line_starts, place) - 1
        return max(place, self.lines[at][1]) if at >= 0 else place

    def _listed(self, end: int, *, with_colon: bool) -> Iterator[tuple[int, int]]:
        """The headline lines after a label line; the last may run into news text."""
        at = bisect_right(self.line_starts, end)
        for number, (start, stop) in enumerate(self.lines[at : at + _LISTED]):
            if self.reader.is_headline_line(start, stop, title_style=number > 0 or not with_colon):
                yield start, stop
                continue
            if stop - start > 60 and self._runs_on(start, stop):
                yield start, self.reader.end_after(start, stop)
            return

    def _runs_on(self, start: int, stop: int) -> bool:
        """Whether a line begins with a headline in title style before news text."""
        end = self.reader.end_after(start, stop)
        return end < stop and self.reader.is_headline_line(start, end, title_style=True)

    def _value(self, end: int) -> Iterator[tuple[int, int]]:
        at = bisect_right(self.line_starts, end)
        for start, stop in self.lines[at : at + 1]:
            words = self.text[start:stop].split()
            if len(words) <= _VALUE_WORDS and self.text[stop - 1] not in '.?!"”':
                yield start, stop
