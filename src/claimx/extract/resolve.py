"""From the mention beside the cue to who that is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from claimx.extract.attribute import Attribution
from claimx.extract.cast import Cast, Member, name_tokens
from claimx.extract.describe import Description, Evidence, PhraseWords, describe, name_shaped
from claimx.extract.units import Sentence, Token, Unit, unit_of
from claimx.models import MentionType, Span, Speaker

_AS = frozenset({"sebagai", "selaku"})
# How many sentences back a pronoun may look for its antecedent.
_PRONOUN_REACH = 12


@dataclass(slots=True)
class Scene:
    """What resolution knows of an article: its sentences, its cast, and who has spoken so far."""

    text: str
    sentences: Sequence[Sentence]
    words: PhraseWords
    cast: Cast
    known: Evidence
    subjects: dict[int, Member] = field(default_factory=dict)
    speakers: list[tuple[int, Speaker]] = field(default_factory=list)


def read_cast(text: str, sentences: Sequence[Sentence], words: PhraseWords, found: Sequence[Attribution]) -> Scene:
    """Enter every named noun phrase of the article into the cast, in text order."""
    known = _weigh(sentences, words, found)
    scene = Scene(text=text, sentences=sentences, words=words, cast=Cast(), known=known)
    for number, sentence in enumerate(sentences):
        subject_open = True
        for place, unit in enumerate(sentence.units):
            if unit.tag in ("NP", "PP") and place and _introduces_nickname(sentence.units, place, words):
                _nickname(unit, scene)
                continue
            appointed = place > 0 and (
                sentence.units[place - 1].tag == "NP" or sentence.units[place - 1].lower in words.appointing
            )
            if unit.tag == "PP" and unit.tokens[0].lower in _AS and appointed and number in scene.subjects:
                _appoint(scene.subjects[number], unit, scene)
            if unit.tag in ("NP", "PP", "ADJUNCT"):
                member = _enter(unit, scene)
                if member and unit.tag == "NP" and subject_open and member.kind == "person":
                    scene.subjects[number] = member
                    subject_open = False
            if unit.tag in ("VERB", "CUE", "QUOTE"):
                subject_open = False
    return scene


def _appoint(member: Member, unit: Unit, scene: Scene) -> None:
    """`X dikukuhkan sebagai Ketua Y`, `X selaku Ketua Y`: the position is X's."""
    for phrase in _phrases(unit):
        said = describe(phrase, scene.text, scene.words, scene.known)
        if said.role and said.kind != "person":
            member.roles.append((unit.start, said.role, said.affiliation))
            member.heads.add(said.head)


def _introduces_nickname(units: Sequence[Unit], place: int, words: PhraseWords) -> bool:
    """Whether the phrase is a nickname being introduced: `yang akrab disapa X`, `alias X`."""
    before = units[place - 1].tokens[-1].lower
    return before in words.nicknaming or units[place].tokens[0].lower in words.nicknaming


def _nickname(unit: Unit, scene: Scene) -> None:
    names = [t for t in unit.tokens if t.text[:1].isupper() and t.lower not in scene.words.nicknaming]
    earlier = [m for m in scene.cast.members if m.kind == "person" and m.mentions and min(m.mentions) < unit.start]
    if names and earlier:
        latest = max(earlier, key=lambda m: max(at for at in m.mentions if at < unit.start))
        latest.aliases.add(scene.text[names[0].start : names[-1].end].casefold())
        latest.aliases.add(names[-1].text.casefold())


def _enter(unit: Unit, scene: Scene) -> Member | None:
    member = None
    if not any(t.entity or t.text.casefold() in scene.known.names for t in unit.tokens):
        return None
    for phrase in _phrases(unit):
        said = describe(phrase, scene.text, scene.words, scene.known)
        if said.kind == "organisation" and not any(t.entity == "ORG" for t in phrase.tokens):
            continue
        place = said.name_start if said.name_start is not None else phrase.start
        end = said.name_end if said.name_end is not None else phrase.end
        member = scene.cast.add(said, place, Span.of(scene.text, phrase.start, max(end, phrase.start + 1))) or member
    return member


def _phrases(unit: Unit) -> list[Unit]:
    """The noun phrases in a unit: itself, what follows a preposition, each of several names in a row."""
    if unit.tag != "NP" and unit.parts:
        return [unit._replace(tag="NP", start=unit.parts[0].start)]
    tokens = unit.tokens
    if unit.tag != "NP":
        tokens = tokens[1:]
        while tokens and tokens[0].pos in ("ADP", "VERB", "AUX", "SCONJ"):
            tokens = tokens[1:]
    if not tokens:
        return []
    if unit.parts:
        return [unit]
    named: list[tuple[Token, ...]] = [()]
    for token in tokens:
        if token.lower in ("dan", "serta"):
            named.append(())
        else:
            named[-1] += (token,)
    if len(named) > 1 and all(any(t.entity == "PER" for t in part) for part in named):
        return [unit_of("NP", part) for part in named]
    return [unit_of("NP", tokens)]


def _weigh(sentences: Sequence[Sentence], words: PhraseWords, found: Sequence[Attribution]) -> Evidence:
    """Weigh for each word whether it names a person or is part of an organisation or a place."""
    persons: Counter[str] = Counter()
    bodies: Counter[str] = Counter()
    for sentence in sentences:
        for token in sentence.tokens:
            word = token.text.casefold()
            if token.entity == "PER" and len(word) > 2 and _may_name(token, words):
                persons[word] += 1
            elif token.entity in ("ORG", "LOC"):
                bodies[word] += 1
    for item in found:  # a single capitalised word beside a cue is a short name nine times in ten
        tokens = item.speaker.tokens if item.speaker is not None else ()
        if 0 < len(tokens) <= 2 and len(tokens[-1].text) > 2 and _may_name(tokens[-1], words):
            word = tokens[-1].text.casefold()
            alone = len(tokens) == 1 and tokens[-1].lower not in words.regions
            persons[word] += 2 if alone or not tokens[-1].entity else 0
            if alone and bodies[word] > 0:
                bodies[word] -= 1  # what the model says of this very place counts for nothing
    names = frozenset(word for word, count in persons.items() if count > bodies[word] / 2)
    return Evidence(names=names, bodies=bodies)


def _may_name(token: Token, words: PhraseWords) -> bool:
    return name_shaped((token,), words) and token.lower not in words.honorifics and token.lower not in words.ranks


def resolve_speakers(found: Sequence[Attribution], scene: Scene) -> list[tuple[Attribution, Speaker | None, tuple[str, ...]]]:
    """Say for each attribution who speaks, and by which rules that was decided."""
    out = []
    for item in found:
        speaker, rules = _resolve(item, scene)
        if speaker:
            scene.speakers.append((item.sentence, speaker))
        out.append((item, speaker, rules))
    for place in range(len(out) - 1, 0, -1):  # a quotation with no cue before the one that names the speaker
        item, speaker, _ = out[place - 1]
        after, following, _ = out[place]
        if item.cue is None and speaker is None and following and after.sentence - item.sentence <= 1:
            out[place - 1] = (item, _like(following, None, "implicit"), ("speaker.carried-back",))
    return out


def _resolve(item: Attribution, scene: Scene) -> tuple[Speaker | None, tuple[str, ...]]:
    if item.speaker is not None:
        return _by_mention(item, item.speaker, scene)
    if item.clitic is not None:
        start, end = item.clitic
        return _by_pronoun(item, Span.of(scene.text, start, end), "clitic", False, scene)
    previous = _last_speaker(item, scene)
    if previous is None:
        return None, ()
    return _like(previous, None, "implicit"), ("speaker.carried-over",)


def _by_mention(item: Attribution, unit: Unit, scene: Scene) -> tuple[Speaker | None, tuple[str, ...]]:
    if unit.tag != "NP":
        unit = next(iter(_phrases(unit)), unit)
    said = describe(unit, scene.text, scene.words, scene.known)
    span = Span.of(scene.text, unit.start, unit.end)
    if said.pronoun:
        return _by_pronoun(item, span, "pronoun", said.plural, scene)
    if said.kind == "person" and said.name:
        member = scene.cast.find(said.name, unit.start) or scene.cast.add(said, unit.start, span)
        mention: MentionType = "full_name"
        if member and len(name_tokens(said.name)) < len(name_tokens(member.name)):
            mention = "short_name"
        return _of_member(member, said, span, mention), (f"speaker.{mention.replace('_', '-')}",)
    if said.kind == "organisation" and said.name:
        alias = scene.cast.find(said.name, unit.start, "organisation")
        if alias and alias.kind == "person":
            return _of_member(alias, said, span, "short_name"), ("speaker.nickname",)
        name = alias.name if alias else said.name
        return _plain(span, "organisation", name, said, scene), ("speaker.organisation",)
    if said.name is None and said.role:
        member = scene.cast.with_role(said.head, name_tokens(f"{said.role} {said.affiliation or ''}"), unit.start)
        if member:
            return _of_member(member, said, span, "role"), ("speaker.role",)
        if said.definite:
            previous = _antecedent(item, scene, plural=said.plural) or _last_named(unit.start, scene)
            if previous:
                return _like(previous, span, "role"), ("speaker.definite-role",)
        phrase = _Trim.phrase(unit, scene.text)
        return _plain(span, "role", phrase, said, scene), ("speaker.unnamed-role",)
    if said.definite and said.kind == "document":
        earlier = next((s for _, s in reversed(scene.speakers) if s.kind == "document"), None)
        if earlier:
            return _like(earlier, span, "organisation"), ("speaker.definite-document",)
    if said.definite and not said.plural and said.kind == "unnamed":
        previous = _antecedent(item, scene, plural=False)
        if previous:
            return _like(previous, span, "role"), ("speaker.definite-phrase",)
    return _plain(span, "group" if said.kind == "group" else "unnamed", said.name, said, scene), ("speaker.unnamed",)


class _Trim:
    @staticmethod
    def phrase(unit: Unit, text: str) -> str:
        return " ".join(text[unit.start : unit.end].split())


def _plain(span: Span, mention: MentionType, name: str | None, said: Description, scene: Scene) -> Speaker:
    return Speaker(text=span.text, start=span.start, end=span.end, mention=mention, name=name, kind=said.kind, role=said.role, affiliation=said.affiliation)


def _of_member(member: Member | None, said: Description, span: Span, mention: MentionType) -> Speaker:
    if member is None:
        return Speaker(text=span.text, start=span.start, end=span.end, mention=mention, name=said.name, kind="person", role=said.role, affiliation=said.affiliation)
    antecedent = member.first if member.first and member.first.start != span.start else None
    return Speaker(text=span.text, start=span.start, end=span.end, mention=mention, name=member.name, kind=member.kind, role=member.role, affiliation=member.affiliation, antecedent=antecedent)


def _by_pronoun(item: Attribution, span: Span, mention: MentionType, plural: bool, scene: Scene) -> tuple[Speaker | None, tuple[str, ...]]:
    previous = _antecedent(item, scene, plural)
    if previous is None:
        return Speaker(text=span.text, start=span.start, end=span.end, mention=mention), ("speaker.unresolved",)
    return _like(previous, span, mention), (f"speaker.{mention}",)


def _like(previous: Speaker, span: Span | None, mention: MentionType) -> Speaker:
    antecedent = previous.antecedent
    if antecedent is None and previous.text is not None and previous.start is not None and previous.end is not None:
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


def _last_speaker(item: Attribution, scene: Scene) -> Speaker | None:
    for _, speaker in reversed(scene.speakers):
        if speaker.name:
            return speaker
    return None


def _antecedent(item: Attribution, scene: Scene, plural: bool) -> Speaker | None:
    """Whoever was speaking or acting last: walk back sentence by sentence. A person before any body."""
    persons: dict[int, Speaker] = {}
    others: dict[int, Speaker] = {}
    for number, speaker in scene.speakers:
        if not speaker.name:
            continue
        fits = speaker.kind in ("group", "unnamed") if plural else speaker.kind in ("person", "unnamed")
        (persons if fits else others)[number] = speaker
    at = item.cue[0] if item.cue else item.start
    reach = range(item.sentence, max(-1, item.sentence - _PRONOUN_REACH), -1)
    for number in reach:
        subject = scene.subjects.get(number) if not plural else None
        if number == item.sentence:
            start = scene.sentences[number].start
            if subject and any(start <= m < min(at, item.start) for m in subject.mentions):
                return _member_speaker(subject)
        elif subject and number not in persons:
            return _member_speaker(subject)
        if number in persons:
            return persons[number]
    return next(
        (others[n] for n in reach if n in others and not (plural and others[n].kind == "person")), None
    )


def _last_named(place: int, scene: Scene) -> Speaker | None:
    """The person named last before a place, in whatever part of a sentence."""
    named = [
        (max(at for at in member.mentions if at < place), member)
        for member in scene.cast.members
        if member.kind == "person" and any(at < place for at in member.mentions)
    ]
    return _member_speaker(max(named, key=lambda pair: pair[0])[1]) if named else None


def _member_speaker(member: Member) -> Speaker:
    first = member.first
    return Speaker(text=None, start=None, end=None, mention="implicit", name=member.name, kind=member.kind, role=member.role, affiliation=member.affiliation, antecedent=first)
