"""What a user's names and texts may not do: steer the terminal, break the JSON, or make a result eat its own input."""

import json
import zipfile

import pytest
from tests.cli.conftest import HEADER, PAYROLL

NAMES = "loonheffingennummer;subsector\n123456782L01;{}\n"


@pytest.fixture
def files(tmp_path):
    (tmp_path / "loon.csv").write_text(PAYROLL)
    (tmp_path / "register.csv").write_text("bsn,datum_begin\n111222333,2010-01-01\n999990019,2015-01-01\n")
    return tmp_path


def asked(files, delivery="loon.csv"):
    return ("count", files / delivery, "--register", files / "register.csv", "--period", "2018")


@pytest.mark.parametrize("text", ["[/]", "[red]x", "@decimal@oo", "\x1b[2J"])
def test_texts_of_a_user_are_shown_as_they_are(say, files, text):
    (files / "werkgevers.csv").write_text(NAMES.format(text))
    more = ("--employers", files / "werkgevers.csv", "--by", "subsector")
    shown = say(*asked(files), *more)
    assert (shown.code, "\x1b" in shown.out) == (0, False)
    assert text.replace("\x1b", "\ufffd") in shown.out
    assert text in {line["subsector"] for line in say(*asked(files), *more, "--json").data["tabel"]}


def test_a_problem_in_a_file_with_markup_in_its_name_is_a_problem(say, files):
    with zipfile.ZipFile(files / "loon.zip", "w") as archive:
        archive.writestr("[/]\x1b.csv", HEADER.replace("verloonde_uren", "x") + "1\n")
    said = say(*asked(files, "loon.zip"))
    assert said.code == 3
    assert "loon.zip:[/]\ufffd.csv" in said.err


def test_a_remedy_keeps_its_brackets(say, files):
    (files / "k.toml").write_text('[form]\ndecimal = "x"\n')
    assert "Bij [form] kan:" in say(*asked(files), "--columns", files / "k.toml").words


@pytest.mark.parametrize("kind", ["csv", "json", "parquet", "xlsx"])
def test_a_file_name_that_is_no_text_stands_in_a_result(say, files, kind):
    odd = "loon\udcff.csv"
    (files / odd).write_text(PAYROLL)
    out = files / f"uit.{kind}"
    assert say(*asked(files, odd), "--out", out).code == 0
    assert json.loads(say(*asked(files, odd), "--json").out)["bewijs"]["inputs"][0]["name"] == odd


@pytest.mark.parametrize("option", ["--out", "--refused"])
@pytest.mark.parametrize("name", ["loon.csv", "register.csv"])
def test_a_result_never_takes_the_place_of_its_input(say, files, option, name):
    before = (files / name).read_bytes()
    said = say(*asked(files), option, files / name)
    assert (said.code, "output-is-input" in said.err) == (5, True)
    assert (files / name).read_bytes() == before


def test_two_results_do_not_take_one_place(say, files):
    assert "output-is-input" in say(*asked(files), "--out", files / "a.csv", "--refused", files / "a.csv").err


def test_a_mapping_never_takes_the_place_of_the_file(say, files):
    assert say("columns", files / "loon.csv", "--out", files / "loon.csv").code == 5
    assert (files / "loon.csv").read_text() == PAYROLL


@pytest.mark.parametrize(
    "more",
    [
        "ingediend_uiterlijk: 2018-02-31",
        f"uren_per_baan: {'1' * 6000}",
        f"uren_per_baan: 0x{'f' * 9000}",
        "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
        + "".join(f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 10)}]\n" for i in range(1, 10))
        + "uren_per_baan: *a9",
    ],
)
def test_a_definition_that_cannot_be_is_a_problem(say, files, more):
    (files / "eigen.yaml").write_text(f"naam: mijn\ngebaseerd_op: monitor\n{more}\n")
    assert say(*asked(files), "--definition", files / "eigen.yaml").code == 5


@pytest.mark.parametrize("text", ["a=" + "[" * 100_000, "a=" + "1" * 6000, '[form]\nencoding = "a\\u0000b"'])
def test_a_mapping_that_cannot_be_is_a_problem(say, files, text):
    (files / "k.toml").write_text(text)
    assert say(*asked(files), "--columns", files / "k.toml").code == 5


def test_an_employer_number_holds_no_control_signs(say, files):
    (files / "loon.csv").write_text(PAYROLL.replace("W-1", "W\x001"))
    assert say(*asked(files)).code == 4
