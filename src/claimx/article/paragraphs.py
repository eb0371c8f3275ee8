"""Running news text in paragraphs: one a line, hard-wrapped, or run together without a space."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import pairwise

import regex

from claimx.article.cuts import Cut, gaps, is_blank, trim
from claimx.article.marks import find_quotations
from claimx.nlp.sentences import split_sentences

_LINE = regex.compile(r"[^\n]+")
_ENDS_SENTENCE = regex.compile(r"[.?!:;…][\"'”“’)\]]*$|[\"”]$")
_WORD = regex.compile(r"\p{L}[\p{L}\d'’-]*")
_CLOSING_CUE = regex.compile(
    r"[”\"’],?\s?\p{Ll}"
)  # a closing mark and a cue that fell on the next line
# Speech that goes on from the line before and is closed before a cue: `Ini perkara lama," katanya`.
_CLOSED = regex.compile(r"[^\"“”\n]+[,.?!][\"”]\s?\p{Ll}")
_DOUBLE = regex.compile(r"[\"“”]")
_SPEECH = regex.compile(r"[,.?!][\"“”]|[\"“”]\s*\p{Ll}")

# A wrapped text has lines of about one length that mostly stop in mid-sentence.
_WRAP_WIDTH = (45, 110)
_WRAP_LINES = 4
_WRAP_GAPS = 3  # blank lines
_WRAP_SHARE = 0.6
_OPEN_SHARE = 0.4

_HEADING_LETTERS = 90
_HEADING_FEWEST = 4
_HEADING_WORDS = 12
_TITLED_SHARE = 0.7
_PLAIN_HEADING_WORDS = 6  # a heading in sentence style is shorter than one in title style


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A stretch of news text between cuts; ``whole`` if it has its line or lines for itself."""

    start: int
    end: int
    whole: bool
    heading: bool = False


def find_pieces(text: str, cuts: list[Cut]) -> list[Piece]:
    """Return what the cuts leave over, line by line, with wrapped lines joined and headings marked."""
    lines: list[Piece] = []
    for start, end in gaps(cuts, 0, len(text)):
        for match in _LINE.finditer(text, start, end):
            first, last = trim(text, *match.span())
            if first < last:
                lines.append(Piece(start=first, end=last, whole=_alone(text, first, last)))
    joined = _join(text, lines)
    return [_as_heading(text, joined, at) for at in range(len(joined))]


def split_piece(
    text: str, start: int, end: int, cues: Collection[str] = ()
) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """Return the paragraphs and the sentences of a stretch of text.

    A paragraph ends where two sentences meet without a space; no complete quotation is cut.
    """
    closed = [
        (q.start - start, q.end - start)
        for q in find_quotations(text, start, end, cues)
        if q.closed
    ]
    flowing = text[start:end].replace("\n", " ")  # a wrapped line's break is no boundary
    sentences = [(start + s, start + e) for s, e in split_sentences(flowing, closed)]
    paragraphs: list[tuple[int, int]] = []
    first = start
    for (_, stop), (following, _) in pairwise(sentences):
        if stop == following:
            paragraphs.append((first, stop))
            first = stop
    paragraphs.append((first, end))
    return paragraphs, sentences


def ends_sentence(text: str, start: int, end: int) -> bool:
    """Tell whether a line stops where a sentence may."""
    return _ENDS_SENTENCE.search(text, max(start, end - 8), end) is not None


def _alone(text: str, start: int, end: int) -> bool:
    """Whether nothing else stands on the line, or on the lines that the span begins and ends in."""
    while start > 0 and text[start - 1] != "\n":
        start -= 1
        if not is_blank(text, start, start + 1):
            return False
    while end < len(text) and text[end] != "\n":
        end += 1
        if not is_blank(text, end - 1, end):
            return False
    return True


def _join(text: str, lines: list[Piece]) -> list[Piece]:
    """Join the lines of a sentence that was broken across them."""
    width = _wrap_width(text, lines)
    gaps = sum(text.count("\n", a.end, b.start) > 1 for a, b in pairwise(lines))
    spaced = gaps >= _WRAP_GAPS
    joined: list[Piece] = []
    for piece in lines:
        last = joined[-1] if joined else None
        if last and _continues(text, last, piece, width, spaced=spaced):
            joined[-1] = Piece(start=last.start, end=piece.end, whole=last.whole and piece.whole)
        else:
            joined.append(piece)
    return joined


def _continues(text: str, last: Piece, piece: Piece, width: int | None, *, spaced: bool) -> bool:
    between = text[last.end : piece.start]
    if between.count("\n") != 1 or between.strip(" \t\r\n"):
        return False
    line = text.rfind("\n", last.start, last.end) + 1 or last.start
    length = last.end - line
    if _CLOSING_CUE.match(text, piece.start, piece.end):
        return True
    if _open_quotation(text, line, last.end) and _CLOSED.match(text, piece.start, piece.end):
        return True
    if width is not None:
        full = length >= 0.75 * width
        # Where blank lines part the paragraphs, an unfinished line goes on whatever comes next.
        open_end = not ends_sentence(text, line, last.end)
        return full or (open_end and (spaced or text[piece.start].islower()))
    return length >= 30 and text[piece.start].islower() and not ends_sentence(text, line, last.end)


def _open_quotation(text: str, start: int, end: int) -> bool:
    """Whether a line's last mark opens speech that it does not close."""
    marks = [match.start() for match in _DOUBLE.finditer(text, start, end)]
    return len(marks) % 2 == 1 and (marks[-1] == start or text[marks[-1] - 1].isspace())


def _wrap_width(text: str, lines: Sequence[Piece]) -> int | None:
    """The width at which a text is wrapped, None if it is not."""
    inner = [
        piece
        for piece, following in pairwise(lines)
        if following.start - piece.end <= 3 and text[piece.end : following.start].count("\n") == 1
    ]
    if len(inner) < _WRAP_LINES or max(piece.end - piece.start for piece in lines) > _WRAP_WIDTH[1]:
        return None
    lengths = sorted(piece.end - piece.start for piece in inner)
    fitting = sum(_WRAP_WIDTH[0] <= length for length in lengths)
    unfinished = sum(not ends_sentence(text, piece.start, piece.end) for piece in inner)
    if fitting < _WRAP_SHARE * len(inner) or unfinished < _OPEN_SHARE * len(inner):
        return None
    return lengths[int(0.8 * (len(lengths) - 1))]


def _as_heading(text: str, pieces: Sequence[Piece], at: int) -> Piece:
    """Mark a short line without a stop between paragraphs as a heading."""
    piece = pieces[at]
    if (
        not piece.whole
        or at + 1 >= len(pieces)
        or not looks_like_heading(text, piece.start, piece.end)
    ):
        return piece
    following = pieces[at + 1]
    if following.end - following.start < _HEADING_LETTERS and not ends_sentence(
        text, following.start, following.end
    ):
        return piece
    if at and not ends_sentence(text, pieces[at - 1].start, pieces[at - 1].end):
        return piece
    return Piece(start=piece.start, end=piece.end, whole=True, heading=True)


def looks_like_heading(text: str, start: int, end: int) -> bool:
    """Tell whether a line is short, has no stop and no speech, and is in title style or very short."""
    if end - start > _HEADING_LETTERS or text[end - 1] in ".,;:…" or "\n" in text[start:end]:
        return False
    line = text[start:end]
    words = _WORD.findall(line)
    if not 1 <= len(words) <= _HEADING_WORDS or len(line) < _HEADING_FEWEST or _SPEECH.search(line):
        return False
    if words[0][0].islower():
        return False
    return len(words) <= _PLAIN_HEADING_WORDS or in_title_style(line)


def in_title_style(line: str) -> bool:
    """Tell whether most of a line's longer words begin with a capital."""
    words: list[str] = _WORD.findall(line)
    longer = [word for word in words if len(word) > 4]
    return sum(word[0].isupper() for word in longer) >= _TITLED_SHARE * len(longer)
