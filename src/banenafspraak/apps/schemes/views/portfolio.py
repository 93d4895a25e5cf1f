"""The portfolio of an employer: its placements in one table, summed, with the last days of all; added, read, changed.

What stands here is what an employer may see (Ziektewet 38b), also for a desk. Each look is told to the trail.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import wraps
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from banenafspraak.apps.accounts.access import actor_of, needs
from banenafspraak.apps.accounts.enums import Permission
from banenafspraak.apps.schemes import queries
from banenafspraak.apps.schemes.actions import placements as actions
from banenafspraak.apps.schemes.forms import ListForm, PlacementForm
from banenafspraak.apps.schemes.views.start import language
from banenafspraak.apps.work.enums import State
from banenafspraak.core.kernel.problems import Problem, ProblemsError
from banenafspraak.core.schemes import portfolio as core
from banenafspraak.core.schemes.answers import OPEN, said
from banenafspraak.core.schemes.calendar import Event, calendar_of
from banenafspraak.core.schemes.facts import facts
from banenafspraak.core.schemes.totals import yearly
from banenafspraak.core.schemes.wording import STATUS_ORDER, band, fact_value, told, typed

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from banenafspraak.apps.organisations.models import Organisation
    from banenafspraak.apps.schemes.models import LastDay, Placement, Portfolio
    from banenafspraak.core.kernel.problems import Language

    type View = Callable[..., HttpResponse]

FORM = ("GET", "HEAD", "POST")
CSV, XLSX = "text/csv; charset=utf-8", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CALENDAR = "text/calendar; charset=utf-8"
ORDERS = ("kenmerk", "begin", "bedrag", "laatste-dag")
UNKNOWN_BEGIN = "9999"
CENTS = 100


def of_organisation(view: View) -> View:
    """A view of the portfolio of one organisation, for who keeps it or may begin to."""

    @never_cache
    @needs(Permission.KEEP_PLACEMENTS)
    @wraps(view)
    def guarded(request: HttpRequest, organisation: UUID, **given: Any) -> HttpResponse:
        found = queries.organisation_to_keep(actor_of(request), organisation)
        if found is None:
            raise Http404
        return view(request, found, **given)

    return guarded


def of_placement(view: View) -> View:
    """A view of one placement, for who keeps it."""

    @never_cache
    @needs(Permission.KEEP_PLACEMENTS)
    @wraps(view)
    def guarded(request: HttpRequest, placement: UUID) -> HttpResponse:
        found = queries.placement(actor_of(request), placement)
        if found is None:
            raise Http404
        return view(request, found)

    return guarded


@never_cache
@require_safe
@needs(Permission.KEEP_PLACEMENTS)
def portfolios(request: HttpRequest) -> HttpResponse:
    """The portfolios that are kept, and the organisations of which one may be begun."""
    actor, asked = actor_of(request), request.GET.get("zoek", "").strip()
    kept = list(queries.portfolios(actor))
    there = {one.organisation_id for one in kept}
    others = [one for one in queries.organisations_to_keep(actor, asked) if one.pk not in there]
    return render(request, "schemes/portfolios.html", {"kept": kept, "others": others, "asked": asked})


@dataclass(frozen=True, slots=True)
class Line:
    """A placement in the table."""

    placement: Placement
    begin: str
    hours: str
    fits: int | None
    low: int
    high: int
    amount: str
    next_day: LastDay | None
    scheme: str


@dataclass(frozen=True, slots=True)
class YearLine:
    """A calendar year of all placements together: what each payer gives, and the sum."""

    year: int
    named: tuple[tuple[str, str], ...]
    amount: str


@require_safe
@of_organisation
def portfolio(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    """All placements of one employer, in the order that is asked for, with sums and last days."""
    actor, lang, today = actor_of(request), language(), timezone.localdate()
    kept = queries.portfolio_of(actor, organisation)
    rows = queries.placements(actor, kept) if kept else []
    if kept and rows:
        actions.tell_look(actor, kept)
    asked = request.GET.get("volgorde", "")
    order = asked if asked in ORDERS else ORDERS[0]
    reckoned = [one.outcome for one in rows if one.outcome]
    totals = core.total(reckoned)
    year = next((one.year for one in totals if one.year >= today.year and one.high), today.year)
    lines = sorted((_line(one, year, today, lang) for one in rows), key=_key(order))
    payers, years = _years(totals, lang)
    context = {
        "organisation": organisation,
        "kept": kept,
        "lines": lines,
        "order": order,
        "sum": _band(sum(one.low for one in lines), sum(one.high for one in lines), lang),
        "year": year,
        "payers": payers,
        "years": years,
        "last_days": [(one, _name(one.scheme, lang)) for one in (queries.last_days(actor, kept) if kept else [])],
        "waiting": len(rows) - len(reckoned),
        "works": bool(kept and kept.task and kept.task.state in {State.WAITING, State.RUNNING}),
        "labels": {"portfolio": organisation.name},
    }
    return render(request, "schemes/portfolio.html", context)


def _line(one: Placement, year: int, today: date, lang: Language) -> Line:
    found = one.outcome
    there = next((each for each in found.years if each.year == year), None) if found else None
    low, high = (there.low, core.most(there)) if there else (0, 0)
    ahead = [each for each in one.last_days.all() if each.day >= today]
    known = core.case_of(one.placed, today).known
    hours = known.get("uren_per_week")
    return Line(
        placement=one,
        begin=one.facts.get("startdatum", ""),
        hours=typed(facts()["uren_per_week"], hours, lang) if hours is not None else "",
        fits=found.fits if found else None,
        low=low,
        high=high,
        amount=_band(low, high, lang),
        next_day=ahead[0] if ahead else None,
        scheme=_name(ahead[0].scheme, lang) if ahead else "",
    )


def _band(low: int, high: int, lang: Language) -> str:
    """An amount or a band in whole euros: cents would pretend to be exact."""
    least, most = ((cents + CENTS // 2) // CENTS * CENTS for cents in (low, high))
    return band(least, most, lang)


def _key(order: str) -> Callable[[Line], Any]:
    keys: dict[str, Callable[[Line], Any]] = {
        "kenmerk": lambda one: one.placement.label.casefold(),
        "begin": lambda one: one.begin or UNKNOWN_BEGIN,
        "bedrag": lambda one: -one.high,
        "laatste-dag": lambda one: one.next_day.day.isoformat() if one.next_day else UNKNOWN_BEGIN,
    }
    return keys[order]


def _years(totals: tuple[core.Total, ...], lang: Language) -> tuple[list[str], list[YearLine]]:
    payers = list(dict.fromkeys(payer for one in totals for payer in one.payers))
    lines = [
        YearLine(
            one.year,
            tuple((said(f"payer.{payer}", lang), _band(*one.payers.get(payer, (0, 0)), lang)) for payer in payers),
            _band(one.low, one.high, lang),
        )
        for one in totals
    ]
    return [said(f"payer.{payer}", lang) for payer in payers], lines


def _name(scheme: str, lang: Language) -> str:
    found = queries.book().schemes.get(scheme)
    return found.name.text(lang) if found else scheme


# -- adding and changing ----------------------------------------------------------------------------------------------


@require_http_methods(FORM)
@of_organisation
def new(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    """A placement to fill in; sent as a form, it is added."""
    form = PlacementForm(language(), request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        kept = _opened(request, organisation)
        try:
            made = actions.add(actor_of(request), kept, form.kept)
        except ProblemsError as error:
            form.add_problems(error.problems)
        else:
            messages.success(request, _("De plaatsing is toegevoegd."))
            return redirect("placement", placement=made.public_id)
    context = {"form": form, "organisation": organisation, "labels": {"portfolio": organisation.name}}
    return render(request, "schemes/placement_form.html", context)


def _opened(request: HttpRequest, organisation: Organisation) -> Portfolio:
    found = actions.open_portfolio(actor_of(request), organisation)
    if found is None:
        raise Http404
    return found


@require_http_methods(FORM)
@of_organisation
def take_in(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    """A file to send; sent, its rows are added, and those that were refused are told by number with every reason."""
    form = ListForm(request.POST or None, request.FILES or None)
    context: dict[str, Any] = {"form": form, "organisation": organisation, "labels": {"portfolio": organisation.name}}
    if request.method == "POST" and form.is_valid():
        sent, lang = form.cleaned_data["bestand"], language()
        try:
            rows = core.read_rows(sent.name or "", sent.read(), timezone.localdate())
            there = actions.take_in(actor_of(request), _opened(request, organisation), rows)
        except ProblemsError as error:
            context["faults"] = [" ".join(one.sentences(lang).values()) for one in error.problems]
        else:
            refused = dict(_refused(rows, there, lang))
            context |= {"rows": rows, "refused": refused, "taken": rows.read - len(refused)}
    return render(request, "schemes/placements_import.html", context)


def _refused(rows: core.Rows, there: Iterable[int], lang: Language) -> Iterator[tuple[int, list[tuple[str, str]]]]:
    """The rows that were not taken, with for each reason the column it is about."""
    twice = Problem("placement-label-twice")
    found = {**rows.refused, **dict.fromkeys(there, (twice,))}
    for at, problems in sorted(found.items()):
        reasons = [(one.place.column or core.LABEL, " ".join(one.sentences(lang).values())) for one in problems]
        yield at, reasons


@require_safe
@of_placement
def placement(request: HttpRequest, placement: Placement) -> HttpResponse:
    """One placement: what fits, what it comes to per year, until when one can apply, and what is known of it."""
    actor, lang, today, book = actor_of(request), language(), timezone.localdate(), queries.book()
    actions.tell_look_at(actor, placement)
    case = core.case_of(placement.placed, today)
    assessment, withheld = core.seen_assessment(case, book, consent=placement.consent)
    seen = assessment.case
    answers = [told(one, book, seen, lang) for one in assessment.answers.values() if one.status in OPEN]
    found = placement.outcome or core.reckon(placement.placed, book, today)
    context = {
        "placement": placement,
        "organisation": placement.portfolio.organisation,
        "answers": sorted(answers, key=lambda one: STATUS_ORDER[one.status]),
        "withheld": [_name(one, lang) for one in withheld],
        "chart": yearly(found.years, assessment, lang),
        "last_days": [(one, _name(one.scheme, lang)) for one in placement.last_days.all() if one.day >= today],
        "known": [_known(name, value, lang) for name, value in seen.known.items()],
        "hidden": len(case.known) - len(seen.known),
        "labels": {"placement": placement.label},
    }
    return render(request, "schemes/placement.html", context)


def _known(name: str, value: int, lang: Language) -> tuple[str, str]:
    fact = facts()[name]
    return fact.question.text(lang), fact_value(fact, value, lang)


@require_http_methods(FORM)
@of_placement
def change(request: HttpRequest, placement: Placement) -> HttpResponse:
    """What is known of a placement; sent as a form, it changes."""
    given = {**_as_filled_in(placement, language()), "kenmerk": placement.label, "toestemming": placement.consent}
    given["ends_on"] = placement.ends_on
    form = PlacementForm(language(), request.POST if request.method == "POST" else None, initial=given)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change(actor_of(request), placement, form.kept)
        except ProblemsError as error:
            form.add_problems(error.problems)
        else:
            messages.success(request, _("Bewaard."))
            return redirect("placement", placement=placement.public_id)
    context = {"form": form, "placement": placement, "organisation": placement.portfolio.organisation}
    return render(request, "schemes/placement_form.html", {**context, "labels": {"placement": placement.label}})


def _as_filled_in(placement: Placement, lang: Language) -> dict[str, Any]:
    """What is known as its reader would type it; a day as browsers want it."""
    known = core.case_of(placement.placed, timezone.localdate()).known
    numbers = {
        name: typed(facts()[name], value, lang) for name, value in known.items() if facts()[name].kind in core.NUMBERS
    }
    words = {True: "ja", False: "nee"}
    plain = {name: words[value] if isinstance(value, bool) else value for name, value in placement.facts.items()}
    return {**plain, **numbers}


@require_http_methods(FORM)
@of_placement
def delete(request: HttpRequest, placement: Placement) -> HttpResponse:
    """Ask whether a placement is to be deleted; sent as a form, it is."""
    organisation = placement.portfolio.organisation
    if request.method == "POST":
        actions.delete(actor_of(request), placement)
        messages.success(request, _("De plaatsing is verwijderd."))
        return redirect("portfolio", organisation=organisation.public_id)
    context = {"placement": placement, "organisation": organisation, "labels": {"placement": placement.label}}
    return render(request, "schemes/placement_delete.html", context)


# -- files ------------------------------------------------------------------------------------------------------------


@require_safe
@of_organisation
def file(request: HttpRequest, organisation: Organisation, name: str) -> HttpResponse:
    """A file of a portfolio to take along, or the template to fill in."""
    if name == "sjabloon.xlsx":
        return _download(core.template(), name, XLSX)
    if name not in FILES:
        raise Http404
    actor = actor_of(request)
    kept = queries.portfolio_of(actor, organisation)
    made, kind = FILES[name]
    content = made(queries.placements(actor, kept) if kept else [], language())
    if kept:
        actions.tell_look(actor, kept, "taken")
    return _download(content, name, kind)


def _csv(rows: list[Placement], _lang: Language) -> bytes:
    return core.as_csv(_to_take(rows))


def _xlsx(rows: list[Placement], _lang: Language) -> bytes:
    taken = zip(_to_take(rows), (one.outcome for one in rows), strict=True)
    return core.as_spreadsheet(taken)


def _to_take(rows: list[Placement]) -> list[core.Placed]:
    return [one.placed for one in rows]


def _ics(rows: list[Placement], lang: Language) -> bytes:
    today = timezone.localdate()
    ahead = [(each, one) for one in rows for each in one.last_days.all() if each.day >= today]
    events = [_event(day, one, lang) for day, one in sorted(ahead, key=lambda pair: (pair[0].day, pair[1].label))]
    return calendar_of(events, today)


def _event(day: LastDay, one: Placement, lang: Language) -> Event:
    scheme = queries.book().schemes.get(day.scheme)
    summary = said("calendar.summary", lang).format(name=f"{_name(day.scheme, lang)} ({one.label})")
    where = scheme.where.text(lang) if scheme else ""
    return Event(f"{one.public_id} {day.scheme} {day.day}", day.day, summary, (where, day.article))


FILES: dict[str, tuple[Callable[[list[Placement], Language], bytes], str]] = {
    "portefeuille.csv": (_csv, CSV),
    "portefeuille.xlsx": (_xlsx, XLSX),
    "laatste-dagen.ics": (_ics, CALENDAR),
}


def _download(content: bytes, name: str, kind: str) -> HttpResponse:
    return HttpResponse(content, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})
