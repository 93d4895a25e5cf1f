"""The place of a person or a site: a municipality, or a postcode when an administrator has imported a file of them.

A place has a point and the region in which it lay on a day. What is not known is asked for and never guessed: without
the file a postcode leads to a problem that asks for the municipality.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Literal

from banenafspraak.core.kernel.problems import Place, Problem, ProblemsError, stop
from banenafspraak.core.regions.geofile import MEGABYTE, from_degrees
from banenafspraak.core.regions.membership import Membership, called, municipality, municipality_named, region_of
from banenafspraak.core.regions.outlines import inside_frame
from banenafspraak.core.tables.plain import TextRow, read_rows

COLUMNS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "pc4": ("pc4", "postcode"),
        "gemeente": ("gemeente", "gemeentecode", "municipality_code"),
        "lon": ("lon", "lengte"),
        "lat": ("lat", "breedte"),
    }
)
"""The columns of a file of postcodes, each with the names it may have."""
MOST_ROWS, MOST_BYTES = 20_000, 4 << 20
POSTCODE = re.compile(r"([1-9]\d{3})\s*([A-Za-z]{2})?")
PC4 = re.compile(r"[1-9]\d{3}")
DEGREES = re.compile(r"\d{1,2}(?:[.,]\d{1,12})?")
EARTH_KM = 6371.0088  # mean radius


@dataclass(frozen=True, slots=True)
class Spot:
    """A postcode of four digits: its municipality, and the point in its middle."""

    municipality_code: str
    lon: float
    lat: float


@dataclass(frozen=True, slots=True)
class Postcodes:
    """Postcodes as a file has them, and the rows that were refused, each with its reason."""

    spots: Mapping[str, Spot]
    rows_read: int
    refused: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Location:
    """Where someone is: the municipality, its region on the day that was asked for, and a point with how fine it is.

    The point is None for a municipality of which none is known; the region when it is not known for that day.
    """

    municipality_code: str
    municipality: str
    region: Membership | None
    lon: float | None
    lat: float | None
    fineness: Literal["postcode", "municipality"]
    postcode: str = ""


def find_place(text: str, on: date, postcodes: Postcodes | None = None) -> Location | Problem:
    """The place that a person means, or what to ask.

    Four digits are a postcode, unless they begin with a zero, as only codes of municipalities do.

    >>> find_place("den haag", date(2025, 1, 1)).region.name, find_place("2511 CV", date(2025, 1, 1)).code
    ('Haaglanden', 'place-needs-municipality')
    >>> find_place("Bergen", date(2025, 1, 1)).sentences("nl")["remedy"]
    'Kies een van deze: Bergen (L), Bergen (NH).'
    """
    if found := POSTCODE.fullmatch(text.strip()):
        return _of_postcode(found[1], on, postcodes)
    meant = called(text)
    if len(meant) == 1:
        one = meant[0]
        return Location(one.code, one.name, region_of(one.code, on.year), one.lon, one.lat, "municipality")
    if meant:
        return Problem("place-ambiguous", values={"names": ", ".join(each.name for each in meant)})
    return Problem("place-unknown")


def distance_km(one: Location | Spot, other: Location | Spot) -> float | None:
    """The distance in a straight line over the earth; None when the point of one of them is not known.

    >>> found = [find_place(name, date(2025, 1, 1)) for name in ("Utrecht", "Amersfoort")]
    >>> round(distance_km(*found))
    23
    """
    if one.lon is None or one.lat is None or other.lon is None or other.lat is None:
        return None
    north, other_north = math.radians(one.lat), math.radians(other.lat)
    east = math.radians(other.lon - one.lon)
    square = (
        math.sin((other_north - north) / 2) ** 2 + math.cos(north) * math.cos(other_north) * math.sin(east / 2) ** 2
    )
    return 2 * EARTH_KM * math.asin(math.sqrt(min(1.0, square)))


def read_postcodes(path: Path) -> Postcodes:
    """Postcodes from a CSV, XLSX or Parquet file with the columns pc4, gemeente, lon and lat.

    Raises:
        ProblemsError: it cannot be read as such a file, or no row of it can be used.
    """
    where = Place(path.name)
    too_many = stop("postcodes-too-many", where, most=MOST_ROWS, megabytes=MOST_BYTES // MEGABYTE)
    if path.is_file() and path.stat().st_size > MOST_BYTES:
        raise too_many
    rows = read_rows(path)
    if len(rows) > MOST_ROWS:
        raise too_many
    names = _columns(rows, where)
    spots: dict[str, Spot] = {}
    refused: list[Problem] = []
    for number, row in enumerate(rows, 2):
        cells = {column: row[name] for column, name in names.items()}
        faults = [Problem(code, Place(path.name, number, names[column])) for column, code in _faults(cells)]
        if not faults and cells["pc4"] in spots:
            faults = [Problem("postcode-twice", Place(path.name, number, names["pc4"]))]
        if not faults:
            spots[cells["pc4"]] = Spot(municipality(cells["gemeente"]) or "", *_point(cells))
        refused += faults
    if not spots:
        raise ProblemsError(refused or [Problem("postcodes-empty", where)])
    return Postcodes(MappingProxyType(spots), len(rows), tuple(refused))


def written_postcodes(found: Postcodes) -> str:
    """Postcodes as text, to keep them; refused rows are not kept.

    >>> kept = Postcodes(MappingProxyType({"2511": Spot("GM0518", 4.3, 52.1)}), 1)
    >>> postcodes_of(written_postcodes(kept)) == kept
    True
    """
    return json.dumps({pc4: [spot.municipality_code, spot.lon, spot.lat] for pc4, spot in found.spots.items()})


def postcodes_of(text: str) -> Postcodes:
    """The postcodes of a text that was written here."""
    spots = {pc4: Spot(*cells) for pc4, cells in json.loads(text).items()}
    return Postcodes(MappingProxyType(spots), len(spots))


def _of_postcode(pc4: str, on: date, postcodes: Postcodes | None) -> Location | Problem:
    if postcodes is None:
        return Problem("place-needs-municipality")
    spot = postcodes.spots.get(pc4)
    named = municipality_named(spot.municipality_code) if spot else None
    if spot is None or named is None:
        return Problem("postcode-unknown")
    return Location(named.code, named.name, region_of(named.code, on.year), spot.lon, spot.lat, "postcode", pc4)


def _columns(rows: list[TextRow], where: Place) -> dict[str, str]:
    """For each column the name that the file gives it."""
    there = rows[0].keys() if rows else ()
    if not rows:
        raise stop("postcodes-empty", where)
    found = {column: next((name for name in names if name in there), "") for column, names in COLUMNS.items()}
    if missing := [column for column, name in found.items() if not name]:
        raise stop("postcodes-columns-missing", where, columns=", ".join(missing))
    return found


def _faults(cells: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """What is wrong with a row, by column."""
    if not PC4.fullmatch(cells["pc4"]):
        yield "pc4", "postcode-wrong"
    if municipality(cells["gemeente"]) is None:
        yield "gemeente", "postcode-municipality-unknown"
    wrong = [name for name in ("lon", "lat") if not DEGREES.fullmatch(cells[name])]
    yield from ((name, "postcode-point-wrong") for name in wrong)
    if not wrong and not inside_frame(from_degrees(*_point(cells))):
        yield "lon", "postcode-outside"


def _point(cells: Mapping[str, str]) -> tuple[float, float]:
    return float(cells["lon"].replace(",", ".")), float(cells["lat"].replace(",", "."))
