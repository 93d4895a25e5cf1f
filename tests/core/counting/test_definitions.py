from datetime import date
from fractions import Fraction

import pytest

from banenafspraak.core.counting.definitions import NAMES, VALID, built_in, find_definition, read_definition
from banenafspraak.core.kernel.problems import ProblemsError


@pytest.fixture
def own(tmp_path):
    def write(text):
        path = tmp_path / "eigen.yaml"
        path.write_text("naam: proef\ngebaseerd_op: monitor\n" + text, "utf-8")
        return path

    return write


def problems(path):
    with pytest.raises(ProblemsError) as error:
        read_definition(path)
    return [(one.code, one.place.column) for one in error.value.problems]


@pytest.mark.parametrize(
    ("name", "months", "hours", "divides", "extra"),
    [
        ("monitor", 1, "110.92", True, True),
        ("quarter", 1, "110.92", False, True),
        ("employer-year", 12, "1331", False, False),
    ],
)
def test_the_definitions_of_the_house(name, months, hours, divides, extra):
    one = find_definition(name)
    assert one.hours_per_job(date(2018, 12, 31)) == Fraction(hours)
    assert (one.months, one.divides_lent_hours, one.has_extra_jobs, one.label) == (months, divides, extra, name)
    assert one.title("en") != one.title("nl")
    assert all(setting.mark in {"V", "D", "U"} and not setting.own for setting in one.settings.values())


def test_only_the_quota_knows_a_last_day_of_filing():
    assert [built_in(name).filed_until(2018) for name in NAMES] == [None, None, date(2019, 5, 1)]


def test_only_the_quarter_leaves_out_one_day_grounds():
    assert [built_in(name).one_day_grounds for name in NAMES] == ["tellen", "weglaten", "tellen"]


def test_an_own_definition_says_so_and_takes_the_rest_from_its_base(own):
    one = read_definition(own('uren_per_baan: "100"\ntijdvakken_delen: {waarde: laatste_dag, zekerheid: D, bron: cao}'))
    assert (one.label, one.own, one.title("en")) == ("eigen definitie: proef", True, "Own definition: proef")
    assert one.hours_per_job(date(2018, 12, 31)) == 100
    assert (one.division, one.rules, one.window) == ("laatste_dag", "volgens_datum", "december")
    divided, window = one.settings["tijdvakken_delen"], one.settings["venster"]
    assert (divided.own, divided.mark, divided.source) == (True, "D", "cao")
    assert (window.own, one.settings["uren_per_baan"].source) == (False, "eigen definitie")


def test_an_own_last_day_of_filing(own):
    assert read_definition(own('ingediend_uiterlijk: "03-31"')).filed_until(2018) == date(2019, 3, 31)
    assert read_definition(own("ingediend_uiterlijk: null")).filed_until(2018) is None
    law = read_definition(own('ingediend_uiterlijk: "nl/wfsv/quotum#aangifte_uiterlijk"'))
    assert law.filed_until(2018) == date(2019, 5, 1)


def test_the_receipt_of_a_definition_names_its_settings_and_law():
    one = built_in("employer-year")
    assert set(one.as_dict()) == {"naam", *VALID}
    assert sorted(one.law(date(2018, 12, 31))) == [
        "nl/regeling_wfsv/monitor/2015-01-01.yaml",
        "nl/wfsv/quotum/2018-01-01.yaml",
    ]


@pytest.mark.parametrize(
    "setting",
    [
        "venster: november",
        "venster: [december]",
        "uren_per_baan: veel",
        "uren_per_baan: true",
        'uren_per_baan: "0"',
        'uren_per_baan: "-1"',
        'uren_per_baan: "nl/wfsv/quotum#norm_uren"',
        "regelset: oud",
        "inleen_verdelen: 1",
        "tijdvakken_delen: eerlijk",
        "eendaagse_gronden: soms",
        "ingediend_uiterlijk: nooit",
        'ingediend_uiterlijk: "02-30"',
        'ingediend_uiterlijk: "02-29"',
        'ingediend_uiterlijk: "13-01"',
        "ingediend_uiterlijk: {bron: geen waarde}",
        "extra_banen: ja graag",
        "extra_banen: {waarde: true, zekerheid: zeker}",
        "extra_banen: {waarde: true, bron: 5}",
        "extra_banen: {waarde: true, mening: goed}",
    ],
)
def test_an_invalid_setting_is_named(own, setting):
    assert problems(own(setting)) == [("definition-setting", setting.split(":")[0])]


def test_all_invalid_settings_are_named_at_once(own):
    text = "kleur: rood\n" + "\n".join(f"{name}: [niets]" for name in VALID)
    assert problems(own(text)) == [("definition-setting", name) for name in ("kleur", *VALID)]


def test_a_year_of_hours_and_the_measure_of_a_month_do_not_go_together(own):
    assert problems(own("venster: kalenderjaar")) == [
        ("definition-setting", "extra_banen"),
        ("definition-setting", "uren_per_baan"),
    ]
    per_year = 'uren_per_baan: "nl/regeling_wfsv/monitor#uren_per_baan_per_jaar"'
    assert problems(own(per_year)) == [("definition-setting", "uren_per_baan")]
    assert read_definition(own(f"venster: kalenderjaar\nextra_banen: false\n{per_year}")).months == 12


@pytest.mark.parametrize(
    "body", ["- lijst", "naam: 5\ngebaseerd_op: monitor", "naam: x\ngebaseerd_op: niets", "naam: [", "\x00"]
)
def test_what_is_no_definition_is_refused(tmp_path, body):
    path = tmp_path / "fout.yaml"
    path.write_text(body, "utf-8")
    assert problems(path) == [("definition-broken", None)]


def test_a_file_in_another_encoding_is_refused(tmp_path):
    path = tmp_path / "fout.yaml"
    path.write_bytes("naam: één".encode("latin-1"))
    assert problems(path) == [("definition-broken", None)]


def test_a_name_that_is_nothing_is_refused(tmp_path):
    with pytest.raises(ProblemsError) as error:
        find_definition(str(tmp_path / "geen.yaml"))
    assert [one.code for one in error.value.problems] == ["definition-unknown"]


def test_a_file_is_found_by_its_path(own):
    assert find_definition(str(own(""))).label == "eigen definitie: proef"
