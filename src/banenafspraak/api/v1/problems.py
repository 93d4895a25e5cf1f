"""What is said when a question cannot be answered: RFC 9457, in plain Dutch, everything wrong at once.

A problem never repeats what was sent: it names the place.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from django.utils.functional import _StrPromise

MEDIA_TYPE = "application/problem+json"
PAGE = "/api/"


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of problem: the status, what is wrong, and what to do."""

    status: int
    title: _StrPromise
    detail: _StrPromise


KINDS: Mapping[str, Kind] = MappingProxyType(
    {
        "vraag-onjuist": Kind(
            400, _("De vraag klopt niet"), _("Kijk bij fouten wat er mis is. Verbeter dat en vraag opnieuw.")
        ),
        "niet-openbaar": Kind(403, _("Dit is niet openbaar"), _("Zonder in te loggen kunt u dit niet zien.")),
        "sleutel-onjuist": Kind(
            401,
            _("Deze sleutel opent niets"),
            _("Geef een geldige sleutel mee: Authorization: Bearer bna_… Uw beheerder kan er een maken."),
        ),
        "geval-onjuist": Kind(
            422, _("Dit geval klopt niet"), _("Kijk bij fouten wat er mis is. Verbeter dat en stuur het opnieuw.")
        ),
        "te-vaak": Kind(
            429, _("U vraagt te vaak"), _("Wacht een minuut. Hoe vaak het met een sleutel mag, staat bij de sleutel.")
        ),
        "niet-gevonden": Kind(404, _("Dit is er niet"), _("Kijk in /api/v1/openapi.json welke adressen er zijn.")),
        "alleen-lezen": Kind(
            405,
            _("Zo kunt u dit niet vragen"),
            _("Kijk in de header Allow hoe het wel kan. Bijna alles leest u met GET."),
        ),
        "te-groot": Kind(413, _("U stuurt te veel"), _("Stuur alleen een vraag, of een geval van ten hoogste 64 kB.")),
        "fout-bij-ons": Kind(500, _("Er ging iets mis bij ons"), _("Probeer het over een paar minuten opnieuw.")),
    }
)
"""Every kind of problem by its name, which stands at the end of its `type`. The page of the API explains them."""
BY_STATUS = {kind.status: name for name, kind in KINDS.items()}
OTHER, OURS, SERVER_FAULTS = "vraag-onjuist", "fout-bij-ons", 500


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong with a question: the parameter, and what is wrong with it."""

    place: str
    reason: str


@dataclass(frozen=True, slots=True)
class AskedWrongError(Exception):
    """A question that cannot be answered as it was put, with everything that is wrong with it."""

    faults: tuple[Fault, ...] = field(default=())


def problem(kind: str, faults: Iterable[Fault] = (), status: int | None = None) -> HttpResponse:
    """The answer that tells of a problem."""
    told = KINDS[kind]
    body: dict[str, Any] = {
        "type": f"{PAGE}#{kind}",
        "title": str(told.title),
        "status": status or told.status,
        "detail": str(told.detail),
    }
    if found := [{"plaats": each.place, "reden": each.reason} for each in faults]:
        body["fouten"] = found
    text = json.dumps(body, ensure_ascii=False)
    return HttpResponse(text, status=body["status"], content_type=MEDIA_TYPE)


def problem_of(status: int) -> HttpResponse:
    """The answer for a status that came from elsewhere, such as an address that is not there."""
    otherwise = OURS if status >= SERVER_FAULTS else OTHER
    return problem(BY_STATUS.get(status, otherwise), status=status)
