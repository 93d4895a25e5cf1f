"""The pages of this room: a signed link with its one button, and the outbox.

What a letter says can be read on a practice site alone: there nothing is sent. Elsewhere the outbox tells that there
are letters and what became of them, with addresses that cannot be read whole.
"""

from __future__ import annotations

import re
from base64 import b64encode
from hashlib import sha256
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.csp import CSP
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csp import csp_override
from django.views.decorators.http import require_http_methods, require_safe

from banenafspraak.apps.accounts.access import account_of, actor_of, needs, times
from banenafspraak.apps.accounts.enums import Permission
from banenafspraak.apps.audit.actions import record
from banenafspraak.apps.mail import actions, links, queries
from banenafspraak.apps.mail.access import visible_to
from banenafspraak.apps.mail.enums import Decision, State
from banenafspraak.apps.mail.letters import FORMS, Look, look_of
from banenafspraak.apps.mail.models import Letter

ON_A_PAGE = 50
MOST_BROKEN = 20
A_MINUTE = 60
STATUS = {"expired": 410, "used": 410, "broken": 404}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def link(request: HttpRequest, token: str) -> HttpResponse:
    """What a signed link will do; sent as a form, it does that. Opened alone it changes nothing."""
    try:
        found = links.read(token)
        if request.method == "POST":
            links.use(found)
    except links.LinkError as error:
        if error.fault == "broken" and times(f"link {request.META.get('REMOTE_ADDR', '')}", A_MINUTE) > MOST_BROKEN:
            return _answer(request, {"fault": "often"}, 429)
        return _answer(request, {"fault": error.fault}, STATUS[error.fault])
    return _answer(request, {"link": found, "done": request.method == "POST"}, 200)


def _answer(request: HttpRequest, context: dict[str, object], status: int) -> HttpResponse:
    """The page of a link. Search engines leave it alone; no other site is told its address."""
    response = render(request, "mail/link.html", context, status=status)
    response.headers["X-Robots-Tag"] = "noindex"
    if status == 429:  # noqa: PLR2004 - too many requests
        response.headers["Retry-After"] = str(A_MINUTE)
    return response


@never_cache
@require_safe
@needs(Permission.SEE_OUTBOX)
def outbox(request: HttpRequest) -> HttpResponse:
    """The letters of this installation, of one state if that is asked."""
    rows = visible_to(actor_of(request), Letter.objects.all())
    state, counts = request.GET.get("stand", ""), queries.counts(rows)
    page = Paginator(queries.outbox(rows, state), ON_A_PAGE).get_page(request.GET.get("pagina"))
    demo = settings.INSTALLATION.demo
    context = {
        "page_of": page,
        "letters": [queries.shown(letter, whole=demo) for letter in page],
        "states": [(one, counts[one]) for one in State if counts[one]],
        "state": state if state in State.values else "",
        "total": sum(counts.values()),
        "uncertain": counts[State.UNCERTAIN],
        "asked": f"stand={state}&" if state in State.values else "",
        "sends": bool(settings.INSTALLATION.mail_server) and not demo,
    }
    return render(request, "mail/outbox.html", context)


@never_cache
@require_safe
@needs(Permission.SEE_OUTBOX)
def letter(request: HttpRequest, letter: UUID) -> HttpResponse:
    """What became of one letter; on a practice site also what it says."""
    one = _letter(request, letter)
    look = _look(request, one) if settings.INSTALLATION.demo else None
    shown = queries.shown(one, whole=settings.INSTALLATION.demo)
    return render(request, "mail/letter.html", {"shown": shown, "look": look})


@never_cache
@require_safe
@needs(Permission.SEE_OUTBOX)
def letter_html(request: HttpRequest, letter: UUID) -> HttpResponse:
    """A letter as a mail program shows it, on a practice site. Its styles are allowed by their digest, nothing else."""
    look = _look(request, _letter(request, letter)) if settings.INSTALLATION.demo else None
    if look is None or not look.html:
        raise Http404
    styles = re.findall(r"<style>(.*?)</style>", look.html, re.DOTALL)
    digests = [f"'sha256-{b64encode(sha256(style.encode()).digest()).decode()}'" for style in styles]
    nothing = {source: [str(CSP.NONE)] for source in ("default-src", "base-uri", "frame-ancestors")}
    return csp_override(nothing | {"style-src": digests})(lambda _request: HttpResponse(look.html))(request)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.SEE_OUTBOX)
def letter_decide(request: HttpRequest, letter: UUID, decision: str) -> HttpResponse:
    """Asks whether one is sure; sent as a form, it does what was decided."""
    one = _letter(request, letter)
    shown = queries.shown(one, whole=settings.INSTALLATION.demo)
    if decision not in Decision.values:
        raise Http404
    if request.method == "POST":
        if actions.decide(one, Decision(decision), account_of(request).public_id):
            messages.success(request, _("Dat is gedaan."))
        else:
            messages.error(request, _("Dat kan niet meer: de stand van de brief is veranderd."))
        return redirect("letter", letter=one.public_id)
    if decision not in shown.decisions:
        return redirect("letter", letter=one.public_id)
    return render(request, "mail/decide.html", {"shown": shown, "decision": Decision(decision)})


def _letter(request: HttpRequest, public_id: UUID) -> Letter:
    rows = visible_to(actor_of(request), Letter.objects.select_related("to_account"))
    return get_object_or_404(rows, public_id=public_id)


def _look(request: HttpRequest, one: Letter) -> Look | None:
    """What a letter says, if that still stands; who looked goes into the trail."""
    if one.wiped_at or one.template not in FORMS:
        return None
    about = one.to_account.public_id if one.to_account else None
    record("mail:letter:seen", account_of(request).public_id, thing=one.public_id, about=about)
    return look_of(one)
