"""The last days to apply as a calendar file (RFC 5545), warned of two weeks ahead; same answers, same bytes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from banenafspraak.core.kernel.problems import Language
from banenafspraak.core.kernel.receipts import sha256_text
from banenafspraak.core.schemes.answers import said
from banenafspraak.core.schemes.wording import Told

MAKER, WARNING = "-//banenafspraak//regelingen//NL", "-P14D"
LONGEST = 75
"""Octets in a line, its end not counted (RFC 5545, 3.1)."""


def deadlines(answers: Iterable[Told], on: date) -> list[Told]:
    """The answers of which something may come and whose last day to apply has not passed, that day first."""
    ahead = [one for one in answers if one.is_open and one.due is not None and one.due >= on]
    return sorted(ahead, key=lambda one: (one.due or on, one.id))


@dataclass(frozen=True, slots=True)
class Event:
    """A last day in a calendar: what makes it the same event each time, what it is called, and what is told."""

    key: str
    day: date
    summary: str
    told: tuple[str, ...]


def calendar(answers: Iterable[Told], on: date, lang: Language) -> bytes:
    """A calendar with a whole-day event for each last day to apply.

    >>> calendar((), date(2026, 7, 1), "nl").splitlines()[:2]
    [b'BEGIN:VCALENDAR', b'VERSION:2.0']
    """
    return calendar_of((_of(one, on, lang) for one in deadlines(answers, on)), on)


def calendar_of(events: Iterable[Event], on: date) -> bytes:
    """A calendar of events, made on a day."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{MAKER}", "CALSCALE:GREGORIAN", "METHOD:PUBLISH"]
    for one in events:
        lines += _event(one, on)
    return "".join(f"{_folded(line)}\r\n" for line in [*lines, "END:VCALENDAR"]).encode()


def _of(one: Told, on: date, lang: Language) -> Event:
    day = one.due or on
    told = (one.where, one.when, one.due_article, said("warning.not_a_decision", lang).format(decider=one.decider))
    return Event(f"{one.id} {day}", day, said("calendar.summary", lang).format(name=one.name), told)


def _event(one: Event, on: date) -> Iterator[str]:
    yield from ("BEGIN:VEVENT", f"UID:{sha256_text(one.key)[:32]}@banenafspraak")
    yield f"DTSTAMP:{on:%Y%m%d}T000000Z"
    yield f"DTSTART;VALUE=DATE:{one.day:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{one.day + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{_escaped(one.summary)}"
    yield f"DESCRIPTION:{_escaped(chr(10).join(filter(None, one.told)))}"
    yield from ("TRANSP:TRANSPARENT", "BEGIN:VALARM", "ACTION:DISPLAY", f"TRIGGER:{WARNING}")
    yield from (f"DESCRIPTION:{_escaped(one.summary)}", "END:VALARM", "END:VEVENT")


def _escaped(text: str) -> str:
    for sign, written in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\n", "\\n")):
        text = text.replace(sign, written)
    return text


def _folded(line: str) -> str:
    """A line in parts of at most 75 octets; no letter is cut in two."""
    parts, room = [""], LONGEST
    for letter in line:
        size = len(letter.encode())
        if size > room:
            parts.append(" ")
            room = LONGEST - 1
        parts[-1] += letter
        room -= size
    return "\r\n".join(parts)
