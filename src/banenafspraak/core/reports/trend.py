"""What a trend report is made of: plain frozen values, filled by whoever counted, and the check that all is there.

Nothing is computed here that would mix series: a target, an official result, a quarterly result and an own count stand
side by side, each with its series, mark and source. Unknown is None and is said.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Literal, get_args

from banenafspraak.core.kernel.law import MARKS, Mark
from banenafspraak.core.kernel.problems import Language
from banenafspraak.core.reports.numbers import Hidden, Number, Value, exact, known

Kind = Literal["target", "official", "quarterly", "own", "invented"]
Sector = Literal["total", "market", "government"]
KINDS: tuple[Kind, ...] = get_args(Kind)
RESULTS: tuple[Kind, ...] = KINDS[1:]
SECTORS: tuple[Sector, ...] = get_args(Sector)
KEY = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class Source:
    """Where something was read; an address when it has one."""

    title: str
    address: str = ""


@dataclass(frozen=True, slots=True)
class Basis:
    """What a figure rests on: shown under it, behind "source and explanation"."""

    series: str
    mark: Mark
    source: Source
    on: date | None = None
    definition: str = ""
    revision: str = ""
    calculation: str = ""


@dataclass(frozen=True, slots=True)
class Headline:
    """The one big number: value, unit ("extra banen"), reference date, and the target it is held against."""

    value: Value
    unit: str
    on: date
    basis: Basis
    target: Number | None = None
    places: int = 0


@dataclass(frozen=True, slots=True)
class Point:
    """One value of one series on one day. Points of two kinds are never added, subtracted or joined by a line."""

    on: date
    kind: Kind
    value: Value
    series: str
    mark: Mark
    source: Source
    sector: Sector = "total"
    note: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its name in files, its heading, and the decimals of its numbers; text when None."""

    key: str
    heading: str
    places: int | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A breakdown. `drawn` names the column that is drawn as bars; `total` says that the last row is the total."""

    key: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str | Value, ...], ...]
    basis: Basis
    notes: tuple[str, ...] = ()
    drawn: str = ""
    total: bool = False


@dataclass(frozen=True, slots=True)
class Tile:
    """A region on the tile map. `short` is what a phone shows, else the code."""

    code: str
    name: str
    row: int
    col: int
    value: Value
    short: str = ""


@dataclass(frozen=True, slots=True)
class TileMap:
    """One figure for each region."""

    unit: str
    tiles: tuple[Tile, ...]
    basis: Basis
    notes: tuple[str, ...] = ()
    places: int = 0


@dataclass(frozen=True, slots=True)
class Flow:
    """Working persons, heads and not jobs, in two periods and why the number changed (counting.md 9)."""

    before: str
    now: str
    found_work: Value
    lost_work: Value
    entered_group_while_working: Value
    left_group_while_working: Value
    basis: Basis
    working_before: Value = None
    notes: tuple[str, ...] = ()

    @property
    def change(self) -> Fraction | None:
        """The change in working persons, None when one of its parts is unknown or hidden."""
        gained = known(self.found_work), known(self.entered_group_while_working)
        gone = known(self.lost_work), known(self.left_group_while_working)
        if None in gained or None in gone:
            return None
        return sum(filter(None, gained), Fraction()) - sum(filter(None, gone), Fraction())

    @property
    def working_now(self) -> Fraction | None:
        """Working persons now, by the identity of the UWV factsheet."""
        before = known(self.working_before)
        return None if before is None or self.change is None else before + self.change


@dataclass(frozen=True, slots=True)
class Invented:
    """Says that the data are invented, and at which scale of the nation."""

    scale: Number | None = None


@dataclass(frozen=True, slots=True)
class Trend:
    """One report, of the nation or of one region, for one quarter."""

    title: str
    place: str
    period: str
    language: Language
    headline: Headline
    method: tuple[str, ...]
    sources: tuple[Source, ...]
    receipt: tuple[str, ...]
    place_code: str = ""
    points: tuple[Point, ...] = ()
    tables: tuple[Table, ...] = ()
    tiles: TileMap | None = None
    flow: Flow | None = None
    warnings: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    invented: Invented | None = None
    slug: str = field(default="trend")


def check_trend(trend: Trend) -> None:
    """Stop on a report that lacks a part, all faults at once: such a fault is the caller's and not the reader's.

    Raises:
        ValueError: a part is missing or does not fit.
    """
    if found := list(_faults(trend)):
        raise ValueError("; ".join(found))


def _faults(trend: Trend) -> Iterator[str]:
    for name in ("title", "place", "period", "method", "sources", "receipt"):
        if not getattr(trend, name):
            yield f"{name} is empty"
    if trend.language not in get_args(Language):
        yield f"no such language: {trend.language}"
    if not KEY.fullmatch(trend.slug):
        yield f"no name for files: {trend.slug}"
    if not trend.headline.unit:
        yield "headline: unit is empty"
    yield from _bases(trend)
    yield from _points(trend.points)
    yield from _tables(trend.tables)
    if trend.tiles:
        yield from _tiles(trend.tiles)


def _bases(trend: Trend) -> Iterator[str]:
    bases = [("headline", trend.headline.basis), *((f"table {each.key}", each.basis) for each in trend.tables)]
    bases += [("tiles", trend.tiles.basis)] if trend.tiles else []
    bases += [("flow", trend.flow.basis)] if trend.flow else []
    for name, basis in bases:
        if not basis.series or not basis.source.title or basis.mark not in MARKS:
            yield f"{name}: series, source or mark is missing"


def _points(points: tuple[Point, ...]) -> Iterator[str]:
    for point in points:
        if not point.series or not point.source.title or point.mark not in MARKS:
            yield f"point {point.on}: series, source or mark is missing"
        if point.kind not in KINDS or point.sector not in SECTORS:
            yield f"point {point.on}: no such kind or sector"
        known(point.value)
    for (on, kind, sector), count in Counter((each.on, each.kind, each.sector) for each in points).items():
        if count > 1:
            yield f"point {on}, {kind}, {sector} stands there twice"


def _tables(tables: tuple[Table, ...]) -> Iterator[str]:
    for key, count in Counter(table.key for table in tables).items():
        if count > 1 or not KEY.fullmatch(key):
            yield f"table {key}: no name for a file, or named twice"
    for table in tables:
        if not table.title or not table.columns or table.columns[0].places is not None:
            yield f"table {table.key}: title or first column of names is missing"
        if any(len(row) != len(table.columns) for row in table.rows):
            yield f"table {table.key}: a row is not as wide as the columns"
        elif any(not _fits(cell, table.columns[at]) for row in table.rows for at, cell in enumerate(row)):
            yield f"table {table.key}: text and numbers stand in each other's columns"
        if table.drawn and table.drawn not in {each.key for each in table.columns if each.places is not None}:
            yield f"table {table.key}: there is no column of numbers called {table.drawn}"


def _fits(cell: str | Value, column: Column) -> bool:
    if column.places is None:
        return isinstance(cell, str)
    return not isinstance(cell, str) and (cell is None or isinstance(cell, Hidden) or exact(cell) is not None)


def _tiles(tiles: TileMap) -> Iterator[str]:
    places = Counter((tile.row, tile.col) for tile in tiles.tiles)
    codes = Counter(tile.code for tile in tiles.tiles)
    if not tiles.unit or not tiles.tiles:
        yield "tiles: unit or tiles are missing"
    if max([*places.values(), *codes.values()], default=1) > 1:
        yield "tiles: two regions share a place or a code"
