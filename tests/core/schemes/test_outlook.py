"""Three calendar years: month by month, what excludes counted once, and what is not certain as a band."""

from datetime import date

import pytest

from banenafspraak.core.schemes.cases import read_case
from banenafspraak.core.schemes.outlook import outlook
from banenafspraak.core.schemes.reading import law_book

TODAY = date(2026, 7, 1)
KOEN = {
    "peildatum": "2026-01-01", "geboortedatum": "1990-05-01", "startdatum": "2026-01-01", "loonwaarde": 60,
    "uren_per_week": 32, "loon_per_maand": 2000, "begeleid_door_gemeente": "ja", "kan_minimumloon_verdienen": "nee",
    "kan_werken": "ja", "arbeidsovereenkomst": "ja", "wsw": "geen", "andere_loonsubsidie": "nee",
    "lks_aangevraagd": "voor_de_start", "vaste_subsidie_afgesproken": "nee", "in_doelgroepregister": "ja",
    "uitkering": "geen", "wia_grond": "geen", "beschut_werk_advies": "nee", "lkv_in_aangifte": "ja",
}  # fmt: skip


def years(**facts):
    return outlook(read_case(KOEN | facts, TODAY), law_book())


def test_three_years_from_the_start():
    found = years()
    assert [one.year for one in found] == [2026, 2027, 2028]
    first = found[0]
    assert first.wage == 2000_00 * 108 // 100 * 12
    assert {line.scheme: (line.low, line.high) for line in first.lines if line.counted} == {
        "lks": (12 * 110131, 12 * 110131),
        "lkv_banenafspraak": (168064, 168064),
    }
    assert first.by_payer() == {"gemeente": (1321572, 1321572), "belastingdienst": (168064, 168064)}
    assert (first.low, first.high) == (1489636, 1489636)


def test_the_minimum_wage_of_the_next_january_counts_for_the_next_year():
    first, second, _ = years()
    assert second.by_payer()["gemeente"][0] > first.by_payer()["gemeente"][0]


def test_a_job_of_some_months_counts_for_those():
    found = years(startdatum="2026-07-01", einddatum="2026-09-15")
    [line] = [one for one in found[0].lines if one.scheme == "lks"]
    monthly = 112176
    assert line.low == monthly * 2 + round(monthly / 2)
    assert [one.lines for one in found[1:]] == [(), ()]
    assert [one.wage for one in found[1:]] == [0, 0]


def test_without_a_wage_the_wage_is_not_known():
    assert [one.wage for one in years(loon_per_maand="onbekend")] == [None, None, None]


def test_an_unknown_register_gives_a_band():
    [line] = [one for one in years(in_doelgroepregister="onbekend")[0].lines if one.scheme == "lkv_banenafspraak"]
    assert (line.low, line.high) == (0, 168064)


def test_of_two_that_exclude_each_other_the_higher_counts():
    facts = {"wia_grond": "wia", "doelgroepverklaring": "op_tijd", "in_dienst_half_jaar_ervoor": "nee"}
    lines = {one.scheme: one for one in years(**facts)[0].lines}
    assert (lines["lkv_arbeidsgehandicapt"].counted, lines["lkv_banenafspraak"].counted) == (True, False)
    assert lines["lkv_arbeidsgehandicapt"].low > lines["lkv_banenafspraak"].low


def test_of_three_that_exclude_each_other_the_most_is_one_of_them():
    facts = {"loonwaarde": "onbekend", "uitkering": "onbekend", "begeleid_door_gemeente": "onbekend", "prestatie": 50}
    year = years(**facts, beschut_werk_besluit="onbekend", beschut_werk_advies="onbekend")[0]
    highest = {one.scheme: one.high for one in year.lines}
    together = ("beschut_werk", "loondispensatie", "lkv_herplaatsing")
    assert year.high == sum(highest[one] for one in together) < sum(highest.values())


def test_what_may_come_in_its_place_is_in_the_band():
    facts = {"wia_grond": "onbekend", "doelgroepverklaring": "op_tijd", "in_dienst_half_jaar_ervoor": "nee"}
    year = years(**facts)[0]
    lines = {one.scheme: one for one in year.lines}
    assert lines["lkv_arbeidsgehandicapt"].excess == 507520 - 168064
    assert (year.low, year.high) == (1321572 + 168064, 1321572 + 507520)


@pytest.mark.parametrize(("on", "first"), [("2026-07-01", 2026), ("2028-03-01", 2028)])
def test_it_begins_in_the_year_asked_about(on, first):
    assert years(peildatum=on)[0].year == first


def test_nothing_known_gives_years_without_lines_that_are_sure():
    found = outlook(read_case({}, TODAY), law_book())
    assert [one.low for one in found] == [0, 0, 0]
