"""Exact elimination, held beside the plain definition: what a combination of rows can say."""

from fractions import Fraction

from hypothesis import given, strategies as st
from tests.core.kernel.attacker import Attacker

from banenafspraak.core.kernel.elimination import connected, reduced, whole, without

MOST_TERMS = 6
factors = st.integers(-3, 3).filter(bool) | st.fractions(-2, 2, max_denominator=4).filter(bool)
rows = st.lists(st.dictionaries(st.integers(1, MOST_TERMS), factors, min_size=1, max_size=4), max_size=6)


def says(given_rows):
    """All that rows say, for another elimination."""
    attacker = Attacker()
    for row in given_rows:
        attacker.sees(exact(row), Fraction())
    return attacker


def exact(row):
    return {at: Fraction(value) for at, value in row.items()}


def alike(some, others):
    """Whether two lists of rows say the same."""
    one, other = says(some), says(others)
    pairs = [(one, others), (other, some)]
    return all(reader.solves(exact(row)) == 0 for reader, every in pairs for row in every)


@given(rows, st.permutations(range(1, MOST_TERMS + 1)), st.integers(0, MOST_TERMS))
def test_reduced_rows_say_the_same_and_each_pivot_stands_alone(given_rows, terms, many):
    order = terms[:many]
    pivots, left = reduced(given_rows, order)
    every = [*pivots.values(), *left]
    assert alike(given_rows, every)
    assert all(pivots[at][at] == 1 and sum(at in row for row in every) == 1 for at in pivots)
    assert not any(row.keys() & set(order) for row in left)
    assert all(type(value) is int or value.denominator > 1 for row in pivots.values() for value in row.values())


@given(rows, st.integers(1, MOST_TERMS))
def test_rows_without_a_term_are_all_combinations_that_lack_it(given_rows, at):
    if any(at in row for row in given_rows):
        less = [row for row in without(given_rows, at) if row]
        pivots, left = reduced(given_rows, [at])
        assert not any(at in row for row in less)
        assert alike(less, left)
        assert len(pivots) == 1


@given(rows, st.sets(st.integers(1, MOST_TERMS)))
def test_connected_rows_share_no_unknown_term_with_others(given_rows, known):
    groups = [set().union(*group) - known for group in connected(given_rows, known)]
    assert sum(map(len, connected(given_rows, known))) == len(given_rows)
    assert sum(map(len, groups)) == len(set().union(*groups))


def test_a_whole_number_is_one():
    assert (type(whole(Fraction(4, 2))), whole(5), whole(Fraction(-1, 2))) == (int, 5, Fraction(-1, 2))
