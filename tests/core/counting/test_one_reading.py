from dataclasses import replace

from tests.factories.payroll import in_2012, order_of, paid, registered, write

from banenafspraak.core.counting import built_in, count
from banenafspraak.core.counting.one_reading import OneReading

LATE = {"aangemaakt_op": "2019-06-01T00:00:00"}


def test_one_reading_gives_the_count_that_was_ordered(tmp_path):
    order = order_of(tmp_path, [paid(), paid(tijdvak_begin="2017-12-01", tijdvak_einde="2017-12-31")])
    result = OneReading.of(order)()
    assert (result.table(), result.flow, result.receipt) == (
        count(order).table(),
        count(order).flow,
        count(order).receipt,
    )


def test_other_breakdowns_and_periods_over_the_same_tables(tmp_path):
    order = order_of(tmp_path, [paid(), paid(tijdvak_begin="2017-12-01", tijdvak_einde="2017-12-31")])
    reading = OneReading.of(order)
    for by, period in ((("soort",), "2018"), ((), "2017"), (None, "2017")):
        again = count(replace(order, by=by, period=period))
        assert reading(by, period).table() == again.table()
    assert reading(("soort",)).flow is None


def test_what_is_filed_too_late_depends_on_the_year(tmp_path):
    rows = [paid(**LATE), paid(tijdvak_begin="2019-12-01", tijdvak_einde="2019-12-31", **LATE)]
    reading = OneReading.of(order_of(tmp_path, rows, definition=built_in("employer-year")))
    assert [reading((), year).total.jobs > 0 for year in ("2018", "2019")] == [False, True]


def test_a_baseline_from_a_file_is_a_total_under_another_breakdown(tmp_path):
    base = write(tmp_path / "nul.csv", [{"sector": name, "banen": "1"} for name in ("markt", "totaal")])
    reading = OneReading.of(order_of(tmp_path, [paid()], baseline=str(base)))
    assert [row.extra_jobs for row in reading(("sector",)).rows] == [0]
    other = reading(("soort",))
    assert ([row.extra_jobs for row in other.rows], other.total.extra_jobs) == ([None], 0)


def test_a_counted_baseline_serves_every_breakdown(tmp_path):
    reading = OneReading.of(order_of(tmp_path, [paid(), in_2012(paid())], [registered()]))
    assert [row.extra_jobs for row in reading(("soort",)).rows] == [0]
