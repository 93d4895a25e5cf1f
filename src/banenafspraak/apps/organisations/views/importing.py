"""The pages of a list that comes in: sending it, pointing out columns, choosing, confirming, and what came of it.

Each stage is the same address; who began a list is the only one who sees it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import TYPE_CHECKING, Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_POST, require_safe

from banenafspraak.apps.accounts.access import actor_of, needs
from banenafspraak.apps.accounts.enums import Permission
from banenafspraak.apps.organisations import queries
from banenafspraak.apps.organisations.actions import lists
from banenafspraak.apps.organisations.enums import FACTS, Choice, Kind, Sector, Stage
from banenafspraak.apps.organisations.forms import InMemory, columns_of, constants_of, language
from banenafspraak.apps.organisations.models import ImportRow, Organisation
from banenafspraak.apps.organisations.views.directory import CSV, fact_text
from banenafspraak.apps.work.enums import State
from banenafspraak.core.kernel.problems import ProblemsError, stop
from banenafspraak.core.organisations.importing import Outcome
from banenafspraak.core.organisations.reading import COLUMNS, WORDS
from banenafspraak.core.tables.columns import ORGANISATIONS
from banenafspraak.core.tables.writing import csv_bytes

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID

    from django.http import HttpRequest

    from banenafspraak.apps.organisations.models import Import
    from banenafspraak.core.kernel.problems import Problem

    type View = Callable[..., HttpResponse]

PAGE = 50
WAIT_SECONDS = 2
HTMX = "HX-Request"
FOR_ALL = ("soort_organisatie", "sector", "werknemers_op", "werknemers_bron")
"""Columns for which one value may stand for all rows."""
REPORT = ("rij", "kolom", "code", "wat", "waarom", "oplossing")
TITLES = {
    Outcome.NEW: gettext_lazy("Nieuw"),
    Outcome.CHANGED: gettext_lazy("Anders dan wat wij weten"),
    Outcome.ALIKE: gettext_lazy("Lijkt op een die er al is"),
    Outcome.SAME: gettext_lazy("Zelfde als wat wij weten"),
    Outcome.REFUSED: gettext_lazy("Geweigerd"),
}
SHOWN_FIRST = (Outcome.ALIKE, Outcome.CHANGED, Outcome.NEW, Outcome.REFUSED, Outcome.SAME)


def of_sender(view: View) -> View:
    """A view of one list, that is given to who sent it alone and kept by no browser."""

    @never_cache
    @needs(Permission.IMPORT_ORGANISATIONS)
    @wraps(view)
    def guarded(request: HttpRequest, listing: UUID, **given: Any) -> HttpResponse:
        by = actor_of(request).public_id
        one = get_object_or_404(queries.imports(by) if by else queries.no_imports(), public_id=listing)
        return view(request, one, **given)

    return guarded


@never_cache
@require_safe
@needs(Permission.IMPORT_ORGANISATIONS)
def imports(request: HttpRequest) -> HttpResponse:
    """Send a list, and see those that were sent."""
    return _start(request)


def _start(request: HttpRequest, problems: Iterable[Problem] = ()) -> HttpResponse:
    by = actor_of(request).public_id
    context = {
        "lists": queries.imports(by)[:PAGE] if by else [],
        "problems": [_told(problem) for problem in problems],
        "columns": ORGANISATIONS.columns,
        "kinds": ", ".join(WORDS.values()),
    }
    return render(request, "organisations/imports.html", context)


@csrf_exempt  # the form is checked below, once it is set how its file is read
@require_POST
@needs(Permission.IMPORT_ORGANISATIONS)
def send(request: HttpRequest) -> HttpResponse:
    """Take in a file."""
    request.upload_handlers = [InMemory(request)]
    return _sent(request)


@csrf_protect
def _sent(request: HttpRequest) -> HttpResponse:
    given = request.FILES.get("bestand")
    try:
        if given is None:
            raise stop("file-empty")
        one = lists.receive(actor_of(request), given.name or "", given.read())
    except ProblemsError as error:
        return _start(request, error.problems)
    return redirect("import", listing=one.public_id)


@dataclass(frozen=True, slots=True)
class ToPointOut:
    """A column of ours: the header that stands for it, whether it must be there, and what holds for all rows."""

    name: str
    chosen: str
    required: bool
    constant: str
    choices: tuple[tuple[str, str], ...]
    for_all: bool


@require_safe
@of_sender
def listing(request: HttpRequest, one: Import) -> HttpResponse:
    """Where a list stands."""
    match one.stage:
        case Stage.COLUMNS:
            return _columns(request, one)
        case Stage.CHOOSING:
            return _choosing(request, one)
        case Stage.DONE:
            return _done(request, one)
        case _:
            return _waiting(request, one)


def _columns(request: HttpRequest, one: Import, problems: Iterable[Problem] = ()) -> HttpResponse:
    some = [_told(problem) for problem in (*problems, *queries.problems(one.problems))]
    context = {**_frame(one), "problems": some, "columns": [_to_point_out(one, name) for name in COLUMNS]}
    return render(request, "organisations/import_columns.html", context)


def _to_point_out(one: Import, name: str) -> ToPointOut:
    choices: dict[str, tuple[tuple[str, str], ...]] = {
        "soort_organisatie": tuple((word, str(Kind(code).label)) for code, word in WORDS.items()),
        "sector": tuple((sector.value, str(sector.label)) for sector in Sector),
    }
    required = next(column.required for column in ORGANISATIONS.columns if column.name == name)
    told = one.columns.get(name, ""), one.constants.get(name, "")
    return ToPointOut(name, told[0], required, told[1], choices.get(name, ()), name in FOR_ALL)


@require_POST
@of_sender
def columns(request: HttpRequest, one: Import) -> HttpResponse:
    """Point out which column is which, and go on."""
    if one.stage == Stage.COLUMNS:
        data = request.POST.dict()
        told = columns_of(data, one.headers, COLUMNS), constants_of(data, FOR_ALL)
        try:
            lists.point_out(one, *told, data.get("bewaar", "").strip()[:60])
        except ProblemsError as error:
            one.columns, one.constants, one.problems = *told, []
            return _columns(request, one, error.problems)
    return redirect("import", listing=one.public_id)


def _waiting(request: HttpRequest, one: Import) -> HttpResponse:
    response = render(request, "organisations/import_waiting.html", {**_frame(one), **_progress(one)})
    response.headers["Refresh"] = str(WAIT_SECONDS)
    return response


def _progress(one: Import) -> dict[str, Any]:
    task = one.task
    return {"task": task, "failed": bool(task and task.state in {State.FAILED, State.STOPPED})}


@require_safe
@of_sender
def progress(request: HttpRequest, one: Import) -> HttpResponse:
    """How far it is, as part of the page; when it is over, the page is asked for anew."""
    response = render(request, "organisations/_import_progress.html", {**_frame(one), **_progress(one)})
    if one.stage not in {Stage.PLANNING, Stage.WRITING} or _progress(one)["failed"]:
        response.headers["HX-Refresh"] = "true"
    return response


def _choosing(request: HttpRequest, one: Import) -> HttpResponse:
    numbers = queries.outcomes(one)
    groups = [(outcome, TITLES[outcome], _sum(numbers, outcome)) for outcome in SHOWN_FIRST]
    there = [outcome for outcome, _title, number in groups if number]
    asked = request.GET.get("uitkomst", "")
    chosen = Outcome(asked) if asked in there else next(iter(there), Outcome.NEW)
    page = Paginator(one.rows.filter(outcome=chosen).order_by("row"), PAGE).get_page(request.GET.get("pagina"))
    context = {
        **_frame(one),
        "problems": [_told(problem) for problem in queries.problems(one.problems)],
        "groups": [(outcome, title, number, outcome == chosen) for outcome, title, number in groups if number],
        "chosen": chosen.value,
        "page_of": page,
        "rows": _shown(page.object_list),
        "open": numbers[Outcome.ALIKE, Choice.OPEN],
        "adds": sum(number for (_o, choice), number in numbers.items() if choice == Choice.ADD),
        "joins": sum(number for (_o, choice), number in numbers.items() if choice == Choice.JOIN),
    }
    return render(request, "organisations/import_choosing.html", context)


def _sum(numbers: Any, outcome: Outcome) -> int:
    return sum(number for (one, _choice), number in numbers.items() if one == outcome)


def _shown(rows: Iterable[ImportRow]) -> list[dict[str, Any]]:
    """Rows with what they would change, and the names of those that they are like, in one look at the database."""
    some = list(rows)
    ids = {each[0] for row in some for each in row.candidates} | {str(row.target) for row in some if row.target}
    named = {
        str(one.public_id): one for one in Organisation.objects.filter(public_id__in=ids).prefetch_related("sites")
    }
    return [
        {
            "row": row,
            "name": row.facts.get("name", ""),
            "target": named.get(str(row.target)),
            "changes": [(FACTS[name], fact_text(name, was), fact_text(name, now)) for name, was, now in row.changes],
            "candidates": [(named[each], round(score * 100)) for each, score in row.candidates if each in named],
            "problems": [_told(problem) for problem in queries.problems(row.problems)],
        }
        for row in some
    ]


@require_POST
@of_sender
def choices(request: HttpRequest, one: Import) -> HttpResponse:
    """Keep what was chosen for the rows of a page, or for all rows with one outcome."""
    outcome = request.POST.get("uitkomst", "")
    if one.stage == Stage.CHOOSING:
        everyone = request.POST.get("alle", "")
        if everyone and outcome in set(Outcome) and everyone in Choice:
            lists.choose_all(one, Outcome(outcome), Choice(everyone))
        elif not everyone:
            lists.choose(one, _chosen(request))
    address = f"?uitkomst={outcome}&pagina={request.POST.get('pagina', '')}" if outcome in set(Outcome) else ""
    return redirect(f"{_address(one)}{address}")


def _chosen(request: HttpRequest) -> dict[int, tuple[str, str]]:
    """The choice of each row: `add`, `leave`, `join`, or `join:<which>`."""
    found: dict[int, tuple[str, str]] = {}
    for name, value in request.POST.items():
        before, _colon, row = name.partition(":")
        if before == "rij" and row.isdecimal() and isinstance(value, str):
            choice, _colon, target = value.partition(":")
            found[int(row)] = (choice, target)
    return found


@require_POST
@of_sender
def confirm(request: HttpRequest, one: Import) -> HttpResponse:
    """Carry out what was chosen."""
    lists.confirm(one)
    return redirect("import", listing=one.public_id)


@require_POST
@of_sender
def drop(request: HttpRequest, one: Import) -> HttpResponse:
    """Throw the list away."""
    lists.drop(actor_of(request), one)
    return redirect("imports")


def _done(request: HttpRequest, one: Import) -> HttpResponse:
    rows = one.rows.order_by("row")
    context = {**_frame(one), "rows": _shown(rows[:PAGE]), "counts": one.counts, "more": max(0, rows.count() - PAGE)}
    return render(request, "organisations/import_done.html", context)


@require_safe
@of_sender
def report(request: HttpRequest, one: Import) -> HttpResponse:
    """Every row that was refused, with all that is wrong with it, as CSV."""
    refused = one.rows.filter(outcome=Outcome.REFUSED).order_by("row")
    lines = [_report_line(row, problem) for row in refused for problem in queries.problems(row.problems)]
    disposition = 'attachment; filename="geweigerd.csv"'
    return HttpResponse(csv_bytes(REPORT, lines), content_type=CSV, headers={"Content-Disposition": disposition})


def _report_line(row: ImportRow, problem: Problem) -> dict[str, str | int]:
    said = problem.sentences(language())
    column = problem.place.column or ""
    told = {"wat": said["what"], "waarom": said["why"], "oplossing": said["remedy"]}
    return {"rij": row.row, "kolom": column, "code": problem.code, **told}


def _told(problem: Problem) -> dict[str, str]:
    said = problem.sentences(language())
    return {"place": problem.place.text(language()), "column": problem.place.column or "", **said}


def _frame(one: Import) -> dict[str, Any]:
    return {"one": one, "labels": {"import": one.file_name}, "stages": list(_stages(one))}


def _stages(one: Import) -> Iterable[tuple[str, str]]:
    """The steps of the way, each done, here or to come."""
    names = (_("Bestand"), _("Kolommen"), _("Kiezen"), _("Klaar"))
    here = {Stage.COLUMNS: 1, Stage.PLANNING: 1, Stage.CHOOSING: 2, Stage.WRITING: 2, Stage.DONE: 3}[Stage(one.stage)]
    return ((name, "done" if at < here else "here" if at == here else "") for at, name in enumerate(names))


def _address(one: Import) -> str:
    return str(redirect("import", listing=one.public_id)["Location"])
