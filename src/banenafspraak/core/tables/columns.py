"""Which columns each table has, which of them it must have, and the names other systems give them.

Aliases: UWV polis names (SuwiML), CBS SPOLISBUS names (as seen in public research code), the names of our register
template, and common writings. Matching ignores case, spaces, dashes and underscores.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

TableName = Literal["payroll", "register", "employers", "keys", "lending", "figures", "organisations"]


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name here, other names for it, and whether a table cannot do without it.

    `spare` are names that count only when no other name of the column is there.
    """

    name: str
    aliases: tuple[str, ...] = ()
    required: bool = False
    spare: tuple[str, ...] = ()

    def choose(self, headers: Sequence[str]) -> list[str]:
        """The headers that stand for this column: by its own name, else by another, else by a spare one.

        >>> PAYROLL.columns[4].choose(["VolgnrIkv", "AanduidingIkvWerkgever"])
        ['AanduidingIkvWerkgever']
        """
        for names in ((self.name,), self.aliases, self.spare):
            wanted = {plain(name) for name in names}
            if chosen := [header for header in headers if plain(header) in wanted]:
                return chosen
        return []


@dataclass(frozen=True, slots=True)
class Table:
    """A kind of table. `person` says that rows are about a person: by bsn or by persoon, at least one of them."""

    name: TableName
    columns: tuple[Column, ...]
    person: bool = False

    def names(self) -> tuple[str, ...]:
        """The names of all columns, in order."""
        return tuple(column.name for column in self.columns)

    def find(self, header: str) -> str | None:
        """The column that a header of a file stands for.

        >>> PAYROLL.find("SAANTVERLU"), PAYROLL.find("Verloonde uren"), PAYROLL.find("schoenmaat")
        ('verloonde_uren', 'verloonde_uren', None)
        """
        return _columns_by_name(self).get(plain(header))


@cache
def _columns_by_name(table: Table) -> dict[str, str]:
    """The columns of a table by each of their names, plain; the first column that has a name keeps it."""
    found: dict[str, str] = {}
    for column in table.columns:
        for name in (column.name, *column.aliases, *column.spare):
            found.setdefault(plain(name), column.name)
    return found


def plain(header: str) -> str:
    """A header without case, spaces, dashes, underscores and byte order mark."""
    return re.sub(r"[\s_\-.\ufeff]", "", header).casefold()


BSN = Column("bsn", ("burgerservicenummer", "sofinr", "sofinummer", "burgerservicenr"))
PERSOON = Column("persoon", ("rinpersoon", "persoonid", "pseudoniem", "personid"))
PERSONNEL = Column("personeelsnummer", ("persnr", "personeelsnr", "medewerkernummer"))
EMPLOYER = Column(
    "loonheffingennummer",
    ("lhnr", "slhnrcrypt", "loonheffingennr", "loonheffingsnummer"),
    required=True,
    spare=("werkgever", "aansluitnummer"),
)
BIRTH = Column("geboortedatum", ("gebdat", "geboren", "geboortedat"))

PAYROLL = Table(
    "payroll",
    (
        BSN,
        PERSOON,
        PERSONNEL,
        EMPLOYER,
        Column(
            "nummer_ikv",
            ("numiv", "ikvid", "nummerinkomstenverhouding", "aanduidingikvwerkgever", "ikv"),
            spare=("volgnrikv",),
        ),
        Column(
            "tijdvak_begin",
            ("sdatumaanvangiko", "datbiko", "datumaanvangtijdvak", "dataanvtv", "beginperiode"),
            required=True,
        ),
        Column(
            "tijdvak_einde",
            ("sdatumeindeiko", "dateiko", "datumeindetijdvak", "dateindtv", "eindeperiode"),
            required=True,
        ),
        Column(
            "verloonde_uren",
            ("saantverlu", "aantverlu", "aantverloondeureniko", "verloondeuren", "uren"),
            required=True,
        ),
        Column(
            "code_aard",
            ("scdaard", "cdaard", "cdaardikv", "aardarbeidsverhouding", "codeaardarbeidsverhouding"),
            required=True,
        ),
        Column(
            "code_soort",
            ("ssrtiv", "srtiv", "cdsrtikv", "soortinkomstenverhouding", "codesoortinkomstenverhouding"),
            required=True,
        ),
        Column("sectorcode", ("ssect", "sect", "cdsector"), required=True, spare=("sector",)),
        Column("aangemaakt_op", ("dattdaanm", "aanmaakmoment", "berichtmoment")),
        Column("regel", ("soortregel", "soortbericht", "berichtsoort")),
        Column("ikv_begin", ("sdatumaanvangikv", "datbikv", "datumaanvangikv")),
        Column("ikv_einde", ("sdatumeindeikv", "dateikv", "datumeindeikv")),
        BIRTH,
    ),
    person=True,
)
REGISTER = Table(
    "register",
    (
        BSN,
        PERSOON,
        Column("datum_begin", ("begin", "begindatum", "registratiedatum", "datumregistratie"), required=True),
        Column("datum_einde", ("einde", "einddatum", "einddatumregistratie")),
        BIRTH,
        Column("grondslag", ("grond", "codegrondslag")),
        Column("grondslag_vervallen_op", ("grondslagvervallen", "grondslagtot")),
        Column("beschut_besluit_op", ("beschutbesluit", "datumbeschutwerk")),
        Column("loonheffingennummer", ("lhnr",)),
        Column("peildatum", ()),
    ),
    person=True,
)
EMPLOYERS = Table(
    "employers",
    (
        EMPLOYER,
        Column("naam", ("werkgevernaam", "naamwerkgever", "naamadministratieveeenheid")),
        Column("sector", ()),
        Column("sectorcode", ("sect",)),
        Column("subsector", ()),
        Column("sbi", ("sbicode", "codesbi")),
        Column("gemeente", ("gemeentecode", "vestigingsgemeente", "gm")),
        Column("uitlener", ("isuitlener",)),
    ),
)
KEYS = Table(
    "keys",
    (
        Column("jaar", ("year",), required=True),
        Column("sector", (), required=True),
        Column("aandeel", ("share", "aandeelprocent"), required=True),
        Column("bron", ("source",), required=True),
    ),
)
LENDING = Table(
    "lending",
    (
        BSN,
        PERSOON,
        Column("uitlener", ("loonheffingennummeruitlener", "lhnruitlener"), required=True),
        Column("inlener", ("loonheffingennummerinlener", "lhnrinlener"), required=True),
        Column("uren", ("verloondeuren", "toegerekendeuren"), required=True),
        Column("uitlener_akkoord_op", ("akkoorduitlener",)),
        Column("inlener_akkoord_op", ("akkoordinlener", "fiatinlener")),
    ),
    person=True,
)
FIGURES = Table(
    "figures",
    (
        Column("reeks", ("series",), required=True),
        Column("peildatum", ("measuredon", "peildag", "meetmoment"), required=True, spare=("datum",)),
        Column("regio", ("region", "arbeidsmarktregio", "regiocode")),
        Column("sector", (), required=True),
        Column("soort", ("employmenttype", "soortbaan", "soortwerk"), required=True),
        Column("banen", ("jobstotal", "totaalbanen", "banentotaal")),
        Column("extra_banen", ("extrajobs",)),
        Column("gepubliceerd_op", ("publicatiedatum", "datumpublicatie", "publishedon"), required=True),
        Column("bron", ("source",), required=True),
        Column("adres", ("address", "url", "webadres")),
        Column("zekerheid", ("mark",)),
        Column("noot", ("note", "opmerking", "toelichting")),
    ),
)
ORGANISATIONS = Table(
    "organisations",
    (
        Column("kenmerk", ("publicid", "organisatiekenmerk")),
        Column("naam", ("organisatie", "organisatienaam", "bedrijfsnaam", "werkgever", "name"), required=True),
        Column("soort_organisatie", ("soortorganisatie", "organisatiesoort", "kind"), required=True, spare=("soort",)),
        Column("sector", ()),
        Column("subsector", ("deelsector", "branche")),
        Column("kvk", ("kvknummer", "kvknr", "kamervankoophandel", "kvk-nummer")),
        Column("oin", ("oinnummer", "organisatieidentificatienummer")),
        Column("website", ("site", "url", "webadres", "internetadres")),
        Column("gemeenten", ("gemeente", "vestigingsgemeente", "vestigingen"), spare=("plaats", "vestigingsplaats")),
        Column("werknemers", ("aantalwerknemers", "medewerkers", "aantalmedewerkers")),
        Column("werknemers_op", ("peildatumwerknemers", "peildatum")),
        Column("werknemers_bron", ("bronwerknemers", "bron")),
        Column("actief_vanaf", ("opgericht", "oprichtingsdatum", "activefrom")),
        Column("actief_tot", ("opgeheven", "opheffingsdatum", "activeto")),
    ),
)
