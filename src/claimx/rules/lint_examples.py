"""Whether a rule says what it is for and holds its own tests."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimx.rules.check_examples import LISTS, examples_of
from claimx.rules.lint import Finding, error, warning

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claimx.rules.load import Entry

# The word that a scaffold leaves where somebody has to fill in.
TODO = "TODO"


def lint_examples(entry: Entry) -> Iterator[Finding]:
    """Report marks that are wrong, lists of examples that are empty, and words left to fill in."""
    faults: list[str] = []
    texts = [example.text for example in examples_of(entry, faults)]
    for fault in faults:
        where, message = fault.split(": ", 1)
        yield Finding(
            severity="error", code="bad-mark", rule=entry.id, where=where, message=message
        )
    for text in {text for text in texts if texts.count(text) > 1}:
        yield warning(entry, "same-example", f"an example stands twice: {text!r}")
    if TODO in entry.rule.why:
        yield warning(entry, "todo", "the reason is still to be written", "why")
    for name in LISTS:
        for index, marked in enumerate(getattr(entry.rule, name)):
            if TODO in marked:
                yield warning(entry, "todo", "the example is still to be written", name, index)
    if entry.kind == "lexicon" or not entry.rule.enabled:
        return
    if not entry.rule.examples:
        known = " (todo holds known misses only)" if entry.rule.todo else ""
        yield error(entry, "no-example", f"no example shows what the rule is for{known}")
    if not entry.rule.counter:
        yield warning(entry, "no-counter", "no counter-example shows where the rule stops")
