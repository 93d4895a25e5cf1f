"""A report or a letter on paper: a tagged PDF (PDF/UA-1) set by Typst, with the same bytes for the same report.

System fonts are left out, so that one machine sets the report as another does.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from banenafspraak.core.kernel.problems import Language
from banenafspraak.core.kernel.receipts import canonical
from banenafspraak.core.reports.extra import font_folder, tool
from banenafspraak.core.reports.story import Section, Story
from banenafspraak.core.reports.words import words

TEMPLATES = Path(__file__).parent / "templates"
WORDS = ("attention", "facts", "page_of")


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter: its subject, lines to fill in by hand, the day, paragraphs before and after its parts, who signs."""

    language: Language
    subject: str
    to_fill_in: tuple[str, ...]
    day: str
    opening: tuple[str, ...]
    sections: tuple[Section, ...]
    closing: tuple[str, ...]
    to_sign: str


def letter_pdf(letter: Letter) -> bytes:
    """The letter as PDF.

    Raises:
        ProblemsError: the extra is not installed.
    """
    return _set(TEMPLATES / "letter.typ", {"letter": canonical(_plain(asdict(letter), letter.language))})


def pdf(story: Story) -> bytes:
    """The report as PDF.

    Raises:
        ProblemsError: the extra is not installed.
    """
    return _set(TEMPLATES / "trend.typ", {"story": canonical(_plain(asdict(story), story.language))})


def _set(template: Path, inputs: Mapping[str, str]) -> bytes:
    folder = font_folder()
    paper: bytes = tool("typst").compile(
        template.read_bytes(),
        font_paths=[str(folder)] if folder else [],
        ignore_system_fonts=True,
        sys_inputs=dict(inputs),
        pdf_standards=["ua-1"],
    )
    return paper


def _plain(data: dict[str, Any], lang: Language) -> dict[str, Any]:
    """A story or letter as plain data; a drawing for a phone and the lines for files stay behind."""
    for section in data["sections"]:
        if section["drawing"]:
            del section["drawing"]["narrow"]
        if section["table"]:
            section["table"] = section["table"]["shown"]
    return {**data, "words": {name: words()[name][lang] for name in WORDS}}
