"""A trend report from published figures: what core/reports draws and sets, for everyone together and for one region.

Nothing is counted here, and nothing that is not published comes in (trend_figures.py).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Literal

from banenafspraak.core.counting.engines import Labels
from banenafspraak.core.counting.fates import COUNTED
from banenafspraak.core.counting.plan import AGE_BANDS, SIZES, TOTAL, Plan
from banenafspraak.core.counting.result import Result, Row, Withheld
from banenafspraak.core.counting.trend_figures import Figures
from banenafspraak.core.counting.trend_points import of_nation, points, points_of_region, value_of
from banenafspraak.core.counting.trend_words import Words, method, receipt_lines, sources
from banenafspraak.core.figures import Editions, all_editions
from banenafspraak.core.kernel.problems import Language, Place, stop
from banenafspraak.core.regions import Region, regions
from banenafspraak.core.reports.numbers import known
from banenafspraak.core.reports.trend import Basis, Column, Flow, Headline, Invented, Table, Tile, TileMap, Trend

Measure = Literal["extra_banen", "banen", "personen"]
OURS = frozenset({"leeftijdsklasse", "sbi_sectie", "grootteklasse"})
LARGE = 10_000
ORDER = {label: at for at, label in enumerate((*COUNTED, *(band[0] for band in (*AGE_BANDS, *SIZES))))}
"""Labels that have an order of their own."""


def trends(
    figures: Figures, lang: Language, wanted: Sequence[Region] = (), editions: Editions | None = None
) -> Iterator[tuple[str, Trend]]:
    """The report of everyone, and those of the regions asked for, each with the folder that it goes in.

    `editions`: the published figures; without them those that come with the program.

    Raises:
        ProblemsError: reports of regions are asked for, and of no employer the region is known.
    """
    if wanted and figures.by("regio") is None:
        raise stop("region-of-nobody", Place("--region"))
    report = _Report(figures, Words(lang), editions or all_editions())
    yield "", report.of_all()
    for region in wanted:
        yield f"regio/{region.code.lower()}", report.of_region(region)


@dataclass(frozen=True, slots=True)
class _Report:
    """The figures and the language that all reports of one count share."""

    figures: Figures
    words: Words
    editions: Editions

    @property
    def plan(self) -> Plan:
        return self.figures.whole.plan

    @property
    def places(self) -> int:
        """Decimals of jobs: none of a whole nation's."""
        total = self.figures.whole.total
        return 0 if isinstance(total, Row) and total.jobs >= LARGE else 1

    def of_all(self) -> Trend:
        """The report of everyone in the deliveries."""
        figures, words = self.figures, self.words
        invented = "invented" in figures.whole.receipt.notes
        place = "place-nation" if of_nation(figures.whole) else "place-invented" if invented else "place-all"
        return Trend(
            **self._shared(),
            place=words.say(place),
            headline=self._headline(figures.whole.total, measure := measure_of([figures.whole.total])),
            points=tuple(points(figures, words, self.editions)) if measure == "extra_banen" else (),
            tables=(*(self._table(one, one.total) for one in figures.tables), *self._pace()),
            flow=self._flow(),
            notes=words.notes([figures.whole, *figures.tables]),
        )

    def of_region(self, region: Region) -> Trend:
        """The report of one region: its total is a row of the table of regions, or nothing when nobody works there."""
        figures, words = self.figures, self.words
        by_region = [one for one in figures.tables if one.plan.by == ("regio",)]
        rows = {row.labels[0]: row for one in by_region for row in one.rows}
        measure = measure_of(rows.values())
        total = rows.get(region.name, Row((region.name,), Fraction(), 0, self.plan.hours_per_job, Fraction()))
        left_out = (words.say("left-out", title=words.say(f"by-{name}")) for name in figures.left_out)
        return Trend(
            **self._shared(),
            place=region.name,
            place_code=region.code,
            headline=self._headline(total, measure),
            points=tuple(points_of_region(figures, words, self.editions, region)),
            tables=tuple(table for one in figures.regional if _shows(table := self._table(one, total, region))),
            notes=(*words.notes([*by_region, *figures.regional]), *left_out),
        )

    def _shared(self) -> dict[str, Any]:
        """What every report of the count has."""
        figures, words = self.figures, self.words
        return {
            "title": words.say("title"),
            "period": words.period(self.plan),
            "language": words.lang,
            "method": tuple(method(figures, words)),
            "sources": tuple(sources(figures, words)),
            "receipt": tuple(receipt_lines(figures, words)),
            "tiles": self._tiles(),
            "warnings": words.warnings(figures.whole),
            "invented": Invented() if "invented" in figures.whole.receipt.notes else None,
        }

    def _basis(self, measure: Measure) -> Basis:
        words, plan = self.words, self.plan
        series = words.say("series-persons" if measure == "personen" else "series")
        calculation = words.say(f"calculation-{measure}", hours=words.hours(plan))
        title = plan.definition.title(words.lang)
        return Basis(series, "D", words.source(), plan.period.last, title, calculation=calculation)

    def _headline(self, total: Row | Withheld, measure: Measure) -> Headline:
        day = self.plan.period.last
        target = total.target if measure == "extra_banen" else None
        value, unit = value_of(total, measure), self.words.say(measure)
        return Headline(value, unit, day, self._basis(measure), target, self.places)

    def _table(self, result: Result, total: Row | Withheld, region: Region | None = None) -> Table:
        """A breakdown; of a region its own rows, without its name."""
        words, by = self.words, result.plan.by
        at = by.index("regio") if region else len(by)
        [name] = _without(by, at)
        rows = [row for row in result.rows if region is None or row.labels[at] == region.name]
        rows.sort(key=lambda row: ORDER.get(_without(row.labels, at)[0], 0))
        measure = measure_of(result.rows)
        shown: list[Measure] = ["personen", "banen", *([measure] if measure == "extra_banen" else [])]
        named = [(words.label(_without(row.labels, at)[0]), row) for row in rows]
        lines = [
            (label, *(value_of(row, one) for one in shown)) for label, row in [*named, (words.label(TOTAL), total)]
        ]
        columns = [Column(one, words.say(f"column-{one}"), 0 if one == "personen" else self.places) for one in shown]
        return Table(
            name.replace("_", "-"),
            words.say(f"by-{name}"),
            (Column(name, words.say(f"head-{name}")), *columns),
            tuple(lines),
            self._basis(measure),
            (words.say("ours"),) if name in OURS else (),
            "" if name == "regio" else measure,
            total=True,
        )

    def _pace(self) -> Iterator[Table]:
        """What is still needed for the targets that lie ahead."""
        words, by_sector = self.words, self.figures.by("sector")
        paces = (by_sector or self.figures.whole).pace
        ahead = [(one, each) for one in paces if (each := one.per_quarter) is not None]
        if not ahead:
            return
        places = {
            "doelstelling": 0,
            "nog_te_maken": self.places,
            "kwartalen_over": 0,
            "nodig_per_kwartaal": self.places,
        }
        columns = [Column(key, words.say(f"pace-{key}"), decimals) for key, decimals in places.items()]
        names = [words.say("pace-row", sector=words.label(one.sector), year=one.year) for one, _ in ahead]
        values = [(one.target, one.to_make, one.quarters_left, each) for one, each in ahead]
        rows = tuple((name, *line) for name, line in zip(names, values, strict=True))
        head = Column("doel", words.say("pace-doel"))
        yield Table("tempo", words.say("pace-title"), (head, *columns), rows, self._basis("extra_banen"))

    def _tiles(self) -> TileMap | None:
        """A tile for each region; one without a row has nobody."""
        by_region = self.figures.by("regio")
        if by_region is None:
            return None
        measure = measure_of(by_region.rows)
        values = {row.labels[0]: value_of(row, measure) for row in by_region.rows}
        found = ((one, values.get(one.name, Fraction())) for one in regions())
        tiles = tuple(Tile(one.code, one.name, one.tile_row, one.tile_col, value) for one, value in found)
        return TileMap(self.words.say(measure), tiles, self._basis(measure), places=self.places)

    def _flow(self) -> Flow | None:
        flow, words, plan = self.figures.whole.flow, self.words, self.plan
        if flow is None:
            return None
        return Flow(
            words.period(plan.before()),
            words.period(plan),
            flow.found_work,
            flow.lost_work,
            flow.entered_group_while_working,
            flow.left_group_while_working,
            self._basis("personen"),
            flow.working_before,
        )


def measure_of(rows: Iterable[Row | Withheld]) -> Measure:
    """What is drawn or stands on top: extra jobs when any are known, else jobs.

    >>> measure_of([Withheld(("markt",), "tegen uitrekenen")])
    'banen'
    """
    return "extra_banen" if any(isinstance(row, Row) and row.extra_jobs is not None for row in rows) else "banen"


def _shows(table: Table) -> bool:
    """Whether a table shows any figure, and more than its total."""
    return len(table.rows) > 1 and any(known(cell) is not None for row in table.rows for cell in row[1:])


def _without(labels: Labels, at: int) -> Labels:
    return (*labels[:at], *labels[at + 1 :])
