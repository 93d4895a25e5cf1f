"""Organisations added, changed and checked. Each change is a version: who comes second sees what the first changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import partial
from itertools import batched
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from banenafspraak.apps.accounts.access import Actor
from banenafspraak.apps.accounts.enums import Permission
from banenafspraak.apps.audit.actions import record
from banenafspraak.apps.organisations import queries
from banenafspraak.apps.organisations.access import require, require_place
from banenafspraak.apps.organisations.enums import Mark
from banenafspraak.apps.organisations.models import (
    Change,
    Name,
    Organisation,
    SearchWord,
    Site,
    WorkerCount,
)
from banenafspraak.core.kernel.problems import stop
from banenafspraak.core.organisations.facts import WORKERS, Facts, differences, plain
from banenafspraak.core.organisations.importing import bare_abbreviation
from banenafspraak.core.organisations.naming import place, words
from banenafspraak.core.regions.membership import region_of

if TYPE_CHECKING:
    from banenafspraak.apps.organisations.models import Sourced

    type Made = Callable[[Organisation, Organisation], Sourced]

AT_ONCE = 1_000
PLAIN = ("kind", "sector", "subsector", "kvk", "oin", "website", "active_from", "active_to")


class ChangedMeanwhileError(Exception):
    """Somebody else changed the organisation since this one was read; `since` says what, change by change."""

    def __init__(self, since: Sequence[Change]) -> None:
        super().__init__("changed meanwhile")
        self.since = since


@dataclass(frozen=True, slots=True)
class Entry:
    """An organisation to add: its facts, and what only our own lists say."""

    facts: Facts
    public_id: UUID = field(default_factory=uuid4)
    source: str = ""
    mark: str = Mark.VERIFIED
    note: str = ""
    invented: bool = False


def add(actor: Actor, facts: Facts, *, source: str = "") -> Organisation:
    """Add an organisation.

    Raises:
        RefusedError: not in this place.
        ProblemsError: the name is a bare abbreviation, or a number belongs to another.
    """
    require_place(actor, Permission.CHANGE_ORGANISATIONS, facts, timezone.localdate())
    check_facts(facts)
    with transaction.atomic():
        made = numbers_free(lambda: add_many(actor.public_id, [Entry(facts, source=source)])[0])
        record("organisations:organisation:added", actor.public_id, thing=made.public_id, scope=scope_of(made))
    return made


def add_many(by: UUID | None, entries: Iterable[Entry]) -> list[Organisation]:
    """Add organisations, a thousand at once; who may was asked before, and the trail is told by who calls."""
    made: list[Organisation] = []
    with transaction.atomic():
        for some in batched(entries, AT_ONCE, strict=False):
            made += _add_batch(by, some)
        changed()
    return made


def _add_batch(by: UUID | None, entries: Sequence[Entry]) -> list[Organisation]:
    rows = Organisation.objects.bulk_create([_new(one) for one in entries])
    pairs = list(zip(rows, entries, strict=True))
    Name.objects.bulk_create(
        Name(organisation=row, name=row.name, valid_from=row.active_from, source=one.source, mark=one.mark)
        for row, one in pairs
    )
    SearchWord.objects.bulk_create(
        SearchWord(organisation=row, word=word) for row in rows for word in sorted(set(words(row.name)))
    )
    Site.objects.bulk_create(
        _site(row, code, timezone.localdate()) for row, one in pairs for code in one.facts.municipalities
    )
    WorkerCount.objects.bulk_create(
        WorkerCount(
            organisation=row,
            workers=one.facts.workers,
            counted_on=one.facts.workers_on,
            source=one.facts.workers_source,
        )
        for row, one in pairs
        if one.facts.workers is not None and one.facts.workers_on is not None
    )
    Change.objects.bulk_create(Change(organisation=row, version=1, by=by) for row in rows)
    return rows


def _new(one: Entry) -> Organisation:
    facts = one.facts
    return Organisation(
        public_id=one.public_id,
        name=facts.name,
        sorted_by=place(facts.name),
        workers=facts.workers,
        source=one.source,
        mark=one.mark,
        note=one.note,
        invented=one.invented,
        **{name: getattr(facts, name) for name in PLAIN},
    )


def _site(row: Organisation, code: str, on: date) -> Site:
    return Site(organisation=row, municipality=code, region=region_now(code, on))


def region_now(municipality: str, on: date) -> str:
    """The region in which a municipality lies in the year of a day; empty when that is not known."""
    found = region_of(municipality, on.year)
    return found.code if found else ""


def check_facts(facts: Facts) -> None:
    """Refuse facts that no organisation may have.

    Raises:
        ProblemsError: the name is a bare abbreviation.
    """
    if bare_abbreviation(facts.name):
        raise stop("organisation-name-bare")


def scope_of(row: Organisation) -> str:
    """An organisation as the trail names it."""
    return f"organisation:{row.public_id}"


def changed() -> None:
    """Counts are made anew in this process as soon as the change holds."""
    transaction.on_commit(queries.forget)


def numbers_free[Result](write: Callable[[], Result]) -> Result:
    """Write; when a number belongs to another organisation, say so."""
    try:
        with transaction.atomic():
            return write()
    except IntegrityError as error:
        if "kvk" in str(error) or "oin" in str(error):
            raise stop("number-taken") from None
        raise


def change(
    actor: Actor, row: Organisation, seen: int, facts: Facts, renamed_on: date | None = None
) -> tuple[Organisation, bool]:
    """Change an organisation as it was seen in a version; gives it, and whether anything differs.

    A name that begins on a day follows the one before it; without a day it takes its place, as after a slip of the pen.

    Raises:
        RefusedError: it may not.
        ChangedMeanwhileError: somebody else changed it since that version.
        ProblemsError: the name is a bare abbreviation, names overlap, or a number belongs to another.
    """
    require(actor, Permission.CHANGE_ORGANISATIONS, row)
    check_facts(facts)
    with transaction.atomic():
        row = Organisation.objects.select_for_update().get(pk=row.pk)
        if row.version != seen:
            raise ChangedMeanwhileError(queries.changes_since(row, seen))
        changed = numbers_free(partial(write, actor.public_id, row, facts, renamed_on))
        if changed:
            data = {"version": row.version, "facts": len(changed)}
            tag = "organisations:organisation:changed"
            record(tag, actor.public_id, thing=row.public_id, scope=scope_of(row), data=data)
    return row, bool(changed)


def write(by: UUID | None, row: Organisation, facts: Facts, renamed_on: date | None = None) -> Mapping[str, Any]:
    """Make the facts of an organisation these, as its next version; gives what it made different."""
    found = differences(queries.facts_of(row), facts)
    if not found:
        return {}
    named = {one.fact for one in found}
    for name in named & set(PLAIN):
        setattr(row, name, getattr(facts, name))
    if "name" in named:
        _rename(row, facts.name, renamed_on)
    if "municipalities" in named:
        _move_sites(row, facts.municipalities)
    if named & set(WORKERS):
        _count_workers(row, facts)
    row.version += 1
    row.save()
    told = {one.fact: [plain(one.before), plain(one.after)] for one in found}
    Change.objects.create(organisation=row, version=row.version, by=by, facts=told)
    changed()
    return told


def _rename(row: Organisation, name: str, on: date | None) -> None:
    now = row.names.get(valid_to=None)
    if on is None or on == now.valid_from:
        now.name = name
    elif now.valid_from and on < now.valid_from:
        raise stop("names-overlap")
    else:
        now.valid_to = on - timedelta(days=1)
    now.save()
    if now.valid_to:
        Name.objects.create(organisation=row, name=name, valid_from=on)
    row.name, row.sorted_by = name, place(name)
    find_by_words(row)


def find_by_words(row: Organisation) -> None:
    """Make an organisation found by the words of all its names, and of those that went up in it."""
    names = Name.objects.filter(Q(organisation=row) | Q(organisation__merged_into=row)).values_list("name", flat=True)
    wanted = {word for name in names for word in words(name)}
    row.words.exclude(word__in=wanted).delete()
    there = set(row.words.values_list("word", flat=True))
    SearchWord.objects.bulk_create(SearchWord(organisation=row, word=word) for word in sorted(wanted - there))


def _move_sites(row: Organisation, codes: Iterable[str]) -> None:
    wanted, there = set(codes), {site.municipality for site in row.sites.all()}
    row.sites.exclude(municipality__in=wanted).delete()
    today = timezone.localdate()
    Site.objects.bulk_create(_site(row, code, today) for code in sorted(wanted - there))


def _count_workers(row: Organisation, facts: Facts) -> None:
    """Keep a number of workers; without one, the number of the same day and source was wrong and goes."""
    if facts.workers is None or facts.workers_on is None:
        row.counts.order_by("-counted_on", "-pk")[:1].get().delete()
    else:
        row.counts.update_or_create(
            counted_on=facts.workers_on, source=facts.workers_source, defaults={"workers": facts.workers}
        )
    newest = row.counts.order_by("-counted_on", "-pk").first()
    row.workers = newest.workers if newest else None


def check(actor: Actor, row: Organisation) -> None:
    """Say that what is known of an organisation is right.

    Raises:
        RefusedError: it may not.
    """
    require(actor, Permission.CHECK_ORGANISATIONS, row)
    with transaction.atomic():
        now = timezone.now()
        Organisation.objects.filter(pk=row.pk).update(checked_at=now, checked_by=actor.public_id)
        record("organisations:organisation:checked", actor.public_id, thing=row.public_id, scope=scope_of(row))
