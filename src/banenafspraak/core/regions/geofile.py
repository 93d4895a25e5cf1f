"""Reading a map file: GeoJSON or TopoJSON into areas with their codes, on one plane in metres around Amersfoort.

Only what a map of regions needs is read: areas, and codes of the form AM01 or GM0363. Coordinates are RD (EPSG:28992)
or degrees (WGS84, ETRS89); the difference between RD and our own plane is smaller than a line on the map. What a file
may hold is bounded, since a small one can ask for endless work: an arc of a TopoJSON may be used any number of times.
"""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from itertools import accumulate
from typing import Any, Literal, NamedTuple, NoReturn

from banenafspraak.core.kernel.problems import Place, Problem, ProblemsError, stop

type Point = tuple[float, float]
type Ring = list[Point]
Coordinates = Literal["rd", "degrees"]
Kind = Literal["GeoJSON", "TopoJSON"]

MOST_BYTES = 16 << 20
MOST_POINTS, MOST_AREAS = 500_000, 5_000
MEGABYTE = 1 << 20
CODE = re.compile(r"(?:AM\d{2}|GM\d{4})", re.IGNORECASE)
KINDS: Mapping[str, Kind] = {"FeatureCollection": "GeoJSON", "Topology": "TopoJSON"}
USUAL = ("statcode", "code", "id")
RD, DEGREES = re.compile(r"\b28992\b"), re.compile(r"\b(?:4326|4258)\b|CRS84")
CENTRE = (155_000.0, 463_000.0)  # of RD: the church of Amersfoort, which is the middle of our plane as well
CENTRE_LON, CENTRE_LAT = math.radians(5.387638889), math.radians(52.156160556)
EARTH = 6_381_000.0  # metres; a sphere that fits the country
WHOLE_TURN, HALF_TURN, LEAST_RING = 180, 90, 4
BROKEN = (TypeError, ValueError, KeyError, IndexError, AttributeError)


class Area(NamedTuple):
    """One area of a file: its code, and its rings, those of holes as well."""

    code: str
    rings: list[Ring]


@dataclass(frozen=True, slots=True)
class Areas:
    """What was read from a file."""

    kind: Kind
    coordinates: Coordinates
    areas: tuple[Area, ...]


class _Feature(NamedTuple):
    """One feature as it stands: codes by the name of their property, and where its rings come from."""

    codes: Mapping[str, str]
    rings: Callable[[], Iterable[Ring]]


class _Layer(NamedTuple):
    """Features that belong together, and by which property they are called."""

    features: list[_Feature]
    key: str
    found: int


def read_areas(content: bytes, place: Place) -> Areas:
    """The areas of a map file.

    Raises:
        ProblemsError: with everything that keeps it from being read as a map of regions or municipalities.

    >>> ring = "[[[5, 52], [6, 52], [6, 53], [5, 52]]]"
    >>> geometry = f'"geometry": {{"type": "Polygon", "coordinates": {ring}}}'
    >>> feature = f'{{"type": "Feature", "properties": {{"statcode": "AM01"}}, {geometry}}}'
    >>> read = read_areas(f'{{"type": "FeatureCollection", "features": [{feature}]}}'.encode(), Place("kaart.json"))
    >>> read.kind, read.coordinates, read.areas[0].code, len(read.areas[0].rings[0])
    ('GeoJSON', 'degrees', 'AM01', 4)
    """
    whole = _parsed(content, place)
    kind = KINDS.get(str(whole.get("type")))
    if kind is None:
        raise stop("map-kind-unknown", place)
    layers = [_features(whole)] if kind == "GeoJSON" else _Topology(whole).layers()
    taken = _Taken()
    best = max(map(_layer, layers), key=lambda each: each.found, default=_Layer([], "", 0))
    raw = list(taken.areas(best))
    coordinates = _coordinates(whole, raw) if raw else "degrees"
    problems = list(taken.problems(place, best))
    if coordinates is None:
        problems.append(Problem("map-coordinates-unknown", place))
    if problems or coordinates is None:
        raise ProblemsError(problems)
    to_plane = PLANES[coordinates]
    areas = tuple(Area(code, [[to_plane(*point) for point in ring] for ring in rings]) for code, rings in raw)
    return Areas(kind, coordinates, areas)


def from_degrees(lon: float, lat: float) -> Point:
    """Longitude and latitude on our plane: a stereographic view from above Amersfoort, as RD is.

    >>> [round(each) for each in from_degrees(5.387638889, 52.156160556)]
    [0, 0]
    """
    east, north = math.radians(lon) - CENTRE_LON, math.radians(lat)
    across = math.sin(CENTRE_LAT) * math.sin(north) + math.cos(CENTRE_LAT) * math.cos(north) * math.cos(east)
    scale = 2 * EARTH / (1 + across) if across > -1 else math.inf
    up = math.cos(CENTRE_LAT) * math.sin(north) - math.sin(CENTRE_LAT) * math.cos(north) * math.cos(east)
    return scale * math.cos(north) * math.sin(east), scale * up


def from_rd(x: float, y: float) -> Point:
    """Coordinates of RD on our plane.

    >>> from_rd(155_000, 463_100)
    (0.0, 100.0)
    """
    return x - CENTRE[0], y - CENTRE[1]


PLANES: Mapping[Coordinates, Callable[[float, float], Point]] = {"rd": from_rd, "degrees": from_degrees}


def _parsed(content: bytes, place: Place) -> dict[str, Any]:
    if not content.strip():
        raise stop("file-empty", place)
    if len(content) > MOST_BYTES:
        raise stop("map-too-large", place, most=MOST_BYTES // MEGABYTE)
    try:
        whole = json.loads(content, parse_constant=_no_number)
    except (ValueError, RecursionError):
        raise stop("map-unreadable", place) from None
    if not isinstance(whole, dict):
        raise stop("map-kind-unknown", place)
    return whole


def _no_number(word: str) -> NoReturn:
    raise ValueError(word)


def _list(value: object) -> list[Any]:
    if not isinstance(value, list):
        raise TypeError("no list")
    return value


def _point(value: object) -> Point:
    x, y = _list(value)[:2]
    if not (isinstance(x, int | float) and isinstance(y, int | float) and math.isfinite(x) and math.isfinite(y)):
        raise ValueError("no coordinates")
    return float(x), float(y)


def _codes(feature: Mapping[str, Any]) -> dict[str, str]:
    """The properties of a feature that hold a code, the usual names first."""
    properties = feature.get("properties")
    named = dict(properties) if isinstance(properties, dict) else {}
    named.setdefault("id", feature.get("id"))
    codes = {name: text.strip().upper() for name, text in named.items() if isinstance(text, str)}
    found = {name: text for name, text in codes.items() if CODE.fullmatch(text)}
    return {name: found[name] for name in sorted(found, key=_usual)}


def _usual(name: str) -> int:
    return USUAL.index(name) if name in USUAL else len(USUAL)


def _layer(features: list[_Feature]) -> _Layer:
    """The features with the property by which most of them are called; of equals the usual one, then the first."""
    counts: Counter[str] = Counter()
    for feature in features:
        counts.update(feature.codes.keys())
    names = sorted(counts, key=lambda name: (-counts[name], _usual(name)))
    return _Layer(features, names[0], counts[names[0]]) if names else _Layer(features, "", 0)


@dataclass(slots=True)
class _Taken:
    """What is taken from a layer, and what was wrong with the rest, counted."""

    faults: Counter[str] = field(default_factory=Counter)
    points: int = 0

    def areas(self, layer: _Layer) -> Iterator[tuple[str, list[Ring]]]:
        for feature in layer.features[:MOST_AREAS]:
            code = feature.codes.get(layer.key) or next(iter(feature.codes.values()), "")
            self.faults["map-code-missing"] += not code
            rings = self._rings(feature)
            if rings and code:
                yield code, rings

    def _rings(self, feature: _Feature) -> list[Ring]:
        rings: list[Ring] = []
        if self.points > MOST_POINTS:
            return rings
        try:
            for ring in feature.rings():
                self.points += len(ring)
                if self.points > MOST_POINTS:
                    break
                if len(ring) >= LEAST_RING:
                    rings.append(ring)
        except _NoAreaError:
            self.faults["map-not-areas"] += 1
        except (*BROKEN, OverflowError):
            self.faults["map-broken"] += 1
        return rings

    def problems(self, place: Place, layer: _Layer) -> Iterator[Problem]:
        total = len(layer.features)
        if not total:
            yield Problem("map-without-areas", place)
        if total > MOST_AREAS:
            yield Problem("map-too-many-areas", place, {"most": MOST_AREAS})
            return
        if self.points > MOST_POINTS:
            yield Problem("map-too-many-points", place, {"most": MOST_POINTS})
        for code, count in sorted(self.faults.items()):
            if count:
                yield Problem(code, place, {"count": count, "total": total})


class _NoAreaError(Exception):
    """A point or a line stands where an area should."""


def _features(whole: Mapping[str, Any]) -> list[_Feature]:
    """The features of a GeoJSON."""
    return [
        _Feature(_codes(one), partial(_polygons, one.get("geometry"), _ring)) for one in _objects(whole, "features")
    ]


def _objects(whole: Mapping[str, Any], name: str) -> list[dict[str, Any]]:
    """The objects in a list, one more than there may be at most; what is no object is one without anything."""
    found = whole.get(name)
    listed = found[: MOST_AREAS + 1] if isinstance(found, list) else []
    return [one if isinstance(one, dict) else {} for one in listed]


def _ring(coordinates: object) -> Ring:
    return [_point(each) for each in _list(coordinates)]


def _polygons(geometry: object, ring: Callable[[Any], Ring], name: str = "coordinates") -> Iterator[Ring]:
    """The rings of a geometry, from its coordinates or its arcs."""
    if not isinstance(geometry, dict):
        raise _NoAreaError
    match geometry.get("type"):
        case "Polygon":
            polygons = [geometry.get(name)]
        case "MultiPolygon":
            polygons = _list(geometry.get(name))
        case _:
            raise _NoAreaError
    for polygon in polygons:
        for each in _list(polygon):
            yield ring(each)


class _Topology:
    """A TopoJSON: borders are arcs, each told once, with steps from point to point on a grid."""

    def __init__(self, whole: Mapping[str, Any]) -> None:
        self.whole = whole
        self.decoded: dict[int, Ring] = {}

    def layers(self) -> list[list[_Feature]]:
        objects = self.whole.get("objects")
        each = [one for one in objects.values() if isinstance(one, dict)] if isinstance(objects, dict) else []
        return [self._features(one) for one in each]

    def _features(self, layer: Mapping[str, Any]) -> list[_Feature]:
        each = _objects(layer, "geometries") if layer.get("type") == "GeometryCollection" else [layer]
        return [_Feature(_codes(one), partial(_polygons, one, self._ring, "arcs")) for one in each]

    def _ring(self, arcs: object) -> Ring:
        """Arcs one after the other; one with its number turned over runs backwards, and joints stand there once."""
        ring: Ring = []
        for number in _list(arcs):
            arc = self._arc(number if number >= 0 else ~number)
            ring += (arc if number >= 0 else arc[::-1])[bool(ring) :]
            if len(ring) > MOST_POINTS:
                break
        return ring

    def _arc(self, number: int) -> Ring:
        if number not in self.decoded:
            self.decoded[number] = self._decode([_point(each) for each in _list(_list(self.whole["arcs"])[number])])
        return self.decoded[number]

    def _decode(self, arc: Ring) -> Ring:
        transform = self.whole.get("transform")
        if transform is None:
            return arc
        scale, shift = _point(transform["scale"]), _point(transform["translate"])
        steps = accumulate(arc, lambda at, step: (at[0] + step[0], at[1] + step[1]))
        return [_point([x * scale[0] + shift[0], y * scale[1] + shift[1]]) for x, y in steps]


def _coordinates(whole: Mapping[str, Any], areas: list[tuple[str, list[Ring]]]) -> Coordinates | None:
    """As the file says; a file that says nothing is in degrees when all its numbers can be."""
    named = whole.get("crs")
    if named is not None:
        text = json.dumps(named)
        return "rd" if RD.search(text) else "degrees" if DEGREES.search(text) else None
    points = (point for _, rings in areas for ring in rings for point in ring)
    return "degrees" if all(abs(x) <= WHOLE_TURN and abs(y) <= HALF_TURN for x, y in points) else "rd"
