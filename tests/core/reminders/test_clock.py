"""One clock: warnings come on working days, the deadline never moves, of what was passed over only the last is told."""

from datetime import date, timedelta

import pytest
from hypothesis import given, strategies as some

from banenafspraak.core.reminders.clock import Stage, day_of, due_now, latest_due, steps

EASTER = {date(2026, 4, 3), date(2026, 4, 6)}
MONTH, WEEK, ON = Stage("month", -30, "warn"), Stage("week", -7, "warn"), Stage("day", 0, "warn")
OVER, AFTER = Stage("over", 0, "expire"), Stage("after", 3, "warn")
STAGES = (MONTH, WEEK, OVER, AFTER)


def free(day):
    return day.weekday() > 4 or day in EASTER


def told(due_on, today, settled=(), stages=STAGES):
    return [(step.stage.name, step.fate) for step in due_now(stages, due_on, settled, today, free)]


@pytest.mark.parametrize(
    ("stage", "due_on", "day"),
    [
        (WEEK, date(2026, 3, 12), date(2026, 3, 5)),
        (WEEK, date(2026, 3, 8), date(2026, 2, 27)),  # a Sunday: counted from Friday
        (ON, date(2026, 4, 6), date(2026, 4, 2)),  # Easter Monday: before the long weekend
        (WEEK, date(2026, 4, 13), date(2026, 4, 2)),  # would fall on Easter Monday
        (OVER, date(2026, 4, 6), date(2026, 4, 6)),
        (AFTER, date(2026, 4, 3), date(2026, 4, 7)),
    ],
)
def test_a_warning_moves_and_a_deadline_does_not(stage, due_on, day):
    assert day_of(stage, due_on, free) == day


def test_each_stage_has_its_day():
    due_on = date(2026, 3, 31)
    assert told(due_on, date(2026, 2, 26)) == []
    assert told(due_on, date(2026, 2, 27)) == [("month", "due")]
    assert told(due_on, date(2026, 3, 24), {"month"}) == [("week", "due")]
    assert told(due_on, date(2026, 3, 31), {"month", "week"}) == [("over", "due")]
    assert told(due_on, date(2026, 4, 7), {"month", "week", "over"}) == [("after", "due")]


def test_a_clock_that_stood_still_tells_the_last_alone_and_lets_expire_what_expires():
    due_on = date(2026, 3, 31)
    assert told(due_on, date(2026, 3, 25)) == [("month", "passed"), ("week", "due")]
    assert told(due_on, date(2026, 4, 1)) == [("month", "passed"), ("week", "passed"), ("over", "due")]
    assert told(due_on, date(2026, 5, 1), {"month"}) == [("week", "passed"), ("over", "due"), ("after", "due")]


def test_what_was_told_before_its_time_passes_over_what_came_before_it():
    assert told(date(2026, 3, 31), date(2026, 2, 27), {"week"}) == [("month", "passed")]


def test_on_one_day_the_warning_goes_before_the_end():
    due_on = date(2026, 3, 31)
    assert [step.stage for step in steps((OVER, ON), due_on, (), free)] == [ON, OVER]
    assert told(due_on, due_on, stages=(OVER, ON)) == [("day", "passed"), ("over", "due")]


@given(
    some.lists(some.integers(-40, 40), min_size=1, max_size=5, unique=True),
    some.dates(date(2026, 1, 1), date(2026, 12, 31)),
    some.integers(-60, 60),
    some.booleans(),
)
def test_no_stage_is_ever_missed_and_few_are_told(offsets, due_on, away, expires):
    stages = [Stage(str(days), days, "warn") for days in offsets]
    stages += [Stage("over", 0, "expire")] if expires else []
    today = due_on + timedelta(away)
    found = due_now(stages, due_on, (), today, free)
    assert {step.stage.name for step in found} == {s.name for s in stages if day_of(s, due_on, free) <= today}
    assert len([step for step in found if step.fate == "due"]) <= 1 + expires
    assert all(step.fate == "due" for step in found if step.stage.deed == "expire")
    if found:
        assert due_on <= latest_due(stages, today)
