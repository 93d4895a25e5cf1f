"""The readers beside the bare read of the same bytes: text, door, checks and digest of the file included."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from functools import cache
from pathlib import Path

import duckdb
from lxml import etree
from pyarrow import parquet
from tests.bench.measuring import KEY, Job, Measured, beside

from banenafspraak.core.invented.employer import write_employer
from banenafspraak.core.invented.nation import Nation, write_nation
from banenafspraak.core.tables.door import Door
from banenafspraak.core.tables.reading import Read, Reading, read_table

MONTHS = 4


def measure(folder: Path) -> Iterator[Measured]:
    """CSV, Parquet and XML."""
    months = list(write_region(folder).payroll[-MONTHS:])
    text = folder / "loon.csv"
    duckdb.sql(f"COPY (SELECT * FROM read_parquet('{months[-1]}')) TO '{text}' (HEADER, DELIMITER ';')")
    yield _line("CSV of one month", [text], "DuckDB: the same file as bare text", bare_text(text), "≤ 5 ×")
    yield _line("Parquet of one month", months[-1:], "pyarrow: bare decoding", _decoded(months[-1:]))
    yield _line(f"Parquet of {MONTHS} months", months, "pyarrow: bare decoding", _decoded(months))
    returns = write_returns(folder)
    peer = "lxml.etree.parse: the same files"
    yield _line("wage tax returns (XML) of a year", returns, peer, parsed(returns), "≤ 3 ×")


@cache
def write_region(folder: Path) -> Nation:
    """An invented twentieth of the nation: eight million rows of half a million persons."""
    return write_nation(folder / "land", Fraction(1, 20), 1)


@cache
def write_returns(folder: Path) -> list[Path]:
    """The returns of one invented employer with 5,000 workers, a month each."""
    write_employer(folder / "werkgever", workers=5000)
    return sorted((folder / "werkgever" / "loonaangifte").glob("*.xml"))


def read(paths: list[Path]) -> Read:
    """The payroll in files, through a door of its own."""
    return read_table("payroll", paths, Reading(Door(KEY)))


def bare_text(path: Path) -> Job:
    """The same file as text in DuckDB, without looking at it."""
    return lambda: duckdb.sql(f"CREATE OR REPLACE TEMP TABLE t AS SELECT * FROM read_csv('{path}', all_varchar = true)")


def parsed(paths: list[Path]) -> Job:
    """The same files as trees, without looking at them."""
    return lambda: [etree.parse(path) for path in paths]


def _decoded(paths: list[Path]) -> Job:
    return lambda: [parquet.read_table(path) for path in paths]


def _line(what: str, paths: list[Path], peer: str, bare: Job, asked: str = "") -> Measured:
    own, other = beside(lambda: read(paths), bare)
    return Measured(what, read(paths).rows_read, own, peer, other, asked)
