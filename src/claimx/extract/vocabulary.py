"""The words by which the phrases of speakers are read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from claimx.extract.units import Naming, naming_words
from claimx.rules.load import RuleSet

DETERMINERS = frozenset({"itu", "ini", "tersebut"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What the article as a whole tells of its words, casefolded.

    ``names`` stand for persons: the model's entities say so more often than not, or they stand alone beside a cue.
    ``bodies`` counts how often a word is part of an organisation or a place.
    """

    names: frozenset[str] = frozenset()
    bodies: Mapping[str, int] = field(default_factory=dict)


NOTHING_KNOWN = Evidence()


@dataclass(frozen=True, slots=True, kw_only=True)
class PhraseWords:
    """The word lists by which phrases are read."""

    heads: Mapping[str, str]
    ranks: Mapping[str, str]
    rank_parts: Mapping[str, str]
    honorifics: Mapping[str, str]
    degrees: Mapping[str, str]
    organisations: Mapping[str, str]
    places: Mapping[str, str]
    unnamed: Mapping[str, str]
    plural: Mapping[str, str]
    documents: Mapping[str, str]
    pronouns: Mapping[str, str]
    complements: Mapping[str, str]
    sub_units: Mapping[str, str]
    body_units: Mapping[str, str]
    regions: Mapping[str, str]
    provinces: Mapping[str, str]
    named_places: Mapping[str, str]
    portfolio: Mapping[str, str]
    chiefs: Mapping[str, str]
    unit_chiefs: Mapping[str, str]
    scholars: Mapping[str, str]
    organs: Mapping[str, str]
    openers: Mapping[str, str]
    particles: Mapping[str, str]
    time: Mapping[str, str]
    short: Mapping[str, str]
    collectives: Mapping[str, str]
    companies: Mapping[str, str]
    company_forms: Mapping[str, str]
    referring: Mapping[str, str]
    bound: Mapping[str, str]
    offices: Mapping[str, str]
    named_units: Mapping[str, str]
    media: Mapping[str, str]
    naming: Naming
    nicknaming: Mapping[str, str]
    appointing: Mapping[str, str]

    @classmethod
    def of(cls, rules: RuleSet) -> PhraseWords:
        """Take the lists from the rules."""
        return cls(
            heads=rules.words("role.head"),
            ranks=rules.words("role.rank"),
            rank_parts=rules.words("role.rank_part"),
            honorifics=rules.words("role.honorific"),
            degrees=rules.words("role.degree"),
            organisations=rules.words("role.organisation"),
            places=rules.words("role.place"),
            unnamed=rules.words("role.unnamed"),
            plural=rules.words("role.plural"),
            documents=rules.words("role.document"),
            pronouns=rules.words("role.pronoun"),
            complements=rules.words("role.complement"),
            sub_units=rules.words("role.sub_unit"),
            body_units=rules.words("role.body_unit"),
            regions={**rules.words("place.country"), **rules.words("place.province")},
            provinces=rules.words("place.province"),
            named_places=rules.words("place.named"),
            portfolio=rules.words("role.portfolio"),
            chiefs=rules.words("role.chief"),
            unit_chiefs=rules.words("role.unit_chief"),
            scholars=rules.words("role.scholar"),
            organs=rules.words("role.organ"),
            short=rules.words("role.short"),
            collectives=rules.words("role.collective"),
            companies=rules.words("role.company"),
            company_forms=rules.words("role.company_form"),
            referring=rules.words("role.referring"),
            bound=rules.words("role.bound"),
            offices=rules.words("role.office"),
            named_units=rules.words("role.named_unit"),
            openers=rules.words("name.opener"),
            particles=rules.words("name.particle"),
            naming=naming_words(rules),
            nicknaming=rules.words("name.nicknaming"),
            appointing=rules.words("name.appointing"),
            media=dict.fromkeys((head.split()[0] for head in rules.words("newsroom.head")), ""),
            time={**rules.words("time.weekday"), **rules.words("time.month")},
        )
