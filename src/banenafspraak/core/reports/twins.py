"""The tables beside the drawings, each in two forms: as people read them, and as columns and lines for a file.

In a file an unknown value is empty and a hidden one says so in words; names of columns are Dutch, as in a result.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple

from banenafspraak.core.kernel.hours import rounded
from banenafspraak.core.kernel.law import Mark
from banenafspraak.core.kernel.problems import Language
from banenafspraak.core.reports.drawing import Shown, Twin
from banenafspraak.core.reports.findings import by_moment
from banenafspraak.core.reports.numbers import HARD_SPACE, Hidden, Value, exact, known, moment, shown, signed
from banenafspraak.core.reports.trend import KINDS, Column, Flow, Kind, Point, Table, TileMap
from banenafspraak.core.reports.words import say
from banenafspraak.core.tables.writing import Cell

SIGNS: dict[Mark, str] = {"V": "", "D": "°", "U": "*"}
POINT_COLUMNS = ("peildatum", "sector", "soort", "reeks", "extra_banen", "zekerheid", "bron", "adres", "opmerking")


def plain(value: str | Value, lang: Language, places: int = 0) -> Cell:
    """A value for a file: a number rounded once, nothing for unknown, words for hidden.

    >>> plain(12, "nl", 1), plain(None, "nl"), plain(Hidden.FEW, "en"), plain("markt", "nl")
    (Decimal('12.0'), None, 'too few persons', 'markt')
    """
    if value is None or isinstance(value, str):
        return value
    return shown(value, lang).replace(HARD_SPACE, " ") if isinstance(value, Hidden) else rounded(exact(value), places)


def hidden_notes(values: Iterable[object], lang: Language) -> tuple[str, ...]:
    """What the words for hidden values mean, for those that occur.

    >>> hidden_notes([1, Hidden.PROTECTED], "en")
    ('Withheld: this number would have given a hidden number away.',)
    """
    found = {value for value in values if isinstance(value, Hidden)}
    return tuple(say(lang, f"{kind.value}_note") for kind in Hidden if kind in found)


def mark_notes(marks: Iterable[Mark], lang: Language) -> tuple[str, ...]:
    """What the signs behind numbers mean, for those that occur.

    >>> mark_notes(["V", "D"], "en")
    ('° Calculated by us from published figures.',)
    """
    found = set(marks)
    names: dict[Mark, str] = {"D": "derived_note", "U": "unverified_note"}
    return tuple(say(lang, name) for mark, name in names.items() if mark in found)


def points_twin(name: str, points: Sequence[Point], lang: Language) -> Twin:
    """Targets and results by reference date, newest first, with the one difference that may be taken."""
    rows = by_moment(points)
    kinds: list[Kind] = [kind for kind in KINDS if any(kind in row for row in rows.values())]
    both = any({"target", "official"} <= row.keys() for row in rows.values())
    head = [(say(lang, "moment"), False)]
    for kind in kinds:
        head.append((say(lang, f"kind_{kind}"), True))
        head += [(say(lang, "difference"), True)] if kind == "official" and both else []
    lines = []
    for on in sorted(rows, reverse=True):
        line = [moment(on, lang)]
        for kind in kinds:
            line.append(_pointed(rows[on].get(kind), lang))
            line += [_difference(rows[on].get("official"), rows[on].get("target"), lang)] * (
                kind == "official" and both
            )
        lines.append(tuple(line))
    sector = say(lang, f"sector_{points[0].sector}")
    marked = (each.mark for each in points if sign(each))
    notes = (*mark_notes(marked, lang), *hidden_notes((each.value for each in points), lang))
    table = Shown(say(lang, "targets_caption", sector=sector), tuple(head), tuple(lines), notes=notes)
    return Twin(name, table, POINT_COLUMNS, [_point_line(each, lang) for each in sorted(points, key=_by_day)])


def _pointed(point: Point | None, lang: Language) -> str:
    return say(lang, "unknown") if point is None else shown(point.value, lang) + sign(point)


def sign(point: Point) -> str:
    """The sign behind a result that does not stand like that in a source; an own count says so by its series."""
    counted_here = point.kind in {"own", "invented"} and point.mark == "D"
    return "" if known(point.value) is None or point.kind == "target" or counted_here else SIGNS[point.mark]


def _difference(result: Point | None, target: Point | None, lang: Language) -> str:
    values = (known(result.value) if result else None), (known(target.value) if target else None)
    if values[0] is None or values[1] is None:
        return say(lang, "unknown")
    return signed(values[0] - values[1], lang)


def _by_day(point: Point) -> tuple[object, int]:
    return point.on, KINDS.index(point.kind)


def _point_line(point: Point, lang: Language) -> dict[str, Cell]:
    return {
        "peildatum": point.on.isoformat(),
        "sector": say("nl", f"code_{point.sector}"),
        "soort": say("nl", f"kind_{point.kind}").lower(),
        "reeks": point.series,
        "extra_banen": plain(point.value, lang),
        "zekerheid": point.mark,
        "bron": point.source.title,
        "adres": point.source.address,
        "opmerking": point.note,
    }


def table_twin(name: str, table: Table, lang: Language) -> Twin:
    """A breakdown as it came."""
    head = tuple((column.heading, column.places is not None) for column in table.columns)
    rows = tuple(
        tuple(_cell(value, column, lang) for value, column in zip(row, table.columns, strict=True))
        for row in table.rows
    )
    notes = (*table.notes, *hidden_notes((value for row in table.rows for value in row), lang))
    lines = [
        {column.key: plain(value, lang, column.places or 0) for value, column in zip(row, table.columns, strict=True)}
        for row in table.rows
    ]
    columns = [column.key for column in table.columns]
    return Twin(name, Shown(table.title, head, rows, total=table.total, notes=notes), columns, lines)


def _cell(value: str | Value, column: Column, lang: Language) -> str:
    return value if isinstance(value, str) else shown(value, lang, column.places or 0)


class RegionValue(NamedTuple):
    """The value of a region, and what a small map calls it."""

    code: str
    name: str
    short: str
    value: Value


def tiles_twin(name: str, tiles: TileMap, lang: Language) -> Twin:
    """The regions of the tile map as a list, by name."""
    values = [RegionValue(tile.code, tile.name, tile.short, tile.value) for tile in tiles.tiles]
    twin = regions_twin(name, tiles.unit, values, (lang, tiles.places))
    return replace(twin, shown=replace(twin.shown, notes=(*tiles.notes, *twin.shown.notes)))


def regions_twin(
    name: str, unit: str, values: Iterable[RegionValue], at: tuple[Language, int], missing: str = "unknown"
) -> Twin:
    """The regions of a map as a list, by name; `at` is the language and the decimals, `missing` the words for None."""
    lang, places = at
    ordered = sorted(values, key=lambda each: each.name.casefold())
    head = ((say(lang, "region"), False), (say(lang, "on_map"), False), (unit.capitalize(), True))
    said = [say(lang, missing) if each.value is None else shown(each.value, lang, places) for each in ordered]
    rows = tuple((each.name, each.short or each.code, words) for each, words in zip(ordered, said, strict=True))
    table = Shown(
        say(lang, "tiles_caption", unit=unit), head, rows, notes=hidden_notes((each.value for each in ordered), lang)
    )
    lines = [{"code": each.code, "regio": each.name, "waarde": plain(each.value, lang, places)} for each in ordered]
    return Twin(name, table, ("code", "regio", "waarde"), lines)


def flow_twin(name: str, flow: Flow, lang: Language) -> Twin:
    """The flow of working persons, line by line, with the sign that each has."""
    before: list[tuple[str, Value, int]] = [(say(lang, "flow_before", period=flow.before), flow.working_before, 0)]
    parts: list[tuple[str, Value, int]] = [
        (say(lang, "flow_found"), flow.found_work, 1),
        (say(lang, "flow_entered"), flow.entered_group_while_working, 1),
        (say(lang, "flow_lost"), flow.lost_work, -1),
        (say(lang, "flow_left"), flow.left_group_while_working, -1),
        (say(lang, "flow_change"), flow.change, 1),
    ]
    now: list[tuple[str, Value, int]] = [(say(lang, "flow_now", period=flow.now), flow.working_now, 0)]
    lines = [*before, *parts, *now] if flow.working_before is not None else parts
    rows = tuple((words, _signed(value, sign, lang)) for words, value, sign in lines)
    notes = (*flow.notes, *hidden_notes((value for _, value, _ in lines), lang))
    head = (say(lang, "flow_what"), False), (say(lang, "persons"), True)
    table = Shown(say(lang, "flow_caption"), head, rows, total=True, notes=notes)
    return Twin(name, table, ("wat", "personen"), [_flow_line(*line, lang) for line in lines])


def _signed(value: Value, sign: int, lang: Language) -> str:
    one = known(value)
    return shown(value, lang) if one is None or not sign else signed(one * sign, lang)


def _flow_line(words: str, value: Value, sign: int, lang: Language) -> dict[str, Cell]:
    one = known(value)
    return {"wat": words.replace(HARD_SPACE, " "), "personen": plain(value if one is None else one * (sign or 1), lang)}
