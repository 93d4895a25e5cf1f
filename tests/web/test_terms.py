"""The page of terms: every term once, in the reader's language and order."""

import re
import tomllib

import pytest
from tests.house import tree

from banenafspraak.web.terms import by_letter, terms

pytestmark = pytest.mark.django_db
GLOSSARY = tomllib.loads(tree.text("docs/glossary.toml"))


def test_every_term_is_there_in_both_languages():
    for language, meaning in (("nl", "betekenis"), ("en", "meaning")):
        found = terms(language)
        assert {(term.key, term.word, term.meaning) for term in found} == {
            (key, each[language], each[meaning]) for key, each in GLOSSARY.items()
        }
        assert [term.word.casefold() for term in found] == sorted(term.word.casefold() for term in found)


def test_what_is_ours_has_no_source_to_name():
    assert {term.source for term in terms("nl") if GLOSSARY[term.key]["source"] == "ours"} == {""}


def test_terms_stand_under_their_letter():
    letters = by_letter(terms("en"))
    assert [letter for letter, _ in letters] == sorted({term.word[0].upper() for term in terms("en")})
    assert sum(len(found) for _, found in letters) == len(GLOSSARY)


@pytest.mark.django_db
def test_the_page_can_be_pointed_at(client):
    text = client.get("/begrippen/").content.decode()
    assert set(re.findall(r'<dt id="([^"]+)"', text)) == set(GLOSSARY)
    assert f"alle {len(GLOSSARY)}," in text


@pytest.mark.django_db
def test_the_word_of_the_other_language_is_marked_as_such(client):
    assert '<span lang="en">job</span>' in client.get("/begrippen/").content.decode()
    assert '<span lang="nl">baan</span>' in client.get("/en/begrippen/").content.decode()
