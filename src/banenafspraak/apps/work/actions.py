"""What is done with tasks: asked for, taken, held, told of, ended. Each step is one statement that holds or does not.

A worker that was thought lost may come back: what it then says about a task that another has taken changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import cast

from django.db.models import F
from django.tasks import Task as Deed
from django.utils import timezone
from django.utils.module_loading import import_string

from banenafspraak.apps.work.enums import State
from banenafspraak.apps.work.models import Task
from banenafspraak.apps.work.queries import next_free
from banenafspraak.core.kernel.problems import Problem

MOST_ATTEMPTS = 3
LOST, FAULT = "work-lost", "work-fault"


def deed(name: str) -> Deed:
    """What a name stands for: `room.function` in the tasks of that room."""
    room, _, function = name.partition(".")
    return cast("Deed", import_string(f"banenafspraak.apps.{room}.tasks.{function}"))


def request(name: str, about: object) -> Task:
    """Ask for later work about something, inside the transaction of the one who asks."""
    return Task.objects.get(public_id=deed(name).enqueue(str(about)).id)


def take(worker: str, hold: timedelta, now: datetime) -> Task | None:
    """Take the next task, for as long as one holds; None when there is none, or another was first.

    One that was begun too often is ended: what kills its worker each time would go on doing so.
    """
    task = next_free(now)
    if task is None:
        return None
    as_seen = Task.objects.filter(pk=task.pk, state=task.state, held_until=task.held_until, attempts=task.attempts)
    if task.attempts >= MOST_ATTEMPTS:
        as_seen.update(state=State.FAILED, ended_at=now, problems=[as_data(Problem(LOST))])
        return None
    taken = as_seen.update(
        state=State.RUNNING,
        worker=worker,
        attempts=F("attempts") + 1,
        begun_at=now,
        held_until=now + hold,
        done=0,
        whole=0,
        step="",
    )
    return Task.objects.get(pk=task.pk) if taken else None


def hold_on(task: Task, hold: timedelta) -> bool:
    """Hold a task for longer; False when it was taken away or is to be stopped."""
    held = Task.objects.filter(**task.grip(), stop_asked=False)
    return bool(held.update(held_until=timezone.now() + hold))


def tell(task: Task, done: int, whole: int, step: str) -> None:
    """Say how far a task is."""
    Task.objects.filter(**task.grip()).update(done=done, whole=whole, step=step)


def end(task: Task, state: State, problems: Iterable[Problem] = ()) -> bool:
    """End a task; False when it was no longer this worker's."""
    told = [as_data(problem) for problem in problems]
    held = Task.objects.filter(**task.grip())
    return bool(held.update(state=state, ended_at=timezone.now(), held_until=None, problems=told))


def put_back(task: Task) -> None:
    """Let another do a task that its worker must leave; that is no attempt."""
    held = Task.objects.filter(**task.grip())
    held.update(state=State.WAITING, held_until=None, worker="", attempts=F("attempts") - 1)


def stop(task: Task) -> None:
    """Stop a task: at once while it waits, else as soon as its worker looks up."""
    Task.objects.filter(pk=task.pk, state=State.WAITING).update(state=State.STOPPED, ended_at=timezone.now())
    Task.objects.filter(pk=task.pk, state=State.RUNNING).update(stop_asked=True)


def as_data(problem: Problem) -> dict[str, object]:
    """A problem as it is kept with a task."""
    place = problem.place
    return {"code": problem.code, "place": [place.file, place.row, place.column], "values": dict(problem.values)}
