"""``claimx segment``: show how articles are taken apart."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from claimx.errors import ClaimxError, Exit

if TYPE_CHECKING:
    from rich.text import Text

    from claimx.models import Article, Layout, SegmentKind

_STYLES: dict[SegmentKind, str] = {
    "title": "bold cyan",
    "heading": "bold",
    "outlet": "green",
    "byline": "green",
    "published": "blue",
    "dateline": "yellow",
    "boilerplate": "red",
    "paragraph": "",
}
_KIND_WIDTH = 12
# What a terminal would obey instead of showing.
_CONTROLS = dict.fromkeys([*range(32), *range(127, 160)], " ")


@click.command(short_help="Show how an article is taken apart.")
@click.argument("paths", metavar="FILE...", nargs=-1, required=True)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    help="How to show it.  [default: text on a terminal, json in a pipe]",
)
@click.option(
    "--rules",
    multiple=True,
    metavar="DIR",
    help="Rules laid over the shipped ones; may be repeated.",
)
def command(paths: tuple[str, ...], form: str | None, rules: tuple[str, ...]) -> Exit:
    """Show title, byline, date, dateline, boilerplate, headings, paragraphs and sentences of articles.

    FILE is a file or folder of articles; - is standard input. As JSON one line a document: its metadata,
    its segments with the rule that named each, and its sentences as offsets.

    \b
    claimx segment berita.txt
    claimx segment berita/ --format json | jq '.segments[] | select(.kind == "boilerplate")'
    """
    from claimx.article.segment import segment
    from claimx.inputs.articles import read_articles
    from claimx.models import Article
    from claimx.rules.load import load_rules

    loaded = load_rules(*rules)
    as_text = sys.stdout.isatty() if form is None else form == "text"
    code = Exit.OK
    for item in read_articles(paths):
        if isinstance(item, Article):
            (_print_text if as_text else _print_json)(item, segment(item, loaded))
        else:
            click.echo(f"claimx: {_one_line(item.error)}", err=True)
            code = Exit.INPUT
    return code


def _one_line(error: ClaimxError) -> str:
    return str(error).replace("\n", " ")


def _print_json(article: Article, layout: Layout) -> None:
    import orjson

    record = {
        "id": article.id,
        "path": article.path,
        "title": layout.title,
        "outlet": layout.outlet,
        "byline": layout.byline,
        "dateline": layout.dateline,
        "published": layout.published,
        "url": article.url,
        "segments": [
            {"kind": s.kind, "start": s.start, "end": s.end, "text": s.text, "rule": s.rule}
            for s in layout.segments
        ],
        "sentences": layout.sentences,
        "rules": layout.rules,
    }
    sys.stdout.buffer.write(orjson.dumps(record, option=orjson.OPT_APPEND_NEWLINE))


def _print_text(article: Article, layout: Layout) -> None:
    from rich.console import Console
    from rich.text import Text

    console = Console(highlight=False, soft_wrap=True, markup=False, emoji=False)
    console.print(Text(_safe(article.path or article.id), style="bold underline"))
    for name in ("title", "outlet", "byline", "dateline", "published"):
        value = getattr(layout, name)
        if value:
            console.print(Text.assemble((f"{name:{_KIND_WIDTH}}", "dim"), _safe(value)))
    console.print()
    for part in layout.segments:
        line = Text(f"{part.kind:{_KIND_WIDTH}}", style="dim")
        line.append_text(_shown(part.text, part.start, part.kind, layout))
        if part.rule:
            line.append(f"  {part.rule}", style="dim")
        console.print(line)
    console.print()


def _safe(text: str) -> str:
    return text.translate(_CONTROLS)


def _shown(text: str, start: int, kind: SegmentKind, layout: Layout) -> Text:
    """The text of a segment on one line, a bar between its sentences."""
    from rich.text import Text

    inner = [begin - start for begin, _ in layout.sentences if start < begin < start + len(text)]
    shown = Text(style=_STYLES[kind])
    last = 0
    for place in [*inner, len(text)]:
        shown.append(_safe(text[last:place]))
        if place < len(text):
            shown.append("¦ ", style="dim magenta")
        last = place
    return shown
