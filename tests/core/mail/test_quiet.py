"""Letters go out on working days between eight and eight, in the reader's time, also when the clocks change."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from banenafspraak.core.mail.quiet import earlier, later, opens

HERE = ZoneInfo("Europe/Amsterdam")
EASTER = {date(2026, 4, 3), date(2026, 4, 6)}


def free(day):
    return day.weekday() > 4 or day in EASTER


def at(*moment):
    return datetime(*moment, tzinfo=HERE)


@pytest.mark.parametrize(
    ("now", "then"),
    [
        (at(2026, 3, 4, 8, 0), at(2026, 3, 4, 8, 0)),
        (at(2026, 3, 4, 7, 59, 59), at(2026, 3, 4, 8, 0)),
        (at(2026, 3, 4, 19, 59, 59), at(2026, 3, 4, 19, 59, 59)),
        (at(2026, 3, 4, 20, 0), at(2026, 3, 5, 8, 0)),
        (at(2026, 3, 6, 20, 0), at(2026, 3, 9, 8, 0)),
        (at(2026, 3, 7, 12, 0), at(2026, 3, 9, 8, 0)),
        (at(2026, 4, 2, 21, 0), at(2026, 4, 7, 8, 0)),
        (at(2026, 10, 23, 21, 0), at(2026, 10, 26, 8, 0)),
    ],
)
def test_a_letter_waits_until_the_next_working_morning(now, then):
    assert opens(now, free) == then


def test_after_the_clock_changed_eight_is_still_eight():
    assert opens(at(2026, 10, 23, 21, 0), free).utcoffset().total_seconds() == 3600
    assert opens(at(2026, 3, 27, 21, 0), free).utcoffset().total_seconds() == 7200


def test_a_free_day_has_a_working_day_before_and_after_it():
    assert (earlier(date(2026, 4, 6), free), later(date(2026, 4, 3), free)) == (date(2026, 4, 2), date(2026, 4, 7))
    assert earlier(date(2026, 4, 2), free) == later(date(2026, 4, 2), free) == date(2026, 4, 2)


def test_a_year_without_working_days_is_a_fault():
    with pytest.raises(ValueError, match="no working day"):
        later(date(2026, 4, 2), lambda _day: True)
