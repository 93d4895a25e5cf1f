"""Each page in both languages, with its frame; and each refuses what it does not take."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from django.template import Context, Template
from django.urls import reverse
from django.utils import translation

from banenafspraak.web.navigation import PAGES
from banenafspraak.web.public import PUBLIC

HEADERS = {
    "Content-Security-Policy": "default-src 'none'",
    "Permissions-Policy": "camera=()",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
}
BEGINS = {"own", "schemes_wizard", "schemes_begin", "schemes_compare"}  # pages with a form that begins something
LOGGING_IN = ("account_", "trying")  # pages with forms, or of a practice site: tests of their own walk through them
PLAIN = [view for view, page in PAGES.items() if not page.takes and view in PUBLIC and not view.startswith(LOGGING_IN)]
pytestmark = pytest.mark.django_db


def address(view, language):
    with translation.override(language):
        return reverse(view)


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("view", PLAIN)
def test_a_page_stands_in_its_frame(client, view, language):
    answer = client.get(address(view, language))
    text = answer.content.decode()
    assert answer.status_code == 200
    assert {name: value for name, value in HEADERS.items() if not answer.headers[name].startswith(value)} == {}
    assert [len(re.findall(tag, text)) for tag in ("<h1", "<main", "<header", "<footer")] == [1, 1, 1, 1]
    assert text.index("utrecht-skip-link") < text.index("<header")
    assert ("bp-language" in text, "2026" in text) == (True, True)


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("view", PLAIN)
def test_the_foot_of_every_page_leads_to_open_data_and_to_who_we_are(client, view, language):
    foot = client.get(address(view, language)).content.decode().partition("<footer")[2].partition("</footer>")[0]
    names = ("open_data", "accessibility", "privacy", "licence")
    assert re.findall(r'<li><a href="([^"]+)"', foot) == [address(name, language) for name in names]


@pytest.mark.parametrize("view", PLAIN)
def test_a_page_holds_no_script_or_style_of_its_own(client, view):
    text = client.get(address(view, "nl")).content.decode()
    assert re.findall(r"<style|\sstyle=|\son\w+=|<script(?! src=)|javascript:", text) == []


@pytest.mark.parametrize("view", [view for view in PLAIN if view not in BEGINS])
def test_a_page_to_read_takes_no_form(client, view):
    assert client.post(address(view, "nl")).status_code == 405


def test_where_to_report_an_error_depends_on_the_installation(client, settings):
    assert "github.com/banenafspraak/banenafspraak/issues" in client.get("/over/").content.decode()
    settings.INSTALLATION = replace(settings.INSTALLATION, contact_email="fout@banen.example")
    text = client.get("/over/").content.decode()
    assert 'href="mailto:fout@banen.example"' in text
    assert "github.com" not in text


@pytest.mark.parametrize("demo", [True, False])
def test_only_a_site_to_practise_on_says_so(client, settings, demo):
    settings.INSTALLATION = replace(settings.INSTALLATION, demo=demo)
    assert ("oefensite" in client.get("/").content.decode()) is demo


@pytest.mark.parametrize(
    ("moment", "told"), [((2026, 11, 25, 23, 44), "26 november 2026"), ((2026, 6, 30, 12, 0), "30 juni 2026")]
)
def test_a_moment_falls_on_the_day_that_it_is_here(moment, told):
    given = Context({"at": datetime(*moment, tzinfo=UTC), "on": date(*moment[:3])})
    assert Template("{% load page %}{{ at|day }}").render(given) == told
    assert Template("{% load page %}{{ on|day }}").render(given).startswith(str(moment[2]))
