"""The feed names every imported edition with what it brings; what comes with the program is no news."""

from xml.etree import ElementTree as ET

import pytest
from tests.factories.site import import_lines, line

pytestmark = pytest.mark.django_db


def items(client, address="/cijfers/nieuw.xml"):
    answer = client.get(address)
    assert answer.headers["Content-Type"].startswith("application/rss+xml")
    return ET.fromstring(answer.content).findall("channel/item")  # noqa: S314 - our own feed


def test_a_site_without_imports_has_no_news(client):
    assert items(client) == []


def test_an_edition_is_news(client, tmp_path):
    import_lines(tmp_path, line(), line(peildatum="2018-12-31", extra_banen="53401"))
    [item] = items(client)
    assert item.find("title").text == "UWV-kwartaalrapportage (indicatief): 2024-kw4"
    assert item.find("description").text == "1 nieuwe cijfers, 1 herzien."
    assert item.find("pubDate").text == "Tue, 01 Apr 2025 00:00:00 +0000"
    assert items(client, "/en/cijfers/nieuw.xml")[0].find("description").text == "1 new figures, 1 revised."
