"""From rows of the doelgroepregister to intervals in which a person counts, by the rules of the day asked about.

A person has at most one interval on a day, so that a payroll row never counts twice. The rules of the end of a
registration are law (Besluit SUWI 3.2) with dates; which of them ruled on a day is asked of law/.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from heapq import heappop, heappush
from itertools import groupby, pairwise

import pyarrow as pa

from banenafspraak.core.kernel.law import FOREVER, LawText, law_named, law_on
from banenafspraak.core.kernel.pension import PENSION, pension_day
from banenafspraak.core.kernel.periods import Period
from banenafspraak.core.tables.reading import PERSON

REGISTRATION = "nl/besluit_suwi/registratie"
GROUNDS = "nl/wfsv/doelgroep"
WBA = "nl/wet_banenafspraak/doelgroep/niet-in-werking"
T_PLUS_2, SUSPENDED, PRESENT = date(2015, 1, 1), date(2017, 12, 30), date(2020, 1, 1)
DAY = timedelta(days=1)
EPOCH = date(1970, 1, 1)


@dataclass(frozen=True, slots=True)
class Registration:
    """One row of the register as delivered."""

    person: int
    first: date
    last: date | None = None
    birth: date | None = None
    ground: str | None = None
    ground_lost: date | None = None
    sheltered_decision: date | None = None


@dataclass(frozen=True, slots=True)
class Interval:
    """Days on which a person is registered, the ground, and whether that ground counts on the day asked about."""

    person: int
    first: date
    last: date
    birth: date | None
    ground: str | None
    counts: bool


@dataclass(frozen=True, slots=True)
class RegisterRules:
    """The rules of one day: when a registration ends, which grounds count, and what is done with one-day grounds."""

    day: date
    end: LawText
    target_group: LawText
    leave_out_one_day: bool = False

    @property
    def name(self) -> str:
        """What tells these rules from others: the texts of law, and whether one-day grounds are left out."""
        return f"{self.end.path} {self.target_group.path} {self.leave_out_one_day}"

    @property
    def texts(self) -> tuple[LawText, ...]:
        """Every text of law that says how long a registration lasts and which grounds count."""
        earlier = (law_on(REGISTRATION, day) for day in (T_PLUS_2, SUSPENDED, PRESENT))
        return (self.end, self.target_group, law_on(PENSION, FOREVER), *earlier)

    @property
    def grounds(self) -> frozenset[str]:
        """Grounds that count on the day; those whose start is not known are counted and marked U in law/."""
        values = self.target_group.values
        named = {*values["gronden_die_tellen"].texts, *values["gronden_ingang_onbekend"].texts}
        for name, former in self.target_group.section("gronden_wfsv").items():
            named |= set(former.texts) if name in named else set()
        return frozenset(named)


def rules_on(day: date, *, rule_set: str, leave_out_one_day: bool) -> RegisterRules:
    """The register rules of a day under a rule set: wfsv, wba, or the one of that date.

    >>> sorted(rules_on(date(2015, 12, 31), rule_set="wfsv", leave_out_one_day=False).grounds)[-1]
    '38f.5'
    """
    wba = law_named(WBA)
    by_date = rule_set == "volgens_datum" and wba.valid_from is not None and day >= wba.valid_from
    group = wba if rule_set == "wba" or by_date else law_on(GROUNDS, day)
    return RegisterRules(day, law_on(REGISTRATION, day), group, leave_out_one_day)


def all_grounds() -> frozenset[str]:
    """Every ground that some text of law knows: a register may name no other.

    >>> "38b.1.c" in all_grounds()
    True
    """
    latest = law_on(GROUNDS, FOREVER)
    return frozenset(latest.section("gronden")) | frozenset(law_named(WBA).section("gronden"))


def last_day(row: Registration, rules: RegisterRules) -> date:
    """The last day of a registration by the rules of the day asked about.

    A date of end in the register stands. Else a lost ground ends it by the rule in force (Besluit SUWI 3.2). A
    registration that t+2 had ended before the suspension does not come back: the text does not say so (D, ours).

    >>> lost = Registration(1, date(2013, 1, 1), ground_lost=date(2014, 3, 1))
    >>> last_day(lost, rules_on(date(2016, 12, 31), rule_set="wfsv", leave_out_one_day=False))
    datetime.date(2016, 12, 31)
    """
    ends = [FOREVER if row.last is None else row.last]
    if row.sheltered_decision is not None:
        after = law_on(REGISTRATION, PRESENT).values["dagen_na_besluit_beschut"].whole
        ends.append(row.sheltered_decision + after * DAY)
    if row.last is None:
        ends.append(_by_rule(row, rules))
    return min(ends)


def _by_rule(row: Registration, rules: RegisterRules) -> date:
    ended = _t_plus_2(row.ground_lost) if row.ground_lost else FOREVER
    suspension = law_on(REGISTRATION, SUSPENDED)
    match rules.end.values["regel"].text:
        case "t_plus_2":
            return ended
        case "opgeschort":
            return ended if suspension.valid_from and ended < suspension.valid_from else _suspended(row, suspension)
        case _:
            gone = suspension.valid_from is not None and ended < suspension.valid_from
            return ended if gone else pension_day(row.birth) - DAY if row.birth else FOREVER


def _t_plus_2(lost: date) -> date:
    years = law_on(REGISTRATION, T_PLUS_2).values["jaren_na_verlies"].whole
    return date(lost.year + years, 12, 31)


def _suspended(row: Registration, suspension: LawText) -> date:
    if row.ground_lost is None:
        return FOREVER
    in_time = row.ground_lost < suspension.values["grond_verloren_voor"].day
    return suspension.values["einddatum"].day if in_time else _t_plus_2(row.ground_lost)


def intervals(rows: Iterable[Registration], rules: RegisterRules) -> list[Interval]:
    """Intervals per person, in order, without overlap: on each day the ground of the row that began last."""
    found = sorted(_bounded(rows, rules), key=lambda one: (one.person, *_rank(one)))
    result: list[Interval] = []
    for _, group in groupby(found, key=lambda one: one.person):
        result += _without_overlap(list(group))
    return result


def _bounded(rows: Iterable[Registration], rules: RegisterRules) -> Iterator[Interval]:
    grounds = rules.grounds
    for row in rows:
        last = last_day(row, rules)
        if last < row.first or (rules.leave_out_one_day and last == row.first):
            continue
        counts = row.ground is None or row.ground in grounds
        yield Interval(row.person, row.first, last, row.birth, row.ground, counts)


def _rank(one: Interval) -> tuple[date, date, str, date]:
    """What puts intervals in an order that does not depend on the order of the rows."""
    return one.first, one.last, one.ground or "", one.birth or date.min


def _without_overlap(ordered: list[Interval]) -> list[Interval]:
    """A ground that counts goes before one that does not; among equals the row that began last rules the day.

    The open intervals stand in a heap by rank, so that a person with very many rows takes no longer than they are.
    """
    if all(before.last < after.first for before, after in pairwise(ordered)):
        return ordered
    bounds = sorted({one.first for one in ordered} | {one.last + DAY for one in ordered if one.last < FOREVER})
    by_rank = sorted(ordered, key=lambda one: (one.counts, *_rank(one)), reverse=True)
    waiting = sorted(range(len(by_rank)), key=lambda place: by_rank[place].first, reverse=True)
    open_places: list[int] = []
    pieces: list[Interval] = []
    for first, after in zip(bounds, [*bounds[1:], None], strict=True):
        while waiting and by_rank[waiting[-1]].first <= first:
            heappush(open_places, waiting.pop())
        while open_places and by_rank[open_places[0]].last < first:
            heappop(open_places)
        if open_places:
            ruling = by_rank[open_places[0]]
            _append(pieces, replace(ruling, first=first, last=FOREVER if after is None else after - DAY))
    return pieces


def _append(pieces: list[Interval], piece: Interval) -> None:
    if pieces and _continues(pieces[-1], piece):
        piece = replace(pieces.pop(), last=piece.last)
    pieces.append(piece)


def _continues(before: Interval, after: Interval) -> bool:
    same = (before.ground, before.birth, before.counts) == (after.ground, after.birth, after.counts)
    return same and before.last + DAY == after.first


def register_table(found: list[Interval]) -> pa.Table:
    """Intervals as columns for the engines, days as numbers. `tot_volgende` is the day before the next interval.

    Next is the next one of the person that counts as this one does. Of those that begin on or before the end of a
    return period only the last can touch it: at most one row joins.
    """
    nexts: list[int] = []
    following: dict[tuple[int, bool], date] = {}
    for one in reversed(found):
        nexts.append(day_number(following.get((one.person, one.counts), FOREVER)) - 1)
        following[one.person, one.counts] = one.first
    return pa.table(
        {
            PERSON: pa.array([one.person for one in found], pa.int64()),
            "van": pa.array([day_number(one.first) for one in found], pa.int32()),
            "tot": pa.array([day_number(one.last) for one in found], pa.int32()),
            "tot_volgende": pa.array(nexts[::-1], pa.int32()),
            "geboren": pa.array([day_number(one.birth) if one.birth else None for one in found], pa.int32()),
            "grondslag": pa.array([one.ground for one in found], pa.string()),
            "telt": pa.array([one.counts for one in found], pa.bool_()),
        }
    )


def day_numbers(period: Period) -> tuple[int, int]:
    """The first and the last day of a period as day numbers."""
    return day_number(period.first), day_number(period.last)


def day_number(day: date) -> int:
    """Days since 1 January 1970: what every engine compares alike.

    >>> day_number(date(2018, 12, 31))
    17896
    """
    return (day - EPOCH).days
