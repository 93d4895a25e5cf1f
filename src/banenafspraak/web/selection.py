"""Which figures a visitor asks for: series, year, sector, work, region. The address says it, so it can be shared."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.utils.translation import gettext as _, gettext_lazy

from banenafspraak.core.figures.editions import NATION
from banenafspraak.core.regions import regions

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from django.utils.functional import _StrPromise

    from banenafspraak.core.figures import Editions, Figure
    from banenafspraak.core.figures.editions import Places
    from banenafspraak.core.figures.norms import Sector
    from banenafspraak.core.figures.published import EmploymentType
    from banenafspraak.core.invented.figures import InventedFigure, InventedSeries

PUBLISHED = {"jaarmonitor": "official", "kwartaal": "uwv_quarterly"}
INVENTED = "verzonnen"
SECTORS: Mapping[str, tuple[Sector, _StrPromise]] = {
    "totaal": ("total", gettext_lazy("Markt en overheid samen")),
    "markt": ("market", gettext_lazy("Markt")),
    "overheid": ("government", gettext_lazy("Overheid")),
}
WORK: Mapping[str, tuple[EmploymentType, _StrPromise]] = {
    "alles": ("all", gettext_lazy("Al het werk")),
    "regulier": ("regular", gettext_lazy("Gewone dienst")),
    "inleen": ("inleen", gettext_lazy("Ingeleend")),
}
EVERY_REGION = "alle"


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing that can be chosen in a list."""

    value: str
    label: str | _StrPromise
    chosen: bool


@dataclass(frozen=True, slots=True)
class List:
    """A list of a form: its name in the address, its label, what can be chosen."""

    name: str
    label: str
    choices: tuple[Choice, ...]

    def with_chosen(self, value: str) -> List:
        """The list with one thing chosen."""
        return replace(self, choices=tuple(replace(each, chosen=each.value == value) for each in self.choices))


@dataclass(frozen=True, slots=True)
class Selection:
    """What was asked for; empty is everything. `faults` names what is no choice of ours."""

    reeks: str = ""
    jaar: str = ""
    sector: str = ""
    soort: str = ""
    regio: str = ""
    faults: tuple[str, ...] = ()
    lists: tuple[List, ...] = field(default=(), compare=False)

    @property
    def query(self) -> str:
        """The part of an address that says the same."""
        given = {name: getattr(self, name) for name in ("reeks", "jaar", "sector", "soort", "regio")}
        return urlencode({name: value for name, value in given.items() if value})

    @property
    def invented(self) -> bool:
        """Whether invented figures are asked for; they never stand beside others."""
        return self.reeks == INVENTED

    @property
    def places(self) -> Places:
        """The nation, one region, or all regions."""
        if self.regio == EVERY_REGION:
            return frozenset(each.code for each in regions())
        return frozenset({self.regio}) if self.regio else NATION

    def of_published(self, known: Editions) -> list[Figure]:
        """The published figures asked for, newest first."""
        series, year = PUBLISHED.get(self.reeks), int(self.jaar) if self.jaar else None
        found = known.figures(series, year, self.places)
        return sorted(self._of_kind(found), key=_newest, reverse=True)

    def of_invented(self, series: InventedSeries) -> list[InventedFigure]:
        """The invented figures asked for, newest first."""
        found = [one for one in series.figures if one.region in self.places]
        found = [one for one in found if self.jaar in {"", str(one.measured_on.year)}]
        return sorted(self._of_kind(found), key=_newest, reverse=True)

    def _of_kind[One: (Figure, InventedFigure)](self, found: Iterable[One]) -> Iterator[One]:
        sector, work = SECTORS.get(self.sector, ("",))[0], WORK.get(self.soort, ("",))[0]
        for one in found:
            if sector in {"", one.sector} and work in {"", one.employment_type}:
                yield one


def _newest(one: Figure | InventedFigure) -> tuple[object, bool, bool]:
    return one.measured_on, one.sector == "total", one.employment_type == "all"


def selection(given: Mapping[str, str], known: Editions, invented: InventedSeries | None) -> Selection:
    """What an address asks for, with the lists of a form to ask for something else."""
    lists = [*_lists(known, invented)]
    chosen, faults = dict[str, str](), []
    for each in lists:
        value = given.get(each.name, "")
        if value in {one.value for one in each.choices}:
            chosen[each.name] = value
        else:
            faults.append(each.label)
    marked = tuple(each.with_chosen(chosen.get(each.name, "")) for each in lists)
    return Selection(**chosen, faults=tuple(faults), lists=marked)


def _lists(known: Editions, invented: InventedSeries | None) -> Iterator[List]:
    years = {one.measured_on.year for one in known.latest.values()}
    years |= {one.measured_on.year for one in invented.figures} if invented else set()
    series = {"jaarmonitor": _("Jaarmonitor (officieel)"), "kwartaal": _("UWV-kwartaal (tussenstand)")}
    series |= {INVENTED: _("Verzonnen (om te oefenen)")} if invented else {}
    places = {each.code: each.name for each in sorted(regions(), key=lambda each: each.name)}
    yield _list("reeks", _("Reeks"), _("Beide naast elkaar"), series)
    yield _list("jaar", _("Jaar"), _("Alle jaren"), {str(year): str(year) for year in sorted(years, reverse=True)})
    yield _list("sector", _("Sector"), _("Alle sectoren"), {name: label for name, (_code, label) in SECTORS.items()})
    yield _list("soort", _("Soort werk"), _("Alle soorten"), {name: label for name, (_code, label) in WORK.items()})
    yield _list("regio", _("Regio"), _("Heel Nederland"), {EVERY_REGION: _("Alle regio’s"), **places})


def _list(name: str, label: str, everything: str, choices: Mapping[str, str | _StrPromise]) -> List:
    made = (Choice(value, text, chosen=not value) for value, text in ({"": everything} | dict(choices)).items())
    return List(name, label, tuple(made))
