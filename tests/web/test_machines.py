"""What machines read: health, robots, sitemap."""

from dataclasses import replace
from datetime import datetime, timedelta
from xml.etree import ElementTree as ET

import pytest
from django.db import DatabaseError, connection
from django.urls import path
from django.utils import timezone

from banenafspraak.web import errors
from banenafspraak.web.navigation import PAGES
from banenafspraak.web.public import PUBLIC

NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}


def broken(request):
    raise ValueError


urlpatterns = [path("kapot/", broken, name="health")]
handler500 = errors.server_error


@pytest.mark.django_db
def test_a_healthy_site_says_so_and_is_not_kept(client):
    answer = client.get("/gezondheid")
    assert (answer.status_code, answer.content) == (200, b"goed\n")
    assert "no-store" in answer.headers["Cache-Control"]


@pytest.mark.django_db
def test_a_site_without_its_database_says_so(client):
    def refuse(*_given):
        raise DatabaseError

    with connection.execute_wrapper(refuse):
        answer = client.get("/gezondheid")
    assert (answer.status_code, answer.content) == (503, b"database onbereikbaar\n")


def sitemap(client):
    return ET.fromstring(client.get("/sitemap.xml").content)  # noqa: S314 - our own page


@pytest.mark.django_db
def test_every_public_page_is_on_the_map_in_both_languages(client):
    found = {url.text for url in sitemap(client).findall("s:url/s:loc", NAMES)}
    public = [page for page in PAGES.values() if page.view in PUBLIC]
    assert len(found) == 2 * sum(len(list(page.each())) for page in public)
    assert {"http://testserver/", "http://testserver/en/", "http://testserver/en/over/"} <= found
    assert {client.get(address).status_code for address in found} == {200}


def test_a_page_on_the_map_names_its_twin(client):
    [links] = [
        {link.get("hreflang"): link.get("href") for link in url.findall("x:link", NAMES)}
        for url in sitemap(client).findall("s:url", NAMES)
        if url.find("s:loc", NAMES).text == "http://testserver/over/"
    ]
    assert links == {"nl": "http://testserver/over/", "en": "http://testserver/en/over/"}


def test_the_map_stands_on_the_address_that_people_use(client, settings):
    settings.INSTALLATION = replace(settings.INSTALLATION, public_url="https://banen.example")
    assert sitemap(client).find("s:url/s:loc", NAMES).text == "https://banen.example/"
    assert client.get("/robots.txt").content.decode().splitlines()[-1] == "Sitemap: https://banen.example/sitemap.xml"


def test_where_to_report_a_weakness_is_told_and_holds_for_half_a_year(client, settings):
    settings.INSTALLATION = replace(
        settings.INSTALLATION, public_url="https://banen.example", contact_email="fout@banen.example"
    )
    lines = [line.split(": ", 1) for line in client.get("/.well-known/security.txt").content.decode().splitlines()]
    assert [text for name, text in lines if name == "Contact"] == [
        "mailto:fout@banen.example",
        "https://github.com/banenafspraak/banenafspraak/security/advisories/new",
    ]
    told = dict(lines)
    assert told["Canonical"] == "https://banen.example/.well-known/security.txt"
    assert timedelta(days=178) < datetime.fromisoformat(told["Expires"]) - timezone.now() < timedelta(days=181)


@pytest.mark.parametrize("address", ["/gezondheid", "/robots.txt", "/sitemap.xml", "/.well-known/security.txt"])
def test_machines_send_nothing(client, address):
    assert client.post(address).status_code == 405
