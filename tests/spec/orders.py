"""From an example of the manual to files on disk, the order of a count, and what came of it as tables of text."""

from __future__ import annotations

import csv
import json
import re
from calendar import monthrange
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path

from tests.spec.manual import Example, ManualError, Table, question

from banenafspraak.core import counting
from banenafspraak.core.counting.definitions import Definition, Setting, built_in, read_definition
from banenafspraak.core.counting.files import flow_line, pace_line
from banenafspraak.core.kernel.problems import ProblemsError
from banenafspraak.core.kernel.pseudonyms import Key

KEY = Key(bytes(32))
MONTHS = (
    *("januari", "februari", "maart", "april", "mei", "juni"),
    *("juli", "augustus", "september", "oktober", "november", "december"),
)
MONTH = re.compile(rf"({'|'.join(MONTHS)}) (\d{{4}})")
DAYS = re.compile(r"(\d{1,2}-\d{1,2}-\d{4}) t/m (\d{1,2}-\d{1,2}-\d{4})")
FILE = re.compile(r"(levering|correctie)(?: ([1-9]))?")
NUMBER = re.compile(r"-?\d+(?:,\d+)?")
DEFAULTS: Mapping[str, Mapping[str, str]] = {
    "Loonaangifte": {
        "bestand": "levering",
        "loonheffingennummer": "W-1",
        "nummer_ikv": "1",
        "code_aard": "1",
        "code_soort": "15",
        "sectorcode": "33",
        "verloonde_uren": "110,92",
    },
    "Register": {"datum_begin": "1-1-2010"},
    "Werkgevers": {"loonheffingennummer": "W-1"},
    "Sleutels": {"bron": "voorbeeld"},
    "Doelstellingen": {"bron": "voorbeeld"},
}
OPTIONS = {"Werkgevers": "employers", "Sleutels": "keys", "Nulmeting": "baseline", "Doelstellingen": "targets"}
TEXT = {"definitie", "periode", *counting.BY, "lot", "code", "tabel", "staat erbij", "vorige_periode"}
type Cell = str | Decimal | None
type Lines = list[dict[str, Cell]]


@dataclass(frozen=True, slots=True)
class Ready:
    """An order with its files on disk, and where each row of the Loonaangifte went: file name and row in it."""

    order: counting.Order
    places: tuple[tuple[str, int], ...]


def wanted(table: Table) -> Lines:
    """The lines that a table of the manual expects, numbers as numbers."""
    return [{name: _cell(name, text) for name, text in line.items()} for line in table.lines()]


def found(example: Example, engine: str, folder: Path) -> dict[str, Lines]:
    """What the program makes of an example, in the tables that the example expects; files go in the folder."""
    tables: dict[str, Lines] = {"Verwacht probleem": [], "Verwacht geweigerd": []}
    try:
        ready = _ready(example, engine, folder)
        result = counting.count(ready.order)
    except ProblemsError as error:
        return tables | {"Verwacht probleem": [{"code": one.code} for one in error.problems]}
    codes = {note.code for note in result.notes}
    asked = example.expected.get("Verwacht opmerkingen", Table(()))
    tables |= {
        "Verwacht": _measured(result.table()[-1:] if question(example).get("by") == () else result.table()),
        "Verwacht geweigerd": _refused(result.refused, ready.places),
        "Verwacht tempo": _measured(pace_line(one) for one in result.pace),
        "Verwacht stroom": _measured([flow_line(result.flow)] if result.flow else []),
        "Verwacht opmerkingen": [
            {"code": line["code"], "staat erbij": "ja" if line["code"] in codes else "nee"} for line in asked.lines()
        ],
    }
    if "Verwacht van de regels" in example.expected:
        tables["Verwacht van de regels"] = _fates(example, ready)
    return tables


def _cell(name: str, text: str) -> Cell:
    if name in TEXT or text == "":
        return text if name in TEXT else None
    if not NUMBER.fullmatch(text):
        raise ValueError(f"no number in column {name}: {text}")
    return Decimal(text.replace(",", "."))


def _measured(lines: Iterable[Mapping[str, object]]) -> Lines:
    return [{name: _value(value) for name, value in line.items()} for line in lines]


def _value(value: object) -> Cell:
    if value is None or isinstance(value, str):
        return value
    return Decimal(str(value))


def _refused(refused: Iterable[object], places: tuple[tuple[str, int], ...]) -> Lines:
    lines: Lines = []
    for one in refused:
        place = (one.file, one.row)
        in_payroll = place in places
        number = places.index(place) + 1 if in_payroll else one.row - 1
        table = "Loonaangifte" if in_payroll else Path(one.file).stem.capitalize()
        lines.append({"tabel": table, "rij": Decimal(number), "code": one.code})
    return sorted(lines, key=lambda line: (line["tabel"], line["rij"]))


def _fates(example: Example, ready: Ready) -> Lines:
    """What `explain` says of the rows of every person of the example."""
    persons = {_pseudonym(line) for line in _payroll(example)}
    fates: dict[int, str] = {}
    for person in persons:
        explained, _, _ = counting.explain(ready.order, pseudonym=person)
        names = list(dict.fromkeys(name for name, _ in ready.places))
        for one in explained:
            fates[ready.places.index((names[one.record.file], one.record.row)) + 1] = one.record.fate
    return [{"rij": Decimal(number), "lot": fates[number]} for number in sorted(fates)]


def _pseudonym(line: Mapping[str, str]) -> str:
    if line.get("persoon"):
        return KEY.pseudonym("persoon", line["persoon"])
    return KEY.pseudonym("personeelsnummer", f"{line['loonheffingennummer']}/{line['personeelsnummer']}")


def _ready(example: Example, engine: str, folder: Path) -> Ready:
    asked = question(example)
    given = {
        OPTIONS[label]: _written(folder / f"{label.lower()}.csv", _filled(example, label))
        for label in example.tables
        if label in OPTIONS
    }
    if "baseline" in given:
        given["baseline"] = str(given["baseline"])
    register = _written(folder / "register.csv", _filled(example, "Register"))
    files, places = _deliveries(example, folder)
    order = counting.Order(
        deliveries=tuple(path for name, path in files.items() if name.startswith("levering")),
        corrections=tuple(path for name, path in files.items() if name.startswith("correctie")),
        register=register,
        period=str(asked["period"]),
        key=KEY,
        definition=_definition(example, folder),
        engine=engine,
        **{name: asked[name] for name in ("by", "split", "baseline") if name in asked},
        **given,
    )
    return Ready(order, places)


def _definition(example: Example, folder: Path) -> Definition:
    asked = question(example)
    if own := example.tables.get("Definitie"):
        path = folder / "definitie.yaml"
        path.write_text("".join(f"{name}: {_yaml(value)}\n" for name, value in own.rows), encoding="utf-8")
        chosen = read_definition(path)
    else:
        chosen = built_in(str(asked["definition"]))
    if "rules" in asked:
        regelset = Setting(asked["rules"], "V", "--rules", own=True)
        return replace(chosen, settings={**chosen.settings, "regelset": regelset})
    return chosen


def _yaml(value: str) -> str:
    return {"ja": "true", "nee": "false"}.get(value) or json.dumps(value)


def _deliveries(example: Example, folder: Path) -> tuple[dict[str, Path], tuple[tuple[str, int], ...]]:
    """The files of the Loonaangifte, deliveries first, and the place of each row; a header is row 1."""
    by_file: dict[str, list[dict[str, str]]] = {}
    places: list[tuple[str, int]] = []
    for line in _payroll(example):
        name = line.pop("bestand")
        if not FILE.fullmatch(name):
            raise ManualError(example.file, example.line, f"not a name of a file: {name}")
        rows = by_file.setdefault(name, [])
        rows.append(line)
        places.append((f"{name}.csv", len(rows) + 1))
    ordered = sorted(by_file, key=lambda name: (name.startswith("correctie"), name))
    return {name: _written(folder / f"{name}.csv", by_file[name]) for name in ordered}, tuple(places)


def _payroll(example: Example) -> list[dict[str, str]]:
    lines = _filled(example, "Loonaangifte")
    for line in lines:
        line["tijdvak_begin"], line["tijdvak_einde"] = _days(example, line.pop("tijdvak", ""))
    return lines


def _days(example: Example, text: str) -> tuple[str, str]:
    """The first and last day of a pay period; without one it is the last month of the period asked for."""
    if days := DAYS.fullmatch(text):
        return days[1], days[2]
    if named := MONTH.fullmatch(text):
        return _month(int(named[2]), MONTHS.index(named[1]) + 1)
    if text:
        raise ManualError(example.file, example.line, f"not a tijdvak: {text}")
    year, _, quarter = str(question(example)["period"]).partition("Q")
    return _month(int(year), 3 * int(quarter or 4))


def _month(year: int, month: int) -> tuple[str, str]:
    return f"1-{month}-{year}", f"{monthrange(year, month)[1]}-{month}-{year}"


def _filled(example: Example, label: str) -> list[dict[str, str]]:
    """The rows of a table, with the columns that every example has."""
    return [{**DEFAULTS.get(label, {}), **line} for line in example.tables[label].lines()]


def _written(path: Path, lines: list[dict[str, str]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(lines[0]), delimiter=";")
        writer.writeheader()
        writer.writerows(lines)
    return path
