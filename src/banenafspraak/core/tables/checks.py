"""What the text of each column must be to become a value, and what a row must hold to be accepted.

The checks of a table are data: per column how its text is read, the type of its value, the problem when it cannot
be read and the problem when it is missing. Rows are judged as a whole: all problems of a row are named.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from banenafspraak.core.kernel.identifiers import employer_id
from banenafspraak.core.tables import columns, values
from banenafspraak.core.tables.sources import ROW

LONGEST_PERIOD = timedelta(days=366)
MOST_HOURS = 99_999_00  # five digits of hours, the width of AantVerlU in the return
WITHDRAWAL = values.RULES["intrekking"]
EARLIEST, LATEST = date(1900, 1, 1), date(2199, 12, 31)
MOST_CODE = 99
MOST_SECTOR = 999


@dataclass(frozen=True, slots=True)
class Check:
    """One column: how to read it, its type, what is wrong when it cannot be read, and when it is missing."""

    column: str
    read: Callable[[str], Any]
    type: pa.DataType
    unreadable: str
    missing: str | None = None
    unless_withdrawn: bool = False


def known_date(text: str) -> date | None:
    """A date within the years that payrolls and registers speak of."""
    day = values.read_date(text)
    return day if day and EARLIEST <= day <= LATEST else None


def code(text: str) -> int | None:
    """A code of one or two digits."""
    number = values.read_whole(text)
    return number if number is not None and 0 <= number <= MOST_CODE else None


def sector_code(text: str) -> int | None:
    """A sector code of one to three digits."""
    number = values.read_whole(text)
    return number if number is not None and 0 <= number <= MOST_SECTOR else None


DAY = pa.date32()
CHECKS: dict[str, tuple[Check, ...]] = {
    "payroll": (
        Check("loonheffingennummer", employer_id, pa.string(), "employer-number-wrong", "employer-number-missing"),
        Check("nummer_ikv", values.read_whole, pa.int64(), "number-unreadable"),
        Check("tijdvak_begin", known_date, DAY, "date-unreadable", "date-missing"),
        Check("tijdvak_einde", known_date, DAY, "date-unreadable", "date-missing"),
        Check("code_aard", code, pa.int16(), "code-unreadable"),
        Check("code_soort", code, pa.int16(), "code-unreadable", "code-missing", unless_withdrawn=True),
        Check("sectorcode", sector_code, pa.int16(), "code-unreadable"),
        Check("aangemaakt_op", values.read_moment, pa.timestamp("us", "UTC"), "moment-unreadable"),
        Check("regel", values.read_rule, pa.int8(), "rule-unknown"),
        Check("ikv_begin", known_date, DAY, "date-unreadable"),
        Check("ikv_einde", known_date, DAY, "date-unreadable"),
        Check("geboortedatum", known_date, DAY, "date-unreadable"),
        Check("wisselende_aard", values.read_yes, pa.bool_(), "code-unreadable"),
    ),
    "register": (
        Check("datum_begin", known_date, DAY, "date-unreadable", "date-missing"),
        Check("datum_einde", known_date, DAY, "date-unreadable"),
        Check("geboortedatum", known_date, DAY, "date-unreadable"),
        Check("grondslag", str, pa.string(), "ground-unknown"),
        Check("grondslag_vervallen_op", known_date, DAY, "date-unreadable"),
        Check("beschut_besluit_op", known_date, DAY, "date-unreadable"),
        Check("peildatum", known_date, DAY, "date-unreadable"),
    ),
    "employers": (
        Check("loonheffingennummer", employer_id, pa.string(), "employer-number-wrong", "employer-number-missing"),
        Check("naam", str, pa.string(), "code-unreadable"),
        Check(
            "sector",
            lambda text: text.casefold() if text.casefold() in {"markt", "overheid"} else None,
            pa.string(),
            "sector-unknown",
        ),
        Check("sectorcode", sector_code, pa.int16(), "code-unreadable"),
        Check("subsector", str, pa.string(), "code-unreadable"),
        Check("sbi", str, pa.string(), "code-unreadable"),
        Check("gemeente", str, pa.string(), "code-unreadable"),
        Check("uitlener", values.read_yes, pa.bool_(), "code-unreadable"),
    ),
    "keys": (
        Check("jaar", values.read_whole, pa.int64(), "number-unreadable", "number-missing"),
        Check(
            "sector",
            lambda text: text.casefold() if text.casefold() in {"markt", "overheid"} else None,
            pa.string(),
            "sector-unknown",
            "sector-unknown",
        ),
        Check("bron", str, pa.string(), "code-unreadable", "source-missing"),
    ),
}
HOURS = "verloonde_uren"


@dataclass(frozen=True, slots=True)
class Finding:
    """One problem of one row: its number, column and code. Never its content."""

    row: int
    column: str
    code: str


def stripped(batch: pa.RecordBatch, header: str | None, constant: str | None) -> pa.Array:
    """The text of a column without outer spaces, empty as null; a constant fills what is absent."""
    if header is None:
        return pa.nulls(batch.num_rows, pa.string()) if constant is None else pa.repeat(constant, batch.num_rows)
    text = pc.utf8_trim_whitespace(batch.column(header))
    text = pc.if_else(pc.equal(text, ""), None, text)
    return text if constant is None else pc.fill_null(text, constant)


def converted(text: pa.Array, read: Callable[[str], Any], kind: pa.DataType) -> pa.Array:
    """Every distinct text read once: payroll columns repeat a few values millions of times."""
    encoded = pc.dictionary_encode(text)
    return pa.array([read(value) for value in encoded.dictionary.to_pylist()], kind).take(encoded.indices)


def hours(text: pa.Array) -> tuple[pa.Array, pa.Array]:
    """Hundredths of an hour under a decimal comma and under a decimal dot."""
    encoded = pc.dictionary_encode(text)
    readings = [values.read_hours(value) for value in encoded.dictionary.to_pylist()]
    comma = pa.array([reading.comma for reading in readings], pa.int64()).take(encoded.indices)
    dot = pa.array([reading.dot for reading in readings], pa.int64()).take(encoded.indices)
    return comma, dot


def findings(rows: pa.Array, mask: pa.Array, column: str, problem: str) -> Iterator[Finding]:
    """One finding for each row under the mask."""
    if pc.any(mask).as_py():
        for row in rows.filter(mask).to_pylist():
            yield Finding(row, column, problem)


def check_column(
    batch: pa.RecordBatch, check: Check, text: pa.Array, withdrawn: pa.Array
) -> tuple[pa.Array, list[Finding]]:
    """The values of one column, and what is wrong with it, row by row."""
    value = converted(text, check.read, check.type)
    rows = batch.column(ROW)
    found = list(findings(rows, pc.and_(pc.is_valid(text), pc.is_null(value)), check.column, check.unreadable))
    if check.missing:
        empty = pc.is_null(text)
        empty = pc.and_not(empty, withdrawn) if check.unless_withdrawn else empty
        found += findings(rows, empty, check.column, check.missing)
    return value, found


def check_order(rows: pa.Array, first: pa.Array, last: pa.Array, column: str, problem: str) -> list[Finding]:
    """Rows whose last day lies before their first."""
    return list(findings(rows, pc.fill_null(pc.less(last, first), False), column, problem))  # noqa: FBT003 - arrow's own order of arguments


def check_length(rows: pa.Array, first: pa.Array, last: pa.Array) -> list[Finding]:
    """Payroll periods longer than a year, which the return does not know."""
    span = pc.subtract(last.cast(pa.int32()), first.cast(pa.int32()))
    return list(
        findings(rows, pc.fill_null(pc.greater(span, LONGEST_PERIOD.days), False), "tijdvak_einde", "period-too-long")
    )  # noqa: FBT003 - arrow's own order of arguments


TABLES = {table.name: table for table in (columns.PAYROLL, columns.REGISTER, columns.EMPLOYERS, columns.KEYS)}
