"""The two runs of a comparison: given as files, or made here with two sets of rules."""

from __future__ import annotations

import io
import subprocess
import tarfile
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import orjson

from claimx.errors import ClaimxError
from claimx.models import Record
from claimx.review.load import name_of
from claimx.review.sources import articles, extract

if TYPE_CHECKING:
    from claimx.rules.load import RuleSet

HOW = "OLD NEW, or PATH with --rules OLD_DIR --rules NEW_DIR, or PATH with --rev GIT_REV"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sides:
    """Where the two runs are, and what to call them."""

    old: str
    new: str
    old_name: str
    new_name: str


@contextmanager
def two_runs(
    sources: Sequence[str],
    *,
    rules: Sequence[str] = (),
    rev: str | None = None,
    model: str | None = None,
    failed: list[ClaimxError],
) -> Iterator[Sides]:
    """Yield the two runs to compare.

    Without ``rules`` and ``rev`` the sources are two runs. Else they are articles, read with the
    first and with the second rules folder, or with a rules folder (the shipped one, or the only
    one given) at a git revision and as it is now. What is made here goes when the context ends;
    articles that fail go into ``failed``.
    """
    if not rules and rev is None:
        if len(sources) != 2 or sources[0] == sources[1] == "-":
            raise ClaimxError("two runs are needed", hint=HOW)
        old, new = sources
        yield Sides(old=old, new=new, old_name=name_of(old), new_name=name_of(new))
        return
    if len(rules) != (2 if rev is None else min(len(rules), 1)):
        raise ClaimxError("--rules is given twice, or once with --rev", hint=HOW)
    from claimx.rules.load import load_rules

    if "-" in sources:
        raise ClaimxError("standard input cannot be read twice", hint="save the articles to a file")
    with tempfile.TemporaryDirectory(prefix="claimx-") as name:
        folder = Path(name)
        if rev is None:
            before, after = (_rules(Path(side)) for side in rules)
            names = rules[0], rules[1]
        else:
            now = Path(rules[0]) if rules else _shipped()
            before, after = load_rules(base=rules_at(rev, now, folder / "rules")), _rules(now)
            names = f"{now.name} at {rev}", f"{now.name} now"
        old = _write(
            extract(articles(sources, failed), before, model, failed), folder / "old.jsonl"
        )
        failed.clear()  # what cannot be read fails on both sides, and is told once
        new = _write(extract(articles(sources, failed), after, model, failed), folder / "new.jsonl")
        yield Sides(old=old, new=new, old_name=names[0], new_name=names[1])


def rules_at(rev: str, rules: Path, target: Path) -> Path:
    """Unpack a rules folder as it was at a git revision."""
    if not rules.is_dir():
        raise ClaimxError("no such rules folder", where=str(rules))
    try:
        done = subprocess.run(  # noqa: S603 - no shell, and `rev` cannot be taken for an option
            ["git", "-C", str(rules), "archive", "--format=tar", "--end-of-options", rev],  # noqa: S607 - the git of the user
            capture_output=True,
            check=False,
        )
    except FileNotFoundError:
        raise ClaimxError("--rev needs git", hint="install git") from None
    if done.returncode:
        reason = done.stderr.decode(errors="replace").strip().removeprefix("fatal: ").splitlines()
        raise ClaimxError(reason[-1] if reason else "git archive failed", where=f"--rev {rev}")
    with tarfile.open(fileobj=io.BytesIO(done.stdout)) as archive:
        archive.extractall(target, filter="data")
    return target


def _write(found: Iterable[Record], target: Path) -> str:
    with target.open("wb") as out:
        out.writelines(orjson.dumps(record, option=orjson.OPT_APPEND_NEWLINE) for record in found)
    return str(target)


def _rules(folder: Path) -> RuleSet:
    """Load a rules folder: a whole set stands alone, a part is laid over the shipped rules."""
    from claimx.rules.load import load_rules

    kinds, shipped = (
        {path.parent.name for path in of.rglob("*.yaml")} for of in (folder, _shipped())
    )
    return load_rules(base=folder) if shipped <= kinds else load_rules(folder)


def _shipped() -> Path:
    from claimx.rules.load import shipped_rules

    return shipped_rules()
