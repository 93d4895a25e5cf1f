"""The pages of who keeps counts for an organisation: all of them, one, two side by side, changing, sharing, deleting.

The count of another organisation is not there. Each look is told to the trail.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from banenafspraak.apps.accounts.access import actor_of, needs
from banenafspraak.apps.accounts.enums import Permission
from banenafspraak.apps.counting import queries
from banenafspraak.apps.counting.actions import kept as actions
from banenafspraak.apps.counting.forms import NamedForm, ShareForm
from banenafspraak.apps.counting.views import own
from banenafspraak.apps.organisations.queries import sector_name, speakers
from banenafspraak.core.counting import own_files
from banenafspraak.core.counting.own_compare import compare

if TYPE_CHECKING:
    from banenafspraak.apps.counting.models import KeptCount

FORM = ("GET", "HEAD", "POST")
ON_A_PAGE = 50
type View = Callable[..., HttpResponse]


def of_keeper(view: View) -> View:
    """A view of one kept count, for who keeps counts of its organisation."""

    @never_cache
    @needs(Permission.KEEP_COUNTS)
    @wraps(view)
    def guarded(request: HttpRequest, kept: UUID, **given: Any) -> HttpResponse:
        found = queries.kept_count(actor_of(request), kept)
        if found is None:
            raise Http404
        return view(request, found, **given)

    return guarded


@never_cache
@require_safe
@needs(Permission.KEEP_COUNTS)
def kept_counts(request: HttpRequest) -> HttpResponse:
    """The counts that are kept, in the order that is asked for."""
    asked = request.GET.get("volgorde", "")
    order = asked if asked in queries.ORDERS else next(iter(queries.ORDERS))
    page = Paginator(queries.kept_counts(actor_of(request), order), ON_A_PAGE).get_page(request.GET.get("pagina"))
    context = {"page_of": page, "order": order, "asked": f"volgorde={order}&"}
    return render(request, "counting/kept_counts.html", context)


def _labels(kept: KeptCount) -> dict[str, dict[str, str]]:
    return {"labels": {"kept_count": kept.title}}


@require_safe
@of_keeper
def kept_count(request: HttpRequest, kept: KeptCount) -> HttpResponse:
    """One kept count: its outcome, with whom it is shared, and what can be done with it."""
    actor = actor_of(request)
    actions.tell_look(actor, [kept])
    named = {"kept": kept.public_id}
    shares = list(queries.shares_of(kept))
    others = set(queries.sectors_of(kept.organisation)) - {share.sector for share in shares}
    context = {
        "kept": kept,
        "shares": [(share, sector_name(share.sector)) for share in shares],
        "to_share": [(slug, sector_name(slug)) for slug in sorted(others)],
        "others": queries.others(actor, kept),
        "files": [(reverse("kept_file", kwargs={**named, "name": name}), label) for name, label in own.TAKEN],
        "invented": kept.invented,
        **_labels(kept),
        **own.shown(request, queries.kept_outcome(kept)),
    }
    return render(request, "counting/kept_count.html", context)


@require_safe
@of_keeper
def kept_file(request: HttpRequest, kept: KeptCount, name: str) -> HttpResponse:
    """A file of a kept count to take along."""
    answer = own.taken(request, queries.kept_outcome(kept), name, own.FILES)
    actions.tell_look(actor_of(request), [kept], "taken")
    return answer


@require_safe
@of_keeper
def kept_compare(request: HttpRequest, kept: KeptCount) -> HttpResponse:
    """A kept count beside another one of the same organisation, the older first."""
    actor = actor_of(request)
    try:
        other = queries.kept_count(actor, UUID(request.GET.get("met", "")))
    except ValueError:
        other = None
    if other is None or other.organisation_id != kept.organisation_id or other == kept:
        raise Http404
    actions.tell_look(actor, [kept, other])
    pair = sorted((kept, other), key=lambda one: (one.last_year, one.kept_at))
    years = compare(*map(queries.kept_outcome, pair))
    lang = own.language()
    named = [(each, [(own_files.month_name(one.name, lang), one) for one in each.months]) for each in years]
    context = {"kept": kept, "pair": pair, "years": named, **_labels(kept)}
    return render(request, "counting/kept_compare.html", context)


@require_http_methods(FORM)
@of_keeper
def kept_change(request: HttpRequest, kept: KeptCount) -> HttpResponse:
    """The title and last day of a kept count; sent as a form, they change."""
    form = NamedForm(
        request.POST if request.method == "POST" else None, initial={"title": kept.title, "ends_on": kept.ends_on}
    )
    if request.method == "POST" and form.is_valid():
        actions.change(actor_of(request), kept, form.named)
        messages.success(request, _("Bewaard."))
        return redirect("kept_count", kept=kept.public_id)
    return render(request, "counting/kept_change.html", {"kept": kept, "form": form, **_labels(kept)})


@require_http_methods(FORM)
@of_keeper
def kept_delete(request: HttpRequest, kept: KeptCount) -> HttpResponse:
    """Ask whether a kept count is to be deleted; sent as a form, it is."""
    if request.method == "POST":
        actions.delete(actor_of(request), kept)
        messages.success(request, _("De telling is verwijderd."))
        return redirect("kept_counts")
    context = {"kept": kept, "is_shared": queries.shares_of(kept).exists(), **_labels(kept)}
    return render(request, "counting/kept_delete.html", context)


# -- sharing ----------------------------------------------------------------------------------------------------------


@require_http_methods(FORM)
@of_keeper
def kept_share(request: HttpRequest, kept: KeptCount, sector: str) -> HttpResponse:
    """What would be shared with a sector, with whom, and until when; sent as a form by who agrees, it is."""
    if sector not in queries.sectors_of(kept.organisation):
        raise Http404
    form = ShareForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        actions.share(actor_of(request), kept, sector)
        messages.success(request, _("De totalen zijn gedeeld. U kunt dat elk moment intrekken."))
        return redirect("kept_count", kept=kept.public_id)
    years = queries.would_share(kept)
    context = {
        "kept": kept,
        "form": form,
        "sector_name": sector_name(sector),
        "speakers": [voice.organisation for voice in speakers([sector])],
        "years": years,
        "hides": any(None in (one.regular, one.lent, one.jobs) for one in years),
        "compared": any(one.compared for one in years),
        **_labels(kept),
    }
    return render(request, "counting/kept_share.html", context)


@require_POST
@of_keeper
def kept_unshare(request: HttpRequest, kept: KeptCount, sector: str) -> HttpResponse:
    """Let a sector see nothing of a count any more."""
    actions.withdraw(actor_of(request), get_object_or_404(queries.shares_of(kept), sector=sector))
    messages.success(request, _("Het delen is gestopt. Dat geldt vanaf nu."))
    return redirect("kept_count", kept=kept.public_id)
