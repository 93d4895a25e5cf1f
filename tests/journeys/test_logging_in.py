"""Logging in as people do it: with a password and an app, with a mailed code, with a passkey, and somewhere else."""

import re

import pytest
from playwright.sync_api import expect
from tests.factories import oidc
from tests.journeys import checkers
from tests.journeys.conftest import PATIENCE_MS, WIDTHS, beside, started

pytestmark = pytest.mark.xdist_group("journeys")
PASSWORD = "vier gele fietsen"  # noqa: S105 - an invented one
MAKE = """
from tests.factories.people import person
person(email={email!r}, **{given!r})
"""
LAST_CODE = "from tests.factories.letters import code_in; print(code_in({name!r}))"
NEXT_CODE = "from tests.factories.people import code_of; print(code_of({secret!r}, {steps}))"
DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def made(in_site):
    """Makes somebody who can log in; gives her address."""

    def make(email, **given):
        in_site(MAKE.format(email=email, given=given))
        return email

    return make


def clear(page):
    """A page without barriers, at which the browser had nothing to complain of."""
    assert checkers.barriers(page) == []
    assert page.complaints == []


def clear_at_each_width(page):
    for width in WIDTHS.values():
        page.set_viewport_size({"width": width, "height": 900})
        clear(page)


def fill_in(page, **fields):
    """Fills in a form and sends it with its own button."""
    for label, value in fields.items():
        page.get_by_label(label.replace("_", " "), exact=True).fill(value)


def by_password(page, email):
    fill_in(page, **{"E-mailadres": email, "Wachtwoord": PASSWORD})
    page.get_by_role("button", name="Log in", exact=True).click()


def press(page, name):
    page.get_by_role("button", name=name, exact=True).click()


def heading(page, text):
    """The page with this heading comes; otherwise the failure tells what stands on the page that is there."""
    try:
        expect(page.get_by_role("heading", level=1)).to_have_text(text, timeout=PATIENCE_MS)
    except AssertionError as error:
        error.add_note(page.locator("main").inner_text())
        raise


@pytest.fixture
def device(browser, site):
    """Opens an address in a browser that has a device with passkeys; an address of numbers cannot have them."""
    contexts = []

    def opened(address, *, verified=True, **given):
        context = browser.new_context(viewport={"width": WIDTHS["desktop"], "height": 900}, **given)
        context.set_default_timeout(PATIENCE_MS)
        contexts.append(context)
        page = context.new_page()
        page.complaints = []
        page.on("console", lambda said: page.complaints.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        wire = context.new_cdp_session(page)
        wire.send("WebAuthn.enable")
        wire.send("WebAuthn.addVirtualAuthenticator", {"options": {**DEVICE, "isUserVerified": verified}})
        page.goto(site.replace("127.0.0.1", "localhost") + address)
        return page

    yield opened
    for context in contexts:
        context.close()


def test_a_coach_sets_up_an_app_and_gets_in_with_a_recovery_code(open_page, made, in_site):
    email = made("coach@voorbeeld.invalid", role="desk_manager", scope_id="AM12", administers=True, password=PASSWORD)
    page = open_page("/mensen/region/AM12/")
    by_password(page, email)
    heading(page, "Log eerst veilig in")
    page.complaints.clear()  # the browser reports every answer that refuses
    clear(page)
    page.get_by_role("link", name="Ga naar de tweede stap").click()
    page.get_by_role("link", name="Gebruik een app met codes").click()
    heading(page, "App met codes")
    secret = page.locator("dd.bp-code").inner_text()
    fill_in(page, Code_uit_de_app="000000")
    press(page, "Zet de app aan")
    expect(page.get_by_role("alert")).to_contain_text("klopt niet")
    clear(page)
    fill_in(page, Code_uit_de_app=in_site(NEXT_CODE.format(secret=secret, steps=0)))
    press(page, "Zet de app aan")
    heading(page, "Herstelcodes")
    expect(page.get_by_text("De app met codes staat aan.")).to_be_visible()
    clear(page)
    recovery = page.locator("li.bp-code").first.inner_text()
    page.get_by_role("link", name="Ik heb ze bewaard, verder").click()
    page.wait_for_url("**/mensen/region/AM12/")

    press(page, "Log uit")
    page.goto(page.url.split("/uitloggen")[0].rstrip("/") + "/inloggen/")
    by_password(page, email)
    heading(page, "De tweede stap")
    clear(page)
    fill_in(page, Code=recovery)
    press(page, "Log in")
    page.wait_for_url("**/mijn/")
    clear(page)


def test_a_code_from_the_mail(open_page, made, in_site):
    email = made("mail@voorbeeld.invalid")
    page = open_page("/inloggen/code/", WIDTHS["phone"])
    fill_in(page, **{"E-mailadres": email})
    press(page, "Mail mij een code")
    heading(page, "Vul de code in")
    clear(page)
    fill_in(page, Code_uit_de_mail="0000-0000")
    press(page, "Log in")
    expect(page.get_by_role("alert")).to_contain_text("klopt niet")
    clear(page)
    fill_in(page, Code_uit_de_mail=in_site(LAST_CODE.format(name="login_code")))
    press(page, "Log in")
    page.wait_for_url("**/mijn/")


def test_a_new_password_by_a_code_from_the_mail_without_javascript(open_page, made, in_site):
    email = made("vergeten@voorbeeld.invalid", password=PASSWORD)
    page = open_page("/wachtwoord/vergeten/", java_script_enabled=False)
    fill_in(page, **{"E-mailadres": email})
    press(page, "Mail mij een code")
    fill_in(page, Code_uit_de_mail=in_site(LAST_CODE.format(name="password_code")))
    press(page, "Verder")
    heading(page, "Kies een nieuw wachtwoord")
    new = {"Nieuw wachtwoord": "kort", "Nog een keer hetzelfde wachtwoord": "kort"}
    fill_in(page, **new)
    press(page, "Bewaar het wachtwoord")
    expect(page.get_by_role("alert")).to_contain_text("te kort")
    fill_in(page, **dict.fromkeys(new, "twaalf blauwe bergen"))
    press(page, "Bewaar het wachtwoord")
    heading(page, "Uw nieuwe wachtwoord is bewaard")


def test_another_address_by_a_code(open_page, made, in_site):
    email = made("adres@voorbeeld.invalid", password=PASSWORD)
    page = open_page("/mijn/inloggen/e-mail/")
    by_password(page, email)
    fill_in(page, **{"Nieuw e-mailadres": "verhuisd@voorbeeld.invalid"})
    press(page, "Mail mij een code")
    heading(page, "Vul de code in")
    clear(page)
    fill_in(page, Code_uit_de_mail=in_site(LAST_CODE.format(name="address_code")))
    press(page, "Verder")
    heading(page, "E-mailadres veranderen")
    expect(page.locator("dd").first).to_have_text("verhuisd@voorbeeld.invalid")
    clear(page)


def test_a_passkey_is_made_and_used(device, made):
    email = made("sleutel@voorbeeld.invalid", password=PASSWORD)
    page = device("/mijn/inloggen/toegangssleutels/nieuw/")
    by_password(page, email)
    page.get_by_label("Naam van deze toegangssleutel").fill("mijn telefoon")
    clear(page)
    press(page, "Maak de sleutel")
    heading(page, "Herstelcodes")
    page.goto(page.url.replace("herstelcodes/", "toegangssleutels/"))
    expect(page.get_by_role("rowheader", name="mijn telefoon")).to_be_visible()
    clear(page)
    press(page, "Log uit")
    page.goto(re.sub(r"(//[^/]+).*", r"\1/inloggen/?next=/mijn/inloggen/", page.url))
    press(page, "Log in met een toegangssleutel")
    page.wait_for_url("**/mijn/inloggen/")
    heading(page, "Veilig inloggen")
    clear(page)

    press(page, "Log uit")
    page.goto(re.sub(r"(//[^/]+).*", r"\1/inloggen/", page.url))
    by_password(page, email)
    heading(page, "De tweede stap")
    press(page, "Gebruik uw toegangssleutel")
    page.wait_for_url("**/mijn/")
    clear(page)


def test_who_is_not_known_to_a_device_is_told_what_to_do(device):
    page = device("/inloggen/", verified=False)
    press(page, "Log in met een toegangssleutel")
    expect(page.get_by_text("Dit is niet gelukt.")).to_be_visible(timeout=PATIENCE_MS)
    clear(page)


def test_without_javascript_a_passkey_is_not_offered_and_the_page_says_so(open_page):
    page = open_page("/inloggen/", java_script_enabled=False)
    assert not page.get_by_role("button", name="Log in met een toegangssleutel").is_visible()
    expect(page.get_by_text("moet JavaScript aan staan")).to_be_visible()


def test_an_account_elsewhere_opens_this_one(browser, tmp_path_factory, settle):
    folder = settle(tmp_path_factory.mktemp("elsewhere"))
    with oidc.provider() as provider:
        set_up = {"OIDC_NAME": "Elders", "OIDC_SERVER": provider.address, "OIDC_CLIENT_ID": oidc.CLIENT}
        with started(folder, OIDC_CLIENT_SECRET=oidc.SECRET, **set_up) as (_, site):
            with beside(folder) as run:
                run(MAKE.format(email=oidc.PERSON["email"], given={}))
            context = browser.new_context(viewport={"width": WIDTHS["desktop"], "height": 900})
            page = context.new_page()
            page.complaints = []
            page.on("console", lambda said: page.complaints.append(said.text) if said.type == "error" else None)
            page.goto(f"{site}/inloggen/")
            clear_at_each_width(page)
            press(page, "Log in met Elders")
            page.wait_for_url("**/mijn/")
            page.goto(f"{site}/mijn/inloggen/elders/")
            expect(page.get_by_text("Haal de koppeling weg")).to_be_visible()
            clear_at_each_width(page)
            context.close()
