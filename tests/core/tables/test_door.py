import pyarrow as pa
from tests.core.tables.deliveries import BSN, EMPLOYER, KEY, OTHER_BSN

from banenafspraak.core.tables.checks import Cells
from banenafspraak.core.tables.door import OWN_KINDS, Door


def cells(*texts):
    return Cells.of(pa.array(texts, pa.string()), len(texts))


def admit(door, bsn=(), persoon=(), own=(), employer=()):
    count = max(map(len, (bsn, persoon, own)))
    parts = [list(part) + [None] * (count - len(part)) for part in (bsn, persoon, own)]
    employers = pa.array(list(employer) or [EMPLOYER] * count, pa.string())
    admitted = door.admit(*(cells(*part) for part in parts), employers)
    numbers = door.numbered(pa.chunked_array([admitted.person]))
    return numbers.to_pylist(), admitted.anonymous.to_pylist(), admitted.wrong and admitted.wrong.to_pylist()


def test_numbers_are_given_in_the_order_of_meeting_and_stay():
    door = Door(KEY)
    assert admit(door, bsn=[BSN, OTHER_BSN, BSN]) == ([0, 1, 0], [False] * 3, None)
    assert admit(door, bsn=["10000008", OTHER_BSN, "010000008"]) == ([2, 1, 2], [False] * 3, None)


def test_wrong_bsn_is_told_and_an_empty_one_is_not():
    assert admit(Door(KEY), bsn=[BSN, "123456789", None]) == ([0, None, None], [False] * 3, [False, True, False])


def test_persoon_comes_after_bsn_and_own_number_last():
    person, anonymous, _ = admit(
        Door(KEY), bsn=[BSN, None, None, None], persoon=["A", "A", None, None], own=["1", "1", "1", None]
    )
    assert person == [0, 1, 2, None]
    assert anonymous == [False, False, True, False]


def test_own_number_is_of_its_employer():
    person, anonymous, _ = admit(Door(KEY), own=["1", "1", "1"], employer=["A", "B", "A"])
    assert (person, anonymous) == ([0, 1, 0], [True] * 3)
    assert admit(Door(KEY), own=["1"], employer=[None])[0] == [None]


def test_person_with_a_bsn_gets_no_second_number():
    door = Door(KEY)
    assert admit(door, bsn=[BSN, OTHER_BSN], persoon=["A", "B"]) == ([0, 1], [False] * 2, None)
    assert admit(door, persoon=["A"])[0] == [2]


def test_error_of_a_spreadsheet_is_no_person():
    assert admit(Door(KEY), persoon=["#N/A", "A"])[0] == [None, 0]


def test_person_is_found_by_pseudonym_and_back():
    door = Door(KEY)
    admit(door, bsn=[BSN, OTHER_BSN])
    name = door.pseudonym_of_bsn(OTHER_BSN)
    assert (door.number_of(name), door.pseudonyms([1])) == (1, {1: name})
    assert door.number_of("p-" + "a" * 26) is None
    assert door.number_of(BSN) is None


def test_numbers_as_read_are_forgotten_but_not_who_they_were():
    door = Door(KEY)
    admit(door, bsn=[BSN])
    admit(door, persoon=["geheim"])
    door.forget()
    assert BSN not in repr(vars(door))
    assert "geheim" not in repr(vars(door))
    assert admit(door, bsn=[OTHER_BSN, BSN])[0] == [2, 0]


def test_memory_of_numbers_as_read_is_bounded(monkeypatch):
    monkeypatch.setattr("banenafspraak.core.tables.door.REMEMBERED", 1)
    door = Door(KEY)
    assert [admit(door, persoon=[name])[0] for name in "ABCAB"] == [[0], [1], [2], [0], [1]]


def test_long_number_of_a_relation_does_not_pass_as_it_is():
    door = Door(KEY)
    assert (door.relation("7"), door.relation("9999")) == (7, 9999)
    assert door.relation("10000") > OWN_KINDS
    assert door.relation(BSN) > OWN_KINDS
    assert BSN not in str(door.relation(BSN))
    assert door.relation(BSN) == Door(KEY).relation(BSN)
