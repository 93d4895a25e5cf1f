"""Periods as the law speaks: first and last day, both included.

Reading a period from text lives here too. Which period a definition may ask for is decided in counting.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

DECEMBER = 12
MONTHS_PER_QUARTER = 3
MONTHS_PER_YEAR = 12
FORM = re.compile(r"(?P<year>(?:19|20)\d\d)(?:-(?P<month>0[1-9]|1[0-2])|[Qqk](?P<quarter>[1-4]))?")


def months_after(day: date, months: int) -> date:
    """The same day so many months later, or the last day of that month where it has no such day.

    >>> months_after(date(2026, 1, 31), 1), months_after(date(2026, 1, 31), -2)
    (datetime.date(2026, 2, 28), datetime.date(2025, 11, 30))
    """
    year, month = divmod(day.year * MONTHS_PER_YEAR + day.month - 1 + months, MONTHS_PER_YEAR)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A stretch of days.

    >>> december = Period.month(2018, 12)
    >>> december.days, december.after
    (31, datetime.date(2019, 1, 1))
    """

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError("a period ends on or after its first day")

    @classmethod
    def month(cls, year: int, month: int) -> Period:
        """The calendar month."""
        return cls(date(year, month, 1), date(year, month, monthrange(year, month)[1]))

    @classmethod
    def year(cls, year: int) -> Period:
        """The calendar year."""
        return cls(date(year, 1, 1), date(year, DECEMBER, 31))

    @property
    def days(self) -> int:
        """Number of days, both ends included."""
        return (self.last - self.first).days + 1

    @property
    def after(self) -> date:
        """The first day after the period: its end in a half-open comparison."""
        return self.last + timedelta(days=1)

    def months(self) -> list[Period]:
        """The calendar months that touch the period, in order.

        >>> [str(month.first) for month in Period(date(2018, 11, 5), date(2018, 12, 2)).months()]
        ['2018-11-01', '2018-12-01']
        """
        count = (self.last.year - self.first.year) * 12 + self.last.month - self.first.month + 1
        zero = self.first.year * 12 + self.first.month - 1
        return [Period.month(step // 12, step % 12 + 1) for step in range(zero, zero + count)]


@dataclass(frozen=True, slots=True)
class Asked:
    """A period as a user writes it: a year, a month or a quarter.

    >>> Asked.read("2018Q4"), str(Asked.read("2018-12"))
    (Asked(year=2018, month=None, quarter=4), '2018-12')
    """

    year: int
    month: int | None = None
    quarter: int | None = None

    @classmethod
    def read(cls, text: str) -> Asked | None:
        """The period asked for, or None when the text is none."""
        match = FORM.fullmatch(text.strip())
        if not match:
            return None
        month, quarter = match["month"], match["quarter"]
        return cls(int(match["year"]), int(month) if month else None, int(quarter) if quarter else None)

    def __str__(self) -> str:
        if self.month:
            return f"{self.year}-{self.month:02}"
        return f"{self.year}Q{self.quarter}" if self.quarter else str(self.year)

    def days(self) -> Period:
        """The days of the period.

        >>> Asked(2018, quarter=4).days().first
        datetime.date(2018, 10, 1)
        """
        if self.month:
            return Period.month(self.year, self.month)
        if self.quarter:
            last = self.quarter * MONTHS_PER_QUARTER
            first = Period.month(self.year, last - MONTHS_PER_QUARTER + 1).first
            return Period(first, Period.month(self.year, last).last)
        return Period.year(self.year)
