"""From the mention beside the cue to who that is: named steps, of which the first that can tell decides.

The steps are rules of the folder ``speaker``; their order is that of ``STEPS`` in the rules' schema.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from claimx.extract.attribute import Attribution
from claimx.extract.cast import Member, name_tokens
from claimx.extract.describe import Description, describe
from claimx.extract.scene import Scene, by_position, latest_body, phrases
from claimx.models import MentionType, Span, Speaker
from claimx.rules.schema import STEPS

# What stands beside the cue; ``position`` is a role without a name.
_Sort = Literal["nothing", "clitic", "pronoun", "person", "organisation", "position", "other"]
_Rules = tuple[str, ...]
_ASKED, _ANSWERED = "tanya", "jawab"  # lemmas of cues
_NEAR = 4  # sentences within which a body that acted may be who speaks
# A speaker, and the rules by which a step chose among several.
_Found = tuple[Speaker, _Rules] | None

_MENTION: Mapping[_Sort, MentionType] = {
    "nothing": "implicit",
    "clitic": "clitic",
    "pronoun": "pronoun",
    "person": "full_name",
    "organisation": "organisation",
    "position": "role",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Case:
    """An attribution whose speaker is wanted: the mention beside the cue, and what it says.

    ``member`` is the one of the cast for whom the name of a person stands.
    """

    item: Attribution
    scene: Scene
    sort: _Sort
    span: Span | None = None
    said: Description = field(default_factory=lambda: Description(kind="unnamed"))
    member: Member | None = None

    @property
    def name(self) -> str:
        """The name in the mention, empty where there is none."""
        return self.said.name or ""

    @property
    def start(self) -> int:
        """Where the mention begins."""
        return self.span.start if self.span else self.item.start

    @property
    def mention(self) -> MentionType:
        """The mention as it stands, whoever that is."""
        return _MENTION.get(self.sort, "group" if self.said.kind == "group" else "unnamed")


def resolve_speakers(
    found: Sequence[Attribution], scene: Scene
) -> list[tuple[Attribution, Speaker | None, _Rules]]:
    """Say for each attribution who speaks, and by which rules that was decided."""
    out: list[tuple[Attribution, Speaker | None, _Rules]] = []
    cases = [_case(item, scene) for item in found]
    scene.said += [part for item in found for part in item.parts]
    scene.voices |= {case.member.name for case in cases if case.member}
    for item, case in zip(found, cases, strict=True):
        speaker, rules = _resolve(case)
        if speaker:
            scene.speakers.append((item.sentence, speaker))
            scene.asking = speaker.name if item.lemma == _ASKED else None
        out.append((item, speaker, rules))
    if "speaker.carried-back" in scene.steps:
        _carry_back(out, scene)
    return [(item, _positioned(speaker, scene), rules) for item, speaker, rules in out]


def _carry_back(out: list[tuple[Attribution, Speaker | None, _Rules]], scene: Scene) -> None:
    reach = scene.steps["speaker.carried-back"]["reach"]
    for place in range(len(out) - 1, 0, -1):
        item, speaker, _ = out[place - 1]
        after, following, _ = out[place]
        near = after.sentence - item.sentence <= reach
        if item.cue is None and speaker is None and following and near:
            out[place - 1] = (item, _like(following, None, "implicit"), ("speaker.carried-back",))


def _positioned(speaker: Speaker | None, scene: Scene) -> Speaker | None:
    """Give a person the position that the article states, also where it states it later."""
    if speaker is None or speaker.kind != "person" or speaker.name is None:
        return speaker
    member = _member(scene, speaker.name)
    if member is None:
        return speaker
    role, affiliation = member.position
    seats = scene.seats.get(role.casefold(), ()) if role and not affiliation else ()
    if len(seats) == 1:
        affiliation = next(iter(seats))  # `Bupati X mengaku ... bupati NAME`
    return replace(speaker, role=role, affiliation=affiliation)


def _member(scene: Scene, name: str) -> Member | None:
    return next((m for m in scene.cast.members if m.kind == "person" and m.name == name), None)


def _case(item: Attribution, scene: Scene) -> _Case:
    unit = item.speaker
    if unit is None:
        if item.clitic is None:
            return _Case(item=item, scene=scene, sort="nothing")
        return _Case(item=item, scene=scene, sort="clitic", span=Span.of(scene.text, *item.clitic))
    if unit.tag != "NP":
        unit = next(iter(phrases(unit)), unit)
    said = describe(unit, scene.text, scene.words, scene.known)
    span = Span.of(scene.text, unit.start, unit.end)
    member = None
    sort: _Sort = "other"
    if said.pronoun:
        sort = "pronoun"
    elif said.kind == "person" and said.name:
        sort = "person"
        member = scene.cast.find(said.name, unit.start) or scene.cast.add(said, unit.start, span)
        if member and said.role and not any(at <= unit.end for at, role, _ in member.roles if role):
            member.roles.append((unit.start, said.role, said.affiliation))
    elif said.kind == "organisation" and said.name:
        sort = "organisation"
    elif said.name is None and said.role:
        sort = "position"
    return _Case(item=item, scene=scene, sort=sort, span=span, said=said, member=member)


def _resolve(case: _Case) -> tuple[Speaker | None, _Rules]:
    for rule in STEPS:
        sorts, step = _TRIES.get(rule, ((), None))
        if step and case.sort in sorts and rule in case.scene.steps:
            found = step(case, case.scene.steps[rule])
            if found:
                return found[0], (rule, *found[1])
    return None, ()


_Settings = Mapping[str, int]


def _carried_over(case: _Case, settings: _Settings) -> _Found:
    number = case.item.sentence - 1
    acting = case.scene.subjects.get(number)
    spoke = any(at == number for at, _ in case.scene.speakers)
    if acting and not spoke and "speaker.antecedent-subject" in case.scene.steps:
        return _as_speaker(acting), ("speaker.antecedent-subject",)  # `Rudi menggeleng. "Tidak."`
    previous = next((s for _, s in reversed(case.scene.speakers) if s.name), None)
    return (_like(previous, None, "implicit"), ()) if previous else None


def _anaphor(case: _Case, settings: _Settings) -> _Found:
    """A pronoun or clitic stands for whoever was speaking or acting last, an answer for who did not ask."""
    asking = case.scene.asking
    if asking and case.item.lemma == _ANSWERED and not case.said.plural:
        others = (s for _, s in reversed(case.scene.speakers) if s.name and s.name != asking)
        other = next(others, None)
        return _same(case, (other, ("speaker.antecedent-other",)) if other else None)
    return _same(case, _antecedent(case, settings["reach"]) or _only_named(case, settings["reach"]))


def _short_name(case: _Case, settings: _Settings) -> _Found:
    if case.member is None or not _shorter(case.name, case.member):
        return None
    choice: _Rules = ()
    if len(case.scene.cast.namesakes(case.name)) > 1:
        choice = ("speaker.latest-namesake",)
        if choice[0] not in case.scene.steps:
            return None
    return _of_member(case, case.member, "short_name"), choice


def _full_name(case: _Case, settings: _Settings) -> _Found:
    if case.member is None or _shorter(case.name, case.member):
        return _as_it_stands(case, case.name), ()
    return _of_member(case, case.member, "full_name"), ()


def _shorter(name: str, member: Member) -> bool:
    return len(name_tokens(name)) < len(name_tokens(member.name))


def _nickname(case: _Case, settings: _Settings) -> _Found:
    alias = case.scene.cast.find(case.name, case.start, "organisation")
    if alias is None or alias.kind != "person":
        return None
    return _of_member(case, alias, "short_name"), ()


def _body(case: _Case, settings: _Settings) -> _Found:
    scene, noun = case.scene, case.name.lower()
    if not noun.isalpha():
        return None
    stem = noun.removesuffix("nya")
    if stem != noun and stem in scene.words.organisations:  # `lembaganya`: of who spoke last
        body = next((s.affiliation for _, s in reversed(scene.speakers) if s.name), None)
        member = scene.cast.find(body, case.start, "organisation") if body else None
        if member and member.kind == "organisation":
            return _of_member(case, member, "organisation"), ()
        return (replace(_as_it_stands(case, body), affiliation=None), ()) if body else None
    found = latest_body(scene, stem, case.start, definite=case.said.definite)
    return (_of_member(case, found, "organisation"), ()) if found else None


def _organisation(case: _Case, settings: _Settings) -> _Found:
    known = case.scene.cast.find(case.name, case.start, "organisation")
    body = known if known and known.kind == "organisation" else None
    return _as_it_stands(case, body.name if body else case.name), ()


def _role(case: _Case, settings: _Settings) -> _Found:
    said = case.said
    words = name_tokens(f"{said.role} {said.affiliation or ''}")
    member = by_position(case.scene, said.head, words, case.start)
    return (_of_member(case, member, "role"), ()) if member else None


def _definite_role(case: _Case, settings: _Settings) -> _Found:
    if not case.said.definite:
        return None
    same = _of_head(case)
    if same:
        return _same(case, same)
    before = _antecedent(case, settings["reach"])
    if before and before[0].kind not in ("person", "unnamed", "group"):
        before = None  # a body is no `warga itu`
    found = _newcomer(case, known=False) or before or _last_named(case)
    if found and found[0].kind == "person" and found[0].name:
        member = _member(case.scene, found[0].name)
        if member:
            member.learn(case.start, case.said.role, case.said.affiliation)
    return _same(case, found)


def _of_head(case: _Case) -> _Found:
    """Who spoke before without a name but as the same noun: `seorang pengacara ... pengacara itu`."""
    for _, speaker in reversed(case.scene.speakers):
        if speaker.kind in ("unnamed", "group") and speaker.name:
            if case.said.head in speaker.name.lower().split()[:3]:
                return speaker, ("speaker.antecedent-speaker",)
    return None


def _unnamed_role(case: _Case, settings: _Settings) -> _Found:
    holder = _named_later(case)
    if holder:
        return _of_member(case, holder, "role"), ()
    return _as_it_stands(case, " ".join(case.span.text.split()) if case.span else None), ()


def _named_later(case: _Case) -> Member | None:
    """The one person who is named behind the mention with the office that it names."""
    said, role = case.said, (case.said.role or "").casefold()
    if said.head not in case.scene.words.offices or not said.affiliation:
        return None
    holders = [
        member
        for member in case.scene.cast.members
        if member.kind == "person"
        and (member.role or "").casefold() == role
        and (member.affiliation or said.affiliation).casefold() == said.affiliation.casefold()
    ]
    return holders[0] if len(holders) == 1 else None


def _definite_document(case: _Case, settings: _Settings) -> _Found:
    if not case.said.definite or case.said.kind != "document":
        return None
    earlier = next((s for _, s in reversed(case.scene.speakers) if s.kind == "document"), None)
    return (_like(earlier, case.span, "organisation"), ()) if earlier else None


def _definite_phrase(case: _Case, settings: _Settings) -> _Found:
    said = case.said
    if not said.definite or said.plural or said.kind != "unnamed":
        return None
    found = _newcomer(case, known=True) or _antecedent(case, settings["reach"])
    return (_like(found[0], case.span, "role"), found[1]) if found else None


def _unnamed(case: _Case, settings: _Settings) -> _Found:
    return _as_it_stands(case, case.said.name), ()


def _unresolved(case: _Case, settings: _Settings) -> _Found:
    span = case.span
    if span is None:
        return None
    return Speaker(text=span.text, start=span.start, end=span.end, mention=case.mention), ()


# Id -> what must stand beside the cue, and the step. ``STEPS`` says in what order they are tried.
_TRIES: Mapping[str, tuple[Sequence[_Sort], Callable[[_Case, _Settings], _Found]]] = {
    "speaker.carried-over": (("nothing",), _carried_over),
    "speaker.clitic": (("clitic",), _anaphor),
    "speaker.pronoun": (("pronoun",), _anaphor),
    "speaker.short-name": (("person",), _short_name),
    "speaker.full-name": (("person",), _full_name),
    "speaker.nickname": (("organisation",), _nickname),
    "speaker.body": (("organisation",), _body),
    "speaker.organisation": (("organisation",), _organisation),
    "speaker.role": (("position",), _role),
    "speaker.definite-role": (("position",), _definite_role),
    "speaker.unnamed-role": (("position",), _unnamed_role),
    "speaker.definite-document": (("other",), _definite_document),
    "speaker.definite-phrase": (("other",), _definite_phrase),
    "speaker.unnamed": (("other",), _unnamed),
    "speaker.unresolved": (
        ("clitic", "pronoun", "person", "organisation", "position", "other"),
        _unresolved,
    ),
}


def _antecedent(case: _Case, reach: int) -> _Found:
    """Whoever was speaking or acting last: walk back sentence by sentence. A person before any body."""
    item, scene, plural = case.item, case.scene, case.said.plural
    steps = scene.steps
    speakers: dict[int, Speaker] = {}
    others: dict[int, Speaker] = {}
    for number, speaker in scene.speakers:
        if not speaker.name:
            continue
        fits = speaker.kind in (("group", "unnamed") if plural else ("person", "unnamed"))
        fits = fits and (speaker.kind != "unnamed" or plural or _human(speaker.name, scene))
        (speakers if fits else others)[number] = speaker
    if "speaker.antecedent-speaker" not in steps:
        speakers.clear()
    subjects = scene.subjects if "speaker.antecedent-subject" in steps and not plural else {}
    at = item.cue[0] if item.cue else item.start
    sentences = range(item.sentence, max(-1, item.sentence - reach), -1)
    for number in sentences:
        subject = subjects.get(number)
        if subject and number == item.sentence:
            start = scene.sentences[number].start
            if any(start <= m < min(at, item.start) for m in subject.mentions):
                return _as_speaker(subject), ("speaker.antecedent-subject",)
        elif subject and number not in speakers and not _silent(subject, scene, speakers):
            return _as_speaker(subject), ("speaker.antecedent-subject",)
        if number in speakers:
            return speakers[number], ("speaker.antecedent-speaker",)
        group = _group(case, number) if plural else None
        if group:
            return group, ("speaker.antecedent-named",)
    if "speaker.antecedent-other" not in steps:
        return None
    for number in sentences:
        other = others.get(number)
        if other and not (plural and other.kind == "person"):
            return other, ("speaker.antecedent-other",)
    # Who was no more than dia from the beginning is not the body that the article names on the way.
    unknown = any(s.name is None and s.mention in ("pronoun", "clitic") for _, s in scene.speakers)
    near = () if plural or unknown else sentences[:_NEAR]
    acting = next((scene.bodies[n] for n in near if n in scene.bodies), None)
    return (_as_speaker(acting), ("speaker.antecedent-other",)) if acting else None


def _silent(subject: Member, scene: Scene, speakers: Mapping[int, Speaker]) -> bool:
    """Whether who acts is one whom somebody speaks of, and is named beside no cue in the article."""
    if not speakers or subject.name in scene.voices or not subject.mentions:
        return False
    first = min(subject.mentions)
    return any(start <= first < end for start, end in scene.said)


def _group(case: _Case, number: int) -> Speaker | None:
    """The group named last in a sentence before the mention: `para petani`, for whom `mereka` stands."""
    unit = case.scene.groups.get(number)
    if unit is None or unit.end > case.start or "speaker.antecedent-named" not in case.scene.steps:
        return None
    if case.said.head != "mereka" and case.said.head.removesuffix("nya") != unit.tokens[0].lower:
        return None  # `keduanya` are `kedua tersangka`
    said = describe(unit, case.scene.text, case.scene.words, case.scene.known)
    span = Span.of(case.scene.text, unit.start, unit.end)
    return Speaker(
        text=span.text,
        start=span.start,
        end=span.end,
        mention="group",
        name=" ".join(span.text.split()),
        kind="group",
        role=said.role,
        affiliation=said.affiliation or said.origin,
    )


def _human(phrase: str, scene: Scene) -> bool:
    """Whether a source without a name is somebody, not something (`sektor perhotelan`)."""
    words = scene.words
    return any(w in words.heads or w in words.unnamed for w in phrase.lower().split()[:2])


def _newcomer(case: _Case, *, known: bool) -> _Found:
    """The one person named for the first time in the sentence before; ``known`` may be with a position."""
    scene, number = case.scene, case.item.sentence
    if number == 0 or "speaker.antecedent-named" not in scene.steps:
        return None
    before = scene.sentences[number - 1]
    new = [
        member
        for member in scene.cast.members
        if member.kind == "person"
        and member.mentions
        and before.start <= min(member.mentions) < before.end
        and (known or member.role is None)
        and not _broadcast(member, scene)
    ]
    return (_as_speaker(new[0]), ("speaker.antecedent-named",)) if len(new) == 1 else None


def _broadcast(member: Member, scene: Scene) -> bool:
    """Whether what looks like a person was named as a medium: `kanal YouTube Bincang Malam`."""
    return member.first is not None and member.first.text.split()[0].lower() in scene.words.media


def _last_named(case: _Case) -> _Found:
    """The person named last before a mention, in whatever part of a sentence."""
    if "speaker.antecedent-named" not in case.scene.steps:
        return None
    named = [
        (max(at for at in member.mentions if at < case.start), member)
        for member in case.scene.cast.members
        if member.kind == "person" and any(at < case.start for at in member.mentions)
    ]
    if not named:
        return None
    return _as_speaker(max(named, key=lambda pair: pair[0])[1]), ("speaker.antecedent-named",)


def _only_named(case: _Case, reach: int) -> _Found:
    """The person named before a pronoun, where nobody else was."""
    number = max(0, case.item.sentence - reach + 1)
    near = case.scene.sentences[number].start
    named = [
        m
        for m in case.scene.cast.members
        if m.kind == "person" and any(at < case.start for at in m.mentions)
    ]
    if len(named) != 1 or case.said.plural:
        return None
    close = any(near <= at < case.start for at in named[0].mentions)
    return _last_named(case) if close else None


def _as_speaker(member: Member) -> Speaker:
    return Speaker(
        text=None,
        start=None,
        end=None,
        mention="implicit",
        name=member.name,
        kind=member.kind,
        role=member.role,
        affiliation=member.affiliation,
        antecedent=member.first,
    )


def _as_it_stands(case: _Case, name: str | None) -> Speaker:
    """A speaker of whom nothing is known but what the mention says."""
    said, span = case.said, case.span
    return Speaker(
        text=span.text if span else None,
        start=span.start if span else None,
        end=span.end if span else None,
        mention=case.mention,
        name=name or None,  # what is no more than marks names nobody
        kind=said.kind,
        role=said.role,
        affiliation=said.affiliation or said.origin,
    )


def _of_member(case: _Case, member: Member, mention: MentionType) -> Speaker:
    span, first = case.span, member.first
    return Speaker(
        text=span.text if span else None,
        start=span.start if span else None,
        end=span.end if span else None,
        mention=mention,
        name=member.name,
        kind=member.kind,
        role=member.role,
        affiliation=member.affiliation,
        antecedent=first if first and first.start != case.start else None,
    )


def _same(case: _Case, found: _Found) -> _Found:
    """The mention of a case stands for a speaker who was found elsewhere."""
    return (_like(found[0], case.span, case.mention), found[1]) if found else None


def _like(previous: Speaker, span: Span | None, mention: MentionType) -> Speaker:
    antecedent = previous.antecedent
    if (
        antecedent is None
        and previous.text is not None
        and previous.start is not None
        and previous.end is not None
    ):
        antecedent = Span(text=previous.text, start=previous.start, end=previous.end)
    return Speaker(
        text=span.text if span else None,
        start=span.start if span else None,
        end=span.end if span else None,
        mention=mention,
        name=previous.name,
        kind=previous.kind,
        role=previous.role,
        affiliation=previous.affiliation,
        antecedent=antecedent,
    )
