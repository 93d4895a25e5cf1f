"""The quotas of employers as plain data and as a file: JSON, CSV with its receipt beside it, XLSX with it inside.

What stands in a file is information and says so. Persons do not stand in it: an assignment is named by file and row.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from banenafspraak.core.counting.employer import EmployerQuota, Quotas
from banenafspraak.core.counting.files import RECEIPT_KEY, check_kind, outputs, receipt_sheet
from banenafspraak.core.counting.lending import Assigned
from banenafspraak.core.counting.result import Note
from banenafspraak.core.kernel.hours import hours, rounded_down
from banenafspraak.core.kernel.problems import Language
from banenafspraak.core.reports.spreadsheets import Sheet, workbook
from banenafspraak.core.tables.writing import Cell, csv_bytes, json_bytes, write_all

KINDS = (".csv", ".json", ".xlsx")
ASSIGNED = ("bestand", "rij", "uren", "telt_mee", "reden")
PLACES = 2


def check_quota_kind(path: Path) -> None:
    """Stop early on a file name whose ending we cannot write.

    Raises:
        ProblemsError: the ending is none of ours.
    """
    check_kind(path, KINDS)


def quotas_as_data(found: Quotas, lang: Language = "nl") -> dict[str, Any]:
    """Quotas as plain data: what --json prints and a JSON file holds."""
    employers = [
        {
            **one.line(),
            "uitleg": Note(one.liability).sentence(lang),
            "toewijzingen": [assigned_line(each) for each in one.assigned],
            "opmerkingen": [note.sentence(lang) for note in one.notes],
        }
        for one in found.employers
    ]
    return {"werkgevers": employers, RECEIPT_KEY: found.receipt.as_dict()}


def assigned_line(one: Assigned) -> dict[str, Cell]:
    """An assignment by file and row: the hours asked, the hours that count, and why."""
    asked = rounded_down(hours(one.assignment.hundredths), PLACES)
    counted = rounded_down(hours(one.counted), PLACES)
    return dict(zip(ASSIGNED, (one.assignment.file, one.assignment.row, asked, counted, one.code), strict=True))


def write_quotas(found: Quotas, path: Path, lang: Language = "nl") -> list[Path]:
    """Write quotas, whole or not at all. Gives the paths written.

    Raises:
        ProblemsError: the ending is none of ours, the disk is full, or the place cannot be written.
    """
    check_quota_kind(path)
    match path.suffix.lower():
        case ".json":
            contents = [json_bytes(quotas_as_data(found, lang))]
        case ".csv":
            lines = [one.line() for one in found.employers]
            contents = [csv_bytes(tuple(lines[0]), lines), json_bytes(found.receipt.as_dict())]
        case _:
            contents = [workbook(list(_sheets(found, lang)))]
    write_all(dict(zip(outputs(path), contents, strict=True)))
    return list(outputs(path))


def _sheets(found: Quotas, lang: Language) -> Iterator[Sheet]:
    lines = [one.line() for one in found.employers]
    yield Sheet("quotum", tuple(lines[0]), lines)
    yield Sheet("opmerkingen", ("werkgever", "opmerking"), list(_said(found.employers, lang)))
    if assigned := [assigned_line(each) for one in found.employers for each in one.assigned]:
        yield Sheet("toewijzingen", ASSIGNED, assigned)
    yield receipt_sheet(found.receipt)


def _said(employers: tuple[EmployerQuota, ...], lang: Language) -> Iterator[dict[str, Cell]]:
    for one in employers:
        for note in (Note(one.liability), *one.notes):
            yield {"werkgever": ", ".join(one.numbers), "opmerking": note.sentence(lang)}
