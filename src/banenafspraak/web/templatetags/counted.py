"""Tags for the outcome of a count: what became of rows, notes, and amounts, in the language of the page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from django import template
from django.utils import translation

from banenafspraak.core.counting import own_files
from banenafspraak.core.counting.fates import fates
from banenafspraak.core.reports import numbers

if TYPE_CHECKING:
    from collections.abc import Mapping

    from banenafspraak.core.kernel.problems import Language

register = template.Library()


def _language() -> Language:
    return cast("Language", translation.get_language() or "nl")


@dataclass(frozen=True, slots=True)
class Lot:
    """What became of a row, in a sentence, with the article."""

    text: str
    article: str


@register.simple_tag
def fate(code: str) -> Lot:
    """What became of a row."""
    found = fates()[code]
    return Lot(found.sentence(_language()), found.article)


@register.simple_tag
def note(code: str, values: Mapping[str, str | int] | None = None) -> str:
    """A note of a count."""
    return own_files.said(code, values or {}, _language())


@register.filter
def euros(cents: int) -> str:
    """An amount."""
    return numbers.euros(cents, _language())
