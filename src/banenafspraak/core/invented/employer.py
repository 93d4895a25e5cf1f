"""An invented employer: a year of wage tax returns, its register file and its own entry, for showing and testing.

Nobody in it exists. BSNs begin with 9999, a range kept for tests, and names are plainly invented. The returns have the
structure of the schema of 2026; all amounts are zero, because only hours count here.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Literal
from xml.sax.saxutils import escape

from banenafspraak.core.counting.marker import mark_invented
from banenafspraak.core.kernel.periods import Period

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

Regel = Literal["volledig", "aanvulling", "correctie"]
TEST_RANGE = "9999"
ELEVEN = 11
MONTHS = 12
SECTOR, LATER_SECTOR, TEMP_SECTOR = "44", "45", "52"
AARDEN = ("1", "23", "1", "11", "21", "1", "22", "82", "1", "24", "83", "18")
AMBTENAAR, WERKNEMER = "11", "15"
GEMEENTE = "GM0344"
FEWEST_WORKERS, MOST_WORKERS = 8, 9_000
NAMES = ("Verzonnen", "Fictief", "Bedacht", "Denkbeeldig", "Vóórbeeld", "Één-Verzinsel", "Geesteskind", "Fantasië")
ELEMENTS: dict[Regel, tuple[str, ...]] = {
    "volledig": ("TijdvakAangifte", "VolledigeAangifte"),
    "aanvulling": ("TijdvakAangifte", "AanvullendeAangifte"),
    "correctie": ("TijdvakCorrectie",),
}
COLLECTIVE = (
    "TotLnLbPh TotLnSV TotPrlnAofAnwLg TotPrlnAofAnwHg TotPrlnAofAnwUit TotPrlnWhkAnw TotPrlnAwfAnwLg TotPrlnAwfAnwHg "
    "TotPrlnAwfAnwHz TotPrlnAwfAnwUit PrLnUFO IngLbPh IngBijdrZvw TotWghZvw TotTeBet"
)
AMOUNTS = (
    "LnLbPh LnSV PrlnAofAnwLg PrlnAofAnwHg PrlnAofAnwUit PrlnWhkAnw PrlnAwfAnwLg PrlnAwfAnwHg PrlnAwfAnwHz "
    "PrlnAwfAnwUit PrLnUfo LnTabBB VakBsl OpgRchtVakBsl OpnAvwb OpbAvwb LnInGld WrdLn LnOwrk VerstrAanv IngLbPh "
    "PrAofLg PrAofHg PrAofUit OpslWko PrGediffWhk PrAwfLg PrAwfHg PrAwfHz PrAwfUit PrUFO BijdrZvw WghZvw WrdPrGebrAut "
    "WrknBijdrAut Reisk VerrArbKrt"
)
ZERO_COLLECTIVE = "".join(f"<{name}>0</{name}>" for name in COLLECTIVE.split())
ZERO_AMOUNTS = "".join(f"<{name}>0.00</{name}>" for name in AMOUNTS.split())
PERIOD_REST = (
    "<IndLhKort>J</IndLhKort><LbTab>010</LbTab><IndWAO>J</IndWAO><IndWW>J</IndWW><IndZW>J</IndZW><CdZvw>K</CdZvw>"
)
LEESMIJ = """\
Alles in deze map is verzonnen.

De werkgever bestaat niet. De mensen bestaan niet. Hun burgerservicenummers beginnen met 9999: die reeks is er om te
testen. Elke gelijkenis met een echte werkgever of een echt mens berust op toeval.

Wat er staat:
- loonaangifte-{year}-01.xml tot en met -12.xml: de volledige aangiften van twaalf maanden. In die van juni zit ook
  een correctie op maart. Het bestand van november is in ISO-8859-1, zoals oudere pakketten schrijven.
- loonaangifte-{year}-09-aanvulling.xml: een aanvulling op september. Een rij is anders, een rij is ingetrokken.
- register.csv: welke werknemers in het doelgroepregister staan. Een werkgever krijgt de grondslag nooit te zien.
- werkgevers.csv: de werkgever zelf, met sector en gemeente. De gemeente bestaat wel.

Alle bedragen zijn nul; alleen de uren doen mee.
"""


@dataclass(frozen=True, slots=True)
class Income:
    """One Inkomstenperiode: first day, code aard and code soort."""

    begin: date
    code_aard: str | None
    code_soort: str = WERKNEMER


@dataclass(frozen=True, slots=True)
class Sector:
    """One Sector: its days (end included, None is open) and its code."""

    begin: date
    code: str
    end: date | None = None


@dataclass(frozen=True, slots=True)
class Relation:
    """One income relation in one tijdvak, with its hours. Without `bsn` the worker is anonymous."""

    bsn: str | None
    personeelsnummer: str | None
    verloonde_uren: int
    incomes: tuple[Income, ...]
    ikv_begin: date
    ikv_einde: date | None = None
    nummer_ikv: int = 1
    sectors: tuple[Sector, ...] = ()
    name: str = "Verzonnen"
    geboortedatum: date | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """What a message says of one tijdvak: the relations it gives, and those it withdraws."""

    regel: Regel
    tijdvak: Period
    relations: Iterable[Relation]
    withdrawn: tuple[Relation, ...] = ()


@dataclass(frozen=True, slots=True)
class Envelope:
    """From whom a message is and when it was made; `year` and `encoding` say how it is written."""

    loonheffingennummer: str
    created: datetime
    year: int = 2026
    name: str = "Verzonnen Werkgever"
    encoding: str = "UTF-8"


def invented_bsns(rng: random.Random, front: str = TEST_RANGE) -> Iterator[str]:
    """Different numbers that begin so and pass the eleven-test, in an order of chance.

    There are about 9,000 that begin with 9999, and about 90,000 that begin with 999.

    >>> next(invented_bsns(random.Random(1)))[:4]
    '9999'
    """
    digits = 8 - len(front)
    for number in rng.sample(range(10**digits), 10**digits):
        eight = f"{front}{number:0{digits}}"
        check = sum(weight * int(digit) for weight, digit in zip(range(9, 1, -1), eight, strict=True)) % ELEVEN
        if check <= 9:  # noqa: PLR2004 - one digit; a sum of ten gives no number
            yield f"{eight}{check}"


def message(path: Path, envelope: Envelope, blocks: Iterable[Block]) -> Path:
    """Write one Loonaangifte message, relation by relation, so that any number of them fits.

    Valid against the schema of 2026 for that year. Other years get their namespace around the same structure.
    """
    with path.open("w", encoding=envelope.encoding, newline="\n", errors="xmlcharrefreplace") as file:
        file.write(_opening(envelope))
        for block in blocks:
            file.writelines(_block(block))
        file.write("</AdministratieveEenheid></Loonaangifte>\n")
    return path


def _opening(envelope: Envelope) -> str:
    created = envelope.created.strftime("%Y-%m-%dT%H:%M:%S")
    return (
        f'<?xml version="1.0" encoding="{envelope.encoding}"?>\n'
        f'<Loonaangifte xmlns="http://xml.belastingdienst.nl/schemas/Loonaangifte/{envelope.year}/01" version="2.0">\n'
        f"<Bericht><IdBer>VERZONNEN-{envelope.created:%Y%m%d%H%M}</IdBer><DatTdAanm>{created}</DatTdAanm>"
        "<ContPers>V. Verzonnen</ContPers><TelNr>0000000000</TelNr><RelNr>SWO00000</RelNr>"
        "<GebrSwPakket>Verzonnen pakket</GebrSwPakket></Bericht>\n"
        f"<AdministratieveEenheid><LhNr>{envelope.loonheffingennummer}</LhNr><NmIP>{escape(envelope.name)}</NmIP>\n"
    )


def _block(block: Block) -> Iterator[str]:
    outer, *inner = ELEMENTS[block.regel]
    dates = f"<DatAanvTv>{block.tijdvak.first}</DatAanvTv><DatEindTv>{block.tijdvak.last}</DatEindTv>"
    total = "<TotGen>0</TotGen>" if inner else ""
    yield f"<{outer}>{dates}" + "".join(f"<{name}>" for name in inner)
    yield f"<CollectieveAangifte>{ZERO_COLLECTIVE}{total}</CollectieveAangifte>\n"
    yield from (_relation(relation) for relation in block.relations)
    yield from (_withdrawal(relation) for relation in block.withdrawn)
    yield "".join(f"</{name}>" for name in (*inner, outer)) + "\n"


def _relation(relation: Relation) -> str:
    person = _element("SofiNr", relation.bsn) + _element("SignNm", relation.name)
    return (
        f"<InkomstenverhoudingInitieel><NumIV>{relation.nummer_ikv}</NumIV><DatAanv>{relation.ikv_begin}</DatAanv>"
        f"{_element('DatEind', relation.ikv_einde)}{_element('PersNr', relation.personeelsnummer)}"
        f"<NatuurlijkPersoon>{person}{_element('Gebdat', relation.geboortedatum)}</NatuurlijkPersoon>"
        f"{''.join(map(_income, relation.incomes))}"
        f"<Werknemersgegevens>{ZERO_AMOUNTS}<AantVerlU>{relation.verloonde_uren}</AantVerlU>"
        "<BedrRntKstvPersl>0.00</BedrRntKstvPersl></Werknemersgegevens>"
        f"{''.join(map(_sector, relation.sectors))}</InkomstenverhoudingInitieel>\n"
    )


def _income(income: Income) -> str:
    codes = _element("SrtIV", income.code_soort) + _element("CdAard", income.code_aard)
    return f"<Inkomstenperiode><DatAanv>{income.begin}</DatAanv>{codes}{PERIOD_REST}</Inkomstenperiode>"


def _sector(sector: Sector) -> str:
    days = _element("DatAanvSect", sector.begin) + _element("DatEindSect", sector.end)
    return f"<Sector>{days}<Sect>{sector.code}</Sect></Sector>"


def _withdrawal(relation: Relation) -> str:
    return (
        f"<InkomstenverhoudingIntrekking><NumIV>{relation.nummer_ikv}</NumIV>{_element('SofiNr', relation.bsn)}"
        f"{_element('PersNr', relation.personeelsnummer)}</InkomstenverhoudingIntrekking>\n"
    )


def _element(name: str, value: object) -> str:
    return "" if value is None else f"<{name}>{escape(str(value))}</{name}>"


RETURNS = "loonaangifte"


def write_employer(folder: Path, seed: int = 1, workers: int = 40, year: int = 2026) -> list[Path]:
    """Write the invented employer into a folder, which is made when it is not there; gives the files in order.

    The same seed gives the same bytes. In it: a worker without BSN, one with two relations, one whose code aard
    changes inside a month, one who comes and one who leaves, a correction, an addition and a withdrawal.

    Raises:
        ValueError: fewer than 8 workers, which is too few for this story, or more than there are test numbers.
    """
    if not FEWEST_WORKERS <= workers <= MOST_WORKERS:
        raise ValueError(f"an invented employer has {FEWEST_WORKERS} to {MOST_WORKERS} workers")
    rng = random.Random(seed)  # noqa: S311 - invented people, no secrets
    bsns = invented_bsns(rng)
    number = f"{next(bsns)}L01"
    staff = [relation for at in range(workers) for relation in _worker(at, next(bsns), rng, year)]
    returns = folder / RETURNS
    returns.mkdir(parents=True, exist_ok=True)
    mark_invented(folder, seed=seed)
    return [
        *_returns(returns, number, year, [_month(staff, rng, Period.month(year, at + 1)) for at in range(MONTHS)]),
        _register(folder, staff, year),
        _text(folder / "werkgevers.csv", _employers(number)),
        _text(folder / "LEESMIJ.txt", LEESMIJ.format(year=year)),
    ]


def _worker(at: int, bsn: str, rng: random.Random, year: int) -> Iterator[Relation]:
    """The relations of one worker, with the hours of an ordinary month; the first few carry the story."""
    begin = date(rng.randint(year - 9, year - 1), rng.randint(1, MONTHS), 1)
    aard = AARDEN[at % len(AARDEN)]
    relation = Relation(
        bsn=bsn,
        personeelsnummer=f"W{at:05}",
        verloonde_uren=round(rng.choice((12, 16, 20, 24, 28, 32, 36, 38, 40)) * 52 / MONTHS),
        incomes=(Income(begin, aard, AMBTENAAR if aard == "18" else WERKNEMER),),
        ikv_begin=begin,
        sectors=(Sector(begin, TEMP_SECTOR if aard == "11" else SECTOR),),
        name=f"{NAMES[at % len(NAMES)]}-{at}",
        geboortedatum=date(rng.randint(year - 62, year - 19), rng.randint(1, MONTHS), rng.randint(1, 28)),
    )
    relation = _story(at, relation, year)
    yield relation
    if at == 2:  # noqa: PLR2004 - the third worker has a second relation
        yield replace(relation, nummer_ikv=2, verloonde_uren=17)


def _story(at: int, relation: Relation, year: int) -> Relation:
    begin = relation.ikv_begin
    match at:
        case 0:
            return replace(relation, bsn=None)
        case 1:
            return replace(relation, incomes=(*relation.incomes, Income(date(year, 7, 15), "1")))
        case 3:
            return replace(relation, ikv_einde=date(year, 8, 14))
        case 4:
            begin = date(year, 3, 9)
            income, sector = replace(relation.incomes[0], begin=begin), Sector(begin, SECTOR)
            return replace(relation, ikv_begin=begin, incomes=(income,), sectors=(sector,))
        case 5:
            later = date(year, 6, 1)
            sectors = (Sector(begin, SECTOR, later - timedelta(days=1)), Sector(later, LATER_SECTOR))
            return replace(relation, sectors=sectors)
        case _:
            return relation


def _month(staff: list[Relation], rng: random.Random, tijdvak: Period) -> list[Relation]:
    """Those in service in the tijdvak, with hours around the ordinary and the periods that touch it."""
    return [
        replace(
            relation,
            verloonde_uren=relation.verloonde_uren + rng.randint(-6, 6),
            incomes=tuple(
                income
                for income, after in zip(relation.incomes, [*relation.incomes[1:], None], strict=True)
                if income.begin <= tijdvak.last and (after is None or after.begin > tijdvak.first)
            ),
            sectors=tuple(
                s for s in relation.sectors if s.begin <= tijdvak.last and (s.end or date.max) >= tijdvak.first
            ),
        )
        for relation in staff
        if relation.ikv_begin <= tijdvak.last and (relation.ikv_einde or date.max) >= tijdvak.first
    ]


def _returns(folder: Path, number: str, year: int, months: list[list[Relation]]) -> Iterator[Path]:
    for at, relations in enumerate(months, 1):
        tijdvak = Period.month(year, at)
        blocks = [Block("volledig", tijdvak, relations)]
        if at == 6:  # noqa: PLR2004 - June tells that the hours of March were wrong
            wrong = [replace(r, verloonde_uren=r.verloonde_uren + 8) for r in months[2][::7]]
            blocks.append(Block("correctie", Period.month(year, 3), wrong))
        envelope = Envelope(number, _made(tijdvak, 9), year, encoding="ISO-8859-1" if at == 11 else "UTF-8")  # noqa: PLR2004 - November comes in the older encoding
        yield message(folder / f"loonaangifte-{year}-{at:02}.xml", envelope, blocks)
    september = Period.month(year, 9)
    changed = [replace(r, verloonde_uren=r.verloonde_uren - 4) for r in months[8][1:2]]
    addition = Block("aanvulling", september, changed, tuple(months[8][-1:]))
    yield message(
        folder / f"loonaangifte-{year}-09-aanvulling.xml", Envelope(number, _made(september, 20), year), [addition]
    )


def _made(tijdvak: Period, day: int) -> datetime:
    after = tijdvak.after
    return datetime(after.year, after.month, day, 9, 30, tzinfo=UTC)


def _register(folder: Path, staff: list[Relation], year: int) -> Path:
    """About a third of the workers; every fifth of them left the register during the year."""
    lines = ["bsn;datum_begin;datum_einde;geboortedatum"]
    for at, relation in enumerate(r for r in staff[1::3] if r.bsn):
        end = f"{year}-06-30" if at % 5 == 4 else ""  # noqa: PLR2004 - every fifth
        lines.append(f"{relation.bsn};{relation.ikv_begin};{end};{relation.geboortedatum}")
    return _text(folder / "register.csv", "\n".join(lines) + "\n")


def _employers(number: str) -> str:
    return f"loonheffingennummer;naam;sectorcode;gemeente\n{number};Verzonnen Werkgever;{SECTOR};{GEMEENTE}\n"


def _text(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8", newline="\n")
    return path
