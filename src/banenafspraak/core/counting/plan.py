"""The immutable plan of a count: definition, period, rules, breakdown. Engines run a plan and decide nothing.

Classes of age, size and section are ours; the law knows only the line of 25 employees (docs/decisions/0006).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from types import MappingProxyType
from typing import Literal

from banenafspraak.core.counting.definitions import Definition, Window
from banenafspraak.core.counting.registration import RegisterRules, day_number, rules_on
from banenafspraak.core.kernel.hours import HUNDREDTHS
from banenafspraak.core.kernel.law import LawText, law_on
from banenafspraak.core.kernel.periods import DECEMBER, MONTHS_PER_QUARTER, Asked, Period
from banenafspraak.core.kernel.problems import Place, Problem, ProblemsError, stop
from banenafspraak.core.regions import membership_table

By = Literal[
    "sector", "subsector", "soort", "regio", "grondslag", "leeftijdsklasse", "sbi_sectie", "grootteklasse", "maand"
]
BY: tuple[By, ...] = (
    "sector",
    "subsector",
    "soort",
    "regio",
    "grondslag",
    "leeftijdsklasse",
    "sbi_sectie",
    "grootteklasse",
    "maand",
)
MARKET, GOVERNMENT, UNKNOWN, UNDIVIDED, TOTAL = "markt", "overheid", "onbekend", "niet te verdelen", "totaal"
DUTCH = {"market": MARKET, "government": GOVERNMENT, "total": TOTAL}
"""The sectors as published figures name them, and as a result does."""
BASELINE = Asked(2012, DECEMBER)
CODES, QUOTA = "nl/loonaangifte/codes", "nl/wfsv/quotum"
YEARS = (2012, 2099)
AGE_BANDS: tuple[tuple[str, int, int], ...] = (
    ("jonger dan 25", 0, 24),
    ("25 tot en met 34", 25, 34),
    ("35 tot en met 44", 35, 44),
    ("45 tot en met 54", 45, 54),
    ("55 en ouder", 55, 150),
)
SIZES: tuple[tuple[str, int], ...] = (
    ("minder dan 25 werknemers", 0),
    ("25 tot 100 werknemers", 25),
    ("100 tot 250 werknemers", 100),
    ("250 werknemers of meer", 250),
)
SECTIONS: tuple[tuple[str, int, int], ...] = (
    ("A", 1, 3), ("B", 6, 9), ("C", 10, 33), ("D", 35, 35), ("E", 36, 39), ("F", 41, 43), ("G", 45, 47),
    ("H", 49, 53), ("I", 55, 56), ("J", 58, 63), ("K", 64, 66), ("L", 68, 68), ("M", 69, 75), ("N", 77, 82),
    ("O", 84, 84), ("P", 85, 85), ("Q", 86, 88), ("R", 90, 93), ("S", 94, 96), ("T", 97, 98), ("U", 99, 99),
)  # fmt: skip
FORMS: Mapping[Window, str] = {
    "december": "2018, 2018-12",
    "laatste_maand_van_kwartaal": "2018Q4",
    "kalenderjaar": "2018",
}


@dataclass(frozen=True, slots=True)
class LentKey:
    """The share of lent hours that each sector gets in a year, with where it was found."""

    market: Fraction
    government: Fraction
    source: str
    mark: str


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything an engine needs beside the rows."""

    definition: Definition
    asked: Asked
    period: Period
    by: tuple[By, ...]
    split: bool
    register: RegisterRules
    key: LentKey | None = None
    codes: LawText = field(default_factory=lambda: law_on(CODES, date.max))

    @property
    def year(self) -> int:
        """The year that the period lies in."""
        return self.period.last.year

    @property
    def windows(self) -> tuple[tuple[str, Period], ...]:
        """The stretches of days that hours are counted in, by label: months when asked for, else the period."""
        if "maand" in self.by:
            return tuple((f"{month.first:%Y-%m}", month) for month in self.period.months())
        return ((str(self.asked), self.period),)

    @property
    def hours_per_job(self) -> Fraction:
        """Paid hours that make one job."""
        return self.definition.hours_per_job(self.period.last)

    @property
    def divides(self) -> bool:
        """Whether lent hours are to go to the sectors: by definition, and only where there are two sectors."""
        return self.split and self.definition.divides_lent_hours

    @property
    def moves(self) -> bool:
        """Whether lent hours do go to sectors: there is a key, and the breakdown has sectors."""
        return self.key is not None and "sector" in self.by

    @property
    def rule_set(self) -> str:
        """The name of the set of rules: wfsv or wba."""
        return self.register.target_group.rule_set or ""

    @property
    def filed_until(self) -> date | None:
        """The last day of filing that counts, or None."""
        return self.definition.filed_until(self.year)

    def at(self, asked: Asked) -> Plan:
        """The same plan for another period, without a key."""
        period = _window(self.definition, asked)
        return replace(self, asked=asked, period=period, register=_rules(self.definition, period), key=None)

    def before(self) -> Plan:
        """The plan for the period before: the quarter before, else the year before."""
        if self.asked.quarter:
            earlier = (
                Asked(self.year - 1, quarter=4)
                if self.asked.quarter == 1
                else Asked(self.year, quarter=self.asked.quarter - 1)
            )
            return self.at(earlier)
        return self.at(Asked(self.year - 1, self.asked.month))

    def baseline(self) -> Plan:
        """The plan for December 2012, the measure of the reference date 1 January 2013 (Regeling Wfsv 3.29(1))."""
        month = Period.month(BASELINE.year, DECEMBER)
        by = tuple(name for name in self.by if name != "maand")
        return replace(self, asked=BASELINE, period=month, by=by, register=_rules(self.definition, month), key=None)

    @property
    def law(self) -> dict[str, str]:
        """The law files that decide about the count, with their digests."""
        texts = [self.codes, *self.register.texts]
        if "grootteklasse" in self.by:
            texts.append(law_on(QUOTA, date.max))
        return {text.path: text.sha256 for text in texts} | self.definition.law(self.period.last)

    # -- small tables that engines join: data over branches ------------------------------------------------------

    def aard_types(self) -> Mapping[int, str]:
        """Code aard → regulier, inleen, uitgesloten, niet_te_bepalen (counting.md 5)."""
        return {int(code): value.text for code, value in self.codes.section("aard").items() if code.isdecimal()}

    def employment_codes(self) -> frozenset[int]:
        """Codes soort that are pay for work."""
        section = self.codes.section("soort")
        return frozenset(int(code) for code, value in section.items() if value.value == "dienstverband")

    def government_codes(self) -> frozenset[int]:
        """Sector codes of government employers: our proxy for the overheidswerkgever of WW 1(1)(i)."""
        return government_codes(self.codes)

    def birth_bands(self) -> tuple[tuple[str, int, int], ...]:
        """Age band, first and last day of birth as day numbers, for the last day of the period."""
        end = self.period.last
        return tuple((label, _born(end, most + 1) + 1, _born(end, least)) for label, least, most in AGE_BANDS)

    def size_bands(self) -> tuple[tuple[str, int, int], ...]:
        """Size class, least and most hundredths of paid hours of an employer in the period (Wfsv 34(4))."""
        year = law_on(QUOTA, date.max).values["uren_per_werknemer_per_jaar"].whole
        steps = [workers * year * HUNDREDTHS * self.definition.months // 12 for _, workers in SIZES]
        tops = [*[step - 1 for step in steps[1:]], 2**62]
        return tuple(
            (label, least or -(2**62), most) for (label, _), least, most in zip(SIZES, steps, tops, strict=True)
        )

    def regions(self) -> Mapping[str, str]:
        """Municipality code → name of its region in the year."""
        return {code: name for code, name, _ in membership_table(self.year)}


def _born(end: date, age: int) -> int:
    """The day number of the last birth that makes someone this age on the last day of a period."""
    return day_number(date(end.year - age, end.month, end.day))


def government_codes(codes: LawText) -> frozenset[int]:
    """Sector codes of government employers by a text of the codes.

    >>> 64 in government_codes(law_on(CODES, date.max))
    True
    """
    return frozenset(int(code) for code, value in codes.section("sector").items() if value.value == GOVERNMENT)


def section_of(sbi: str | None) -> str:
    """The section of an SBI 2008 code, by its first two digits or its letter.

    >>> section_of("84.11"), section_of("G"), section_of(None)
    ('O', 'G', 'onbekend')
    """
    text = (sbi or "").strip().upper()
    if len(text) == 1 and text in {label for label, _, _ in SECTIONS}:
        return text
    if not text[:2].isdecimal():
        return UNKNOWN
    division = int(text[:2])
    return next((label for label, low, high in SECTIONS if low <= division <= high), UNKNOWN)


def make_plan(
    definition: Definition,
    asked: str,
    by: Sequence[str] | None = None,
    *,
    split: bool | None = None,
    key: LentKey | None = None,
) -> Plan:
    """A plan from what a user asks.

    Raises:
        ProblemsError: with everything that cannot be: the period, the breakdown.

    >>> from banenafspraak.core.counting.definitions import built_in
    >>> make_plan(built_in("monitor"), "2018").period.first
    datetime.date(2018, 12, 1)
    """
    read = Asked.read(asked)
    problems = [
        Problem("by-unknown", Place(column=name), {"valid": ", ".join(BY)}) for name in by or () if name not in BY
    ]
    if read is None or not _fits(definition, read):
        valid = FORMS[definition.window]
        problems.append(Problem("period-not-valid", Place("--period"), {"definition": definition.name, "valid": valid}))
    if problems or read is None:
        raise ProblemsError(problems)
    period = _window(definition, read)
    if not YEARS[0] <= period.last.year <= YEARS[1]:
        raise stop("period-out-of-reach", Place("--period"), first=YEARS[0])
    rules = _rules(definition, period)
    by_law = bool(rules.target_group.values["splitsing_markt_overheid"].value)
    splits = by_law if split is None else split
    chosen: tuple[By, ...] = (
        tuple(name for name in BY if name in by) if by is not None else (("sector",) if splits else ())
    )
    if definition.window == "december":
        read = Asked(read.year)
    return Plan(definition, read, period, chosen, splits, rules, key)


def _rules(definition: Definition, period: Period) -> RegisterRules:
    """The rules of the register on the last day of a period, as a definition wants them."""
    leave_out = definition.one_day_grounds == "weglaten"
    return rules_on(period.last, rule_set=definition.rules, leave_out_one_day=leave_out)


def _fits(definition: Definition, asked: Asked) -> bool:
    match definition.window:
        case "december":
            return asked.quarter is None and asked.month in {None, DECEMBER}
        case "laatste_maand_van_kwartaal":
            return asked.quarter is not None
        case _:
            return asked.quarter is None and asked.month is None


def _window(definition: Definition, asked: Asked) -> Period:
    match definition.window:
        case "december":
            return Period.month(asked.year, DECEMBER)
        case "laatste_maand_van_kwartaal":
            return Period.month(asked.year, (asked.quarter or 1) * MONTHS_PER_QUARTER)
        case _:
            return Period.year(asked.year)


NO_KEYS: Mapping[int, LentKey] = MappingProxyType({})
