"""A worker as a process: it does what was asked, is followed by another when it is killed, and leaves in order."""

import contextlib
import os
import signal
import sqlite3
import subprocess
import sys
import time
import uuid

import pytest
from tests.factories import ready

HOLD = "1.5"
PATIENCE = 60
ASK = """insert into work_task (public_id, name, about, state, asked_at, attempts, worker, stop_asked, done, whole,
step, problems) values (?, ?, ?, 'waiting', '2026-01-01 00:00:00', 0, '', 0, 0, 0, '', '[]')"""
DEEDS = '''"""Work for these tests: it writes to a file that it has begun, and ends when another file is there."""
import time
from pathlib import Path
from django.tasks import task
from banenafspraak.core.kernel.problems import stop


@task(takes_context=True)
def wait(context, about):
    with Path(about, "begun").open("a") as told:
        told.write("x")
    for at in range(2000):
        context.tell(at, 2000, "wachten")
        if Path(about, "go").exists():
            return
        time.sleep(0.02)


@task
def refuse(about):
    raise stop("file-empty")


@task
def break_down(about):
    raise ValueError("123456782")
'''


@pytest.fixture
def site(tmp_path, settle):
    """A site with its own tables, and a room with work for these tests."""
    room = tmp_path / "rooms" / "trial"
    room.mkdir(parents=True)
    (room / "__init__.py").touch()
    (room / "tasks.py").write_text(DEEDS)
    beside = f"import banenafspraak.apps\nbanenafspraak.apps.__path__.append({str(room.parent)!r})\n"
    (tmp_path / "sitecustomize.py").write_text(beside)
    environment = {**os.environ, "DATABASE_URL": "", "DATA_DIR": str(tmp_path), "PYTHONPATH": str(tmp_path)}
    settle(tmp_path, ready.TABLES)
    made = Site(tmp_path, environment)
    yield made
    for worker in made.workers:
        worker.kill()
        worker.communicate()


class Site:
    """A folder with a database, tasks in it, and workers beside it."""

    def __init__(self, folder, environment):
        self.folder, self.environment, self.workers = folder, environment, []

    def sql(self, statement, *given):
        with contextlib.closing(sqlite3.connect(self.folder / "site.sqlite3", timeout=20)) as base, base:
            return base.execute(statement, given).fetchall()

    def ask(self, name):
        about = self.folder / uuid.uuid4().hex
        about.mkdir()
        self.sql(ASK, uuid.uuid4().hex, f"trial.{name}", str(about))
        return about

    def state(self, about):
        [row] = self.sql("select state, attempts, problems from work_task where about = ?", str(about))
        return row

    def worker(self):
        command = (sys.executable, "-m", "banenafspraak.web", "work", "--hold", HOLD, "--beside")
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
        self.workers.append(subprocess.Popen(command, env=self.environment, text=True, **pipes))
        return self.workers[-1]

    def until(self, holds):
        end = time.monotonic() + PATIENCE
        while not holds():
            assert time.monotonic() < end
            time.sleep(0.02)


def test_it_does_what_was_asked_and_says_why_not(site):
    done, refused, broken = site.ask("wait"), site.ask("refuse"), site.ask("break_down")
    (done / "go").touch()
    worker = site.worker()
    site.until(lambda: site.state(broken)[0] == "failed")
    told, _ = worker.communicate()
    assert (site.state(done)[0], site.state(refused)[0]) == ("done", "failed")
    assert '"file-empty"' in site.state(refused)[2]
    assert '"work-fault"' in site.state(broken)[2]
    assert "trial.break_down failed: ValueError at tasks.py:" in told
    assert "123456782" not in told
    assert worker.returncode == 0


def test_a_killed_worker_is_followed_by_another_and_after_three_times_by_nobody(site):
    about = site.ask("wait")
    for attempt in (1, 2, 3):
        worker = site.worker()
        site.until(lambda number=attempt: (about / "begun").exists() and len((about / "begun").read_text()) == number)
        assert site.state(about)[:2] == ("running", attempt)
        worker.kill()
    last = site.worker()
    site.until(lambda: site.state(about)[0] == "failed")
    last.communicate()
    assert '"work-lost"' in site.state(about)[2]
    assert (about / "begun").read_text() == "xxx"
    assert last.returncode == 0


def test_one_that_is_held_is_left_alone_and_one_that_is_left_goes_on(site):
    about = site.ask("wait")
    first = site.worker()
    site.until((about / "begun").exists)
    second = site.worker()
    time.sleep(2 * float(HOLD))
    assert site.state(about)[:2] == ("running", 1)
    first.send_signal(signal.SIGTERM)
    assert first.wait(PATIENCE) == 0
    site.until(lambda: len((about / "begun").read_text()) == 2)
    (about / "go").touch()
    site.until(lambda: site.state(about)[0] == "done")
    assert site.state(about)[1] == 1
    assert second.poll() is None


def test_what_is_to_be_stopped_stops(site):
    about = site.ask("wait")
    worker = site.worker()
    site.until((about / "begun").exists)
    site.sql("update work_task set stop_asked = 1")
    site.until(lambda: site.state(about)[0] == "stopped")
    assert worker.poll() is None
