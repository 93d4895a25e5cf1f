"""What may go wrong while a store is at work: killed, halted, a full disk, two at once. The store is never harmed.

Nothing here is pretended: processes are killed, a disk is full, files may not grow.
"""

import os
import random
import resource
import shutil
import signal
import subprocess
import time
from contextlib import contextmanager
from pathlib import Path

import pytest
from tests import trust
from tests.factories import processes
from tests.factories.payroll import KEY, REGISTERED, employer, in_2012, lent, paid, registered, write
from tests.factories.processes import Job
from tests.factories.stores import HAND, added, asked, delivered, everything, new, with_employers, with_register
from tests.leaving_out import leave_out

from banenafspraak.core.counting import built_in, count
from banenafspraak.core.counting.engines.duckdb import DuckEngine
from banenafspraak.core.counting.plan import make_plan
from banenafspraak.core.counting.store import steps
from banenafspraak.core.counting.store.checking import look_through
from banenafspraak.core.counting.store.shelf import Shelf
from banenafspraak.core.counting.store.state import Store
from banenafspraak.core.kernel.problems import ProblemsError

PLAN = make_plan(built_in("monitor"), "2018")
NOVEMBER = {"tijdvak_begin": "2018-11-01", "tijdvak_einde": "2018-11-30"}
PEOPLE = [registered(persoon=f"P{number}") for number in range(40)]
KEYS = "jaar,sector,aandeel,bron\n2018,markt,75,eigen\n2018,overheid,25,eigen\n"
CHAINS, KILLS, MOMENTS = trust.some(2, 20), trust.some(12, 30), trust.some(4, 24)
COUNTING = ["store-counting"], 5


def halves(store):
    return list(store.rglob(".*.part"))


def stray(store):
    """Kept files that no state names."""
    return {path.name for path in (store / "kept").glob("*.parquet")} - Store.open(store).named()


def as_counted_anew(store):
    shelf = Shelf(Store.open(store), DuckEngine())
    return shelf.outcome(PLAN) == shelf.recount(PLAN, DuckEngine())


def payroll(folder, number, **more):
    rows = [paid(persoon=f"P{number % 50}", nummer_ikv=str(at), verloonde_uren=f"{number}.{at}") for at in range(20)]
    return write(folder / f"{number}.csv", [row | more for row in rows])


def people(folder, number):
    rows = [*PEOPLE[number % 3 :], registered(persoon=f"Q{number}")]
    return write(folder / f"{number}.csv", rows, list(REGISTERED))


# -- killed ------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def pace(tmp_path_factory):
    """How long each kind of work takes in a process of its own, on this machine."""
    folder = tmp_path_factory.mktemp("pace")
    store = new(folder)
    Job(processes.add, store, payroll(folder, 0)).answer()
    Job(processes.register, store, people(folder, 1)).answer()
    works = {
        processes.add: payroll(folder, 2, **NOVEMBER),
        processes.replace: payroll(folder, 3),
        processes.register: people(folder, 4),
    }
    seconds = {work: Job(work, store, path).answer()[0] for work, path in works.items()}
    seconds[processes.table] = Job(processes.table, store).answer()[0]
    return seconds | {processes.clean: Job(processes.clean, store, 1).answer()[0]}


@trust.longer
@pytest.mark.parametrize("chain", range(CHAINS))
def test_a_process_that_is_killed_leaves_the_store_as_it_was_or_as_it_was_to_be(tmp_path, pace, chain):
    """One store lives through all the kills of a chain, and in the end counts what it stands for."""
    moments = random.Random(chain)  # noqa: S311 - any moment will do, and the same ones each time
    store = new(tmp_path)
    added(store, "begin.csv", *(paid(persoon=f"P{at}") for at in range(20)), in_2012(paid()))
    with_register(store, *PEOPLE)
    killed = 0
    for at in range(KILLS):
        work = moments.choice(list(pace))
        if work is processes.table:
            given = (store,)
        elif work is processes.clean:
            given = (store, moments.randint(1, 3))
        elif work is processes.register:
            given = (store, people(tmp_path, at))
        else:
            given = (store, payroll(tmp_path, at, **(NOVEMBER if work is processes.add else {})))
        before = Store.open(store).state.number
        job = Job(work, *given)
        time.sleep(moments.uniform(0, 0.8 * pace[work]))
        killed += job.kill()
        after = Store.open(store).state.number
        assert after - before in ({0} if work is processes.table else {0, 1})
        assert look_through(Store.open(store)).whole
        if after == before or work is processes.clean:  # a clean that was killed may have a last thing to do
            work(*given)  # what was interrupted works now
        assert (stray(store), [path.parent.name for path in halves(store) if path.parent.name != "made"]) == (set(), [])
        assert as_counted_anew(store)
    Job(processes.add, store, payroll(tmp_path, KILLS, **NOVEMBER)).answer()
    assert halves(store) == []
    assert killed > KILLS / 10


def test_a_start_that_is_killed_can_be_made_again(tmp_path):
    for at in range(10):
        folder = tmp_path / str(at)
        folder.mkdir()
        job = Job(processes.start, folder)
        time.sleep(at / 2000)
        job.kill()
        store = folder / "opslag"
        if not (store / "current.json").exists():
            assert new(folder) == store
        assert (Store.open(store).state.number, look_through(Store.open(store)).whole) == (0, True)
        assert added(store, "1.csv", paid()).store.state.number == 1


# -- a full disk -------------------------------------------------------------------------------------------------


@pytest.fixture
def filled(tmp_path):
    """A store with every kind of thing in it, and what comes next to it."""
    store = new(tmp_path)
    added(store, "1.csv", *(paid(persoon=f"P{at}") for at in range(20)), lent(persoon="P30"), paid(**NOVEMBER))
    with_register(store, *PEOPLE)
    with_employers(store, employer(sector="markt"))
    count(asked(store))
    delivered(store, "2.csv", [paid(persoon=f"P{at}", nummer_ikv="2", **NOVEMBER) for at in range(20)])
    delivered(store, "3.csv", [paid(persoon=f"P{at}", verloonde_uren="50") for at in range(20)])
    write(tmp_path / "r2.csv", [*PEOPLE[1:], registered(persoon="Q")], list(REGISTERED))
    write(tmp_path / "r3.csv", PEOPLE[9:], list(REGISTERED))
    (tmp_path / "w2.csv").write_text("loonheffingennummer,sector\nW-2,overheid\nW-4,markt\n")
    (tmp_path / "s.csv").write_text(KEYS)
    return store


WORKS = {
    "add": lambda store, beside: steps.add(store, HAND, [beside / "2.csv"]),
    "correct": lambda store, beside: steps.add(store, HAND, [], [beside / "3.csv"]),
    "replace": lambda store, beside: steps.replace_month(store, HAND, "2018-12", [beside / "3.csv"]),
    "register, few changes": lambda store, beside: steps.register(store, HAND, beside / "r2.csv"),
    "register, many changes": lambda store, beside: steps.register(store, HAND, beside / "r3.csv"),
    "employers": lambda store, beside: steps.employers(store, HAND, beside / "w2.csv"),
    "keys": lambda store, beside: steps.keys(store, HAND, beside / "s.csv"),
    "count": lambda store, _: count(asked(store, by=("grondslag", "maand"), definition=built_in("employer-year"))),
}


def what_counts(store):
    """Everything but what can be made again and what is empty."""
    return {name: content for name, content in everything(store).items() if content and not name.startswith("made/")}


def told(work, *given):
    """The problems that work stops on, with their exit code; nothing when it is done."""
    try:
        work(*given)
    except ProblemsError as error:
        return [problem.code for problem in error.problems], error.exit
    return None


def runs_full(work, store, beside):
    """Whether the work says that the disk is full, with the store as it was and nothing left half written."""
    before = what_counts(store)
    if (found := told(work, store, beside)) is None:
        return False
    assert found == (["disk-full"], 7)
    assert (what_counts(store), halves(store)) == (before, [])
    return True


@contextmanager
def files_no_larger_than(size):
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, limits[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)


@pytest.mark.parametrize("work", WORKS.values(), ids=WORKS)
def test_a_file_that_may_not_grow_stops_a_step_and_harms_nothing(tmp_path, filled, work):
    there = everything(filled)
    shutil.copytree(filled, tmp_path / "proef" / "opslag")
    work(tmp_path / "proef" / "opslag", tmp_path)
    sizes = {len(new_one) for name, new_one in everything(tmp_path / "proef" / "opslag").items() if name not in there}
    refusals = 0
    for size in sorted({0, 1, *(size - 1 for size in sizes if size)}):
        with files_no_larger_than(size):
            refusals += runs_full(work, filled, tmp_path)
    assert refusals >= len(sizes - {0})
    work(filled, tmp_path)
    assert look_through(Store.open(filled), [PLAN]).whole


@contextmanager
def small_disk(folder):
    """A disk in memory; gives what makes it as large as what is on it and some blocks more."""
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "tmpfs", folder]
    if os.geteuid() or subprocess.run(mount, capture_output=True, check=False).returncode:
        leave_out("a small disk, which only root can mount; add it: sudo make test")

    def leave(blocks):
        found = os.statvfs(folder)
        used = found.f_blocks - found.f_bfree
        size = f"remount,size={(used + blocks) * found.f_frsize}"
        subprocess.run(["mount", "-o", size, folder], check=True, capture_output=True)

    try:
        yield leave
    finally:
        subprocess.run(["umount", folder], check=True)


@pytest.mark.parametrize("work", WORKS.values(), ids=WORKS)
def test_a_disk_that_is_full_at_each_write_stops_a_step_and_harms_nothing(tmp_path, filled, work):
    with small_disk(tmp_path / "schijf") as leave:
        store = tmp_path / "schijf" / "opslag"
        shutil.copytree(filled, store)
        blocks = 0
        leave(blocks)
        while runs_full(work, store, tmp_path):
            blocks += 1
            leave(blocks)
        assert blocks >= 2
        leave(1000)
        assert look_through(Store.open(store), [PLAN]).whole
        assert as_counted_anew(store)


def test_a_store_is_begun_on_a_disk_that_is_full_when_there_is_room(tmp_path):
    with small_disk(tmp_path / "schijf") as leave:
        store, blocks = tmp_path / "schijf" / "opslag", 1  # a disk of nothing is one without end
        leave(blocks)
        while (found := told(new, store.parent)) is not None:
            assert found == (["disk-full"], 7)
            blocks += 1
            leave(blocks)
        assert blocks > 1
        leave(1000)
        assert added(store, "1.csv", paid()).store.state.number == 1


# -- two at once -------------------------------------------------------------------------------------------------


def is_held(file):
    """Whether a process has a lock on a file, by what the system says."""
    inode = f":{file.stat().st_ino} "
    return any(inode in line for line in Path("/proc/locks").read_text(encoding="ascii").splitlines())


def halted_in_a_step(store, path):
    """A process halted in the middle of adding a delivery."""
    job = Job(processes.add, store, path)
    while not is_held(store / "lock"):
        time.sleep(0.001)
    job.signal(signal.SIGSTOP)
    return job


def test_of_two_processes_one_works_and_the_other_is_told_and_a_count_goes_on(filled, tmp_path):
    path = write(tmp_path / "groot.csv", [paid(persoon=f"P{at}", **NOVEMBER) for at in range(5000)])
    table = count(asked(filled)).table()
    job = halted_in_a_step(filled, path)
    at_once = {name: told(work, filled, tmp_path) for name, work in WORKS.items()}
    assert at_once == dict.fromkeys(WORKS, (["store-busy"], 5)) | {"count": None}
    assert count(asked(filled)).table() == table
    assert look_through(Store.open(filled)).whole
    job.signal(signal.SIGCONT)
    job.answer()
    assert Store.open(filled).state.step.files[0].name == "groot.csv"
    assert WORKS["add"](filled, tmp_path).store.state.number == 5


@trust.longer
@pytest.mark.parametrize("moment", range(MOMENTS))
def test_a_count_that_goes_on_while_a_month_is_replaced_is_of_before_or_of_after(filled, tmp_path, pace, moment):
    shutil.rmtree(filled / "made")
    before = count(asked(filled)).table()
    steps.clean(filled, HAND.now)
    job = Job(processes.table, filled)
    time.sleep(pace[processes.table] * moment / MOMENTS)
    job.signal(signal.SIGSTOP)
    WORKS["replace"](filled, tmp_path)
    after = count(asked(filled)).table()
    job.signal(signal.SIGCONT)
    assert job.answer()[1] in (before, after)
    assert before != after
    assert as_counted_anew(filled)


@trust.longer
@pytest.mark.parametrize("moment", range(MOMENTS))
def test_nothing_that_a_count_needs_is_let_go(filled, tmp_path, pace, moment):
    before = count(asked(filled)).table()
    steps.clean(filled, HAND.now)
    job = Job(processes.table, filled)
    time.sleep(pace[processes.table] * moment / MOMENTS)
    job.signal(signal.SIGSTOP)
    WORKS["replace"](filled, tmp_path)
    assert told(steps.clean, filled, HAND.now, 1) in (None, COUNTING)
    job.signal(signal.SIGCONT)
    assert job.answer()[1] in (before, count(asked(filled)).table())
    steps.clean(filled, HAND.now, 1)
    assert (stray(filled), look_through(Store.open(filled), [PLAN]).whole) == (set(), True)


def test_a_clean_that_cannot_write_takes_nothing_away(filled, tmp_path):
    WORKS["replace"](filled, tmp_path)
    before = everything(filled)
    with files_no_larger_than(1):
        assert told(steps.clean, filled, HAND.now, 1) == (["disk-full"], 7)
    assert everything(filled) == before
    steps.clean(filled, HAND.now, 1)
    assert len(what_counts(filled)) < len(before)


@trust.longer
@pytest.mark.parametrize("moment", range(MOMENTS))
def test_what_was_made_is_not_thrown_away_under_a_count(filled, pace, moment):
    table = count(asked(filled)).table()
    job = Job(processes.table, filled)
    time.sleep(pace[processes.table] * moment / MOMENTS)
    job.signal(signal.SIGSTOP)
    assert told(steps.clean, filled, HAND.now) in (None, COUNTING)
    job.signal(signal.SIGCONT)
    assert job.answer()[1] == table
    steps.clean(filled, HAND.now)
    assert count(asked(filled)).table() == table


def test_a_killed_process_holds_nobody_up(filled, tmp_path):
    path = write(tmp_path / "groot.csv", [paid(persoon=f"P{at}", **NOVEMBER) for at in range(5000)])
    job = halted_in_a_step(filled, path)
    assert job.kill()
    assert WORKS["add"](filled, tmp_path).store.state.number == 4
    assert KEY.secret not in b"".join(everything(filled).values())
