"""Tables for the terminal. Numbers as the reader's language writes them; unknown is said, never zero."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal

from rich import box
from rich.table import Table

from banenafspraak.cli.frame import CONTROLS, frame, safe, text
from banenafspraak.core.counting.fates import fates
from banenafspraak.core.counting.files import flow_line, pace_line, tally_lines
from banenafspraak.core.counting.order import Explained, Ready
from banenafspraak.core.counting.plan import Plan
from banenafspraak.core.counting.registration import EPOCH, day_number
from banenafspraak.core.counting.result import SHOWN, WITHHELD, Note, Result
from banenafspraak.core.figures import Edition, Figure, Revision, Target, series_labels
from banenafspraak.core.figures.files import edition_line, revision_lines
from banenafspraak.core.kernel.hours import hours, rounded
from banenafspraak.core.kernel.law import FOREVER
from banenafspraak.core.kernel.problems import Problem
from banenafspraak.core.kernel.receipts import InputFile
from banenafspraak.core.regions import regions
from banenafspraak.core.reports import numbers
from banenafspraak.core.tables.reading import Refused
from banenafspraak.core.tables.writing import Cell

SHOWN_PLACES = {
    "banen": 1,
    "extra_banen": 1,
    "verschil": 1,
    "nog_te_maken": 1,
    "nodig_per_kwartaal": 1,
    "verloonde_uren": 2,
}
WORDS = ("total", "market", "government", "all", "regular")
WHOLE = ("tijdvak", "lot", "persoon", "maat")
NUMBERS = {*SHOWN_PLACES, "geteld", "rij", "aandeel", "personen", "doelstelling", "rijen", "jaar", "kwartalen_over"}
NUMBERS |= {"oud", "nieuw", "cijfers", "bronnen"}


def number(value: Decimal | int, places: int = 0) -> str:
    """A number as the reader writes it, with a real minus sign.

    >>> number(Decimal("-1234.56"), 1)
    '−1.234,6'
    """
    return numbers.number(value, frame.lang, places)


def cell(name: str, value: Cell) -> str:
    """One cell as it is shown."""
    match value:
        case None:
            return f"[dim]{text('term-over' if name == 'nodig_per_kwartaal' else 'unknown')}[/]"
        case int() if name != "jaar":
            return number(value)
        case Decimal():
            return number(value, SHOWN_PLACES.get(name, 0))
        case _:
            return str(value).replace("_", " ") if name == "lot" else safe(words(str(value)))


def words(value: str) -> str:
    """A word of the data in the reader's language.

    >>> words("government")
    'overheid'
    """
    return text(f"word-{value}") if value in WORDS else value


def table(title: str, columns: Sequence[str], lines: Iterable[Mapping[str, Cell]], *, total: bool = False) -> None:
    """Print a table; the last line stands apart when it is a total."""
    frame.out.print(title.translate(CONTROLS), style="bold", soft_wrap=True, markup=False)
    shown = Table(header_style="bold", box=box.SIMPLE_HEAD)
    for name in columns:
        right = name in NUMBERS
        shown.add_column(
            name.replace("_", " "),
            justify="right" if right else "left",
            overflow="fold",
            no_wrap=right or name in WHOLE,
        )
    listed = list(lines)
    for at, line in enumerate(listed):
        last = total and at == len(listed) - 1
        shown.add_row(
            *(cell(name, line.get(name)) for name in columns),
            style="bold" if last else "",
            end_section=total and at == len(listed) - 2,
        )
    frame.out.print(shown)


def result(found: Result) -> None:
    """A whole result: table, pace, flow, rows, refusals, notes, receipt."""
    plan = found.plan
    title = text("title-count", title=plan.definition.title(frame.lang), period=str(plan.asked))
    lines = found.table()
    columns = [name for name in found.columns if _worth(name, lines)]
    table(title, columns, [_withheld(line) for line in lines], total=True)
    if found.pace:
        lines = [pace_line(one) for one in found.pace]
        table(text("title-pace"), tuple(lines[0]), lines)
    if found.flow:
        line = flow_line(found.flow)
        columns = [name for name in line if name != "vorige_periode"]
        pairs = [{"wat": name.replace("_", " "), "personen": line[name]} for name in columns]
        table(text("title-flow", before=found.flow.period_before), ("wat", "personen"), pairs, total=True)
    if not found.published:
        names = ("lot", "telt", "rijen", "verloonde_uren", "artikel")
        table(text("title-tallies"), names, tally_lines(found, frame.lang))
        refusals(found)
    notes(found)
    receipt = found.receipt
    frame.out.print(
        text(
            "receipt",
            engine=receipt.engine,
            engine_version=receipt.engine_version,
            rules=receipt.rules["regelset"],
            register=receipt.rules["register_peildatum"],
            digest=receipt.result_sha256[:16],
        ),
        style="dim",
        soft_wrap=True,
    )


def _worth(name: str, lines: Sequence[Mapping[str, Cell]]) -> bool:
    """Definition and period stand in the title; a column without any figure is explained by a note."""
    return name not in {"definitie", "periode"} and any(line[name] is not None for line in lines)


def _withheld(line: Mapping[str, Cell]) -> Mapping[str, Cell]:
    """A line of a published table: what is hidden says so, instead of being unknown."""
    if line.get(WITHHELD, SHOWN) == SHOWN:
        return line
    return {name: text("withheld") if value is None else value for name, value in line.items()}


def counts(found: Result) -> dict[str, int]:
    """Payroll rows read, accepted and refused."""
    files = [file for file in found.receipt.inputs if isinstance(file, InputFile) and file.role == "payroll"]
    read, accepted = sum(file.rows_read for file in files), sum(file.rows_accepted for file in files)
    return {"read": read, "accepted": accepted, "refused": sum(file.rows_refused for file in files)}


def rows_total(found: Result) -> str:
    """Accepted + refused = read, in words."""
    read, accepted, refused = (number(value) for value in counts(found).values())
    return text("rows-total", read=read, accepted=accepted, refused=refused)


def refusals(found: Result) -> None:
    """Refused rows by reason, in words."""
    frame.out.print(rows_total(found), style="bold")
    by_reason(found.refused)


def by_reason(refused: Sequence[Refused]) -> None:
    """How many rows were refused for which reason, and what to do about it."""
    if not refused:
        return
    frame.out.print(text("refused-more"))
    for (code, column), times in Counter((one.code, one.column) for one in refused).most_common():
        said = Problem(code).sentences(frame.lang)
        where = f" ({column})" if column else ""
        frame.out.print(
            f"  {number(times)} × [bold]{code}[/]{where}: {safe(said['what'])} {safe(said['remedy'])}", soft_wrap=True
        )


def notes(found: Result) -> None:
    """What to know about the result."""
    frame.out.print(text("title-notes"), style="bold")
    for note in found.notes:
        frame.out.print(f"  · {note.sentence(frame.lang)}", soft_wrap=True, markup=False)


def explanation(found: Sequence[Explained], ready: Ready, plan: Plan) -> None:
    """Rows with what became of them, and the registrations of the person they are about."""
    if not found:
        frame.out.print(text("nothing-found"))
        return
    lines = explained_lines(found, ready)
    persons = {one.record.person for one in found}
    hidden = {
        "uitleg",
        *(["persoon"] if len(persons) == 1 else []),
        *(["aandeel"] if all(o.share == 1 for o in found) else []),
    }
    title = text("title-explain") if len(persons) > 1 else f"{text('title-explain')} · {lines[0]['persoon']}"
    table(title, [name for name in lines[0] if name not in hidden], lines)
    for code in dict.fromkeys(one.record.fate for one in found):
        fate = fates()[code]
        frame.out.print(
            f"  [bold]{code.replace('_', ' ')}[/]: {fate.sentence(frame.lang)} [dim]({fate.article}, {fate.mark})[/]",
            soft_wrap=True,
        )
    if len(persons) == 1:
        table(text("title-register"), ("van", "tot", "telt"), register_lines(ready, plan, persons.pop()))


def explained_lines(found: Sequence[Explained], ready: Ready) -> list[dict[str, Cell]]:
    """Explained rows as plain lines."""
    names = ready.people.pseudonyms(one.record.person for one in found)
    return [
        {
            "bestand": ready.source_names[one.record.file],
            "rij": str(one.record.row),
            "persoon": names[one.record.person],
            "werkgever": one.record.employer,
            "tijdvak": f"{_day(one.record.first_day)} – {_day(one.record.last_day)}",
            "verloonde_uren": rounded(hours(one.record.hundredths), 2),
            "lot": one.record.fate,
            "geteld": number(rounded(hours(one.record.counted * one.share), 2), 2),
            "aandeel": f"{number(rounded(one.share * 100, 1), 1)} %",
            "uitleg": fates()[one.record.fate].sentence(frame.lang),
        }
        for one in found
    ]


def register_lines(ready: Ready, plan: Plan, person: int) -> list[dict[str, Cell]]:
    """The days on which a person counts, by the rules of the plan's day."""
    rows = ready.rows.register(plan, frozenset({person})).to_pylist()
    return [{"van": _day(row["van"]), "tot": _day(row["tot"]), "telt": "ja" if row["telt"] else "nee"} for row in rows]


def _day(value: int) -> str:
    return "…" if value == day_number(FOREVER) else _written(EPOCH + timedelta(days=value))


def _written(day: date) -> str:
    return day.isoformat() if frame.lang == "en" else f"{day.day}-{day.month}-{day.year}"


def figure_lines(found: Iterable[Figure]) -> list[dict[str, Cell]]:
    """Published figures as plain lines."""
    return [
        {
            "reeks": series_labels()[one.series].label(frame.lang),
            **_about(one),
            "extra_banen": one.extra_jobs,
            "banen": one.jobs_total,
            "zekerheid": one.mark,
            "bron": one.source.title,
            "uitgave": one.edition,
            "id": one.id,
        }
        for one in found
    ]


def revised_lines(found: Iterable[Revision]) -> list[dict[str, Cell]]:
    """Revisions as lines for a reader: a line for each measure that changed."""
    return [{**line, **_about(one.after)} for one in found for line in revision_lines([one])]


def edition_lines(found: Iterable[Edition]) -> list[dict[str, Cell]]:
    """Editions as lines for a reader."""
    return [
        {
            **edition_line(one),
            "reeks": series_labels()[one.series].label(frame.lang),
            "gepubliceerd_op": _written(one.published_on) if one.published_on else text("day-unknown"),
        }
        for one in found
    ]


def _about(one: Figure) -> dict[str, Cell]:
    """What a figure is about, in words that are shown in the reader's language."""
    names = {region.code: region.name for region in regions()}
    place = text("word-nation") if one.region is None else names.get(one.region, one.region)
    return {"peildatum": _written(one.measured_on), "regio": place, "sector": one.sector, "soort": one.employment_type}


def december(found: Iterable[Figure]) -> list[str]:
    """What to know about figures of a fourth quarter, when there is one among them."""
    return [Note("december-effect").sentence(frame.lang)] if any(one.has_december_effect for one in found) else []


def goal_lines(found: Iterable[Target], results: Iterable[Figure]) -> list[dict[str, Cell]]:
    """Targets beside the official result of that year, and the difference; a year without result says so."""
    official = [one for one in results if one.series == "official" and one.employment_type == "all"]
    made_in = {(one.measured_on.year, one.sector): one.extra_jobs for one in official}
    lines: list[dict[str, Cell]] = []
    for one in found:
        made = made_in.get((one.year, one.sector))
        gap = None if made is None else made - one.extra_jobs
        lines.append({**_target(one), "extra_banen": made, "verschil": gap})
    return lines


def _target(one: Target) -> dict[str, Cell]:
    return {
        "jaar": one.year,
        "sector": one.sector,
        "doelstelling": one.extra_jobs,
        "zekerheid": one.mark,
        "bron": one.source.title,
    }


def target_lines(found: Iterable[Target]) -> list[dict[str, Cell]]:
    """Targets as plain lines."""
    return [_target(one) for one in found]
