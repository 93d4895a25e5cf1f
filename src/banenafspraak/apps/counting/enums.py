"""The words of this room: where a remedy is another on the site than at the command line, it stands here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.utils.functional import _StrPromise

    from banenafspraak.core.kernel.problems import Language, Problem

REMEDIES: Mapping[str, _StrPromise] = {
    "column-missing": _("Voeg de kolom toe, of wijs hieronder aan hoe hij in uw bestand heet."),
    "columns-double": _("Verwijder of hernoem een van de twee kolommen."),
    "csv-no-header": _("Zet bovenaan een rij met de namen van de kolommen."),
    "csv-broken": _("Sla het bestand opnieuw op als CSV in UTF-8."),
    "file-empty": _("Maak het bestand opnieuw en kies het nog eens."),
    "file-kind-unknown": _("Sla het op als een van deze soorten. Pak een zip-bestand eerst uit."),
    "hours-ambiguous": _("Schrijf de uren met een komma en twee cijfers erachter, zoals 110,92."),
    "disk-full": _("Probeer het later nog eens. Uw bestanden zijn niet bewaard."),
    "output-not-writable": _("Probeer het later nog eens. Uw bestanden zijn niet bewaard."),
}


@dataclass(frozen=True, slots=True)
class Told:
    """A problem in the words of the reader: where, what, why, and what to do."""

    code: str
    place: str
    column: str
    what: str
    why: str
    remedy: str


def told(problem: Problem, lang: Language) -> Told:
    """A problem as the site tells it."""
    text = problem.sentences(lang)
    remedy = str(REMEDIES.get(problem.code, text["remedy"]))
    place = problem.place
    return Told(problem.code, place.text(lang), place.column or "", text["what"], text["why"], remedy)
