"""The resource regelingen: what there is, and what fits a case. A case is answered and forgotten."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Query, Router

from banenafspraak.api.v1 import ROOT, shapes
from banenafspraak.api.v1.asking import CONSENT, EMPLOYER, EVERYBODY, FACTS, MOST_YEARS, PLACE, VIEWER, YEARS, asked
from banenafspraak.api.v1.lists import JSON, given, page
from banenafspraak.api.v1.naming import outside
from banenafspraak.api.v1.questions import Paged
from banenafspraak.api.v1.reading import reads
from banenafspraak.apps.schemes.queries import book as book_of_law
from banenafspraak.core.schemes.assessing import assess
from banenafspraak.core.schemes.cataloguing import catalogue_as_data
from banenafspraak.core.schemes.describing import case_schema
from banenafspraak.core.schemes.facts import ASKED_ON, facts
from banenafspraak.core.schemes.outlook import outlook
from banenafspraak.core.schemes.seen import Shown, for_employer
from banenafspraak.core.schemes.telling import assessment_as_data, outlook_as_data

if TYPE_CHECKING:
    from banenafspraak.core.schemes.book import Scheme

TAG = "Regelingen"
router = Router(tags=[TAG])
asking = Router(tags=[TAG])


@reads(router, "/regelingen", shapes.Regelingen, "regelingen", "Alle regelingen")
def list_regelingen(request: HttpRequest, vraag: Query[Paged]) -> HttpResponse:
    """Regelingen voor werkgevers en werknemers, ook wat gesloten of voorbij is."""
    found = page(request, list(book_of_law().schemes.values()), vraag)
    there = tuple(map(regeling, found.items))
    return given(shapes.Regelingen(**found.around, regelingen=there), found.links)


@reads(router, "/regelingen/{id}", shapes.RegelingHeel, "regeling", "Een regeling")
def read_regeling(request: HttpRequest, id: str) -> HttpResponse:  # noqa: A002 - the name in the address
    """Een regeling met haar voorwaarden, waarden door de jaren heen, bronnen, samenloop en lokale regels."""
    book = book_of_law()
    if id not in book.schemes:
        raise Http404
    return _json(catalogue_as_data(book.schemes[id], book))


def regeling(one: Scheme) -> shapes.Regeling:
    """A scheme as it stands in the list."""
    return shapes.Regeling(
        id=one.id,
        naam=one.name.nl,
        kern=one.gist.nl,
        soort=one.kind,
        voor=one.whom,
        betaler=one.payer,
        beslisser=one.decider.nl,
        geldig_vanaf=one.first,
        tot=one.last,
        gesloten_vanaf=one.closed_from,
        links=shapes.Links(self=shapes.Link(href=f"{ROOT}/regelingen/{one.id}")),
    )


def _body() -> dict[str, Any]:
    """What may be sent, as its description says: the facts under their own names, which stand in facts.yaml."""
    described = case_schema()["properties"]
    known = {
        "type": "object",
        "description": "Wat u weet, onder deze namen. Wat u niet weet, laat u weg: dat is niet hetzelfde als nee.",
        "properties": {name: described[name] for name in facts()},
        "additionalProperties": False,
    }
    schema = {
        "type": "object",
        "properties": {
            ASKED_ON: described[ASKED_ON],
            PLACE: {"type": ["string", "null"], "description": "Waar de werknemer woont: code of naam."},
            FACTS: known,
            YEARS: {
                "type": "integer",
                "minimum": 0,
                "maximum": MOST_YEARS,
                "default": 0,
                "description": "Over hoeveel kalenderjaren u de sommen wilt.",
            },
            VIEWER: {
                "enum": [EVERYBODY, EMPLOYER],
                "default": EVERYBODY,
                "description": "werkgever: zonder wat een werknemer mag verzwijgen (Ziektewet 38b).",
            },
            CONSENT: {
                "type": "boolean",
                "default": False,
                "description": "De werknemer vindt het goed dat de werkgever alles ziet. Telt na twee maanden.",
            },
        },
        "additionalProperties": False,
        "examples": [{ASKED_ON: "2026-07-01", PLACE: "GM0363", FACTS: {"loonwaarde": 60, "uren_per_week": "32"}}],
    }
    return {"required": True, "content": {JSON: {"schema": schema}}}


@asking.post(
    "/regelingen/berekening",
    response=shapes.Berekening,
    by_alias=True,
    url_name="berekening",
    summary="Welke regelingen passen",
    openapi_extra={"requestBody": _body()},
)
def reckon_regelingen(request: HttpRequest) -> HttpResponse:
    """Per regeling of zij lijkt te passen, waarom, hoeveel en tot wanneer. Wij bewaren niets van wat u stuurt."""
    question, book = asked(request, timezone.localdate()), book_of_law()
    found = assess(question.case, book)
    seen = for_employer(found, book, consent=question.consent) if question.for_employer else Shown(found, ())
    years = outlook(seen.assessment.case, book, question.years) if question.years else ()
    return _json(
        {
            **assessment_as_data(seen.assessment),
            "afgeschermd": list(seen.withheld),
            "jaren": outlook_as_data(years),
        }
    )


def _json(data: dict[str, Any]) -> HttpResponse:
    return HttpResponse(json.dumps(outside(data), ensure_ascii=False), content_type=JSON)
