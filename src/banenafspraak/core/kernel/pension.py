"""The day of state pension, for every room that must know whether somebody is below that age."""

from __future__ import annotations

from datetime import date
from functools import cache

from banenafspraak.core.kernel.law import FOREVER, law_on
from banenafspraak.core.kernel.periods import months_after

PENSION = "nl/aow/pensioenleeftijd"


@cache
def pension_day(birth: date) -> date:
    """The day of state pension (Algemene Ouderdomswet 7a; ages per year are marked U in law/).

    A birth is judged by the ages of the years in order: the first year in which its age is reached by year's end.

    >>> pension_day(date(1956, 2, 1))
    datetime.date(2022, 9, 1)
    """
    law = law_on(PENSION, FOREVER)
    before = months_after(birth, law.values["leeftijd_voor_2013"].whole)
    ages = law.section("leeftijd")
    if before.year < min(int(year) for year in ages):
        return before
    for year, age in sorted(ages.items()):
        reached = months_after(birth, age.whole)
        if reached.year <= int(year):
            return max(reached, date(int(year), 1, 1))
    return months_after(birth, ages[max(ages)].whole)
