"""The head of an article: title, byline, date and dateline before its first sentence."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

import regex

from claimx.article.cuts import Cut, trim
from claimx.article.metadata import found_in, kind_of
from claimx.article.noise import PageRules
from claimx.article.paragraphs import Piece, ends_sentence, in_title_style
from claimx.models import Article, SegmentKind
from claimx.rules.regexes import compile_pattern, find_all, match_at

_HEAD_PIECES = 6  # a dateline stands no deeper: behind title, lead, caption lines
_LEAD = 700  # characters in which a dateline may stand behind a lead in the same line
_LONGEST_TITLE = 170
_LONGEST_LEAD = 400
_REACH = 160  # characters that a byline, date or dateline may take

_OUTLET_SUFFIX = regex.compile(
    r"\s+(?:[-–—|]\s*[\w.-]+(?:\.\w{2,6})+(?:\s+\w+)?|[-–—|]\s*(?:Kompas|Tribun\w*|CNN Indonesia))\s*$"
)
_NO_TITLE = regex.compile(
    r"[.,;:]$|,\s(?:kata|ujar|menurut)\s|[,.][\"”“](?:\s|$)|[\"”]\s*\p{Ll}+\s+\p{Lu}\p{Ll}+$"
)
_QUOTE = regex.compile(r"[\"'“”‘’`´]+")


def read_masthead(article: Article, pieces: list[Piece], rules: PageRules) -> list[Cut]:
    """Return the cuts of the head, in order: title, metadata at a line's start, and the dateline."""
    text = article.text
    cuts: list[Cut] = []
    titled = False
    for number, piece in enumerate(pieces[:_HEAD_PIECES]):
        start = piece.start
        if not titled:
            title = _title(article, piece, pieces[number + 1 : number + 2], number, rules)
            if title:
                titled = True
                cuts.append(title)
                start, _ = trim(text, title.end, piece.end)
        for cut in read_metadata(text, start, piece.end, rules):
            cuts.append(cut)
            start, _ = trim(text, cut.end, piece.end)
        if start >= piece.end:
            continue
        dateline = read_dateline(text, start, piece.end, number, rules)
        if dateline:
            return [
                *cuts,
                *_leads(text, pieces[:number], cuts),
                *_lead(text, start, dateline.start),
                dateline,
            ]
    return cuts


def _title(
    article: Article, piece: Piece, following: list[Piece], number: int, rules: PageRules
) -> Cut | None:
    text = article.text
    if article.title:
        pattern = _title_pattern(article.title)
        match = pattern.match(text, piece.start, piece.end) if pattern else None
        if match:
            after, _ = trim(text, match.end(), piece.end)
            if after >= piece.end or not text[after].islower():
                return Cut(start=piece.start, end=match.end(), kind="title", rule=None)
    if number or not piece.whole or not following:
        return None
    if piece.end - piece.start > _LONGEST_TITLE or _NO_TITLE.search(text, piece.start, piece.end):
        return None
    if len(text[piece.start : piece.end].split()) < 3 or read_dateline(
        text, piece.start, piece.end, 0, rules
    ):
        return None
    if next(read_metadata(text, piece.start, piece.end, rules), None):
        return None
    gap = text[piece.end : following[0].start]
    blank = gap.count("\n") > 1 or gap.strip() != ""
    titled = in_title_style(text[piece.start : piece.end])
    longer = titled and following[0].end - following[0].start > piece.end - piece.start
    opened = read_dateline(text, following[0].start, following[0].end, 1, rules)
    if blank or longer or opened:
        return Cut(start=piece.start, end=piece.end, kind="title", rule=None)
    return None


@lru_cache(maxsize=64)
def _title_pattern(title: str) -> regex.Pattern[str] | None:
    """The title as it may stand in the text: any spacing, any quotation marks, with the outlet's name."""
    words = _OUTLET_SUFFIX.sub("", title).split()
    if not words:
        return None
    parts = [
        "['\"“”‘’`´]+".join(regex.escape(part) for part in _QUOTE.split(word)) for word in words
    ]
    suffix = r"(?:\s+[-–—|]\s*[\w.]+(?:\.\w{2,6})(?=\s*$))?"
    return regex.compile(r"\s+".join(parts) + suffix, regex.IGNORECASE)


def read_metadata(text: str, start: int, end: int, rules: PageRules) -> Iterator[Cut]:
    """Yield byline, outlet and date cuts that stand one after the other at the start."""
    moved = True
    while moved and start < end:
        moved = False
        for name, rule in rules.head:
            match = match_at(
                compile_pattern(rule.pattern, lines=True), text, start, min(end, start + _REACH)
            )
            if match and match.end() > start:
                found = found_in(match)
                yield Cut(start=start, end=match.end(), kind=kind_of(found), rule=name, found=found)
                start, _ = trim(text, match.end(), end)
                moved = True
                break


def read_dateline(text: str, start: int, end: int, number: int, rules: PageRules) -> Cut | None:
    """The dateline that opens a piece, else one behind a lead in it."""
    for name, rule in rules.dateline:
        match = match_at(
            compile_pattern(rule.pattern, lines=True), text, start, min(len(text), start + _REACH)
        )
        if match:
            return _dateline_cut(text, match, name)
    if number > 1:
        return None
    first: Cut | None = None
    for name, rule in rules.dateline:
        if rule.scope != "inline":
            continue
        pattern = compile_pattern(rule.pattern, lines=True)
        match = next(find_all(pattern, text, start, min(end, start + _LEAD)), None)
        if match and (first is None or match.start() < first.start):
            first = _dateline_cut(text, match, name)
    return first


def _dateline_cut(text: str, match: regex.Match[str], name: str) -> Cut:
    start, end = trim(text, *match.span())
    return Cut(start=start, end=end, kind="dateline", rule=name, found=found_in(match))


def _leads(text: str, pieces: list[Piece], cuts: list[Cut]) -> Iterator[Cut]:
    """Whole lines before the dateline that do not end like a sentence are headings."""
    taken = {cut.start for cut in cuts}
    for piece in pieces:
        if piece.start not in taken:
            yield from _lead(text, piece.start, piece.end)


def _lead(text: str, start: int, end: int) -> Iterator[Cut]:
    first, last = trim(text, start, end)
    kind: SegmentKind = "heading"
    if first < last <= first + _LONGEST_LEAD and not ends_sentence(text, first, last):
        yield Cut(start=first, end=last, kind=kind)
