import pytest
from pyarrow import parquet
from tests.factories.payroll import in_2012, paid
from tests.factories.stores import added, asked, corrected, flip, kept_files, made_files, new, with_register

from banenafspraak.core.counting import built_in, count
from banenafspraak.core.counting.plan import make_plan
from banenafspraak.core.counting.store.checking import Looked, look_through
from banenafspraak.core.counting.store.cube import CUBE
from banenafspraak.core.counting.store.state import Store
from banenafspraak.core.kernel.receipts import sha256_file

PLAN = make_plan(built_in("monitor"), "2018")


@pytest.fixture
def store(tmp_path):
    found = new(tmp_path)
    added(found, "1.csv", paid(), paid(persoon="B"), in_2012(paid()))
    corrected(found, "2.csv", paid(verloonde_uren="50"))
    with_register(found)
    count(asked(found))
    return found


def looked(store, *plans):
    return look_through(Store.open(store), plans)


def name(path):
    return path.relative_to(path.parents[1] if path.parent.name == "kept" else path.parents[2]).as_posix()


def test_a_store_that_was_left_alone_is_whole(store):
    assert looked(store, PLAN) == Looked(4, None, (), ("monitor 2018",))
    assert looked(store).whole


def test_it_says_what_it_is_looking_at(store):
    told = []
    look_through(Store.open(store), [PLAN], told.append)
    assert told == ["states", "monitor 2018"]


@pytest.mark.parametrize(
    "kind",
    ["rows", "contested", "aside", "totals", "work", "spans", "persons", "numbers", "register", "group"],
)
@pytest.mark.parametrize("change", [flip, lambda path: path.unlink()], ids=["changed", "gone"])
def test_every_kind_of_kept_file_is_looked_at(store, kind, change):
    path = kept_files(store, kind)[0]
    change(path)
    found = looked(store, PLAN)
    assert (found.broken_files, found.whole) == ((name(path),), False)
    assert (found.counted, found.differing) == (("monitor 2018",), ())  # nothing is counted from what is broken


def test_every_bit_of_a_file_counts(store):
    path = kept_files(store, "group")[0]
    content = path.read_bytes()
    for at in range(0, len(content), 7):
        flip(path, at)
        assert looked(store).broken_files == (name(path),)
        path.write_bytes(content)
    assert looked(store).whole


def test_everything_that_was_made_is_looked_at(store):
    for path in made_files(store):
        flip(path)
    assert looked(store).broken_files == tuple(sorted(map(name, made_files(store))))


@pytest.mark.parametrize("number", range(3))
@pytest.mark.parametrize("change", [flip, lambda path: path.unlink()], ids=["changed", "gone"])
def test_every_state_is_looked_at(store, number, change):
    change(store / "states" / f"{number:06d}.json")
    found = looked(store, PLAN)
    assert (found.broken_state, found.states, found.whole) == (f"states/{number:06d}.json", 4, False)


def test_what_was_made_wrong_is_seen_when_it_is_counted_anew(store):
    """Cells that a mistake of ours would have made: their digest is right, and they are not."""
    for path in made_files(store):
        table = parquet.read_table(path)
        if set(CUBE.names) <= set(table.column_names):
            parquet.write_table(table.slice(0, 0), path)
            path.rename(path.with_stem(sha256_file(path)))
    found = looked(store, PLAN, make_plan(built_in("monitor"), "2017"))
    assert (found.broken_files, found.differing, found.whole) == ((), ("monitor 2018",), False)
    assert found.counted == ("monitor 2018", "monitor 2017")
