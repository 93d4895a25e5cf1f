"""What the text of each column must be to become a value, and what a row must hold to be accepted.

The checks of a table are data: per column how its text is read, the type of its value, the problem when it cannot
be read and the problem when it is missing. Rows are judged as a whole: all problems of a row are named.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property, partial
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from banenafspraak.core.kernel.identifiers import employer_id
from banenafspraak.core.tables import columns, values

LONGEST_PERIOD = timedelta(days=366)
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


def code(text: str) -> int | None:
    """A code of one or two digits."""
    number = values.read_whole(text)
    return number if number is not None and 0 <= number <= MOST_CODE else None


def sector_code(text: str) -> int | None:
    """A sector code of one to three digits."""
    number = values.read_whole(text)
    return number if number is not None and 0 <= number <= MOST_SECTOR else None


def assigned_hours(text: str) -> int | None:
    """Hundredths of an hour that a lender assigns: not below zero, and to be read in one way only.

    >>> assigned_hours("1.250,5"), assigned_hours("1.250"), assigned_hours("-8")
    (125050, None, None)
    """
    found = set(values.read_hours(text)[:2]) - {None}
    hundredths = found.pop() if len(found) == 1 else None
    return hundredths if hundredths is not None and 0 <= hundredths <= values.MOST_HOURS else None


def level(text: str) -> int | None:
    """A number of jobs, which is not below zero as a growth may be."""
    number = values.read_jobs(text)
    return number if number is not None and number >= 0 else None


DAY = pa.date32()
CHECKS: dict[str, tuple[Check, ...]] = {
    "payroll": (
        Check("loonheffingennummer", employer_id, pa.string(), "employer-number-wrong", "employer-number-missing"),
        Check("nummer_ikv", values.read_relation, pa.int64(), "number-unreadable"),
        Check("tijdvak_begin", values.read_date, DAY, "date-unreadable", "date-missing"),
        Check("tijdvak_einde", values.read_date, DAY, "date-unreadable", "date-missing"),
        Check("code_aard", code, pa.int16(), "code-unreadable"),
        Check("code_soort", code, pa.int16(), "code-unreadable", "code-missing", unless_withdrawn=True),
        Check("sectorcode", sector_code, pa.int16(), "code-unreadable"),
        Check("aangemaakt_op", values.read_moment, pa.timestamp("us", "UTC"), "moment-unreadable"),
        Check("regel", values.read_rule, pa.int8(), "rule-unknown"),
        Check("ikv_begin", values.read_date, DAY, "date-unreadable"),
        Check("ikv_einde", values.read_date, DAY, "date-unreadable"),
        Check("geboortedatum", values.read_date, DAY, "date-unreadable"),
        Check("wisselende_aard", values.read_yes, pa.bool_(), "code-unreadable"),
    ),
    "register": (
        Check("datum_begin", values.read_date, DAY, "date-unreadable", "date-missing"),
        Check("datum_einde", values.read_date, DAY, "date-unreadable"),
        Check("geboortedatum", values.read_date, DAY, "date-unreadable"),
        Check("grondslag", values.read_text, pa.string(), "ground-unknown"),
        Check("grondslag_vervallen_op", values.read_date, DAY, "date-unreadable"),
        Check("beschut_besluit_op", values.read_date, DAY, "date-unreadable"),
        Check("peildatum", values.read_date, DAY, "date-unreadable"),
    ),
    "employers": (
        Check("loonheffingennummer", employer_id, pa.string(), "employer-number-wrong", "employer-number-missing"),
        Check("naam", values.read_text, pa.string(), "text-unfit"),
        Check("sector", values.read_sector, pa.string(), "sector-unknown"),
        Check("sectorcode", sector_code, pa.int16(), "code-unreadable"),
        Check("subsector", values.read_text, pa.string(), "text-unfit"),
        Check("sbi", values.read_text, pa.string(), "text-unfit"),
        Check("gemeente", values.read_text, pa.string(), "text-unfit"),
        Check("uitlener", values.read_yes, pa.bool_(), "code-unreadable"),
    ),
    "keys": (
        Check("jaar", values.read_whole, pa.int64(), "number-unreadable", "number-missing"),
        Check("sector", values.read_sector, pa.string(), "sector-unknown", "sector-unknown"),
        Check("aandeel", values.read_text, pa.string(), "number-unreadable", "number-missing"),
        Check("bron", values.read_text, pa.string(), "text-unfit", "source-missing"),
    ),
    "lending": (
        Check("uitlener", employer_id, pa.string(), "employer-number-wrong", "employer-number-missing"),
        Check("inlener", employer_id, pa.string(), "employer-number-wrong", "employer-number-missing"),
        Check("uren", assigned_hours, pa.int64(), "hours-unreadable", "hours-missing"),
        Check("uitlener_akkoord_op", values.read_date, DAY, "date-unreadable"),
        Check("inlener_akkoord_op", values.read_date, DAY, "date-unreadable"),
    ),
    "figures": (
        Check("reeks", partial(values.read_word, values.SERIES), pa.string(), "series-unknown", "series-unknown"),
        Check("peildatum", values.read_date, DAY, "date-unreadable", "date-missing"),
        Check("regio", values.read_text, pa.string(), "text-unfit"),
        Check("sector", partial(values.read_word, values.PARTS), pa.string(), "part-unknown", "part-unknown"),
        Check("soort", partial(values.read_word, values.WORK), pa.string(), "work-unknown", "work-unknown"),
        Check("banen", level, pa.int64(), "jobs-unreadable"),
        Check("extra_banen", values.read_jobs, pa.int64(), "jobs-unreadable"),
        Check("gepubliceerd_op", values.read_date, DAY, "date-unreadable", "date-missing"),
        Check("bron", values.read_text, pa.string(), "text-unfit", "source-missing"),
        Check("adres", values.read_text, pa.string(), "text-unfit"),
        Check("zekerheid", partial(values.read_word, values.MARKS), pa.string(), "mark-unknown"),
        Check("noot", values.read_text, pa.string(), "text-unfit"),
    ),
    "organisations": (
        Check("kenmerk", values.read_reference, pa.string(), "reference-unreadable"),
        Check("naam", values.read_name, pa.string(), "text-unfit", "organisation-name-missing"),
        Check(
            "soort_organisatie",
            partial(values.read_word, values.ORGANISATIONS),
            pa.string(),
            "organisation-kind-unknown",
            "organisation-kind-unknown",
        ),
        Check("sector", values.read_sector, pa.string(), "sector-unknown"),
        Check("subsector", values.read_name, pa.string(), "text-unfit"),
        Check("kvk", values.read_kvk, pa.string(), "kvk-unreadable"),
        Check("oin", values.read_oin, pa.string(), "oin-unreadable"),
        Check("website", values.read_website, pa.string(), "website-unreadable"),
        Check("gemeenten", values.read_text, pa.string(), "text-unfit"),
        Check("werknemers", values.read_workers, pa.int64(), "workers-unreadable"),
        Check("werknemers_op", values.read_date, DAY, "date-unreadable"),
        Check("werknemers_bron", values.read_name, pa.string(), "text-unfit"),
        Check("actief_vanaf", values.read_date, DAY, "date-unreadable"),
        Check("actief_tot", values.read_date, DAY, "date-unreadable"),
    ),
}
HOURS = "verloonde_uren"
KINDS = (
    columns.PAYROLL,
    columns.REGISTER,
    columns.EMPLOYERS,
    columns.KEYS,
    columns.LENDING,
    columns.FIGURES,
    columns.ORGANISATIONS,
)
TABLES = {table.name: table for table in KINDS}
REMEMBERED = 1 << 17


@dataclass(frozen=True, slots=True)
class Finding:
    """One problem of some rows: their numbers, the column and the code. Never their content."""

    rows: pa.Array
    column: str
    code: str


@dataclass(frozen=True)
class Cells:
    """A column of a batch: its distinct texts, and the place of each row's text.

    Payroll columns repeat a few values millions of times, so every distinct text is read once. A constant fills what is
    empty.
    """

    raw: pa.Array
    places: pa.Array
    constant: str | None = None

    @classmethod
    def of(cls, column: pa.Array | None, count: int, constant: str | None = None) -> Cells:
        """The cells of a column, or of one that is not there."""
        if column is None:
            return cls(pa.array([None], pa.string()), pa.repeat(pa.scalar(0, pa.int32()), count), constant)
        if not pa.types.is_dictionary(column.type):
            column = pc.dictionary_encode(column, null_encoding="encode")
        raw, places = column.dictionary, column.indices
        if places.null_count:
            places = pc.fill_null(places, len(raw))
            raw = pa.concat_arrays([raw, pa.nulls(1, raw.type)])
        return cls(raw, places, constant)

    @cached_property
    def texts(self) -> list[str | None]:
        """The distinct texts without outer spaces; None is empty."""
        constant = self.constant
        return [text.strip() or constant if text else constant for text in self.raw.to_pylist()]

    @property
    def empty(self) -> bool:
        """Whether there is no text at all."""
        return bool(self.raw.null_count == len(self.raw))

    def under(self, mask: pa.Array) -> Cells:
        """The cells of the rows under a mask, with the texts that stand there alone."""
        if not mask.false_count:
            return self
        encoded = pc.dictionary_encode(self.places.filter(mask))
        return Cells(self.raw.take(encoded.dictionary), encoded.indices, self.constant)

    def spread(self, read: Sequence[Any], kind: pa.DataType) -> pa.Array:
        """One value per row, from one value per distinct text."""
        return pa.array(read, kind).take(self.places)

    def unread(self, read: Sequence[Any]) -> list[bool]:
        """Per distinct text, whether it gave no value; none at all when every text gave one."""
        return [bool(text) and one is None for text, one in zip(self.texts, read, strict=True)] if None in read else []

    def where(self, flags: Sequence[bool]) -> pa.Array | None:
        """A mask of the rows whose text is flagged; None when no text is."""
        return self.spread(flags, pa.bool_()) if any(flags) else None


def one_of(allowed: frozenset[str]) -> Callable[[str], str | None]:
    """A reader that takes only these words."""
    return lambda text: text if text in allowed else None


def found(rows: pa.Array, mask: pa.Array | None, column: str, code: str) -> list[Finding]:
    """The rows under a mask as a finding, when there are any."""
    some = None if mask is None else rows.filter(mask)
    return [Finding(some, column, code)] if some else []


def check_column(
    rows: pa.Array, check: Check, cells: Cells, read: Callable[[str], Any], withdrawn: pa.Array | None
) -> tuple[pa.Array, list[Finding]]:
    """The values of one column, and what is wrong with it."""
    values = [None if text is None else read(text) for text in cells.texts]
    findings = found(rows, cells.where(cells.unread(values)), check.column, check.unreadable)
    if check.missing:
        excused = withdrawn if check.unless_withdrawn else None
        findings += found(rows, missing(cells, excused), check.column, check.missing)
    return cells.spread(values, check.type), findings


def missing(cells: Cells, excused: pa.Array | None) -> pa.Array | None:
    """A mask of the rows without a text, but for those that are excused."""
    empty = cells.where([text is None for text in cells.texts]) if None in cells.texts else None
    return empty if empty is None or excused is None else pc.and_not(empty, excused)


def across(name: str, rows: pa.Array, values: Mapping[str, pa.Array]) -> list[Finding]:
    """What is wrong between the columns of a row: a late begin, too long a period, a number without source."""
    if name == "payroll":
        first, last = values["tijdvak_begin"], values["tijdvak_einde"]
        span = pc.subtract(last.cast(pa.int32()), first.cast(pa.int32()))
        too_long = found(rows, pc.greater(span, LONGEST_PERIOD.days), "tijdvak_einde", "period-too-long")
        return found(rows, pc.less(last, first), "tijdvak_einde", "end-before-begin") + too_long
    if name == "register":
        early = pc.less(values["datum_einde"], values["datum_begin"])
        return found(rows, early, "datum_einde", "end-before-begin")
    if name == "organisations":
        counted, unsaid = pc.is_valid(values["werknemers"]), ("werknemers_op", "werknemers_bron")
        without = [(column, pc.and_(counted, pc.is_null(values[column]))) for column in unsaid]
        early = pc.less(values["actief_tot"], values["actief_vanaf"])
        findings = found(rows, early, "actief_tot", "end-before-begin")
        return findings + [one for column, mask in without for one in found(rows, mask, column, "workers-unsourced")]
    return []


def constant_fits(name: str, column: str, text: str, decimal: str | None = None) -> bool:
    """Whether one text can stand for all rows of a column."""
    if column == HOURS and name == "payroll":
        hours = values.read_hours(text)
        return (hours.dot if decimal == "." else hours.comma) is not None and (
            bool(decimal) or hours.comma == hours.dot
        )
    readers_of = {check.column: check.read for check in CHECKS[name]}
    return column in readers_of and bool(text.strip()) and readers_of[column](text.strip()) is not None
