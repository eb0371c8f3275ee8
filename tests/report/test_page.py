"""The HTML around the data: one file, nothing in it that data could break out of."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from importlib.resources import files
from pathlib import Path

import pytest

from claimx.report.build import Page, PageRun, build_page
from claimx.report.page import (
    SCRIPTS,
    content_policy,
    page_script,
    render_page,
    script_json,
    static,
)
from claimx.review.load import read_records

from .conftest import example_records, write_run

LABELS: dict[str, list[str]] = json.loads(static("i18n.json"))
CODE = "\n".join(static(name) for name in SCRIPTS)
TEMPLATE = (files("claimx.report") / "templates" / "report.html.jinja").read_text("utf-8")


@pytest.fixture
def page(tmp_path: Path) -> Page:
    """The page of the example run."""
    run = write_run(tmp_path / "run.jsonl", example_records(tmp_path))
    return build_page(read_records(str(run)), name="run.jsonl")


class Blocks(HTMLParser):
    """The scripts of a page and everything that could load something."""

    def __init__(self) -> None:
        super().__init__()
        self.scripts: list[str] = []
        self.loads: list[str] = []
        self._inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._inside = tag == "script"
        if self._inside:
            self.scripts.append("")
        self.loads += [f"{tag} {name}" for name, _ in attrs if name in ("src", "srcset", "style")]
        self.loads += [f"{tag} {name}" for name, _ in attrs if name.startswith("on")]
        if tag in ("link", "img", "iframe", "object", "base"):
            self.loads.append(tag)

    def handle_endtag(self, tag: str) -> None:
        self._inside = False

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.scripts[-1] += data


def test_page_is_one_file_that_loads_nothing(page: Page) -> None:
    blocks = Blocks()
    blocks.feed(render_page(page))
    assert blocks.loads == []
    assert len(blocks.scripts) == 4
    assert not re.search(r"@import|url\(\s*['\"]?(?!#)", static("report.css"))


def test_data_survives_the_block(page: Page) -> None:
    blocks = Blocks()
    blocks.feed(render_page(page))
    data = json.loads(blocks.scripts[2])
    assert data["docs"][0]["text"] == page.docs[0].text
    assert data["records"][3]["content"]["text"] == "𝐊ami 😀 sudah uji tiga kali"


def test_same_run_gives_the_same_bytes(page: Page) -> None:
    assert render_page(page) == render_page(page)


@pytest.mark.parametrize("text", ["</script>", "<!--", "<script", "]]>", "a\u2028b\u2029c", "&lt;"])
def test_nothing_in_the_data_ends_its_block(text: str) -> None:
    written = str(script_json({"text": text}))
    assert not set("<>&\u2028\u2029") & set(written)
    assert json.loads(written) == {"text": text}


def test_title_is_escaped(page: Page) -> None:
    hostile = Page(
        run=PageRun(name="</title><script>", title=None, digest="0"), docs=(), records=()
    )
    assert "</title><script>" not in render_page(hostile)


def test_policy_names_what_stands_in_the_page(page: Page) -> None:
    html = render_page(page)
    policy = content_policy(scripts=(static("theme.js"), page_script()), style=static("report.css"))
    assert policy.replace("'", "&#39;") in html
    assert "unsafe" not in policy
    assert policy.startswith("default-src 'none'; ")


def test_script_writes_no_html() -> None:
    """Data reaches the page as text only; the browser's policy would stop the rest, too late."""
    forbidden = r"(inner|outer|Adjacent|set)HTML|document\.write|\beval\b|new Function|DOMParser"
    code = re.sub(r"//.*", "", CODE)
    assert not re.search(forbidden, code)
    assert "</script" not in page_script().lower()
    assert "<!--" not in page_script()


def test_every_label_is_there_in_both_languages() -> None:
    assert all(len(pair) == 2 and all(pair) for pair in LABELS.values())
    named = set(re.findall(r"""\bt\(\s*"([\w.]+)\"""", CODE))
    named |= set(re.findall(r"""label: "(key\.\w+)\"""", CODE))
    named |= set(re.findall(r'data-t[\w-]*="([\w.]+)"', TEMPLATE))
    assert named - LABELS.keys() == set()


def test_no_label_is_left_over() -> None:
    """A label that no code names is told apart from those whose key is put together."""
    together = ("type", "verdict", "change", "field", "mention", "kind", "basis", "flag", "action")
    together += ("say", "edit", "order", "key")
    unused = [
        key
        for key in LABELS
        if f'"{key}"' not in CODE + TEMPLATE and key.split(".")[0] not in together
    ]
    assert unused == []


def test_placeholders_are_the_same_in_both_languages() -> None:
    def names(text: str) -> set[str]:
        return set(re.findall(r"\{(\w+)", text))

    assert {key: pair for key, pair in LABELS.items() if names(pair[0]) != names(pair[1])} == {}
