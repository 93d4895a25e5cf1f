"""The contract: all resources together, and their description in OpenAPI, which is made from the code that answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, ValidationError
from pydantic.alias_generators import to_camel

from banenafspraak.api.keys import TooOftenError
from banenafspraak.api.v1 import ROOT, VERSION, figures, organisations, regions, schemes
from banenafspraak.api.v1.asking import TooLargeError, WrongCaseError
from banenafspraak.api.v1.problems import KINDS, MEDIA_TYPE, AskedWrongError, problem
from banenafspraak.api.v1.questions import faults
from banenafspraak.api.v1.shapes import Probleem, Shape

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ninja.openapi.schema import OpenAPISchema
    from ninja.operation import Operation

PROJECT = "https://github.com/banenafspraak/banenafspraak"
ABOUT = """\
Gepubliceerde cijfers van de Banenafspraak, met de doelen, de arbeidsmarktregio's, de gemeenten en de regelingen. Lezen
mag iedereen, zonder sleutel. Alleen wie u bij een organisatie kunt bellen, is voor programma's met een sleutel.

- Er zijn twee reeksen: de officiële jaarmonitor (`official`) en de kwartaalrapportage van UWV (`uwv_quarterly`). Trek
  cijfers van twee reeksen nooit van elkaar af en tel ze niet op.
- Wat niet bekend is, is `null` en nooit nul. Bij elk cijfer staat de bron en hoe zeker het is.
- Een parameter die wij niet kennen, weigeren wij. Zo krijgt u nooit ongemerkt iets anders dan u vroeg.
- Verzonnen cijfers staan alleen op een oefensite. U krijgt ze alleen met `reeks=verzonnen`, nooit tussen de andere.
- Lijsten komen in bladzijden. De adressen van de andere bladzijden staan bij `_links` en in de header `Link`.
- Welke regelingen bij een geval passen, vraagt u met POST. Wij bewaren niets van wat u stuurt. Het antwoord is een
  schatting en nooit een besluit. Namen van feiten staan in `feiten` zoals zij zijn, met een streepje laag.
- Elk antwoord op GET heeft een `ETag`. Stuurt u die mee als `If-None-Match`, dan krijgt u 304 als er niets is
  veranderd.
"""
HEADERS = {
    "API-Version": {"description": "De volledige versie van de API.", "schema": {"type": "string"}, "example": VERSION},
}
ETAG = {"ETag": {"description": "Kenmerk van precies dit antwoord.", "schema": {"type": "string"}}}
LINK = {"Link": {"description": "Adressen van de andere bladzijden (RFC 8288).", "schema": {"type": "string"}}}
COMMON = ("vraag-onjuist", "niet-gevonden", "alleen-lezen", "fout-bij-ons")
WITH_KEY = ("sleutel-onjuist", "niet-openbaar", "te-vaak")
WITH_CASE = ("vraag-onjuist", "alleen-lezen", "te-groot", "geval-onjuist", "te-vaak", "fout-bij-ons")
NOT_CHANGED = "304"


class Contract(NinjaAPI):
    """Version 1. What every answer has is put into the description here, once."""

    def __init__(self, **given: Any) -> None:  # noqa: ANN401 - what ninja takes
        super().__init__(**given)
        self.described: dict[tuple[str, str], OpenAPISchema] = {}

    def get_openapi_schema(
        self, *, path_prefix: str | None = None, path_params: dict[str, Any] | None = None
    ) -> OpenAPISchema:
        """The description, whole, made once. Its paths begin after the address of the server, with the version."""
        told = settings.INSTALLATION.public_url, settings.INSTALLATION.contact_email
        if told not in self.described:
            self.described[told] = self._describe(path_prefix or "", path_params)
        return self.described[told]

    def _describe(self, path_prefix: str, path_params: dict[str, Any] | None) -> OpenAPISchema:
        schema = super().get_openapi_schema(path_prefix=path_prefix, path_params=path_params)
        schema["info"]["contact"] = dict(contact())
        schema["servers"] = [{"url": f"{settings.INSTALLATION.public_url}{ROOT}"}]
        schema["components"]["schemas"] |= _described(Probleem)
        for path in schema["paths"].values():
            path.pop("head", None)  # what GET does, without a body
            if "get" in path:
                _complete(path["get"])
            else:
                _complete_asking(path["post"])
        return schema

    def get_openapi_operation_id(self, operation: Operation) -> str:
        """The name of an operation, as programs that are made from the description call it."""
        return to_camel(operation.view_func.__name__)


def _described(shape: type[Shape]) -> dict[str, Any]:
    """A shape and those that it is made of, by name."""
    made = shape.model_json_schema(ref_template="#/components/schemas/{model}")
    return {**made.pop("$defs", {}), shape.__name__: made}


def contact() -> Iterator[tuple[str, str]]:
    """Whom to ask. An installation that serves others gives an address."""
    yield "name", "banenafspraak"
    yield "url", f"{settings.INSTALLATION.public_url}/over/" if settings.INSTALLATION.public_url else PROJECT
    if settings.INSTALLATION.contact_email:
        yield "email", settings.INSTALLATION.contact_email


def _complete(operation: dict[str, Any]) -> None:
    """What ninja does not know: headers, the answer that nothing changed, and problems."""
    found = operation["responses"].pop(200)
    is_list = any(each["name"] == "pagina" for each in operation["parameters"])
    operation["responses"] = {
        "200": {**found, "headers": HEADERS | ETAG | (LINK if is_list else {})},
        NOT_CHANGED: {"description": "Er is niets veranderd.", "headers": HEADERS | ETAG},
        **{str(KINDS[kind].status): _told(kind) for kind in (*COMMON, *(WITH_KEY if "security" in operation else ()))},
    }


def _complete_asking(operation: dict[str, Any]) -> None:
    """The same for what brings a case along: its answer is never kept, and has no sign to compare."""
    found = operation["responses"].pop(200)
    operation["responses"] = {
        "200": {**found, "headers": HEADERS},
        **{str(KINDS[kind].status): _told(kind) for kind in WITH_CASE},
    }


def _told(kind: str) -> dict[str, Any]:
    schema = {"$ref": f"#/components/schemas/{Probleem.__name__}"}
    return {"description": str(KINDS[kind].title), "headers": HEADERS, "content": {MEDIA_TYPE: {"schema": schema}}}


api = Contract(
    title="Banenafspraak",
    version=VERSION,
    description=ABOUT,
    docs_url=None,
    urls_namespace="api-v1",
    openapi_extra={
        "info": {
            "license": {"name": "CC0-1.0 (cijfers en doelen), CC-BY-4.0 (regio's en gemeenten: bron CBS / Kadaster)"}
        },
        "tags": [
            {"name": "Cijfers", "description": "Doelstellingen, resultaten en metingen."},
            {
                "name": "Organisaties",
                "description": "Werkgevers en andere organisaties; met een sleutel ook wie u belt.",
            },
            {
                "name": "Regelingen",
                "description": "Wat een werkgever of werknemer kan krijgen, en wat bij een geval past.",
            },
            {"name": "Regio's", "description": "Arbeidsmarktregio's en gemeenten, per jaar."},
        ],
    },
)
api.add_router("", figures.router)
api.add_router("", regions.router)
api.add_router("", organisations.router)
api.add_router("", schemes.asking)  # before what takes the name of a scheme
api.add_router("", schemes.router)
PUBLISHED = (figures.router, regions.router, schemes.router)
"""What depends on the published figures, the regions and the law files alone, and is for everyone."""


@api.exception_handler(ValidationError)
def wrong_question(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """A question that does not fit its description."""
    return problem("vraag-onjuist", faults(error.errors))


@api.exception_handler(AskedWrongError)
def cannot_be_answered(request: HttpRequest, error: AskedWrongError) -> HttpResponse:
    """A question that fits, and asks for what is not there."""
    return problem("vraag-onjuist", error.faults)


@api.exception_handler(WrongCaseError)
def wrong_case(request: HttpRequest, error: WrongCaseError) -> HttpResponse:
    """A case that cannot be answered, with everything that is wrong with it."""
    return problem("geval-onjuist", error.faults)


@api.exception_handler(TooLargeError)
def too_large(request: HttpRequest, error: TooLargeError) -> HttpResponse:
    """More was sent than any case takes."""
    return problem("te-groot")


@api.exception_handler(AuthenticationError)
def no_key(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
    """A key that opens nothing, or none."""
    told = problem("sleutel-onjuist")
    told.headers["WWW-Authenticate"] = "Bearer"
    return told


@api.exception_handler(TooOftenError)
def too_often(request: HttpRequest, error: TooOftenError) -> HttpResponse:
    """A key that is used too often."""
    told = problem("te-vaak")
    told.headers["Retry-After"] = "60"
    return told


@api.exception_handler(Http404)
def not_there(request: HttpRequest, error: Http404) -> HttpResponse:
    """What is asked for by its name is not there."""
    return problem("niet-gevonden")
