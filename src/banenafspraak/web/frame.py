"""What the frame of every page shows: menu, languages, when it was checked, and where to report an error."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils import translation
from django.utils.functional import SimpleLazyObject

from banenafspraak.apps.accounts.access import actor_of
from banenafspraak.web.languages import translations
from banenafspraak.web.navigation import PAGES, inside, menu

if TYPE_CHECKING:
    from django.http import HttpRequest


def frame(request: HttpRequest) -> dict[str, Any]:
    """The context that base.html needs; also for a page that does not exist."""
    view = request.resolver_match.view_name if request.resolver_match else ""
    return {
        "language": translation.get_language(),
        "translations": translations(request.path_info) if view in PAGES else {},
        "menu": list(menu(view)),
        "inside": SimpleLazyObject(lambda: list(inside(actor_of(request), view))),
        "page": PAGES.get(view),
        "view_name": view,
        "demo": settings.INSTALLATION.demo,
        "contact_email": settings.INSTALLATION.contact_email,
    }
