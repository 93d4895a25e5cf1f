"""My page: what waits for me, where I can go, and who I am on this site."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from banenafspraak.apps.accounts.access import account_of, actor_of
from banenafspraak.apps.accounts.queries import administered, helped_by, roles_of, scope_name

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@never_cache
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """My page."""
    actor, account = actor_of(request), account_of(request)
    context = {
        "roles": [(one, scope_name(one.scope_kind, one.scope_id)) for one in roles_of(account)],
        "places": [(kind, scope_id, scope_name(kind, scope_id)) for kind, scope_id in administered(actor)],
        "helped": helped_by(account),
        "waits": bool(actor.waiting),
    }
    return render(request, "web/mine.html", context)
