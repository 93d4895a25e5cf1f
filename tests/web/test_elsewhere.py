"""Logging in with an account that somebody has elsewhere: at a real provider, over real connections."""

import http.client
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.socialaccount.models import SocialAccount, SocialToken
from django.contrib.auth import SESSION_KEY
from django.test import Client
from django.urls import reverse
from tests.factories import oidc
from tests.factories.letters import letters
from tests.factories.people import account, code_of, codes_app, log_in

from banenafspraak.apps.accounts.models import Account
from banenafspraak.apps.audit.models import Entry
from banenafspraak.web.installation import Oidc

pytestmark = pytest.mark.django_db
BEGIN = "/inloggen/met/elders/"
CLOSED = "Een account krijgt u met een uitnodiging"
FAILED = "Inloggen via een ander lukte niet"


@pytest.fixture
def provider(settings):
    with oidc.provider() as found:
        set_up = Oidc("Elders", found.address, oidc.CLIENT, oidc.SECRET)
        settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": set_up.apps}}
        yield found


@pytest.fixture
def jan():
    return account(email="jan@voorbeeld.nl", name="Jan")


def logged_in(client):
    return client.session.get(SESSION_KEY)


def text(answer):
    return answer.content.decode()


def go(client, **asked):
    """A whole visit to the provider and back; gives where it began there, and the answer at the end."""
    query = {"process": "login", **asked}
    there = client.post(BEGIN, query_params=query).url
    return there, back(client, there)


def back(client, there):
    """The answer to who comes back from the provider."""
    parts = urlsplit(there)
    connection = http.client.HTTPConnection(parts.netloc)
    connection.request("GET", f"{parts.path}?{parts.query}")
    returned = urlsplit(connection.getresponse().headers["Location"])
    connection.close()
    return client.get(f"{returned.path}?{returned.query}", follow=True)


def test_the_page_offers_it_where_it_is_set_up(client, provider):
    assert "Log in met Elders" in text(client.get("/inloggen/"))


def test_it_is_nowhere_where_it_is_not_set_up(client):
    assert "via een ander" not in text(client.get("/inloggen/"))
    assert client.post(BEGIN).status_code == 404
    assert client.get(f"{BEGIN}terug/", {"code": "x", "state": "y"}).status_code == 404


def test_who_has_the_same_verified_address_comes_in(client, provider, jan):
    there, answer = go(client, next="/mijn/gegevens/")
    assert answer.redirect_chain == [("/mijn/gegevens/", 302)]
    assert logged_in(client) == str(jan.pk)
    asked = parse_qs(urlsplit(there).query)
    assert asked["code_challenge_method"] == ["S256"]
    assert asked["redirect_uri"] == ["http://testserver/inloggen/met/elders/terug/"]
    assert Account.objects.count() == 1
    assert not SocialToken.objects.exists()
    tags = list(Entry.objects.order_by("number").values_list("tag", flat=True))
    assert tags == ["accounts:elsewhere:added", "accounts:login:done"]
    assert letters("login_changed")[0].to == jan.email


def test_once_linked_the_address_no_longer_matters(client, provider, jan):
    go(client)
    provider.person["email"] = "anders@voorbeeld.nl"
    other = Client()
    go(other)
    assert logged_in(other) == str(jan.pk)


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_it_comes_back_to_one_address_in_every_language(client, provider, prefix):
    assert f'action="{BEGIN}?process=login"' in text(client.get(f"{prefix}/inloggen/"))


@pytest.mark.parametrize("verified", [False, "false", None, "ja", 1.5])
def test_an_address_that_is_not_verified_there_opens_nothing(client, provider, jan, verified):
    provider.person["email_verified"] = verified
    assert CLOSED in text(go(client)[1])
    assert not logged_in(client)
    assert not SocialAccount.objects.exists()


def test_an_address_that_is_not_verified_here_opens_nothing(client, provider, jan):
    jan.emailaddress_set.update(verified=False)
    assert CLOSED in text(go(client)[1])
    assert not logged_in(client)


def test_an_address_that_we_do_not_know_makes_no_account(client, provider):
    assert CLOSED in text(go(client)[1])
    assert not Account.objects.exists()
    assert client.get("/inloggen/elders/nieuw/").status_code == 302
    assert letters() == []


def test_who_was_closed_out_does_not_come_in(client, provider, jan):
    jan.is_active = False
    jan.save()
    go(client)
    assert not logged_in(client)


SPOILT = {
    "another key": {"signs": oidc.STRANGER},
    "no signature": {"how": "none"},
    "signed with our own secret": {"how": "HS256"},
    "for another site": {"claims": {"aud": "een ander"}},
    "of another provider": {"claims": {"iss": "https://elders.example"}},
    "over": {"claims": {"exp": 1}},
    "two persons": {"told": {**oidc.PERSON, "sub": "elders-2"}},
}


@pytest.mark.parametrize("spoilt", SPOILT.values(), ids=SPOILT)
def test_what_it_did_not_sign_for_us_opens_nothing(client, provider, jan, spoilt):
    for name, value in spoilt.items():
        setattr(provider, name, value)
    answer = go(client)[1]
    assert FAILED in text(answer)
    assert not logged_in(client)
    assert not SocialAccount.objects.exists()


def test_a_code_that_another_browser_asked_for_opens_nothing(client, provider, jan):
    there = Client().post(BEGIN).url
    assert FAILED in text(back(client, there))
    assert not logged_in(client)


def test_a_provider_that_is_not_there_is_told(client, provider, jan):
    there = client.post(BEGIN).url
    provider.exchange = lambda _sent: None
    assert FAILED in text(back(client, there))


def test_who_stops_there_comes_back_outside(client, provider):
    provider.refuses = "access_denied"
    answer = go(client)[1]
    assert "U bent gestopt" in text(answer)
    assert not logged_in(client)


def test_the_second_step_stays(client, provider, jan):
    secret = codes_app(jan)
    answer = go(client)[1]
    assert answer.redirect_chain == [(reverse("mfa_authenticate"), 302)]
    assert not logged_in(client)
    client.post(reverse("mfa_authenticate"), {"code": code_of(secret)})
    assert logged_in(client) == str(jan.pk)


def test_she_links_it_herself_whatever_the_address(client, provider, jan):
    provider.person |= {"email": "werk@elders.example", "email_verified": False}
    log_in(client, jan)
    go(client, process="connect")
    assert SocialAccount.objects.get().user == jan
    other = Client()
    go(other)
    assert logged_in(other) == str(jan.pk)
    client.post(reverse("socialaccount_connections"), {"account": SocialAccount.objects.get().pk})
    assert SocialAccount.objects.exists()  # without a password it may be her only way in
    jan.set_password("vier gele fietsen")
    jan.save()
    log_in(client, jan)
    client.post(reverse("socialaccount_connections"), {"account": SocialAccount.objects.get().pk})
    assert not SocialAccount.objects.exists()
    assert Entry.objects.filter(tag="accounts:elsewhere:removed").exists()


def test_what_is_linked_to_another_is_not_linked_again(client, provider, jan):
    go(client)
    other, ans = Client(), account()
    log_in(other, ans)
    answer = go(other, process="connect")[1]
    assert "hoort al bij iemand anders" in text(answer)
    assert SocialAccount.objects.get().user == jan
