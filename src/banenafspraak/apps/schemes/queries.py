"""What the pages of schemes read: the book of the law, with the overlays of this installation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.checks import Error

from banenafspraak.core.kernel.problems import ProblemsError
from banenafspraak.core.schemes.reading import law_book

if TYPE_CHECKING:
    from banenafspraak.core.schemes.book import Book


def book() -> Book:
    """All schemes; the folder LAW_PATH of the installation adds rules of places."""
    return law_book(settings.INSTALLATION.law_path)


def law_faults(**_given: Any) -> list[Error]:
    """What is wrong in the law files, for the check at the start: each fault with its file and field."""
    try:
        book()
    except ProblemsError as error:
        return [Error(one.text("nl"), id=f"schemes.{one.code}") for one in error.problems]
    return []
