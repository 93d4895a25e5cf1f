"""SuwiML UWVDossierInkomstenGSD: what UWV tells a municipality of a person's income, one row per Inkomstenopgave.

Structure as in version v0200, where only the root has a namespace; matched by local name, inside a SOAP envelope or
bare. The periods, sectors and opgaven of one relation stand beside each other and are joined by their days.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from banenafspraak.core.kernel.problems import stop
from banenafspraak.core.tables.formats.xml_rows import Row, record_batches
from banenafspraak.core.tables.formats.xml_safe import elements, first_tags, local
from banenafspraak.core.tables.formats.xml_schema import validate
from banenafspraak.core.tables.formats.xml_spans import Span, changing, in_force

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from lxml.etree import _Element as Element

    from banenafspraak.core.tables.sources import Batches, Source, Tick

ROOT = re.compile(r"\{http://bkwi\.nl/SuwiML/Diensten/UWVDossierInkomstenGSD[^}]*\}.+|.*\bUWVDossierInkomstenGSD\w*")
FIRST = 200
"""How many elements may stand before the root of the message: a SOAP header can be long."""
CLIENT, RELATION = "ClientSuwi", "Inkomstenverhouding"
BSN, BIRTH = frozenset({"Burgerservicenr", "BSN"}), "Geboortedat"
TAGS = [f"{{*}}{name}" for name in (CLIENT, RELATION, *BSN, BIRTH)]


def has_root(tags: list[str]) -> bool:
    """Whether one of these elements is the root of such a message.

    >>> has_root(["{http://bkwi.nl/SuwiML/Diensten/UWVDossierInkomstenGSD/v0200}UWVPersoonsIkvInfoResponse"])
    True
    """
    return any(ROOT.fullmatch(tag) for tag in tags)


def batches(source: Source, tick: Tick, xsd: Path | None = None) -> Batches:
    """The opgaven of a message as text columns under the canonical payroll names, and ROW.

    Dates stay as found: yyyymmdd. ROW is the ordinal of the Inkomstenopgave in the file; `tick` is told the bytes
    read. Code aard and code soort come from the Inkomstenperiode in force on the last day of the opgave, the sector
    likewise; `wisselende_aard` is "ja" when periods that touch the opgave differ in code aard. The message has no
    personeelsnummer, moment or regel. With `xsd` the file is first held against that schema.

    Raises:
        ProblemsError: xml-broken, packed-broken, xml-dtd, xml-namespace, xml-too-deep; with `xsd` also xml-not-valid,
            xml-not-valid-more and xsd-broken.
    """
    if not has_root(first_tags(source, FIRST)):
        raise stop("xml-namespace", source.place)
    if xsd:
        validate(source, xsd)
    yield from record_batches(_numbered(source, tick))


def _numbered(source: Source, tick: Tick) -> Iterator[Row]:
    for number, row in enumerate(_rows(source, tick), 1):
        yield row._replace(number=number)


def _rows(source: Source, tick: Tick) -> Iterator[Row]:
    """A person's own number and birth are the first since the person began: partners and children come later."""
    person: dict[str, str | None] = {}
    for event, element in elements(source, tick, TAGS, {RELATION}):
        name = local(str(element.tag))
        if name == CLIENT:
            person = {}
        elif event == "end" and name == RELATION:
            yield from _relation(element, person)
        elif event == "end":
            person.setdefault("bsn" if name in BSN else name, element.text)


def _relation(element: Element, person: dict[str, str | None]) -> Iterator[Row]:
    own = _texts(element)
    unit = next(element.iter("{*}AdministratieveEenheid"), None)
    relation = Row(
        bsn=person.get("bsn"),
        geboortedatum=person.get(BIRTH),
        loonheffingennummer=None if unit is None else _texts(unit).get("Loonheffingennr"),
        nummer_ikv=own.get("AanduidingIkvWerkgever") or own.get("VolgnrIkv"),
        ikv_begin=own.get("DatBIkv"),
        ikv_einde=own.get("DatEIkv"),
    )
    periods = [_period(found) for found in element.iter("{*}Inkomstenperiode")]
    sectors = [_sector(found) for found in element.iter("{*}SectorBeroepsEnBedrijfsleven")]
    for found in element.iter("{*}Inkomstenopgave"):
        yield _opgave(relation, _texts(found), periods, sectors)


def _opgave(relation: Row, opgave: dict[str, str | None], periods: list[Span], sectors: list[Span]) -> Row:
    first, last = opgave.get("DatBIko"), opgave.get("DatEIko")
    period, sector = in_force(periods, last or first), in_force(sectors, last or first)
    return relation._replace(
        tijdvak_begin=first,
        tijdvak_einde=last,
        verloonde_uren=opgave.get("AantVerloondeUrenIko"),
        code_aard=period.nature if period else None,
        code_soort=period.kind if period else None,
        sectorcode=sector.nature if sector else None,
        wisselende_aard=changing(periods, first, last or first),
    )


def _period(element: Element) -> Span:
    found = _texts(element)
    return Span(found.get("DatBIkp"), found.get("DatEIkp"), found.get("CdAardIkv"), found.get("CdSrtIkv"))


def _sector(element: Element) -> Span:
    """A sector holds for the days of the SectorRisicogroepIkv around it, and where that has none, of the period."""
    around = [_texts(parent) for parent in element.iterancestors("{*}SectorRisicogroepIkv", "{*}Inkomstenperiode")]
    days = {name: text for found in reversed(around) for name, text in found.items() if text}
    return Span(
        days.get("DatBSectorRisicogroep") or days.get("DatBIkp"),
        days.get("DatESectorRisicogroep") or days.get("DatEIkp"),
        _texts(element).get("CdSector"),
    )


def _texts(element: Element) -> dict[str, str | None]:
    """The texts right under an element by local name, the first of each."""
    found: dict[str, str | None] = {}
    for child in element:
        found.setdefault(local(str(child.tag)), child.text)
    return found
