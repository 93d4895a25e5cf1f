"""Trying the site as somebody else: invented people, one for each role. Only where DEMO is on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.account.internal.flows.login import record_authentication
from django.conf import settings
from django.contrib.auth import login
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from banenafspraak.apps.accounts.enums import Kind, Role
from banenafspraak.apps.accounts.models import Account, Appointment
from banenafspraak.apps.accounts.queries import roles_of, scope_name
from banenafspraak.apps.organisations.models import Site

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.http import HttpRequest, HttpResponse

REGION = "AM12"
ADDRESS = "{role}@voorbeeld.invalid"
WHERE: dict[Role, tuple[Kind, str]] = {
    Role.CANDIDATE: (Kind.SELF, ""),
    Role.DESK_ADVISER: (Kind.REGION, REGION),
    Role.DESK_MANAGER: (Kind.REGION, REGION),
    Role.PROGRAMME_LEAD: (Kind.NATION, ""),
    Role.EVENT_ORGANISER: (Kind.NATION, ""),
    Role.EDITOR: (Kind.NATION, ""),
    Role.ANALYST: (Kind.NATION, ""),
    Role.PLATFORM_ADMIN: (Kind.NATION, ""),
}
NAMES: dict[Role, str] = {
    Role.CANDIDATE: "Karin Kandidaat",
    Role.JOB_COACH: "Jos Jobcoach",
    Role.EMPLOYER_HR: "Petra Personeelszaken",
    Role.SITE_MANAGER: "Victor Vestiging",
    Role.DESK_ADVISER: "Aad Adviseur",
    Role.DESK_MANAGER: "Lies Loket",
    Role.PROGRAMME_LEAD: "Pim Programma",
    Role.EVENT_ORGANISER: "Bo Bijeenkomst",
    Role.EDITOR: "Rie Redactie",
    Role.ANALYST: "Anne Analist",
    Role.PLATFORM_ADMIN: "Bram Beheer",
}
ADMINISTER = {Role.DESK_MANAGER, Role.EMPLOYER_HR, Role.PLATFORM_ADMIN}


def _where() -> Iterator[tuple[Role, Kind, str]]:
    """Where each of them holds her role: those of an organisation at an invented one with a site in the region."""
    yield from ((role, kind, scope_id) for role, (kind, scope_id) in WHERE.items())
    if site := _site("employer"):
        yield Role.EMPLOYER_HR, Kind.ORGANISATION, str(site.organisation.public_id)
        yield Role.SITE_MANAGER, Kind.SITE, str(site.public_id)
    if site := _site("support"):
        yield Role.JOB_COACH, Kind.ORGANISATION, str(site.organisation.public_id)


def _site(kind: str) -> Site | None:
    """A site of an invented organisation of a kind: one in the region, else any."""
    sites = Site.objects.select_related("organisation").filter(organisation__invented=True, organisation__kind=kind)
    return sites.filter(region=REGION).order_by("pk").first() or sites.order_by("pk").first()


def fill_people() -> None:
    """An invented person for each role, where she is not there yet."""
    with transaction.atomic():
        for role, kind, scope_id in _where():
            address = ADDRESS.format(role=role.replace("_", "-"))
            if Account.objects.filter(email=address).exists():
                continue
            who = Account.objects.create_user(address, name=NAMES[role], invented=True)
            Appointment.objects.create(
                account=who, role=role, scope_kind=kind, scope_id=scope_id, administers=role in ADMINISTER
            )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def trying(request: HttpRequest) -> HttpResponse:
    """Choose an invented person; sent as a form, one is logged in as her, second step and all."""
    if not settings.INSTALLATION.demo:
        raise Http404
    invented = Account.objects.filter(invented=True, is_active=True)
    if request.method == "POST":
        who = next((one for one in invented if str(one.public_id) == request.POST.get("wie")), None)
        if who is None:
            raise Http404
        login(request, who, backend=settings.AUTHENTICATION_BACKENDS[0])
        record_authentication(request, who, "mfa", type="demo")
        return redirect("me")
    people = [(who, one, scope_name(one.scope_kind, one.scope_id)) for who in invented for one in roles_of(who)]
    return render(request, "web/trying.html", {"people": people})
