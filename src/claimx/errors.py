"""The exception tree and the exit codes of the command line.

ClaimxError
├── InputError   3  a document or file cannot be read
├── RuleError    4  a rule file is invalid
└── ModelError   5  an NLP model is missing or unfit

Kept free of imports so that every module can use it.
"""

from enum import IntEnum


class Exit(IntEnum):
    """Exit codes of ``claimx``: stable, documented in ``docs/cli.md``."""

    OK = 0
    GATE = 1  # an asked-for check failed: differences, failing rule tests, a score under its floor
    USAGE = 2  # wrong arguments, or a run that could not start or finish
    INPUT = 3  # some documents failed; the others are done
    RULES = 4
    MODEL = 5
    INTERRUPTED = 130


class ClaimxError(Exception):
    """An error that a user can act on: one line, with place and advice.

    ``where`` is a place such as ``rules/x.yaml:12:5``; ``hint`` says what to do about it.
    """

    exit_code: Exit = Exit.USAGE

    def __init__(self, message: str, *, where: str | None = None, hint: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.where = where
        self.hint = hint

    def __str__(self) -> str:
        text = f"{self.where}: {self.message}" if self.where else self.message
        return f"{text} ({self.hint})" if self.hint else text


class InputError(ClaimxError):
    """A path, file or document that cannot be read."""

    exit_code = Exit.INPUT


class RuleError(ClaimxError):
    """A rule file that cannot be used; the message holds every fault found, one a line."""

    exit_code = Exit.RULES


class ModelError(ClaimxError):
    """An NLP model that is missing, broken, or lacks a needed component."""

    exit_code = Exit.MODEL
