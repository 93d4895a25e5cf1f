"""The first page of schemes: what this is, the way into the questions, and the list of all schemes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone, translation
from django.views.decorators.http import require_safe

from banenafspraak.apps.schemes import queries
from banenafspraak.core.schemes.facts import facts

if TYPE_CHECKING:
    from datetime import date

    from django.http import HttpRequest, HttpResponse

    from banenafspraak.apps.schemes.forms import Reading
    from banenafspraak.core.kernel.problems import Language
    from banenafspraak.core.schemes.book import Scheme


def language() -> Language:
    """The language of the page."""
    return cast("Language", translation.get_language() or "nl")


@dataclass(frozen=True, slots=True)
class Entry:
    """A scheme in the list."""

    name: str
    gist: str
    address: str


@require_safe
def schemes(request: HttpRequest) -> HttpResponse:
    """All schemes, those in force before those that are closed or past."""
    today, found = timezone.localdate(), queries.book().schemes.values()
    context = {
        "number": len(found),
        "open": [_entry(one) for one in found if not _is_past(one, today)],
        "past": [_entry(one) for one in found if _is_past(one, today)],
        "wiped": "gewist" in request.GET,
    }
    return render(request, "schemes/schemes.html", context)


def _is_past(scheme: Scheme, today: date) -> bool:
    return bool((scheme.last and scheme.last < today) or (scheme.closed_from and scheme.closed_from <= today))


def _entry(scheme: Scheme) -> Entry:
    return Entry(scheme.name.text(language()), scheme.gist.text(language()), scheme_address(scheme.id))


def scheme_address(name: str) -> str:
    """Where the page of a scheme stands."""
    return f"{reverse('schemes')}{name}/"


def question_address(name: str) -> str:
    """Where a question can be answered."""
    return reverse("schemes_question", kwargs={"fact": name})


def elsewhere(reading: Reading) -> list[tuple[str, str, str]]:
    """What is wrong with answers of other pages: the question, where it can be changed, what is wrong."""
    found = reading.elsewhere
    return [(facts()[name].question.text(language()), question_address(name), words) for name, words in found]
