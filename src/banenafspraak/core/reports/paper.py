"""A report on paper: a tagged PDF (PDF/UA-1) set by Typst, with the same bytes for the same report.

System fonts are left out, so that one machine sets the report as another does.
"""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any

from banenafspraak.core.kernel.receipts import canonical
from banenafspraak.core.reports.extra import font_folder, tool
from banenafspraak.core.reports.story import Story
from banenafspraak.core.reports.words import words

TEMPLATE = Path(__file__).parent / "templates" / "trend.typ"
WORDS = ("attention", "facts", "page_of")


def pdf(story: Story) -> bytes:
    """The report as PDF.

    Raises:
        ProblemsError: the extra is not installed.
    """
    folder = font_folder()
    paper: bytes = tool("typst").compile(
        TEMPLATE.read_bytes(),
        font_paths=[str(folder)] if folder else [],
        ignore_system_fonts=True,
        sys_inputs={"story": canonical(_data(story))},
        pdf_standards=["ua-1"],
    )
    return paper


def _data(story: Story) -> dict[str, Any]:
    """The story as plain data; a drawing for a phone and the lines for files stay behind."""
    data = asdict(story)
    for section in data["sections"]:
        if section["drawing"]:
            del section["drawing"]["narrow"]
        if section["table"]:
            section["table"] = section["table"]["shown"]
    return {**data, "words": {name: words()[name][story.language] for name in WORDS}}
