"""Rule files become rule objects; every fault is reported at once with its place and advice."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from importlib.resources import files
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import ValidationError

from claimx.errors import RuleError
from claimx.rules.schema import KINDS, LexiconRule, Rule

R = TypeVar("R", bound=Rule)


class _Loader(yaml.CSafeLoader):
    """Safe YAML in which every scalar is a string: `no`, `12:30` and `2024-03-05` stay as written."""

    yaml_implicit_resolvers: dict[str, Any] = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One rule with its id (``folder.stem`` or ``folder.key``) and the place it stands in."""

    id: str
    rule: Rule
    path: Path
    line: int

    @property
    def kind(self) -> str:
        """The folder, which is the kind of the rule."""
        return self.id.partition(".")[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleSet:
    """All rules by id, in a fixed order, with their word lists and a hash of what they say."""

    entries: Mapping[str, Entry]
    lexicon: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    hash: str = ""

    def of(self, kind: type[R], folder: str) -> Iterator[tuple[str, R]]:
        """Yield (id, rule) of the enabled rules of one folder, in order of id."""
        for entry in self.entries.values():
            if entry.kind == folder and entry.rule.enabled and isinstance(entry.rule, kind):
                yield entry.id, entry.rule

    def words(self, name: str) -> Mapping[str, str]:
        """Return a word list (``cue.active``, without the dollar) as surface form -> dictionary form.

        Raises RuleError for an unknown list, with the nearest name as advice.
        """
        if name not in self.lexicon:
            close = get_close_matches(name, self.lexicon, n=1)
            raise RuleError(
                f"unknown word list ${name}", hint=f"did you mean ${close[0]}?" if close else None
            )
        return self.lexicon[name]


def shipped_rules() -> Path:
    """Return the folder of the shipped rules: inside the wheel, or the checkout's ``rules/``."""
    packaged = Path(str(files("claimx") / "_rules"))
    return packaged if packaged.is_dir() else Path(__file__).parents[3] / "rules"


def load_rules(*overlays: str | Path, base: Path | None = None) -> RuleSet:
    """Load the shipped rules and lay the overlays over them, in order.

    An overlay's rule replaces the one of the same id, is added, or with ``enabled: false`` switches it off;
    a word list of the same id is replaced list by list. Raises RuleError that lists every fault.
    """
    entries: dict[str, Entry] = {}
    faults: list[str] = []
    digest = hashlib.sha256()
    for folder in (base or shipped_rules(), *map(Path, overlays)):
        if not folder.is_dir():
            raise RuleError("no such rules folder", where=str(folder), hint="give a folder of *.yaml files")
        for path in sorted(folder.rglob("*.yaml")):
            raw = path.read_bytes()
            digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + raw + b"\0")
            for entry in _read_file(path, folder, raw, faults):
                entries[entry.id] = _overlay(entries.get(entry.id), entry)
    if faults:
        raise RuleError("\n".join(faults))
    ordered = dict(sorted(entries.items()))
    return RuleSet(entries=ordered, lexicon=_lexicon(ordered), hash=digest.hexdigest()[:16])


def _overlay(old: Entry | None, new: Entry) -> Entry:
    if old and isinstance(old.rule, LexiconRule) and isinstance(new.rule, LexiconRule):
        rule = new.rule.model_copy(update={"lists": {**old.rule.lists, **new.rule.lists}})
        return Entry(id=new.id, rule=rule, path=new.path, line=new.line)
    return new


def _lexicon(entries: Mapping[str, Entry]) -> dict[str, dict[str, str]]:
    lists: dict[str, dict[str, str]] = {}
    for entry in entries.values():
        if not isinstance(entry.rule, LexiconRule) or not entry.rule.enabled:
            continue
        for name, words in entry.rule.lists.items():
            forms = (
                {form: lemma for lemma, several in words.items() for form in several}
                if isinstance(words, dict)
                else {word: word for word in words}
            )
            lists[f"{entry.id.partition('.')[2]}.{name}"] = forms
    return lists


def _read_file(path: Path, folder: Path, raw: bytes, faults: list[str]) -> Iterator[Entry]:
    relative = path.relative_to(folder)
    kind = relative.parts[0] if len(relative.parts) > 1 else ""
    if kind not in KINDS:
        known = ", ".join(sorted(KINDS))
        faults.append(f"{path}:1:1: the folder names the kind of rule, and {kind!r} is none of: {known}")
        return
    try:
        node = yaml.compose(raw, Loader=_Loader)
        data = yaml.load(raw, Loader=_Loader)  # noqa: S506 - a CSafeLoader
    except yaml.YAMLError as error:
        faults.append(_yaml_fault(path, error))
        return
    if not isinstance(data, dict):
        faults.append(f"{path}:1:1: a rule file is a mapping such as `why: ...`")
        return
    several = data.get("rules")
    group = isinstance(several, dict) and "why" not in data
    items = several.items() if group else [(path.stem, data)]
    for key, value in items:
        place: tuple[str | int, ...] = ("rules", key) if group else ()
        try:
            rule = KINDS[kind].model_validate(value)
        except ValidationError as error:
            for fault in error.errors():
                line, column = _position(node, (*place, *fault["loc"]))
                faults.append(f"{path}:{line}:{column}: {_explain(fault, KINDS[kind])}")
            continue
        line, _ = _position(node, place)
        yield Entry(id=f"{kind}.{key}", rule=rule, path=path, line=line)


def _yaml_fault(path: Path, error: yaml.YAMLError) -> str:
    mark = getattr(error, "problem_mark", None)
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    return f"{path}:{line}:{column}: {getattr(error, 'problem', None) or 'not valid YAML'}"


def _explain(fault: Mapping[str, Any], kind: type[Rule]) -> str:
    place = ".".join(str(part) for part in fault["loc"])
    if fault["type"] == "extra_forbidden":
        close = get_close_matches(str(fault["loc"][-1]), kind.model_fields, n=1)
        advice = f"did you mean {close[0]}?" if close else f"known: {', '.join(kind.model_fields)}"
        return f"{place}: unknown field; {advice}"
    return f"{place}: {fault['msg'].lower()}"


def _position(node: yaml.Node | None, path: Sequence[str | int]) -> tuple[int, int]:
    """Return line and column (from one) of the deepest node on the path."""
    here = node
    for part in path:
        step: yaml.Node | None = None
        if isinstance(here, yaml.MappingNode):
            for key, value in here.value:
                if key.value == str(part):
                    step = value if isinstance(value, yaml.CollectionNode) else key
        elif isinstance(here, yaml.SequenceNode) and isinstance(part, int):
            step = here.value[part] if part < len(here.value) else None
        if step is None:
            break
        here = step
    if here is None:
        return 1, 1
    return here.start_mark.line + 1, here.start_mark.column + 1
