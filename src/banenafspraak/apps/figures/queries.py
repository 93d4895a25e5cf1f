"""The figures that hold: those that come with the program with all imported editions, and apart from them the invented.

What was read is remembered by its digests: one short question to the database tells whether it still holds.
"""

from __future__ import annotations

from functools import lru_cache

from django.conf import settings

from banenafspraak.apps.figures.models import Edition, InventedSeries
from banenafspraak.core.figures import Editions, all_editions
from banenafspraak.core.figures.keeping import unsealed
from banenafspraak.core.invented import figures as invented_figures
from banenafspraak.core.kernel.problems import Place

REMEMBERED = 4


def version() -> tuple[str, ...]:
    """The digests of everything that is kept here: another version is another set of figures."""
    found = Edition.objects.values_list("sha256").union(InventedSeries.objects.values_list("sha256"), all=True)
    return tuple(sorted(digest for (digest,) in found))


def editions() -> Editions:
    """The figures that come with the program, and every edition that was imported.

    Raises:
        ProblemsError: a kept edition is not as it was kept.
    """
    return _editions(tuple(Edition.objects.order_by("pk").values_list("sha256", flat=True)))


def invented() -> invented_figures.InventedSeries | None:
    """The invented series; None where DEMO is off, whatever the database holds."""
    if not settings.INSTALLATION.demo:
        return None
    return _invented(InventedSeries.objects.order_by("-pk").values_list("sha256", flat=True).first())


@lru_cache(REMEMBERED)
def _editions(digests: tuple[str, ...]) -> Editions:
    kept = Edition.objects.filter(sha256__in=digests).order_by("pk")
    return all_editions([unsealed(each.content.encode(), Place(f"{each.name}.json")) for each in kept])


@lru_cache(REMEMBERED)
def _invented(digest: str | None) -> invented_figures.InventedSeries | None:
    return invented_figures.read(InventedSeries.objects.get(sha256=digest).content) if digest else None
