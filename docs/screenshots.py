"""`make screenshots`: pictures of the main pages, at the width of a desk and of a phone, in docs/screenshots."""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright
from tests.journeys.conftest import FLAGS, PATIENCE_MS, WIDTHS, started

FOLDER = Path(__file__).with_name("screenshots")
HEIGHTS = {"desktop": 900, "phone": 844}
PAGES = {
    "start": "/",
    "cijfers": "/cijfers/",
    "cijfer": "/cijfers/cijfer/uwv_quarterly/2018-12-31/total/all/",
    "regios": "/regios/?reeks=verzonnen",
    "regio": "/regios/amersfoort/",
    "sector": "/cijfers/sector/overheid/",
    "rapport": "/cijfers/rapport/",
    "eigen-telling": "/hoe-staan-wij-ervoor/",
    "open-data": "/open-data/",
    "api": "/api/",
}


def main() -> None:
    """Start a site with invented data, open each page at each width, and keep what one sees first."""
    chromium = shutil.which("chromium") or sys.exit("chromium is needed: apt-get install chromium")
    with tempfile.TemporaryDirectory() as folder, started(Path(folder)) as (_, site), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=list(FLAGS))
        for name, address in PAGES.items():
            for kind in WIDTHS:
                _take(browser, site + address, kind, FOLDER / f"{name}-{WIDTHS[kind]}.png")
        browser.close()
    print(f"{len(PAGES) * len(WIDTHS)} pictures in {FOLDER}")


def _take(browser: Browser, address: str, kind: str, path: Path) -> None:
    context = browser.new_context(viewport={"width": WIDTHS[kind], "height": HEIGHTS[kind]})
    context.set_default_timeout(PATIENCE_MS)
    page = context.new_page()
    page.goto(address, wait_until="networkidle")
    page.screenshot(path=path)
    context.close()


if __name__ == "__main__":
    main()
