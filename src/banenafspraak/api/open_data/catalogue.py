"""The catalogue of open data by DCAT-AP-NL 3.0: what there is, who gives it, how it may be used, in which files.

Words come from the lists of the EU; those that we name are told in full, so that a reader need not fetch the list.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from banenafspraak.api.open_data.files import CSV, DESCRIBED, JSON, LICENCE, PARQUET, files
from banenafspraak.api.open_data.rdf import Address, Text, Thing, Value
from banenafspraak.api.v1 import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from banenafspraak.api.open_data.datasets import Dataset
    from banenafspraak.api.open_data.files import File
    from banenafspraak.api.published import Published

PAGE = "/open-data/"
CATALOGUE = f"{PAGE}catalogus"
LISTS = "http://publications.europa.eu/resource/authority/"
MEDIA_TYPES = "https://www.iana.org/assignments/media-types/"
RULES = "https://gitdocumentatie.logius.nl/publicatie/api/adr/"
SHA256 = "http://spdx.org/rdf/terms#checksumAlgorithm_sha256"
KEYWORDS = ("banenafspraak", "arbeidsbeperking", "participatiewet", "werkgelegenheid", "extra banen")
FORMATS: Mapping[str, str] = {CSV: "CSV", JSON: "JSON", PARQUET: "PARQUET"}
WORDS: Mapping[str, tuple[str, str]] = {
    "language/NLD": ("dct:LinguisticSystem", "Nederlands"),
    "language/ENG": ("dct:LinguisticSystem", "Engels"),
    "data-theme/SOCI": ("skos:Concept", "Bevolking en samenleving"),
    "data-theme/GOVE": ("skos:Concept", "Regering en publieke sector"),
    "access-right/PUBLIC": ("dct:RightsStatement", "openbaar"),
    "country/NLD": ("dct:Location", "Nederland"),
    "frequency/ANNUAL": ("dct:Frequency", "jaarlijks"),
    "frequency/QUARTERLY": ("dct:Frequency", "driemaandelijks"),
    "frequency/IRREG": ("dct:Frequency", "onregelmatig"),
    "file-type/CSV": ("dct:MediaTypeOrExtent", "CSV"),
    "file-type/JSON": ("dct:MediaTypeOrExtent", "JSON"),
    "file-type/PARQUET": ("dct:MediaTypeOrExtent", "Parquet"),
    "dataset-status/COMPLETED": ("skos:Concept", "voltooid"),
}
"""The words of the EU that we use: what each is, and its Dutch label."""
THEMES = ("data-theme/SOCI", "data-theme/GOVE")


@dataclass(frozen=True, slots=True)
class Publisher:
    """Who gives the data: the address of the site, and the address for questions when there is one."""

    site: str
    email: str = ""


def catalogue(known: Published, publisher: Publisher) -> tuple[Thing, ...]:
    """The whole catalogue."""
    there = files(known)
    sets = list({each.dataset.name: each.dataset for each in there.values()}.values())
    served = [each for each in there.values() if each.media_type in FORMATS]
    return (
        _catalogue(sets, publisher),
        *(_dataset(each, served, publisher) for each in sets),
        *(_distribution(each, publisher) for each in served),
        *(_checksum(each, publisher) for each in served),
        *(_period(each, publisher) for each in sets),
        _service(sets, publisher),
        *_around(sets, publisher),
        *_words(),
    )


def _catalogue(sets: list[Dataset], by: Publisher) -> Thing:
    return Thing(
        f"{by.site}{CATALOGUE}",
        "dcat:Catalog",
        _common(by)
        | {
            "dct:title": _nl_en("Open data van de Banenafspraak", "Open data of the Banenafspraak"),
            "dct:description": _nl_en(
                "Gepubliceerde cijfers en doelen van de Banenafspraak, met hun bronnen.",
                "Published figures and targets of the Banenafspraak, with their sources.",
            ),
            "foaf:homepage": (Address(f"{by.site}{PAGE}"),),
            "dct:modified": (_day(max(each.changed for each in sets).isoformat()),),
            "dct:license": (Address(LICENCE),),
            "dcat:themeTaxonomy": (Address(f"{LISTS}data-theme"),),
            "dct:spatial": (_word("country/NLD"),),
            "dcat:dataset": tuple(Address(_iri(each, by)) for each in sets),
            "dcat:service": (Address(f"{by.site}{ROOT}#api"),),
        },
    )


def _common(by: Publisher) -> dict[str, tuple[Value, ...]]:
    """What is said of the catalogue, of each set and of the API alike."""
    return {
        "dct:publisher": (Address(f"{by.site}/over/#wij"),),
        "dct:creator": (Address(f"{by.site}/over/#wij"),),
        "dcat:contactPoint": (Address(f"{by.site}/over/#fout-melden"),),
        "dct:language": (_word("language/NLD"),),
    }


def _findable(by: Publisher, page: str) -> dict[str, tuple[Value, ...]]:
    return _common(by) | {
        "dct:accessRights": (_word("access-right/PUBLIC"),),
        "dcat:theme": tuple(map(_word, THEMES)),
        "dcat:keyword": tuple(Text(each, "nl") for each in KEYWORDS),
        "dcat:landingPage": (Address(f"{by.site}{page}"),),
        "foaf:page": (Address(f"{by.site}{page}"),),
    }


def _dataset(each: Dataset, served: list[File], by: Publisher) -> Thing:
    iri = _iri(each, by)
    return Thing(
        iri,
        "dcat:Dataset",
        _findable(by, PAGE)
        | {
            "dct:identifier": (Text(iri),),
            "dct:title": _nl_en(each.title["nl"], each.title["en"]),
            "dct:description": _nl_en(each.about["nl"], each.about["en"]),
            "dct:modified": (_day(each.changed.isoformat()),),
            "dct:accrualPeriodicity": (_word(f"frequency/{each.frequency}"),),
            "dct:temporal": (Address(f"{iri}-periode"),),
            "dct:spatial": (_word("country/NLD"),),
            "dct:conformsTo": (Address(f"{by.site}{PAGE}{each.name}.csv{DESCRIBED}"),),
            "dct:provenance": (Address(f"{by.site}{PAGE}#herkomst"),),
            "adms:status": (_word("dataset-status/COMPLETED"),),
            "dcat:version": (Text(each.editions[-1].name if each.editions else each.changed.isoformat()),),
            "dcat:distribution": tuple(Address(_part(file, by)) for file in served if file.dataset is each),
        },
    )


def _distribution(file: File, by: Publisher) -> Thing:
    kind = FORMATS[file.media_type]
    return Thing(
        _part(file, by),
        "dcat:Distribution",
        {
            "dct:title": _nl_en(f"{file.dataset.title['nl']} ({kind})", f"{file.dataset.title['en']} ({kind})"),
            "dct:description": _nl_en(file.dataset.about["nl"], file.dataset.about["en"]),
            "dcat:accessURL": (Address(f"{by.site}{PAGE}"),),
            "dcat:downloadURL": (Address(f"{by.site}{PAGE}{file.name}"),),
            "dcat:accessService": (Address(f"{by.site}{ROOT}#api"),),
            "dcat:mediaType": (Address(f"{MEDIA_TYPES}{file.media_type}"),),
            "dct:format": (_word(f"file-type/{kind}"),),
            "dct:license": (Address(LICENCE),),
            "dct:language": (_word("language/NLD"),),
            "dct:modified": (_day(file.dataset.changed.isoformat()),),
            "dct:conformsTo": (Address(f"{by.site}{PAGE}{file.dataset.name}.csv{DESCRIBED}"),),
            "dcat:byteSize": (Text(str(len(file.content)), datatype="xsd:nonNegativeInteger"),),
            "spdx:checksum": (Address(f"{_part(file, by)}-sha256"),),
        },
    )


def _checksum(file: File, by: Publisher) -> Thing:
    said: dict[str, tuple[Value, ...]] = {
        "spdx:algorithm": (Address(SHA256),),
        "spdx:checksumValue": (Text(file.sha256, datatype="xsd:hexBinary"),),
    }
    return Thing(f"{_part(file, by)}-sha256", "spdx:Checksum", said)


def _period(each: Dataset, by: Publisher) -> Thing:
    said = {"dcat:startDate": (_day(each.first.isoformat()),), "dcat:endDate": (_day(each.last.isoformat()),)}
    return Thing(f"{_iri(each, by)}-periode", "dct:PeriodOfTime", said)


def _service(sets: list[Dataset], by: Publisher) -> Thing:
    iri = f"{by.site}{ROOT}#api"
    return Thing(
        iri,
        "dcat:DataService",
        _findable(by, "/api/")
        | {
            "dct:identifier": (Text(iri),),
            "dct:title": _nl_en("API van de Banenafspraak", "API of the Banenafspraak"),
            "dct:description": _nl_en(
                "Gepubliceerde cijfers, doelen, regio's en gemeenten, om door programma's te lezen.",
                "Published figures, targets, regions and municipalities, for programs to read.",
            ),
            "dcat:endpointURL": (Address(f"{by.site}{ROOT}"),),
            "dcat:endpointDescription": (Address(f"{by.site}{ROOT}/openapi.json"),),
            "dct:conformsTo": (Address(RULES),),
            "dct:license": (Address(LICENCE),),
            "dcat:servesDataset": tuple(Address(_iri(each, by)) for each in sets),
        },
    )


def _around(sets: list[Dataset], by: Publisher) -> Iterator[Thing]:
    """What the others point at: who gives the data, where to ask, pages, rules, licence and origin."""
    reach: tuple[Value, ...] = (Address(f"mailto:{by.email}"),) if by.email else ()
    ask = {"vcard:hasEmail": reach} if reach else {}
    yield Thing(f"{by.site}/over/#wij", "foaf:Agent", {"foaf:name": (Text("banenafspraak", "nl"),)})
    yield Thing(
        f"{by.site}/over/#fout-melden",
        "vcard:Kind",
        {"vcard:fn": (Text("banenafspraak", "nl"),), "vcard:hasURL": (Address(f"{by.site}/over/"),), **ask},
    )
    for page in (PAGE, "/api/"):
        yield Thing(f"{by.site}{page}", "foaf:Document", {})
    for each in sets:
        said = {"dct:title": _nl_en(f"Kolommen van {each.name}.csv", f"Columns of {each.name}.csv")}
        yield Thing(f"{by.site}{PAGE}{each.name}.csv{DESCRIBED}", "dct:Standard", said)
    yield Thing(SHA256, "spdx:ChecksumAlgorithm", {})
    yield Thing(RULES, "dct:Standard", {"dct:title": _nl_en("NL API Design Rules", "NL API Design Rules")})
    yield Thing(LICENCE, "dct:LicenseDocument", {"dct:title": _nl_en("CC0 1.0", "CC0 1.0")})
    yield Thing(
        f"{by.site}{PAGE}#herkomst",
        "dct:ProvenanceStatement",
        {
            "rdfs:label": _nl_en(
                "Gelezen in openbare bronnen; bij elke rij staat welke, en hoe zeker het is.",
                "Read in public sources; each row names its own, and how sure it is.",
            )
        },
    )
    for media_type in FORMATS:
        yield Thing(f"{MEDIA_TYPES}{media_type}", "dct:MediaType", {"rdfs:label": (Text(media_type),)})


def _words() -> Iterator[Thing]:
    for name, (kind, label) in WORDS.items():
        named = (Text(label, "nl"),)
        yield Thing(f"{LISTS}{name}", kind, {"skos:prefLabel": named, "rdfs:label": named})
    themes = {"dct:title": _nl_en("Thema's van datasets", "Themes of datasets")}
    yield Thing(f"{LISTS}data-theme", "skos:ConceptScheme", themes)


def _iri(each: Dataset, by: Publisher) -> str:
    return f"{by.site}{PAGE}#{each.name}"


def _part(file: File, by: Publisher) -> str:
    return f"{_iri(file.dataset, by)}-{FORMATS[file.media_type].lower()}"


def _word(name: str) -> Address:
    return Address(f"{LISTS}{name}")


def _nl_en(dutch: str, english: str) -> tuple[Value, ...]:
    return Text(dutch, "nl"), Text(english, "en")


def _day(iso: str) -> Text:
    return Text(iso, datatype="xsd:date")
