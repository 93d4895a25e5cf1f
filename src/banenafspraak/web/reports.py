"""Trend reports as page and as PDF, of the nation and of each region; of the invented nation where there is one.

A report is told and set once and kept by the digest of what it says, in the data folder: a server that lacks it makes
the same again. So nothing is kept twice, and nothing that has changed is shown.
"""

from __future__ import annotations

import json
import threading
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from banenafspraak.apps.figures import queries
from banenafspraak.core import figures, reports as core_reports
from banenafspraak.core.figures import series_labels
from banenafspraak.core.figures.trend import About, published_trend, say, whole
from banenafspraak.core.invented.figures import invented_trend
from banenafspraak.core.kernel.receipts import sha256_file, sha256_text
from banenafspraak.core.regions import region as region_named, regions
from banenafspraak.core.reports.paper import pdf
from banenafspraak.core.reports.story import tell
from banenafspraak.core.reports.trend import Basis, Source, Tile, TileMap
from banenafspraak.web.figures import language
from banenafspraak.web.kept import kept
from banenafspraak.web.selection import INVENTED

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest

    from banenafspraak.core.figures import Editions
    from banenafspraak.core.invented.figures import InventedSeries
    from banenafspraak.core.reports.numbers import Value
    from banenafspraak.core.reports.trend import Trend

MOST_KEPT = 400
_one_at_a_time = threading.Lock()


@dataclass(frozen=True, slots=True)
class Report:
    """A report as it is kept: what a page shows, and the paper."""

    story: Mapping[str, Any]
    paper: bytes


@require_safe
@kept
def report(request: HttpRequest, region: str = "") -> HttpResponse:
    """A report as a page."""
    made = made_once(_trend(request, region))
    invented = request.GET.get("reeks") == INVENTED
    name = _region_name(region) or _("Nederland")
    labels = {"region": name}
    return render(
        request, "web/report.html", {"story": made.story, "region": region, "invented": invented, "labels": labels}
    )


@require_safe
@kept
def paper(request: HttpRequest, region: str = "") -> HttpResponse:
    """A report as an accessible PDF."""
    trend = _trend(request, region)
    name = f"{'verzonnen-' if trend.invented else ''}{trend.slug}.pdf"
    headers = {"Content-Disposition": f'inline; filename="{name}"'}
    return HttpResponse(made_once(trend).paper, content_type="application/pdf", headers=headers)


def made_once(trend: Trend) -> Report:
    """A report from the folder, made when it is not there."""
    folder = settings.INSTALLATION.data_dir / "reports"
    stem = folder / sha256_text(f"{maker()} {trend!r}")[:32]
    story, sheet = stem.with_suffix(".json"), stem.with_suffix(".pdf")
    with _one_at_a_time:
        if not (story.exists() and sheet.exists()):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            told = tell(trend)
            _write(sheet, pdf(told))
            _write(story, json.dumps(asdict(told), default=str).encode())
            _let_go(folder)
        return Report(json.loads(story.read_bytes()), sheet.read_bytes())


@cache
def maker() -> str:
    """The digest of what tells and sets a report: another program makes it anew."""
    found = sorted(file for room in (figures, core_reports) for file in Path(room.__file__ or "").parent.rglob("*.*"))
    return sha256_text("".join(sha256_file(file) for file in found if "__pycache__" not in file.parts))


def _write(file: Path, content: bytes) -> None:
    """A file that is there whole or not at all, also for another process."""
    with NamedTemporaryFile(dir=file.parent, delete=False) as beside:
        beside.write(content)
    file.parent.joinpath(beside.name).replace(file)


def _let_go(folder: Path) -> None:
    """The oldest files go when there are many."""
    found = sorted(folder.iterdir(), key=lambda file: file.stat().st_mtime)
    for file in found[: -2 * MOST_KEPT]:
        file.unlink(missing_ok=True)


def _trend(request: HttpRequest, slug: str) -> Trend:
    here = region_named(slug) if slug else None
    if slug and (here is None or here.slug != slug):
        raise Http404
    code = here.code if here else ""
    lang = language()
    if request.GET.get("reeks") == INVENTED:
        series = queries.invented()
        if series is None:
            raise Http404
        place = here.name if here else _("Verzonnen land")
        return invented_trend(series, About(lang, place, code, _invented_tiles(series)))
    known = queries.editions()
    return published_trend(known, About(lang, here.name if here else say(lang, "nation"), code, _tiles(known)))


def _region_name(slug: str) -> str:
    found = region_named(slug) if slug else None
    return found.name if found else ""


def _invented_tiles(series: InventedSeries) -> TileMap:
    last = max(one.measured_on for one in series.figures)
    values = {one.region: one.extra_jobs for one in series.figures if one.region and one.measured_on == last}
    basis = Basis(_("verzonnen"), "D", series.source(language()), last)
    return TileMap(_("verzonnen extra banen"), _each(values), basis)


def _tiles(known: Editions) -> TileMap:
    """The map of the newest day with published figures by region; without any it says so."""
    found = whole(known.figures("uwv_quarterly", places=known.places - {None}))
    label = series_labels()["uwv_quarterly"]
    if not found:
        basis = Basis(label.label(language()), label.mark, Source(label.source.title, label.source.address))
        return TileMap(_("extra banen"), _each({}), basis)
    first = found[0]
    values = {one.region: one.extra_jobs for one in found if one.region and one.measured_on == first.measured_on}
    source = Source(first.source.title, first.source.address)
    return TileMap(
        _("extra banen"), _each(values), Basis(label.label(language()), first.mark, source, first.measured_on)
    )


def _each(values: Mapping[str, Value]) -> tuple[Tile, ...]:
    return tuple(
        Tile(one.code, one.name, one.tile_row, one.tile_col, values.get(one.code), one.short) for one in regions()
    )
