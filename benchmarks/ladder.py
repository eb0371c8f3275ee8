"""``python -m benchmarks.ladder GOLD``: what each stage adds, from quotation marks alone to roles.

Every rung is claimx itself with rules switched off by an overlay; only the first, which has no rules of attribution at
all, is made here of the marks and the tests that ``rules/quotation`` gives.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import click

from benchmarks import report
from claimx.article.marks import find_quotations
from claimx.article.mask import statement_rule
from claimx.article.segment import closing_cues, segment
from claimx.models import Article, Content, Context, Document, Record
from claimx.pipeline import Extractor
from claimx.review.gold import GoldDocument, read_gold
from claimx.review.score import Figures, figures_by_group, score
from claimx.rules.load import RuleSet, load_rules
from claimx.rules.schema import STEPS, AttributionRule
from claimx.runs.cache import DocCache

# Steps that look no further than the words beside the cue.
BESIDE = frozenset(
    {
        "speaker.full-name",
        "speaker.organisation",
        "speaker.unnamed-role",
        "speaker.unnamed",
        "speaker.unresolved",
    }
)
TYPES = ("direct", "indirect", "mixed")
Run = Mapping[str, Sequence[Record]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rung:
    """A stage: its name, the rules that are still off, and whether roles and affiliations are kept."""

    name: str
    off: frozenset[str] = frozenset()
    roles: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What was measured on a rung: the number of records, and the figures by type and for all."""

    stage: str
    records: int
    figures: Mapping[str, Figures]


def rungs(rules: RuleSet) -> list[Rung]:
    """Return the rungs above the marks, each with all that those before it have."""
    elsewhere = {step for step in STEPS if step.startswith("speaker.")} - BESIDE
    elsewhere |= {"quotation.carried-over"}
    tree = {
        rule_id
        for rule_id, rule in rules.of(AttributionRule, "attribution")
        if rule.engine == "dependency"
    }
    return [
        Rung(name="+ cues", off=frozenset(elsewhere | tree)),
        Rung(name="+ parser", off=frozenset(elsewhere)),
        Rung(name="+ coreference"),
        Rung(name="+ roles", roles=True),
    ]


def overlay(off: frozenset[str], folder: Path) -> Path:
    """Write rule files that switch these rules off."""
    for kind in sorted({rule_id.partition(".")[0] for rule_id in off}):
        names = sorted(rule_id.partition(".")[2] for rule_id in off if rule_id.startswith(kind))
        silent = {
            name: {"why": "A stage that is not there yet.", "enabled": False} for name in names
        }
        path = folder / kind / "off.yaml"
        path.parent.mkdir(parents=True)
        path.write_text(json.dumps({"rules": silent}), "utf-8")  # JSON is YAML
    folder.mkdir(exist_ok=True)
    return folder


def marked(article: Article, rules: RuleSet) -> Iterator[Record]:
    """Yield every quotation that is a statement by its marks and its length, said by nobody."""
    steps, closing, text = rules.steps("quotation"), closing_cues(rules), article.text
    for part in segment(article, rules).segments:
        if part.kind not in ("paragraph", "heading"):
            continue
        for quotation in find_quotations(text, part.start, part.end, closing):
            start, end = quotation.inner_start, quotation.inner_end
            rule = statement_rule(text[start:end], steps)
            if rule:
                yield Record(
                    id=f"q-{start:012x}",
                    doc=Document(id=article.id),
                    type="direct",
                    content=Content(
                        text=text[start:end], start=start, end=end, parts=((start, end),)
                    ),
                    cue=None,
                    speaker=None,
                    context=Context(paragraph=0, prefix="", suffix=""),
                    rules=(rule,),
                    confidence=0.0,
                )


def without_roles(record: Record) -> Record:
    """Take role and affiliation from a record: no rule switches them, for they are read with the name."""
    speaker = record.speaker and replace(record.speaker, role=None, affiliation=None)
    return replace(record, speaker=speaker)


def climb(gold: Sequence[GoldDocument]) -> Iterator[Step]:
    """Yield what each rung reaches, from the lowest to all of claimx."""
    rules = load_rules()
    articles = [document.article() for document in gold]
    yield _step("marks only", gold, {a.id: list(marked(a, rules)) for a in articles})
    with tempfile.TemporaryDirectory() as name:
        cache = DocCache(Path(name) / "cache")
        before: tuple[frozenset[str], Run] | None = None
        for number, rung in enumerate(rungs(rules)):
            if before is None or before[0] != rung.off:
                changed = load_rules(overlay(rung.off, Path(name) / f"rung-{number}"))
                before = rung.off, _extract(articles, Extractor(changed, cache=cache))
            run = before[1]
            if not rung.roles:
                run = {doc: [without_roles(record) for record in run[doc]] for doc in run}
            yield _step(rung.name, gold, run)


def _extract(articles: Sequence[Article], extractor: Extractor) -> Run:
    run = {}
    for result in extractor.extract_many(articles):
        if result.error:
            raise result.error
        run[result.article.id] = result.records
    return run


def _step(stage: str, gold: Sequence[GoldDocument], run: Run) -> Step:
    return Step(
        stage=stage,
        records=sum(map(len, run.values())),
        figures=figures_by_group(score(gold, run)),
    )


def table(steps: Sequence[Step]) -> str:
    """Write the rungs as a Markdown table."""
    lines = [
        "| stage | records | F1 | direct | indirect | mixed | attr_F1 | role | aff |",
        "|---|" + "---:|" * 8,
    ]
    for step in steps:
        groups = step.figures
        found = groups["all"]
        kinds = [groups[f"all:{kind}"].F1 if f"all:{kind}" in groups else None for kind in TYPES]
        values = [found.F1, *kinds, found.attr_F1, found.role, found.aff]
        lines.append(f"| {step.stage} | {step.records} | {' | '.join(map(report.share, values))} |")
    return "\n".join(lines)


@click.command()
@click.argument("gold", type=click.Path(exists=True, dir_okay=False))
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
@click.option("--write", metavar="NAME", help="Put the table into docs/quality.md, under NAME.")
def main(gold: str, as_json: bool, write: str | None) -> None:
    """Show what each stage adds on GOLD: marks only, cues, parser, coreference, roles."""
    documents = list(read_gold(gold))
    steps = list(climb(documents))
    text = f"{report.about(documents)}\n\n{table(steps)}"
    if as_json:
        click.echo(json.dumps([asdict(step) for step in steps], indent=2))
    else:
        click.echo(text)
    if write:
        report.fill(report.QUALITY, f"ladder-{write}", text)


if __name__ == "__main__":
    main()
