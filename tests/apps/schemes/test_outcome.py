"""The outcome: cards in order, the years, what an employer does not see, what a candidate may tell, what if."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from tests.factories.schemes import OUTCOME, answered, begun, question, typed

pytestmark = pytest.mark.django_db
TELLING, COMPARE, CONSENT = (f"{OUTCOME}{end}/" for end in ("vertellen", "vergelijken", "toestemming"))
HEADING = re.compile(r'<h2 class="utrecht-heading-2"[^>]*>([^<]+)<')
CARD = re.compile(r'<li class="bp-card bp-result" id="(\w+)">')
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="\w+"|content="\w{64}"|nonce="[^"]+"')
NOTHING = "Er zijn nog geen antwoorden"


def page(client, address=OUTCOME):
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def card(text, name):
    return text.partition(f'id="{name}">')[2].partition('<li class="bp-card bp-result"')[0]


def test_without_answers_it_says_what_will_stand_here(client):
    assert [NOTHING in page(client, one) for one in (OUTCOME, TELLING, COMPARE)] == [True] * 3
    assert client.post(OUTCOME).status_code == 405
    assert client.post(COMPARE)["Location"] == "/regelingen/welke/"


def test_what_applies_comes_first_and_the_rest_is_folded(client):
    text = page(answered(client))
    headings = HEADING.findall(text)
    assert headings[1:5] == [
        "Dit lijkt te passen",
        "Dit kan, als zij het vinden passen",
        "Hiervoor moeten wij meer weten",
        "Dit past niet",
    ]
    assert CARD.findall(text)[:2] == ["lks", "lkv_banenafspraak"]
    assert "2 regelingen lijken te passen" in text
    assert "Dit is een berekening, geen besluit." in text


def test_a_card_says_why_how_much_and_until_when(client):
    text = card(page(answered(client)), "lks")
    last = timezone.localdate() + timedelta(days=29)
    assert "Aan alle voorwaarden lijkt voldaan." in text
    assert f"Uiterlijk {last.day} " in text
    assert "artikel 10d lid 1" in text
    assert "Minimumloon met vakantiebijslag (W)" in text
    assert "deels niet nagegaan" in text
    assert "het college van burgemeester en wethouders" in text
    assert "Arbeidsovereenkomst" in text
    assert "mogen naast elkaar" in text


def test_an_unknown_fact_gives_a_band_and_an_unknown_value_says_so(client):
    text = page(answered(client, vaste_subsidie_afgesproken=None))
    assert re.search(r'bp-amount">€ [\d.,]+ tot € [\d.,]+<', card(text, "lks"))
    assert "bedrag niet bekend" in card(text, "tolk_werk")
    assert "nog niet te zeggen" in card(text, "werkplekaanpassing_uwv")


def test_the_years_stand_as_drawing_and_as_table(client):
    text = page(answered(client))
    assert re.search(r"In 20\d\d gaat er € [\d.]+ tot € [\d.]+ van de loonkosten af", text)
    assert text.count('<svg xmlns="http://www.w3.org/2000/svg"') == 2
    assert "Loonkosten per jaar, zonder en met regelingen" in text


def test_without_the_wage_it_asks_for_it(client):
    text = page(answered(client, loon_per_maand=None))
    assert f'href="{question("loon_per_maand")}"' in text.partition("Dat rekenen wij uit zodra u dit invult:")[2]
    assert "Loonkosten per jaar" not in text


def test_a_local_rule_is_marked(client):
    text = card(page(answered(client, woongemeente="Noordwijk")), "lks")
    assert "lokale regel" in text
    assert "Lokale regel, landelijk" in text


def test_an_employer_does_not_see_what_the_worker_may_keep(client):
    text = page(answered(client, "werkgever"))
    assert "norisk" not in CARD.findall(text)
    assert "Dit laten wij niet zien: No-riskpolis." in text
    assert "Welke uitkering" not in text


def test_what_a_candidate_said_does_not_reach_the_employers_side(client):
    answered(client, wia_grond="wia")
    begun(client, "werkgever")
    text = page(client)
    assert ("wia_grond" in text, "WIA of WAO?" in text) == (False, False)
    assert "nog te weten" in card(text, "lkv_arbeidsgehandicapt")


def test_an_employer_with_consent_sees_it_after_two_months(client):
    long_ago = typed(timezone.localdate() - timedelta(days=100))
    answered(client, "werkgever", consent=True, startdatum=long_ago, lks_aangevraagd="voor_de_start")
    assert "norisk" in CARD.findall(page(client))
    assert client.post(CONSENT, {})["Location"] == OUTCOME
    assert "norisk" not in CARD.findall(page(client))
    client.post(CONSENT, {"consent": "on"})
    assert "De werknemer vindt goed dat u alles ziet" in page(client)


def test_consent_opens_nothing_in_the_first_two_months_not_even_a_sum(client):
    """With WIA before the start another allowance counts: neither a card nor a sum may tell of it."""
    lately = typed(timezone.localdate() - timedelta(days=20))
    other = {"doelgroepverklaring": "op_tijd", "in_dienst_half_jaar_ervoor": "nee", "startdatum": lately}
    texts = []
    for ground in ("wia", "geen"):
        answered(client, "werkgever", consent=True, wia_grond=ground, lks_aangevraagd="voor_de_start", **other)
        texts.append(page(client))
        assert "<table" in texts[-1]
    assert TOKEN.sub("", texts[0]) == TOKEN.sub("", texts[1])


def test_a_candidate_reads_what_need_not_be_told(client):
    text = page(answered(client), TELLING)
    own, _, telling = text.partition("Dit mag u vertellen, als u wilt")
    assert "Welke uitkering heeft de werknemer?" in own
    assert "Staat de werknemer in het doelgroepregister?" in telling
    assert "Uw werkgever mag het vragen vanaf" in own
    assert "Uw eigen uitkering rekenen wij hier niet uit" in text
    assert "U hebt bijstand: vraag het uw gemeente." in text
    assert client.post(CONSENT, {"consent": "on"})["Location"] == TELLING
    assert "U vindt goed dat ook uw andere antwoorden meetellen." in page(client, TELLING)


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"uitkering": "ww"}, "U hebt een uitkering van UWV: vraag het UWV."),
        ({"uitkering": None}, "Hebt u bijstand? Vraag het uw gemeente."),
        ({"startdatum": "1-1-2026"}, "Die twee maanden zijn voorbij sinds 1 maart 2026."),
    ],
)
def test_whom_to_ask_and_since_when_follow_from_the_answers(client, given, told):
    assert told in page(answered(client, **given), TELLING)


def test_an_employer_is_led_back_from_the_candidates_side(client):
    assert begun(client, "werkgever").get(TELLING)["Location"] == OUTCOME


def test_what_if_says_in_words_what_becomes_different(client):
    answered(client)
    assert "Vergelijk" in page(client, COMPARE)
    tried = {"uren_per_week": "20", "loonwaarde": "60", "woongemeente": "Noordwijk"}
    tried["startdatum"] = typed(timezone.localdate() + timedelta(days=30))
    assert client.post(COMPARE, tried)["Location"] == COMPARE
    text = page(client, COMPARE)
    assert re.search(r"<strong>€ [\d.,]+ minder</strong>", text)
    assert "Gemeente nu: Utrecht. Gemeente dan: Noordwijk." in text
    assert "als in het land" in text
    assert "regelingen blijven gelijk" in text
    assert "32 uren per week" in text
    assert "32" in page(client, question("uren_per_week"))


def test_what_if_without_a_change_or_with_a_slip_says_so(client):
    answered(client)
    refused = client.post(COMPARE, {"uren_per_week": "200", "loonwaarde": "x"}).content.decode()
    assert refused.count('class="bp-error"') == 2
    known = {"loonwaarde": "60", "uren_per_week": "32", "woongemeente": "Utrecht"}
    client.post(COMPARE, {**known, "startdatum": typed(timezone.localdate() + timedelta(days=30))})
    assert "U hebt niets veranderd." in page(client, COMPARE)
    assert "Geen enkele regeling wordt anders." in page(client, COMPARE)


def test_what_if_contradicts_an_answer_leads_to_that_answer(client):
    answered(client, einddatum="31-12-2099")
    client.post(question("einddatum"), {"einddatum": typed(timezone.localdate() + timedelta(days=60))})
    refused = client.post(COMPARE, {"startdatum": typed(timezone.localdate() + timedelta(days=90))}).content.decode()
    assert f'href="{question("einddatum")}"' in refused


def test_another_first_day_may_change_what_an_employer_sees(client):
    long_ago = typed(timezone.localdate() - timedelta(days=100))
    answered(client, "werkgever", consent=True, startdatum=long_ago, lks_aangevraagd="voor_de_start")
    client.post(COMPARE, {"startdatum": typed(timezone.localdate())})
    assert "No-riskpolis" not in page(client, COMPARE)


@pytest.mark.parametrize("address", [OUTCOME, TELLING, COMPARE])
def test_a_page_asks_for_the_session_alone(client, address, django_assert_num_queries):
    begun(client)
    with django_assert_num_queries(1):
        page(client, address)
    answered(client)
    with django_assert_num_queries(1):
        page(client, address)


@pytest.mark.parametrize(
    ("address", "words"),
    [
        (OUTCOME, "2 schemes seem to apply"),
        (TELLING, "You decide yourself what you tell"),
        (COMPARE, "What if things change?"),
    ],
)
def test_a_page_is_there_in_english(client, address, words):
    text = page(answered(client), f"/en{address}")
    assert words in text
    assert re.search(r"€ \d,\d{3}", text) or address != OUTCOME
