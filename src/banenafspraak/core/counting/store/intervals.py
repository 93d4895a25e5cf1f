"""The intervals of a whole register at once. Nearly everybody has one row: those are columns; the others go one by one.

The meaning is that of registration.py, and a test holds both together.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pyarrow as pa
import pyarrow.compute as pc

from banenafspraak.core.counting.inputs import registrations
from banenafspraak.core.counting.registration import (
    EPOCH,
    RegisterRules,
    Registration,
    day_number,
    intervals,
    last_day,
    register_table,
)
from banenafspraak.core.kernel.law import FOREVER
from banenafspraak.core.tables.reading import PERSON

LAST = day_number(FOREVER)
UNKNOWN, SHIFT, STEP = 0, 2**21, 2**23
"""Days as numbers above zero, so that a pair of them makes one number and can be told apart again."""


def interval_table(rows: pa.Table, rules: RegisterRules) -> pa.Table:
    """Register rows as intervals by the rules of a day, as engines read them."""
    counts = pc.value_counts(rows[PERSON])
    many = counts.field("values").filter(pc.greater(counts.field("counts"), 1))
    among = pc.is_in(rows[PERSON], many)
    singles = _of_singles(rows.filter(pc.invert(among)), rules)
    others = register_table(intervals(registrations(rows.filter(among)), rules))
    return pa.concat_tables([singles, others.cast(singles.schema)]).sort_by(
        [(PERSON, "ascending"), ("van", "ascending")]
    )


def _of_singles(rows: pa.Table, rules: RegisterRules) -> pa.Table:
    """Rows of persons who have no other row: nothing overlaps, and no interval follows."""
    first = rows["datum_begin"].cast(pa.int32())
    last = _last_days(rows, rules)
    stays = pc.greater(last, first) if rules.leave_out_one_day else pc.greater_equal(last, first)
    ground = rows["grondslag"].cast(pa.string())
    counts = pc.or_(pc.is_null(ground), pc.is_in(ground, pa.array(sorted(rules.grounds), pa.string())))
    return pa.table(
        {
            PERSON: rows[PERSON],
            "van": first,
            "tot": last,
            "tot_volgende": pa.repeat(pa.scalar(LAST - 1, pa.int32()), rows.num_rows),
            "geboren": rows["geboortedatum"].cast(pa.int32()),
            "grondslag": ground,
            "telt": counts,
        }
    ).filter(stays)


def _last_days(rows: pa.Table, rules: RegisterRules) -> pa.ChunkedArray:
    """The last day of each row: by its own end and decision, and by the rule for each pair of lost ground and birth."""
    given = rows["datum_einde"].cast(pa.int32())
    by_rule = _per_pair(
        rows["grondslag_vervallen_op"],
        rows["geboortedatum"],
        lambda lost, birth: last_day(Registration(0, date.min, birth=birth, ground_lost=lost), rules),
    )
    decided = _per_pair(
        rows["beschut_besluit_op"],
        rows["datum_einde"],
        lambda decision, end: last_day(
            Registration(0, date.min, last=end or FOREVER, sheltered_decision=decision), rules
        ),
    )
    return pc.min_element_wise(pc.if_else(pc.is_null(given), by_rule, given), decided)


def _per_pair(
    one: pa.ChunkedArray, other: pa.ChunkedArray, day_of: Callable[[date | None, date | None], date]
) -> pa.Array:
    """A day per row, worked out once for each pair of days that there is."""
    left, right = (
        pc.fill_null(pc.add(days.cast(pa.int32()).cast(pa.int64()), SHIFT), UNKNOWN) for days in (one, other)
    )
    keys = pc.add(pc.multiply(left, STEP), right).combine_chunks().dictionary_encode()
    pairs = [divmod(key, STEP) for key in keys.dictionary.to_pylist()]
    days = pa.array([day_number(day_of(_day(first), _day(second))) for first, second in pairs], pa.int32())
    return days.take(keys.indices)


def _day(number: int) -> date | None:
    return None if number == UNKNOWN else EPOCH + timedelta(days=number - SHIFT)
