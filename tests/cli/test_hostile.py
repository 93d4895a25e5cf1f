"""What a user's names and texts may not do: steer the terminal, break the JSON, or make a result eat its own input."""

import gzip
import json
import zipfile
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from tests.cli.conftest import HEADER, PAYROLL
from tests.factories.places import as_nobody

NAMES = "loonheffingennummer;subsector\n123456782L01;{}\n"

NAMESPACE = "http://xml.belastingdienst.nl/schemas/Loonaangifte/2026/01"


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


def test_a_folder_that_may_not_be_read_is_said_and_not_passed_over(say):
    with TemporaryDirectory() as place:
        files = Path(place)
        files.chmod(0o755)
        (files / "register.csv").write_text("bsn,datum_begin\n111222333,2010-01-01\n")
        (files / "loon" / "dicht").mkdir(parents=True)
        (files / "loon" / "loon.csv").write_text(PAYROLL)
        (files / "loon" / "dicht").chmod(0)
        with as_nobody():
            said = say(*asked(files, "loon"), "--json")
    assert said.code == 3
    assert [(one["code"], one["plaats"]["bestand"]) for one in said.data["problemen"]] == [("file-unreadable", "dicht")]


def test_an_archive_that_may_not_be_read_is_said(say):
    with TemporaryDirectory() as place:
        files = Path(place)
        files.chmod(0o755)
        (files / "register.csv").write_text("bsn,datum_begin\n111222333,2010-01-01\n")
        with zipfile.ZipFile(files / "loon.zip", "w") as archive:
            archive.writestr("loon.csv", PAYROLL)
        (files / "loon.zip").chmod(0)
        with as_nobody():
            said = say(*asked(files, "loon.zip"))
    assert (said.code, "file-unreadable" in said.err) == (3, True)


@pytest.mark.parametrize(
    ("name", "begin"), [("loon.csv.gz", HEADER), ("loon.xml.gz", f'<Loonaangifte xmlns="{NAMESPACE}">')]
)
def test_a_packed_text_that_grows_without_end_is_refused(say, files, name, begin):
    with gzip.open(files / name, "wb") as stream:
        stream.write(begin.encode())
        for _ in range(100):
            stream.write((b"0" * 1015 + b";;;;;;;\n") * (1 << 10))
    said = say(*asked(files, name))
    assert (said.code, "archive-too-large" in said.err) == (3, True)


def test_a_row_without_end_is_refused(say, files):
    (files / "loon.csv").write_bytes(HEADER.encode() + b";" * (40 << 20))
    said = say(*asked(files))
    assert (said.code, "csv-row-too-long" in said.err) == (3, True)


@pytest.mark.parametrize("name", ["loon-111222333.csv", "loon 1112.22.333.csv"])
def test_a_bsn_in_the_name_of_a_file_goes_no_further(say, files, name):
    (files / name).write_text(PAYROLL + "x;W-1;1;2018-12-01;2018-12-31;1;1;15;33\n")
    said = say(*asked(files, name), "--out", files / "uit.json", "--refused", files / "uit.csv", "--by", "soort")
    explained = say("explain", *asked(files, name)[1:], "--cell", "soort=inleen")
    missing = say(*asked(files, "weg-111222333.csv"))
    written = (files / "uit.json").read_text() + (files / "uit.csv").read_text()
    for text in (said.out, said.err, explained.out, missing.err, written):
        assert "111222333" not in text
        assert "1112.22.333" not in text
    assert "#########" in written


def test_a_bsn_in_the_name_of_a_definition_goes_no_further(say, files):
    (files / "eigen.yaml").write_text("naam: van 111222333\ngebaseerd_op: monitor\n")
    said = say(*asked(files), "--definition", files / "eigen.yaml", "--lang", "en")
    assert "Own definition: van #########" in said.words
    assert "111222333" not in said.words


@pytest.mark.parametrize("text", ["=cmd|' /C calc'!A0", "+1", "-1", "@x", "'t Gooi"])
def test_a_text_is_no_formula_in_a_csv_and_is_still_itself(say, files, text):
    (files / "werkgevers.csv").write_text(NAMES.format(text))
    more = ("--employers", files / "werkgevers.csv")
    out = files / "uit.csv"
    say(*asked(files), *more, "--by", "subsector", "--out", out)
    assert f"monitor,2018,'{text}," in out.read_text()
    assert say("verify", out, *asked(files)[1:-2], *more).code == 0


def test_a_result_does_not_land_in_a_folder_that_is_read(say, files):
    (files / "loon").mkdir()
    (files / "loon.csv").rename(files / "loon" / "loon.csv")
    assert "output-is-input" in say(*asked(files, "loon"), "--out", files / "loon" / "uit.csv").err
    assert say(*asked(files, "loon"), "--out", files / "uit.csv").code == 0


def test_a_result_and_its_receipt_come_together_or_not_at_all(say, files):
    (files / "uit.csv").mkdir()
    assert say(*asked(files), "--out", files / "uit.csv").code == 7
    assert not (files / "uit.bewijs.json").exists()


@pytest.mark.parametrize("arguments", [("count", "--registr", "x"), ("count", "111222333"), ("count",)])
def test_wrong_use_is_json_too_when_json_is_asked(say, arguments):
    said = say(*arguments, "--json")
    assert said.code == 2
    assert len(said.data["problemen"]) == 1
    assert "111222333" not in said.out + said.err


@pytest.mark.parametrize("demo", ["nation", "employer"])
def test_a_demo_in_a_place_that_cannot_be_written_says_so(say, tmp_path, demo):
    (tmp_path / "bestand").write_text("x")
    said = say("demo", demo, "--out", tmp_path / "bestand" / "land")
    assert (said.code, "output-not-writable" in said.err) == (7, True)


def test_a_nation_over_a_folder_of_the_same_name_says_so(say, tmp_path):
    (tmp_path / "land" / "doelgroepregister.csv").mkdir(parents=True)
    said = say("demo", "nation", "--scale", "0.0005", "--out", tmp_path / "land")
    assert (said.code, "output-not-writable" in said.err) == (7, True)
