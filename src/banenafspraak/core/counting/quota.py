"""The quota scheme of one employer as pure rules: percentage, size test, shortfall, levy as information, what-if.

Wfsv 34 and 38e to 38h, Besluit Wfsv 2.20 to 2.23. The formulas of 38f(2) and 38g(3) are pictures in the law: their
form is derived (D), and the percentage's is held to all seven published values by a test. No levy is imposed now
(122na): an amount is information. Numbers come from law/ and figures/quota.csv.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from math import floor

from banenafspraak.core.counting.plan import DUTCH, QUOTA, TOTAL
from banenafspraak.core.figures import quota_value, quota_values
from banenafspraak.core.kernel.hours import HUNDREDTHS, rounded_down
from banenafspraak.core.kernel.identifiers import LOONHEFFINGENNUMMER
from banenafspraak.core.kernel.law import LawText, Mark, law_on

ENGLISH = {name: sector for sector, name in DUTCH.items() if name != TOTAL}
SET, INDICATION, ACTIVATED = "Q", "Q_indicatie", "geactiveerd"
GIVEN = "opgegeven"
WHOLE = 100
LIABLE, TOO_SMALL_BEFORE, TOO_SMALL_NOW = "valt_eronder", "te_klein_jaar_ervoor", "te_klein_dit_jaar"
NOT_ACTIVATED, YEAR_UNKNOWN, YEAR_BEFORE_UNKNOWN, SECTOR_UNKNOWN = (
    "sector_niet_geactiveerd",
    "jaar_onvolledig",
    "jaar_ervoor_onbekend",
    "sector_onbekend",
)
TOO_SMALL = frozenset({TOO_SMALL_BEFORE, TOO_SMALL_NOW})
OUTSIDE_QUOTA = TOO_SMALL | {NOT_ACTIVATED}
type Number = int | Decimal | Fraction


def quota_law() -> LawText:
    """The text of law that holds the numbers of the quota: the latest, which is the only one so far.

    >>> quota_law().values["norm_uren"].whole
    40575
    """
    return law_on(QUOTA, date.max)


def fiscal_number(number: str) -> str:
    """The fiscal number under which an employer's sub-numbers are one employer; an own id is its own (LOC; roll-up U).

    >>> fiscal_number("123456782L01"), fiscal_number("W-1")
    ('123456782', 'W-1')
    """
    match = LOONHEFFINGENNUMMER.fullmatch(number)
    return match[1] if match else number


# -- the percentage -------------------------------------------------------------------------------------------------


def quota_percentage(
    *, baseline_jobs: Number, extra_jobs: Number, jobs: Number, persons: Number, temp_staff_hours: Number = 0
) -> Decimal:
    """The quota percentage of a sector in a year (Wfsv 38f, Besluit Wfsv 2.22 and 2.32).

    `((A + B) C + F G) / (D E - temp-staff hours)`: the form is derived (D). Variables and result are rounded down to
    two decimals.

    >>> quota_percentage(baseline_jobs=13_560, extra_jobs=11_250, jobs=Decimal("1073426.07"), persons=534)
    Decimal('1.93')
    """
    law = quota_law().values
    given = (baseline_jobs, extra_jobs, jobs, persons, temp_staff_hours)
    a, b, d, f, less = (_variable(one) for one in given)
    group = (a + b) * law["uren_per_baan_per_jaar"].whole + f * law["uren_38b_lid_2_per_jaar"].whole
    everyone = d * law["uren_per_werknemer_per_jaar"].whole - less
    return rounded_down(group / everyone * WHOLE, law["decimalen_percentage"].whole)


@dataclass(frozen=True, slots=True)
class Percentage:
    """A quota percentage that is used, with where it comes from."""

    value: Decimal
    source: str
    mark: Mark


def percentage_for(year: int, sector: str, given: Decimal | None = None) -> Percentage | None:
    """The percentage to use: the one given, else the one set for sector and year. An indication is never used.

    >>> percentage_for(2024, "overheid").value, percentage_for(2023, "overheid")
    (Decimal('2.76'), None)
    """
    if given is not None:
        return Percentage(given, GIVEN, "U")
    found = quota_value(year, ENGLISH.get(sector, ""), SET)
    return Percentage(found.value, found.source.title, found.mark) if found else None


def indication_for(year: int, sector: str) -> Decimal | None:
    """The percentage that was announced for a year and never set: to be told, and not to be used.

    >>> indication_for(2023, "overheid"), indication_for(2023, "markt")
    (Decimal('2.99'), None)
    """
    found = quota_value(year, ENGLISH.get(sector, ""), INDICATION)
    return found.value if found else None


def is_percentage(value: Decimal) -> bool:
    """Whether a number can be a quota percentage: above zero, below a hundred, two decimals (Wfsv 38f(1)).

    >>> is_percentage(Decimal("2.76")), is_percentage(Decimal("0.0276")), is_percentage(Decimal(100))
    (True, False, False)
    """
    return value.is_finite() and 0 < value < WHOLE and _variable(value) == Fraction(value)


# -- who is liable --------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Size:
    """Hours of an employer in a year for the size test, and whether its returns cover every day of the year."""

    hours: Fraction
    whole_year: bool

    @property
    def is_large(self) -> bool | None:
        """Whether there are at least 25 times 1,623 hours: exactly as many is enough (Wfsv 34(4), Besluit Wfsv 2.21).

        Fewer hours say nothing while a part of the year is missing: how part of a year is scaled was not found.

        >>> Size(Fraction(40_575), False).is_large, Size(Fraction(40_574), True).is_large
        (True, False)
        """
        if self.hours >= quota_law().values["norm_uren"].whole:
            return True
        return False if self.whole_year else None


def activated(sector: str, year: int) -> bool:
    """Whether the levy of a sector was activated by a year (Wfsv 122n(1)): government from 2018, market never.

    >>> activated("overheid", 2018), activated("overheid", 2017), activated("markt", 2025)
    (True, False, False)
    """
    name = ENGLISH.get(sector)
    return any(one.variable == ACTIVATED and one.sector == name and one.year <= year for one in quota_values())


def liability(sector: str, year: int, before: Size, now: Size) -> str:
    """Whether an employer falls under the quota scheme, as a code that says why (Wfsv 34(4), 34(6), 38e(1)).

    >>> liability("overheid", 2024, Size(Fraction(50_000), True), Size(Fraction(50_000), True))
    'valt_eronder'
    """
    if before.is_large is False:
        return TOO_SMALL_BEFORE
    if now.is_large is False:
        return TOO_SMALL_NOW
    if sector in ENGLISH and not activated(sector, year):
        return NOT_ACTIVATED
    if before.is_large is None:
        return YEAR_BEFORE_UNKNOWN
    if now.is_large is None:
        return YEAR_UNKNOWN
    return LIABLE if sector in ENGLISH else SECTOR_UNKNOWN


def is_liable(code: str) -> bool | None:
    """What a code of liability says: yes, no, or unknown.

    >>> is_liable("valt_eronder"), is_liable("te_klein_dit_jaar"), is_liable("sector_onbekend")
    (True, False, None)
    """
    return True if code == LIABLE else False if code in OUTSIDE_QUOTA else None


# -- the shortfall --------------------------------------------------------------------------------------------------


def shortfall(total_hours: Number, percentage: Number, group_hours: Number) -> Decimal:
    """Jobs short of the quota: `(A B - C) / D`, rounded down to one decimal and never below zero (Wfsv 38g(3)).

    Variables are rounded down to two decimals (Besluit Wfsv 2.23). That nothing lies below zero is derived (D).

    >>> shortfall(400_000, Decimal("2.76"), 8_000), shortfall(500_000, Decimal("1.93"), 9_650)
    (Decimal('2.2'), Decimal('0.0'))
    """
    law = quota_law().values
    a, b, c = (_variable(one) for one in (total_hours, percentage, group_hours))
    short = (a * b / WHOLE - c) / law["uren_per_baan_per_jaar"].whole
    return rounded_down(max(short, Fraction()), law["decimalen_tekort"].whole)


@dataclass(frozen=True, slots=True)
class Levy:
    """The levy that the law would attach to a shortfall, as information; and what is due now, with the article why."""

    information_cents: int
    due_cents: int
    article: str


def levy_for(short: Decimal, *, too_small: bool = False, law: LawText | None = None) -> Levy:
    """The levy on a shortfall as information, with nothing due: no levy is imposed now (Wfsv 38h(4), 122na).

    >>> levy_for(Decimal("2.2"))
    Levy(information_cents=1100000, due_cents=0, article='Wfsv 122na')
    """
    if too_small:
        return Levy(0, 0, "Wfsv 34 lid 4 en 6")
    values = (law or quota_law()).values
    amount = int(short * values["heffing_per_baan"].whole)
    imposed = values["heffing_opgelegd"]
    return Levy(amount, amount if imposed.value else 0, f"Wfsv {imposed.article}")


# -- what-if --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Case:
    """The three variables of a shortfall: all hours of the employer, the percentage, the hours of the target group."""

    total_hours: Fraction
    percentage: Decimal
    group_hours: Fraction

    @property
    def shortfall(self) -> Decimal:
        """The shortfall of these variables."""
        return shortfall(self.total_hours, self.percentage, self.group_hours)

    def after(self, hours: Number, *, lent_in: bool = False) -> Case:
        """The case with more hours of the target group, or fewer below zero.

        Hours of an own worker are in all hours of the employer too; hours that a lender assigns are not (Wfsv 38g(3),
        Besluit Wfsv 2.28(4)).

        >>> Case(Fraction(400_000), Decimal("2.76"), Fraction(8_000)).after(1_331).shortfall
        Decimal('1.3')
        """
        more = Fraction(hours)
        total = self.total_hours if lent_in else self.total_hours + more
        return replace(self, total_hours=total, group_hours=self.group_hours + more)

    def hours_needed(self, *, lent_in: bool = False) -> Decimal:
        """The fewest hours a year more, to a hundredth, that bring the shortfall to zero.

        >>> case = Case(Fraction(400_000), Decimal("2.76"), Fraction(8_000))
        >>> case.hours_needed(), case.after(case.hours_needed()).shortfall
        (Decimal('2989.41'), Decimal('0.0'))
        """
        law = quota_law().values
        a, b, c = (_variable(one) for one in (self.total_hours, self.percentage, self.group_hours))
        left_alone = Fraction(law["uren_per_baan_per_jaar"].whole, 10 ** law["decimalen_tekort"].whole)
        short = a * b / WHOLE - c - left_alone
        if short < 0:
            return Decimal("0.00")
        closed_by_one_hour = Fraction(1) if lent_in else 1 - b / WHOLE
        return Decimal(floor(short / closed_by_one_hour * HUNDREDTHS) + 1).scaleb(-2)


def jobs_of(hours: Number) -> Fraction:
    """Jobs in hours of a year (Wfsv 38g(3), variable D).

    >>> jobs_of(2_662)
    Fraction(2, 1)
    """
    return Fraction(hours) / quota_law().values["uren_per_baan_per_jaar"].whole


def one_job_a_week() -> Decimal:
    """The paid hours a week that are one job, as the public is told (D)."""
    return Decimal(str(quota_law().values["uren_per_baan_per_week"].value))


def year_hours(hours_per_week: Number) -> Fraction:
    """The hours of a year at some paid hours a week: 25.5 a week is exactly one job (D, ours).

    >>> year_hours(Decimal("25.5"))
    Fraction(1331, 1)
    """
    return Fraction(hours_per_week) / Fraction(one_job_a_week()) * quota_law().values["uren_per_baan_per_jaar"].whole


def _variable(value: Number) -> Fraction:
    """A variable of a formula, rounded down to two decimals (Besluit Wfsv 2.22(2), 2.23(2))."""
    return Fraction(rounded_down(Fraction(value), quota_law().values["decimalen_variabelen"].whole))
