"""Placements of a portfolio, in domain words. Nobody in them exists."""

from datetime import timedelta

from django.utils import timezone

from banenafspraak.apps.schemes.actions.placements import Kept, add, open_portfolio
from banenafspraak.core.schemes.portfolio import read_placed

FACTS = {
    "geboortedatum": "1995-04-12",
    "begeleid_door_gemeente": "ja",
    "kan_minimumloon_verdienen": "nee",
    "kan_werken": "ja",
    "arbeidsovereenkomst": "ja",
    "wsw": "geen",
    "andere_loonsubsidie": "nee",
    "loonwaarde": "60",
    "loonwaarde_op_werkplek_gemeten": "ja",
    "lks_aangevraagd": "nog_niet",
    "uren_per_week": "28,5",
    "voltijd_uren": "38",
    "loon_per_maand": "1800",
    "in_doelgroepregister": "ja",
    "verloonde_uren": "800",
}


def starts_in(days):
    """A first working day so many days from now."""
    return (timezone.localdate() + timedelta(days)).isoformat()


def kept(label="magazijn 3", *, consent=False, in_days=365, **facts):
    """A placement as it is to be kept."""
    typed = {"startdatum": starts_in(40), **FACTS, **facts}
    placed = read_placed(label, typed, timezone.localdate(), consent=consent)
    return Kept(placed, timezone.localdate() + timedelta(in_days))


def placement(actor, organisation, label="magazijn 3", **given):
    """A placement that is kept."""
    return add(actor, open_portfolio(actor, organisation), kept(label, **given))
