"""From an invitation to a page of the role, who looked, a role that is gone, taking everything along, and wiping."""

import json
import re

import pytest
from tests.journeys import checkers
from tests.journeys.conftest import WIDTHS

pytestmark = pytest.mark.xdist_group("journeys")
BOSS = {"role": "desk_manager", "scope_id": "AM12", "administers": True, "second_step": True, "name": "Bea Baas"}
ANS = {"role": "candidate", "name": "Ans Jansen", "email": "ans@voorbeeld.invalid"}
PEOPLE = "/mensen/region/AM12/"
LINK = """
from banenafspraak.apps.mail.models import Letter
print(Letter.objects.filter(to="{address}").latest("pk").context["link"])
"""
LOOKED = """
from banenafspraak.apps.accounts.models import Account
from banenafspraak.apps.audit.actions import record
ans, bea = (Account.objects.get(name=name) for name in ("Ans Jansen", "Bea Baas"))
record("accounts:members:seen", bea.public_id, about=ans.public_id)
"""
WITHDRAWN = """
from banenafspraak.apps.accounts.access import SYSTEM
from banenafspraak.apps.accounts.actions import end_role
from banenafspraak.apps.accounts.models import Account
end_role(SYSTEM, Account.objects.get(name="Wim Weg").appointments.get())
"""


def with_passkeys(page):
    """Give a browser a device that makes passkeys and needs nobody to touch it."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    told = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    session.send("WebAuthn.addVirtualAuthenticator", {"options": told})


def test_from_an_invitation_by_a_passkey_to_a_page_of_the_role(open_page, in_site, site):
    page = open_page(PEOPLE, who=BOSS)
    page.get_by_label("E-mailadres").fill("nieuw@voorbeeld.invalid")
    page.get_by_role("radio", name=re.compile("adviseur van een regionaal loket")).check()
    page.get_by_role("button", name="Stuur de uitnodiging").click()
    assert page.get_by_role("status").inner_text() == "De uitnodiging gaat per e-mail weg."
    link = in_site(LINK.format(address="nieuw@voorbeeld.invalid"))

    fresh = open_page("/")
    with_passkeys(fresh)
    there = site.replace("127.0.0.1", "localhost")  # a passkey belongs to a name, never to a number
    fresh.goto(there + re.sub(r"^https?://[^/]+", "", link))
    assert fresh.get_by_role("heading", level=1).inner_text() == "Bea Baas nodigt u uit"
    assert checkers.barriers(fresh) == []
    fresh.get_by_label("Uw naam").fill("Nico Nieuw")
    fresh.get_by_label("Kies een wachtwoord").fill("vier losse woorden samen")
    fresh.get_by_role("button", name="Neem de uitnodiging aan").click()
    assert fresh.get_by_role("heading", level=1).inner_text() == "Welkom, Nico Nieuw"

    fresh.get_by_role("link", name="Regel de tweede stap").click()
    fresh.get_by_role("link", name="Maak een toegangssleutel").click()
    fresh.get_by_role("button", name="Maak de sleutel").click()
    fresh.wait_for_url(re.compile("herstelcodes"))
    fresh.goto(f"{there}/mensen/kandidaat/")
    assert fresh.get_by_role("heading", level=1).inner_text() == "Nodig een kandidaat uit"


def test_a_person_sees_who_looked(open_page, in_site):
    open_page("/mijn/", who=BOSS)
    page = open_page("/mijn/", width=WIDTHS["phone"], who=ANS)
    in_site(LOOKED)
    page.reload()
    page.get_by_role("link", name=re.compile("deed iemand iets met gegevens van u")).click()
    row = page.get_by_role("row", name=re.compile("Bea Baas"))
    assert "bekeek wie er bij een organisatie of regio horen" in row.inner_text()


def test_a_role_that_is_withdrawn_gives_a_way_on(open_page, in_site):
    gone = {"role": "desk_manager", "scope_id": "AM01", "second_step": True, "name": "Wim Weg"}
    page = open_page("/mensen/kandidaat/", who=gone)
    assert page.get_by_role("heading", level=1).inner_text() == "Nodig een kandidaat uit"
    in_site(WITHDRAWN)
    page.get_by_label("E-mailadres van de kandidaat").fill("wie@voorbeeld.invalid")
    page.get_by_role("button", name="Maak de uitnodiging").click()
    assert page.get_by_role("heading", level=1).inner_text() == "Deze pagina is niet voor iedereen"
    page.get_by_role("main").get_by_role("link", name="Naar mijn pagina").click()
    page.wait_for_url(re.compile("/mijn/$"))
    assert "U hebt nog geen rol" in page.get_by_role("main").inner_text()


def test_somebody_takes_everything_along_and_wipes_it(open_page):
    page = open_page("/mijn/gegevens/", width=WIDTHS["phone"], who={"name": "Gre Gewist", "role": "candidate"})
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Haal het bestand op").click()
    told = json.loads(waiting.value.path().read_text(encoding="utf-8"))
    assert told["accounts"]["naam"] == "Gre Gewist"
    page.get_by_role("link", name="Wis alles wat over mij gaat").click()
    page.get_by_role("button", name="Wis alles").click()
    assert page.get_by_role("alert").get_by_role("heading").inner_text() == "Dit kan nog niet"
    page.get_by_label("Ik weet dat dit niet terug kan.").check()
    page.get_by_role("button", name="Wis alles").click()
    assert page.get_by_role("heading", level=1).inner_text() == "Alles van u is gewist"
    page.goto(page.url.replace("/gewist/", "/mijn/"))
    assert "/inloggen/" in page.url


def test_an_administrator_looks_after_the_people_of_a_place(open_page):
    page = open_page(PEOPLE, who=BOSS)
    row = page.get_by_role("row", name=re.compile("Bea Baas"))
    row.get_by_role("link", name="Neem Bea Baas deze rol af").click()
    assert "Bea Baas de rol afnemen?" in page.get_by_role("heading", level=1).inner_text()
    page.get_by_role("link", name="Nee, terug").click()
    page.get_by_role("button", name="Deze mensen kloppen nog").click()
    assert page.get_by_role("status").inner_text() == "Genoteerd. Over een jaar vragen wij het weer."
    page.get_by_role("link", name="Bekijk het spoor: wie deed hier wat").click()
    assert "ging na dat iemand deze rol nog heeft" in page.get_by_role("main").inner_text()
