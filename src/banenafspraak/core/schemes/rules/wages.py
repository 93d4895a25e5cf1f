"""What is paid towards the wage, or saved on it: loonkostensubsidie, loondispensatie, trial placements.

Participatiewet 10d (BWBR0015703), Wajong 2:20 and 3:63 (BWBR0008657), WW 76a.
"""

from __future__ import annotations

from datetime import date

import numpy as np

from banenafspraak.core.schemes import days
from banenafspraak.core.schemes.days import Day
from banenafspraak.core.schemes.exact import Exact, Whole, as_exact, chosen, greatest, least, rounded
from banenafspraak.core.schemes.facts import facts
from banenafspraak.core.schemes.means import The

OLD_LOONWAARDE = "loon van de functie"
OF_THE_DAY = "minimumloon_van_de_dag"
FLAT_FROM = date(2017, 1, 1)


def loonkostensubsidie(the: The) -> Exact:
    """A month of loonkostensubsidie (Participatiewet 10d lid 4 and 5).

    `min(W - V, 70 % of W) x (1 + allowance) x hours / full time`: the allowance comes on top of the 70 percent.
    """
    day = _reference_day(the)
    wage = the.step("minimumloon", minimum_wage(the, day) * (1 + the.percent("vakantiebijslag")))
    measured = _measured(the, wage)
    if the.on >= FLAT_FROM or the.as_if:
        flat = _is_flat(the)
        part = wage * the.percent("vast_deel")
        measured = chosen(flat, the.step("vast", part) if flat is True else part, measured)
    with_charges = measured * (1 + the.value_on("vergoeding_werkgeverslasten", day) / 100)
    the.step("met_vergoeding", with_charges)
    return the.step("naar_uren", rounded(with_charges * _counted_hours(the) / _full_week(the)))


def _measured(the: The, wage: Exact) -> Exact:
    """The difference with the loonwaarde, at most 70 percent of the minimum wage (10d lid 4)."""
    part = the.number("loonwaarde") / 100
    value = the.step("loonwaarde", part * (_wage_of_the_job(the) if _old(the) else wage))
    most = wage * the.percent("maximum")
    return the.step("verschil", greatest(least(wage - value, most), 0))


def _old(the: The) -> bool:
    """To the end of 2016 the loonwaarde was a part of the wage of the job (Participatiewet 2015, 6 lid 1 onder g)."""
    return the.word("loonwaarde_van") == OLD_LOONWAARDE


def _wage_of_the_job(the: The) -> Exact:
    """The wage of the job in a full week, with holiday allowance."""
    full = the.number("loon_per_maand") * the.number("voltijd_uren") / greatest(the.number("uren_per_week"), 1)
    return full * (1 + the.percent("vakantiebijslag"))


def _is_flat(the: The) -> bool | Whole:
    """Whether the flat subsidy runs: agreed, and in the first months (10d lid 5)."""
    months = int(the.value("vast_maanden").fraction)
    begun = the.day("startdatum")
    return the.yes("vaste_subsidie_afgesproken") & (days.number(the.on) < days.later(begun, months))


def _counted_hours(the: The) -> Exact:
    """Weekly hours; those above a customary full week do not count (10d lid 4)."""
    hours: Exact = the.number("uren_per_week")
    if the.single and hours.over <= facts()["voltijd_uren"].lowest:
        return hours
    return least(hours, the.or_else("voltijd_uren", hours))


def _full_week(the: The) -> Exact:
    """The week the amount is set for: 36 hours, and in the older text the customary full week."""
    row = the.row("uren_voltijd", the.on)
    return the.number("voltijd_uren") if isinstance(row.value, str) else the.value("uren_voltijd")


def _reference_day(the: The) -> Day:
    """The day whose minimum wage and allowance count: 1 January, or the start when it is later (10d lid 7)."""
    if the.reading == OF_THE_DAY:
        return days.number(the.on)
    january, start = days.number(date(the.on.year, 1, 1)), the.day("startdatum")
    return np.maximum(january, start) if isinstance(start, np.ndarray) else max(january, start)


def minimum_wage(the: The, day: Day) -> Exact:
    """The minimum wage a month on a day, by age (Wet minimumloon 7 and 8)."""
    return the.value_on("wml_maand", day) * the.youth_part(days.years_between(the.day("geboortedatum"), day), day)


def loondispensatie(the: The) -> Exact:
    """What the employer pays less a month, by output (Wajong 2:20 and 3:63). Hours are in the wage already."""
    less = 1 - the.number("prestatie") / 100
    return the.step("besparing", rounded(the.number("loon_per_maand") * less))


def wage_saved(the: The) -> Exact:
    """The wage of a month that is not paid during a trial placement (WW 76a, Participatiewet 8a)."""
    return the.step("besparing", the.number("loon_per_maand"))


def by_law_subsidy(the: The) -> Exact:
    """A part of the minimum wage, where a by-law says which part; elsewhere the amount is not known."""
    part = the.percent("deel_minimumloon")
    full = rounded(minimum_wage(the, days.number(the.on)) * part * the.number("uren_per_week") / _full_hours())
    return the.step("deel", full)


def _full_hours() -> Exact:
    """A full week in hundredths: the by-laws read say nothing of it, so 36 hours as in 10d lid 4."""
    return as_exact(3600)
