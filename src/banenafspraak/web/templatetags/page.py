"""Tags for pages: numbers and dates as the reader writes them, and the breadcrumb."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django import template
from django.utils import translation

from banenafspraak.core.reports import numbers
from banenafspraak.web.navigation import breadcrumb as steps

if TYPE_CHECKING:
    from datetime import date

    from banenafspraak.core.figures import SeriesLabel
    from banenafspraak.core.kernel.problems import Language

register = template.Library()


def _language() -> Language:
    return cast("Language", translation.get_language() or "nl")


@register.filter
def figure(value: numbers.Value, places: int = 0) -> str:
    """A number as the reader writes it, or in words why there is none."""
    return numbers.shown(value, _language(), places)


@register.filter
def day(value: date) -> str:
    """A date in words."""
    return numbers.day(value, _language())


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
