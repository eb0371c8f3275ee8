"""Attribution patterns compiled to spaCy matchers, and run over a sentence's units.

The matcher sees a *gist*: a small Doc with one token a unit. Its attributes are ``TAG`` (QUOTE, DATE, NP,
PP, ADJUNCT, CUE or a UPOS), ``POS`` and ``LEMMA`` of the head word, ``LOWER`` (the words, lower case), ``DEP`` and
heads from the parse, ``ENT_TYPE`` (PER, ORG, LOC), and ``SHAPE``-like facts of a quotation in ``NORM``
(``full`` or ``part``). The tokens ``<s>`` and ``</s>`` stand for the start and the end of the sentence.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from claimx.errors import RuleError
from claimx.rules.schema import AttributionRule

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

    from claimx.extract.units import Sentence, Unit
    from claimx.rules.load import RuleSet

START = "<s>"
END = "</s>"


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A rule that fits: captures as ranges of unit indices (first, last exclusive)."""

    rule: str
    priority: int
    type: str
    flags: tuple[str, ...]
    captures: Mapping[str, tuple[int, int]]


class AttributionMatcher:
    """All attribution rules of a rule set, compiled once. It has a small vocabulary of its own."""

    def __init__(self, rules: RuleSet) -> None:
        from spacy.matcher import DependencyMatcher, Matcher

        self._vocab = vocab = gist_vocab()
        self._rules: dict[str, tuple[AttributionRule, list[str | None]]] = {}
        self._surface = Matcher(vocab)
        self._tree = DependencyMatcher(vocab)
        for rule_id, rule in rules.of(AttributionRule, "attribution"):
            pattern, names = expand(rule_id, rule, rules)
            self._rules[rule_id] = (rule, names)
            try:
                if rule.engine == "matcher":
                    self._surface.add(rule_id, [pattern], greedy="LONGEST")
                else:
                    self._tree.add(rule_id, [pattern])
            except (ValueError, KeyError, TypeError) as error:
                raise RuleError(f"{rule_id}: the pattern is not valid: {error}") from error

    def memory_zone(self) -> AbstractContextManager[object]:
        """While it is open, words that the vocabulary learns are forgotten at its end."""
        return self._vocab.memory_zone()

    @property
    def has_tree_rules(self) -> bool:
        """Whether any rule needs heads and labels."""
        return len(self._tree) > 0

    def matches(self, sentence: Sentence) -> Iterator[Match]:
        """Yield every match of every surface rule; unit indices count in ``sentence.units``."""
        if not len(self._surface):
            return
        found: Any = self._surface(make_gist(sentence, self._vocab), with_alignments=True)
        for key, start, _, alignment in found:
            places = [start + offset for offset in range(len(alignment))]
            yield self._match(key, zip(alignment, places, strict=True), len(sentence.units))

    def tree_matches(self, sentence: Sentence) -> Iterator[Match]:
        """Yield every match of every rule over heads and labels, on a sentence that has them.

        Without a capture of its own the content is all that stands behind the cue.
        """
        if not self.has_tree_rules:
            return
        size = len(sentence.units)
        for key, places in self._tree(make_gist(sentence, self._vocab)):
            match = self._match(key, enumerate(places), size)
            if "content" not in match.captures and "cue" in match.captures:
                behind = (match.captures["cue"][1], size)
                if behind[0] < size:
                    match = replace(match, captures={**match.captures, "content": behind})
            yield match

    def _match(self, key: int, aligned: Iterable[tuple[int, int]], size: int) -> Match:
        """Gather captures; ``aligned`` pairs places in the pattern with tokens of the gist."""
        rule_id = self._vocab.strings[key]
        rule, names = self._rules[rule_id]
        captures: dict[str, tuple[int, int]] = {}
        for place, token in aligned:
            name = names[place]
            if name:
                unit = token - 1  # the gist begins with the start token
                first, last = captures.get(name, (unit, unit))
                captures[name] = (min(first, unit), max(last, unit + 1))
        return Match(
            rule=rule_id,
            priority=rule.priority,
            type=rule.type,
            flags=rule.flags,
            captures=_inside(captures, size),
        )


def _inside(captures: Mapping[str, tuple[int, int]], size: int) -> dict[str, tuple[int, int]]:
    """Keep the start and end tokens out of the captures."""
    clipped = {name: (max(first, 0), min(last, size)) for name, (first, last) in captures.items()}
    return {name: span for name, span in clipped.items() if span[0] < span[1]}


def gist_vocab() -> Vocab:
    """A vocabulary that knows of a word only its lower case: units are long, and most are seen once."""
    from spacy.attrs import LOWER
    from spacy.vocab import Vocab

    return Vocab(lex_attr_getters={LOWER: str.lower})


def make_gist(sentence: Sentence, vocab: Vocab) -> Doc:
    """Build the Doc of units that the patterns match on, behind a start token."""
    from spacy.tokens import Doc

    units = sentence.units
    unit_of: dict[int, int] = {}
    for number, unit in enumerate(units):
        for token in unit.tokens:
            unit_of[token.i] = number
    heads, deps, pos, lemmas, words, tags, ents = (
        [0],
        ["ROOT"],
        ["X"],
        [START],
        [START],
        [START],
        ["O"],
    )
    norms = [START]
    for number, unit in enumerate(units):
        head = _head(unit, unit_of, number)
        parent = unit_of.get(head.head, number)
        heads.append(parent + 1)
        deps.append(head.dep or "dep")
        pos.append(head.pos or "X")
        lemmas.append(head.lemma or head.lower)
        words.append(" ".join(t.text for t in unit.tokens) if unit.tag != "QUOTE" else "«»")
        tags.append(unit.tag)
        norms.append(("full" if unit.full else "part") if unit.tag == "QUOTE" else unit.lower)
        entity = "PER" if unit.person else next((t.entity for t in unit.tokens if t.entity), "")
        ents.append(f"B-{entity}" if entity else "O")
    for column, value in (
        (deps, "dep"),
        (pos, "X"),
        (lemmas, END),
        (words, END),
        (tags, END),
        (norms, END),
        (ents, "O"),
    ):
        column.append(value)
    heads.append(0)
    # Cycles can come of units that hold several heads: break them, a Doc must be a tree.
    _uncycle(heads)
    gist = Doc(
        vocab, words=words, tags=tags, pos=pos, lemmas=lemmas, heads=heads, deps=deps, ents=ents
    )
    for place, norm in enumerate(norms):
        gist[place].norm_ = norm
    return gist


def _head(unit: Unit, unit_of: Mapping[int, int], number: int) -> Any:
    for token in unit.tokens:
        if unit_of.get(token.head, -1) != number or token.head == token.i:
            return token
    return unit.tokens[0]


def _uncycle(heads: list[int]) -> None:
    for i in range(len(heads)):
        seen = {i}
        at = i
        while heads[at] != at:
            at = heads[at]
            if at in seen:
                heads[i] = i
                break
            seen.add(at)


def expand(
    rule_id: str, rule: AttributionRule, rules: RuleSet
) -> tuple[list[dict[str, Any]], list[str | None]]:
    """Take the captures out of the token patterns and put word lists in for their names."""
    pattern: list[dict[str, Any]] = []
    names: list[str | None] = []
    for token in rule.pattern:
        token = dict(token)
        names.append(token.pop("as", None))
        pattern.append({key: _value(value, rules) for key, value in token.items()})
    if not any(names):
        raise RuleError(
            f"{rule_id}: the pattern captures nothing", hint="name a part with `as: content`"
        )
    return pattern, names


def _value(value: Any, rules: RuleSet) -> Any:
    if isinstance(value, str) and value.startswith("$"):
        return list(rules.words(value[1:]))
    if isinstance(value, Mapping):
        return {key: _value(inner, rules) for key, inner in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        out: list[Any] = []
        for inner in value:
            expanded = _value(inner, rules)
            out += expanded if isinstance(expanded, list) else [expanded]
        return out
    return {"true": True, "false": False}.get(value, value) if isinstance(value, str) else value
