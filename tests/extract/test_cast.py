"""Mentions of one person or body come together under the fullest name, and those of two stay apart."""

from __future__ import annotations

import pytest

from claimx.extract.cast import Cast
from claimx.extract.describe import Description
from claimx.models import Span, SpeakerKind


def cast_of(*names: str, kind: SpeakerKind = "person", aliases: tuple[str, ...] = ()) -> Cast:
    """Enter the names as mentions ten characters apart."""
    cast = Cast()
    for place, name in enumerate(names):
        enter(cast, name, place * 10, kind=kind, aliases=aliases)
    return cast


def enter(
    cast: Cast,
    name: str | None,
    offset: int,
    *,
    kind: SpeakerKind = "person",
    aliases: tuple[str, ...] = (),
    role: str | None = None,
    affiliation: str | None = None,
    rank: str | None = None,
    origin: str | None = None,
    pronoun: bool = False,
) -> object:
    said = Description(
        kind=kind,
        name=name,
        aliases=aliases,
        role=role,
        affiliation=affiliation,
        rank=rank,
        origin=origin,
        pronoun=pronoun,
    )
    text = name or "x"
    return cast.add(said, offset, Span(text=text, start=offset, end=offset + len(text)))


@pytest.mark.parametrize(
    ("names", "full"),
    [
        (["Sari Melati Wulan", "Sari"], "Sari Melati Wulan"),
        (["Sari Melati Wulan", "Melati"], "Sari Melati Wulan"),
        (["Sari Melati Wulan", "Wulan"], "Sari Melati Wulan"),
        (["Sari Melati Wulan", "Sari Melati"], "Sari Melati Wulan"),
        (["Sari Melati Wulan", "Melati Wulan"], "Sari Melati Wulan"),
        (["Sari", "Sari Melati", "Sari Melati Wulan"], "Sari Melati Wulan"),
        (["SARI MELATI", "Sari Melati"], "Sari Melati"),
    ],
    ids=lambda value: ", ".join(value) if isinstance(value, list) else "",
)
def test_parts_of_a_name_are_the_same_person_and_the_fullest_form_wins(
    names: list[str], full: str
) -> None:
    cast = cast_of(*names)
    assert [member.name for member in cast.members] == [full]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Kim Jong Bo", "Kim Yo Ra"),
        ("Kim Jong Bo", "Kim Jong-ra"),
        ("Rudi Hartanto", "Rudi Karel"),
        ("Sari Melati", "Wati Melati"),
        ("Rudi Hartanto", "Rudy Hartono"),
    ],
)
def test_two_people_who_share_a_part_stay_apart(one: str, other: str) -> None:
    cast = cast_of(one, other)
    assert [member.name for member in cast.members] == [one, other]
    assert cast.find(one, 100) is cast.members[0]
    assert cast.find(other, 100) is cast.members[1]


def test_of_two_who_fit_the_one_named_last_is_meant() -> None:
    cast = cast_of("Kim Jong Bo", "Kim Yo Ra", "Kim Jong Bo")
    for offset, name in ((5, "Kim Jong Bo"), (15, "Kim Yo Ra"), (25, "Kim Jong Bo")):
        member = cast.find("Kim", offset)
        assert member is not None and member.name == name


@pytest.mark.parametrize("alias", ["Boni", "boni", "BONI"])
def test_a_nickname_given_in_brackets_is_the_same_person(alias: str) -> None:
    cast = cast_of("Yohanes Karel", aliases=("Boni",))
    member = cast.find(alias, 50)
    assert member is not None and member.name == "Yohanes Karel"


def test_an_abbreviation_given_in_brackets_is_the_same_body() -> None:
    cast = cast_of("Badan Pengawas Gula dan Garam", kind="organisation", aliases=("BPGG",))
    member = cast.find("BPGG", 50, "organisation")
    assert member is not None and member.name == "Badan Pengawas Gula dan Garam"


@pytest.mark.parametrize(
    ("full", "cut"), [("Bonifasius Karel", "Boni"), ("Fransiska Melati", "Siska")]
)
def test_a_nickname_cut_from_a_name(full: str, cut: str) -> None:
    member = cast_of(full).find(cut, 50)
    assert member is not None and member.name == full


def test_another_spelling_of_a_long_name() -> None:
    member = cast_of("Abdullah Karel").find("Abdulah", 50)
    assert member is not None and member.name == "Abdullah Karel"


@pytest.mark.parametrize("name", ["Wati", "Rud", "Tanto Wijaya", "", "   ", "()"])
def test_nobody_fits(name: str) -> None:
    assert cast_of("Rudi Hartanto").find(name, 50) is None


def test_a_word_of_a_body_is_not_that_body() -> None:
    """`Bukit` names a town, not every office in it."""
    cast = cast_of("Dinas Pasar Bukit", kind="organisation")
    assert cast.find("Bukit", 50, "organisation") is None


def test_a_body_and_a_person_of_one_name_stay_apart() -> None:
    cast = Cast()
    enter(cast, "Melati", 0, kind="organisation")
    enter(cast, "Melati", 10)
    assert [member.kind for member in cast.members] == ["organisation", "person"]


@pytest.mark.parametrize(
    ("name", "kind", "pronoun"),
    [
        (None, "person", False),
        ("dia", "person", True),
        ("para pedagang", "group", False),
        ("laporan", "document", False),
    ],
)
def test_what_names_nobody_is_not_entered(
    name: str | None, kind: SpeakerKind, *, pronoun: bool
) -> None:
    cast = Cast()
    assert enter(cast, name, 0, kind=kind, pronoun=pronoun) is None
    assert cast.members == []


def test_the_role_given_first_stays_and_the_affiliation_goes_with_it() -> None:
    cast = Cast()
    enter(cast, "Sari Melati", 0)
    enter(cast, "Sari", 10, role="Kepala", affiliation="Dinas Pasar")
    enter(cast, "Sari", 20, role="dosen", affiliation="Universitas Bukit")
    (member,) = cast.members
    assert (member.role, member.affiliation) == ("Kepala", "Dinas Pasar")


def test_a_rank_is_a_role_only_where_nothing_else_is_given() -> None:
    cast = Cast()
    enter(cast, "Rudi Hartanto", 0, rank="Kombes Pol.")
    assert cast.members[0].role == "Kombes Pol."
    enter(cast, "Rudi", 10, role="Kapolres", affiliation="Bukit")
    assert cast.members[0].role == "Kapolres"


def test_an_origin_is_an_affiliation_only_where_nothing_else_is_given() -> None:
    cast = Cast()
    enter(cast, "Sari Melati", 0, origin="Garut")
    (member,) = cast.members
    assert (member.role, member.affiliation) == (None, "Garut")
    enter(cast, "Sari", 10, role="pelatih", origin="Bukit")
    assert (member.role, member.affiliation) == ("pelatih", "Garut"), "the first one stays"
    enter(cast, "Sari", 20, role="pelatih", affiliation="Persatuan Bukit")
    assert (member.role, member.affiliation) == ("pelatih", "Persatuan Bukit")


@pytest.mark.parametrize(
    ("known", "learnt", "position"),
    [
        ((None, None), ("Kepala", "Dinas Pasar"), ("Kepala", "Dinas Pasar")),
        ((None, None), ("dosen", None), ("dosen", None)),
        (("Pelatih", None), ("Juru taktik", "Persatuan Bukit"), ("Pelatih", "Persatuan Bukit")),
        (("Pelatih", None), ("Juru taktik", None), ("Pelatih", None)),
        (("Kepala", "Dinas Pasar"), ("dosen", "Universitas Bukit"), ("Kepala", "Dinas Pasar")),
    ],
)
def test_what_a_person_is_called_by_adds_what_is_not_known(
    known: tuple[str | None, str | None],
    learnt: tuple[str | None, str | None],
    position: tuple[str | None, str | None],
) -> None:
    """The role that was given stays; a body is added to it, but none takes another's place."""
    cast = Cast()
    enter(cast, "Sari Melati", 0, role=known[0], affiliation=known[1])
    (member,) = cast.members
    member.learn(50, *learnt)
    assert member.position == position


def test_an_origin_does_not_keep_a_body_from_being_learnt() -> None:
    cast = Cast()
    enter(cast, "Sari Melati", 0, role="pelatih", origin="Garut")
    (member,) = cast.members
    member.learn(50, "juru taktik", "Persatuan Bukit")
    assert member.position == ("pelatih", "Persatuan Bukit")


def test_of_namesakes_the_one_called_so_last() -> None:
    """Being mentioned last by another name counts only between those who were called so at one place."""
    cast = Cast()
    enter(cast, "Rudi Karel", 0)
    enter(cast, "Sari Karel", 10)
    enter(cast, "Rudi", 20)
    member = cast.find("Karel", 50)
    assert member is not None and member.name == "Sari Karel"
    assert member.last_said("Karel", 50) == (10, 10)
    rudi = cast.members[0]
    assert rudi.last_said("Karel", 50) == (0, 20)
    assert rudi.last_said("Rudi", 5) == (0, 0)
    assert rudi.last_said("Wati", 50) == (-1, 20)
    assert rudi.last_said("Rudi", -1) == (-1, -1)


def test_a_nickname_of_several_words_is_the_same_person() -> None:
    cast = cast_of("Yohanes Karel", aliases=("Pon Ben",))
    enter(cast, "Pon Ben", 50)
    (member,) = cast.members
    assert member.name == "Yohanes Karel"


def test_known_by_position() -> None:
    cast = Cast()
    enter(cast, "Ivan Karel", 0, role="Dubes", affiliation="Astina")
    enter(cast, "Sari Melati", 10, role="Dubes", affiliation="Bukit")
    enter(cast, "Rudi Hartanto", 20, role="Kepala", affiliation="Dinas Pasar")

    def who(phrase: str, offset: int = 50) -> str | None:
        member = cast.with_role(phrase.split(maxsplit=1)[0], phrase.split(), offset)
        return member.name if member else None

    assert who("dubes astina") == "Ivan Karel"
    assert who("dubes bukit") == "Sari Melati"
    assert who("dubes") == "Sari Melati", "the one named last"
    assert who("dubes", 5) == "Ivan Karel", "nobody is known before being named"
    assert who("kepala dinas pasar") == "Rudi Hartanto"
    assert who("bupati") is None
