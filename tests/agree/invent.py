"""What Hypothesis invents: payrolls with corrections, registers, employers and plans. Odd cases are common."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pyarrow as pa
from hypothesis import strategies as st
from tests import trust
from tests.factories.payroll import payroll

from banenafspraak.core.counting.definitions import Setting, built_in
from banenafspraak.core.counting.inputs import EMPLOYERS, Inputs
from banenafspraak.core.counting.plan import BY, LentKey, make_plan
from banenafspraak.core.counting.registration import DAY, EPOCH, Registration
from banenafspraak.core.kernel.periods import Period
from banenafspraak.core.tables.reading import ANONYMOUS, PERSON, RANK

MANY = trust.examples(80, 1000)
SOME = trust.examples(16, 250)

NUMBERS = ("W-1", "W-1", "W-2")
PERSONS = range(4)
ANONYMOUS_PERSON = 3
MOST_HUNDREDTHS = 2**31
PERIODS = (
    (date(2018, 12, 1), date(2018, 12, 31)),
    (date(2018, 11, 5), date(2018, 12, 2)),
    (date(2018, 12, 31), date(2019, 1, 27)),
    (date(2018, 1, 1), date(2018, 12, 31)),
    (date(2017, 12, 1), date(2017, 12, 31)),
    (date(2017, 12, 18), date(2018, 1, 14)),
    (date(2015, 12, 1), date(2015, 12, 31)),
    (date(2012, 12, 1), date(2012, 12, 31)),
)
HOURS = st.one_of(
    st.integers(-200_00, 400_00), st.sampled_from([0, 1, -1, 110_92, 3381_24, 3381_25, 40575_00, 40574_99])
)
AARDEN = (*[1] * 6, None, 10, 11, 11, 18, 21, 22, 23, 24, 82, 83, 99)
SOORTEN = (*[15] * 8, 11, 13, 17, 31, None)
SECTORS = (None, 44, 44, 44, 64, 64, 64, 52, 61, 66, 67, 999)
FILED = ((None, None), (1, date(2018, 1, 15)), (2, date(2019, 5, 1)), (3, date(2019, 5, 2)))
DAYS = (
    date(2010, 1, 1),
    date(2012, 12, 31),
    date(2015, 12, 15),
    date(2017, 12, 31),
    date(2018, 11, 30),
    date(2018, 12, 1),
    date(2018, 12, 2),
    date(2018, 12, 10),
    date(2018, 12, 30),
    date(2018, 12, 31),
    date(2019, 1, 1),
)
BIRTHS = (
    None,
    date(1952, 3, 1),
    date(1963, 12, 31),
    date(1964, 1, 1),
    date(1993, 12, 31),
    date(1994, 1, 1),
    date(2000, 6, 5),
)
GROUNDS = (None, "38b.1.c", "38b.1.c", "38b.1.b", "38b.2", "38b.1.e", "38b.1.g", "38f.5", "2.1.a")


def periods_of(plan):
    """Return periods that fill, cross, touch and just miss the period of a plan, and the last of the year before."""
    first, last = plan.period.first, plan.period.last
    before = Period.year(plan.year - 1)
    whole = [(first, last)] * 8
    beside = [
        (first - 27 * DAY, first),
        (first - 28 * DAY, first - DAY),
        (last, last + 27 * DAY),
        (last + DAY, last + 28 * DAY),
    ]
    across = [(first - DAY, last), (first, last + DAY), (first, first), (last, last), (last - 27 * DAY, last)]
    earlier = [(before.last - days * DAY, before.last) for days in (0, 27, 30, 30)] + [
        (before.first - DAY, before.last)
    ]
    odd = [(before.last - 40 * DAY, before.last - 10 * DAY), (before.last - 3 * DAY, before.last + 3 * DAY)]
    return (*whole, *beside, *across, *earlier, *odd)


@st.composite
def payrolls(draw, most=10, periods=PERIODS):
    """Rows of a few relations and periods: corrections, doubles and conflicts are common, or there are none at all."""
    relation = st.tuples(
        st.sampled_from(NUMBERS), st.sampled_from(PERSONS), st.integers(0, 1), st.sampled_from(periods)
    )
    relations = draw(st.lists(relation, min_size=1, max_size=8, unique=True))
    filings = draw(st.sampled_from([FILED[:1], FILED[1:], FILED]))
    fields = _row(relations, filings)
    alone = (lambda row: row["relation"]) if draw(st.booleans()) else None
    rows = draw(st.lists(st.fixed_dictionaries(fields), min_size=1, max_size=most, unique_by=alone))
    if alone is None:
        rows += [_almost(draw, fields, row) for row in rows if draw(st.booleans())]
    return payroll(*(_flat(row) for row in rows))


def _almost(draw, fields, row):
    """The same row again, but for one thing."""
    changed = draw(st.sampled_from([name for name in fields if name != "relation"]))
    return row | {changed: draw(fields[changed])}


def _row(relations, filings):
    return {
        "relation": st.sampled_from(relations),
        "filed": st.sampled_from(filings),
        RANK: st.sampled_from([0, 0, 1, 2]),
        "verloonde_uren": st.one_of(st.just(50_00), st.just(50_00), HOURS),
        "code_aard": st.sampled_from(AARDEN),
        "code_soort": st.sampled_from(SOORTEN),
        "sectorcode": st.sampled_from(SECTORS),
        "intrekking": st.sampled_from([False, False, False, True]),
        "geboren": st.sampled_from(BIRTHS),
    }


def _flat(row):
    number, person, ikv, (begin, end) = row["relation"]
    moment, filed = row["filed"]
    facts = {name: value for name, value in row.items() if name not in {"relation", "filed"}}
    return facts | {
        "loonheffingennummer": number,
        PERSON: person,
        "nummer_ikv": ikv,
        ANONYMOUS: person == ANONYMOUS_PERSON,
        "begin": begin,
        "einde": end,
        "moment": moment,
        "ingediend": filed,
    }


def registrations(persons=PERSONS, days=DAYS):
    """Register rows about these persons, that begin and end on these days."""
    return st.builds(
        Registration,
        person=st.sampled_from(persons),
        first=st.sampled_from(days),
        last=st.one_of(st.none(), st.sampled_from(days)),
        birth=st.sampled_from(BIRTHS),
        ground=st.sampled_from(GROUNDS),
        ground_lost=st.sampled_from([*[None] * 5, date(2010, 5, 1), date(2016, 5, 1), date(2018, 5, 1)]),
        sheltered_decision=st.sampled_from([*[None] * 5, date(2018, 11, 29), date(2018, 12, 1)]),
    )


@st.composite
def employers(draw):
    """A row for some of the employers; what it says may be nothing."""
    known = draw(st.one_of(st.just(set()), st.sets(st.sampled_from(NUMBERS))))
    rows = [
        {
            "loonheffingennummer": number,
            "sector": draw(st.sampled_from([None, None, "markt", "overheid"])),
            "subsector": draw(st.sampled_from([None, "Rijk"])),
            "sbi_sectie": draw(st.sampled_from([None, "O", "N"])),
            "gemeente": draw(st.sampled_from([None, "GM0344", "GM0363"])),
        }
        for number in sorted(known)
    ]
    return pa.Table.from_pylist(rows, schema=EMPLOYERS)


def around(rows):
    """The first and last days of return periods and those beside them: a registration just touches, or just misses."""
    edges = {row[name] for row in rows for name in ("begin", "einde")}
    return [EPOCH + DAY * (edge + step) for edge in sorted(edges) for step in (-1, 0, 0, 1)]


@st.composite
def inputs(draw, periods=PERIODS):
    """Payroll, register and employers: registered all along, in pieces at the edges of return periods, or both."""
    rows = draw(payrolls(periods=periods))
    listed = rows.to_pylist()
    persons = sorted({row[PERSON] for row in listed})
    always = st.lists(st.builds(Registration, st.sampled_from(persons), st.just(DAYS[0])), min_size=1, max_size=3)
    edges = st.lists(registrations(persons, around(listed)), min_size=1, max_size=6)
    pieces = st.lists(registrations(persons), min_size=1, max_size=6)
    kinds = draw(st.sampled_from([(always,), (edges,), (edges, pieces), (always, pieces)]))
    return Inputs(rows, tuple(row for kind in kinds for row in draw(kind)), draw(employers()))


ASKED = {
    "monitor": ("2012", "2015", "2016", "2018", "2018", "2018-12", "2021"),
    "quarter": ("2018Q4", "2018Q4", "2019Q1", "2018Q1"),
    "employer-year": ("2017", "2018", "2018"),
}
KEYS = (
    None,
    LentKey(Fraction(69, 100), Fraction(31, 100), "verzonnen", "U"),
    LentKey(Fraction(1), Fraction(0), "", "U"),
)
OWN = st.fixed_dictionaries(
    {},
    optional={
        "tijdvakken_delen": st.just("laatste_dag"),
        "eendaagse_gronden": st.sampled_from(["tellen", "weglaten"]),
        "regelset": st.sampled_from(["wfsv", "wba"]),
        "ingediend_uiterlijk": st.sampled_from([None, "05-01"]),
        "inleen_verdelen": st.booleans(),
    },
)


@st.composite
def plans(draw):
    """Every definition with settings of its own, every breakdown, split or not, with or without a key."""
    name = draw(st.sampled_from(sorted(ASKED)))
    own = {setting: Setting(value, own=True) for setting, value in draw(OWN).items()}
    definition = built_in(name)
    definition = replace(definition, settings={**definition.settings, **own}, own=bool(own))
    by = draw(st.one_of(st.none(), st.just(BY), st.just(BY), st.lists(st.sampled_from(BY), unique=True)))
    plan = make_plan(
        definition, draw(st.sampled_from(ASKED[name])), by, split=draw(st.sampled_from([None, True, False]))
    )
    return replace(plan, key=draw(st.sampled_from(KEYS)) if plan.divides else None)


@st.composite
def questions(draw):
    """A plan, and input about its period and the year before."""
    plan = draw(plans())
    return plan, draw(inputs(periods_of(plan)))


@st.composite
def workforces(draw):
    """A plan by sector and size, and one employer with hours at the edges: half elsewhere, a class just full."""
    plan = replace(draw(plans()), by=("sector", "grootteklasse"))
    now = (plan.period.first, plan.period.last)
    every = periods_of(plan)
    decisive = [period for period in every if period[1] == Period.year(plan.year - 1).last]
    periods = st.one_of(st.just(now), st.sampled_from(decisive), st.sampled_from(every))
    row = st.tuples(periods, st.sampled_from([44, 64, 64, None]), st.sampled_from([50_00, 50_00, 0, -50_00]))
    rows = draw(st.lists(row, max_size=4))
    edges = [edge for _, least, most in plan.size_bands() for edge in (least, most) if abs(edge) < MOST_HUNDREDTHS]
    own = draw(st.one_of(st.just(50_00), st.sampled_from(edges)))
    facts = [(now, None, own), *rows]
    table = payroll(
        *(
            {"nummer_ikv": at, PERSON: 0, "begin": begin, "einde": end, "sectorcode": code, "verloonde_uren": hours}
            for at, ((begin, end), code, hours) in enumerate(facts)
        )
    )
    return plan, Inputs(table, (Registration(0, DAYS[0]),))
