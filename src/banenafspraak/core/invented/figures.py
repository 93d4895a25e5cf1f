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
from typing import TYPE_CHECKING

from banenafspraak.core.figures.trend import About, parts_table, say as say_figures, shared
from banenafspraak.core.reports.numbers import Hidden
from banenafspraak.core.reports.trend import Basis, Headline, Invented, Point, Source, Trend

if TYPE_CHECKING:
    from collections.abc import Mapping

    from banenafspraak.core.figures.norms import Sector
    from banenafspraak.core.figures.published import EmploymentType
    from banenafspraak.core.kernel.problems import Language

SERIES = "verzonnen"
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
