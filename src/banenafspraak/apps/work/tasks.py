"""How Django's Tasks reach us: a backend on our own table, and what a function is told that does long work."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.tasks import Task as Deed, TaskContext, TaskResult, TaskResultStatus
from django.tasks.backends.base import BaseTaskBackend
from django.tasks.exceptions import TaskResultDoesNotExist

from banenafspraak.apps.work import actions
from banenafspraak.apps.work.enums import State
from banenafspraak.apps.work.models import Task

STATUS = {
    State.WAITING: TaskResultStatus.READY,
    State.RUNNING: TaskResultStatus.RUNNING,
    State.DONE: TaskResultStatus.SUCCESSFUL,
    State.FAILED: TaskResultStatus.FAILED,
    State.STOPPED: TaskResultStatus.FAILED,
}


class StoppedError(Exception):
    """The work is to be stopped, or another worker has it by now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Context(TaskContext):  # type: ignore[misc]  # it is frozen in Django; the stubs do not know
    """What a function is given that does long work: it tells how far it is, and hears there that it must stop."""

    row: Task

    def tell(self, done: int, whole: int, step: str) -> None:
        """Say how far it is, in rows and in words.

        Raises:
            StoppedError: go no further.
        """
        actions.tell(self.row, done, whole, step)
        if not Task.objects.filter(**self.row.grip(), stop_asked=False).exists():
            raise StoppedError


class DatabaseBackend(BaseTaskBackend):
    """Tasks as rows of our own table; `worker.py` does them. A task is about one thing, named by one id."""

    supports_get_result = True

    def enqueue(self, task: Deed, args: Any, kwargs: Any) -> TaskResult:
        """Write down what is asked, in the transaction that is open."""
        self.validate_task(task)
        [about], room = args, task.func.__module__.split(".")[-2]
        return self._result(Task.objects.create(name=f"{room}.{task.name}", about=str(about)), task)

    def get_result(self, result_id: str) -> TaskResult:
        """Where a task stands."""
        try:
            row = Task.objects.get(public_id=result_id)
        except (Task.DoesNotExist, ValidationError) as error:
            raise TaskResultDoesNotExist(result_id) from error
        return self._result(row, actions.deed(row.name))

    def _result(self, row: Task, task: Deed) -> TaskResult:
        return TaskResult(
            task=task,
            id=str(row.public_id),
            status=STATUS[State(row.state)],
            enqueued_at=row.asked_at,
            started_at=row.begun_at,
            finished_at=row.ended_at,
            last_attempted_at=row.begun_at,
            args=[row.about],
            kwargs={},
            backend=self.alias,
            errors=[],
            worker_ids=[row.worker] * row.attempts,
        )
