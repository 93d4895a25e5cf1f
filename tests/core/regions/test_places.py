"""Places: a municipality always, a postcode with a file, and what is asked when neither is enough."""

from datetime import date
from types import MappingProxyType

import pytest
from tests.leaving_out import SHARED, needs

from banenafspraak.core.kernel.problems import Problem, ProblemsError
from banenafspraak.core.regions import places as room
from banenafspraak.core.regions.places import (
    Postcodes,
    Spot,
    distance_km,
    find_place,
    postcodes_of,
    read_postcodes,
    written_postcodes,
)

DAY = date(2025, 3, 1)
ROWS = ("1011;GM0363;4.90396;52.37298", "6861;0274;5.82;51.98", "7311;Apeldoorn;5,963;52,211")


def file(folder, *rows, head="pc4;gemeente;lon;lat", name="postcodes.csv"):
    path = folder / name
    path.write_text("\n".join((head, *rows)) + "\n", encoding="utf-8")
    return path


@pytest.fixture
def postcodes(tmp_path):
    return read_postcodes(file(tmp_path, *ROWS))


def told(problems):
    return [(each.place.row, each.place.column, each.code) for each in problems]


@pytest.mark.parametrize(
    ("text", "code", "region"),
    [
        ("Amsterdam", "GM0363", "Groot Amsterdam"),
        (" sudwest-fryslan ", "GM1900", "Friesland"),
        ("Den Haag", "GM0518", "Haaglanden"),
        ("GM0274", "GM0274", "FoodValley"),
        ("0363", "GM0363", "Groot Amsterdam"),
        ("Bergen (NH)", "GM0373", "Noord-Holland Noord"),
    ],
)
def test_a_municipality_is_found_without_any_file(text, code, region):
    found = find_place(text, DAY)
    assert (found.municipality_code, found.region.name, found.fineness) == (code, region, "municipality")
    assert None not in {found.lon, found.lat}


def test_the_region_is_that_of_the_day():
    names = [find_place("Renkum", date(year, 5, 1)).region for year in (2021, 2023, 2025)]
    assert [name and name.name for name in names] == ["Midden-Gelderland", None, "FoodValley"]


def test_a_municipality_that_went_has_no_point_and_no_later_region():
    found = find_place("Weesp", DAY)
    assert (found.region, found.lon, found.lat) == (None, None, None)
    assert distance_km(found, find_place("Amsterdam", DAY)) is None
    assert distance_km(find_place("Amsterdam", DAY), found) is None


@pytest.mark.parametrize("text", ["1011", "1011AB", "1011 ab", " 1011  AB "])
def test_a_postcode_is_found_in_the_file(postcodes, text):
    found = find_place(text, DAY, postcodes)
    assert (found.municipality, found.region.name, found.postcode) == ("Amsterdam", "Groot Amsterdam", "1011")
    assert (found.lon, found.lat, found.fineness) == (4.90396, 52.37298, "postcode")


@pytest.mark.parametrize("text", ["1011", "1900 AA", "9999XX"])
def test_a_postcode_without_a_file_asks_for_the_municipality(text):
    found = find_place(text, DAY)
    assert isinstance(found, Problem)
    assert found.code == "place-needs-municipality"
    assert found.sentences("nl")["remedy"] == "Vul de gemeente in."


def test_a_postcode_that_is_not_in_the_file_is_not_guessed(postcodes):
    assert find_place("1012", DAY, postcodes).code == "postcode-unknown"


def test_four_digits_are_a_postcode_unless_they_begin_with_a_zero(postcodes):
    assert find_place("1900", DAY, postcodes).code == "postcode-unknown"  # also the digits of GM1900
    assert find_place("0274", DAY, postcodes).municipality == "Renkum"


@pytest.mark.parametrize(
    ("text", "code"), [("Nergenshuizen", "place-unknown"), ("", "place-unknown"), ("Bergen", "place-ambiguous")]
)
def test_what_is_not_known_is_asked(text, code):
    assert find_place(text, DAY).code == code


def test_a_file_is_read_row_by_row_and_each_refusal_has_its_place(tmp_path):
    rows = (
        "1011;GM0363;4.9;52.37",
        "0123;GM0363;4.9;52.37",
        "1012AB;Nergens;4.9;52.37",
        "1013;Bergen;4.9;52.37",
        "1014;GM0363;52.37;4.9",
        "1015;GM0363;121000;",
        "1011;GM0363;4.8;52.3",
        "1016;GM0363;4,89;52,38",
    )
    read = read_postcodes(file(tmp_path, *rows))
    assert read.rows_read == 8
    assert dict(read.spots) == {"1011": Spot("GM0363", 4.9, 52.37), "1016": Spot("GM0363", 4.89, 52.38)}
    assert told(read.refused) == [
        (3, "pc4", "postcode-wrong"),
        (4, "pc4", "postcode-wrong"),
        (4, "gemeente", "postcode-municipality-unknown"),
        (5, "gemeente", "postcode-municipality-unknown"),
        (6, "lon", "postcode-outside"),
        (7, "lon", "postcode-point-wrong"),
        (7, "lat", "postcode-point-wrong"),
        (8, "pc4", "postcode-twice"),
    ]
    assert len(read.spots) + len({row for row, _, _ in told(read.refused)}) == read.rows_read


def test_columns_may_have_other_names(tmp_path):
    read = read_postcodes(file(tmp_path, "1011,GM0363,4.9,52.37", head="Postcode,municipality_code,Lengte,BREEDTE"))
    assert read.spots["1011"] == Spot("GM0363", 4.9, 52.37)
    refused = read_postcodes(
        file(tmp_path, "1,GM0363,4.9,52.37", "1011,GM0363,4.9,52.37", head="postcode,gemeente,lon,lat")
    )
    assert told(refused.refused) == [(2, "postcode", "postcode-wrong")]


@pytest.mark.parametrize(
    ("head", "rows", "problems"),
    [
        ("pc4;gemeente;lon;lat", (), [(None, None, "postcodes-empty")]),
        ("pc4;plaats;lon", ("1011;x;4",), [(None, None, "postcodes-columns-missing")]),
        ("pc4;gemeente;lon;lat", ("x;GM0363;4.9;52.37",), [(2, "pc4", "postcode-wrong")]),
    ],
)
def test_a_file_of_which_nothing_can_be_used_stops(tmp_path, head, rows, problems):
    with pytest.raises(ProblemsError) as error:
        read_postcodes(file(tmp_path, *rows, head=head))
    assert told(error.value.problems) == problems


def test_missing_columns_are_named(tmp_path):
    with pytest.raises(ProblemsError) as error:
        read_postcodes(file(tmp_path, "1011;x;4", head="pc4;plaats;lon"))
    assert error.value.problems[0].values["columns"] == "gemeente, lat"


@pytest.mark.parametrize("limit", ["MOST_ROWS", "MOST_BYTES"])
def test_a_file_that_is_too_large_is_refused(tmp_path, monkeypatch, limit):
    monkeypatch.setattr(room, limit, 1)
    with pytest.raises(ProblemsError, match="postcodes-too-many"):
        read_postcodes(file(tmp_path, *["1011;GM0363;4.9;52.37"] * 2))


def test_a_file_that_is_not_there_is_said(tmp_path):
    with pytest.raises(ProblemsError, match="file-not-found"):
        read_postcodes(tmp_path / "weg.csv")


def test_no_cell_is_in_a_problem(tmp_path):
    read = read_postcodes(file(tmp_path, "1011;GM0363;4.9;52.37", "123456782;123456782;123456782;123456782"))
    told = str([problem.sentences(lang) for problem in read.refused for lang in ("nl", "en")])
    assert len(read.refused) == 4
    assert "123456782" not in told


def test_the_postcodes_of_the_country_are_read():
    read = read_postcodes(needs(SHARED / "data/pc4.csv", "the postcodes of the country"))
    assert (read.rows_read, len(read.spots), read.refused) == (4077, 4077, ())
    found = find_place("3584 AA", DAY, read)
    assert (found.municipality, found.region.name) == ("Utrecht", "Midden-Utrecht")
    near = find_place("Utrecht", DAY)
    assert round(distance_km(found, near), 1) == 6.2


@pytest.mark.parametrize(
    ("one", "other", "distance"),
    [
        (Spot("", 4.9041, 52.3676), Spot("", 5.6910, 50.8514), 177.13),
        (Spot("", 0, 0), Spot("", 180, 0), 20015.11),
        (Spot("", 5, 52), Spot("", 5, 52), 0),
        (Spot("", 5, 52), Spot("", 5, 53), 111.195),
    ],
)
def test_the_distance_is_that_over_the_earth(one, other, distance):
    assert distance_km(one, other) == pytest.approx(distance, abs=0.05)
    assert distance_km(other, one) == distance_km(one, other)


def test_postcodes_are_read_back_as_they_were_written():
    found = Postcodes(MappingProxyType({"2511": Spot("GM0518", 4.3, 52.1)}), 1)
    assert postcodes_of(written_postcodes(found)) == found
