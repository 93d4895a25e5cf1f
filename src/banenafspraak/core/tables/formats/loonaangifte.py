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

    type Texts = dict[str, str | None]


ROOT = re.compile(r"\{http://xml\.belastingdienst\.nl/schemas/Loonaangifte/\d{4}/\d{2}\}Loonaangifte")
UNITS = {"InkomstenverhoudingInitieel": None, "InkomstenverhoudingIntrekking": "intrekking"}
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
        names = {*UNITS, *TIJDVAKKEN, *HEAD, *RELATION, *GROUPS, *leaves}
        self._names: dict[object, str] = {namespace + name: name for name in names}
        self._head: Texts = {}

    def rows(self, source: Source, tick: Tick) -> Iterator[Row]:
        """The rows of all tijdvakken, in the order of the file.

        An element speaks for the relation, or for the group in it, that it lies right under. To go over those alone
        that have a name of ours takes a third less time than to go over all that lies in a relation.
        """
        names, number, found = self._names, 0, None
        unit = group = None
        texts: Texts = {}
        for element, parent in begun(source, tick, map(str, names)):
            name = names[element.tag]
            if name in UNITS:
                if found:
                    yield found.row(number)
                number += 1
                unit, group = element, None
                found = _Relation(UNITS[name] or REGEL.get(_name(parent)), self._head)
            elif parent is group:
                texts[name] = element.text
            elif found and parent is unit:
                if name in GROUPS:
                    group = element
                    texts = found.group(name)
                else:
                    found.own[name] = element.text
            else:
                self._look(name, _name(parent), element.text)
        if found:
            yield found.row(number)

    def _look(self, name: str, parent: str, text: str | None) -> None:
        if name in TIJDVAKKEN:
            self._head = self._head | {"DatAanvTv": None, "DatEindTv": None}
        elif parent in HEAD.get(name, ()):
            self._head = self._head | {name: text}


class _Relation:
    """One income relation: what it does to others, the head above it, its own texts and those of its groups."""

    __slots__ = ("groups", "head", "own", "rule")

    def __init__(self, rule: str | None, head: Texts) -> None:
        self.rule, self.head = rule, head
        self.own: Texts = {}
        self.groups: dict[str, list[Texts]] = {}

    def group(self, name: str) -> Texts:
        """The texts of one more group of this name, to be filled."""
        texts: Texts = {}
        self.groups.setdefault(name, []).append(texts)
        return texts

    def row(self, number: int) -> Row:
        own, groups, head = self.own.get, self.groups.get, self.head.get
        first, last = head("DatAanvTv"), head("DatEindTv")
        [person, *_], [worked, *_] = groups("NatuurlijkPersoon", NOTHING), groups("Werknemersgegevens", NOTHING)
        periods = [
            Span(p.get("DatAanv"), None, p.get("CdAard"), p.get("SrtIV")) for p in groups("Inkomstenperiode", ())
        ]
        sectors = [Span(s.get("DatAanvSect"), s.get("DatEindSect"), s.get("Sect")) for s in groups("Sector", ())]
        period, sector = in_force(periods, last) or NO_SPAN, in_force(sectors, last) or NO_SPAN
        return Row(
            person.get("SofiNr") or own("SofiNr"),
            own("PersNr"),
            head("LhNr"),
            own("NumIV"),
            first,
            last,
            worked.get("AantVerlU"),
            period.nature,
            period.kind,
            sector.nature,
            head("DatTdAanm"),
            self.rule,
            own("DatAanv"),
            own("DatEind"),
            person.get("Gebdat"),
            changing(periods, first, last),
            number,
        )


def _name(element: Element | None) -> str:
    return "" if element is None else local(str(element.tag))
