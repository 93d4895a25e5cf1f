"""Two own counts side by side: the same year of both, or the newest of each, and what the second is more."""

from dataclasses import replace
from decimal import Decimal

from tests.factories.outcomes import counted, counted_year

from banenafspraak.core.counting.own_compare import compare


def test_the_same_year_stands_beside_itself():
    first = counted(counted_year(2025), counted_year(2024))
    second = counted(counted_year(2026), counted_year(2025, 21, 12, jobs=(17, 8), shortfall="1.0"))
    [pair] = compare(first, second)
    assert (pair.one.year, pair.other.year) == (2025, 2025)
    assert {row.name: row.more for row in pair.totals} == {
        "jobs": Decimal("2.00"),
        "regular": Decimal(2662),
        "lent": Decimal(0),
        "persons": 1,
    }
    assert [row.more for row in pair.shortfalls] == [Decimal("-2.0")]
    assert pair.months[0].name == "01"


def test_without_a_year_in_both_the_newest_of_each_is_taken():
    [pair] = compare(counted(counted_year(2024), counted_year(2023)), counted(counted_year(2026), counted_year(2025)))
    assert (pair.one.year, pair.other.year) == (2024, 2026)


def test_what_one_of_them_lacks_has_no_difference():
    year = counted_year(2026)
    shorter = replace(year, months=year.months[:6], quotas=())
    [pair] = compare(counted(year), counted(shorter))
    assert [row.more is None for row in pair.months] == [False] * 6 + [True] * 6
    assert pair.shortfalls[0].more is None
    [other] = compare(counted(shorter), counted(year))
    assert (other.shortfalls[0].one, other.shortfalls[0].other) == (None, Decimal("3.0"))
