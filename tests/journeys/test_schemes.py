"""The questions about schemes in a browser: to an outcome, to papers and a calendar, on a desk and on a phone."""

import pytest
from tests.factories.schemes import answers
from tests.journeys import checkers
from tests.journeys.conftest import WIDTHS

pytestmark = pytest.mark.xdist_group("journeys")
START, OUTCOME = "/regelingen/", "/regelingen/uitkomst/"
SMALLEST = 320
FACTS = "input[name=gevraagd]"
MOST_PAGES = 40


def whole(page, tmp_path, name):
    """A page without barriers, that fits on the smallest screen, and whose text is correct."""
    width = page.viewport_size["width"]
    assert checkers.barriers(page) == []
    page.set_viewport_size({"width": SMALLEST, "height": 900})
    assert page.evaluate("document.documentElement.scrollWidth") <= SMALLEST
    place = tmp_path / "pages" / f"{name}.html"
    place.parent.mkdir(exist_ok=True)
    place.write_text(page.context.request.get(page.url).text(), encoding="utf-8")
    page.set_viewport_size({"width": width, "height": 900})


def begin(page, who):
    page.get_by_role("link", name="Begin met de vragen").click()
    page.get_by_label(who).check()
    page.get_by_role("button", name="Naar de vragen").click()
    page.get_by_role("heading", level=2, name="Stap 2 van 3").wait_for()


def fill(page, name, given):
    """The answer to one question, or that it is not known."""
    choices = page.locator(f"input[type=radio][name={name}]")
    if choices.count():
        page.locator(f"input[name={name}][value={given.get(name, 'onbekend')}]").check()
    elif name in given:
        page.locator(f"#{name}").fill(given[name])
    else:
        page.locator(f"#{name}-weet-niet").check()


def answer_all(page, given):
    """All questions, a page at a time, until there are none."""
    for _ in range(MOST_PAGES):
        if not page.locator(FACTS).count():
            return
        names = page.locator(FACTS).get_attribute("value")
        for name in names.split():
            fill(page, name, given)
        page.get_by_role("button", name="Volgende").click()
        page.wait_for_function(f"old => document.querySelector('{FACTS}')?.value !== old", arg=names)


@pytest.mark.parametrize("width", WIDTHS.values(), ids=WIDTHS)
def test_from_questions_to_what_can_be_taken_along(open_page, tmp_path, width):
    page = open_page(START, width)
    begin(page, "Ik ben kandidaat")
    whole(page, tmp_path, "question")
    page.get_by_role("button", name="Volgende").click()
    page.get_by_role("alert").wait_for()
    assert page.evaluate("document.activeElement.getAttribute('role')") == "alert"
    assert checkers.barriers(page) == []
    answer_all(page, answers())
    page.get_by_role("heading", name="Wij hebben geen vragen meer").wait_for()
    assert page.evaluate("document.activeElement.id") == "vraag"
    for name in ("loon_per_maand", "uren_per_week", "woongemeente"):
        page.goto(page.url.partition("/regelingen/")[0] + f"/regelingen/welke/vraag/{name}/")
        for each in page.locator(FACTS).get_attribute("value").split():
            fill(page, each, answers())
        whole(page, tmp_path, name)
        page.get_by_role("button", name="Volgende").click()
        page.wait_for_load_state()
    page.goto(page.url.partition("/regelingen/")[0] + OUTCOME)
    page.get_by_role("heading", level=1, name="2 regelingen lijken te passen").wait_for()
    whole(page, tmp_path, "outcome")
    for name, head in (("Uitkomst op papier", b"%PDF"), ("Brief voor", b"%PDF"), ("Laatste dagen", b"BEGIN:VCALENDAR")):
        with page.expect_download() as download:
            page.get_by_role("link", name=name).click()
        assert download.value.path().read_bytes().startswith(head)
    page.get_by_role("link", name="Wat vertelt u uw werkgever?").click()
    page.get_by_role("heading", level=1, name="U beslist zelf wat u vertelt").wait_for()
    whole(page, tmp_path, "telling")
    page.get_by_role("link", name="Uitkomst", exact=True).click()
    page.get_by_role("link", name="Wat als het anders wordt?").click()
    page.get_by_label("In welke gemeente woont de werknemer?").fill("Noordwijk")
    page.get_by_role("button", name="Vergelijk").click()
    page.get_by_text("Gemeente nu: Utrecht. Gemeente dan: Noordwijk.").wait_for()
    whole(page, tmp_path, "compare")
    page.goto(page.url.replace("uitkomst/vergelijken", "welke/antwoorden"))
    whole(page, tmp_path, "answers")
    page.get_by_role("button", name="Wis al mijn antwoorden").click()
    page.get_by_text("Al uw antwoorden zijn gewist.").wait_for()
    assert checkers.faults(tmp_path / "pages") == []
    assert page.complaints == []


def test_an_employer_goes_through_it_without_javascript_and_asks_for_consent(open_page):
    page = open_page(START, java_script_enabled=False)
    begin(page, "Ik ben werkgever")
    page.get_by_text("nee", exact=True).first.click()
    page.get_by_role("link", name="Toon wat er nu bekend is").click()
    page.get_by_role("heading", name="Niet alles staat hier").wait_for()
    page.get_by_label("De werknemer vindt het goed dat ik dit zie en invul.").check()
    page.get_by_role("button", name="Bewaar deze keuze").click()
    assert page.get_by_label("De werknemer vindt het goed dat ik dit zie en invul.").is_checked()
    page.get_by_role("link", name="Naar de volgende vraag").click()
    page.get_by_role("button", name="Volgende").click()
    page.get_by_role("alert").wait_for()
