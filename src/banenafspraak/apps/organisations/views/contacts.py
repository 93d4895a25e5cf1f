"""People to call: a page for each, told to the trail when it is opened; adding, changing, ending."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from banenafspraak.apps.accounts.access import actor_of, needs
from banenafspraak.apps.accounts.enums import Permission
from banenafspraak.apps.organisations import queries
from banenafspraak.apps.organisations.access import may_change, require
from banenafspraak.apps.organisations.actions import contacts as deeds
from banenafspraak.apps.organisations.forms import ContactForm
from banenafspraak.apps.organisations.views.directory import found_or_404
from banenafspraak.core.regions.membership import region as region_named

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest

    from banenafspraak.apps.organisations.models import Contact, Organisation

FORM = ("GET", "HEAD", "POST")
FIELDS = ("name", "function", "region", "phone", "mail", "stand_in", "since")


def _seen(request: HttpRequest, organisation: UUID, contact: UUID) -> tuple[Organisation, Contact]:
    row = found_or_404(organisation)
    return row, get_object_or_404(queries.contacts(actor_of(request), row), public_id=contact)


@never_cache
@require_safe
@needs(Permission.SEE_CONTACTS)
def contact(request: HttpRequest, organisation: UUID, contact: UUID) -> HttpResponse:
    """One person with phone and mail; the look is told."""
    row, one = _seen(request, organisation, contact)
    actor = actor_of(request)
    deeds.see_contact(actor, one)
    context = {
        "row": row,
        "one": one,
        "region": region_named(one.region),
        "may_change": may_change(actor, row),
        "labels": {"organisation": row.name, "contact": one.name},
    }
    return render(request, "organisations/contact.html", context)


@never_cache
@require_http_methods(FORM)
@needs(Permission.CHANGE_ORGANISATIONS)
def new(request: HttpRequest, organisation: UUID) -> HttpResponse:
    """Add a person to call."""
    row, actor = found_or_404(organisation), actor_of(request)
    require(actor, Permission.CHANGE_ORGANISATIONS, row)
    form = ContactForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        deeds.keep_contact(actor, row, form.cleaned_data)
        return redirect("organisation", organisation=row.public_id)
    context = {"row": row, "form": form, "one": None, "labels": {"organisation": row.name}}
    return render(request, "organisations/contact_change.html", context)


@never_cache
@require_http_methods(FORM)
@needs(Permission.CHANGE_ORGANISATIONS)
def change(request: HttpRequest, organisation: UUID, contact: UUID) -> HttpResponse:
    """Change a person to call; the form shows phone and mail, so to open it is a look."""
    row, one = _seen(request, organisation, contact)
    actor = actor_of(request)
    require(actor, Permission.CHANGE_ORGANISATIONS, row)
    form = ContactForm(request.POST or None, initial={name: getattr(one, name) for name in FIELDS})
    if request.method == "POST" and form.is_valid():
        deeds.keep_contact(actor, row, form.cleaned_data, one)
        return redirect("organisation", organisation=row.public_id)
    if request.method != "POST":
        deeds.see_contact(actor, one)
    labels = {"organisation": row.name, "contact": one.name}
    return render(
        request, "organisations/contact_change.html", {"row": row, "form": form, "one": one, "labels": labels}
    )


@require_POST
@needs(Permission.CHANGE_ORGANISATIONS)
def end(request: HttpRequest, organisation: UUID, contact: UUID) -> HttpResponse:
    """This person is not called any more."""
    row, one = _seen(request, organisation, contact)
    deeds.end_contact(actor_of(request), one)
    return redirect("organisation", organisation=row.public_id)
