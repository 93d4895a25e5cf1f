"""Editions: the last one printed holds, earlier ones stay, and what changed is a difference."""

from datetime import date

import pytest
from tests.core.figures.printed import edition, figure

from banenafspraak.core.figures import Editions, all_editions, brought, figures
from banenafspraak.core.figures.editions import Change
from banenafspraak.core.kernel.problems import ProblemsError

TOTAL = "uwv_quarterly/2018-12-31/total/all"
LATER = edition("later", "2020-07-01", {"extra_jobs": 53405})
EARLIER = edition("eerder", "2019-07-01", {"extra_jobs": 53401, "jobs_total": 128580})
REGIONAL = edition("regio", "2019-07-01", {"region": "AM01", "extra_jobs": 2000})


def changes(found):
    return [(one.before.edition, one.after.edition, one.published_on, one.changes) for one in found]


def test_the_figures_that_come_with_the_program_are_the_first_edition_of_each_series():
    first = all_editions()
    assert [(one.name, one.series, one.published_on, one.file) for one in first.editions] == [
        ("meegeleverd", "official", None, "results.csv"),
        ("meegeleverd", "uwv_quarterly", None, "results.csv"),
    ]
    assert first.figures() == figures()
    assert [one.mark for one in first.editions] == ["D", "V"]
    assert first.revisions() == ()


@pytest.mark.parametrize("kept", [(EARLIER, LATER), (LATER, EARLIER)])
def test_the_last_day_of_publication_holds_in_whatever_order_editions_come(kept):
    known = all_editions(kept)
    assert (known.figure(TOTAL).extra_jobs, known.figure(TOTAL).edition) == (53405, "later")
    assert known.names == ("meegeleverd", "eerder", "later")


def test_a_figure_that_a_later_edition_does_not_print_still_holds():
    known = all_editions([LATER])
    assert known.figure("uwv_quarterly/2018-12-31/total/regular").extra_jobs == 40942
    assert len(known.figures()) == len(figures())


def test_an_edition_shows_what_it_printed_whatever_came_later():
    known = all_editions([EARLIER, LATER])
    assert [(one.extra_jobs, one.jobs_total) for one in known.of("eerder").figures()] == [(53401, 128580)]
    assert known.of("meegeleverd").figure(TOTAL).extra_jobs == 53390
    with pytest.raises(ProblemsError) as caught:
        known.of("geen")
    [problem] = caught.value.problems
    assert (problem.code, problem.values["known"]) == ("edition-unknown", "meegeleverd, eerder, later")


def test_every_change_between_editions_is_a_difference():
    assert changes(all_editions([EARLIER, LATER]).revisions()) == [
        (
            "meegeleverd",
            "eerder",
            date(2019, 7, 1),
            (Change("extra_jobs", 53390, 53401), Change("jobs_total", None, 128580)),
        ),
        (
            "eerder",
            "later",
            date(2020, 7, 1),
            (Change("extra_jobs", 53401, 53405), Change("jobs_total", 128580, None)),
        ),
    ]


def test_a_difference_with_what_is_unknown_is_unknown():
    assert [Change("extra_jobs", *pair).difference for pair in ((1, 3), (3, 1), (None, 3), (3, None))] == [
        2,
        -2,
        None,
        None,
    ]


def test_a_figure_that_is_printed_again_the_same_is_no_revision():
    again = edition("zelfde", "2019-07-01", {"extra_jobs": 53390, "note": "een andere noot"})
    assert all_editions([again]).revisions() == ()


def test_an_edition_between_two_others_takes_its_place():
    [first, second] = all_editions([LATER, EARLIER]).revisions()
    assert (first.after.edition, second.before.edition) == ("eerder", "eerder")


def test_figures_of_regions_stand_apart_from_those_of_the_nation():
    known = all_editions([REGIONAL])
    assert known.figures() == figures()
    assert known.places == {None, "AM01"}
    [found] = known.figures(places=frozenset({"AM01"}))
    assert (found.id, found.extra_jobs) == (f"{TOTAL}/AM01", 2000)
    assert known.figure(TOTAL).extra_jobs == 53390


def test_revisions_are_chosen_by_series_year_and_place():
    revised = edition("regio-2", "2020-07-01", {"region": "AM01", "extra_jobs": 2001})
    known = all_editions([REGIONAL, revised, EARLIER])
    assert [one.after.edition for one in known.revisions()] == ["eerder"]
    assert [one.after.edition for one in known.revisions(places=frozenset({"AM01"}))] == ["regio-2"]
    assert [one.after.edition for one in known.revisions("uwv_quarterly", 2018, known.places)] == ["eerder", "regio-2"]
    assert known.revisions("official") == known.revisions(year=2019) == ()


def test_figures_stand_by_series_and_day_also_when_an_earlier_day_comes_later():
    early = edition("oud", "2021-07-01", {"measured_on": date(2016, 9, 30)})
    found = all_editions([early]).figures("uwv_quarterly")
    assert [one.measured_on for one in found] == sorted(one.measured_on for one in found)
    assert found[0].edition == "oud"


def test_an_edition_brings_new_figures_revisions_and_gaps():
    parts = [{"employment_type": "regular", "extra_jobs": 40950}, {"employment_type": "inleen", "extra_jobs": 12450}]
    made = edition("a", "2019-07-01", {"extra_jobs": 53401}, *parts, {"region": "AM01"})
    found = brought(made, all_editions())
    assert [one.id for one in found.new] == [f"{TOTAL}/AM01"]
    assert [one.changes[0].difference for one in found.revisions] == [11, 8, 2]
    assert [(one.total.id, one.sum_of_parts, one.gap) for one in found.gaps] == [(TOTAL, 53400, 1)]
    assert brought(made, all_editions([made])) == found


def test_two_editions_say_the_same_when_figures_sources_and_notes_are_the_same():
    one = edition("a", "2019-07-01", {})
    assert one.says_the_same(edition("b", "2020-07-01", {}))
    for other in ({"mark": "U"}, {"note": "x"}, {"extra_jobs": 1}, {"jobs_total": 1}, {"region": "AM01"}):
        assert not one.says_the_same(edition("b", "2019-07-01", other))


def test_editions_are_values():
    assert Editions((EARLIER, LATER)) == Editions((LATER, EARLIER))
    assert figure() == figure()
