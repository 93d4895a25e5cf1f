"""Menu and breadcrumb are made from one list of pages."""

import pytest
from django.urls import reverse
from tests.web.addresses import addresses

from banenafspraak.web.navigation import MENU, MOST_IN_MENU, PAGES, breadcrumb, lineage, menu


def test_the_menu_holds_at_most_seven_items():
    assert 0 < len(MENU) <= MOST_IN_MENU


def test_every_page_is_a_view_and_stands_under_a_page():
    views = {view.name for view in addresses()}
    assert set(PAGES) - views == set()
    assert {page.above for page in PAGES.values()} - {""} <= set(PAGES)


def test_the_way_to_a_page_begins_at_the_start():
    steps = list(breadcrumb("privacy", {}, {}))
    assert [(str(step.label), step.address, step.here) for step in steps] == [
        ("Start", "/", False),
        ("Over deze site", "/over/", False),
        ("Privacy", "/privacy/", True),
    ]


def test_a_view_may_name_a_page():
    assert [str(step.label) for step in breadcrumb("about", {}, {"about": "Wie wij zijn"})] == ["Start", "Wie wij zijn"]


@pytest.mark.parametrize(("view", "marked"), [("glossary", ["/begrippen/"]), ("privacy", ["/over/"]), ("home", [])])
def test_the_menu_marks_where_one_is(view, marked):
    assert [item.address for item in menu(view) if item.here] == marked


def test_a_page_that_is_not_there_stands_nowhere():
    assert lineage("") == []
    assert list(breadcrumb("", {}, {})) == []


def test_the_page_itself_is_marked_as_such(client):
    assert f'href="{reverse("about")}" aria-current="page"' in client.get("/over/").content.decode()
    assert f'href="{reverse("about")}" aria-current="true"' in client.get("/privacy/").content.decode()
