"""The page as HTML: one file, no network, and nothing in it that an article could make run.

Data goes in as JSON in a block that the browser does not execute, with every character escaped
that could end the block. The policy allows exactly the two scripts and the one style sheet below,
by their hashes, and no connection, image, frame or form; trusted types forbid writing HTML from
script.
"""

from __future__ import annotations

from base64 import b64encode
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import TYPE_CHECKING, Literal

import orjson
from jinja2 import Environment, PackageLoader, StrictUndefined

import claimx

if TYPE_CHECKING:
    from claimx.report.build import Page

Language = Literal["auto", "id", "en"]

# In the order in which they lean on each other; the page gets them as one script.
SCRIPTS = (
    "dom.js",
    "text.js",
    "i18n.js",
    "model.js",
    "filters.js",
    "lines.js",
    "decisions.js",
    "words.js",
    "article.js",
    "cards.js",
    "compare.js",
    "review.js",
    "editor.js",
    "list.js",
    "panel.js",
    "charts.js",
    "overview.js",
    "keys.js",
    "view.js",
    "main.js",
)

# What could end a script block, start a comment in it, or break a line of script.
ESCAPES = str.maketrans({char: f"\\u{ord(char):04x}" for char in "<>&\u2028\u2029"})


def render_page(page: Page, *, language: Language = "auto") -> str:
    """Return the page. The same page data gives the same bytes."""
    theme_script = static("theme.js")
    script = page_script()
    style = static("report.css")
    template = _environment().get_template("report.html.jinja")
    return template.render(
        title=page.run.title or page.run.name,
        version=claimx.__version__,
        language=language,
        compared=page.run.compared,
        policy=content_policy(scripts=(theme_script, script), style=style),
        style=style,
        theme_script=theme_script,
        script=script,
        labels=script_json(orjson.loads(static("i18n.json"))),
        data=script_json(page),
    )


def script_json(value: object) -> str:
    """Return JSON that can stand inside a script block."""
    return orjson.dumps(value).decode().translate(ESCAPES)


def content_policy(*, scripts: tuple[str, ...], style: str) -> str:
    """Return the Content-Security-Policy under which only this page's own code runs."""
    return "; ".join(
        [
            "default-src 'none'",
            f"script-src {' '.join(_hash(script) for script in scripts)}",
            f"style-src {_hash(style)}",
            "base-uri 'none'",
            "form-action 'none'",
            "require-trusted-types-for 'script'",
            "trusted-types 'none'",
        ]
    )


@cache
def page_script() -> str:
    """Return the page's one script."""
    body = "\n".join(static(name) for name in SCRIPTS)
    return f'(() => {{\n"use strict";\n{body}\n}})();\n'


@cache
def static(name: str) -> str:
    """Return one of the page's own files."""
    return (files(__package__) / "static" / name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("claimx.report"),
        autoescape=True,
        undefined=StrictUndefined,
        keep_trailing_newline=True,
    )
