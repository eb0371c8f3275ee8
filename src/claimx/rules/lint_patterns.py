"""Attribution patterns: tokens that spaCy refuses or that never match, and rules that never win."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from claimx.rules.lint import Finding, error, warning
from claimx.rules.schema import AttributionRule

if TYPE_CHECKING:
    from claimx.rules.load import Entry, RuleSet

CAPTURES = ("content", "cue", "speaker")
_UPOS = (
    "ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM", "PART", "PRON", "PROPN",
    "PUNCT", "SCONJ", "SYM", "VERB", "X",
)  # fmt: skip
TAGS = ("QUOTE", "DATE", "NP", "PP", "ADJUNCT", "CUE", "CONN", "<s>", "</s>", *_UPOS)
# Attributes whose values are known, so that a slip can be seen.
VALUES: Mapping[str, Collection[str]] = {
    "TAG": TAGS,
    "POS": _UPOS,
    "ENT_TYPE": ("PER", "ORG", "LOC", ""),
}
# The keys of spaCy's token patterns; a test holds this table against spaCy's own validation.
TEXT_KEYS = frozenset(
    [
        "ORTH",
        "TEXT",
        "LOWER",
        "POS",
        "TAG",
        "MORPH",
        "DEP",
        "LEMMA",
        "SHAPE",
        "NORM",
        "PREFIX",
        "SUFFIX",
        "ENT_TYPE",
        "ENT_ID",
        "ENT_IOB",
        "ENT_KB_ID",
    ]
)
FLAG_KEYS = frozenset(
    [
        "IS_ALPHA",
        "IS_ASCII",
        "IS_DIGIT",
        "IS_LOWER",
        "IS_UPPER",
        "IS_TITLE",
        "IS_PUNCT",
        "IS_SPACE",
        "IS_BRACKET",
        "IS_QUOTE",
        "IS_LEFT_PUNCT",
        "IS_RIGHT_PUNCT",
        "IS_CURRENCY",
        "IS_STOP",
        "IS_SENT_START",
        "SENT_START",
        "SPACY",
        "LIKE_NUM",
        "LIKE_URL",
        "LIKE_EMAIL",
    ]
)
_KEYS = (*sorted(TEXT_KEYS), *sorted(FLAG_KEYS), "OP", "as")
LISTS = frozenset({"IN", "NOT_IN", "IS_SUBSET", "IS_SUPERSET", "INTERSECTS"})
_PREDICATES = (*sorted(LISTS), "REGEX", "FUZZY", *(f"FUZZY{n}" for n in range(1, 10)))
_OPERATORS = frozenset({"!", "?", "+", "*"})
_RELATIONS = (
    "<", ">", "<<", ">>", ".", ".*", ";", ";*", "$+", "$-", "$++", "$--", ">+", ">-", ">++", ">--",
    "<+", "<-", "<++", "<--",
)  # fmt: skip


def lint_patterns(entry: Entry, rules: RuleSet) -> Iterator[Finding]:
    """Report what is wrong with the tokens of one pattern."""
    rule = entry.rule
    if not isinstance(rule, AttributionRule):
        return
    captures = [token["as"] for token in rule.pattern if "as" in token]
    for index, token in enumerate(rule.pattern):
        at = ("pattern", index)
        name = token.get("as")
        if name is not None and name not in CAPTURES:
            yield error(entry, "bad-capture", f"as: {name}; {_advice(str(name), CAPTURES)}", *at)
        if rule.engine == "dependency":
            yield from _edge(entry, index, token, rules)
        else:
            yield from _token(entry, at, token, rules)
            if "DEP" in token:  # the parse is made only for what no pattern over units explains
                message = "DEP is known only where engine is dependency"
                yield error(entry, "never-matches", message, *at)
    # Over the parse only cue and speaker are matched; the content is what the cue governs.
    if "content" not in captures and rule.engine == "matcher":
        yield error(entry, "no-content", "nothing is captured `as: content`", "pattern")
    if rule.engine == "matcher" and all(str(t.get("OP")) in ("?", "*", "!") for t in rule.pattern):
        yield error(
            entry,
            "bad-pattern",
            "every token is optional, so it matches nothing in particular",
            "pattern",
        )


def _token(
    entry: Entry, at: tuple[str | int, ...], token: Mapping[str, Any], rules: RuleSet
) -> Iterator[Finding]:
    for key, value in token.items():
        if key == "as":
            continue
        if key == "OP":
            if not _operator(str(value)):
                yield error(
                    entry, "bad-pattern", f"OP: {value!r} is none of ! ? + * {{n}} {{n,m}}", *at
                )
        elif key.upper() in TEXT_KEYS or key.upper() in FLAG_KEYS:
            yield from _attribute(entry, at, key.upper(), value, rules)
        else:
            yield error(
                entry,
                "bad-pattern",
                f"{key} is no attribute of a token; {_advice(key, _KEYS)}",
                *at,
            )


def _operator(value: str) -> bool:
    inside = value[1:-1].split(",") if value[:1] == "{" and value[-1:] == "}" else None
    if inside is None:
        return value in _OPERATORS
    return (
        len(inside) <= 2
        and any(inside)
        and all(not part or part.strip().isdigit() for part in inside)
    )


def _attribute(
    entry: Entry, at: tuple[str | int, ...], key: str, value: Any, rules: RuleSet
) -> Iterator[Finding]:
    if key in FLAG_KEYS:
        if value not in ("true", "false"):
            yield error(entry, "bad-pattern", f"{key} is true or false, not {value!r}", *at)
        return
    if isinstance(value, Mapping):
        for predicate, inner in value.items():
            yield from _predicate(entry, at, f"{key}: {predicate}", inner, rules)
    elif isinstance(value, str) and not value.startswith("$"):
        yield from _words(entry, at, key, [value], rules)
    elif isinstance(value, str):
        message = f"{key}: {value} is a list: write {key}: {{IN: {value}}}"
        yield error(entry, "bad-pattern", message, *at)
    else:
        message = f"{key} takes a text or a predicate such as {{IN: [...]}}"
        yield error(entry, "bad-pattern", message, *at)


def _predicate(
    entry: Entry, at: tuple[str | int, ...], name: str, value: Any, rules: RuleSet
) -> Iterator[Finding]:
    """Check ``KEY: PREDICATE``, its value being a list, or a text."""
    key, _, predicate = name.partition(": ")
    listed = isinstance(value, list | tuple) or (isinstance(value, str) and value.startswith("$"))
    nested = isinstance(value, Mapping) and set(value) <= LISTS
    if predicate not in _PREDICATES:
        advice = _advice(predicate, _PREDICATES)
        yield error(entry, "bad-pattern", f"{name} is no predicate; {advice}", *at)
    elif predicate not in LISTS and not isinstance(value, str) and not nested:
        yield error(entry, "bad-pattern", f"{name} takes a text", *at)
    elif predicate in LISTS and not listed:
        yield error(entry, "bad-pattern", f"{name} takes a list or a word list", *at)
    elif predicate in LISTS:
        yield from _words(entry, at, key, value, rules)


def _words(
    entry: Entry, at: tuple[str | int, ...], key: str, value: Any, rules: RuleSet
) -> Iterator[Finding]:
    """Report unknown word lists, and values that this attribute never has."""
    for word in [value] if isinstance(value, str) else value:
        if not isinstance(word, str):
            yield error(entry, "bad-pattern", f"{key}: {word!r} is no text", *at)
        elif word.startswith("$") and len(word) > 1:
            if word[1:] not in rules.lexicon:
                advice = _advice(word[1:], list(rules.lexicon), "$")
                yield error(entry, "unknown-list", f"there is no word list {word}; {advice}", *at)
        elif key in VALUES and word not in VALUES[key]:
            advice = _advice(word, VALUES[key])
            yield error(entry, "never-matches", f"{key} is never {word!r}; {advice}", *at)
        elif key == "LOWER" and word != word.lower():
            yield error(entry, "never-matches", f"LOWER is in lower case, {word!r} is not", *at)


def _edge(entry: Entry, index: int, token: Mapping[str, Any], rules: RuleSet) -> Iterator[Finding]:
    """Check one entry of a DependencyMatcher pattern."""
    at = ("pattern", index)
    needed = {"RIGHT_ID", "RIGHT_ATTRS"} | ({"LEFT_ID", "REL_OP"} if index else set())
    keys = set(token) - {"as"}
    if keys != needed:
        yield error(entry, "bad-pattern", f"this token takes {', '.join(sorted(needed))}", *at)
        return
    if index and token["REL_OP"] not in _RELATIONS:
        yield error(entry, "bad-pattern", f"REL_OP: {token['REL_OP']!r} is no relation", *at)
    before = [other.get("RIGHT_ID") for other in entry.rule.pattern[:index]]  # type: ignore[attr-defined]
    if index and token["LEFT_ID"] not in before:
        advice = _advice(str(token["LEFT_ID"]), [str(name) for name in before])
        yield error(
            entry,
            "bad-pattern",
            f"LEFT_ID: {token['LEFT_ID']!r} is not defined above; {advice}",
            *at,
        )
    yield from _token(entry, at, token["RIGHT_ATTRS"], rules)


def _advice(wrong: str, known: Collection[str], sign: str = "") -> str:
    close = get_close_matches(wrong, known, n=1) or get_close_matches(wrong.upper(), known, n=1)
    if close:
        return f"did you mean {sign}{close[0]}?"
    return f"known: {', '.join(sign + name for name in known if name)}"


def lint_shadows(entries: Sequence[Entry], rules: RuleSet) -> Iterator[Finding]:
    """Report rules that never win: wherever they match, another matches as well and goes first."""
    all_rules = [
        (entry, entry.rule, _expanded(entry.rule, rules))
        for entry in rules.entries.values()
        if isinstance(entry.rule, AttributionRule) and entry.rule.enabled
    ]
    wanted = {entry.id for entry in entries}
    for entry, rule, pattern in all_rules:
        if entry.id not in wanted:
            continue
        for other, stronger, covering in all_rules:
            first = (-stronger.priority, other.id) < (-rule.priority, entry.id)
            same_kind = (stronger.engine, stronger.type) == (rule.engine, rule.type)
            if other.id == entry.id or not first or not same_kind or not _covers(covering, pattern):
                continue
            how = "has the same pattern" if covering == pattern else "matches wherever this does"
            yield warning(
                entry,
                "shadowed",
                f"never wins: {other.id} (priority {stronger.priority}) {how}",
                "pattern",
            )
            break


def _expanded(rule: AttributionRule, rules: RuleSet) -> list[dict[str, Any]]:
    return [
        {key: _with_words(value, rules) for key, value in token.items()} for token in rule.pattern
    ]


def _with_words(value: Any, rules: RuleSet) -> Any:
    """Put word lists in for their names, as sets where a list is meant."""
    if isinstance(value, Mapping):
        return {key: _with_words(inner, rules) for key, inner in value.items()}
    if isinstance(value, str) and value.startswith("$"):
        return frozenset(rules.lexicon.get(value[1:], ()))
    if isinstance(value, list | tuple):
        parts = [_with_words(inner, rules) for inner in value]
        return frozenset(w for p in parts for w in (p if isinstance(p, frozenset) else (str(p),)))
    return value


def _covers(wide: Sequence[Mapping[str, Any]], narrow: Sequence[Mapping[str, Any]]) -> bool:
    """Tell whether each token of one pattern takes all that the other's takes, with the same captures."""
    return len(wide) == len(narrow) and all(
        a.get("as") == b.get("as")
        and a.get("OP") == b.get("OP")
        and all(
            key in b and _takes(value, b[key])
            for key, value in a.items()
            if key not in ("as", "OP")
        )
        for a, b in zip(wide, narrow, strict=True)
    )


def _takes(wide: Any, narrow: Any) -> bool:
    if wide == narrow:
        return True
    wide, few = _as_set(wide), _as_set(narrow)
    if not isinstance(wide, Mapping) or not isinstance(few, Mapping):
        return False
    if set(wide) == set(few) == {"IN"}:
        return bool(few["IN"] <= wide["IN"])
    if set(wide) == set(few) == {"NOT_IN"}:
        return bool(wide["NOT_IN"] <= few["NOT_IN"])
    if set(wide) == {"NOT_IN"} and set(few) == {"IN"}:
        return not few["IN"] & wide["NOT_IN"]
    return False


def _as_set(value: Any) -> Any:
    return {"IN": frozenset({value})} if isinstance(value, str) else value
