"""What the API gives, field by field. Names are Dutch, as on the site and in files; unknown is null, never zero."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel

from banenafspraak.api.v1.naming import described_outside
from banenafspraak.core.schemes.describing import answer_schema, catalogue_schema, years_schema

Reeks = Literal["official", "uwv_quarterly"]
ElkeReeks = Literal["official", "uwv_quarterly", "verzonnen"]
Sector = Literal["markt", "overheid", "totaal"]
Soort = Literal["alles", "regulier", "inleen"]
Zekerheid = Literal["V", "D", "U"]
LINKS = "_links"


class Shape(BaseModel):
    """Fields in snake case here, in camel case outside. A link is written under a name that Python keeps for itself."""

    model_config = ConfigDict(
        alias_generator=lambda name: LINKS if name == "links" else to_camel(name),
        validate_by_name=True,
        frozen=True,
        extra="forbid",
    )


class Link(Shape):
    """Waar iets staat."""

    href: str = Field(description="Adres, vanaf de site gezien.")


class Links(Shape):
    """Adressen die bij iets horen."""

    self: Link


class LijstLinks(Links):
    """Deze bladzijde van een lijst, en de andere."""

    first: Link
    prev: Link | None = Field(None, description="null op de eerste bladzijde.")
    next: Link | None = Field(None, description="null op de laatste bladzijde.")
    last: Link


class Bron(Shape):
    """Waar een gegeven is gelezen."""

    titel: str
    adres: str | None = Field(description="null als er geen adres is.")


class Herkomst(Shape):
    """Hoe zeker een gegeven is, en waar het vandaan komt."""

    zekerheid: Zekerheid = Field(description="V: nagekeken in de bron. D: afgeleid. U: niet nagekeken.")
    bron: Bron
    noot: str | None = Field(description="Wat een lezer erbij moet weten.")


class Tegel(Shape):
    """De plaats van een regio op onze tegelkaart: rij en kolom, geteld vanaf 0, het noorden boven."""

    rij: int
    kolom: int


class Centrumgemeente(Shape):
    """De gemeente die voor de regio optreedt."""

    code: str
    naam: str
    zekerheid: Zekerheid


class RegioLinks(Links):
    """De regio zelf, en haar gemeenten."""

    gemeenten: Link


class Regio(Shape):
    """Een arbeidsmarktregio. Lengte- en breedtegraad zijn van haar midden (WGS84)."""

    code: str = Field(description="AM en twee cijfers. De codes lopen niet door.", examples=["AM01"])
    naam: str
    korte_naam: str = Field(description="Onze afkorting, voor kleine kaarten.")
    centrumgemeente: Centrumgemeente
    lengtegraad: float
    breedtegraad: float
    tegel: Tegel
    herkomst: Herkomst
    links: RegioLinks


class RegioVanGemeente(Shape):
    """De regio van een gemeente in een jaar, en hoe zeker dat is."""

    code: str
    naam: str
    geldig_vanaf: date | None = Field(description="Eerste dag waarvoor een bron dit zegt. null buiten die jaren.")
    zekerheid: Zekerheid
    noot: str | None


class Gemeente(Shape):
    """Een gemeente, met haar regio in het gevraagde jaar. Lengte- en breedtegraad zijn van haar midden (WGS84)."""

    code: str = Field(description="GM en vier cijfers.", examples=["GM0363"])
    naam: str
    jaar: int = Field(description="Het jaar waarvoor de regio geldt.")
    regio: RegioVanGemeente | None = Field(description="null als de regio in dat jaar niet bekend is.")
    lengtegraad: float | None
    breedtegraad: float | None
    links: Links


class OrganisatieLinks(Links):
    """De organisatie zelf, en wie u daar kunt bellen (alleen met een sleutel)."""

    contactpersonen: Link


class Organisatie(Shape):
    """Een werkgever of andere organisatie."""

    id: UUID
    naam: str
    soort: str = Field(description="Zoals employer, municipality, desk of school.")
    sector: str | None = Field(description="markt of overheid. null als het niet bekend is.")
    subsector: str | None
    kvk_nummer: str | None
    oin: str | None
    website: str | None
    werknemers: int | None = Field(description="null als het niet bekend is.")
    regios: tuple[str, ...] = Field(description="Codes van de regio's waar zij een vestiging heeft.")
    verzonnen: bool
    nagekeken_op: date | None
    links: OrganisatieLinks


class Contactpersoon(Shape):
    """Wie u bij een organisatie kunt bellen."""

    naam: str
    functie: str | None
    telefoon: str | None
    email: str | None
    regio: str | None = Field(description="null als het voor alle regio's is.")
    vervanger: bool


class Doelstelling(Shape):
    """Het aantal extra banen dat er aan het eind van een jaar moet zijn."""

    id: str = Field(examples=["2018.totaal"])
    jaar: int
    peildatum: date
    sector: Sector
    extra_banen: int
    herkomst: Herkomst
    links: Links


class ResultaatLinks(Links):
    """Het cijfer zelf, en de meting waar het bij hoort."""

    meting: Link | None = Field(description="null bij een verzonnen cijfer.")


class Resultaat(Shape):
    """Een gepubliceerd cijfer van een reeks. Cijfers van twee reeksen mogen niet van elkaar worden afgetrokken."""

    id: str = Field(
        examples=["official/2018-12-31/total/all"], description="Op de hele site en in alle bestanden hetzelfde."
    )
    reeks: ElkeReeks
    verzonnen: bool = Field(description="Of het cijfer verzonnen is: alleen als u om reeks=verzonnen vroeg.")
    peildatum: date
    regio: str | None = Field(description="Code van een arbeidsmarktregio. null is heel Nederland.")
    sector: Sector
    soort: Soort = Field(description="alles, regulier (in dienst) of inleen (uitzenden en detacheren).")
    extra_banen: int | None = Field(description="Toename sinds de nulmeting van december 2012. null is niet bekend.")
    banen: int | None = Field(description="Alle banen, met die van de nulmeting. null is niet gepubliceerd.")
    december_effect: bool = Field(description="Vierde kwartaal: een deel gaat er in het volgende kwartaal af.")
    uitgave: str = Field(description="De uitgave waar het cijfer uit komt.")
    herkomst: Herkomst
    links: ResultaatLinks


class ReeksInfo(Shape):
    """Een reeks cijfers."""

    code: Reeks
    naam: str
    toelichting: str | None


class Definitie(Shape):
    """De telling van ons programma die het dichtst bij de reeks staat."""

    naam: str
    titel: str


class Uitgave(Shape):
    """Wat op een moment van een reeks is gepubliceerd."""

    naam: str
    gepubliceerd_op: date | None = Field(description="null bij de cijfers die met het programma meekomen.")
    bestand: str
    sha256: str


class Herziening(Shape):
    """Een cijfer dat in een latere uitgave anders staat."""

    resultaat: str = Field(description="Het id van het cijfer.")
    maat: Literal["extraBanen", "banen"]
    oud: int | None
    nieuw: int | None
    verschil: int | None
    uitgave: str = Field(description="De uitgave die het veranderde.")
    gepubliceerd_op: date | None


class Meting(Shape):
    """Alles wat een reeks over een dag en een plaats zegt: cijfers, doelen van die dag, uitgaven en herzieningen."""

    id: str = Field(examples=["official/2018-12-31"])
    peildatum: date
    regio: str | None = Field(description="Code van een arbeidsmarktregio. null is heel Nederland.")
    reeks: ReeksInfo
    definitie: Definitie
    december_effect: bool
    doelstellingen: tuple[Doelstelling, ...] = Field(description="Alleen bij heel Nederland, op 31 december.")
    resultaten: tuple[Resultaat, ...]
    uitgaven: tuple[Uitgave, ...]
    herzieningen: tuple[Herziening, ...]
    links: Links


class Lijst(Shape):
    """Een bladzijde van een lijst."""

    aantal: int = Field(description="Hoeveel er in de hele lijst staan.")
    pagina: int
    per_pagina: int
    links: LijstLinks


class Regios(Lijst):
    """Arbeidsmarktregio's."""

    regios: tuple[Regio, ...]


class Organisaties(Lijst):
    """Organisaties."""

    organisaties: tuple[Organisatie, ...]


class Regeling(Shape):
    """Een regeling in de lijst. Alles erover staat op haar eigen adres."""

    id: str
    naam: str
    kern: str = Field(description="In een zin.")
    soort: str
    voor: str
    betaler: str
    beslisser: str
    geldig_vanaf: date
    tot: date | None = Field(description="null als de regeling niet voorbij is.")
    gesloten_vanaf: date | None = Field(description="null als er nieuwe mensen bij kunnen.")
    links: Links


class Regelingen(Lijst):
    """Regelingen."""

    regelingen: tuple[Regeling, ...]


def _as(described: Callable[[], dict[str, Any]], **more: Any) -> ConfigDict:  # noqa: ANN401 - any value of JSON
    """A shape that the core describes: its description takes the place of that of the fields."""

    def put(schema: dict[str, Any]) -> None:
        made = described_outside(described())
        made.pop("$schema")
        made["properties"] |= more
        made["required"] += list(more)
        schema.clear()
        schema.update(made)

    return ConfigDict(json_schema_extra=put)


class RegelingHeel(Shape):
    """Een regeling met alles wat in haar bestanden staat."""

    model_config = _as(catalogue_schema)


class Berekening(Shape):
    """Wat bij een geval lijkt te passen."""

    model_config = _as(
        answer_schema,
        afgeschermd={
            "type": "array",
            "items": {"type": "string"},
            "description": "Regelingen die een werkgever nog niet mag zien. Leeg als u dat niet vroeg.",
        },
        jaren=described_outside(years_schema()),
    )


class Contactpersonen(Lijst):
    """Contactpersonen."""

    contactpersonen: tuple[Contactpersoon, ...]


class Gemeenten(Lijst):
    """Gemeenten."""

    gemeenten: tuple[Gemeente, ...]


class Doelstellingen(Lijst):
    """Doelstellingen."""

    doelstellingen: tuple[Doelstelling, ...]


class Resultaten(Lijst):
    """Gepubliceerde cijfers."""

    resultaten: tuple[Resultaat, ...]


class Metingen(Lijst):
    """Metingen."""

    metingen: tuple[Meting, ...]


class Fout(Shape):
    """Een ding dat niet klopt aan een vraag."""

    plaats: str = Field(description="De parameter.")
    reden: str


class Probleem(Shape):
    """Waarom een vraag niet kan worden beantwoord (RFC 9457)."""

    type: str = Field(description="Adres van de uitleg.")
    title: str
    status: int
    detail: str = Field(description="Wat u kunt doen.")
    fouten: tuple[Fout, ...] | None = Field(None, description="Alles wat er mis is, in een keer.")
