"""Adding and changing organisations, saying that they are right, groups, and two that are one.

Two people may change one organisation at once: the second then sees what the first changed, beside her own text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from banenafspraak.apps.accounts.access import actor_of, needs
from banenafspraak.apps.accounts.enums import Permission
from banenafspraak.apps.organisations import queries
from banenafspraak.apps.organisations.access import may_change, require
from banenafspraak.apps.organisations.actions import doubles, groups, records
from banenafspraak.apps.organisations.enums import FACTS
from banenafspraak.apps.organisations.forms import GroupForm, OrganisationForm, day_of, told
from banenafspraak.apps.organisations.models import Membership, Merge
from banenafspraak.apps.organisations.views.directory import fact_text, found_or_404
from banenafspraak.core.kernel.problems import ProblemsError
from banenafspraak.core.organisations.facts import FACTS as NAMES, plain

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from django.http import HttpRequest, QueryDict

    from banenafspraak.apps.organisations.models import Change, Organisation
    from banenafspraak.core.organisations.facts import Facts

FORM = ("GET", "HEAD", "POST")
MOST_FOUND = 10


@never_cache
@require_http_methods(FORM)
@needs(Permission.CHANGE_ORGANISATIONS)
def new(request: HttpRequest) -> HttpResponse:
    """Add an organisation."""
    form = OrganisationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = records.add(actor_of(request), form.facts())
        except ProblemsError as error:
            _tell(form, error)
        else:
            return redirect("organisation", organisation=made.public_id)
    return render(request, "organisations/change.html", {"form": form, "row": None})


@never_cache
@require_http_methods(FORM)
@needs(Permission.CHANGE_ORGANISATIONS)
def change(request: HttpRequest, organisation: UUID) -> HttpResponse:
    """Change an organisation; when somebody else did so meanwhile, show what, and keep what was filled in."""
    row, actor = found_or_404(organisation), actor_of(request)
    require(actor, Permission.CHANGE_ORGANISATIONS, row)
    form = OrganisationForm(request.POST or None, initial=_initial(row))
    meanwhile: list[dict[str, Any]] = []
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            records.change(actor, row, given["version"] or 0, form.facts(), given["renamed_on"])
        except ProblemsError as error:
            _tell(form, error)
        except records.ChangedMeanwhileError as error:
            row.refresh_from_db()
            meanwhile = _meanwhile(error.since, form.facts())
            form = _again(form, row)
        else:
            messages.success(request, _("Uw wijziging is opgeslagen."))
            return redirect("organisation", organisation=row.public_id)
    context = {"form": form, "row": row, "meanwhile": meanwhile, "labels": {"organisation": row.name}}
    return render(request, "organisations/change.html", context)


def _initial(row: Organisation) -> dict[str, Any]:
    facts = queries.facts_of(row)
    return {name: getattr(facts, name) for name in NAMES} | {"version": row.version}


def _again(form: OrganisationForm, row: Organisation) -> OrganisationForm:
    """The same form with what was filled in, now knowing the newest version."""
    data = cast("QueryDict", form.data).copy()
    data["version"] = str(row.version)
    return OrganisationForm(data, initial=_initial(row))


def _meanwhile(since: Sequence[Change], mine: Facts) -> list[dict[str, Any]]:
    """What others changed, fact by fact: what it was, what it is now, and what this one filled in."""
    facts: dict[str, list[Any]] = {}
    for one in since:
        for name, (was, now) in one.facts.items():
            facts[name] = [facts[name][0] if name in facts else was, now]
    return [
        {
            "fact": FACTS[name],
            "was": fact_text(name, was),
            "now": fact_text(name, now),
            "mine": fact_text(name, plain(getattr(mine, name))),
            "same": now == plain(getattr(mine, name)),
        }
        for name, (was, now) in facts.items()
    ]


def _tell(form: OrganisationForm | GroupForm, error: ProblemsError) -> None:
    for problem in error.problems:
        form.add_error(None, told(problem))


@require_POST
@needs(Permission.CHECK_ORGANISATIONS)
def check(request: HttpRequest, organisation: UUID) -> HttpResponse:
    """Say that what is known is right."""
    row = found_or_404(organisation)
    records.check(actor_of(request), row)
    messages.success(request, _("Dank u. Wij hebben genoteerd dat dit klopt."))
    return redirect("organisation", organisation=row.public_id)


@never_cache
@require_http_methods(FORM)
@needs(Permission.CHANGE_ORGANISATIONS)
def join(request: HttpRequest, organisation: UUID) -> HttpResponse:
    """Look for a group, and make an organisation a member of it."""
    row, actor = found_or_404(organisation), actor_of(request)
    require(actor, Permission.CHANGE_ORGANISATIONS, row)
    form = GroupForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            groups.join_group(actor, row, found_or_404(given["group"]), given["since"])
        except ProblemsError as error:
            _tell(form, error)
        else:
            return redirect("organisation", organisation=row.public_id)
    context = {"row": row, "form": form, "labels": {"organisation": row.name}, **_looked_for(request, row)}
    return render(request, "organisations/join.html", context)


def _looked_for(request: HttpRequest, row: Organisation) -> dict[str, Any]:
    """Others by a text, for who chooses one."""
    text = request.GET.get("zoek", "").strip()
    asked = queries.Question(text=text)
    found = queries.found(asked).exclude(pk=row.pk) if text else queries.found(asked).none()
    return {"text": text, "found": found.prefetch_related("sites")[:MOST_FOUND]}


@require_POST
@needs(Permission.CHANGE_ORGANISATIONS)
def leave(request: HttpRequest, organisation: UUID, membership: int) -> HttpResponse:
    """End a membership."""
    row = found_or_404(organisation)
    one = get_object_or_404(Membership.objects.select_related("member"), pk=membership, member=row, until=None)
    groups.leave_group(actor_of(request), one, day_of(request.POST.get("tot", "")))
    return redirect("organisation", organisation=row.public_id)


@never_cache
@require_http_methods(FORM)
@needs(Permission.CHANGE_ORGANISATIONS)
def merge(request: HttpRequest, organisation: UUID) -> HttpResponse:
    """Look for the same organisation under another name, lay the two beside each other, and make them one."""
    row, actor = found_or_404(organisation), actor_of(request)
    require(actor, Permission.CHANGE_ORGANISATIONS, row)
    other = _other(request, row)
    problems: list[str] = []
    if request.method == "POST" and other:
        try:
            doubles.merge(actor, row, other)
        except ProblemsError as error:
            problems = [told(problem) for problem in error.problems]
        else:
            messages.success(request, _("De twee zijn nu één. Op deze pagina kunt u dat terugdraaien."))
            return redirect("organisation", organisation=row.public_id)
    context = {
        "row": row,
        "other": other,
        "pairs": _pairs(row, other) if other else [],
        "may_merge": bool(other) and may_change(actor, other or row),
        "problems": problems,
        "labels": {"organisation": row.name},
        **_looked_for(request, row),
    }
    return render(request, "organisations/merge.html", context)


def _other(request: HttpRequest, row: Organisation) -> Organisation | None:
    asked = request.POST.get("met") or request.GET.get("met") or ""
    form = GroupForm({"group": asked})
    other = queries.organisation(form.cleaned_data["group"]) if form.is_valid() else None
    return other if other and other.pk != row.pk else None


def _pairs(row: Organisation, other: Organisation) -> list[tuple[Any, str, str]]:
    mine, theirs = queries.facts_of(row), queries.facts_of(other)
    return [
        (FACTS[name], fact_text(name, plain(getattr(mine, name))), fact_text(name, plain(getattr(theirs, name))))
        for name in NAMES
        if getattr(mine, name) or getattr(theirs, name)
    ]


@require_POST
@needs(Permission.CHANGE_ORGANISATIONS)
def part(request: HttpRequest, organisation: UUID, merged: int) -> HttpResponse:
    """Undo a merge."""
    row = found_or_404(organisation)
    one = get_object_or_404(Merge.objects.select_related("kept"), pk=merged, kept=row, undone_at=None)
    try:
        doubles.part(actor_of(request), one)
    except ProblemsError as error:
        for problem in error.problems:
            messages.error(request, told(problem))
    else:
        messages.success(request, _("Het samenvoegen is teruggedraaid."))
    return redirect("organisation", organisation=row.public_id)
