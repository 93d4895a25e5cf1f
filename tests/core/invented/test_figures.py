"""Figures of the invented nation: counted by quarter, published as in earnest, kept as text, told as invented."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from banenafspraak.core.figures.trend import About
from banenafspraak.core.invented.counted import count_invented
from banenafspraak.core.invented.figures import InventedFigure, invented_trend, read, written
from banenafspraak.core.reports.numbers import Hidden
from banenafspraak.core.reports.trend import check_trend

SCALE = Fraction(1, 400)


@pytest.fixture(scope="module")
def series():
    return count_invented(SCALE, 1, ["2018Q4"])


def test_a_quarter_has_nation_sectors_work_and_regions(series):
    kinds = {(one.sector, one.employment_type, one.region is None) for one in series.figures}
    assert {
        ("total", "all", True),
        ("market", "all", True),
        ("total", "regular", True),
        ("total", "all", False),
    } <= kinds
    assert {one.measured_on for one in series.figures} == {date(2018, 12, 31)}


def test_figures_are_whole_or_hidden(series):
    assert {type(one.extra_jobs) for one in series.figures} <= {Decimal, Hidden}
    assert all(
        one.extra_jobs == one.extra_jobs.to_integral_value()
        for one in series.figures
        if isinstance(one.extra_jobs, Decimal)
    )
    assert Hidden.FEW in {one.extra_jobs for one in series.figures}


def test_the_same_seed_gives_the_same_figures(series):
    assert count_invented(SCALE, 1, ["2018Q4"]) == series


def test_they_are_read_back_as_they_were_written(series):
    assert read(written(series)) == series


@pytest.mark.parametrize(
    ("lang", "says"),
    [("nl", "Verzonnen land, schaal 1/400, startgetal 1"), ("en", "Invented nation, scale 1/400, seed 1")],
)
def test_a_report_says_that_it_is_invented(series, lang, says):
    trend = invented_trend(series, About(lang, "x"))
    check_trend(trend)
    assert trend.invented.scale == SCALE
    assert trend.headline.basis.source.title == says
    assert {one.kind for one in trend.points} == {"invented"}
    assert trend.headline.target is None


def test_a_report_of_a_region_shows_what_is_hidden_as_hidden(series):
    few = next(one for one in series.figures if one.extra_jobs is Hidden.FEW)
    trend = invented_trend(series, About("nl", "x", few.region))
    assert (trend.headline.value, trend.tables) == (Hidden.FEW, ())


def test_a_figure_has_a_name_of_its_own_series():
    one = InventedFigure(date(2018, 12, 31), "total", "all", "AM14", Decimal(14))
    assert one.id == "verzonnen/2018-12-31/total/all/AM14"
    assert replace(one, region=None).id == "verzonnen/2018-12-31/total/all"
