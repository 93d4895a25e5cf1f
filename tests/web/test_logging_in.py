"""Logging in with a password or a mailed code, a password that was forgotten, and what trying tells nobody."""

import logging
import re
import time
from urllib.parse import unquote

import pytest
from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.urls import reverse
from tests.factories.letters import code_in, letters
from tests.factories.passkeys import passkey
from tests.factories.people import PASSWORD, account, code_of, codes_app, log_in, person

from banenafspraak.apps.accounts import actions
from banenafspraak.apps.accounts.models import Account
from banenafspraak.apps.audit.models import Entry
from banenafspraak.apps.mail.models import Letter

pytestmark = pytest.mark.django_db
LOGIN, CODE, CODE_FILLED = "/inloggen/", "/inloggen/code/", "/inloggen/code/invullen/"
FORGOTTEN, FORGOTTEN_CODE, FORGOTTEN_NEW = (f"/wachtwoord/vergeten/{end}" for end in ("", "code/", "nieuw/"))
WRONG = "Het e-mailadres of het wachtwoord klopt niet."
NEW, GUESS = "twaalf blauwe bergen", "iets heel anders"


@pytest.fixture
def jan():
    return account(email="jan@voorbeeld.nl", name="Jan", password=PASSWORD)


def logged_in(client):
    return client.session.get(SESSION_KEY)


def by_password(client, email="jan@voorbeeld.nl", password=PASSWORD, **more):
    return client.post(LOGIN, {"login": email, "password": password, **more})


def trail(*tags):
    return [(one.tag, one.about, one.data) for one in Entry.objects.order_by("number") if not tags or one.tag in tags]


def later(monkeypatch, seconds):
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + seconds)


def text(answer):
    return answer.content.decode()


# -- a password -------------------------------------------------------------------------------------------------------


def test_who_knows_her_password_comes_in(client, jan):
    answer = by_password(client, " Jan@Voorbeeld.NL ")
    assert (answer.status_code, answer.url) == (302, reverse("me"))
    assert logged_in(client) == str(jan.pk)
    assert trail() == [("accounts:login:done", None, {"way": "password"})]


def test_she_comes_back_to_where_she_was(client, jan):
    address = client.get("/mijn/gegevens/").url
    page = text(client.get(address))
    assert '<input type="hidden" name="next" value="/mijn/gegevens/">' in page
    assert by_password(client, next="/mijn/gegevens/").url == "/mijn/gegevens/"


def test_she_is_not_led_to_another_site(client, jan):
    assert by_password(client, next="https://elders.example/").url == reverse("me")


def test_a_wrong_password_stays_outside_and_what_was_typed_stays(client, jan):
    answer = by_password(client, password=GUESS)
    assert answer.status_code == 200
    assert WRONG in text(answer)
    assert 'value="jan@voorbeeld.nl"' in text(answer)
    assert GUESS not in text(answer)
    assert not logged_in(client)
    assert trail() == [("accounts:login:failed", jan.public_id, {"way": "password"})]


def test_who_was_closed_out_does_not_come_in(client, jan):
    jan.is_active = False
    jan.save()
    assert by_password(client).url == reverse("account_inactive")
    assert not logged_in(client)


def test_the_key_of_the_session_is_another_one_after_logging_in(client, jan):
    client.get("/mijn/gegevens/")
    session = client.session
    session["kept"] = 1
    session.save()
    before = session.session_key
    client.cookies[settings.SESSION_COOKIE_NAME] = before
    by_password(client)
    assert client.session.session_key != before


def test_the_cookie_goes_with_the_browser_and_no_script_reads_it(client, jan):
    by_password(client)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    assert (cookie["httponly"], cookie["samesite"], cookie["max-age"]) == (True, "Lax", "")
    assert client.session.get_expiry_age() == 12 * 3600


def test_logging_out_asks_first(client, jan):
    by_password(client)
    assert client.get("/uitloggen/").status_code == 200
    assert logged_in(client)
    assert client.post("/uitloggen/").url == reverse("home")
    assert not logged_in(client)
    assert trail()[-1][0] == "accounts:login:ended"


def test_nobody_signs_up_by_herself(client):
    page = text(client.get("/aanmelden/"))
    assert "Een account krijgt u met een uitnodiging" in page
    client.post("/aanmelden/", {"email": "nieuw@voorbeeld.nl", "password1": NEW})
    assert not letters()
    assert not Entry.objects.exists()


# -- what nobody finds out --------------------------------------------------------------------------------------------


def asked(client, address, form):
    """What somebody sees who tries an address: every page until the last, without what differs by nature."""
    answer = client.post(address, form, follow=True)
    shown = re.sub(r'value="[^"]*"|jan@voorbeeld.nl|niemand@voorbeeld.nl', "", text(answer))
    return answer.status_code, answer.redirect_chain, shown


@pytest.mark.parametrize(
    ("address", "form"),
    [
        (LOGIN, {"login": "{}", "password": GUESS}),
        (CODE, {"email": "{}"}),
        (FORGOTTEN, {"email": "{}"}),
    ],
    ids=["password", "code", "forgotten"],
)
def test_nobody_sees_whether_an_address_has_an_account(client, client2, jan, address, form):
    def filled(email):
        return {name: value.format(email) for name, value in form.items()}

    there = asked(client, address, filled("jan@voorbeeld.nl"))
    nowhere = asked(client2, address, filled("niemand@voorbeeld.nl"))
    assert there == nowhere


@pytest.fixture
def client2():
    from django.test import Client  # noqa: PLC0415 - another visitor, for the tests that have two

    return Client()


def counting(real, told):
    def counted(*given):
        told.append(real.__name__)
        return real(*given)

    return counted


def test_nor_by_how_long_it_takes(client, jan, monkeypatch):
    checked = []
    for name in ("check_password", "set_password"):
        monkeypatch.setattr(Account, name, counting(getattr(Account, name), checked))
    by_password(client, password=GUESS)
    by_password(client, "niemand@voorbeeld.nl")
    assert checked == ["check_password", "set_password"]  # each makes one digest, which is what takes the time


def test_who_has_no_account_hears_so_by_letter_alone(client):
    client.post(CODE, {"email": "niemand@voorbeeld.nl"})
    assert [(one.template, one.to, one.to_account) for one in letters()] == [
        ("unknown_account", "niemand@voorbeeld.nl", None)
    ]
    assert client.get(CODE_FILLED).status_code == 200
    assert client.post(CODE_FILLED, {"code": "1234-5678"}).status_code == 200
    assert trail() == []


def test_no_log_and_no_trail_has_an_address_or_a_code(client, jan, caplog):
    caplog.set_level(logging.DEBUG)
    by_password(client, "niemand@voorbeeld.nl")
    by_password(client, password=GUESS)
    client.post(CODE, {"email": "jan@voorbeeld.nl"})
    client.post(CODE_FILLED, {"code": code_in("login_code")})
    kept = caplog.text + "".join(str(vars(one)) for one in Entry.objects.all())
    assert [word for word in ("voorbeeld.nl", GUESS, code_in("login_code")) if word in kept] == []


# -- too often --------------------------------------------------------------------------------------------------------


def test_an_address_can_be_tried_five_times(client, jan):
    assert all(WRONG in text(by_password(client, password=GUESS)) for _ in range(5))
    answer = by_password(client)
    assert "U hebt het te vaak geprobeerd" in text(answer)
    assert not logged_in(client)


def test_the_others_are_not_kept_out_by_it(client, jan):
    for _ in range(6):
        by_password(client, password=GUESS)
    other = account(password=PASSWORD)
    by_password(client, other.email)
    assert logged_in(client) == str(other.pk)


@pytest.mark.parametrize("address", [CODE, FORGOTTEN])
def test_five_codes_in_a_quarter_of_an_hour_are_enough(client, client2, jan, address):
    for _ in range(5):
        client.post(address, {"email": "jan@voorbeeld.nl"})
        client.post("/uitloggen/")
    answer = client2.post(address, {"email": "jan@voorbeeld.nl"})
    assert answer.status_code in {200, 429}
    assert len(letters("login_code", "password_code")) == 5


def test_who_asks_all_day_is_told_to_wait(client):
    answers = [client.post(LOGIN, {"login": f"a{n}@voorbeeld.nl", "password": "x"}) for n in range(31)]
    assert [answer.status_code for answer in answers] == [*[200] * 30, 429]
    assert answers[-1]["Retry-After"] == "300"
    assert "Wacht even" in text(answers[-1])


# -- a mailed code ----------------------------------------------------------------------------------------------------


def test_a_code_from_the_mail_lets_in(client, jan):
    answer = client.post(CODE, {"email": "jan@voorbeeld.nl"})
    assert answer.url == CODE_FILLED
    page = text(client.get(CODE_FILLED))
    assert "jan@voorbeeld.nl" in page
    assert code_in("login_code") not in page
    assert client.post(CODE_FILLED, {"code": code_in("login_code").replace("-", " ")}).url == reverse("me")
    assert logged_in(client) == str(jan.pk)
    assert trail() == [("accounts:login:done", None, {"way": "code"})]


def test_a_code_can_be_guessed_three_times(client, jan):
    client.post(CODE, {"email": "jan@voorbeeld.nl"})
    for _ in range(2):
        assert "klopt niet" in text(client.post(CODE_FILLED, {"code": "0000-0000"}))
    assert client.post(CODE_FILLED, {"code": "0000-0000"}, follow=True).redirect_chain == [(CODE, 302)]
    assert client.post(CODE_FILLED, {"code": code_in("login_code")}).url == CODE
    assert not logged_in(client)
    assert [one[0] for one in trail()] == ["accounts:login:failed"] * 3


def test_a_code_is_over_after_a_quarter_of_an_hour(client, jan, monkeypatch):
    client.post(CODE, {"email": "jan@voorbeeld.nl"})
    later(monkeypatch, 15 * 60 + 1)
    assert client.post(CODE_FILLED, {"code": code_in("login_code")}).url in {CODE, LOGIN}
    assert not logged_in(client)


def test_a_code_works_in_the_browser_that_asked_for_it_alone(client, client2, jan):
    client.post(CODE, {"email": "jan@voorbeeld.nl"})
    client2.post(CODE_FILLED, {"code": code_in("login_code")})
    assert not logged_in(client2)


def test_a_letter_speaks_the_language_of_who_gets_it(client, jan):
    jan.language = "en"
    jan.save()
    client.post(CODE, {"email": "jan@voorbeeld.nl"})
    assert letters("login_code")[-1].language == "en"


# -- a password that was forgotten ------------------------------------------------------------------------------------


def forgot(client):
    client.post(FORGOTTEN, {"email": "jan@voorbeeld.nl"})
    return client.post(FORGOTTEN_CODE, {"code": code_in("password_code")})


def test_a_forgotten_password_is_chosen_anew(client, client2, jan):
    by_password(client2)
    assert forgot(client).url == FORGOTTEN_NEW
    assert client.post(FORGOTTEN_NEW, {"password1": NEW, "password2": NEW}).url == reverse(
        "account_password_reset_completed"
    )
    assert not logged_in(client)
    assert client2.get("/mijn/").status_code == 302  # logged out where she was
    by_password(client, password=NEW)
    assert logged_in(client) == str(jan.pk)
    assert ("accounts:password:changed", jan.public_id, {}) in trail()
    assert [one.context["told"] for one in letters("login_changed")] == ["U hebt een ander wachtwoord."]


def test_without_the_code_no_password_is_chosen(client, jan):
    client.post(FORGOTTEN, {"email": "jan@voorbeeld.nl"})
    assert client.post(FORGOTTEN_NEW, {"password1": NEW, "password2": NEW}).url == FORGOTTEN_CODE
    client.post(FORGOTTEN_CODE, {"code": "0000-0000"})
    assert client.post(FORGOTTEN_NEW, {"password1": NEW, "password2": NEW}).url == FORGOTTEN_CODE
    jan.refresh_from_db()
    assert jan.check_password(PASSWORD)


@pytest.mark.parametrize(
    ("first", "second", "why"),
    [
        ("kort", "kort", "te kort"),
        ("password1234", "password1234", "gebruiken veel mensen"),
        ("jan@voorbeeld.nl", "jan@voorbeeld.nl", "lijkt te veel op"),
        (NEW, NEW + "!", "niet gelijk"),
        ("", "", "Kies een nieuw wachtwoord."),
    ],
)
def test_a_password_that_will_not_do_is_told_why(client, jan, first, second, why):
    forgot(client)
    answer = client.post(FORGOTTEN_NEW, {"password1": first, "password2": second})
    assert why in text(answer)
    assert text(answer).count("bp-error") >= 1
    jan.refresh_from_db()
    assert jan.check_password(PASSWORD)


# -- what she changes of it -------------------------------------------------------------------------------------------


def test_a_password_is_changed_by_who_knows_it(client, client2, jan):
    by_password(client2)
    by_password(client)
    address = reverse("account_change_password")
    wrong = client.post(address, {"oldpassword": GUESS, "password1": NEW, "password2": NEW})
    assert "Dit is niet het wachtwoord dat u nu hebt." in text(wrong)
    client.post(address, {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW})
    jan.refresh_from_db()
    assert jan.check_password(NEW)
    assert logged_in(client)
    assert client2.get("/mijn/").status_code == 302
    assert "Uw nieuwe wachtwoord is bewaard." in text(client.get(reverse("mfa_index")))


def test_a_first_password_is_chosen(client):
    jan = account(email="jan@voorbeeld.nl")
    log_in(client, jan)
    client.post(reverse("account_set_password"), {"password1": NEW, "password2": NEW})
    jan.refresh_from_db()
    assert jan.check_password(NEW)


def test_another_address_holds_once_its_code_is_filled_in(client, jan):
    by_password(client)
    answer = client.post(reverse("account_email"), {"email": "Nieuw@voorbeeld.nl", "action_add": "1"})
    assert answer.url == reverse("account_email_verification_sent")
    jan.refresh_from_db()
    assert jan.email == "jan@voorbeeld.nl"
    wrong = client.post(answer.url, {"code": "0000-0000"})
    assert "klopt niet" in text(wrong)
    assert client.post(answer.url, {"code": code_in("address_code")}).url == reverse("account_email")
    jan.refresh_from_db()
    assert jan.email == "nieuw@voorbeeld.nl"
    assert [(one.email, one.verified, one.primary) for one in jan.emailaddress_set.all()] == [
        ("nieuw@voorbeeld.nl", True, True)
    ]
    assert letters("address_code")[-1].to == "nieuw@voorbeeld.nl"
    assert [one.to for one in letters("login_changed")] == ["jan@voorbeeld.nl"]
    assert ("accounts:email:changed", jan.public_id, {}) in trail()


def test_an_address_of_another_is_not_taken_over(client, jan):
    account(email="ans@voorbeeld.nl")
    by_password(client)
    client.post(reverse("account_email"), {"email": "ans@voorbeeld.nl", "action_add": "1"})
    client.post(reverse("account_email_verification_sent"), {"code": code_in("address_code")})
    jan.refresh_from_db()
    assert jan.email == "jan@voorbeeld.nl"


@pytest.mark.parametrize("deed", ["action_remove", "action_primary"])
def test_an_address_is_not_taken_away(client, jan, deed):
    by_password(client)
    client.post(reverse("account_email"), {"email": jan.email, deed: "1"})
    jan.refresh_from_db()
    assert jan.email == "jan@voorbeeld.nl"
    assert jan.emailaddress_set.get().primary


def test_a_candidate_without_an_address_gives_one(client):
    ans = person("candidate", email=None)
    log_in(client, ans)
    assert "U hebt geen e-mailadres bij ons." in text(client.get(reverse("account_email")))
    client.post(reverse("account_email"), {"email": "ans@voorbeeld.nl", "action_add": "1"})
    client.post(reverse("account_email_verification_sent"), {"code": code_in("address_code")})
    ans.refresh_from_db()
    assert ans.email == "ans@voorbeeld.nl"


# -- where she is logged in -------------------------------------------------------------------------------------------


def test_she_sees_where_she_is_logged_in_and_ends_it_there(client, client2, jan):
    by_password(client)
    client2.post(LOGIN, {"login": jan.email, "password": PASSWORD}, headers={"user-agent": "Firefox/140 Android"})
    page = text(client.get(reverse("usersessions_list")))
    assert "Firefox op Android" in page
    assert page.count("/uit/") == 1
    other = jan.usersession_set.get(user_agent__contains="Android")
    client.post(reverse("session_end", kwargs={"session": other.pk}))
    assert client2.get("/mijn/").status_code == 302
    assert client.get("/mijn/").status_code == 200


def test_a_session_of_another_is_not_hers_to_end(client, client2, jan):
    by_password(client2)
    log_in(client, account())
    answer = client.post(reverse("session_end", kwargs={"session": jan.usersession_set.get().pk}))
    assert answer.status_code == 404
    assert client2.get("/mijn/").status_code == 200


def test_where_she_was_logged_in_is_forgotten_once_she_no_longer_is(client, client2, jan):
    by_password(client)
    by_password(client2)
    client2.session.flush()
    actions.forget_sessions()
    assert [one.session_key for one in jan.usersession_set.all()] == [client.session.session_key]


def test_she_logs_out_everywhere_else_at_once(client, client2, jan):
    by_password(client2)
    by_password(client)
    client.post(reverse("usersessions_list"))
    assert client2.get("/mijn/").status_code == 302
    assert client.get("/mijn/").status_code == 200


def test_a_new_browser_is_told_by_letter_once(client, client2, jan):
    by_password(client)
    client.post("/uitloggen/")
    by_password(client)
    assert len(letters("new_browser")) == 1
    by_password(client2)
    assert len(letters("new_browser")) == 2
    assert letters("new_browser")[-1].context["browser"] == "onbekende browser"
    assert "jan" not in client.cookies["bekend"].value


def test_no_letter_goes_to_who_has_no_address(client):
    ans = person("candidate", email=None, password=PASSWORD)
    log_in(client, ans)
    client.post(reverse("account_logout"))
    assert Letter.objects.count() == 0


# -- are you you? -----------------------------------------------------------------------------------------------------


def test_after_some_minutes_she_shows_once_more_who_she_is(client, jan, monkeypatch):
    secret = codes_app(jan)
    log_in(client, jan)
    codes = reverse("mfa_view_recovery_codes")
    assert client.get(codes).status_code == 200
    later(monkeypatch, 301)
    again = client.get(codes).url
    assert unquote(again) == f"{reverse('account_reauthenticate')}?next={codes}"
    assert "Bent u het zelf?" in text(client.get(again))
    assert "Dit wachtwoord klopt niet." in text(client.post(again, {"password": GUESS}))
    assert client.post(again, {"password": PASSWORD, "next": codes}).url == codes
    assert client.get(codes).status_code == 200
    by_code = client.post(reverse("mfa_reauthenticate"), {"code": code_of(secret), "next": codes})
    assert by_code.url == codes


def test_a_passkey_shows_it_too(client, jan):
    passkey(jan)
    log_in(client, jan)
    page = text(client.get(reverse("mfa_reauthenticate_webauthn")))
    assert 'data-passkey="get"' in page
    assert "Uw wachtwoord" in page


# -- in our words -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("prefix", ["", "/en"])
@pytest.mark.parametrize(
    "address", [LOGIN, CODE, FORGOTTEN, "/aanmelden/", "/inloggen/gesloten/", "/inloggen/elders/gestopt/"]
)
def test_every_field_has_a_label_and_nothing_inside_it(client, prefix, address):
    page = text(client.get(prefix + address))
    assert "placeholder" not in page
    assert page.count("<h1") == 1


def test_what_is_missing_is_told_at_the_field_and_on_top(client):
    page = text(client.post(LOGIN, {"login": "geen adres", "password": ""}))
    assert "Dit is geen e-mailadres. Schrijf het zoals naam@voorbeeld.nl." in page
    assert (
        '<a class="utrecht-link utrecht-link--html-a" href="#id_password">Wachtwoord: Vul uw wachtwoord in.</a>' in page
    )
    assert 'aria-invalid="true"' in page
    assert "geen adres" in page
