"""What comes along with the program, and what follows the calendar."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from banenafspraak.apps.organisations.actions.records import Entry, add_many, changed, region_now
from banenafspraak.apps.organisations.models import (
    Contact,
    Membership,
    Organisation,
    Site,
    Succession,
    Voice,
)
from banenafspraak.core.invented.organisations import invented_organisations
from banenafspraak.core.organisations.facts import Facts
from banenafspraak.core.organisations.reference import Link, links, public_id, references

if TYPE_CHECKING:
    from banenafspraak.apps.organisations.models import Sourced

    type Made = Callable[[Organisation, Organisation], Sourced]


INVENTED, SEED = 300, 1
INVENTED_SOURCE = "verzonnen"


def fill_reference() -> None:
    """Add the organisations that come with the program, and how they belong together; what is there stays as it is."""
    with transaction.atomic():
        there = set(Organisation.objects.values_list("public_id", flat=True))
        add_many(
            None,
            [
                Entry(
                    Facts(
                        name=one.name,
                        kind=one.kind,
                        sector=one.sector,
                        subsector=one.subsector,
                        active_from=one.active_from,
                        active_to=one.active_to,
                    ),
                    public_id=one.public_id,
                    source=one.source.title,
                    mark=one.mark,
                    note=one.note,
                )
                for one in references()
                if one.public_id not in there
            ],
        )
        ids = {one.key: one.public_id for one in references()}
        rows = {row.public_id: row for row in Organisation.objects.filter(public_id__in=ids.values())}
        known = {one: rows[public] for one, public in ids.items()}
        for link in links():
            _link(known, link)


def _link(known: Mapping[str, Organisation], link: Link) -> None:
    said = {"source": link.source.title, "mark": link.mark}
    row = known[link.key]
    match link.way:
        case "member":
            days = {"since": link.since, "until": link.until}
            Membership.objects.get_or_create(member=row, group=known[link.to], **days, defaults=said)
        case "successor":
            told = {**said, "on": link.since}
            Succession.objects.get_or_create(earlier=row, later=known[link.to], defaults=told)
        case _:
            Voice.objects.get_or_create(organisation=row, subsector=link.to, defaults=said)


def refresh_regions() -> None:
    """Put every site into the region in which its municipality lies this year."""
    today = timezone.localdate()
    codes = Site.objects.order_by().values_list("municipality", "region").distinct()
    for code, region in codes:
        if (now := region_now(code, today)) != region:
            Site.objects.filter(municipality=code, region=region).update(region=now)
    changed()


def fill_invented_organisations() -> None:
    """Add the invented organisations and their people to call, once."""
    if Organisation.objects.filter(invented=True).exists():
        return
    some = list(invented_organisations(INVENTED, SEED))
    with transaction.atomic():
        entries = [
            Entry(one.facts, public_id=public_id(f"verzonnen-{at}"), source=INVENTED_SOURCE, invented=True)
            for at, one in enumerate(some)
        ]
        made, since = add_many(None, entries), timezone.localdate()
        Contact.objects.bulk_create(
            Contact(
                public_id=public_id(f"verzonnen-{at}-{number}"),
                organisation=row,
                invented=True,
                since=since,
                **asdict(caller),
            )
            for at, (row, one) in enumerate(zip(made, some, strict=True))
            for number, caller in enumerate(one.callers)
        )
