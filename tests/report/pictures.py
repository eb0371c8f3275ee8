"""Take the pictures of docs/report.md anew: `python tests/report/pictures.py run.jsonl`."""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from claimx.report.write import write_report

IMAGES = Path(__file__).parents[2] / "docs" / "images"
# An article of the project's own corpus with each kind of mark, and the words of the record to show.
ARTICLE = "Longsor Tutup Jalan Antardesa"
WORDS = "tebing itu sudah retak"


def main(run: str) -> None:
    """Write report-light.png and report-dark.png."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as driver:
        page_path = Path(folder) / "report.html"
        write_report(run, str(page_path), title="corpus/articles")
        browser = driver.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        for scheme in ("light", "dark"):
            page = browser.new_page(
                viewport={"width": 1320, "height": 760},
                color_scheme=scheme,
                reduced_motion="reduce",
                locale="en-GB",
            )
            page.goto(page_path.as_uri())
            page.locator("#search").fill(ARTICLE)
            page.locator(".doc-row").first.click()
            page.locator("#clear-filters").click()
            page.keyboard.press("Escape")
            page.locator("#text .q", has_text=WORDS).first.click()
            top = page.locator("#text .ref.active").evaluate("(e) => e.getBoundingClientRect().top")
            page.locator("#stage").evaluate("(stage, by) => stage.scrollBy(0, by)", top - 320)
            page.mouse.move(0, 0)
            page.wait_for_timeout(300)
            page.screenshot(path=IMAGES / f"report-{scheme}.png")
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1])
