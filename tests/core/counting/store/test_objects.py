import os
import shutil
import stat
from contextlib import contextmanager

import pyarrow as pa
import pytest
from pyarrow import parquet
from tests.factories.places import open_folder, read_only
from tests.factories.stores import flip

from banenafspraak.core.counting.store.objects import Objects, locked, names_in, own, recipe_digest
from banenafspraak.core.kernel.problems import Place, Problem, ProblemsError

RECIPE = {"made": "facts", "rows": ["a"]}


def rows(*values):
    return lambda path: parquet.write_table(pa.table({"n": list(values)}), path)


def values(path):
    return parquet.read_table(path)["n"].to_pylist()


def problems(act):
    with pytest.raises(ProblemsError) as error:
        act()
    return error.value.problems


def rights(path):
    return stat.S_IMODE(path.stat().st_mode)


@contextmanager
def umask(mask):
    before = os.umask(mask)
    try:
        yield
    finally:
        os.umask(before)


@pytest.fixture
def objects(tmp_path):
    found = Objects(tmp_path / "opslag")
    found.create()
    return found


def test_a_kept_file_is_named_by_what_is_in_it(objects):
    name = objects.keep("rows", rows(1, 2))
    assert values(objects.path(name)) == [1, 2]
    assert names_in(f'{{"rows": "{name}"}}') == {name}
    assert objects.keep("rows", rows(1, 2)) == name
    assert [path.name for path in objects.kept.iterdir()] == [name]


def test_what_was_made_is_found_by_its_recipe_and_not_made_twice(objects):
    assert objects.find(RECIPE) is None
    made = objects.make(RECIPE, rows(1))
    assert made.parent.name == recipe_digest(RECIPE)
    assert objects.make(RECIPE, rows(2)) == objects.find(RECIPE) == made
    assert values(made) == [1]
    assert objects.find(RECIPE | {"rows": ["b"]}) is None


def test_files_are_for_their_owner_alone_whatever_the_umask(tmp_path):
    with umask(0):
        objects = Objects(tmp_path / "opslag")
        objects.create()
        files = [objects.path(objects.keep("rows", rows(1))), objects.make(RECIPE, rows(1))]
    assert {rights(path) for path in files} == {0o600}
    assert {rights(path) for path in (objects.kept, objects.made)} == {0o700}


def test_a_folder_that_was_open_to_others_is_closed(tmp_path):
    (tmp_path / "open").mkdir(mode=0o755)
    own(tmp_path / "open")
    assert rights(tmp_path / "open") == 0o700


@pytest.mark.parametrize("kind", ["changed", "gone"])
def test_a_kept_file_that_is_not_as_it_was_written_is_not_read(objects, kind):
    name = objects.keep("rows", rows(1))
    again = Objects(objects.kept.parent)
    flip(objects.path(name)) if kind == "changed" else objects.path(name).unlink()
    damaged = Problem("store-damaged", Place("opslag"), {"file": f"kept/{name}"})
    assert problems(lambda: again.path(name)) == (damaged,)


def test_what_was_made_and_is_damaged_is_made_again(objects):
    flip(objects.make(RECIPE, rows(1)))
    again = Objects(objects.kept.parent)
    assert again.find(RECIPE) is None
    assert values(again.make(RECIPE, rows(2))) == [2]
    assert values(Objects(objects.kept.parent).find(RECIPE)) == [2]


def test_files_that_are_broken_are_named(objects):
    kept = [objects.keep("rows", rows(number)) for number in range(3)]
    made = [objects.make({"made": number}, rows(number)) for number in range(2)]
    unnamed = objects.keep("rows", rows(9))
    flip(objects.kept / kept[0])
    (objects.kept / kept[1]).unlink()
    flip(objects.kept / unnamed)
    flip(made[0])
    (made[1].parent / "vreemd.parquet").write_bytes(b"x")
    assert list(objects.broken(set(kept))) == [
        *sorted(f"kept/{name}" for name in kept[:2]),
        *sorted(f"made/{path.parent.name}/{path.name}" for path in (made[0], made[1].with_name("vreemd.parquet"))),
    ]


def test_cleaning_takes_what_no_state_names_and_what_was_left_half_written(objects):
    named, unnamed = (objects.keep("rows", rows(number)) for number in range(2))
    made = objects.make(RECIPE, rows(1))
    halves = [folder / ".0123456789abcdef.part" for folder in (objects.kept, objects.made)]
    for half in halves:
        half.write_bytes(b"1234")
    size = objects.path(unnamed).stat().st_size
    assert objects.clean({named}, {named}) == size + 8
    assert [path.name for path in objects.kept.iterdir()] == [named]
    assert list(objects.made.glob("*.part")) == []
    assert objects.find(RECIPE) == made
    assert objects.clean({named}, {named}) == 0


def test_while_a_count_goes_on_what_was_made_stays_and_so_do_its_halves_and_what_was_named(objects):
    made = objects.make(RECIPE, rows(1))
    size_made = made.stat().st_size
    once = objects.keep("rows", rows(2))
    half = objects.made / ".0123456789abcdef.part"
    objects.clean({once}, {once})  # a step makes the file that a count holds
    half.write_bytes(b"1234")
    counting = Objects(objects.folder)
    counting.hold()
    counting.hold()
    assert objects.clean({once}, set()) == 0
    with pytest.raises(ProblemsError) as error, objects.uncounted():
        pass
    assert error.value.problems == (Problem("store-counting", Place("opslag")),)
    assert (half.is_file(), made.is_file(), objects.path(once).is_file()) == (True, True, True)
    size = objects.path(once).stat().st_size
    del counting
    assert objects.clean({once}, set()) == size + 4
    with objects.uncounted():
        half.write_bytes(b"1234")
        assert objects.forget_made() == size_made + 4
    assert [path.name for path in objects.made.iterdir()] == [".in-use"]


def test_a_file_is_held_by_one(tmp_path):
    with locked(tmp_path / "slot") as first, locked(tmp_path / "slot") as second:
        assert (first, second) == (True, False)
    with locked(tmp_path / "slot") as again:
        assert again
    assert rights(tmp_path / "slot") == 0o600


def test_holding_where_nothing_was_made_is_no_matter(tmp_path):
    Objects(tmp_path / "weg").hold()
    assert list(tmp_path.iterdir()) == []


def test_what_was_thrown_away_with_its_folder_is_made_again(objects):
    objects.make(RECIPE, rows(1))
    shutil.rmtree(objects.made)
    assert values(objects.make(RECIPE, rows(2))) == [2]
    assert rights(objects.made) == 0o700


def test_in_a_store_that_cannot_be_written_things_are_made_in_a_place_that_goes():
    with open_folder() as place:
        writer = Objects(place / "opslag")
        writer.create()
        there = writer.make(RECIPE, rows(1))
        with read_only(place / "opslag"):
            objects = Objects(place / "opslag")
            assert objects.find(RECIPE) == there
            made = objects.make({"made": "other"}, rows(2))
            assert values(objects.find({"made": "other"})) == [2]
            assert problems(lambda: writer.keep("rows", rows(3))) == (Problem("output-not-writable", Place("opslag")),)
            assert [rights(path) for path in (made, made.parent, made.parent.parent)] == [0o600, 0o700, 0o700]
        assert made.is_file()
        del objects
        assert not made.parent.parent.exists()


def test_without_the_folder_of_what_is_made_a_store_that_cannot_be_written_gives_too():
    with open_folder() as place:
        writer = Objects(place / "opslag")
        writer.create()
        writer.made.rmdir()
        with read_only(place / "opslag"):
            objects = Objects(place / "opslag")
            assert values(objects.make(RECIPE, rows(2))) == [2]


def test_a_number_is_kept_in_the_name_of_an_empty_file(objects):
    assert objects.number(RECIPE) is None
    objects.note(RECIPE, 3)
    objects.note(RECIPE | {"rows": ["b"]}, 0)
    assert [objects.number(RECIPE), objects.number(RECIPE | {"rows": ["b"]})] == [3, 0]
    assert {(rights(path), path.stat().st_size) for path in objects.made.rglob("*.number")} == {(0o600, 0)}
    objects.forget_made()
    assert objects.number(RECIPE) is None


def test_a_number_goes_where_it_can():
    with open_folder() as place:
        Objects(place / "opslag").create()
        with read_only(place / "opslag"):
            objects = Objects(place / "opslag")
            objects.note(RECIPE, 3)
            assert objects.number(RECIPE) == 3


def test_a_number_that_cannot_be_kept_is_a_problem(objects):
    (objects.made / recipe_digest(RECIPE)).write_text("in de weg")
    unwritable = (Problem("output-not-writable", Place("opslag")),)
    assert problems(lambda: objects.note(RECIPE, 3)) == unwritable
    assert problems(lambda: objects.make(RECIPE, rows(1))) == unwritable
    assert [path.name for path in objects.made.iterdir()] == [recipe_digest(RECIPE)]


def test_a_writer_that_stops_leaves_nothing(objects):
    def stopped(path):
        rows(1)(path)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        objects.keep("rows", stopped)
    assert list(objects.kept.iterdir()) == []
