"""Trend reports as page and PDF, of the nation and of regions; made once, kept by what they say."""

from dataclasses import replace

import pytest
from django.conf import settings as here
from tests.factories.site import import_lines, keep_invented, line

from banenafspraak.core.reports.story import tell
from banenafspraak.web import kept as pages, reports

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.INSTALLATION = replace(settings.INSTALLATION, data_dir=tmp_path / "data")


def text(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def kept():
    return sorted(file.suffix for file in (here.INSTALLATION.data_dir / "reports").iterdir())


def test_the_report_of_the_nation_shows_the_newest_quarter(client):
    page = text(client, "/cijfers/rapport/")
    for part in ("vierde kwartaal van 2023", "85.665", "Het doel was 105.000. Er zijn nog 19.335 te gaan.", "Let op"):
        assert part in page
    assert "fourth quarter of 2023" in text(client, "/en/cijfers/rapport/")


def test_a_report_is_an_accessible_pdf(client):
    answer = client.get("/cijfers/rapport.pdf")
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF-")
    assert b"pdfuaid" in answer.content
    assert b"/StructTreeRoot" in answer.content


def test_a_report_is_made_once_and_again_when_a_figure_changes(client, tmp_path, monkeypatch):
    first = client.get("/cijfers/rapport.pdf").content
    assert kept() == [".json", ".pdf"]
    reports_made = []
    monkeypatch.setattr(reports, "tell", lambda trend: reports_made.append(trend) or tell(trend))
    client.get("/cijfers/rapport/")
    assert reports_made == []
    import_lines(tmp_path, line(reeks="official", extra_banen="90000"))
    pages.forget()
    assert client.get("/cijfers/rapport.pdf").content != first
    assert len(reports_made) == 1
    assert kept() == [".json", ".json", ".pdf", ".pdf"]


def test_the_report_of_a_region_says_what_is_not_published(client, tmp_path):
    assert "Over Amersfoort is geen cijfer gepubliceerd" in text(client, "/regios/amersfoort/rapport/")
    import_lines(tmp_path, line(regio="AM14", extra_banen="1600"), name="regio")
    pages.forget()
    page = text(client, "/regios/amersfoort/rapport/")
    assert "1.600" in page
    assert "geen cijfer gepubliceerd" not in page


def test_an_invented_report_says_so_on_page_and_paper(client):
    here.INSTALLATION = replace(here.INSTALLATION, demo=True)
    keep_invented()
    for place in ("/cijfers", "/regios/amersfoort"):
        page = text(client, f"{place}/rapport/?reeks=verzonnen")
        assert "Verzonnen gegevens." in page
        assert "85.665" not in page
        answer = client.get(f"{place}/rapport.pdf?reeks=verzonnen")
        assert "verzonnen-" in answer.headers["Content-Disposition"]


def test_the_oldest_reports_go(client, monkeypatch):
    monkeypatch.setattr(reports, "MOST_KEPT", 1)
    for address in ("/cijfers/rapport.pdf", "/regios/amersfoort/rapport.pdf"):
        client.get(address)
    assert kept() == [".json", ".pdf"]
