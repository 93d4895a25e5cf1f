from datetime import date

import pytest

from banenafspraak.core.kernel.periods import Asked, Period

DECEMBER = Period(date(2018, 12, 1), date(2018, 12, 31))


def test_month_and_year_are_whole():
    assert Period.month(2018, 12) == DECEMBER
    assert Period.month(2020, 2).last == date(2020, 2, 29)
    assert Period.year(2018) == Period(date(2018, 1, 1), date(2018, 12, 31))
    assert (DECEMBER.days, DECEMBER.after) == (31, date(2019, 1, 1))


def test_period_does_not_end_before_it_begins():
    with pytest.raises(ValueError, match="on or after"):
        Period(date(2018, 12, 2), date(2018, 12, 1))
    assert Period(date(2018, 12, 1), date(2018, 12, 1)).days == 1


def test_months_touched_over_the_turn_of_a_year():
    months = Period(date(2018, 11, 30), date(2019, 1, 1)).months()
    assert months == [Period.month(2018, 11), DECEMBER, Period.month(2019, 1)]


@pytest.mark.parametrize(
    ("text", "asked", "written", "first", "last"),
    [
        ("2018", Asked(2018), "2018", date(2018, 1, 1), date(2018, 12, 31)),
        (" 2018-12 ", Asked(2018, month=12), "2018-12", DECEMBER.first, DECEMBER.last),
        ("2018k1", Asked(2018, quarter=1), "2018Q1", date(2018, 1, 1), date(2018, 3, 31)),
        ("2018Q4", Asked(2018, quarter=4), "2018Q4", date(2018, 10, 1), date(2018, 12, 31)),
    ],
)
def test_period_as_asked(text, asked, written, first, last):
    assert Asked.read(text) == asked
    assert str(asked) == written
    assert asked.days() == Period(first, last)


@pytest.mark.parametrize("text", ["", "18", "2018-13", "2018Q5", "2018-1", "1899"])
def test_other_texts_are_no_period(text):
    assert Asked.read(text) is None
