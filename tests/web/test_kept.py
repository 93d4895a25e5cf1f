"""Public pages are made once and kept until a figure changes; a browser that has a page is told it still holds."""

import gzip
import time

import pytest
from tests.factories.site import import_lines, line

from banenafspraak.web import kept
from banenafspraak.web.kept import Page, Shelf

pytestmark = pytest.mark.django_db
SHOWN_WITHIN = 1.0


def test_a_page_that_is_kept_asks_nothing_of_the_database(client, monkeypatch, django_assert_num_queries):
    monkeypatch.setattr(kept, "LOOK_AGAIN", 60)
    first = client.get("/")
    with django_assert_num_queries(0):
        second = client.get("/")
    assert second.content == first.content
    assert second.headers["ETag"] == first.headers["ETag"]
    assert second.headers["Cache-Control"] == "no-cache"


@pytest.mark.parametrize("address", ["/", "/cijfers/", "/regios/"])
def test_a_browser_that_has_a_page_gets_no_second_one(client, address):
    etag = client.get(address).headers["ETag"]
    answer = client.get(address, headers={"If-None-Match": etag})
    assert (answer.status_code, answer.content) == (304, b"")
    assert answer.headers["ETag"] == etag
    assert client.get(address, headers={"If-None-Match": '"x"'}).status_code == 200


def test_a_new_figure_is_shown_within_a_second(client, tmp_path):
    etag = client.get("/").headers["ETag"]
    import_lines(tmp_path, line(reeks="official", extra_banen="90000"))
    begun = time.monotonic()
    while time.monotonic() - begun < SHOWN_WITHIN and "90.000" not in client.get("/").content.decode():
        time.sleep(0.05)
    answer = client.get("/", headers={"If-None-Match": etag})
    assert (answer.status_code, "90.000" in answer.content.decode()) == (200, True)


def test_a_page_goes_packed_to_who_takes_that(client):
    plain, packed = client.get("/cijfers/"), client.get("/cijfers/", headers={"Accept-Encoding": "gzip"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.content) == plain.content
    assert int(packed.headers["Content-Length"]) == len(packed.content) < len(plain.content)
    assert {"Accept-Encoding", "HX-Request"} <= {each.strip() for each in packed.headers["Vary"].split(",")}


def test_language_choice_and_fragment_are_pages_of_their_own(client):
    pages = [
        client.get("/cijfers/"),
        client.get("/en/cijfers/"),
        client.get("/cijfers/?jaar=2018"),
        client.get("/cijfers/", headers={"HX-Request": "true"}),
    ]
    assert len({each.content for each in pages}) == len(pages)


def test_what_is_not_there_is_not_kept(client):
    assert client.get("/regios/nergens/").status_code == 404
    assert len(kept.shelf.pages) == 0


def test_a_shelf_holds_no_more_than_it_may():
    shelf = Shelf(most=25)
    for key in "abc":
        shelf.put(key, Page(b"x" * 10, {}, ""))
    assert [shelf.get(key) is not None for key in "abc"] == [False, True, True]
    shelf.put("b", Page(b"x" * 20, {}, ""))
    assert (list(shelf.pages), shelf.bytes) == (["b"], 20)
    shelf.clear()
    assert (len(shelf.pages), shelf.bytes) == (0, 0)
