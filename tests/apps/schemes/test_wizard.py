"""The questions: one or two at a time, back and on, what is wrong at its field, and nothing kept but in the session."""

import re

import pytest
from tests.factories.schemes import ASKED, BEGIN, OUTCOME, WIZARD, answered, answers, asked, begun, question

from banenafspraak.apps.schemes.queries import KEY

pytestmark = pytest.mark.django_db
ERROR = re.compile(r'class="bp-error"[^>]*>([^<]+)<')
NO_ANSWER = "Geef een antwoord. Weet u het niet? Kies dat dan."
UNKNOWN = "onbekend"


def page(client, address=WIZARD, **given):
    answer = client.get(address, **given)
    assert answer.status_code == 200
    return answer.content.decode()


def send(client, address=WIZARD, **typed):
    return client.post(address, typed)


def nothing_known(names, text):
    """A page on which nobody knows anything: a choice is made, a number is ticked."""
    chosen = {name: UNKNOWN for name in names if f'id="{name}-0"' in text}
    return {**chosen, "weet-niet": [name for name in names if name not in chosen]}


def both(client):
    """The first two questions, and good answers to them."""
    names = asked(page(begun(client)))
    return names, {name: answers()[name] for name in names}


def test_it_begins_with_whose_side_it_is(client):
    assert "Stap 1 van 3" in page(client)
    refused = client.post(BEGIN, {})
    assert (refused.status_code, 'role="alert"' in refused.content.decode()) == (200, True)
    assert client.post(BEGIN, {"viewpoint": "werkgever"})["Location"] == WIZARD
    assert client.session[KEY] == {"viewpoint": "werkgever", "consent": False}


def test_a_question_says_why_it_is_asked_and_where_the_answer_is(client):
    text = page(begun(client))
    assert len(asked(text)) == 2
    assert "Dit hangt ervan af:" in text
    assert "Loonkostensubsidie" in text
    assert "Vraag het de gemeente of het werkgeversloket." in text
    assert text.count("Weet ik niet") == 2
    assert "van 25 regelingen zijn duidelijk" in text


def test_an_answer_leads_to_the_next_question_and_is_kept_in_the_session_alone(client):
    names, given = both(client)
    sent = send(client, gevraagd=" ".join(names), **given)
    assert (sent.status_code, sent["Location"]) == (302, WIZARD)
    assert set(client.session[KEY]["answers"]) == set(names)
    assert client.session[KEY]["asked"] == [names]
    assert set(asked(page(client))) & set(names) == set()


def test_without_an_answer_every_field_says_so_at_once(client):
    names = asked(page(begun(client)))
    text = send(client, gevraagd=" ".join(names)).content.decode()
    assert ERROR.findall(text) == [NO_ANSWER, NO_ANSWER]
    assert "answers" not in client.session[KEY]
    assert len(re.findall(r'<li><a class="[^"]+" href="#[\w-]+">', text)) == 2


def test_who_does_not_know_is_not_asked_again(client):
    text = page(begun(client))
    names = asked(text)
    send(client, gevraagd=" ".join(names), **nothing_known(names, text))
    assert client.session[KEY]["unknown"] == names
    assert set(asked(page(client))) & set(names) == set()


def test_a_number_that_is_not_known_is_ticked_and_the_tick_wins(client):
    begun(client)
    client.post(question("loonwaarde"), {"loonwaarde": "60", "weet-niet": "loonwaarde"})
    assert (client.session[KEY]["unknown"], client.session[KEY]["answers"]) == (["loonwaarde"], {})
    assert re.search(r'id="loonwaarde-weet-niet"[^>]* checked', page(client, question("loonwaarde")))


def test_one_goes_back_with_the_answer_kept_and_may_change_it(client):
    first, given = both(client)
    send(client, gevraagd=" ".join(first), **given)
    assert f'href="{question(first[0])}"' in page(client)
    back = page(client, question(first[0]))
    assert asked(back) == first
    assert re.search(r'value="geen" checked', back)
    assert f'href="{BEGIN}"' in back
    send(client, question(first[0]), **{**given, "wsw": UNKNOWN})
    assert client.session[KEY]["unknown"] == ["wsw"]
    assert client.session[KEY]["asked"] == [first]


def test_answers_that_contradict_are_told_at_both(client):
    begun(client)
    send(client, question("uitkering"), uitkering="wajong")
    text = send(client, question("begeleid_door_gemeente"), begeleid_door_gemeente="ja").content.decode()
    words = "Wajong en hulp van de gemeente gaan niet samen."
    assert [error.startswith(words) for error in ERROR.findall(text)] == [True]
    assert f'href="{question("uitkering")}"' in text
    assert client.session[KEY]["answers"] == {"uitkering": "wajong"}


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("loonwaarde", "101", "Dit kan niet. Het ligt tussen 0 procent en 100 procent."),
        ("startdatum", "morgen", "Dit is geen dag. Kijk naar het voorbeeld."),
        ("woongemeente", "Nergens", "Deze gemeente kennen wij niet. Kies een gemeente uit de lijst."),
        ("wsw", "misschien", "Deze keuze is er niet. Kies een van de antwoorden die er staan."),
    ],
)
def test_what_cannot_be_is_told_at_the_field_and_stays_typed(client, name, value, told):
    text = send(begun(client), question(name), **{name: value}).content.decode()
    assert [error.startswith(told) for error in ERROR.findall(text)] == [True]
    assert name == "wsw" or f'value="{value}"' in text


@pytest.mark.parametrize(
    ("before", "value", "kept"),
    [("", "2.400", "2400.00"), ("", "2.400,50", "2400.50"), ("", "2400,5", "2400.50"), ("/en", "2,400.50", "2400.50")],
)
def test_thousands_are_read_as_the_reader_writes_them(client, before, value, kept):
    begun(client).post(f"{before}{question('loon_per_maand')}", {"loon_per_maand": value})
    assert client.session[KEY]["answers"] == {"loon_per_maand": kept}


def test_an_employer_is_not_asked_what_is_sensitive_without_consent(client):
    begun(client, "werkgever")
    assert client.get(question("uitkering")).status_code == 404
    assert send(client, gevraagd="uitkering", uitkering="ww").status_code == 404
    assert "Welke uitkering" not in page(client, "/regelingen/welke/antwoorden/")
    begun(client, "werkgever", consent=True)
    assert asked(page(client, question("uitkering"))) == ["uitkering"]


def test_what_is_no_question_is_not_there(client):
    begun(client)
    assert client.get(question("bsn")).status_code == 404
    assert send(client, gevraagd="bsn", bsn="123456782").status_code == 404
    assert send(client).status_code == 404


def test_a_question_of_nobody_leads_to_the_begin(client):
    assert client.get(question("loonwaarde"))["Location"] == WIZARD


def test_the_list_shows_every_question_with_its_answer(client):
    answered(client)
    text = page(client, "/regelingen/welke/antwoorden/")
    assert "U gaf 21 antwoorden" in text
    assert "<strong>60 procent</strong>" in text
    assert f'href="{question("loonwaarde")}"' in text
    assert client.post("/regelingen/welke/antwoorden/").status_code == 405


def test_a_part_of_a_page_comes_to_who_asks_for_a_part(client):
    text = page(begun(client), headers={"HX-Request": "true"})
    assert ("<html" in text, len(asked(text)), "autofocus" in text) == (False, 2, True)
    assert "autofocus" not in page(client)


def test_no_answer_stands_in_an_address_of_the_page(client):
    answered(client)
    text = page(client, OUTCOME)
    addresses = re.findall(r'(?:href|action|src)="([^"]*)"', text)
    assert [one for one in addresses if "?" in one or "utrecht" in one.lower() or "bijstand" in one] == []


def test_the_questions_end_for_who_knows_nothing(client):
    begun(client)
    for _ in range(40):
        text = page(client)
        if not (found := ASKED.search(text)):
            break
        send(client, gevraagd=found[1], **nothing_known(found[1].split(), text))
    assert "Wij hebben geen vragen meer" in text
    assert "Naar de uitkomst" in page(client, headers={"HX-Request": "true"})


def test_everything_can_be_wiped(client):
    answered(client)
    assert client.get("/regelingen/welke/wissen/").status_code == 405
    sent = client.post("/regelingen/welke/wissen/")
    assert (sent["Location"], KEY in client.session) == ("/regelingen/?gewist", False)
    assert "Al uw antwoorden zijn gewist." in client.get(sent["Location"]).content.decode()


def test_answers_from_two_sides_that_contradict_do_no_harm(client):
    begun(client)
    send(client, question("uitkering"), uitkering="wajong")
    begun(client, "werkgever")
    send(client, question("begeleid_door_gemeente"), begeleid_door_gemeente="ja")
    begun(client)
    assert "Uitkomst" in page(client, OUTCOME)


def test_a_page_of_questions_asks_for_the_session_alone(client, django_assert_num_queries):
    begun(client)
    with django_assert_num_queries(1):
        page(client)
    answered(client)
    with django_assert_num_queries(1):
        page(client)


def test_the_questions_are_asked_in_english(client):
    client.post(f"/en{BEGIN}", {"viewpoint": "kandidaat"})
    text = page(client, f"/en{WIZARD}")
    assert "Step 2 of 3: two questions" in text
    assert "Does the worker work under the Wsw (old sheltered employment)?" in text
    assert "I do not know" in text
