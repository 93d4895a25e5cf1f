"""Regions by year: what is known, what is not, and what is only the nearest known."""

import pytest

from banenafspraak.core.regions import membership_table, municipality, region_of, regions
from banenafspraak.core.regions.membership import _ordered, _stretches

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
