"""The sets of open data: their lines, and what every column means. Published figures only, each series on its own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from banenafspraak.core.figures import series_labels, targets
from banenafspraak.core.figures.files import FIGURES, SECTORS, figure_lines, only
from banenafspraak.core.kernel.periods import DECEMBER

if TYPE_CHECKING:
    from collections.abc import Mapping

    from banenafspraak.api.published import Published
    from banenafspraak.core.figures import Edition, Editions, Target
    from banenafspraak.core.figures.files import Line
    from banenafspraak.core.figures.published import Series
    from banenafspraak.core.kernel.problems import Language

Kind = Literal["text", "day", "number", "yes_no", "address"]
SHIPPED_ON = date(2026, 11, 22)
"""The state of the figures that come with the program, as figures/README.md says."""
LAST_DAY = 31


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, what it means, what kind of values it has, and whether each line has one."""

    name: str
    meaning: str
    kind: Kind = "text"
    always: bool = True


@dataclass(frozen=True, slots=True)
class Dataset:
    """Lines that belong together, and all that a reader must know of them."""

    name: str
    title: Mapping[Language, str]
    about: Mapping[Language, str]
    frequency: str
    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    editions: tuple[Edition, ...]
    first: date
    last: date

    @property
    def changed(self) -> date:
        """The last day on which something of it was published."""
        return max([SHIPPED_ON, *(each.published_on for each in self.editions if each.published_on)])


ORIGIN = (
    Column("zekerheid", "V: nagekeken in de bron. D: afgeleid. U: niet nagekeken."),
    Column("bron", "Waar het getal is gelezen."),
    Column("adres", "Adres van de bron.", "address", always=False),
    Column("noot", "Wat een lezer erbij moet weten.", always=False),
)
COLUMNS = {
    each.name: each
    for each in (
        Column("reeks", "official: de jaarmonitor. uwv_quarterly: de kwartaalrapportage van UWV."),
        Column("peildatum", "De dag waar het cijfer over gaat.", "day"),
        Column("regio", "Code van een arbeidsmarktregio. Leeg is heel Nederland.", always=False),
        Column("sector", "markt, overheid of totaal."),
        Column("soort", "alles, regulier (in dienst) of inleen (uitzenden en detacheren)."),
        Column("extra_banen", "Toename van de banen sinds de nulmeting van december 2012.", "number", always=False),
        Column("banen", "Alle banen, met die van de nulmeting.", "number", always=False),
        *ORIGIN,
        Column("uitgave", "De uitgave waar het cijfer uit komt."),
        Column("gepubliceerd_op", "De dag waarop die uitgave uitkwam.", "day", always=False),
        Column("december_effect", "Vierde kwartaal: een deel gaat er in het volgende kwartaal af.", "yes_no"),
        Column("id", "De naam van het cijfer, in elke uitgave dezelfde."),
    )
}
TARGET_COLUMNS = (
    Column("jaar", "Het jaar.", "number"),
    Column("peildatum", "De dag waarop de banen er moeten zijn.", "day"),
    COLUMNS["sector"],
    Column("extra_banen", "Hoeveel extra banen er dan moeten zijn.", "number"),
    *ORIGIN,
    Column("id", "De naam van de doelstelling."),
)
NAMES: Mapping[Series, str] = {"official": "jaarmonitor", "uwv_quarterly": "kwartaalcijfers"}
FREQUENCIES: Mapping[Series, str] = {"official": "ANNUAL", "uwv_quarterly": "QUARTERLY"}
ABOUT: Mapping[Series, Mapping[Language, str]] = {
    "official": {
        "nl": "De extra banen per jaar volgens de officiële jaarmonitor, sinds 2015, naar sector. "
        "Op deze cijfers rust het besluit of het doel is gehaald. Tel ze niet op bij de kwartaalcijfers.",
        "en": "Extra jobs per year by the official yearly monitor, from 2015 on, by sector. "
        "Whether the target was met rests on these figures. Do not add them to the quarterly figures.",
    },
    "uwv_quarterly": {
        "nl": "De extra banen per kwartaal volgens UWV, naar sector en soort werk. De cijfers zijn indicatief. "
        "Tel ze niet op bij de jaarmonitor.",
        "en": "Extra jobs per quarter by UWV, by sector and type of work. The figures are indicative. "
        "Do not add them to the yearly monitor.",
    },
}


@lru_cache(maxsize=4)
def datasets(of: Published) -> tuple[Dataset, ...]:
    """All sets, by the figures that hold; a series of which there are none has no set."""
    known = of.editions
    series = [each for each in NAMES if known.figures(each, places=known.places)]
    return (*(_published(each, known) for each in series), _targets())


def _published(series: Series, known: Editions) -> Dataset:
    found = known.figures(series, places=known.places)
    label = series_labels()[series]
    return Dataset(
        name=NAMES[series],
        title={lang: f"{said}: {label.label(lang)}" for lang, said in EXTRA_JOBS.items()},
        about=ABOUT[series],
        frequency=FREQUENCIES[series],
        columns=tuple(COLUMNS[name] for name in FIGURES),
        lines=tuple(only(FIGURES, figure_lines(found, known))),
        editions=tuple(each for each in known.editions if each.series == series),
        first=min(each.measured_on for each in found),
        last=max(each.measured_on for each in found),
    )


EXTRA_JOBS: Mapping[Language, str] = {"nl": "Extra banen", "en": "Extra jobs"}


def _targets() -> Dataset:
    years = [each.year for each in targets()]
    return Dataset(
        name="doelstellingen",
        title={"nl": "Doelstellingen van de Banenafspraak", "en": "Targets of the Banenafspraak"},
        about={
            "nl": "Hoeveel extra banen er aan het eind van elk jaar moeten zijn, naar sector, met de bron.",
            "en": "How many extra jobs there must be at the end of each year, by sector, with the source.",
        },
        frequency="IRREG",
        columns=TARGET_COLUMNS,
        lines=tuple(map(_target_line, targets())),
        editions=(),
        first=date(min(years), DECEMBER, LAST_DAY),
        last=date(max(years), DECEMBER, LAST_DAY),
    )


def _target_line(each: Target) -> Line:
    return {
        "jaar": each.year,
        "peildatum": date(each.year, DECEMBER, LAST_DAY).isoformat(),
        "sector": SECTORS[each.sector],
        "extra_banen": each.extra_jobs,
        "zekerheid": each.mark,
        "bron": each.source.title,
        "adres": each.source.address or None,
        "noot": each.note or None,
        "id": f"{each.year}.{SECTORS[each.sector]}",
    }
