from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from tests.factories.payroll import AGENCY, COMPANY, MUNICIPALITY, employer, order_of, paid, registered, write

from banenafspraak.core.counting.employer import QuotaQuestion, employer_quota, quotas
from banenafspraak.core.counting.engines import EMBEDDED
from banenafspraak.core.counting.marker import mark_invented
from banenafspraak.core.counting.quota import Levy, Size
from banenafspraak.core.kernel.problems import ProblemsError

YEAR, BEFORE = 2024, 2023
MOST_IN_A_ROW = 98_000
SUB_1, SUB_2 = "123456782L01", "123456782L02"
PEOPLE = [registered(), registered(persoon="B")]
AGREED = {"uitlener_akkoord_op": "2025-08-01", "inlener_akkoord_op": "2025-07-01"}


def year(hours, at=YEAR, **facts):
    """One row about a whole year at the municipality, of somebody who is not registered unless said otherwise."""
    usual = {
        "persoon": "Z",
        "loonheffingennummer": MUNICIPALITY,
        "sectorcode": "64",
        "tijdvak_begin": f"{at}-01-01",
        "tijdvak_einde": f"{at}-12-31",
        "verloonde_uren": str(hours),
    }
    return paid(**(usual | facts))


def large(total=400_000, **facts):
    """Years of a large employer: many hours in the year, enough in the year before."""
    rows = [year(50_000, BEFORE, **facts)]
    for at, begun in enumerate(range(0, total, MOST_IN_A_ROW)):
        rows.append(year(min(MOST_IN_A_ROW, total - begun), nummer_ikv=str(at + 2), **facts))
    return rows


def group(hours, **facts):
    """A year of somebody of the target group."""
    return year(hours, **({"persoon": "A"} | facts))


def asked(tmp_path, rows, *given, register=PEOPLE, employers=None, engine="duckdb", **more):
    order = order_of(tmp_path, rows, register, employers, engine=engine)
    return employer_quota(order, YEAR, *given, **more)


def one(tmp_path, rows, *given, **more):
    [found] = asked(tmp_path, rows, *given, **more)
    return found


def assignment(**facts):
    return {"persoon": "A", "uitlener": AGENCY, "inlener": MUNICIPALITY, "uren": "1331"} | AGREED | facts


def codes(found):
    return [note.code for note in found.notes]


@pytest.fixture(params=EMBEDDED)
def engine(request):
    return request.param


# -- the vectors of the law, from files ------------------------------------------------------------------------------


def test_a_shortfall_of_2_2_jobs(tmp_path, engine):
    found = one(tmp_path, [*large(392_000), group(8_000)], engine=engine)
    assert (found.total_hours, found.group_hours) == (400_000, 8_000)
    assert (found.sector, found.percentage.value, found.percentage.mark) == ("overheid", Decimal("2.76"), "V")
    assert (found.liability, found.shortfall) == ("valt_eronder", Decimal("2.2"))
    assert found.levy == Levy(1_100_000, 0, "Wfsv 122na")


def test_no_shortfall_and_the_same_without_the_target_group(tmp_path):
    rows = large(490_350)
    found = one(tmp_path, [*rows, group(9_650)], Decimal("1.93"))
    assert (found.total_hours, found.shortfall, found.levy.information_cents) == (500_000, 0, 0)
    assert (found.hours_needed, found.jobs_needed, found.hours_needed_lent_in) == (0, 0, 0)
    found = one(tmp_path, [*rows, year(9_650)], Decimal("1.93"))
    assert (found.group_hours, found.shortfall, found.levy.information_cents) == (0, Decimal("7.2"), 3_600_000)


def test_what_one_more_hire_or_other_hours_do(tmp_path):
    rows = [*large(392_000), group(8_000)]
    found = one(tmp_path, rows)
    assert (found.what_if.hours_per_week, found.what_if.hours_per_year) == (Decimal("25.5"), 1_331)
    assert found.what_if.shortfall == Decimal("1.3")
    assert (found.hours_needed, found.jobs_needed) == (Decimal("2989.41"), Decimal("2.25"))
    assert found.hours_needed_lent_in == Decimal("2906.91")
    assert one(tmp_path, rows, hire_hours=Decimal(12)).what_if.shortfall == Decimal("1.8")


# -- which hours -----------------------------------------------------------------------------------------------------


def test_hours_of_a_period_across_the_year_are_divided_over_its_days(tmp_path, engine):
    crossing = {"tijdvak_begin": "2024-12-30", "tijdvak_einde": "2025-01-02", "verloonde_uren": "40"}
    found = one(tmp_path, [*large(), group(0, **crossing)], engine=engine)
    assert (found.total_hours, found.group_hours) == (400_020, 20)


def test_returns_after_1_may_do_not_count(tmp_path, engine):
    rows = [*large(), group(100, aangemaakt_op="2025-05-01T20:00:00"), group(100, persoon="B", nummer_ikv="2",
            aangemaakt_op="2025-05-02T08:00:00")]  # fmt: skip
    found = one(tmp_path, rows, engine=engine)
    assert (found.total_hours, found.group_hours) == (400_100, 100)


def test_the_year_before_closes_on_1_may_of_the_year_itself(tmp_path, engine):
    late = year(50_000, BEFORE, aangemaakt_op="2024-05-02T08:00:00")
    in_time = year(50_000, BEFORE, aangemaakt_op="2024-05-01T08:00:00")
    year_itself = large()[1:]
    assert one(tmp_path, [late, *year_itself], engine=engine).liability == "jaar_ervoor_onbekend"
    assert one(tmp_path, [in_time, *year_itself], engine=engine).liability == "valt_eronder"


def test_benefits_are_no_paid_work(tmp_path):
    assert one(tmp_path, [*large(), group(100, code_soort="31")]).total_hours == 400_000


@pytest.mark.parametrize(
    ("aard", "hours"),
    [
        ("1", (401_000, 1_000, 401_000)),
        ("11", (400_000, 1_000, 400_000)),
        ("82", (401_000, 1_000, 401_000)),
        ("21", (400_000, 0, 401_000)),
        ("22", (400_000, 0, 400_000)),
        ("24", (401_000, 0, 401_000)),
        ("10", (401_000, 0, 401_000)),
    ],
)
def test_what_each_code_does_to_all_hours_those_of_the_group_and_the_size(tmp_path, engine, aard, hours):
    found = one(tmp_path, [*large(), group(1_000, code_aard=aard)], engine=engine)
    assert (found.total_hours, found.group_hours, found.size_now.hours) == hours


def test_what_each_code_does_is_said(tmp_path):
    rows = [*large(), *(group(1_000, code_aard=aard, nummer_ikv=aard) for aard in ("10", "11", "21", "82"))]
    assert codes(one(tmp_path, rows)) == [
        "quota-information",
        "quota-form",
        "quota-percentage-set",
        "quota-temp-staff",
        "quota-wsw",
        "quota-payroll",
        "code-aard-undecided",
    ]


# -- who is an employer, in which sector, and liable -----------------------------------------------------------------


def test_sub_numbers_are_one_employer(tmp_path, engine):
    rows = [*large(200_000, loonheffingennummer=SUB_1), *large(200_000, loonheffingennummer=SUB_2)]
    found = one(tmp_path, [*rows, group(10, loonheffingennummer=SUB_2)], engine=engine)
    assert (found.employer, found.numbers, found.total_hours) == ("123456782", (SUB_1, SUB_2), 400_010)
    assert "quota-roll-up" in codes(found)
    assert found.line()["werkgever"] == f"{SUB_1}, {SUB_2}"


def test_every_employer_with_work_in_the_year_has_its_own_quota(tmp_path):
    rows = [*large(), year(100, loonheffingennummer=COMPANY), year(100, BEFORE, loonheffingennummer=AGENCY)]
    assert [found.employer for found in asked(tmp_path, rows)] == [MUNICIPALITY, COMPANY]


@pytest.mark.parametrize(
    ("codes", "sector"),
    [
        ({"2023": "64", "2024": "44"}, "overheid"),
        ({"2023": "44", "2024": "64"}, "markt"),
        ({"2023": "", "2024": "64"}, "overheid"),
        ({"2024": "44"}, "markt"),
        ({"2023": "", "2024": ""}, "onbekend"),
    ],
)
def test_the_sector_is_fixed_on_the_last_return_period_of_the_year_before(tmp_path, codes, sector):
    rows = [year(50_000, int(at), sectorcode=code) for at, code in codes.items()]
    assert one(tmp_path, rows).sector == sector


@pytest.mark.parametrize(("government", "sector"), [(50, "markt"), (51, "overheid"), (49, "markt")])
def test_at_least_half_of_the_hours_elsewhere_is_market(tmp_path, government, sector):
    rows = [year(government, BEFORE), year(50, BEFORE, sectorcode="44", nummer_ikv="2"), year(50_000)]
    assert one(tmp_path, rows).sector == sector


def test_the_sector_of_sub_numbers_is_that_of_their_hours_together(tmp_path):
    december = {"tijdvak_begin": "2023-12-01", "loonheffingennummer": SUB_2, "sectorcode": "44"}
    rows = [year(60, BEFORE, loonheffingennummer=SUB_1), year(50, BEFORE, **december),
            year(50_000, loonheffingennummer=SUB_1)]  # fmt: skip
    assert one(tmp_path, rows).sector == "overheid"


def test_an_employers_file_says_the_sector(tmp_path):
    known = [employer(loonheffingennummer=MUNICIPALITY, sector="markt"), employer()]
    assert one(tmp_path, large(), employers=known).sector == "markt"


def test_market_has_no_percentage_and_is_not_activated(tmp_path):
    found = one(tmp_path, large(sectorcode="44"))
    assert (found.liability, found.percentage, found.shortfall, found.levy) == (
        "sector_niet_geactiveerd", None, None, None,
    )  # fmt: skip
    assert (found.hours_needed, found.hours_needed_lent_in, found.jobs_needed, found.what_if) == (None,) * 4
    assert "quota-no-percentage" in codes(found)
    assert found.line()["valt_onder_quotum"] == "nee"


def test_a_given_percentage_is_used_and_said(tmp_path):
    found = one(tmp_path, large(sectorcode="44"), Decimal("2.58"))
    assert (found.percentage.source, found.shortfall) == ("opgegeven", Decimal("7.7"))
    assert "quota-percentage-given" in codes(found)


def test_an_indication_is_told_and_not_used(tmp_path):
    rows = [year(50_000, 2022), year(50_000, 2023)]
    [found] = employer_quota(order_of(tmp_path, rows, PEOPLE), 2023)
    assert (found.percentage, found.shortfall) == (None, None)
    [note] = [note for note in found.notes if note.code == "quota-indication"]
    assert "2,99" in note.sentence("nl")


def test_who_is_too_small_has_no_levy_as_information(tmp_path):
    found = one(tmp_path, [year(50_000, BEFORE), year(40_574)])
    assert (found.liability, found.shortfall, found.levy) == (
        "te_klein_dit_jaar", Decimal("0.8"), Levy(0, 0, "Wfsv 34 lid 4 en 6"),
    )  # fmt: skip
    assert found.what_if.levy.information_cents == 0


def test_exactly_40575_hours_in_both_years_is_liable(tmp_path):
    assert one(tmp_path, [year(40_575, BEFORE), year(40_575)]).liability == "valt_eronder"
    assert one(tmp_path, [year("40574.99", BEFORE), year(40_575)]).liability == "te_klein_jaar_ervoor"


def test_temp_staff_leaves_the_size_of_both_years(tmp_path):
    temp = {"code_aard": "11", "nummer_ikv": "9"}
    rows = [*large(), year(9_000, **temp)]
    assert one(tmp_path, rows).size_now == Size(Fraction(400_000), whole_year=True)
    rows = [year(40_000, BEFORE), year(9_000, BEFORE, **temp), *large()[1:]]
    assert one(tmp_path, rows).liability == "te_klein_jaar_ervoor"


@pytest.mark.parametrize(
    ("periods", "whole"),
    [
        ([("01-01", "12-31")], True),
        ([("01-01", "06-30"), ("07-01", "12-31")], True),
        ([("01-01", "08-31"), ("02-01", "03-31"), ("07-01", "12-31")], True),
        ([("01-01", "06-30"), ("07-02", "12-31")], False),
        ([("01-02", "12-31")], False),
        ([("01-01", "12-30")], False),
    ],
)
def test_a_year_is_whole_when_its_return_periods_cover_every_day(tmp_path, periods, whole):
    rows = [
        year(10, tijdvak_begin=f"2024-{first}", tijdvak_einde=f"2024-{last}", nummer_ikv=str(at + 1))
        for at, (first, last) in enumerate(periods)
    ]
    found = one(tmp_path, rows)
    assert found.size_now == Size(Fraction(10 * len(periods)), whole)
    assert ("quota-year-partial" in codes(found)) is not whole
    assert found.liability == ("te_klein_dit_jaar" if whole else "jaar_ervoor_onbekend")


# -- lent workers ----------------------------------------------------------------------------------------------------


def lending_rows():
    """A municipality, and an agency with a temp worker of the target group."""
    at_agency = {"loonheffingennummer": AGENCY, "sectorcode": "52"}
    return [*large(), *large(100_000, **at_agency), group(2_000, code_aard="11", **at_agency)]


@pytest.fixture
def lent(tmp_path, engine):
    def _lent(*assignments, rows=None):
        file = write(tmp_path / "uitleen.csv", [assignment(**facts) for facts in assignments])
        found = asked(tmp_path, rows or lending_rows(), lent_in=file, lent_out=file, engine=engine)
        return {each.employer: each for each in found}

    return _lent


def test_assigned_hours_move_from_lender_to_hirer(lent):
    found = lent({})
    hirer, lender = found[MUNICIPALITY], found[AGENCY]
    assert (hirer.lent_in_hours, hirer.group_hours, hirer.total_hours) == (1_331, 1_331, 400_000)
    assert (lender.lent_out_hours, lender.group_hours, lender.total_hours) == (1_331, 669, 100_000)
    assert [each.code for each in (*hirer.assigned, *lender.assigned)] == ["telt", "telt"]


def test_without_agreement_in_time_nothing_moves(lent):
    found = lent({"inlener_akkoord_op": "2025-08-02"})
    assert (found[MUNICIPALITY].group_hours, found[AGENCY].group_hours) == (0, 2_000)
    assert "akkoord_te_laat" in codes(found[MUNICIPALITY])


def test_no_more_moves_than_the_person_worked(lent):
    found = lent({"uren": "1500"}, {"uren": "1500,5"})
    assert (found[MUNICIPALITY].group_hours, found[AGENCY].group_hours) == (2_000, 0)
    assert "afgetopt" in codes(found[AGENCY])


def test_lent_wsw_work_counts_at_the_hirer_and_is_not_taken_off_twice(lent):
    at_agency = {"loonheffingennummer": AGENCY, "sectorcode": "67"}
    rows = [*large(), *large(100_000, **at_agency), group(2_000, code_aard="22", **at_agency),
            group(500, code_aard="1", nummer_ikv="2", **at_agency)]  # fmt: skip
    found = lent({"uren": "2100"}, rows=rows)
    assert found[MUNICIPALITY].group_hours == 2_100
    assert (found[AGENCY].lent_out_hours, found[AGENCY].group_hours) == (100, 400)


def test_an_assignment_about_others_is_told_to_all(lent):
    found = lent({"inlener": "W-9", "uitlener": "W-8"})
    assert all("andere_werkgever" in codes(each) for each in found.values())
    assert [each.assigned for each in found.values()] == [(), ()]


def test_a_hirer_alone_counts_what_it_cannot_check_and_says_so(tmp_path, engine):
    file = write(tmp_path / "inleen.csv", [assignment(), assignment(persoon="Q")])
    found = one(tmp_path, large(), lent_in=file, engine=engine)
    assert found.group_hours == 1_331
    assert codes(found)[-2:] == ["niet_in_register", "uren_niet_nagegaan"]


def test_rows_of_assignments_that_cannot_be_read_are_refused(tmp_path):
    file = write(tmp_path / "inleen.csv", [assignment(uren="veel")])
    found = quotas(order_of(tmp_path, large(), PEOPLE), QuotaQuestion(YEAR, lent_in=file, lent_out=file))
    assert [refused.code for refused in found.refused] == ["hours-unreadable"] * 2
    assert [file.role for file in found.receipt.inputs] == ["payroll", "register", "lent-in", "lent-out"]


# -- whole answers ---------------------------------------------------------------------------------------------------


def test_both_engines_give_the_same(tmp_path):
    file = write(tmp_path / "uitleen.csv", [assignment()])
    order = order_of(tmp_path, [*lending_rows(), group(5, code_aard="21", nummer_ikv="7")], PEOPLE)
    fast, meaning = (
        quotas(replace(order, engine=name), QuotaQuestion(YEAR, lent_in=file, lent_out=file)) for name in EMBEDDED
    )
    assert [replace(each, receipt=None) for each in fast.employers] == [
        replace(each, receipt=None) for each in meaning.employers
    ]
    assert replace(fast.receipt, engine="", engine_version="") == replace(meaning.receipt, engine="", engine_version="")


def test_the_receipt_tells_how_the_answer_was_made(tmp_path):
    found = one(tmp_path, [*large(), group(8_000)], Decimal("2.76"))
    receipt = found.receipt
    assert (receipt.period, receipt.definition["naam"], receipt.definition["telling"]) == (
        "2024", "quotum", "employer-year",
    )  # fmt: skip
    assert receipt.settings == {"percentage": "2.76", "extra_uren_per_week": "25.5"}
    assert receipt.rules == {"regelset": "wfsv", "register_peildatum": "2019-01-01"}
    assert "nl/wfsv/quotum/2018-01-01.yaml" in receipt.law
    assert receipt.counts == {"buiten_periode": 1, "niet_geregistreerd": 5, "regulier": 1}
    other = one(tmp_path, [*large(), group(8_001)], Decimal("2.76")).receipt
    assert receipt.result_sha256 != other.result_sha256


def test_a_register_without_a_reference_day_is_said(tmp_path):
    found = one(tmp_path, large(), register=[registered(peildatum="")])
    assert (found.receipt.rules["register_peildatum"], found.receipt.settings["percentage"]) == (
        "niet opgegeven", None,
    )  # fmt: skip


def test_invented_data_say_so_first(tmp_path):
    order = order_of(tmp_path, large(), PEOPLE)
    mark_invented(tmp_path)
    [found] = employer_quota(order, YEAR)
    assert codes(found)[0] == "invented"


# -- what keeps it from being made -----------------------------------------------------------------------------------


def problems(order, *given, **more):
    with pytest.raises(ProblemsError) as error:
        employer_quota(order, *given, **more)
    return [one.code for one in error.value.problems]


@pytest.mark.parametrize("hours", ["0", "-1", "168.5", "NaN"])
def test_all_that_is_asked_wrongly_is_told_at_once(tmp_path, hours):
    order = order_of(tmp_path, large(), PEOPLE)
    asked_wrongly = {"percentage": Decimal(276), "hire_hours": Decimal(hours)}
    assert problems(order, YEAR, **asked_wrongly) == ["quota-percentage-unfit", "hire-hours-unfit"]


def test_a_year_without_paid_work(tmp_path):
    order = order_of(tmp_path, [*large(), group(5, at=2020, code_soort="31")], PEOPLE)
    assert problems(order, 2020) == ["quota-year-empty"]


def test_an_unknown_engine(tmp_path):
    assert problems(order_of(tmp_path, large(), PEOPLE, engine="abacus"), YEAR) == ["engine-unknown"]


def test_both_files_of_assignments_are_looked_at(tmp_path):
    order = order_of(tmp_path, large(), PEOPLE)
    found = problems(order, YEAR, lent_in=tmp_path / "a.csv", lent_out=tmp_path / "b.csv")
    assert found == ["file-not-found", "file-not-found"]
