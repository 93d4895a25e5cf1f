"""Pages of logging in that allauth does not have, or has otherwise: passkeys, sessions one by one, the second step."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from allauth.account.internal.flows.reauthentication import get_reauthentication_flows
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal import auth
from allauth.mfa.webauthn.views import AddWebAuthnView, RemoveWebAuthnView
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from banenafspraak.apps.accounts import actions
from banenafspraak.apps.accounts.access import account_of, actor_of, second_step_taken
from banenafspraak.apps.accounts.models import Account
from banenafspraak.web import logging_in_letters as letters

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest

FORM = ("GET", "HEAD", "POST")
BACK = "second_step_back"
STEPS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


class AddPasskey(AddWebAuthnView):
    """A new passkey, always one with which one logs in without a password."""

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        """The page, with what the browser needs to make it."""
        context: dict[str, Any] = super().get_context_data(**more)
        context["js_data"] = {"creation_options": auth.begin_registration(self.request.user, True)}  # noqa: FBT003 - allauth has it so
        return context


class RemovePasskey(RemoveWebAuthnView):
    """Takes a passkey away, unless it is the last way in."""

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        """The page, which says so when it is the last."""
        context: dict[str, Any] = super().get_context_data(**more)
        return context | {"last": not actions.can_do_without(self.object)}

    def form_valid(self, form: Any) -> HttpResponse:
        """Take it away, or say why not."""
        if not actions.can_do_without(self.get_object()):
            return self.render_to_response(self.get_context_data(form=form))
        return super().form_valid(form)


@require_POST
def end_session(request: HttpRequest, session: int) -> HttpResponse:
    """Log out somewhere else."""
    one = get_object_or_404(UserSession, user=account_of(request), pk=session)
    actions.end_sessions(account_of(request), [one])
    messages.success(request, _("U bent daar nu uitgelogd."))
    return redirect("usersessions_list")


@never_cache
@require_safe
def second_step(request: HttpRequest) -> HttpResponse:
    """Why a password is not enough, and the way to the second step: making one, taking it, and back again."""
    account = account_of(request)
    asked = request.GET.get("next", "")
    if asked and url_has_allowed_host_and_scheme(asked, None):
        request.session[BACK] = asked
    back = request.session.get(BACK, reverse("me"))
    if second_step_taken(request):
        request.session.pop(BACK, None)
        return redirect(back)
    if Authenticator.objects.filter(user=account, type__in=STEPS).exists():
        way = get_reauthentication_flows(account)[-1]["types"]
        page = "mfa_reauthenticate" if Authenticator.Type.TOTP in way else "mfa_reauthenticate_webauthn"
        return redirect(f"{reverse(page)}?{urlencode({'next': reverse('second_step')})}")
    return render(request, "accounts/second_step.html", {"back": back})


@never_cache
@require_http_methods(FORM)
def reset_second_step(request: HttpRequest, account: UUID) -> HttpResponse:
    """For who looks after somebody that lost her second step: take it away, so that she makes a new one."""
    actor = actor_of(request)
    whose = get_object_or_404(Account, public_id=account, is_active=True)
    if request.method == "POST":
        actions.reset_second_step(actor, whose)
        letters.tell_reset(whose)
        messages.success(request, _("De tweede stap is weg. Deze persoon maakt een nieuwe bij het inloggen."))
        return redirect("second_step_reset", account=account)
    actions.require_may_reset(actor, whose)
    steps = Authenticator.objects.filter(user=whose, type__in=STEPS).count()
    return render(request, "accounts/second_step_reset.html", {"whose": whose, "steps": steps})
