"""Published figures: two series that are never mixed, and parts that are never mended."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from banenafspraak.core.figures import (
    baseline,
    baseline_value,
    difference,
    figure,
    figures,
    key_years,
    lent_key,
    lent_shares,
    parts_and_total,
    quota_value,
    quota_values,
    series_labels,
    sums,
    target,
    targets,
)
from banenafspraak.core.figures.keys import LentShare, whole_key
from banenafspraak.core.figures.published import Figure, named_once
from banenafspraak.core.kernel.problems import ProblemsError

QUARTERLY = "uwv_quarterly/2018-12-31"
OFFICIAL = "official/2018-12-31"


def extra(figure_id):
    return figure(figure_id).extra_jobs


def test_the_quarterly_figure_of_2018_is_the_sum_of_its_parts():
    regular, lent = figure(f"{QUARTERLY}/total/regular"), figure(f"{QUARTERLY}/total/inleen")
    check = parts_and_total((regular, lent), figure(f"{QUARTERLY}/total/all"))
    assert (regular.extra_jobs, lent.extra_jobs, check.sum_of_parts, check.gap) == (40942, 12448, 53390, 0)
    assert extra(f"{QUARTERLY}/government/regular") + extra(f"{QUARTERLY}/market/regular") == 40942


def test_the_official_figures_of_2018_stand_beside_their_targets():
    assert (extra(f"{OFFICIAL}/total/all"), target(2018, "total").extra_jobs) == (51956, 43500)
    assert (extra(f"{OFFICIAL}/government/all"), target(2018, "government").extra_jobs) == (7940, 12500)


def test_the_difference_of_one_series_is_derived():
    found = difference(figure(f"{OFFICIAL}/total/all"), figure(f"{OFFICIAL}/government/all"))
    assert (found.extra_jobs, found.jobs_total, found.mark) == (44016, None, "D")
    assert found.extra_jobs == extra(f"{OFFICIAL}/market/all")
    assert "Elk gepubliceerd cijfer is apart afgerond" in found.notes[0]


def test_a_level_that_is_known_on_both_sides_is_subtracted_too():
    found = difference(figure("official/2022-12-31/total/all"), figure("official/2021-12-31/total/all"))
    assert (found.extra_jobs, found.jobs_total) == (8308, 8308)


def test_figures_of_two_series_are_refused_with_a_pair_that_works():
    with pytest.raises(ProblemsError) as caught:
        difference(figure(f"{QUARTERLY}/total/all"), figure(f"{OFFICIAL}/government/all"))
    (problem,) = caught.value.problems
    sentences = problem.sentences("nl")
    assert (problem.code, caught.value.exit) == ("series-mixed", 5)
    assert problem.values["of_nl"] == "UWV-kwartaalrapportage (indicatief)"
    assert problem.values["minus_nl"] == "officiële jaarmonitor"
    assert (problem.values["of_date"], problem.values["minus_date"]) == ("2018-12-31", "2018-12-31")
    assert f"{OFFICIAL}/total/all min {OFFICIAL}/government/all" in sentences["remedy"]


@pytest.mark.parametrize("of", figures("official"), ids=lambda each: each.id)
def test_the_pair_that_works_is_of_one_series_each_way(of):
    for minus in figures("uwv_quarterly"):
        for first, second in ((of, minus), (minus, of)):
            with pytest.raises(ProblemsError) as caught:
                difference(first, second)
            values = caught.value.problems[0].values
            pair = figure(values["works_of"]), figure(values["works_minus"])
            found = difference(*pair)
            assert found.extra_jobs == pair[0].extra_jobs - pair[1].extra_jobs
            assert pair[0] == first or pair[1] == second


@pytest.mark.parametrize(("of", "minus", "mark"), [("V", "V", "D"), ("V", "U", "U"), ("U", "V", "U"), ("D", "V", "D")])
def test_a_difference_is_no_surer_than_the_least_sure_of_both(of, minus, mark):
    total, part = figure(f"{OFFICIAL}/total/all"), figure(f"{OFFICIAL}/government/all")
    assert difference(replace(total, mark=of), replace(part, mark=minus)).mark == mark


def test_the_pair_that_works_looks_for_the_sector_first():
    with pytest.raises(ProblemsError) as caught:
        difference(figure(f"{OFFICIAL}/market/all"), figure(f"{QUARTERLY}/total/regular"))
    assert caught.value.problems[0].values["works_of"] == f"{QUARTERLY}/market/regular"


def test_parts_that_do_not_add_up_are_shown_and_not_mended():
    parts = figure("official/2021-12-31/market/all"), figure("official/2021-12-31/government/all")
    check = parts_and_total(parts, figure("official/2021-12-31/total/all"))
    assert [part.extra_jobs for part in check.parts] == [60966, 11842]
    assert (check.sum_of_parts, check.total.extra_jobs, check.gap) == (72808, 72809, 1)
    assert check.explained_by_rounding


def test_a_gap_of_two_is_not_explained_by_rounding():
    names = ("market/regular", "government/regular", "total/inleen")
    parts = tuple(figure(f"uwv_quarterly/2021-12-31/{name}") for name in names)
    check = parts_and_total(parts, figure("uwv_quarterly/2021-12-31/total/all"))
    assert (check.gap, check.explained_by_rounding) == (2, False)


def test_parts_of_another_series_are_refused():
    with pytest.raises(ProblemsError, match="series-mixed"):
        parts_and_total((figure(f"{QUARTERLY}/total/regular"),), figure(f"{OFFICIAL}/total/all"))


def test_a_part_that_is_unknown_is_not_taken_as_zero():
    known = figure(f"{OFFICIAL}/total/all")
    unknown = Figure("official", date(2018, 12, 31), "market", "all", 1, None, known.source, "V", "")
    with pytest.raises(ValueError, match="without extra jobs"):
        parts_and_total((unknown,), known)
    assert difference(known, unknown).extra_jobs is None


@pytest.mark.parametrize(
    ("figure_id", "jobs"),
    [
        ("official/2017-12-31/total/all", 36903),
        ("official/2018-12-31/market/all", 44016),
        ("official/2023-12-31/government/all", 11634),
    ],
)
def test_three_figures_are_derived_and_say_how(figure_id, jobs):
    found = figure(figure_id)
    assert (found.extra_jobs, found.mark) == (jobs, "D")
    assert found.note.startswith("Afgeleid: ")


def test_no_other_result_is_derived():
    assert {each.mark for each in figures()} == {"V", "D"}
    assert (len(figures()), len([each for each in figures() if each.mark == "D"])) == (75, 3)


def test_figures_are_chosen_by_series_and_year():
    assert {each.series for each in figures("official")} == {"official"}
    assert {each.measured_on.year for each in figures(year=2017)} == {2017}
    assert [each.id for each in figures("official", 2016)] == [
        "official/2016-12-31/total/all",
        "official/2016-12-31/market/all",
        "official/2016-12-31/government/all",
    ]
    assert figures("official", 2025) == ()


def test_a_figure_that_is_not_there_is_a_problem():
    with pytest.raises(ProblemsError) as caught:
        figure("official/2025-12-31/total/all")
    assert (caught.value.problems[0].code, caught.value.exit) == ("figure-unknown", 2)


def test_series_have_their_labels():
    labels = {key: each.label_nl for key, each in series_labels().items()}
    assert labels == {"official": "officiële jaarmonitor", "uwv_quarterly": "UWV-kwartaalrapportage (indicatief)"}


def test_the_total_target_is_the_sum_of_both_sectors():
    years = {each.year for each in targets()}
    parts = {year: target(year, "market").extra_jobs + target(year, "government").extra_jobs for year in years}
    assert {year: target(year, "total").extra_jobs for year in years} == parts
    assert {each.year for each in targets() if each.mark == "D"} == {2024, 2026}
    assert len(targets(2026)) == 3
    assert target(2013, "market") is None


def test_the_baseline_of_the_letters_is_not_the_sum_of_the_regulation():
    hours = [
        baseline_value(sector, "before_inleen_reattribution", "paid_hours_december")
        for sector in ("government", "market")
    ]
    assert sum(each.value for each in hours) == 7969965
    assert baseline_value("total", "all", "jobs").value == 75179
    assert baseline_value("market", "all", "jobs") is None
    assert len(baseline()) == 10


def test_total_jobs_less_the_baseline_are_the_extra_jobs():
    start = baseline_value("total", "all", "jobs").value
    known = [each for each in figures() if each.jobs_total is not None]
    gaps = {each.id: each.jobs_total - start - each.extra_jobs for each in known}
    assert gaps == {
        "official/2021-12-31/total/all": 0,
        "official/2022-12-31/total/all": 0,
        "uwv_quarterly/2016-12-31/total/all": 1,
        "uwv_quarterly/2022-12-31/total/all": 0,
    }


def test_keys_are_exact_and_only_of_three_years():
    assert key_years() == (2012, 2016, 2020)
    assert lent_key(2016) == {"government": Fraction("0.278"), "market": Fraction("0.722")}
    assert lent_key(2020) == {"government": Fraction("0.337"), "market": Fraction("0.663")}
    assert [lent_key(year) for year in (2013, 2018, 2021)] == [None, None, None]
    assert {each.mark for year in key_years() for each in lent_shares(year)} == {"V"}


def test_a_key_that_is_not_whole_is_refused():
    (government, market) = lent_shares(2012)
    more = LentShare(2012, "market", Fraction("0.77"), market.source, "V", "")
    for shares in ((government,), (government, more)):
        with pytest.raises(ValueError, match="100 percent"):
            whole_key(shares)


@pytest.mark.parametrize("sector", ["government", "market"])
def test_from_2018_on_b_is_the_mean_of_two_targets(sector):
    for year in range(2018, 2027):
        mean = Fraction(target(year - 1, sector).extra_jobs + target(year, sector).extra_jobs, 2)
        assert quota_value(year, sector, "B").value == mean


def test_percentages_are_those_that_were_set():
    found = {(each.year, each.sector): str(each.value) for each in quota_values() if each.variable == "Q"}
    assert found == {(2018, "government"): "1.93", (2019, "government"): "2.14", (2024, "government"): "2.76"}
    assert quota_value(2020, "government", "Q") is None


def test_a_figure_that_stands_there_twice_is_refused():
    found = figure("official/2018-12-31/total/all")
    with pytest.raises(ValueError, match="twice: official/2018-12-31/total/all"):
        named_once([found, found])


def test_the_name_of_a_figure_of_a_region_ends_in_its_code():
    nation = figure(f"{QUARTERLY}/total/all")
    region = replace(nation, region="AM01")
    assert (nation.id, region.id) == (f"{QUARTERLY}/total/all", f"{QUARTERLY}/total/all/AM01")
    assert region.id_in("official") == f"{OFFICIAL}/total/all/AM01"


def test_a_fourth_quarter_has_the_effect_of_december():
    found = {each.id.split("/")[1][5:] for each in figures() if each.has_december_effect}
    assert (found, {each.series for each in figures() if each.has_december_effect}) == ({"12-31"}, {"uwv_quarterly"})
    assert not figure("uwv_quarterly/2018-09-30/total/all").has_december_effect


def told(checks):
    return [(check.total.id, len(check.parts), check.gap) for check in checks]


def test_every_total_stands_beside_each_set_of_its_parts():
    assert told(sums(figures("uwv_quarterly", 2018))) == [
        (f"{QUARTERLY}/total/all", 2, 0),
        (f"{QUARTERLY}/total/all", 3, 0),
        (f"{QUARTERLY}/total/regular", 2, 0),
    ]
    assert told(sums(figures("uwv_quarterly", 2021))) == [("uwv_quarterly/2021-12-31/total/all", 3, 2)]


def test_parts_of_another_place_or_day_and_unknown_parts_make_no_sum():
    total, market, government = figures("official", 2019)
    assert len(sums((total, market, government))) == 1
    for other in (replace(market, region="AM01"), replace(market, measured_on=date(2020, 12, 31))):
        assert sums((total, other, government)) == ()
    assert sums((total, replace(market, extra_jobs=None), government)) == ()
    everywhere = tuple(replace(each, region="AM01") for each in (total, market, government))
    assert told(sums(everywhere)) == [("official/2019-12-31/total/all/AM01", 2, 0)]


def test_a_difference_of_two_editions_says_so():
    total, part = figure(f"{OFFICIAL}/total/all"), figure(f"{OFFICIAL}/government/all")
    notes = difference(replace(total, edition="2026"), part).notes
    assert "twee uitgaven: 2026 en meegeleverd" in notes[1]
    assert not any("uitgaven" in note for note in difference(total, part).notes)
