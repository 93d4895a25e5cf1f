from datetime import date

import pytest
from tests.factories.payroll import inputs

from banenafspraak.core.counting.definitions import built_in
from banenafspraak.core.counting.engines.duckdb import DuckEngine
from banenafspraak.core.counting.flow import flow_between
from banenafspraak.core.counting.plan import make_plan
from banenafspraak.core.counting.registration import Registration
from banenafspraak.core.counting.result import Flow
from banenafspraak.core.counting.rows import ReadRows
from banenafspraak.core.tables.reading import PERSON

ENGINE = DuckEngine()
THEN = {"begin": date(2017, 12, 1), "einde": date(2017, 12, 31)}
STAYS, FOUND, LOST, ENTERED, LEFT = range(1, 6)
ALWAYS = [Registration(person, date(2010, 1, 1)) for person in (STAYS, FOUND, LOST)]
REGISTER = [*ALWAYS, Registration(ENTERED, date(2018, 6, 1)), Registration(LEFT, date(2010, 1, 1), date(2018, 6, 1))]


def flow(rows, name="monitor", register=REGISTER, year="2018"):
    plan = make_plan(built_in(name), year)
    given = inputs(rows, register)
    rows = ReadRows(given, ENGINE, given.payroll)
    return flow_between(plan, rows.outcome(plan), rows)


def test_every_way_in_which_the_number_changes():
    before = [THEN | {PERSON: person} for person in (STAYS, LOST, ENTERED, LEFT)]
    now = [{PERSON: person} for person in (STAYS, FOUND, ENTERED, LEFT)]
    assert flow([*before, *now]) == Flow("2017", 3, 1, 1, 1, 1)


def test_there_is_none_without_the_period_before():
    assert flow([{PERSON: STAYS}]) is None


def test_someone_without_paid_hours_does_not_work():
    assert flow([THEN | {PERSON: STAYS, "verloonde_uren": 0}, {PERSON: STAYS}]) == Flow("2017", 0, 1, 0, 0, 0)


def test_the_year_before_has_its_own_last_day_of_filing():
    late = THEN | {PERSON: STAYS, "moment": 1, "ingediend": date(2018, 5, 2)}
    assert flow([late, {PERSON: STAYS}], "employer-year") == Flow("2017", 0, 1, 0, 0, 0)
    assert flow([late, {PERSON: STAYS}]) == Flow("2017", 1, 0, 0, 0, 0)


def test_a_ground_that_began_to_count_brings_someone_into_the_group_while_working():
    register = [Registration(STAYS, date(2010, 1, 1), ground="38b.2")]
    rows = [{PERSON: STAYS, "begin": date(year, 12, 1), "einde": date(year, 12, 31)} for year in (2015, 2016)]
    assert flow(rows, register=register, year="2016") == Flow("2015", 0, 0, 0, 1, 0)


@pytest.mark.parametrize(
    ("first", "last"), [(date(2017, 12, 31), date(2017, 12, 31)), (date(2017, 1, 1), date(2017, 12, 1))]
)
def test_one_day_in_the_period_before_is_enough_to_have_been_in_the_group(first, last):
    register = [Registration(FOUND, first, last, ground="38b.1.a"), Registration(FOUND, date(2018, 6, 1))]
    rows = [THEN | {PERSON: STAYS}, {PERSON: FOUND}]
    assert flow(rows, register=register) == Flow("2017", 0, 1, 0, 0, 0)
