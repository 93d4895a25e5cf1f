"""Targets beside results: own, given, of the law, and published; each under its own name."""

from dataclasses import replace
from datetime import date

from tests.core.counting.publications import order
from tests.core.counting.test_trending import MANY, THEN, figures_of, goals, reports, table
from tests.factories.payroll import order_of, paid, registered

from banenafspraak.core.counting.trending import trends
from banenafspraak.core.figures import Edition, all_editions
from banenafspraak.core.regions import regions


def test_targets_beside_own_results_by_sector(tmp_path):
    trend = reports(order(tmp_path, [*MANY, *THEN], by=(), targets=goals(tmp_path)))[""]
    told = {(one.sector, one.kind): (one.on, one.mark) for one in trend.points}
    day = date(2018, 12, 31)
    assert told == {
        (sector, kind): (day, mark)
        for sector in ("total", "market", "government")
        for kind, mark in (("own", "D"), ("target", "U"))
    }
    assert {one.source.title for one in trend.points if one.kind == "target"} == {
        "Opgegeven doelen, bestand doelen.csv"
    }
    assert table(trend, "tempo").rows[-1][:2] == ("totaal, eind 2019", 40)


def test_the_nation_stands_beside_what_was_published_up_to_that_day(tmp_path):
    trend = reports(order(tmp_path, MANY, by=(), baseline="gepubliceerd"))[""]
    assert trend.place == "Nederland"
    assert {one.kind for one in trend.points} == {"target", "official", "quarterly", "own"}
    assert max(one.on for one in trend.points) == date(2018, 12, 31)
    official = {one.sector: one.value for one in trend.points if (one.kind, one.on.year) == ("official", 2018)}
    assert official == {"total": 51956, "government": 7940, "market": 44016}
    goal = {one.sector: one.value for one in trend.points if (one.kind, one.on.year) == ("target", 2018)}
    assert goal == {"total": 43500, "government": 12500, "market": 31000}
    assert {one.series for one in trend.points if one.kind == "own"} == {"Eigen telling, geen officieel cijfer"}
    assert [column.key for column in table(trend, "sector").columns] == ["sector", "personen", "banen"]


def test_targets_of_the_user_stand_in_for_those_of_the_law(tmp_path):
    trend = reports(order(tmp_path, MANY, by=(), baseline="gepubliceerd", targets=goals(tmp_path)))[""]
    assert {one.value for one in trend.points if one.kind == "target"} == {20}


def test_earlier_periods_stand_in_the_series_and_are_explained(tmp_path):
    rows = [paid(persoon=f"p{at}") for at in range(15, 45)]
    rows += [paid(persoon=f"p{at}", tijdvak_begin="2017-12-01", tijdvak_einde="2017-12-31") for at in range(30)]
    rows += [paid(persoon=f"p{at}", tijdvak_begin="2012-12-01", tijdvak_einde="2012-12-31") for at in range(20)]
    trend = reports(order_of(tmp_path, rows, [registered(persoon=f"p{at}") for at in range(45)]))[""]
    assert [(one.on.year, one.value) for one in trend.points] == [(2017, 10), (2018, 10)]
    assert "Een eerdere periode staat er alleen bij" in " ".join(trend.method)


def test_a_region_stands_beside_what_was_published_about_it(tmp_path):
    first = all_editions().editions[1].figures[0]
    here, later = (
        replace(first, region="AM01", measured_on=day, extra_jobs=321, edition="nieuw")
        for day in (date(2018, 9, 30), date(2019, 3, 31))
    )
    editions = all_editions([Edition("nieuw", first.series, date(2019, 4, 1), (here, later), "nieuw.csv", "00")])
    regions_wanted = [one for one in regions() if one.code in {"AM01", "AM18"}]
    for baseline, told in (("gepubliceerd", [("quarterly", date(2018, 9, 30), 321)]), (None, [])):
        asked = order(tmp_path, MANY, by=(), baseline=baseline)
        found = dict(trends(figures_of(asked), "nl", regions_wanted, editions))
        assert [(one.kind, one.on, one.value) for one in found["regio/am01"].points] == told
        assert found["regio/am18"].points == ()


def test_a_later_edition_stands_in_the_report_of_the_nation(tmp_path):
    old = next(one for one in all_editions().figures("official", 2018) if one.sector == "total")
    new = replace(old, extra_jobs=51_957, edition="nieuw")
    editions = all_editions([Edition("nieuw", "official", date(2026, 1, 1), (new,), "nieuw.csv", "00")])
    asked = order(tmp_path, MANY, by=(), baseline="gepubliceerd")
    [(_, trend)] = trends(figures_of(asked), "nl", (), editions)
    found = [one for one in trend.points if (one.kind, one.on.year, one.sector) == ("official", 2018, "total")]
    assert [one.value for one in found] == [51_957]
