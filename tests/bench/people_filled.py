"""Fills the database of a site with many organisations, accounts and a long trail, and measures what needs no server.

Runs in a process of its own, whose environment says which database: `python -m tests.bench.people_filled`. Tells what
it found as one line of JSON.
"""

from __future__ import annotations

import json
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import batched
from typing import Any
from uuid import uuid4

import django

django.setup()

from django.db import connection, transaction  # noqa: E402 - after Django knows its rooms
from tests.factories.organisations import many  # noqa: E402 - the same
from tests.factories.people import session_of  # noqa: E402 - the same

from banenafspraak.apps.accounts.access import actor_for  # noqa: E402 - the same
from banenafspraak.apps.accounts.actions import see  # noqa: E402 - the same
from banenafspraak.apps.accounts.enums import Kind, Permission, Role  # noqa: E402 - the same
from banenafspraak.apps.accounts.models import Account, Appointment  # noqa: E402 - the same
from banenafspraak.apps.audit.actions import EMPTY, THE_ONE, record  # noqa: E402 - the same
from banenafspraak.apps.audit.models import NOTHING_BEFORE, Chain, Deed, Entry, as_moment  # noqa: E402 - the same
from banenafspraak.apps.audit.queries import verify  # noqa: E402 - the same
from banenafspraak.core.regions import regions  # noqa: E402 - the same

ORGANISATIONS, ACCOUNTS, ENTRIES, SESSIONS = 50_000, 20_000, 1_000_000, 50
AT_ONCE, TIMES, DECISIONS = 5_000, 300, 20_000
TAG = "accounts:members:seen"


def people() -> list[Account]:
    """Accounts, each adviser of a region; the first ones look after its people."""
    found = [Account(email=f"persoon{n}@voorbeeld.invalid", name=f"Persoon {n}", password="!") for n in range(ACCOUNTS)]  # noqa: S106 - nobody logs in with it
    Account.objects.bulk_create(found, AT_ONCE)
    codes = [one.code for one in regions()]
    Appointment.objects.bulk_create(
        (
            Appointment(
                account=one,
                role=Role.DESK_MANAGER,
                scope_kind=Kind.REGION,
                scope_id=codes[at % len(codes)],
                administers=at < SESSIONS,
            )
            for at, one in enumerate(found)
        ),
        AT_ONCE,
    )
    return found


def entries(accounts: list[Account]) -> Iterator[Entry]:
    """A long trail, chained as `record` does it."""
    before, begun = NOTHING_BEFORE, as_moment(datetime(2026, 1, 1, tzinfo=UTC))
    for number in range(1, ENTRIES + 1):
        who, about = accounts[number % 997], accounts[number % ACCOUNTS]
        moment, scope = begun + number * 1_000_000, "region:AM12"
        deed = Deed(number, moment, TAG, who.public_id.hex, about.public_id.hex, "", scope, "{}")
        digest = deed.digest(before)
        yield Entry(**deed._asdict(), before=before, digest=digest)
        before = digest


def trail(accounts: list[Account]) -> None:
    """Write the long trail."""
    last = None
    for part in batched(entries(accounts), AT_ONCE, strict=False):
        with transaction.atomic():
            Entry.objects.bulk_create(part)
        last = part[-1]
    Chain.objects.update_or_create(pk=THE_ONE, defaults=EMPTY | {"number": last.number, "digest": last.digest})


def median_of(deed: Callable[[], Any]) -> float:
    """The median seconds of many times."""
    found = []
    for _ in range(TIMES):
        begun = time.perf_counter()
        deed()
        found.append(time.perf_counter() - begun)
    return statistics.median(found)


def deed_alone(account: Account) -> None:
    """A small deed in its transaction."""
    with transaction.atomic():
        see(account, account.seen_on + timedelta(days=1))


def deed_told(account: Account) -> None:
    """The same deed, with its line in the trail."""
    with transaction.atomic():
        see(account, account.seen_on + timedelta(days=1))
        record(TAG, account.public_id, thing=uuid4())


def _settle() -> None:
    """What a server of PostgreSQL does by itself in the minutes after so much was written (autovacuum)."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")


def main() -> None:
    """Fill, measure, tell."""
    many(ORGANISATIONS)
    accounts = people()
    trail(accounts)
    _settle()
    begun = time.perf_counter()
    found = verify()
    whole = time.perf_counter() - begun
    if found.broken is not None or found.entries != ENTRIES:
        raise AssertionError(found)
    alone, told = median_of(lambda: deed_alone(accounts[0])), median_of(lambda: deed_told(accounts[0]))
    actor = actor_for(accounts[0], second_step=True)
    begun = time.perf_counter()
    for _ in range(DECISIONS):
        actor.may(Permission.SEE_CONTACTS, Kind.REGION, "AM01")
    decision = (time.perf_counter() - begun) / DECISIONS
    json.dump(
        {
            "verify": whole,
            "append": told - alone,
            "alone": alone,
            "decision": decision,
            "actor": median_of(lambda: actor_for(accounts[0], second_step=True)),
            "sessions": [session_of(one, second_step=True) for one in accounts[:SESSIONS]],
            "regions": [accounts[at].appointments.get().scope_id for at in range(SESSIONS)],
        },
        sys.stdout,
    )


if __name__ == "__main__":
    main()
