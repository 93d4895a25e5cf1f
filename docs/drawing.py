"""Makes the schematic map of the regions (figures/schematic.json), or with --check says whether it is fresh.

Borders come from the youth-care regions of CBS, in the package cbsplotlib. One whose municipalities all lie in one
region goes over whole; another is cut, each place going to the nearest municipality (docs/decisions/0012). It runs
rarely, with packages that nothing else needs: `make drawing`.
"""

from __future__ import annotations

import json
import math
import sys
from collections import defaultdict
from datetime import date
from importlib.metadata import files
from itertools import batched
from typing import TYPE_CHECKING, Any

import shapely

from banenafspraak.core.kernel.reference import FIGURES
from banenafspraak.core.regions.drawings import SCHEMATIC, drawn, written_drawing
from banenafspraak.core.regions.geofile import from_degrees
from banenafspraak.core.regions.membership import municipalities, region_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from banenafspraak.core.reports.basemap import BaseMap

type Shape = Any  # of shapely, which has no types
YEAR = 2025
BORDERS = "cbs_hc_defaults/choropleth_youthcare.json"
SPHERE = 6_378_137.0  # of the web map on which the borders are drawn
GRID = 1.0  # metres: borders that meet share their points
FAR = 50_000.0
NARROW, LONG = 200.0, 20_000.0  # metres: half the width of a dike in the water, and how far it is around one
SOURCE = {"nl": "Schematische grenzen, bron CBS", "en": "Schematic borders, source CBS"}


def youth_care_regions() -> Iterator[Shape]:
    """The areas of the package, on our plane."""
    found = next(file for file in files("cbsplotlib") or () if str(file).endswith(BORDERS))
    for area in json.loads(found.read_text(encoding="utf-8"))["options"]["chart"]["map"]:
        whole = shapely.Polygon()
        for ring in _rings(area["path"]):
            whole = shapely.symmetric_difference(whole, shapely.make_valid(shapely.Polygon(ring)))
        yield whole


def _rings(path: Iterable[str | float]) -> list[list[tuple[float, float]]]:
    """The rings of a path of M, L and Z."""
    rings: list[list[float]] = []
    for part in path:
        if part == "M":
            rings.append([])
        elif not isinstance(part, str):
            rings[-1].append(part)
    return [[_on_plane(x, -y) for x, y in batched(ring, 2, strict=True)] for ring in rings]


def _on_plane(x: float, y: float) -> tuple[float, float]:
    return from_degrees(math.degrees(x / SPHERE), math.degrees(2 * math.atan(math.exp(y / SPHERE)) - math.pi / 2))


def without_dikes(area: Shape) -> Shape:
    """The area without what is left of the long dikes in the IJsselmeer: each ends halfway, as the province does."""
    thick = shapely.buffer(shapely.buffer(area, -NARROW), NARROW + GRID)
    return area - shapely.union_all([part for part in shapely.get_parts(area - thick) if part.length > LONG])


def cut(areas: list[Shape]) -> dict[str, Shape]:
    """The areas over the regions, by the municipalities whose point lies in them."""
    points = {each: shapely.Point(from_degrees(each.lon, each.lat)) for each in municipalities(date(YEAR, 1, 1))}
    parts: dict[str, list[Shape]] = defaultdict(list)
    if lost := [each.name for each, point in points.items() if not any(area.contains(point) for area in areas)]:
        raise ValueError(f"municipalities outside every area: {lost}")
    for area in areas:
        inside = {point: region_of(each.code, YEAR).code for each, point in points.items() if area.contains(point)}
        cells = _cells(list(inside), area) if len(set(inside.values())) > 1 else [area]
        for region, cell in zip(inside.values(), cells, strict=False):
            parts[region].append(shapely.intersection(cell, area))
    return {region: shapely.union_all(shapes) for region, shapes in parts.items()}


def _cells(points: list[Shape], area: Shape) -> Iterable[Shape]:
    around = shapely.buffer(shapely.envelope(area), FAR)
    return shapely.get_parts(shapely.voronoi_polygons(shapely.MultiPoint(points), extend_to=around, ordered=True))


def faces(shapes: dict[str, Shape]) -> dict[str, list[list[tuple[float, float]]]]:
    """The shapes as rings that share every point of their common borders."""
    lines = shapely.union_all([shapely.boundary(shape) for shape in shapes.values()], grid_size=GRID)
    found: dict[str, list[list[tuple[float, float]]]] = defaultdict(list)
    for face in shapely.get_parts(shapely.polygonize(shapely.get_parts(lines))):
        middle = shapely.point_on_surface(face)
        for region, shape in shapes.items():
            if shape.contains(middle):
                found[region] += [list(ring.coords) for ring in (face.exterior, *face.interiors)]
    return found


def schematic() -> BaseMap:
    """The schematic map."""
    return drawn("schematic", faces(cut([without_dikes(area) for area in youth_care_regions()])), SOURCE)


def main(arguments: list[str]) -> int:
    """Write the map, or only say whether it is fresh."""
    target, text = FIGURES / SCHEMATIC, written_drawing(schematic())
    if arguments == ["--check"]:
        fresh = target.exists() and target.read_text(encoding="utf-8") == text
        print(f"figures/{SCHEMATIC} is {'' if fresh else 'not '}what make drawing makes")
        return 0 if fresh else 1
    target.write_text(text, encoding="utf-8")
    print(f"wrote figures/{SCHEMATIC}: {len(text.encode())} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
