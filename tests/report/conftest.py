"""A small invented run with its texts, and a real browser."""

from __future__ import annotations

import fcntl
import json
import os
import re
import shutil
import time
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import pytest

from claimx.report.write import write_report

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page, Playwright

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

BRIDGE = (
    "Jembatan Baru Dibuka di Kutaraja\n\n"
    "KUTARAJA - Bupati Kutaraja Ratna Wulandari mengatakan jembatan itu selesai tepat waktu.\n\n"
    '"Warga tidak perlu memutar lagi 🎉 sejauh 12 kilometer," kata Ratna, Selasa (5/3/2024).\n\n'
    "Menurut Sekretaris Dinas Pekerjaan Umum Bagus Prakoso, jembatan itu kuat menahan beban 40 ton. "
    '"𝐊ami 😀 sudah uji tiga kali," ujarnya.'
)
HARVEST = (
    "Panen Raya Dimulai\n\n"
    "Ketua kelompok tani Sukamaju, Darto, menyebut hasil tahun ini sebagai “yang terbaik dalam "
    "sepuluh tahun”. Ia meminta pupuk datang lebih awal.\n\n"
    '"Harga gabah naik," kata Darto. Seorang pedagang bernama Wati menambahkan pasar kembali ramai.'
)


def record(
    text: str, doc: dict[str, Any], content: str, cue: str | None, speaker: str | None, **more: Any
) -> dict[str, Any]:
    """A record over the first occurrence of ``content``; cue and speaker stand nearest to it."""
    start = text.index(content)
    end = start + len(content)
    digest = sha256(f"{doc['sha256']}{start}{end}".encode()).hexdigest()[:12]
    mention = _near(text, speaker, start, end)
    who: dict[str, Any] = {"name": None, "role": None, "affiliation": None}
    fields = {
        "text": mention and mention["text"],
        "start": mention and mention["start"],
        "end": mention and mention["end"],
        "mention": "short_name" if mention else "implicit",
        **who,
        "kind": "person",
        "antecedent": None,
    }
    fields.update({key: more.pop(key) for key in tuple(who) if key in more})
    word = _near(text, cue, start, end)
    return {
        "schema": "claimx.v1",
        "id": f"q-{digest}",
        "doc": doc,
        "type": "direct",
        "content": {"text": content, "start": start, "end": end, "parts": [[start, end]]},
        "cue": word and {**word, "lemma": word["text"].lower()},
        "speaker": {**fields, "kind": "person", "antecedent": None},
        "date": None,
        "addressee": None,
        "manner": None,
        "via": None,
        "context": {
            "paragraph": text[:start].count("\n\n"),
            "prefix": text[max(0, start - 32) : start],
            "suffix": text[end : end + 32],
        },
        "rules": ["quotation.marks"],
        "confidence": 0.9,
        "flags": [],
        **more,
    }


def _near(text: str, words: str | None, start: int, end: int) -> dict[str, Any] | None:
    if words is None:
        return None
    places = [match.start() for match in re.finditer(re.escape(words), text)]
    place = min(places, key=lambda i: min(abs(i - end), abs(start - i - len(words))))
    return {"text": words, "start": place, "end": place + len(words)}


def document(doc_id: str, text: str, folder: Path | None = None, **more: Any) -> dict[str, Any]:
    """The ``doc`` part of a record; with a folder, the text is written there."""
    path = None
    if folder is not None:
        path = folder / f"{doc_id}.txt"
        path.write_text(text, encoding="utf-8")
    meta = {"title": text.partition("\n")[0], "outlet": "Kabar Kita", "byline": None, "url": None}
    return {
        "id": doc_id,
        "path": path and str(path),
        **meta,
        "published": "2024-03-05",
        "sha256": sha256(text.encode()).hexdigest(),
        **more,
    }


def example_records(folder: Path | None) -> list[dict[str, Any]]:
    """Seven statements in two articles."""
    one = document("jembatan", BRIDGE, folder, url="https://contoh.id/jembatan")
    two = document("panen", HARVEST, folder, outlet="Suara Sawah", published="2024-04-11")
    ratna = {"name": "Ratna Wulandari", "role": "Bupati", "affiliation": "Kutaraja"}
    bagus = {"name": "Bagus Prakoso", "role": "Sekretaris", "affiliation": "Dinas Pekerjaan Umum"}
    darto = {"name": "Darto", "role": "Ketua", "affiliation": "kelompok tani Sukamaju"}
    said = "Selasa (5/3/2024)"
    at = BRIDGE.index(said)
    date = {
        "text": said,
        "start": at,
        "end": at + len(said),
        "iso": "2024-03-05",
        "precision": "day",
        "basis": "explicit",
        "conflict": False,
    }
    return [
        record(
            BRIDGE, one, "jembatan itu selesai tepat waktu", "mengatakan", "Ratna Wulandari",
            type="indirect", rules=["attribution.name-cue"], confidence=0.88, **ratna,
        ),
        record(
            BRIDGE, one, "Warga tidak perlu memutar lagi 🎉 sejauh 12 kilometer", "kata", "Ratna",
            rules=["quotation.marks", "attribution.quote-cue-name"], confidence=0.97, date=date, **ratna,
        ),
        record(
            BRIDGE, one, "jembatan itu kuat menahan beban 40 ton", "Menurut", "Bagus Prakoso",
            type="indirect", rules=["attribution.menurut"], confidence=0.55, **bagus,
        ),
        record(
            BRIDGE, one, "𝐊ami 😀 sudah uji tiga kali", "ujar", "nya",
            confidence=0.42, flags=["carried_over"], **bagus,
        ),
        record(
            HARVEST, two, "yang terbaik dalam sepuluh tahun", "menyebut", "Darto",
            type="mixed", confidence=0.71, **darto,
        ),
        record(HARVEST, two, "Harga gabah naik", "kata", "Darto", confidence=0.99, **darto),
        record(
            HARVEST, two, "pupuk datang lebih awal", "meminta", "Ia",
            type="indirect", confidence=0.31, flags=["speaker_unresolved"],
        ),
    ]  # fmt: skip


def write_run(path: Path, records: list[dict[str, Any]]) -> Path:
    """Write records as a run."""
    lines = (json.dumps(line, ensure_ascii=False) + "\n" for line in records)
    path.write_text("".join(lines), encoding="utf-8")
    return path


@pytest.fixture
def run(tmp_path: Path) -> Path:
    """The example run, its articles beside it."""
    return write_run(tmp_path / "run.jsonl", example_records(tmp_path))


@pytest.fixture
def report(run: Path, tmp_path: Path) -> Path:
    """The page of the example run."""
    target = tmp_path / "report.html"
    write_report(str(run), str(target), language="en")
    return target


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """The driver of the browser."""
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        _lacking("playwright is not installed (pip install playwright)")
    with sync_playwright() as driver:
        yield driver


@pytest.fixture(scope="session")
def chromium() -> str:
    """Where a Chromium is; without one, tests are skipped, but never in CI."""
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    return found or _lacking(f"no browser found ({', '.join(BROWSERS)})")


def _lacking(what: str) -> NoReturn:
    """Skip for want of something, but never in CI."""
    if os.environ.get("CI"):
        pytest.fail(what)
    pytest.skip(what)


WINDOW: dict[str, Any] = {"viewport": {"width": 1400, "height": 900}, "locale": "en-GB"}


@pytest.fixture(scope="session")
def browser(playwright: Playwright, chromium: str) -> Iterator[Browser]:
    """One browser for all tests; each opens a fresh context in it."""
    browser = playwright.chromium.launch(executable_path=chromium, headless=True, args=FLAGS)
    yield browser
    browser.close()


class Faults(list[str]):
    """What went wrong on a page, and what it asked the network for."""

    def watch(self, page: Page) -> None:
        """Listen to a page, once."""
        if page in self.watched:
            return
        self.watched.append(page)
        page.on("pageerror", lambda error: self.append(f"error: {error}"))
        page.on("console", lambda message: self.append(f"console: {message.text}"))
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("dialog", lambda dialog: (self.append("dialog"), dialog.dismiss()))

    def __init__(self) -> None:
        super().__init__()
        self.requests: list[str] = []
        self.watched: list[Page] = []


@pytest.fixture
def faults() -> Iterator[Faults]:
    """Faults of the pages opened in a test: none may be left at its end."""
    found = Faults()
    yield found
    assert not found


Show = Callable[..., "Page"]


@pytest.fixture
def show(browser: Browser, faults: Faults) -> Iterator[Show]:
    """Open a page; a second one takes the place of the first and finds what the browser kept."""
    contexts: list[BrowserContext] = []

    def open_page(path: Path, *, fragment: str = "", **options: Any) -> Page:
        if options or not contexts:
            contexts.append(browser.new_context(**{**WINDOW, **options}))
        return _open(contexts[-1], path, faults, fragment)

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture
def another_day(
    playwright: Playwright, chromium: str, faults: Faults, tmp_path: Path
) -> Iterator[Show]:
    """Open a page in a newly started browser on the same profile."""
    contexts: list[BrowserContext] = []

    def start(path: Path, *, kept: str = "") -> Page:
        for context in contexts:
            _until_on_disk(tmp_path / "profile", kept)
            context.close()
            _until_let_go(tmp_path / "profile")
        contexts[:] = [
            playwright.chromium.launch_persistent_context(
                tmp_path / "profile",
                executable_path=chromium,
                headless=True,
                args=FLAGS,
                **WINDOW,
            )
        ]
        return _open(contexts[0], path, faults)

    yield start
    for context in contexts:
        context.close()


def _until_on_disk(profile: Path, words: str) -> None:
    """Wait for the browser to write its storage down, which it does some seconds after a change."""
    forms = (words.encode(), words.encode("utf-16-le"))
    for _ in range(200):
        logs = (profile / "Default" / "Local Storage" / "leveldb").glob("*.log")
        if any(form in log.read_bytes() for log in logs for form in forms):
            return
        time.sleep(0.1)
    pytest.fail("the browser wrote nothing down")


def _until_let_go(profile: Path) -> None:
    """Wait for the last process of a closed browser: a new one cannot read what that still locks."""
    with (profile / "Default" / "Local Storage" / "leveldb" / "LOCK").open("r+") as lock:
        for _ in range(200):
            try:
                fcntl.lockf(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                time.sleep(0.1)
            else:
                return
    pytest.fail("the browser does not end")


def _open(context: BrowserContext, path: Path, faults: Faults, fragment: str = "") -> Page:
    context.set_default_timeout(15_000)
    page = context.pages[0] if context.pages else context.new_page()
    faults.watch(page)
    page.goto(path.as_uri() + fragment)
    return page
