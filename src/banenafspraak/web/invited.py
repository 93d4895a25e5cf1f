"""Taking an invitation: the page behind its link, the letter that brings it, and the card for who has no address."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import qrcode
import qrcode.image.svg
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from banenafspraak.apps.accounts import actions, queries
from banenafspraak.apps.accounts.enums import Role
from banenafspraak.apps.accounts.forms import JoinForm, NameForm
from banenafspraak.apps.accounts.models import Account, Invitation
from banenafspraak.apps.mail import actions as mail
from banenafspraak.apps.mail.letters import Form
from banenafspraak.core.reports.numbers import day
from banenafspraak.web.logging_in import enter
from banenafspraak.web.stops import WHY, told

if TYPE_CHECKING:
    from django.http import HttpRequest

FORM = ("GET", "HEAD", "POST")
GONE = 410
LETTER = Form(
    "invitation",
    gettext_lazy("Uitnodiging"),
    {
        "by": "Bea Baas",
        "role": "adviseur van een regionaal loket",
        "place": "Groningen",
        "sentence": "Helpt werkgevers en kandidaten in de eigen regio’s.",
        "until": "9 december 2026",
        "link": "https://banen.example/uitnodiging/x/",
    },
)


def link(request: HttpRequest, secret: str) -> str:
    """The whole address of an invitation."""
    return request.build_absolute_uri(reverse("invited", kwargs={"secret": secret}))


def post(request: HttpRequest, made: Invitation, secret: str) -> None:
    """Write the letter that brings an invitation."""
    role = Role(made.role)
    given = {
        "by": made.made_by.name,
        "role": str(role.label),
        "place": queries.scope_name(made.scope_kind, made.scope_id),
        "sentence": str(role.policy.sentence),
        "until": day(timezone.localdate(made.ends_at), "en" if translation.get_language() == "en" else "nl"),
        "link": link(request, secret),
    }
    about = mail.About("accounts", "invitation", str(made.public_id))
    language = translation.get_language() or "nl"
    mail.write(
        LETTER.name, mail.To(made.email), given, once=f"invitation:{made.public_id}", about=about, language=language
    )


def card(request: HttpRequest, made: Invitation, secret: str) -> dict[str, Any]:
    """The card for who has no address: the link in words and as a picture to point a phone at."""
    address = link(request, secret)
    picture = qrcode.make(address, image_factory=qrcode.image.svg.SvgPathImage, border=2)
    drawing = picture.to_string(encoding="unicode")
    return {"one": made, "address": address, "picture": mark_safe(drawing)}  # noqa: S308 - drawn here from a link of ours


@never_cache
@require_http_methods(FORM)
def invited(request: HttpRequest, secret: str) -> HttpResponse:
    """What somebody is invited to, and by whom. Opening it changes nothing; a button takes it."""
    try:
        one = actions.invitation_of(secret)
    except actions.StoppedError as error:
        return render(request, "web/invited_not.html", {"why": WHY[error.code]}, status=GONE)
    if request.user.is_authenticated:
        return _known(request, one, request.user)
    if one.account_id:
        return _new_way_in(request, one)
    there = bool(one.email) and Account.objects.filter(email__iexact=one.email).exists()
    return _has_account(request, one) if there else _joining(request, one)


def _context(one: Invitation, **more: Any) -> dict[str, Any]:
    role = Role(one.role)
    place = queries.scope_name(one.scope_kind, one.scope_id)
    return {"one": one, "role": role, "sentence": role.policy.sentence, "place": place, **more}


def _known(request: HttpRequest, one: Invitation, account: Account) -> HttpResponse:
    """For who is logged in: take it, or hear that it is for another."""
    problem = None
    if request.method == "POST":
        with told() as problem:
            actions.take_invitation(one, account)
            return redirect("me")
    return render(request, "web/invited.html", _context(one, problem=problem, known=True))


def _has_account(request: HttpRequest, one: Invitation) -> HttpResponse:
    """For who has an account with this address: log in first, and come back."""
    return render(request, "web/invited.html", _context(one, log_in=f"{reverse('account_login')}?next={request.path}"))


def _joining(request: HttpRequest, one: Invitation) -> HttpResponse:
    """For who has no account: a name and a password, or a name and a key of the phone when there is no address."""
    kind = JoinForm if one.email else NameForm
    form = kind(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with told(form):
            given = form.cleaned_data
            account = actions.join(one, given["name"], given.get("password"))
            return enter(request, account)
    return render(request, "web/invited.html", _context(one, form=form))


def _new_way_in(request: HttpRequest, one: Invitation) -> HttpResponse:
    """For who lost every way in: one button, and then a new key."""
    problem = None
    if request.method == "POST" and one.account:
        with told() as problem:
            actions.take_invitation(one, one.account)
            return enter(request, one.account, anew=True)
    return render(request, "web/invited.html", _context(one, problem=problem, again=True))
