"""When letters may go out: on working days, from eight in the morning until eight in the evening.

Which days are free is asked of the caller; so is the moment, in the time of the reader. A free day is a Saturday, a
Sunday or a public holiday.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta

OPENS, CLOSES = time(8), time(20)
A_DAY = timedelta(days=1)
LONGEST = 14
"""Days that may be free in a row; more is a fault in what says so."""
type Free = Callable[[date], bool]


def opens(now: datetime, free: Free) -> datetime:
    """The first moment from now on at which a letter may go out: now itself, or the next working morning.

    >>> opens(datetime(2026, 3, 6, 20, 30), lambda day: day.weekday() > 4)
    datetime.datetime(2026, 3, 9, 8, 0)
    """
    if not free(now.date()) and now.time() < CLOSES:
        return max(now, now.replace(hour=OPENS.hour, minute=0, second=0, microsecond=0))
    morning = later(now.date() + A_DAY, free)
    return datetime.combine(morning, OPENS, now.tzinfo)


def earlier(day: date, free: Free) -> date:
    """The last working day up to and including a day.

    >>> earlier(date(2026, 3, 8), lambda day: day.weekday() > 4)
    datetime.date(2026, 3, 6)
    """
    return _first_working(day, -A_DAY, free)


def later(day: date, free: Free) -> date:
    """The first working day from a day on.

    >>> later(date(2026, 3, 7), lambda day: day.weekday() > 4)
    datetime.date(2026, 3, 9)
    """
    return _first_working(day, A_DAY, free)


def _first_working(day: date, step: timedelta, free: Free) -> date:
    found = next((each for each in _days(day, step) if not free(each)), None)
    if found is None:
        raise ValueError("no working day in sight")
    return found


def _days(day: date, step: timedelta) -> Iterator[date]:
    return (day + step * number for number in range(LONGEST))
