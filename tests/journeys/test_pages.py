"""Every page template is without barriers, at the width of a desk and of a phone, and fits on the smallest screen.

`make trust` looks at more widths.
"""

import pytest
from tests import trust
from tests.journeys import checkers
from tests.journeys.conftest import WIDTHS
from tests.journeys.pages import EVERY

pytestmark = pytest.mark.xdist_group("pages")  # as long as all other journeys together: for the other worker
SMALLEST, HEIGHT = 320, 900
WHOLE = trust.some((*WIDTHS.values(),), (1920, WIDTHS["desktop"], 1024, 768, WIDTHS["phone"], SMALLEST))
EXPECTED = ("404 (Not Found)", "410 (Gone)")  # pages that say that something is not there


@trust.longer
@pytest.mark.parametrize(("address", "who"), EVERY)
def test_a_page_has_no_barriers_fits_and_is_refused_nothing(open_page, address, who):
    page = open_page(address, WHOLE[0], who)
    for width in WHOLE:
        page.set_viewport_size({"width": width, "height": HEIGHT})
        assert checkers.barriers(page) == []
    page.set_viewport_size({"width": SMALLEST, "height": HEIGHT})
    assert page.evaluate("document.documentElement.scrollWidth") <= SMALLEST
    assert [said for said in page.complaints if not said.endswith(EXPECTED)] == []


def test_what_the_policy_of_a_page_forbids_is_seen(open_page):
    page = open_page("/")
    page.evaluate("""() => document.body.insertAdjacentHTML('beforeend', '<p style="color: red">x</p>')""")
    assert [said for said in page.complaints if "Content Security Policy" in said] != []


def test_the_text_of_every_page_is_correct(site, browser, session_for, tmp_path):
    context = browser.new_context()
    for number, (address, who) in enumerate(EVERY):
        known = {} if who is None else {"Cookie": f"sessionid={session_for(who)}"}
        answer = context.request.get(site + address, headers=known)
        (tmp_path / f"{number}.html").write_text(answer.text(), encoding="utf-8")
    context.close()
    assert checkers.faults(tmp_path) == []


def test_the_checkers_see_a_barrier(open_page, tmp_path):
    page = open_page("/")
    page.evaluate("""() => { document.querySelector('main').innerHTML = '<img src="x"><a href="#nergens">.</a>' }""")
    found = checkers.barriers(page)
    assert any(each.startswith("axe image-alt") for each in found)
    assert any("H37" in each for each in found)
    (tmp_path / "wrong.html").write_text("<!DOCTYPE html><title>x</title><p><div></p>", encoding="utf-8")
    assert checkers.faults(tmp_path) != []
