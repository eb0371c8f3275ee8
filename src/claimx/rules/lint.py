"""Faults in rules that can be seen without a model and without running an example."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from claimx.rules.check_places import place

if TYPE_CHECKING:
    from collections.abc import Sequence

    from claimx.rules.load import Entry, RuleSet

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One fault with its place, a stable code, and what to do about it.

    An error makes a rule useless or harmful; a warning is a promise not kept, or work left.
    """

    severity: Severity
    code: str
    rule: str
    where: str
    message: str

    def __str__(self) -> str:
        """``path:line:col: error: message [code]``, as compilers and editors have it."""
        return f"{self.where}: {self.severity}: {self.message} [{self.code}]"


def lint(
    rules: RuleSet, folders: Sequence[str] = (), chosen: Sequence[str] | None = None
) -> list[Finding]:
    """Return the findings in the rules, or in those that are chosen, in the order of their places.

    ``folders`` are the overlays the rules were loaded with. Raises RuleError where a file cannot be read.
    """
    from claimx.rules.lint_examples import lint_examples
    from claimx.rules.lint_files import lint_files
    from claimx.rules.lint_lexicon import lint_lexicon
    from claimx.rules.lint_patterns import lint_patterns, lint_shadows
    from claimx.rules.lint_regex import lint_regexes

    entries = [rules.entries[i] for i in (rules.entries if chosen is None else chosen)]
    found = [
        *lint_files(folders),
        *(finding for entry in entries for finding in lint_examples(entry)),
        *(finding for entry in entries for finding in lint_patterns(entry, rules)),
        *lint_shadows(entries, rules),
        *lint_regexes(entries, rules),
        *lint_lexicon(entries, rules),
    ]
    wanted = {entry.id for entry in entries}
    return sorted(
        (finding for finding in dict.fromkeys(found) if finding.rule in wanted),
        key=lambda f: (_sortable(f.where), f.severity, f.code, f.message),
    )


def error(entry: Entry, code: str, message: str, *path: str | int) -> Finding:
    """Return an error at a part of a rule."""
    return Finding(
        severity="error", code=code, rule=entry.id, where=place(entry, *path), message=message
    )


def warning(entry: Entry, code: str, message: str, *path: str | int) -> Finding:
    """Return a warning at a part of a rule."""
    return replace(error(entry, code, message, *path), severity="warning")


def _sortable(where: str) -> tuple[str, int, int]:
    path, line, column = where.rsplit(":", 2)
    return path, int(line), int(column)


def pieces(finding: Finding) -> list[tuple[str, str]]:
    """Return a finding as pieces of a line with their styles."""
    style = "red" if finding.severity == "error" else "yellow"
    return [
        (finding.where, "bold"),
        (": ", ""),
        (finding.severity, style),
        (f": {finding.message} ", ""),
        (f"[{finding.code}]", "dim"),
    ]


def summary(rules: int, findings: Sequence[Finding]) -> str:
    """Return ``130 rules: 1 error, 2 warnings``."""
    errors = sum(finding.severity == "error" for finding in findings)
    warnings = len(findings) - errors
    plural = ("" if errors == 1 else "s", "" if warnings == 1 else "s")
    of = "1 rule" if rules == 1 else f"{rules} rules"
    return f"{of}: {errors} error{plural[0]}, {warnings} warning{plural[1]}"
