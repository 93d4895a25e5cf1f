"""The outcome: the years, a card for each scheme, what an employer may not see, and what a candidate may tell."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from banenafspraak.apps.schemes import queries
from banenafspraak.apps.schemes.actions import answers as actions
from banenafspraak.apps.schemes.forms import ConsentForm
from banenafspraak.apps.schemes.views.start import language, question_address, scheme_address
from banenafspraak.core.schemes.answers import Status
from banenafspraak.core.schemes.facts import facts
from banenafspraak.core.schemes.outlook import outlook
from banenafspraak.core.schemes.seen import COVER, may_ask, silent_until
from banenafspraak.core.schemes.totals import yearly
from banenafspraak.core.schemes.wording import Told, fact_value, told

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.http import HttpRequest, HttpResponse

    from banenafspraak.apps.schemes.queries import Kept, Look
    from banenafspraak.core.reports.story import Section

OF_YEARS, BENEFIT = ("loon_per_maand", "uren_per_week", "startdatum"), "uitkering"
OF_UWV = ("ww", "wajong", "wajong_geen_arbeidsvermogen", "wia_wga", "wia_iva", "wao")
FIRST = (Status.APPLIES, Status.POSSIBLE_BY_DISCRETION, Status.UNKNOWN_NEEDS)


@dataclass(frozen=True, slots=True)
class Card:
    """A scheme as it stands on the page: what is told of it, its own page, and the questions that are left."""

    told: Told
    address: str
    questions: tuple[tuple[str, str], ...]


@never_cache
@require_safe
def outcome(request: HttpRequest) -> HttpResponse:
    """What came out so far, for who answered."""
    kept = queries.kept(request.session)
    if not kept.viewpoint:
        return render(request, "schemes/nothing_yet.html")
    found = queries.look(kept, timezone.localdate())
    cards = list(_cards(found))
    groups = [(status, [one for one in cards if one.told.status is status]) for status in FIRST]
    context = {
        "kept": kept,
        "groups": [(status, some) for status, some in groups if some],
        "rest": [one for one in cards if one.told.status not in FIRST],
        "fitting": sum(one.told.status is Status.APPLIES for one in cards),
        "years": years(found),
        "for_years": [(facts()[name].question.text(language()), question_address(name)) for name in lacking(found)],
        "withheld": _withheld(found),
        "may_ask": may_ask(found.case, found.book),
        "silent_until": silent_until(found.case, found.book),
        "answers": answers_told(found),
        "on": found.case.on,
    }
    return render(request, "schemes/outcome.html", context)


def years(found: Look, *, by_payer: bool = True) -> Section | None:
    """The years, once it is known what the job is: without that there is nothing to compare with."""
    if lacking(found):
        return None
    return yearly(outlook(found.case, found.book), found.assessment, language(), by_payer=by_payer)


def lacking(found: Look) -> list[str]:
    """What the years still want to know of the job."""
    return [name for name in OF_YEARS if name not in found.case.known]


def _cards(found: Look) -> Iterator[Card]:
    lang = language()
    for answer in found.assessment.answers.values():
        left = [name for name in answer.needs if found.kept.may_ask(name)]
        asked = ((facts()[name].question.text(lang), question_address(name)) for name in left)
        yield Card(told(answer, found.book, found.case, lang), scheme_address(answer.scheme.id), tuple(asked))


def _withheld(found: Look) -> list[str]:
    return [found.book.schemes[name].name.text(language()) for name in found.shown.withheld]


def answers_told(found: Look) -> list[tuple[str, str]]:
    """What was reckoned with, as far as who looks may see it."""
    known = found.assessment.case.known
    return [
        (fact.question.text(language()), fact_value(fact, known[name], language()))
        for name, fact in facts().items()
        if name in known
    ]


@never_cache
@require_POST
def consent(request: HttpRequest) -> HttpResponse:
    """Say whether the worker agrees; ticked off is no."""
    form = ConsentForm(request.POST)
    actions.give_consent(request.session, consent=form.is_valid() and form.cleaned_data["consent"])
    kept = queries.kept(request.session)
    return redirect("schemes_outcome" if kept.is_employer else "schemes_telling")


@never_cache
@require_safe
def telling(request: HttpRequest) -> HttpResponse:
    """What a candidate may tell an employer, and what not; an employer is led back to the outcome."""
    kept = queries.kept(request.session)
    if kept.is_employer:
        return redirect("schemes_outcome")
    if not kept.viewpoint:
        return render(request, "schemes/nothing_yet.html")
    found = queries.look(kept, timezone.localdate())
    context: dict[str, Any] = {
        "kept": kept,
        "silent_until": silent_until(found.case, found.book),
        "may_ask": may_ask(found.case, found.book),
        "cover": _cover(found),
        "open_facts": list(_facts(found, sensitive=False)),
        "own_facts": list(_facts(found, sensitive=True)),
        "from_uwv": _benefit(kept) in OF_UWV,
        "from_municipality": _benefit(kept) == "bijstand",
    }
    return render(request, "schemes/telling.html", context)


def _benefit(kept: Kept) -> str:
    return str(kept.answers.get(BENEFIT, ""))


def _cover(found: Look) -> Told:
    return told(found.assessment.answers[COVER], found.book, found.case, language())


def _facts(found: Look, *, sensitive: bool) -> Iterator[tuple[str, str, str]]:
    """What was answered about the worker, and the open schemes that look at it."""
    lang, known = language(), found.case.known
    for name, fact in facts().items():
        if fact.about == "kandidaat" and fact.sensitive is sensitive and name in known:
            helped = (
                one.scheme.name.text(lang)
                for one in found.assessment.answers.values()
                if one.status in FIRST and any(name in each.condition.rule.facts() for each in one.outcomes)
            )
            yield fact.question.text(lang), fact_value(fact, known[name], lang), ", ".join(helped)
