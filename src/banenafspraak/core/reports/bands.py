"""Bars whose end is not sure: a solid part up to the least and a hatched part up to the most, wide and for a phone.

Drawn here as text, without the packages of the extra: a page shows another one for every visitor and may not wait.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

from banenafspraak.core.reports.drawing import INK, OCHRE, OCHRE_TINT, PETROL, Drawing, dressed

WIDE, PHONE = 860, 358
LABEL, VALUE = 230, 220
ROW, THICK, KEY = 40, 24, 34
PHONE_ROW = 62
TEXT, APART = 15, 210
SURE, MAYBE = (PETROL, PETROL), (OCHRE_TINT, OCHRE)


@dataclass(frozen=True, slots=True)
class Band:
    """A bar: its name, the part that is sure, the part that may come on top, and the text beside it."""

    label: str
    sure: int
    maybe: int
    text: str


def bands_drawing(name: str, title: str, alt: str, bands: Sequence[Band], keys: tuple[str, str]) -> Drawing:
    """A bar for each row, from zero, on one scale; `keys` name the solid and the hatched part.

    >>> found = bands_drawing("b", "T", "A", [Band("2027", 900, 100, "€ 900 tot € 1.000")], ("zeker", "misschien"))
    >>> found.wide.count("<rect"), "€ 900 tot € 1.000" in found.narrow
    (5, True)
    """
    most = max((band.sure + band.maybe for band in bands), default=0) or 1
    wide, narrow = (
        dressed(svg, f"{name}-{form}", title, alt)
        for svg, form in ((_wide(bands, keys, most), "w"), (_narrow(bands, keys, most), "n"))
    )
    return Drawing(name, title, alt, wide, narrow)


def _wide(bands: Sequence[Band], keys: tuple[str, str], most: int) -> str:
    """Names before the bars, amounts behind them."""
    height, scale = KEY + ROW * len(bands), (WIDE - LABEL - VALUE) / most
    parts = [*_key(LABEL, 4, keys[0], SURE), *_key(LABEL + APART, 4, keys[1], MAYBE)]
    for at, band in enumerate(bands):
        top = KEY + ROW * at + (ROW - THICK) // 2
        parts += [_text(0, top + 17, band.label), *_bar(LABEL, top, band, scale)]
        parts.append(_text(LABEL + (band.sure + band.maybe) * scale + 9, top + 17, band.text))
    parts.append(f'<path d="M{LABEL} {KEY}V{height}" stroke="{INK}" stroke-width="1.5"/>')
    return f'<svg viewBox="0 0 {WIDE} {height}">{"".join(parts)}</svg>'


def _narrow(bands: Sequence[Band], keys: tuple[str, str], most: int) -> str:
    """Names and amounts above the bars."""
    height, scale = 2 * KEY + PHONE_ROW * len(bands), (PHONE - 4) / most
    parts = [*_key(2, 4, keys[0], SURE), *_key(2, 28, keys[1], MAYBE)]
    for at, band in enumerate(bands):
        top = 2 * KEY + PHONE_ROW * at
        parts += [_text(0, top + 14, band.label), _text(PHONE, top + 14, band.text, end=True)]
        parts += _bar(2, top + 22, band, scale)
    return f'<svg viewBox="0 0 {PHONE} {height}">{"".join(parts)}</svg>'


def _bar(left: float, top: float, band: Band, scale: float) -> Iterator[str]:
    sure, maybe = band.sure * scale, band.maybe * scale
    if sure or not maybe:
        yield _rect((left, top, max(sure, 2), THICK), SURE)
    if maybe:
        yield _rect((left + sure, top, maybe, THICK), MAYBE)


def _key(left: float, top: float, words: str, looks: tuple[str, str]) -> Iterator[str]:
    yield _rect((left, top, 15, 14), looks)
    yield _text(left + 23, top + 12, words)


def _rect(box: tuple[float, float, float, float], looks: tuple[str, str]) -> str:
    left, top, wide, tall = box
    place = f'x="{left:.1f}" y="{top:g}" width="{wide:.1f}" height="{tall:g}"'
    return f'<rect {place} fill="{looks[0]}" stroke="{looks[1]}" stroke-width="1.5"/>'


def _text(left: float, base: float, words: str, *, end: bool = False) -> str:
    anchor = ' text-anchor="end"' if end else ""
    return f'<text x="{left:.1f}" y="{base:g}" font-size="{TEXT}" fill="{INK}"{anchor}>{escape(words)}</text>'
