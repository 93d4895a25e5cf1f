"""What may be asked: filters, order and page of each list. A parameter that we do not know is refused, never ignored.

Whoever writes `jar=2018` would otherwise get all years, and might quote a wrong figure.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationInfo, model_validator
from pydantic.alias_generators import to_camel

from banenafspraak.api.v1.problems import Fault
from banenafspraak.api.v1.shapes import ElkeReeks, Reeks, Sector, Soort
from banenafspraak.core.figures.files import SECTORS, WORK

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from banenafspraak.core.figures import Figure
    from banenafspraak.core.invented.figures import InventedFigure

NATION = "nederland"
MOST, USUAL = 500, 100
FIRST_YEAR, LAST_YEAR = 2012, 2100
REGION, MUNICIPALITY_REGION = r"^(AM\d\d|nederland)$", r"^AM\d\d$"
TWICE = "Deze parameter staat er meer dan een keer. Geef hem een keer."
OTHERWISE = "Dit heeft niet de goede vorm. Kijk in /api/v1/openapi.json."
REASONS: Mapping[str, str] = {
    "extra_forbidden": "Deze parameter kennen wij niet.",
    "int_parsing": "Geef een geheel getal.",
    "int_parsing_size": "Dit getal is te groot.",
    "greater_than_equal": "Geef een getal van ten minste {ge}.",
    "less_than_equal": "Geef een getal van ten hoogste {le}.",
    "literal_error": "Kies uit {expected}.",
    "string_too_long": "Dit is te lang.",
    "int_type": TWICE,
    "string_type": TWICE,
}
"""What is wrong, by the name that the reader of questions gives it."""
FORMS: Mapping[str, str] = {
    "sorteer": "Geef namen van velden met een komma ertussen. Een min ervoor is van hoog naar laag.",
    "regio": "Geef een code zoals AM01.",
}
"""What a parameter looks like, by its name."""


class Question(BaseModel):
    """What may be asked of one thing. What we do not know is put beside what we do, so that all of it is checked."""

    model_config = ConfigDict(alias_generator=to_camel, extra="forbid", frozen=True)

    @model_validator(mode="before")
    @classmethod
    def whole(cls, data: dict[str, Any], info: ValidationInfo) -> dict[str, Any]:
        """All that was asked, also what we do not know or what stands there twice."""
        sent = info.context["request"].GET.lists() if info.context else ()
        return {**data, **{name: values if len(values) > 1 else values[0] for name, values in sent}}


class Paged(Question):
    """What may be asked of every list."""

    pagina: int = Field(1, ge=1, description="Welke bladzijde.")
    per_pagina: int = Field(USUAL, ge=1, le=MOST, description="Hoeveel er op een bladzijde staan.")


def order_of(*names: str) -> Any:  # noqa: ANN401 - pydantic calls the description of a field anything
    """The parameter that puts a list in order, by some of its fields."""
    one = f"-?({'|'.join(names)})"
    told = f"Velden met een komma ertussen: {', '.join(names)}. Een min ervoor is van hoog naar laag."
    return Field(None, pattern=rf"^{one}(,{one})*$", description=told)


def _year(said: str) -> Any:  # noqa: ANN401 - as above, a description of a field
    return Field(None, ge=FIRST_YEAR, le=LAST_YEAR, description=said)


class RegioVraag(Paged):
    """Vraag naar regio's."""

    sorteer: str | None = order_of("code", "naam")


class OrganisatiesVraag(Paged):
    """Vraag naar organisaties."""

    zoek: str | None = Field(
        None, max_length=100, description="Begin van woorden uit de naam, of een KvK-nummer of OIN."
    )
    soort: str | None = Field(None, max_length=20, description="Wat het voor organisatie is, zoals employer.")
    sector: str | None = Field(None, max_length=40, description="markt, overheid, of een deel daarvan zoals gemeenten.")
    regio: str | None = Field(None, pattern=MUNICIPALITY_REGION, description="Code van een arbeidsmarktregio.")


class GemeenteVraag(Question):
    """Vraag naar een gemeente."""

    jaar: int | None = _year("Het jaar waarvoor de regio geldt. Zonder jaar: dit jaar.")


class GemeentenVraag(Paged):
    """Vraag naar gemeenten."""

    jaar: int | None = _year("Het jaar waarvoor de regio geldt. Zonder jaar: dit jaar.")
    regio: str | None = Field(None, pattern=MUNICIPALITY_REGION, description="Code van een regio, zoals AM01.")
    sorteer: str | None = order_of("code", "naam")


class DoelstellingVraag(Paged):
    """Vraag naar doelstellingen."""

    jaar: int | None = _year("Het jaar.")
    sector: Sector | None = Field(None, description="De sector.")
    sorteer: str | None = order_of("jaar", "sector", "extraBanen")


class MetingVraag(Paged):
    """Vraag naar metingen."""

    reeks: Reeks | None = Field(None, description="De reeks.")
    jaar: int | None = _year("Het jaar van de peildatum.")
    regio: str | None = Field(None, pattern=REGION, description="Code van een regio, of nederland. Zonder: alles.")
    sorteer: str | None = order_of("peildatum", "reeks", "regio")


class ResultaatVraag(Paged):
    """Vraag naar resultaten."""

    reeks: ElkeReeks | None = Field(None, description="De reeks. Zonder: alles wat is gepubliceerd.")
    jaar: int | None = _year("Het jaar van de peildatum.")
    sector: Sector | None = Field(None, description="De sector.")
    soort: Soort | None = Field(None, description="De soort werk.")
    regio: str | None = Field(None, pattern=REGION, description="Code van een regio, of nederland. Zonder: alles.")
    uitgave: str | None = Field(
        None, max_length=100, description="Naam van een uitgave: wat die noemde. Zonder: van elk cijfer de laatste."
    )
    sorteer: str | None = order_of("peildatum", "reeks", "regio", "sector", "soort", "extraBanen", "banen")

    def takes(self, each: Figure | InventedFigure) -> bool:
        """Whether a figure is among those that were asked for, whatever its series."""
        return (
            (self.jaar is None or self.jaar == each.measured_on.year)
            and (self.sector is None or self.sector == SECTORS[each.sector])
            and (self.soort is None or self.soort == WORK[each.employment_type])
            and (self.regio is None or self.regio == (each.region or NATION))
        )


def faults(errors: Iterable[Mapping[str, Any]]) -> list[Fault]:
    """What the reader of questions found, in plain Dutch, without what was sent."""
    return [Fault(str(error["loc"][-1]), _reason(error)) for error in errors]


def _reason(error: Mapping[str, Any]) -> str:
    given = {name: str(value).replace("'", "").replace(" or ", " of ") for name, value in error.get("ctx", {}).items()}
    return REASONS.get(error["type"], FORMS.get(error["loc"][-1], OTHERWISE)).format_map(given)
