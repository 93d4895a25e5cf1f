"""What is written in a region on a map: in a tile its name and its value, elsewhere the value where it fits.

A page is read on a screen and on a phone, where the same drawing is half as large: a line says for which of the two
it is meant, or for both.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from banenafspraak.core.reports.basemap import Box, Outline

Form = Literal["wide", "narrow"]
FORMS: tuple[Form, ...] = ("wide", "narrow")
ROOM_FOR_NAME = 60
NAME_FONT, SHORT_FONT, NUMBER_FONT = 14.0, 25.0, 27.0
SIZES: Mapping[Form, tuple[float, float]] = MappingProxyType({"wide": (17, 13.5), "narrow": (25, 19)})
CHARACTER, LINE, LINES, EDGE = 0.6, 15, 3, 8
DIGIT, POINT = 0.67, 0.34  # of the size: how wide a digit is, and a sign such as a point or a space
MIDDLE = 0.36  # of the size of a digit, from its foot to its middle
BREAK = re.compile(r"(?<=[-/ ])")
PARTS = re.compile(r"(?<=[a-z]{4})(?=(?:driehoek|land|steden) ?$)")
LONG_WORD = 11


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a label: text, middle, foot and size, and the form it is meant for, None for both."""

    text: str
    x: float
    y: float
    size: float
    bold: bool = False
    form: Form | None = None


def label_lines(outline: Outline, value: str) -> Iterator[Line]:
    """The lines of one region.

    >>> tile = Outline("AM05", "Twente", "", Box(50, 50, 94, 94), "TWE")
    >>> [(line.text, line.form) for line in label_lines(tile, "14")]
    [('Twente', 'wide'), ('TWE', 'narrow'), ('14', None)]
    >>> [(line.text, line.form) for line in label_lines(Outline("AM12", "Gooi", "", Box(50, 50, 24, 19)), "14")]
    [('14', 'wide')]
    """
    box = outline.box
    if box is None:
        return iter(())
    return _in_tile(outline, box, value) if box.tall >= ROOM_FOR_NAME else _in_outline(box, value)


def _in_tile(outline: Outline, box: Box, value: str) -> Iterator[Line]:
    top, wide = box.y - box.tall / 2, box.wide - EDGE
    lines = name_lines(outline.name)
    size = min(NAME_FONT, wide / (CHARACTER * max(len(line) for line in lines)))
    first = top + 22 + LINE * (LINES - 1 - len(lines)) / 2 * (len(lines) < LINES)
    for at, line in enumerate(lines):
        yield Line(line, box.x, first + LINE * at, size, form="wide")
    yield Line(outline.short or outline.code, box.x, top + 36, SHORT_FONT, form="narrow")
    yield Line(value, box.x, top + 82, min(NUMBER_FONT, wide / _width(value)), bold=True)


def _in_outline(box: Box, value: str) -> Iterator[Line]:
    for form in FORMS:
        largest, smallest = SIZES[form]
        size = min(largest, box.wide / _width(value))
        if size >= smallest:
            yield Line(value, box.x, round(box.y + MIDDLE * size, 1), size, bold=True, form=form)


def _width(value: str) -> float:
    """How wide a value is, for a size of one."""
    return sum(DIGIT if sign.isalnum() or sign in "<×" else POINT for sign in value)


def name_lines(name: str, width: int = 12) -> list[str]:
    """A name in at most three lines, broken where it has a space, hyphen or slash, and a long word between its parts.

    >>> name_lines("Zuid-Kennemerland en IJmond"), name_lines("Rijk van Nijmegen"), name_lines("Drechtsteden")
    (['Zuid-', 'Kennemerland', 'en IJmond'], ['Rijk van', 'Nijmegen'], ['Drecht-', 'steden'])
    """
    for pieces in (list(_pieces(name)), BREAK.split(name)):
        lines = _filled(pieces, width)
        if len(lines) <= LINES:
            return lines
    return textwrap.wrap(name, -(-len(name) // LINES) + 6)[:LINES]


def _pieces(name: str) -> Iterator[str]:
    for word in BREAK.split(name):
        *firsts, last = PARTS.split(word) if len(word.strip()) > LONG_WORD else [word]
        yield from (f"{first}-" for first in firsts)
        yield last


def _filled(parts: Iterable[str], width: int) -> list[str]:
    lines = [""]
    for part in parts:
        if lines[-1] and len((lines[-1] + part).strip()) > width:
            lines.append("")
        lines[-1] += part
    return [line.strip() for line in lines]
