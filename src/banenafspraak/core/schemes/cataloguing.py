"""One scheme whole, as data, whoever asks: its conditions, its values through time, its neighbours, its local rules.

The pages of the catalogue read the same things from the book; this is what programs get.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any

from banenafspraak.core.kernel.data import load_yaml
from banenafspraak.core.kernel.law import LAW
from banenafspraak.core.schemes.book import Book, Combination, Condition, Overlay, Parameter, Scheme
from banenafspraak.core.schemes.rules import LENDS
from banenafspraak.core.schemes.telling import Data, origin_as_data, scheme_as_data, value_as_text

if TYPE_CHECKING:
    from banenafspraak.core.kernel.problems import Language

CHECKED = "nl/nagegaan.yaml"
EVERY = "alle"


@cache
def checked_on() -> date:
    """Up to which day the sources were read.

    >>> checked_on()
    datetime.date(2026, 11, 22)
    """
    found: date = load_yaml((LAW / CHECKED).read_text(encoding="utf-8"))["dag"]
    return found


def parameters_of(scheme: Scheme, book: Book) -> tuple[Parameter, ...]:
    """The values of a scheme through time; of one that borrows, those of its lender come first.

    >>> from banenafspraak.core.schemes.reading import law_book
    >>> [one.name for one in parameters_of(law_book().schemes["lkv_banenafspraak"], law_book())][:2]
    ['per_uur', 'meest_per_jaar']
    """
    lender = book.schemes.get(LENDS.get(scheme.id, ""))
    borrowed = lender.parameters if lender else {}
    return tuple({**borrowed, **scheme.parameters}.values())


def combinations_of(scheme: Scheme, book: Book) -> tuple[tuple[str, Combination], ...]:
    """The other schemes that bear on one, each with its rule, in the order of the book."""
    places = {name: at for at, name in enumerate(book.schemes)}
    found = [
        (rule.other if rule.one == scheme.id else rule.one, rule)
        for rule in book.combinations
        if scheme.id in {rule.one, rule.other}
    ]
    return tuple(sorted(found, key=lambda pair: (places[pair[0]], pair[1].first or date.min)))


def overlays_for(scheme: Scheme, book: Book) -> tuple[Overlay, ...]:
    """The rules of places for a scheme, or for all schemes."""
    return tuple(one for one in book.overlays if one.scheme in {scheme.id, EVERY})


def local_parameters(overlay: Overlay, scheme: Scheme) -> tuple[Parameter, ...]:
    """The values of a place for a scheme, each under the name that it has in the country."""
    known = scheme.parameters
    return tuple(
        replace(one, title=known[name].title) if name in known else one for name, one in overlay.parameters.items()
    )


def has_unverified(parameter: Parameter) -> bool:
    """Whether a value, or the day on which one began, was not verified."""
    return any(row.mark == "U" or row.start_mark == "U" for row in parameter.rows)


def catalogue_as_data(scheme: Scheme, book: Book, lang: Language = "nl") -> Data:
    """A scheme with everything that its files say.

    >>> from banenafspraak.core.schemes.reading import law_book
    >>> told = catalogue_as_data(law_book().schemes["lkv_banenafspraak"], law_book())
    >>> told["waarden"][0]["rijen"][0]["waarde"]
    '1.01'
    """
    return {
        **scheme_as_data(scheme, lang),
        "per": scheme.per,
        "nagegaan_op": checked_on().isoformat(),
        "waarden": [_parameter(one, lang) for one in parameters_of(scheme, book)],
        "voorwaarden": [_condition(one, lang) for one in scheme.conditions],
        "lezingen": [
            {
                "naam": one.name,
                "tekst": one.text.text(lang),
                "artikel": one.article,
                **origin_as_data(one.source, one.mark),
            }
            for one in scheme.readings
        ],
        "geschiedenis": [
            {
                "vanaf": one.first.isoformat(),
                "tekst": one.text.text(lang),
                **origin_as_data(one.source, one.mark),
                "noot": one.note or None,
            }
            for one in scheme.history
        ],
        "samenloop": list(_neighbours(scheme, book, lang)),
        "lokale_regels": [_overlay(one, scheme, lang) for one in overlays_for(scheme, book)],
    }


def _parameter(parameter: Parameter, lang: Language) -> Data:
    rows = [
        {
            "vanaf": row.first.isoformat(),
            "tot": _day(row.last),
            "waarde": value_as_text(row.value),
            **origin_as_data(row.source, row.mark),
            "zekerheid_vanaf": row.start_mark,
            "noot": row.note or None,
        }
        for row in parameter.rows
    ]
    return {
        "naam": parameter.name,
        "titel": parameter.title.text(lang),
        "eenheid": parameter.unit,
        "artikel": parameter.article,
        "noot": parameter.note or None,
        "rijen": rows,
    }


def _condition(one: Condition, lang: Language) -> Data:
    return {
        "naam": one.name,
        "tekst": one.text.text(lang),
        "artikel": one.article,
        **origin_as_data(one.source, one.mark),
        "vanaf": _day(one.first),
        "tot": _day(one.last),
        "groep": one.group or None,
        "beleid": one.discretion,
        "doen": one.to_do,
        "feiten": list(dict.fromkeys(one.rule.facts())),
    }


def _neighbours(scheme: Scheme, book: Book, lang: Language) -> Iterator[Data]:
    for other, rule in combinations_of(scheme, book):
        yield {
            "met": other,
            "naam": book.schemes[other].name.text(lang),
            "soort": rule.kind,
            "soort_tekst": book.kinds[rule.kind].text(lang),
            "wet": rule.law,
            "artikel": rule.article,
            "vanaf": _day(rule.first),
            "tot": _day(rule.last),
            **origin_as_data(rule.source, rule.mark),
            "noot": rule.note or None,
        }


def _overlay(one: Overlay, scheme: Scheme, lang: Language) -> Data:
    return {
        "plaats": one.title,
        "gemeenten": list(one.municipalities),
        "regio": one.region or None,
        "vanaf": one.first.isoformat(),
        "waarden": [_parameter(each, lang) for each in local_parameters(one, scheme)],
        "voorwaarden": [_condition(each, lang) for each in one.conditions],
        "opmerkingen": [each.text(lang) for each in one.notes],
        "bestand": one.path,
        "sha256": one.sha256,
    }


def _day(day: date | None) -> Any:  # noqa: ANN401 - a value of JSON
    return day.isoformat() if day else None
