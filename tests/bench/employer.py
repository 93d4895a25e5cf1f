"""One employer with 5,000 workers, twelve months: the commands from a cold process, their start included."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import python_calamine
import xlsxwriter
from pyarrow import csv
from tests.bench.measuring import Job, Measured, beside, command, median
from tests.bench.reading import bare_text, parsed, write_returns

from banenafspraak.core.tables.formats import loonaangifte
from banenafspraak.core.tables.sources import ROW, sources

DATES = {"tijdvak_begin", "tijdvak_einde", "ikv_begin", "ikv_einde", "geboortedatum"}
NUMBERS = {"verloonde_uren", "nummer_ikv", "code_aard", "code_soort", "sectorcode"}


def measure(folder: Path) -> Iterator[Measured]:
    """Count and quota from each format."""
    run = command(folder)
    yield Measured("banenafspraak --version", 0, median(run("--version")), asked="≤ 0.15 s")
    returns = write_returns(folder)
    rows = rows_of(returns)
    text, book = as_csv(rows, folder / "loon-werkgever.csv"), _as_sheet(rows, folder / "loon-werkgever.xlsx")
    register = folder / "werkgever" / "register.csv"
    jobs: list[tuple[str, Path, str, Job, str]] = [
        ("CSV", text, "DuckDB: the same file as bare text", bare_text(text), "≤ 0.8 s"),
        ("XLSX", book, "calamine: the same sheet, bare", _bare_sheet(book), "≤ 3 s"),
        ("XML", returns[0].parent, "lxml.etree.parse: the same files", parsed(returns), "≤ 4 ×"),
    ]
    for asked, what in ((("count", "--period"), "count"), (("employer", "--year"), "employer (quota)")):
        for name, path, peer, bare, limit in jobs:
            job = run(asked[0], path, "--register", register, asked[1], "2026", "--quiet")
            own, other = beside(job, bare)
            yield Measured(f"{what}, {name}", rows.num_rows, own, peer, other, limit if what == "count" else "")


def rows_of(returns: list[Path]) -> pa.Table:
    """What stands in the returns, as a payroll package would export it."""
    found = [batch for source in sources(returns) for batch in loonaangifte.batches(source, lambda _: None)]
    return pa.Table.from_batches(found).drop_columns([ROW])


def as_csv(rows: pa.Table, path: Path) -> Path:
    csv.write_csv(rows, path, csv.WriteOptions(delimiter=";", quoting_style="needed"))
    return path


def _as_sheet(rows: pa.Table, path: Path) -> Path:
    """With real numbers and dates."""
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        sheet, day = book.add_worksheet(), book.add_format({"num_format": "dd-mm-yyyy"})
        sheet.write_row(0, 0, rows.column_names)
        for line, row in enumerate(rows.to_pylist(), 1):
            for at, (name, value) in enumerate(row.items()):
                _write(sheet, (line, at), name, value, day)
    return path


def _write(sheet: Any, place: tuple[int, int], name: str, value: str | None, day: Any) -> None:
    if value is None:
        return
    if name in DATES:
        sheet.write_datetime(*place, date.fromisoformat(value), day)
    elif name in NUMBERS:
        sheet.write_number(*place, float(value))
    else:
        sheet.write_string(*place, value)


def _bare_sheet(path: Path) -> Job:
    return lambda: python_calamine.CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
