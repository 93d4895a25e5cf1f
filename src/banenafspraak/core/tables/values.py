"""From the text of one cell to a value: dates, whole numbers, hours, moments, codes.

Every function takes the stripped text of a cell and gives None when it cannot be read. Nothing here guesses: a
text that can be read in two ways says so (`read_hours`), and the file as a whole decides (checks.py).
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

DUTCH_TIME = ZoneInfo("Europe/Amsterdam")
ISO_DATE = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:[T ]00:00(?::00(?:\.0+)?)?(?:Z|[+-]\d\d:\d\d)?)?")
PLAIN_DATE = re.compile(r"(\d{4})(\d\d)(\d\d)")
DUTCH_DATE = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})")
DUTCH_MOMENT = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})(?:[T ](\d{1,2}:\d\d(?::\d\d)?))?")
WHOLE = re.compile(r"-?\d{1,9}(?:\.0+)?")
COMMA_HOURS = re.compile(r"[-\u2212]?(?:\d{1,3}(?:\.\d{3})+|\d+)(?:,(\d{1,2})0*)?")
DOT_HOURS = re.compile(r"[-\u2212]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d{1,2})0*)?")
RULES = {"volledig": 0, "aanvulling": 1, "aanvullend": 1, "correctie": 2, "intrekking": 3}
YES = {"ja": True, "j": True, "1": True, "true": True, "nee": False, "n": False, "0": False, "false": False}


class HoursReading(NamedTuple):
    """Hundredths of an hour when the comma is the decimal sign, and when the dot is."""

    comma: int | None
    dot: int | None


def read_date(text: str) -> date | None:
    """A day written as 2018-12-31, 20181231, 31-12-2018 or 31/12/2018.

    >>> read_date("31-12-2018"), read_date("31-02-2018")
    (datetime.date(2018, 12, 31), None)
    """
    if match := ISO_DATE.fullmatch(text) or PLAIN_DATE.fullmatch(text):
        year, month, day = match[1], match[2], match[3]
    elif match := DUTCH_DATE.fullmatch(text):
        day, month, year = match[1], match[2], match[3]
    else:
        return None
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def read_whole(text: str) -> int | None:
    """A whole number of at most nine digits.

    >>> read_whole("061"), read_whole("15.0"), read_whole("1,5")
    (61, 15, None)
    """
    return int(text.split(".", maxsplit=1)[0]) if WHOLE.fullmatch(text) else None


def read_hours(text: str) -> HoursReading:
    """Hours in hundredths, under both decimal signs. More than two decimals cannot be read: hours are not rounded here.

    >>> read_hours("1.234,50"), read_hours("1.234"), read_hours("-8")
    (HoursReading(comma=123450, dot=None), HoursReading(comma=123400, dot=None), HoursReading(comma=-800, dot=-800))
    """
    return HoursReading(_hundredths(text, COMMA_HOURS), _hundredths(text, DOT_HOURS))


def _hundredths(text: str, form: re.Pattern[str]) -> int | None:
    match = form.fullmatch(text)
    if not match:
        return None
    whole = re.sub(r"\D", "", text[: match.start(1) - 1] if match[1] else text)
    size = int(whole) * 100 + int((match[1] or "0").ljust(2, "0"))
    return -size if text[0] in "-\u2212" else size


def read_moment(text: str) -> datetime | None:
    """A moment in UTC. Without an offset it is Dutch time; a bare day is its midnight.

    >>> str(read_moment("2026-02-03T10:00:00")), str(read_moment("03-02-2026"))
    ('2026-02-03 09:00:00+00:00', '2026-02-02 23:00:00+00:00')
    """
    if match := DUTCH_MOMENT.fullmatch(text):
        text = f"{match[3]}-{match[2]:0>2}-{match[1]:0>2} {match[4] or '00:00'}".replace(" 0:", " 00:")
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    aware = moment if moment.tzinfo else moment.replace(tzinfo=DUTCH_TIME)
    return aware.astimezone(UTC)


def read_rule(text: str) -> int | None:
    """What a row does to earlier rows: 0 volledig, 1 aanvulling, 2 correctie, 3 intrekking.

    >>> read_rule("Intrekking")
    3
    """
    return RULES.get(text.casefold())


def read_yes(text: str) -> bool | None:
    """Ja or nee.

    >>> read_yes("Ja"), read_yes("misschien")
    (True, None)
    """
    return YES.get(text.casefold())
