"""The pages of who speaks for a sector: what its employers share, per year, and the sum of what is shown.

A file holds what the page of that year shows, and nothing else. Each employer can read in its trail who looked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from banenafspraak.apps.accounts.access import actor_of, needs
from banenafspraak.apps.accounts.enums import Permission
from banenafspraak.apps.counting import queries
from banenafspraak.apps.counting.access import require_sees, sectors_seen
from banenafspraak.apps.counting.actions.kept import tell_shared_look
from banenafspraak.apps.counting.views.own import CSV, XLSX
from banenafspraak.apps.organisations.queries import sector_name
from banenafspraak.core.counting.own_shared import Together, together
from banenafspraak.core.reports.spreadsheets import Sheet, workbook
from banenafspraak.core.tables.writing import Cell, csv_bytes

if TYPE_CHECKING:
    from banenafspraak.apps.counting.queries import Shown

ON_A_PAGE = 50
COLUMNS = ("jaar", "werkgever", "banen_regulier", "banen_inleen", "banen", "personen", "bewaard_op", "opmerking")


@never_cache
@require_safe
@needs(Permission.SEE_SHARED_COUNTS)
def shared_counts(request: HttpRequest) -> HttpResponse:
    """The sectors in which one may see what is shared, and how many employers share there."""
    actor = actor_of(request)
    numbers = queries.sharing(actor)
    sectors = [(slug, sector_name(slug), numbers.get(slug, 0)) for slug in sectors_seen(actor)]
    return render(request, "counting/shared_counts.html", {"sectors": sectors})


def _rows(request: HttpRequest, sector: str, deed: str) -> tuple[int | None, list[int], list[Shown]]:
    """The year that is asked for, or the newest; all years; and what is shown of it. The look is told."""
    actor = actor_of(request)
    if not sector_name(sector):
        raise Http404
    require_sees(actor, sector)
    found = queries.shared_in(actor, sector)
    asked = request.GET.get("jaar", "")
    year = next((one for one in found if str(one) == asked), next(iter(found), None))
    rows = found[year] if year is not None else []
    if rows:
        tell_shared_look(actor, sector, (row.organisation for row in rows), deed)
    return year, list(found), rows


@never_cache
@require_safe
@needs(Permission.SEE_SHARED_COUNTS)
def shared_count(request: HttpRequest, sector: str) -> HttpResponse:
    """What employers share with a sector of one year, and the sum of what is shown."""
    year, years, rows = _rows(request, sector, "seen")
    context = {
        "sector": sector,
        "name": sector_name(sector),
        "labels": {"shared_count": sector_name(sector)},
        "year": year,
        "years": years,
        "page_of": Paginator(rows, ON_A_PAGE).get_page(request.GET.get("pagina")),
        "asked": f"jaar={year}&",
        "sum": together(row.year for row in rows),
        "invented": any(row.invented for row in rows),
    }
    return render(request, "counting/shared_count.html", context)


@never_cache
@require_safe
@needs(Permission.SEE_SHARED_COUNTS)
def shared_file(request: HttpRequest, sector: str, file: str) -> HttpResponse:
    """The same as a file."""
    if file not in FILES:
        raise Http404
    year, _years, rows = _rows(request, sector, "taken")
    kind, make = FILES[file]
    headers = {"Content-Disposition": f'attachment; filename="gedeeld-{sector}-{year or 0}.{file.partition(".")[2]}"'}
    return HttpResponse(make(list(_lines(rows))), content_type=kind, headers=headers)


def _lines(rows: list[Shown]) -> Iterator[dict[str, Cell]]:
    for row in rows:
        yield {
            "jaar": row.year.year,
            "werkgever": row.organisation.name,
            "banen_regulier": row.year.regular,
            "banen_inleen": row.year.lent,
            "banen": row.year.jobs,
            "personen": row.year.persons,
            "bewaard_op": timezone.localdate(row.kept_at).isoformat(),
            "opmerking": "; ".join(_remarks(row)),
        }
    if found := together(row.year for row in rows):
        yield _sum_line(found, invented=any(row.invented for row in rows))


def _remarks(row: Shown) -> Iterator[str]:
    if row.invented:
        yield _("verzonnen")
    if row.year.compared:
        yield _("afgeschermd: te weinig anders dan wat eerder is gedeeld")
    elif row.year.jobs is None:
        yield _("afgeschermd: minder dan 10 mensen")
    elif row.year.regular is None or row.year.lent is None:
        yield _("soort werk afgeschermd: minder dan 10 mensen")


def _sum_line(found: Together, *, invented: bool) -> dict[str, Cell]:
    told = _("samen: banen van {jobs} werkgevers, soort werk van {split}").format(
        jobs=found.jobs_of, split=found.split_of
    )
    return {
        "jaar": found.year,
        "werkgever": _("Samen"),
        "banen_regulier": found.regular,
        "banen_inleen": found.lent,
        "banen": found.jobs,
        "personen": found.persons,
        "bewaard_op": None,
        "opmerking": f"{_('verzonnen')}; {told}" if invented else told,
    }


FILES: Mapping[str, tuple[str, Callable[[list[dict[str, Cell]]], bytes]]] = {
    "gedeeld.csv": (CSV, lambda lines: csv_bytes(COLUMNS, lines)),
    "gedeeld.xlsx": (XLSX, lambda lines: workbook([Sheet("gedeeld", COLUMNS, lines)])),
}
