"""What each scheme is worth: one body per scheme, for one case and for many at once, in exact cents.

The conditions stand in law/; here stand the sums, each beside its article. A body asks the means for facts and values
and returns cents; a value that the law does not give on the day raises UnknownValueError, never a zero.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from banenafspraak.core.schemes.exact import Exact
from banenafspraak.core.schemes.means import The
from banenafspraak.core.schemes.rules import allowances, provisions, sickness, wages

Body = Callable[[The], Exact]

BODIES: Mapping[str, Body] = MappingProxyType(
    {
        "lks": wages.loonkostensubsidie,
        "lks_gemeentelijk": wages.by_law_subsidy,
        "beschut_werk": wages.loonkostensubsidie,
        "loondispensatie": wages.loondispensatie,
        "proefplaatsing_uwv": wages.wage_saved,
        "proefplaatsing_gemeente": wages.wage_saved,
        "lkv_banenafspraak": allowances.per_paid_hour,
        "lkv_arbeidsgehandicapt": allowances.per_paid_hour,
        "lkv_herplaatsing": allowances.per_paid_hour,
        "lkv_oudere": allowances.by_start,
        "liv": allowances.by_wage,
        "premiekorting": allowances.premiekorting,
        "norisk": sickness.norisk,
        "jobcoach_uwv_intern": provisions.own_job_coach,
        "werkplekaanpassing_uwv": provisions.adaptation,
        "tolk_werk": provisions.interpreter,
        "vervoer_werk": provisions.transport,
        "slim": provisions.up_to,
        "praktijkleren": provisions.up_to,
        "quotumheffing": allowances.quota_levy,
    }
)
"""Schemes that are worth money; the others give help, a place or a registration."""
UP_TO = frozenset({"slim", "praktijkleren"})
"""Schemes of which only the most is known."""
LENDS: Mapping[str, str] = MappingProxyType({"beschut_werk": "lks"})
"""Schemes that reckon with the values of another (Participatiewet 10b lid 9)."""
