"""What a report says beside its figures: periods, method, sources and receipt, in two languages."""

from dataclasses import replace

import pytest
from tests.core.counting.publications import order
from tests.core.counting.test_trending import GRONINGEN, MANY, THEN, reports, table
from tests.factories.payroll import order_of, paid, registered

from banenafspraak.core.counting import built_in
from banenafspraak.core.counting.trend_words import texts


@pytest.mark.parametrize(
    ("period", "name", "words"),
    [
        ("2018Q3", "quarter", "derde kwartaal van 2018"),
        ("2018", "monitor", "december 2018"),
        ("2018", "employer-year", "heel 2018"),
    ],
)
def test_the_period_in_words(tmp_path, period, name, words):
    month = "09" if "Q" in period else "12"
    rows = [
        paid(persoon=f"p{at}", tijdvak_begin=f"2018-{month}-01", tijdvak_einde=f"2018-{month}-30") for at in range(12)
    ]
    asked = order_of(tmp_path, rows, [registered(persoon=row["persoon"]) for row in rows], period=period)
    trend = reports(replace(asked, definition=built_in(name)))[""]
    assert trend.period == words
    hours = "1.331" if name == "employer-year" else "110,92"
    assert f"Wie {hours} uur per {'jaar' if name == 'employer-year' else 'maand'}" in trend.method[0]
    assert ("Kwartaalcijfers zijn indicatief." in " ".join(trend.warnings)) is (name == "quarter")


def test_what_the_method_says_depends_on_the_definition(tmp_path):
    own = {**built_in("monitor").settings}
    own["tijdvakken_delen"] = replace(own["tijdvakken_delen"], value="laatste_dag")
    asked = order_of(tmp_path, [paid()], definition=replace(built_in("monitor"), settings=own))
    method = " ".join(reports(asked)[""].method)
    assert ("vier weken" in method, "De regio is" in method) == (False, False)
    assert "De grens van 10 is van ons." in method


def test_the_receipt_tells_how_to_make_it_again(tmp_path):
    asked = order(tmp_path, MANY, by=())
    lines = reports(asked)[""].receipt
    assert lines[1] == "definitie monitor, periode 2018, regels wfsv, peildatum register 2019-01-01"
    assert [line.split(",")[0] for line in lines[3:-1]] == [
        "werkgevers: werkgevers.csv", "sleutels: sleutels.csv", "loonlevering: loon.csv", "register: register.csv",
    ]  # fmt: skip
    assert lines == reports(asked, GRONINGEN)["regio/am01"].receipt
    short = reports(order_of(tmp_path / "short", [paid()]))[""].receipt
    assert short[3] == "loonlevering: loon.csv; zo kort of zo herkenbaar dat het controlegetal is weggelaten"


def test_sources_are_those_of_the_definition(tmp_path):
    titles = [one.title for one in reports(order(tmp_path, MANY, by=()))[""].sources]
    assert titles[0].startswith("Loonaangiften en doelgroepregister, zelf geteld")
    assert "Regeling Wfsv 3.29 (nu 3.33)" in titles
    assert all(titles)


def test_english(tmp_path):
    trend = reports(order(tmp_path, [*MANY, *THEN], by=()), GRONINGEN, lang="en")["regio/am01"]
    assert (trend.period, trend.headline.unit, trend.language) == ("December 2018", "extra jobs", "en")
    assert [row[0] for row in table(trend, "sector").rows] == ["market", "government", "total"]


def test_both_languages_say_the_same_things():
    body = texts()
    assert {key for key, one in body.items() if key != "labels" and set(one) != {"nl", "en"}} == set()
    assert {key for key, one in body["labels"].items() if set(one) != {"nl", "en"}} == set()
