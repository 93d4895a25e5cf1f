"""The drawings of the regions: the tile map, the schematic map that comes with the project, and one that is imported.

All three are base maps for core/reports/maps.py. The schematic one was made once by docs/drawing.py from open borders
of CBS (docs/decisions/0012). An administrator may import a better one; what was read from it is kept as plain text.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from banenafspraak.core.kernel.problems import Language, Place, Problem, ProblemsError
from banenafspraak.core.kernel.reference import FIGURES
from banenafspraak.core.regions.geofile import Area, Coordinates, Kind, Ring, read_areas
from banenafspraak.core.regions.membership import municipalities, municipality_named, region_of, regions
from banenafspraak.core.regions.outlines import HEIGHT, WIDTH, inside_frame, label_box, outlines, path
from banenafspraak.core.reports.basemap import BaseMap, Box, Outline, in_reading_order
from banenafspraak.core.reports.tiles import tile_base
from banenafspraak.core.reports.trend import Tile

SCHEMATIC = "schematic.json"
MOST_NAMED = 8


@dataclass(frozen=True, slots=True)
class Imported:
    """A map that was imported: the drawing, and what an administrator wants to know of how it was read.

    `missing` names municipalities of that day without an area of their own in the file; another may hold them.
    """

    base: BaseMap
    kind: Kind
    coordinates: Coordinates
    areas: int
    by_municipality: bool
    missing: tuple[str, ...] = ()


@cache
def tile_map() -> BaseMap:
    """The tile map of the 35 regions.

    >>> [outline.short for outline in tile_map().outlines[:3]]
    ['FRI', 'GRO', 'NH-N']
    """
    return tile_base(Tile(each.code, each.name, each.tile_row, each.tile_col, None, each.short) for each in regions())


@cache
def schematic_map() -> BaseMap:
    """The schematic map of the 35 regions.

    >>> schematic_map().source["nl"]
    'Schematische grenzen, bron CBS'
    """
    return read_drawing((FIGURES / SCHEMATIC).read_text(encoding="utf-8"))


def import_map(content: bytes, place: Place, on: date, source: str) -> Imported:
    """A map from a GeoJSON or TopoJSON file with regions (AM01) or municipalities (GM0363).

    Municipalities are joined to the regions in which they lay on a day. `source` is what the map says of its borders.

    Raises:
        ProblemsError: with all that keeps the file from being a map of the regions.
    """
    read = read_areas(content, place)
    rings, problems = _by_region(read.areas, place, on)
    problems += _faults_of_place(read.areas, place)
    problems += _missing_regions(rings, place) if not problems else []
    if problems:
        raise ProblemsError(problems)
    base = drawn("imported", rings, {"nl": source, "en": source})
    if small := [outline.name for outline in base.outlines if not outline.path]:
        raise ProblemsError([Problem("map-region-empty", place, _named(small))])
    codes = {area.code for area in read.areas}
    by_municipality = any(code.startswith("GM") for code in codes)
    absent = [each.name for each in municipalities(on) if each.code not in codes] if by_municipality else []
    return Imported(base, read.kind, read.coordinates, len(read.areas), by_municipality, tuple(absent))


def drawn(key: str, rings: Mapping[str, Sequence[Ring]], source: Mapping[Language, str]) -> BaseMap:
    """A base map from the rings of each region on the plane of geofile.py."""
    loops = outlines(rings)
    found = (
        Outline(each.code, each.name, path(loops[each.code]), label_box(loops[each.code]), each.short)
        for each in regions()
        if each.code in loops
    )
    return BaseMap(key, WIDTH, HEIGHT, in_reading_order(found), dict(source))


def written_drawing(base: BaseMap) -> str:
    """A base map as text, to keep it; names are not kept, since the table of regions has them.

    >>> read_drawing(written_drawing(schematic_map())) == schematic_map()
    True
    """
    lines = [json.dumps(_plain(outline)) for outline in base.outlines]
    head = {"key": base.key, "width": base.width, "height": base.height, "source": dict(base.source)}
    return f'{json.dumps(head, ensure_ascii=False)[:-1]}, "outlines": [\n{",\n".join(lines)}\n]}}\n'


def read_drawing(text: str) -> BaseMap:
    """A base map from the text that written_drawing made."""
    whole = json.loads(text)
    known = {each.code: each for each in regions()}
    found = tuple(
        Outline(one["code"], known[one["code"]].name, one["path"], _box(one["box"]), known[one["code"]].short)
        for one in whole["outlines"]
    )
    return BaseMap(whole["key"], whole["width"], whole["height"], found, whole["source"])


def _plain(outline: Outline) -> dict[str, Any]:
    box = outline.box and [outline.box.x, outline.box.y, outline.box.wide, outline.box.tall]
    return {"code": outline.code, "box": box, "path": outline.path}


def _box(sides: list[float] | None) -> Box | None:
    return Box(*sides) if sides else None


def _by_region(areas: Sequence[Area], place: Place, on: date) -> tuple[dict[str, list[Ring]], list[Problem]]:
    """The rings of each region, and the codes that belong to none."""
    known = {each.code for each in regions()}
    rings: dict[str, list[Ring]] = defaultdict(list)
    strange: dict[str, set[str]] = {"AM": set(), "GM": set()}
    for area in areas:
        member = region_of(area.code, on.year)
        code = member.code if member else area.code
        if code in known:
            rings[code] += area.rings
        else:
            strange[area.code[:2]].add(area.code)
    problems = []
    if strange["AM"]:
        problems.append(Problem("map-region-unknown", place, _named(strange["AM"])))
    if strange["GM"]:
        named = [each.name if (each := municipality_named(code)) else code for code in sorted(strange["GM"])]
        problems.append(Problem("map-municipality-unknown", place, {**_named(named), "year": on.year}))
    return rings, problems


def _faults_of_place(areas: Sequence[Area], place: Place) -> list[Problem]:
    outside = sum(not all(map(inside_frame, ring)) for area in areas for ring in area.rings)
    return [Problem("map-outside", place, {"count": outside})] if outside else []


def _missing_regions(rings: Mapping[str, Sequence[Ring]], place: Place) -> list[Problem]:
    missing = [each.name for each in regions() if not rings.get(each.code)]
    return [Problem("map-region-missing", place, _named(missing))] if missing else []


def _named(names: Sequence[str] | set[str]) -> dict[str, str | int]:
    """Some names for a problem, and how many there are."""
    return {"names": ", ".join(_some(sorted(names))), "count": len(names)}


def _some(names: Sequence[str]) -> Iterator[str]:
    yield from names[:MOST_NAMED]
    if len(names) > MOST_NAMED:
        yield "…"
