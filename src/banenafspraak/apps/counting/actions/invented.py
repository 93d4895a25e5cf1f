"""Invented kept counts for a practice site: of the employer of its invented people, and of some that share."""

from __future__ import annotations

import json
from datetime import timedelta
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from banenafspraak.apps.accounts.access import SYSTEM
from banenafspraak.apps.accounts.enums import Kind
from banenafspraak.apps.accounts.models import Appointment
from banenafspraak.apps.counting.actions.clock import KEEPING
from banenafspraak.apps.counting.actions.kept import share
from banenafspraak.apps.counting.models import KeptCount
from banenafspraak.apps.counting.queries import sectors_of
from banenafspraak.apps.organisations.models import Organisation
from banenafspraak.apps.reminders.watches import days
from banenafspraak.core.counting.own import own_count
from banenafspraak.core.counting.own_kept import own_bytes, to_keep
from banenafspraak.core.counting.own_reading import Reception
from banenafspraak.core.invented.employer import RETURNS, write_employer
from banenafspraak.core.organisations.reference import public_id
from banenafspraak.core.tables.arriving import Arrival

if TYPE_CHECKING:
    from collections.abc import Iterable

    from banenafspraak.core.counting.preparing import Tables

READ_AT_ONCE = 1 << 18
OF_ONE = ((2025, 60), (2026, 70))
OF_OTHERS = ((2026, 120), (2026, 12))
"""Year and workers of each: about a third of them count, so that of the last one too few are left to show."""


def invented_tables(seed: int = 1, workers: int = 40, year: int = 2026) -> Tables:
    """The files of an invented employer, read as if they came in."""
    reception = Reception({}, bsn_allowed=True)
    with TemporaryDirectory() as place:
        folder = Path(place)
        write_employer(folder, seed, workers, year)
        for number, path in enumerate([*sorted((folder / RETURNS).glob("*.xml")), folder / "register.csv"]):
            with path.open("rb") as stream:
                arrival = Arrival(path.name, number, partial(stream.read, READ_AT_ONCE))
                reception.read("payroll" if path.suffix == ".xml" else "register", arrival)
    return reception.tables()


def fill_invented_counts() -> None:
    """Counts of the employer where an invented person keeps them, and one each of others in its sector, that share."""
    if KeptCount.objects.filter(invented=True).exists():
        return
    held = Appointment.objects.filter(role__in=KEEPING, scope_kind=Kind.ORGANISATION, account__invented=True)
    invented = Organisation.objects.filter(invented=True, merged_into=None)
    places = list(held.values_list("scope_id", flat=True))
    one = invented.filter(public_id__in=places).exclude(sector="").order_by("pk").first()
    if one is None:
        return
    rest = invented.filter(sector=one.sector, subsector=one.subsector, kind=one.kind).exclude(pk=one.pk).order_by("pk")
    with transaction.atomic():
        kept = [*_kept([one] * len(OF_ONE), OF_ONE, 1), *_kept(rest, OF_OTHERS, 1 + len(OF_ONE))]
        for each in kept[1:]:
            share(SYSTEM, each, sectors_of(each.organisation)[0])


def _kept(organisations: Iterable[Organisation], sizes: Iterable[tuple[int, int]], first: int) -> list[KeptCount]:
    until = timezone.localdate() + timedelta(days("kept_count_usual"))
    made = []
    for seed, (organisation, (year, workers)) in enumerate(zip(organisations, sizes, strict=False), first):
        outcome, _ = own_count(invented_tables(seed, workers, year), lambda *_far: None, invented=True)
        made.append(
            KeptCount.objects.create(
                public_id=public_id(f"telling-{seed}"),
                organisation=organisation,
                title=f"Verzonnen telling {year}",
                first_year=year,
                last_year=year,
                content=json.loads(own_bytes(to_keep(outcome))),
                ends_on=until,
                invented=True,
            )
        )
    return made
