"""Date expressions of an article, and which of them says when a statement was made."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import cast

import regex

from claimx.extract.calendar import (
    GRACE,
    Anchor,
    DateMention,
    Resolved,
    When,
    parse_published,
    resolve,
)
from claimx.models import Precision, StatementDate
from claimx.rules.literals import Needs, Occurrences, needs
from claimx.rules.load import RuleSet
from claimx.rules.regexes import ByIdentity, compile_pattern, compile_rule, find_all, with_words
from claimx.rules.schema import DateRule

Offsets = tuple[int, int]

_LONGEST = 120  # characters of a date expression, with what its rule looks at around it
_WORDS = regex.compile(r"(?<![\\<$.\w])[a-z]{3,}")


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleDate:
    """A date expression of an article with what it means."""

    mention: DateMention
    resolved: Resolved


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleDates:
    """All date expressions of an article in text order, with the rules that they were read by."""

    dates: tuple[ArticleDate, ...]
    published: Anchor | None
    rules: RuleSet

    def within(self, start: int, end: int) -> Sequence[ArticleDate]:
        """Return the dates that lie wholly in the stretch."""
        first = bisect_left(self.dates, start, key=lambda d: d.mention.start)
        last = bisect_left(self.dates, end, key=lambda d: d.mention.start)
        return [d for d in self.dates[first:last] if d.mention.end <= end]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Grammar:
    """The date rules and word lists of a rule set, compiled."""

    patterns: tuple[tuple[str, DateRule, regex.Pattern[str], Needs], ...]
    values: Mapping[str, Mapping[str, str]]
    trigger: regex.Pattern[str]


@lru_cache(maxsize=8)
def _grammar(key: ByIdentity) -> _Grammar:
    rules = key.rules
    patterns = tuple(
        (rule_id, rule, pattern, needs(pattern.pattern))
        for rule_id, rule in rules.of(DateRule, "date")
        for pattern in [compile_rule(rule_id, rule.pattern, rules)]
    )
    names = ("weekday", "month", "number", "unit", "one_unit", "ago", "ahead", "now")
    values = {name: rules.words(f"time.{name}") for name in names}
    every = {
        word.split()[0]
        for name in rules.lexicon
        if name.startswith("time.")
        for word in rules.words(name)
    }
    for _, rule in rules.of(DateRule, "date"):  # and whatever a pattern spells out itself
        every.update(word for word in _WORDS.findall(rule.pattern) if not word.startswith("P<"))
    # No date without a digit or a word of time: most stretches of text need no other pattern.
    trigger = compile_pattern(r"(?i)\d|\b(?:" + "|".join(map(regex.escape, sorted(every))) + r")\b")
    return _Grammar(patterns=patterns, values=values, trigger=trigger)


def find_dates(
    text: str,
    start: int,
    end: int,
    rules: RuleSet,
    *,
    keep_none: bool = False,
    occurrences: Occurrences | None = None,
) -> tuple[DateMention, ...]:
    """Find all date expressions within ``text[start:end]``; of two that overlap the longer stays.

    With ``keep_none`` the look-alikes come too that the rules of ``resolve: none`` set aside. ``occurrences`` are
    those of the text, for a caller who asks more than once.
    """
    grammar = _grammar(ByIdentity(rules))
    if grammar.trigger.search(text, start, end) is None:
        return ()
    found: list[DateMention] = []
    occurrences = occurrences or Occurrences(text)
    for rule_id, rule, pattern, needed in grammar.patterns:
        for first, last in occurrences.stretches(needed, start, end, _LONGEST):
            for match in find_all(pattern, text, first, last):
                mention = _mention(rule_id, rule, match, grammar)
                if mention is not None:
                    found.append(mention)
    found.sort(key=lambda m: (m.start - m.end, m.start, m.rule))
    taken: list[Offsets] = []
    kept: list[DateMention] = []
    for mention in found:
        place = bisect_left(taken, (mention.start, mention.end))
        if place and taken[place - 1][1] > mention.start:
            continue
        if place < len(taken) and taken[place][0] < mention.end:
            continue
        taken.insert(place, (mention.start, mention.end))
        if keep_none or mention.resolve != "none":
            kept.append(mention)
    return tuple(sorted(kept, key=lambda m: m.start))


def _mention(
    rule_id: str, rule: DateRule, match: regex.Match[str], grammar: _Grammar
) -> DateMention | None:
    """Turn the groups into numbers; None where a number cannot be part of a date."""
    groups = {
        name: " ".join(value.lower().split()) for name, value in match.groupdict().items() if value
    }
    values = grammar.values
    weekday, month = groups.get("weekday"), groups.get("month")
    day = int(groups["day"]) if "day" in groups else None
    number = _number(month, values["month"])
    if (day is not None and not 1 <= day <= 31) or (number is not None and not 1 <= number <= 12):
        return None
    when = _when(groups.get("when"), values)
    return DateMention(
        text=match[0],
        start=match.start(),
        end=match.end(),
        rule=rule_id,
        resolve=rule.resolve,
        weekday=_number(weekday, values["weekday"]),
        day=day,
        month=number,
        year=int(groups["year"]) if "year" in groups else None,
        unit=_unit(groups.get("unit"), values) or rule.unit,
        offset=_offset(groups, rule, when, values),
        when=when,
        year_when=_when(groups.get("year_when"), values),
    )


def _number(word: str | None, values: Mapping[str, str]) -> int | None:
    if word is None:
        return None
    return int(word) if word.isdecimal() else int(values[word])


def _unit(word: str | None, values: Mapping[str, Mapping[str, str]]) -> Precision | None:
    return cast(
        "Precision | None", values["unit"].get(word or "") or values["one_unit"].get(word or "")
    )


def _when(word: str | None, values: Mapping[str, Mapping[str, str]]) -> When | None:
    if word is None:
        return None
    if word in values["now"]:
        return 0
    return -1 if word in values["ago"] else 1


def _offset(
    groups: Mapping[str, str],
    rule: DateRule,
    when: When | None,
    values: Mapping[str, Mapping[str, str]],
) -> int | None:
    """Return the signed number of units: a direction from the rule or from the words, times a count."""
    sign = rule.offset if rule.offset is not None else when
    count = _number(groups.get("count"), values["number"]) or 1
    return None if sign is None else sign * count


def collect_dates(
    text: str,
    spans: Sequence[Offsets],
    published: str | dt.date | None,
    rules: RuleSet,
    *,
    keep_none: bool = False,
) -> ArticleDates:
    """Find and resolve the dates of an article, ``spans`` being its paragraphs in text order.

    ``published`` is ISO 8601 and may lack the day or the month; a text that cannot be read counts as none.
    """
    occurrences = Occurrences(text)
    mentions = [
        mention
        for start, end in spans
        for mention in find_dates(
            text, start, end, rules, keep_none=keep_none, occurrences=occurrences
        )
    ]
    anchor = parse_published(published)
    context = list(_full_dates(mentions))
    if anchor is None and not context:
        context = list(_days_of_named_years(mentions))
    dates: list[ArticleDate] = []
    before: Anchor | None = None
    for mention in mentions:
        resolved = resolve(mention, published=anchor, context=context, before=before)
        dates.append(ArticleDate(mention=mention, resolved=resolved))
        if resolved.iso is not None and resolved.precision == "day":
            before = Anchor(date=dt.date.fromisoformat(resolved.iso), offset=mention.start)
    return ArticleDates(dates=tuple(dates), published=anchor, rules=rules)


def _full_dates(mentions: Sequence[DateMention]) -> Iterator[Anchor]:
    """Yield the dates that name day, month and year; these anchor the others in an article without a date."""
    for mention in mentions:
        if mention.year is None or mention.day is None or mention.resolve != "calendar":
            continue
        iso = resolve(mention).iso
        if iso is not None:
            yield Anchor(
                date=dt.date.fromisoformat(iso),
                offset=mention.start,
                dated=mention.weekday is not None,
            )


def _days_of_named_years(mentions: Sequence[DateMention]) -> Iterator[Anchor]:
    """Yield ``Kamis (14/9)`` of an article without any full date in the latest year it names that fits the weekday."""
    years = sorted({m.year for m in mentions if m.year is not None and m.year > 99}, reverse=True)
    for mention in mentions:
        if mention.resolve != "calendar" or not (mention.weekday and mention.day and mention.month):
            continue
        for year in years:
            resolved = resolve(replace(mention, year=year))
            if resolved.iso is not None and not resolved.conflict:
                yield Anchor(
                    date=dt.date.fromisoformat(resolved.iso), offset=mention.start, dated=True
                )
                break


@dataclass(frozen=True, slots=True, kw_only=True)
class _Syntax:
    """Patterns over the text left of a date that say what the date hangs on."""

    limited: regex.Pattern[str]
    relative: regex.Pattern[str]
    event: regex.Pattern[str]
    speaking: regex.Pattern[str]
    occasion: regex.Pattern[str]
    new_clause: regex.Pattern[str]
    contrast: regex.Pattern[str]
    opening: regex.Pattern[str]
    access: regex.Pattern[str]
    fronted: regex.Pattern[str]
    beside: regex.Pattern[str]
    closed: regex.Pattern[str]
    bare_year: regex.Pattern[str]


_SPEAKING = r"$occasion.speech(?:nya)?+|$occasion.held|$occasion.met"


@lru_cache(maxsize=8)
def _syntax(key: ByIdentity) -> _Syntax:
    def pattern(source: str) -> regex.Pattern[str]:
        return compile_pattern("(?i)" + with_words(source, key.rules))

    return _Syntax(
        limited=pattern(
            r"\b$time.limit\s++(?:(?:pada|hari|tanggal|bulan|tahun|awal|akhir)\s*+)*+$"
        ),
        relative=pattern(r"\byang\b"),
        event=pattern(r"\b$occasion.event\b"),
        speaking=pattern(rf"\b(?:{_SPEAKING})\b"),
        occasion=pattern(rf"\b(?:{_SPEAKING}|$occasion.doing)\b"),
        new_clause=pattern(r"[,;]\s*+(?:$occasion.clause|$occasion.joint)\b|\.\s|;"),
        contrast=pattern(r"[,;]\s*+$occasion.clause\b|\.\s|;"),
        opening=pattern(r"^\W*+(?:$occasion.opening\b[\s,]*+)*+$"),
        access=pattern(r"\b$occasion.access\b"),
        fronted=pattern(
            r"^\W*+(?:$occasion.opening[\s,]++)*(?:$occasion.fronting|$occasion.access|$occasion.met|$occasion.doing)\b"
        ),
        beside=pattern(
            r"(?:[\s,;)]++|$time.part\b|pukul\s++[\d.:]++|WIB\b|WITA\b|WIT\b|waktu\s++\w++|di\s++[\w.'’-]++(?:\s(?-i:\p{Lu})[\w.'’-]++){0,4})*+"
        ),
        closed=pattern(
            r"\s*+(?:$time.part\s*+)?+(?:[,.;:)!?\"“”]|$|\n|(?:WIB|WITA|WIT|waktu|pukul|di)\b)"
        ),
        bare_year=pattern(r"(?:\b(?:pada|di|dari)\s++(?:tahun\s++)?|[,(]\s*+)$"),
    )


_DOUBLE_MARK = regex.compile(r"[\"“”„‟«»]")
# Place, manner, via and addressee before a date: kata X di Y, kepada Z, ...; a tail longer than this is prose.
_LONGEST_TAIL = 200
_GLANCE = 24  # characters after a date in which its closing is looked for
_TAIL_COMMAS = 3
_EDGE = " \n\t,.;:!?\"“”'’‘»«"
_BARE = frozenset({"", "pada", "hari", "pada hari", "di", "tanggal", "pada tanggal"})
_FINENESS = {"day": 0, "week": 1, "month": 2, "year": 3, None: 0}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Frame:
    """An attribution's sentence as the tests see it; ``pivot`` is the cue or, without one, the speaker."""

    text: str
    sentence: Offsets
    content: Sequence[Offsets]
    pivot: Offsets
    speaker: Offsets | None
    syntax: _Syntax

    def opens(self, place: int) -> int:
        """Return where the sentence, or the rest of it after the content, begins before the place."""
        return max([self.sentence[0], *(end for _, end in self.content if end <= place)])

    def glance(self, place: int) -> str:
        """Return the few characters after a date."""
        return self.text[place : place + _GLANCE]


def statement_date(
    text: str,
    *,
    sentence: Offsets,
    content: Sequence[Offsets],
    cue: Offsets | None,
    speaker: Offsets | None,
    dates: ArticleDates,
) -> StatementDate | None:
    """Choose the date in the attribution's sentence, outside the content, that says when it was said.

    Dates that hang on another event (``yang ditangkap Senin lalu``, ``sejak Senin``) are passed over. Of several the finest
    and first counts; the date on which another outlet was read (``dikutip Reuters, Rabu``) only where it is the only one.
    A date that names no known day (``Kamis`` in an article without a date) comes with its text and no ``iso``.
    """
    pivot = cue or speaker
    if pivot is None:
        return None
    syntax = _syntax(ByIdentity(dates.rules))
    frame = _Frame(
        text=text, sentence=sentence, content=content, pivot=pivot, speaker=speaker, syntax=syntax
    )
    ranked = [
        (_is_access(frame, d.mention), _FINENESS[d.resolved.precision], d.mention.start, d)
        for d in dates.within(*sentence)
        if not _lies_ahead(d, dates.published) and _tells_when(frame, d)
    ]
    if not ranked:
        return None
    *_, date = min(ranked, key=lambda item: item[:3])
    mention, resolved = date.mention, date.resolved
    return StatementDate(
        text=mention.text,
        start=mention.start,
        end=mention.end,
        iso=resolved.iso,
        precision=resolved.precision,
        basis=resolved.basis,
        conflict=resolved.conflict,
    )


def _is_access(frame: _Frame, date: DateMention) -> bool:
    match = frame.syntax.access.search(frame.text, frame.opens(date.start), date.start)
    return match is not None


def _lies_ahead(date: ArticleDate, published: Anchor | None) -> bool:
    """Say whether the date is still to come: ``jelang laga kontra X, Sabtu (9/9)`` in an article of Thursday."""
    mention = date.mention
    if mention.when == 1 or (mention.resolve == "shift" and (mention.offset or 0) > 0):
        return True
    iso = date.resolved.iso
    return (
        published is not None
        and iso is not None
        and date.resolved.precision == "day"
        and dt.date.fromisoformat(iso) > published.date + GRACE
    )


def _tells_when(frame: _Frame, date: ArticleDate) -> bool:
    """Say whether the date stands where the date of the statement stands."""
    start, end = date.mention.start, date.mention.end
    speaker, pivot, syntax = frame.speaker, frame.pivot, frame.syntax
    if speaker and speaker[0] <= start and end <= speaker[1]:
        return False
    if start < pivot[1] and pivot[0] < end:
        return False
    for first, last in frame.content:
        if first < end and start < last:
            return first < pivot[0] and _closes_parenthesis(frame, start, end)
    opens = frame.opens(start)
    zone = frame.text[opens:start]
    if opens > frame.sentence[0]:
        zone = zone.lstrip(_EDGE)
    if len(_DOUBLE_MARK.findall(zone)) % 2 or _names_year_of(frame, date, zone):
        return False
    if start >= pivot[1]:
        if opens >= pivot[1]:  # X mengatakan A, Senin (4/9)
            return (
                len(zone) < _LONGEST_TAIL
                and not syntax.new_clause.match("," + zone)
                and syntax.closed.match(frame.glance(end)) is not None
                and _hangs_free(frame, zone, end)
            )
        named = (
            speaker[1] if speaker and pivot[1] <= speaker[0] and speaker[1] <= start else pivot[1]
        )
        return _hangs_free(frame, frame.text[named:start], end)
    between = frame.text[end : pivot[0]]
    if syntax.new_clause.search(between) or len(_DOUBLE_MARK.findall(between)) % 2:
        return False
    if speaker and speaker[1] <= start:  # X, Senin (4/9), mengatakan A
        return _hangs_free(frame, frame.text[speaker[1] : start], end)
    if syntax.beside.fullmatch(between):  # the same, speaker unknown
        return _hangs_free(frame, zone, end)
    if syntax.opening.match(zone):  # Pada Senin, X mengatakan A
        return True
    led = syntax.fronted.match(zone)  # Dihubungi terpisah, Senin (4/9), X mengatakan A
    return led is not None and _hangs_free(frame, zone, end, free=zone.rstrip().endswith(","))


def _closes_parenthesis(frame: _Frame, start: int, end: int) -> bool:
    """Say whether a date inside the content belongs to a cue there: ``A1, kata X di Y, Senin (4/9), A2``."""
    tail = frame.text[frame.pivot[1] : start]
    return (
        start >= frame.pivot[1]
        and len(tail) < _LONGEST_TAIL
        and tail.count(",") <= _TAIL_COMMAS
        and tail.rstrip().endswith((",", ", pada"))
        and frame.glance(end).startswith(",")
        and _hangs_free(frame, tail, end)
    )


def _names_year_of(frame: _Frame, date: ArticleDate, zone: str) -> bool:
    """Say whether a year only tells which: ``dalam refleksi tahun 2020``, not ``pada 2020``."""
    return (
        date.resolved.precision == "year"
        and date.mention.text[:1].isdecimal()
        and frame.syntax.bare_year.search(zone) is None
    )


def _hangs_free(frame: _Frame, left: str, end: int, *, free: bool = True) -> bool:
    """Say whether nothing left of the date, back to cue or speaker, takes the date for itself.

    With ``free`` false an occasion of speaking must be named for the date to hang on.
    """
    syntax = frame.syntax
    if syntax.limited.search(left) or syntax.contrast.search(left):
        return False
    segment = left[left.rfind(",") + 1 :]
    if segment.strip(_EDGE).lower() in _BARE and syntax.closed.match(frame.glance(end)):
        return True
    if syntax.new_clause.search(
        left
    ):  # X, Y, dan Z also joins the parts of a name: no clause before a bare date
        return False
    if syntax.relative.search(segment):
        return syntax.speaking.search(segment) is not None
    if free and syntax.event.search(segment) is None:
        return True
    return syntax.occasion.search(segment) is not None
