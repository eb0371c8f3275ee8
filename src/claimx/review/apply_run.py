"""``claimx gold apply``: run, decisions and texts in, gold lines and notes out."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from claimx.models import Document, Record
from claimx.review.apply import Applied, Note, apply_decisions
from claimx.review.decisions import Decision, conflicts, latest, read_decisions
from claimx.review.load import by_document, read_records
from claimx.review.texts import Texts


def apply_file(
    run: str, decisions_file: str, texts: Sequence[str] = (), *, keep_undecided: bool = False
) -> Iterator[Applied]:
    """Yield the gold of every document that has a decision, in the order of the run.

    Documents of which the run has no record come last. Conflicts between reviewers come first, as
    notes without gold.
    """
    decisions = read_decisions(decisions_file)
    yield from (
        Applied(
            gold=None,
            notes=(
                Note(
                    kind="conflict",
                    doc=conflict.decisions[-1].doc,
                    message="reviewers disagree: "
                    + ", ".join(
                        f"{d.reviewer or 'unnamed'} {d.verdict}" for d in conflict.decisions
                    )
                    + "; the last one stands",
                    decisions=conflict.decisions,
                ),
            ),
        )
        for conflict in conflicts(decisions)
    )
    standing = latest(decisions)
    records = _decided_records(run, standing.keys())
    docs = {doc_id: found[0].doc for doc_id, found in records.items()}
    docs |= {
        doc_id: Document(id=doc_id, sha256=of[-1].sha256)
        for doc_id, of in standing.items()
        if doc_id not in docs
    }
    source = Texts(docs.values(), texts)
    for doc_id, doc in docs.items():
        yield apply_decisions(
            doc,
            records.get(doc_id, []),
            _sorted(standing[doc_id]),
            source.get(doc_id),
            keep_undecided=keep_undecided,
        )


def _decided_records(run: str, wanted: Collection[str]) -> dict[str, list[Record]]:
    """Read the records of the documents that have decisions."""
    return {
        doc_id: records for doc_id, records in by_document(read_records(run)) if doc_id in wanted
    }


def _sorted(decisions: Sequence[Decision]) -> list[Decision]:
    """Order decisions by their time, so that the later of two stands."""
    return sorted(decisions, key=lambda decision: decision.at)
