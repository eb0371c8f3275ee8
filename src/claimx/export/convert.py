"""The two ways: a run into a format, annotations into gold."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import orjson

from claimx.errors import ClaimxError, InputError
from claimx.export import FORMATS
from claimx.export.documents import (
    read_documents,
    read_documents_with_text,
    read_documents_without_records,
)
from claimx.export.output import STDOUT, open_folder, open_output


def export_run(
    run: str,
    target: str,
    output: str | None,
    texts: Sequence[str] = (),
    *,
    everything: bool = False,
) -> None:
    """Write a run in a format of :data:`FORMATS`; None is standard output.

    ``everything`` adds the articles of ``texts`` in which the run found nothing.
    """
    kind = FORMATS[target]
    if everything and not (kind.text and texts):
        raise ClaimxError("--all needs --texts, and a format for annotators")
    documents = read_documents_with_text(run, texts) if kind.text else read_documents(run)
    if everything:
        documents = read_documents_without_records(documents, texts)
    if kind.folder:
        if output in (None, STDOUT):
            raise ClaimxError(f"{target} is a folder of files", hint="name it with -o")
        with open_folder(str(output)) as folder:
            kind.folder_writer()(documents, folder)
    else:
        with open_output(output or STDOUT, binary=kind.binary) as stream:
            kind.file_writer()(documents, stream)


def write_config(target: str, path: Path) -> None:
    """Write the labelling configuration of Label Studio, the one tool that takes one apart."""
    if target != "label-studio":
        raise ClaimxError(f"{target} has no configuration file", hint="leave --config out")
    from claimx.export.label_studio import config

    with open_output(str(path)) as stream:
        stream.write(config().encode())


def import_gold(
    source_format: str, source: str, output: str = STDOUT, *, predictions: bool = False
) -> Iterator[str]:
    """Write the annotations of a tool as gold, and yield what did not get in."""
    reader = FORMATS[source_format].reader()
    seen: set[str] = set()
    with open_output(output) as stream:
        for item in reader(source, predictions=predictions):
            yield from item.notes
            if item.gold:
                if item.gold.doc in seen:
                    raise InputError(f"document {item.gold.doc!r} comes twice", where=source)
                seen.add(item.gold.doc)
                stream.write(orjson.dumps(item.gold, option=orjson.OPT_APPEND_NEWLINE))
