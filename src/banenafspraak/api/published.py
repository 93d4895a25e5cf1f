"""The published figures as the API and the files of open data show them. Where they are kept is known here alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from banenafspraak.core.figures import all_editions

if TYPE_CHECKING:
    from banenafspraak.core.figures import Editions


def editions() -> Editions:
    """All editions that this installation has."""
    return all_editions()
