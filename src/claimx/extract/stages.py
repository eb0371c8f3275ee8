"""What is done with one article before and after the model reads it."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypedDict

from claimx.article.glance import GlanceWords, common_words, unread
from claimx.article.marks import find_quotations
from claimx.article.mask import Block, mask
from claimx.article.segment import closing_cues, segment
from claimx.extract.attribute import (
    Attempt,
    Attribution,
    attribute,
    attribute_by_tree,
    inherit_speakers,
)
from claimx.extract.carry import carry_over
from claimx.extract.confidence import confidence, load_table
from claimx.extract.content import CueWords
from claimx.extract.dates import ArticleDates, collect_dates, statement_date
from claimx.extract.label_words import LabelWords
from claimx.extract.labels import correct_labels
from claimx.extract.phrases import find_phrases
from claimx.extract.read import read_again, read_sentences, with_heads
from claimx.extract.resolve import resolve_speakers
from claimx.extract.scene import read_cast
from claimx.extract.units import Sentence, Words
from claimx.extract.vocabulary import PhraseWords
from claimx.models import Article, Content, Context, Cue, Document, Layout, Record, Span, Speaker
from claimx.rules.match import AttributionMatcher, Seen

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from claimx.nlp.load import Model, ParseInput
    from claimx.rules.load import RuleSet

# Characters of news text read together: hundreds of ordinary articles; names do not reach across parts.
_PART = 500_000
_CONTEXT = 32  # characters on either side, as the record contract says


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """An article in blocks that wait for the model."""

    article: Article
    layout: Layout
    blocks: tuple[Block, ...]
    first_paragraph: int = 0

    def inputs(self) -> Iterator[ParseInput]:
        """What the model is given: each block with the places at which its sentences start."""
        for block in self.blocks:
            yield block.text, tuple(start for start, _ in block.sentences)

    def parts(self) -> list[Prepared]:
        """Cut a document of book length into parts that are read one after the other."""
        groups: list[list[Block]] = [[]]
        size = 0
        for block in self.blocks:
            if size + len(block.text) > _PART and groups[-1]:
                groups.append([])
                size = 0
            groups[-1].append(block)
            size += len(block.text)
        out = []
        first = 0
        for group in groups:
            out.append(replace(self, blocks=tuple(group), first_paragraph=first))
            first += len(group)
        return out


class Stages:
    """The stages around the model, with their word lists and patterns made ready once."""

    def __init__(self, rules: RuleSet, model: Model) -> None:
        self.rules = rules
        self._model = model
        self._words = Words.of(rules)
        self._label_words = LabelWords.of(rules)
        self._cue_words = CueWords.of(rules)
        self._phrase_words = PhraseWords.of(rules)
        self._matcher = AttributionMatcher(rules)
        self._table = load_table()
        self._quotation_steps = rules.steps("quotation")
        self._speaker_steps = rules.steps("speaker")
        self._closing = closing_cues(rules)
        self._glance_words = GlanceWords.of(rules)

    def memory_zone(self) -> AbstractContextManager[object]:
        """While it is open, what the patterns' vocabulary learns is forgotten at its end."""
        return self._matcher.memory_zone()

    def prepare(self, article: Article, *, whole: bool = False) -> Prepared:
        """Segment the article and mask its paragraphs.

        The sentences that no record can need are left out, unless ``whole``.
        """
        layout = segment(article, self.rules)
        common = common_words(article.text)
        blocks = []
        sentences = list(layout.sentences)
        for part in layout.segments:
            if part.kind not in ("paragraph", "heading"):
                continue
            inside = [s for s in sentences if part.start <= s[0] < part.end]
            quotations = find_quotations(article.text, part.start, part.end, self._closing)
            left = (
                []
                if whole
                else unread(article.text, inside, quotations, common, self._glance_words)
            )
            blocks.append(
                mask(
                    article.text,
                    part.start,
                    part.end,
                    inside,
                    quotations,
                    self._quotation_steps,
                    left,
                )
            )
        return Prepared(article=article, layout=layout, blocks=tuple(blocks))

    def sentences(self, item: Prepared, docs: Sequence[Doc]) -> list[Sentence]:
        """Read the parsed blocks as sentences in units, as the patterns see them."""
        return self._read_all(item, docs, self._dates(item))

    def _dates(self, item: Prepared) -> ArticleDates:
        text, published = item.article.text, item.article.published or item.layout.published
        return collect_dates(text, [(b.start, b.end) for b in item.blocks], published, self.rules)

    def _read_all(self, item: Prepared, docs: Sequence[Doc], dates: ArticleDates) -> list[Sentence]:
        """Read every block, and those sentences again in which the article contradicts the model's entities."""
        by_block = [self._read(item, docs, dates, n) for n in range(len(item.blocks))]
        labels = correct_labels([s for block in by_block for s in block], self._label_words)
        for number, own in labels.items():
            block = item.blocks[number]
            inside = _inside(dates, block)
            by_block[number] = [
                read_again(sentence, block, inside, self._words, own)
                for sentence in by_block[number]
            ]
        return [sentence for block in by_block for sentence in block]

    def _read(
        self,
        item: Prepared,
        docs: Sequence[Doc],
        dates: ArticleDates,
        number: int,
    ) -> list[Sentence]:
        block = item.blocks[number]
        return read_sentences(docs[number], block, _inside(dates, block), self._words, number)

    def finish(
        self,
        item: Prepared,
        docs: Sequence[Doc],
        trace: list[Attempt] | None = None,
        seen: list[Seen] | None = None,
    ) -> list[Record]:
        """Turn the parsed blocks into records.

        ``trace`` collects every rule that matched, ``seen`` every sentence that rules were tried on.
        """
        self._matcher.seen = seen
        text = item.article.text
        dates = self._dates(item)
        sentences = self._read_all(item, docs, dates)
        attributed, puzzling = attribute(sentences, text, self._matcher, self._cue_words, trace)
        if puzzling and self._matcher.has_tree_rules:
            for number, sentence in self._parsed(item, docs, dates, sentences, puzzling):
                sentences[number] = sentence
            attributed += attribute_by_tree(
                puzzling, sentences, text, self._matcher, self._cue_words, attributed, trace
            )
        found = inherit_speakers(sorted(attributed, key=lambda a: (a.start, a.end)), sentences)
        found = carry_over(found, sentences, text, self._quotation_steps)
        scene = read_cast(text, sentences, self._phrase_words, found, self._speaker_steps)
        document = self._document(item)
        repeats: Counter[str] = Counter()
        records = []
        for attribution, speaker, rules in resolve_speakers(found, scene):
            frame = Frame(text, sentences[attribution.sentence], attribution, speaker)
            record = self._record(frame, rules, dates, item, document, repeats)
            records.append(record)
        return records

    def _parsed(
        self,
        item: Prepared,
        docs: Sequence[Doc],
        dates: ArticleDates,
        sentences: Sequence[Sentence],
        numbers: Sequence[int],
    ) -> Iterator[tuple[int, Sentence]]:
        """Yield the sentences of these numbers with heads and labels, each parsed by itself."""
        chosen = [sentences[number] for number in numbers]
        alone = [docs[s.paragraph][s.tokens[0].i : s.tokens[-1].i + 1].as_doc() for s in chosen]
        self._model.add_heads(alone)
        for number, sentence, doc in zip(numbers, chosen, alone, strict=True):
            block = item.blocks[sentence.paragraph]
            yield number, with_heads(sentence, doc, block, _inside(dates, block), self._words)

    @staticmethod
    def _document(item: Prepared) -> Document:
        article, layout = item.article, item.layout
        return Document(
            id=article.id,
            path=article.path,
            title=article.title or layout.title,
            outlet=article.outlet or layout.outlet,
            byline=article.byline or layout.byline,
            url=article.url,
            published=article.published or layout.published,
            sha256=hashlib.sha256(article.text.encode("utf-8", "surrogatepass")).hexdigest(),
        )

    def _record(
        self,
        frame: Frame,
        speaker_rules: tuple[str, ...],
        dates: ArticleDates,
        item: Prepared,
        document: Document,
        repeats: Counter[str],
    ) -> Record:
        text, found, speaker = frame.text, frame.found, frame.speaker
        start, end = found.start, found.end
        key = f"{document.sha256}\0{start}\0{end}"
        repeats[key] += 1
        identity = hashlib.sha256(f"{key}\0{repeats[key]}".encode()).hexdigest()[:12]
        cue = found.cue
        date = statement_date(text, **frame.spans(), dates=dates)
        beside = find_phrases(text, **frame.spans(), rules=self.rules)
        flags = [*item.article.flags, *found.flags]
        if speaker is None or speaker.name is None:
            flags.append("speaker_unresolved")
        if date and date.conflict:
            flags.append("date_conflict")
        phrase_rules = tuple(p.rule for p in (beside.via, beside.addressee, beside.manner) if p)
        rules = (*found.rules, *speaker_rules, *phrase_rules)
        return Record(
            id=f"q-{identity}",
            doc=document,
            type=found.type,
            content=Content(text=text[start:end], start=start, end=end, parts=found.parts),
            cue=Cue(text=text[cue[0] : cue[1]], lemma=found.lemma, start=cue[0], end=cue[1])
            if cue
            else None,
            speaker=speaker,
            date=date,
            addressee=_plain(beside.addressee),
            manner=_plain(beside.manner),
            via=_plain(beside.via),
            context=Context(
                paragraph=item.first_paragraph + frame.sentence.paragraph,
                prefix=text[max(0, start - _CONTEXT) : start],
                suffix=text[end : end + _CONTEXT],
            ),
            rules=rules,
            confidence=confidence(rules, speaker, self._table),
            flags=tuple(flags),
        )


def _inside(dates: ArticleDates, block: Block) -> list[tuple[int, int]]:
    return [(d.mention.start, d.mention.end) for d in dates.within(block.start, block.end)]


@dataclass(frozen=True, slots=True)
class Frame:
    """One attribution in its sentence."""

    text: str
    sentence: Sentence
    found: Attribution
    speaker: Speaker | None

    def spans(self) -> Spans:
        """The source spans that dates and phrases are looked for beside."""
        speaker = self.found.speaker
        return Spans(
            sentence=(self.sentence.start, self.sentence.end),
            content=self.found.parts,
            cue=self.found.cue,
            speaker=(speaker.start, speaker.end) if speaker else None,
        )


class Spans(TypedDict):
    """The keyword arguments that date and phrase finding share."""

    sentence: tuple[int, int]
    content: Sequence[tuple[int, int]]
    cue: tuple[int, int] | None
    speaker: tuple[int, int] | None


def _plain(phrase: Span | None) -> Span | None:
    return Span(text=phrase.text, start=phrase.start, end=phrase.end) if phrase else None
