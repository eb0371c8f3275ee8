"""The results as a table in the documentation and as a plot."""

from __future__ import annotations

import platform
import re
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from xml.etree import ElementTree as ET

from benchmarks.measures import Row
from claimx.errors import ClaimxError
from claimx.review.gold import GoldDocument

QUALITY = Path(__file__).parents[1] / "docs" / "quality.md"
_BEGIN, _END = "<!-- results: begin -->", "<!-- results: end -->"
_COLOURS = ("#8da0cb", "#66c2a5", "#fc8d62", "#e78ac3", "#a6d854")
_WIDTH, _BAR, _LEFT = 960, 22, 540


def table(rows: Sequence[Row]) -> str:
    """Write the rows as a Markdown table."""
    lines = ["| what to what | first | second | ratio | aim |", "|---|---:|---:|---:|---:|"]
    lines += [f"| {r.name} | {r.first} | {r.second} | {r.ratio:.2f} | {r.aim} |" for r in rows]
    return "\n".join(lines)


def update(
    page: Path, rows: Sequence[Row], shares: Sequence[tuple[str, float]], about: str
) -> None:
    """Replace the results in the page, which stay between two marks."""
    parts = [
        _BEGIN,
        f"{about} {platform.machine()}, Python {platform.python_version()}, {datetime.now(tz=UTC).date()}.",
    ]
    parts += ["", table(rows), ""]
    if shares:
        parts += ["| stage | share of the time |", "|---|---:|"]
        parts += [f"| {name} | {share:.0%} |" for name, share in shares]
    block = "\n".join([*parts, _END])
    text = page.read_text("utf-8")
    page.write_text(re.sub(f"{_BEGIN}.*{_END}", lambda _: block, text, flags=re.DOTALL), "utf-8")


def share(value: float | None) -> str:
    """Write a share as tables have it."""
    return "-" if value is None else f"{value:.3f}"


def about(gold: Sequence[GoldDocument]) -> str:
    """Say how large a set of gold documents is."""
    optional = [record.optional for document in gold for record in document.records]
    asked = optional.count(False)
    return f"{len(gold)} articles with {asked} records, and {len(optional) - asked} optional ones."


def fill(page: Path, name: str, block: str) -> None:
    """Replace what stands in the page between the marks of this name."""
    begin, end = f"<!-- {name}: begin -->", f"<!-- {name}: end -->"
    text = page.read_text("utf-8")
    if begin not in text or end not in text:
        raise ClaimxError(f"no marks of {name}", where=str(page))
    head, _, rest = text.partition(begin)
    _, _, tail = rest.partition(end)
    page.write_text(f"{head}{begin}\n{block}\n{end}{tail}", "utf-8")


def plot(path: Path, rows: Sequence[Row], shares: Sequence[tuple[str, float]]) -> None:
    """Draw the ratios as bars and the stages as one bar in parts."""
    height = (len(rows) + 3) * (_BAR + 12) + 40
    root = ET.Element(
        "svg", xmlns="http://www.w3.org/2000/svg", width=str(_WIDTH), height=str(height)
    )
    root.set("font-family", "sans-serif")
    root.set("font-size", "13")
    _rect(root, 0, 0, _WIDTH, height, "#ffffff")
    room = _WIDTH - _LEFT - 110
    largest = max((row.ratio for row in rows), default=1.0)
    y = 20
    for row in rows:
        _text(root, _LEFT - 10, y + 16, row.name.split(" (")[0], anchor="end")
        length = room * row.ratio / largest
        _rect(root, _LEFT, y, length, _BAR, _COLOURS[0])
        aim = f"  (aim {row.aim})" if row.aim else ""
        _text(root, _LEFT + length + 6, y + 16, f"{row.ratio:.2f}{aim}")
        y += _BAR + 12
    y += 24
    x = 20.0
    for number, (name, share) in enumerate(shares):
        length = (_WIDTH - 40) * share
        _rect(root, x, y, length, _BAR, _COLOURS[number % len(_COLOURS)])
        _text(root, 20 + number * 185, y + _BAR + 20, f"■ {name} {share:.0%}", _COLOURS[number])
        x += length
    ET.ElementTree(root).write(path, encoding="utf-8", xml_declaration=True)


def _rect(root: ET.Element, x: float, y: float, width: float, height: float, fill: str) -> None:
    numbers = {"x": x, "y": y, "width": width, "height": height}
    ET.SubElement(root, "rect", {k: f"{v:.1f}" for k, v in numbers.items()}, fill=fill)


def _text(
    root: ET.Element,
    x: float,
    y: float,
    text: str,
    fill: str = "#222222",
    anchor: str = "start",
) -> None:
    attributes = {"x": f"{x:.1f}", "y": f"{y:.1f}", "fill": fill, "text-anchor": anchor}
    ET.SubElement(root, "text", attributes).text = text
