"""Tags for pages: numbers and dates as the reader writes them, and the breadcrumb."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, cast

from django import template
from django.utils import translation
from django.utils.translation import gettext as _

from banenafspraak.core.regions import region
from banenafspraak.core.regions.membership import municipality_named
from banenafspraak.core.reports import numbers
from banenafspraak.core.reports.words import say
from banenafspraak.web.navigation import breadcrumb as steps
from banenafspraak.web.selection import SECTORS, WORK

if TYPE_CHECKING:
    from collections.abc import Sequence

    from banenafspraak.core.figures import SeriesLabel
    from banenafspraak.core.figures.norms import Sector
    from banenafspraak.core.figures.published import EmploymentType
    from banenafspraak.core.kernel.problems import Language

register = template.Library()


def _language() -> Language:
    return cast("Language", translation.get_language() or "nl")


@register.filter
def figure(value: numbers.Value, places: int = 0) -> str:
    """A number as the reader writes it, or in words why there is none."""
    return numbers.shown(value, _language(), places)


@register.filter
def signed(value: numbers.Number, places: int = 0) -> str:
    """A difference with its sign."""
    return numbers.signed(value, _language(), places)


@register.filter
def moment(value: date) -> str:
    """A reference date, short: the year for its last day, else the quarter."""
    return numbers.moment(value, _language())


@register.filter(expects_localtime=True)
def day(value: date) -> str:
    """A date in words; of a moment the day that it is here."""
    return numbers.day(value, _language())


@register.filter
def iso_day(text: str) -> str:
    """A day that is kept as text, in words."""
    return numbers.day(date.fromisoformat(text), _language())


@register.filter
def sector(code: Sector) -> str:
    """A sector in words."""
    return str(dict(SECTORS.values())[code])


@register.filter
def work(code: EmploymentType) -> str:
    """A kind of work in words."""
    return str(dict(WORK.values())[code])


@register.filter
def place(code: str | None) -> str:
    """The name of a region, or the nation."""
    found = region(code) if code else None
    return found.name if found else _("Nederland")


@register.filter
def municipality(code: str) -> str:
    """The name of a municipality."""
    found = municipality_named(code)
    return found.name if found else code


@register.filter
def unsure(mark: str) -> str:
    """What stands beside a fact that nobody checked; nothing beside one that was."""
    return _("(nog niet gecontroleerd)") if mark == "U" else ""


@register.filter
def certainty(mark: str) -> str:
    """How sure a figure is."""
    return say(_language(), f"mark_{mark}")


@register.filter
def beside(row: Sequence[str], head: Sequence[tuple[str, bool]]) -> list[tuple[str, str, bool]]:
    """The cells of a row, each with its heading and whether it is a number."""
    return [(cell, heading, number) for cell, (heading, number) in zip(row, head, strict=True)]


@register.filter
def label(series: SeriesLabel) -> str:
    """The name of a series."""
    return series.label(_language())


@register.inclusion_tag("web/_breadcrumb.html", takes_context=True)
def breadcrumb(context: template.Context) -> dict[str, Any]:
    """The way to this page; a view names the pages without a name of their own in `labels`."""
    match = context["request"].resolver_match
    kwargs: dict[str, str] = match.kwargs if match else {}
    return {"steps": list(steps(context["view_name"], kwargs, context.get("labels") or {}))}
