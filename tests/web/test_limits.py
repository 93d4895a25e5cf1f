"""A public form can be sent so many times by one visitor, and the others do not notice."""

import pytest
from django.core.cache import cache
from django.http import HttpResponse
from django.test import RequestFactory

from banenafspraak.web.limits import limited


@pytest.fixture(autouse=True)
def _nothing_counted():
    cache.clear()


@limited("try", 2, 90)
def view(request):
    return HttpResponse("ja")


def sent(address="192.0.2.1", method="post"):
    return view(getattr(RequestFactory(REMOTE_ADDR=address), method)("/"))


def test_more_than_so_many_times_is_too_often():
    assert [sent().status_code for _ in range(4)] == [200, 200, 429, 429]
    answer = sent()
    assert answer["Retry-After"] == "90"
    assert "over 2 minuten" in answer.content.decode()


def test_others_do_not_notice_and_reading_is_free():
    assert [sent().status_code for _ in range(3)][-1] == 429
    assert sent("192.0.2.2").status_code == 200
    assert {sent(method="get").status_code for _ in range(5)} == {200}


def test_no_address_is_kept():
    sent()
    assert not [key for key in cache._cache if "192.0.2.1" in key]  # noqa: SLF001 - what is really kept
