from datetime import UTC, date, datetime

import pyarrow as pa
from tests.factories.payroll import inputs

from banenafspraak.core.counting.definitions import built_in
from banenafspraak.core.counting.inputs import (
    PAYROLL,
    employers_table,
    latest_reference_day,
    payroll_table,
    registrations,
)
from banenafspraak.core.counting.plan import make_plan
from banenafspraak.core.counting.registration import Registration, day_number

PLAN = make_plan(built_in("monitor"), "2018")


def employers(*rows):
    known = ("loonheffingennummer", "sector", "sectorcode", "subsector", "sbi", "gemeente")
    table = pa.Table.from_pylist([dict.fromkeys(known) | {"loonheffingennummer": "W-1"} | row for row in rows])
    found, oddities = employers_table(table, frozenset({64}))
    return found.to_pylist(), dict(oddities)


def test_an_employer_has_a_sector_by_name_or_by_code():
    found, _ = employers(
        {"sector": "markt", "sectorcode": 64},
        {"loonheffingennummer": "W-2", "sectorcode": 64},
        {"loonheffingennummer": "W-3", "sectorcode": 44},
        {"loonheffingennummer": "W-4"},
    )
    assert [row["sector"] for row in found] == ["markt", "overheid", "markt", None]


def test_an_employer_has_a_section_and_a_municipality():
    [row], oddities = employers({"sbi": "84.11", "gemeente": "Utrecht", "subsector": "gemeenten"})
    assert (row["sbi_sectie"], row["gemeente"], row["subsector"]) == ("O", "GM0344", "gemeenten")
    assert oddities == {"gemeente": 0, "dubbel": 0}


def test_the_last_row_of_an_employer_rules_and_oddities_are_told():
    [row], oddities = employers({"gemeente": "Nergenshuizen"}, {"gemeente": "Nergenshuizen"}, {"sector": "markt"})
    assert (row["sector"], row["gemeente"]) == ("markt", None)
    assert oddities == {"gemeente": 2, "dubbel": 2}


def test_payroll_days_become_numbers_and_filing_a_day_in_the_netherlands():
    at = datetime(2019, 5, 1, 22, 30, tzinfo=UTC)
    row = dict.fromkeys(PAYROLL.names) | {
        "bestand": 0,
        "rij": 2,
        "volgorde": 0,
        "persoon_nummer": 1,
        "zonder_bsn": False,
        "loonheffingennummer": "W-1",
        "tijdvak_begin": date(2018, 12, 1),
        "tijdvak_einde": date(2018, 12, 31),
        "aangemaakt_op": at,
        "regel": 3,
        "geboortedatum": None,
    }
    schema = pa.schema(
        [("aangemaakt_op", pa.timestamp("us", "UTC")), ("regel", pa.int8()), ("geboortedatum", pa.date32())]
    )
    kinds = {field.name: field.type for field in (*PAYROLL, *schema)} | {
        "tijdvak_begin": pa.date32(),
        "tijdvak_einde": pa.date32(),
    }
    [found] = payroll_table(pa.table({name: pa.array([value], kinds[name]) for name, value in row.items()})).to_pylist()
    assert (found["begin"], found["einde"]) == (day_number(date(2018, 12, 1)), day_number(date(2018, 12, 31)))
    assert found["ingediend"] == day_number(date(2019, 5, 2))
    assert (found["intrekking"], found["nummer_ikv"], found["verloonde_uren"]) == (True, 0, 0)


def test_register_rows_become_registrations():
    columns = (
        "persoon_nummer",
        "datum_begin",
        "datum_einde",
        "geboortedatum",
        "grondslag",
        "grondslag_vervallen_op",
        "beschut_besluit_op",
    )
    rows = pa.Table.from_pylist([dict.fromkeys(columns) | {"persoon_nummer": 1, "datum_begin": date(2010, 1, 1)}])
    assert registrations(rows) == (Registration(1, date(2010, 1, 1)),)


def test_the_version_of_a_register_is_its_latest_day():
    days = pa.table({"peildatum": pa.array([date(2019, 1, 1), None, date(2018, 1, 1)], pa.date32())})
    assert latest_reference_day(days) == date(2019, 1, 1)
    assert latest_reference_day(days.slice(0, 0)) is None


def test_days_under_the_same_texts_share_a_register():
    given = inputs([{}])
    assert given.register(PLAN) is given.register(PLAN)
    assert given.register(PLAN) is not given.register(PLAN.baseline())


def test_a_payroll_holds_a_period_when_a_row_touches_it():
    given = inputs([{"begin": date(2017, 12, 31), "einde": date(2018, 1, 27)}])
    assert not given.holds(PLAN)
    assert given.holds(PLAN.before())
    assert not inputs([]).holds(PLAN)
