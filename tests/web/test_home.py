"""The home page: the newest official figure with a target, both printed, and what is left to do."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from banenafspraak.core.figures import Editions, all_editions
from banenafspraak.web import home

pytestmark = pytest.mark.django_db


def edition(extra_jobs, year):
    """An edition of one year, after all that were printed."""
    first = all_editions().editions[0]
    newest = max(first.figures, key=lambda each: (each.measured_on, each.sector == "total"))
    figure = replace(newest, measured_on=date(year, 12, 31), extra_jobs=extra_jobs, edition="later")
    return replace(first, name="later", published_on=date(2030, 1, 1), figures=(figure,))


def test_the_newest_official_figure_stands_beside_its_target():
    found = home.headline(all_editions())
    assert (found.figure.id, found.counted) == ("official/2023-12-31/total/all", 85_665)
    assert (found.target.extra_jobs, found.gap) == (105_000, 19_335)


@pytest.mark.parametrize(("extra_jobs", "gap"), [(120_000, -5_000), (115_000, 0), (90_000, 25_000)])
def test_a_newer_edition_takes_its_place(extra_jobs, gap):
    found = home.headline(all_editions([edition(extra_jobs, 2024)]))
    assert (found.figure.measured_on.year, found.gap, found.above) == (2024, gap, -gap)


def test_a_year_without_target_or_figure_makes_no_headline():
    assert home.headline(all_editions([edition(130_000, 2060)])).figure.measured_on.year == 2023
    assert home.headline(all_editions([edition(None, 2024)])).figure.measured_on.year == 2023


def test_the_page_tells_figure_target_gap_and_source(client):
    text = client.get("/").content.decode()
    for part in ("85.665", "Het doel was 105.000", "19.335 banen", "31 december 2023", "officiële jaarmonitor"):
        assert part in text
    assert "105.000 − 85.665 = 19.335" in text


def test_the_english_page_writes_numbers_as_english_does(client):
    text = client.get("/en/").content.decode()
    for part in ("85,665", "105,000", "31 December 2023", "official yearly monitor"):
        assert part in text


@pytest.mark.parametrize(
    ("kept", "says"),
    [([edition(120_000, 2024)], "5.000 banen</strong> meer dan het doel van 2024"), (None, "nog geen cijfer")],
)
def test_other_outcomes_are_told_too(rf, kept, says):
    known = all_editions(kept) if kept else Editions(())
    request = rf.get("/")
    request.resolver_match = None
    assert says in home.page(request, known).content.decode()


def test_the_pace_is_that_to_the_final_target_in_its_first_year():
    found = home.pace(all_editions(), home.headline(all_editions()))
    assert (found.goal.year, found.goal.extra_jobs, found.quarters, found.to_make) == (2025, 125_000, 8, 39_335)
    assert (found.needed, found.last) == (Fraction(39_335, 8), Fraction(85_665 - 81_117, 4))


@pytest.mark.parametrize(("extra_jobs", "year", "needed"), [(130_000, 2024, 0), (120_000, 2025, None)])
def test_a_target_that_was_passed_or_is_due_asks_no_pace(extra_jobs, year, needed):
    known = all_editions([edition(extra_jobs, year)])
    found = home.pace(known, home.headline(known))
    assert (found and found.needed) == needed


def test_the_page_shows_pace_chart_map_and_doors(client):
    text = client.get("/").content.decode()
    for part in ("Per kwartaal zijn er 4.917 banen nodig", "÷ 8 kwartalen", "1.137", "(85.665 − 81.117) ÷ 4"):
        assert part in text
    assert text.count('class="bp-card bp-door"') == 4
    assert text.count('href="/regios/amersfoort/"') == 2
    assert "UWV-kwartaal" in text
