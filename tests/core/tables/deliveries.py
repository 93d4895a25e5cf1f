"""Small deliveries for the tests of reading: valid rows, files of every kind, and a reading of them."""

import pytest

from banenafspraak.core.kernel.problems import ProblemsError
from banenafspraak.core.kernel.pseudonyms import Key
from banenafspraak.core.tables.door import Door
from banenafspraak.core.tables.mapping import Mapping
from banenafspraak.core.tables.reading import Reading, read_table

KEY = Key(bytes(32))
BSN, OTHER_BSN = "123456782", "111222333"
EMPLOYER = "123456782L01"
ROW = {
    "bsn": BSN,
    "loonheffingennummer": EMPLOYER,
    "nummer_ikv": "1",
    "tijdvak_begin": "2018-12-01",
    "tijdvak_einde": "2018-12-31",
    "verloonde_uren": "110,92",
    "code_aard": "1",
    "code_soort": "15",
    "sectorcode": "61",
}
HEADER = ";".join(ROW)


def row(**other):
    return {**ROW, **other}


def line(separator=";", **other):
    return separator.join(row(**other).values())


def write(path, *lines, ending="\n", encoding="utf-8"):
    path.write_bytes("".join(f"{line}{ending}" for line in lines).encode(encoding))
    return path


def payroll(path, *rows):
    return write(path, HEADER, *(line(**one) for one in rows))


def read(*paths, table="payroll", corrections=(), door=None, **how):
    reading = Reading(door or Door(KEY), **how)
    return read_table(table, paths, reading, corrections)


def told(**form):
    return Mapping(**form)


def refused(found):
    return [(one.row, one.column, one.code) for one in found.refused]


def problems(*paths, **how):
    with pytest.raises(ProblemsError) as error:
        read(*paths, **how)
    return [(one.code, one.place.file, one.place.row, one.place.column) for one in error.value.problems]


def hours(found):
    return found.rows["verloonde_uren"].to_pylist()


def numbers(found):
    return found.rows["rij"].to_pylist()
