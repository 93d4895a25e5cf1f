"""An own count as files to take along: a report on paper (PDF), a spreadsheet, and the months as CSV.

No person stands in them, only places of rows. The words of the report are in own_words.yaml.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

from banenafspraak.core.counting.fates import fates
from banenafspraak.core.counting.files import receipt_as_sheet, refused_bytes
from banenafspraak.core.counting.own import MONITOR, PER_MONTH, OwnCount, OwnQuota, OwnYear
from banenafspraak.core.counting.quota import one_job_a_week, quota_law
from banenafspraak.core.counting.result import Note
from banenafspraak.core.kernel.data import load_yaml
from banenafspraak.core.kernel.law import law_on
from banenafspraak.core.kernel.periods import Period
from banenafspraak.core.kernel.problems import Language
from banenafspraak.core.reports.drawing import Shown, Twin
from banenafspraak.core.reports.numbers import MONTHS, SHORT_MONTHS, euros, number
from banenafspraak.core.reports.paper import pdf
from banenafspraak.core.reports.spreadsheets import Sheet, workbook
from banenafspraak.core.reports.story import Section, Story
from banenafspraak.core.tables.writing import Cell, csv_bytes

WORDS = Path(__file__).with_name("own_words.yaml")
MONTH_COLUMNS = ("jaar", "maand", "uren_regulier", "uren_inleen", "uren_telt_niet", "banen")
PER_YEAR = "uren_per_baan_per_jaar"
PLACES, MOST_REFUSED, SHORT = 2, 40, 16


@cache
def _words() -> Mapping[str, Mapping[Language, str]]:
    texts: Mapping[str, Mapping[Language, str]] = load_yaml(WORDS.read_text(encoding="utf-8"))
    return texts


def say(lang: Language, name: str, **values: object) -> str:
    """A sentence of the report.

    >>> say("nl", "total", year=2026)
    'Heel 2026'
    """
    return _words()[name][lang].format(**values)


def said(code: str, values: Mapping[str, str | int], lang: Language) -> str:
    """A note; where it would tell of an option of the command, in words of its own.

    >>> said("sector_onbekend", {}, "en")
    'Cannot be said: the sector is unknown. Choose to which sector you belong when you count.'
    """
    own = f"note_{code}"
    return say(lang, own, **values) if own in _words() else Note(code, values).sentence(lang)


def month_name(month: str, lang: Language) -> str:
    """The name of a month.

    >>> month_name("2026-03", "nl")
    'maart'
    """
    return MONTHS[lang][int(month[-2:]) - 1]


def short_month(month: str, lang: Language) -> str:
    """The name of a month where there is little room.

    >>> short_month("2026-03", "nl")
    'mrt'
    """
    return SHORT_MONTHS[lang][int(month[-2:]) - 1]


@dataclass(frozen=True, slots=True)
class Norms:
    """The numbers of the law that a reader of a count needs: hours of one job, the size of an employer, the levy."""

    year_hours: Fraction
    month_hours: Fraction
    week_hours: Decimal
    size_hours: int
    levy_cents: int


def norms(year: int) -> Norms:
    """The numbers for a count of a year.

    >>> norms(2024).year_hours, norms(2024).size_hours, norms(2024).levy_cents
    (Fraction(1331, 1), 40575, 500000)
    """
    law, quota = law_on(MONITOR, Period.year(year).last).values, quota_law().values
    per_job = quota["heffing_per_baan"].whole
    return Norms(law[PER_YEAR].number, law[PER_MONTH].number, one_job_a_week(), quota["norm_uren"].whole, per_job)


# -- tables ---------------------------------------------------------------------------------------------------------


def own_csv(count: OwnCount) -> bytes:
    """The months of all years as CSV."""
    return csv_bytes(MONTH_COLUMNS, _month_lines(count))


def own_sheets(count: OwnCount) -> bytes:
    """Months, fates, quota, notes, refused rows and receipts as a spreadsheet."""
    sheets = [Sheet("maanden", MONTH_COLUMNS, list(_month_lines(count)))]
    for name, lines in SHEETS.items():
        if found := list(lines(count)):
            sheets.append(Sheet(name, tuple(found[0]), found))
    return workbook([*sheets, *(receipt_as_sheet(year.receipt, f"bewijs {year.year}") for year in count.years)])


def own_refused(count: OwnCount, lang: Language) -> bytes:
    """The refused rows as CSV: never their content."""
    return refused_bytes(count.refused, lang)


def _month_lines(count: OwnCount) -> Iterator[dict[str, Cell]]:
    for year in count.years:
        for one in year.months:
            values = (year.year, one.month, one.regular, one.lent, one.left_out, one.jobs)
            yield dict(zip(MONTH_COLUMNS, values, strict=True))


def _part_lines(count: OwnCount) -> Iterator[dict[str, Cell]]:
    for year in count.years:
        for part in year.parts:
            fate = fates()[part.fate]
            yield {
                "jaar": year.year,
                "lot": part.fate,
                "telt": "ja" if fate.counts else "nee",
                "rijen": part.rows,
                "verloonde_uren": part.hours,
                "uren_tellen": part.counted,
                "uitleg": fate.sentence("nl"),
                "artikel": f"{fate.article} [{fate.mark}]",
            }


def _quota_lines(count: OwnCount) -> Iterator[dict[str, Cell]]:
    for year in count.years:
        for one in year.quotas:
            yield {
                "jaar": year.year,
                "werkgever": ", ".join(one.numbers),
                "sector": one.sector,
                "uren_totaal": one.total_hours,
                "uren_doelgroep": one.group_hours,
                "percentage": one.percentage,
                "tekort": one.shortfall,
                "heffing_informatie_eurocent": one.information_cents,
                "te_betalen_eurocent": one.due_cents,
                "uitleg": said(one.liability, {}, "nl"),
            }


def _note_lines(count: OwnCount) -> Iterator[dict[str, Cell]]:
    for year in count.years:
        for one in (*year.notes, *(note for quota in year.quotas for note in quota.notes)):
            yield {"jaar": year.year, "opmerking": said(one.code, one.values, "nl")}


def _refused_lines(count: OwnCount) -> Iterator[dict[str, Cell]]:
    for one in count.refused:
        text = one.problem().sentences("nl")
        yield {
            "bestand": one.file,
            "rij": one.row,
            "kolom": one.column,
            "wat": text["what"],
            "oplossing": text["remedy"],
        }


SHEETS: Mapping[str, Callable[[OwnCount], Iterator[dict[str, Cell]]]] = {
    "regels": _part_lines,
    "quotum": _quota_lines,
    "opmerkingen": _note_lines,
    "geweigerd": _refused_lines,
}


# -- paper ----------------------------------------------------------------------------------------------------------


def own_pdf(count: OwnCount, year: OwnYear, lang: Language) -> bytes:
    """The count of a year as a tagged PDF.

    Raises:
        ProblemsError: the extra is not installed.
    """
    return pdf(own_story(count, year, lang))


def own_story(count: OwnCount, year: OwnYear, lang: Language) -> Story:
    """The count of a year as its reader meets it on paper."""
    invented = any(note.code == "invented" for note in year.notes)
    law = norms(year.year)
    hours = {"year_hours": number(law.year_hours, lang), "month_hours": number(law.month_hours, lang, PLACES)}
    return Story(
        language=lang,
        title=say(lang, "title"),
        place=say(lang, "place"),
        period=str(year.year),
        value=number(year.jobs, lang, PLACES),
        value_line=say(lang, "unit", year=year.year, hours=number(year.hours, lang)),
        gap=say(lang, "what_is_job", **hours),
        facts=(),
        invented=(say(lang, "invented_title"), say(lang, "invented_text")) if invented else (),
        warnings=(),
        sections=tuple(_sections(count, year, lang)),
    )


def _sections(count: OwnCount, year: OwnYear, lang: Language) -> Iterator[Section]:
    yield Section("maanden", say(lang, "months"), table=_months_twin(year, lang))
    yield Section("regels", say(lang, "parts"), table=_parts_twin(year, lang))
    yield from (_quota_section(one, lang) for one in year.quotas)
    if year.notes:
        yield Section(
            "opmerkingen", say(lang, "notes"), items=tuple(said(one.code, one.values, lang) for one in year.notes)
        )
    yield Section("geweigerd", say(lang, "refused"), items=tuple(_refused(count, lang)))
    lead = (say(lang, "receipt_lead"),)
    yield Section("bewijs", say(lang, "receipt"), paragraphs=lead, items=tuple(_receipt(year.receipt, lang)))


def _months_twin(year: OwnYear, lang: Language) -> Twin:
    heads = [(say(lang, name), name != "month") for name in ("month", "regular", "lent", "left_out", "jobs")]
    rows = [(month_name(one.month, lang), one.regular, one.lent, one.left_out, one.jobs) for one in year.months]
    left_out = sum((one.left_out for one in year.months), Decimal())
    rows.append((say(lang, "total", year=year.year), year.regular, year.lent, left_out, year.jobs))
    shown = [(name, *(number(one, lang) for one in hours), number(jobs, lang, PLACES)) for name, *hours, jobs in rows]
    caption = say(lang, "months_caption", year=year.year)
    return Twin("maanden", Shown(caption, tuple(heads), tuple(shown), total=True), (), ())


def _parts_twin(year: OwnYear, lang: Language) -> Twin:
    heads = [(say(lang, name), name != "what") for name in ("what", "rows", "hours", "counted")]
    lines = [
        (fates()[one.fate].sentence(lang), number(one.rows, lang), number(one.hours, lang), number(one.counted, lang))
        for one in year.parts
    ]
    return Twin("regels", Shown(say(lang, "parts_caption", year=year.year), tuple(heads), tuple(lines)), (), ())


def _quota_section(one: OwnQuota, lang: Language) -> Section:
    told = [say(lang, "no_levy"), said(one.liability, {}, lang)]
    if one.shortfall is None or one.information_cents is None:
        told.append(say(lang, "no_shortfall"))
    else:
        amount = euros(one.information_cents, lang)
        told.append(say(lang, "shortfall", jobs=number(one.shortfall, lang, 1), amount=amount))
    heading = say(lang, "quota", employer=", ".join(one.numbers))
    notes = tuple(said(note.code, note.values, lang) for note in one.notes)
    return Section(f"quotum-{one.numbers[0]}", heading, paragraphs=tuple(told), items=notes)


def _refused(count: OwnCount, lang: Language) -> Iterator[str]:
    listed = count.refused[:MOST_REFUSED]
    more = len(count.refused) + count.more_refused - len(listed)
    if not listed:
        yield say(lang, "refused_only" if more else "refused_none", count=number(more, lang))
        return
    for one in listed:
        problem = one.problem()
        yield f"{problem.place.text(lang)}: {problem.sentences(lang)['what']}"
    if more:
        yield say(lang, "refused_more", count=number(more, lang))


def _receipt(receipt: Mapping[str, Any], lang: Language) -> Iterator[str]:
    for one in receipt["inputs"]:
        rows = number(one["rows_read"], lang)
        yield say(lang, "receipt_file", file=one["name"], rows=rows, digest=one["sha256"][:SHORT])
    digest = receipt["result_sha256"][:SHORT]
    yield say(lang, "receipt_made", version=receipt["version"], definition=receipt["definition"]["naam"], digest=digest)
