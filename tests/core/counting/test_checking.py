"""Every note has the smallest input that calls for it, and one beside it that does not."""

from dataclasses import replace
from pathlib import Path

import pytest
from tests.factories.payroll import KEY, employer, in_2012, lent, order_of, paid, registered, write

from banenafspraak.core.counting import Order, built_in, count
from banenafspraak.core.counting.definitions import Setting
from banenafspraak.core.counting.marker import mark_invented
from banenafspraak.core.counting.result import note_texts
from banenafspraak.core.invented.employer import write_employer
from banenafspraak.core.tables import taking


def own(**settings):
    one = built_in("monitor")
    changed = {name: Setting(value, own=True) for name, value in settings.items()}
    return replace(one, settings=one.settings | changed, own=True)


WEEKS = paid(tijdvak_begin="2018-11-05", tijdvak_einde="2018-12-02")
GOAL = [{"jaar": "2018", "sector": "totaal", "doelstelling": "1", "bron": "wij"}]
MESSAGE = {"regel": "volledig", "aangemaakt_op": "2019-01-10T10:00:00Z"}
LATER = {"regel": "volledig", "aangemaakt_op": "2019-01-20T10:00:00Z"}
TWO = [registered(), registered(persoon="B")]
DOUBLE = [registered(), registered(grondslag="38b.1.b", datum_begin="2015-01-01")]
QUARTER = {"definition": built_in("quarter"), "period": "2018Q4"}
YEAR = {"definition": built_in("employer-year")}
NEW_ACT = {"definition": own(regelset="wba")}
LAST_DAY = {"definition": own(tijdvakken_delen="laatste_dag")}
PLAIN = ([paid()], {})
CASES = {
    "own-definition": (([paid()], {"definition": own()}), PLAIN),
    "quarter-indicative": (([paid()], QUARTER), PLAIN),
    "december-effect": (PLAIN, ([paid()], YEAR)),
    "four-week": (([WEEKS], {}), PLAIN),
    "last-day": (([WEEKS], LAST_DAY), ([paid()], LAST_DAY)),
    "key-missing": (([lent()], {}), PLAIN),
    "lent-undivided": (([lent()], QUARTER | {"by": ("sector",)}), ([lent()], QUARTER | {"by": ("soort",)})),
    "key-used": (([in_2012(lent())], {"period": "2012"}), ([in_2012(lent())], {"period": "2012", "by": ("soort",)})),
    "persons-undivided": (([in_2012(lent())], {"period": "2012"}), ([in_2012(paid())], {"period": "2012"})),
    "lent-place": (([lent()], {"by": ("regio",)}), ([lent()], {})),
    "no-baseline": (PLAIN, ([paid(), in_2012(paid())], {})),
    "baseline-counted": (([paid(), in_2012(paid())], {}), PLAIN),
    "baseline-published": (([paid()], {"baseline": "gepubliceerd"}), PLAIN),
    "baseline-2015": (([paid()], {"baseline": "regeling-2015"}), PLAIN),
    "no-extra": (([paid()], YEAR), PLAIN),
    "no-targets": (PLAIN, ([paid()], YEAR)),
    "code-aard-other": (([paid(code_aard="99")], {}), PLAIN),
    "code-aard-undecided": (([paid(code_aard="10")], {}), ([paid(code_aard="10", persoon="B")], {})),
    "employers-unknown": (
        ([paid()], {"by": ("regio",)}),
        ([paid()], {"by": ("regio",), "employers": [employer(gemeente="Utrecht")]}),
    ),
    "municipality-unknown": (([paid()], {"employers": [employer(gemeente="Nergenshuizen")]}), PLAIN),
    "employers-double": (([paid()], {"employers": [employer(), employer()]}), PLAIN),
    "sector-unknown": (([paid(sectorcode="")], {}), ([paid(sectorcode="")], {"by": ("soort",)})),
    "register-overlap": (([paid()], {"register": DOUBLE}), ([paid()], {"register": TWO})),
    "register-empty": (([paid()], {"register": [registered(persoon="")]}), PLAIN),
    "period-empty": (([in_2012(paid())], {}), PLAIN),
    "complete-return-left": (
        ([paid(**MESSAGE), paid(persoon="B", **LATER)], {}),
        ([paid(**MESSAGE), paid(persoon="B", **LATER), paid(**LATER)], {}),
    ),
    "size-partial": (([paid()], {"by": ("grootteklasse",)}), PLAIN),
    "grounds-unverified": (PLAIN, ([paid()], NEW_ACT)),
    "law-before-first": (([in_2012(paid())], {"period": "2012"}), PLAIN),
    "wba-not-in-force": (([paid()], NEW_ACT), PLAIN),
    "no-flow": (PLAIN, ([paid(), paid(tijdvak_begin="2017-12-01", tijdvak_einde="2017-12-31")], {})),
}
WITH_MORE_FILES = {
    "invented",
    "baseline-undivided",
    "baseline-file",
    "target-totals-only",
    "mixed-aard",
    "region-unverified",
    "files-passed-over",
    "refused-not-listed",
}

OF_THE_QUOTA = {
    "quota-information",
    "quota-form",
    "quota-no-percentage",
    "quota-indication",
    "quota-percentage-set",
    "quota-percentage-given",
    "quota-roll-up",
    "quota-year-partial",
    "quota-temp-staff",
    "quota-wsw",
    "quota-payroll",
    "valt_eronder",
    "te_klein_jaar_ervoor",
    "te_klein_dit_jaar",
    "sector_niet_geactiveerd",
    "jaar_onvolledig",
    "jaar_ervoor_onbekend",
    "sector_onbekend",
    "geen_akkoord",
    "akkoord_te_laat",
    "andere_werkgever",
    "zelfde_werkgever",
    "niet_in_register",
    "geen_uren_bij_uitlener",
    "afgetopt",
    "uren_niet_nagegaan",
}
"""Tested where they are given: test_quota.py, test_lending.py and test_employer.py name each of them."""
OF_PUBLISHING = {"published", "extra-withheld", "total-withheld", "flow-withheld"}
OF_THE_OWN_COUNT = {code for code in note_texts() if code.startswith("own-")} - {"own-definition"}
QUOTA_TESTS = ("test_quota.py", "test_lending.py", "test_employer.py")


def notes(folder, case):
    rows, asked = case
    return [note.code for note in count(order_of(folder, rows, **asked)).notes]


@pytest.mark.parametrize("code", CASES)
def test_a_note_is_given_when_it_is_called_for(tmp_path, code):
    called_for, not_called_for = CASES[code]
    assert code in notes(tmp_path / "called", called_for)
    assert code not in notes(tmp_path / "not", not_called_for)


def test_every_note_has_its_test():
    assert sorted(note_texts()) == sorted(
        CASES.keys() | WITH_MORE_FILES | OF_THE_QUOTA | OF_PUBLISHING | OF_THE_OWN_COUNT
    )
    for codes, files in (
        (OF_THE_QUOTA, QUOTA_TESTS),
        (OF_PUBLISHING, ("test_publishing.py",)),
        (OF_THE_OWN_COUNT, ("test_own.py",)),
    ):
        told = "".join(Path(__file__).with_name(name).read_text(encoding="utf-8") for name in files)
        assert {code for code in codes if f'"{code}"' not in told} == set()


def test_invented_data_are_told_before_anything_else(tmp_path):
    mark_invented(tmp_path, seed=1)
    assert notes(tmp_path, ([paid()], {"definition": own()}))[:2] == ["invented", "own-definition"]


def test_the_name_of_a_baseline_file_is_told(tmp_path):
    path = write(tmp_path / "basis.csv", [{"sector": "markt", "banen": "1"}])
    result = count(order_of(tmp_path, [paid()], baseline=str(path)))
    [note] = [note for note in result.notes if note.code == "baseline-file"]
    assert note.sentence("nl") == "Nulmeting: uit het opgegeven bestand basis.csv."
    assert [row.extra_jobs for row in (*result.rows, result.total)] == [0, 0]


def keys(folder, *years):
    rows = [
        {"jaar": str(year), "sector": sector, "aandeel": "50", "bron": "wij"}
        for year in years
        for sector in ("markt", "overheid")
    ]
    return write(folder / "sleutels.csv", rows)


def test_a_baseline_without_its_key_has_a_total_only(tmp_path):
    rows = [lent(), in_2012(lent())]
    result = count(order_of(tmp_path, rows, keys=keys(tmp_path, 2018)))
    assert "baseline-undivided" in [note.code for note in result.notes]
    assert [row.extra_jobs for row in (*result.rows, result.total)] == [None, None, 0]
    whole = count(order_of(tmp_path, rows, keys=keys(tmp_path, 2012, 2018)))
    assert "baseline-undivided" not in [note.code for note in whole.notes]
    assert [row.extra_jobs for row in (*whole.rows, whole.total)] == [0, 0, 0]


@pytest.mark.parametrize(
    ("rows", "asked", "told"),
    [
        ([paid()], {}, False),
        ([paid()], {"split": False}, False),
        ([paid()], {"by": ("regio",)}, True),
        ([paid(), lent()], {}, True),
        ([paid()], QUARTER | {"by": ("sector",)}, True),
    ],
)
def test_targets_are_for_whole_sectors_and_the_total(tmp_path, rows, asked, told):
    path = write(tmp_path / "doelen.csv", GOAL)
    result = count(order_of(tmp_path, rows, targets=path, **asked))
    assert ("target-totals-only" in [note.code for note in result.notes]) is told
    assert result.total.target == 1


def test_a_changing_code_aard_is_told_for_the_period_only(tmp_path):
    returns = [path for path in write_employer(tmp_path, seed=1) if path.suffix == ".xml"]
    order = Order(tuple(returns), tmp_path / "register.csv", "2026", KEY, definition=built_in("employer-year"))
    assert "mixed-aard" in [note.code for note in count(order).notes]
    assert "mixed-aard" not in [note.code for note in count(replace(order, definition=built_in("monitor"))).notes]


@pytest.mark.parametrize(("year", "told"), [("2018", True), ("2021", True), ("2024", False)])
def test_regions_that_are_not_verified_are_told(tmp_path, year, told):
    row = paid(tijdvak_begin=f"{year}-12-01", tijdvak_einde=f"{year}-12-31")
    assert ("region-unverified" in notes(tmp_path, ([row], {"period": year, "by": ("regio",)}))) is told


@pytest.mark.parametrize(("begin", "told"), [("2018-06-01", True), ("2018-06-02", False)])
def test_registrations_that_share_one_day_are_told(tmp_path, begin, told):
    people = [registered(datum_begin="2015-01-01", datum_einde="2018-06-01"), registered(datum_begin=begin)]
    assert ("register-overlap" in notes(tmp_path, ([paid()], {"register": people}))) is told


@pytest.mark.parametrize(("quarter", "told"), [("2018Q4", True), ("2018Q3", False)])
def test_the_effect_of_december_is_told_of_a_period_that_ends_in_it(tmp_path, quarter, told):
    assert ("december-effect" in notes(tmp_path, ([paid()], QUARTER | {"period": quarter}))) is told


def test_files_among_the_deliveries_that_are_no_payroll_are_named(tmp_path):
    write_employer(tmp_path, seed=1)
    order = Order((tmp_path,), tmp_path / "register.csv", "2026", KEY)
    [note] = [note for note in count(order).notes if note.code == "files-passed-over"]
    assert note.values["count"] == 3
    assert set(str(note.values["names"]).split(", ")) == {"LEESMIJ.txt", "register.csv", "werkgevers.csv"}


def test_reasons_beyond_those_kept_are_told(tmp_path, monkeypatch):
    monkeypatch.setattr(taking, "MOST_KEPT", 1)
    result = count(order_of(tmp_path, [paid(), paid(code_soort=""), paid(verloonde_uren="x", nummer_ikv="2")]))
    assert [note.values["count"] for note in result.notes if note.code == "refused-not-listed"] == [1]
    assert len(result.refused) == 1
