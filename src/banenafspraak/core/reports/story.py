"""A report told once, in the words and numbers that the reader sees; page and paper only set it.

The order is fixed: the big number, what to mind, targets against results, breakdowns, regions, working persons, notes,
method, sources, receipt. A part that has nothing says what would stand there and why it does not.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import cast

from banenafspraak.core.kernel.problems import Language
from banenafspraak.core.reports import findings, twins
from banenafspraak.core.reports.charts import Bar, Group, breakdown_drawing, targets_drawing
from banenafspraak.core.reports.drawing import Drawing, Twin
from banenafspraak.core.reports.numbers import Hidden, Value, brief, day, known, moment, percent, shown
from banenafspraak.core.reports.tiles import tiles_drawing
from banenafspraak.core.reports.trend import KINDS, SECTORS, Basis, Point, Source, Table, Trend, check_trend
from banenafspraak.core.reports.words import say

MOST_GROUPS, MOST_OPEN = 12, 20
DECEMBER = (12, 31)
PAIR = 2


@dataclass(frozen=True, slots=True)
class Fact:
    """A term and what it is, with an address when it has one."""

    term: str
    text: str
    address: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A part with a heading that says the finding. A folded table is long, or repeats what the drawing prints."""

    key: str
    heading: str
    level: int = 2
    paragraphs: tuple[str, ...] = ()
    drawing: Drawing | None = None
    caption: tuple[str, ...] = ()
    table: Twin | None = None
    folded: bool = False
    facts: tuple[Fact, ...] = ()
    notes: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    links: tuple[Source, ...] = ()


@dataclass(frozen=True, slots=True)
class Story:
    """A whole report as text, drawings and tables."""

    language: Language
    title: str
    place: str
    period: str
    value: str
    value_line: str
    gap: str
    facts: tuple[Fact, ...]
    invented: tuple[str, ...]
    warnings: tuple[str, ...]
    sections: tuple[Section, ...]

    @property
    def drawings(self) -> tuple[Drawing, ...]:
        """All drawings, in their order."""
        return tuple(section.drawing for section in self.sections if section.drawing)

    @property
    def twins(self) -> tuple[Twin, ...]:
        """All tables, in their order."""
        return tuple(section.table for section in self.sections if section.table)


def tell(trend: Trend) -> Story:
    """A report as its reader meets it.

    Raises:
        ValueError: a part of the report is missing or does not fit.
        ProblemsError: the extra is not installed.
    """
    check_trend(trend)
    lang, head = trend.language, trend.headline
    parts = (*target_sections(trend.points, trend.place, lang), *_tables(trend), *_regions(trend), *_flow(trend))
    invented = _invented(trend)
    shown_parts = (_stamped(part, invented) for part in (*parts, *_closing(trend)))
    return Story(
        language=lang,
        title=trend.title,
        place=trend.place,
        period=trend.period,
        value=shown(head.value, lang, head.places),
        value_line=say(lang, "on_date", unit=head.unit, day=day(head.on, lang)),
        gap=findings.gap_sentence(head, lang),
        facts=_facts(head.basis, lang),
        invented=invented,
        warnings=(*twins.hidden_notes([head.value], lang), *trend.warnings),
        sections=tuple(shown_parts),
    )


def _invented(trend: Trend) -> tuple[str, ...]:
    if trend.invented is None:
        return ()
    lang, scale = trend.language, known(trend.invented.scale)
    lines = [say(lang, "invented_title"), say(lang, "invented_text")]
    if scale is not None:
        lines.append(say(lang, "invented_scale", share=percent(scale, lang, _places(float(scale)))))
    return tuple(lines)


def _stamped(part: Section, invented: Sequence[str]) -> Section:
    """A part whose drawing says that its numbers are invented, when they are."""
    if not invented or part.drawing is None:
        return part
    return replace(part, drawing=part.drawing.stamped(" ".join(invented[:2])))


def _places(share: float) -> int:
    """Decimals enough to see a small share."""
    return 0 if share * 100 == int(share * 100) else 2


def _facts(basis: Basis, lang: Language) -> tuple[Fact, ...]:
    told = [
        ("series", basis.series, ""),
        ("on", day(basis.on, lang) if basis.on else "", ""),
        ("definition", basis.definition, ""),
        ("source", basis.source.title, basis.source.address),
        ("mark", say(lang, f"mark_{basis.mark}"), ""),
        ("revision", basis.revision, ""),
        ("calculation", basis.calculation, ""),
    ]
    return tuple(Fact(say(lang, f"fact_{name}"), text, address) for name, text, address in told if text)


# Targets against results.


def target_sections(points: Sequence[Point], place: str, lang: Language) -> Iterator[Section]:
    """Targets beside results for each sector that has any; the first says how to read them."""
    if not points:
        yield Section("doelen", say(lang, "no_points_heading"), paragraphs=(say(lang, "no_points", place=place),))
    present = [sector for sector in SECTORS if any(point.sector == sector for point in points)]
    for at, sector in enumerate(present):
        yield _sector([point for point in points if point.sector == sector], lang, first=at == 0)


def _sector(points: Sequence[Point], lang: Language, *, first: bool) -> Section:
    sector = points[0].sector
    finding = findings.target_finding(points, lang)
    heading = finding if sector == "total" else _of(sector, finding, lang)
    name = f"doelen-{say('nl', f'code_{sector}')}"
    groups = _groups(points, lang)
    alt = findings.targets_alt(points, heading, lang)
    cut = len(groups) < len(findings.by_moment(points))
    twin = twins.points_twin(name, points, lang)
    present = [kind for kind in KINDS if any(point.kind == kind for point in points)]
    key = " ".join(say(lang, f"key_{kind}") for kind in present)
    caption = [key, *twin.shown.notes, *([say(lang, "targets_cut")] if cut else [])]
    return Section(
        key=name,
        heading=heading,
        level=2 if first else 3,
        paragraphs=(say(lang, "targets_lead"),) if first else (),
        drawing=targets_drawing(name, heading, alt, groups, lang),
        caption=tuple(caption),
        table=twin,
        folded=True,
        facts=tuple(_point_facts(points, lang)),
    )


def _of(sector: str, finding: str, lang: Language) -> str:
    return say(lang, "of_sector", sector=say(lang, f"sector_{sector}"), finding=finding[0].lower() + finding[1:])


def _groups(points: Sequence[Point], lang: Language) -> list[Group]:
    """All dates when they fit in a drawing, else the ends of years and the newest date."""
    rows = findings.by_moment(points)
    ends = [on for on in rows if (on.month, on.day) == DECEMBER or on == max(rows)]
    drawn = (ends if len(rows) > MOST_GROUPS else [*rows])[-MOST_GROUPS:]
    return [
        Group(
            moment(on, lang),
            {kind: known(point.value) for kind, point in rows[on].items()},
            {kind: brief(point.value, lang) + twins.sign(point) for kind, point in rows[on].items()},
        )
        for on in drawn
    ]


def _point_facts(points: Sequence[Point], lang: Language) -> Iterator[Fact]:
    """Per series its name and its sources, each once, and what was remarked."""
    if kind := findings.compared(points):
        words = say(lang, "compared_series", series=say(lang, f"kind_{kind}"))
        yield Fact(say(lang, "fact_calculation"), words)
    for each in KINDS:
        own = [point for point in points if point.kind == each]
        names = dict.fromkeys(point.series for point in own)
        yield from (Fact(say(lang, f"kind_{each}"), name) for name in names)
        for source in dict.fromkeys(point.source for point in own):
            years = ", ".join(moment(point.on, lang) for point in own if point.source == source)
            yield Fact(say(lang, "fact_source"), f"{source.title} ({years})", source.address)
        for point in own:
            if point.note and point.mark != "V":
                yield Fact(say(lang, "fact_note"), f"{moment(point.on, lang)}: {point.note}")


# Breakdowns, regions, working persons.


def _tables(trend: Trend) -> Iterator[Section]:
    lang = trend.language
    if not trend.tables:
        words = say(lang, "no_tables", place=trend.place)
        yield Section("uitsplitsing", say(lang, "tables_heading"), paragraphs=(words,))
    for table in trend.tables:
        name, heading = f"uitsplitsing-{table.key}", findings.table_finding(table, lang)
        twin = twins.table_twin(name, table, lang)
        part = Section(name, heading, table=twin, facts=_facts(table.basis, lang), notes=twin.shown.notes)
        some = table.drawn and findings.drawn_values(table)
        yield _with_bars(part, table, lang) if some else replace(part, folded=len(table.rows) > MOST_OPEN)


def _with_bars(part: Section, table: Table, lang: Language) -> Section:
    """The part with its drawing; a table of that one column only repeats it, so it is folded."""
    heading = next(column.heading for column in table.columns if column.key == table.drawn)
    alt = findings.table_alt(table, lang)
    drawing = breakdown_drawing(part.key, part.heading, alt, _bars(table, lang), lang)
    caption = say(lang, "bars_of", heading=heading[0].lower() + heading[1:])
    return replace(part, drawing=drawing, caption=(caption,), folded=len(table.columns) == PAIR)


def _bars(table: Table, lang: Language) -> list[Bar]:
    at = [column.key for column in table.columns].index(table.drawn)
    places = table.columns[at].places or 0
    rows = table.rows[:-1] if table.total else table.rows
    cells = [(str(row[0]), cast("Value", row[at])) for row in rows]
    return [Bar(name, known(value), shown(value, lang, places)) for name, value in cells]


def _regions(trend: Trend) -> Iterator[Section]:
    lang, tiles = trend.language, trend.tiles
    if tiles is None:
        yield Section("regios", say(lang, "tiles_none"), paragraphs=(say(lang, "no_tiles"),))
        return
    heading = findings.tiles_finding(tiles, lang, trend.place_code)
    here = next((tile.name for tile in tiles.tiles if trend.place_code == tile.code), "")
    twin = twins.tiles_twin("regios", tiles, lang)
    gaps = any(tile.value is None or isinstance(tile.value, Hidden) for tile in tiles.tiles)
    caption = [say(lang, "tiles_key")]
    caption += [say(lang, "tiles_key_gaps")] if gaps else []
    caption += [say(lang, "tiles_key_place", place=here)] if here else []
    yield Section(
        key="regios",
        heading=heading,
        drawing=tiles_drawing("regios", heading, findings.tiles_alt(tiles, lang), tiles, (lang, trend.place_code)),
        caption=tuple(caption),
        table=twin,
        facts=_facts(tiles.basis, lang),
        notes=twin.shown.notes,
    )


def _flow(trend: Trend) -> Iterator[Section]:
    lang, flow = trend.language, trend.flow
    if flow is None:
        words = say(lang, "no_flow", place=trend.place)
        yield Section("stroom", say(lang, "no_flow_heading"), paragraphs=(words,))
        return
    twin = twins.flow_twin("stroom", flow, lang)
    yield Section(
        key="stroom",
        heading=findings.flow_finding(flow, lang),
        paragraphs=(say(lang, "flow_lead"),),
        table=twin,
        facts=_facts(flow.basis, lang),
        notes=twin.shown.notes,
    )


def _closing(trend: Trend) -> Iterator[Section]:
    lang = trend.language
    if trend.notes:
        yield Section("opmerkingen", say(lang, "notes_heading"), items=trend.notes)
    yield Section("methode", say(lang, "method_heading"), paragraphs=trend.method)
    yield Section("bronnen", say(lang, "sources_heading"), links=_all_sources(trend))
    lead = (say(lang, "receipt_lead"),)
    yield Section("bewijs", say(lang, "receipt_heading"), paragraphs=lead, items=trend.receipt)


def _all_sources(trend: Trend) -> tuple[Source, ...]:
    """Every source once: those the report names, then those under its figures."""
    under = [trend.headline.basis, *(table.basis for table in trend.tables)]
    under += [part.basis for part in (trend.tiles, trend.flow) if part]
    found = (*trend.sources, *(basis.source for basis in under), *(point.source for point in trend.points))
    return tuple(dict.fromkeys(found))
