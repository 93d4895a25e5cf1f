"""In which arbeidsmarktregio a municipality lay on a day or in a year, and how sure that is.

Membership changes between years, so a region is always asked with its day or year. A year outside the known ones gets
the nearest known region with mark U; a year in a gap between two known regions gets none. Nothing is filled in.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from banenafspraak.core.kernel.reference import mark, rows, source

if TYPE_CHECKING:
    from collections.abc import Mapping

    from banenafspraak.core.kernel.law import Mark, Source

CODE = re.compile(r"(?:GM)?(\d{4})", re.IGNORECASE)
SUFFIX = re.compile(r"\s*\([^)]*\)$")
BEFORE_NOTE = "Jaren voor {year} zijn niet nagegaan: dit is de regio van {year}."
AFTER_NOTE = "Voor jaren na {year} is geen bron gevonden: dit is de regio van {year}."
REGION_COLUMNS = (
    "code", "name", "short", "centre_municipality", "centre_code", "centre_mark", "tile_row", "tile_col", "lon", "lat",
    "source", "mark", "note",
)  # fmt: skip
ALIAS_COLUMNS = ("code", "name", "mark", "source", "note")
NEIGHBOUR_COLUMNS = ("code", "neighbour", "mark", "source", "note")
POINT_COLUMNS = ("code", "lon", "lat", "mark", "source", "note")
MEMBER_COLUMNS = ("code", "name", "region_code", "first_year", "last_year", "mark", "source", "note")


@dataclass(frozen=True, slots=True)
class Region:
    """An arbeidsmarktregio: code, name, centre municipality with its own mark, place on the tile map, centre point.

    `short` is what a map calls it where there is little room.
    """

    code: str
    name: str
    short: str
    centre_municipality: str
    centre_code: str
    centre_mark: Mark
    tile_row: int
    tile_col: int
    lon: float
    lat: float
    source: Source
    mark: Mark
    note: str

    @property
    def slug(self) -> str:
        """The name as part of an address."""
        return slug(self.name)


@dataclass(frozen=True, slots=True)
class Membership:
    """The region of a municipality in a year, and how sure that is.

    `valid_from` is the first day for which a source has it; None where the year lies outside the years of the source.
    """

    code: str
    name: str
    mark: Mark
    note: str
    valid_from: date | None = None


@dataclass(frozen=True, slots=True)
class Municipality:
    """A municipality of some year: code, name, and a point in its middle when one is known."""

    code: str
    name: str
    lon: float | None = None
    lat: float | None = None

    @property
    def slug(self) -> str:
        """The name as part of an address."""
        return slug(self.name)


class MembershipRow(NamedTuple):
    """One line of the table that engines join on."""

    municipality_code: str
    region_name: str
    mark: Mark


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Years in which a municipality lay in one region, as a source has it."""

    name: str
    region: Region
    first_year: int
    last_year: int
    mark: Mark
    note: str


@cache
def regions() -> tuple[Region, ...]:
    """The 35 regions, by code.

    >>> len(regions()), regions()[0].name
    (35, 'Groningen')
    """
    return tuple(_region(row) for row in rows("regions", REGION_COLUMNS))


def region(text: str) -> Region | None:
    """The region of a code, a name, a former name or a slug; None when it is none.

    >>> region("am06").name, region("Stedendriehoek en Noordwest Veluwe").code, region("zaanstreek-waterland").code
    ('Veluwe Stedendriehoek', 'AM06', 'AM17')
    """
    return _regions_by_name().get(_plain(text))


def neighbours(region_code: str) -> tuple[Region, ...]:
    """The regions whose borders meet that of a region, by name.

    >>> [each.name for each in neighbours("AM30")]
    ['Midden-Limburg']
    """
    pairs = [(row["code"], row["neighbour"]) for row in rows("region_neighbours", NEIGHBOUR_COLUMNS)]
    codes = {other for pair in pairs if region_code in pair for other in pair} - {region_code}
    return tuple(sorted((each for each in regions() if each.code in codes), key=lambda each: each.name))


def slug(name: str) -> str:
    """A name as part of an address.

    >>> slug("Súdwest-Fryslân"), slug("'s-Gravenhage"), slug("Bergen (NH)")
    ('sudwest-fryslan', 's-gravenhage', 'bergen-nh')
    """
    return _plain(name).replace(" ", "-")


def region_on(text: str, on: date) -> Membership | None:
    """The region of a municipality, by code or name, on a day; None when either is not known.

    >>> region_on("Renkum", date(2021, 5, 1)).name, region_on("Renkum", date(2025, 5, 1)).name
    ('Midden-Gelderland', 'FoodValley')
    """
    code = municipality(text)
    return region_of(code, on.year) if code else None


def region_of(municipality_code: str, year: int) -> Membership | None:
    """The region of a municipality in a year, None when the municipality or its region in that year is not known.

    >>> region_of("GM0274", 2021).name, region_of("GM0274", 2023), region_of("GM0274", 2025).name
    ('Midden-Gelderland', None, 'FoodValley')
    >>> region_of("GM0363", 2016).mark
    'U'
    """
    stretches = _stretches().get(municipality_code)
    if not stretches:
        return None
    first, last = stretches[0], stretches[-1]
    if year < first.first_year:
        return _unsure(first, BEFORE_NOTE.format(year=first.first_year))
    if year > last.last_year:
        ended = last.last_year < _newest_year()
        return None if ended else _unsure(last, AFTER_NOTE.format(year=last.last_year))
    found = next((each for each in stretches if each.first_year <= year <= each.last_year), None)
    if found is None:
        return None
    return Membership(found.region.code, found.region.name, found.mark, found.note, date(found.first_year, 1, 1))


def municipality(text: str) -> str | None:
    """The code of a municipality from its code, its four digits or its name; None when it is none or not one.

    >>> municipality("0363"), municipality("sudwest-fryslan"), municipality("Hengelo (O.)"), municipality("Bergen")
    ('GM0363', 'GM1900', 'GM0164', None)
    """
    if match := CODE.fullmatch(text.strip()):
        code = f"GM{match[1]}"
        return code if code in _stretches() else None
    return _names().get(_plain(text)) or _names().get(_plain(SUFFIX.sub("", text.strip())))


def membership_table(year: int) -> list[MembershipRow]:
    """Municipality code, region name and mark for every municipality whose region in that year is known, by code.

    >>> len(membership_table(2025)), membership_table(2026)[0]
    (342, MembershipRow(municipality_code='GM0014', region_name='Groningen', mark='U'))
    """
    found = ((code, region_of(code, year)) for code in sorted(_stretches()))
    return [MembershipRow(code, each.name, each.mark) for code, each in found if each]


def municipalities(on: date, region_code: str = "") -> tuple[Municipality, ...]:
    """The municipalities whose region on a day is known, all or those of one region, by name.

    >>> [each.name for each in municipalities(date(2025, 1, 1), "AM35")], len(municipalities(date(2025, 1, 1)))
    (['Gorinchem', 'Molenlanden', 'Vijfheerenlanden'], 342)
    """
    found = ((each, region_of(each.code, on.year)) for each in _municipalities().values())
    there = [each for each, member in found if member and region_code in {"", member.code}]
    return tuple(sorted(there, key=lambda each: each.slug))


def municipality_named(code: str) -> Municipality | None:
    """The municipality of a code.

    >>> municipality_named("GM0363").name, municipality_named("GM9999")
    ('Amsterdam', None)
    """
    return _municipalities().get(code)


def called(text: str) -> tuple[Municipality, ...]:
    """All municipalities that a text may mean: one, none, or those that share a name but for what stands after it.

    >>> [each.name for each in called("Bergen")], [each.name for each in called("den haag")], called("Nergens")
    (['Bergen (L)', 'Bergen (NH)'], ["'s-Gravenhage"], ())
    """
    if code := municipality(text):
        return (_municipalities()[code],)
    alike = [each for each in _municipalities().values() if _plain(SUFFIX.sub("", each.name)) == _plain(text)]
    return tuple(sorted(alike, key=lambda each: each.name))


def _unsure(stretch: _Stretch, note: str) -> Membership:
    return Membership(stretch.region.code, stretch.region.name, "U", note)


def _region(row: Mapping[str, str]) -> Region:
    return Region(
        code=row["code"],
        name=row["name"],
        short=row["short"],
        centre_municipality=row["centre_municipality"],
        centre_code=row["centre_code"],
        centre_mark=mark(row, "centre_mark"),
        tile_row=int(row["tile_row"]),
        tile_col=int(row["tile_col"]),
        lon=float(row["lon"]),
        lat=float(row["lat"]),
        source=source(row),
        mark=mark(row),
        note=row["note"],
    )


@cache
def _stretches() -> Mapping[str, tuple[_Stretch, ...]]:
    known = {region.code: region for region in regions()}
    found: dict[str, list[_Stretch]] = {}
    for row in rows("municipalities", MEMBER_COLUMNS):
        source(row)
        years = int(row["first_year"]), int(row["last_year"])
        stretch = _Stretch(row["name"], known[row["region_code"]], *years, mark(row), row["note"])
        found.setdefault(row["code"], []).append(stretch)
    return MappingProxyType({code: _ordered(code, stretches) for code, stretches in found.items()})


def _ordered(code: str, stretches: list[_Stretch]) -> tuple[_Stretch, ...]:
    ends = [year for each in stretches for year in (each.first_year, each.last_year)]
    starts = [each.first_year for each in stretches]
    if ends != sorted(ends) or len(set(starts)) != len(starts):
        raise ValueError(f"municipalities.csv, {code}: years overlap or stand out of order")
    return tuple(stretches)


@cache
def _newest_year() -> int:
    return max(each.last_year for stretches in _stretches().values() for each in stretches)


@cache
def _municipalities() -> Mapping[str, Municipality]:
    points = {row["code"]: (float(row["lon"]), float(row["lat"])) for row in rows("municipality_points", POINT_COLUMNS)}
    named = {code: stretches[-1].name for code, stretches in _stretches().items()}
    return MappingProxyType(
        {code: Municipality(code, name, *points.get(code, (None, None))) for code, name in named.items()}
    )


@cache
def _regions_by_name() -> Mapping[str, Region]:
    known = {each.code: each for each in regions()}
    former = {_plain(row["name"]): known[row["code"]] for row in rows("region_aliases", ALIAS_COLUMNS)}
    names = {_plain(text): each for each in known.values() for text in (each.code, each.name)}
    return MappingProxyType(former | names)


@cache
def _names() -> Mapping[str, str]:
    named = {_plain(row["name"]): row["code"] for row in rows("municipalities", MEMBER_COLUMNS)}
    also = {
        _plain(row["name"]): row["code"] for row in rows("municipality_aliases", ("code", "name", "mark", "source"))
    }
    return MappingProxyType(named | also)


def _plain(text: str) -> str:
    """A name without accents, capitals and signs, so that spellings of one name meet."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    return re.sub(r"[^a-z0-9]+", " ", "".join(each for each in letters if not unicodedata.combining(each))).strip()
