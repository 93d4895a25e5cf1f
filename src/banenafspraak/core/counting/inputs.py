"""The three tables that engines read, made from checked tables: payroll, register, employers. Days become numbers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

import pyarrow as pa
import pyarrow.compute as pc

from banenafspraak.core.counting.plan import GOVERNMENT, MARKET, Plan, section_of
from banenafspraak.core.counting.registration import Registration, day_numbers, intervals, register_table
from banenafspraak.core.regions import municipality
from banenafspraak.core.tables.reading import ANONYMOUS, FILE, NUMBER, PERSON, RANK

PAYROLL = pa.schema(
    [
        ("nummer", pa.int64()),
        (FILE, pa.int32()),
        (NUMBER, pa.int64()),
        (RANK, pa.int32()),
        (PERSON, pa.int64()),
        (ANONYMOUS, pa.bool_()),
        ("loonheffingennummer", pa.string()),
        ("nummer_ikv", pa.int64()),
        ("begin", pa.int32()),
        ("einde", pa.int32()),
        ("verloonde_uren", pa.int64()),
        ("code_aard", pa.int16()),
        ("code_soort", pa.int16()),
        ("sectorcode", pa.int16()),
        ("moment", pa.int64()),
        ("ingediend", pa.int32()),
        ("intrekking", pa.bool_()),
        ("geboren", pa.int32()),
    ]
)
EMPLOYERS = pa.schema(
    [
        ("loonheffingennummer", pa.string()),
        ("sector", pa.string()),
        ("subsector", pa.string()),
        ("sbi_sectie", pa.string()),
        ("gemeente", pa.string()),
    ]
)
REGISTRATION = (
    PERSON,
    "datum_begin",
    "datum_einde",
    "geboortedatum",
    "grondslag",
    "grondslag_vervallen_op",
    "beschut_besluit_op",
)
"""The columns of a register row, as a registration has them."""


@dataclass(frozen=True, slots=True)
class Inputs:
    """The rows of a count. The register is kept as delivered: which intervals count depends on the day asked about."""

    payroll: pa.Table
    registrations: tuple[Registration, ...]
    employers: pa.Table = field(default_factory=EMPLOYERS.empty_table)
    _registers: dict[str, pa.Table] = field(default_factory=dict, init=False, repr=False, compare=False)

    def register(self, plan: Plan) -> pa.Table:
        """The register as intervals, by the rules of the plan's day. Days under the same texts of law share a table."""
        rules = plan.register
        if rules.name not in self._registers:
            self._registers[rules.name] = register_table(intervals(self.registrations, rules))
        return self._registers[rules.name]

    def touches(self, plan: Plan) -> pa.Array:
        """Per payroll row, whether its return period has a day in the period of the plan."""
        return touching(self.payroll, "begin", "einde", day_numbers(plan.period))

    def holds(self, plan: Plan) -> bool:
        """Whether the payroll holds any row about the period of the plan."""
        return bool(pc.any(self.touches(plan)).as_py())


def touching(rows: pa.Table, begin: str, end: str, days: tuple[int, int]) -> pa.Array:
    """Per row, whether its stretch of days has one in common with the days from first to last."""
    first, last = days
    return pc.and_(pc.less_equal(rows[begin], last), pc.greater_equal(rows[end], first))


def payroll_table(rows: pa.Table) -> pa.Table:
    """Checked payroll rows as engines read them, in the order of the files."""
    moment = pc.cast(rows["aangemaakt_op"], pa.int64())
    filed = pc.cast(
        pc.cast(rows["aangemaakt_op"], pa.timestamp("us", "Europe/Amsterdam")).cast(pa.date32()), pa.int32()
    )
    return pa.table(
        {
            "nummer": pa.arange(0, rows.num_rows),
            **{name: rows[name] for name in (FILE, NUMBER, RANK, PERSON, ANONYMOUS, "loonheffingennummer")},
            "nummer_ikv": pc.fill_null(rows["nummer_ikv"], 0),
            "begin": rows["tijdvak_begin"].cast(pa.int32()),
            "einde": rows["tijdvak_einde"].cast(pa.int32()),
            "verloonde_uren": pc.fill_null(rows["verloonde_uren"], 0),
            **{name: rows[name] for name in ("code_aard", "code_soort", "sectorcode")},
            "moment": moment,
            "ingediend": filed,
            "intrekking": pc.fill_null(pc.equal(rows["regel"], 3), False),  # noqa: FBT003 - arrow's own order of arguments
            "geboren": rows["geboortedatum"].cast(pa.int32()),
        },
        schema=PAYROLL,
    )


def registrations(rows: pa.Table) -> tuple[Registration, ...]:
    """Checked register rows as registrations."""
    columns = (rows[name].to_pylist() for name in REGISTRATION)
    return tuple(Registration(*row) for row in zip(*columns, strict=True))


def latest_reference_day(rows: pa.Table) -> date | None:
    """The latest peildatum in the register: its version."""
    return pc.max(rows["peildatum"]).as_py() if rows.num_rows else None


def employers_table(rows: pa.Table, government_codes: frozenset[int]) -> tuple[pa.Table, Mapping[str, int]]:
    """Checked employer rows as engines read them, the last row of a number ruling; and how many could not be placed."""
    places = _per_text(rows["gemeente"], municipality)
    unplaced = pc.and_(pc.is_valid(_per_text(rows["gemeente"], lambda text: text)), pc.is_null(places))
    codes = rows["sectorcode"].cast(pa.int16())
    government = pc.is_in(codes, pa.array(sorted(government_codes), pa.int16()))
    by_code = pc.if_else(pc.is_null(codes), None, pc.if_else(government, GOVERNMENT, MARKET))
    whole = pa.table(
        {
            "loonheffingennummer": rows["loonheffingennummer"],
            "sector": pc.coalesce(_per_text(rows["sector"], lambda text: text), by_code),
            "subsector": rows["subsector"].cast(pa.string()),
            "sbi_sectie": _per_text(rows["sbi"], section_of),
            "gemeente": places,
        },
        schema=EMPLOYERS,
    )
    numbered = rows.select(["loonheffingennummer"]).append_column("plaats", pa.arange(0, rows.num_rows))
    found = numbered.group_by("loonheffingennummer").aggregate([("plaats", "min"), ("plaats", "max")])
    ruling = found.sort_by("plaats_min")["plaats_max"]
    oddities = {"gemeente": pc.sum(unplaced).as_py() or 0, "dubbel": rows.num_rows - found.num_rows}
    return whole.take(ruling), oddities


def _per_text(texts: pa.ChunkedArray, meaning: Callable[[str], str | None]) -> pa.Array:
    """What texts mean, worked out once for each; an empty one means nothing."""
    known = texts.cast(pa.string()).combine_chunks().dictionary_encode()
    meanings = pa.array([meaning(text) if text else None for text in known.dictionary.to_pylist()], pa.string())
    return meanings.take(known.indices)
