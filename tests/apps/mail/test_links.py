"""Links in letters: opening one changes nothing, the button does what the page said, once when that was meant."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from tests.factories.post import again, mail_server, written

from banenafspraak.apps.mail import actions, links, views
from banenafspraak.apps.mail.models import Address, Letter, UsedLink

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def done():
    """What was done by two kinds of links, one of them for one use."""
    found = []
    purposes = [
        links.Purpose(name, f"U doet {name}.", f"U deed {name}.", found.append, once=name == "eens")
        for name in ("steeds", "eens")
    ]
    links.register(*purposes)
    yield found
    for purpose in purposes:
        del links.PURPOSES[purpose.name]


@pytest.fixture(autouse=True)
def nobody_tried():
    cache.clear()


def page(purpose, subject="7", valid_for=DAY):
    return reverse("link", kwargs={"token": links.make(purpose, subject, valid_for)})


def text(answer, status=200):
    assert answer.status_code == status
    assert (answer["Referrer-Policy"], answer["X-Robots-Tag"]) == ("same-origin", "noindex")
    assert "no-store" in answer["Cache-Control"]
    return answer.content.decode()


def test_opening_changes_nothing_and_the_button_does_it(client, done):
    address = page("steeds")
    assert "U doet steeds." in text(client.get(address))
    client.head(address)
    assert done == []
    assert "U deed steeds." in text(client.post(address))
    client.post(address)
    assert done == ["7", "7"]


def test_a_form_from_elsewhere_does_nothing(client, done):
    strict = type(client)(enforce_csrf_checks=True)
    assert strict.post(page("steeds")).status_code == 403
    assert done == []


def test_a_link_for_one_use_does_it_once(client, done):
    address = page("eens")
    text(client.post(address))
    for again_asked in (client.get, client.post):
        assert "al gebruikt" in text(again_asked(address), 410)
    assert done == ["7"]


def test_two_who_press_at_once_do_it_once(done):
    first, second = (links.read(token) for token in [links.make("eens", "7", DAY)] * 2)
    links.use(first)
    with pytest.raises(links.LinkError, match="used"):
        links.use(second)
    assert done == ["7"]


@pytest.mark.usefixtures("done")
def test_a_deed_that_fails_does_not_use_the_link_up():
    def fail(_subject):
        raise ValueError

    links.register(links.Purpose("eens", "", "", fail, once=True))
    with pytest.raises(ValueError):  # noqa: PT011 - raised just above
        links.use(links.read(links.make("eens", "7", DAY)))
    assert UsedLink.objects.count() == 0


def test_a_link_that_is_over_says_so_and_does_nothing(client, done):
    address = page("steeds", valid_for=-DAY)
    assert "niet meer geldig" in text(client.get(address), 410)
    assert "niet meer geldig" in text(client.post(address), 410)
    assert done == []


def test_a_broken_link_says_so(client, done):
    good = links.make("steeds", "7", DAY)
    for token in (good[:-1], good + "x", good.replace("steeds", "eens"), "steeds:", "niets", "onbekend:" + good):
        assert "klopt niet" in text(client.post(reverse("link", kwargs={"token": token})), 404)
    assert done == []


@pytest.mark.usefixtures("done")
def test_a_link_is_for_its_purpose_alone():
    token = links.make("steeds", "7", DAY)
    assert links.read(token, "steeds").subject == "7"
    with pytest.raises(links.LinkError, match="broken"):
        links.read(token, "eens")


def test_who_tries_many_must_wait(client, done):
    for _ in range(views.MOST_BROKEN):
        text(client.get(reverse("link", kwargs={"token": "x"})), 404)
    answer = client.get(reverse("link", kwargs={"token": "x"}))
    assert "Wacht even" in text(answer, 429)
    assert answer["Retry-After"] == "60"
    text(client.get(page("steeds")))  # who has one that holds need not wait for the others
    assert done == []


@pytest.mark.usefixtures("done")
def test_used_links_are_forgotten_when_they_are_over_anyway():
    links.use(links.read(links.make("eens", "7", DAY)))
    actions.clear_used_links()
    assert UsedLink.objects.count() == 1
    UsedLink.objects.update(ends_at=timezone.now() - DAY)
    actions.clear_used_links()
    assert UsedLink.objects.count() == 0


def test_the_trial_says_that_an_address_works_again(client, capsys):
    with mail_server("rcpt 550 5.1.1 nobody"):
        call_command("trial", "kim@werk.example")
        letter = Letter.objects.get()
        actions.send(str(letter.public_id))
    assert Address.objects.get().undeliverable_since
    address = again(letter).context["link"].partition("8000")[2]
    assert "Wij sturen u dan weer mail" in text(client.get(address))
    assert Address.objects.count() == 1
    text(client.post(address))
    assert Address.objects.count() == 0
    assert written().fault == ""
    assert str(letter.public_id) in capsys.readouterr().out


def test_a_text_message_can_be_tried_too(capsys):
    call_command("trial", "+31600000001")
    assert Letter.objects.get().phone == "+31600000001"
    assert "wacht" in capsys.readouterr().out


@pytest.mark.usefixtures("done")
def test_links_of_english_letters_are_english():
    address = links.address("steeds", "7", DAY, "en")
    assert address.startswith("http://127.0.0.1:8000/en/link/steeds:")
