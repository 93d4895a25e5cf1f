"""What is done with kept counts: kept, renamed, kept longer, shared with a sector and no longer, deleted.

Each asks who may, writes, and tells the trail, in one transaction.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from banenafspraak.apps.accounts.access import SYSTEM
from banenafspraak.apps.accounts.actions import scope
from banenafspraak.apps.accounts.enums import Kind
from banenafspraak.apps.audit.actions import record, record_in
from banenafspraak.apps.counting import queries
from banenafspraak.apps.counting.access import require_keeps
from banenafspraak.apps.counting.models import KeptCount, OwnCount, Share
from banenafspraak.apps.organisations.models import Organisation
from banenafspraak.apps.reminders.watches import days
from banenafspraak.core.counting.own_kept import own_bytes, shared_data, to_keep
from banenafspraak.core.counting.own_shared import shared_years
from banenafspraak.core.kernel.problems import stop

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from banenafspraak.apps.accounts.access import Actor
    from banenafspraak.apps.accounts.models import Account


@dataclass(frozen=True, slots=True)
class Named:
    """How a count is kept: under which title, and until and with which day."""

    title: str
    ends_on: date

    def __post_init__(self) -> None:
        first, last = allowed_days()
        if not first <= self.ends_on <= last:
            raise ValueError("a count is not kept until that day")


def allowed_days() -> tuple[date, date]:
    """The first and the last day until which a count may be kept now."""
    today = timezone.localdate()
    return today, today + timedelta(days("kept_count_longest"))


def scope_of(organisation: Organisation) -> str:
    """An organisation as the trail names it."""
    return scope(Kind.ORGANISATION, str(organisation.public_id))


def keep(actor: Actor, count: OwnCount, organisation: Organisation, named: Named) -> KeptCount:
    """Keep the outcome of an own count for an organisation, without any worker.

    Raises:
        RefusedError: this actor keeps no counts of that organisation.
        ProblemsError: there is no outcome, or no more.
    """
    require_keeps(actor, organisation)
    outcome = queries.outcome(count)
    if outcome is None:
        raise stop("own-gone")
    years = [year.year for year in outcome.years]
    with transaction.atomic():
        made = KeptCount.objects.create(
            organisation=organisation,
            made_by=actor.public_id,
            title=named.title,
            first_year=min(years),
            last_year=max(years),
            content=json.loads(own_bytes(to_keep(outcome))),
            ends_on=named.ends_on,
            invented=count.invented,
        )
        _tell("made", actor, made)
    return made


def change(actor: Actor, kept: KeptCount, named: Named) -> None:
    """Give a count another title, another last day, or both.

    Raises:
        RefusedError: this actor keeps no counts of that organisation.
    """
    require_keeps(actor, kept.organisation)
    with transaction.atomic():
        kept = KeptCount.objects.select_for_update().select_related("organisation").get(pk=kept.pk)
        renamed, moved = kept.title != named.title, kept.ends_on != named.ends_on
        kept.title, kept.ends_on = named.title, named.ends_on
        kept.save(update_fields=["title", "ends_on"])
        if renamed:
            _tell("renamed", actor, kept)
        if moved:
            _tell("prolonged", actor, kept)


def delete(actor: Actor, kept: KeptCount, deed: str = "deleted") -> None:
    """Delete a kept count; nobody sees what was shared of it any more.

    Raises:
        RefusedError: this actor keeps no counts of that organisation.
    """
    require_keeps(actor, kept.organisation)
    with transaction.atomic():
        for share in Share.objects.select_for_update().filter(kept=kept):
            _let_go(share)
        _tell(deed, actor, kept)
        kept.delete()


def expire(kept: KeptCount) -> None:
    """Delete a kept count whose last day is over."""
    delete(SYSTEM, kept, "expired")


def _let_go(share: Share) -> None:
    """Of what was shared only stays what was shown: it keeps others from working out what few persons did."""
    shown = tuple(year for year in queries.shared(share) if year.figures)
    if not shown:
        share.delete()
        return
    share.withdrawn_at = share.withdrawn_at or timezone.now()
    share.years, share.given_by = shared_data(shown), None
    share.save(update_fields=["withdrawn_at", "years", "given_by"])


# -- sharing ----------------------------------------------------------------------------------------------------------


def share(actor: Actor, kept: KeptCount, sector: str) -> Share:
    """Let who speaks for a sector see the totals of a count, as far as others may see them.

    Raises:
        RefusedError: this actor keeps no counts of that organisation.
        ValueError: the organisation is not of that sector.
    """
    require_keeps(actor, kept.organisation)
    if sector not in queries.sectors_of(kept.organisation):
        raise ValueError("a count is shared with a sector of its organisation")
    with transaction.atomic():
        Organisation.objects.select_for_update().get(pk=kept.organisation_id)  # what was shown before stays as it is
        years = shared_years(queries.kept_outcome(kept), queries.shown_before(kept.organisation))
        made, new = Share.objects.get_or_create(
            kept=kept,
            sector=sector,
            withdrawn_at=None,
            defaults={
                "organisation": kept.organisation,
                "given_by": actor.public_id,
                "years": shared_data(years),
            },
        )
        if new:
            _tell("shared", actor, kept, sector=sector)
    return made


def withdraw(actor: Actor, share: Share) -> None:
    """Let nobody see what was shared any more, from now on.

    Raises:
        RefusedError: this actor keeps no counts of that organisation.
    """
    require_keeps(actor, share.organisation)
    with transaction.atomic():
        if Share.objects.filter(pk=share.pk, withdrawn_at=None).update(withdrawn_at=timezone.now()) and share.kept:
            _tell("unshared", actor, share.kept, sector=share.sector)


# -- looks ------------------------------------------------------------------------------------------------------------


def tell_look(actor: Actor, kept: Iterable[KeptCount], deed: str = "seen") -> None:
    """Tell the trail that kept counts were looked at, or taken along as a file."""
    for one in kept:
        _tell(deed, actor, one)


def tell_shared_look(actor: Actor, sector: str, organisations: Iterable[Organisation], deed: str = "seen") -> None:
    """Tell the trail of each employer that its totals were looked at, or taken along as a file."""
    places = sorted({scope_of(one) for one in organisations})
    record_in(f"counting:shared:{deed}", actor.public_id, places, thing=scope(Kind.SECTOR, sector))


def _tell(deed: str, actor: Actor, kept: KeptCount, **data: str) -> None:
    where = scope_of(kept.organisation)
    record(f"counting:kept:{deed}", actor.public_id, thing=kept.public_id, scope=where, data=data)


# -- what is kept of a person -----------------------------------------------------------------------------------------


def data_of(account: Account) -> Mapping[str, object]:
    """What this room keeps of a person who logs in: which counts she kept and shared."""
    made = KeptCount.objects.filter(made_by=account.public_id).order_by("pk")
    given = Share.objects.filter(given_by=account.public_id).order_by("pk")
    return {
        "bewaarde tellingen": [{"titel": one.title, "op": one.kept_at.isoformat()} for one in made],
        "gedeelde tellingen": [{"sector": one.sector, "op": one.given_at.isoformat()} for one in given],
    }


def wipe_of(account: Account) -> None:
    """Forget that it was she; the counts are her organisation's and stay."""
    KeptCount.objects.filter(made_by=account.public_id).update(made_by=None)
    Share.objects.filter(given_by=account.public_id).update(given_by=None)
