from datetime import date

import pyarrow as pa
from hypothesis import given, strategies as st
from tests.agree import invent

from banenafspraak.core.counting.inputs import REGISTRATION
from banenafspraak.core.counting.registration import Registration, intervals, register_table, rules_on
from banenafspraak.core.counting.store.intervals import interval_table
from banenafspraak.core.tables.reading import PERSON

KINDS = (pa.int64(), pa.date32(), pa.date32(), pa.date32(), pa.string(), pa.date32(), pa.date32())
DAYS = st.dates(date(1940, 1, 1), date(2030, 12, 31))
MAYBE = st.one_of(st.none(), DAYS)
ROWS = st.lists(
    st.builds(
        Registration,
        st.integers(0, 5),
        DAYS,
        MAYBE,
        st.one_of(st.none(), st.dates(date(1940, 1, 1), date(2005, 12, 31))),
        st.sampled_from([None, "38b.1.c", "38b.2", "38b.1.a"]),
        MAYBE,
        st.one_of(st.none(), st.none(), DAYS),
    ),
    max_size=8,
)


@invent.MANY
@given(ROWS, st.sampled_from([date(2012, 12, 31), date(2018, 12, 31), date(2026, 9, 30)]), st.booleans())
def test_a_register_at_once_is_a_register_row_by_row(rows, day, one_day):
    columns = zip(*(tuple(getattr(row, name) for name in Registration.__slots__) for row in rows), strict=True)
    found = list(columns) or [()] * len(KINDS)
    arrays = [pa.array(column, kind) for column, kind in zip(found, KINDS, strict=True)]
    table = pa.table(dict(zip(REGISTRATION, arrays, strict=True)))
    rules = rules_on(day, rule_set="wfsv", leave_out_one_day=one_day)
    expected = register_table(intervals(rows, rules)).sort_by([(PERSON, "ascending"), ("van", "ascending")])
    assert interval_table(table, rules).to_pydict() == expected.to_pydict()
