"""Over files: both engines on the invented nation, the order of files, and results that are written and made again."""

import csv
import json
from dataclasses import replace
from decimal import Decimal

import openpyxl
import pyarrow as pa
import pytest
from hypothesis import given, strategies as st
from pyarrow import parquet
from tests.agree import invent
from tests.factories.payroll import KEY, at_government, employer, in_2012, lent, order_of, paid, registered, write

from banenafspraak.core.counting import BY, Order, built_in, count, make_plan, verify
from banenafspraak.core.counting.engines import find_engine
from banenafspraak.core.counting.files import KINDS, read_result, receipt_beside, tally_lines, write_result
from banenafspraak.core.counting.order import count_prepared, prepare
from banenafspraak.core.invented.nation import write_nation
from banenafspraak.core.kernel.periods import Period

PERIODS = {"monitor": "2018", "quarter": "2018Q4", "employer-year": "2018"}
MONTHS = [(2012, 12), (2017, 12), (2018, 9), (2018, 11), (2018, 12)]


@pytest.fixture(scope="module")
def nation(tmp_path_factory):
    folder = tmp_path_factory.mktemp("nation")
    return write_nation(folder, 0.0005, 3, [Period.month(*month) for month in MONTHS])


def order_for(nation, name, **asked):
    return Order(
        nation.payroll,
        nation.register,
        PERIODS[name],
        KEY,
        definition=built_in(name),
        **({"employers": nation.employers, "keys": nation.keys, "targets": nation.targets} | asked),
    )


@pytest.mark.parametrize("name", PERIODS)
def test_engines_agree_on_the_invented_nation(nation, name):
    order = order_for(nation, name, corrections=(nation.corrections,))
    duckdb, reference = find_engine("duckdb"), find_engine("reference")
    plan = make_plan(order.definition, order.period)
    ready = prepare(order, plan, duckdb)
    assert (
        ready.rows.aside(plan).to_pydict()
        == reference.set_aside(ready.rows.inputs.payroll, 18_017 if "year" in name else None).to_pydict()
    )
    for by in BY:
        one = make_plan(order.definition, order.period, (by,))
        fast, slow = (count_prepared(order, one, engine, ready) for engine in (duckdb, reference))
        assert fast.table() == slow.table()
        assert (fast.tallies, fast.notes, fast.flow, fast.pace) == (slow.tallies, slow.notes, slow.flow, slow.pace)
        assert fast.total.hundredths > 0


def test_the_order_of_files_does_not_matter(nation):
    order = order_for(nation, "monitor", corrections=(nation.corrections,))
    turned = replace(order, deliveries=(nation.corrections, *reversed(nation.payroll)), corrections=())
    first, second = count(order), count(turned)
    assert first.table() == second.table()
    assert first.receipt.result_sha256 == second.receipt.result_sha256
    assert first.tallies == second.tallies


BROKEN = [{"loonheffingennummer": ""}, {"tijdvak_einde": "31-02-2018"}, {"verloonde_uren": "veel"}, {"persoon": ""}]
ROWS = st.builds(
    lambda make, person, hours, aard, fault: make(persoon=person, verloonde_uren=hours, code_aard=aard) | fault,
    st.sampled_from([paid, at_government, lent]),
    st.sampled_from("ABC"),
    st.sampled_from(["10", "110.92", "-5.5", "0"]),
    st.sampled_from(["1", "11", "21", "99", ""]),
    st.sampled_from([{}, {}, {}, *BROKEN]),
)


@invent.SOME
@given(st.lists(ROWS, min_size=1, max_size=12))
def test_accepted_and_refused_are_what_was_read(tmp_path_factory, rows):
    result = count(order_of(tmp_path_factory.mktemp("rows"), rows))
    [file] = [file for file in result.receipt.inputs if file.role == "payroll"]
    assert (file.rows_read, file.rows_accepted + file.rows_refused) == (len(rows), len(rows))
    assert sum(line["rijen"] for line in tally_lines(result, "nl")) == result.rows_read == len(rows)
    assert len({(one.file, one.row) for one in result.refused}) == file.rows_refused + sum(
        other.rows_refused for other in result.receipt.inputs if other.role != "payroll"
    )


@pytest.fixture
def order(tmp_path):
    rows = [
        paid(persoon="A"),
        at_government(persoon="B", verloonde_uren="55.46"),
        lent(persoon="C", verloonde_uren="33.3"),
    ]
    people = [registered(persoon=name) for name in "ABC"]
    employers = [employer(gemeente="Utrecht", sbi="84.11")]
    keys = write(tmp_path / "sleutels.csv", [
        {"jaar": year, "sector": sector, "aandeel": share, "bron": "verzonnen"}
        for year in (2012, 2018) for sector, share in (("markt", "66.7"), ("overheid", "33.3"))
    ])  # fmt: skip
    targets = write(
        tmp_path / "doelen.csv", [{"jaar": 2018, "sector": "markt", "doelstelling": 1, "bron": "verzonnen"}]
    )
    return order_of(
        tmp_path,
        [*rows, *(in_2012(row) for row in rows[:2])],
        people,
        employers,
        keys=keys,
        targets=targets,
        by=("sector",),
    )


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("engine", ["duckdb", "reference"])
def test_a_written_result_is_made_again(order, tmp_path, kind, engine):
    path = tmp_path / f"telling{kind}"
    write_result(count(order), path)
    kept = read_result(path)
    assert kept.table_is_whole
    assert verify(kept.receipt, replace(order, engine=engine))[1] == []


@pytest.mark.parametrize("kind", KINDS)
def test_another_hour_makes_another_result(order, tmp_path, kind):
    path = tmp_path / f"telling{kind}"
    write_result(count(order), path)
    delivery = order.deliveries[0]
    delivery.write_text(delivery.read_text("utf-8").replace("55.46", "55.47"), "utf-8")
    assert verify(read_result(path).receipt, order)[1] == ["result_sha256", "inputs"]


def edit_csv(path):
    path.write_text(path.read_text("utf-8").replace("1.", "2.", 1), "utf-8", newline="")


def edit_json(path):
    body = json.loads(path.read_text("utf-8"), parse_float=Decimal)
    body["tabel"][0]["sector"] = "overheid"
    path.write_text(json.dumps(body, default=str), "utf-8")


def edit_parquet(path):
    table = parquet.read_table(path)
    rows = table.to_pylist()
    rows[0]["doelstelling"] = 2
    changed = pa.Table.from_pylist(rows, schema=table.schema)
    parquet.write_table(changed, path)


def edit_xlsx(path):
    book = openpyxl.load_workbook(path)
    book["telling"]["D2"] = 1
    book.save(path)


EDITS = {".csv": edit_csv, ".json": edit_json, ".parquet": edit_parquet, ".xlsx": edit_xlsx}


@pytest.mark.parametrize("kind", KINDS)
def test_an_edited_cell_is_seen(order, tmp_path, kind):
    path = tmp_path / f"telling{kind}"
    write_result(count(order), path)
    EDITS[kind](path)
    assert not read_result(path).table_is_whole


def test_a_renamed_file_is_the_same_file(order, tmp_path):
    path = tmp_path / "telling.csv"
    write_result(count(order), path)
    moved = replace(order, targets=order.targets.rename(tmp_path / "andere-naam.csv"))
    assert verify(read_result(path).receipt, moved)[1] == []
    lines = list(csv.DictReader(path.read_text("utf-8").splitlines()))
    assert [line["sector"] for line in lines] == ["markt", "overheid", "totaal"]
    assert receipt_beside(path).is_file()
