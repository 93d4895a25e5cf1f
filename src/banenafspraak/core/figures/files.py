"""Figures, editions and revisions as lines under Dutch names, and as a file: CSV, JSON or XLSX.

The lines of figures have the columns that an import takes, so that what was written can be read again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from banenafspraak.core.kernel.problems import Place, stop
from banenafspraak.core.reports.spreadsheets import Sheet, workbook
from banenafspraak.core.tables.writing import Cell, csv_bytes, json_bytes, write_whole

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from banenafspraak.core.figures.editions import Edition, Editions, Revision
    from banenafspraak.core.figures.published import Figure

KINDS = (".csv", ".json", ".xlsx")
SECTORS = {"total": "totaal", "market": "markt", "government": "overheid"}
WORK = {"all": "alles", "regular": "regulier", "inleen": "inleen"}
MEASURES = {"extra_jobs": "extra_banen", "jobs_total": "banen"}
FIGURES = (
    "reeks", "peildatum", "regio", "sector", "soort", "extra_banen", "banen", "zekerheid", "bron", "adres", "noot",
    "uitgave", "gepubliceerd_op", "december_effect", "id",
)  # fmt: skip
REVISIONS = (
    "reeks", "peildatum", "regio", "sector", "soort", "maat", "oud", "nieuw", "verschil", "vorige_uitgave", "uitgave",
    "gepubliceerd_op", "zekerheid", "bron", "december_effect", "id",
)  # fmt: skip
EDITIONS = ("uitgave", "reeks", "gepubliceerd_op", "cijfers", "zekerheid", "bronnen", "bestand", "bestand_sha256")
type Line = dict[str, Cell]


def day(value: date | None) -> str | None:
    """A day as files have it, None when it is unknown.

    >>> from datetime import date
    >>> day(date(2018, 12, 31)), day(None)
    ('2018-12-31', None)
    """
    return value.isoformat() if value else None


def figure_line(one: Figure) -> Line:
    """A figure with all that is known of it; unknown is None."""
    return {
        "reeks": one.series,
        "peildatum": day(one.measured_on),
        "regio": one.region,
        "sector": SECTORS[one.sector],
        "soort": WORK[one.employment_type],
        "extra_banen": one.extra_jobs,
        "banen": one.jobs_total,
        "zekerheid": one.mark,
        "bron": one.source.title,
        "adres": one.source.address or None,
        "noot": one.note or None,
        "uitgave": one.edition,
        "december_effect": "ja" if one.has_december_effect else "nee",
        "id": one.id,
    }


def figure_lines(found: Iterable[Figure], known: Editions) -> list[Line]:
    """Figures as lines, each with the day on which its edition was published."""
    days = {(each.name, each.series): day(each.published_on) for each in known.editions}
    return [{**figure_line(one), "gepubliceerd_op": days[one.edition, one.series]} for one in found]


def revision_lines(found: Iterable[Revision]) -> list[Line]:
    """Revisions as lines: old, new and difference of each measure that changed."""
    return [
        {
            **figure_line(one.after),
            "maat": MEASURES[change.measure],
            "oud": change.old,
            "nieuw": change.new,
            "verschil": change.difference,
            "vorige_uitgave": one.before.edition,
            "gepubliceerd_op": day(one.published_on),
        }
        for one in found
        for change in one.changes
    ]


def edition_line(one: Edition) -> Line:
    """An edition as a line: when, how many figures, how sure, from how many sources, from which file."""
    return {
        "uitgave": one.name,
        "reeks": one.series,
        "gepubliceerd_op": day(one.published_on),
        "cijfers": len(one.figures),
        "zekerheid": one.mark,
        "bronnen": len(one.sources),
        "bestand": one.file,
        "bestand_sha256": one.sha256,
    }


def only(columns: Sequence[str], lines: Iterable[Mapping[str, Cell]]) -> list[Line]:
    """Lines with these columns, in this order.

    >>> only(("b", "a"), [{"a": 1, "b": 2, "c": 3}])
    [{'b': 2, 'a': 1}]
    """
    return [{name: line[name] for name in columns} for line in lines]


def write_lines(
    path: Path, name: str, columns: Sequence[str], lines: Iterable[Mapping[str, Cell]], notes: Sequence[str] = ()
) -> None:
    """Write lines as a table of this name, whole or not at all; notes stand beside it, but not in CSV.

    Raises:
        ProblemsError: the ending is none of ours, the disk is full, or the place cannot be written.
    """
    told = only(columns, lines)
    match path.suffix.lower():
        case ".csv":
            content = csv_bytes(columns, told)
        case ".json":
            content = json_bytes(as_data(name, told, notes))
        case ".xlsx":
            remarks = Sheet("opmerkingen", ("opmerking",), [{"opmerking": note} for note in notes])
            content = workbook([Sheet(name, columns, told), remarks])
        case _:
            raise stop("output-kind-unknown", Place(path.name), valid=", ".join(KINDS))
    write_whole(path, content)


def as_data(name: str, lines: Sequence[Line], notes: Sequence[str]) -> dict[str, Any]:
    """Lines and notes as plain data: what --json prints and a JSON file holds."""
    return {name: lines, "opmerkingen": list(notes)}
