"""The resources doelstellingen, resultaten and metingen. Series stand beside each other and are never added up.

A resultaat is one published figure as it holds now; a meting is all that one series says about one day and one place,
with its definition, the targets of that day, the editions that printed it and what they changed.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import groupby
from typing import TYPE_CHECKING, cast

from django.http import Http404, HttpRequest, HttpResponse
from ninja import Query, Router

from banenafspraak.api.published import Published, published
from banenafspraak.api.v1 import ROOT, invented, shapes
from banenafspraak.api.v1.lists import Keys, given, page
from banenafspraak.api.v1.naming import in_address
from banenafspraak.api.v1.problems import AskedWrongError, Fault
from banenafspraak.api.v1.questions import NATION, DoelstellingVraag, MetingVraag, ResultaatVraag
from banenafspraak.api.v1.reading import reads
from banenafspraak.api.v1.regions import herkomst, known_region
from banenafspraak.core.counting import built_in
from banenafspraak.core.figures import Figure, Revision, Target, series_labels, targets
from banenafspraak.core.figures.files import SECTORS, WORK
from banenafspraak.core.invented.figures import SERIES
from banenafspraak.core.kernel.periods import DECEMBER

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set as AbstractSet

    from banenafspraak.core.figures import Edition
    from banenafspraak.core.figures.published import Series

router = Router(tags=["Cijfers"])
DEFINITIONS: Mapping[Series, str] = {"official": "monitor", "uwv_quarterly": "quarter"}
"""The definition of ours that follows each series most closely."""
MEASURES = {"extra_jobs": "extraBanen", "jobs_total": "banen"}
LAST_DAY = 31
ALL = 20_000
"""More than there are figures: each is put into its shape once."""
TARGET_KEYS: Keys[Target] = {
    "jaar": lambda each: each.year,
    "sector": lambda each: SECTORS[each.sector],
    "extraBanen": lambda each: each.extra_jobs,
}
FIGURE_KEYS: Keys[Figure] = {
    "peildatum": lambda each: each.measured_on,
    "reeks": lambda each: each.series,
    "regio": lambda each: each.region,
    "sector": lambda each: SECTORS[each.sector],
    "soort": lambda each: WORK[each.employment_type],
    "extraBanen": lambda each: each.extra_jobs,
    "banen": lambda each: each.jobs_total,
}


@dataclass(frozen=True, slots=True)
class Measurement:
    """All that one series says about one day and one place: a region, or None for the nation."""

    series: Series
    measured_on: date
    region: str | None
    figures: tuple[Figure, ...]

    @property
    def id(self) -> str:
        """Its name; that of a region ends in its code."""
        return measurement_id(self.series, self.measured_on, self.region)


MEASUREMENT_KEYS: Keys[shapes.Meting] = {
    "peildatum": lambda each: each.peildatum,
    "reeks": lambda each: each.reeks.code,
    "regio": lambda each: each.regio,
}


@reads(router, "/doelstellingen", shapes.Doelstellingen, "doelstellingen", "Alle doelstellingen")
def list_doelstellingen(request: HttpRequest, vraag: Query[DoelstellingVraag]) -> HttpResponse:
    """Hoeveel extra banen er aan het eind van elk jaar moeten zijn."""
    there = [each for each in targets(vraag.jaar) if vraag.sector in {None, SECTORS[each.sector]}]
    found = page(request, there, vraag, vraag.sorteer, TARGET_KEYS)
    made = tuple(map(doelstelling, found.items))
    return given(shapes.Doelstellingen(**found.around, doelstellingen=made), found.links)


@reads(router, "/doelstellingen/{id}", shapes.Doelstelling, "doelstelling", "Een doelstelling")
def read_doelstelling(request: HttpRequest, id: str) -> HttpResponse:  # noqa: A002 - the name of the parameter outside
    """Een doelstelling, bij haar id."""
    return given(doelstelling(_named(targets(), target_id, id)))


@reads(router, "/resultaten", shapes.Resultaten, "resultaten", "Alle gepubliceerde cijfers")
def list_resultaten(request: HttpRequest, vraag: Query[ResultaatVraag]) -> HttpResponse:
    """De gepubliceerde cijfers. Trek cijfers van twee reeksen nooit van elkaar af, en tel ze niet op.

    Op een oefensite staan ook verzonnen cijfers. Die krijgt u alleen met reeks=verzonnen, nooit tussen de andere.
    """
    if vraag.regio != NATION:
        known_region(vraag.regio)
    return _invented(request, vraag) if vraag.reeks == SERIES else _published(request, vraag)


def _published(request: HttpRequest, vraag: ResultaatVraag) -> HttpResponse:
    there = [each for each in _printed(vraag) if vraag.reeks in (None, each.series) and vraag.takes(each)]
    found = page(request, there, vraag, vraag.sorteer, FIGURE_KEYS)
    return given(shapes.Resultaten(**found.around, resultaten=tuple(map(resultaat, found.items))), found.links)


def _invented(request: HttpRequest, vraag: ResultaatVraag) -> HttpResponse:
    series, there = invented.asked(vraag)
    found = page(request, there, vraag, vraag.sorteer, invented.KEYS)
    made = tuple(invented.resultaat(each, series) for each in found.items)
    return given(shapes.Resultaten(**found.around, resultaten=made), found.links)


@reads(router, "/resultaten/{id}", shapes.Resultaat, "resultaat", "Een gepubliceerd cijfer")
def read_resultaat(request: HttpRequest, id: str) -> HttpResponse:  # noqa: A002 - the name of the parameter outside
    """Een gepubliceerd cijfer, bij zijn id."""
    if id.startswith(f"{SERIES}."):
        return given(invented.named(id))
    return given(resultaat(_named(published().editions.latest.values(), lambda each: in_address(each.id), id)))


@reads(router, "/metingen", shapes.Metingen, "metingen", "Alle metingen")
def list_metingen(request: HttpRequest, vraag: Query[MetingVraag]) -> HttpResponse:
    """Alles wat een reeks over een dag en een plaats zegt, met definitie, doelen, uitgaven en herzieningen."""
    if vraag.regio != NATION:
        known_region(vraag.regio)
    there = [
        each
        for each in metingen(published())
        if vraag.reeks in {None, each.reeks.code} and vraag.jaar in {None, each.peildatum.year}
        if vraag.regio in {None, each.regio or NATION}
    ]
    found = page(request, there, vraag, vraag.sorteer, MEASUREMENT_KEYS)
    return given(shapes.Metingen(**found.around, metingen=tuple(found.items)), found.links)


@reads(router, "/metingen/{id}", shapes.Meting, "meting", "Een meting")
def read_meting(request: HttpRequest, id: str) -> HttpResponse:  # noqa: A002 - the name of the parameter outside
    """Een meting, bij haar id."""
    return given(_named(metingen(published()), lambda each: in_address(each.id), id))


def _named[Item](found: Iterable[Item], name: Callable[[Item], str], wanted: str) -> Item:
    """The one of this name; otherwise it is not there."""
    for each in found:
        if name(each) == wanted:
            return each
    raise Http404


def _printed(vraag: ResultaatVraag) -> Iterable[Figure]:
    """The figures that hold, or those of one edition."""
    known = published().editions
    if vraag.uitgave is None:
        return known.latest.values()
    if vraag.uitgave not in known.names:
        raise AskedWrongError((Fault("uitgave", f"Kies uit {', '.join(known.names)}."),))
    return known.of(vraag.uitgave).latest.values()


def measurements(found: Iterable[Figure]) -> Iterator[Measurement]:
    """Figures by series, day and place, the nation before its regions."""
    ordered = sorted(found, key=lambda each: (each.series, each.measured_on, each.region or ""))
    for about, group in groupby(ordered, key=lambda each: (each.series, each.measured_on, each.region)):
        yield Measurement(*about, tuple(group))


def measurement_id(series: Series, day: date, region: str | None) -> str:
    """The name of a measurement.

    >>> measurement_id("official", date(2018, 12, 31), "AM01")
    'official/2018-12-31/AM01'
    """
    return "/".join(part for part in (series, day.isoformat(), region) if part)


def target_id(each: Target) -> str:
    """The name of a target in an address."""
    return f"{each.year}.{SECTORS[each.sector]}"


@lru_cache(ALL)
def doelstelling(each: Target) -> shapes.Doelstelling:
    """A target as it is given."""
    return shapes.Doelstelling(
        id=target_id(each),
        jaar=each.year,
        peildatum=date(each.year, DECEMBER, LAST_DAY),
        sector=cast("shapes.Sector", SECTORS[each.sector]),
        extra_banen=each.extra_jobs,
        herkomst=herkomst(each),
        links=shapes.Links(self=shapes.Link(href=f"{ROOT}/doelstellingen/{target_id(each)}")),
    )


@lru_cache(ALL)
def resultaat(each: Figure) -> shapes.Resultaat:
    """A figure as it is given."""
    about = measurement_id(each.series, each.measured_on, each.region)
    return shapes.Resultaat(
        id=each.id,
        reeks=each.series,
        verzonnen=False,
        peildatum=each.measured_on,
        regio=each.region,
        sector=cast("shapes.Sector", SECTORS[each.sector]),
        soort=cast("shapes.Soort", WORK[each.employment_type]),
        extra_banen=each.extra_jobs,
        banen=each.jobs_total,
        december_effect=each.has_december_effect,
        uitgave=each.edition,
        herkomst=herkomst(each),
        links=shapes.ResultaatLinks(
            self=shapes.Link(href=f"{ROOT}/resultaten/{in_address(each.id)}"),
            meting=shapes.Link(href=f"{ROOT}/metingen/{in_address(about)}"),
        ),
    )


@lru_cache(maxsize=4)
def metingen(known: Published) -> tuple[shapes.Meting, ...]:
    """All measurements as they are given, made once for a set of figures."""
    editions, revised = known.editions, defaultdict[str, list[shapes.Herziening]](list)
    for one in editions.revisions(places=editions.places):
        revised[one.after.id] += herzieningen(one)
    printed = [(uitgave(each), {one.id for one in each.figures}) for each in editions.editions]
    return tuple(meting(each, printed, revised) for each in measurements(editions.latest.values()))


def meting(
    each: Measurement,
    printed: Sequence[tuple[shapes.Uitgave, AbstractSet[str]]],
    revised: Mapping[str, Sequence[shapes.Herziening]],
) -> shapes.Meting:
    """A measurement as it is given, by what each edition printed and by what was revised of each figure."""
    label, definition = series_labels()[each.series], built_in(DEFINITIONS[each.series])
    there = [one.id for one in each.figures]
    return shapes.Meting(
        id=each.id,
        peildatum=each.measured_on,
        regio=each.region,
        reeks=shapes.ReeksInfo(code=each.series, naam=label.label_nl, toelichting=label.note or None),
        definitie=shapes.Definitie(naam=definition.name, titel=definition.titles["nl"]),
        december_effect=any(one.has_december_effect for one in each.figures),
        doelstellingen=tuple(map(doelstelling, _targets_of(each))),
        resultaten=tuple(map(resultaat, each.figures)),
        uitgaven=tuple(one for one, names in printed if not names.isdisjoint(there)),
        herzieningen=tuple(told for name in there for told in revised.get(name, ())),
        links=shapes.Links(self=shapes.Link(href=f"{ROOT}/metingen/{in_address(each.id)}")),
    )


def _targets_of(each: Measurement) -> tuple[Target, ...]:
    """The targets are those of the nation at the end of a year."""
    day = each.measured_on
    return targets(day.year) if each.region is None and (day.month, day.day) == (DECEMBER, LAST_DAY) else ()


def uitgave(each: Edition) -> shapes.Uitgave:
    """An edition as it is given."""
    return shapes.Uitgave(naam=each.name, gepubliceerd_op=each.published_on, bestand=each.file, sha256=each.sha256)


def herzieningen(each: Revision) -> Iterator[shapes.Herziening]:
    """What an edition changed in a figure, measure by measure."""
    for change in each.changes:
        yield shapes.Herziening.model_validate(
            {
                "resultaat": each.after.id,
                "maat": MEASURES[change.measure],
                "oud": change.old,
                "nieuw": change.new,
                "verschil": change.difference,
                "uitgave": each.after.edition,
                "gepubliceerd_op": each.published_on,
            }
        )
