"""The outbox: what became of each letter, for who minds the outgoing mail; what it says on a practice site alone."""

import pytest
from tests.factories import people
from tests.factories.post import again, installed, mail_server, written

from banenafspraak.apps.accounts.enums import Role
from banenafspraak.apps.accounts.queries import personal
from banenafspraak.apps.audit.models import Entry
from banenafspraak.apps.mail import actions
from banenafspraak.apps.mail.enums import DECISIONS, Decision, Fault, State
from banenafspraak.apps.mail.letters import FORMS
from banenafspraak.apps.mail.models import Address, Letter
from banenafspraak.apps.work.models import Task

pytestmark = pytest.mark.django_db
OUTBOX = "/uitgaande-post/"


@pytest.fixture
def minder(client):
    """Somebody who minds the outgoing mail, logged in with her second step."""
    return people.log_in(client, people.person(Role.PLATFORM_ADMIN, second_step=True))


def text(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
    return answer.content.decode()


def page_of(letter, deed=""):
    return f"{OUTBOX}{letter.public_id}/{deed}"


def in_state(state, **given):
    letter = written(**given)
    Letter.objects.filter(pk=letter.pk).update(state=state, fault=Fault.DIED if state == State.UNCERTAIN else "")
    Task.objects.all().delete()
    return again(letter)


@pytest.mark.parametrize("deed", ["", "opmaak/", "opnieuw/"])
def test_it_is_for_who_minds_the_mail(client, deed):
    letter = in_state(State.FAILED)
    for who in (people.person(Role.DESK_MANAGER, "AM12", second_step=True), people.account()):
        people.log_in(client, who)
        for address in (OUTBOX, page_of(letter, deed)):
            assert client.get(address).status_code == 403
    assert client.post(page_of(letter, "opnieuw/")).status_code == 403
    assert again(letter).state == State.FAILED


def test_without_letters_it_says_so(minder):
    page = text(minder, OUTBOX)
    assert "Er is nog geen brief geschreven" in page
    assert "Er is geen mailserver ingesteld" in page


def test_addresses_cannot_be_read_whole_and_letters_not_at_all(minder):
    letter = written(to="kim@werk.example")
    with mail_server():
        for address in (OUTBOX, page_of(letter)):
            page = text(minder, address)
            assert "k•••@w•••" in page
            assert "kim@werk.example" not in page
        assert "alleen voor de ontvanger" in page
        assert minder.get(page_of(letter, "opmaak/")).status_code == 404
    assert Entry.objects.filter(tag="mail:letter:seen").count() == 0


def test_on_a_practice_site_each_letter_can_be_read_and_who_read_it_is_written_down(minder):
    reader = people.account()
    letter = actions.write(
        "trial", actions.To(reader.email, account=reader), {"link": "https://a.example"}, once="x", about=ABOUT
    )
    with installed(demo=True):
        page = text(minder, page_of(letter))
        shown = minder.get(page_of(letter, "opmaak/"))
    assert "U leest deze mail. Dus kan de site mail versturen." in page
    assert reader.email in page
    assert "<h1>Deze proefmail is aangekomen</h1>" in shown.content.decode()
    policy = shown["Content-Security-Policy"]
    assert "style-src 'sha256-" in policy
    assert "unsafe" not in policy
    seen = Entry.objects.filter(tag="mail:letter:seen")
    assert {(entry.thing, entry.about) for entry in seen} == {(str(letter.public_id), reader.public_id)}


ABOUT = actions.About("mail", "trial", "1")


def test_a_text_message_has_no_dress(minder):
    letter = actions.write("trial_text", actions.To(phone="+31600000001"), {}, once="x", about=ABOUT)
    with installed(demo=True):
        assert "De site kan sms versturen" in text(minder, page_of(letter))
        assert minder.get(page_of(letter, "opmaak/")).status_code == 404


def test_letters_of_one_state_are_asked_for(minder):
    in_state(State.SENT, to="een@a.example"), in_state(State.UNCERTAIN, to="twee@b.example")
    page = text(minder, f"{OUTBOX}?stand=uncertain")
    assert ("t•••@b•••" in page, "e•••@a•••" in page) == (True, False)
    assert "Van één brief weten wij niet of hij aankwam" in page
    assert "Er is nu geen brief met deze stand" in text(minder, f"{OUTBOX}?stand=failed")
    assert "e•••@a•••" in text(minder, f"{OUTBOX}?stand=onzin")


def test_many_letters_are_pages_and_the_state_goes_along(minder):
    for _ in range(51):
        in_state(State.SENT)
    page = text(minder, f"{OUTBOX}?stand=sent")
    assert 'href="?stand=sent&amp;pagina=2"' in page
    assert text(minder, f"{OUTBOX}?stand=sent&pagina=2").count("k•••@w•••</td>") == 1


@pytest.mark.parametrize("number", [1, 3])
def test_a_list_asks_the_same_of_the_database(minder, number, django_assert_num_queries):
    for _ in range(number):
        in_state(State.SENT)
    text(minder, OUTBOX)
    with django_assert_num_queries(7):
        assert text(minder, OUTBOX).count("k•••@w•••</td>") == number


@pytest.mark.parametrize("state", State)
def test_what_can_be_decided_is_offered_and_nothing_else(minder, state):
    letter = in_state(state)
    page = text(minder, page_of(letter))
    offered = {decision for decision in Decision if f"{page_of(letter)}{decision.value}/" in page}
    assert offered == set(DECISIONS.get(state, ()))
    for decision in set(Decision) - offered:
        assert minder.get(page_of(letter, f"{decision.value}/"))["Location"] == page_of(letter)
        answer = minder.post(page_of(letter, f"{decision.value}/"), follow=True)
        assert "Dat kan niet meer" in answer.content.decode()
    assert again(letter).state == state
    assert Entry.objects.filter(tag__startswith="mail:").count() == 0


@pytest.mark.parametrize(
    ("state", "decision", "end", "tag"),
    [
        (State.UNCERTAIN, Decision.AGAIN, State.WAITING, "sent-again"),
        (State.FAILED, Decision.AGAIN, State.WAITING, "sent-again"),
        (State.BOUNCED, Decision.AGAIN, State.WAITING, "sent-again"),
        (State.UNCERTAIN, Decision.SENT, State.SENT, "marked-sent"),
        (State.WAITING, Decision.WITHDRAW, State.WITHDRAWN, "withdrawn"),
    ],
)
def test_a_decision_is_asked_once_more_and_then_done(minder, state, decision, end, tag):
    letter = in_state(state)
    address = page_of(letter, f"{decision.value}/")
    assert "Nee, terug" in text(minder, address)
    assert again(letter).state == state
    assert "Dat is gedaan" in minder.post(address, follow=True).content.decode()
    assert again(letter).state == end
    [entry] = Entry.objects.filter(tag__startswith="mail:")
    assert (entry.tag, entry.thing) == (f"mail:letter:{tag}", str(letter.public_id))


def test_a_letter_that_is_sent_again_goes_even_when_its_address_was_given_up(minder):
    with mail_server("rcpt 550 5.1.1 nobody") as server:
        letter = written()
        actions.send(str(letter.public_id))
        assert Address.objects.get().undeliverable_since
        minder.post(page_of(letter, "opnieuw/"))
        actions.send(str(letter.public_id))
    assert (again(letter).state, len(server.taken)) == (State.SENT, 1)


def test_a_wiped_letter_says_so_and_goes_nowhere(minder):
    letter = in_state(State.BOUNCED)
    actions.wipe(letter)
    with installed(demo=True):
        page = text(minder, page_of(letter))
    assert "zijn gewist" in page
    assert not actions.send_again(letter, people.account().public_id)
    minder.post(page_of(letter, "opnieuw/"))
    assert again(letter).state == State.BOUNCED


def test_a_person_takes_her_letters_along_and_wipes_them():
    reader = people.account()
    letter = actions.write("trial", actions.To(reader.email, account=reader), {"link": "x"}, once="x", about=ABOUT)
    mine = dict(personal())["mail"]
    [taken] = mine.take(reader)
    assert (taken["naar"], taken["stand"]) == (reader.email, "wacht")
    assert "Deze proefmail is aangekomen" in taken["brief"]
    mine.wipe(reader)
    found = again(letter)
    assert (found.state, found.to, found.context, found.to_account) == (State.WITHDRAWN, "", {}, None)


def test_what_is_unknown_is_not_there(minder):
    letter = in_state(State.SENT)
    assert minder.get(page_of(letter, "weg/")).status_code == 404
    assert minder.get(f"{OUTBOX}00000000-0000-4000-8000-000000000000/").status_code == 404


def test_a_practice_site_has_an_example_of_every_letter(minder):
    for _ in range(2):
        actions.fill_examples()
    assert Letter.objects.count() == len(FORMS)
    with installed(demo=True):
        for letter in Letter.objects.all():
            assert str(FORMS[letter.template].title) in text(minder, page_of(letter))


def test_the_page_is_english_in_english(minder):
    in_state(State.UNCERTAIN)
    page = text(minder, f"/en{OUTBOX}")
    assert "We do not know" not in page
    assert "Of one letter we do not know whether it arrived" in page
