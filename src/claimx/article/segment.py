"""An article taken apart: title, byline, date, dateline, boilerplate, headings, paragraphs, sentences."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet

from claimx.article.cuts import Cut, lay_over, trimmed
from claimx.article.masthead import read_masthead
from claimx.article.noise import PageRules, find_noise
from claimx.article.paragraphs import find_pieces, split_piece
from claimx.models import Article, Layout, Segment, SegmentKind
from claimx.rules.load import RuleSet


def segment(article: Article, rules: RuleSet) -> Layout:
    """Take an article apart by the layout rules; pure, linear in the text, and never lossy.

    What the article brings as metadata wins over what the page says. ``Layout.dateline`` is the place.
    """
    text = article.text
    page = PageRules.of(rules)
    cues = closing_cues(rules)
    cuts = find_noise(text, page)
    head = sorted(read_masthead(article, find_pieces(text, cuts), page), key=lambda cut: cut.start)
    cuts = lay_over(cuts, list(trimmed(text, head)))
    segments = [_segment(text, cut) for cut in cuts if cut.kind != "heading"]
    sentences: list[tuple[int, int]] = []
    for piece in find_pieces(text, [cut for cut in cuts if cut.kind != "heading"]):
        kind: SegmentKind = (
            "heading" if piece.heading or _is_lead(head, piece.start, piece.end) else "paragraph"
        )
        paragraphs, spans = split_piece(text, piece.start, piece.end, cues)
        sentences += spans
        segments += [
            Segment(text=text[start:end], start=start, end=end, kind=kind)
            for start, end in paragraphs
        ]
    return _layout(article, cuts, sorted(segments, key=lambda part: part.start), sentences)


def closing_cues(rules: RuleSet) -> AbstractSet[str]:
    """Return the reporting words that stand right after a quotation: ``"...," ujar X``, ``katanya``."""
    return rules.words("cue.after").keys() | rules.words("cue.clitic").keys()


def _is_lead(head: Iterable[Cut], start: int, end: int) -> bool:
    return any(cut.kind == "heading" and (cut.start, cut.end) == (start, end) for cut in head)


def _segment(text: str, cut: Cut) -> Segment:
    return Segment(
        text=text[cut.start : cut.end], start=cut.start, end=cut.end, kind=cut.kind, rule=cut.rule
    )


def _layout(
    article: Article, cuts: list[Cut], segments: list[Segment], sentences: list[tuple[int, int]]
) -> Layout:
    title = next((part.text for part in segments if part.kind == "title"), None)
    fired = dict.fromkeys(cut.rule for cut in cuts if cut.rule)
    return Layout(
        segments=tuple(segments),
        sentences=tuple(sorted(sentences)),
        title=article.title or title,
        outlet=article.outlet or next(_found(cuts, "outlet"), None),
        byline=article.byline or next(_found(cuts, "byline"), None),
        dateline=next(_found(cuts, "place"), None),
        published=article.published or next(_found(cuts, "published"), None),
        rules=tuple(fired),
    )


def _found(cuts: Iterable[Cut], name: str) -> Iterator[str]:
    """Yield what the cuts give under a name, in text order, each once with white space evened out."""
    for cut in cuts:
        value = cut.found.get(name)
        if value:
            yield " ".join(value.split())
