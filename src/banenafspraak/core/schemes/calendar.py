"""The last days to apply as a calendar file (RFC 5545), warned of two weeks ahead; same answers, same bytes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
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


def calendar(answers: Iterable[Told], on: date, lang: Language) -> bytes:
    """A calendar with a whole-day event for each last day to apply.

    >>> calendar((), date(2026, 7, 1), "nl").splitlines()[:2]
    [b'BEGIN:VCALENDAR', b'VERSION:2.0']
    """
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{MAKER}", "CALSCALE:GREGORIAN", "METHOD:PUBLISH"]
    for one in deadlines(answers, on):
        lines += _event(one, on, lang)
    return "".join(f"{_folded(line)}\r\n" for line in [*lines, "END:VCALENDAR"]).encode()


def _event(one: Told, on: date, lang: Language) -> Iterator[str]:
    day = one.due or on
    summary = said("calendar.summary", lang).format(name=one.name)
    told = (one.where, one.when, one.due_article, said("warning.not_a_decision", lang).format(decider=one.decider))
    yield from ("BEGIN:VEVENT", f"UID:{sha256_text(f'{one.id} {day}')[:32]}@banenafspraak")
    yield f"DTSTAMP:{on:%Y%m%d}T000000Z"
    yield f"DTSTART;VALUE=DATE:{day:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{day + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{_escaped(summary)}"
    yield f"DESCRIPTION:{_escaped(chr(10).join(filter(None, told)))}"
    yield from ("TRANSP:TRANSPARENT", "BEGIN:VALARM", "ACTION:DISPLAY", f"TRIGGER:{WARNING}")
    yield from (f"DESCRIPTION:{_escaped(summary)}", "END:VALARM", "END:VEVENT")


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
