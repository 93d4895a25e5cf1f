"""Rows of payroll, register and employers in domain words, as files and as what engines read. Nobody in them exists."""

import csv
from datetime import date
from pathlib import Path

import pyarrow as pa

from banenafspraak.core.counting.inputs import EMPLOYERS, PAYROLL, Inputs
from banenafspraak.core.counting.preparing import Order
from banenafspraak.core.counting.registration import Registration, day_number
from banenafspraak.core.kernel.pseudonyms import Key
from banenafspraak.core.tables.reading import ANONYMOUS, FILE, NUMBER, PERSON, RANK

KEY = Key(bytes(32))
MUNICIPALITY, COMPANY, AGENCY = "W-1", "W-2", "W-3"
PAID = {
    "persoon": "A",
    "loonheffingennummer": COMPANY,
    "nummer_ikv": "1",
    "tijdvak_begin": "2018-12-01",
    "tijdvak_einde": "2018-12-31",
    "verloonde_uren": "110.92",
    "code_aard": "1",
    "code_soort": "15",
    "sectorcode": "44",
    "aangemaakt_op": "",
    "regel": "",
    "geboortedatum": "",
}
REGISTERED = {
    "persoon": "A",
    "datum_begin": "2010-01-01",
    "datum_einde": "",
    "geboortedatum": "",
    "grondslag": "38b.1.c",
    "grondslag_vervallen_op": "",
    "beschut_besluit_op": "",
    "peildatum": "2019-01-01",
}
EMPLOYER = {
    "loonheffingennummer": COMPANY,
    "sector": "",
    "sectorcode": "",
    "subsector": "",
    "sbi": "",
    "gemeente": "",
}


def paid(**facts):
    """One payroll row as text: a month of one job, unless said otherwise."""
    return PAID | facts


def lent(**facts):
    """A temp worker of the agency."""
    return PAID | {"loonheffingennummer": AGENCY, "code_aard": "11", "sectorcode": "52"} | facts


def at_government(**facts):
    """A job at the municipality."""
    return PAID | {"loonheffingennummer": MUNICIPALITY, "sectorcode": "64"} | facts


def in_2012(row):
    """The same row in the December of the baseline."""
    return row | {"tijdvak_begin": "2012-12-01", "tijdvak_einde": "2012-12-31"}


def registered(**facts):
    """One register row as text."""
    return REGISTERED | facts


def employer(**facts):
    """One row of the employers table as text."""
    return EMPLOYER | facts


def write(path: Path, rows, columns=None):
    """Write rows as CSV and give the path."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, columns or list(rows[0]), delimiter=";")
        writer.writeheader()
        writer.writerows(rows)
    return path


def order_of(folder: Path, rows, register=None, employers=None, **asked):
    """An order over files made from these rows; the period is 2018 unless said otherwise."""
    folder.mkdir(exist_ok=True)
    people = [registered()] if register is None else register
    if employers:
        asked["employers"] = write(folder / "werkgevers.csv", employers, list(EMPLOYER))
    return Order(
        (write(folder / "loon.csv", rows, list(PAID)),),
        write(folder / "register.csv", people, list(REGISTERED)),
        **({"period": "2018", "key": KEY} | asked),
    )


def payroll(*rows):
    """Payroll as engines read it, from rows that say only what differs from a month of one job in December 2018."""
    usual = {
        FILE: 0,
        RANK: 0,
        PERSON: 1,
        ANONYMOUS: False,
        "loonheffingennummer": COMPANY,
        "nummer_ikv": 1,
        "begin": date(2018, 12, 1),
        "einde": date(2018, 12, 31),
        "verloonde_uren": 110_92,
        "code_aard": 1,
        "code_soort": 15,
        "sectorcode": 44,
        "moment": None,
        "ingediend": None,
        "intrekking": False,
        "geboren": None,
    }
    whole = [{"nummer": at, NUMBER: at + 2} | usual | row for at, row in enumerate(rows)]
    days = ("begin", "einde", "ingediend", "geboren")
    numbered = [row | {name: row[name] and day_number(row[name]) for name in days} for row in whole]
    return pa.Table.from_pylist(numbered, schema=PAYROLL)


def inputs(rows, registrations=(), employers=()):
    """Payroll, register and employers as engines read them; person 1 is registered unless a register is given."""
    people = tuple(registrations) or (Registration(1, date(2010, 1, 1), ground="38b.1.c"),)
    known = [dict.fromkeys(EMPLOYERS.names) | row for row in employers]
    return Inputs(payroll(*rows), people, pa.Table.from_pylist(known, schema=EMPLOYERS))
