"""What UWV pays when a worker with no-risk cover falls ill (Ziektewet 29, 29b and 29e, BWBR0001888)."""

from __future__ import annotations

from datetime import date

from banenafspraak.core.schemes import days
from banenafspraak.core.schemes.exact import Exact, as_exact, chosen, greatest, rounded
from banenafspraak.core.schemes.means import The

BY_LOONWAARDE = days.number(date(2022, 1, 1))
FIRST_YEAR_WEEKS = 52


def norisk(the: The) -> Exact:
    """Sick pay of a working day (29b lid 5 and 6), by the loonwaarde where loonkostensubsidie runs (29e)."""
    wage = the.step("dagloon", rounded(daily_wage_of(the)))
    first_year = days.number(the.on) < days.later(the.or_on("ziek_vanaf"), days=7 * FIRST_YEAR_WEEKS)
    whole = the.yes("heel_dagloon_gevraagd") & first_year
    part = chosen(whole, the.percent("deel_eerste_jaar"), the.percent("deel_dagloon"))
    pay = the.step("deel", wage * part)
    runs = the.yes("lks_loopt") & (the.or_on("ziek_vanaf") >= BY_LOONWAARDE)
    beside = as_exact(1) if runs is False else chosen(runs, _beside_lks(the), as_exact(1))
    return the.step("naast_lks", rounded(pay * beside))


def _beside_lks(the: The) -> Exact:
    """The loonwaarde, at least 30 percent; with the flat subsidy 50 percent (29e lid 2)."""
    measured = greatest(the.number("loonwaarde") / 100, the.percent("minste_loonwaarde"))
    return chosen(the.yes("vaste_subsidie_afgesproken"), the.percent("loonwaarde_vaste_subsidie"), measured)


def daily_wage_of(the: The) -> Exact:
    """The daily wage as UWV set it, or else reckoned from the monthly wage."""
    if the.single and (the.has("dagloon") or not the.has("loon_per_maand")):
        return the.number("dagloon")
    year, holiday = the.number("loon_per_maand") * 12, the.percent("vakantiebijslag")
    reckoned = daily_wage(year, holiday, the.value("dagen_per_jaar"))
    return reckoned if the.single else chosen(the.has("dagloon"), the.number("dagloon"), reckoned)


def daily_wage(wage: Exact, holiday: Exact, over_days: Exact) -> Exact:
    """The daily wage: wage with holiday allowance, over the days it was earned in.

    >>> daily_wage(as_exact(3_132_000), as_exact(8) / 100, as_exact(261)).fraction
    Fraction(12960, 1)
    """
    return wage * (1 + holiday) / over_days
