from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, strategies as st

from banenafspraak.core.counting.plan import GOVERNMENT, MARKET, UNKNOWN
from banenafspraak.core.counting.quota import (
    Case,
    Levy,
    Percentage,
    Size,
    activated,
    fiscal_number,
    indication_for,
    is_liable,
    is_percentage,
    jobs_of,
    levy_for,
    liability,
    percentage_for,
    quota_law,
    quota_percentage,
    shortfall,
    year_hours,
)
from banenafspraak.core.figures import quota_value

YEARS = range(2018, 2025)
D_OF_2018 = quota_value(2018, "government", "D").value
RAISED = (13_552, 13_566, 13_580)
LARGE, SMALL = Size(Fraction(50_000), whole_year=True), Size(Fraction(40_000), whole_year=True)
HALF = Size(Fraction(40_000), whole_year=False)


def variable(year, name):
    return quota_value(year, "government", name).value


def published():
    """The percentages that were set, else announced, 2018 to 2024; of 2024 the announced one, as in the series."""
    return {year: (quota_value(year, "government", "Q_indicatie") or quota_value(year, "government", "Q")).value
            for year in YEARS}  # fmt: skip


def reproduced(baseline_jobs, sign):
    return {
        year: quota_percentage(
            baseline_jobs=baseline_jobs,
            extra_jobs=variable(year, "B"),
            jobs=D_OF_2018,
            persons=sign * variable(year, "F"),
        )
        for year in YEARS
    }


# -- the percentage: examples in pairs -------------------------------------------------------------------------------


@pytest.mark.parametrize("baseline_jobs", RAISED)
def test_all_seven_published_percentages_come_out_at_once(baseline_jobs):
    assert list(published().values()) == list(map(Decimal, ("1.93", "2.14", "2.36", "2.57", "2.78", "2.99", "3.09")))
    assert reproduced(baseline_jobs, 1) == published()


@pytest.mark.parametrize("baseline_jobs", [13_551, 13_581])
def test_outside_that_range_not_all_seven_come_out(baseline_jobs):
    assert reproduced(baseline_jobs, 1) != published()


@pytest.mark.parametrize("sign", [0, -1])
def test_the_form_without_f_or_with_minus_f_fails_on_five_or_more(sign):
    failing = [
        sum(found != published()[year] for year, found in reproduced(baseline_jobs, sign).items())
        for baseline_jobs in range(12_000, 18_000, 20)
    ]
    assert min(failing) >= 5


def test_temp_staff_hours_leave_the_denominator():
    usual = {"baseline_jobs": 13_560, "extra_jobs": 11_250, "jobs": 1_000_000, "persons": 534}
    assert quota_percentage(**usual) == Decimal("2.07")
    assert quota_percentage(**usual, temp_staff_hours=100_000_000) == Decimal("2.21")


def test_variables_are_rounded_down_before_they_are_used():
    usual = {"baseline_jobs": 13_560, "extra_jobs": 11_250, "persons": 534}
    assert quota_percentage(**usual, jobs=Decimal("2.999")) == quota_percentage(**usual, jobs=Decimal("2.99"))


@pytest.mark.parametrize(("year", "value"), [(2018, "1.93"), (2019, "2.14"), (2024, "2.76")])
def test_a_set_percentage_is_used(year, value):
    found = percentage_for(year, GOVERNMENT)
    assert (found.value, found.mark) == (Decimal(value), "V")


@pytest.mark.parametrize("year", [2020, 2021, 2022, 2023, 2025, 2026])
def test_an_indication_is_never_used(year):
    assert percentage_for(year, GOVERNMENT) is None


def test_an_indication_is_told_beside_the_percentage_that_was_set():
    assert (indication_for(2024, GOVERNMENT), percentage_for(2024, GOVERNMENT).value) == (
        Decimal("3.09"),
        Decimal("2.76"),
    )
    assert indication_for(2025, GOVERNMENT) is None


def test_a_percentage_that_was_given_goes_before_one_that_was_set():
    assert percentage_for(2024, GOVERNMENT, Decimal("2.58")) == Percentage(Decimal("2.58"), "opgegeven", "U")


@pytest.mark.parametrize("sector", [MARKET, UNKNOWN])
def test_no_percentage_was_set_for_market_or_an_unknown_sector(sector):
    assert (percentage_for(2024, sector), indication_for(2024, sector)) == (None, None)


@pytest.mark.parametrize(
    ("value", "fits"),
    [("2.76", True), ("0.01", True), ("99.99", True), ("0", False), ("100", False), ("2.765", False), ("NaN", False)],
)
def test_what_can_be_a_percentage(value, fits):
    assert is_percentage(Decimal(value)) is fits


# -- who is liable ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("hours", "whole", "large"),
    [
        ("40575", True, True),
        ("40575", False, True),
        ("40574.99", True, False),
        ("40574.99", False, None),
        ("0", True, False),
    ],
)
def test_exactly_25_times_1623_hours_is_large_enough(hours, whole, large):
    law = quota_law().values
    assert law["norm_uren"].whole == law["werknemers_norm"].whole * law["uren_per_werknemer_per_jaar"].whole
    assert Size(Fraction(hours), whole).is_large is large


@pytest.mark.parametrize(
    ("sector", "year", "sizes", "code", "liable"),
    [
        (GOVERNMENT, 2024, (LARGE, LARGE), "valt_eronder", True),
        (GOVERNMENT, 2024, (SMALL, LARGE), "te_klein_jaar_ervoor", False),
        (GOVERNMENT, 2024, (LARGE, SMALL), "te_klein_dit_jaar", False),
        (GOVERNMENT, 2024, (SMALL, SMALL), "te_klein_jaar_ervoor", False),
        (MARKET, 2024, (SMALL, LARGE), "te_klein_jaar_ervoor", False),
        (GOVERNMENT, 2024, (HALF, SMALL), "te_klein_dit_jaar", False),
        (GOVERNMENT, 2024, (HALF, LARGE), "jaar_ervoor_onbekend", None),
        (GOVERNMENT, 2024, (LARGE, HALF), "jaar_onvolledig", None),
        (GOVERNMENT, 2017, (LARGE, LARGE), "sector_niet_geactiveerd", False),
        (MARKET, 2024, (LARGE, LARGE), "sector_niet_geactiveerd", False),
        (MARKET, 2024, (HALF, HALF), "sector_niet_geactiveerd", False),
        (UNKNOWN, 2024, (LARGE, LARGE), "sector_onbekend", None),
        (UNKNOWN, 2024, (HALF, LARGE), "jaar_ervoor_onbekend", None),
    ],
)
def test_who_falls_under_the_quota_and_why(sector, year, sizes, code, liable):
    found = liability(sector, year, *sizes)
    assert (found, is_liable(found)) == (code, liable)


def test_only_government_was_activated():
    assert [activated(sector, 2026) for sector in (GOVERNMENT, MARKET, UNKNOWN)] == [True, False, False]


@pytest.mark.parametrize(("number", "employer"), [("123456782L01", "123456782"), ("123456782L99", "123456782"),
                                                  ("W-1", "W-1")])  # fmt: skip
def test_sub_numbers_are_one_employer_and_an_own_id_is_its_own(number, employer):
    assert fiscal_number(number) == employer


# -- the shortfall ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("example", quota_law().raw["voorbeelden"], ids=lambda example: example["naam"])
def test_the_examples_of_the_law(example):
    asked, told = example["gegeven"], example["uitkomst"]
    found = shortfall(asked["uren_totaal"], Decimal(asked["percentage"]), asked["uren_doelgroep"])
    assert found == Decimal(told["tekort"])
    assert levy_for(found) == Levy(told["heffing_eurocent"], 0, "Wfsv 122na")


def test_a_shortfall_is_rounded_down_and_never_below_zero():
    assert shortfall(400_000, Decimal("2.76"), Decimal("8002.20")) == Decimal("2.2")
    assert shortfall(400_000, Decimal("2.76"), 1_000_000) == Decimal("0.0")


def test_variables_of_a_shortfall_are_rounded_down_first():
    just_under = Decimal(400_000) * Decimal("0.0276") - Decimal("2.2") * 1331
    assert shortfall(400_000, Decimal("2.76"), just_under) == Decimal("2.2")
    assert shortfall(Decimal("399999.999"), Decimal("2.76"), just_under) == Decimal("2.1")


def test_who_is_too_small_has_no_levy_even_as_information():
    assert levy_for(Decimal("2.2"), too_small=True) == Levy(0, 0, "Wfsv 34 lid 4 en 6")


def test_a_levy_would_be_due_once_the_law_imposes_it():
    law = quota_law()
    imposed = replace(law.values["heffing_opgelegd"], value=True, article="38h")
    changed = replace(law, values=law.values | {"heffing_opgelegd": imposed})
    assert levy_for(Decimal("2.2"), law=changed) == Levy(1_100_000, 1_100_000, "Wfsv 38h")


# -- what-if ---------------------------------------------------------------------------------------------------------

CASE = Case(Fraction(400_000), Decimal("2.76"), Fraction(8_000))


def test_a_hire_adds_to_both_and_hours_lent_in_to_one():
    assert CASE.after(1_331) == Case(Fraction(401_331), Decimal("2.76"), Fraction(9_331))
    assert CASE.after(1_331, lent_in=True) == Case(Fraction(400_000), Decimal("2.76"), Fraction(9_331))
    assert (CASE.after(1_331).shortfall, CASE.after(-1_331).shortfall) == (Decimal("1.3"), Decimal("3.2"))


def test_one_job_a_week_is_one_job_a_year():
    assert (year_hours(Decimal("25.5")), jobs_of(1_331)) == (1_331, 1)
    assert year_hours(51) == 2_662


def test_without_shortfall_nothing_is_needed():
    assert Case(Fraction(500_000), Decimal("1.93"), Fraction(9_650)).hours_needed() == 0
    assert Case(Fraction(500_000), Decimal("1.93"), Fraction("9516.91")).hours_needed() == 0
    assert Case(Fraction(500_000), Decimal("1.93"), Fraction("9516.90")).hours_needed() == Decimal("0.01")


@given(
    st.integers(0, 10**9),
    st.integers(1, 9_999),
    st.integers(0, 10**8),
    st.booleans(),
)
def test_the_hours_needed_are_the_fewest_that_bring_it_to_zero(total, percentage, group, lent_in):
    case = Case(Fraction(total, 100), Decimal(percentage) / 100, Fraction(group, 100))
    needed = case.hours_needed(lent_in=lent_in)
    assert case.after(needed, lent_in=lent_in).shortfall == 0
    if needed:
        assert case.after(needed - Decimal("0.01"), lent_in=lent_in).shortfall > 0
