"""A trend report of published figures: newest figure, its target within one series, printed parts, what was revised."""

from dataclasses import replace
from datetime import date

import pytest
from tests.core.figures.printed import edition

from banenafspraak.core.figures import Editions, all_editions
from banenafspraak.core.figures.trend import About, points_of, published_trend, target_points, texts, whole
from banenafspraak.core.reports.trend import check_trend

NATION = About("nl", "Nederland")
AMERSFOORT = About("nl", "Amersfoort", "AM14")


def quarter(day="2019-07-01", **given):
    """An edition with a later day than any, of the fourth quarter of 2018."""
    return edition("later", day, given)


def test_the_nation_has_figure_target_points_and_parts():
    trend = published_trend(all_editions(), NATION)
    check_trend(trend)
    assert (trend.headline.value, trend.headline.target, trend.slug) == (85_665, 105_000, "trend")
    assert {one.kind for one in trend.points} == {"target", "official", "quarterly"}
    assert max(one.on for one in trend.points if one.kind == "target") == date(2023, 12, 31)
    tables = {table.key: table.rows for table in trend.tables}
    assert tables["sector"] == (("markt", 74_031), ("overheid", 11_634), ("totaal", 85_665))
    assert tables["work"] == (("regulier", 47_904), ("inleen", 10_640), ("totaal", 58_544))
    assert len(trend.receipt) == 2
    assert trend.warnings


def test_a_quarterly_figure_has_no_target_beside_it():
    known = Editions(tuple(one for one in all_editions().editions if one.series == "uwv_quarterly"))
    found = published_trend(known, NATION)
    assert (found.headline.value, found.headline.target) == (86_264, None)


def test_another_quarter_carries_no_warning():
    known = all_editions()
    older = tuple(
        replace(one, figures=tuple(f for f in one.figures if f.measured_on <= date(2021, 9, 30)))
        for one in known.editions
    )
    found = published_trend(Editions(older), NATION)
    assert (found.period, found.warnings) == ("derde kwartaal van 2021", ())


def test_a_region_without_figures_says_so_and_is_of_the_newest_quarter():
    trend = published_trend(all_editions(), AMERSFOORT)
    check_trend(trend)
    assert (trend.headline.value, trend.period, trend.points, trend.tables) == (
        None,
        "vierde kwartaal van 2023",
        (),
        (),
    )
    assert trend.notes == ("Over Amersfoort is geen cijfer gepubliceerd, of het is hier nog niet ingelezen.",)


def test_a_region_has_its_own_figures_and_no_target():
    trend = published_trend(all_editions([quarter(region="AM14", extra_jobs=1_600)]), AMERSFOORT)
    assert (trend.headline.value, trend.headline.target, trend.slug) == (1_600, None, "trend-am14")
    assert [(one.kind, one.value) for one in trend.points] == [("quarterly", 1_600)]
    assert trend.notes == ()


def test_what_was_revised_is_told_by_headline_and_notes():
    newer = edition(
        "later", "2030-01-01", {"series": "official", "measured_on": date(2023, 12, 31), "extra_jobs": 85_000}
    )
    trend = published_trend(all_editions([newer]), NATION)
    assert trend.headline.basis.revision == "Herzien door later: was 85.665."
    assert trend.notes == ("official/2023-12-31/total/all: Herzien door later: was 85.665.",)


def test_points_are_of_one_kind_of_work():
    found = all_editions().figures("uwv_quarterly", 2018)
    assert [one.value for one in points_of(found, "nl", "inleen")] == [10_403, 12_448]
    assert {one.series for one in points_of(found, "en")} == {"UWV quarterly report (indicative)"}


def test_targets_stop_at_a_year():
    assert max(one.on.year for one in target_points(2018, "nl")) == 2018


def test_unknown_figures_are_no_headline():
    known = all_editions([quarter(extra_jobs=None, jobs_total=1)])
    assert all(one.extra_jobs is not None for one in whole(known.figures()))


@pytest.mark.parametrize("name", sorted(texts()))
def test_every_sentence_stands_in_both_languages(name):
    assert set(texts()[name]) == {"nl", "en"}
