"""The description of the API: valid, complete, by the rules of the Dutch government; whatever is asked, it holds."""

import json
import re
import shutil
import subprocess
from dataclasses import replace
from urllib.parse import urlencode

import jsonschema
import pytest
from django.test import Client
from hypothesis import given, strategies as st
from tests import trust
from tests.house import tree
from tests.leaving_out import SHARED, leave_out, needs
from tests.web.addresses import addresses

from banenafspraak.api.v1 import ROOT, VERSION
from banenafspraak.api.v1.problems import KINDS

IDS = r"/(?:x|[0-9a-f]{8}-[0-9a-f-]{27})(?=/|$)"
RULES = SHARED / "standards" / "adr" / "linter.yaml"
SPECTRAL = tree.ROOT / "node_modules" / ".bin" / "spectral"
PARAMETERS = ["jaar", "reeks", "sector", "soort", "regio", "uitgave", "sorteer", "pagina", "perPagina", "x"]
VALUES = st.one_of(
    st.sampled_from(
        ["2018", "official", "markt", "alles", "AM01", "nederland", "meegeleverd", "-jaar", "1", "-peildatum"]
    ),
    st.integers().map(str),
    st.text(max_size=12),
)
QUESTIONS = st.lists(st.tuples(st.one_of(st.sampled_from(PARAMETERS), st.text(max_size=8)), VALUES), max_size=4)
ADDRESSES = st.sampled_from(["/regios", "/gemeenten", "/doelstellingen", "/resultaten", "/metingen", "/openapi.json"])


@pytest.fixture
def served(settings):
    """An installation that serves others."""
    given = {"public_url": "https://banen.example", "contact_email": "vragen@banen.example"}
    settings.INSTALLATION = replace(settings.INSTALLATION, **given)


@pytest.mark.usefixtures("served")
def test_the_rules_of_the_dutch_government_are_kept(ask, tmp_path):
    if not shutil.which("node"):
        leave_out("the rules for Dutch APIs; add it: apt-get install nodejs")
    rules = needs(RULES, "the rules for Dutch APIs; add it: place their files in ../shared/standards")
    program = needs(SPECTRAL, "the program that checks an API; add it: make setup")
    file = tmp_path / "openapi.json"
    file.write_bytes(ask("/openapi.json").content)
    command = [program, "lint", "--ruleset", rules, "--fail-severity", "warn", "--format", "json", file]
    told = subprocess.run(command, check=False, capture_output=True, text=True)
    assert (told.returncode, json.loads(told.stdout.partition("No results")[0] or "[]")) == (0, [])


@pytest.mark.usefixtures("served")
def test_the_description_says_who_and_where(contract):
    assert contract["servers"] == [{"url": f"https://banen.example{ROOT}"}]
    assert contract["info"]["contact"] == {
        "name": "banenafspraak", "url": "https://banen.example/over/", "email": "vragen@banen.example",
    }  # fmt: skip
    assert contract["info"]["version"] == VERSION


def test_every_address_of_the_api_is_described(contract):
    """All but the root, which leads nowhere, and the description itself."""
    found = {re.sub(IDS, "/{}", view.example().removeprefix(ROOT)) for view in addresses() if "api-v1:" in view.name}
    assert {re.sub(r"{\w+}", "{}", path) for path in contract["paths"]} == found - {"/", "/openapi.json"}


def deeds(contract):
    """Everything that can be asked."""
    return [deed for path in contract["paths"].values() for deed in path.values()]


def test_every_field_and_parameter_is_dutch_and_in_camel_case(contract):
    names = {name for shape in contract["components"]["schemas"].values() for name in shape["properties"]}
    names |= {each["name"] for deed in deeds(contract) for each in deed["parameters"]}
    assert {name for name in names if not re.fullmatch(r"_links|[a-z]+(?:[A-Z][a-z]+)*|sha256", name)} == set()


def test_every_operation_tells_its_problems(contract):
    told = {status for deed in deeds(contract) for status in deed["responses"]}
    assert told == {"200", "304", "400", "401", "403", "404", "405", "413", "422", "429", "500"}
    public = [
        path["get"]["responses"]
        for path in contract["paths"].values()
        if "security" not in path.get("get", {"security": 0})
    ]
    assert {status for responses in public for status in responses} == {"200", "304", "400", "404", "405", "500"}
    asking = [path["post"]["responses"] for path in contract["paths"].values() if "post" in path]
    assert [set(responses) for responses in asking] == [{"200", "400", "405", "413", "422", "429", "500"}]
    assert {int(status) for status in told} - {200, 304} <= {kind.status for kind in KINDS.values()}


@trust.examples(40, 1000)
@given(ADDRESSES, QUESTIONS)
def test_whatever_is_asked_is_answered_or_refused_as_described(address, question):
    client = Client()
    answer = client.get(f"{ROOT}{address}?{urlencode(question)}")
    body = answer.json()
    assert answer.status_code in {200, 400}
    if answer.status_code == 400:
        assert answer.headers["Content-Type"] == "application/problem+json"
        assert set(body) == {"type", "title", "status", "detail", "fouten"}
        assert {each["plaats"] for each in body["fouten"]} <= {name for name, _ in question}
    elif address != "/openapi.json":
        assert {name for name, _ in question} <= set(PARAMETERS)
        assert len(body[address[1:]]) <= body["perPagina"]


@trust.examples(30, 1000)
@given(st.text(max_size=30))
def test_whatever_name_is_asked_for_is_not_there(name):
    answer = Client().get(f"{ROOT}/resultaten/{urlencode({'': name})[1:]}")
    assert (answer.status_code, answer.headers["Content-Type"]) == (404, "application/problem+json")


def test_the_description_is_a_valid_one(contract):
    """Every schema in it is one, and every name in it leads somewhere."""
    jsonschema.Draft202012Validator.check_schema({"$defs": contract["components"]["schemas"]})
    names = re.findall(r'"\$ref": "#/components/schemas/(\w+)"', json.dumps(contract))
    assert set(names) - set(contract["components"]["schemas"]) == set()
