"""Days as whole numbers since 1970, for one case and for arrays, so that the same rule compares both."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from typing import Any

import numpy as np

from banenafspraak.core.kernel.pension import pension_day
from banenafspraak.core.kernel.periods import months_after

EPOCH = date(1970, 1, 1)
MONTHS = 12
ONE_MONTH = np.timedelta64(1, "M")
Day = Any  # int, or an array of int64


def number(day: date) -> int:
    """A day as a number.

    >>> number(date(1970, 1, 2))
    1
    """
    return (day - EPOCH).days


def day_of(value: int) -> date:
    """The day of a number.

    >>> day_of(number(date(2026, 7, 1)))
    datetime.date(2026, 7, 1)
    """
    return EPOCH + timedelta(days=int(value))


def later(day: Day, months: int = 0, days: int = 0) -> Day:
    """So many months and then days later, as the law counts months: never past the end of the month.

    >>> day_of(later(number(date(2026, 1, 31)), months=1))
    datetime.date(2026, 2, 28)
    """
    if not months:
        return day + days
    if not isinstance(day, np.ndarray):
        return _later(day, months) + days
    month = day.astype("datetime64[D]").astype("datetime64[M]")
    span = np.timedelta64(months, "M")
    first = (month + span).astype("datetime64[D]").astype(np.int64)
    last = (month + span + ONE_MONTH).astype("datetime64[D]").astype(np.int64) - 1
    within = day - month.astype("datetime64[D]").astype(np.int64)
    return np.minimum(first + within, last) + days


def years_between(birth: Day, day: Day) -> Day:
    """Whole years of age on a day, for one or for many.

    >>> int(years_between(number(date(2005, 7, 2)), number(date(2026, 7, 1))))
    20
    """
    if isinstance(birth, np.ndarray) or isinstance(day, np.ndarray):
        born, asked = (np.asarray(one, np.int64).astype("datetime64[D]") for one in (birth, day))
        months = (asked.astype("datetime64[M]") - born.astype("datetime64[M]")).astype(np.int64)
        not_yet = _day_of_month(asked) < _day_of_month(born)
        return (months - not_yet) // MONTHS
    first, last = day_of(birth), day_of(day)
    return last.year - first.year - ((last.month, last.day) < (first.month, first.day))


@cache
def born_before_for_pension(day: int) -> int:
    """Who is born on or before this day has reached state-pension age on the day asked; the birth is what is searched.

    >>> day_of(born_before_for_pension(number(date(2022, 9, 1))))
    datetime.date(1956, 2, 1)
    """
    low, high = day - 40_000, day
    asked = day_of(day)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if pension_day(day_of(middle)) <= asked else (low, middle - 1)
    return low


def months_in_year(first: Day, last: Day, year: int) -> tuple[Day, Day]:
    """How many months of a year lie from a first to a last day, as a fraction: part of a month counts by its days.

    >>> months_in_year(number(date(2020, 7, 1)), number(date(2099, 12, 31)), 2020)
    (5766, 961)
    """
    start, end = number(date(year, 1, 1)), number(date(year, 12, 31))
    if isinstance(first, np.ndarray) or isinstance(last, np.ndarray):
        begun, ended = np.maximum(first, start), np.minimum(last, end)
        part, size = _days_of_months(begun, ended)
        return np.where(ended < begun, 0, part), size
    begun, ended = max(first, start), min(last, end)
    if ended < begun:
        return 0, 1
    part, size = _days_of_months(np.array([begun]), np.array([ended]))
    return int(part[0]), int(size[0])


def _days_of_months(begun: Any, ended: Any) -> tuple[Any, Any]:  # noqa: ANN401 - arrays of days
    """Whole months between, and the parts of the first and last month by their days, over one denominator."""
    months = [day.astype("datetime64[D]").astype("datetime64[M]") for day in (begun, ended)]
    starts = [(one.astype("datetime64[D]"), (one + ONE_MONTH).astype("datetime64[D]")) for one in months]
    sizes = [(after - first).astype(np.int64) for first, after in starts]
    before = _day_of_month(begun.astype("datetime64[D]"))
    after = sizes[1] - 1 - _day_of_month(ended.astype("datetime64[D]"))
    whole = (months[1] - months[0]).astype(np.int64) + 1
    return whole * sizes[0] * sizes[1] - before * sizes[1] - after * sizes[0], sizes[0] * sizes[1]


@cache
def _later(day: int, months: int) -> int:
    return number(months_after(day_of(day), months))


def _day_of_month(days: Any) -> Any:  # noqa: ANN401 - arrays of days
    return (days - days.astype("datetime64[M]").astype("datetime64[D]")).astype(np.int64)
