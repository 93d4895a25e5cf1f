"""What the clock reads: which records come near, what was settled of them, and what goes out in the coming days."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import batched
from typing import TYPE_CHECKING, Any

from django.db.models import DateTimeField, QuerySet
from django.utils import timezone

from banenafspraak.apps.mail.queries import is_free, masked
from banenafspraak.apps.reminders.enums import State
from banenafspraak.apps.reminders.models import Reminder
from banenafspraak.apps.reminders.watches import WATCHES, Stage, Telling, Watch
from banenafspraak.core.reminders.clock import Step, due_now, latest_due, steps

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

AT_ONCE = 500
AHEAD = timedelta(days=30)
type Settled = Mapping[tuple[str, date], set[str]]


def records_until(watch: Watch, day: date) -> QuerySet[Any]:
    """The records of which a stage may fall on or before a day."""
    rows = watch.records()
    last: date | datetime = latest_due(watch.timed, day)
    if isinstance(rows.model._meta.get_field(watch.due), DateTimeField):  # noqa: SLF001 - Django's public way to ask
        last = timezone.make_aware(datetime.combine(last + timedelta(days=1), time.min))
        return rows.filter(**{f"{watch.due}__lt": last}).order_by(watch.due, "pk")
    return rows.filter(**{f"{watch.due}__lte": last}).order_by(watch.due, "pk")


def records_in_parts(watch: Watch, day: date) -> Iterator[tuple[list[Any], Settled]]:
    """The same, some at a time, each part with what was settled of it."""
    for part in batched(records_until(watch, day).iterator(chunk_size=AT_ONCE), AT_ONCE, strict=False):
        yield list(part), settled(watch, part)


def settled(watch: Watch, records: Iterable[Any]) -> Settled:
    """The stages of records that are planned or settled already, by record and due date."""
    found: dict[tuple[str, date], set[str]] = defaultdict(set)
    ids = [str(record.public_id) for record in records]
    for record, due_on, stage in Reminder.objects.filter(watch=watch.name, record__in=ids).values_list(
        "record", "due_on", "stage"
    ):
        found[record, due_on].add(stage)
    return found


def current(watch: Watch, reminders: Iterable[Reminder]) -> dict[int, Any]:
    """The records of reminders, by number of the reminder; one that is gone, or is due on another day, is left out."""
    rows = list(reminders)
    found = {str(one.public_id): one for one in watch.records().filter(public_id__in={row.record for row in rows})}
    return {
        row.pk: found[row.record]
        for row in rows
        if row.record in found and watch.due_on(found[row.record]) == row.due_on
    }


def planned(day: date, *, expires: bool) -> QuerySet[Reminder]:
    """What is to be done on or before a day, the oldest first."""
    rows = Reminder.objects.filter(state=State.PLANNED, day__lte=day, expires=expires, watch__in=WATCHES)
    return rows.order_by("day", "pk")


@dataclass(frozen=True, slots=True)
class Coming:
    """Something that goes out, or happens, in the coming days; `number` of them when they are told together."""

    day: date
    title: str | _StrPromise
    sentence: str | _StrPromise
    label: str
    readers: tuple[str, ...]
    state: str
    expires: bool
    watch: str = ""
    record: str = ""
    stage: str = ""
    number: int = 1


def coming(today: date, names: Iterable[str]) -> list[Coming]:
    """What goes out until some weeks from now, by day, of some watches."""
    until = today + AHEAD
    found = [one for name in names for one in _coming(WATCHES[name], today, until)]
    return sorted(found, key=lambda one: (one.day, str(one.title), one.label))


def _coming(watch: Watch, today: date, until: date) -> Iterator[Coming]:
    numbers: Counter[tuple[date, str, str]] = Counter()
    for part, done in records_in_parts(watch, until):
        open_ = _open(watch, part)
        for record in part:
            for step, state in _steps(watch, record, (done, open_), (today, until)):
                if watch.together:
                    numbers[max(step.day, today), step.stage.name, state] += 1
                else:
                    yield _one(watch, record, step.stage.name, max(step.day, today), state)
    for (day, name, state), number in numbers.items():
        stage = watch.stage(name)
        yield Coming(day, watch.title, stage.sentence, "", (), state, stage.expire is not None, number=number)


def _steps(
    watch: Watch, record: Any, known: tuple[Settled, Mapping[tuple[str, date, str], str]], span: tuple[date, date]
) -> Iterator[tuple[Step, str]]:
    """What will happen of a record, and whether it is held; not what was done, or will be passed over."""
    (done, open_), (today, until), due_on = known, span, watch.due_on(record)
    at = str(record.public_id), due_on
    over = done.get(at, set()) | _passed(watch, due_on, done.get(at, set()), today)
    for step in steps(watch.timed, due_on, (), is_free):
        state = open_.get((*at, step.stage.name), "")
        if step.day <= until and (state or step.stage.name not in over):
            yield step, state or State.PLANNED


def _one(watch: Watch, record: Any, name: str, day: date, state: str) -> Coming:
    stage = watch.stage(name)
    return Coming(
        day=day,
        title=watch.title,
        sentence=stage.sentence,
        label=watch.label(record),
        readers=tuple(map(shown, stage.warn(record))) if stage.warn else (),
        state=state,
        expires=stage.expire is not None,
        watch=watch.name,
        record=str(record.public_id),
        stage=name,
    )


def _passed(watch: Watch, due_on: date, done: set[str], today: date) -> set[str]:
    """The stages that will be passed over when the clock next runs."""
    return {step.stage.name for step in due_now(watch.timed, due_on, done, today, is_free) if step.fate == "passed"}


def _open(watch: Watch, records: Iterable[Any]) -> Mapping[tuple[str, date, str], str]:
    """The states of what is planned or held of some records."""
    ids = [str(record.public_id) for record in records]
    rows = Reminder.objects.filter(watch=watch.name, record__in=ids, state__in=(State.PLANNED, State.HELD))
    return {(row.record, row.due_on, row.stage): row.state for row in rows}


def shown(telling: Telling) -> str:
    """A reader as who minds the reminders sees her: her name, or the beginning of her address."""
    account = telling.to.account
    return account.name if account and account.name else masked(telling.to.email or telling.to.phone)


def step_of(watch_name: str, record_id: str, stage_name: str) -> tuple[Watch, Any, Stage] | None:
    """The watch, record and stage of a warning; None when there is no such warning any more."""
    watch = WATCHES.get(watch_name)
    stage = next((one for one in watch.stages if one.name == stage_name and one.warn), None) if watch else None
    record = watch.records().filter(public_id=record_id).first() if watch else None
    return (watch, record, stage) if watch and stage and record else None
