"""What the tax office pays an employer per worker, and the levy that is not imposed.

Wet tegemoetkomingen loondomein 2.1 to 3.3 (BWBR0037522), Wfsv 49, 50 and 38e to 38i (BWBR0017745).
"""

from __future__ import annotations

from datetime import date

from banenafspraak.core.kernel.law import law_on
from banenafspraak.core.schemes import days
from banenafspraak.core.schemes.exact import Exact, as_exact, chosen, greatest, least, rounded, rounded_down
from banenafspraak.core.schemes.means import The

COHORT = days.number(date(2024, 1, 1))
QUOTA = "nl/wfsv/quotum"
WEEKS = 52
FOREVER = days.number(date(2099, 12, 31))


def per_paid_hour(the: The) -> Exact:
    """An amount per paid hour, at most so much per calendar year (Wtl 2.9, 2.13 and 2.17)."""
    return _per_hour(the, the.value("per_uur"), the.value("meest_per_jaar"))


def by_start(the: The) -> Exact:
    """The older worker: the amount goes by the day the job began (Wtl 2.5 and 6.2a)."""
    early, late = "start_voor_2024", "start_vanaf_2024"
    if the.single:
        cohort = early if the.day("startdatum") < COHORT else late
        return _per_hour(the, the.value(f"per_uur_{cohort}"), the.value(f"meest_per_jaar_{cohort}"))
    begun = the.day("startdatum") < COHORT
    rates = {
        name: the.value_or(name, 0) for part in (early, late) for name in (f"per_uur_{part}", f"meest_per_jaar_{part}")
    }
    per = chosen(begun, rates[f"per_uur_{early}"], rates[f"per_uur_{late}"])
    return _per_hour(the, per, chosen(begun, rates[f"meest_per_jaar_{early}"], rates[f"meest_per_jaar_{late}"]))


def by_wage(the: The) -> Exact:
    """The low-income allowance: in 2019 a higher amount for the lowest wages (Wtl 3.2)."""
    low = _per_hour(the, the.value("per_uur"), the.value("meest_per_jaar"))
    if the.parameter("hoog_per_uur").on(the.on) is None:
        return low
    high = _per_hour(the, the.value("hoog_per_uur"), the.value("hoog_meest"))
    edge = the.value("hoog_loon_tot")
    return chosen(the.number("gemiddeld_uurloon").over * edge.under <= edge.over, high, low)


def _per_hour(the: The, per: Exact, most: Exact) -> Exact:
    hours = the.step("uren", paid_hours(the), "uur")
    times = the.step("keer_uren", per * hours)
    return the.step("voordeel", rounded(least(times, most)))


def paid_hours(the: The) -> Exact:
    """Paid hours in the calendar year: as given, or reckoned as 52 weeks for a whole year (ours, D)."""
    if the.single and the.has("verloonde_uren"):
        return as_exact(the.number("verloonde_uren"))
    if the.single and not the.has("uren_per_week"):
        return as_exact(the.number("verloonde_uren"))
    reckoned = the.number("uren_per_week") / 100 * WEEKS * _part_of_year(the)
    return reckoned if the.single else chosen(the.has("verloonde_uren"), the.number("verloonde_uren"), reckoned)


def _part_of_year(the: The) -> Exact:
    """The part of the calendar year in which the job lasts, by months."""
    last = the.or_later("einddatum", FOREVER)
    months, size = days.months_in_year(the.day("startdatum"), last, the.on.year)
    return Exact(months, size, 12 * 961) / days.MONTHS


def premiekorting(the: The) -> Exact:
    """The discount of a year by weekly hours (Wfsv 49 and 50, lapsed)."""
    part = least(the.number("uren_per_week") / the.value("uren_vol_bedrag"), 1)
    return the.step("korting", rounded(the.value("per_jaar") * part))


def quota_levy(the: The) -> Exact:
    """Nothing is due: the levy is not imposed (Wfsv 122na). What it would be is told as information.

    The numbers are those of nl/wfsv/quotum, by which `banenafspraak employer` reckons too.
    """
    law = law_on(QUOTA, the.on).values
    needed = the.percent("percentage_overheid") * the.number("uren_werkgever")
    missing = greatest(needed - the.number("uren_doelgroep"), 0) / law["uren_per_baan_per_jaar"].whole
    the.step("tekort", missing, "baan")
    shortfall = the.step("tekort_afgerond", rounded_down(missing, 10 ** law["decimalen_tekort"].whole), "baan")
    the.step("ter_informatie", shortfall * law["heffing_per_baan"].whole)
    return as_exact(0)
