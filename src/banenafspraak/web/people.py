"""The people of an organisation, region or sector: who they are, inviting, taking a role away, keys, and the trail.

Each page is for who looks after the people of that place. Here and not in the room of accounts, because inviting sends
a letter.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from banenafspraak.apps.accounts import actions, queries
from banenafspraak.apps.accounts.access import account_of, actor_of, needs, require, visible_to
from banenafspraak.apps.accounts.enums import FOR_PROGRAMS, HelpKind, Kind, Permission, Role
from banenafspraak.apps.accounts.forms import CandidateForm, InviteForm, RepresentativeForm, TokenForm
from banenafspraak.apps.accounts.models import Appointment, Invitation, Token
from banenafspraak.apps.audit import queries as trail
from banenafspraak.apps.audit.actions import record
from banenafspraak.web.invited import card, post
from banenafspraak.web.member_rows import member_rows
from banenafspraak.web.stops import told

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest

ON_A_PAGE = 50
FORM = ("GET", "HEAD", "POST")
CSV = "text/csv; charset=utf-8"


def place_of(kind: str, scope_id: str) -> tuple[Kind, str]:
    """A place that is there.

    Raises:
        Http404: it is not.
    """
    if kind not in Kind.values or not queries.scope_name(kind, scope_id):
        raise Http404
    return Kind(kind), scope_id


def address_of(kind: str, scope_id: str) -> str:
    """The page with the people of a place."""
    return (
        reverse("people_there", kwargs={"kind": kind, "scope_id": scope_id}) if scope_id else reverse("people_nation")
    )


@never_cache
@require_safe
@needs(Permission.MANAGE_MEMBERS)
def people(request: HttpRequest) -> HttpResponse:
    """The places whose people one looks after; on to the only one."""
    places = [
        (kind, scope_id, address_of(kind, scope_id)) for kind, scope_id in queries.administered(actor_of(request))
    ]
    if len(places) == 1:
        return redirect(places[0][2])
    named = [(queries.scope_name(kind, scope_id), kind.label, address) for kind, scope_id, address in places]
    return render(request, "web/people.html", {"places": named})


@never_cache
@require_http_methods(FORM)
@needs(Permission.MANAGE_MEMBERS)
def there(request: HttpRequest, kind: str, scope_id: str = "") -> HttpResponse:
    """The people of a place; sent as a form, it invites somebody."""
    where = place_of(kind, scope_id)
    actor = actor_of(request)
    require(actor, Permission.MANAGE_MEMBERS, *where)
    form = InviteForm(where[0], request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        asked = actions.Asked(Role(given["role"]), *where, given["email"], given["administers"])
        with told(form):
            made, secret = actions.invite(actor, account_of(request), asked)
            post(request, made, secret)
            messages.success(request, _("De uitnodiging gaat per e-mail weg."))
            return redirect(address_of(*where))
    if request.method != "POST":
        record("accounts:members:seen", actor.public_id, scope=actions.scope(*where))
    return render(request, "web/people_there.html", _there(request, *where) | {"form": form})


def _there(request: HttpRequest, kind: Kind, scope_id: str) -> dict[str, Any]:
    actor = actor_of(request)
    members = Paginator(queries.members(actor, kind, scope_id), ON_A_PAGE).get_page(request.GET.get("pagina"))
    return {
        "kind": kind,
        "scope_id": scope_id,
        "place": queries.scope_name(kind, scope_id),
        "members": members,
        "rows": member_rows(members),
        "invitations": queries.invitations(actor, kind, scope_id),
        "tokens": queries.tokens(actor, kind, scope_id),
        "labels": {"people_there": queries.scope_name(kind, scope_id)},
    }


def _named(kind: Kind, scope_id: str) -> dict[str, Any]:
    """How a place is called, the way back to it, and its name in the breadcrumb."""
    place = queries.scope_name(kind, scope_id)
    return {"place": place, "back": address_of(kind, scope_id), "labels": {"people_there": place}}


def _role(request: HttpRequest, public_id: UUID) -> Appointment:
    rows = visible_to(actor_of(request), Appointment.objects.select_related("account"))
    return get_object_or_404(rows, public_id=public_id)


@never_cache
@require_http_methods(FORM)
@needs(Permission.MANAGE_MEMBERS)
def end_role(request: HttpRequest, role: UUID) -> HttpResponse:
    """Ask whether a role is to be taken away; sent as a form, it is."""
    one = _role(request, role)
    problem = None
    if request.method == "POST":
        with told() as problem:
            actions.end_role(actor_of(request), one)
            messages.success(request, _("De rol is afgenomen. Dat geldt vanaf nu."))
            return redirect(address_of(one.scope_kind, one.scope_id))
    place, back = queries.scope_name(one.scope_kind, one.scope_id), address_of(one.scope_kind, one.scope_id)
    return render(request, "web/people_end.html", {"one": one, "place": place, "back": back, "problem": problem})


@require_POST
@needs(Permission.MANAGE_MEMBERS)
def administers(request: HttpRequest, role: UUID) -> HttpResponse:
    """Let somebody look after the people of a place, or no longer."""
    one = _role(request, role)
    with told() as problem:
        actions.set_administers(actor_of(request), one, administers="ja" in request.POST)
    if problem:
        messages.error(request, str(problem))
    return redirect(address_of(one.scope_kind, one.scope_id))


@require_POST
@needs(Permission.MANAGE_MEMBERS)
def still_right(request: HttpRequest, kind: str, scope_id: str = "") -> HttpResponse:
    """Note that the people of a place are still right there."""
    where = place_of(kind, scope_id)
    require(actor_of(request), Permission.MANAGE_MEMBERS, *where)
    actions.check_roles(actor_of(request), queries.members(actor_of(request), *where))
    messages.success(request, _("Genoteerd. Over een jaar vragen wij het weer."))
    return redirect(address_of(*where))


@require_POST
@needs(Permission.MANAGE_MEMBERS)
def withdraw_invitation(request: HttpRequest, invitation: UUID) -> HttpResponse:
    """Take an invitation back."""
    one = get_object_or_404(visible_to(actor_of(request), Invitation.objects.all()), public_id=invitation)
    actions.withdraw_invitation(actor_of(request), one)
    messages.success(request, _("De uitnodiging is ingetrokken. De link werkt niet meer."))
    return redirect(address_of(one.scope_kind, one.scope_id))


# -- candidates -------------------------------------------------------------------------------------------------------


@never_cache
@require_http_methods(FORM)
@needs(Permission.INVITE_CANDIDATES)
def candidate(request: HttpRequest) -> HttpResponse:
    """Invite a candidate: by mail, or with a card on paper that is shown once."""
    form = CandidateForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        asked = actions.Asked(Role.CANDIDATE, Kind.SELF, email=form.cleaned_data["email"])
        made, secret = actions.invite(actor_of(request), account_of(request), asked)
        if not asked.email:
            return render(request, "web/card.html", card(request, made, secret))
        post(request, made, secret)
        messages.success(request, _("De uitnodiging gaat per e-mail weg."))
        return redirect("candidate")
    return render(request, "web/candidate.html", {"form": form})


@never_cache
@require_http_methods(FORM)
@needs(Permission.MANAGE_MEMBERS)
def representative(request: HttpRequest) -> HttpResponse:
    """Set who represents a candidate by law, for a while."""
    require(actor_of(request), Permission.MANAGE_MEMBERS, Kind.NATION)
    form = RepresentativeForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and form.whom and form.helper:
        with told(form):
            until, kind = form.cleaned_data["ends_on"], HelpKind.LEGAL_REPRESENTATIVE
            actions.begin_help(actor_of(request), form.whom, form.helper, kind, until)
            messages.success(request, _("Vastgelegd. Beiden zien het op hun eigen pagina."))
            return redirect("people_nation")
    return render(request, "web/representative.html", {"form": form})


# -- keys for programs ------------------------------------------------------------------------------------------------


@never_cache
@require_http_methods(FORM)
@needs(Permission.MANAGE_TOKENS)
def token(request: HttpRequest, kind: str, scope_id: str = "") -> HttpResponse:
    """Make a key; its secret is shown once."""
    where = place_of(kind, scope_id)
    actor = actor_of(request)
    require(actor, Permission.MANAGE_TOKENS, *where)
    allowed = [one for one in FOR_PROGRAMS if actor.may(one, *where)]
    form = TokenForm(allowed, request.POST or None)
    context = {"kind": where[0], "scope_id": scope_id, **_named(*where)}
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        permissions = frozenset(map(Permission, given["permissions"]))
        key = actions.Key(given["name"], *where, permissions, given["ends_on"], given["per_minute"])
        with told(form):
            _made, secret = actions.make_token(actor, account_of(request), key)
            return render(request, "web/token_made.html", context | {"secret": secret, "key": key})
    return render(request, "web/token.html", context | {"form": form})


@require_POST
@needs(Permission.MANAGE_TOKENS)
def withdraw_token(request: HttpRequest, key: UUID) -> HttpResponse:
    """Let a key open nothing any more."""
    one = get_object_or_404(visible_to(actor_of(request), Token.objects.all()), public_id=key)
    actions.withdraw_token(actor_of(request), one)
    messages.success(request, _("De sleutel werkt niet meer."))
    return redirect(address_of(one.scope_kind, one.scope_id))


# -- the trail of a place ---------------------------------------------------------------------------------------------


@never_cache
@require_safe
@needs(Permission.SEE_TRAIL)
def trail_there(request: HttpRequest, kind: str, scope_id: str = "") -> HttpResponse:
    """What was done, seen and refused in a place, the latest first."""
    where = place_of(kind, scope_id)
    require(actor_of(request), Permission.SEE_TRAIL, *where)
    scope = actions.scope(*where)
    record("audit:trail:seen", actor_of(request).public_id, scope=scope)
    rows = trail.within(scope)
    page = Paginator(rows, ON_A_PAGE).get_page(request.GET.get("pagina"))
    context = {**_named(*where), **lines(page)}
    return render(request, "web/trail.html", context)


def lines(page: Any) -> dict[str, Any]:
    """Entries of the trail as they are told: when, who, what, and about whom if that is another."""
    names = queries.names_of({one.by for one in page} | {one.about for one in page})
    sentences, gone, site = trail.sentences(), _("iemand die er niet meer is"), _("deze site")
    told_lines = []
    for one in page:
        by, about = one.by, names.get(one.about)
        who = names.get(by) or (gone if by else site)
        told_lines.append(
            (timezone.localtime(one.at), who, sentences.get(one.tag, one.tag), about if about != who else "")
        )
    return {"page_of": page, "lines": told_lines}
