"""An invented population for the schemes: people with a job, drawn at random from a seed, none of them real.

Shares are ours and only plausible; what is drawn is consistent, so that a case of it contradicts nothing.
"""

from __future__ import annotations

from datetime import date

import numpy as np

from banenafspraak.core.regions.membership import municipalities
from banenafspraak.core.schemes import days
from banenafspraak.core.schemes.facts import facts
from banenafspraak.core.schemes.means import UNKNOWN_VALUE
from banenafspraak.core.schemes.population import Column, People

YES_NO_SHARES = {
    "kan_werken": 0.97,
    "arbeidsovereenkomst": 0.96,
    "andere_loonsubsidie": 0.03,
    "vaste_subsidie_afgesproken": 0.1,
    "begeleid_voor_de_start": 0.6,
    "uwv_stelde_vast": 0.4,
    "in_dienst_half_jaar_ervoor": 0.1,
    "lkv_groep_bij_start": 0.7,
    "lkv_in_aangifte": 0.8,
    "gedetacheerd": 0.1,
    "belemmerd_bij_school": 0.1,
    "gebleven_na_wia": 0.02,
    "uitkering_voor_start": 0.5,
    "weer_aan_het_werk_bij_u": 0.02,
    "beperking_duurt_half_jaar": 0.8,
    "werknemer_ingelicht": 0.9,
    "heel_dagloon_gevraagd": 0.5,
}
BENEFITS = {
    "geen": 0.3, "bijstand": 0.25, "ww": 0.05, "wajong": 0.28, "wajong_geen_arbeidsvermogen": 0.02,
    "wia_wga": 0.06, "wia_iva": 0.02, "wao": 0.02,
}  # fmt: skip
UNKNOWN_SHARE = 0.02
GUIDED, REGISTERED, HAD_WAJONG, EARNS = 0.6, 0.8, 0.02, 0.3
GAPS = ("in_doelgroepregister", "loonwaarde", "einddatum", "begeleid_door_gemeente", "verloonde_uren")


def invented_people(size: int, seed: int, year: int = 2026, *, gaps: bool = True) -> People:
    """So many invented people who have, had or get a job around a year.

    Args:
        size: how many.
        seed: the same seed draws the same people.
        year: the calendar year about which questions will be asked.
        gaps: leave some facts unknown for some, as in real files.
    """
    draw = np.random.default_rng(seed)
    columns: dict[str, Column] = {
        name: (draw.random(size) < share).astype(np.int64) for name, share in YES_NO_SHARES.items()
    }
    columns |= _persons(draw, size, year)
    columns |= _jobs(draw, size, year)
    if gaps:
        for name in GAPS:
            columns[name] = np.where(draw.random(size) < UNKNOWN_SHARE, UNKNOWN_VALUE, columns[name])
    return People(columns, size)


def _persons(draw: np.random.Generator, size: int, year: int) -> dict[str, Column]:
    benefit = _chosen(draw, size, "uitkering", BENEFITS)
    wajong = np.isin(benefit, [facts()["uitkering"].code(one) for one in ("wajong", "wajong_geen_arbeidsvermogen")])
    guided = ((draw.random(size) < GUIDED) & ~wajong).astype(np.int64)
    homes = np.array([int(one.code.removeprefix("GM")) for one in municipalities(date(2025, 1, 1))])
    register = (draw.random(size) < REGISTERED).astype(np.int64)
    ground = draw.integers(0, len(facts()["register_grond"].choices), size)
    return {
        "geboortedatum": draw.integers(days.number(date(year - 68, 1, 1)), days.number(date(year - 16, 1, 1)), size),
        "woongemeente": homes[draw.integers(0, len(homes), size)],
        "uitkering": benefit,
        "wajong_gehad": (wajong | (draw.random(size) < HAD_WAJONG)).astype(np.int64),
        "begeleid_door_gemeente": guided,
        "in_doelgroepregister": register,
        "register_grond": np.where(register == 1, ground, UNKNOWN_VALUE),
        "wia_grond": _chosen(draw, size, "wia_grond", {"wia": 0.08, "minder_dan_35": 0.02, "geen": 0.9}),
        "wia_toegekend_op": np.full(size, UNKNOWN_VALUE),
        "schoolsoort": _chosen(draw, size, "schoolsoort", {"geen": 0.8, "pro": 0.08, "vso": 0.08, "entree": 0.04}),
        "school_verlaten_op": draw.integers(days.number(date(year - 8, 1, 1)), days.number(date(year, 12, 31)), size),
        "kan_minimumloon_verdienen": (draw.random(size) < EARNS).astype(np.int64),
        "loonwaarde": draw.integers(20, 101, size),
        "beschut_werk_advies": np.zeros(size, np.int64),
        "beschut_werk_besluit": np.zeros(size, np.int64),
        "wsw": _chosen(draw, size, "wsw", {"geen": 0.9, "artikel_2": 0.07, "artikel_7": 0.03}),
    }


def _jobs(draw: np.random.Generator, size: int, year: int) -> dict[str, Column]:
    start = draw.integers(days.number(date(year - 4, 1, 1)), days.number(date(year, 12, 1)), size)
    hours = draw.integers(8, 41, size) * 100
    return {
        "startdatum": start,
        "einddatum": start + draw.integers(90, 2500, size),
        "uren_per_week": hours,
        "voltijd_uren": draw.choice(np.array([3600, 3800, 4000]), size),
        "loon_per_maand": hours * draw.integers(1400, 2200, size) * 52 // 1200,
        "verloonde_uren": hours * 52 // 100,
        "gemiddeld_uurloon": draw.integers(1300, 2200, size),
        "prestatie": draw.integers(20, 101, size),
        "doelgroepverklaring": _chosen(
            draw, size, "doelgroepverklaring", {"op_tijd": 0.6, "nog_niet": 0.3, "te_laat": 0.1}
        ),
        "lks_aangevraagd": _chosen(
            draw, size, "lks_aangevraagd", {"nog_niet": 0.1, "voor_de_start": 0.6, "half_jaar": 0.2, "later": 0.1}
        ),
        "is_ziek": np.zeros(size, np.int64),
        "verordening_geeft_loonsubsidie": np.zeros(size, np.int64),
    }


def _chosen(draw: np.random.Generator, size: int, fact: str, shares: dict[str, float]) -> Column:
    codes = np.array([facts()[fact].code(one) for one in shares])
    return draw.choice(codes, size, p=np.array(list(shares.values())))
