"""What there is of an own count, as it lies in its folder; of kept counts, and of what is shared with a sector."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from django.db.models import Count, Exists, OuterRef, QuerySet

from banenafspraak.apps.counting.access import shared_with, visible_to
from banenafspraak.apps.counting.models import KeptCount, OwnCount, Share
from banenafspraak.core.counting.own import OwnCount as Outcome
from banenafspraak.core.counting.own_kept import Some, own_from, shared_from, workers_from
from banenafspraak.core.counting.own_shared import SharedYear, shared_years
from banenafspraak.core.counting.preparing import Tables
from banenafspraak.core.kernel.problems import Place, Problem
from banenafspraak.core.tables.columns import TableName
from banenafspraak.core.tables.keeping import kept

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from banenafspraak.apps.accounts.access import Actor
    from banenafspraak.apps.organisations.models import Organisation

OUTCOME, HEADERS = "telling.json", "kolommen.json"


def workers_file(year: int) -> str:
    """The name of the file with the workers of a year."""
    return f"medewerkers-{year}.json"


def tables(count: OwnCount) -> Tables | None:
    """What was read; None when it is not there, or no more."""
    payroll, register, employers = (kept(count.folder, name) for name in ("payroll", "register", "employers"))
    return Tables(payroll, register, employers) if payroll and register else None


def outcome(count: OwnCount) -> Outcome | None:
    """What was counted; None when it is not there."""
    try:
        return own_from((count.folder / OUTCOME).read_bytes())
    except FileNotFoundError:
        return None


def workers(count: OwnCount, year: int, first: int, most: int, *, everyone: bool) -> Some:
    """Some workers of a year."""
    return workers_from((count.folder / workers_file(year)).read_bytes(), first, most, everyone=everyone)


def headers(count: OwnCount) -> dict[TableName, list[str]]:
    """The headers of the files that were sent last, by table."""
    try:
        found: dict[TableName, list[str]] = json.loads((count.folder / HEADERS).read_bytes())
    except FileNotFoundError:
        return {}
    return found


def problems(kept_as: Iterable[Mapping[str, Any]]) -> Iterator[Problem]:
    """Problems as they were kept with a count or a task."""
    return (Problem(one["code"], Place(*one["place"]), one["values"]) for one in kept_as)


# -- kept counts ------------------------------------------------------------------------------------------------------

ORDERS: Mapping[str, tuple[str, ...]] = {
    "nieuw": ("-kept_at", "-pk"),
    "titel": ("title", "pk"),
    "laatste-dag": ("ends_on", "pk"),
}


def kept_counts(actor: Actor, order: str) -> QuerySet[KeptCount]:
    """The kept counts that an actor may see, and whether each is shared now; without what was counted."""
    now = Share.objects.filter(kept=OuterRef("pk"), withdrawn_at=None)
    rows = visible_to(actor, KeptCount.objects.select_related("organisation").defer("content"))
    return rows.annotate(is_shared=Exists(now)).order_by(*ORDERS.get(order, ORDERS["nieuw"]))


def kept_count(actor: Actor, public_id: UUID) -> KeptCount | None:
    """A kept count, if an actor may see it."""
    return visible_to(actor, KeptCount.objects.select_related("organisation")).filter(public_id=public_id).first()


def kept_outcome(kept: KeptCount) -> Outcome:
    """What was counted."""
    return own_from(json.dumps(kept.content).encode())


def others(actor: Actor, kept: KeptCount) -> QuerySet[KeptCount]:
    """The other kept counts of the same organisation, the newest first."""
    return kept_counts(actor, "nieuw").filter(organisation=kept.organisation_id).exclude(pk=kept.pk)


# -- what is shared ---------------------------------------------------------------------------------------------------


def shares_of(kept: KeptCount) -> QuerySet[Share]:
    """With which sectors a count is shared now."""
    return kept.shares.filter(withdrawn_at=None).select_related("organisation").order_by("given_at")


def shared(share: Share) -> tuple[SharedYear, ...]:
    """What is shown of a share."""
    return shared_from(share.years)


def shown_before(organisation: Organisation) -> Iterator[SharedYear]:
    """All that others were ever shown of an organisation, in any sector: the same people may read several."""
    for share in Share.objects.filter(organisation=organisation):
        yield from shared(share)


def would_share(kept: KeptCount) -> tuple[SharedYear, ...]:
    """What others would see of a count."""
    return shared_years(kept_outcome(kept), shown_before(kept.organisation))


def sectors_of(organisation: Organisation) -> list[str]:
    """The sectors with which an organisation can share: its own part, and the whole it belongs to."""
    return [slug for slug in (organisation.subsector, organisation.sector) if slug]


@dataclass(frozen=True, slots=True)
class Shown:
    """A row on the page of a sector: an employer, one year of it, and from which count."""

    organisation: Organisation
    year: SharedYear
    kept_at: datetime
    invented: bool


def shared_in(actor: Actor, sector: str) -> dict[int, list[Shown]]:
    """What employers share with a sector, by year, the newest first; of an employer the count it shared last."""
    found: dict[int, dict[int, Shown]] = {}
    rows = shared_with(actor, Share.objects.select_related("organisation", "kept").defer("kept__content"))
    for share in rows.filter(sector=sector).order_by("given_at", "pk"):
        for year in shared(share):
            kept = cast("KeptCount", share.kept)
            row = Shown(share.organisation, year, kept.kept_at, kept.invented)
            found.setdefault(year.year, {})[share.organisation_id] = row
    return {
        year: sorted(found[year].values(), key=lambda row: (row.organisation.sorted_by, row.organisation.pk))
        for year in sorted(found, reverse=True)
    }


def sharing(actor: Actor) -> Mapping[str, int]:
    """How many employers share with each sector that an actor may see."""
    rows = shared_with(actor, Share.objects.all()).order_by().values("sector")
    return {row["sector"]: row["n"] for row in rows.annotate(n=Count("organisation", distinct=True))}
