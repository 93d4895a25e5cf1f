"""My pages: what I can do here, who looked at what is mine, who helps me, and taking it all along or away."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.auth import logout
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from banenafspraak.apps.accounts import actions, queries
from banenafspraak.apps.accounts.access import (
    RefusedError,
    SecondStepError,
    account_of,
    actor_of,
    second_step_taken,
)
from banenafspraak.apps.accounts.enums import HelpKind
from banenafspraak.apps.accounts.forms import HelpForm, OwnDataForm, WipeForm
from banenafspraak.apps.accounts.models import Help
from banenafspraak.apps.audit import queries as trail
from banenafspraak.apps.audit.actions import record
from banenafspraak.web.navigation import INSIDE, PAGES
from banenafspraak.web.people import FORM, ON_A_PAGE, lines
from banenafspraak.web.stops import told

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest


@never_cache
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """My page: my roles and where I hold them, and the way to everything I may do."""
    account = account_of(request)
    roles = [(one, queries.scope_name(one.scope_kind, one.scope_id)) for one in queries.roles_of(account)]
    context = {
        "roles": roles,
        "helped": queries.helped_by(account),
        "doors": [(PAGES[one.view], one) for one in INSIDE if one.sentence and one.opens_for(actor_of(request))],
        "waits": bool(actor_of(request).waiting),
        "looked": trail.by_others(account.public_id).count(),
    }
    return render(request, "web/mine.html", context)


@never_cache
@require_http_methods(FORM)
def data(request: HttpRequest) -> HttpResponse:
    """My own name and language; sent as a form, they change."""
    account = account_of(request)
    given = {"name": account.name, "language": account.language}
    form = OwnDataForm(request.POST or None, initial=given)
    if request.method == "POST" and form.is_valid():
        actions.change(account, form.cleaned_data["name"], form.cleaned_data["language"])
        messages.success(request, _("Bewaard."))
        return redirect("my_data")
    return render(request, "web/my_data.html", {"form": form, "account": account})


@require_POST
def take(request: HttpRequest) -> HttpResponse:
    """Everything that is kept of me, as a file."""
    account = account_of(request)
    found = json.dumps(actions.take_along(actor_of(request), account), ensure_ascii=False, indent=2, default=str)
    headers = {"Content-Disposition": 'attachment; filename="mijn-gegevens.json"'}
    return HttpResponse(found, content_type="application/json", headers=headers)


@never_cache
@require_http_methods(FORM)
@reauthentication_required
def wipe(request: HttpRequest) -> HttpResponse:
    """What wiping means; sent as a form by who is sure, everything of me is wiped."""
    form = WipeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with told(form):
            actions.wipe(actor_of(request), account_of(request))
            logout(request)
            return redirect("wiped")
    return render(request, "web/my_wipe.html", {"form": form})


@require_safe
def wiped(request: HttpRequest) -> HttpResponse:
    """That everything was wiped."""
    return render(request, "web/wiped.html")


@never_cache
@require_safe
def my_trail(request: HttpRequest) -> HttpResponse:
    """Who looked at what is mine, and what was done with it. What I did myself is left out, unless I ask for it."""
    account, everything = account_of(request), "alles" in request.GET
    rows = trail.of_or_by(account.public_id) if everything else trail.by_others(account.public_id)
    page = Paginator(rows, ON_A_PAGE).get_page(request.GET.get("pagina"))
    return render(request, "web/my_trail.html", {"everything": everything, **lines(page)})


@never_cache
@require_http_methods(FORM)
def my_help(request: HttpRequest) -> HttpResponse:
    """Who helps me and whom I help; sent as a form, it lets somebody help me."""
    account = account_of(request)
    form = HelpForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and form.helper:
        with told(form):
            until = form.cleaned_data["ends_on"]
            actions.begin_help(actor_of(request), account, form.helper, HelpKind.JOB_COACH, until)
            messages.success(request, _("Deze persoon kan u nu helpen. U kunt dat elk moment stoppen."))
            return redirect("my_help")
    context = {"form": form, "helpers": queries.helpers_of(account), "helped": queries.helped_by(account)}
    return render(request, "web/my_help.html", context)


@never_cache
@require_safe
def helped_trail(request: HttpRequest, given: UUID) -> HttpResponse:
    """For who helps: who looked at what is the candidate's. That look is told to her too."""
    actor = actor_of(request)
    one = get_object_or_404(queries.helped_by(account_of(request)), public_id=given)
    whose = one.candidate.public_id
    if not actor.may_act_for(whose):
        raise (
            RefusedError("accounts.help", one.public_id, whose)
            if second_step_taken(request)
            else SecondStepError("accounts.help")
        )
    page = Paginator(trail.by_others(whose), ON_A_PAGE).get_page(request.GET.get("pagina"))
    shown = lines(page)
    record("accounts:help:looked", actor.public_id, thing=one.public_id, about=whose)
    return render(request, "web/my_trail.html", {"whose": one.candidate.name, **shown})


@require_POST
def end_help(request: HttpRequest, given: UUID) -> HttpResponse:
    """Let somebody no longer help."""
    account = account_of(request)
    rows = Help.objects.select_related("candidate", "helper").filter(Q(candidate=account) | Q(helper=account))
    actions.end_help(actor_of(request), get_object_or_404(rows, public_id=given))
    messages.success(request, _("De hulp is gestopt. Dat geldt vanaf nu."))
    return redirect("my_help")
