"""Reading map files: both formats, both kinds of coordinates, everything wrong at once, and files that ask too much."""

import json
import math

import pytest
from tests.core.regions.areas import as_rd, feature, geojson, square, topojson

from banenafspraak.core.kernel.problems import Place, ProblemsError
from banenafspraak.core.regions import geofile
from banenafspraak.core.regions.geofile import from_degrees, read_areas

PLACE = Place("kaart.json")
RING = square(5.0, 52.0)
# Two squares beside each other, with their common border told once.
ARCS = [[[20, 0], [0, 20]], [[20, 20], [-20, 0], [0, -20], [20, 0]], [[20, 0], [20, 0], [0, 20], [-20, 0]]]
GRID = {"scale": [0.01, 0.01], "translate": [5.0, 52.0]}
PAIR = {
    "type": "GeometryCollection",
    "geometries": [
        {"type": "Polygon", "arcs": [[0, 1]], "properties": {"code": "AM01"}},
        {"type": "MultiPolygon", "arcs": [[[2, -1]]], "id": "AM02"},
    ],
}


def found(content):
    with pytest.raises(ProblemsError) as error:
        read_areas(content, PLACE)
    return [(problem.code, dict(problem.values)) for problem in error.value.problems]


def in_degrees(ring):
    return [from_degrees(*point) for point in ring]


def test_areas_of_a_geojson_are_read_with_their_holes():
    hole = square(5.05, 52.05, 0.1)
    polygon = {"type": "Polygon", "coordinates": [RING, hole]}
    one = {"type": "Feature", "properties": {"statcode": " am01 "}, "geometry": polygon}
    read = read_areas(geojson(one, feature("AM02", square(6, 52), square(6, 53))), PLACE)
    assert (read.kind, read.coordinates) == ("GeoJSON", "degrees")
    assert [(area.code, len(area.rings)) for area in read.areas] == [("AM01", 2), ("AM02", 2)]
    assert read.areas[0].rings == [in_degrees(RING), in_degrees(hole)]


def test_arcs_of_a_topojson_become_rings_and_one_may_run_backwards():
    read = read_areas(topojson({"regios": PAIR}, ARCS, GRID), PLACE)
    corners = {area.code: [[(round(x, 6), round(y, 6)) for x, y in ring] for ring in area.rings] for area in read.areas}
    want = {
        "AM01": [[(5.2, 52), (5.2, 52.2), (5, 52.2), (5, 52), (5.2, 52)]],
        "AM02": [[(5.2, 52), (5.4, 52), (5.4, 52.2), (5.2, 52.2), (5.2, 52)]],
    }
    assert read.kind == "TopoJSON"
    assert corners == {
        code: [[(round(x, 6), round(y, 6)) for x, y in in_degrees(ring)] for ring in rings]
        for code, rings in want.items()
    }


def test_a_topojson_without_a_grid_has_its_coordinates_as_they_are():
    arc = [[5, 52], [6, 52], [6, 53], [5, 52]]
    alone = {"type": "Polygon", "arcs": [[0]], "properties": {"code": "AM01"}}
    assert read_areas(topojson({"a": alone}, [arc]), PLACE).areas[0].rings == [in_degrees(arc)]


def test_the_layer_with_most_codes_is_taken():
    other = {"type": "Polygon", "arcs": [[0, 1]], "properties": {"code": "VR01"}}
    read = read_areas(topojson({"land": other, "regios": PAIR}, ARCS, GRID), PLACE)
    assert [area.code for area in read.areas] == ["AM01", "AM02"]


def test_an_area_without_the_usual_code_may_have_another():
    whole = geojson(feature("AM01", RING), feature("AM02", RING), feature("AM03", RING, name="regio"))
    assert [area.code for area in read_areas(whole, PLACE).areas] == ["AM01", "AM02", "AM03"]


def test_the_usual_name_of_a_code_goes_before_others():
    many = [feature(f"GM000{at}", square(5 + at / 5, 52), name="code", regio="AM01", FID="AM02") for at in range(3)]
    assert [area.code for area in read_areas(geojson(*many), PLACE).areas] == ["GM0000", "GM0001", "GM0002"]


@pytest.mark.parametrize(
    "named",
    [
        {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::28992"}},
        {"type": "name", "properties": {"name": "EPSG:28992"}},
        None,
    ],
)
def test_rd_is_known_by_its_name_or_by_its_numbers(named):
    more = {"crs": named} if named else {}
    read = read_areas(geojson(feature("AM01", *as_rd([RING])), **more), PLACE)
    assert read.coordinates == "rd"
    for (x, y), (a, b) in zip(read.areas[0].rings[0], in_degrees(RING), strict=True):
        assert (round(x - a, 6), round(y - b, 6)) == (0, 0)


@pytest.mark.parametrize("name", ["urn:ogc:def:crs:OGC:1.3:CRS84", "urn:ogc:def:crs:EPSG::4258", "EPSG:4326"])
def test_degrees_are_known_by_their_name(name):
    named = {"type": "name", "properties": {"name": name}}
    assert read_areas(geojson(feature("AM01", RING), crs=named), PLACE).coordinates == "degrees"


def test_the_plane_keeps_distances_near_those_on_earth():
    (x, y), (a, b) = from_degrees(4.9, 52.37), from_degrees(5.69, 50.85)  # Amsterdam, Maastricht
    assert math.hypot(x - a, y - b) == pytest.approx(177_700, rel=0.005)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "file-empty"),
        (b"  \n", "file-empty"),
        (b"PK\x03\x04", "map-unreadable"),
        (b"\xff\xfe\x00", "map-unreadable"),
        (b'{"type": ', "map-unreadable"),
        (b"[" * 200_000, "map-unreadable"),
        (b'{"type": ' + b"9" * 10_000 + b"}", "map-unreadable"),
        (b'{"type": "FeatureCollection", "features": [NaN]}', "map-unreadable"),
        (b"[]", "map-kind-unknown"),
        (b'{"type": "Feature"}', "map-kind-unknown"),
        (b'{"type": ["Topology"]}', "map-kind-unknown"),
        (b'{"type": "FeatureCollection", "features": []}', "map-without-areas"),
        (b'{"type": "FeatureCollection", "features": 7}', "map-without-areas"),
        (b'{"type": "Topology", "objects": [], "arcs": []}', "map-without-areas"),
    ],
    ids=range(14),
)
def test_what_is_no_map_is_said(content, code):
    assert [each for each, _ in found(content)] == [code]


def test_everything_wrong_is_told_at_once():
    point = {
        "type": "Feature",
        "properties": {"statcode": "AM01"},
        "geometry": {"type": "Point", "coordinates": [5, 52]},
    }
    empty = {"type": "Feature", "properties": {"statcode": "AM03"}, "geometry": None}
    broken = feature("AM02", [[5, 52], ["vijf", 52], [6, 53], [5, 52]])
    whole = geojson(point, empty, broken, feature("Drenthe", RING), 7, feature("AM04", RING), crs={"naam": "EPSG:3857"})
    assert found(whole) == [
        ("map-broken", {"count": 1, "total": 6}),
        ("map-code-missing", {"count": 2, "total": 6}),
        ("map-not-areas", {"count": 3, "total": 6}),
        ("map-coordinates-unknown", {}),
    ]


@pytest.mark.parametrize(
    "ring",
    [
        [[5], [6, 52], [6, 53], [5, 52]],
        [None, [6, 52], [6, 53], [5, 52]],
        [[5, 52], [6, 52], [6, None], [5, 52]],
        [[5, 52], [6, 52], [6, 10**400], [5, 52]],
        [[5, 52], [6, 52], [True, "1"], [5, 52]],
        "ring",
    ],
    ids=range(6),
)
def test_a_border_that_is_none_is_counted(ring):
    assert found(geojson(feature("AM01", ring))) == [("map-broken", {"count": 1, "total": 1})]


@pytest.mark.parametrize(
    ("arcs", "used", "transform"),
    [
        (ARCS, [[9]], GRID),
        (ARCS, [[-9]], GRID),
        (ARCS, [["0"]], GRID),
        (ARCS, [[0.5]], GRID),
        (ARCS, 0, GRID),
        ("none", [[0]], GRID),
        (ARCS, [[0, 1]], {"scale": [1]}),
        (ARCS, [[0, 1]], {"scale": [1e308, 1e308], "translate": [1e308, 0]}),
    ],
    ids=range(8),
)
def test_arcs_that_lead_nowhere_are_counted(arcs, used, transform):
    one = {"type": "Polygon", "arcs": used, "properties": {"code": "AM01"}}
    assert found(topojson({"a": one}, arcs, transform)) == [("map-broken", {"count": 1, "total": 1})]


def test_a_ring_of_less_than_three_corners_is_no_area():
    read = read_areas(geojson(feature("AM01", RING, [[5, 52], [6, 52], [5, 52]])), PLACE)
    assert [len(ring) for ring in read.areas[0].rings] == [5]


def test_a_file_that_is_too_large_is_not_read(monkeypatch):
    monkeypatch.setattr(geofile, "MOST_BYTES", geofile.MEGABYTE)
    assert found(b"[" + b" " * geofile.MEGABYTE) == [("map-too-large", {"most": 1})]


def test_a_small_file_cannot_ask_for_endless_work(monkeypatch):
    monkeypatch.setattr(geofile, "MOST_POINTS", 1000)
    arc = [[5 + at / 1000, 52] for at in range(100)]
    one = {"type": "Polygon", "arcs": [[0] * 500] * 100, "properties": {"code": "AM01"}}
    many = {"type": "GeometryCollection", "geometries": [one] * 10}
    assert found(topojson({"a": many}, [arc])) == [("map-too-many-points", {"most": 1000})]
    ring = [*arc[:40], arc[0]]
    assert found(geojson(*[feature("AM01", ring)] * 30)) == [("map-too-many-points", {"most": 1000})]


def test_a_map_of_neighbourhoods_is_refused(monkeypatch):
    monkeypatch.setattr(geofile, "MOST_AREAS", 3)
    assert found(geojson(*[feature("AM01", RING)] * 4)) == [("map-too-many-areas", {"most": 3})]
    assert len(read_areas(geojson(*[feature("AM01", RING)] * 3), PLACE).areas) == 3


def test_no_text_of_the_file_is_in_a_problem():
    hidden = "123456782"
    whole = geojson(feature(hidden, RING, name=hidden), {"type": hidden}, crs={"name": hidden})
    with pytest.raises(ProblemsError) as error:
        read_areas(whole, PLACE)
    told = json.dumps([problem.sentences(lang) for problem in error.value.problems for lang in ("nl", "en")])
    assert hidden not in told
