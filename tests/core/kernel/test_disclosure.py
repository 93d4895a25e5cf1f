"""What is hidden and why, by hand; and a naive attacker (attacker.py) who must find nothing."""

from collections import defaultdict
from fractions import Fraction
from itertools import combinations, product

import pytest
from hypothesis import given, strategies as st
from tests import trust
from tests.core.kernel.attacker import Attacker, solved

from banenafspraak.core.kernel import disclosure
from banenafspraak.core.kernel.disclosure import (
    EVERYTHING,
    Cell,
    Earlier,
    Leak,
    Protected,
    Publication,
    Relation,
    Table,
    Term,
    attack,
    combination,
    divided_relations,
    known_fraction,
    nested_relations,
    protect,
    total_relation,
)


def one(**persons):
    """A publication of one table by regio; `total` when persons are in more rows."""
    total = persons.pop("total", sum(persons.values()))
    return Publication.of([Table("regio", ("regio",), {(name,): number for name, number in persons.items()}, total)])


def regio(name):
    return Cell("regio", (name,))


def reasons(protected):
    """Reasons of hidden cells by their labels."""
    return {" ".join(cell.labels) or "total": reason for cell, reason in sorted(protected.hidden.items())}


def crossed(rows, names=("regio", "leeftijd")):
    """A table by two dimensions and both its margins."""
    total = sum(rows.values())
    tables = [Table("both", names, rows, total), Table("total", (), {(): total}, total)]
    for at, name in enumerate(names):
        margin = defaultdict(int)
        for labels, persons in rows.items():
            margin[(labels[at],)] += persons
        tables.append(Table(name, (name,), dict(margin), total))
    return tables


@pytest.mark.parametrize(
    ("persons", "hidden"),
    [
        ({"Ede": 10, "Epe": 10}, {}),
        ({"Ede": 9, "Epe": 10, "Urk": 11}, {"Ede": "small", "Epe": "secondary"}),
        ({"Ede": 9, "Epe": 12, "Urk": 11}, {"Ede": "small", "Urk": "secondary"}),
        ({"Ede": 9, "Epe": 12, "Urk": 12}, {"Ede": "small", "Epe": "secondary"}),
        ({"Ede": 0, "Epe": 10}, {}),
        ({"Ede": 1, "Epe": 0, "Urk": 10}, {"Ede": "small", "Urk": "secondary"}),
        ({"Ede": 4, "Epe": 5, "Urk": 10}, {"Ede": "small", "Epe": "small", "Urk": "secondary"}),
        ({"Ede": 5, "Epe": 5, "Urk": 10}, {"Ede": "small", "Epe": "small"}),
        ({"Ede": 5, "Epe": 5, "Urk": 10, "total": 19}, {"Ede": "small", "Epe": "small", "Urk": "secondary"}),
        ({"Ede": 6, "Epe": 5, "Urk": 10, "total": 20}, {"Ede": "small", "Epe": "small"}),
        ({"Ede": 9, "Epe": 0}, {"Ede": "small", "total": "small"}),
        ({"Ede": 5, "Epe": 11, "total": 11}, {"Ede": "small", "Epe": "secondary"}),
        ({"Ede": 0, "Epe": 0}, {}),
        ({}, {}),
    ],
)
def test_one_table(persons, hidden):
    assert reasons(protect(one(**persons))) == hidden


def test_four_corners_are_hidden_and_no_margin():
    rows = {("Ede", "oud"): 3, ("Ede", "jong"): 20, ("Epe", "oud"): 30, ("Epe", "jong"): 40}
    done = protect(Publication.of(crossed(rows)))
    assert reasons(done) == {
        "Ede oud": "small",
        "Ede jong": "secondary",
        "Epe oud": "secondary",
        "Epe jong": "secondary",
    }
    assert done.visible == {EVERYTHING, Cell("regio", ("Ede",)), Cell("regio", ("Epe",))} | {
        Cell("leeftijd", ("oud",)),
        Cell("leeftijd", ("jong",)),
    }


@pytest.mark.parametrize("sizes", [(3, 12, 14, 13), (3, 6, 14, 3), (6, 2, 11, 11)])
def test_no_secondary_cell_could_be_shown(sizes):
    labels = [("Ede", "oud"), ("Ede", "jong"), ("Epe", "oud"), ("Epe", "jong")]
    publication = Publication.of(crossed(dict(zip(labels, sizes, strict=True))))
    done = protect(publication)
    secondary = {cell for cell, reason in done.hidden.items() if reason == "secondary"}
    assert {cell for cell in secondary if not attack(publication, done.visible | {cell})} == set()


def test_the_grand_total_goes_last_and_is_said():
    relation = combination(EVERYTHING, {regio("Ede"): Fraction(1), regio("Epe"): Fraction(1)})
    publication = Publication({regio("Ede"): 9, regio("Epe"): 90, EVERYTHING: 50}, (relation,))
    assert reasons(protect(publication)) == {"Ede": "small", "Epe": "secondary"}
    alone = Publication({regio("Ede"): 9, EVERYTHING: 50}, (known_fraction(regio("Ede"), EVERYTHING, Fraction(1, 2)),))
    assert reasons(protect(alone)) == {"total": "secondary", "Ede": "small"}
    assert protect(alone).summary.total_hidden


def test_no_number_of_persons_of_a_hidden_cell_leaves():
    done = protect(one(Ede=7, Epe=8642, Urk=9753))
    assert not any(number in repr((done, done.summary)) for number in ("7", "8642", "9753"))
    assert (done.summary.shown, done.summary.small, done.summary.secondary, done.summary.threshold) == (2, 1, 1, 10)


def test_the_threshold_is_data():
    table = Table("regio", ("regio",), {("Ede",): 4, ("Epe",): 40, ("Urk",): 50}, 94)
    assert reasons(protect(Publication.of([table], threshold=4))) == {}
    assert protect(Publication.of([table], threshold=5)).threshold == 5


def test_without_secondary_suppression_the_rest_is_a_subtraction():
    publication = one(Ede=3, Epe=40, Urk=50)
    assert attack(publication, {EVERYTHING, regio("Epe"), regio("Urk")}) == (
        Leak(
            (Term("now", regio("Ede")),),
            (Term("now", EVERYTHING), Term("now", regio("Epe")), Term("now", regio("Urk"))),
        ),
    )


@pytest.mark.parametrize(
    ("hidden", "found"),
    [
        (("Ede",), []),
        (("Ede", "Epe"), []),
        (("Ede", "Ens"), ["Ede", "Ens"]),
        (("Ede", "Epe", "Ens"), ["Ede", "Ens", "Epe"]),
    ],
)
def test_what_is_nobodys_reveals_nothing_when_it_follows(hidden, found):
    publication = one(Ede=0, Epe=0, Ens=3, Urk=20)
    leaks = attack(publication, publication.persons.keys() - set(map(regio, hidden)))
    assert sorted(term.cell.labels[0] for leak in leaks for term in leak.revealed) == found


@pytest.mark.parametrize(
    ("sizes", "hidden", "followed"),
    [
        ({"Ede": 12, "Epe": 40}, ("Ede",), {"Ede"}),
        ({"Ede": 9, "Epe": 40}, ("Ede",), set()),
        ({"Ede": 12, "Epe": 40, "Urk": 60}, ("Ede", "Epe"), set()),
    ],
)
def test_cells_of_enough_that_follow_are_as_good_as_shown(sizes, hidden, followed):
    publication = one(**sizes)
    visible = publication.persons.keys() - set(map(regio, hidden))
    assert disclosure.as_good_as_shown(publication, visible) == visible | set(map(regio, followed))


def test_a_result_that_leaks_stops():
    publication = one(Ede=3, Epe=40)
    leaking = Protected(frozenset({EVERYTHING, regio("Epe")}), {regio("Ede"): "small"})
    with pytest.raises(ArithmeticError, match="what is shown reveals what is hidden"):
        disclosure._checked(publication, leaking, None)  # noqa: SLF001 - the last check, given what never comes


def shares(market):
    return {"markt": Fraction(market, 100), "overheid": 1 - Fraction(market, 100)}


def test_shares_of_a_small_lent_cell_are_hidden_with_it():
    rows = {("markt", "eigen"): 40, ("overheid", "eigen"): 50, ("markt", "inleen"): 8, ("overheid", "inleen"): 8}
    both = Table("both", ("sector", "soort"), rows, 98)
    kinds = Table("soort", ("soort",), {("eigen",): 90, ("inleen",): 8}, 98)
    publication = Publication.of([both, kinds], divided_relations(both, "sector", ("soort", "inleen"), shares(76)))
    assert reasons(protect(publication)) == {
        "markt inleen": "small",
        "overheid inleen": "small",
        "markt eigen": "secondary",
        "eigen": "secondary",
        "inleen": "small",
    }


@pytest.mark.parametrize("hidden", ["part", "whole"])
def test_a_known_fraction_is_revealed_by_the_other(hidden):
    part, whole = Cell("t", ("part",)), Cell("t", ("whole",))
    publication = Publication({part: 40, whole: 40}, (known_fraction(part, whole, Fraction(1, 3)),))
    (shown,) = {part, whole} - {Cell("t", (hidden,))}
    assert [leak.by for leak in attack(publication, {shown})] == [(Term("now", shown),)]
    assert attack(publication, set()) == ()


def test_relations_of_tables():
    fine = Table("fine", ("a", "b"), {("1", "x"): 10, ("1", "y"): 11, ("2", "x"): 12}, 33)
    coarse = Table("coarse", ("b",), {("x",): 22, ("y",): 11, ("z",): 0}, 33)
    assert total_relation(Table("all", (), {(): 33}, 33)).terms == ((EVERYTHING, 1), (EVERYTHING, -1))
    assert nested_relations([fine, coarse]) == (
        Relation(
            ((fine.cell("1", "x"), Fraction(1)), (fine.cell("2", "x"), Fraction(1)), (coarse.cell("x"), Fraction(-1)))
        ),
        Relation(((fine.cell("1", "y"), Fraction(1)), (coarse.cell("y"), Fraction(-1)))),
        Relation(((coarse.cell("z"), Fraction(-1)),)),
    )


def test_tables_that_share_a_dimension_give_the_same_sums():
    left = Table("left", ("a", "b"), {("1", "x"): 10, ("1", "y"): 11}, 21)
    right = Table("right", ("a", "c"), {("1", "p"): 21}, 21)
    (relation,) = nested_relations([left, right])
    assert [(cell.table, fraction) for cell, fraction in relation.terms] == [("left", 1), ("left", 1), ("right", -1)]
    margin = Table("margin", ("a",), {("1",): 21}, 21)
    assert [len(relation.terms) for relation in nested_relations([left, right, margin])] == [3, 2]
    assert nested_relations([margin, Table("other", ("c",), {("p",): 21}, 21)]) == ()


@pytest.mark.parametrize(
    "tables",
    [
        [],
        [Table("a", ("x",), {("1",): 10}, 10), Table("a", ("y",), {("1",): 10}, 10)],
        [Table("a", ("x",), {("1",): 10}, 10), Table("b", ("y",), {("1",): 11}, 11)],
        [Table("a", ("x",), {("1",): 10}, 11)],
    ],
)
def test_tables_that_do_not_belong_together_are_refused(tables):
    with pytest.raises(ValueError, match=r"tables of one publication|fewer persons than its total"):
        Publication.of(tables)


def test_a_publication_is_whole():
    with pytest.raises(ValueError, match="not published"):
        Publication({EVERYTHING: 10}, (known_fraction(regio("Ede"), EVERYTHING, Fraction(1)),))
    with pytest.raises(ValueError, match="below zero"):
        Publication({EVERYTHING: -1}, ())


def before(publication, changed, visible=None):
    shown = protect(publication).visible if visible is None else frozenset(visible)
    return Earlier(
        publication,
        shown,
        {EVERYTHING: changed.get("total", 0)}
        | {regio(name): number for name, number in changed.items() if name != "total"},
    )


THREE = {"Ede": 20, "Epe": 40, "Urk": 60}


@pytest.mark.parametrize(
    ("changed", "hidden"),
    [
        ({"Ede": 0, "Epe": 0, "Urk": 0, "total": 0}, {}),
        ({"Ede": 10, "Epe": 0, "Urk": 0, "total": 10}, {}),
        ({"Ede": 9, "Epe": 0, "Urk": 0, "total": 9}, {"Ede": "difference", "total": "difference"}),
        ({"Ede": 9, "Epe": 11, "Urk": 0, "total": 20}, {"Ede": "difference", "Epe": "difference"}),
        ({"Ede": 1, "Epe": 1, "Urk": 0, "total": 0}, {"Ede": "difference", "Epe": "difference"}),
        ({"Ede": 9, "Epe": 9, "Urk": 9, "total": 27}, dict.fromkeys(THREE, "difference")),
    ],
)
def test_few_changed_persons_are_hidden(changed, hidden):
    assert reasons(protect(one(**THREE), before(one(**THREE), changed))) == hidden


def test_what_was_hidden_stays_hidden_while_it_does_not_change():
    earlier = one(Ede=5, Epe=40, Urk=60)
    same = before(earlier, {"Ede": 0, "Epe": 0, "Urk": 0})
    assert reasons(protect(earlier, same)) == {"Ede": "small", "Epe": "difference"}
    more = before(earlier, {"Ede": 8, "Epe": 0, "Urk": 0, "total": 8})
    assert reasons(protect(one(Ede=13, Epe=40, Urk=60), more)) == {
        "Epe": "difference",
        "total": "difference",
    }


def test_a_large_change_frees_a_cell_again():
    changed = {"Ede": 20, "Epe": 40, "Urk": 60, "total": 120}
    assert reasons(protect(one(Ede=20, Epe=40, Urk=60), before(one(Ede=5, Epe=40, Urk=60), changed))) == {}


def test_what_the_earlier_publication_reveals_by_itself_is_refused():
    leaking = before(one(Ede=5, Epe=40), {"Ede": 30, "Epe": 30, "total": 60}, {EVERYTHING, regio("Epe")})
    with pytest.raises(ValueError, match="earlier reveals by itself"):
        protect(one(Ede=30, Epe=40), leaking)


def test_what_was_shown_earlier_cannot_be_hidden_now():
    table = Table("regio", ("regio",), {("Ede",): 7, ("Epe",): 40}, 47)
    earlier = before(Publication.of([table], threshold=5), {"Ede": 0, "Epe": 0})
    with pytest.raises(ValueError, match="earlier reveals what is to be hidden now"):
        protect(Publication.of([table]), earlier)


def test_what_is_too_much_to_search_counts_as_a_leak(monkeypatch):
    rows = {(name, age): 5 for name in ("Ede", "Epe") for age in ("oud", "jong")}
    assert set(reasons(protect(Publication.of(crossed(rows)))).values()) == {"small"}
    monkeypatch.setattr(disclosure, "MOST_ROWS", 0)
    assert "secondary" in reasons(protect(Publication.of(crossed(rows)))).values()


def test_an_equation_of_hidden_cells_alone_says_nothing():
    one_, other, both = Cell("t", ("one",)), Cell("t", ("other",)), Cell("s", ("both",))
    relation = combination(both, {one_: Fraction(1), other: Fraction(1)})
    publication = Publication({one_: 6, other: 6, both: 9}, (relation,), {"t": 0})
    assert attack(publication, set()) == ()


def test_a_small_sum_is_ended_beside_an_earlier_total_too():
    earlier = Earlier(Publication({EVERYTHING: 60}, ()), frozenset({EVERYTHING}), {EVERYTHING: 30})
    small = {"Ede": "small", "Epe": "small"}
    assert reasons(protect(one(Ede=5, Epe=4, Urk=30, Ens=40), earlier)) == small | {"Urk": "secondary"}


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"Ede": 5, "Epe": 0}, "for the cells of both publications"),
        ({"Ede": 5, "Epe": 0, "Urk": 0, "Ens": 0, "total": 5}, "for the cells of both publications"),
        ({"Ede": 4, "Epe": 0, "Urk": 0, "total": 5}, "differ by more"),
    ],
)
def test_changes_that_do_not_fit_are_refused(changed, message):
    with pytest.raises(ValueError, match=message):
        protect(one(Ede=25, Epe=40, Urk=60), before(one(**THREE), changed))


def test_a_zero_is_hidden_when_nothing_else_helps():
    rows = {("Ede", "oud"): 12, ("Epe", "oud"): 2, ("Epe", "jong"): 13}
    table, *margins = crossed(rows)
    with_zero = [Table(table.name, table.dimensions, {**rows, ("Ede", "jong"): 0}, 27), *margins[1:]]
    earlier = Publication.of(margins)
    same = Earlier(earlier, protect(earlier).visible, dict.fromkeys(earlier.persons, 0))
    assert reasons(protect(Publication.of(with_zero), same)) == {
        "Ede oud": "secondary",
        "Ede jong": "secondary",
        "Epe oud": "small",
        "Epe jong": "secondary",
    }


KEY = {"markt": Fraction(3, 4), "overheid": Fraction(1, 4)}
REGIONS = ("Ede", "Epe", "Urk")
DIMENSIONS = ("regio", "soort", "sector")
KINDS = {"markt": ("eigen", "markt"), "overheid": ("eigen", "overheid"), "inleen": ("inleen", None)}


def labelled(regio_, kind, dimensions):
    """The labels that hours with a kind count under, each with its share: lent hours go to both sectors."""
    soort, sector = KINDS[kind]
    shares_ = {sector: Fraction(1)} if sector or "sector" not in dimensions else KEY
    for each, share in shares_.items():
        labels = {"regio": regio_, "soort": soort, "sector": each}
        yield tuple(labels[name] for name in dimensions), share


class Nation:
    """Invented hours by person, regio and kind, and what is published of them."""

    def __init__(self, hours, sets):
        self.hours, self.sets = hours, sets

    def cells(self):
        """Each cell's atoms (a regio and kind) with their shares, and the contribution of each person to it."""
        atoms, parts = defaultdict(dict), defaultdict(lambda: defaultdict(Fraction))
        for regio_, kind in product(REGIONS, KINDS):
            for dimensions in (*self.sets, ()):
                for labels, share in labelled(regio_, kind, dimensions):
                    atoms[Cell("+".join(dimensions), labels)][regio_, kind] = share
        for cell, (key, hours) in product(atoms, self.hours.items()):
            parts[cell][key[0]] += atoms[cell].get(key[1:], 0) * hours
        return atoms, {cell: {who: part for who, part in parts[cell].items() if part} for cell in atoms}

    def value(self, atoms):
        return sum((hours * atoms.get(key[1:], 0) for key, hours in self.hours.items()), Fraction())

    def publication(self):
        persons = {cell: len(who) for cell, who in self.cells()[1].items()}
        tables = [Table("all", (), {}, persons[EVERYTHING])]
        for dimensions in self.sets:
            name = "+".join(dimensions)
            rows = {cell.labels: number for cell, number in persons.items() if cell.table == name and number}
            tables.append(Table(name, dimensions, rows, persons[EVERYTHING]))
        both = [table for table in tables if {"sector", "soort"} <= set(table.dimensions)]
        known = (r for table in both for r in divided_relations(table, "sector", ("soort", "inleen"), KEY))
        return Publication.of(tables, known)


jobs = st.tuples(st.sampled_from(REGIONS), st.sampled_from(sorted(KINDS)))
groups = st.lists(
    st.tuples(st.lists(jobs, min_size=1, max_size=2, unique=True), st.sampled_from([1, 2, 3, 5, 8, 11, 15, 30])),
    min_size=1,
    max_size=8,
)
table_sets = st.lists(
    st.sampled_from([s for size in (1, 2, 3) for s in combinations(DIMENSIONS, size)]),
    min_size=1,
    max_size=5,
    unique=True,
)


def hours_of(invented, salt=0):
    """Persons in groups with the same jobs, hours that differ."""
    hours, person = {}, 0
    for labels, size in invented:
        for _ in range(size):
            person += 1
            hours |= {(person, *job): Fraction(1000 + 37 * person + 11 * at + salt, 7) for at, job in enumerate(labels)}
    return hours


def attacker_of(nation, visible):
    attacker, (atoms, _) = Attacker(), nation.cells()
    for cell in sorted(visible):
        attacker.sees(atoms[cell], nation.value(atoms[cell]))
    return attacker


@trust.examples(40, 1000)
@given(groups, table_sets)
def test_nothing_can_be_worked_out(invented, sets):
    nation = Nation(hours_of(invented), sets)
    done = protect(nation.publication())
    atoms, persons = nation.cells()
    assert {cell for cell, who in persons.items() if 0 < len(who) < 10} <= done.hidden.keys()
    hidden = {cell: persons[cell] for cell in done.hidden}
    assert solved(attacker_of(nation, atoms.keys() - hidden), atoms, hidden) == {}


@trust.examples(15, 250)
@given(groups.map(lambda invented: [(labels, max(size, 10)) for labels, size in invented]), table_sets)
def test_nothing_is_hidden_when_all_cells_are_large(invented, sets):
    assert protect(Nation(hours_of(invented), sets).publication()).hidden == {}


def test_the_attacker_succeeds_without_secondary_suppression():
    nation = Nation(
        hours_of([([("Ede", "markt")], 3), ([("Epe", "markt")], 15), ([("Urk", "inleen")], 12)]), [("regio",)]
    )
    atoms, persons = nation.cells()
    small = {cell: who for cell, who in persons.items() if 0 < len(who) < 10}
    found = solved(attacker_of(nation, persons.keys() - small.keys()), atoms, small)
    assert found == {(regio("Ede"),): nation.value(atoms[regio("Ede")])}


class Pair:
    """Two publications of one nation, as an attacker sees them: hours then, and the change since."""

    def __init__(self, then, now):
        self.then, self.now = then, now
        self.atoms, self.parts = {}, {}
        old, old_parts = then.cells()
        _, new_parts = now.cells()
        for cell, shares_ in old.items():
            change = {("change", *atom): share for atom, share in shares_.items()}
            self.atoms["before", cell] = {("then", *atom): share for atom, share in shares_.items()}
            self.atoms["change", cell] = change
            self.atoms["now", cell] = self.atoms["before", cell] | change
            self.parts["before", cell], self.parts["now", cell] = old_parts[cell], new_parts[cell]
            both = old_parts[cell].keys() | new_parts[cell].keys()
            changes = {who: new_parts[cell].get(who, 0) - old_parts[cell].get(who, 0) for who in both}
            self.parts["change", cell] = {who: part for who, part in changes.items() if part}

    def earlier(self):
        publication, later = self.then.publication(), self.now.publication()
        both = publication.persons.keys() & later.persons.keys()
        changed = {cell: len(self.parts["change", cell]) for cell in both}
        return Earlier(publication, protect(publication).visible, changed)

    def attacker(self, hidden):
        """Sees what is not hidden, cells of nobody too, and guesses right what did not change."""
        attacker = Attacker()
        for name in sorted(self.atoms.keys() - hidden):
            if name[0] != "change" or not self.parts[name]:
                attacker.sees(self.atoms[name], sum(self.parts[name].values(), Fraction()))
        return attacker

    def found(self, hidden_then, hidden_now):
        """What the attacker finds: hidden cells of either, and changes of few persons."""
        hidden = {("before", cell) for cell in hidden_then} | {("now", cell) for cell in hidden_now}
        attacker = self.attacker(hidden)
        few = {name for name, parts in self.parts.items() if name[0] == "change" and 0 < len(parts) < 10}
        answers = {}
        for when in ("before", "now", "change"):
            parts = {name: self.parts[name] for name in hidden | few if name[0] == when}
            answers |= solved(attacker, self.atoms, parts)
        return answers


def protected_pair(hours, later, sets):
    pair = Pair(Nation(hours, sets), Nation(later, sets))
    earlier = pair.earlier()
    done = protect(pair.now.publication(), earlier)
    return pair, earlier.publication.persons.keys() - earlier.visible, done


@trust.examples(20, 400)
@given(groups, table_sets, st.data())
def test_one_correction_of_one_person_cannot_be_worked_out(invented, sets, data):
    hours = hours_of(invented)
    key = data.draw(st.sampled_from(sorted(hours)))
    kept = {other: value for other, value in hours.items() if other != key}
    corrected = data.draw(st.sampled_from([{}, {key: hours[key] + 5}, {(key[0], "Urk", "inleen"): hours[key]}]))
    if kept or corrected:
        pair, hidden, done = protected_pair(hours, kept | corrected, sets)
        assert pair.found(hidden, done.hidden) == {}


@trust.examples(20, 400)
@given(groups, groups, table_sets, st.lists(st.booleans(), min_size=8, max_size=8))
def test_a_month_more_reveals_nobody(invented, newcomers, sets, stays):
    hours = hours_of(invented)
    month = hours_of([group for group, stay in zip(invented, stays, strict=False) if stay], salt=3)
    month |= {(who + 1000, *job): value for (who, *job), value in hours_of(newcomers).items()}
    later = {key: hours.get(key, 0) + month.get(key, 0) for key in hours | month}
    pair, hidden, done = protected_pair(hours, later, sets)
    assert pair.found(hidden, done.hidden) == {}


def test_the_attacker_subtracts_two_publications_protected_apart():
    hours = hours_of([([("Ede", "markt")], 15), ([("Epe", "markt")], 15), ([("Urk", "inleen")], 12)])
    later = hours | {(1, "Ede", "markt"): Fraction(1)}
    pair = Pair(Nation(hours, [("regio",)]), Nation(later, [("regio",)]))
    assert protect(pair.now.publication()).hidden == {}
    assert pair.found((), ())[("change", regio("Ede")),] == 1 - hours[1, "Ede", "markt"]
