"""The own count in a browser: from what one needs to a PDF, and from a broken file to its message and on."""

import pytest
from tests.factories.payroll import PAID, REGISTERED, paid, registered, write
from tests.journeys import checkers
from tests.journeys.conftest import PATIENCE_MS, WIDTHS
from tests.journeys.pages import PETRA

from banenafspraak.core.invented.employer import RETURNS, write_employer

pytestmark = pytest.mark.xdist_group("journeys")
START = "/hoe-staan-wij-ervoor/"
SMALLEST = 320
ROWS = [
    paid(persoon=person, tijdvak_begin=f"{year}-{month:02}-01", tijdvak_einde=f"{year}-{month:02}-28", sectorcode="64")
    for person in "ABC"
    for year in (2023, 2024)
    for month in range(1, 13)
]


@pytest.fixture
def register(tmp_path):
    return write(tmp_path / "register.csv", [registered(), registered(persoon="B")], list(REGISTERED))


@pytest.fixture
def payroll(tmp_path):
    rows = [*ROWS, paid(persoon="A", tijdvak_begin="2024-13-01")]
    return write(tmp_path / "loon.csv", rows, list(PAID))


def begun(open_page, **given):
    page = open_page(START, **given)
    page.get_by_role("button", name="Begin met tellen").click()
    page.get_by_role("heading", level=1, name="Kies uw bestanden").wait_for()
    return page


def send(page, payroll, register):
    page.get_by_label("Loongegevens", exact=True).set_input_files(payroll)
    page.get_by_label("Lijst uit het doelgroepregister").set_input_files(register)
    page.get_by_label("Overheid").check()
    page.get_by_role("button", name="Tel onze banen").click()


def whole(page, tmp_path, name):
    """A page without barriers at both widths, that fits on the smallest screen, and whose text is correct."""
    for width in WIDTHS.values():
        page.set_viewport_size({"width": width, "height": 900})
        assert checkers.barriers(page) == []
    page.set_viewport_size({"width": SMALLEST, "height": 900})
    assert page.evaluate("document.documentElement.scrollWidth") <= SMALLEST
    place = tmp_path / "pages" / f"{name}.html"
    place.parent.mkdir(exist_ok=True)
    place.write_text(page.context.request.get(page.url).text(), encoding="utf-8")
    page.set_viewport_size({"width": WIDTHS["desktop"], "height": 900})


def test_from_files_to_a_pdf(open_page, payroll, register, tmp_path):
    page = begun(open_page)
    whole(page, tmp_path, "files")
    send(page, payroll, register)
    page.get_by_role("heading", level=1, name="Uw telling: 2,0 banen in 2024").wait_for()
    whole(page, tmp_path, "outcome")
    page.get_by_label("Uren per week erbij, of eraf met een min").fill("25,5")
    page.get_by_role("button", name="Reken uit").click()
    page.get_by_text("hebt u in een heel jaar 3,00 banen").wait_for()
    page.get_by_role("link", name="2023").click()
    page.get_by_role("heading", level=1, name="Uw telling: 2,0 banen in 2023").wait_for()
    with page.expect_download() as download:
        page.get_by_role("link", name="Verslag als PDF").click()
    assert download.value.suggested_filename == "telling-2023.pdf"
    assert download.value.path().read_bytes().startswith(b"%PDF")
    page.get_by_role("link", name="Bekijk het per werknemer").click()
    page.get_by_role("heading", level=1, name="2 werknemers, en wat er meetelt").wait_for()
    whole(page, tmp_path, "workers")
    page.get_by_role("link", name="Uitkomst").click()
    page.get_by_role("button", name="Wis alles").click()
    page.get_by_text("Alles van uw telling is gewist.").wait_for()
    assert checkers.faults(tmp_path / "pages") == []
    assert page.complaints == []


def test_a_broken_file_gets_its_message_and_the_way_on(open_page, register, tmp_path):
    rows = [{("Gewerkt" if name == "verloonde_uren" else name): value for name, value in row.items()} for row in ROWS]
    payroll, empty = write(tmp_path / "loon.csv", rows), tmp_path / "leeg.csv"
    empty.touch()
    page = begun(open_page)
    send(page, payroll, empty)
    alert = page.get_by_role("alert")
    alert.wait_for()
    assert "Er zijn 2 dingen die u kunt oplossen" in alert.inner_text()
    whole(page, tmp_path, "problems")
    page.get_by_label("Loongegevens: waar staat verloonde_uren?").select_option("Gewerkt")
    page.get_by_role("button", name="Bewaar deze keuze").click()
    page.wait_for_load_state()
    send(page, payroll, register)
    page.get_by_role("heading", level=1, name="Uw telling: 2,0 banen in 2024").wait_for()
    assert checkers.faults(tmp_path / "pages") == []
    assert page.complaints == []


def test_progress_is_seen_within_a_second_and_all_of_it_can_be_stopped(open_page, tmp_path):
    write_employer(tmp_path, 1, 2000)
    page = begun(open_page)
    page.get_by_label("Loongegevens", exact=True).set_input_files(sorted((tmp_path / RETURNS).glob("*.xml")))
    page.get_by_label("Lijst uit het doelgroepregister").set_input_files(tmp_path / "register.csv")
    page.get_by_role("button", name="Tel onze banen").click()
    page.locator("#voortgang progress").wait_for()
    page.get_by_role("heading", level=1, name="Uw telling").or_(
        page.get_by_role("heading", level=1, name="Wij tellen uw banen")
    ).wait_for(timeout=PATIENCE_MS)
    page.get_by_role("heading", level=1, name="Uw telling").wait_for()
    assert page.complaints == []


def test_it_works_without_javascript(open_page, payroll, register):
    page = begun(open_page, java_script_enabled=False)
    send(page, payroll, register)
    page.get_by_role("heading", level=1, name="Uw telling: 2,0 banen in 2024").wait_for()
    assert page.get_by_role("table").count() > 2


def test_from_an_outcome_to_a_count_that_is_kept_and_shared(open_page, tmp_path):
    page = open_page(START, who=PETRA)
    page.get_by_role("button", name="Probeer het met een verzonnen werkgever").click()
    page.get_by_role("heading", level=1, name="Uw telling:").wait_for()
    page.get_by_role("link", name="Bewaar deze telling").click()
    page.get_by_role("heading", level=1, name="Deze telling bewaren").wait_for()
    whole(page, tmp_path, "keep")
    page.get_by_label("Titel").fill("Telling van het voorjaar")
    page.get_by_role("button", name="Bewaar deze telling").click()
    page.get_by_role("heading", level=1, name="Telling van het voorjaar: ").wait_for()
    whole(page, tmp_path, "kept")
    page.get_by_role("link", name="Bekijk wat u zou delen met de sector Handel").click()
    page.get_by_role("heading", level=1, name="Totalen delen met de sector Handel?").wait_for()
    page.get_by_role("button", name="Deel deze totalen").click()
    page.get_by_role("alert").get_by_text("Ja, ik deel deze totalen").wait_for()
    page.get_by_role("checkbox").check()
    page.get_by_role("button", name="Deel deze totalen").click()
    page.get_by_text("De totalen zijn gedeeld.").wait_for()
    page.get_by_role("button", name="Deel niet meer met Handel").click()
    page.get_by_text("Het delen is gestopt.").wait_for()
    page.get_by_label("Met welke telling?").select_option(index=0)
    page.get_by_role("button", name="Vergelijk").click()
    page.get_by_text("Te betalen: € 0.").first.wait_for()
    page.go_back()
    page.get_by_role("link", name="Verwijder deze telling").click()
    page.get_by_role("button", name="Verwijder deze telling").click()
    page.get_by_text("De telling is verwijderd.").wait_for()
    assert checkers.faults(tmp_path / "pages") == []
