"""An article as speaker resolution sees it: who is named in it, and by which words.

Every noun phrase that names somebody enters the cast before any mention is resolved.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace

from claimx.extract.attribute import Attribution
from claimx.extract.cast import Cast, Member, name_tokens
from claimx.extract.describe import Description, describe
from claimx.extract.names import name_shaped
from claimx.extract.units import Sentence, Token, Unit, is_position, unit_of
from claimx.extract.vocabulary import DETERMINERS, Evidence, PhraseWords
from claimx.models import Span, Speaker
from claimx.rules.load import Steps

_AS = frozenset({"sebagai", "selaku"})
_SHORT_FORM = re.compile(r"([^()]+) \(([A-Z][\w-]{1,12})\)")
_CALLED_AGAIN = 4  # sentences between a name and what its bearer is called next
_HEADLINE = 6  # words, from which a few may be small: `Warga Resah hingga Mengungsi`
_CAPITALS = 0.75  # of them
_EXPLANATION = 6  # units of `begitu ia akrab disapa`


@dataclass(slots=True)
class Scene:
    """What resolution knows of an article: its sentences, its cast, and who has spoken so far.

    ``steps`` are the rules of speaker resolution that are on.
    """

    text: str
    sentences: Sequence[Sentence]
    words: PhraseWords
    cast: Cast
    known: Evidence
    steps: Steps
    subjects: dict[int, Member] = field(default_factory=dict)
    groups: dict[int, Unit] = field(default_factory=dict)
    bodies: dict[int, Member] = field(default_factory=dict)
    speakers: list[tuple[int, Speaker]] = field(default_factory=list)
    asking: str | None = None  # who has just asked a question
    voices: set[str] = field(default_factory=set)  # persons named beside a cue anywhere
    said: list[tuple[int, int]] = field(default_factory=list)  # what is reported, as source spans
    # Of an office that stands without a name, the bodies it is named with.
    seats: dict[str, set[str]] = field(default_factory=dict)


def read_cast(
    text: str,
    sentences: Sequence[Sentence],
    words: PhraseWords,
    found: Sequence[Attribution],
    steps: Steps,
) -> Scene:
    """Enter every named noun phrase of the article into the cast, in text order."""
    known = _weigh(sentences, words, found)
    cues = frozenset(item.cue[0] for item in found if item.cue)
    scene = Scene(
        text=text, sentences=sentences, words=words, cast=Cast(), known=known, steps=steps
    )
    for number, sentence in enumerate(sentences):
        if not sentence.tokens or _headline(sentence):
            continue
        subject_open = True
        named: Member | None = None  # by the unit before
        for place, unit in enumerate(sentence.units):
            if (
                unit.tag in ("NP", "PP")
                and place
                and _introduces_nickname(sentence.units, place, words)
            ):
                _nickname(unit, scene)
                continue
            if unit.tag == "NP" and _is_nickname(sentence.units, place, words):
                _nickname(unit.parts[0] if unit.parts else unit, scene)
                continue
            who = named or scene.subjects.get(number)
            if who and _appoints(sentence.units, place, words):
                _appoint(who, unit, scene)
            if unit.tag == "NP" and place == 0 and not _cued(sentence.units, cues):
                _call_again(unit, number, scene)
            _group_named(unit, number, scene)
            if unit.tag == "NP" and subject_open:
                _office_acts(unit, number, scene)
            named = None
            if unit.tag in ("NP", "PP", "ADJUNCT"):
                member = named = _enter(unit, scene)
                if member and unit.tokens[0].lower == "melalui" and place:
                    _speaks_for(member, sentence.units[place - 1], unit, scene)
                acts = subject_open or _agent(sentence.units, place)
                if member and unit.tag == "NP" and acts and member.kind == "organisation":
                    scene.bodies.setdefault(number, member)
                if (
                    member
                    and unit.tag == "NP"
                    and acts
                    and member.kind == "person"
                    and number not in scene.subjects
                ):
                    scene.subjects[number] = member
                    subject_open = False
            if unit.tag in ("VERB", "CUE", "QUOTE"):
                subject_open = False
            elif unit.lower == "," and number not in scene.subjects:
                subject_open = _fronted(sentence.units[:place])
    return scene


def _group_named(unit: Unit, number: int, scene: Scene) -> None:
    """Note the group that a sentence names, its subject before what stands behind a preposition."""
    if unit.tag not in ("NP", "PP") or (unit.tag == "PP" and number in scene.groups):
        return
    people = unit if unit.tag == "NP" else next(iter(phrases(unit)), unit)
    if _people(people, scene.words):
        scene.groups[number] = people


def _office_acts(unit: Unit, number: int, scene: Scene) -> None:
    """Take who is named by an office alone for the subject of the sentence."""
    holder = _holder(unit, scene) if number not in scene.subjects else None
    if holder:
        scene.subjects[number] = holder
        holder.mentions.append(unit.start)


def _holder(unit: Unit, scene: Scene) -> Member | None:
    """Who was named before with the office that a phrase of one word names: `Danrem`."""
    if len(unit.tokens) > 1 or unit.tokens[0].lower not in scene.words.offices:
        return None
    return by_position(scene, unit.tokens[0].lower, (unit.tokens[0].lower,), unit.start)


def by_position(scene: Scene, head: str, words: Sequence[str], before: int) -> Member | None:
    """The person known by a position, or by the one of which it is the short form."""
    forms = [(head, tuple(words))]
    full = scene.words.short.get(head)
    if full:  # `Wabup` of who is `Wakil Bupati`
        long = name_tokens(full)
        forms.append((long[0], (*long, *(w for w in words if w != head))))
    found = (
        scene.cast.with_role(*form, before, told=told) for told in (True, False) for form in forms
    )
    return next((member for member in found if member), None)


def _agent(units: Sequence[Unit], place: int) -> bool:
    """Whether a phrase is who acts in a sentence without a subject: `disampaikan X`, `ketika X mengais`."""
    back = place - 1
    while back > 0 and (units[back].lower in ("oleh", ",") or units[back].tag in ("ADJ", "ADV")):
        back -= 1
    before = units[back] if place else None
    after = units[place + 1] if place + 1 < len(units) else None
    passive = before is not None and before.tag in ("CUE", "VERB") and before.lower.startswith("di")
    return passive or (after is not None and after.tag in ("VERB", "AUX"))


def _headline(sentence: Sentence) -> bool:
    """Whether all words are capitalised and nothing ends the sentence: its capitals tell nothing of names."""
    words = [t.text for t in sentence.tokens if t.text[0].isalpha()]
    open_end = sentence.tokens[-1].text not in (".", "?", "!", '"', "”", ",", ":")
    capitals = sum(word[0].isupper() for word in words)
    least = len(words) if len(words) < _HEADLINE else _CAPITALS * len(words)
    return open_end and len(words) > 1 and capitals >= least


def _fronted(units: Sequence[Unit]) -> bool:
    """Whether what stands before a comma is a clause without a subject: `Menanggapi hal itu, X ...`."""
    return (
        bool(units)
        and units[0].tag
        in (
            "VERB",
            "ADP",
            "SCONJ",
            "ADJUNCT",
            "PP",
            "CONN",
            "DATE",
            "ADV",
        )
        and not any(unit.tag in ("CUE", "QUOTE") for unit in units)
    )


def _appoints(units: Sequence[Unit], place: int, words: PhraseWords) -> bool:
    """Whether a phrase says as what somebody acts: `dikukuhkan sebagai X`, `selaku X`."""
    if not place or units[place].tag != "PP" or units[place].tokens[0].lower not in _AS:
        return False
    return units[place - 1].tag == "NP" or units[place - 1].lower in words.appointing


def _appoint(member: Member, unit: Unit, scene: Scene) -> None:
    """`X dikukuhkan sebagai Ketua Y`, `X selaku Ketua Y`: the position is X's."""
    for phrase in phrases(unit):
        said = describe(phrase, scene.text, scene.words, scene.known)
        if said.role and said.kind != "person":
            member.roles.append((unit.start, said.role, said.affiliation))
            member.heads.add(said.head)


def _cued(units: Sequence[Unit], cues: Collection[int]) -> bool:
    """Whether the phrase that opens a sentence speaks in it."""
    return any(unit.tag == "CUE" and unit.start in cues for unit in units[1:3])


def _people(unit: Unit, words: PhraseWords) -> bool:
    """Whether a unit is several of whom none is named: `para X`, `sejumlah X`, `warga`."""
    if unit.tokens[0].lower not in words.plural or unit.person:
        return False
    if unit.tokens[0].lower in words.heads or len(unit.tokens) == 1:
        return unit.tokens[0].lower in ("warga", "masyarakat")
    return is_position(unit.tokens, 1, words.heads) or unit.tokens[1].lower in words.unnamed


def _call_again(unit: Unit, number: int, scene: Scene) -> None:
    """`X menggeleng. Koordinator Nasional Lembaga Y itu ...`: what X is."""
    if unit.tokens[-1].lower not in DETERMINERS:
        return
    said = describe(unit, scene.text, scene.words, scene.known)
    before = scene.subjects.get(number - 1) or _alone(said.head, number, scene)
    if before and said.role and said.definite and said.name is None and not said.plural:
        before.learn(unit.start, said.role, said.affiliation or said.origin)


def _alone(head: str, number: int, scene: Scene) -> Member | None:
    """The one person named so far, a few sentences before, where nobody else can be the `sopir` of `sopir itu`."""
    persons = [member for member in scene.cast.members if member.kind == "person"]
    if len(persons) != 1 or persons[0].role:
        return None
    earlier = scene.sentences[:number]
    near = earlier[-_CALLED_AGAIN:]
    named = any(near[0].start <= at < near[-1].end for at in persons[0].mentions) if near else False
    taken = any(token.lower == head for sentence in earlier for token in sentence.tokens)
    return persons[0] if named and not taken else None


def _speaks_for(member: Member, body: Unit, unit: Unit, scene: Scene) -> None:
    """`Polres Y melalui Kasi Humas X`: the body is X's."""
    said = describe(body, scene.text, scene.words, scene.known) if body.tag == "NP" else None
    if said and said.kind == "organisation" and said.name:
        member.learn(unit.start, member.role, said.name)


def _introduces_nickname(units: Sequence[Unit], place: int, words: PhraseWords) -> bool:
    """Whether the phrase is a nickname being introduced: `yang akrab disapa X`, `alias X`."""
    before = units[place - 1].tokens[-1].lower
    return before in words.nicknaming or units[place].tokens[0].lower in words.nicknaming


def _is_nickname(units: Sequence[Unit], place: int, words: PhraseWords) -> bool:
    """Whether the phrase is a nickname that is explained after it: `Yaku, panggilannya`, `Pon Ben, begitu ia disapa`."""
    unit = units[place]
    if unit.parts:
        return len(unit.parts) == 3 and unit.parts[2].tokens[0].lower in words.nicknaming
    behind = units[place + 1 : place + 2 + _EXPLANATION]
    if len(behind) < 2 or behind[0].lower != ",":
        return False
    until = next((i for i, u in enumerate(behind[1:], 1) if u.lower == ","), len(behind))
    said = [t for u in behind[1:until] for t in u.tokens]
    if not said:
        return False
    explains = said[0].lower in words.nicknaming or (
        said[0].lower in ("begitu", "demikian") and any(t.lower in words.nicknaming for t in said)
    )
    return explains and not any(
        t.text[:1].isupper() for t in said
    )  # `X, disapa Y`: Y is the nickname


def _nickname(unit: Unit, scene: Scene) -> None:
    names = [
        t for t in unit.tokens if t.text[:1].isupper() and t.lower not in scene.words.nicknaming
    ]
    earlier = [
        m
        for m in scene.cast.members
        if m.kind == "person" and m.mentions and min(m.mentions) < unit.start
    ]
    if names and earlier:
        latest = max(earlier, key=lambda m: max(at for at in m.mentions if at < unit.start))
        latest.aliases.add(scene.text[names[0].start : names[-1].end].casefold())
        latest.aliases.add(names[-1].text.casefold())


def _enter(unit: Unit, scene: Scene) -> Member | None:
    member = None
    if not any(t.entity or t.text.casefold() in scene.known.names for t in unit.tokens):
        return None
    for phrase in phrases(unit):
        said = _of_body(describe(phrase, scene.text, scene.words, scene.known), phrase, scene)
        if said.affiliation:
            _enter_body(said.affiliation, phrase, scene)
            if said.role and not said.name and said.head in scene.words.offices:
                scene.seats.setdefault(said.role.casefold(), set()).add(said.affiliation)
        if said.kind == "organisation" and not any(t.entity == "ORG" for t in phrase.tokens):
            continue
        place = said.name_start if said.name_start is not None else phrase.start
        end = said.name_end if said.name_end is not None else phrase.end
        member = (
            scene.cast.add(
                said, place, Span.of(scene.text, phrase.start, max(end, phrase.start + 1))
            )
            or member
        )
    for part in unit.parts:
        if part.tag == "REL" and part.tokens[0].lower in scene.words.nicknaming:
            _nickname(part, scene)  # `X alias Y`
    return member


def latest_body(scene: Scene, noun: str, before: int, *, definite: bool) -> Member | None:
    """The body for which a common noun stands: named by it, a company, or with a determiner the one named last."""
    bodies = [
        m
        for m in scene.cast.members
        if m.kind == "organisation" and any(at < before for at in m.mentions)
    ]
    names = [(m, m.name.lower().split()) for m in bodies]
    named = [m for m, words in names if len(words) > 1 and words[0] == noun]
    if not named and noun in scene.words.companies:
        forms = scene.words.company_forms
        named = [m for m, words in names if any(word.strip(".") in forms for word in words)]
    if not named and definite:
        named = bodies  # `lembaga tersebut` of a body of another kind
    return max(named, key=lambda m: max(at for at in m.mentions if at < before), default=None)


def _of_body(said: Description, phrase: Unit, scene: Scene) -> Description:
    """Give `direktur lembaga tersebut`, `juru bicara asosiasi` the body that the noun stands for."""
    pointed = any(t.lower in DETERMINERS for t in phrase.tokens)
    nouns = scene.words.organisations if pointed else scene.words.referring
    role, _, noun = " ".join(filter(None, (said.role, said.affiliation))).rpartition(" ")
    if not said.role or not role or noun not in nouns or (said.affiliation and not pointed):
        return said
    definite = pointed and noun in scene.words.referring
    body = latest_body(scene, noun, phrase.start, definite=definite)
    return replace(said, role=role, affiliation=body.name) if body else said


def _enter_body(name: str, phrase: Unit, scene: Scene) -> None:
    """Enter a body that a position names with its short form: `Koordinator Jaringan Y (JY) X`."""
    short = _SHORT_FORM.fullmatch(name)
    if short:
        full = Description(kind="organisation", name=short[1], aliases=(short[2],))
        scene.cast.add(full, phrase.start, Span.of(scene.text, phrase.start, phrase.end))


def phrases(unit: Unit) -> list[Unit]:
    """Return the noun phrases in a unit: itself, what follows a preposition, each of several names in a row."""
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
        if token.lower in ("dan", "serta", "/"):
            named.append(())
        else:
            named[-1] += (token,)
    if len(named) > 1 and all(any(t.entity == "PER" for t in part) for part in named):
        return [unit_of("NP", part) for part in named]
    return [unit_of("NP", tokens)]


def _weigh(
    sentences: Sequence[Sentence], words: PhraseWords, found: Sequence[Attribution]
) -> Evidence:
    """Weigh for each word whether it names a person or is part of an organisation or a place."""
    persons: Counter[str] = Counter()
    bodies: Counter[str] = Counter()
    coined: set[str] = set()  # `KCI`, `PasokTani`: names of bodies by their shape
    for sentence in sentences:
        for token in sentence.tokens:
            word = token.text.casefold()
            if token.entity in ("ORG", "LOC") and _coined(token.text):
                coined.add(word)
            if token.entity == "PER" and len(word) > 2 and _may_name(token, words):
                persons[word] += 1
            elif token.entity in ("ORG", "LOC"):
                bodies[word] += 1
    for item in found:  # a single capitalised word beside a cue is a short name nine times in ten
        tokens = item.speaker.tokens if item.speaker is not None else ()
        if 0 < len(tokens) <= 2 and len(tokens[-1].text) > 2 and _may_name(tokens[-1], words):
            word = tokens[-1].text.casefold()
            alone = len(tokens) == 1 and tokens[-1].lower not in words.regions
            if not alone and tokens[0].lower in words.heads and word in words.named_places:
                continue  # `ungkap Kapolres Bangkalan`
            if word in coined:
                continue
            persons[word] += 2 if alone or not tokens[-1].entity else 0
            if alone and bodies[word] > 0:
                bodies[word] -= 1  # what the model says of this very place counts for nothing
    names = frozenset(word for word, count in persons.items() if count > bodies[word] / 2)
    return Evidence(names=names, bodies=bodies)


def _coined(word: str) -> bool:
    return len(word) > 1 and (
        word.isupper() or any(c.isupper() for c in word[1:] if word[1:].isalpha())
    )


def _may_name(token: Token, words: PhraseWords) -> bool:
    return (
        name_shaped((token,), words)
        and token.lower not in words.honorifics
        and token.lower not in words.ranks
    )
