from dataclasses import replace

import pytest
from tests.core.counting.publications import REGIONS, order
from tests.core.counting.test_publishing import people
from tests.factories.payroll import order_of, paid, registered

from banenafspraak.core.counting import built_in, count
from banenafspraak.core.counting.one_reading import OneReading
from banenafspraak.core.counting.result import Flow
from banenafspraak.core.counting.trend_figures import Figures, gather

FLEVOLAND, GRONINGEN, AMSTERDAM = REGIONS
MANY = [*people("a", 30, ("markt", AMSTERDAM)), *people("b", 22, ("overheid", GRONINGEN))]
MANY += [*people("c", 14, ("markt", GRONINGEN)), *people("d", 25, ("inleen", FLEVOLAND))]


def gathered(asked, **more):
    reading = OneReading.of(asked)
    return gather(reading(), reading, **more)


def test_a_report_counts_its_tables_and_publishes_them(tmp_path):
    told = []
    figures = gathered(order(tmp_path, MANY, by=()), tell=lambda done, total: told.append((done, total)))
    names = [one.plan.by for one in figures.tables]
    assert names == [("sector",), ("soort",), ("grondslag",), ("grootteklasse",), ("regio",)]
    assert [one.plan.by for one in figures.regional] == [
        ("sector", "regio"),
        ("soort", "regio"),
        ("regio", "leeftijdsklasse"),
    ]
    assert figures.left_out == ()
    assert {one.published for one in figures.all} == {True}
    assert told[-1] == (16, 16)
    assert told == sorted(told)


def test_a_breakdown_that_is_unknown_of_everyone_is_left_out(tmp_path):
    figures = gathered(order_of(tmp_path, [paid()], [registered(grondslag="")]))
    assert [one.plan.by for one in figures.tables] == [("sector",), ("soort",), ("grootteklasse",)]
    assert figures.regional == ()


def test_where_the_law_has_one_target_there_are_no_sectors(tmp_path):
    figures = gathered(order(tmp_path, MANY, by=(), split=False))
    assert figures.by("sector") is None
    assert [one.plan.by for one in figures.regional] == [("soort", "regio"), ("regio", "leeftijdsklasse")]


def test_tables_are_found_by_their_breakdown(tmp_path):
    figures = gathered(order(tmp_path, MANY, by=()))
    assert figures.by("regio", "sector").plan.by == ("sector", "regio")
    assert figures.by("subsector") is None


def test_what_cannot_be_shown_by_region_is_named(tmp_path):
    works = [*people("a", 12, ("markt", AMSTERDAM)), *people("b", 3, ("overheid", AMSTERDAM))]
    works += [*people("c", 12, ("overheid", GRONINGEN)), *people("d", 25, ("markt", FLEVOLAND))]
    figures = gathered(order(tmp_path, works, by=()))
    assert figures.left_out == ("sector",)
    assert [one.plan.by for one in figures.regional] == [("soort", "regio"), ("regio", "leeftijdsklasse")]


def test_earlier_periods_go_back_as_far_as_the_deliveries(tmp_path):
    rows, people_then = [], []
    for year, first, last in ((2018, 0, 30), (2017, 15, 45), (2016, 16, 46), (2014, 0, 30)):
        december = {"tijdvak_begin": f"{year}-12-01", "tijdvak_einde": f"{year}-12-31"}
        rows += [paid(persoon=f"p{at}", **december) for at in range(first, last)]
        people_then += [f"p{at}" for at in range(first, last)]
    asked = order_of(tmp_path, rows, [registered(persoon=who) for who in sorted(set(people_then))])
    figures = gathered(asked)
    assert [one.receipt.period for one in figures.earlier] == ["2017"]  # of 2016 only two people differ, 2014 has a gap
    far = replace(asked, period="2016")
    assert gathered(far).earlier == ()


def test_quarters_go_back_four_quarters(tmp_path):
    months = ["2017-06", "2017-09", "2017-12", "2018-03", "2018-06", "2018-09"]
    rows = [
        paid(persoon=f"{month}-{at}", tijdvak_begin=f"{month}-01", tijdvak_einde=f"{month}-30")
        for month in months
        for at in range(12)
    ]
    asked = order_of(tmp_path, rows, [registered(persoon=row["persoon"]) for row in rows], period="2018Q3")
    figures = gathered(replace(asked, definition=built_in("quarter")))
    assert [one.receipt.period for one in figures.earlier] == ["2017Q3", "2017Q4", "2018Q1", "2018Q2"]


def test_the_flow_is_that_of_the_count_as_ordered(tmp_path):
    then = {"tijdvak_begin": "2017-12-01", "tijdvak_einde": "2017-12-31"}
    rows = [paid(persoon=f"p{at}", **then) for at in range(30)] + [paid(persoon=f"p{at}") for at in range(12, 45)]
    asked = order_of(tmp_path, rows, [registered(persoon=f"p{at}") for at in range(45)], by=("soort",))
    figures = gathered(asked)
    assert figures.whole.flow == Flow("2017", 30, 15, 12, 0, 0)
    assert {one.flow for one in figures.tables} == {None}


def test_a_result_that_is_not_published_is_refused(tmp_path):
    own = count(order(tmp_path, MANY, by=()))
    with pytest.raises(ValueError, match="published results only"):
        Figures(own, ())
