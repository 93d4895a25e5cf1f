"""What all drawings share: the palette, hatching and dots, a title and text for who does not see it, and PNG.

Colours come from the theme and are told apart by shape and pattern first: solid, hatched, dotted, outlined, dashed.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from html import escape

from banenafspraak.core.reports.extra import font_folder, tool
from banenafspraak.core.tables.writing import Cell

INK, SOFT, PAPER, LINE, EDGE = "#1d2421", "#474f4a", "#ffffff", "#dacfbd", "#6c665a"
PETROL, TINT, Q2, Q3 = "#0b4f4a", "#e1efeb", "#bfdcd4", "#8abcb1"
OCHRE, OCHRE_TINT, MOSS, MOSS_TINT = "#6f4300", "#fdf0d3", "#23542f", "#e3f0df"
FONT = "Lexend Variable, Lexend, Verdana, DejaVu Sans, Libertinus Serif, sans-serif"
PATTERNS = {
    OCHRE_TINT: '<pattern id="{id}" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    f'<rect width="7" height="7" fill="{OCHRE_TINT}"/><path d="M0 0v7" stroke="{OCHRE}" stroke-width="3"/></pattern>',
    MOSS_TINT: '<pattern id="{id}" width="8" height="8" patternUnits="userSpaceOnUse">'
    f'<rect width="8" height="8" fill="{MOSS_TINT}"/><circle cx="4" cy="4" r="2" fill="{MOSS}"/></pattern>',
}
CLUTTER = re.compile(r' (?:aria-roledescription|aria-hidden|role|pointer-events)="[^"]*"')
OPENING = re.compile(r"<svg[^>]*>")
SIZE = re.compile(r'viewBox="0 0 ([\d.]+) ([\d.]+)"')
PIXELS = 2
BOX = re.compile(r'(?: height="[\d.]+")?( viewBox="0 0 )([\d.]+) ([\d.]+)"')
BAND, BASE, MARGIN, SIGN = 30, 20, 10, 9.5


@dataclass(frozen=True, slots=True)
class Shown:
    """A table as people read it: caption, headings with whether they stand over numbers, rows of text, notes."""

    caption: str
    head: tuple[tuple[str, bool], ...]
    rows: tuple[tuple[str, ...], ...]
    total: bool = False
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Twin:
    """A table in its two forms: shown to people, and as columns and lines for a file."""

    name: str
    shown: Shown
    columns: Sequence[str]
    lines: Sequence[Mapping[str, Cell]]


@dataclass(frozen=True, slots=True)
class Drawing:
    """A drawing for a wide page and one for a phone, as SVG, with the text that says what they show."""

    name: str
    title: str
    alt: str
    wide: str
    narrow: str

    def png(self) -> bytes:
        """The wide drawing as PNG, twice as large as it is drawn.

        Raises:
            ProblemsError: the extra is not installed.
        """
        converter = tool("vl_convert")
        if folder := font_folder():
            converter.register_font_directory(str(folder))
        png: bytes = converter.svg_to_png(self.wide, scale=PIXELS)
        return png

    def stamped(self, words: str) -> Drawing:
        """The same drawing with words under it, that stay with it wherever it goes."""
        return replace(self, wide=stamped(self.wide, words), narrow=stamped(self.narrow, words))


def dressed(svg: str, name: str, title: str, alt: str) -> str:
    """An SVG with its own ids, hatching, title and description, so that several can stand in one page.

    >>> dressed('<svg viewBox="0 0 9 9"><g role="graphics-object"/></svg>', "a", "T", "D").endswith("<g/></svg>")
    True
    """
    width, height = SIZE.search(svg).groups()  # type: ignore[union-attr]  # every drawing has a size: we made it
    body = CLUTTER.sub("", OPENING.sub("", svg, count=1))
    defs = ""
    for fill, pattern in PATTERNS.items():
        if f'fill="{fill}"' in body:
            identity = f"{name}-{fill[1:]}"
            body = body.replace(f'fill="{fill}"', f'fill="url(#{identity})"')
            defs += pattern.format(id=identity)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}"'
        f' role="img" aria-labelledby="{name}-t {name}-d" font-family="{FONT}">'
        f'<title id="{name}-t">{escape(title)}</title><desc id="{name}-d">{escape(alt)}</desc><defs>{defs}</defs>{body}'
    )


def stamped(svg: str, words: str) -> str:
    """An SVG with a band under it that says something, such as that its numbers are invented.

    >>> stamped('<svg width="90" height="9" viewBox="0 0 90 9"><g/></svg>', "Verzonnen")[:51]
    '<svg width="90" height="39" viewBox="0 0 90 39"><g/'
    """
    found = BOX.search(svg)
    if found is None:
        raise ValueError("a drawing without a size")
    wide, tall = float(found[2]), float(found[3])
    lines = textwrap.wrap(words, max(1, int(wide / SIGN)))
    height = tall + BAND * len(lines)
    sized = f' height="{height:g}"' if "height=" in found[0] else ""
    svg = svg.replace(found[0], f'{sized}{found[1]}{wide:g} {height:g}"', 1)
    texts = "".join(
        f'<text x="{MARGIN}" y="{tall + BASE + BAND * at:g}" font-size="15" font-weight="700" text-anchor="start"'
        f' fill="{OCHRE}">{escape(line)}</text>'
        for at, line in enumerate(lines)
    )
    band = f'<rect y="{tall:g}" width="100%" height="{height - tall:g}" fill="{OCHRE_TINT}"/>'
    return f"{svg.removesuffix('</svg>')}{band}{texts}</svg>"
