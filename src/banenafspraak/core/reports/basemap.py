"""What a map is drawn on: the outlines of regions, from whatever source, and where their labels stand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from banenafspraak.core.kernel.problems import Language

BAND = 60  # units of the drawing: regions that stand no further apart are read from west to east


@dataclass(frozen=True, slots=True)
class Box:
    """A place for a label: its centre and its size, in units of the drawing."""

    x: float
    y: float
    wide: float
    tall: float


@dataclass(frozen=True, slots=True)
class Outline:
    """A region on a drawing: its outline as the path of an SVG, and where a label stands, None where none fits."""

    code: str
    name: str
    path: str
    box: Box | None = None
    short: str = ""


@dataclass(frozen=True, slots=True)
class BaseMap:
    """Regions as they are drawn, in the order in which a keyboard passes them, and where the borders come from."""

    key: str
    width: int
    height: int
    outlines: tuple[Outline, ...]
    source: Mapping[Language, str]


def in_reading_order(outlines: Iterable[Outline]) -> tuple[Outline, ...]:
    """Outlines from north to south, and from west to east where they stand beside each other.

    >>> spots = {"A": Box(90, 10, 9, 9), "B": Box(10, 20, 9, 9), "C": Box(10, 95, 9, 9)}
    >>> [each.code for each in in_reading_order(Outline(code, code, "", box) for code, box in spots.items())]
    ['B', 'A', 'C']
    """
    return tuple(sorted(outlines, key=_place))


def _place(outline: Outline) -> tuple[int, float, str]:
    box = outline.box or Box(0, 0, 0, 0)
    return int(box.y // BAND), box.x, outline.code
