"""Small editions for the tests of figures: rows as a report prints them, files of every kind, and their import."""

from datetime import date

import openpyxl
import pyarrow as pa
import pytest
from pyarrow import parquet

from banenafspraak.core.figures import Edition, Import, all_editions, read_edition
from banenafspraak.core.figures.published import Figure
from banenafspraak.core.kernel.law import Source
from banenafspraak.core.kernel.problems import ProblemsError

REGIONS = {"AM01": "AM01", "Groningen": "AM01", "AM18": "AM18", "Groot Amsterdam": "AM18"}
ROW = {
    "reeks": "uwv_quarterly",
    "peildatum": "2018-12-31",
    "regio": "",
    "sector": "totaal",
    "soort": "alles",
    "banen": "",
    "extra_banen": "53401",
    "gepubliceerd_op": "2019-07-01",
    "bron": "UWV, kwartaalrapportage",
    "adres": "",
    "zekerheid": "V",
    "noot": "",
}
REGULAR = {"soort": "regulier", "extra_banen": "40942"}


def row(**other):
    return {**ROW, **other}


def without(*columns, **other):
    return {name: cell for name, cell in row(**other).items() if name not in columns}


def written(path, *rows):
    """The rows as a file of the kind that its name says."""
    names = list(rows[0])
    match path.suffix:
        case ".parquet":
            parquet.write_table(pa.table({name: [one[name] or None for one in rows] for name in names}), path)
        case ".xlsx":
            book = openpyxl.Workbook()
            for cells in (names, *(one.values() for one in rows)):
                book.active.append(list(cells))
            book.save(path)
        case _:
            lines = [";".join(cells) for cells in (names, *(one.values() for one in rows))]
            path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def imported(path, name="2019-kw1", known=None, **asked):
    return read_edition(Import(path, name, REGIONS, **asked), known or all_editions())


def refused(path, name="2019-kw1", known=None, **asked):
    """Everything that keeps a file from being an edition: code, row and column."""
    with pytest.raises(ProblemsError) as caught:
        imported(path, name, known, **asked)
    return [(one.code, one.place.row, one.place.column) for one in caught.value.problems]


def figure(extra_jobs=53401, **other):
    plain = {
        "series": "uwv_quarterly",
        "measured_on": date(2018, 12, 31),
        "sector": "total",
        "employment_type": "all",
        "jobs_total": None,
        "source": Source("a", "UWV", ""),
        "mark": "V",
        "note": "",
        "edition": "a",
    }
    return Figure(**{**plain, "extra_jobs": extra_jobs, **other})


def edition(name, published_on, *figures, sha256=None):
    own = tuple(figure(**{**one, "edition": name}) for one in figures)
    return Edition(name, own[0].series, date.fromisoformat(published_on), own, f"{name}.csv", sha256 or name)
