"""What became of each record of a document."""

from __future__ import annotations

from claimx.review.compare import SAME_RULES, changes


def kinds(found) -> list[tuple[str, tuple[str, ...]]]:
    """Return kind and causes of each change."""
    return [(change.kind, change.causes) for change in found]


def test_equal_records_are_the_same(make) -> None:
    """Nothing changed, nothing caused."""
    assert kinds(changes([make()], [make()])) == [("same", ())]


def test_a_record_that_comes_is_put_down_to_rules_the_old_run_never_used(make) -> None:
    """The strange rule is the cause, not the quotation rule that both runs know."""
    new = make(rules=("quotation.marks", "attribution.new"))
    known = ({"quotation.marks"}, {"quotation.marks", "attribution.new"})
    assert kinds(changes([], [new], known=known)) == [("added", ("+attribution.new",))]


def test_a_record_that_goes_without_a_strange_rule_is_put_down_to_its_attribution(make) -> None:
    """Where both runs know its rules, those that make records do, and never a speaker rule."""
    old = make(rules=("attribution.a", "speaker.b"))
    known = (set(old.rules), {"attribution.a"})
    assert kinds(changes([old], [], known=known)) == [("removed", ("-attribution.a",))]


def test_a_changed_record_names_fields_and_rules(make) -> None:
    """The fields with both values, and the rules that only one side has."""
    old = make(name="Budi", rules=("attribution.a", "speaker.short"))
    new = make(name="Budi Santoso", rules=("attribution.a", "speaker.full"))
    (change,) = changes([old], [new])
    assert change.causes == ("+speaker.full", "-speaker.short")
    assert [(f.field, f.old, f.new) for f in change.fields] == [
        ("speaker.name", "Budi", "Budi Santoso"),
        ("rules", ["attribution.a", "speaker.short"], ["attribution.a", "speaker.full"]),
    ]


def test_a_change_with_the_same_rules_says_so(make) -> None:
    """A new word in a list changes records under the same rules."""
    (change,) = changes([make(role=None)], [make(role="Lurah")])
    assert change.causes == (SAME_RULES,)


def test_a_part_that_goes_is_one_field(make) -> None:
    """A lost cue is one difference, not one for each of its parts."""
    (change,) = changes([make(cue="kata")], [make(cue=None)])
    assert [(f.field, f.old, f.new) for f in change.fields] == [("cue", "kata", None)]


def test_other_words_make_their_place_no_news(make) -> None:
    """A longer content is reported by its text; a moved one by its start."""
    bare = {"cue": None, "name": None, "mention": None}
    (change,) = changes([make(0, 10, **bare)], [make(0, 12, **bare)])
    assert [f.field for f in change.fields] == ["content.text"]
    (change,) = changes([make(0, 10, **bare)], [make(1, 11, **bare)])
    assert [f.field for f in change.fields] == ["content.start", "content.end", "content.parts"]


def test_ignored_fields_do_not_count(make) -> None:
    """A field, or a whole part of the record, can be left out of account."""
    old, new = make(confidence=0.5, role="Lurah"), make(confidence=0.6, role="Camat")
    assert kinds(changes([old], [new], ignore=["confidence", "speaker"])) == [("same", ())]
    assert [f.field for f in next(changes([old], [new], ignore=["speaker.role"])).fields] == [
        "confidence"
    ]


def test_where_a_run_was_made_is_no_difference(make) -> None:
    """The path by which an article was read says nothing about its records."""
    assert kinds(changes([make(path="a.txt")], [make(path="/b/a.txt")])) == [("same", ())]


def test_in_an_edited_text_records_pair_by_their_words(make) -> None:
    """Offsets of two texts mean nothing to each other; the same words do, in their order."""
    old = [make(0, 4, text="satu", sha256="1"), make(9, 12, text="dua", sha256="1")]
    new = [make(5, 9, text="satu", sha256="2", id="q-x"), make(0, 4, text="tiga", sha256="2")]
    assert [change.kind for change in changes(old, new)] == ["added", "same", "removed"]


def test_changes_come_in_the_order_of_the_text(make) -> None:
    """Removed and added records stand where they stood."""
    old, new = [make(20, 30)], [make(0, 10), make(40, 50)]
    assert [c.kind for c in changes(old, new)] == ["added", "removed", "added"]
