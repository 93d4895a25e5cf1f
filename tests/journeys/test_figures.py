"""From the home page to a region and its report; figures chosen with and without JavaScript; the map by keyboard."""

import pytest
from tests.journeys.conftest import WIDTHS

pytestmark = pytest.mark.xdist_group("journeys")


@pytest.mark.parametrize("width", WIDTHS.values(), ids=WIDTHS)
def test_from_home_to_a_region_and_its_report(open_page, site, width):
    page = open_page("/", width)
    page.locator(".bp-columns").get_by_role("link", name="Amersfoort").click()
    page.wait_for_url("**/regios/amersfoort/")
    assert page.get_by_role("heading", level=1).inner_text() == "Regio Amersfoort"
    page.get_by_role("link", name="Trendrapportage van deze regio").click()
    page.wait_for_url("**/regios/amersfoort/rapport/")
    assert page.get_by_role("heading", level=1).inner_text() == "Trendrapportage Banenafspraak"
    address = page.get_by_role("link", name="Download als PDF").get_attribute("href")
    paper = page.request.get(site + address)
    assert (paper.headers["content-type"], paper.body()[:5]) == ("application/pdf", b"%PDF-")
    assert page.complaints == []


def test_a_region_is_chosen_on_the_map_with_the_keyboard(open_page):
    page = open_page("/regios/")
    tiles = page.locator(".bp-map a.bp-region")
    assert tiles.count() == 35
    tiles.first.focus()
    page.keyboard.press("Tab")
    name = page.evaluate("document.activeElement.getAttribute('aria-label')")
    assert name.startswith("Groningen: ")
    page.keyboard.press("Enter")
    page.wait_for_url("**/regios/groningen/")


def test_figures_change_as_soon_as_one_chooses(open_page):
    page = open_page("/cijfers/")
    page.evaluate("window.same = true")
    page.get_by_label("Jaar", exact=True).select_option("2018")
    page.wait_for_url("**/cijfers/?*jaar=2018*")
    page.get_by_role("link", name="85.665").wait_for(state="detached")
    assert page.evaluate("window.same")
    assert page.get_by_role("link", name="53.390").count() == 1
    assert page.complaints == []


def test_figures_are_chosen_without_javascript(open_page):
    page = open_page("/cijfers/", java_script_enabled=False)
    page.get_by_label("Sector", exact=True).select_option("overheid")
    page.get_by_role("button", name="Toon cijfers").click()
    page.wait_for_url("**sector=overheid**")
    assert page.get_by_role("link", name="7.940").count() == 1
    page.get_by_role("link", name="7.940").click()
    page.wait_for_url("**/cijfers/cijfer/official/2018-12-31/government/all/")
    assert "Doel" in page.locator("dl").inner_text()


def test_a_place_leads_to_its_region(open_page):
    page = open_page("/regios/")
    page.get_by_label("Uw gemeente").fill("Nergens")
    page.get_by_role("button", name="Zoek uw regio").click()
    assert "Deze plaats kennen wij niet" in page.get_by_role("alert").inner_text()
    page.get_by_label("Uw gemeente").fill("Leusden")
    page.get_by_role("button", name="Zoek uw regio").click()
    page.get_by_role("link", name="Amersfoort").click()
    page.wait_for_url("**/regios/amersfoort/")
