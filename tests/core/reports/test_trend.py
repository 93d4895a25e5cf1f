"""What a report is made of, and what stops it."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from tests.core.reports import trends

from banenafspraak.core.reports.numbers import Hidden
from banenafspraak.core.reports.trend import Column, Flow, Source, Table, check_trend

NATION = trends.nation()
POINT = NATION.points[0]
FIRST = trends.tile_map().tiles[0]


def tiles(*some):
    return replace(trends.tile_map(), tiles=some)


def test_a_whole_report_passes():
    assert [check_trend(one) for one in (NATION, trends.nation("en"), trends.region())] == [None] * 3


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"title": ""}, "title is empty"),
        ({"method": ()}, "method is empty"),
        ({"sources": ()}, "sources is empty"),
        ({"receipt": ()}, "receipt is empty"),
        ({"language": "fy"}, "no such language: fy"),
        ({"slug": "../elsewhere"}, "no name for files"),
        ({"headline": replace(NATION.headline, unit="")}, "headline: unit is empty"),
        ({"headline": replace(NATION.headline, basis=replace(trends.BASIS, mark="X"))}, "headline: series, source"),
        ({"flow": replace(trends.flow(), basis=replace(trends.BASIS, source=Source("")))}, "flow: series, source"),
        ({"points": (replace(POINT, series=""),)}, "point 2015-12-31: series, source or mark"),
        ({"points": (replace(POINT, kind="guess"),)}, "no such kind or sector"),
        ({"points": (POINT, POINT)}, "stands there twice"),
        ({"tables": (trends.sbi_table(), trends.sbi_table())}, "table sbi: no name for a file, or named twice"),
        ({"tables": (replace(trends.sbi_table(), key="SBI/x"),)}, "no name for a file"),
        ({"tables": (replace(trends.sbi_table(), drawn="banen"),)}, "no column of numbers called banen"),
        ({"tables": (replace(trends.sbi_table(), rows=(("a",),)),)}, "not as wide as the columns"),
        ({"tables": (replace(trends.sbi_table(), rows=(("a", "12"),)),)}, "in each other's columns"),
        ({"tables": (replace(trends.sbi_table(), columns=(Column("n", "n", 0),), rows=()),)}, "first column of names"),
        ({"tiles": replace(trends.tile_map(), unit="")}, "tiles: unit or tiles"),
        ({"tiles": tiles(FIRST, replace(FIRST, row=FIRST.row + 9))}, "share a place or a code"),
        ({"tiles": tiles(FIRST, replace(FIRST, code="AM99"))}, "share a place or a code"),
    ],
)
def test_a_missing_part_stops_the_report(change, fault):
    with pytest.raises(ValueError, match=fault):
        check_trend(replace(NATION, **change))


def test_all_faults_are_told_at_once():
    with pytest.raises(ValueError, match="title is empty; place is empty; receipt is empty"):
        check_trend(replace(NATION, title="", place="", receipt=()))


@pytest.mark.parametrize("value", [0.5, True])
def test_a_float_is_refused(value):
    columns = Column("a", "a"), Column("b", "b", 0)
    with pytest.raises(TypeError, match="exact numbers"):
        check_trend(replace(NATION, tables=(Table("t", "T", columns, (("x", value),), trends.BASIS),)))
    with pytest.raises(TypeError, match="exact numbers"):
        check_trend(replace(NATION, points=(replace(POINT, value=value),)))


@pytest.mark.parametrize(
    ("parts", "change"),
    [((5482, 7155, 2706, 2701), -1668), ((8389, 5469, 1645, 394), 4171), ((7147, 5533, 2031, 555), 3090)],
)
def test_the_flow_keeps_the_identity_of_the_factsheet(parts, change):
    flow = Flow("a", "b", *parts, trends.BASIS, 100000)
    assert (flow.change, flow.working_now) == (Fraction(change), Fraction(100000 + change))


@pytest.mark.parametrize("missing", [None, Hidden.FEW])
@pytest.mark.parametrize("at", range(4))
def test_a_flow_with_a_gap_has_no_change(at, missing):
    parts = [*(12, 11, 13, 14)[:at], missing, *(12, 11, 13, 14)[at + 1 :]]
    flow = Flow("a", "b", *parts, trends.BASIS, 100)
    assert (flow.change, flow.working_now) == (None, None)


def test_a_flow_without_a_number_before_has_none_now():
    assert Flow("a", "b", 1, 1, 1, 1, trends.BASIS).working_now is None


def test_a_part_is_placed_by_its_date():
    assert {point.on for point in NATION.points if point.kind == "target"} == {
        date(y, 12, 31) for y in range(2015, 2024)
    }
