"""What is due of one record. Plain values: the due date, the stages, what was settled before, and today.

The due date itself never moves. A warning that would fall on a free day comes earlier; one that follows the due date
comes later. Of warnings that were passed over, because the clock stood still or the record is new, only the last is
told. What expires, expires.
"""

from __future__ import annotations

from collections.abc import Container, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from banenafspraak.core.mail.quiet import LONGEST, Free, earlier, later

Deed = Literal["warn", "expire"]
Fate = Literal["due", "passed"]


@dataclass(frozen=True, slots=True)
class Stage:
    """Something that happens some days after a due date, or before it when `days` is less than zero."""

    name: str
    days: int
    deed: Deed


@dataclass(frozen=True, slots=True)
class Step:
    """A stage of one record on its day."""

    stage: Stage
    day: date
    fate: Fate = "due"


def day_of(stage: Stage, due_on: date, free: Free) -> date:
    """The day on which a stage falls. Warnings are counted from the last working day up to the due date.

    >>> weekend = lambda day: day.weekday() > 4
    >>> day_of(Stage("week before", -7, "warn"), date(2026, 3, 8), weekend)  # a Sunday
    datetime.date(2026, 2, 27)
    >>> day_of(Stage("over", 0, "expire"), date(2026, 3, 8), weekend)
    datetime.date(2026, 3, 8)
    """
    if stage.deed == "expire":
        return due_on + timedelta(stage.days)
    if stage.days > 0:
        return later(due_on + timedelta(stage.days), free)
    return earlier(earlier(due_on, free) + timedelta(stage.days), free)


def steps(stages: Iterable[Stage], due_on: date, settled: Container[str], free: Free) -> list[Step]:
    """What has not been settled yet, in the order of days; on one day warnings go first."""
    found = [Step(stage, day_of(stage, due_on, free)) for stage in stages if stage.name not in settled]
    return sorted(found, key=lambda step: (step.day, step.stage.deed == "expire", step.stage.days))


def due_now(stages: Iterable[Stage], due_on: date, settled: Container[str], today: date, free: Free) -> list[Step]:
    """What is due by today, and which of it was passed over by what came after it, or was settled before its time.

    >>> some = (Stage("month", -30, "warn"), Stage("week", -7, "warn"), Stage("over", 1, "expire"))
    >>> found = due_now(some, date(2026, 3, 4), (), date(2026, 3, 2), lambda day: False)
    >>> [(step.stage.name, step.fate) for step in found]
    [('month', 'passed'), ('week', 'due')]
    """
    known = [step for step in steps(stages, due_on, (), free) if step.day <= today or step.stage.name in settled]
    return [
        Step(step.stage, step.day, "passed" if step.stage.deed == "warn" and step is not known[-1] else "due")
        for step in known
        if step.stage.name not in settled
    ]


def latest_due(stages: Iterable[Stage], until: date) -> date:
    """No record that is due after this day has a stage up to and including `until`.

    >>> latest_due([Stage("week", -7, "warn")], date(2026, 3, 2)) - date(2026, 3, 2)
    datetime.timedelta(days=35)
    """
    return until + max(timedelta(-stage.days + (2 * LONGEST if stage.deed == "warn" else 0)) for stage in stages)
