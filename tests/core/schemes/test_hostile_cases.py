"""Whatever is typed as a case is read, or refused with problems: never an error of ours."""

from datetime import UTC, date, datetime

import pytest

from banenafspraak.core.kernel.problems import ProblemsError
from banenafspraak.core.schemes.cases import read_case

DAY = date(2026, 7, 1)


@pytest.mark.parametrize("typed", ["1e999999", "1e999990", 10**30, "sNaN", "inf", [], {}, [1], "٣٢", "1_000", b"x"])
@pytest.mark.parametrize(
    "name", ["loonwaarde", "uren_per_week", "loon_per_maand", "uitkering", "startdatum", "woongemeente", "is_ziek"]
)
def test_what_is_no_value_is_a_problem(name, typed):
    problems = []
    try:
        read_case({name: typed}, DAY)
    except ProblemsError as error:
        problems += error.problems
    assert {one.place.column for one in problems} <= {name}


def test_a_moment_is_read_as_its_day():
    found = read_case({"peildatum": datetime(2026, 7, 1, 12, tzinfo=UTC)}, date(2020, 1, 1))
    assert found.on == DAY


@pytest.mark.parametrize(("day", "code"), [("9999-12-31", "case-bounds"), ("2012-12-31", "case-before-law")])
def test_a_day_on_which_nothing_can_be_known_is_refused(day, code):
    with pytest.raises(ProblemsError) as error:
        read_case({"peildatum": day}, DAY)
    assert [one.code for one in error.value.problems] == [code]
