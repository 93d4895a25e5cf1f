"""What it comes to over the years: month by month, per payer, with and without, and what excludes what counted once.

Only what lowers the wage cost for certain months is summed: wage subsidies, allowances and a lower wage. Sick pay, a
trial, provisions and grants stand apart, because they come once or only when something happens.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import combinations
from types import MappingProxyType

from banenafspraak.core.kernel.periods import Period
from banenafspraak.core.schemes import days
from banenafspraak.core.schemes.answers import OPEN, Answer, Assessment, Money, Status
from banenafspraak.core.schemes.assessing import assess, means_of
from banenafspraak.core.schemes.book import Book
from banenafspraak.core.schemes.cases import Case
from banenafspraak.core.schemes.exact import as_exact, rounded
from banenafspraak.core.schemes.facts import facts
from banenafspraak.core.schemes.rules import LENDS

SUMMED = ("loon", "lager_loon", "tegemoetkoming")
LAST = date(2099, 12, 31)
YEARS = 3
SUBSIDY, APPLIED = "lks", "lks_aangevraagd"
ONE_OF_BOTH = frozenset({"sluit_uit", "alleen_hoogste"})


@dataclass(frozen=True, slots=True)
class Line:
    """One scheme in a calendar year. `counted` is false where another takes its place; `excess` is what it may add."""

    scheme: str
    payer: str
    low: int
    high: int
    counted: bool = True
    excess: int = 0


@dataclass(frozen=True, slots=True)
class Year:
    """A calendar year: the wage with holiday allowance, None when it is not known, and what comes off it."""

    year: int
    wage: int | None
    lines: tuple[Line, ...]

    @property
    def low(self) -> int:
        """The least that comes off."""
        return sum(line.low for line in self.lines if line.counted)

    @property
    def high(self) -> int:
        """The most that comes off: of two that cannot both be, the most that either may come to."""
        return sum(line.high if line.counted else line.excess for line in self.lines)

    def by_payer(self) -> Mapping[str, tuple[int, int]]:
        """The sums per payer, lowest and highest."""
        found: dict[str, tuple[int, int]] = {}
        for line in self.lines:
            if line.counted:
                low, high = found.get(line.payer, (0, 0))
                found[line.payer] = (low + line.low, high + line.high)
        return MappingProxyType(found)


def outlook(case: Case, book: Book, years: int = YEARS) -> tuple[Year, ...]:
    """So many calendar years from the year of the start, or of the day asked about when it is later."""
    first = case.on.year
    if "startdatum" in case.known:
        first = max(first, days.day_of(case.known["startdatum"]).year)
    applied = _as_applied(case, book)
    return tuple(_year(applied, book, year) for year in range(first, first + years))


def _as_applied(case: Case, book: Book) -> Case:
    """The case as it goes on: a subsidy that can still be applied for in time is taken to be applied for.

    Else each later month would find that nobody had applied yet, and that it was too late.
    """
    choices = facts()[APPLIED]
    if case.known.get(APPLIED) != choices.code("nog_niet") or "startdatum" not in case.known:
        return case
    if assess(case, book, readings=False, only={SUBSIDY}).answers[SUBSIDY].status not in OPEN:
        return case
    before = days.number(case.on) < case.known["startdatum"]
    return case.with_facts(**{APPLIED: choices.code("voor_de_start" if before else "half_jaar")})


def _year(case: Case, book: Book, year: int) -> Year:
    lines: dict[str, list[int]] = {}
    summed = frozenset(name for name, one in book.schemes.items() if one.kind in SUMMED)
    wage = 0 if "loon_per_maand" in case.known else None
    works = False
    for month in Period.year(year).months():
        part = _part(case, month)
        if not part[0]:
            continue
        works = True
        found = assess(case.on_day(_day_in(case, month)), book, readings=False, only=summed)
        if wage is not None:
            wage += _wage(case, book, found, part)
        for name, answer in found.answers.items():
            if answer.scheme.per == "maand" and answer.scheme.kind in SUMMED:
                _add(lines, name, _of_month(answer, part))
    last = assess(case.on_day(date(year, 12, 31)), book, readings=False, only=summed) if works else None
    for name, answer in last.answers.items() if last else ():
        if answer.scheme.per == "kalenderjaar" and answer.scheme.kind in SUMMED:
            _add(lines, name, _range(answer))
    made = [Line(name, book.schemes[name].payer, low, high) for name, (low, high) in lines.items() if high]
    return Year(year, wage, tuple(_counted(made, book, date(year, 12, 31))))


def _day_in(case: Case, month: Period) -> date:
    """The day of a month that is asked about: its last, or the last of the job."""
    end = days.day_of(case.known["einddatum"]) if "einddatum" in case.known else LAST
    return min(month.last, end)


def _part(case: Case, month: Period) -> tuple[int, int]:
    """The part of a month in which the job lasts: so many days of how many."""
    begun = days.day_of(case.known["startdatum"]) if "startdatum" in case.known else month.first
    first, last = max(begun, month.first), _day_in(case, month)
    return max((last - first).days + 1, 0), month.days


def _wage(case: Case, book: Book, assessment: Assessment, part: tuple[int, int]) -> int:
    """The wage of a month with holiday allowance."""
    means = means_of(assessment.case, book.schemes["lks"], book)
    full = as_exact(case.known["loon_per_maand"]) * (1 + means.percent("vakantiebijslag"))
    return int(rounded(full * part[0] / part[1]).over)


def _range(answer: Answer) -> tuple[int, int]:
    """The least and the most of an answer; nothing where it does not apply or is not known."""
    money: Money | None = answer.money
    if answer.status not in OPEN or money is None or money.high is None:
        return 0, 0
    return (money.low or 0) if answer.status is Status.APPLIES else 0, money.high


def _of_month(answer: Answer, part: tuple[int, int]) -> tuple[int, int]:
    low, high = (int(rounded(as_exact(one) * part[0] / part[1]).over) for one in _range(answer))
    return low, high


def _add(lines: dict[str, list[int]], name: str, amounts: tuple[int, int]) -> None:
    sums = lines.setdefault(name, [0, 0])
    sums[0] += amounts[0]
    sums[1] += amounts[1]


def _counted(lines: list[Line], book: Book, on: date) -> Iterator[Line]:
    """The lines, of those that cannot be together the set counted that brings most for certain.

    What another set may bring more at most stands once, with the first line of that set that is not counted.
    """
    apart = [set(pair) for pair in LENDS.items()]  # who borrows the sum of another is paid once
    apart += [{rule.one, rule.other} for rule in book.combinations if rule.kind in ONE_OF_BOTH and rule.in_force(on)]
    sets = [one for one in _sets(lines) if not any(pair <= {line.scheme for line in one} for pair in apart)]
    counted = max(sets, key=lambda one: (sum(line.low for line in one), sum(line.high for line in one)))
    largest = max(sets, key=lambda one: sum(line.high for line in one))
    more = sum(line.high for line in largest) - sum(line.high for line in counted)
    for line in lines:
        first = more and line in largest and line not in counted
        yield replace(line, counted=line in counted, excess=more if first else 0)
        more = 0 if first else more


def _sets(lines: list[Line]) -> list[tuple[Line, ...]]:
    """Every choice of lines; there are few."""
    return [one for size in range(len(lines) + 1) for one in combinations(lines, size)]
