"""Whatever steps were taken, a store gives what a full count of the files that it stands for gives: cell for cell."""

import shutil
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from hypothesis import given, strategies as st
from tests.agree import invent
from tests.factories.payroll import KEY, at_government, employer, lent, paid, registered, write

from banenafspraak.core.counting import BY, Order, built_in
from banenafspraak.core.counting.definitions import Setting
from banenafspraak.core.counting.order import count
from banenafspraak.core.counting.store import steps

HAND = steps.Hand(KEY, datetime(2026, 1, 1, tzinfo=UTC))
MONTHS = ("2012-12", "2017-12", "2018-11", "2018-12", "2019-01")
MOMENTS = ("", "", "2019-01-10T10:00:00Z", "2019-05-20T10:00:00Z", "2018-12-20T10:00:00Z")
COLUMNS = list(paid())


def ends(month):
    year, number = map(int, month.split("-"))
    return (date(year + number // 12, number % 12 + 1, 1) - timedelta(days=1)).isoformat()


def rows(months):
    every = st.builds(
        lambda make, month, facts: make(tijdvak_begin=f"{month}-01", tijdvak_einde=ends(month)) | facts,
        st.sampled_from([paid, paid, at_government, lent]),
        st.sampled_from(months),
        st.fixed_dictionaries(
            {
                "persoon": st.sampled_from("ABCDE"),
                "nummer_ikv": st.sampled_from(["1", "2"]),
                "verloonde_uren": st.sampled_from(["10", "110.92", "-5.5", "0"]),
                "aangemaakt_op": st.sampled_from(MOMENTS),
                "regel": st.sampled_from(["", "", "volledig", "correctie", "intrekking"]),
            },
            optional={"code_aard": st.sampled_from(["1", "21", "99"]), "loonheffingennummer": st.just("W-77")},
        ),
    )
    weeks = every.map(lambda row: row | {"tijdvak_begin": "2018-12-24", "tijdvak_einde": "2019-01-20"})
    return st.lists(st.one_of(every, every, weeks if "2019-01" in months else every), min_size=1, max_size=8)


REGISTERS = st.lists(
    st.builds(
        lambda person, first, last, ground: registered(
            persoon=person, datum_begin=first, datum_einde=last, grondslag=ground
        ),
        st.sampled_from("ABCDE"),
        st.sampled_from(["2010-01-01", "2018-12-15", "2019-01-02"]),
        st.sampled_from(["", "2018-12-10"]),
        st.sampled_from(["38b.1.c", "38b.2", ""]),
    ),
    min_size=1,
    max_size=5,
)
BOSSES = st.builds(
    lambda sector, place: [employer(sector=sector, gemeente=place, sbi="84.11")],
    st.sampled_from(["", "markt", "overheid"]),
    st.sampled_from(["", "Utrecht"]),
)
STEP = st.one_of(
    st.tuples(st.just("add"), rows(MONTHS)),
    st.tuples(st.just("correct"), rows(MONTHS)),
    st.sampled_from(MONTHS[2:4]).flatmap(lambda month: st.tuples(st.just(f"replace {month}"), rows((month,)))),
    st.tuples(st.just("register"), REGISTERS),
    st.tuples(st.just("employers"), BOSSES),
    st.tuples(st.just("count"), st.just([])),
    st.sampled_from(["clean", "clean 1", "clean 2"]).map(lambda step: (step, [])),
)
ASKED = st.tuples(
    st.sampled_from([("monitor", "2018"), ("quarter", "2018Q4"), ("employer-year", "2018"), ("monitor", "2017")]),
    st.lists(st.sampled_from(BY), unique=True, max_size=3).map(tuple),
    st.sampled_from(["volgens_datum", "wba"]),
)


@dataclass
class Twin:
    """A store, and beside it the rows of each month that it should hold: the same as files for a count at once."""

    folder: Path
    months: dict = field(default_factory=dict)
    corrections: list = field(default_factory=list)
    register: Path | None = None
    employers: Path | None = None
    made: int = 0

    def file(self, lines, columns=COLUMNS):
        self.made += 1
        numbered = [line | {"van_bestand": self.made} for line in lines]  # no two files are the same
        return write(self.folder / f"{self.made}.csv", numbered, [*columns, "van_bestand"])

    def take(self, step, lines):
        kind, _, more = step.partition(" ")
        store = self.folder / "store"
        if kind == "register":
            self.register = self.file(lines, list(registered()))
            steps.register(store, HAND, self.register)
        elif kind == "employers":
            self.employers = self.file(lines, list(employer()))
            steps.employers(store, HAND, self.employers)
        elif kind == "add":
            path = self.file(lines)
            steps.add(store, HAND, [path])
            self.keep(lines, 0)
        elif kind == "correct":
            path = self.file(lines)
            steps.add(store, HAND, [], [path])
            self.keep(lines, len(self.corrections) + 1)
            self.corrections.append(path)
        elif kind == "replace" and more in self.months:
            steps.replace_month(store, HAND, more, [self.file(lines)])
            self.months[more] = []
            self.keep(lines, 0)
        elif kind == "clean":
            steps.clean(store, HAND.now, int(more) if more else None)

    def keep(self, lines, rank):
        for line in lines:
            self.months.setdefault(line["tijdvak_einde"][:7], []).append((rank, line))

    def order(self, asked, by, rules):
        """The files that hold what the store should hold."""
        name, period = asked
        definition = built_in(name)
        if rules != "volgens_datum":
            setting = {"regelset": Setting(rules, own=True)}
            definition = replace(definition, settings=definition.settings | setting)
        ranked = {}
        for lines in self.months.values():
            for rank, line in lines:
                ranked.setdefault(rank, []).append(line)
        plain = self.folder / "plain"
        plain.mkdir(exist_ok=True)
        files = {rank: write(plain / f"{rank}.csv", lines, COLUMNS) for rank, lines in ranked.items()}
        empty = write(plain / "leeg.csv", [], COLUMNS)
        corrections = tuple(files.get(rank, empty) for rank in range(1, len(self.corrections) + 1))
        return Order(
            (files.get(0, empty),), self.register, period, KEY, definition=definition, by=by or None,
            corrections=corrections, employers=self.employers,
        )  # fmt: skip


def same(twin, asked, by, rules):
    order = twin.order(asked, by, rules)
    direct = count(order)
    kept = count(
        replace(order, deliveries=(), corrections=(), register=None, employers=None, store=twin.folder / "store")
    )
    assert kept.table() == direct.table()
    assert (kept.tallies, kept.flow, kept.pace) == (direct.tallies, direct.flow, direct.pace)
    assert kept.notes == direct.notes


@invent.SOME
@given(st.lists(STEP, min_size=1, max_size=6), REGISTERS, rows(MONTHS), ASKED)
def test_a_store_gives_what_a_full_count_gives(tmp_path_factory, taken, first_register, first_rows, asked):
    folder = tmp_path_factory.mktemp("twin")
    steps.init(folder / "store", HAND)
    twin = Twin(folder)
    twin.take("add", first_rows)
    twin.take("register", first_register)
    for step, lines in taken:
        if step == "count":
            same(twin, *asked)
        else:
            twin.take(step, lines)
    same(twin, *asked)
    shutil.rmtree(folder)
