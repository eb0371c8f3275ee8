"""Word lists: words that stand twice, and lists that nothing names."""

from __future__ import annotations

import re
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from claimx.rules.lint import Finding, warning
from claimx.rules.schema import LexiconRule

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from claimx.rules.load import Entry, RuleSet

_NAME = re.compile(r"[\"'$]([a-z_]+\.[a-z_]+)\b")


def lint_lexicon(entries: Sequence[Entry], rules: RuleSet) -> Iterator[Finding]:
    """Report words that stand twice in a list, and lists that neither a pattern nor the program names."""
    used = _used(rules)
    for entry in entries:
        if not isinstance(entry.rule, LexiconRule):
            continue
        file = entry.id.partition(".")[2]
        for name, words in entry.rule.lists.items():
            if not words:
                yield warning(entry, "empty-list", f"${file}.{name} has no words", "lists", name)
            if f"{file}.{name}" not in used:
                yield warning(entry, "unused-list", f"nothing names ${file}.{name}", "lists", name)
            yield from _twice(entry, name, words)


def _twice(entry: Entry, name: str, words: list[str] | dict[str, list[str]]) -> Iterator[Finding]:
    lemmas = words if isinstance(words, dict) else {"": words}
    first: dict[str, str] = {}
    for lemma, forms in lemmas.items():
        path = ("lists", name, lemma) if lemma else ("lists", name)
        for index, form in enumerate(forms):
            if form in first:
                other = f" (under {first[form]!r} and {lemma!r})" if first[form] != lemma else ""
                yield warning(
                    entry, "same-word", f"{form!r} stands twice in {name!r}{other}", *path, index
                )
            first.setdefault(form, lemma)


def _used(rules: RuleSet) -> set[str]:
    """Return the lists that a rule, or the program's own code, names."""
    used: set[str] = set()
    for entry in rules.entries.values():
        used.update(_NAME.findall(repr(getattr(entry.rule, "pattern", ""))))
    for path in Path(str(files("claimx"))).rglob("*.py"):
        used.update(_NAME.findall(path.read_text(encoding="utf-8")))
    code = "\n".join(
        p.read_text(encoding="utf-8") for p in Path(str(files("claimx"))).rglob("*.py")
    )
    # f"time.{name}" names every list of a file.
    for prefix in re.findall(r"f\"([a-z_]+)\.\{", code):
        used.update(name for name in rules.lexicon if name.startswith(f"{prefix}."))
    return used
