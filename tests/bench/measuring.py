"""How the bench measures: own work and its peer by turns in one run, medians of warm runs, and a line for the page."""

from __future__ import annotations

import os
import statistics
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from banenafspraak.core.kernel.pseudonyms import Key

KEY = Key(bytes(32))
INSTALLED = Path(__file__).parents[2] / "build" / "installed"
TIMES = 5
type Job = Callable[[], object]


@dataclass(frozen=True)
class Measured:
    """One line of the page: what, how many rows, seconds, the peer it is set beside, and what is asked of it."""

    what: str
    rows: int
    seconds: float
    peer: str = ""
    peer_seconds: float | None = None
    asked: str = ""

    @property
    def ratio(self) -> str:
        """How many times the peer's time."""
        return "" if self.peer_seconds is None else f"{self.seconds / self.peer_seconds:.2f} ×"

    def cells(self) -> list[str]:
        """The line as it stands on the page."""
        rows = f"{self.rows:,}" if self.rows else ""
        peer = "" if self.peer_seconds is None else f"{self.peer_seconds:.2f}"
        return [self.what, rows, f"{self.seconds:.2f}", self.peer, peer, self.ratio, self.asked]


def seconds_of(job: Job) -> float:
    """Wall seconds of one run."""
    begun = time.perf_counter()
    job()
    return time.perf_counter() - begun


def median(job: Job) -> float:
    """Median wall seconds of a few runs, after one to warm up."""
    job()
    return statistics.median(seconds_of(job) for _ in range(TIMES))


def beside(job: Job, peer: Job) -> tuple[float, float]:
    """The medians of a job and its peer, who run by turns, so that a machine that slows down slows both."""
    job()
    peer()
    pairs = [(seconds_of(job), seconds_of(peer)) for _ in range(TIMES)]
    own, other = zip(*pairs, strict=True)
    return statistics.median(own), statistics.median(other)


def command(folder: Path) -> Callable[..., Job]:
    """The command in a process of its own, with its byte code at hand, as where it is installed without extras."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    environment |= {"BANENAFSPRAAK_KEY": KEY.secret.hex(), "PYTHONPYCACHEPREFIX": str(folder / "bytecode")}
    binary = INSTALLED / "bin" / "banenafspraak"

    def of(*arguments: object) -> Job:
        asked = [str(binary), *map(str, arguments)]
        return lambda: subprocess.run(asked, env=environment, capture_output=True, check=True)

    return of
