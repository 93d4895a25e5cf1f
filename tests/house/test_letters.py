"""Letters: every form has a text and an HTML that say the same, in two languages; nothing in them follows a reader."""

import html
import re
from html.parser import HTMLParser

import pytest
from tests.house import tree

from banenafspraak.apps.mail.enums import Kind
from banenafspraak.apps.mail.letters import FORMS, look

MOST_IN_SUBJECT = 70
ADDRESS = re.compile(r"https?://[^\s<>\"]+|mailto:[^\s<>\"]+")
MAILS = sorted(name for name, form in FORMS.items() if form.kind == Kind.MAIL)
IN_TREE = re.compile(r"/templates/mail/([a-z_]+)\.(txt|html)$")
BASES = {"base", "link", "outbox", "letter", "decide", "_state"}  # what letters extend, and the pages of the room
FOLLOWING = re.compile(r"<(?:img|script|link|iframe|object|svg)\b|\bstyle=|\bsrc=|url\(|@import|utm_|[?&](?:id|track)")
REASON = {"nl": "U krijgt deze mail, omdat ", "en": "You get this mail because "}


class Visible(HTMLParser):
    """What a reader sees of a page, with the address of a link after its words."""

    def __init__(self):
        super().__init__()
        self.words, self.hidden, self.open = [], 0, []

    def handle_starttag(self, tag, attrs):
        self.hidden += tag in {"head", "style", "script"}
        if tag == "a":
            self.open.append(dict(attrs)["href"])

    def handle_endtag(self, tag):
        self.hidden -= tag in {"head", "style", "script"}
        if tag == "a":
            self.words.append(self.open.pop())

    def handle_data(self, data):
        self.words += [] if self.hidden else [data]


def visible(page):
    """The words of a page in one line."""
    parser = Visible()
    parser.feed(page)
    return " ".join(" ".join(parser.words).split())


def plain(text):
    """The words of a text in one line, without the marks of lists and lines."""
    return " ".join(word for word in text.split() if word not in {"-", "----"})


def looked(name, language):
    return look(FORMS[name], language, FORMS[name].example)


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("name", MAILS)
def test_both_forms_say_the_same(name, language):
    found = looked(name, language)
    assert plain(f"{found.subject}\n{found.text}") == visible(found.html)
    assert set(ADDRESS.findall(found.text)) == set(ADDRESS.findall(html.unescape(found.html)))


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("name", MAILS)
def test_a_letter_says_why_it_comes_and_how_to_answer(name, language):
    found = looked(name, language)
    assert 0 < len(found.subject) <= MOST_IN_SUBJECT
    assert REASON[language] in found.text
    assert "banenafspraak@localhost" in found.text
    assert f'<html lang="{language}">' in found.html
    assert found.html.count("<h1>") == 1


@pytest.mark.parametrize("name", sorted(FORMS))
def test_nothing_follows_the_reader_and_nothing_is_fetched(name):
    assert FOLLOWING.findall(looked(name, "nl").html) == []


@pytest.mark.parametrize("name", sorted(FORMS))
def test_a_letter_in_english_is_english(name):
    assert looked(name, "nl").text != looked(name, "en").text


def test_every_letter_is_a_form_and_every_form_is_there():
    found = {match.groups() for match in map(IN_TREE.search, tree.files()) if match and match[1] not in BASES}
    wanted = {(name, "txt") for name in FORMS} | {(name, "html") for name in MAILS}
    assert found == wanted


@pytest.mark.parametrize("text", ['<img src="x">', '<p style="x">', "<a href='?utm_source=x'>", '<a href="/x?id=3">'])
def test_what_follows_a_reader_is_seen(text):
    assert FOLLOWING.search(text)


def test_a_difference_between_the_forms_is_seen():
    page = "<head><title>x</title></head><p>Dag <a href='https://a.example'>hier</a></p>"
    assert visible(page) == "Dag hier https://a.example"
    assert plain("- Dag\n----\nhier\nhttps://a.example") == visible(page)
