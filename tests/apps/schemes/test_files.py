"""What is taken along: papers that hide what they must, the same each time, and a calendar that others can read."""

import io
from dataclasses import replace

import pytest
from django.core.checks import Error
from pypdf import PdfReader
from tests.factories.schemes import answered, begun

from banenafspraak.apps.schemes import queries
from banenafspraak.core.schemes.reading import law_book

pytestmark = pytest.mark.django_db
FILE = "/regelingen/uitkomst/bestand/"


def taken(client, name, before=""):
    answer = client.get(f"{before}{FILE}{name}")
    assert answer.status_code == 200
    assert answer["Content-Disposition"] == f'attachment; filename="{name}"'
    return answer.content


def text(content):
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages).split())


@pytest.mark.parametrize("name", ["regelingen.pdf", "brief.pdf", "termijnen.ics"])
def test_the_same_answers_give_the_same_file(client, name):
    answered(client)
    assert taken(client, name) == taken(client, name)


@pytest.mark.parametrize("name", ["regelingen.pdf", "brief.pdf"])
def test_a_paper_is_tagged_and_says_that_nothing_was_decided(client, name):
    answered(client)
    root = PdfReader(io.BytesIO(taken(client, name))).trailer["/Root"]
    assert (root["/MarkInfo"]["/Marked"], root["/Lang"]) == (True, "nl")
    assert "Dit is een berekening, geen besluit." in text(taken(client, name))
    assert "This is a calculation, not a decision." in text(taken(client, name, "/en"))


def test_the_page_fits_on_one(client):
    answered(client)
    assert len(PdfReader(io.BytesIO(taken(client, "regelingen.pdf"))).pages) == 1


def test_the_letter_keeps_what_is_for_the_candidate_alone(client):
    answered(client)
    assert "Welke uitkering heeft de werknemer? bijstand" in text(taken(client, "regelingen.pdf"))
    told = text(taken(client, "brief.pdf"))
    assert ("bijstand" in told, "Of de no-riskpolis geldt, staat hier niet bij." in told) == (False, True)
    assert "Loonkostensubsidie" in told


def test_a_letter_with_nothing_to_tell_says_so(client):
    assert "past er nog geen regeling" in text(taken(begun(client), "brief.pdf")) or "Subsidie" in text(
        taken(client, "brief.pdf")
    )


def test_the_calendar_holds_the_last_days(client):
    answered(client)
    lines = taken(client, "termijnen.ics").decode().split("\r\n")
    assert (lines[0], lines[-2]) == ("BEGIN:VCALENDAR", "END:VCALENDAR")
    assert "SUMMARY:Laatste dag om aan te vragen: Loonkostensubsidie" in lines
    assert b"SUMMARY:Last day to apply: Wage-cost subsidy\r\n" in taken(client, "termijnen.ics", "/en")


def test_a_file_of_nobody_or_of_another_name_is_not_there(client):
    assert client.get(f"{FILE}regelingen.pdf").status_code == 404
    assert begun(client).get(f"{FILE}geheim.pdf").status_code == 404


def test_a_fault_in_the_rules_of_a_place_is_told_at_the_start(tmp_path, settings):
    broken = tmp_path / "lokaal.yaml"
    broken.write_text("bestand: lokaal\n", encoding="utf-8")
    settings.INSTALLATION = replace(settings.INSTALLATION, law_path=tmp_path)
    law_book.cache_clear()
    faults = queries.law_faults()
    assert {type(one) for one in faults} == {Error}
    assert "schemes.law-missing" in {one.id for one in faults}
    settings.INSTALLATION = replace(settings.INSTALLATION, law_path=None)
    assert queries.law_faults() == []
