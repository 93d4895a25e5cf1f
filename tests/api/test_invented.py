"""Published and invented never meet: invented figures come only where DEMO is on, and only to who names them."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import jsonschema
import pytest

from banenafspraak.api.open_data.files import files
from banenafspraak.api.published import published
from banenafspraak.apps.figures import models as kept
from banenafspraak.core.figures import figures
from banenafspraak.core.invented.figures import InventedFigure, InventedSeries, written
from banenafspraak.core.kernel.receipts import sha256_text
from banenafspraak.core.reports.numbers import Hidden

NAMED = "/resultaten?reeks=verzonnen&perPagina=500"


SERIES = InventedSeries(
    Fraction(1, 100),
    1,
    tuple(
        InventedFigure(date(2018, month, day), sector, work, region, value)
        for month, day in ((9, 30), (12, 31))
        for sector, work, region, value in (
            ("total", "all", None, Decimal(512)),
            ("total", "inleen", None, Decimal(120)),
            ("market", "all", None, None),
            ("total", "all", "AM01", Hidden.FEW),
        )
    ),
)


@pytest.fixture
def filled(db):
    """A database in which an invented series is kept."""
    content = written(SERIES)
    kept.InventedSeries.objects.create(sha256=sha256_text(content), content=content)


@pytest.fixture
def demo(settings, filled):
    settings.INSTALLATION = replace(settings.INSTALLATION, demo=True)


@pytest.mark.usefixtures("demo")
def test_who_names_the_invented_series_gets_it_and_nothing_else(ask, contract):
    body = ask(NAMED).json()
    assert [each["extraBanen"] for each in body["resultaten"]] == 2 * [512, 120, None, None]
    assert {(each["reeks"], each["verzonnen"], each["uitgave"]) for each in body["resultaten"]} == {
        ("verzonnen", True, "verzonnen")
    }
    assert all(each["herkomst"]["noot"].startswith("Verzonnen.") for each in body["resultaten"])
    jsonschema.validate(body, {"$ref": "#/components/schemas/Resultaten", "components": contract["components"]})


@pytest.mark.usefixtures("demo")
def test_what_few_stand_behind_is_hidden(ask):
    told = [each for each in ask(NAMED).json()["resultaten"] if "Afgeschermd" in each["herkomst"]["noot"]]
    assert [(each["regio"], each["extraBanen"]) for each in told] == 2 * [("AM01", None)]


@pytest.mark.usefixtures("demo")
def test_the_invented_series_can_be_filtered_and_put_in_order(ask):
    found = ask(f"{NAMED}&regio=nederland&soort=alles&sector=totaal&sorteer=-peildatum").json()["resultaten"]
    assert [(each["peildatum"], each["extraBanen"]) for each in found] == [("2018-12-31", 512), ("2018-09-30", 512)]
    assert [each["decemberEffect"] for each in found] == [True, False]


@pytest.mark.usefixtures("demo")
def test_an_invented_figure_stands_at_its_own_address(client, ask):
    item = ask("/resultaten?reeks=verzonnen&perPagina=1").json()["resultaten"][0]
    assert client.get(item["_links"]["self"]["href"]).json() == item
    assert ask("/resultaten/verzonnen.1999-12-31.total.all").status_code == 404


@pytest.mark.usefixtures("demo")
def test_who_does_not_name_it_never_meets_it(ask):
    assert ask("/resultaten?perPagina=500").json()["aantal"] == len(figures())
    assert {each["verzonnen"] for each in ask("/resultaten?perPagina=500").json()["resultaten"]} == {False}
    assert {each["reeks"]["code"] for each in ask("/metingen").json()["metingen"]} == {"official", "uwv_quarterly"}
    assert all(b"erzonnen" not in each.content for each in files(published()).values())


@pytest.mark.usefixtures("filled")
def test_a_site_in_earnest_has_none_whatever_its_database_holds(ask):
    assert ask("/resultaten?reeks=verzonnen").status_code == 400
    assert ask("/resultaten/verzonnen.2018-12-31.total.all").status_code == 404
