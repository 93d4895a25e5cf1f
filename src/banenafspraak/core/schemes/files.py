"""A population from a file and its outcome to a file: a column per fact, as a person would write it.

Parquet and CSV. A cell that cannot be read refuses the file, with every column that is at fault said at once.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv, parquet

from banenafspraak.core.kernel.problems import Place, Problem, ProblemsError
from banenafspraak.core.schemes.cases import FORMS, read_fact, shown
from banenafspraak.core.schemes.facts import NATURAL, Fact, facts
from banenafspraak.core.schemes.means import UNKNOWN_VALUE
from banenafspraak.core.schemes.population import CODES, Column, People, YearOfAll

FIRST_ROW = 2
PERSON = "persoon"


def read_people(path: Path) -> People:
    """A population from .parquet or .csv; a column `persoon` is passed over.

    Raises:
        ProblemsError: an unreadable file, unknown columns, and cells that are no such fact, all at once.
    """
    table = _table(path)
    problems: list[Problem] = []
    columns: dict[str, Column] = {}
    for name in table.column_names:
        if name == PERSON:
            continue
        if name not in facts():
            problems.append(Problem("people-column", Place(path.name), {"name": name}))
            continue
        columns[name], wrong = _column(facts()[name], table.column(name))
        if len(wrong):
            problems.append(_cells(path, facts()[name], wrong))
    if problems:
        raise ProblemsError(problems)
    return People(columns, table.num_rows)


def _table(path: Path) -> Any:  # noqa: ANN401 - pyarrow gives its tables no types
    try:
        return (
            parquet.read_table(path)
            if path.suffix == ".parquet"
            else csv.read_csv(path, convert_options=_as_text(path))
        )
    except (pa.ArrowInvalid, OSError) as error:
        raise ProblemsError([Problem("people-unreadable", Place(path.name))]) from error


def _as_text(path: Path) -> Any:  # noqa: ANN401 - as above
    """Every column of a CSV as text: what a cell means is for the fact to say."""
    with path.open(encoding="utf-8-sig") as stream:
        names = stream.readline().rstrip("\r\n").split(",")
    return csv.ConvertOptions(column_types={name: pa.string() for name in names}, strings_can_be_null=True)


def _column(fact: Fact, cells: Any) -> tuple[Column, Column]:  # noqa: ANN401 - as above
    """A column as whole numbers, and the rows that are none. Each different cell is read once."""
    encoded = pc.dictionary_encode(cells.combine_chunks() if isinstance(cells, pa.ChunkedArray) else cells)
    encoded = encoded.combine_chunks() if isinstance(encoded, pa.ChunkedArray) else encoded
    read = [read_fact(fact, one.as_py()) for one in encoded.dictionary]
    values = np.array(
        [*(UNKNOWN_VALUE if isinstance(one, Problem) or one is None else one for one in read), UNKNOWN_VALUE]
    )
    bad = np.array([*(isinstance(one, Problem) for one in read), False])
    at = pc.fill_null(encoded.indices, len(read)).to_numpy(zero_copy_only=False).astype(np.int64)
    return values[at], np.flatnonzero(bad[at])


def _cells(path: Path, fact: Fact, wrong: Column) -> Problem:
    kind, form = FORMS.get(fact.kind, ("keuze", ", ".join(fact.choices)))
    if fact.kind in NATURAL or fact.kind == "geheel":
        form = f"{form}, {shown(fact, fact.lowest)} tot en met {shown(fact, fact.highest)}"
    values: dict[str, str | int] = {"count": len(wrong), "first": int(wrong[0]) + FIRST_ROW, "kind": kind, "form": form}
    return Problem("people-cells", Place(path.name, column=fact.name), values)


def write_year(found: YearOfAll, path: Path) -> None:
    """The outcome of a year: per scheme a column with the status and one with cents, and the sum; a row per person."""
    table = pa.table(dict(_columns(found)))
    if path.suffix == ".parquet":
        parquet.write_table(table, path)
    else:
        csv.write_csv(table, path)


def _columns(found: YearOfAll) -> Iterator[tuple[str, Any]]:
    names = pa.array([one.value for one in CODES])
    for name, status in found.status.items():
        yield f"{name}_status", pa.DictionaryArray.from_arrays(pa.array(status), names)
        if name in found.cents:
            yield f"{name}_cent", pa.array(found.cents[name])
    yield "totaal_cent", pa.array(found.total)
