"""The resource organisaties: who they are is public; whom to call is for programs with a key that may know."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, overload
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Query, Router

from banenafspraak.api.keys import Key
from banenafspraak.api.v1 import ROOT, shapes
from banenafspraak.api.v1.lists import given, page
from banenafspraak.api.v1.questions import OrganisatiesVraag, Paged
from banenafspraak.api.v1.reading import reads
from banenafspraak.api.v1.regions import known_region
from banenafspraak.apps.accounts.access import actor_of, require
from banenafspraak.apps.accounts.enums import Permission
from banenafspraak.apps.organisations import queries
from banenafspraak.apps.organisations.actions.contacts import see_contact

if TYPE_CHECKING:
    from banenafspraak.apps.organisations.models import Contact, Organisation

CONTACTS = "/organisaties/{id}/contactpersonen"
router = Router(tags=["Organisaties"])


class Rows(Sequence["Organisation"]):
    """Organisations that answer a question, as a list of which only the page that is asked for is read."""

    def __init__(self, question: queries.Question) -> None:
        self._rows = queries.found(question).order_by("sorted_by", "pk").prefetch_related("sites")
        self._number = queries.counts(question).total

    def __len__(self) -> int:
        return self._number

    @overload
    def __getitem__(self, at: int) -> Organisation: ...
    @overload
    def __getitem__(self, at: slice) -> list[Organisation]: ...
    def __getitem__(self, at: int | slice) -> Organisation | list[Organisation]:
        return list(self._rows[at]) if isinstance(at, slice) else self._rows[at]


@reads(router, "/organisaties", shapes.Organisaties, "organisaties", "Alle organisaties")
def list_organisaties(request: HttpRequest, vraag: Query[OrganisatiesVraag]) -> HttpResponse:
    """Werkgevers en andere organisaties, op naam. Verzonnen organisaties staan alleen op een oefensite."""
    known_region(vraag.regio)
    asked = {"zoek": vraag.zoek, "soort": vraag.soort, "sector": vraag.sector, "regio": vraag.regio}
    question = queries.Question.of({name: value for name, value in asked.items() if value})
    found = page(request, Rows(question), vraag)
    there = tuple(map(organisatie, found.items))
    return given(shapes.Organisaties(**found.around, organisaties=there), found.links)


@reads(router, "/organisaties/{id}", shapes.Organisatie, "organisatie", "Een organisatie")
def read_organisatie(request: HttpRequest, id: UUID) -> HttpResponse:  # noqa: A002 - the name in the address
    """Een organisatie, bij haar kenmerk."""
    return given(organisatie(_there(id)))


@reads(router, CONTACTS, shapes.Contactpersonen, "contactpersonen", "Wie u kunt bellen", key=Key())
def list_contactpersonen(request: HttpRequest, id: UUID, vraag: Query[Paged]) -> HttpResponse:  # noqa: A002 - as above
    """Contactpersonen van een organisatie. Hiervoor is een sleutel nodig met het recht organisations.see_contacts."""
    actor = actor_of(request)
    require(actor, Permission.SEE_CONTACTS)
    found = page(request, list(queries.contacts(actor, _there(id))), vraag)
    for one in found.items:
        see_contact(actor, one)
    there = tuple(map(contactpersoon, found.items))
    return given(shapes.Contactpersonen(**found.around, contactpersonen=there), found.links)


def _there(public_id: UUID) -> Organisation:
    found = queries.organisation(public_id)
    if found is None:
        raise Http404
    return found


def organisatie(one: Organisation) -> shapes.Organisatie:
    """An organisation as it is given."""
    here = f"{ROOT}/organisaties/{one.public_id}"
    return shapes.Organisatie(
        id=one.public_id,
        naam=one.name,
        soort=one.kind,
        sector=one.sector or None,
        subsector=one.subsector or None,
        kvk_nummer=one.kvk or None,
        oin=one.oin or None,
        website=one.website or None,
        werknemers=one.workers,
        regios=tuple(sorted({site.region for site in one.sites.all() if site.region})),
        verzonnen=one.invented,
        nagekeken_op=timezone.localdate(one.checked_at) if one.checked_at else None,
        links=shapes.OrganisatieLinks(
            self=shapes.Link(href=here), contactpersonen=shapes.Link(href=f"{here}/contactpersonen")
        ),
    )


def contactpersoon(one: Contact) -> shapes.Contactpersoon:
    """A person to call as she is given."""
    return shapes.Contactpersoon(
        naam=one.name,
        functie=one.function or None,
        telefoon=one.phone or None,
        email=one.mail or None,
        regio=one.region or None,
        vervanger=one.stand_in,
    )
