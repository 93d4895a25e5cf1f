"""A result as a file, and back: CSV with its receipt beside it, JSON, Parquet and XLSX with it inside."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
from python_calamine import CalamineError, CalamineWorkbook

from banenafspraak.core.counting.fates import CONFLICT, fates
from banenafspraak.core.counting.order import lines_digest
from banenafspraak.core.counting.result import HOUR_PLACES, JOB_PLACES, Flow, Pace, Result, as_text
from banenafspraak.core.kernel.hours import hours, rounded
from banenafspraak.core.kernel.problems import Language, Place, stop
from banenafspraak.core.kernel.receipts import InputFile, Receipt, canonical
from banenafspraak.core.reports.spreadsheets import Sheet, workbook
from banenafspraak.core.tables.plain import read_rows
from banenafspraak.core.tables.reading import Refused
from banenafspraak.core.tables.writing import (
    Cell,
    csv_bytes,
    json_bytes,
    parquet_bytes,
    unguarded,
    write_all,
    write_whole,
)

KINDS = (".csv", ".json", ".parquet", ".xlsx")
RECEIPT_KEY, RECEIPT_SHEET = "bewijs", "bewijs"
PLACES = {"verloonde_uren": HOUR_PLACES, "banen": JOB_PLACES, "extra_banen": JOB_PLACES, "verschil": JOB_PLACES}
WHOLE = ("personen", "doelstelling")
LISTS = ("inputs", "notes")


def check_kind(path: Path, kinds: Sequence[str] = KINDS) -> None:
    """Stop early on a file name whose ending we cannot write.

    Raises:
        ProblemsError: the ending is none of ours.
    """
    if path.suffix.lower() not in kinds:
        raise stop("output-kind-unknown", Place(path.name), valid=", ".join(kinds))


def receipt_beside(path: Path) -> Path:
    """Where the receipt of a CSV stands.

    >>> receipt_beside(Path("2018.csv")).name
    '2018.bewijs.json'
    """
    return path.with_suffix(".bewijs.json")


def outputs(path: Path | None) -> tuple[Path, ...]:
    """The places that a result takes: its own, and for a CSV the receipt beside it.

    >>> [place.name for place in outputs(Path("2018.csv"))]
    ['2018.csv', '2018.bewijs.json']
    """
    if path is None:
        return ()
    return (path, receipt_beside(path)) if path.suffix.lower() == ".csv" else (path,)


def write_result(result: Result, path: Path) -> list[Path]:
    """Write a result, whole or not at all. Gives the paths written.

    Raises:
        ProblemsError: the ending is none of ours, the disk is full, or the place cannot be written.
    """
    check_kind(path)
    lines = result.table()
    receipt = result.receipt.as_dict()
    match path.suffix.lower():
        case ".csv":
            contents = [csv_bytes(result.columns, lines), json_bytes(receipt)]
        case ".json":
            contents = [json_bytes(as_data(result))]
        case ".parquet":
            contents = [parquet_bytes(_types(result), lines, {RECEIPT_KEY: canonical(receipt)})]
        case _:
            contents = [workbook(_sheets(result))]
    write_all(dict(zip(outputs(path), contents, strict=True)))
    return list(outputs(path))


def as_data(result: Result, lang: Language = "nl") -> dict[str, Any]:
    """A result as plain data: what --json prints and a JSON file holds."""
    return {
        "tabel": result.table(),
        "tempo": [pace_line(one) for one in result.pace],
        "stroom": flow_line(result.flow) if result.flow else None,
        "regels": tally_lines(result, lang),
        "opmerkingen": [note.sentence(lang) for note in result.notes],
        RECEIPT_KEY: result.receipt.as_dict(),
    }


def pace_line(pace: Pace) -> dict[str, Cell]:
    """One line of what it takes to reach a target."""
    return {
        "sector": pace.sector,
        "jaar": pace.year,
        "doelstelling": pace.target,
        "extra_banen": rounded(pace.extra_jobs, JOB_PLACES),
        "nog_te_maken": rounded(pace.to_make, JOB_PLACES),
        "kwartalen_over": max(pace.quarters_left, 0),
        "nodig_per_kwartaal": None if pace.per_quarter is None else rounded(pace.per_quarter, JOB_PLACES),
    }


def flow_line(flow: Flow) -> dict[str, Cell]:
    """The flow of working persons in one line."""
    return {
        "vorige_periode": flow.period_before,
        "werkend_vorige_periode": flow.working_before,
        "werk_gevonden": flow.found_work,
        "werk_verloren": flow.lost_work,
        "werkend_in_doelgroep_gekomen": flow.entered_group_while_working,
        "werkend_uit_doelgroep_gegaan": flow.left_group_while_working,
        "werkend_deze_periode": flow.working,
    }


def tally_lines(result: Result, lang: Language) -> list[dict[str, Cell]]:
    """What became of all rows read: accepted + refused = read. Of a published result nothing: rows tell of persons."""
    if result.published:
        return []
    files = [file for file in result.receipt.inputs if isinstance(file, InputFile) and file.role == "payroll"]
    counted: list[dict[str, Cell]] = [
        {
            "lot": code,
            "telt": "ja" if fate.counts else "nee",
            "rijen": result.tallies[code].rows,
            "verloonde_uren": rounded(hours(result.tallies[code].hundredths), HOUR_PLACES),
            "uitleg": fate.sentence(lang),
            "artikel": f"{fate.article} [{fate.mark}]",
        }
        for code, fate in fates().items()
        if code in result.tallies and code != CONFLICT
    ]
    nothing: dict[str, Cell] = {"verloonde_uren": None, "uitleg": "", "artikel": ""}
    return [*counted, {"lot": "geweigerd", "telt": "nee", "rijen": sum(file.rows_refused for file in files), **nothing}]


def _types(result: Result) -> dict[str, pa.DataType]:
    kinds = dict.fromkeys(PLACES, pa.decimal128(24, JOB_PLACES)) | dict.fromkeys(WHOLE, pa.int64())
    kinds["verloonde_uren"] = pa.decimal128(24, HOUR_PLACES)
    return {name: kinds.get(name, pa.string()) for name in result.columns}


def _sheets(result: Result) -> list[Sheet]:
    tallies = tally_lines(result, "nl")
    sheets = [Sheet("telling", result.columns, result.table())]
    if result.pace:
        lines = [pace_line(one) for one in result.pace]
        sheets.append(Sheet("tempo", tuple(lines[0]), lines))
    if result.flow:
        line = flow_line(result.flow)
        sheets.append(Sheet("stroom", tuple(line), [line]))
    if tallies:
        sheets.append(Sheet("regels", tuple(tallies[0]), tallies))
    sheets.append(Sheet("opmerkingen", ("opmerking",), [{"opmerking": note.sentence("nl")} for note in result.notes]))
    sheets.append(Sheet("bronnen", ("wat", "waarde", "bron", "zekerheid", "noot"), _sources(result)))
    return [*sheets, receipt_sheet(result.receipt)]


def receipt_sheet(receipt: Receipt) -> Sheet:
    """The receipt as a sheet of its own."""
    return receipt_as_sheet(receipt.as_dict())


def receipt_as_sheet(receipt: Mapping[str, Any], name: str = RECEIPT_SHEET) -> Sheet:
    """A receipt that is plain data as a sheet."""
    return Sheet(name, ("wat", "waarde"), list(_facts(receipt)))


def _facts(receipt: Mapping[str, Any]) -> Iterator[dict[str, Cell]]:
    """The receipt line by line: a list has one line per item, since a cell holds only so much."""
    for name, value in receipt.items():
        for one in value if name in LISTS else [value]:
            yield {"wat": name, "waarde": one if isinstance(one, str) else canonical(one)}


def _sources(result: Result) -> list[dict[str, Cell]]:
    settings = result.plan.definition.settings
    return [
        {"wat": name, "waarde": str(one.value), "bron": one.source, "zekerheid": one.mark, "noot": one.note}
        for name, one in settings.items()
    ]


@dataclass(frozen=True, slots=True)
class Kept:
    """A result read back from a file: receipt and table, and whether the table is still the one it speaks of."""

    receipt: Mapping[str, Any]
    table_is_whole: bool
    lines: list[dict[str, str]] = field(default_factory=list)


def read_result(path: Path) -> Kept:
    """The receipt of a result file, and whether its table was left as it was.

    Raises:
        ProblemsError: the file is missing or holds no receipt.
    """
    check_kind(path)
    if not path.is_file():
        raise stop("file-not-found", Place(path.name))
    try:
        receipt, lines = _content(path)
    except (ValueError, LookupError, TypeError, AttributeError, OSError, CalamineError, pa.ArrowInvalid) as error:
        raise stop("receipt-missing", Place(path.name)) from error
    if not isinstance(receipt, dict) or "result_sha256" not in receipt:
        raise stop("receipt-missing", Place(path.name))
    return Kept(receipt, lines_digest(lines) == receipt.get("result_sha256"), lines)


def _content(path: Path) -> tuple[Any, list[dict[str, str]]]:
    match path.suffix.lower():
        case ".csv":
            lines = [{name: unguarded(cell) for name, cell in line.items()} for line in read_rows(path)]
            return json.loads(receipt_beside(path).read_text(encoding="utf-8")), lines
        case ".json":
            body = json.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)
            return body[RECEIPT_KEY], [as_text(line) for line in body["tabel"]]
        case ".parquet":
            from pyarrow import parquet  # noqa: PLC0415 - takes its time to load, and few results are Parquet

            metadata = parquet.read_schema(path).metadata or {}
            return json.loads(metadata[RECEIPT_KEY.encode()]), read_rows(path)
        case _:
            return _from_sheet(path)


def _from_sheet(path: Path) -> tuple[dict[str, Any], list[dict[str, str]]]:
    book = CalamineWorkbook.from_path(path)
    receipt: dict[str, Any] = {name: [] for name in LISTS}
    for name, text in book.get_sheet_by_name(RECEIPT_SHEET).to_python()[1:]:
        value = _loaded(str(text))
        receipt[str(name)] = [*receipt[str(name)], value] if name in LISTS else value
    names, *rows = book.get_sheet_by_name("telling").to_python()
    lines = [{str(name): _as_text(str(name), cell) for name, cell in zip(names, row, strict=True)} for row in rows]
    return receipt, lines


def _loaded(value: str) -> Any:  # noqa: ANN401 - JSON gives anything
    return json.loads(value) if value[:1] in {"{", "["} else value


def _as_text(name: str, cell: object) -> str:
    """A cell as the table had it: a spreadsheet keeps no places of numbers. What is no number stays as it is."""
    if isinstance(cell, bool) or not isinstance(cell, int | float):
        return str(cell)
    places = PLACES.get(name, 0)
    exact = Decimal(str(cell))
    return str(exact.quantize(Decimal(1).scaleb(-places))) if exact.as_tuple().exponent else str(exact)


def refused_bytes(refused: tuple[Refused, ...], lang: Language) -> bytes:
    """Refused rows as CSV: file, row number, column, code and the three sentences. Never their content."""
    columns = ("bestand", "rij", "kolom", "code", "wat", "waarom", "oplossing")
    lines: list[dict[str, Cell]] = []
    for one in refused:
        text = one.problem().sentences(lang)
        place: dict[str, Cell] = {"bestand": one.file, "rij": one.row, "kolom": one.column, "code": one.code}
        lines.append({**place, "wat": text["what"], "waarom": text["why"], "oplossing": text["remedy"]})
    return csv_bytes(columns, lines)


def write_refused(refused: tuple[Refused, ...], path: Path, lang: Language) -> None:
    """Write the refused rows, whole or not at all; a file without rows says that nothing was refused.

    Raises:
        ProblemsError: the disk is full, or the place cannot be written.
    """
    write_whole(path, refused_bytes(refused, lang))
