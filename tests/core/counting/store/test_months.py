from datetime import date

import pytest
from pyarrow import parquet
from tests.factories.payroll import COMPANY, MUNICIPALITY, at_government, lent, paid
from tests.factories.stores import added, corrected, new

from banenafspraak.core.counting.registration import day_number
from banenafspraak.core.counting.store.database import database
from banenafspraak.core.counting.store.months import split_by_month
from banenafspraak.core.counting.store.numbering import EMPLOYER_NAME, names_of
from banenafspraak.core.counting.store.state import Store
from banenafspraak.core.kernel.periods import Period

DECEMBER, NOVEMBER = Period.month(2018, 12), Period.month(2018, 11)
WEEKS = {"tijdvak_begin": "2018-11-05", "tijdvak_einde": "2018-12-02"}
EARLIER, LATER = {"aangemaakt_op": "2019-01-10T10:00:00Z"}, {"aangemaakt_op": "2019-01-20T10:00:00Z"}
WHOLE = {"regel": "volledig"}


@pytest.fixture
def store(tmp_path):
    return new(tmp_path)


def month(store, name="2018-12"):
    return Store.open(store).state.months[name]


def lines(store, name):
    """The rows of a kept file; employers by their own name."""
    opened = Store.open(store)
    found = parquet.read_table(opened.objects.path(name)).to_pylist()
    ids = [line["loonheffingennummer"] for line in found if "loonheffingennummer" in line]
    with database() as session:
        numbers = opened.state.employer_numbers
        names = names_of(session, opened.objects, numbers, EMPLOYER_NAME, ids)
    return [line | {key: names[line[key]] for key in line if key == "loonheffingennummer"} for line in found]


def only(found, *names):
    return sorted((tuple(line[name] for name in names) for line in found), key=str)


def days(period):
    return day_number(period.first), day_number(period.last)


def test_a_row_stands_in_the_month_in_which_its_return_period_ends(store):
    added(store, "1.csv", paid(), paid(persoon="B", **WEEKS))
    found = month(store)
    assert list(Store.open(store).state.months) == ["2018-12"]
    assert (found.count, found.begin, found.end) == (2, day_number(date(2018, 11, 5)), days(DECEMBER)[1])


def test_a_month_knows_its_last_day_of_filing_and_its_files(store):
    added(store, "1.csv", paid(**EARLIER))
    added(store, "2.csv", paid(persoon="B", **LATER))
    added(store, "3.csv", paid(persoon="C", tijdvak_begin="2018-11-01", tijdvak_einde="2018-11-30"))
    assert (month(store).filed, month(store).files) == (day_number(date(2019, 1, 20)), (0, 1))
    assert (month(store, "2018-11").filed, month(store, "2018-11").files) == (None, (2,))


def test_rows_that_corrections_are_about_stand_apart_and_those_that_do_not_stand_say_why(store):
    added(store, "1.csv", paid(), paid(persoon="B"), paid(persoon="C"), paid(persoon="C"))
    corrected(store, "2.csv", paid(verloonde_uren="50"))
    contested = only(lines(store, month(store).contested), "bestand", "rij")
    assert contested == [(0, 2), (0, 4), (0, 5), (1, 2)]
    assert only(lines(store, month(store).aside), "lot", "bestand", "rij", "verloonde_uren") == [
        ("dubbel", 0, 5, 110_92),
        ("vervangen", 0, 2, 110_92),
    ]


def test_a_month_without_corrections_sets_nothing_apart(store):
    added(store, "1.csv", paid(), paid(persoon="B"))
    assert (lines(store, month(store).contested), lines(store, month(store).aside)) == ([], [])


def test_sums_hold_all_rows_also_those_that_do_not_stand(store):
    added(store, "1.csv", paid(), paid(), at_government(persoon="B"), lent(persoon="C", verloonde_uren="-1"))
    first, last = days(DECEMBER)
    assert only(lines(store, month(store).totals), "begin", "einde", "code_soort", "rijen", "verloonde_uren") == [
        (first, last, 15, 4, 3 * 110_92 - 100)
    ]
    assert only(lines(store, month(store).work), "loonheffingennummer", "sectorcode", "rijen", "verloonde_uren") == [
        (MUNICIPALITY, 64, 1, 110_92),
        (COMPANY, 44, 2, 2 * 110_92),
        ("W-3", 52, 1, -100),
    ]


def test_a_complete_return_that_no_longer_holds_a_row_is_seen(store):
    added(store, "1.csv", paid(**EARLIER, **WHOLE), paid(persoon="B", **EARLIER, **WHOLE))
    assert only(lines(store, month(store).spans), "rijen", "achtergebleven") == [(2, 0)]
    added(store, "2.csv", paid(**LATER, **WHOLE))
    assert only(lines(store, month(store).spans), "rijen", "wisselend", "achtergebleven") == [(3, 0, 1)]


def test_rows_are_split_into_parts_by_month_in_the_order_of_the_months(store):
    objects = Store.open(store).objects
    with database() as session:
        rows = session.table(
            f"SELECT 2 AS nummer, CAST({days(DECEMBER)[1]} AS INTEGER) AS einde "
            f"UNION ALL SELECT 1, CAST({days(NOVEMBER)[1]} AS INTEGER)"
        )
        parts = dict(split_by_month(session, objects, rows))
    assert list(parts) == ["2018-11", "2018-12"]
    assert [parquet.read_table(objects.path(name))["nummer"].to_pylist() for name in parts.values()] == [[1], [2]]
