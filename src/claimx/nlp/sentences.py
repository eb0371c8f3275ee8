"""Sentence boundaries of Indonesian news, as a pure function of the text.

The splitter runs before the parser, on one block of text at a time. It looks at
every run of terminators once, with a bounded look to the left and right, so its
cost is linear in the text.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

Span = tuple[int, int]

_NEWLINES = "\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"
# White space after the mark is taken along only as far as one line: a newline
# is a boundary of its own.
_CANDIDATE = re.compile(rf"[.?!…]+|[{_NEWLINES}]")
_MARK_OR_NEWLINE = re.compile(rf"[\"“”{_NEWLINES}]")
_CLOSERS = "\"'”’“‘»)]}"
_OPENERS = "\"'“‘”’„«([{"
_LEADS = "-–—•*·"  # bullets and dashes may stand before a sentence's first word
_DOUBLE = '"“”'
_DEGREE = re.compile(r"[A-Z][a-z]{0,3}(?:\.[A-Z][a-z]{0,3})+")
_DASHES = ("-", "–", "—")
_TLD = frozenset({"com", "co", "id", "net", "org", "tv", "go", "ac", "info", "news"})
# The longest abbreviation or web address head that can stand before a stop.
_WORD_REACH = 24
_LOOK_AHEAD = 16


@dataclass(frozen=True, slots=True)
class _Lexicon:
    """The word lists behind the rule for full stops."""

    never: frozenset[str]
    may_end: frozenset[str]
    lettered: frozenset[str]


def read_word_list(name: str) -> list[str]:
    """Lines of a data file of this package without comments and blank lines."""
    text = files("claimx.nlp").joinpath(name).read_text(encoding="utf-8")
    return [line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#")]


def read_abbreviations() -> dict[str, bool]:
    """Each known abbreviation, stop included, with whether it may end a sentence."""
    entries = (line.split() for line in read_word_list("abbreviations.txt"))
    return {entry[0]: entry[1:] == ["end"] for entry in entries}


@cache
def _lexicon() -> _Lexicon:
    abbreviations = read_abbreviations()
    return _Lexicon(
        never=frozenset(a for a, may_end in abbreviations.items() if not may_end),
        may_end=frozenset(a for a, may_end in abbreviations.items() if may_end),
        lettered=frozenset(read_word_list("lettered_nouns.txt")),
    )


def split_sentences(text: str, closed: Sequence[Span] = ()) -> list[Span]:
    """Sentences of `text` as (start, end) in code points, trimmed of white space.

    No boundary falls strictly inside a span of `closed` (complete quotations),
    not even at a newline; everywhere else a newline ends a sentence.
    """
    held = _merge(closed)
    starts = [start for start, _ in held]
    spans: list[Span] = []
    begin = 0
    for boundary in _boundaries(text):
        cut = boundary
        at = bisect_right(starts, cut) - 1
        if at >= 0 and held[at][0] < cut < held[at][1]:
            if not text[held[at][0] : cut].strip(_CLOSERS):
                cut = held[at][0]  # the mark opens the next sentence: rumah.” Tidak harus, ”ucapnya
            # A mark that the quotation closes with is never the next one's opening.
            elif text[cut : min(held[at][1], cut + _LOOK_AHEAD)].strip(_CLOSERS):
                continue
            else:
                cut = held[at][1]
        if cut > begin:
            _append_trimmed(spans, text, begin, cut)
            begin = cut
    _append_trimmed(spans, text, begin, len(text))
    return spans


def paired_marks(text: str) -> list[Span]:
    """Quotations that plain counting finds: marks paired in turn on lines with an even number.

    For text of which nothing better is known; a caller that has paired the marks
    hands its own spans to `split_sentences`.
    """
    spans: list[Span] = []
    places: list[int] = []
    for match in _MARK_OR_NEWLINE.finditer(f"{text}\n"):
        if match.group() in _DOUBLE:
            places.append(match.start())
            continue
        if len(places) % 2 == 0:
            spans += [(a, b + 1) for a, b in zip(places[::2], places[1::2], strict=True)]
        places = []
    return spans


def _merge(closed: Sequence[Span]) -> list[Span]:
    """Spans in order, those that overlap made one, so a bisection finds the holder."""
    merged: list[Span] = []
    for start, end in sorted(closed):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _append_trimmed(spans: list[Span], text: str, start: int, end: int) -> None:
    piece = text[start:end]
    stripped = piece.strip()
    if stripped:
        start += len(piece) - len(piece.lstrip())
        spans.append((start, start + len(stripped)))


def _boundaries(text: str) -> Iterator[int]:
    """Offsets, rising, at which a sentence ends and another may begin."""
    counted = 0
    marks = 0  # double quotation marks of this paragraph up to `counted`
    sentence_start = 0
    for match in _CANDIDATE.finditer(text):
        start, end = match.span()
        if text[start] in _NEWLINES:
            counted, marks, sentence_start = end, 0, end
            yield end
            continue
        marks += sum(text.count(mark, counted, start) for mark in _DOUBLE)
        counted = start
        cut = _cut_after(text, start, end, sentence_start, inside=marks % 2 == 1)
        if cut is not None:
            sentence_start = cut
            yield cut


def _cut_after(text: str, start: int, end: int, sentence_start: int, *, inside: bool) -> int | None:
    """Where the sentence ended by the terminators text[start:end] stops, if it does."""
    after = end
    limit = min(len(text), end + _LOOK_AHEAD)
    while after < limit and text[after] in _CLOSERS:
        # A mark glued between a stop and a letter closes only an open quotation:
        # ideal."Semenjak (closing) against tahun.“Untuk (opening).
        glued = after + 1 < len(text) and text[after + 1].isalnum()
        opening = text[after] in "“‘" or not inside
        if glued and opening and text[after] not in ")]}":
            break
        after += 1
    if after >= len(text):
        return None
    spaced = text[after].isspace()
    first = _first_of_next(text, after)
    if first is None or _signed(text, after, first):
        return None
    if text[start:end] != ".":
        starts_new = first.isupper() or (spaced and not first.islower())
        return after if starts_new and _may_follow_dots(text, start, end, after) else None
    if not spaced and not _glued_sentences(text, start, after):
        return None
    if first.islower() or _stop_belongs_to_word(text, start, after, sentence_start):
        return None
    return after


def _first_of_next(text: str, after: int) -> str | None:
    """The first letter or digit of what follows, None if punctuation goes on."""
    for char in text[after : after + _LOOK_AHEAD]:
        if char in _NEWLINES:
            return None  # the newline is a boundary itself
        if char.isalnum():
            return char
        if not (char.isspace() or char in _OPENERS or char in _LEADS):
            return None
    return None


def _signed(text: str, after: int, first: str) -> bool:
    """Whether a closed quotation goes on with its speaker behind a dash: `pulang.” — Rudi`."""
    rest = text[after : after + _LOOK_AHEAD].lstrip()
    return text[after - 1] in _DOUBLE and first.isupper() and rest[:1] in _DASHES


def _may_follow_dots(text: str, start: int, end: int, after: int) -> bool:
    """False for an ellipsis that an aside or a bracket goes on from: `berkah … (Aduhai`."""
    if text[end - 1] in "?!":
        return True
    following = text[after : after + _LOOK_AHEAD].lstrip()
    return text[after].isspace() and start > 0 and not following.startswith(("(", "["))


def _glued_sentences(text: str, start: int, after: int) -> bool:
    """Whether a stop with no space after it parts two sentences: `tahun.Dia`."""
    rest = text[after : after + _LOOK_AHEAD].lstrip(_OPENERS)
    if not rest[:1].isupper() or start == 0:
        return False
    if not (len(rest) > 1 and (rest[1].islower() or rest[1].isspace())):
        return False
    word = re.match(r"\w+", rest)
    if word and word.group().lower() in _TLD:
        return False
    before = text[start - 1]
    if before.isupper():
        return len(_word_before(text, start)) > 2 and "." not in _word_before(text, start)
    if _DEGREE.fullmatch(_word_before(text, start)):
        return False  # `S.Pd.I`
    return before.islower() or before.isdigit() or before in "%" + _CLOSERS


def _stop_belongs_to_word(text: str, stop: int, after: int, sentence_start: int) -> bool:
    """Whether the full stop is part of an abbreviation, an initial or an enumerator."""
    if after > stop + 1:
        # Something was closed after the stop; no abbreviation goes on over that,
        # save for the bracketed kind: Jenderal (Purn.) Wiranto.
        return text[stop + 1] in ")]" and f"{_word_before(text, stop)}." in _lexicon().never
    word = _word_before(text, stop)
    if not word:
        return False
    lexicon = _lexicon()
    form = f"{word}."
    if form in lexicon.never:
        return True
    opens_mark = text[after : after + _LOOK_AHEAD].lstrip()[:1]
    if form in lexicon.may_end:
        return opens_mark in {"(", "["}
    if word.isdigit() and len(word) <= 2:
        return not text[sentence_start : stop - len(word)].strip()
    if opens_mark in set(_DOUBLE):
        return False
    parts = word.split(".")
    initials = [len(part) == 1 and part.isupper() for part in parts]
    if not all(initials) and len(parts) > 1:  # `Dr.H. Rudi`
        return all(
            initial or f"{part}." in lexicon.never
            for initial, part in zip(initials, parts, strict=True)
        )
    if all(initials):
        return len(word) > 1 or not _is_label(text, stop - 1)
    return False


def _is_label(text: str, letter: int) -> bool:
    """Whether the single letter names a kind (`vitamin C`, `APBN-P`), not a person."""
    if text[max(0, letter - 1) : letter] == "-":
        return True
    head = text[max(0, letter - _WORD_REACH) : letter].split()
    return bool(head) and text[letter - 1].isspace() and head[-1].lower() in _lexicon().lettered


def _word_before(text: str, stop: int) -> str:
    """The word that ends at `stop`, inner stops included, at most _WORD_REACH long."""
    begin = stop
    floor = max(0, stop - _WORD_REACH)
    while begin > floor and (text[begin - 1].isalnum() or text[begin - 1] == "."):
        begin -= 1
    return text[begin:stop].lstrip(".")
