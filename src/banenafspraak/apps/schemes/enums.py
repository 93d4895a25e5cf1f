"""The words of this room: from whose side one looks, and what the site says where a form goes wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.utils.functional import _StrPromise


class Viewpoint(TextChoices):
    """From whose side the questions are answered."""

    EMPLOYER = "werkgever", _("Ik ben werkgever")
    CANDIDATE = "kandidaat", _("Ik ben kandidaat of werknemer, of help die als jobcoach")


NOTHING_CHOSEN = _("Geef een antwoord. Weet u het niet? Kies dat dan.")
BETWEEN = _("Dit kan niet. Het ligt tussen {lowest} en {highest}.")
REMEDIES: Mapping[str, _StrPromise] = {
    "case-kind": _("Kijk naar het voorbeeld. Weet u het niet? Kies dat dan."),
    "case-choice": _("Kies een van de antwoorden die er staan."),
    "case-municipality": _("Kies een gemeente uit de lijst."),
}
CONTRADICTS = _("Verander dit antwoord of het andere. Weet u het niet? Kies dat dan.")
EXAMPLES: Mapping[str, _StrPromise] = {
    "datum": _("Bijvoorbeeld 1-12-2026."),
    "gemeente": _("Bijvoorbeeld Zwolle."),
    "uren": _("Bijvoorbeeld 32 of 28,5."),
    "bedrag": _("Bijvoorbeeld 2400 of 2400,50."),
    "geheel": _("Een heel getal."),
}
