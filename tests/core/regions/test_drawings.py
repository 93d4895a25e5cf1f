"""The three drawings of the regions: the grid, the schematic map, and maps that are imported."""

import json
import os
import subprocess
import sys
from collections import Counter
from datetime import date

import pytest
from tests.core.regions.areas import as_rd, feature, geojson, nation, overlap, square
from tests.leaving_out import ROOT, SHARED, needs

from banenafspraak.core.kernel.problems import Place, ProblemsError
from banenafspraak.core.kernel.reference import FIGURES
from banenafspraak.core.regions import membership_table, region_of, regions
from banenafspraak.core.regions.drawings import (
    SCHEMATIC,
    import_map,
    read_drawing,
    schematic_map,
    tile_map,
    written_drawing,
)
from banenafspraak.core.regions.outlines import HEIGHT, WIDTH

PLACE = Place("kaart.json")
DAY = date(2025, 1, 1)
SOURCE = "Bron: CBS / Kadaster"
ALL = {region.code for region in regions()}
BORDERS = ("arbeidsmarktregio_2025.geojson", "arbeidsmarktregio_2025.topojson", "gemeente_2023.topojson")


def true(name):
    return import_map(needs(SHARED / "data" / name, "the borders of CBS").read_bytes(), Place(name), DAY, SOURCE)


def invented(**moved):
    return geojson(*(feature(code, ring) for code, ring in nation(**moved).items()))


def refused(content, on=DAY):
    with pytest.raises(ProblemsError) as error:
        import_map(content, PLACE, on, SOURCE)
    return [(problem.code, dict(problem.values)) for problem in error.value.problems]


def paths(base):
    return {outline.code: outline.path for outline in base.outlines}


def overlaps(one, other):
    return {code: overlap(paths(one)[code], paths(other)[code]) for code in ALL}


# The grid and the schematic map.


@pytest.mark.parametrize("base", [tile_map(), schematic_map()], ids=lambda base: base.key)
def test_a_drawing_holds_every_region_once_with_its_name_and_its_label(base):
    assert Counter(outline.code for outline in base.outlines) == Counter(ALL)
    named = {region.code: (region.name, region.short) for region in regions()}
    assert {outline.code: (outline.name, outline.short) for outline in base.outlines} == named
    assert [outline.code for outline in base.outlines if outline.box is None] == []


def test_the_grid_is_that_of_the_table():
    places = {region.code: (100 * region.tile_col + 50, 100 * region.tile_row + 50) for region in regions()}
    assert {outline.code: (outline.box.x, outline.box.y) for outline in tile_map().outlines} == places
    assert (tile_map().width, tile_map().height) == (600, 900)


def test_the_schematic_map_is_small_and_says_where_it_comes_from():
    assert (FIGURES / SCHEMATIC).stat().st_size <= 60_000
    assert schematic_map().source == {
        "nl": "Schematische grenzen, bron CBS",
        "en": "Schematic borders, source CBS",
    }
    licence = (FIGURES / "schematic.LICENSE.txt").read_text(encoding="utf-8")
    assert "The MIT License (MIT)" in licence
    assert "CC BY 4.0" in licence


def test_the_schematic_map_is_what_its_script_makes():
    ready = needs(ROOT / "build/drawing/ready", "making the schematic map again; add it: make build/drawing/ready")
    command = (sys.executable, ROOT / "docs/drawing.py", "--check")
    paths = {"PYTHONPATH": str(ready.parent)}
    done = subprocess.run(command, check=False, capture_output=True, text=True, env={**os.environ, **paths})
    assert (done.returncode, done.stdout) == (0, "figures/schematic.json is what make drawing makes\n")


def test_the_schematic_map_lies_over_the_true_borders():
    found = overlaps(schematic_map(), true("arbeidsmarktregio_2025.topojson").base)
    assert round(sum(found.values()) / len(found), 2) == 0.92
    assert {code for code, share in found.items() if share < 0.75} == {"AM23", "AM35"}
    assert min(found.values()) > 0.6


def test_a_keyboard_passes_the_regions_from_north_to_south():
    for base in (tile_map(), schematic_map()):
        names = [outline.name for outline in base.outlines]
        assert names.index("Friesland") < names.index("Groningen") < names.index("Drenthe") < names.index("Twente")
        assert names.index("Haaglanden") < names.index("Rijk van Nijmegen")
        assert names[-1] == "Zuid-Limburg"


# True borders, when they are there.


@pytest.mark.parametrize("name", BORDERS)
def test_the_borders_of_cbs_are_read(name):
    read = true(name)
    assert paths(read.base).keys() == ALL
    assert read.coordinates == "degrees"
    assert read.kind == {"geojson": "GeoJSON", "topojson": "TopoJSON"}[name.split(".")[1]]
    assert (read.areas, read.by_municipality) == ((342, True) if "gemeente" in name else (35, False))
    assert read.missing == ()
    assert (read.base.width, read.base.height) == (WIDTH, HEIGHT)
    assert sum(map(len, paths(read.base).values())) < 60_000
    assert [outline.code for outline in read.base.outlines if outline.box is None] == []


def test_both_formats_give_one_map():
    found = overlaps(true(BORDERS[0]).base, true(BORDERS[1]).base)
    assert min(found.values()) > 0.98


def test_municipalities_are_joined_to_the_regions_of_a_day():
    joined = true("gemeente_2023.topojson").base
    assert min(overlaps(joined, true("arbeidsmarktregio_2025.topojson").base).values()) > 0.94


def test_no_border_of_a_municipality_is_left_inside_a_region():
    joined, whole = (
        {code: path.count("z") for code, path in paths(true(name).base).items()} for name in BORDERS[:0:-1]
    )
    assert max(joined[code] - whole[code] for code in ALL) <= 2  # islands that one of the two leaves out


def test_the_same_borders_in_rd_give_the_same_map():
    whole = json.loads(needs(SHARED / "data" / BORDERS[0], "the borders of CBS").read_bytes())
    for one in whole["features"]:
        polygons = one["geometry"]["coordinates"]
        each = polygons if one["geometry"]["type"] == "MultiPolygon" else [polygons]
        one["geometry"] = {"type": "MultiPolygon", "coordinates": [as_rd(polygon) for polygon in each]}
    read = import_map(json.dumps(whole).encode(), PLACE, DAY, SOURCE)
    assert read.coordinates == "rd"
    assert read.base == true(BORDERS[0]).base


# Invented files, always.


def test_an_invented_map_is_imported_and_kept():
    read = import_map(invented(), PLACE, DAY, SOURCE)
    assert (read.kind, read.coordinates, read.areas, read.by_municipality) == ("GeoJSON", "degrees", 35, False)
    assert read.base.source == {"nl": SOURCE, "en": SOURCE}
    assert paths(read.base).keys() == ALL
    assert read_drawing(written_drawing(read.base)) == read.base


def municipalities_on(on, but=()):
    """A file with a square for each municipality of a day, those of one region beside each other."""
    corner = {code: ring[0] for code, ring in nation().items()}
    seen = Counter()
    for row in membership_table(on.year):
        region = region_of(row.municipality_code, on.year).code
        lon, lat = corner[region]
        at, seen[region] = seen[region], seen[region] + 1
        if row.municipality_code not in but:
            yield feature(row.municipality_code, square(lon + 0.03 * (at % 5), lat + 0.03 * (at // 5), 0.03))


@pytest.mark.parametrize("on", [date(2021, 7, 1), date(2025, 1, 1)])
def test_every_municipality_goes_to_its_region_of_that_day(on):
    read = import_map(geojson(*municipalities_on(on)), PLACE, on, SOURCE)
    assert (read.by_municipality, read.missing) == (True, ())
    assert paths(read.base).keys() == ALL
    assert {code: path.count("z") for code, path in paths(read.base).items()} == dict.fromkeys(ALL, 1)


def test_municipalities_that_are_not_in_the_file_are_named():
    read = import_map(geojson(*municipalities_on(DAY, but=("GM0363", "GM1696"))), PLACE, DAY, SOURCE)
    assert read.missing == ("Amsterdam", "Wijdemeren")


def test_a_municipality_whose_region_is_not_known_on_the_day_is_refused():
    whole = geojson(*municipalities_on(DAY), feature("GM9999", square(4, 52)))
    assert refused(whole) == [("map-municipality-unknown", {"names": "GM9999", "count": 1, "year": 2025})]
    named = "Elburg, Hardinxveld-Giessendam, Nunspeet, Olst-Wijhe, Renkum, Vijfheerenlanden"
    year = date(2023, 1, 1)
    whole = geojson(*municipalities_on(DAY))
    assert refused(whole, year) == [("map-municipality-unknown", {"names": named, "count": 6, "year": 2023})]


def test_regions_that_are_missing_are_named():
    few = geojson(*(feature(code, ring) for code, ring in nation().items() if code not in {"AM01", "AM30"}))
    assert refused(few) == [("map-region-missing", {"names": "Groningen, Zuid-Limburg", "count": 2})]
    one = geojson(feature("AM01", square(6, 53)))
    [(code, values)] = refused(one)
    assert (code, values["count"], values["names"].endswith(", …")) == ("map-region-missing", 34, True)


def test_all_faults_of_place_and_code_are_told_at_once():
    whole = json.loads(invented(AM01=(52.0, 5.0)))
    whole["features"] += [feature("AM04", square(5, 52)), feature("GM9999", square(5, 52))]
    assert refused(json.dumps(whole).encode()) == [
        ("map-region-unknown", {"names": "AM04", "count": 1}),
        ("map-municipality-unknown", {"names": "GM9999", "count": 1, "year": 2025}),
        ("map-outside", {"count": 1}),
    ]


def test_a_region_of_which_nothing_is_left_is_named():
    whole = json.loads(invented())
    whole["features"] += [one for one in whole["features"] if one["properties"]["statcode"] == "AM05"]
    assert refused(json.dumps(whole).encode()) == [("map-region-empty", {"names": "Twente", "count": 1})]


def test_every_problem_can_be_told_in_both_languages():
    for content in (invented(AM01=(52.0, 5.0)), geojson(feature("AM04", square(6, 53))), b"", b"[]"):
        with pytest.raises(ProblemsError) as error:
            import_map(content, PLACE, DAY, SOURCE)
        for problem in error.value.problems:
            assert all(problem.sentences(lang)[part] for lang in ("nl", "en") for part in ("what", "why", "remedy"))
