"""The list of organisations and the page of each: for everyone, with people to call for who may see them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from banenafspraak.apps.accounts.access import actor_of
from banenafspraak.apps.accounts.enums import Permission
from banenafspraak.apps.organisations import queries
from banenafspraak.apps.organisations.access import may, may_add, may_change
from banenafspraak.apps.organisations.actions import lists
from banenafspraak.apps.organisations.enums import FACTS, Kind, Sector
from banenafspraak.apps.organisations.forms import language
from banenafspraak.apps.organisations.models import Organisation
from banenafspraak.core.organisations.reading import as_csv, as_spreadsheet
from banenafspraak.core.organisations.sectors import subsectors
from banenafspraak.core.regions.drawings import tile_map
from banenafspraak.core.regions.membership import municipality_named, regions
from banenafspraak.core.reports.maps import RegionMap, RegionValues, region_map

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest

    from banenafspraak.apps.organisations.models import Change, Contact, Site
    from banenafspraak.core.organisations.facts import Fact

CSV = "text/csv; charset=utf-8"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SITES_SHOWN = 3
LEAST_ON_MAP = 3
CHANGES_SHOWN = 5
ORDERS = {
    "naam": gettext_lazy("naam"),
    "werknemers": gettext_lazy("meeste werknemers"),
    "nieuw": gettext_lazy("nieuwste eerst"),
}


@dataclass(frozen=True, slots=True)
class Option:
    """A choice of a filter, with how many it would leave."""

    value: str
    label: str
    number: int
    chosen: bool
    deep: bool = False


@dataclass(frozen=True, slots=True)
class Shown:
    """What a list looks like, the same for everyone: what can be asked of it, and what was found."""

    asked: str
    found: str


@never_cache
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """The list, by what is asked of it. For who is not logged in a whole page is made once in a while."""
    question = queries.Question.of(request.GET.dict())
    if actor_of(request).is_somebody:
        return _list(request, question)
    key = ("page", question, request.build_absolute_uri(request.path))
    body = queries.remembered(key, lambda: _list(request, question).content)
    return HttpResponse(body)


def _list(request: HttpRequest, question: queries.Question) -> HttpResponse:
    """The list in a page: all that differs from one reader to another is the frame, and what she may add."""
    actor = actor_of(request)
    context = {
        "shown": queries.remembered(("shown", question, language()), lambda: _shown(question)),
        "may_add": may_add(actor),
        "may_import": actor.may(Permission.IMPORT_ORGANISATIONS),
    }
    return render(request, "organisations/list.html", context)


def _shown(question: queries.Question) -> Shown:
    found = queries.counts(question)
    rows = queries.listed(question)
    last = max(1, -(-found.total // queries.PAGE))
    context = {
        "question": question,
        "asked": question.asked(),
        "rows": _rows(rows),
        "total": max(found.total, len(rows)),
        "filters": _filters(question, found),
        "orders": [(name, str(label), name == question.order) for name, label in ORDERS.items()],
        "last": last,
        "before": _address(question, question.page - 1) if question.page > 1 else "",
        "after": _address(question, question.page + 1) if question.page < last else "",
        "files": urlencode(question.asked()),
    }
    return Shown(
        render_to_string("organisations/_asked.html", context), render_to_string("organisations/_found.html", context)
    )


def _rows(rows: Iterable[Organisation]) -> list[dict[str, Any]]:
    kinds = {one.value: str(one.label) for one in Kind}
    return [{"row": row, "kind": kinds[row.kind], "part": _part(row), **_towns(row)} for row in rows]


def _towns(row: Organisation) -> dict[str, Any]:
    sites = sorted({_municipality(site.municipality) for site in row.sites.all()})
    return {"sites": sites[:SITES_SHOWN], "more": max(0, len(sites) - SITES_SHOWN)}


def _municipality(code: str) -> str:
    found = municipality_named(code)
    return found.name if found else code


def _part(row: Organisation) -> str:
    """The sector of an organisation in words, as finely as it is known."""
    part = subsectors().get(row.subsector)
    return part.label(language()) if part else row.get_sector_display()


def _address(question: queries.Question, page: int) -> str:
    return "?" + urlencode({**question.asked(), "pagina": str(page)})


def _filters(question: queries.Question, found: queries.Counts) -> list[tuple[str, str, list[Option]]]:
    kinds = [Option(one.value, str(one.label), found.kinds.get(one, 0), one == question.kind) for one in Kind]
    named = sorted((one.name, one.code) for one in regions())
    places = [Option(code, name, found.regions.get(code, 0), code == question.region) for name, code in named]
    return [
        ("soort", _("Soort"), [one for one in kinds if one.number or one.chosen]),
        ("sector", _("Sector"), list(_sector_options(question, found))),
        ("regio", _("Regio"), places),
    ]


def _sector_options(question: queries.Question, found: queries.Counts) -> Iterable[Option]:
    for sector in Sector:
        yield Option(sector, str(sector.label), found.sectors.get(sector, 0), sector == question.sector)
        for part in subsectors().values():
            number = found.subsectors.get(part.slug, 0)
            if part.sector == sector and (number or part.slug == question.subsector):
                yield Option(part.slug, part.label(language()), number, part.slug == question.subsector, deep=True)


@never_cache
@require_safe
def file(request: HttpRequest, ending: str) -> HttpResponse:
    """The list as a file, in the columns that an import reads; what was asked of the list holds for it too."""
    question = replace(queries.Question.of(request.GET.dict()), page=1)
    known = list(queries.taken(question))
    actor = actor_of(request)
    if actor.is_somebody:
        lists.take_list(actor, question, len(known))
    content, kind = (as_csv(known), CSV) if ending == "csv" else (as_spreadsheet(known, _("Organisaties")), XLSX)
    disposition = f'attachment; filename="organisaties.{ending}"'
    return HttpResponse(content, content_type=kind, headers={"Content-Disposition": disposition})


@never_cache
@require_safe
def organisation(request: HttpRequest, organisation: UUID) -> HttpResponse:
    """All that is known of one organisation."""
    row = found_or_404(organisation)
    if row.public_id != organisation:
        return redirect("organisation", organisation=row.public_id)
    actor = actor_of(request)
    changes = may_change(actor, row)
    context = {
        "row": row,
        "labels": {"organisation": row.name},
        "part": _part(row),
        "names": row.names.order_by("-valid_to", "-valid_from"),
        "counts": row.counts.order_by("-counted_on", "-pk"),
        "voices": [(one, subsectors()[one.subsector]) for one in row.voices.all() if one.subsector in subsectors()],
        "groups": queries.groups_of(row),
        "members": queries.members_of(row),
        "earlier": row.came_after.select_related("earlier"),
        "later": row.followed_by.select_related("later"),
        **_places(row),
        "contacts": _by_region(queries.contacts(actor, row)),
        "sees_contacts": actor.may(Permission.SEE_CONTACTS),
        "may_change": changes,
        "may_check": may(actor, Permission.CHECK_ORGANISATIONS, row),
        "changed": [_told(one) for one in row.changes.order_by("-version")[:CHANGES_SHOWN]] if changes else [],
        "merges": row.merges.filter(undone_at=None).select_related("gone") if changes else [],
    }
    return render(request, "organisations/organisation.html", context)


def found_or_404(public_id: UUID) -> Organisation:
    """An organisation that this site shows.

    Raises:
        Http404: there is none.
    """
    row = queries.organisation(public_id)
    if row is None:
        raise Http404
    return row


def _by_region(contacts: Iterable[Contact]) -> list[tuple[str, list[Contact]]]:
    names = {one.code: one.name for one in regions()}
    grouped = groupby(contacts, key=lambda one: one.region)
    return [(names.get(code, _("Alle regio’s")), list(some)) for code, some in grouped]


def _places(row: Organisation) -> Mapping[str, Any]:
    """The sites by region, and where they are in several, on a map."""
    names = {one.code: (one.name, one.slug) for one in regions()}
    sites = sorted(row.sites.all(), key=lambda site: (names.get(site.region, ("",))[0], site.municipality))
    grouped = [(names.get(code), list(some)) for code, some in groupby(sites, key=lambda site: site.region)]
    named = [(where, [_site(site) for site in some]) for where, some in grouped]
    return {"places": named, "map": _map(row, sites) if len(grouped) >= LEAST_ON_MAP else None}


def _site(site: Site) -> str:
    return ", ".join(filter(None, (_municipality(site.municipality), site.name, site.postcode)))


def _map(row: Organisation, sites: Sequence[Site]) -> RegionMap:
    numbers = {one.code: sum(site.region == one.code for site in sites) for one in regions()}
    links = {one.code: reverse("region", kwargs={"region": one.slug}) for one in regions()}
    subject = RegionValues("vestigingen", _("Vestigingen per regio"), _("vestigingen"), numbers, links=links)
    return region_map(tile_map(), subject, language())


def _told(change: Change) -> dict[str, Any]:
    facts = [(FACTS[name], fact_text(name, was), fact_text(name, now)) for name, (was, now) in change.facts.items()]
    return {"at": change.at, "version": change.version, "facts": facts}


def fact_text(name: str, value: Fact | list[str]) -> str:
    """A fact as a reader knows it."""
    if value in {None, ""} if not isinstance(value, list) else not value:
        return _("niets")
    match name:
        case "kind":
            return str(Kind(str(value)).label)
        case "sector":
            return str(Sector(str(value)).label)
        case "subsector":
            part = subsectors().get(str(value))
            return part.label(language()) if part else str(value)
        case "municipalities" if isinstance(value, list | tuple):
            return ", ".join(map(_municipality, value))
        case _:
            return str(value)
