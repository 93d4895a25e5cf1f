"""A public form can be sent so many times by one visitor, and the others do not notice."""

import pytest
from django.core.cache import cache
from django.urls import reverse
from tests.web.addresses import addresses

from banenafspraak.web import limits
from banenafspraak.web.limits import LIMITS, Limit

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nothing_counted():
    cache.clear()


@pytest.fixture(autouse=True)
def _two(monkeypatch):
    monkeypatch.setattr(limits, "LIMITS", {"invited": Limit(2, 90)})


def sent(client, address="192.0.2.1", method="post"):
    return getattr(client, method)(reverse("invited", kwargs={"secret": "x"}), REMOTE_ADDR=address)


def test_more_than_so_many_times_is_too_often(client):
    assert [sent(client).status_code for _ in range(4)] == [410, 410, 429, 429]
    answer = sent(client)
    assert answer["Retry-After"] == "90"
    assert "over 2 minuten" in answer.content.decode()


def test_others_do_not_notice_and_reading_is_free(client):
    assert [sent(client).status_code for _ in range(3)][-1] == 429
    assert sent(client, "192.0.2.2").status_code == 410
    assert {sent(client, method="get").status_code for _ in range(5)} == {410}


def test_no_address_is_kept(client):
    sent(client)
    assert not [key for key in cache._cache if "192.0.2.1" in key]  # noqa: SLF001 - what is really kept


def test_every_limit_is_of_a_form_that_is_there():
    assert set(LIMITS) <= {view.name for view in addresses()}
