"""The resources regios and gemeenten: in which region a municipality lies depends on the year."""

from __future__ import annotations

from datetime import date
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Query, Router

from banenafspraak.api.v1 import ROOT, shapes
from banenafspraak.api.v1.lists import Keys, given, page
from banenafspraak.api.v1.problems import AskedWrongError, Fault
from banenafspraak.api.v1.questions import GemeentenVraag, GemeenteVraag, RegioVraag
from banenafspraak.api.v1.reading import reads
from banenafspraak.core.regions import (
    Membership,
    Municipality,
    Region,
    municipalities,
    region,
    region_of,
    regions,
)
from banenafspraak.core.regions.membership import municipality_named

if TYPE_CHECKING:
    from banenafspraak.core.figures import Figure, Target

YEARS, MUNICIPALITIES = 10, 400
router = Router(tags=["Regio's"])
REGION_KEYS: Keys[Region] = {"code": lambda each: each.code, "naam": lambda each: each.slug}
MUNICIPALITY_KEYS: Keys[Municipality] = {"code": lambda each: each.code, "naam": lambda each: each.slug}


@reads(router, "/regios", shapes.Regios, "regios", "Alle regio's")
def list_regios(request: HttpRequest, vraag: Query[RegioVraag]) -> HttpResponse:
    """De 35 arbeidsmarktregio's."""
    found = page(request, regions(), vraag, vraag.sorteer, REGION_KEYS)
    return given(shapes.Regios(**found.around, regios=tuple(map(regio, found.items))), found.links)


@reads(router, "/regios/{code}", shapes.Regio, "regio", "Een regio")
def read_regio(request: HttpRequest, code: str) -> HttpResponse:
    """Een arbeidsmarktregio, bij haar code."""
    found = region(code)
    if found is None or found.code != code:
        raise Http404
    return given(regio(found))


@reads(router, "/gemeenten", shapes.Gemeenten, "gemeenten", "Alle gemeenten van een jaar")
def list_gemeenten(request: HttpRequest, vraag: Query[GemeentenVraag]) -> HttpResponse:
    """De gemeenten waarvan de regio in een jaar bekend is. Welke regio dat is, verandert soms van jaar tot jaar."""
    known_region(vraag.regio)
    year = vraag.jaar or timezone.localdate().year
    found = page(request, municipalities(date(year, 1, 1), vraag.regio or ""), vraag, vraag.sorteer, MUNICIPALITY_KEYS)
    there = tuple(gemeente(each, year) for each in found.items)
    return given(shapes.Gemeenten(**found.around, gemeenten=there), found.links)


@reads(router, "/gemeenten/{code}", shapes.Gemeente, "gemeente", "Een gemeente")
def read_gemeente(request: HttpRequest, code: str, vraag: Query[GemeenteVraag]) -> HttpResponse:
    """Een gemeente, bij haar code, met haar regio in een jaar."""
    found = municipality_named(code)
    if found is None:
        raise Http404
    return given(gemeente(found, vraag.jaar or timezone.localdate().year))


def known_region(code: str | None) -> None:
    """Refuse the code of a region that is not there.

    Raises:
        AskedWrongError: there is no such region.
    """
    if code is not None and code not in {each.code for each in regions()}:
        raise AskedWrongError((Fault("regio", f"Deze regio is er niet. Kijk bij {ROOT}/regios welke er zijn."),))


@cache
def regio(each: Region) -> shapes.Regio:
    """A region as it is given."""
    here = f"{ROOT}/regios/{each.code}"
    return shapes.Regio(
        code=each.code,
        naam=each.name,
        korte_naam=each.short,
        centrumgemeente=shapes.Centrumgemeente(
            code=each.centre_code, naam=each.centre_municipality, zekerheid=each.centre_mark
        ),
        lengtegraad=each.lon,
        breedtegraad=each.lat,
        tegel=shapes.Tegel(rij=each.tile_row, kolom=each.tile_col),
        herkomst=herkomst(each),
        links=shapes.RegioLinks(
            self=shapes.Link(href=here), gemeenten=shapes.Link(href=f"{ROOT}/gemeenten?regio={each.code}")
        ),
    )


@lru_cache(YEARS * MUNICIPALITIES)
def gemeente(each: Municipality, year: int) -> shapes.Gemeente:
    """A municipality as it is given, with its region in a year."""
    return shapes.Gemeente(
        code=each.code,
        naam=each.name,
        jaar=year,
        regio=_membership(region_of(each.code, year)),
        lengtegraad=each.lon,
        breedtegraad=each.lat,
        links=shapes.Links(self=shapes.Link(href=f"{ROOT}/gemeenten/{each.code}?jaar={year}")),
    )


def _membership(found: Membership | None) -> shapes.RegioVanGemeente | None:
    if found is None:
        return None
    return shapes.RegioVanGemeente(
        code=found.code,
        naam=found.name,
        geldig_vanaf=found.valid_from,
        zekerheid=found.mark,
        noot=found.note or None,
    )


def herkomst(each: Region | Target | Figure) -> shapes.Herkomst:
    """Where something was read, and how sure it is."""
    source = shapes.Bron(titel=each.source.title, adres=each.source.address or None)
    return shapes.Herkomst(zekerheid=each.mark, bron=source, noot=each.note or None)
