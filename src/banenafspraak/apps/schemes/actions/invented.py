"""Invented placements for a practice site: of the employer of its invented people."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from banenafspraak.apps.accounts.enums import Kind
from banenafspraak.apps.accounts.models import Appointment
from banenafspraak.apps.organisations.models import Organisation
from banenafspraak.apps.reminders.watches import days
from banenafspraak.apps.schemes.actions.clock import KEEPING
from banenafspraak.apps.schemes.actions.placements import reckon_one
from banenafspraak.apps.schemes.models import Placement, Portfolio
from banenafspraak.core.organisations.reference import public_id
from banenafspraak.core.schemes.portfolio import read_placed

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

BY_MUNICIPALITY: Mapping[str, str] = {
    "begeleid_door_gemeente": "ja",
    "kan_minimumloon_verdienen": "nee",
    "kan_werken": "ja",
    "arbeidsovereenkomst": "ja",
    "wsw": "geen",
    "andere_loonsubsidie": "nee",
    "loonwaarde_op_werkplek_gemeten": "ja",
    "in_doelgroepregister": "ja",
}
SOME: tuple[tuple[str, int, Mapping[str, str]], ...] = (
    (
        "magazijn 1",
        20,
        {**BY_MUNICIPALITY, "geboortedatum": "1996-03-14", "loonwaarde": "60", "uren_per_week": "32"}
        | {"voltijd_uren": "38", "loon_per_maand": "2000", "lks_aangevraagd": "nog_niet", "woongemeente": "Zwolle"},
    ),
    (
        "kantine 2",
        -200,
        {**BY_MUNICIPALITY, "geboortedatum": "1988-09-02", "loonwaarde": "75", "uren_per_week": "20"}
        | {
            "voltijd_uren": "36",
            "loon_per_maand": "1350",
            "lks_aangevraagd": "voor_de_start",
            "verloonde_uren": "1040",
        },
    ),
    ("kantoor 3", 60, {"in_doelgroepregister": "ja", "uren_per_week": "28", "kan_minimumloon_verdienen": "ja"}),
)
"""Label, days from now to the first working day, and what is known."""


def fill_invented_placements() -> None:
    """A portfolio of three placements where an invented person keeps one."""
    if Placement.objects.filter(invented=True).exists():
        return
    held = Appointment.objects.filter(role__in=KEEPING, scope_kind=Kind.ORGANISATION, account__invented=True).first()
    employer = Organisation.objects.filter(public_id=held.scope_id, invented=True).first() if held else None
    if held is None or employer is None:
        return
    today = timezone.localdate()
    with transaction.atomic():
        portfolio = Portfolio.objects.get_or_create(organisation=employer, region="")[0]
        for number, (label, starts_in, known) in enumerate(SOME, 1):
            reckon_one(_invented(portfolio, number, label, {**known, **_start(today, starts_in)}, today))


def _start(today: date, starts_in: int) -> Mapping[str, str]:
    return {"startdatum": (today + timedelta(starts_in)).isoformat()}


def _invented(portfolio: Portfolio, number: int, label: str, known: Mapping[str, str], today: date) -> Placement:
    placed = read_placed(label, known, today, consent=False)
    return Placement.objects.create(
        public_id=public_id(f"plaatsing-{number}"),
        portfolio=portfolio,
        label=placed.label,
        facts=dict(placed.facts),
        ends_on=today + timedelta(days("placement_usual")),
        invented=True,
    )
