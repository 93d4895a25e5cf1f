"""From the text of one cell to a value: dates, whole numbers, hours, moments, codes.

Every function takes the stripped text of a cell and gives None when it cannot be read. Nothing here guesses: a
text that can be read in two ways says so (`read_hours`), and the file as a whole decides (checks.py).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from typing import Literal, NamedTuple
from zoneinfo import ZoneInfo

from banenafspraak.core.kernel.identifiers import holds_bsn

DUTCH_TIME = ZoneInfo("Europe/Amsterdam")
YEAR_FIRST = re.compile(r"(\d{4})([-/.]?)(\d{1,2})\2(\d{1,2})")
DAY_FIRST = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4})")
DUTCH_MOMENT = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4})(?:[T ](\d{1,2}:\d\d(?::\d\d)?))?")
COMPACT_DATE = 8
EARLIEST, LATEST = date(1900, 1, 1), date(2199, 12, 31)
WHOLE = re.compile(r"-?\d{1,9}(?:\.0+)?")
RELATION = re.compile(r"(\d{1,18})(?:\.0+)?")
COMMA_HOURS = re.compile(r"[-\u2212]?(?P<whole>[1-9]\d{0,2}(?:\.\d{3})+|\d{1,12})(?:,(?P<decimals>\d+))?")
DOT_HOURS = re.compile(r"[-\u2212]?(?P<whole>[1-9]\d{0,2}(?:,\d{3})+|\d{1,12})(?:\.(?P<decimals>\d+))?")
FINEST = 2  # places of a hundredth
MOST_HOURS = 99_999_00  # five digits of hours, the width of AantVerlU in the return
CLEAN_DECIMALS = 9  # binary noise of a typed number lies beyond the ninth decimal
DOT_SHOWN = "0000"  # behind the decimals of a typed number: so it can only be read with a decimal dot
SHEET_ERROR = re.compile(r"#[A-Z0-9/_]{1,20}[!?]?")
RULES = {"volledig": 0, "aanvulling": 1, "aanvullend": 1, "correctie": 2, "intrekking": 3}
YES = {"ja": True, "j": True, "1": True, "true": True, "nee": False, "n": False, "0": False, "false": False}
SECTORS = frozenset({"markt", "overheid"})
JOBS = re.compile(r"([-\u2212]?)(\d{1,6})(?:\.0{1,2}|\.0{4,})?")  # below a million: a BSN has seven digits or more
SERIES = {
    "official": "official",
    "official yearly monitor": "official",
    "officieel": "official",
    "officiële jaarmonitor": "official",
    "jaarmonitor": "official",
    "uwv_quarterly": "uwv_quarterly",
    "uwv quarterly report (indicative)": "uwv_quarterly",
    "uwv-kwartaalrapportage (indicatief)": "uwv_quarterly",
    "uwv-kwartaalrapportage": "uwv_quarterly",
    "kwartaalrapportage": "uwv_quarterly",
}
PARTS = {
    "total": "total",
    "totaal": "total",
    "market": "market",
    "markt": "market",
    "government": "government",
    "overheid": "government",
}
WORK = {"all": "all", "alles": "all", "totaal": "all", "regular": "regular", "regulier": "regular", "inleen": "inleen"}
MARKS = {"v": "V", "d": "D", "u": "U"}
ORGANISATIONS = {
    "initiatiefnemer": "initiator",
    "netwerk": "network",
    "sectororganisatie": "sector_body",
    "werkgever": "employer",
    "overheidsorganisatie": "public_body",
    "regionaal loket": "desk",
    "gemeente": "municipality",
    "uwv": "uwv",
    "begeleider": "support",
    "school": "school",
    "project": "project",
    "fonds": "fund",
    "vakbond": "union",
    "anders": "other",
}
"""The kinds of organisation by the Dutch word that files have."""
KVK, OIN = re.compile(r"\d{7,8}"), re.compile(r"\d{20}")
KVK_LENGTH = 8
WEBSITE = re.compile(
    r"(?:(https?)://)?([a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,24}(?::\d{2,5})?(?:/[^\s<>\"']*)?)", re.IGNORECASE
)
REFERENCE = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
MOST_WORKERS = 999_999
LONGEST_TEXT = 200


class HoursReading(NamedTuple):
    """Hundredths of an hour when the comma is the decimal sign, and when the dot is; and the sign that the text shows.

    A text that shows its sign is read the same in both; one that shows none is read in two ways when these differ.
    """

    comma: int | None
    dot: int | None
    shows: Literal[",", ".", ""]


def read_date(text: str) -> date | None:
    """A day written as 2018-12-31, 20181231, 31-12-2018 or 31/12/2018, between 1900 and 2199; midnight may follow.

    >>> read_date("31-12-2018"), read_date("31-02-2018"), read_date("2018-12-31 00:00:00")
    (datetime.date(2018, 12, 31), None, datetime.date(2018, 12, 31))
    """
    if match := YEAR_FIRST.fullmatch(text):
        if not match[2] and len(text) != COMPACT_DATE:
            return None
        year, month, day = match[1], match[3], match[4]
    elif match := DAY_FIRST.fullmatch(text):
        day, month, year = match[1], match[3], match[4]
    else:
        return _midnight(text)
    try:
        return _known(date(int(year), int(month), int(day)))
    except ValueError:
        return None


def _midnight(text: str) -> date | None:
    """The day that begins at a moment, by the clock of the text itself or by the Dutch clock."""
    try:
        moment = datetime.fromisoformat(text) if len(text) > COMPACT_DATE + 2 else None
    except ValueError:
        return None
    if moment and moment.tzinfo and moment.time() != time():
        moment = read_moment(text)
        moment = moment.astimezone(DUTCH_TIME) if moment else None
    return _known(moment.date()) if moment and moment.time() == time() else None


def _known(day: date) -> date | None:
    return day if EARLIEST <= day <= LATEST else None


def read_whole(text: str) -> int | None:
    """A whole number of at most nine digits.

    >>> read_whole("061"), read_whole("15.0"), read_whole("1,5")
    (61, 15, None)
    """
    return int(text.split(".", maxsplit=1)[0]) if WHOLE.fullmatch(text) else None


def read_relation(text: str) -> str | None:
    """The digits of a number of an income relation, without leading zeros.

    >>> read_relation("0001"), read_relation("123456789012"), read_relation("x")
    ('1', '123456789012', None)
    """
    match = RELATION.fullmatch(text)
    return str(int(match[1])) if match else None


def read_hours(text: str) -> HoursReading:
    """Hours in hundredths, under both decimal signs. More than two decimals cannot be read: hours are not rounded here.

    >>> read_hours("1.234,50")
    HoursReading(comma=123450, dot=123450, shows=',')
    >>> read_hours("1.230")
    HoursReading(comma=123000, dot=123, shows='')
    """
    by_comma, by_dot = COMMA_HOURS.fullmatch(text), DOT_HOURS.fullmatch(text)
    comma, dot = _hundredths(by_comma), _hundredths(by_dot)
    if by_comma and by_dot:
        return _two_ways(comma, dot, by_dot=bool(by_dot["decimals"]))
    return HoursReading(comma, comma, ",") if by_comma else HoursReading(dot, dot, "." if by_dot else "")


def _two_ways(comma: int | None, dot: int | None, *, by_dot: bool) -> HoursReading:
    """One sign before three digits: thousands or decimals. Thousands that no return can hold are decimals."""
    thousands = comma if by_dot else dot
    if comma == dot or (thousands is not None and abs(thousands) <= MOST_HOURS):
        return HoursReading(comma, dot, "")
    return HoursReading(dot, dot, ".") if by_dot else HoursReading(comma, comma, ",")


def _hundredths(match: re.Match[str] | None) -> int | None:
    decimals = (match["decimals"] or "").rstrip("0") if match else ""
    if not match or len(decimals) > FINEST:
        return None
    size = int(re.sub(r"\D", "", match["whole"])) * 100 + int(decimals.ljust(FINEST, "0"))
    return -size if match[0][0] in "-\u2212" else size


def read_moment(text: str) -> datetime | None:
    """A moment in UTC. Without an offset it is Dutch time; a bare day is its midnight.

    >>> str(read_moment("2026-02-03T10:00:00")), str(read_moment("03-02-2026"))
    ('2026-02-03 09:00:00+00:00', '2026-02-02 23:00:00+00:00')
    """
    if match := DUTCH_MOMENT.fullmatch(text):
        text = f"{match[4]}-{match[3]:0>2}-{match[1]:0>2} {(match[5] or '00:00').zfill(5)}"
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    if not EARLIEST <= moment.date() <= LATEST:
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


def read_sector(text: str) -> str | None:
    """Markt or overheid.

    >>> read_sector("Markt"), read_sector("zorg")
    ('markt', None)
    """
    folded = text.casefold()
    return folded if folded in SECTORS else None


def read_text(text: str) -> str | None:
    """A text, unless it is an error of a spreadsheet or may hold a BSN, as happens when columns have shifted.

    >>> read_text("gemeente Ede"), read_text("#N/A"), read_text("123456782")
    ('gemeente Ede', None, None)
    """
    return None if SHEET_ERROR.fullmatch(text) or holds_bsn(text) else text


def read_word(words: Mapping[str, str], text: str) -> str | None:
    """What one of a few words stands for, in capitals or not.

    >>> read_word(PARTS, "Markt"), read_word(PARTS, "zorg")
    ('market', None)
    """
    return words.get(text.casefold())


def read_jobs(text: str) -> int | None:
    """A whole number of jobs as it was published. A sign between thousands is not taken: 15.000 may be fifteen.

    >>> read_jobs("-830"), read_jobs("53390.0"), read_jobs("53.390"), read_jobs("15.000")
    (-830, 53390, None, None)
    """
    match = JOBS.fullmatch(text)
    if not match:
        return None
    return -int(match[2]) if match[1] else int(match[2])


def read_name(text: str) -> str | None:
    """A name or another short text, its spaces made single.

    >>> read_name(" Bakkerij   De Aar "), read_name("#REF!"), read_name("x" * 201)
    ('Bakkerij De Aar', None, None)
    """
    name = " ".join(text.split())
    return name if len(name) <= LONGEST_TEXT and read_text(name) and name.isprintable() else None


def read_kvk(text: str) -> str | None:
    """The eight digits of a KvK number; a zero that a spreadsheet dropped is put back.

    >>> read_kvk("01234567"), read_kvk("1234567"), read_kvk("12 34 56 78"), read_kvk("123456789")
    ('01234567', '01234567', '12345678', None)
    """
    digits = re.sub(r"[\s.]", "", text)
    return digits.zfill(KVK_LENGTH) if digits.isascii() and KVK.fullmatch(digits) else None


def read_oin(text: str) -> str | None:
    """The twenty digits of an OIN. A spreadsheet that took it for a number has lost some: that is not mended.

    >>> read_oin("00000001003214345000"), read_oin("1003214345000")
    ('00000001003214345000', None)
    """
    digits = re.sub(r"\s", "", text)
    return digits if digits.isascii() and OIN.fullmatch(digits) else None


def read_website(text: str) -> str | None:
    """The address of a website, with its scheme; no other scheme than that of the web.

    >>> read_website("voorbeeld.nl"), read_website("http://a.nl/b"), read_website("javascript:alert(1)")
    ('https://voorbeeld.nl', 'http://a.nl/b', None)
    """
    match = WEBSITE.fullmatch(text) if len(text) <= LONGEST_TEXT else None
    return f"{(match[1] or 'https').lower()}://{match[2]}" if match else None


def read_workers(text: str) -> int | None:
    """A number of workers; a sign between thousands is not taken: 1.250 may be one and a quarter.

    >>> read_workers("1250"), read_workers("1250.0"), read_workers("1.250"), read_workers("-3")
    (1250, 1250, None, None)
    """
    number = read_whole(text) if re.fullmatch(r"\d{1,6}(?:\.0{1,2}|\.0{4,})?", text) else None
    return number if number is not None and number <= MOST_WORKERS else None


def read_reference(text: str) -> str | None:
    """The mark by which this site knows something, in one form.

    >>> read_reference("6F9619FF-8B86-D011-B42D-00CF4FC964FF"), read_reference("7")
    ('6f9619ff-8b86-d011-b42d-00cf4fc964ff', None)
    """
    return text.casefold() if REFERENCE.fullmatch(text.casefold()) else None
