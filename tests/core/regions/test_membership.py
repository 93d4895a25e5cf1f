"""Regions by year: what is known, what is not, and what is only the nearest known."""

import csv
import json
import re
from datetime import date

import pytest
from tests.leaving_out import SHARED, needs

from banenafspraak.core.regions import (
    membership_table,
    municipalities,
    municipality,
    neighbours,
    region,
    region_of,
    region_on,
    regions,
)
from banenafspraak.core.regions.membership import _ordered, _stretches, called, municipality_named

MOVED = {
    "GM0230": ("AM06", "AM36"),
    "GM0302": ("AM06", "AM36"),
    "GM1773": ("AM06", "AM36"),
    "GM0274": ("AM07", "AM38"),
    "GM1961": ("AM13", "AM35"),
    "GM0523": ("AM35", "AM23"),
}


@pytest.mark.parametrize(("code", "moved"), MOVED.items())
def test_a_municipality_that_moved_has_no_region_in_between(code, moved):
    before, after = moved
    assert (region_of(code, 2021).code, region_of(code, 2025).code) == (before, after)
    assert [region_of(code, year) for year in (2022, 2023, 2024)] == [None, None, None]


@pytest.mark.parametrize(("code", "moved"), MOVED.items())
def test_years_outside_the_known_ones_are_marked(code, moved):
    before, after = region_of(code, 2018), region_of(code, 2026)
    assert ((before.code, before.mark), (after.code, after.mark)) == ((moved[0], "U"), (moved[1], "U"))
    assert "2021" in before.note
    assert "2025" in after.note


def test_the_known_years_are_derived():
    assert {(year, region_of("GM0363", year).mark) for year in range(2020, 2027)} == {
        (2020, "U"),
        *((year, "D") for year in range(2021, 2026)),
        (2026, "U"),
    }


@pytest.mark.parametrize("year", [2020, 2026])
def test_no_region_is_known_for_sure_outside_the_years_of_the_sources(year):
    assert {row.mark for row in membership_table(year)} == {"U"}


def test_a_municipality_that_went_has_no_later_region():
    assert (region_of("GM0457", 2021).code, region_of("GM0457", 2021).mark) == ("AM18", "U")
    assert region_of("GM0457", 2016).mark == "U"
    assert region_of("GM0457", 2022) is None


def test_a_municipality_that_came_later_is_marked_before():
    assert (region_of("GM1992", 2022).mark, region_of("GM1992", 2023).mark) == ("U", "D")


def test_an_unknown_municipality_has_no_region():
    assert region_of("GM9999", 2025) is None


def test_all_municipalities_of_2025_have_a_region():
    table = membership_table(2025)
    assert len(table) == 342
    assert {row.mark for row in table} == {"D"}
    assert {row.region_name for row in table} == {region.name for region in regions()}


@pytest.mark.parametrize(("year", "known"), [(2021, 343), (2022, 336), (2024, 336), (2026, 342)])
def test_the_table_of_a_year_holds_what_is_known_then(year, known):
    assert len(membership_table(year)) == known


def test_the_35_regions_stand_on_a_tile_of_their_own_with_an_unverified_centre():
    found = regions()
    assert len({(region.tile_row, region.tile_col) for region in found}) == 35
    assert {(region.mark, region.centre_mark) for region in found} == {("V", "U")}
    assert max(region.tile_row for region in found) == 8
    assert {region.code for region in found} & {"AM04", "AM16", "AM31"} == set()


def test_the_centre_of_a_region_lies_in_it():
    assert {region.code for region in regions() if region_of(region.centre_code, 2025).code != region.code} == set()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("GM0363", "GM0363"),
        ("gm0363", "GM0363"),
        (" 0363 ", "GM0363"),
        ("AMSTERDAM", "GM0363"),
        ("Súdwest-Fryslân", "GM1900"),
        ("sudwest fryslan", "GM1900"),
        ("'s-Gravenhage", "GM0518"),
        ("Den Haag", "GM0518"),
        ("Den Bosch", "GM0796"),
        ("Bergen (NH.)", "GM0373"),
        ("Hengelo (O.)", "GM0164"),
        ("9999", None),
        ("Bergen", None),
        ("Nergenshuizen", None),
        ("", None),
    ],
)
def test_a_municipality_is_known_by_code_or_name(text, code):
    assert municipality(text) == code


def test_years_out_of_order_are_refused():
    early, late = _stretches()["GM0274"]
    for stretches in ([late, early], [early, early]):
        with pytest.raises(ValueError, match="GM0274: years overlap"):
            _ordered("GM0274", stretches)


def test_a_region_is_known_by_code_name_former_name_and_slug():
    for each in regions():
        assert region(each.code) == region(each.code.lower()) == region(each.name) == region(each.slug) == each
    assert region("Stedendriehoek en Noordwest Veluwe").code == "AM06"
    assert [region(text) for text in ("AM04", "Nergens", "")] == [None, None, None]


def test_slugs_tell_regions_and_municipalities_apart():
    assert len({each.slug for each in regions()}) == 35
    there = municipalities(date(2025, 1, 1))
    assert len({each.slug for each in there}) == 342
    assert {municipality(each.slug) for each in there} == {each.code for each in there}
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)*", each.slug) for each in (*regions(), *there))


@pytest.mark.parametrize(("code", "moved"), MOVED.items())
def test_the_region_of_a_day_is_that_of_its_year(code, moved):
    before, after = moved
    assert region_on(code, date(2021, 12, 31)).code == before
    assert region_on(code, date(2022, 1, 1)) is None
    assert region_on(code, date(2025, 1, 1)).code == after
    assert region_on("Nergens", date(2025, 1, 1)) is None


def test_a_membership_says_since_when_a_source_has_it():
    assert region_on("Renkum", date(2025, 6, 1)).valid_from == date(2025, 1, 1)
    assert region_on("Amsterdam", date(2025, 6, 1)).valid_from == date(2021, 1, 1)
    assert [region_of("GM0363", year).valid_from for year in (2016, 2026)] == [None, None]


def test_the_municipalities_of_a_region_are_those_of_the_day():
    for on, moved in ((date(2021, 1, 1), 0), (date(2025, 1, 1), 1)):
        for code, where in MOVED.items():
            assert code in {each.code for each in municipalities(on, where[moved])}
            assert code not in {each.code for each in municipalities(on, where[1 - moved])}
    counts = [len(municipalities(date(2025, 1, 1), each.code)) for each in regions()]
    assert sum(counts) == 342
    assert min(counts) > 0


def test_neighbours_know_each_other():
    beside = {each.code: {other.code for other in neighbours(each.code)} for each in regions()}
    assert all(code in beside[other] for code, others in beside.items() for other in others)
    assert all(code not in others for code, others in beside.items())
    assert min(map(len, beside.values())) == 1
    assert neighbours("AM04") == ()


def test_neighbours_share_a_border_on_the_true_map():
    file = needs(SHARED / "data/arbeidsmarktregio_2025.topojson", "the borders of CBS")
    shapes = json.loads(file.read_text(encoding="utf-8"))["objects"]["regions_cartomap"]["geometries"]
    around = {}
    for shape in shapes:
        polygons = shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]]
        for arc in (arc for polygon in polygons for ring in polygon for arc in ring):
            around.setdefault(max(arc, ~arc), set()).add(shape["properties"]["code"])
    pairs = {tuple(sorted(codes)) for codes in around.values() if len(codes) == 2}
    ours = {tuple(sorted((each.code, other.code))) for each in regions() for other in neighbours(each.code)}
    assert ours == pairs


def test_the_points_of_municipalities_are_those_of_the_shared_data():
    file = needs(SHARED / "data/municipalities.csv", "the shared reference data")
    with file.open(encoding="utf-8", newline="") as stream:
        theirs = {row["code"]: (float(row["lon"]), float(row["lat"])) for row in csv.DictReader(stream)}
    assert {each.code: (each.lon, each.lat) for each in municipalities(date(2025, 1, 1))} == theirs


def test_names_that_two_municipalities_share_give_both():
    assert [each.code for each in called("bergen")] == ["GM0893", "GM0373"]
    assert [each.code for each in called("Bergen (L)")] == ["GM0893"]
    assert called("Nergens") == ()
    assert municipality_named("GM0893").name == "Bergen (L)"
