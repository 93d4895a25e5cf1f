"""Work in a process of its own, which a test may halt, let go on and kill at any moment.

The processes come from a server that has read everything and begun nothing: a new one is there in a few milliseconds.
"""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from tests.factories.stores import HAND, asked, new

from banenafspraak.core.counting import count
from banenafspraak.core.counting.store import steps
from banenafspraak.core.counting.store.state import Store

SERVER = get_context("forkserver")
SERVER.set_forkserver_preload([__name__])


class Job:
    """Work that has just begun in a process of its own."""

    def __init__(self, work: Callable[..., Any], *given: object) -> None:
        self._pipe, far = SERVER.Pipe()
        self.process = SERVER.Process(target=_work, args=(far, work, given), daemon=True)
        self.process.start()
        far.close()
        self._pipe.recv()

    def begun(self) -> Job:
        """This job, when its work has said that it is under way."""
        self._pipe.recv()
        return self

    def answer(self) -> Any:
        """What the work gave."""
        seconds, answer = self._pipe.recv()
        self.process.join()
        return seconds, answer

    def signal(self, number: signal.Signals) -> None:
        """Halt it or let it go on; where it is ready already, nothing."""
        with suppress(ProcessLookupError):
            os.kill(self.process.pid, number)

    def kill(self) -> bool:
        """Kill it with no time to tidy; whether it was still at work."""
        self.process.kill()
        self.process.join()
        return self.process.exitcode == -signal.SIGKILL


def _work(pipe: Any, work: Callable[..., Any], given: tuple[object, ...]) -> None:
    pipe.send("begun")
    began = time.monotonic()
    answer = work(*given)
    if isinstance(answer, Iterator):  # work that begins, says so, and does not end by itself
        pipe.send((time.monotonic() - began, next(answer)))
        pipe.recv()
    pipe.send((time.monotonic() - began, answer))


def start(folder: Path) -> None:
    """A store begins."""
    new(folder)


def add(store: Path, path: Path) -> None:
    """A delivery comes in."""
    steps.add(store, HAND, [path])


def replace(store: Path, path: Path) -> None:
    """A delivery takes the place of December."""
    steps.replace_month(store, HAND, "2018-12", [path])


def register(store: Path, path: Path) -> None:
    """A register takes the place of the one that is there."""
    steps.register(store, HAND, path)


def clean(store: Path, keep: int) -> None:
    """What was replaced is let go."""
    steps.clean(store, HAND.now, keep)


def table(store: Path) -> list[dict[str, Any]]:
    """A count of the year."""
    return count(asked(store)).table()


def hold(store: Path) -> Iterator[None]:
    """A step that has begun and does not end."""
    with Store.open(store).writing():
        yield


def hold_made(store: Path) -> Iterator[None]:
    """A count that has begun and does not end."""
    objects = Store.open(store).objects
    objects.hold()
    yield
    del objects
