"""Headings and texts that say what the figures say, and tables beside the drawings."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from tests.core.reports import trends

from banenafspraak.core.reports import findings, twins
from banenafspraak.core.reports.numbers import Hidden, moment
from banenafspraak.core.reports.trend import Flow, Point

TOTAL = [point for point in trends.published_points() if point.sector == "total"]
TARGETS = {2015: 100, 2016: 200, 2017: 300, 2018: 400}


def points(results, kind="official"):
    """Points of one series beside targets of 100, 200, 300, 400."""
    made = [Point(date(year, 12, 31), "target", value, "wet", "V", trends.OWN) for year, value in TARGETS.items()]
    years = zip(TARGETS, results, strict=False)
    return [*made, *(Point(date(year, 12, 31), kind, value, "reeks", "V", trends.OWN) for year, value in years)]


@pytest.mark.parametrize(
    ("results", "dutch", "english"),
    [
        ([100, 200, 300, 400], "Elk jaar boven het doel", "Above the target every year"),
        ([1, 1, 1, 1], "Elk jaar onder het doel", "Below the target every year"),
        (
            [101, 201, 1, 1],
            "Tot en met 2016 boven het doel, daarna eronder", "Up to 2016 above the target, below it after that",
        ),
        (
            [1, 201, 301],
            "Tot en met 2015 onder het doel, daarna erboven", "Up to 2015 below the target, above it after that",
        ),
        ([101, 1, 301, 1], "In 2 van de 4 jaren boven het doel", "Above the target in 2 of 4 years"),
        ([101], "2015: boven het doel", "2015: above the target"),
        ([1], "2015: onder het doel", "2015: below the target"),
        ([None, Hidden.FEW], "Nog geen resultaat naast een doel te zetten", "No result to hold against a target yet"),
        ([], "Nog geen resultaat naast een doel te zetten", "No result to hold against a target yet"),
    ],
)  # fmt: skip
def test_the_heading_says_in_which_years_the_target_was_met(results, dutch, english):
    made = points(results)
    assert (findings.target_finding(made, "nl"), findings.target_finding(made, "en")) == (dutch, english)


def test_the_comparison_stays_in_one_series():
    mixed = [*points([1, 1]), *points([999] * 4, "quarterly")[4:]]
    assert findings.compared(mixed) == "official"
    assert findings.target_finding(mixed, "nl") == "Elk jaar onder het doel"
    assert findings.compared(points([1], "own")) == "own"


def test_the_published_series_are_told_as_they_are():
    assert findings.target_finding(TOTAL, "nl") == "Tot en met 2019 boven het doel, daarna eronder"
    text = findings.targets_alt(TOTAL, "x", "nl")
    assert "Stand 2023: Doel 105.000, Jaarmonitor 85.665, UWV-kwartaal 86.264." in text


@pytest.mark.parametrize(
    ("value", "target", "text"),
    [
        (85665, 105000, "Het doel was 105.000. Er zijn nog 19.335 te gaan."),
        (51956, 43500, "Het doel was 43.500. Dat zijn er 8.456 meer dan het doel."),
        (Decimal("43500.0"), 43500, "Het doel was 43.500. Het doel is precies gehaald."),
        (None, 105000, "Het doel was 105.000. Het verschil met het doel is niet te geven."),
        (1367, None, "Er is geen doel om dit naast te zetten."),
    ],
)
def test_the_gap_is_what_is_left_to_do(value, target, text):
    headline = replace(trends.nation().headline, value=value, target=target)
    assert findings.gap_sentence(headline, "nl") == text


def test_a_whole_target_has_no_decimals_where_the_value_has():
    headline = replace(trends.nation().headline, value=Decimal("511.5"), target=435, places=1)
    assert findings.gap_sentence(headline, "nl") == "Het doel was 435. Dat zijn er 76,5 meer dan het doel."


def test_a_breakdown_names_its_highest_row_and_never_its_total():
    table = trends.sector_table()
    assert findings.table_finding(table, "nl") == "Naar sector: het meest bij markt"
    assert "Hoogste: markt (61.235). Laagste: overheid (4.001)." in findings.table_alt(table, "nl")
    assert findings.table_finding(replace(table, drawn=""), "nl") == "Naar sector"


def test_a_breakdown_without_numbers_says_so():
    table = replace(trends.sbi_table(), rows=(("a", Hidden.FEW), ("b", None)))
    assert findings.table_finding(table, "en") == "Naar SBI-sectie: no number to show"
    assert "no number to show" in findings.table_alt(table, "en")


def test_the_map_says_from_where_to_where():
    tiles = trends.tile_map()
    assert findings.tiles_finding(tiles, "nl") == "Per regio van 400 tot 5.503 extra banen"
    assert findings.tiles_finding(tiles, "nl", "AM14").startswith("Amersfoort: 1.408 extra banen. De regio’s lopen van")
    hidden = findings.tiles_finding(tiles, "nl", "AM24")
    assert hidden == "Zeeland: te weinig personen. De regio’s lopen van 400 tot 5.503 extra banen"
    assert "Hoogste: Zuid-Limburg (5.503). Laagste: Groningen (400)." in findings.tiles_alt(tiles, "nl")
    empty = replace(tiles, tiles=tuple(replace(tile, value=None) for tile in tiles.tiles))
    assert findings.tiles_finding(empty, "nl") == "Per regio nog geen cijfer"
    assert "geen enkel getal" in findings.tiles_alt(empty, "nl")


@pytest.mark.parametrize(
    ("found", "text"),
    [
        (20, "17 werkende personen erbij"),
        (1, "2 werkende personen minder"),
        (3, "Evenveel werkende personen als daarvoor"),
        (None, "Werkende personen: de verandering is niet te geven"),
    ],
)
def test_the_flow_says_how_many_more_or_fewer(found, text):
    assert findings.flow_finding(Flow("a", "b", found, 1, 0, 2, trends.BASIS), "nl") == text


def test_points_stand_side_by_side_and_only_the_official_one_against_the_target():
    shown = twins.points_twin("x", TOTAL, "nl").shown
    assert [heading for heading, _ in shown.head] == [
        "Peildatum",
        "Doel",
        "Jaarmonitor",
        "Jaarmonitor min doel",
        "UWV-kwartaal",
    ]
    rows = {row[0]: row[1:] for row in shown.rows}
    assert rows["2018"] == ("43.500", "51.956", "+8.456", "53.390")
    assert rows["2017"] == ("33.000", "36.903°", "+3.903", "36.968")
    assert rows["2015"] == ("9.000", "21.057", "+12.057", "geen cijfer")
    assert rows["kw\u00a03\u00a02021"] == ("geen cijfer", "geen cijfer", "geen cijfer", "70.525")
    assert shown.notes == ("° Door ons berekend uit gepubliceerde cijfers.",)


def test_points_in_a_file_keep_their_series_mark_and_source():
    twin = twins.points_twin("x", TOTAL, "en")
    line = next(line for line in twin.lines if line["peildatum"] == "2018-12-31" and line["soort"] == "uwv-kwartaal")
    assert line["extra_banen"] == 53390
    assert (line["reeks"], line["zekerheid"]) == ("UWV-kwartaalrapportage (indicatief)", "V")
    assert line["adres"].startswith("https://besseling.nl/")
    assert len(twin.lines) == len(TOTAL)


def test_an_unverified_own_count_is_marked():
    made = [*points([1]), Point(date(2015, 12, 31), "own", 7, "eigen telling", "U", trends.OWN)]
    shown = twins.points_twin("x", made, "en").shown
    assert shown.rows[-1][-1] == "7*"
    assert shown.notes == ("* Not verified in any source.",)


def test_an_own_count_and_a_target_need_no_sign():
    given = replace(points([1])[0], kind="target", mark="U")
    made = [given, Point(given.on, "own", 7, "eigen telling", "D", trends.OWN)]
    shown = twins.points_twin("x", made, "nl").shown
    assert (shown.rows[0][1:], shown.notes) == (("100", "7"), ())


def test_a_hidden_cell_is_said_in_both_forms_and_explained():
    twin = twins.table_twin("x", trends.sector_table(), "nl")
    assert twin.shown.rows[2] == ("niet te verdelen", "te weinig personen", "te weinig personen", "geen cijfer")
    expected = {
        "sector": "niet te verdelen",
        "personen": "te weinig personen",
        "banen": "te weinig personen",
        "extra_banen": None,
    }
    assert twin.lines[2] == expected
    assert twin.lines[0]["banen"] == Decimal("83333.7")
    assert any("1 tot en met 9 personen" in note for note in twin.shown.notes)


def test_the_flow_is_a_table_with_signs():
    rows = dict(twins.flow_twin("x", trends.flow(), "nl").shown.rows)
    assert rows["Vond werk"] == "+8.389"
    assert rows["Verloor werk"] == "−5.469"
    assert rows["Verandering"] == "+4.171"
    assert rows["Aan het werk, kw 3 2021"] == "124.171"
    short = twins.flow_twin("x", replace(trends.flow(), working_before=None, lost_work=Hidden.FEW), "nl").shown
    assert [row[1] for row in short.rows] == ["+8.389", "+1.645", "te weinig personen", "−394", "geen cijfer"]


def test_the_regions_are_a_list_by_name():
    shown = twins.tiles_twin("x", trends.tile_map(), "nl").shown
    assert len(shown.rows) == 35
    assert [row[0] for row in shown.rows] == sorted(row[0] for row in shown.rows)
    assert ("Gorinchem", "AM35", "afgeschermd") in shown.rows


def test_the_table_of_targets_and_results_has_the_newest_date_first():
    points = [point for point in trends.nation().points if point.sector == "total"]
    days = sorted({point.on for point in points}, reverse=True)
    twin = twins.points_twin("doelen", points, "nl")
    assert [row[0] for row in twin.shown.rows] == [moment(on, "nl") for on in days]
    assert [line["peildatum"] for line in twin.lines] == sorted(point.on.isoformat() for point in points)
