"""The questions: from whose side, one or two at a time, back to an earlier one, the list of answers, and wiping it all.

A page gives its middle alone to who asks for a part of it (htmx). Its address says which question, never an answer.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from banenafspraak.apps.schemes import queries
from banenafspraak.apps.schemes.actions import answers as actions
from banenafspraak.apps.schemes.forms import Field, Reading, Sent, StartForm, field, municipality_names, read
from banenafspraak.apps.schemes.views.start import elsewhere, language, question_address
from banenafspraak.core.schemes.answers import Status
from banenafspraak.core.schemes.asking import progress
from banenafspraak.core.schemes.facts import facts
from banenafspraak.core.schemes.wording import fact_value, told

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from django.http import HttpRequest, HttpResponse

    from banenafspraak.apps.schemes.queries import Kept, Look

HTMX = "HX-Request"
ASKED = "gevraagd"
READ_OR_SEND = ["GET", "HEAD", "POST"]
SUBJECTS = ("baan", "kandidaat", "werkgever")


@never_cache
@require_http_methods(READ_OR_SEND)
def wizard(request: HttpRequest) -> HttpResponse:
    """The next questions; who has not begun says first from whose side it is."""
    kept = queries.kept(request.session)
    if not kept.viewpoint:
        return begin(request)
    if request.method == "POST":
        return _answered(request, kept, request.POST.get(ASKED, "").split())
    found = queries.look(kept, timezone.localdate(), whole=False)
    asked = queries.next_questions(found)
    if not asked:
        return _whole(request, "schemes/asked_all.html", _around(kept, found))
    fields = [_with_why(_field(kept, one.fact.name), one.schemes, found) for one in asked]
    return _page(request, kept, found, fields)


@never_cache
@require_http_methods(READ_OR_SEND)
def begin(request: HttpRequest) -> HttpResponse:
    """From whose side one looks; sent as a form, the questions begin, and earlier answers stay."""
    kept = queries.kept(request.session)
    sent = request.POST if request.method == "POST" else None
    form = StartForm(sent, initial={"viewpoint": kept.viewpoint, "consent": kept.consent})
    if form.is_valid():
        actions.begin(request.session, form.cleaned_data["viewpoint"], consent=form.cleaned_data["consent"])
        return redirect("schemes_wizard")
    return render(request, "schemes/begin.html", {"form": form, "kept": kept})


@never_cache
@require_http_methods(READ_OR_SEND)
def question(request: HttpRequest, fact: str) -> HttpResponse:
    """One question again, with the one that stood beside it, to change the answer."""
    kept = queries.kept(request.session)
    if not kept.viewpoint:
        return redirect("schemes_wizard")
    names = next((page for page in kept.asked if fact in page), (fact,))
    if not all(name in facts() and kept.may_ask(name) for name in names):
        raise Http404
    if request.method == "POST":
        return _answered(request, kept, names)
    found = queries.look(kept, timezone.localdate(), whole=False)
    return _page(request, kept, found, [_with_why(_field(kept, name), _asking(name, found), found) for name in names])


def _asking(name: str, found: Look) -> list[str]:
    """The schemes that still hang on a fact, or else look at it."""
    answers = found.assessment.answers.values()
    hanging = [one.scheme.id for one in answers if name in one.needs]
    looking = (one.scheme for one in answers if any(name in each.rule.facts() for each in one.scheme.conditions))
    return hanging or [one.id for one in looking]


def _answered(request: HttpRequest, kept: Kept, asked: Sequence[str]) -> HttpResponse:
    """The answers to the questions of a page: kept, or given back with what is wrong."""
    names = tuple(dict.fromkeys(asked))[: queries.AT_ONCE]
    if not names or not all(name in facts() and kept.may_ask(name) for name in names):
        raise Http404
    reading = read(Sent(request.POST, kept.open_answers(), timezone.localdate(), language()), names)
    if reading.is_valid:
        actions.answer(request.session, names, reading.given, reading.unknown)
        return redirect("schemes_wizard")
    found = queries.look(kept, timezone.localdate(), whole=False)
    fields = [_with_why(one, _asking(one.name, found), found) for one in reading.fields]
    return _page(request, kept, found, fields, reading)


def _field(kept: Kept, name: str) -> Field:
    known = queries.known_of(kept)
    return field(facts()[name], known.get(name), language(), not_known=name in kept.unknown)


def _with_why(one: Field, schemes: Sequence[str], found: Look) -> Field:
    """A question with the names of the schemes for which it is asked, as far as who looks may see them."""
    answers = found.assessment.answers
    return replace(one, why=tuple(answers[name].scheme.name.text(language()) for name in schemes if name in answers))


def _page(
    request: HttpRequest, kept: Kept, found: Look, fields: Sequence[Field], reading: Reading | None = None
) -> HttpResponse:
    names = [one.name for one in fields]
    context = {
        **_around(kept, found),
        "fields": fields,
        "asked": " ".join(names),
        "elsewhere": elsewhere(reading) if reading else [],
        "before": _before(kept, names),
        "wrong": reading is not None,
        "municipalities": municipality_names() if any(one.kind == "gemeente" for one in fields) else (),
    }
    return _whole(request, "schemes/wizard.html", context)


def _before(kept: Kept, names: Sequence[str]) -> str:
    """The address of the questions before these; none at the first."""
    pages = [page for page in kept.asked if all(kept.may_ask(name) for name in page)]
    at = next((at for at, page in enumerate(pages) if names[0] in page), len(pages))
    return question_address(pages[at - 1][0]) if at else reverse("schemes_begin")


def _around(kept: Kept, found: Look) -> dict[str, Any]:
    """What stands beside the questions: how far it is, what came out so far, what was answered."""
    lang = language()
    open_ones = [one for one in found.assessment.answers.values() if one.status in SHOWN]
    return {
        "kept": kept,
        "progress": progress(found.assessment),
        "so_far": [told(one, found.book, found.case, lang) for one in open_ones],
        "unknown": len(found.assessment.with_status(Status.UNKNOWN_NEEDS)),
        "answered": len(kept.open_answers()),
    }


SHOWN = (Status.APPLIES, Status.POSSIBLE_BY_DISCRETION)


def _whole(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    """A page, or its middle for who asks for a part."""
    part = bool(request.headers.get(HTMX))
    name = template.replace("schemes/", "schemes/_") if part else template
    return render(request, name, {**context, "part": part})


@never_cache
@require_safe
def answers(request: HttpRequest) -> HttpResponse:
    """Everything that can be asked, with what was answered, to change or to answer at once."""
    kept = queries.kept(request.session)
    known = queries.known_of(kept)
    groups = [(subject, list(_lines(subject, kept, known))) for subject in SUBJECTS]
    return render(request, "schemes/answers.html", {"kept": kept, "groups": groups, "answered": len(known)})


def _lines(subject: str, kept: Kept, known: dict[str, int]) -> Iterator[tuple[str, str, str, bool]]:
    lang = language()
    for name, fact in facts().items():
        if fact.about == subject and kept.may_ask(name):
            value = fact_value(fact, known[name], lang) if name in known else ""
            yield fact.question.text(lang), value, question_address(name), name in kept.unknown


@never_cache
@require_POST
def wipe(request: HttpRequest) -> HttpResponse:
    """Forget all answers."""
    actions.wipe(request.session)
    return HttpResponseRedirect(f"{reverse('schemes')}?gewist")
