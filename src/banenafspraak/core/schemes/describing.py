"""JSON Schemas of a case and of the answer to it, made from facts.yaml, so that what is asked is described once.

A program that writes a case can check it before it asks; a test holds what telling.py gives against the answer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from banenafspraak.core.kernel.law import MARKS
from banenafspraak.core.schemes.answers import Status
from banenafspraak.core.schemes.cases import shown
from banenafspraak.core.schemes.facts import ASKED_ON, NATURAL, Fact, facts
from banenafspraak.core.schemes.reading import law_book
from banenafspraak.core.schemes.telling import OUTCOMES

if TYPE_CHECKING:
    type Schema = dict[str, Any]

DIALECT = "https://json-schema.org/draft/2020-12/schema"
UNKNOWN = (None, "onbekend")
DAY = r"^(\d{4}-\d{2}-\d{2}|\d{1,2}-\d{1,2}-\d{4})$"
NUMBER = r"^\d+([.,]\d{1,2})?$"
DAY_SAID = "Een dag, zoals 2026-07-01."
TEXT, WHOLE, YES_NO = {"type": "string"}, {"type": "integer"}, {"type": "boolean"}
NAME = {"type": "string", "pattern": "^[a-z_0-9]+$"}


def case_schema() -> Schema:
    """What a case may hold. Every fact may be left out, or be null or "onbekend": that is not the same as no.

    >>> case_schema()["properties"]["loonwaarde"]["anyOf"][0]
    {'type': 'integer', 'minimum': 0, 'maximum': 100}
    """
    asked = {"description": f"De dag waarover u het vraagt. Zonder: vandaag. {DAY_SAID}", **_day()}
    return {
        "$schema": DIALECT,
        "title": "Een geval",
        "description": "Wat u weet over werknemer, baan en werkgever. Geen namen en geen bsn: die zijn nooit nodig.",
        "type": "object",
        "properties": {ASKED_ON: asked, **facts_schema()},
        "additionalProperties": False,
    }


def facts_schema() -> dict[str, Schema]:
    """Every fact by name, with its question and where the answer is found."""
    return {name: _fact(fact) for name, fact in facts().items()}


def _fact(fact: Fact) -> Schema:
    about = f"{fact.question.nl} {fact.where.nl}"
    told = f"{about} In {fact.unit}." if fact.unit else about
    if fact.choices:
        meanings = "; ".join(f"{key}: {text.nl}" for key, text in fact.choices.items())
        return {"description": f"{told} {meanings}.", "enum": [*fact.choices, *UNKNOWN]}
    return {"description": told, **_form(fact)}


def _form(fact: Fact) -> Schema:
    if fact.kind == "ja_nee":
        return {"enum": [True, False, "ja", "nee", *UNKNOWN]}
    if fact.kind == "datum":
        return {**_day(), "examples": [shown(fact, fact.lowest)]}
    if fact.kind == "gemeente":
        return {"type": ["string", "null"], "examples": ["GM0363", "Amsterdam"]}
    scale = NATURAL.get(fact.kind, 1)
    kind = "integer" if fact.kind == "geheel" else "number"
    number = {"type": kind, "minimum": fact.lowest // scale, "maximum": fact.highest // scale}
    return {"anyOf": [number, {"type": "string", "pattern": NUMBER}, {"enum": [*UNKNOWN]}]}


def _day() -> Schema:
    return {"anyOf": [{"type": "string", "pattern": DAY}, {"enum": [*UNKNOWN]}]}


def years_schema() -> Schema:
    """The sums of calendar years."""
    cents = {"laagste_cent": WHOLE, "hoogste_cent": WHOLE}
    counted = {**YES_NO, "description": "false: een andere regeling komt ervoor in de plaats."}
    line = _object({"id": NAME, "betaler": NAME, **cents, "telt_mee": counted})
    return _list(
        _object(
            {
                "jaar": WHOLE,
                "loon_cent": {
                    "type": ["integer", "null"],
                    "description": "Loon met vakantiebijslag, als dat bekend is.",
                },
                **cents,
                "regelingen": _list(line),
                "betalers": _list(_object({"betaler": NAME, **cents})),
            }
        )
    )


def answer_schema() -> Schema:
    """What comes out: the case as it was understood, and every scheme with its answer.

    >>> answer_schema()["properties"]["regelingen"]["items"]["properties"]["status"]["enum"][0]
    'applies'
    """
    known = {"type": "object", "propertyNames": {"enum": [*facts()]}, "description": "Wat u opgaf en wij begrepen."}
    return {
        "$schema": DIALECT,
        "title": "Antwoord per regeling",
        "description": "Een schatting, nooit een besluit. Onbekend is null, en nooit nul.",
        **_object({ASKED_ON: _iso("De dag waarover u het vroeg."), "feiten": known, "regelingen": _list(_answer())}),
    }


def catalogue_schema() -> Schema:
    """What a scheme is told as, whoever asks.

    >>> "geschiedenis" in catalogue_schema()["required"]
    True
    """
    value = _object(
        {
            "naam": NAME,
            "titel": TEXT,
            "eenheid": TEXT,
            "artikel": TEXT,
            "noot": _maybe(TEXT),
            "rijen": _list(_row()),
        }
    )
    return {
        "$schema": DIALECT,
        "title": "Regeling",
        "description": "Een regeling met haar voorwaarden, waarden door de jaren heen, bronnen en buren.",
        **_object(
            {
                **_scheme(),
                "per": NAME,
                "nagegaan_op": _iso("Tot en met deze dag zijn de bronnen gelezen."),
                "waarden": _list(value),
                "voorwaarden": _list(_dated_condition()),
                "lezingen": _list(_object({"naam": NAME, "tekst": TEXT, "artikel": TEXT, **_origin()})),
                "geschiedenis": _list(
                    _object({"vanaf": _iso(), "tekst": TEXT, **_origin(), "noot": _maybe(TEXT)}),
                ),
                "samenloop": _list(_conflict(**_span())),
                "lokale_regels": _list(_overlay(value)),
            }
        ),
    }


def _row() -> Schema:
    sure = {**_mark(), "description": "Hoe zeker de eerste dag is. V, D of U."}
    return _object(
        {**_span(iso_first=True), "waarde": TEXT, **_origin(), "zekerheid_vanaf": sure, "noot": _maybe(TEXT)}
    )


def _span(*, iso_first: bool = False) -> dict[str, Schema]:
    first = _iso("Eerste dag.") if iso_first else _maybe(_iso(), "Eerste dag; null: altijd al.")
    return {"vanaf": first, "tot": _maybe(_iso(), "Laatste dag; null: nog niet voorbij.")}


def _dated_condition() -> Schema:
    return _object(
        {
            "naam": NAME,
            "tekst": TEXT,
            "artikel": TEXT,
            **_origin(),
            **_span(),
            "groep": _maybe(NAME),
            "beleid": YES_NO,
            "doen": YES_NO,
            "feiten": {**_list(NAME), "description": "Van welke feiten dit afhangt."},
        }
    )


def _overlay(value: Schema) -> Schema:
    return _object(
        {
            "plaats": TEXT,
            "gemeenten": _list({"type": "string", "pattern": r"^GM\d{4}$"}),
            "regio": _maybe(TEXT),
            "vanaf": _iso(),
            "waarden": _list(value),
            "voorwaarden": _list(_dated_condition()),
            "opmerkingen": _list(TEXT),
            "bestand": TEXT,
            "sha256": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
        }
    )


def _answer() -> Schema:
    return _object(
        {
            **_scheme(),
            "status": {"enum": [one.value for one in Status], "description": "Hoe de regeling staat tot dit geval."},
            "status_tekst": _said("De status in woorden."),
            "geen_besluit": _said("Wie beslist. Deze uitkomst is geen besluit."),
            "reden": _maybe(NAME, "De voorwaarde die beslist. null als alles klopt."),
            "bedrag": _money("Hoeveel, in eurocenten. null als de regeling geen geld geeft."),
            "uiterlijk": _list(_object({"dag": _iso("Laatste dag om aan te vragen."), "artikel": TEXT})),
            "voorwaarden": _list(_condition()),
            "stappen": _list(_step()),
            "waarden": _list(_value()),
            "nog_te_weten": _list(_to_know()),
            "lezingen": _list(
                _object(
                    {
                        "naam": NAME,
                        "tekst": _said("Wat de andere lezing van de tekst is."),
                        "artikel": TEXT,
                        **_origin(),
                        "bedrag": _money("Wat die lezing oplevert."),
                    }
                )
            ),
            "samenloop": _list(_conflict()),
            "waarschuwingen": _list(_object({"soort": NAME, "tekst": TEXT})),
        }
    )


def _scheme() -> dict[str, Schema]:
    return {
        "id": {"enum": [*law_book().schemes]},
        "naam": TEXT,
        "kern": _said("In een zin."),
        "soort": NAME,
        "voor": NAME,
        "betaler": NAME,
        "betaler_tekst": TEXT,
        "beslisser": TEXT,
        "aanvragen": _object({"waar": TEXT, "wanneer": TEXT}),
        "duur": TEXT,
        "documenten": _list(TEXT),
        "formule": _said("Hoe het bedrag wordt berekend."),
        "afronding": _maybe(TEXT, "Hoe wordt afgerond, als de regeling dat zegt."),
        "wet": _object(
            {
                "id": NAME,
                "titel": TEXT,
                "artikelen": _list(TEXT),
                "geldig_vanaf": _iso("Eerste dag van de tekst waarmee is gerekend."),
                "tot": _maybe(_iso(), "Laatste dag, als die er is."),
                "gesloten_vanaf": _maybe(_iso(), "Vanaf deze dag niet meer voor nieuwe mensen."),
                "zekerheid": _mark(),
                "bestand": _said("Het bestand met de regel."),
                "sha256": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
            }
        ),
        "opmerkingen": _list(TEXT),
        "besloten": {**YES_NO, "description": "De werknemer hoeft dit de eerste twee maanden niet te vertellen."},
        "lokaal": _list(
            _object({"plaats": TEXT, "wat": TEXT, "hier": TEXT, "landelijk": TEXT, **_origin(), "noot": _maybe(TEXT)})
        ),
    }


def _condition() -> Schema:
    return _object(
        {
            "naam": NAME,
            "tekst": TEXT,
            "uitkomst": {"enum": [*OUTCOMES.values()]},
            "artikel": TEXT,
            **_origin(),
            "groep": _maybe(NAME, "Van voorwaarden met dezelfde groep is er een genoeg."),
            "beleid": {**YES_NO, "description": "Iemand beslist hierover."},
            "doen": {**YES_NO, "description": "De werkgever moet dit zelf doen."},
            "plaats": _maybe(TEXT, "Van wie deze lokale voorwaarde is."),
        }
    )


def _step() -> Schema:
    value = {"type": "string", "pattern": r"^-?\d+(\.\d+)?$", "description": "Bedragen zijn in eurocenten."}
    exact = {**YES_NO, "description": "false: na zes cijfers afgebroken. Er is gerekend met de precieze waarde."}
    return _object({"naam": NAME, "tekst": TEXT, "waarde": value, "eenheid": TEXT, "precies": exact})


def _value() -> Schema:
    return _object(
        {
            "naam": NAME,
            "titel": TEXT,
            "waarde": TEXT,
            "eenheid": TEXT,
            "artikel": TEXT,
            "vanaf": _iso("Vanaf deze dag geldt de waarde."),
            **_origin(),
            "plaats": _maybe(TEXT, "Van wie deze lokale waarde is."),
            "noot": _maybe(TEXT),
        }
    )


def _to_know() -> Schema:
    choice = _object({"keuze": NAME, "tekst": TEXT})
    kinds = sorted({fact.kind for fact in facts().values()})
    return _object(
        {"feit": {"enum": [*facts()]}, "soort": {"enum": kinds}, "vraag": TEXT, "waar": TEXT, "keuzes": _list(choice)}
    )


def _conflict(**more: Schema) -> Schema:
    return _object(
        {
            "met": {"enum": [*law_book().schemes]},
            "naam": TEXT,
            "soort": {"enum": [*law_book().kinds]},
            "soort_tekst": TEXT,
            "wet": NAME,
            "artikel": TEXT,
            **more,
            **_origin(),
            "noot": _maybe(TEXT),
        }
    )


def _money(told: str) -> Schema:
    amount = {"type": ["integer", "null"], "description": "null als de wet voor deze dag geen bedrag geeft."}
    body = _object({"laagste_cent": amount, "hoogste_cent": amount, "per": NAME, "per_tekst": TEXT})
    return _maybe(body, told)


def _origin() -> dict[str, Schema]:
    return {"bron": _object({"sleutel": TEXT, "titel": TEXT, "adres": TEXT}), "zekerheid": _mark()}


def _mark() -> Schema:
    return {"enum": [*MARKS], "description": "V: nagekeken in de bron. D: afgeleid. U: niet nagekeken."}


def _object(properties: dict[str, Schema]) -> Schema:
    return {"type": "object", "properties": properties, "required": [*properties], "additionalProperties": False}


def _list(items: Schema) -> Schema:
    return {"type": "array", "items": items}


def _maybe(schema: Schema, told: str = "") -> Schema:
    return {"anyOf": [schema, {"type": "null"}], **({"description": told} if told else {})}


def _said(told: str) -> Schema:
    return {**TEXT, "description": told}


def _iso(told: str = "") -> Schema:
    return {"type": "string", "format": "date", **({"description": told} if told else {})}
