"""The catalogue of open data: by the shapes of DCAT-AP-NL, the same in both forms, and true to the files."""

import hashlib
from dataclasses import replace

import pyshacl
import pytest
from rdflib import DCAT, DCTERMS, RDF, Graph, Literal, Namespace, URIRef
from rdflib.compare import isomorphic
from tests.leaving_out import SHARED, needs

from banenafspraak.api.open_data import rdf

pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")  # rdflib itself uses it
SHAPES = SHARED / "standards" / "dcat-ap-nl"
NAMES = [
    "dcat-ap-SHACL.ttl",
    "dcat-ap-nl-SHACL.ttl",
    "dcat-ap-nl-SHACL-klassebereik.ttl",
    "dcat-ap-nl-SHACL-klassebereik-codelijsten.ttl",
    "dcat-ap-nl-SHACL-aanbevolen.ttl",
]
SH = Namespace("http://www.w3.org/ns/shacl#")
SPDX = Namespace("http://spdx.org/rdf/terms#")
VCARD = Namespace("http://www.w3.org/2006/vcard/ns#")
SITE = "http://testserver"


@pytest.fixture
def catalogue(client):
    return Graph().parse(data=client.get("/open-data/catalogus.ttl").content, format="turtle")


def shapes(name):
    """The shapes of a file, without those that it names and does not hold: the one of DCAT-AP names two such."""
    found = Graph().parse(needs(SHAPES / name, "the shapes of DCAT-AP-NL; add it: place them in ../shared/standards"))
    for named in [each for each in found.triples((None, SH.property, None)) if (each[2], SH.path, None) not in found]:
        found.remove(named)
    return found


def violations(graph, name):
    _, report, _ = pyshacl.validate(graph, shacl_graph=shapes(name))
    found = report.subjects(RDF.type, SH.ValidationResult)
    return [tuple(map(str, (report.value(each, SH.focusNode), report.value(each, SH.resultPath)))) for each in found]


@pytest.mark.parametrize("name", NAMES)
def test_the_catalogue_has_the_shape_that_dutch_catalogues_have(catalogue, name):
    assert violations(catalogue, name) == []


def test_the_shapes_see_what_is_missing(catalogue):
    catalogue.remove((None, DCTERMS.license, None))
    places = {place for place, path in violations(catalogue, NAMES[1]) if path == str(DCTERMS.license)}
    assert len(places) == 10  # nine files and the API


def test_both_forms_say_the_same(client, catalogue):
    other = Graph().parse(data=client.get("/open-data/catalogus.jsonld").content, format="json-ld")
    assert len(other) > 300
    assert isomorphic(catalogue, other)


def test_each_file_is_there_as_the_catalogue_says(client, catalogue):
    parts = list(catalogue.subjects(RDF.type, DCAT.Distribution))
    assert len(parts) == 9
    for part in parts:
        content = client.get(str(catalogue.value(part, DCAT.downloadURL)).removeprefix(SITE)).content
        checksum = catalogue.value(catalogue.value(part, SPDX.checksum), SPDX.checksumValue)
        assert str(checksum).lower() == hashlib.sha256(content).hexdigest()
        assert catalogue.value(part, DCAT.byteSize).toPython() == len(content)


def test_every_address_of_ours_leads_somewhere(client, catalogue):
    found = {str(each).partition("#")[0] for triple in catalogue for each in triple if isinstance(each, URIRef)}
    ours = {each.removeprefix(SITE) for each in found if each.startswith(SITE)} - {"/api/v1"}  # where the API begins
    assert {each: status for each in ours if (status := client.get(each).status_code) != 200} == {}


@pytest.mark.parametrize(
    ("wanted", "status", "kind"),
    [
        ("text/turtle", 200, "text/turtle; charset=utf-8"),
        ("application/ld+json", 200, "application/ld+json; charset=utf-8"),
        ("text/html,application/xhtml+xml,*/*;q=0.8", 303, "text/html; charset=utf-8"),
        ("application/ld+json;q=0.5, text/turtle;q=0.9", 200, "text/turtle; charset=utf-8"),
        ("*/*", 200, "text/turtle; charset=utf-8"),
        ("image/png", 200, "text/turtle; charset=utf-8"),
    ],
)
def test_who_asks_gets_the_form_that_he_wants(client, wanted, status, kind):
    answer = client.get("/open-data/catalogus", headers={"accept": wanted})
    assert (answer.status_code, answer.headers["Content-Type"]) == (status, kind)
    assert "Accept" in answer.headers["Vary"].split(", ")
    assert answer.headers.get("Location") == ("/open-data/" if status == 303 else None)


def test_the_catalogue_is_given_once(client):
    first = client.get("/open-data/catalogus.ttl")
    assert client.get("/open-data/catalogus.ttl", headers={"if-none-match": first.headers["ETag"]}).status_code == 304
    assert 'rel="alternate"; type="application/ld+json"' in first.headers["Link"]
    assert client.post("/open-data/catalogus").status_code == 405


def test_the_catalogue_stands_where_the_installation_says_and_names_whom_to_ask(client, settings):
    told = {"public_url": "https://banen.example", "contact_email": "vragen@banen.example"}
    settings.INSTALLATION = replace(settings.INSTALLATION, **told)
    found = Graph().parse(data=client.get("/open-data/catalogus.ttl").content, format="turtle")
    [catalogue] = found.subjects(RDF.type, DCAT.Catalog)
    assert str(catalogue) == "https://banen.example/open-data/catalogus"
    assert str(found.value(found.value(catalogue, DCAT.contactPoint), VCARD.hasEmail)) == "mailto:vragen@banen.example"
    assert violations(found, NAMES[1]) == []


def test_any_text_is_written_so_that_it_is_read_again():
    text = 'Wat "hij" zei: \\ \n\t\r\x08\x0c\x7f é \u2028 €'
    said = {
        "dct:title": (rdf.Text(text, "nl"), rdf.Text(text)),
        "dct:source": (rdf.Address("https://a.example/b?c=d"),),
    }
    thing = rdf.Thing("https://a.example/#x", "dcat:Dataset", said)
    turtle = Graph().parse(data=rdf.turtle([thing]), format="turtle")
    assert isomorphic(turtle, Graph().parse(data=rdf.json_ld([thing]), format="json-ld"))
    assert set(turtle.objects(None, DCTERMS.title)) == {Literal(text, lang="nl"), Literal(text)}
