"""Loonaangifte XML of any year: the wage tax return, one row per income relation (inkomstenverhouding).

Structure as in the schema of 2026 version 2.0; elements of other years that are not known are passed over. Which row
replaces which is not decided here: a row says by `regel` and `aangemaakt_op` what it is.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from banenafspraak.core.kernel.problems import stop
from banenafspraak.core.tables.formats.xml_rows import Row, record_batches
from banenafspraak.core.tables.formats.xml_safe import begun, first_tags, local
from banenafspraak.core.tables.formats.xml_schema import validate
from banenafspraak.core.tables.formats.xml_spans import Span, changing, in_force

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from lxml.etree import _Element as Element

    from banenafspraak.core.tables.sources import Batches, Source, Tick

    type Texts = dict[str | None, str | None]

ROOT = re.compile(r"\{http://xml\.belastingdienst\.nl/schemas/Loonaangifte/\d{4}/\d{2}\}Loonaangifte")
INITIEEL, INTREKKING = "InkomstenverhoudingInitieel", "InkomstenverhoudingIntrekking"
TIJDVAKKEN = frozenset({"TijdvakAangifte", "TijdvakCorrectie"})
REGEL = {"VolledigeAangifte": "volledig", "AanvullendeAangifte": "aanvulling", "TijdvakCorrectie": "correctie"}
# Dates of a tijdvak stand elsewhere too, in the balance of earlier corrections; so each name counts under its parent.
HEAD = {
    "DatTdAanm": frozenset({"Bericht"}),
    "LhNr": frozenset({"AdministratieveEenheid"}),
    "DatAanvTv": TIJDVAKKEN,
    "DatEindTv": TIJDVAKKEN,
}
RELATION = ("NumIV", "DatAanv", "DatEind", "PersNr", "SofiNr")
GROUPS = {
    "NatuurlijkPersoon": ("SofiNr", "Gebdat"),
    "Inkomstenperiode": ("DatAanv", "SrtIV", "CdAard"),
    "Werknemersgegevens": ("AantVerlU",),
    "Sector": ("DatAanvSect", "DatEindSect", "Sect"),
}
NOTHING: list[Texts] = [{}]
NO_SPAN = Span(None, None, None)


def is_root(tag: str) -> bool:
    """Whether an element is the root of a Loonaangifte, of whatever year.

    >>> is_root("{http://xml.belastingdienst.nl/schemas/Loonaangifte/2022/01}Loonaangifte")
    True
    """
    return ROOT.fullmatch(tag) is not None


def batches(source: Source, tick: Tick, xsd: Path | None = None) -> Batches:
    """The income relations of a message as text columns under the canonical payroll names, and ROW.

    ROW is the ordinal of the InkomstenverhoudingInitieel or -Intrekking in the file; `tick` is told the bytes read.
    A relation may have several income periods and sectors but has one number of hours per tijdvak. Which period then
    gives code aard and code soort is our choice: the one in force on the last day of the tijdvak, which is the latest
    that began by then, else the earliest; likewise the sector. `wisselende_aard` is "ja" when periods that touch the
    tijdvak differ in code aard. With `xsd` the file is first held against that schema.

    Raises:
        ProblemsError: xml-broken, packed-broken, xml-dtd, xml-namespace, xml-too-deep; with `xsd` also xml-not-valid,
            xml-not-valid-more and xsd-broken.
    """
    [root] = first_tags(source)
    if not is_root(root):
        raise stop("xml-namespace", source.place)
    if xsd:
        validate(source, xsd)
    yield from record_batches(_Message(root.removesuffix("Loonaangifte")).rows(source, tick))


class _Message:
    """Reads one message. Names are looked up as whole tags: taking them apart would cost a fifth of the time."""

    def __init__(self, namespace: str) -> None:
        leaves = {name for children in GROUPS.values() for name in children}
        self._names: dict[object, str] = {namespace + name: name for name in (*RELATION, *GROUPS, *leaves)}
        # Of two dozen children to pick one by its tag is cheaper than to take them all; of a handful it is not.
        self._picked = {"Werknemersgegevens": namespace + "AantVerlU"}
        self._units: dict[object, str] = {namespace + INITIEEL: INITIEEL, namespace + INTREKKING: INTREKKING}
        self._tags = [*map(str, self._units), *(namespace + name for name in (*TIJDVAKKEN, *HEAD))]
        self._head: Texts = {}

    def rows(self, source: Source, tick: Tick) -> Iterator[Row]:
        """The rows of all tijdvakken, in the order of the file."""
        number = 0
        for element, parent in begun(source, tick, self._tags, self._units.values()):
            unit = self._units.get(element.tag)
            if unit:
                number += 1
                yield self._row(element, "intrekking" if unit == INTREKKING else REGEL.get(_name(parent)), number)
            else:
                self._look(_name(element), _name(parent), element.text)

    def _look(self, name: str, parent: str, text: str | None) -> None:
        if name in TIJDVAKKEN:
            self._head |= {"DatAanvTv": None, "DatEindTv": None}
        elif parent in HEAD.get(name, ()):
            self._head[name] = text

    def _row(self, element: Element, rule: str | None, number: int) -> Row:
        own, groups = self._parts(element)
        head = self._head.get
        first, last = head("DatAanvTv"), head("DatEindTv")
        [person, *_], [worked, *_] = groups["NatuurlijkPersoon"] or NOTHING, groups["Werknemersgegevens"] or NOTHING
        periods = [Span(p.get("DatAanv"), None, p.get("CdAard"), p.get("SrtIV")) for p in groups["Inkomstenperiode"]]
        sectors = [Span(s.get("DatAanvSect"), s.get("DatEindSect"), s.get("Sect")) for s in groups["Sector"]]
        period, sector = in_force(periods, last) or NO_SPAN, in_force(sectors, last) or NO_SPAN
        return Row(
            person.get("SofiNr") or own.get("SofiNr"),
            own.get("PersNr"),
            head("LhNr"),
            own.get("NumIV"),
            first,
            last,
            worked.get("AantVerlU"),
            period.nature,
            period.kind,
            sector.nature,
            head("DatTdAanm"),
            rule,
            own.get("DatAanv"),
            own.get("DatEind"),
            person.get("Gebdat"),
            changing(periods, first, last),
            number,
        )

    def _parts(self, element: Element) -> tuple[Texts, dict[str | None, list[Texts]]]:
        """The relation's own texts by name, and of each group the texts of all its occurrences."""
        names, picked = self._names.get, self._picked
        own: Texts = {}
        groups: dict[str | None, list[Texts]] = {name: [] for name in GROUPS}
        for child in element:
            name = names(child.tag)
            if name in groups:
                parts = child.iterchildren(picked[name]) if name in picked else child
                groups[name].append({names(part.tag): part.text for part in parts})
            elif name:
                own[name] = child.text
        return own, groups


def _name(element: Element | None) -> str:
    return "" if element is None else local(str(element.tag))
