"""The pages of open data and the API in both languages: they name all there is, and what they name is there."""

import re

import pytest

from banenafspraak.api.open_data.files import files
from banenafspraak.api.published import published
from banenafspraak.api.v1.problems import KINDS

CASE = "/api/v1/regelingen/berekening"


@pytest.mark.parametrize("before", ["", "/en"])
def test_the_page_of_open_data_names_every_file_with_its_digest(client, before):
    text = client.get(f"{before}/open-data/").content.decode()
    there = files(published())
    assert {name for name in there if f'href="/open-data/{name}"' in text} == set(there)
    assert {each.name for each in there.values() if each.sha256 in text} == {
        name for name in there if not name.endswith("-metadata.json")
    }


@pytest.mark.parametrize("before", ["", "/en"])
def test_what_the_pages_link_to_is_there(client, before):
    found = set()
    for page in ("/open-data/", "/api/"):
        found |= set(re.findall(r'href="(/(?:open-data|api)/[^"#]*)"', client.get(before + page).content.decode()))
    assert len(found) > 20
    assert {address: client.get(address).status_code for address in found} == dict.fromkeys(found, 200)


def test_the_page_of_the_api_names_every_list_and_every_problem(client, contract):
    text = client.get("/api/").content.decode()
    lists = [path for path, deeds in contract["paths"].items() if "{" not in path and "get" in deeds]
    assert [path for path in lists if f'href="/api/v1{path}"' not in text] == []
    assert [name for name in KINDS if f'id="{name}"' not in text] == []


def test_the_parameters_that_the_page_names_are_those_of_the_contract(client, contract):
    text = client.get("/api/").content.decode()
    for name, told in re.findall(r">/(\w+)</a>.*?<td[^>]*>.*?</td><td[^>]*>([^<]*)</td>", text):
        there = {each["name"] for each in contract["paths"][f"/{name}"]["get"]["parameters"]}
        assert set(told.split(", ")) - {"niets"} == there - {"pagina", "perPagina", "sorteer"}


def test_every_example_works(client):
    text = client.get("/api/").content.decode().replace("&amp;", "&").replace("&#x27;", "'")
    examples = re.findall(r"'http://testserver(/api/v1/[^']+)'", text)
    assert len(examples) == 5
    asked = {address: client.get(address).status_code for address in examples if address != CASE}
    assert asked == dict.fromkeys(asked, 200)
    [case] = re.findall(r"--?d(?:ata)? '({[^']+})'", text.replace("&quot;", '"'))
    assert client.post(CASE, case, content_type="application/json").status_code == 200


def test_problems_are_told_in_dutch_to_programs_and_in_both_languages_to_people(client):
    assert client.get("/api/v1/nergens").json()["title"] == "Dit is er niet"
    assert "404: Dit is er niet" in client.get("/api/").content.decode()
    assert "404: This is not there" in client.get("/en/api/").content.decode()


@pytest.mark.parametrize("page", ["/open-data/", "/api/"])
def test_a_page_takes_no_form(client, page):
    assert client.post(page).status_code == 405
