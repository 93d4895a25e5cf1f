"""The frame of every page: light, still, and to be walked with the keyboard alone, with and without JavaScript."""

import pytest
from tests.journeys.conftest import WIDTHS

pytestmark = pytest.mark.xdist_group("journeys")
BUDGET = 100_000
SHIFT = """() => new Promise(tell => new PerformanceObserver(list =>
    tell(list.getEntries().reduce((sum, each) => sum + each.value, 0))).observe({type: "layout-shift", buffered: true})
    || setTimeout(() => tell(0), 500))"""


def loaded(browser, address, width):
    """The bytes that came over the line for a first visit."""
    context = browser.new_context(viewport={"width": width, "height": 900})
    page = context.new_page()
    sizes = []
    page.on("requestfinished", lambda asked: sizes.append(asked.sizes()))
    page.goto(address, wait_until="networkidle")
    context.close()
    return sum(each["responseBodySize"] + each["responseHeadersSize"] for each in sizes)


@pytest.mark.parametrize("width", WIDTHS.values(), ids=WIDTHS)
def test_a_first_visit_is_light(browser, site, width):
    assert 0 < loaded(browser, f"{site}/", width) <= BUDGET


@pytest.mark.parametrize("width", WIDTHS.values(), ids=WIDTHS)
def test_nothing_jumps_while_a_page_loads(open_page, width):
    assert open_page("/", width).evaluate(SHIFT) == 0


def test_our_typeface_is_there(open_page):
    page = open_page("/")
    page.reload(wait_until="networkidle")
    assert page.evaluate("document.fonts.check('16px \"Lexend Variable\"')")
    assert page.evaluate("[...document.fonts].some(font => font.status === 'loaded')")


def test_the_first_key_leads_to_the_content(open_page):
    page = open_page("/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Naar de inhoud"
    assert page.locator(":focus").is_visible()
    page.keyboard.press("Enter")
    page.wait_for_url("**/#inhoud")


@pytest.mark.parametrize("script", [True, False], ids=["with JavaScript", "without"])
def test_the_menu_opens_on_a_phone_with_the_keyboard(open_page, script):
    page = open_page("/", WIDTHS["phone"], java_script_enabled=script)
    item = page.get_by_role("link", name="Begrippen")
    assert not item.is_visible()
    page.locator(".bp-menu summary").press("Enter")
    item.press("Enter")
    page.wait_for_url("**/begrippen/")
    assert page.get_by_role("heading", level=1).inner_text() == "Wat de woorden betekenen"


def test_a_page_changes_its_language_and_back(open_page, site):
    page = open_page("/over/")
    page.get_by_role("link", name="English").click()
    page.wait_for_url(f"{site}/en/over/")
    assert page.get_by_role("heading", level=1).inner_text() == "This site counts the jobs of the Banenafspraak"
    page.get_by_role("link", name="Nederlands").click()
    page.wait_for_url(f"{site}/over/")
    assert page.locator("html").get_attribute("lang") == "nl"


def test_the_script_runs_under_the_strict_policy(open_page):
    page = open_page("/")
    assert page.evaluate("typeof htmx") == "object"
    assert page.complaints == []
