import csv
import json
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from tests.factories.payroll import order_of, paid, write

from banenafspraak.core.counting.employer import QuotaQuestion, quotas
from banenafspraak.core.counting.employer_files import KINDS, check_quota_kind, quotas_as_data, write_quotas
from banenafspraak.core.counting.files import read_result, receipt_beside
from banenafspraak.core.counting.result import Note
from banenafspraak.core.kernel.problems import ProblemsError

WHOLE_YEAR = {"tijdvak_begin": "2024-01-01", "tijdvak_einde": "2024-12-31", "sectorcode": "64"}
ASSIGNMENT = {
    "persoon": "A",
    "uitlener": "W-8",
    "inlener": "W-2",
    "uren": "1331,5",
    "uitlener_akkoord_op": "2025-08-01",
    "inlener_akkoord_op": "",
}


def made(tmp_path, *, lent=False):
    rows = [paid(verloonde_uren="8000", **WHOLE_YEAR), paid(persoon="Z", verloonde_uren="90000", **WHOLE_YEAR)]
    file = write(tmp_path / "inleen.csv", [ASSIGNMENT]) if lent else None
    return quotas(order_of(tmp_path, rows), QuotaQuestion(2024, Decimal("9.90"), lent_in=file))


@pytest.mark.parametrize("kind", KINDS)
def test_quotas_are_written_whole(tmp_path, kind):
    path = tmp_path / f"quotum{kind}"
    written = write_quotas(made(tmp_path), path)
    assert written == ([path, receipt_beside(path)] if kind == ".csv" else [path])
    assert list(tmp_path.glob(".*.part")) == []


def test_csv_has_a_line_for_every_employer_and_its_receipt_beside(tmp_path):
    found = made(tmp_path)
    [path, beside] = write_quotas(found, tmp_path / "quotum.csv")
    [line] = csv.DictReader(path.read_text("utf-8").splitlines())
    assert {name: line[name] for name in ("werkgever", "jaar", "sector", "tekort", "te_betalen_eurocent")} == {
        "werkgever": "W-2",
        "jaar": "2024",
        "sector": "overheid",
        "tekort": "1.2",
        "te_betalen_eurocent": "0",
    }
    assert json.loads(beside.read_text("utf-8"))["result_sha256"] == found.receipt.result_sha256


def test_json_says_why_and_holds_assignments_by_row(tmp_path):
    [path] = write_quotas(made(tmp_path, lent=True), tmp_path / "quotum.json", "en")
    body = json.loads(path.read_text("utf-8"))
    [employer] = body["werkgevers"]
    assert employer["reden"] == "jaar_ervoor_onbekend"
    assert "year before" in employer["uitleg"]
    assert employer["toewijzingen"] == [
        {"bestand": "inleen.csv", "rij": 2, "uren": 1331.5, "telt_mee": 0.0, "reden": "geen_akkoord"}
    ]
    assert any("No levy is imposed now (Wfsv 122na)" in note for note in employer["opmerkingen"])
    assert body["bewijs"]["definition"]["naam"] == "quotum"


def test_both_languages_say_the_same_things(tmp_path):
    found = made(tmp_path)
    [dutch], [english] = (quotas_as_data(found, lang)["werkgevers"] for lang in ("nl", "en"))
    assert len(dutch["opmerkingen"]) == len(english["opmerkingen"])
    assert dutch["uitleg"] != english["uitleg"]


def test_xlsx_has_notes_receipt_and_assignments_when_there_are_any(tmp_path):
    sheets = ["quotum", "opmerkingen", "bewijs"]
    write_quotas(made(tmp_path), tmp_path / "a.xlsx")
    assert openpyxl.load_workbook(tmp_path / "a.xlsx").sheetnames == sheets
    write_quotas(made(tmp_path, lent=True), tmp_path / "b.xlsx")
    book = openpyxl.load_workbook(tmp_path / "b.xlsx")
    assert book.sheetnames == ["quotum", "opmerkingen", "toewijzingen", "bewijs"]
    said = [row[1].value for row in book["opmerkingen"].rows]
    assert said[:2] == ["opmerking", Note("jaar_ervoor_onbekend").sentence("nl")]
    assert "122na" in " ".join(str(row[1].value) for row in book["opmerkingen"].rows)


@pytest.mark.parametrize("name", ["quotum.parquet", "quotum.txt", "quotum"])
def test_other_kinds_are_refused(name):
    with pytest.raises(ProblemsError) as error:
        check_quota_kind(Path(name))
    assert [one.code for one in error.value.problems] == ["output-kind-unknown"]


@pytest.mark.parametrize("kind", [".json", ".xlsx"])
def test_a_quota_is_not_taken_for_a_count(tmp_path, kind):
    [path] = write_quotas(made(tmp_path), tmp_path / f"quotum{kind}")
    with pytest.raises(ProblemsError) as error:
        read_result(path)
    assert [one.code for one in error.value.problems] == ["receipt-missing"]
