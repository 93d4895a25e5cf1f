"""Numbers and dates as the reader writes them, in Dutch and English; exact values in, text out.

Unknown and hidden are values of their own: neither is ever shown as zero. Floats are refused, since a report shows
exact outcomes rounded once (kernel/hours.py).
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from enum import Enum
from fractions import Fraction

from banenafspraak.core.kernel.hours import rounded
from banenafspraak.core.kernel.problems import Language
from banenafspraak.core.reports.words import say

type Number = int | Decimal | Fraction
MINUS, HARD_SPACE = "−", "\u00a0"
MARKS: dict[Language, tuple[str, str]] = {"nl": (".", ","), "en": (",", ".")}
PERCENT = CENTS = 100
MONTHS: dict[Language, tuple[str, ...]] = {
    "nl": (
        "januari", "februari", "maart", "april", "mei", "juni",
        "juli", "augustus", "september", "oktober", "november", "december",
    ),
    "en": (
        "January", "February", "March", "April", "May", "June",
        "July", "August", "September", "October", "November", "December",
    ),
}  # fmt: skip

SHORT_MONTHS: dict[Language, tuple[str, ...]] = {
    "nl": ("jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec"),
    "en": ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
}


class Hidden(Enum):
    """A value that is there and is not shown: few persons, or a value that would give another hidden one away."""

    FEW = "few"
    PROTECTED = "protected"


BRIEF = {Hidden.FEW: f"<{HARD_SPACE}10", Hidden.PROTECTED: "×"}

type Value = Number | Hidden | None


def exact(value: Number) -> Fraction:
    """A value as an exact fraction; floats and flags are refused.

    >>> exact(Decimal("0.25"))
    Fraction(1, 4)
    """
    if isinstance(value, bool) or not isinstance(value, int | Decimal | Fraction):
        raise TypeError(f"a report takes exact numbers, not {type(value).__name__}")
    return Fraction(value)


def known(value: object) -> Fraction | None:
    """The exact number, None for unknown and hidden.

    >>> known(3), known(None), known(Hidden.FEW)
    (Fraction(3, 1), None, None)
    """
    return None if value is None or isinstance(value, Hidden) else exact(value)  # type: ignore[arg-type]  # exact refuses the rest


def number(value: Number, lang: Language, places: int = 0) -> str:
    """A number with its thousands apart and a real minus sign.

    >>> number(53390, "nl"), number(Decimal("-1234.5"), "nl", 2), number(53390, "en")
    ('53.390', '−1.234,50', '53,390')
    """
    thousands, decimal = MARKS[lang]
    whole = type(value) is int and not places  # most are, and rounding takes most of the time
    figure = value if whole else rounded(exact(value), places)
    text = f"{abs(figure):,}" if whole else f"{abs(figure):,.{places}f}"
    text = text.translate({ord(","): thousands, ord("."): decimal})
    return f"{MINUS}{text}" if figure < 0 else text


def euros(cents: Number, lang: Language) -> str:
    """An amount in whole euros, or with its cents; a part of a cent is rounded.

    >>> euros(1100000, "nl"), euros(550, "en"), euros(Fraction(1, 3), "nl")
    ('€ 11.000', '€ 5.50', '€ 0')
    """
    whole = rounded(exact(cents), 0)
    return f"€ {number(whole / CENTS, lang, 2 if whole % CENTS else 0)}"


def signed(value: Number, lang: Language, places: int = 0) -> str:
    """A difference with its sign; zero has none.

    >>> signed(6615, "nl"), signed(-1403, "en"), signed(0, "nl")
    ('+6.615', '−1,403', '0')
    """
    text = number(value, lang, places)
    return f"+{text}" if rounded(exact(value), places) > 0 else text


def percent(share: Number, lang: Language, places: int = 0) -> str:
    r"""A share of one as a percentage; Dutch puts a space before the sign, one that does not break.

    >>> percent(Fraction(88, 100), "nl") == "88\u00a0%", percent(Decimal("0.125"), "en", 1)
    (True, '12.5%')
    """
    return number(exact(share) * PERCENT, lang, places) + (f"{HARD_SPACE}%" if lang == "nl" else "%")


def shown(value: Value, lang: Language, places: int = 0) -> str:
    r"""A number, or in words why there is none.

    >>> shown(None, "nl"), shown(Hidden.FEW, "nl"), shown(Hidden.PROTECTED, "en"), shown(10, "en")
    ('geen cijfer', 'te weinig personen', 'withheld', '10')
    """
    if value is None:
        return say(lang, "unknown")
    return say(lang, f"hidden_{value.value}") if isinstance(value, Hidden) else number(value, lang, places)


def brief(value: Value, lang: Language, places: int = 0) -> str:
    r"""The same where there is little room, as in a drawing.

    >>> brief(None, "nl"), brief(Hidden.FEW, "nl"), brief(Hidden.PROTECTED, "nl"), brief(1234, "nl")
    ('geen', '<\xa010', '×', '1.234')
    """
    if value is None:
        return say(lang, "none")
    return BRIEF[value] if isinstance(value, Hidden) else number(value, lang, places)


def day(on: date, lang: Language) -> str:
    """A date in words.

    >>> day(date(2018, 12, 31), "nl"), day(date(2026, 3, 1), "en")
    ('31 december 2018', '1 March 2026')
    """
    return f"{on.day} {MONTHS[lang][on.month - 1]} {on.year}"


def moment(on: date, lang: Language) -> str:
    r"""A reference date as short as a chart wants it: the year for its last day, else the quarter or the day itself.

    >>> moment(date(2018, 12, 31), "nl"), moment(date(2021, 9, 30), "nl"), moment(date(2021, 9, 30), "en")
    ('2018', 'kw\xa03\xa02021', 'Q3\xa02021')
    """
    if (on.month, on.day) == (12, 31):
        return str(on.year)
    if (on.month, on.day) in {(3, 31), (6, 30), (9, 30)}:
        return say(lang, "quarter", number=on.month // 3, year=on.year)
    return day(on, lang)
