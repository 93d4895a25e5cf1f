from datetime import UTC, date, datetime
from decimal import Decimal

import pyarrow as pa
import pytest
from pyarrow import parquet
from tests.core.tables.deliveries import BSN, OTHER_BSN, hours, numbers, problems, read, refused, row

from banenafspraak.core.tables.formats import columnar


@pytest.fixture
def path(tmp_path):
    return tmp_path / "loon.parquet"


def write(path, count=1, **columns):
    arrays = {name: pa.array([text] * count) for name, text in row().items()}
    parquet.write_table(pa.table(arrays | columns), path)
    return path


def decimals(*texts, places=2):
    return pa.array([Decimal(text) for text in texts], pa.decimal128(12, places))


@pytest.mark.parametrize(
    ("column", "hundredths"),
    [
        (pa.array([110], pa.int32()), 11000),
        (pa.array([110.92]), 11092),
        (pa.array([110.92], pa.float32()), 11092),
        (pa.array([110.92 + 1e-12]), 11092),
        (pa.array([1.25]), 125),
        (pa.array([1.23], pa.float64()), 123),
        (decimals("110.92"), 11092),
        (decimals("1.230", places=3), 123),
        (pa.array(["110,92"]), 11092),
        (pa.array(["110,92"]).dictionary_encode(), 11092),
        (pa.array(["110,92"], pa.large_string()), 11092),
        (pa.array(["110,92"], pa.string_view()), 11092),
    ],
)
def test_hours_of_any_type(path, column, hundredths):
    assert hours(read(write(path, verloonde_uren=column))) == [hundredths]


def test_hours_of_more_places_are_refused_and_nothing_is_missing(path):
    for column in (pa.array([1.234]), decimals("1.234", places=3), pa.array([float("inf")])):
        assert refused(read(write(path, verloonde_uren=column))) == [(1, "verloonde_uren", "hours-unreadable")]
    for column in (pa.array([float("nan")]), pa.nulls(1), pa.array([None], pa.float64())):
        assert refused(read(write(path, verloonde_uren=column))) == [(1, "verloonde_uren", "hours-missing")]


@pytest.mark.parametrize(
    "column",
    [
        pa.array([date(2018, 12, 31)]),
        pa.array([date(2018, 12, 31)], pa.date64()),
        pa.array([datetime.fromisoformat("2018-12-31")], pa.timestamp("ns")),
        pa.array([datetime.fromisoformat("2018-12-31")], pa.timestamp("s")),
        pa.array([datetime(2018, 12, 31, tzinfo=UTC)], pa.timestamp("us", "UTC")),
        pa.array([datetime(2018, 12, 30, 23, tzinfo=UTC)], pa.timestamp("ms", "Europe/Amsterdam")),
        pa.array([datetime(2018, 12, 30, 23, tzinfo=UTC)], pa.timestamp("us", "UTC")),
        pa.array([20181231]),
        pa.array(["31-12-2018"]),
    ],
)
def test_dates_of_any_type(path, column):
    assert read(write(path, tijdvak_einde=column)).rows["tijdvak_einde"].to_pylist() == [date(2018, 12, 31)]


@pytest.mark.parametrize(
    "column",
    [
        pa.array([datetime.fromisoformat("2019-01-09T10:00")], pa.timestamp("us")),
        pa.array([datetime(2019, 1, 9, 9, tzinfo=UTC)], pa.timestamp("ns", "UTC")),
        pa.array([datetime(2019, 1, 9, 9, tzinfo=UTC)], pa.timestamp("us", "Europe/Amsterdam")),
    ],
)
def test_moments_of_any_type(path, column):
    found = read(write(path, aangemaakt_op=column)).rows["aangemaakt_op"].to_pylist()
    assert found == [datetime(2019, 1, 9, 9, tzinfo=UTC)]


@pytest.mark.parametrize("kind", [pa.int64(), pa.float64(), pa.string(), pa.decimal128(19, 0)])
def test_bsn_of_any_type_is_one_person(path, kind):
    column = pa.array([int(BSN), int(OTHER_BSN), 10000008]).cast(kind)
    assert read(write(path, 3, bsn=column)).rows["persoon_nummer"].to_pylist() == [0, 1, 2]
    assert refused(read(path)) == []


def test_yes_and_no_are_words(tmp_path):
    path = tmp_path / "werkgevers.parquet"
    parquet.write_table(pa.table({"loonheffingennummer": ["W-1", "W-2", "W-3"], "uitlener": [True, False, None]}), path)
    assert read(path, table="employers").rows["uitlener"].to_pylist() == [True, False, None]


def test_nested_and_unknown_columns_are_passed_over(path):
    nested = pa.array([{"a": 1}])
    write(path, onbekend=pa.array([[1]]), sectorcode=pa.array(["61"]), regel=nested)
    assert numbers(read(path)) == [1]
    write(path, sectorcode=nested)
    assert problems(path) == [("column-missing", "loon.parquet", None, "sectorcode")]


def test_rows_are_numbered_over_batches(path, monkeypatch):
    monkeypatch.setattr(columnar, "BATCH", 3)
    write(path, 8, code_soort=pa.array(["15", None] * 4))
    seen = []
    found = read(path, progress=lambda *told: seen.append(told[1:]))
    assert (numbers(found), found.rows_read) == ([1, 3, 5, 7], 8)
    assert refused(found) == [(number, "code_soort", "code-missing") for number in (2, 4, 6, 8)]
    size = path.stat().st_size
    assert seen == [(size * 3 // 8, size, 3), (size * 6 // 8, size, 6), (size, size, 8)]


def test_empty_row_is_a_row(path):
    empty = {name: pa.array([None], pa.string()) for name in row()}
    found = read(write(path, **empty))
    assert (found.rows_read, found.files[0].rows_refused) == (1, 1)


def test_file_without_rows_is_read(path):
    parquet.write_table(pa.table({name: pa.array([], pa.string()) for name in row()}), path)
    assert read(path).rows_read == 0


def test_file_without_known_columns_is_named(path):
    parquet.write_table(pa.table({"x": [1]}), path)
    assert problems(path) == [("csv-no-header", "loon.parquet", None, None)]


def test_broken_file_is_named(path):
    write(path)
    content = path.read_bytes()
    broken = [("parquet-broken", "loon.parquet", None, None)]
    for damaged in (
        b"geen parquet",
        content[:-1],
        content[: len(content) // 2],
        content[:4] + bytes(60) + content[64:],
    ):
        path.write_bytes(damaged)
        assert problems(path) == broken
