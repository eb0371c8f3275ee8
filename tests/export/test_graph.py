"""Marks and links say what a record says, once."""

from __future__ import annotations

from claimx.export.documents import DocumentRecords
from claimx.export.graph import (
    LABELS,
    LINK_TYPES,
    Graph,
    Link,
    Mark,
    graph_of,
    join_parts,
    split_parts,
    strays,
)


def test_labels_and_links_are_those_declared(run: list[DocumentRecords]) -> None:
    for item in run:
        graph = split_parts(graph_of(item.records))
        assert {mark.label for mark in graph.marks} <= set(LABELS)
        assert {link.type for link in graph.links} <= set(LINK_TYPES)
        assert strays(graph) == []


def test_a_mention_of_two_records_is_one_mark(run: list[DocumentRecords]) -> None:
    clause = run[0].records[1]
    graph = graph_of([clause, clause])
    assert [mark.label for mark in graph.marks].count("Speaker") == 1


def test_splitting_parts_can_be_undone(run: list[DocumentRecords]) -> None:
    graph = graph_of(run[0].records)
    joined = join_parts(split_parts(graph))
    assert {mark.id: mark for mark in joined.marks} == {mark.id: mark for mark in graph.marks}
    assert set(joined.links) == set(graph.links)


def test_parts_drawn_in_any_order_and_in_a_circle_are_one() -> None:
    marks = tuple(
        Mark(id=name, label="Content", parts=((start, start + 2),))
        for name, start in (("b", 5), ("a", 0), ("c", 9))
    )
    links = tuple(
        Link(source=source, target=target, type="continues")
        for source, target in (("a", "b"), ("c", "b"), ("b", "a"))
    )
    (one,) = join_parts(Graph(marks=marks, links=links)).marks
    assert one.parts == ((0, 2), (5, 7), (9, 11))
