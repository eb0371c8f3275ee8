"""A first rule file of each kind: valid as it stands, with comments that say what to change."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from claimx.errors import ClaimxError
from claimx.rules.load import load_rules
from claimx.rules.schema import KINDS, STEPS, LexiconRule, StepRule

if TYPE_CHECKING:
    from pathlib import Path

_NAME = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
_LEXICON_NAME = re.compile(r"[a-z]+(?:_[a-z]+)*")
_WHY = 'why: "TODO: one line: what it catches, and why that is right."'


def scaffold(kind: str, name: str, folder: Path) -> Path:
    """Write ``folder/kind/name.yaml`` and return its path.

    Raises ClaimxError for a name that cannot be an id or is no step's, and rather than overwrite a file.
    """
    fits = _LEXICON_NAME if kind == "lexicon" else _NAME
    if not fits.fullmatch(name):
        example = "kata_kerja" if kind == "lexicon" else "kutip-kata-nama"
        raise ClaimxError(
            f"{name!r} cannot be the name of a rule", hint=f"lower case, like {example}"
        )
    path = folder / kind / f"{name}.yaml"
    if issubclass(KINDS[kind], StepRule) and f"{kind}.{name}" not in STEPS:
        steps = ", ".join(step.partition(".")[2] for step in STEPS if step.startswith(f"{kind}."))
        raise ClaimxError(f"there is no step {kind}.{name} to change", hint=f"known: {steps}")
    if path.exists():
        raise ClaimxError("exists already", where=str(path), hint="choose another name, or edit it")
    path.parent.mkdir(parents=True, exist_ok=True)
    shipped = _shipped_list(name) if kind == "lexicon" else None
    template = _CHANGED_LEXICON if shipped else TEMPLATES[kind]
    settings = _settings(f"{kind}.{name}") if issubclass(KINDS[kind], StepRule) else ""
    text = template.format(name=name, why=_WHY, list=f"{name}.", first=shipped, settings=settings)
    path.write_text(text, encoding="utf-8")
    return path


def _settings(step: str) -> str:
    """Return the settings of a shipped step as YAML; without any it can be switched off."""
    rule = load_rules().entries[step].rule
    if not isinstance(rule, StepRule) or not rule.settings:
        return "enabled: false"
    return "settings:" + "".join(f"\n  {name}: {value}" for name, value in rule.settings.items())


def _shipped_list(name: str) -> str | None:
    """Return the first list of a shipped lexicon of that name, which the new file would be laid over."""
    entry = load_rules().entries.get(f"lexicon.{name}")
    return (
        next(iter(entry.rule.lists), None)
        if entry and isinstance(entry.rule, LexiconRule)
        else None
    )


_CHANGED_LEXICON = """\
# Changes to the shipped lists of {name}; `claimx rules show '${list}{first}'` prints one as it stands.
{why}
add:                  # list: words that join it, or list: {{dictionary form: [forms]}}
  {first}: [bisik]
drop: {{}}              # list: [forms that leave it]
examples:             # any rule may find them
  - '"<content>Airnya keruh</content>," <cue>bisik</cue> <speaker name="Rudi Hadi">Rudi Hadi</speaker>.'
counter:              # no rule may find anything
  - 'Rudi Hadi mendengar bisik tetangga.'
"""


# Braces of YAML are doubled: the texts go through str.format.
TEMPLATES = {
    "attribution": """\
# A frame in which news attributes speech. The rule's id is attribution.{name}.
{why}
type: direct          # direct, indirect or mixed
priority: 50          # 0 to 100: of two rules on one content the higher wins
pattern:              # one line a unit, as in spaCy's Matcher; `claimx rules explain FILE` shows the units
  - {{TAG: NP, as: speaker}}
  - {{LOWER: {{IN: [berbisik, menggerutu]}}, as: cue}}     # or a word list: {{IN: $cue.active}}
  - {{ORTH: {{IN: [":", ","]}}}}
  - {{TAG: QUOTE, NORM: full, as: content}}
examples:             # must be found, parts marked
  - '<speaker name="Rudi Hadi">Rudi Hadi</speaker> <cue>berbisik</cue>: "<content>Airnya keruh.</content>"'
counter:              # must not be found by this rule
  - 'Rudi Hartanto berbisik kepada tetangganya.'
todo: []              # known misses: must fail until they are moved to examples
""",
    "lexicon": """\
# Word lists, which patterns name as $FILE.LIST: here ${list}contoh.
# To change a shipped list, name the file as the shipped one and use `add:` and `drop:` instead of `lists:`.
{why}
lists:
  contoh: [bisik, gerutu]             # words as they stand in text, lower case
  # lemma: {{bisik: [bisik, bisiknya]}} # or dictionary form: forms
""",
    "boilerplate": """\
# What a page holds besides news. The rule's id is boilerplate.{name}.
{why}
scope: line           # line: a whole line; inline: within a line; start: the head; tail: from here to the end
takes: match          # match, or headline: the headline behind the label, too
pattern: '(?i:contoh label)\\s*:.*'   # `regex` package
examples:             # must be cut
  - "Ia pulang.\\n<cut>Contoh label: isi</cut>\\nIa tidur."
counter:              # must stay
  - "Ia memberi contoh label pada botol."
""",
    "dateline": """\
# Place and outlet before the first sentence. The rule's id is dateline.{name}.
{why}
scope: start
pattern: '(?P<place>\\p{{Lu}}\\p{{L}}+)\\s~\\s'   # groups: place, outlet
examples:
  - '<dateline><place>Banyuwangi</place> ~</dateline> Polisi menangkap dua pencuri.'
counter:
  - 'Jarak Banyuwangi ~ Jember seratus kilometer.'
""",
    "metadata": """\
# Byline, outlet, title or day of publication. The rule's id is metadata.{name}.
{why}
scope: line
pattern: '(?i:dicatat oleh)\\s(?P<byline>\\p{{Lu}}[\\p{{L}} ]+)'   # groups: byline, outlet, title, published
examples:
  - "Pemkot Tambah Bus\\n<byline>Dicatat oleh Rani Pratiwi</byline>\\n\\nBus itu baru."
counter:
  - "Kejadian itu dicatat oleh petugas jaga semalam."
""",
    "date": """\
# A date expression and how it is resolved. The rule's id is date.{name}.
{why}
pattern: '\\bsepekan\\s++sebelum\\s++ini\\b'   # without regard to case; $time.weekday and other lists
resolve: shift        # calendar, weekday, shift, follow or none
unit: week
offset: -1
examples:             # iso as resolved from the day of publication
  - 'Ia tiba <date iso=2023-09-04 precision=week published=2023-09-15>sepekan sebelum ini</date>.'
counter:
  - 'Ia tiba sepekan sebelum itu.'
""",
    "phrase": """\
# A part beside an attribution: via, addressee or manner. The rule's id is phrase.{name}.
{why}
field: manner
priority: 50          # of two phrases the higher wins
pattern: '\\bsambil\\s++berbisik\\b'   # all of it, or the group named as the field
examples:
  - 'ujar Sari <manner>sambil berbisik</manner>, Senin.'
counter:
  - 'ujar Sari sambil lalu.'
""",
    "speaker": """\
# Changes to the step speaker.{name}; `claimx rules show speaker.{name}` prints it as shipped.
{why}
{settings}
""",
    "quotation": """\
# Changes to the step quotation.{name}; `claimx rules show quotation.{name}` prints it as shipped.
{why}
{settings}
""",
}
