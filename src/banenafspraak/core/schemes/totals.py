"""The years of an outlook as a part of a page or paper: what the wage costs with and without, as drawing and table.

A scheme whose amount hangs on an amount that is not known is left out of the sums, and that is said.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from banenafspraak.core.kernel.problems import Language
from banenafspraak.core.reports.bands import Band, bands_drawing
from banenafspraak.core.reports.drawing import Shown, Twin
from banenafspraak.core.reports.numbers import euros
from banenafspraak.core.reports.story import Fact, Section
from banenafspraak.core.schemes.answers import Assessment, said
from banenafspraak.core.schemes.outlook import SUMMED, Year
from banenafspraak.core.schemes.wording import band, hangs

NAME = "jaren"
CENTS = 100


def yearly(years: Sequence[Year], assessment: Assessment, lang: Language, *, by_payer: bool = True) -> Section | None:
    """What comes off the wage in each year; None when there is nothing to sum.

    Args:
        years: the outlook of the case.
        assessment: the answers as their reader may see them; what is not in it is not summed.
        lang: the language of its reader.
        by_payer: whether the table has a column for each payer.
    """
    summed = tuple(_shown(year, assessment) for year in years)
    if not any(year.high for year in summed):
        return None
    heading = _heading(summed, lang)
    table = _table(summed, lang, by_payer=by_payer)
    known = summed[0].wage is not None
    return Section(
        key=NAME,
        heading=heading,
        paragraphs=(said("years.with_wage" if known else "years.no_wage", lang),),
        drawing=bands_drawing(NAME, heading, _alt(summed, lang), [*_bands(summed, lang)], _keys(lang, known=known)),
        table=table,
        facts=tuple(_facts(summed, assessment, lang)),
        notes=tuple(_notes(summed, assessment, lang)),
    )


def _facts(years: Sequence[Year], assessment: Assessment, lang: Language) -> Iterator[Fact]:
    """How it was reckoned, and the laws of what was added."""
    yield Fact(said("years.how_term", lang), said("years.how", lang))
    for name in dict.fromkeys(line.scheme for year in years for line in year.lines):
        yield Fact(said("years.law_term", lang), assessment.answers[name].scheme.title)


def _shown(year: Year, assessment: Assessment) -> Year:
    return replace(year, lines=tuple(one for one in year.lines if one.scheme in assessment.answers))


def _fullest(years: Sequence[Year]) -> Year:
    """The first year in which most comes off: a first calendar year is seldom whole."""
    return max(years, key=lambda year: (year.high, -year.year))


def _heading(years: Sequence[Year], lang: Language) -> str:
    year = _fullest(years)
    off = _off(year)
    key = "years.one" if off[0] == off[1] else "years.between" if off[0] else "years.up_to"
    low, high = (euros(_whole(cents), lang) for cents in off)
    return said(key, lang).format(year=year.year, low=low, high=high)


def _whole(cents: int) -> int:
    """An amount in whole euros, for where cents would pretend to be exact."""
    return (cents + CENTS // 2) // CENTS * CENTS


def _off(year: Year) -> tuple[int, int]:
    """What comes off, at least and at most: never more than there is to pay."""
    most = year.high if year.wage is None else min(year.high, year.wage)
    return min(year.low, most), most


def _left(year: Year) -> tuple[int, int]:
    """What the wage comes to, at least and at most."""
    wage, (low, high) = year.wage or 0, _off(year)
    return wage - high, wage - low


def _bands(years: Sequence[Year], lang: Language) -> Iterator[Band]:
    for year in years:
        if year.wage is None:
            text = band(_whole(year.low), _whole(year.high), lang)
            yield Band(str(year.year), year.low, year.high - year.low, text)
            continue
        low, high = _left(year)
        whole = said("years.bar_without", lang).format(year=year.year)
        yield Band(whole, year.wage, 0, euros(_whole(year.wage), lang))
        label = said("years.bar_with", lang).format(year=year.year)
        yield Band(label, low, high - low, band(_whole(low), _whole(high), lang))


def _keys(lang: Language, *, known: bool) -> tuple[str, str]:
    return said("years.key_paid" if known else "years.key_off", lang), said("years.key_maybe", lang)


def _alt(years: Sequence[Year], lang: Language) -> str:
    return " ".join(f"{one.label}: {one.text}." for one in _bands(years, lang))


def _table(years: Sequence[Year], lang: Language, *, by_payer: bool) -> Twin:
    payers = [*dict.fromkeys(payer for year in years for payer in year.by_payer())] if by_payer else []
    named = [said(f"payer.{payer}", lang) for payer in payers]
    heads = [said("years.year", lang), said("years.without", lang), *(_from(name, lang) for name in named)]
    heads += [said("years.off", lang), said("years.with", lang)]
    rows = tuple(tuple(_cells(year, payers, lang)) for year in years)
    shown = Shown(said("years.caption", lang), tuple((head, at > 0) for at, head in enumerate(heads)), rows)
    return Twin(NAME, shown, (), ())


def _from(payer: str, lang: Language) -> str:
    return said("years.from", lang).format(payer=payer)


def _cells(year: Year, payers: Sequence[str], lang: Language) -> Iterator[str]:
    unknown, by_payer = said("years.unknown", lang), year.by_payer()
    cents = _whole if not payers else int
    yield str(year.year)
    yield unknown if year.wage is None else euros(cents(year.wage), lang)
    for payer in payers:
        yield band(*by_payer.get(payer, (0, 0)), lang)
    low, high = _off(year)
    yield band(cents(low), cents(high), lang)
    low, high = _left(year)
    yield unknown if year.wage is None else band(cents(low), cents(high), lang)


def _notes(years: Sequence[Year], assessment: Assessment, lang: Language) -> Iterator[str]:
    names = {name: one.scheme.name.text(lang) for name, one in assessment.answers.items()}
    beside = dict.fromkeys(line.scheme for year in years for line in year.lines if not line.counted)
    if beside:
        yield said("years.not_both", lang).format(names=", ".join(names[one] for one in beside))
    hanging = [name for name, one in assessment.answers.items() if hangs(one) and one.scheme.kind in SUMMED]
    if hanging:
        yield said("years.hanging", lang).format(names=", ".join(names[one] for one in hanging))
    yield said("years.rest", lang)
