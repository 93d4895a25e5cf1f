"""The years go on from what can still be done today: a subsidy that is not applied for yet is not lost by that."""

from datetime import date

import pytest

from banenafspraak.core.schemes.cases import read_case
from banenafspraak.core.schemes.outlook import outlook
from banenafspraak.core.schemes.reading import law_book

FACTS = {
    "geboortedatum": "1998-05-04",
    "woongemeente": "Utrecht",
    "uitkering": "bijstand",
    "begeleid_door_gemeente": True,
    "begeleid_voor_de_start": True,
    "kan_minimumloon_verdienen": False,
    "kan_werken": True,
    "loonwaarde": 60,
    "vaste_subsidie_afgesproken": False,
    "uren_per_week": 32,
    "voltijd_uren": 36,
    "loon_per_maand": 2400,
    "arbeidsovereenkomst": True,
    "wsw": "geen",
    "beschut_werk_advies": False,
    "andere_loonsubsidie": False,
    "startdatum": "2026-12-01",
}


def subsidy(on, **given):
    years = outlook(read_case({**FACTS, **given}, on), law_book())
    return [next(((line.low, line.high) for line in year.lines if line.scheme == "lks"), None) for year in years]


@pytest.mark.parametrize("on", [date(2026, 11, 26), date(2027, 2, 1)])
def test_a_subsidy_that_can_still_be_applied_for_in_time_runs_on(on):
    applied = "voor_de_start" if on < date(2026, 12, 1) else "half_jaar"
    assert subsidy(on, lks_aangevraagd="nog_niet")[-1][0] > 0
    assert subsidy(on, lks_aangevraagd="nog_niet") == subsidy(on, lks_aangevraagd=applied)


def test_a_subsidy_for_which_it_is_too_late_does_not_come_back():
    assert subsidy(date(2028, 2, 1), lks_aangevraagd="nog_niet", begeleid_voor_de_start=False)[-1] is None


def test_without_a_first_day_nothing_is_taken_for_granted():
    one = subsidy(date(2026, 11, 26), lks_aangevraagd="nog_niet", startdatum=None)
    assert all(low == 0 for low, _ in one)
