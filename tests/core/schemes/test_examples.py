"""The worked examples that were published (reference/schemes.md 8), to the cent, and those that stand in law/.

Each names its source. A1 anticipates a law; A3 prints no percentages, so those are the ones that its figures imply.
"""

from datetime import date
from fractions import Fraction

import pytest

from banenafspraak.core.schemes.answers import Status
from banenafspraak.core.schemes.assessing import Manner, assess, means_of
from banenafspraak.core.schemes.cases import read_case
from banenafspraak.core.schemes.exact import as_exact, rounded
from banenafspraak.core.schemes.reading import law_book
from banenafspraak.core.schemes.rules import BODIES
from banenafspraak.core.schemes.rules.sickness import daily_wage

TODAY = date(2026, 7, 1)


def worked(scheme, reading="", *, as_if=False, **facts):
    """The steps of a scheme for some facts, exactly, in euros or hours, and the cents it comes to."""
    book = law_book()
    case = read_case(facts, TODAY)
    means = means_of(case, book.schemes[scheme], book, Manner(reading, as_if))
    cents = int(BODIES[scheme](means).over)
    assert means.missed == {}
    return {step.key: step.value.fraction / (100 if step.unit == "cent" else 1) for step in means.steps}, cents


LKS = {"geboortedatum": "1990-05-01", "startdatum": "2026-01-01", "vaste_subsidie_afgesproken": "nee"}


def test_a1_rendement_2016_with_the_flat_subsidy_before_it_was_law():
    facts = LKS | {"startdatum": "2016-07-01", "peildatum": "2016-07-27", "vaste_subsidie_afgesproken": "ja"}
    steps, cents = worked(
        "lks", "minimumloon_van_de_dag", as_if=True, **facts, loonwaarde=0, uren_per_week=36, voltijd_uren=36,
        loon_per_maand="1537.20",
    )  # fmt: skip
    wage, flat = steps["minimumloon"], steps["vast"]
    assert (round(float(wage), 2), round(float(flat), 2)) == (1660.18, 830.09)
    assert round(float(steps["met_vergoeding"] - flat), 2) == 190.92
    _, premium = worked("premiekorting", peildatum="2016-07-27", uren_per_week=36)
    monthly = rounded(as_exact(premium) / 12).over
    assert monthly == 16667
    net = rounded(as_exact(wage * 100)).over - cents - monthly
    assert net == 47250


def test_a2_rendement_2020_older_worker():
    facts = {"startdatum": "2020-07-01", "geboortedatum": "1954-01-01", "uren_per_week": 38}
    steps, _ = worked("lkv_oudere", peildatum="2021-12-31", **facts)
    assert (steps["uren"], steps["keer_uren"]) == (1976, Fraction("6026.80"))
    half, cents = worked("lkv_oudere", peildatum="2020-12-31", **facts)
    assert (half["uren"], cents) == (988, 301340)
    assert rounded(as_exact(cents) / 6).over == 50223
    assert 250000 - rounded(as_exact(cents) / 6).over == 199777


@pytest.mark.parametrize(("percent", "low", "high"), [("1.73", 6490, 6600), ("3.19", 11900, 12000)])
def test_a3_som_hundred_thousand_hours_and_nobody(percent, low, high):
    """The page does not round the shortfall; ours does, as the law, and levies nothing."""
    missing = as_exact(100_000) * as_exact(Fraction(percent)) / 100 / 1331
    assert low <= missing.fraction * 5000 <= high
    facts = {"peildatum": "2018-12-31", "uren_werkgever": 100_000, "uren_doelgroep": 0}
    steps, cents = worked("quotumheffing", **facts)
    assert steps["tekort"] == Fraction(193, 10000) * 100_000 / 1331
    assert (steps["tekort_afgerond"], steps["ter_informatie"], cents) == (Fraction(14, 10), 7000, 0)


SICK = {"startdatum": "2021-01-01", "peildatum": "2021-09-01", "dagloon": "100.00", "loonwaarde": 50, "lks_loopt": "ja"}


@pytest.mark.parametrize(("since", "whole", "cents"), [("2021-07-01", "ja", 10000), ("2020-03-01", "ja", 7000)])
def test_a4_memorandum_34194_sickness_beside_subsidy_before_2022(since, whole, cents):
    facts = SICK | {"ziek_vanaf": since, "heel_dagloon_gevraagd": whole, "vaste_subsidie_afgesproken": "nee"}
    assert worked("norisk", as_if=True, **facts)[1] == cents


def test_a4_the_subsidy_stops_while_the_cover_pays():
    rules = [one for one in law_book().combinations if {one.one, one.other} == {"lks", "norisk"}]
    assert [(one.kind, one.in_force(date(2021, 7, 1)), one.in_force(date(2022, 1, 1))) for one in rules] == [
        ("niet_tijdens_ziekte", True, False),
        ("samen_verlaagd", False, True),
    ]


def test_a5_koen_with_the_minimum_wage_of_july():
    facts = LKS | {"peildatum": "2026-07-01", "loonwaarde": 60}
    steps, cents = worked("lks", "minimumloon_van_de_dag", **facts, uren_per_week=32)
    assert [float(steps[key]) for key in ("minimumloon", "loonwaarde", "met_vergoeding")] == [
        2523.96,
        1514.376,
        1261.98,
    ]
    assert abs(steps["verschil"] - Fraction("1009.58")) <= Fraction("0.01")
    assert steps["minimumloon"] * Fraction(7, 10) == Fraction("1766.772")
    assert abs(Fraction(cents, 100) - Fraction("1121.7556")) <= Fraction("0.01")
    assert abs(steps["met_vergoeding"] - Fraction("1261.975")) <= Fraction("0.01")
    assert worked("lks", "minimumloon_van_de_dag", **facts, uren_per_week=36, voltijd_uren=36)[1] == 126198


def test_a5_both_readings_are_shown():
    facts = {
        "begeleid_door_gemeente": "ja", "kan_minimumloon_verdienen": "nee", "kan_werken": "ja", "wsw": "geen",
        "arbeidsovereenkomst": "ja", "andere_loonsubsidie": "nee", "lks_aangevraagd": "voor_de_start", "loonwaarde": 60,
    }  # fmt: skip
    case = read_case(LKS | facts | {"peildatum": "2026-07-01", "uren_per_week": 32}, TODAY)
    found = assess(case, law_book()).answers["lks"]
    assert (found.status, found.money.high) == (Status.APPLIES, 110131)
    assert [(one.reading.name, one.money.high) for one in found.others] == [("minimumloon_van_de_dag", 112176)]
    said = [one.text("nl") for one in found.warnings if one.key == "reading"]
    ours = "RegelRecht rekent met het minimumloon van de dag waarover u vraagt. Vraag een jurist welke lezing geldt."
    assert said == [f"Twee lezingen van artikel 10d lid 7: € 1.101,31 of € 1.121,76. {ours}"]


@pytest.mark.parametrize("loonwaarde", [0, 20, 30])
def test_the_subsidy_is_at_most_70_percent_of_the_minimum_wage(loonwaarde):
    """Participatiewet 10d lid 4: 70 percent of 2,477.952, a quarter more, for 32 of 36 hours."""
    steps, cents = worked("lks", **LKS, peildatum="2026-07-01", loonwaarde=loonwaarde, uren_per_week=32)
    assert (steps["verschil"], cents) == (Fraction("2477.952") * 70 / 100, 192730)


@pytest.mark.parametrize(("loonwaarde", "flat", "cents"), [(10, "nee", 2722), (31, "nee", 2812), (10, "ja", 4536)])
def test_beside_the_subsidy_sick_pay_goes_by_the_loonwaarde_but_never_below_30(loonwaarde, flat, cents):
    """Ziektewet 29e lid 2: 70 percent of 129.60 by the loonwaarde, at least 30; with the flat subsidy 50."""
    facts = {"peildatum": "2026-07-15", "dagloon": "129.60", "ziek_vanaf": "2026-07-01", "lks_loopt": "ja"}
    more = {"heel_dagloon_gevraagd": "nee", "vaste_subsidie_afgesproken": flat, "loonwaarde": loonwaarde}
    assert worked("norisk", **facts, **more)[1] == cents


def test_a6_regelrecht_2025_half_of_the_wage():
    wage = as_exact(215500)
    assert (wage - wage * Fraction(1, 2)).fraction == 107750
    assert (wage * Fraction(7, 10)).fraction == 150850


def test_a7_regelrecht_fifteen_hundred_hours():
    assert worked("lkv_banenafspraak", peildatum="2026-07-01", verloonde_uren=1500)[1] == 151500


def test_a8_regelrecht_sadee_has_wajong_and_no_subsidy():
    facts = {"uitkering": "wajong", "begeleid_door_gemeente": "nee", "schoolsoort": "geen", "verloonde_uren": 1664}
    case = read_case(facts | {"in_doelgroepregister": "ja"}, TODAY)
    found = assess(case, law_book()).answers
    assert (found["lkv_banenafspraak"].money.high, found["lks"].status) == (168064, Status.DOES_NOT_APPLY)


@pytest.mark.parametrize(("wage", "days"), [(3_132_000, 261), (1_044_000, 87)])
def test_a9_regelrecht_daily_wage(wage, days):
    assert daily_wage(as_exact(wage), as_exact(Fraction(8, 100)), as_exact(days)).fraction == 12960


def test_a9_the_daily_wage_follows_from_the_monthly_one():
    facts = {"peildatum": "2026-07-15", "loon_per_maand": 2610, "heel_dagloon_gevraagd": "nee", "lks_loopt": "nee"}
    more = {"ziek_vanaf": "2026-07-01", "loonwaarde": 100, "vaste_subsidie_afgesproken": "nee"}
    steps, cents = worked("norisk", **facts, **more)
    assert (steps["dagloon"], cents) == (Fraction("129.60"), 9072)


def test_the_negative_example_is_not_reproduced():
    """A page on 2015 applied the part-time factor twice: 625.40 where 781.64 follows, and 603.20 for 603.12.

    It took a wage of a part-time job and then lowered the saving once more by the part of the week.
    """
    wage, output = Fraction(1507_80, 100) * Fraction(108, 100) * Fraction(4, 5), 40
    _, cents = worked(
        "loondispensatie", peildatum="2015-09-01", loon_per_maand=str(float(round(wage, 2))), prestatie=output
    )
    assert cents == 78164
    assert cents != 62540


def test_the_uwv_threshold_of_2026():
    steps, _ = worked("werkplekaanpassing_uwv", peildatum="2026-07-01", kosten_aanpassing=500)
    assert steps["drempel"] == Fraction("195.16")


EXAMPLES = [(scheme, one) for scheme in law_book().schemes.values() for one in scheme.examples]


@pytest.mark.parametrize(("scheme", "example"), EXAMPLES, ids=[f"{s.id}-{e['naam']}" for s, e in EXAMPLES])
def test_what_law_files_give_as_example(scheme, example):
    given, outcome = dict(example["gegeven"]), dict(example["uitkomst"])
    if "status" in outcome:
        found = assess(read_case(given, TODAY), law_book(), only=[scheme.id]).answers[scheme.id]
        assert found.status == outcome["status"]
        return
    reading = given.pop("lezing", "")
    facts = (LKS | {"geboortedatum": "1990-05-01"} if scheme.id == "lks" else {}) | given
    steps, cents = worked(scheme.id, reading, **facts)
    assert cents == outcome["cent"]
    if "drempel_cent" in outcome:
        assert steps["drempel"] * 100 == outcome["drempel_cent"]


def test_the_examples_of_shared_amounts_hold():
    parameter = law_book().amounts["wml_maand"]
    assert [str(parameter.on(day).value) for day in (date(2026, 6, 30), date(2026, 7, 1))] == ["2294.40", "2337.00"]
