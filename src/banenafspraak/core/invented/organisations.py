"""Invented employers, desks and people to call, to try the directory with. Nobody and nothing here exists.

Names are made of Dutch words and say that they are invented; numbers of telephones cannot be dialled and addresses of
mail lead nowhere. The same seed gives the same organisations.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from banenafspraak.core.organisations.facts import Facts
from banenafspraak.core.organisations.sectors import subsectors
from banenafspraak.core.regions.membership import municipalities, regions

FIRST = (
    "Ada",
    "Bram",
    "Chaima",
    "Daan",
    "Esra",
    "Floor",
    "Gijs",
    "Hanna",
    "Ilias",
    "Joke",
    "Kees",
    "Lotte",
    "Mo",
    "Noor",
)
LAST = ("Bedacht", "Verzonnen", "Voorbeeld", "van Fictie", "de Proef", "Oefening", "van Papier", "Nergenshuis")
FUNCTIONS = ("adviseur werkgevers", "medewerker personeelszaken", "teamleider", "bedrijfsleider", "accountmanager")
BEGIN = (
    "Zilver", "Kraan", "Linde", "Vossen", "Wolken", "Anker", "Distel", "Ijsvogel", "Kiezel", "Lantaarn",
    "Molen", "Nevel", "Otter", "Papaver", "Regen", "Schelp", "Toren", "Uilen", "Veder", "Winter",
)  # fmt: skip
END = ("hof", "brug", "veld", "waard", "rust", "poort", "kade", "berg", "dal", "wijk", "duin", "horst", "lust", "oord")
TRADES = {
    "industrie": ("Metaalfabriek", "Meubelmakerij", "Zeepfabriek", "Papierfabriek"),
    "bouw": ("Bouwbedrijf", "Schilders", "Timmerwerken", "Dakdekkers"),
    "handel": ("Tuincentrum", "Groothandel", "Bouwmarkt", "Kringloop"),
    "vervoer-en-opslag": ("Transport", "Pakketdienst", "Opslag", "Logistiek"),
    "horeca": ("Hotel", "Eetcafé", "Lunchroom", "Catering"),
    "zakelijke-dienstverlening": ("Schoonmaak", "Beveiliging", "Adviesbureau", "Drukwerk"),
    "zorg-en-welzijn": ("Thuiszorg", "Zorgcentrum", "Kinderopvang", "Welzijnswerk"),
    "landbouw": ("Kwekerij", "Fruitteelt", "Melkveehouderij", "Kassen"),
    "gemeenten": ("Gemeentewerken",),
    "waterschappen": ("Waterschap",),
    "primair-onderwijs": ("Basisscholen",),
    "hoger-beroepsonderwijs": ("Hogeschool",),
}
LEGAL = ("", " B.V.", " N.V.", " VOF", "")
SIGN = "(verzonnen)"
DAY = date(2026, 1, 1)
SOURCE = "verzonnen opgave"
MOST_SITES, MANY_SITES = 5, 0.15
PUBLIC = "overheid"


@dataclass(frozen=True, slots=True)
class Caller:
    """A person to call, for a region; `stand_in` is who is called when the other is not there."""

    name: str
    function: str
    phone: str
    mail: str
    region: str
    stand_in: bool = False


@dataclass(frozen=True, slots=True)
class Invented:
    """An invented organisation with its people to call."""

    facts: Facts
    callers: tuple[Caller, ...]


def invented_organisations(number: int, seed: int) -> Iterator[Invented]:
    """A desk in each region, and so many employers with sites all over the country.

    >>> some = list(invented_organisations(3, seed=1))
    >>> len(some), some[0].facts.name, all(SIGN in one.facts.name for one in some)
    (38, 'Loket Werk Groningen (verzonnen)', True)
    """
    dice = random.Random(seed)  # noqa: S311 - invented data, no secret
    for region in sorted(regions(), key=lambda each: each.code):
        facts = Facts(
            name=f"Loket Werk {region.name} {SIGN}",
            kind="desk",
            sector=PUBLIC,
            municipalities=(region.centre_code,),
        )
        yield Invented(facts, tuple(_callers(dice, [region.code])))
    places = municipalities(DAY)
    by_code = {one.code: region.code for region in regions() for one in municipalities(DAY, region.code)}
    for at in range(number):
        sites = sorted({dice.choice(places).code for _ in range(_site_count(dice))})
        yield Invented(
            _employer(dice, at, tuple(sites)), tuple(_callers(dice, sorted({by_code[code] for code in sites})))
        )


def _site_count(dice: random.Random) -> int:
    return dice.randint(2, MOST_SITES) if dice.random() < MANY_SITES else 1


def _employer(dice: random.Random, at: int, sites: tuple[str, ...]) -> Facts:
    trade = dice.choice(sorted(TRADES))
    sector = subsectors()[trade].sector
    legal = "" if sector == PUBLIC else dice.choice(LEGAL)
    name = f"{dice.choice(TRADES[trade])} {dice.choice(BEGIN)}{dice.choice(END)}{legal} {SIGN}"
    size = round(dice.lognormvariate(4, 1.2)) + 1
    return Facts(
        name=name,
        kind="public_body" if sector == PUBLIC else "employer",
        sector=sector,
        subsector=trade,
        kvk=f"0{at:07}",
        website=f"https://werkgever-{at}.example",
        municipalities=sites,
        workers=size,
        workers_on=DAY - timedelta(days=dice.randint(0, 700)),
        workers_source=SOURCE,
    )


def _callers(dice: random.Random, places: list[str]) -> Iterator[Caller]:
    for region in places:
        for stand_in in (False, True):
            first, last = dice.choice(FIRST), dice.choice(LAST)
            mail = f"{first}.{last.replace(' ', '-')}".lower()
            yield Caller(
                name=f"{first} {last}",
                function=dice.choice(FUNCTIONS),
                phone=f"000 000 {dice.randint(0, 9999):04}",
                mail=f"{mail}@verzonnen.example",
                region=region,
                stand_in=stand_in,
            )
