"""Rule files become rule objects; every fault is reported at once with its place and advice."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from importlib.resources import files
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import ValidationError

from claimx.errors import RuleError
from claimx.rules.schema import (
    KINDS,
    STEPS,
    LexiconRule,
    Lists,
    Rule,
    StepRule,
    SwitchedOff,
    forms_of,
)

R = TypeVar("R", bound=Rule)

# The steps of one kind that are on, by id, with their settings.
Steps = Mapping[str, Mapping[str, int]]


class Loader(yaml.CSafeLoader):
    """Safe YAML in which every scalar is a string: `no`, `12:30` and `2024-03-05` stay as written."""

    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012 - as PyYAML declares it


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

    def steps(self, folder: str) -> Steps:
        """Return the steps of one folder that are on, with their settings."""
        return {rule_id: rule.settings for rule_id, rule in self.of(StepRule, folder)}

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

    An overlay's rule replaces the one of the same id, is added, or with ``enabled: false`` and nothing but a
    ``why`` beside it switches it off; a lexicon's ``lists`` replace those of the same name, its ``add`` and
    ``drop`` change them word by word; a step's ``settings`` change those that they name. A ``base`` stands
    for the shipped rules, which then only supply the steps that it does not have. Raises RuleError that lists
    every fault.
    """
    entries: dict[str, Entry] = {}
    faults: list[str] = []
    digest = hashlib.sha256()
    for folder, path in _files(base, overlays):
        raw = path.read_bytes()
        digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + raw + b"\0")
        for entry in _read_file(path, folder, raw, faults):
            entries[entry.id] = _overlay(entries, entry, faults)
    faults += (f for entry in entries.values() for f in _missing_settings(entry))
    if faults:
        raise RuleError("\n".join(faults))
    ordered = dict(sorted(entries.items()))
    return RuleSet(entries=ordered, lexicon=_lexicon(ordered), hash=digest.hexdigest()[:16])


def _files(base: Path | None, overlays: Sequence[str | Path]) -> Iterator[tuple[Path, Path]]:
    """Yield the rule files in the order in which they are laid over each other, each with its folder."""
    if base is not None:
        for kind in sorted({rule_id.partition(".")[0] for rule_id in STEPS}):
            yield from (
                (shipped_rules(), path) for path in sorted((shipped_rules() / kind).glob("*.yaml"))
            )
    for folder in (base or shipped_rules(), *map(Path, overlays)):
        if not folder.is_dir():
            raise RuleError(
                "no such rules folder", where=str(folder), hint="give a folder of *.yaml files"
            )
        yield from ((folder, path) for path in sorted(folder.rglob("*.yaml")))


# What a step keeps of the rule below where it shows nothing itself.
_SHOWN = ("examples", "counter", "todo")


def _overlay(entries: Mapping[str, Entry], new: Entry, faults: list[str]) -> Entry:
    """Return what stands under an id after ``new`` was laid over what stood there."""
    old = entries.get(new.id)
    if isinstance(new.rule, SwitchedOff):
        if old is None:
            faults.append(
                f"{new.path}:{new.line}:1: there is no {new.id} to switch off{_nearest(new.id, entries)}"
            )
            return new
        rule: Rule = old.rule.model_copy(update={"enabled": False, "why": new.rule.why})
    elif isinstance(new.rule, LexiconRule):
        before = old.rule.lists if old and isinstance(old.rule, LexiconRule) else {}
        rule = new.rule.model_copy(update={"lists": _changed(before, new, new.rule, faults)})
    elif isinstance(new.rule, StepRule) and old and isinstance(old.rule, StepRule):
        kept = {"settings": {**old.rule.settings, **new.rule.settings}}
        shown = {} if new.rule.examples else {name: getattr(old.rule, name) for name in _SHOWN}
        rule = new.rule.model_copy(update={**kept, **shown})
    else:
        return new
    return Entry(id=new.id, rule=rule, path=new.path, line=new.line)


def _changed(before: Lists, entry: Entry, rule: LexiconRule, faults: list[str]) -> Lists:
    """Replace, then add to, then drop from the lists of a lexicon."""
    lists = {**before, **rule.lists}
    for change in (rule.add, rule.drop):
        for name in change:
            if name not in lists:
                faults.append(
                    f"{entry.path}:{entry.line}:1: {entry.id} has no list {name!r} to change{_nearest(name, lists)}"
                )
    for name, words in rule.add.items():
        forms = {
            form: lemma
            for part in (lists.get(name, []), words)
            for form, lemma in forms_of(part).items()
        }
        lists[name] = _by_lemma(forms)
    for name, unwanted in rule.drop.items():
        forms = forms_of(lists.get(name, []))
        lists[name] = _by_lemma(
            {form: lemma for form, lemma in forms.items() if form not in unwanted}
        )
    return lists


def _by_lemma(forms: Mapping[str, str]) -> dict[str, list[str]]:
    grouped: dict[str, list[str]] = {}
    for form, lemma in forms.items():
        grouped.setdefault(lemma, []).append(form)
    return grouped


def _nearest(name: str, known: Collection[str]) -> str:
    close = get_close_matches(name, known, n=1)
    return f"; did you mean {close[0]}?" if close else ""


def _lexicon(entries: Mapping[str, Entry]) -> dict[str, dict[str, str]]:
    lists: dict[str, dict[str, str]] = {}
    for entry in entries.values():
        if not isinstance(entry.rule, LexiconRule) or not entry.rule.enabled:
            continue
        for name, words in entry.rule.lists.items():
            lists[f"{entry.id.partition('.')[2]}.{name}"] = forms_of(words)
    return lists


def _read_file(path: Path, folder: Path, raw: bytes, faults: list[str]) -> Iterator[Entry]:
    relative = path.relative_to(folder)
    kind = relative.parts[0] if len(relative.parts) > 1 else ""
    if kind not in KINDS:
        known = ", ".join(sorted(KINDS))
        faults.append(
            f"{path}:1:1: the folder names the kind of rule, and {kind!r} is none of: {known}"
        )
        return
    try:
        loader = Loader(raw)
        node = loader.get_single_node()
        data = loader.construct_document(node) if node is not None else None
    except yaml.YAMLError as error:
        faults.append(_yaml_fault(path, error))
        return
    if not isinstance(data, dict):
        faults.append(f"{path}:1:1: a rule file is a mapping such as `why: ...`")
        return
    several = data.get("rules")
    group = isinstance(several, dict) and "why" not in data
    items = several.items() if isinstance(several, dict) and group else [(path.stem, data)]
    for key, value in items:
        place: tuple[str | int, ...] = ("rules", key) if group else ()
        try:
            schema = SwitchedOff if SwitchedOff.describes(value) else KINDS[kind]
            rule = schema.model_validate(value)
        except ValidationError as error:
            for fault in error.errors():
                line, column = position(node, (*place, *fault["loc"]))
                faults.append(f"{path}:{line}:{column}: {_explain(fault, KINDS[kind])}")
            continue
        faults += (
            f"{path}:{line}:{column}: {fault}"
            for fault, *rest in _step_faults(f"{kind}.{key}", rule)
            for line, column in [position(node, (*place, *rest))]
        )
        line, _ = position(node, place)
        yield Entry(id=f"{kind}.{key}", rule=rule, path=path, line=line)


def _step_faults(rule_id: str, rule: Rule) -> Iterator[tuple[str, ...]]:
    """Yield what is wrong with the name of a step or of a setting, and where in the rule that stands."""
    if not isinstance(rule, StepRule):
        return
    if rule_id not in STEPS:
        yield (f"there is no step {rule_id}{_nearest(rule_id, STEPS)}",)
        return
    known = STEPS[rule_id]
    for name in rule.settings:
        if name not in known:
            advice = _nearest(name, known) or f"; known: {', '.join(known) or 'none'}"
            yield f"{rule_id} has no setting {name!r}{advice}", "settings", name


def _missing_settings(entry: Entry) -> Iterator[str]:
    if isinstance(entry.rule, StepRule) and entry.rule.enabled:
        for name in STEPS.get(entry.id, ()):
            if name not in entry.rule.settings:
                yield f"{entry.path}:{entry.line}:1: {entry.id} lacks the setting {name!r}"


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
    return f"{place}: {fault['msg'].lower()}" if place else str(fault["msg"]).lower()


def position(node: yaml.Node | None, path: Sequence[str | int]) -> tuple[int, int]:
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
