"""The address decides the language: Dutch at the root, English under /en/, whatever a browser prefers."""

import pytest

from banenafspraak.web.languages import in_language, language_of, translations


@pytest.mark.parametrize(
    ("path", "language"), [("/", "nl"), ("/en/", "en"), ("/en", "en"), ("/energie/", "nl"), ("/over/en/", "nl")]
)
def test_the_first_part_of_an_address_is_its_language(path, language):
    assert language_of(path) == language


@pytest.mark.parametrize(("dutch", "english"), [("/", "/en/"), ("/over/", "/en/over/")])
def test_a_page_has_a_twin_in_the_other_language(dutch, english):
    assert in_language(dutch, "en") == english
    assert in_language(english, "nl") == dutch
    assert translations(dutch) == translations(english) == {"nl": dutch, "en": english}


@pytest.mark.parametrize("path", ["/gezondheid", "/nergens/"])
def test_what_exists_in_one_language_has_no_twin(path):
    assert translations(path) == {}


@pytest.mark.parametrize("preferred", ["nl", "en", "de"])
def test_a_browser_does_not_decide(client, preferred):
    answer = client.get("/over/", headers={"accept-language": preferred})
    assert answer.headers["Content-Language"] == "nl"
    assert b'<html lang="nl"' in answer.content
    assert "Accept-Language" not in answer.headers.get("Vary", "")


def test_an_english_page_is_english_and_leads_back(client):
    page = client.get("/en/over/").content.decode()
    assert '<html lang="en"' in page
    assert "This site counts the jobs of the Banenafspraak" in page
    assert 'href="/over/" lang="nl"' in page


def test_a_page_that_is_not_there_speaks_the_language_of_its_address(client):
    assert "This page does not exist" in client.get("/en/nowhere/").content.decode()
    assert "Deze pagina is er niet" in client.get("/nergens/").content.decode()
