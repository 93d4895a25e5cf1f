"""The tile map: a square for each region on its fixed place, drawn by hand as SVG, wide and for a phone.

The number stands in the tile and the shade only repeats it; what cannot be shown has a dashed edge and a sign.
"""

from __future__ import annotations

import re
import textwrap
from bisect import bisect_left
from collections.abc import Sequence
from fractions import Fraction
from html import escape

from banenafspraak.core.kernel.problems import Language
from banenafspraak.core.reports.drawing import EDGE, INK, PAPER, PETROL, Q2, Q3, TINT, Drawing, dressed
from banenafspraak.core.reports.numbers import Value, brief, known
from banenafspraak.core.reports.trend import Tile, TileMap

CELL, SIDE, MARGIN = 100, 94, 3
SHADES = (TINT, Q2, Q3, PETROL)
DARKEST = len(SHADES) - 1
NOTHING = "–"
NAME_FONT, NUMBER_FONT, WIDTH = 14, 27, 86
CHARACTER, DIGIT, LINE, LINES = 0.6, 0.67, 15, 3
BREAK = re.compile(r"(?<=[-/ ])")


def tiles_drawing(name: str, title: str, alt: str, tiles: TileMap, at: tuple[Language, str]) -> Drawing:
    """The map of one figure by region; `at` is the language and the code of the region that gets a thick edge."""
    lang, here = at
    shades = shades_of([tile.value for tile in tiles.tiles])
    forms = []
    for form in "wn":
        squares = "".join(
            _square(tile, shade, form == "w", _words(tile.value, lang, tiles.places), tile.code == here)
            for tile, shade in _in_order(tiles.tiles, shades)
        )
        forms.append(dressed(f"{_open(tiles.tiles)}{squares}</svg>", f"{name}-{form}", title, alt))
    return Drawing(name, title, alt, forms[0], forms[1])


def shades_of(values: Sequence[Value]) -> list[int | None]:
    """A shade from 0 to 3 for each value by its place in the order, None where there is nothing to show.

    >>> shades_of([10, None, 30, 20, 40, 10])
    [0, None, 2, 1, 3, 0]
    """
    ordered = sorted(one for value in values if (one := known(value)) is not None)
    return [None if (one := known(value)) is None else _shade(one, ordered) for value in values]


def _shade(value: Fraction, ordered: Sequence[Fraction]) -> int:
    return bisect_left(ordered, value) * len(SHADES) // len(ordered)


def _in_order(tiles: Sequence[Tile], shades: Sequence[int | None]) -> list[tuple[Tile, int | None]]:
    return sorted(zip(tiles, shades, strict=True), key=lambda pair: (pair[0].row, pair[0].col))


def _open(tiles: Sequence[Tile]) -> str:
    width = CELL * (1 + max(tile.col for tile in tiles))
    height = CELL * (1 + max(tile.row for tile in tiles))
    return f'<svg viewBox="0 0 {width} {height}"><rect width="{width}" height="{height}" fill="{PAPER}"/>'


def _words(value: Value, lang: Language, places: int) -> str:
    return NOTHING if value is None else brief(value, lang, places)


def _square(tile: Tile, shade: int | None, with_name: bool, words: str, here: bool) -> str:
    x, y = CELL * tile.col + MARGIN, CELL * tile.row + MARGIN
    fill, stroke = (PAPER, EDGE) if shade is None else (SHADES[shade], PETROL)
    dash = ' stroke-dasharray="4 4"' if shade is None else ""
    thick = 6 if here else 1.5
    ink = PAPER if shade == DARKEST else INK
    middle = x + SIDE / 2
    size = min(NUMBER_FONT, WIDTH / (DIGIT * len(words)))
    return (
        f'<rect x="{x}" y="{y}" width="{SIDE}" height="{SIDE}" rx="10" fill="{fill}"'
        f' stroke="{INK if here else stroke}" stroke-width="{thick}"{"" if here else dash}/>'
        f'<g fill="{ink}" text-anchor="middle">'
        f"{_name(tile, middle, y) if with_name else _text(tile.short or tile.code, middle, y + 36, 25)}"
        f'<text x="{middle:g}" y="{y + 82}" font-size="{size:.4g}" font-weight="700">{escape(words)}</text></g>'
    )


def _name(tile: Tile, middle: float, top: float) -> str:
    lines = name_lines(tile.name)
    size = min(NAME_FONT, WIDTH / (CHARACTER * max(len(line) for line in lines)))
    first = top + 22 + LINE * (LINES - 1 - len(lines)) / 2 * (len(lines) < LINES)
    return "".join(_text(line, middle, first + LINE * at, size) for at, line in enumerate(lines))


def name_lines(name: str, width: int = 12) -> list[str]:
    """A name in at most three lines, broken where it has a space, hyphen or slash.

    >>> name_lines("Zuid-Kennemerland en IJmond"), name_lines("Rijk van Nijmegen"), name_lines("Twente")
    (['Zuid-', 'Kennemerland', 'en IJmond'], ['Rijk van', 'Nijmegen'], ['Twente'])
    """
    lines = [""]
    for part in BREAK.split(name):
        if lines[-1] and len((lines[-1] + part).strip()) > width:
            lines.append("")
        lines[-1] += part
    lines = [line.strip() for line in lines]
    return lines if len(lines) <= LINES else textwrap.wrap(name, -(-len(name) // LINES) + 6)[:LINES]


def _text(words: str, x: float, y: float, size: float) -> str:
    return f'<text x="{x:g}" y="{y:g}" font-size="{size:.4g}">{escape(words)}</text>'
