"""What an employer shares: nobody can work out a hidden figure, within a year, beside earlier ones, or from sums.

The attackers here share no code with kernel/disclosure.py: they know who works how much, and look whether anything
that is shown, or two things that are shown, rests on one to nine persons.
"""

import json
from dataclasses import replace
from decimal import Decimal
from itertools import combinations
from typing import NamedTuple

import pytest
from hypothesis import given, strategies as st
from tests import trust
from tests.factories.outcomes import counted, counted_year

from banenafspraak.core.counting.own import Behind
from banenafspraak.core.counting.own_kept import shared_data, shared_from
from banenafspraak.core.counting.own_shared import SharedYear, shared_years, together

FEW = range(1, 10)


def shown(year, *before):
    return shared_years(counted(year), before)[0]


def seen(one):
    return one.regular is not None, one.lent is not None, one.jobs is not None


@pytest.mark.parametrize(
    ("persons", "is_seen"),
    [
        ((20, 12, 32), (True, True, True)),
        ((20, 12, 25), (True, True, True)),  # some do both kinds of work
        ((20, 0, 20), (True, True, True)),
        ((0, 0, 0), (True, True, True)),
        ((20, 3, 23), (False, False, True)),
        ((5, 3, 8), (False, False, False)),
        ((5, 0, 5), (False, True, False)),  # nobody is lent in: that tells of nobody
        ((9, 9, 12), (False, False, True)),
        ((9, 9, 9), (False, False, False)),
    ],
)
def test_figures_on_few_persons_are_hidden_and_cannot_be_subtracted(persons, is_seen):
    assert seen(shown(counted_year(2025, *persons))) == is_seen


def test_what_is_shown_is_what_was_counted():
    one = shown(counted_year(2025, 20, 12, jobs=(15, 8)))
    assert (one.regular, one.lent, one.jobs, one.persons) == (Decimal("15.00"), Decimal("8.00"), Decimal("23.00"), 32)
    assert not one.compared


def test_the_same_figures_may_be_shared_again():
    year = counted_year()
    first = shown(year)
    assert shown(year, first) == first
    assert shown(year, first, first) == first


def test_a_figure_that_a_few_persons_changed_is_hidden():
    first = shown(counted_year(2025, 20, 0))
    again = shown(counted_year(2025, 21, 0, jobs=("15.7", 0)), first)
    assert again.jobs is None
    assert again.compared


def test_a_figure_that_only_hours_changed_is_hidden():
    first = shown(counted_year(2025, 20, 0))
    assert shown(counted_year(2025, 20, 0, jobs=("15.1", 0)), first).jobs is None


def test_a_figure_that_ten_persons_changed_is_shown():
    first = shown(counted_year(2025, 20, 0))
    assert shown(counted_year(2025, 30, 0, jobs=(20, 0)), first).jobs == Decimal("20.00")


def test_every_earlier_figure_counts_and_not_the_last_alone():
    first = shown(counted_year(2025, 20, 0))
    second = shown(counted_year(2025, 30, 0, jobs=(20, 0)), first)
    third = counted_year(2025, 20, 0, jobs=("15.1", 0))
    assert shown(third, second).jobs is not None
    assert shown(third, first, second).jobs is None


def test_another_year_and_what_nobody_saw_do_not_matter():
    other = shown(counted_year(2024, 20, 0))
    hidden = shown(counted_year(2025, 8, 0))
    assert seen(shown(counted_year(2025, 12, 0), other, hidden)) == (True, True, True)


def test_what_was_hidden_cannot_be_found_through_a_later_split():
    first = shown(counted_year(2025, 30, 3))
    assert seen(first) == (False, False, True)
    later = counted_year(2025, 30, 13, jobs=(15, 14))
    assert shown(later, first).regular is None


def test_where_an_earlier_year_would_reveal_a_change_nothing_is_shown():
    """Rounded, all but one of the figures stay the same, so that the one that changed could be worked out."""
    first = shown(counted_year(2025, 20, 12, jobs=("15.003", "7.994")))
    later = shown(counted_year(2025, 20, 12, jobs=("15.003", "7.9951")), first)
    assert (first.lent, first.jobs) == (Decimal("7.99"), Decimal("23.00"))
    assert (seen(later), later.compared) == ((False, False, False), True)


def test_sums_are_of_what_is_shown():
    rows = [shown(counted_year(2025, *persons)) for persons in ((20, 12), (20, 3), (4, 3))]
    found = together(rows)
    assert (found.jobs, found.jobs_of) == (Decimal("46.00"), 2)
    assert (found.regular, found.lent, found.split_of) == (Decimal("15.00"), Decimal("8.00"), 1)
    assert found.persons == 55
    assert together(rows[2:]) is None
    assert (together(rows[1:2]).regular, together(rows[1:2]).split_of) == (None, 0)


def test_what_is_shared_is_kept_to_the_last_decimal():
    years = shared_years(counted(counted_year(2025), counted_year(2024, 3, 4)), ())
    assert shared_from(json.loads(json.dumps(shared_data(years)))) == years


# -- attacks ----------------------------------------------------------------------------------------------------------

PEOPLE = st.integers(0, 14)
MANY = trust.examples(60, 1500)


@MANY
@given(st.lists(st.tuples(PEOPLE, PEOPLE), min_size=1, max_size=5), st.integers(1, 500))
def test_a_sector_page_is_the_same_whatever_hidden_figures_are(employers, other):
    """A reader learns nothing of a hidden figure from a page that would be the same with another one."""
    page, twin = [], []
    for regular, lent in employers:
        year = counted_year(2025, regular, lent, jobs=(regular, lent))
        one = shown(year)
        page.append(one)
        hidden = replace(
            year,
            regular=year.regular if one.regular is not None else year.regular + other,
            lent=year.lent if one.lent is not None else year.lent - (other if one.jobs is not None else 0),
        )
        if one.jobs is None:
            hidden = replace(hidden, jobs=year.jobs + other)
        twin.append(shown(hidden))
        assert [one.regular, one.lent, one.jobs].count(None) != 1 or 0 in {regular, lent}
    assert page == twin
    assert together(page) == together(twin)


class Known(NamedTuple):
    """A figure that was seen. One that is seen to be the same, to the hundredth of a job, tells nothing more."""

    value: Decimal
    terms: dict[tuple[str, str, int], int]


class Employer:
    """Persons with their hours of each kind, as somebody who knows them all."""

    def __init__(self, hours):
        self.hours = hours  # by person and kind

    def year(self):
        sums = [sum(h for (_, kind), h in self.hours.items() if kind == each) for each in ("regular", "lent")]
        regular, lent = ({person for person, kind in self.hours if kind == each} for each in ("regular", "lent"))
        return replace(
            counted_year(2025, jobs=(1, 1)),
            regular=Decimal(sums[0]),
            lent=Decimal(sums[1]),
            jobs=(Decimal(sum(sums)) / 1331).quantize(Decimal("0.01")),
            persons=len(regular | lent),
            behind=Behind(len(regular), len(lent), len(regular | lent)),
        )

    def atoms(self, kinds):
        """What a figure is the sum of: hours of a person of a kind."""
        return {(person, kind, hours): 1 for (person, kind), hours in self.hours.items() if kind in kinds}

    def statements(self, one):
        """What a reader knows: what is seen, and of which atoms it is the sum."""
        cells = (("regular",), one.regular), (("lent",), one.lent), (("regular", "lent"), one.jobs)
        return [Known(value, self.atoms(kinds)) for kinds, value in cells if value is not None]


def persons_in(terms):
    return len({person for (person, _, _), factor in terms.items() if factor})


def apart(one, other, sign):
    terms = dict(one)
    for atom, factor in other.items():
        terms[atom] = terms.get(atom, 0) + sign * factor
    return terms


@st.composite
def histories(draw):
    """An employer whose count is made anew some times, each time with a few or many persons other than before."""
    hours, many = {}, st.integers(0, 25)
    for kind in ("regular", "lent"):
        hours |= {(f"{kind}{n}", kind): 1000 + n for n in range(draw(many))}
    made = [Employer(dict(hours))]
    for again in range(draw(st.integers(1, 3))):
        for kind in ("regular", "lent"):
            hours |= {(f"new{again}-{n}", kind): 900 + n for n in range(draw(st.sampled_from([0, 0, 1, 3, 10, 12])))}
            gone = draw(st.sampled_from([0, 0, 1, 2, 10]))
            for at in [each for each in hours if each[1] == kind][:gone]:
                del hours[at]
        if hours and draw(st.booleans()):
            hours[next(iter(hours))] += 70
        made.append(Employer(dict(hours)))
    return made


@MANY
@given(histories())
def test_no_two_figures_of_an_employer_tell_of_a_few_persons(history):
    """All that was ever shown of a year, alone, added up or subtracted, rests on nobody or on ten persons or more."""
    before, known = [], []
    for employer in history:
        one = shown(employer.year(), *before)
        before.append(one)
        known += employer.statements(one)
    assert [persons_in(each.terms) for each in known if persons_in(each.terms) in FEW] == []
    for one, other in combinations(known, 2):
        if one.value != other.value:
            assert persons_in(apart(one.terms, other.terms, -1)) not in FEW


def test_the_attacker_sees_what_leaks():
    small, one_more = Employer({(n, "regular"): 1 for n in range(12)}), Employer({(n, "regular"): 1 for n in range(13)})
    alone = [each.statements(shown(each.year()))[0].terms for each in (small, one_more)]
    assert persons_in(apart(*alone, -1)) == 1


def test_a_year_that_was_never_made_here_is_no_shared_year():
    assert SharedYear(2025, None, None, None, None, Behind(1, 1, 2)).figures == {}
