"""The two runs of a comparison: given as files, or made here with two sets of rules."""

from __future__ import annotations

import io
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import orjson

from claimx.errors import ClaimxError
from claimx.review.load import name_of

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
) -> Iterator[Sides]:
    """Yield the two runs to compare.

    Without ``rules`` and ``rev`` the sources are two runs. Else they are articles, read with the
    first and with the second rules folder, or with a rules folder (the shipped one, or the only
    one given) at a git revision and as it is now. What is made here goes when the context ends.
    """
    if not rules and rev is None:
        if len(sources) != 2 or sources[0] == sources[1] == "-":  # noqa: PLR2004 - old and new
            raise ClaimxError("two runs are needed", hint=HOW)
        old, new = sources
        yield Sides(old=old, new=new, old_name=name_of(old), new_name=name_of(new))
        return
    if len(rules) != (2 if rev is None else min(len(rules), 1)):
        raise ClaimxError("--rules is given twice, or once with --rev", hint=HOW)
    if "-" in sources:
        raise ClaimxError("standard input cannot be read twice", hint="save the articles to a file")
    with tempfile.TemporaryDirectory(prefix="claimx-") as name:
        folder = Path(name)
        if rev is None:
            before, after = map(Path, rules)
            names = rules[0], rules[1]
        else:
            after = Path(rules[0]) if rules else _shipped()
            before = rules_at(rev, after, folder / "rules")
            names = f"{after.name} at {rev}", f"{after.name} now"
        old, new = (
            _extract(sources, side, folder / f"{which}.jsonl", folder / "cache", model)
            for which, side in (("old", before), ("new", after))
        )
        yield Sides(old=old, new=new, old_name=names[0], new_name=names[1])


def rules_at(rev: str, rules: Path, target: Path) -> Path:
    """Unpack a rules folder as it was at a git revision."""
    if not rules.is_dir():
        raise ClaimxError("no such rules folder", where=str(rules))
    try:
        done = subprocess.run(  # noqa: S603 - no shell, and rev cannot be taken for an option
            ["git", "-C", str(rules), "archive", "--format=tar", "--end-of-options", rev],  # noqa: S607
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


def _extract(
    sources: Sequence[str], rules: Path, target: Path, cache: Path, model: str | None
) -> str:
    """Write a run with one set of rules; the second side reads the parses of the first."""
    from claimx.inputs import Failure, read_articles
    from claimx.pipeline import Extractor
    from claimx.rules.load import load_rules
    from claimx.runs.cache import DocCache

    shipped = {kind.name for kind in _shipped().iterdir()}
    whole = rules.is_dir() and shipped <= {kind.name for kind in rules.iterdir()}
    rule_set = load_rules(base=rules) if whole else load_rules(rules)
    extractor = Extractor(rule_set, model, cache=DocCache(str(cache)))
    articles = (item for item in read_articles(sources) if not isinstance(item, Failure))
    with target.open("wb") as out:
        for result in extractor.extract_many(articles):
            if result.error:
                raise result.error
            out.writelines(
                orjson.dumps(record, option=orjson.OPT_APPEND_NEWLINE) for record in result.records
            )
    return str(target)


def _shipped() -> Path:
    from claimx.rules.load import shipped_rules

    return shipped_rules()
