"""The second step of logging in: an app with codes, passkeys, recovery codes, and what is done when they are lost."""

import json
import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import generate_totp_secret
from django.contrib.auth import SESSION_KEY
from django.db import transaction
from django.test import Client
from django.urls import reverse
from tests.factories.letters import letters
from tests.factories.passkeys import Device, passkey
from tests.factories.people import PASSWORD, account, acting, administrator, code_of, codes_app, log_in, person

from banenafspraak.apps.accounts import actions
from banenafspraak.apps.accounts.access import RefusedError
from banenafspraak.apps.accounts.actions import Asked
from banenafspraak.apps.accounts.enums import Kind, Role
from banenafspraak.apps.accounts.models import Account
from banenafspraak.apps.audit.models import Entry
from banenafspraak.web.logging_in import SecondStepAdapter

pytestmark = pytest.mark.django_db
HERE, THERE = "AM12", "AM01"
LOGIN, STEP, KEY_LOGIN = "/inloggen/", "/inloggen/tweede-stap/", "/inloggen/toegangssleutel/"
NEEDED = f"/mensen/region/{HERE}/"
SHOWN = re.compile(r'id="passkey-options" type="application/json">(.*?)</script>')
CODE = re.compile(r'<li class="bp-code">(\d{8})</li>')
NOT_RIGHT = "klopt niet"


@pytest.fixture
def jan():
    return account(email="jan@voorbeeld.nl", name="Jan", password=PASSWORD)


def logged_in(client):
    return client.session.get(SESSION_KEY)


def text(answer):
    return answer.content.decode()


def by_password(client, email="jan@voorbeeld.nl", **more):
    return client.post(LOGIN, {"login": email, "password": PASSWORD, **more})


def options(answer):
    """What a page asks of the browser for a passkey."""
    found = json.loads(SHOWN.search(text(answer))[1])
    return found.get("creation_options") or found["request_options"]


def ways():
    return [one.data["way"] for one in Entry.objects.filter(tag="accounts:login:done").order_by("number")]


def tags():
    return list(Entry.objects.order_by("number").values_list("tag", flat=True))


# -- an app with codes ------------------------------------------------------------------------------------------------


@pytest.fixture
def at_once(monkeypatch):
    """What waits for a commit happens at once: the transaction around a test never commits."""
    monkeypatch.setattr(transaction, "on_commit", lambda deed, **_more: deed())


def set_up(client):
    page = text(client.get(reverse("mfa_activate_totp")))
    secret = re.search(r'<dd class="bp-code">(\w+)</dd>', page)[1]
    assert "<svg" in page
    assert "style=" not in page
    return client.post(reverse("mfa_activate_totp"), {"code": code_of(secret)}), secret


@pytest.mark.usefixtures("at_once")
def test_an_app_is_set_up_and_asked_for_from_then_on(client, jan):
    by_password(client)
    answer, secret = set_up(client)
    assert answer.url == reverse("mfa_view_recovery_codes")
    client.post("/uitloggen/")
    assert by_password(client).url == STEP
    assert not logged_in(client)
    assert NOT_RIGHT in text(client.post(STEP, {"code": "000000"}))
    assert client.post(STEP, {"code": code_of(secret, 1)}).url == reverse("me")
    assert logged_in(client) == str(jan.pk)
    assert ways() == ["password", "password totp"]
    assert tags().count("accounts:second_step:added") == 1
    assert [one.context["told"] for one in letters("login_changed")] == ["U gebruikt nu een app met codes."]


def test_a_wrong_first_code_sets_up_nothing(client, jan):
    by_password(client)
    client.get(reverse("mfa_activate_totp"))
    assert NOT_RIGHT in text(client.post(reverse("mfa_activate_totp"), {"code": "000000"}))
    assert not Authenticator.objects.exists()


def test_a_code_works_once(client, jan):
    secret = codes_app(jan)
    code = code_of(secret)
    by_password(client)
    assert client.post(STEP, {"code": code}).status_code == 302
    other = Client()
    by_password(other)
    assert NOT_RIGHT in text(other.post(STEP, {"code": code}))


def test_the_second_step_is_tried_five_times(client, jan):
    secret = codes_app(jan)
    by_password(client)
    for _ in range(5):
        client.post(STEP, {"code": "000000"})
    assert "te vaak" in text(client.post(STEP, {"code": code_of(secret)}))
    assert not logged_in(client)
    assert tags().count("accounts:login:failed") == 5


def test_who_comes_back_takes_the_second_step_on_the_way(client, jan):
    secret = codes_app(jan)
    by_password(client, next="/mijn/gegevens/")
    assert client.post(STEP, {"code": code_of(secret)}).url == "/mijn/gegevens/"


def test_a_recovery_code_works_once(client, jan):
    codes_app(jan)
    log_in(client, jan)
    code, *others = CODE.findall(text(client.get(reverse("mfa_view_recovery_codes"))))
    assert len(others) == 9
    downloaded = client.get(reverse("mfa_download_recovery_codes"))
    assert code in text(downloaded)
    assert "attachment" in downloaded["Content-Disposition"]
    for known in (True, False):
        lost = Client()
        by_password(lost)
        answer = lost.post(STEP, {"code": code})
        assert (answer.status_code, bool(logged_in(lost))) == ((302, True) if known else (200, False))


def test_new_recovery_codes_take_the_place_of_the_old(client, jan):
    codes_app(jan)
    log_in(client, jan)
    address = reverse("mfa_view_recovery_codes")
    old = CODE.findall(text(client.get(address)))
    client.post(reverse("mfa_generate_recovery_codes"))
    new = CODE.findall(text(client.get(address)))
    assert set(old) & set(new) == set()


def test_an_app_is_taken_away(client, jan):
    codes_app(jan)
    log_in(client, jan)
    client.post(reverse("mfa_deactivate_totp"))
    assert not Authenticator.objects.exists()  # and no recovery codes without it
    assert tags() == ["accounts:second_step:removed"]


def test_secrets_of_apps_lie_locked_in_the_database(settings, jan):
    secret = codes_app(jan)
    app = Authenticator.objects.get(type=Authenticator.Type.TOTP)
    assert secret not in str(app.data)
    assert app.wrap().validate_code(code_of(secret))
    settings.SECRET_KEY = "another" * 9
    assert not app.wrap().validate_code(code_of(secret, 1))
    assert SecondStepAdapter().decrypt("no lock") != SecondStepAdapter().decrypt("no lock")


def test_the_clock_of_a_phone_may_be_somewhat_off(jan):
    secret = generate_totp_secret()
    codes_app(jan)
    app = Authenticator.objects.get(type=Authenticator.Type.TOTP)
    app.data["secret"] = SecondStepAdapter().encrypt(secret)
    assert [app.wrap().validate_code(code_of(secret, steps)) for steps in (-3, -1, 1, 3)] == [False, True, True, False]


# -- passkeys ---------------------------------------------------------------------------------------------------------


def made(client, device):
    address = reverse("mfa_add_webauthn")
    asked = options(client.get(address))
    return client.post(address, {"name": "mijn telefoon", "credential": device.make(asked)})


def asked_to_log_in(client):
    return client.get(KEY_LOGIN, headers={"accept": "application/json"}).json()["request_options"]


def test_a_passkey_is_made_and_opens_the_door_without_a_password(client, jan):
    device = Device()
    by_password(client)
    assert made(client, device).url == reverse("mfa_view_recovery_codes")
    assert "mijn telefoon" in text(client.get(reverse("mfa_list_webauthn")))
    other = Client()
    answer = other.post(KEY_LOGIN, {"credential": device.use(asked_to_log_in(other)), "next": "/mijn/gegevens/"})
    assert answer.url == "/mijn/gegevens/"
    assert logged_in(other) == str(jan.pk)
    assert ways() == ["password", "webauthn"]


def test_a_passkey_always_lives_on_its_device_and_asks_its_owner(client, jan):
    by_password(client)
    wanted = options(client.get(reverse("mfa_add_webauthn")))["publicKey"]["authenticatorSelection"]
    assert (wanted["residentKey"], wanted["userVerification"]) == ("required", "required")
    answer = made(client, Device(asks=False))
    assert answer.status_code == 200
    assert not Authenticator.objects.exists()


@pytest.mark.parametrize("spoilt", ["signature", "other", "nothing", "old", "unasked"])
def test_a_passkey_that_is_not_hers_opens_nothing(client, jan, spoilt):
    device = Device()
    log_in(client, jan)
    made(client, device)
    other, stranger = Client(), Device(asks=spoilt != "unasked")
    asked = asked_to_log_in(other)
    stranger.owner, stranger.id = device.owner, device.id
    sent = {
        "signature": lambda: stranger.use(asked),
        "other": lambda: Device().use(asked),
        "nothing": lambda: '{"id": "x"}',
        "old": lambda: device.use({"publicKey": {"challenge": "eHh4"}}),
        "unasked": lambda: stranger.use(asked),
    }[spoilt]()
    answer = other.post(KEY_LOGIN, {"credential": sent}, follow=True)
    assert answer.redirect_chain == [(LOGIN, 302)]
    assert NOT_RIGHT in text(answer)
    assert not logged_in(other)


KNOWN = {"id": "eA", "rawId": "eA", "type": "public-key"}
ANSWER = {"clientDataJSON": "e30", "authenticatorData": "eA", "signature": "eA", "userHandle": "eA"}
JUNK = (
    *("", "x", "null", "[]", "1", "{}", '{"id": "x"}'),
    json.dumps({**KNOWN, "id": 1, "rawId": 1, "response": {}}),
    json.dumps({**KNOWN, "response": {"clientDataJSON": "eA", "attestationObject": "eA"}}),
    json.dumps({**KNOWN, "response": ANSWER}),
)


@pytest.mark.parametrize("junk", JUNK)
def test_junk_is_a_wrong_passkey_and_no_fault(client, jan, junk):
    passkey(jan)
    asked_to_log_in(client)
    assert client.post(KEY_LOGIN, {"credential": junk}).url == LOGIN
    by_password(client)
    client.get(STEP)
    assert client.post(STEP, {"credential": junk}).status_code == 200
    log_in(client, jan)
    client.get(reverse("mfa_add_webauthn"))
    assert client.post(reverse("mfa_add_webauthn"), {"name": "x", "credential": junk}).status_code == 200
    assert Authenticator.objects.count() == 1


def test_a_passkey_is_the_second_step_after_a_password(client, jan):
    device = Device()
    log_in(client, jan)
    made(client, device)
    other = Client()
    assert by_password(other).url == STEP
    page = other.get(STEP)
    assert "Of met uw toegangssleutel" in text(page)
    assert other.post(STEP, {"credential": device.use(options(page))}).url == reverse("me")
    assert ways()[-1] == "password webauthn"


def test_a_candidate_without_address_or_password_lives_by_her_passkey(client):
    _, secret = actions.invite(acting(coach := person(Role.JOB_COACH, "x")), coach, Asked(Role.CANDIDATE, Kind.SELF))
    answer = client.post(f"/uitnodiging/{secret}/", {"name": "Ans"})
    assert answer.url == reverse("mfa_add_webauthn")
    ans, device = Account.objects.get(name="Ans"), Device()
    assert made(client, device).status_code == 302
    other = Client()
    other.post(KEY_LOGIN, {"credential": device.use(asked_to_log_in(other))})
    assert logged_in(other) == str(ans.pk)
    assert letters("new_browser", "login_changed") == []


def test_a_passkey_gets_another_name_and_goes(client, jan):
    one = passkey(jan)
    log_in(client, jan)
    client.post(reverse("mfa_edit_webauthn", kwargs={"pk": one.pk}), {"name": "mijn laptop"})
    assert "mijn laptop" in text(client.get(reverse("mfa_list_webauthn")))
    client.post(reverse("mfa_remove_webauthn", kwargs={"pk": one.pk}))
    assert not Authenticator.objects.exists()


def test_the_last_way_in_does_not_go(client):
    ans = person("candidate", email=None)
    one = passkey(ans)
    log_in(client, ans)
    address = reverse("mfa_remove_webauthn", kwargs={"pk": one.pk})
    assert "uw enige manier om in te loggen" in text(client.get(address))
    client.post(address)
    assert Authenticator.objects.filter(pk=one.pk).exists()
    passkey(ans, "mijn laptop")
    client.post(address)
    assert not Authenticator.objects.filter(pk=one.pk).exists()


def test_a_passkey_of_another_is_not_hers_to_change(client, jan):
    one = passkey(account())
    log_in(client, jan)
    for page in ("mfa_remove_webauthn", "mfa_edit_webauthn"):
        assert client.post(reverse(page, kwargs={"pk": one.pk}), {"name": "x"}).status_code == 404
    assert Authenticator.objects.filter(pk=one.pk).exists()


# -- a role that asks for it ------------------------------------------------------------------------------------------


@pytest.fixture
def boss():
    return person(Role.DESK_MANAGER, HERE, administers=True, password=PASSWORD)


def test_without_it_she_sees_what_to_do_and_nothing_else(client, boss):
    by_password(client, boss.email)
    answer = client.get(NEEDED)
    assert answer.status_code == 403
    assert f'href="/mijn/tweede-stap/?next={NEEDED}"' in text(answer)
    assert "Regel de tweede stap" in text(client.get("/mijn/"))


@pytest.mark.usefixtures("at_once")
def test_who_makes_it_goes_on_where_she_was(client, boss):
    by_password(client, boss.email)
    step = reverse("second_step")
    page = client.get(step, {"next": NEEDED})
    assert "Maak een toegangssleutel" in text(page)
    set_up(client)
    assert client.get(step).url == NEEDED
    assert client.get(NEEDED).status_code == 200


def test_who_has_it_takes_it_and_goes_on(client, boss):
    secret = codes_app(boss)
    log_in(client, boss, second_step=False)
    assert client.get(NEEDED).status_code == 403
    again = client.get(reverse("second_step"), {"next": NEEDED}).url
    assert again.startswith(reverse("mfa_reauthenticate"))
    answer = client.post(again, {"code": code_of(secret), "next": reverse("second_step")})
    assert client.get(answer.url).url == NEEDED
    assert client.get(NEEDED).status_code == 200


def test_who_has_a_passkey_alone_is_led_to_it(client, boss):
    passkey(boss)
    log_in(client, boss, second_step=False)
    assert client.get(reverse("second_step")).url.startswith(reverse("mfa_reauthenticate_webauthn"))


@pytest.mark.parametrize("elsewhere", ["https://elders.example/", "//elders.example/", "javascript:alert(1)"])
def test_she_is_not_led_to_another_site(client, boss, elsewhere):
    codes_app(boss)
    log_in(client, boss)
    assert client.get(reverse("second_step"), {"next": elsewhere}).url == reverse("me")


def test_a_mailed_code_is_no_second_step(client, boss):
    log_in(client, boss, second_step=False)
    assert client.get(NEEDED).status_code == 403


# -- lost -------------------------------------------------------------------------------------------------------------


def reset_of(who):
    return reverse("second_step_reset", kwargs={"account": who.public_id})


def test_who_looks_after_her_takes_a_lost_one_away(client, boss):
    codes_app(boss)
    adviser = person(Role.DESK_ADVISER, HERE, password=PASSWORD)
    secret, at_work = codes_app(adviser), Client()
    by_password(at_work, adviser.email)
    at_work.post(STEP, {"code": code_of(secret)})
    log_in(client, boss)
    assert "Haal de tweede stap weg" in text(client.get(reset_of(adviser)))
    answer = client.post(reset_of(adviser), follow=True)
    assert "De tweede stap is weg." in text(answer)
    assert not Authenticator.objects.filter(user=adviser).exists()
    assert at_work.get("/mijn/").status_code == 302
    entry = Entry.objects.get(tag="accounts:second_step:reset")
    assert (entry.by, entry.about) == (boss.public_id, adviser.public_id)
    assert letters("login_changed")[-1].to == adviser.email
    by_password(at_work, adviser.email)
    assert at_work.get("/mijn/").status_code == 200
    assert not acting(adviser, second_step=False).standings


def test_others_do_not(client, boss):
    codes_app(boss)
    log_in(client, boss)
    for whose in (person(Role.DESK_ADVISER, THERE), person(Role.CANDIDATE), administrator()):
        codes_app(whose)
        assert client.get(reset_of(whose)).status_code == 403
        assert client.post(reset_of(whose)).status_code == 403
        assert Authenticator.objects.filter(user=whose).exists()


def test_after_who_is_of_the_whole_nation_the_administrator_of_the_platform_looks(boss):
    whose = person(Role.DESK_ADVISER, HERE)
    whose.appointments.create(role=Role.EDITOR, scope_kind=Kind.NATION)
    with pytest.raises(RefusedError):
        actions.reset_second_step(acting(boss), whose)
    actions.reset_second_step(acting(administrator()), whose)


def test_a_new_way_in_closes_the_old_ones(client):
    ans, coach = person(Role.CANDIDATE, email=None, name="Ans"), person(Role.JOB_COACH, "x")
    lost = passkey(ans)
    _, secret = actions.invite(acting(coach), coach, Asked(Role.CANDIDATE, Kind.SELF), ans)
    assert client.post(f"/uitnodiging/{secret}/").url == reverse("mfa_add_webauthn")
    assert logged_in(client) == str(ans.pk)
    assert not Authenticator.objects.filter(pk=lost.pk).exists()
    assert made(client, Device()).status_code == 302
