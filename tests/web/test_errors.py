"""What went wrong is told with a way on, in the language of the address; a fault shows nothing of itself."""

import logging

import pytest
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import HttpResponse
from django.urls import path
from django.views.decorators.csrf import csrf_protect

from banenafspraak.web import urls

FAULTS = {"slecht": BadRequest("geheim"), "verboden": PermissionDenied("geheim"), "kapot": ValueError("geheim")}


def failing(request, kind):
    raise FAULTS[kind]


@csrf_protect
def form(request):
    return HttpResponse("gestuurd")


urlpatterns = [
    *urls.urlpatterns,
    path("formulier/", form, name="sitemap"),
    path("<str:kind>/", failing, name="health"),
]
handler400 = "banenafspraak.web.errors.bad_request"
handler403 = "banenafspraak.web.errors.forbidden"
handler500 = "banenafspraak.web.errors.server_error"


@pytest.fixture
def faults(settings, client):
    settings.ROOT_URLCONF = __name__
    client.raise_request_exception = False
    return client


@pytest.mark.parametrize(
    ("kind", "status", "says"),
    [
        ("slecht", 400, "Dit verzoek begrijpen wij niet"),
        ("verboden", 403, "Deze pagina is niet voor iedereen"),
        ("kapot", 500, "Er ging iets mis bij ons"),
    ],
)
def test_a_fault_is_told_with_a_way_on(faults, kind, status, says):
    answer = faults.get(f"/{kind}/")
    text = answer.content.decode()
    assert answer.status_code == status
    assert says in text
    assert 'href="/">Naar het begin' in text
    assert "geheim" not in text
    assert answer.headers["Content-Security-Policy"]


def test_a_form_without_its_sign_is_refused_in_words(faults):
    faults.handler.enforce_csrf_checks = True
    answer = faults.post("/formulier/", {"naam": "Jan"})
    assert answer.status_code == 403
    assert "Het formulier is verlopen" in answer.content.decode()


def test_when_even_the_page_for_faults_fails_a_line_is_left(settings, faults, caplog):
    settings.ROOT_URLCONF = "tests.web.test_machines"  # nothing that the frame links to is there
    with caplog.at_level(logging.ERROR):
        answer = faults.get("/kapot/")
    assert (answer.status_code, answer.headers["Content-Type"]) == (500, "text/plain; charset=utf-8")
    assert answer.content.decode().startswith("Er ging iets mis op onze site.")
    assert any("cannot be made" in record.message for record in caplog.records)
