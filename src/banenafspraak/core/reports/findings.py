"""What the figures say, in a sentence: headings that state the finding, and texts for who does not see a drawing.

A comparison with the target is made within one series: the official one when it is there, else UWV's, else an own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction

from banenafspraak.core.kernel.problems import Language
from banenafspraak.core.reports.numbers import Hidden, known, moment, number, shown
from banenafspraak.core.reports.trend import KINDS, RESULTS, Flow, Headline, Kind, Point, Table, TileMap
from banenafspraak.core.reports.words import say


def gap_sentence(headline: Headline, lang: Language) -> str:
    """The headline against its target: what is left to do, or how much more there is."""
    value, target = known(headline.value), known(headline.target)
    if target is None:
        return say(lang, "no_target")
    goal = say(lang, "target_was", target=number(target, lang, 0 if target.denominator == 1 else headline.places))
    if value is None:
        return f"{goal} {say(lang, 'no_gap')}"
    if value == target:
        return f"{goal} {say(lang, 'on_target')}"
    name = "above_target" if value > target else "still_to_go"
    return f"{goal} {say(lang, name, gap=number(abs(value - target), lang, headline.places))}"


def by_moment(points: Sequence[Point]) -> dict[date, dict[Kind, Point]]:
    """The points of one sector by reference date, oldest first."""
    found: dict[date, dict[Kind, Point]] = {}
    for point in sorted(points, key=lambda each: each.on):
        found.setdefault(point.on, {})[point.kind] = point
    return found


def compared(points: Sequence[Point]) -> Kind | None:
    """The one series that is held against the target."""
    rows = by_moment(points).values()
    return next((kind for kind in RESULTS if any(_pair(row, kind) for row in rows)), None)


def _pair(row: Mapping[Kind, Point], kind: Kind) -> tuple[Fraction, Fraction] | None:
    if kind not in row or "target" not in row:
        return None
    result, target = known(row[kind].value), known(row["target"].value)
    return None if result is None or target is None else (result, target)


def target_finding(points: Sequence[Point], lang: Language) -> str:
    """In which years the result lay above the target."""
    kind = compared(points)
    if all(point.kind != "target" for point in points):
        days = sorted(point.on for point in points)
        return say(lang, "without_target", first=moment(days[0], lang), last=moment(days[-1], lang))
    if kind is None:
        return say(lang, "nothing_to_compare")
    pairs = {on: pair for on, row in by_moment(points).items() if (pair := _pair(row, kind))}
    above = [result >= target for result, target in pairs.values()]
    names = [moment(on, lang) for on in pairs]
    switches = [at for at in range(1, len(above)) if above[at] != above[at - 1]]
    if len(above) == 1:
        return say(lang, "once_above" if above[0] else "once_below", only=names[0])
    if not switches:
        return say(lang, "always_above" if above[0] else "always_below")
    if len(switches) == 1:
        return say(lang, "above_then_below" if above[0] else "below_then_above", last=names[switches[0] - 1])
    return say(lang, "sometimes_above", count=sum(above), all=len(above))


def targets_alt(points: Sequence[Point], finding: str, lang: Language) -> str:
    """The chart of targets in words, its newest values included."""
    rows = by_moment(points)
    on = max(rows)
    values = ", ".join(
        f"{say(lang, f'kind_{kind}')} {shown(point.value, lang)}"
        for kind, point in sorted(rows[on].items(), key=_place)
    )
    newest = say(lang, "newest", moment=moment(on, lang), values=values)
    return say(
        lang, "targets_alt", first=moment(min(rows), lang), last=moment(on, lang), finding=finding, newest=newest
    )


def _place(item: tuple[Kind, Point]) -> int:
    return KINDS.index(item[0])


def drawn_values(table: Table) -> list[tuple[str, Fraction]]:
    """Names and numbers of the drawn column, without the total and without what is hidden or unknown."""
    at = [column.key for column in table.columns].index(table.drawn)
    rows = table.rows[:-1] if table.total else table.rows
    return [(str(row[0]), value) for row in rows if (value := known(row[at])) is not None]


def table_finding(table: Table, lang: Language) -> str:
    """The title, with the row that has most when a column is drawn."""
    if not table.drawn:
        return table.title
    values = drawn_values(table)
    if not values:
        return say(lang, "no_values", title=table.title)
    top = max(values, key=lambda pair: pair[1])
    return say(lang, "most", title=table.title, row=top[0]) if len(values) > 1 else table.title


def table_alt(table: Table, lang: Language) -> str:
    """The bars of a breakdown in words."""
    column = next(each for each in table.columns if each.key == table.drawn)
    values = sorted(drawn_values(table), key=lambda pair: pair[1])
    if not values:
        return say(lang, "breakdown_alt_none", heading=column.heading, title=table.title)
    (bottom, least), (top, most) = values[0], values[-1]
    ends = {"most": number(most, lang, column.places or 0), "least": number(least, lang, column.places or 0)}
    return say(lang, "breakdown_alt", heading=column.heading, title=table.title, top=top, bottom=bottom, **ends)


def _ends(tiles: TileMap, lang: Language) -> dict[str, str] | None:
    values = sorted((value, tile.name) for tile in tiles.tiles if (value := known(tile.value)) is not None)
    if not values:
        return None
    (least, bottom), (most, top) = values[0], values[-1]
    show = {"least": number(least, lang, tiles.places), "most": number(most, lang, tiles.places)}
    return {**show, "top": top, "bottom": bottom}


def tiles_finding(tiles: TileMap, lang: Language, here: str = "") -> str:
    """From where to where the regions run, and where one region stands."""
    ends = _ends(tiles, lang)
    if ends is None:
        return say(lang, "tiles_none")
    own = next((tile for tile in tiles.tiles if here and tile.code == here), None)
    if own is None:
        return say(lang, "tiles_range", least=ends["least"], most=ends["most"], unit=tiles.unit)
    value = shown(own.value, lang, tiles.places)
    name = "tiles_place_hidden" if isinstance(own.value, Hidden) else "tiles_place"
    return say(lang, name, place=own.name, value=value, unit=tiles.unit, least=ends["least"], most=ends["most"])


def tiles_alt(tiles: TileMap, lang: Language) -> str:
    """The map in words."""
    ends = _ends(tiles, lang)
    if ends is None:
        return say(lang, "tiles_alt_none", count=len(tiles.tiles), unit=tiles.unit)
    return say(lang, "tiles_alt", count=len(tiles.tiles), unit=tiles.unit, **ends)


def flow_finding(flow: Flow, lang: Language) -> str:
    """How the number of working persons changed."""
    if flow.change is None:
        return say(lang, "flow_unknown")
    name = "flow_more" if flow.change > 0 else "flow_less" if flow.change < 0 else "flow_same"
    return say(lang, name, count=number(abs(flow.change), lang))
