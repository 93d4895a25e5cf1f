import json
import stat

import pytest
from tests.core.counting.store.test_objects import umask
from tests.factories.payroll import KEY, employer, paid, write
from tests.factories.places import as_nobody, open_folder, read_only
from tests.factories.stores import (
    HAND,
    OTHER_KEY,
    added,
    corrected,
    everything,
    flip,
    kept_files,
    new,
    replaced,
    with_employers,
    with_register,
)

from banenafspraak.core.counting.store import steps
from banenafspraak.core.counting.store.state import VERSION, State, Store, key_check, state_from
from banenafspraak.core.kernel.problems import Place, Problem, ProblemsError
from banenafspraak.core.kernel.receipts import sha256_file

NOVEMBER = {"tijdvak_begin": "2018-11-01", "tijdvak_einde": "2018-11-30"}
KEYS = "jaar,sector,aandeel,bron\n2018,markt,75,eigen\n2018,overheid,25,eigen\n"


def problems(act):
    with pytest.raises(ProblemsError) as error:
        act()
    return error.value.problems


def damaged(file):
    return (Problem("store-damaged", Place("opslag"), {"file": file}),)


@pytest.fixture
def store(tmp_path):
    return new(tmp_path)


@pytest.fixture
def full(store):
    """A store in which every kind of step was taken."""
    added(store, "1.csv", paid(), paid(persoon="B", **NOVEMBER))
    corrected(store, "2.csv", paid(verloonde_uren="50"))
    replaced(store, "2018-11", "3.csv", paid(persoon="C", **NOVEMBER))
    with_register(store)
    with_employers(store, employer(sector="markt"))
    (store.parent / "sleutels.csv").write_text(KEYS, encoding="utf-8")
    steps.keys(store, HAND, store.parent / "sleutels.csv")
    return store


def test_a_state_is_read_as_it_was_written(full):
    state = Store.open(full).state
    assert state_from(json.loads(state.as_bytes())) == state
    assert (state.keys.rows[0]["aandeel"], state.employers.oddities["gemeente"]) == ("75", 0)


def test_each_step_is_a_state_that_names_the_one_before_it(full):
    store = Store.open(full, KEY)
    kinds = ["init", "add", "add", "replace", "register", "employers", "keys"]
    assert [(number, state.step.kind) for number, state in store.history()] == list(enumerate(kinds))
    assert store.broken_state() is None


def test_a_step_says_when_by_what_and_with_which_files(full):
    added_step = dict(Store.open(full).history())[1].step
    assert (added_step.kind, added_step.at, added_step.months) == (
        "add",
        "2026-01-01T00:00:00+00:00",
        ("2018-11", "2018-12"),
    )
    assert [(file.role, file.name, file.rows_accepted) for file in added_step.files] == [("payroll", "1.csv", 2)]


def test_the_key_is_known_again_and_is_not_in_the_store(store):
    assert Store.open(store, KEY).state.key_check == key_check(KEY)
    assert problems(lambda: Store.open(store, OTHER_KEY)) == (Problem("store-other-key", Place("opslag")),)
    assert KEY.secret not in b"".join(everything(store).values())
    assert KEY.secret.hex().encode() not in b"".join(everything(store).values())


@pytest.mark.parametrize("folder", ["leeg", "weg", "bestand"])
def test_what_is_no_store_is_none(tmp_path, folder):
    (tmp_path / "leeg").mkdir()
    (tmp_path / "bestand").write_text("x")
    assert problems(lambda: Store.open(tmp_path / folder)) == (Problem("store-missing", Place(folder)),)


def test_a_store_that_may_not_be_read_says_so():
    with open_folder() as place:
        store = new(place)
        store.chmod(0)
        with as_nobody():
            assert problems(lambda: Store.open(store)) == (Problem("file-unreadable", Place("opslag")),)
        store.chmod(0o700)


def test_a_store_of_a_later_version_is_left_alone(full):
    pointer = json.loads((full / "current.json").read_text())
    (full / "current.json").write_text(json.dumps(pointer | {"format": VERSION + 1}))
    before = everything(full)
    newer = (Problem("store-newer", Place("opslag"), {"format": VERSION + 1, "ours": VERSION}),)
    assert problems(lambda: Store.open(full)) == newer
    assert problems(lambda: added(full, "4.csv", paid(persoon="D"))) == newer
    assert everything(full) == before


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"format": "x"}', b'{"format": 1}', b"\xff\xfe"])
def test_a_pointer_that_says_nothing_is_damage(store, content):
    (store / "current.json").write_bytes(content)
    assert problems(lambda: Store.open(store)) == damaged("current.json")


@pytest.mark.parametrize("change", [flip, lambda path: path.unlink()], ids=["changed", "gone"])
def test_a_damaged_state_is_named(full, change):
    change(full / "states" / "000006.json")
    assert problems(lambda: Store.open(full)) == damaged("states/000006.json")


@pytest.mark.parametrize("change", [flip, lambda path: path.unlink()], ids=["changed", "gone"])
def test_a_store_with_a_damaged_earlier_state_is_read_but_not_written(full, change):
    kept = kept_files(full, "rows")
    change(full / "states" / "000002.json")
    assert Store.open(full).broken_state() == "states/000002.json"
    assert problems(lambda: added(full, "4.csv", paid(persoon="D"))) == damaged("states/000002.json")
    assert kept_files(full, "rows") == kept


def test_a_state_that_is_no_text_any_more_is_named_too(full):
    (full / "states" / "000001.json").write_bytes(b"\xff\xfe")
    store = Store.open(full)
    assert store.broken_state() == "states/000001.json"
    assert store.named() >= {path.name for path in kept_files(full, "register")}


def test_what_an_earlier_state_named_stays(full):
    replaced(full, "2018-12", "5.csv", paid(persoon="E"))
    replaced(full, "2018-12", "6.csv", paid(persoon="F"))
    assert len(kept_files(full, "rows")) == 6
    assert not set(Store.open(full).named()) - {path.name for path in (full / "kept").iterdir()}


def test_a_step_takes_away_what_an_interrupted_one_left(full):
    left = [full / name / f".{number:016x}.part" for number, name in enumerate(["", "states", "kept", "made"])]
    (full / "made").mkdir(exist_ok=True)
    for part in left:
        part.write_text("half")
    (full / "states" / "000007.json").write_text("{}")  # written, and never pointed at
    stray = full / "kept" / f"rows-{'0' * 64}.parquet"
    stray.write_text("x")
    assert Store.open(full).state.number == 6
    added(full, "4.csv", paid(persoon="D"))
    assert not any(path.exists() for path in (*left, stray))
    assert [state.number for _, state in Store.open(full).history()] == list(range(8))


def test_a_store_of_an_earlier_version_is_read_and_goes_on(full):
    """Before states said since when files are kept, all of them were."""
    digest = ""
    for path in sorted((full / "states").glob("*.json")):
        body = json.loads(path.read_bytes()) | {"format": 1, "previous": digest}
        del body["since"]
        path.write_text(json.dumps(body))
        digest = sha256_file(path)
    (full / "current.json").write_text(json.dumps({"format": 1, "state": 6, "sha256": digest}))
    store = Store.open(full)
    assert (store.state.since, store.broken_state()) == (0, None)
    state = added(full, "4.csv", paid(persoon="D")).store.state
    assert (state.number, state.format, json.loads((full / "current.json").read_bytes())["format"]) == (7, 2, 2)


def test_one_process_takes_a_step_and_the_other_is_told(store):
    with Store.open(store).writing():
        assert problems(lambda: added(store, "1.csv", paid())) == (Problem("store-busy", Place("opslag")),)
    assert added(store, "1.csv", paid()).store.state.number == 1


def test_a_step_sees_what_another_did_after_it_was_opened(store):
    opened = Store.open(store)
    added(store, "1.csv", paid())
    with opened.writing() as fresh:
        assert fresh.state.number == 1


def test_a_store_that_cannot_be_written_says_so():
    with open_folder() as place:
        store = new(place)
        write(place / "loon.csv", [paid()])
        with read_only(store):
            assert Store.open(store, KEY).state.number == 0
            found = problems(lambda: steps.add(store, HAND, [place / "loon.csv"]))
        assert found == (Problem("output-not-writable", Place("opslag")),)


@pytest.mark.parametrize("name", ["iets.txt", "states/iets.txt", "kept/rows.parquet", "eigen/iets.txt"])
def test_a_folder_with_something_in_it_is_left_alone(tmp_path, name):
    path = tmp_path / "opslag" / name
    path.parent.mkdir(parents=True)
    path.write_text("van mij")
    assert problems(lambda: new(tmp_path)) == (Problem("store-folder-used", Place("opslag")),)
    assert everything(tmp_path / "opslag") == {name: b"van mij"}


def test_a_store_is_not_made_twice(store):
    added(store, "1.csv", paid())
    before = everything(store)
    assert problems(lambda: new(store.parent)) == (Problem("store-there", Place("opslag")),)
    assert everything(store) == before


def test_an_empty_folder_and_one_of_an_interrupted_start_become_a_store(tmp_path):
    (tmp_path / "opslag").mkdir()
    store = new(tmp_path)
    (store / "current.json").unlink()
    for place in (store, store / "states", store / "kept"):
        (place / ".0123456789abcdef.part").write_text("half")
    assert new(tmp_path) == store
    assert Store.open(store).state == State(HAND.step("init"), key_check(KEY))
    assert added(store, "1.csv", paid()).store.state.number == 1


def test_a_place_that_cannot_be_a_folder_says_so(tmp_path):
    (tmp_path / "opslag").write_text("een bestand")
    assert problems(lambda: new(tmp_path)) == (Problem("output-not-writable", Place("opslag")),)


def test_a_store_is_its_owners_alone_whatever_the_umask(tmp_path):
    (tmp_path / "opslag").mkdir(mode=0o755)
    with umask(0):
        store = new(tmp_path)
        added(store, "1.csv", paid())
        with_register(store)
    rights = {path: stat.S_IMODE(path.stat().st_mode) for path in (store, *store.rglob("*"))}
    assert {path: right for path, right in rights.items() if right != (0o700 if path.is_dir() else 0o600)} == {}
