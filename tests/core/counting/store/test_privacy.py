"""Nothing in a store says who somebody is: no BSN and no name, in no file, in no form in which it could stand there."""

import random
import re

import pyarrow as pa
import pytest
from pyarrow import parquet
from stdnum.nl import bsn
from tests.factories.payroll import EMPLOYER, PAID, REGISTERED, write
from tests.factories.stores import HAND, KEY, asked, everything, new

from banenafspraak.core.counting import built_in, count, explain
from banenafspraak.core.counting.store import steps
from banenafspraak.core.counting.store.checking import look_through
from banenafspraak.core.counting.store.state import Store
from banenafspraak.core.kernel.problems import ProblemsError

NAMES = ("Jansen", "Zevenboom", "Dorpsstraat", "NL91ABNA0417164300")
NOVEMBER = {"tijdvak_begin": "2018-11-01", "tijdvak_einde": "2018-11-30"}


def numbers(many):
    """Valid BSNs that nobody has: they begin with three nines, as those for tests do."""
    made = random.Random(2018)  # noqa: S311 - any numbers will do
    found = set()
    while len(found) < many:
        digits = f"999{made.randrange(10**6):06d}"
        if bsn.is_valid(digits):
            found.add(digits)
    return sorted(found)


BSNS = numbers(60)


def person(at):
    return {"bsn": BSNS[at], "naam": NAMES[0], "voornaam": NAMES[1], "adres": NAMES[2], "iban": NAMES[3]}


def payroll(path, rows):
    columns = ["bsn", "personeelsnummer", *PAID, "naam", "voornaam", "adres", "iban"]
    lines = [{**PAID, "persoon": "", "personeelsnummer": "", "geboortedatum": "1990-05-01", **row} for row in rows]
    return write(path, lines, columns)


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    """A store to which BSNs and names were brought wherever they could come in."""
    folder = tmp_path_factory.mktemp("geheim")
    store = new(folder)
    rows = [
        *(person(at) for at in range(20)),
        {**person(20), "bsn": "", "persoon": BSNS[20]},
        {**person(21), "bsn": "", "personeelsnummer": BSNS[21]},
        {**person(22), "nummer_ikv": BSNS[22]},
        {**person(23), "bsn": f"{BSNS[23][:4]}.{BSNS[23][4:6]}.{BSNS[23][6:]}"},
        {**person(24), "verloonde_uren": BSNS[24]},
        {**person(25), "loonheffingennummer": BSNS[25]},
        {**person(26), "loonheffingennummer": f"van {BSNS[26]}"},
        {**person(27), "code_aard": BSNS[27]},
    ]
    first = steps.add(store, HAND, [payroll(folder / f"loon-{BSNS[28]}.csv", rows)])
    assert (len(first.refused), len(first.store.state.months)) == (4, 1)
    later = [payroll(folder / "herstel.csv", [{**person(at), "verloonde_uren": "50"} for at in range(5)])]
    steps.add(store, HAND, [payroll(folder / "nov.csv", [{**person(at), **NOVEMBER} for at in range(20)])], later)
    steps.replace_month(store, HAND, "2018-11", [payroll(folder / "nov2.csv", [{**person(30), **NOVEMBER}])])
    for name, group in (("r1", range(50)), ("r2", range(1, 50))):
        lines = [{**REGISTERED, "persoon": "", **person(at)} for at in group]
        steps.register(store, HAND, write(folder / f"{name}-{BSNS[29]}.csv", lines, [*REGISTERED, *person(0)]))
        for more in ({}, {"definition": built_in("employer-year"), "by": ("grootteklasse", "maand")}):
            count(asked(store, **more))
    bosses = [
        {**EMPLOYER, "subsector": f"bel {BSNS[50]}", "gemeente": BSNS[51]},
        {**EMPLOYER, "loonheffingennummer": BSNS[52]},
    ]
    steps.employers(store, HAND, write(folder / "werkgevers.csv", bosses))
    (folder / "sleutels.csv").write_text(
        f"jaar,sector,aandeel,bron\n2018,markt,75,van {BSNS[53]}\n2018,overheid,25,{NAMES[0]}\n"
    )
    with pytest.raises(ProblemsError):
        steps.keys(store, HAND, folder / "sleutels.csv")
    count(asked(store))
    assert explain(asked(store), pseudonym=KEY.pseudonym("bsn", BSNS[1]))[0]
    assert explain(asked(store), cell={"sector": "markt"})[0]
    assert look_through(Store.open(store)).whole
    return store


def written(number):
    """A BSN in every form in which it could lie in a file."""
    dotted = f"{number[:4]}.{number[4:6]}.{number[6:]}"
    texts = [form.encode(code) for form in (number, dotted) for code in ("ascii", "utf-16-le")]
    return [*texts, *(int(number).to_bytes(size, order) for size in (4, 8) for order in ("little", "big"))]


def test_no_file_holds_a_bsn_in_any_form(store):
    forms = [form for number in BSNS for form in written(number)]
    pattern = re.compile(b"|".join(map(re.escape, forms)))
    assert {name for name, content in everything(store).items() if pattern.search(content)} == set()
    assert pattern.search(BSNS[3].encode())
    assert pattern.search(int(BSNS[3]).to_bytes(8, "little"))


def cells(store):
    """Every value of every column of every table, unpacked; a table's own texts with them."""
    for path in sorted(store.rglob("*.parquet")):
        table = parquet.read_table(path)
        yield path.name, str(table.schema) + str(table.schema.metadata)
        for column in table.columns:
            for value in column.unique().to_pylist():
                yield path.name, value.decode("latin-1") if isinstance(value, bytes) else str(value)


def test_no_column_of_a_table_holds_a_bsn_or_a_name(store):
    texts = list(cells(store))
    assert len(texts) > 500
    assert [where for where, text in texts if any(number in text for number in BSNS)] == []
    assert [where for where, text in texts if any(name in text for name in NAMES)] == []


def test_no_file_holds_a_name_and_no_name_of_a_file_a_bsn(store):
    found = everything(store)
    for name in NAMES:
        assert [where for where, content in found.items() if name.encode() in content] == []
    assert [where for where in found if any(number in where for number in BSNS)] == []
    assert b"#########" in found["states/000001.json"]


def test_a_person_is_sixteen_bytes_that_only_the_key_makes(store):
    [first, *_] = sorted((store / "kept").glob("persons-*.parquet"))
    schema = parquet.read_schema(first)
    assert (schema.names, schema.field("naam").type in {pa.binary(), pa.binary(16)}) == (["naam", "nummer"], True)
    files = (store / "kept").glob("persons-*.parquet")
    digests = {row["naam"] for path in files for row in parquet.read_table(path).to_pylist()}
    assert {len(digest) for digest in digests} == {16}
    assert KEY.digest("bsn", BSNS[0]) in digests


def test_what_lies_in_a_store_is_known_by_its_columns(store):
    """Whoever lets another column into a store, meets this test and decision 9."""
    columns = {name for path in store.rglob("*.parquet") for name in parquet.read_schema(path).names}
    assert columns == {
        *("nummer", "bestand", "rij", "volgorde", "persoon_nummer", "zonder_bsn", "werkgever_nummer", "nummer_ikv"),
        *("begin", "einde", "verloonde_uren", "code_aard", "code_soort", "sectorcode", "moment", "ingediend"),
        *("intrekking", "geboren", "volledig", "wisselende_aard", "lot", "rijen", "loonheffingennummer", "wisselend"),
        *("achtergebleven", "naam", "datum_begin", "datum_einde", "geboortedatum", "grondslag", "sector", "subsector"),
        *("grondslag_vervallen_op", "beschut_besluit_op", "sbi_sectie", "gemeente", "maand", "leeftijdsklasse"),
        *("dagen", "teller", "soort", "regio", "grootteklasse"),
        *("van", "tot", "tot_volgende", "telt"),
    }  # fmt: skip
