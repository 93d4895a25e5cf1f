"""How much two drawings of the same regions have in common, counted in small squares; and invented map files."""

import json
import re
from itertools import pairwise

from banenafspraak.core.regions import regions
from banenafspraak.core.regions.geofile import from_degrees

NUMBER = re.compile(r"-?(?:\d+\.?\d*|\.\d+)")
STEP = re.compile(r"([MhvlLz])([^MhvlLz]*)")


def loops(path):
    """The corners of a path with whole steps: M, h, v, l and z."""
    found, at = [], (0.0, 0.0)
    for command, text in STEP.findall(path):
        numbers = [float(number) for number in NUMBER.findall(text)]
        match command:
            case "M":
                at = tuple(numbers)
                found.append([at])
                continue
            case "z":
                found[-1].append(found[-1][0])
                continue
            case "h":
                steps = [(x, 0.0) for x in numbers]
            case "v":
                steps = [(0.0, y) for y in numbers]
            case _:
                steps = list(zip(numbers[::2], numbers[1::2], strict=True))
        for x, y in steps:
            at = (at[0] + x, at[1] + y)
            found[-1].append(at)
    return found


def squares(path, size=1.0):
    """The squares of a grid whose middle lies inside, by the rule evenodd."""
    edges = [edge for loop in loops(path) for edge in pairwise(loop)]
    inside = set()
    rows = [y for edge in edges for _, y in edge]
    for row in range(int(min(rows) / size), int(max(rows) / size) + 1):
        middle = (row + 0.5) * size + 1e-7
        cuts = sorted(a + (x - a) * (middle - b) / (y - b) for (a, b), (x, y) in edges if (b < middle) != (y < middle))
        for left, right in zip(cuts[::2], cuts[1::2], strict=True):
            inside |= {(column, row) for column in range(round(left / size), round(right / size))}
    return inside


def overlap(one, other):
    """What two outlines share, of what they have together."""
    here, there = squares(one), squares(other)
    return len(here & there) / len(here | there)


def square(lon, lat, size=0.2):
    """A ring in degrees."""
    return [[lon, lat], [lon + size, lat], [lon + size, lat + size], [lon, lat + size], [lon, lat]]


def feature(code, *rings, name="statcode", **more):
    polygons = [[ring] for ring in rings]
    geometry = {"type": "MultiPolygon", "coordinates": polygons}
    return {"type": "Feature", "properties": {name: code, **more}, "geometry": geometry}


def geojson(*features, **more):
    return json.dumps({"type": "FeatureCollection", "features": list(features), **more}).encode()


def nation(**moved):
    """All regions as squares of an invented land, by code and place in degrees; some of them put elsewhere."""
    places = {each.code: (4.5 + 0.2 * (at % 6), 51.6 + 0.2 * (at // 6)) for at, each in enumerate(regions())}
    return {code: square(*place) for code, place in (places | moved).items()}


def as_rd(rings):
    """Rings in degrees, as a file in RD would have them."""
    return [[[x + 155_000, y + 463_000] for x, y in (from_degrees(*point) for point in ring)] for ring in rings]


def topojson(objects, arcs, transform=None):
    whole = {"type": "Topology", "arcs": arcs, "objects": objects} | ({"transform": transform} if transform else {})
    return json.dumps(whole).encode()
