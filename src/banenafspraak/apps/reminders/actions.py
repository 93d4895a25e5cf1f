"""What the clock does every few minutes: plan what is due, let expire what expires, tell people what asks attention.

Each record expires, and each letter is written, in a transaction of its own with the rows that say so: a clock that
dies in between does nothing twice and forgets nothing.
"""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import DatabaseError, transaction
from django.db.models import QuerySet
from django.utils import timezone

from banenafspraak.apps.audit import actions as audit
from banenafspraak.apps.mail import actions as mail
from banenafspraak.apps.mail.models import Letter
from banenafspraak.apps.mail.queries import is_free, opens_at
from banenafspraak.apps.reminders import queries
from banenafspraak.apps.reminders.enums import Decision, State
from banenafspraak.apps.reminders.models import Reminder
from banenafspraak.apps.reminders.watches import WATCHES, Stage, Telling, Watch
from banenafspraak.core.reminders.clock import Step, day_of, due_now

logger = logging.getLogger("django.banenafspraak")
MOST_LETTERS = 100
"""In one run of the clock; the rest follow in the next, some minutes later."""
MOST_EXPIRED = 1000
NOBODY = ""


def tick(now: datetime) -> None:
    """One run of the clock."""
    today = timezone.localdate(now)
    for watch in WATCHES.values():
        plan(watch, today)
    expire(today)
    if opens_at(now) <= now:
        tell(today)


def plan(watch: Watch, today: date) -> None:
    """Write down what is due of the records of a watch."""
    for part, settled in queries.records_in_parts(watch, today):
        rows: list[Reminder] = []
        for record in part:
            due_on = watch.due_on(record)
            done = settled.get((str(record.public_id), due_on), set())
            if due := due_now(watch.timed, due_on, done, today, is_free):
                rows += [row for step in due for row in _rows(watch, record, step)]
                _pass_over(watch, record, done)
        Reminder.objects.bulk_create(rows, ignore_conflicts=True)


def _pass_over(watch: Watch, record: Any, before: Collection[str]) -> None:
    """Skip what still waits to be told of a record, now that something later is due."""
    if before:
        rows = _rows_of(watch, record).filter(expires=False, stage__in=before, state=State.PLANNED)
        rows.update(state=State.SKIPPED, done_at=timezone.now())


def _rows_of(watch: Watch, record: Any) -> QuerySet[Reminder]:
    due_on = watch.due_on(record)
    return Reminder.objects.filter(watch=watch.name, record=str(record.public_id), due_on=due_on)


def _rows(watch: Watch, record: Any, step: Step) -> Iterator[Reminder]:
    """A step of a record as rows: one for each reader; without readers, or passed over, one that is skipped."""
    stage = watch.stage(step.stage.name)
    warned = stage.warn is not None and step.fate == "due"
    readers = list(dict.fromkeys(each.reader for each in stage.warn(record))) if warned and stage.warn else []
    open_ = bool(readers) or stage.expire is not None
    for reader in readers or [NOBODY]:
        yield Reminder(
            watch=watch.name,
            record=str(record.public_id),
            stage=stage.name,
            due_on=watch.due_on(record),
            reader=reader,
            expires=stage.expire is not None,
            day=step.day,
            state=State.PLANNED if open_ else State.SKIPPED,
        )


def expire(today: date) -> None:
    """Let expire what is due. One record that cannot does not keep the others."""
    rows = list(queries.planned(today, expires=True)[:MOST_EXPIRED])
    for name in {row.watch for row in rows}:
        mine = [row for row in rows if row.watch == name]
        records = queries.current(WATCHES[name], mine)
        for row in mine:
            try:
                _expire(row, records.get(row.pk))
            except DatabaseError:
                raise
            except Exception as error:  # noqa: BLE001 - whatever it is, the others go on, and this one is tried again
                logger.error("%s could not expire: %s", row, type(error).__name__)  # noqa: TRY400 - its words may quote


@transaction.atomic
def _expire(row: Reminder, record: Any) -> None:
    state = State.DONE if record else State.SKIPPED
    mine = Reminder.objects.filter(pk=row.pk, state=State.PLANNED)
    expires = WATCHES[row.watch].stage(row.stage).expire
    if mine.update(state=state, done_at=timezone.now()) and record and expires:
        expires(record)


@dataclass(frozen=True, slots=True)
class Item:
    """A warning that goes into a letter."""

    row: Reminder
    telling: Telling


def tell(today: date) -> None:
    """Write one letter for each reader, about everything that asks her attention; some letters a run."""
    told = 0
    for reader, items in _by_reader(queries.planned(today, expires=False)).items():
        if told == MOST_LETTERS:
            return
        told += write_letter(items, f"reminders:{reader}:{today}")


def _by_reader(rows: Iterable[Reminder]) -> Mapping[str, list[Item]]:
    """What is to be told, by reader, who waits longest first. What no longer holds is skipped."""
    rows, items = list(rows), dict[str, list[Item]]()
    tellings = _tellings(rows)
    for row in rows:
        if row.pk in tellings:
            items.setdefault(row.reader, []).append(Item(row, tellings[row.pk]))
    gone = [row.pk for row in rows if row.pk not in tellings]
    Reminder.objects.filter(pk__in=gone, state=State.PLANNED).update(state=State.SKIPPED, done_at=timezone.now())
    return items


def _tellings(rows: Iterable[Reminder]) -> Mapping[int, Telling]:
    """What each row tells its reader; nothing when the record is gone, moved, or no longer hers."""
    by_watch: dict[str, list[Reminder]] = defaultdict(list)
    for row in rows:
        by_watch[row.watch].append(row)
    found: dict[int, Telling] = {}
    for name, some in by_watch.items():
        watch = WATCHES[name]
        records = queries.current(watch, some)
        for row in some:
            warn = watch.stage(row.stage).warn
            tellings = warn(records[row.pk]) if warn and row.pk in records else ()
            mine = [telling for telling in tellings if telling.reader == row.reader]
            found |= {row.pk: mine[0]} if mine else {}
    return found


@transaction.atomic
def write_letter(items: list[Item], once: str) -> bool:
    """Write one letter about some warnings, and that they were told.

    False when the reader had hers, or another clock is at it.
    """
    if Letter.objects.filter(once=once).exists():
        return False  # what comes later on a day waits for the next
    lines = [{"what": item.telling.what, "link": item.telling.link} for item in items]
    first = items[0]
    letter = mail.write(
        "attention",
        first.telling.to,
        {"items": lines},
        once=once,
        about=mail.About("reminders", "reminder", str(first.row.public_id)),
        language=first.telling.language,
        by_day=not once.startswith(NOW),
    )
    mine = Reminder.objects.filter(pk__in=[item.row.pk for item in items], state=State.PLANNED)
    told = mine.update(state=State.DONE, done_at=timezone.now(), letter=letter)
    if told != len(items) or letter.context != {"items": lines}:
        transaction.set_rollback(True)
        return False
    return True


NOW = "reminders:now:"


@transaction.atomic
def decide(watch: Watch, record: Any, stage: Stage, decision: Decision, by: UUID) -> bool:
    """What a person decides about a warning that did not go out; False when it has gone by now."""
    _plan_now(watch, record, stage)
    rows = _rows_of(watch, record).filter(stage=stage.name)
    match decision:
        case Decision.HOLD:
            done = bool(rows.filter(state=State.PLANNED).update(state=State.HELD))
        case Decision.RELEASE:
            done = bool(rows.filter(state=State.HELD).update(state=State.PLANNED))
        case Decision.NOW:
            rows.filter(state=State.HELD).update(state=State.PLANNED)
            found = _by_reader(rows.filter(state=State.PLANNED))
            done = sum(write_letter(items, f"{NOW}{items[0].row.public_id}") for items in found.values()) > 0
    if done:
        tag = {Decision.HOLD: "held", Decision.RELEASE: "released", Decision.NOW: "sent-now"}[decision]
        audit.record(f"reminders:reminder:{tag}", by, thing=record.public_id, data={"watch": watch.name})
    return done


def _plan_now(watch: Watch, record: Any, stage: Stage) -> None:
    """Write a step down before its time, so that something can be decided about it."""
    due_on = watch.due_on(record)
    if stage.name not in queries.settled(watch, [record]).get((str(record.public_id), due_on), ()):
        step = Step(stage.timed, day_of(stage.timed, due_on, is_free))
        Reminder.objects.bulk_create(_rows(watch, record, step), ignore_conflicts=True)
