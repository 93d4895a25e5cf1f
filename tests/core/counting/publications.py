"""People with work as deliveries, and the same people as an attacker would want them: who adds what to which cell.

Nobody in them exists. The truth is added up here without the code that counts.
"""

from collections import defaultdict
from fractions import Fraction
from itertools import product
from typing import NamedTuple

from tests.core.kernel.attacker import Attacker, solved
from tests.factories.payroll import employer, order_of, paid, registered, write

from banenafspraak.core.counting.result import Row

REGIONS = {"Flevoland": "GM0034", "Groningen": "GM0014", "Groot Amsterdam": "GM0363"}
CODES = {"markt": "44", "overheid": "64", "inleen": "52"}
KINDS = {"markt": ("markt", "regulier"), "overheid": ("overheid", "regulier"), "inleen": (None, "inleen")}
KEY = {"markt": Fraction(3, 4), "overheid": Fraction(1, 4)}
FEW = 10
THEN = {"tijdvak_begin": "2012-12-01", "tijdvak_einde": "2012-12-31"}


class Work(NamedTuple):
    """Paid hours of one person in one December, in hundredths."""

    who: str
    kind: str
    region: str
    hundredths: int
    then: bool = False


def order(folder, works, **asked):
    """The work as a delivery, with register, employers and a key for both years; so few rows are plain Python's."""
    folder.mkdir(exist_ok=True)
    places = [
        employer(loonheffingennummer=f"{kind}-{at}", gemeente=code)
        for kind, (at, code) in product(KINDS, enumerate(REGIONS.values()))
    ]
    shares = [
        {"jaar": year, "sector": sector, "aandeel": str(int(100 * share)), "bron": "wij"}
        for year in ("2012", "2018")
        for sector, share in KEY.items()
    ]
    people = [registered(persoon=who) for who in sorted({one.who for one in works})]
    asked.setdefault("keys", write(folder / "sleutels.csv", shares))
    asked.setdefault("engine", "reference")
    return order_of(folder, [row(one) for one in works], people, places, **asked)


def row(one):
    """A payroll row of some work."""
    hours = f"{one.hundredths / 100:.2f}"
    number = f"{one.kind}-{list(REGIONS).index(one.region)}"
    facts = {"persoon": one.who, "loonheffingennummer": number, "verloonde_uren": hours, "nummer_ikv": one.kind}
    facts |= {"nummer_ikv": str(sorted(KINDS).index(one.kind) + 1), "sectorcode": CODES[one.kind]}
    return paid(**facts, code_aard="11" if one.kind == "inleen" else "1", **(THEN if one.then else {}))


def labelled(kind, region, by):
    """The cells that work counts in, each with its share: lent work goes to both sectors."""
    sector, soort = KINDS[kind]
    shares = KEY if sector is None and "sector" in by else {sector: Fraction(1)}
    for each, share in shares.items():
        facts = {"sector": each, "soort": soort, "regio": region}
        yield tuple(facts[name] for name in by), share


class Truth:
    """Who adds what to which cell of some tables, in one of the two Decembers."""

    def __init__(self, works, tables, *, then=False):
        self.works = [one for one in works if one.then is then]
        self.atoms = defaultdict(dict)
        self.parts = defaultdict(lambda: defaultdict(Fraction))
        for by, kind, region in product({*tables, ()}, KINDS, REGIONS):
            for labels, share in labelled(kind, region, by):
                self.atoms[by, labels][kind, region] = share
        for one, by in product(self.works, {*tables, ()}):
            for labels, share in labelled(one.kind, one.region, by):
                self.parts[by, labels][one.who] += share * one.hundredths

    def value(self, cell):
        """The hours of a cell, in hundredths."""
        return sum(self.parts[cell].values(), Fraction())


def shown(results):
    """What a reader sees of tables, as cells and rows; a row that is not there is nobody's."""
    found = {}
    for result in results:
        by = result.plan.by
        rows = {row.labels: row for row in result.rows} if by else {}
        for labels in {cell for kind, region in product(KINDS, REGIONS) for cell, _ in labelled(kind, region, by)}:
            if by:
                found[by, labels] = rows.get(labels, Row(labels, Fraction(), 0, Fraction(1), Fraction()))
        found[(), ()] = result.total
    return found


def seen(truth, cells):
    """An attacker who sees the hours of some cells."""
    attacker = Attacker()
    for cell, value in cells.items():
        assert value == truth.value(cell), f"the count itself differs at {cell}"
        attacker.sees(truth.atoms[cell], value)
    return attacker


def learned(works, results):
    """What an attacker works out of tables that are published together: of now, and of the baseline beside it."""
    table = shown(results)
    tables = [by for by, _ in table]
    hidden = {cell for cell, row in table.items() if not isinstance(row, Row)}
    visible = {cell: row for cell, row in table.items() if cell not in hidden}
    now, then = Truth(works, tables), Truth(works, tables, then=True)
    answers = {"now": solved(seen(now, {cell: row.hundredths for cell, row in visible.items()}), *_of(now, hidden))}
    before = {
        cell: (row.jobs - row.extra_jobs) * row.hours_per_job * 100
        for cell, row in visible.items()
        if row.extra_jobs is not None
    }
    answers["baseline"] = solved(seen(then, before), *_of(then, hidden)) if before else {}
    return {name: found for name, found in answers.items() if found}


def _of(truth, hidden):
    """What must stay unknown: hidden cells on few persons, and their sums. Others are hidden to protect these."""
    return truth.atoms, {cell: truth.parts[cell] for cell in hidden if len(truth.parts[cell]) < FEW}


def few(works, by, *, then=False):
    """The cells of a table on 1 to 9 persons."""
    truth = Truth(works, [by], then=then)
    return {labels for (table, labels), parts in truth.parts.items() if table == by and 0 < len(parts) < FEW}


def learned_between(works, later, before, after):
    """What an attacker works out of two editions of one table, who guesses right in which cells nothing changed."""
    found = {"now": _between(works, later, (before, after), then=False)}
    if after.total is not None and _shows_baseline(before) and _shows_baseline(after):
        found["baseline"] = _between(works, later, (before, after), then=True)
    return {name: answers for name, answers in found.items() if answers}


def _shows_baseline(result):
    return any(isinstance(row, Row) and row.extra_jobs is not None for row in (*result.rows, result.total))


def _hundredths(row, *, then):
    return (row.jobs - row.extra_jobs) * row.hours_per_job * 100 if then else row.hundredths


def _between(works, later, editions, *, then):
    """Unknown are the hours of then and the change since; the second edition shows their sum."""
    old, new = (Truth(some, [editions[0].plan.by], then=then) for some in (works, later))
    before, after = (shown([one]) for one in editions)
    atoms, parts = {}, {}
    for cell, shares in old.atoms.items():
        atoms["before", cell] = {("then", *atom): share for atom, share in shares.items()}
        atoms["change", cell] = {("change", *atom): share for atom, share in shares.items()}
        atoms["now", cell] = atoms["before", cell] | atoms["change", cell]
        parts["before", cell], parts["now", cell] = old.parts[cell], new.parts[cell]
        both = old.parts[cell].keys() | new.parts[cell].keys()
        changes = {who: new.parts[cell].get(who, 0) - old.parts[cell].get(who, 0) for who in both}
        parts["change", cell] = {who: part for who, part in changes.items() if part}
    rows = {("before", cell): row for cell, row in before.items()} | {("now", cell): row for cell, row in after.items()}
    hidden = {name for name, row in rows.items() if not isinstance(row, Row)}
    attacker = Attacker()
    for name in sorted(atoms.keys() - hidden):
        if name[0] != "change":
            assert _hundredths(rows[name], then=then) == sum(parts[name].values(), Fraction())
        if name[0] != "change" or not parts[name]:
            attacker.sees(atoms[name], sum(parts[name].values(), Fraction()))
    changes = {name for name in parts if name[0] == "change"}
    answers = {}
    for when in ("before", "now", "change"):
        wanted = {name: parts[name] for name in hidden | changes if name[0] == when and 0 < len(parts[name]) < FEW}
        answers |= solved(attacker, atoms, wanted)
    return answers
