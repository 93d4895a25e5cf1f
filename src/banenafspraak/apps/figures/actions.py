"""What changes the figures of a site: an edition is imported, or the invented series is filled in."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction

from banenafspraak.apps.figures import queries
from banenafspraak.apps.figures.models import Edition, InventedSeries
from banenafspraak.core.figures import brought, read_edition
from banenafspraak.core.figures.keeping import sealed
from banenafspraak.core.invented.counted import count_invented
from banenafspraak.core.invented.figures import written
from banenafspraak.core.kernel.problems import Place, stop
from banenafspraak.core.kernel.receipts import sha256_text

if TYPE_CHECKING:
    from banenafspraak.core.figures import Brought, Import

SCALE, SEED = Fraction(1, 100), 1
"""A nation small enough to be counted while someone waits for the site, with figures in most regions."""


def import_edition(asked: Import) -> Brought:
    """Check an edition beside those that are there and keep it; gives what it brings.

    Raises:
        ProblemsError: with everything that keeps the file from being an edition.
    """
    known = queries.editions()
    made = read_edition(asked, known)
    content = sealed(made).decode()
    try:
        with transaction.atomic():
            Edition.objects.create(name=made.name, sha256=sha256_text(content), content=content)
    except IntegrityError:  # another came between our look and our write
        raise stop("edition-name-taken", Place("--edition")) from None
    return brought(made, known)


def fill_invented() -> None:
    """Count the invented nation and keep its figures, once."""
    if not InventedSeries.objects.exists():
        content = written(count_invented(SCALE, SEED))
        InventedSeries.objects.get_or_create(sha256=sha256_text(content), defaults={"content": content})
