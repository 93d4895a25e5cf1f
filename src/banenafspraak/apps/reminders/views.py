"""The page that says what goes out, to whom and why; a warning can be held back there, or sent at once."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from banenafspraak.apps.accounts.access import account_of, needs
from banenafspraak.apps.accounts.enums import Permission
from banenafspraak.apps.reminders import actions, queries
from banenafspraak.apps.reminders.enums import Decision, State
from banenafspraak.apps.reminders.watches import WATCHES

ON_A_PAGE = 100
POSSIBLE = {State.PLANNED: (Decision.NOW, Decision.HOLD), State.HELD: (Decision.RELEASE,)}


@never_cache
@require_safe
@needs(Permission.SEE_REMINDERS)
def reminders(request: HttpRequest) -> HttpResponse:
    """What goes out in the coming weeks, to whom and why; of one watch if that is asked."""
    asked = request.GET.get("wat", "")
    chosen = asked if asked in WATCHES else ""
    found = queries.coming(timezone.localdate(), [chosen] if chosen else WATCHES)
    page = Paginator(found, ON_A_PAGE).get_page(request.GET.get("pagina"))
    context = {
        "page_of": page,
        "coming": [(one, () if one.expires or not one.record else POSSIBLE[State(one.state)]) for one in page],
        "watches": sorted(WATCHES.values(), key=lambda watch: str(watch.title)),
        "chosen": chosen,
        "days": queries.AHEAD.days,
        "asked": f"wat={chosen}&" if chosen else "",
    }
    return render(request, "reminders/reminders.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.SEE_REMINDERS)
def reminder_decide(request: HttpRequest, watch: str, record: UUID, stage: str, decision: str) -> HttpResponse:
    """Asks whether one is sure; sent as a form, it does what was decided."""
    found = queries.step_of(watch, str(record), stage)
    if found is None or decision not in Decision.values:
        raise Http404
    if request.method == "POST":
        if actions.decide(*found, Decision(decision), account_of(request).public_id):
            messages.success(request, _("Dat is gedaan."))
        else:
            messages.error(request, _("Dat kan niet meer: deze herinnering is al gegaan of veranderd."))
        return redirect("reminders")
    its_watch, its_record, its_stage = found
    context = {
        "watch": its_watch,
        "stage": its_stage,
        "label": its_watch.label(its_record),
        "readers": [queries.shown(telling) for telling in its_stage.warn(its_record)] if its_stage.warn else [],
        "decision": Decision(decision),
    }
    return render(request, "reminders/decide.html", context)
