"""Published and invented never meet: invented figures come only where DEMO is on, and only to who names them."""

from dataclasses import replace

import jsonschema
import pytest

from banenafspraak.api.open_data.files import files
from banenafspraak.apps.figures.actions import fill_invented
from banenafspraak.apps.figures.queries import editions, invented
from banenafspraak.core.figures import figures

NAMED = "/resultaten?reeks=verzonnen&perPagina=500"


@pytest.fixture(scope="module")
def filled(django_db_setup, django_db_blocker):
    """A database in which an invented nation was counted, for all tests here."""
    from banenafspraak.apps.figures.models import InventedSeries  # noqa: PLC0415 - Django must be set up

    with django_db_blocker.unblock():
        fill_invented()
        yield
        InventedSeries.objects.all().delete()


@pytest.fixture
def demo(settings, filled):
    settings.INSTALLATION = replace(settings.INSTALLATION, demo=True)


@pytest.mark.usefixtures("demo")
def test_who_names_the_invented_series_gets_it_and_nothing_else(ask, contract):
    body = ask(NAMED).json()
    assert body["aantal"] == len(invented().figures) > 0
    assert {(each["reeks"], each["verzonnen"], each["uitgave"]) for each in body["resultaten"]} == {
        ("verzonnen", True, "verzonnen")
    }
    assert all(each["herkomst"]["noot"].startswith("Verzonnen.") for each in body["resultaten"])
    jsonschema.validate(body, {"$ref": "#/components/schemas/Resultaten", "components": contract["components"]})


@pytest.mark.usefixtures("demo")
def test_what_few_stand_behind_is_hidden(ask):
    told = {each["extraBanen"] for each in ask(NAMED).json()["resultaten"] if "Afgeschermd" in each["herkomst"]["noot"]}
    assert told == {None}


@pytest.mark.usefixtures("demo")
def test_the_invented_series_can_be_filtered_and_put_in_order(ask):
    found = ask(f"{NAMED}&regio=nederland&soort=alles&sector=totaal&sorteer=-peildatum").json()["resultaten"]
    days = [each["peildatum"] for each in found]
    assert days == sorted(days, reverse=True)
    assert {(each["regio"], each["sector"], each["soort"]) for each in found} == {(None, "totaal", "alles")}


@pytest.mark.usefixtures("demo")
def test_an_invented_figure_stands_at_its_own_address(client, ask):
    item = ask(f"{NAMED}&perPagina=1".replace("&perPagina=500", "")).json()["resultaten"][0]
    assert client.get(item["_links"]["self"]["href"]).json() == item
    assert ask("/resultaten/verzonnen.1999-12-31.total.all").status_code == 404


@pytest.mark.usefixtures("demo")
def test_who_does_not_name_it_never_meets_it(ask):
    assert ask("/resultaten?perPagina=500").json()["aantal"] == len(figures())
    assert {each["verzonnen"] for each in ask("/resultaten?perPagina=500").json()["resultaten"]} == {False}
    assert {each["reeks"]["code"] for each in ask("/metingen").json()["metingen"]} == {"official", "uwv_quarterly"}
    assert all(b"erzonnen" not in each.content for each in files(editions()).values())


@pytest.mark.usefixtures("filled")
def test_a_site_in_earnest_has_none_whatever_its_database_holds(ask):
    assert ask("/resultaten?reeks=verzonnen").status_code == 400
    assert ask("/resultaten/verzonnen.2018-12-31.total.all").status_code == 404
