"""A stand-in for the pipeline that finds ``NAME: words`` lines: quick, and the same for the same text.

Run as a script it is the ``claimx`` command with that pipeline; worker processes import it again.
"""

from __future__ import annotations

import os
import signal
import sys
import time
from hashlib import sha256
from typing import TYPE_CHECKING

import claimx.runs.files
import claimx.runs.work
from claimx.errors import InputError
from claimx.models import Article, Content, Context, Document, Record, Speaker
from claimx.pipeline import Result

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


class FakeExtractor:
    """Makes a record of every line with a colon; some words in a text make it misbehave."""

    def __init__(self) -> None:
        changed = os.path.exists(os.environ.get("FAKE_FINGERPRINT_FILE", ""))
        self.fingerprint = os.environ.get("FAKE_FINGERPRINT", "fake-2" if changed else "fake-1")

    def extract_many(self, articles: Iterable[Article]) -> Iterator[Result]:
        """Yield one result an article."""
        for article in articles:
            if delay := float(os.environ.get("FAKE_DELAY", "0")):
                time.sleep(delay)
            if "KILL-SENDING" in article.text and not os.path.exists(
                mark := os.environ["FAKE_MARK"]
            ):
                open(mark, "w").close()
                die_sending()
            if "KILL-WORKER" in article.text:
                os.kill(os.getpid(), signal.SIGKILL)
            if "KILL-ONCE" in article.text and not os.path.exists(mark := os.environ["FAKE_MARK"]):
                open(mark, "w").close()
                os.kill(os.getpid(), signal.SIGKILL)
            if "RAISE" in article.text:
                raise ValueError("an odd article")
            if "ERROR" in article.text:
                yield Result(article=article, error=InputError("a bad article", where=article.id))
                continue
            yield Result(article=article, records=tuple(records_of(article)))


def records_of(article: Article) -> Iterator[Record]:
    """Make records of the lines with a colon."""
    document = Document(
        id=article.id,
        path=article.path,
        title=article.title,
        outlet=article.outlet,
        byline=article.byline,
        url=article.url,
        published=article.published,
        sha256=sha256(article.text.encode()).hexdigest(),
    )
    start = 0
    for number, line in enumerate(article.text.split("\n")):
        name, colon, words = line.partition(": ")
        if colon:
            at, end = start + len(name) + 2, start + len(line)
            yield Record(
                id=f"q-{sha256(f'{document.sha256}{at}'.encode()).hexdigest()[:12]}",
                doc=document,
                type="direct" if words.startswith('"') else "indirect",
                content=Content(text=words, start=at, end=end, parts=((at, end),)),
                cue=None,
                speaker=Speaker(
                    text=name,
                    start=start,
                    end=start + len(name),
                    mention="full_name",
                    name=None if name == "?" else name,
                    kind="person",
                ),
                context=Context(paragraph=number, prefix="", suffix=""),
                rules=("fake.colon",),
                confidence=0.5,
                flags=article.flags,
            )
        start += len(line) + 1


def die_sending() -> None:
    """Be killed as by the system, with half a result handed in."""
    frame = sys._getframe()
    while "result_queue" not in frame.f_locals:
        assert frame.f_back is not None
        frame = frame.f_back
    queue = frame.f_locals["result_queue"]
    queue._wlock.acquire()
    os.write(queue._writer.fileno(), (1000).to_bytes(4, "big") + b"half")
    os.kill(os.getpid(), signal.SIGKILL)


if __name__ in ("__main__", "__mp_main__"):  # the command itself, and its worker processes
    claimx.runs.work.ExtractorSpec.build = lambda spec: FakeExtractor()  # type: ignore[assignment, return-value]
    claimx.runs.files.COMMIT_SECONDS = float(os.environ.get("FAKE_COMMIT", "1"))

if __name__ == "__main__":
    import claimx.rules.load
    from claimx.cli import main

    sys.exit(main())
