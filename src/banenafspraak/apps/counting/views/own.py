"""The pages of an own count: what one needs, sending files, how far it is, the outcome, and what to take along.

Every page of a count is for the visitor who began it alone; for others it is not there. No browser keeps it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import wraps
from typing import Any, cast
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from banenafspraak.apps.accounts.access import actor_of, needs
from banenafspraak.apps.accounts.enums import Permission
from banenafspraak.apps.counting import queries
from banenafspraak.apps.counting.access import keeps_for, own_counts
from banenafspraak.apps.counting.actions import kept, own as actions
from banenafspraak.apps.counting.enums import Told, told
from banenafspraak.apps.counting.forms import Files, HireForm, KeepForm, columns_from
from banenafspraak.apps.counting.models import KEEP, OwnCount
from banenafspraak.apps.work.enums import State
from banenafspraak.core.counting import own_files
from banenafspraak.core.counting.own import JOB_PLACES, OwnCount as Outcome, OwnQuota, OwnYear
from banenafspraak.core.counting.own_reading import Reception
from banenafspraak.core.counting.quota import Case, jobs_of, year_hours
from banenafspraak.core.kernel.hours import rounded
from banenafspraak.core.kernel.problems import Language, ProblemsError
from banenafspraak.core.reports.stacks import stacks
from banenafspraak.core.tables.checks import TABLES
from banenafspraak.core.tables.columns import PERSONNEL

OWN_PERSON = "persoon"
PAGE = 50
MOST_REFUSED = 100
WAIT_SECONDS = 2
HTMX = "HX-Request"
PDF = "application/pdf"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv; charset=utf-8"
type View = Callable[..., HttpResponse]
type File = tuple[str, Callable[[Outcome, OwnYear, Language], bytes]]


def language() -> Language:
    """The language of the page."""
    return cast("Language", translation.get_language() or "nl")


def of_visitor(view: View) -> View:
    """A view of one own count, that is given to its visitor alone and kept by no browser."""

    @never_cache
    @wraps(view)
    def guarded(request: HttpRequest, run: UUID, **given: Any) -> HttpResponse:
        count = own_counts(request).filter(public_id=run).first()
        if count is None:
            raise Http404
        return view(request, count, **given)

    return guarded


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def own(request: HttpRequest) -> HttpResponse:
    """What one needs for an own count; sent as a form, it begins one."""
    if request.method == "POST":
        invented = "verzonnen" in request.POST and settings.INSTALLATION.demo
        count = actions.begin_example(request) if invented else actions.begin(request)
        return redirect("own_run", run=count.public_id)
    counts = own_counts(request).order_by("-begun_at")
    context = {"under_way": counts.first(), "wiped": "gewist" in request.GET, **_about_installation()}
    return render(request, "counting/own.html", context)


def _about_installation() -> dict[str, Any]:
    return {"bsn_allowed": settings.INSTALLATION.bsn_allowed, "keep_hours": int(KEEP.total_seconds() // 3600)}


@require_safe
@of_visitor
def own_run(request: HttpRequest, count: OwnCount) -> HttpResponse:
    """Where an own count stands: to be sent, under way, or its outcome."""
    if count.reading or (count.task and not count.task.is_over):
        return _waiting(request, count)
    if count.task and count.task.state == State.DONE and (found := queries.outcome(count)):
        return _outcome(request, count, found)
    return _sending(request, count)


def _waiting(request: HttpRequest, count: OwnCount) -> HttpResponse:
    """The page that waits; without JavaScript it looks again by itself."""
    response = render(request, "counting/own_waiting.html", {"count": count, **_progress(count)})
    response.headers["Refresh"] = str(WAIT_SECONDS)
    return response


def _sending(request: HttpRequest, count: OwnCount) -> HttpResponse:
    kept = [*queries.problems(count.problems), *(queries.problems(count.task.problems) if count.task else ())]
    problems = [told(problem, language()) for problem in kept]
    context = {"count": count, "problems": problems, "tables": list(_to_point_out(count, problems))}
    stopped = bool(count.task and count.task.state == State.STOPPED)
    return render(request, "counting/own_files.html", {**context, "stopped": stopped, **_about_installation()})


@dataclass(frozen=True, slots=True)
class ToPointOut:
    """A column of ours that was not found, the headers among which it may be, and the one that was chosen."""

    table: str
    column: str
    headers: Sequence[str]
    chosen: str

    @property
    def label(self) -> str:
        """What it is called on the page: for persons, an employer has its own numbers."""
        return PERSONNEL.name if self.column == OWN_PERSON else self.column

    @property
    def field(self) -> str:
        """The name of its field in the form."""
        return f"kolom:{self.table}:{self.column}"


def _to_point_out(count: OwnCount, problems: list[Told]) -> list[ToPointOut]:
    missing = {column for one in problems if one.code == "column-missing" for column in one.column.split(" | ")}
    return [
        ToPointOut(table, column.name, headers, count.columns.get(table, {}).get(column.name, ""))
        for table, headers in queries.headers(count).items()
        for column in TABLES[table].columns
        if column.name in missing and (column.required or column.name == OWN_PERSON)
    ]


@csrf_exempt  # the form is checked below, once it is set how its files are read
@require_POST
@of_visitor
def own_upload(request: HttpRequest, count: OwnCount) -> HttpResponse:
    """Read the files of a form while they come in, and ask for the count."""
    reception = Reception(count.columns, bsn_allowed=settings.INSTALLATION.bsn_allowed)
    files = Files(reception, lambda *far: actions.tell_reading(count, *far))
    request.upload_handlers = [files]
    try:
        with actions.reading(count):
            return _received(request, count, reception)
    finally:
        files.leave()


@csrf_protect
def _received(request: HttpRequest, count: OwnCount, reception: Reception) -> HttpResponse:
    """What came in, now that the form is read and found to be ours."""
    try:
        actions.receive(count, reception.tables(request.POST.get("sector", "")))
    except ProblemsError as error:
        actions.refuse(count, error.problems, reception.headers)
    return _on(request, count)


def _on(request: HttpRequest, count: OwnCount) -> HttpResponse:
    """On to the page of the count, whoever asked for it."""
    response = redirect("own_run", run=count.public_id)
    if request.headers.get(HTMX):
        return HttpResponse(headers={"HX-Redirect": response.url})
    return response


@require_POST
@of_visitor
def own_columns(request: HttpRequest, count: OwnCount) -> HttpResponse:
    """Keep which column is which, for the files that come next."""
    actions.point_out(count, columns_from(request.POST.dict(), queries.headers(count)))
    return redirect("own_run", run=count.public_id)


@require_safe
@of_visitor
def own_progress(request: HttpRequest, count: OwnCount) -> HttpResponse:
    """How far it is, as part of a page; when it is over the page is asked for anew."""
    response = render(request, "counting/_progress.html", {"count": count, **_progress(count)})
    if count.task and count.task.is_over:
        response.headers["HX-Refresh"] = "true"
    return response


def _progress(count: OwnCount) -> dict[str, Any]:
    task = count.task
    step = (task.step if task else "").split(" ")
    return {"task": task, "step": step[0], "year": step[-1], "waits": bool(task and task.state == State.WAITING)}


@require_POST
@of_visitor
def own_stop(request: HttpRequest, count: OwnCount) -> HttpResponse:
    """Stop what is under way."""
    actions.leave(count)
    return redirect("own_run", run=count.public_id)


@require_POST
@of_visitor
def own_wipe(request: HttpRequest, count: OwnCount) -> HttpResponse:
    """Wipe everything of a count."""
    actions.wipe(count)
    return HttpResponseRedirect(f"{redirect('own').url}?gewist")


# -- the outcome ----------------------------------------------------------------------------------------------------


def _year(request: HttpRequest, found: Outcome) -> OwnYear:
    asked = request.GET.get("jaar", "")
    return next((year for year in found.years if str(year.year) == asked), found.years[0])


def _outcome(request: HttpRequest, count: OwnCount, found: Outcome) -> HttpResponse:
    named = {"run": count.public_id}
    context = {
        "count": count,
        "files": [(reverse("own_file", kwargs={**named, "name": name}), label) for name, label in TAKEN],
        "workers": reverse("own_workers", kwargs=named),
        "refused_file": reverse("own_file", kwargs={**named, "name": "geweigerd.csv"}),
        "invented": count.invented,
        "may_keep": actor_of(request).may(Permission.KEEP_COUNTS),
        **shown(request, found),
        **_about_installation(),
    }
    return render(request, "counting/own_outcome.html", context)


def shown(request: HttpRequest, found: Outcome) -> dict[str, Any]:
    """What a page shows of an outcome: one year of it, and what other hours would do."""
    year, lang = _year(request, found), language()
    hire = HireForm(request.GET if "uren" in request.GET else None)
    more = hire.cleaned_data["uren"] if hire.is_valid() else None
    months = [(own_files.month_name(one.month, lang), one) for one in year.months]
    return {
        "outcome": found,
        "year": year,
        "months": months,
        "drawing": stacks(
            [(own_files.short_month(one.month, lang), one.regular + one.lent, one.left_out) for one in year.months]
        ),
        "left_out": sum((one.left_out for one in year.months), Decimal()),
        "refused": [told(one.problem(), lang) for one in found.refused[:MOST_REFUSED]],
        "refused_in_all": len(found.refused) + found.more_refused,
        "quotas": [(one, _hired(one, more)) for one in year.quotas],
        "norms": own_files.norms(year.year),
        "hire": hire,
        "more": more,
        "jobs_after": None if more is None else year.jobs + rounded(jobs_of(year_hours(more)), JOB_PLACES),
    }


@dataclass(frozen=True, slots=True)
class Hired:
    """What more or fewer hours do to a shortfall."""

    hours_per_year: Fraction
    shortfall: Decimal


def _hired(one: OwnQuota, hours_per_week: Decimal | None) -> Hired | None:
    if hours_per_week is None or one.case is None:
        return None
    total, percentage, group = one.case
    hours = year_hours(hours_per_week)
    return Hired(hours, Case(Fraction(total), Decimal(percentage), Fraction(group)).after(hours).shortfall)


def _found(count: OwnCount) -> Outcome:
    found = queries.outcome(count)
    if found is None:
        raise Http404
    return found


@require_safe
@of_visitor
def own_workers(request: HttpRequest, count: OwnCount) -> HttpResponse:
    """What became of each worker, some on a page."""
    year, everyone = _year(request, _found(count)), request.GET.get("toon") == "alle"
    asked = request.GET.get("pagina", "1")
    page = max(int(asked), 1) if asked.isascii() and asked.isdecimal() else 1
    some = queries.workers(count, year.year, (page - 1) * PAGE, PAGE, everyone=everyone)
    pages = max(-(-some.total // PAGE), 1)
    if page > pages:
        raise Http404
    shown = {"page": page, "pages": pages, "before": page - 1, "after": page + 1 if page < pages else 0}
    context = {"count": count, "year": year, "some": some, "everyone": everyone, "at": shown}
    return render(request, "counting/own_workers.html", context)


FILES: dict[str, File] = {
    "telling.pdf": (PDF, own_files.own_pdf),
    "telling.xlsx": (XLSX, lambda found, _year, _lang: own_files.own_sheets(found)),
    "telling.csv": (CSV, lambda found, _year, _lang: own_files.own_csv(found)),
}
REFUSED: dict[str, File] = {"geweigerd.csv": (CSV, lambda found, _year, lang: own_files.own_refused(found, lang))}
TAKEN = (
    ("telling.pdf", gettext_lazy("Verslag als PDF")),
    ("telling.xlsx", gettext_lazy("Rekenblad (XLSX)")),
    ("telling.csv", gettext_lazy("Maanden (CSV)")),
)


@require_safe
@of_visitor
def own_file(request: HttpRequest, count: OwnCount, name: str) -> HttpResponse:
    """A file to take along, made when it is asked for."""
    return taken(request, _found(count), name, FILES | REFUSED)


def taken(request: HttpRequest, found: Outcome, name: str, files: Mapping[str, File]) -> HttpResponse:
    """One of some files of an outcome."""
    if name not in files:
        raise Http404
    kind, make = files[name]
    year = _year(request, found)
    stem, ending = name.split(".")
    headers = {"Content-Disposition": f'attachment; filename="{stem}-{year.year}.{ending}"'}
    return HttpResponse(make(found, year, language()), content_type=kind, headers=headers)


# -- keeping it -----------------------------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.KEEP_COUNTS)
@of_visitor
def own_keep(request: HttpRequest, count: OwnCount) -> HttpResponse:
    """How an own count is to be kept; sent as a form, it is."""
    found, actor = _found(count), actor_of(request)
    sent = request.POST if request.method == "POST" else None
    form = KeepForm(keeps_for(actor), sent, initial={"title": _title(found)})
    if request.method == "POST" and form.is_valid():
        with suppress(ProblemsError):  # it was wiped in the meantime, and then it is not there
            made = kept.keep(actor, count, form.cleaned_data["organisation"], form.named)
            messages.success(request, _("De telling is bewaard."))
            return redirect("kept_count", kept=made.public_id)
        raise Http404
    return render(request, "counting/own_keep.html", {"count": count, "form": form, "year": found.years[0]})


def _title(found: Outcome) -> str:
    return _("Telling {years}").format(years=", ".join(str(year.year) for year in reversed(found.years)))
