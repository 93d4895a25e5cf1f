"""`work`: do what was asked for, one thing after another, until it is stopped. `run` starts it beside the server."""

import contextlib
import logging
import os
import secrets
import signal
import sys
import threading
import time
import traceback
from collections.abc import Iterator
from datetime import timedelta
from importlib import import_module
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.db import DatabaseError, connection
from django.tasks import TaskResult
from django.utils import timezone

from banenafspraak.apps.work import actions
from banenafspraak.apps.work.enums import State
from banenafspraak.apps.work.models import Task
from banenafspraak.apps.work.tasks import Context, StoppedError
from banenafspraak.core.kernel.problems import Problem, ProblemsError

logger = logging.getLogger("django.banenafspraak")
HOLD = 30.0
HOLDS_IN_TIME = 3
PAUSE = 0.05
REST = 1.0


class Command(BaseCommand):
    """A worker: one process that does one task at a time."""

    help = "Doet het lange werk van de site: tellen en rapporten maken."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """For how long a task is held, and whether to stop with the process that started it."""
        parser.add_argument("--hold", type=float, default=HOLD, help="seconden dat een taak wordt vastgehouden")
        parser.add_argument("--beside", action="store_true", help="stopt zodra de standaardinvoer sluit")

    def handle(self, *_given: Any, hold: float, beside: bool, **_options: Any) -> None:
        """Work until a signal says stop; what is under way is then left for another."""
        signal.signal(signal.SIGTERM, _leave)
        if beside:
            threading.Thread(target=_leave_with_parent, daemon=True).start()
        with contextlib.suppress(KeyboardInterrupt):
            for name in settings.WORK_NEEDS:
                import_module(name)
            Worker(timedelta(seconds=hold)).go_on()


def _leave(_number: int, _frame: Any) -> None:
    raise KeyboardInterrupt


def _leave_with_parent() -> None:
    """The process that started this one holds the other end; however it ends, this end closes."""
    sys.stdin.read()
    os.kill(os.getpid(), signal.SIGTERM)


class Worker:
    """Takes tasks and does them. It holds on to the one under way from a thread of its own, however busy it is."""

    def __init__(self, hold: timedelta) -> None:
        self.hold, self.name = hold, secrets.token_hex(8)
        self._regular = dict.fromkeys(settings.REGULAR_WORK, 0.0)

    def go_on(self) -> None:
        """Work until it is interrupted. A database that says no is asked again after a rest."""
        while True:
            try:
                if not self.one() and not self.regular():
                    time.sleep(PAUSE)
            except DatabaseError:
                logger.exception("the worker cannot reach its table")
                connection.close()
                time.sleep(REST)

    def one(self) -> bool:
        """Do the next task; False when there is none."""
        task = actions.take(self.name, self.hold, timezone.now())
        if task is None:
            return False
        try:
            with self._held(task):
                state, problems = _done(task)
        except KeyboardInterrupt:
            actions.put_back(task)
            raise
        actions.end(task, state, problems)
        return True

    def regular(self) -> bool:
        """Do what is due of the work that comes back; False when nothing is."""
        now = time.monotonic()
        due = [name for name, last in self._regular.items() if now - last >= settings.REGULAR_WORK[name] or not last]
        for name in due:
            self._regular[name] = now
            _attempted(name, lambda name=name: actions.deed(name).call())
        return bool(due)

    @contextlib.contextmanager
    def _held(self, task: Task) -> Iterator[None]:
        over = threading.Event()
        holding = threading.Thread(target=self._hold_on, args=(task, over), daemon=True)
        holding.start()
        try:
            yield
        finally:
            over.set()
            holding.join()

    def _hold_on(self, task: Task, over: threading.Event) -> None:
        try:
            while not over.wait(self.hold.total_seconds() / HOLDS_IN_TIME):
                with contextlib.suppress(DatabaseError):  # the next time, or another takes over
                    actions.hold_on(task, self.hold)
        finally:
            connection.close()


def _done(task: Task) -> tuple[State, list[Problem]]:
    """Do a task, and say how it ended."""
    try:
        deed = actions.deed(task.name)
        result: TaskResult = deed.get_result(str(task.public_id))
        told = (Context(task_result=result, row=task),) if deed.takes_context else ()
        deed.call(*told, task.about)
    except StoppedError:
        return State.STOPPED, []
    except ProblemsError as error:
        return State.FAILED, list(error.problems)
    except DatabaseError:
        raise
    except Exception as error:  # noqa: BLE001 - whatever it is, the one who waits is told
        _log(task.name, error)
        return State.FAILED, [Problem(actions.FAULT)]
    return State.DONE, []


def _attempted(name: str, step: Any) -> None:
    try:
        step()
    except DatabaseError:
        raise
    except Exception as error:  # noqa: BLE001 - the next time it may do
        _log(name, error)


def _log(name: str, error: Exception) -> None:
    """What went wrong and where; not the error's own words, which may quote what was read."""
    places = [f"{Path(frame.filename).name}:{frame.lineno}" for frame in traceback.extract_tb(error.__traceback__)]
    logger.error("%s failed: %s at %s", name, type(error).__name__, " < ".join(reversed(places)))
