"""The local layer over a national scheme: only values and further conditions, and each difference said."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from types import MappingProxyType

from banenafspraak.core.regions.membership import region_of
from banenafspraak.core.schemes.book import Book, Deviation, Overlay, Parameter, Row, Scheme
from banenafspraak.core.schemes.words import Words


def layered(book: Book, scheme: Scheme, municipality: str, on: date) -> Scheme:
    """The scheme as it is in a municipality on a day; without a municipality, as in the law."""
    return with_overlays(scheme, overlays_of(book, municipality, on), on)


def with_overlays(scheme: Scheme, overlays: Iterable[Overlay], on: date) -> Scheme:
    """The scheme under some overlays, those of other schemes passed over."""
    for overlay in overlays:
        if overlay.scheme in {scheme.id, "alle"} and overlay.first <= on:
            scheme = _over(scheme, overlay, on)
    return scheme


def overlays_of(book: Book, municipality: str, on: date) -> Iterator[Overlay]:
    """The overlays of a municipality, of itself or of its region."""
    if not municipality:
        return
    member = region_of(municipality, on.year)
    for overlay in book.overlays:
        if municipality in overlay.municipalities or (member and overlay.region == member.code):
            yield overlay


def _over(scheme: Scheme, overlay: Overlay, on: date) -> Scheme:
    parameters = dict(scheme.parameters)
    deviations = list(scheme.deviations)
    for name, local in overlay.parameters.items():
        national = scheme.parameters.get(name)
        merged = _merged(national, local, overlay.title)
        parameters[name] = merged
        if row := local.on(on):
            deviations.append(_deviation(merged, national, row, overlay, on))
    conditions = [replace(one, place=overlay.title) for one in overlay.conditions]
    return replace(
        scheme,
        parameters=MappingProxyType(parameters),
        conditions=(*scheme.conditions, *conditions),
        deviations=tuple(deviations),
        notes=(*scheme.notes, *(Words(*(f"{overlay.title}: {text}" for text in one)) for one in overlay.notes)),
    )


def _merged(national: Parameter | None, local: Parameter, place: str) -> Parameter:
    """The rows of the place, and before its first those of the law."""
    rows = tuple(replace(row, place=place) for row in local.rows)
    earlier = tuple(row for row in national.rows if row.first < rows[0].first) if national else ()
    title = national.title if national else local.title
    return replace(national or local, title=title, rows=(*earlier, *rows))


def _deviation(merged: Parameter, national: Parameter | None, row: Row, overlay: Overlay, on: date) -> Deviation:
    there = national.on(on) if national else None
    told = f"{there.value} {merged.unit}" if there else "-"
    return Deviation(overlay.title, merged.title, f"{row.value} {merged.unit}", told, row.source, row.mark, row.note)
