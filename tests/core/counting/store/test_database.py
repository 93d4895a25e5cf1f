import duckdb
import pyarrow as pa
import pytest
from pyarrow import parquet

from banenafspraak.core.counting.store.database import columns, database


def test_an_answer_becomes_a_file_in_the_place_that_was_made_for_it(tmp_path):
    path = tmp_path / "it's.part"
    path.touch(0o600)
    with database() as session:
        session.give("rows", pa.table({"n": [3, 1]}))
        session.write("SELECT * FROM rows ORDER BY n")(path)
        assert parquet.read_table(path).to_pylist() == [{"n": 1}, {"n": 3}]
        assert [one.name for one in tmp_path.iterdir()] == ["it's.part"]
        assert path.stat().st_mode & 0o777 == 0o600


def test_the_one_number_of_an_answer_that_is_nothing_is_nought():
    with database() as session:
        assert session.value("SELECT SUM(n) FROM (SELECT 1 AS n WHERE 1 = 0)") == 0
        assert session.value("SELECT 41 + 1") == 42


def test_databases_do_not_see_each_other():
    with database() as one, database() as other:
        one.make("rows", "SELECT 1 AS n")
        with pytest.raises(duckdb.CatalogException):
            other.ask("SELECT * FROM rows")


def test_columns_have_their_kinds():
    assert columns("lot string, rijen int64, telt bool") == pa.schema(
        [("lot", pa.string()), ("rijen", pa.int64()), ("telt", pa.bool_())]
    )
