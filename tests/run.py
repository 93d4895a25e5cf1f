"""What `make test` runs: every check this machine can, all of them even when one fails, and what was left out.

A test that needs what this machine lacks skips with the reason "left out: what; add it: command". With REQUIRE_ALL=1
such a test is a failure, and so is every other skip. The floors of coverage stand here as data (docs/decisions/0001).
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from fnmatch import fnmatch
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

ROOT = Path(__file__).parent.parent
BIN = Path(sys.executable).parent
BUILD = ROOT / "build" / "test"
JUNIT = BUILD / "tests.xml"
JUNIT_ON_SERVER = BUILD / "tests-on-postgresql.xml"
COVERAGE = BUILD / "coverage.json"
CORE = "src/banenafspraak/core/"
MOST_PLACES = 8
MEMORY, ROOM = Path("/dev/shm"), 4 << 30  # noqa: S108 - what lies in it is ours alone and goes
LEFT_OUT = re.compile(r"left out: (?P<what>.+?)(?:; add it: (?P<command>.+))?", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Step:
    """One check: its heading, its command, and what its environment has otherwise."""

    name: str
    command: tuple[str, ...]
    environment: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Gate:
    """A floor under the lines and branches that tests reach, over all files of some rooms together."""

    name: str
    percent: int
    files: tuple[str, ...]
    but_not: tuple[str, ...] = ()

    def holds(self, file: str) -> bool:
        """Whether a file stands behind this gate."""
        return any(fnmatch(file, p) for p in self.files) and not any(fnmatch(file, p) for p in self.but_not)


STEPS = (
    Step("lint", ("ruff", "check", ".")),
    Step("format", ("ruff", "format", "--check", ".")),
    Step("types", ("mypy",)),
    Step("import contracts", ("lint-imports", "--no-cache")),
    Step(
        "tests",
        (
            "pytest",
            *("-n", "2", "--dist=loadgroup", f"--junitxml={JUNIT}"),
            *("--cov", "--cov-report=term", f"--cov-report=json:{COVERAGE}"),
        ),
        {"TEST_DATABASE_URL": ""},  # on the database that comes along
    ),
)
SERVER = "TEST_DATABASE_URL"
ON_SERVER = Step(
    "tests on PostgreSQL",
    (
        "pytest",
        *("-n", "2", "--dist=loadgroup", f"--junitxml={JUNIT_ON_SERVER}", "-m", "database"),
        *("tests/apps", "tests/web"),
    ),
)
WITHOUT_SERVER = (
    f"the tests on PostgreSQL; add it: {SERVER}=postgresql://postgres@127.0.0.1:5432/banenafspraak make test"
)
MACHINERY = (CORE + "counting/engines/*", CORE + "counting/store/*")
RULES = ("counting", "kernel", "mail", "organisations", "reminders", "schemes")
GATES = (
    Gate("rules", 100, tuple(f"{CORE}{room}/*" for room in RULES), but_not=MACHINERY),
    Gate("readers", 95, (CORE + "tables/*",)),
    Gate("engines", 95, MACHINERY),
)


def main() -> int:
    """Run all steps and tell what came of them; 0 when all passed."""
    require_all = os.environ.get("REQUIRE_ALL") == "1"
    BUILD.mkdir(parents=True, exist_ok=True)
    for report in (JUNIT, JUNIT_ON_SERVER, COVERAGE):
        report.unlink(missing_ok=True)
    server = os.environ.get(SERVER)
    with _place() as place:
        outcomes = {step.name: _run(step, place) for step in ((*STEPS, ON_SERVER) if server else STEPS)}
    outcomes["coverage gates"] = _gates()
    skips = [] if server else [_told(f"left out: {WITHOUT_SERVER}")]
    skips += [
        told for report in (JUNIT, JUNIT_ON_SERVER) if report.exists() for told in left_out(report.read_text("utf-8"))
    ]
    if require_all:
        outcomes["nothing left out"] = not skips
    for line in summary(outcomes, skips):
        _say(line)
    return 0 if all(outcomes.values()) else 1


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()  # what a step prints itself must come after its heading


@contextmanager
def _place() -> Iterator[Path]:
    """Where tests write: in memory where there is room, since a disk that is told to keep things is slow."""
    room = shutil.disk_usage(MEMORY).free if MEMORY.is_dir() else 0
    with TemporaryDirectory(prefix="banenafspraak-", dir=MEMORY if room > ROOM else None) as place:
        Path(place).chmod(0o1777)  # as a place for all is: some tests write as somebody else
        yield Path(place)


def _run(step: Step, place: Path) -> bool:
    _say(f"\n== {step.name}: {step.command[0]}")
    begun = time.monotonic()
    environment = {**os.environ, "TMPDIR": str(place), **step.environment}
    code = subprocess.run((BIN / step.command[0], *step.command[1:]), cwd=ROOT, check=False, env=environment).returncode
    _say(f"-- {step.name}: {'passed' if code == 0 else 'FAILED'} in {time.monotonic() - begun:.1f} s")
    return code == 0


def _gates() -> bool:
    _say("\n== coverage gates")
    if not COVERAGE.exists():
        _say("-- coverage gates: FAILED, the tests left no report")
        return False
    files = json.loads(COVERAGE.read_text(encoding="utf-8"))["files"]
    faults = [fault for gate in GATES for fault in shortfall(gate, files)]
    for fault in faults:
        _say(fault)
    _say(
        f"-- coverage gates: {'FAILED' if faults else 'passed'} ({', '.join(f'{g.name} {g.percent} %' for g in GATES)})"
    )
    return not faults


def shortfall(gate: Gate, files: Mapping[str, Any]) -> Iterator[str]:
    """What keeps a gate from passing: one line for the gate, one per file that misses something."""
    behind = {name: body for name, body in sorted(files.items()) if gate.holds(name)}
    reached = sum(body["summary"]["covered_lines"] + body["summary"]["covered_branches"] for body in behind.values())
    there = sum(body["summary"]["num_statements"] + body["summary"]["num_branches"] for body in behind.values())
    if not there:
        yield f"{gate.name}: no file stands behind this gate"
    elif reached * 100 < gate.percent * there:
        yield f"{gate.name}: {reached} of {there} lines and branches, {100 * reached / there:.2f} % of {gate.percent} %"
        yield from (f"  {name}: {places}" for name, body in behind.items() if (places := _places(body)))


def _places(body: Mapping[str, Any]) -> str:
    """The lines that no test reaches and the branches that none takes, the first few of them."""
    lines = [*body["missing_lines"]]
    places = [str(line) for line in lines]
    places += [f"{start}->{end}" for start, end in body["missing_branches"] if abs(end) not in lines]
    more = len(places) - MOST_PLACES
    return ", ".join(places[:MOST_PLACES]) + (f" and {more} more" if more > 0 else "")


def left_out(junit: str) -> list[str]:
    """What the tests left out, from their report: what is missing and how to add it, each thing once."""
    skips = (skip.get("message", "") for skip in ET.fromstring(junit).iter("skipped"))  # noqa: S314 - our own report
    return sorted(set(map(_told, skips)))


def _told(reason: str) -> str:
    match = LEFT_OUT.fullmatch(reason.removeprefix("Skipped: ").strip())
    if not match:
        return f"{reason} (says neither what it leaves out nor how to add it)"
    return match["what"] + (f"\n    add it: {match['command']}" if match["command"] else "")


def summary(outcomes: Mapping[str, bool], skips: Iterable[str]) -> Iterator[str]:
    """The closing lines: steps that passed, steps that failed, what was left out."""
    failed = [name for name, passed in outcomes.items() if not passed]
    yield "\n== summary"
    yield f"passed: {', '.join(name for name, passed in outcomes.items() if passed) or 'none'}"
    yield f"failed: {', '.join(failed) or 'none'}"
    told = sorted(set(skips))
    if told:
        yield "Left out on this machine:"
        yield from (f"  {what}" for what in told)
    else:
        yield "Left out on this machine: nothing"


if __name__ == "__main__":
    sys.exit(main())
