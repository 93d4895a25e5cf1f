"""Each resource once happy and once refused, as its contract says, at the same price for one as for three."""

from datetime import date

import jsonschema
import pytest

from banenafspraak.apps.figures.actions import import_edition
from banenafspraak.core.figures import Import, all_editions, figures, targets
from banenafspraak.core.regions import municipalities, regions
from banenafspraak.web import kept

LISTS = {
    "regios": len(regions()),
    "gemeenten": 342,
    "doelstellingen": len(targets()),
    "resultaten": len(figures()),
    "metingen": len({(each.series, each.measured_on) for each in figures()}),
}
ONES = {
    "regios/AM06": {"naam": "Veluwe Stedendriehoek", "code": "AM06"},
    "gemeenten/GM0363?jaar=2025": {"naam": "Amsterdam", "jaar": 2025},
    "doelstellingen/2018.overheid": {"extraBanen": 12500, "peildatum": "2018-12-31"},
    "resultaten/uwv_quarterly.2018-12-31.total.all": {"extraBanen": 53390, "decemberEffect": True},
    "metingen/official.2018-12-31": {"peildatum": "2018-12-31", "decemberEffect": False},
}
MISSING = [
    "regios/am06",
    "regios/AM04",
    "gemeenten/GM9999",
    "doelstellingen/2014.totaal",
    "resultaten/official.2018-12-31.total.none",
    "metingen/official.2018-12-30",
]


def shape(contract, name):
    """The schema of an answer, with all that it names."""
    path = (
        f"/{name.partition('?')[0]}"
        if f"/{name}" in contract["paths"]
        else next(path for path in contract["paths"] if path.startswith(f"/{name.partition('/')[0]}/"))
    )
    answer = contract["paths"][path]["get"]["responses"]["200"]
    return {**answer["content"]["application/json"]["schema"], "components": contract["components"]}


@pytest.mark.parametrize(("name", "number"), LISTS.items())
def test_a_list_holds_all_there_is_as_its_contract_says(ask, contract, name, number):
    body = ask(f"/{name}?perPagina=500").json()
    assert (body["aantal"], len(body[name])) == (number, number)
    jsonschema.validate(body, shape(contract, name))


@pytest.mark.parametrize(("name", "told"), ONES.items())
def test_one_thing_is_told_as_its_contract_says(ask, contract, name, told):
    answer = ask(f"/{name}")
    assert (answer.status_code, answer.json() | told) == (200, answer.json())
    jsonschema.validate(answer.json(), shape(contract, name))


@pytest.mark.parametrize("name", MISSING)
def test_what_is_not_there_is_refused(ask, name):
    answer = ask(f"/{name}")
    assert (answer.status_code, answer.json()["type"]) == (404, "/api/#niet-gevonden")


@pytest.mark.parametrize("name", LISTS)
def test_every_item_of_a_list_stands_at_its_own_address(client, ask, name):
    for item in ask(f"/{name}?perPagina=3").json()[name]:
        assert client.get(item["_links"]["self"]["href"]).json() == item


@pytest.mark.parametrize("name", LISTS)
def test_a_list_asks_the_database_as_much_for_three_as_for_one(ask, name, monkeypatch, django_assert_num_queries):
    monkeypatch.setattr(kept, "LOOK_AGAIN", 60)
    asked = 1 if name in {"resultaten", "metingen"} else 0  # whether the figures that it knows still hold
    for size in (1, 3):
        ask(f"/{name}")  # what is remembered is remembered
        with django_assert_num_queries(asked):
            assert len(ask(f"/{name}?perPagina={size}").json()[name]) == size


@pytest.mark.parametrize(
    ("question", "numbers"),
    [
        ("reeks=official&jaar=2018", {51956, 7940, 44016}),
        ("reeks=official&jaar=2018&sector=overheid", {7940}),
        ("reeks=uwv_quarterly&jaar=2018&soort=inleen&sorteer=-peildatum&perPagina=1", {12448}),
        ("regio=AM01", set()),
        ("regio=nederland&jaar=2023&reeks=official&sorteer=extraBanen&perPagina=1", {11634}),
        ("uitgave=meegeleverd&jaar=2015&sector=totaal", {21057}),
    ],
)
def test_results_are_those_that_were_asked_for(ask, question, numbers):
    assert {each["extraBanen"] for each in ask(f"/resultaten?{question}").json()["resultaten"]} == numbers


def test_the_contract_of_the_project_is_kept(ask):
    quarter = {
        each["soort"]: each["extraBanen"]
        for each in ask(
            "/resultaten?reeks=uwv_quarterly&jaar=2018&sector=totaal&sorteer=peildatum&perPagina=500"
        ).json()["resultaten"]
        if each["peildatum"] == "2018-12-31"
    }
    assert quarter == {"alles": 53390, "regulier": 40942, "inleen": 12448}


def test_series_do_not_stand_in_one_measurement(ask):
    found = ask("/metingen?perPagina=500").json()["metingen"]
    assert all({each["reeks"] for each in meting["resultaten"]} == {meting["reeks"]["code"]} for meting in found)
    assert sum(len(each["resultaten"]) for each in found) == len(figures())


def test_a_measurement_tells_what_it_rests_on(ask):
    found = ask("/metingen/official.2018-12-31").json()
    assert {each["sector"]: each["extraBanen"] for each in found["doelstellingen"]} == {
        "markt": 31000, "overheid": 12500, "totaal": 43500,
    }  # fmt: skip
    edition = next(each for each in all_editions().editions if each.series == "official")
    assert [each["sha256"] for each in found["uitgaven"]] == [edition.sha256]
    assert (found["herzieningen"], found["definitie"]["naam"]) == ([], "monitor")
    assert ask("/metingen/uwv_quarterly.2019-03-31").json()["doelstellingen"] == []


def regional_edition(folder):
    file = folder / "regional.csv"
    file.write_text(
        "reeks,peildatum,regio,sector,soort,extra_banen,gepubliceerd_op,bron,zekerheid\n"
        "official,2018-12-31,AM01,totaal,alles,1500,2030-05-01,Brief van 2030,V\n"
        "official,2018-12-31,,totaal,alles,51999,2030-05-01,Brief van 2030,V\n",
        encoding="utf-8",
    )
    import_edition(Import(file, "brief-2030", {"AM01": "AM01"}))


def test_an_edition_that_is_imported_is_given_with_what_it_changed(ask, tmp_path):
    before = ask("/metingen").headers["ETag"]
    regional_edition(tmp_path)
    kept.forget()
    nation, region = (ask(f"/metingen/official.2018-12-31{place}").json() for place in ("", ".AM01"))
    assert [(each["oud"], each["nieuw"], each["verschil"], each["uitgave"]) for each in nation["herzieningen"]] == [
        (51956, 51999, 43, "brief-2030")
    ]
    assert [each["naam"] for each in nation["uitgaven"]] == ["meegeleverd", "brief-2030"]
    assert [each["naam"] for each in region["uitgaven"]] == ["brief-2030"]
    assert ([each["extraBanen"] for each in region["resultaten"]], region["doelstellingen"]) == ([1500], [])
    assert ask("/metingen").headers["ETag"] != before
    assert [each["id"] for each in ask("/metingen?regio=AM01").json()["metingen"]] == ["official/2018-12-31/AM01"]
    assert (
        ask("/resultaten?uitgave=meegeleverd&reeks=official&jaar=2018&sector=totaal").json()["resultaten"][0][
            "extraBanen"
        ]
        == 51956
    )
    assert ask("/resultaten?regio=AM01").json()["aantal"] == 1
    assert ask("/resultaten?regio=nederland").json()["aantal"] == len(figures())


def test_the_region_of_a_municipality_depends_on_the_year(ask):
    assert [
        (ask(f"/gemeenten/GM0274?jaar={year}").json()["regio"] or {}).get("naam") for year in (2021, 2023, 2025)
    ] == ["Midden-Gelderland", None, "FoodValley"]
    assert ask("/gemeenten?jaar=2025&regio=AM35&sorteer=-naam").json()["gemeenten"][0]["naam"] == "Vijfheerenlanden"


def test_municipalities_without_a_known_region_are_not_in_the_list_of_that_year(ask):
    number = ask("/gemeenten?jaar=2023").json()["aantal"]
    assert number == len(municipalities(date(2023, 1, 1))) < 342
