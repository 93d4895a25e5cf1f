"""Stretches of time inside one row of an XML delivery: which of them speaks for the row.

Dates are compared as text: both formats write the year first. What a nature (code aard) counts for is not known here.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

DATE_LENGTH = 10  # a date may carry a time zone behind it
END_OF_TIME = "9999"


class Span(NamedTuple):
    """A stretch with what holds in it: begin and end as written, a nature (code aard or sector) and a kind."""

    begin: str | None
    end: str | None
    nature: str | None
    kind: str | None = None


def in_force(spans: Sequence[Span], last_day: str | None) -> Span | None:
    """The stretch that holds on the last day: the latest begun and not ended; else the latest begun; else the first.

    >>> in_force([Span("2026-01-16", None, "22"), Span("2026-01-01", None, "1")], "2026-01-31").nature
    '22'
    """
    if len(spans) == 1:
        return spans[0]
    last = _date(last_day) or END_OF_TIME
    ordered = sorted(spans, key=lambda span: _date(span.begin))
    begun = [span for span in ordered if _date(span.begin) <= last]
    still = [span for span in begun if not span.end or _date(span.end) >= last]
    return next((some for some in (still[-1:], begun[-1:], ordered[:1]) if some), [None])[0]


def changing(spans: Sequence[Span], first_day: str | None, last_day: str | None) -> str | None:
    """'ja' when stretches that touch the days from first to last differ in nature, else None.

    A stretch runs to its end, or else to the day before the next one begins.

    >>> changing([Span("2026-01-01", None, "1"), Span("2026-01-16", None, "22")], "2026-01-01", "2026-01-31")
    'ja'
    """
    if len(spans) <= 1:
        return None
    first, last = _date(first_day), _date(last_day) or END_OF_TIME
    ordered = sorted(spans, key=lambda span: _date(span.begin))
    touching = {
        span.nature
        for span, after in pairwise([*ordered, Span(END_OF_TIME, None, None)])
        if _date(span.begin) <= last
        and max(_date(span.begin), first) < _date(after.begin)
        and (not span.end or _date(span.end) >= first)
    }
    return "ja" if len(touching) > 1 else None


def _date(text: str | None) -> str:
    return (text or "")[:DATE_LENGTH]
