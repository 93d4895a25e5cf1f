"""Closed by default: who is not logged in sees what public.py names, and nothing else."""

import pytest
from django.http import HttpResponse
from django.urls import path, reverse
from tests.web.addresses import addresses

from banenafspraak.apps.accounts.models import Account
from banenafspraak.web import urls
from banenafspraak.web.public import PUBLIC


def inside(request):
    return HttpResponse("binnen")


urlpatterns = [
    *urls.urlpatterns,
    path("binnen/", inside, name="inside"),
    path("naamloos/", inside),
    path("regio/<int:number>/<slug:name>/", inside, name="inside_one"),
]


@pytest.fixture
def with_an_inside(settings):
    settings.ROOT_URLCONF = __name__


@pytest.mark.parametrize("address", ["/binnen/", "/naamloos/"])
@pytest.mark.django_db
@pytest.mark.usefixtures("with_an_inside")
def test_what_is_not_named_is_closed(client, address):
    answer = client.get(address)
    assert (answer.status_code, answer.url) == (302, f"/inloggen/?next={address}")
    assert b"binnen" not in answer.content


@pytest.mark.django_db
@pytest.mark.usefixtures("with_an_inside")
def test_who_is_logged_in_comes_in(client):
    client.force_login(Account.objects.create_user("jan@example.nl"))
    assert client.get("/binnen/").content == b"binnen"


def test_a_public_page_asks_nothing_of_the_database_and_sets_no_cookie(client):
    answer = client.get(reverse("about"))
    assert answer.status_code == 200
    assert answer.cookies == {}


def test_every_public_name_is_a_view():
    names = {view.name for view in addresses()}
    assert PUBLIC - names == set()


def test_every_address_has_a_name_of_its_own():
    names = [view.name for view in addresses()]
    assert "" not in names
    assert sorted(names) == sorted(set(names))


@pytest.mark.django_db
def test_every_address_that_is_not_named_public_is_closed(client):
    closed = [view for view in addresses() if view.name not in PUBLIC]
    assert {view.name: client.get(view.example()).status_code for view in closed if not refuses(client, view)} == {}


@pytest.mark.django_db
@pytest.mark.usefixtures("with_an_inside")
def test_a_door_that_stands_open_is_seen(client):
    ours = {"/binnen/", "/naamloos/", "/regio/1/x/"}
    views = {view.example(): refuses(client, view) for view in addresses() if view.example() in ours}
    assert views == dict.fromkeys(ours, True)
    client.force_login(Account.objects.create_user("jan@example.nl"))
    assert not refuses(client, next(view for view in addresses() if view.name == "inside"))


def refuses(client, view):
    answer = client.get(view.example())
    return answer.status_code == 302 and answer.url.startswith("/inloggen/?next=")
