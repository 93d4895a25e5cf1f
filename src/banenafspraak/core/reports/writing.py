"""A report as files in a folder: page, paper, drawings and tables.

Everything is made before anything is written, and written beside its place before anything stands there.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from banenafspraak.core.kernel.problems import Place, attempt
from banenafspraak.core.reports.page import html_page
from banenafspraak.core.reports.paper import pdf
from banenafspraak.core.reports.story import tell
from banenafspraak.core.reports.trend import Trend
from banenafspraak.core.tables.writing import csv_bytes, keep_apart, write_all


def trend_files(trend: Trend) -> dict[str, bytes]:
    """All files of a report by name.

    Raises:
        ValueError: a part of the report is missing or does not fit.
        ProblemsError: the extra is not installed.
    """
    story = tell(trend)
    files = {f"{trend.slug}.html": html_page(story), f"{trend.slug}.pdf": pdf(story)}
    for drawing in story.drawings:
        files[f"{drawing.name}.svg"] = f"{drawing.wide}\n".encode()
        files[f"{drawing.name}.png"] = drawing.png()
    for twin in story.twins:
        files[f"{twin.name}.csv"] = csv_bytes(twin.columns, twin.lines)
    return files


def write_trend(trend: Trend, folder: Path, inputs: Sequence[Path | None] = ()) -> list[Path]:
    """Write a report into a folder, which is made when it is not there. Gives the paths written, the page first.

    Raises:
        ValueError: a part of the report is missing or does not fit.
        ProblemsError: the extra is not installed, a file would take the place of an input, the disk is full, or the
            place cannot be written.
    """
    files = trend_files(trend)
    keep_apart([folder / name for name in files], inputs)
    unwritable = (OSError,), "output-not-writable", Place(folder.name)
    attempt(lambda: folder.mkdir(parents=True, exist_ok=True), *unwritable)
    write_all({folder / name: content for name, content in files.items()})
    return [folder / name for name in files]
