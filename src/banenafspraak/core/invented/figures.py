"""Figures of the invented nation, by quarter: counted as a real one would be, published as a real one must be.

They are their own series, 'verzonnen', and their own kind of value: nothing that takes a published figure takes these.
What too few persons stand behind is hidden here as it would be in earnest.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from banenafspraak.core.counting.definitions import find_definition
from banenafspraak.core.counting.fates import LENT, REGULAR
from banenafspraak.core.counting.one_reading import OneReading
from banenafspraak.core.counting.plan import GOVERNMENT, MARKET
from banenafspraak.core.counting.preparing import Order
from banenafspraak.core.counting.publishing import publish_together
from banenafspraak.core.counting.result import Row, Withheld
from banenafspraak.core.counting.trend_points import value_of
from banenafspraak.core.figures.trend import About, parts_table, say as say_figures, shared
from banenafspraak.core.invented.nation import BASELINE, write_nation
from banenafspraak.core.kernel.hours import rounded
from banenafspraak.core.kernel.periods import Asked, Period
from banenafspraak.core.kernel.pseudonyms import KEY_BYTES, Key
from banenafspraak.core.regions import regions
from banenafspraak.core.reports.numbers import Hidden
from banenafspraak.core.reports.trend import Basis, Headline, Invented, Point, Source, Trend

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from banenafspraak.core.counting.result import Result
    from banenafspraak.core.figures.norms import Sector
    from banenafspraak.core.figures.published import EmploymentType
    from banenafspraak.core.kernel.problems import Language
    from banenafspraak.core.reports.numbers import Value

SERIES = "verzonnen"
QUARTERS = ("2018Q2", "2018Q3", "2018Q4")
BREAKDOWNS = ("sector", "soort", "regio")
SECTORS: Mapping[str, Sector] = {MARKET: "market", GOVERNMENT: "government"}
WORK: Mapping[str, EmploymentType] = {REGULAR: "regular", LENT: "inleen"}
TEXTS: Mapping[str, Mapping[Language, str]] = {
    "series": {"nl": "verzonnen", "en": "invented"},
    "source": {
        "nl": "Verzonnen land, schaal {scale}, startgetal {seed}",
        "en": "Invented nation, scale {scale}, seed {seed}",
    },
    "method": {
        "nl": "Alles in dit rapport is verzonnen. Het is geteld met dezelfde regels als echte gegevens.",
        "en": "Everything in this report is invented. It was counted by the same rules as real data.",
    },
    "place": {"nl": "Verzonnen land", "en": "Invented nation"},
}


@dataclass(frozen=True, slots=True)
class InventedFigure:
    """One figure of the invented nation or of one of its regions; hidden when too few persons stand behind it."""

    measured_on: date
    sector: Sector
    employment_type: EmploymentType
    region: str | None
    extra_jobs: Decimal | Hidden | None

    @property
    def id(self) -> str:
        """Its name, built as that of a published one."""
        place = f"/{self.region}" if self.region else ""
        return f"{SERIES}/{self.measured_on.isoformat()}/{self.sector}/{self.employment_type}{place}"


@dataclass(frozen=True, slots=True)
class InventedSeries:
    """All figures of one invented nation, with what they were made from."""

    scale: Fraction
    seed: int
    figures: tuple[InventedFigure, ...]

    def of(self, region: str | None) -> tuple[InventedFigure, ...]:
        """The figures of the nation or of one region, oldest first."""
        return tuple(each for each in self.figures if each.region == region)

    def source(self, lang: Language) -> Source:
        """What stands where another figure has its source."""
        return Source(TEXTS["source"][lang].format(scale=self.scale, seed=self.seed))


def count_invented(scale: Fraction, seed: int, quarters: Sequence[str] = QUARTERS) -> InventedSeries:
    """Make an invented nation in a folder that goes, count it by quarter, and keep what may be published."""
    with TemporaryDirectory(prefix="verzonnen-") as folder:
        nation = write_nation(Path(folder), scale, seed, [BASELINE, *months_of(quarters)])
        order = Order(
            nation.payroll,
            nation.register,
            quarters[-1],
            Key(bytes(KEY_BYTES)),  # nobody stands behind these pseudonyms
            corrections=(nation.corrections,) if nation.corrections else (),
            employers=nation.employers,
            keys=nation.keys,
            targets=nation.targets,
            definition=find_definition("quarter"),
        )
        reading = OneReading.of(order)
        figures = tuple(one for quarter in quarters for one in _of_quarter(reading, quarter))
    return InventedSeries(scale, seed, figures)


def months_of(quarters: Sequence[str]) -> list[Period]:
    """The months of some quarters.

    >>> [str(each.first) for each in months_of(["2018Q4"])]
    ['2018-10-01', '2018-11-01', '2018-12-01']
    """
    asked = filter(None, map(Asked.read, quarters))
    return [month for each in asked for month in each.days().months()]


def _of_quarter(reading: OneReading, quarter: str) -> Iterator[InventedFigure]:
    whole, *finer = (reading(by, quarter) for by in ([], *([name] for name in BREAKDOWNS)))
    (total, *coarse), fine = publish_together([whole, *finer[:-1]], finer[-1:])
    for result in (total, *coarse, *fine):
        yield from _of_result(result)


def _of_result(result: Result) -> Iterator[InventedFigure]:
    """The rows of a count as figures. What is lent and not divided by sector is no sector."""
    codes = {one.name: one.code for one in regions()}
    rows: Sequence[Row | Withheld] = result.rows if result.plan.by else [result.total]
    for row in rows:
        label = row.labels[0] if result.plan.by else ""
        place = {"regio": codes.get(label)}.get(result.plan.by[0]) if result.plan.by else None
        sector, work = SECTORS.get(label, "total"), WORK.get(label, "all")
        if not label or place or sector != "total" or work != "all":
            yield InventedFigure(result.plan.period.last, sector, work, place, _kept(value_of(row, "extra_banen")))


def _kept(value: Value) -> Decimal | Hidden | None:
    return value if value is None or isinstance(value, Hidden) else rounded(Fraction(value), 0)


# As text, to keep it.


def written(series: InventedSeries) -> str:
    """An invented series as text.

    >>> one = InventedFigure(date(2018, 12, 31), "total", "all", None, Decimal("511.5"))
    >>> few = InventedFigure(date(2018, 12, 31), "total", "all", "AM01", Hidden.FEW)
    >>> series = InventedSeries(Fraction(1, 100), 1, (one, few))
    >>> read(written(series)) == series
    True
    """
    rows = [
        [one.measured_on.isoformat(), one.sector, one.employment_type, one.region, _text(one.extra_jobs)]
        for one in series.figures
    ]
    return json.dumps({"schaal": str(series.scale), "startgetal": series.seed, "cijfers": rows})


def read(text: str) -> InventedSeries:
    """The invented series of a text that was written here."""
    whole = json.loads(text)
    figures = tuple(
        InventedFigure(date.fromisoformat(day), sector, work, region, _value(value))
        for day, sector, work, region, value in whole["cijfers"]
    )
    return InventedSeries(Fraction(whole["schaal"]), whole["startgetal"], figures)


def _text(value: Decimal | Hidden | None) -> str | None:
    return value.value if isinstance(value, Hidden) else None if value is None else str(value)


def _value(text: str | None) -> Decimal | Hidden | None:
    hidden = {each.value: each for each in Hidden}
    return None if text is None else hidden.get(text) or Decimal(text)


# As a report.


def invented_trend(series: InventedSeries, about: About) -> Trend:
    """The trend report of the invented nation or of one of its regions; every page of it says so."""
    lang = about.lang
    source, name = series.source(lang), TEXTS["series"][lang]
    found = series.of(about.code or None)
    last = max(one.measured_on for one in series.figures)
    newest = {(one.sector, one.employment_type): one.extra_jobs for one in found if one.measured_on == last}
    basis = Basis(name, "D", source, last, say_figures(lang, "definition"))
    headline = Headline(newest.get(("total", "all")), say_figures(lang, "unit"), last, basis)
    points = (
        Point(one.measured_on, "invented", one.extra_jobs, name, "D", source, sector)
        for one in found
        for sector in ("total", "market", "government")
        if (one.sector, one.employment_type) == (sector, "all")
    )
    works = [("regular", newest.get(("total", "regular"))), ("inleen", newest.get(("total", "inleen")))]
    rows = [(say_figures(lang, work), value) for work, value in works]
    rows.append((say_figures(lang, "total"), newest.get(("total", "all"))))
    return Trend(
        **shared(about, headline),
        points=tuple(points),
        tables=() if about.code else (parts_table("work", rows, basis, lang),),
        method=(TEXTS["method"][lang],),
        receipt=(source.title,),
        invented=Invented(series.scale),
    )
