"""What is paid for guidance, adaptations, interpreters, transport and learning.

Wet WIA 35 and 36 (BWBR0019057), Reintegratiebesluit 2 to 12 (BWBR0019152), SLIM and praktijkleren.
"""

from __future__ import annotations

from banenafspraak.core.schemes.derived import threshold
from banenafspraak.core.schemes.exact import Exact, chosen, least, rounded
from banenafspraak.core.schemes.means import The, UnknownValueError
from banenafspraak.core.schemes.rules.allowances import paid_hours

LEVELS = ("zeer_licht", "licht", "midden", "intensief")
FULL_FROM = 2400


def own_job_coach(the: The) -> Exact:
    """The standard amount of a year at 24 hours or more (Reintegratiebesluit 12); below it we found no amount."""
    amount = the.value(f"bedrag_{LEVELS[0]}")
    for level in LEVELS[1:]:
        amount = chosen(the.is_choice("begeleiding", level), the.value(f"bedrag_{level}"), amount)
    if the.single and the.number("uren_per_week").over < FULL_FROM:
        raise UnknownValueError("bedrag_licht")
    return the.step("vast_bedrag", amount)


def adaptation(the: The) -> Exact:
    """The costs without VAT; the condition says that they are above the threshold (Reintegratiebesluit 3)."""
    the.step("drempel", rounded(threshold(the)))
    if the.single and the.has("voordeel_aanpassing") and _weighs(the):
        raise UnknownValueError("voordeel_telt_vanaf")
    return the.step("kosten", the.number("kosten_aanpassing"))


def _weighs(the: The) -> bool:
    """Whether UWV counts the advantage of the firm itself against it (Reintegratiebesluit 10): how, it decides."""
    return the.number("voordeel_aanpassing").fraction > the.value("voordeel_telt_vanaf").fraction


def interpreter(the: The) -> Exact:
    """Hours of interpreting, at most 15 percent of the working time (Reintegratiebesluit 7 and 7a)."""
    most = paid_hours(the) * the.percent("deel_van_werktijd")
    hours = the.step("tolkuren", least(the.number("tolkuren"), most), "uur")
    return the.step("vergoeding", rounded(hours * the.value("per_uur")))


def transport(the: The) -> Exact:
    """Kilometres of transport in a year (Reintegratiebesluit 5)."""
    return the.step("vergoeding", rounded(the.number("kilometers") * the.value("per_kilometer")))


def up_to(the: The) -> Exact:
    """The most that can be granted; what will be granted is not known."""
    return the.step("tot", the.value("meest"))
