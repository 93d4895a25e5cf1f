from itertools import pairwise

import pyarrow as pa
import pytest

from banenafspraak.core.counting.store import numbering
from banenafspraak.core.counting.store.database import database
from banenafspraak.core.counting.store.numbering import (
    EMPLOYER_NAME,
    PERSON_NAME,
    Numbers,
    names_of,
    number_of,
    numbered,
)
from banenafspraak.core.counting.store.objects import Objects

NOBODY = Numbers("persons", (), 0)
NONE = Numbers("numbers", (), 0)


def digests(text):
    return pa.array([sign.encode() * 16 for sign in text], PERSON_NAME)


@pytest.fixture
def objects(tmp_path):
    found = Objects(tmp_path)
    found.create()
    return found


@pytest.fixture
def session():
    with database() as opened:
        yield opened


def test_everybody_new_gets_a_number_of_their_own(session, objects):
    numbers, after = numbered(session, objects, NOBODY, digests("BA"))
    assert (len(set(numbers.to_pylist())), after.count, len(after.files)) == (2, 2, 1)
    assert None not in numbers.to_pylist()


def test_who_was_met_before_keeps_the_number_and_new_ones_get_another(session, objects):
    first, before = numbered(session, objects, NOBODY, digests("BA"))
    numbers, after = numbered(session, objects, before, digests("CADB"))
    new_c, known_a, new_d, known_b = numbers.to_pylist()
    assert [known_b, known_a] == first.to_pylist()
    assert (len({new_c, known_a, new_d, known_b}), after.count, len(after.files)) == (4, 4, 2)


def test_a_number_tells_not_who_came_first(session, objects):
    names = pa.array([at.to_bytes(16) for at in range(1000)], PERSON_NAME)
    numbers = numbered(session, objects, NOBODY, names)[0].to_pylist()
    assert len(set(numbers)) == 1000
    assert {number < 2**32 for number in numbers} == {True}
    ascending = sum(one < other for one, other in pairwise(numbers))
    assert 400 < ascending < 600  # as many up as down


def test_another_store_draws_other_numbers(session, tmp_path):
    drawn = set()
    for name in "ab":
        objects = Objects(tmp_path / name)
        objects.create()
        drawn.add(tuple(numbered(session, objects, NOBODY, digests("BA"))[0].to_pylist()))
    assert len(drawn) == 2


def test_numbers_are_drawn_again_where_all_are_taken(session, objects, monkeypatch):
    monkeypatch.setattr(numbering, "SPACE", 8)
    first, before = numbered(session, objects, NOBODY, digests("ABCDE"))
    numbers, _ = numbered(session, objects, before, digests("FGH"))
    assert sorted(first.to_pylist() + numbers.to_pylist()) == list(range(8))


def test_nobody_new_makes_no_file(session, objects):
    _, before = numbered(session, objects, NOBODY, digests("BA"))
    assert numbered(session, objects, before, digests("A"))[1] == before
    assert numbered(session, objects, NOBODY, digests(""))[1] == NOBODY


def test_names_and_numbers_find_each_other(session, objects):
    [[b_number, a_number], after] = numbered(session, objects, NOBODY, digests("BA"))
    [[c_number], after] = numbered(session, objects, after, digests("C"))
    found = [number_of(session, objects, after.files, sign * 16) for sign in (b"A", b"C", b"Z")]
    assert found == [a_number.as_py(), c_number.as_py(), None]
    wanted = [b_number.as_py(), c_number.as_py(), -1]
    assert names_of(session, objects, after.files, PERSON_NAME, wanted) == {wanted[0]: b"B" * 16, wanted[1]: b"C" * 16}


def test_in_an_empty_store_nobody_is_known(session, objects):
    assert number_of(session, objects, (), b"A" * 16) is None
    assert names_of(session, objects, (), PERSON_NAME, [0]) == {}
    assert names_of(session, objects, (), EMPLOYER_NAME, [0]) == {}


def test_employers_have_numbers_of_their_own(session, objects):
    [[_, number], after] = numbered(session, objects, NONE, pa.array(["W-2", "W-1"], EMPLOYER_NAME))
    assert names_of(session, objects, after.files, EMPLOYER_NAME, [number.as_py()]) == {number.as_py(): "W-1"}


def test_a_digest_alike_at_the_front_is_another_person(session, objects):
    names = pa.array([b"A" * 15 + b"1", b"A" * 15 + b"2"], PERSON_NAME)
    assert len(set(numbered(session, objects, NOBODY, names)[0].to_pylist())) == 2
