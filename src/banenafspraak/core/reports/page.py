"""A report as one HTML page: nothing is fetched, nothing is scripted, everything can be read aloud and printed."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from banenafspraak.core.reports.extra import tool
from banenafspraak.core.reports.story import Story
from banenafspraak.core.reports.words import say

TEMPLATES = Path(__file__).parent / "templates"


def html_page(story: Story) -> bytes:
    """The page as UTF-8.

    Raises:
        ProblemsError: the extra is not installed.
    """
    jinja = tool("jinja2")
    loader = jinja.FileSystemLoader(TEMPLATES)
    house = jinja.Environment(
        loader=loader, autoescape=True, undefined=jinja.StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    style = house.filters["safe"]((TEMPLATES / "trend.css").read_text(encoding="utf-8").strip())
    template = house.get_template("trend.html.jinja")
    text: str = template.render(story=story, style=style, say=partial(say, story.language))
    return (text.strip() + "\n").encode()
