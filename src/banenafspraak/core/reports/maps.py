"""Maps of one value by region: any outlines, one way of drawing, with a legend in words and the same as a table.

For a page the marks are classes (templates/map.css), so that nothing is styled in line, and every region can be reached
by keyboard, from north to south. For a file the same marks are written out. The value stands in the region and the
shade only repeats it; what is not known or not shown is hatched or dotted and named, never left white.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from types import MappingProxyType
from typing import Literal

from banenafspraak.core.kernel.problems import Language
from banenafspraak.core.reports.basemap import BaseMap, Outline
from banenafspraak.core.reports.drawing import EDGE, INK, PAPER, PETROL, Q2, Q3, TINT, Drawing, Twin, dressed
from banenafspraak.core.reports.labels import FORMS, Form, Line, label_lines
from banenafspraak.core.reports.numbers import Hidden, Value, brief, known, number, shown
from banenafspraak.core.reports.shades import Steps, shades_of
from banenafspraak.core.reports.twins import RegionValue, regions_twin
from banenafspraak.core.reports.words import say

Mark = Literal["1", "2", "3", "4", "none", "hidden"]
SHADED: tuple[Mark, ...] = ("1", "2", "3", "4")
NOTHING = "–"
NOWHERE: Mapping[str, str] = MappingProxyType({})
PATTERNS: Mapping[Mark, str] = MappingProxyType(
    {
        "none": '<pattern id="{id}" width="10" height="10" patternUnits="userSpaceOnUse"'
        ' patternTransform="rotate(45)"><path d="M5 0v10" {mark}/></pattern>',
        "hidden": '<pattern id="{id}" width="8" height="8" patternUnits="userSpaceOnUse">'
        '<path d="M4 3v2" {mark}/></pattern>',
    }
)
ON_PAGE, IN_FILE = 'class="bp-hatch"', f'stroke="{EDGE}" stroke-width="1.6"'
PAINT: Mapping[Mark, tuple[str, str, str]] = MappingProxyType(
    {
        "1": (TINT, PETROL, INK),
        "2": (Q2, PETROL, INK),
        "3": (Q3, PETROL, INK),
        "4": (PETROL, PAPER, PAPER),
        "none": ("url(#{name}-none)", EDGE, INK),
        "hidden": ("url(#{name}-hidden)", EDGE, INK),
    }
)
"""For a file: what a region is filled with, its edge, and the ink of its label. For a page map.css says the same."""
SAMPLE = "M2.5 1.5h13a1 1 0 0 1 1 1v13a1 1 0 0 1-1 1h-13a1 1 0 0 1-1-1v-13a1 1 0 0 1 1-1z"


@dataclass(frozen=True, slots=True)
class RegionValues:
    """What a map shows: a value for each region by its code, and where a region leads to.

    A region without a value is said to be not published. `name` makes the ids, so each map of a page has its own.
    """

    name: str
    title: str
    unit: str
    values: Mapping[str, Value]
    places: int = 0
    links: Mapping[str, str] = field(default_factory=lambda: NOWHERE)
    here: str = ""
    steps: Steps = "order"


@dataclass(frozen=True, slots=True)
class Key:
    """A line of the legend: a sample of the mark as SVG, and what it stands for."""

    sample: str
    words: str


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table beside the map: value in words, and where the region leads to."""

    code: str
    name: str
    short: str
    text: str
    link: str


@dataclass(frozen=True, slots=True)
class RegionMap:
    """A map for a page: the drawing, its legend, the table by name and for a file, and what to say of the borders."""

    svg: str
    keys: tuple[Key, ...]
    rows: tuple[Row, ...]
    twin: Twin
    source: str


@dataclass(frozen=True, slots=True)
class _Region:
    """One region with all that is drawn of it."""

    outline: Outline
    value: Value
    mark: Mark
    text: str
    lines: tuple[Line, ...]


def region_map(base: BaseMap, subject: RegionValues, lang: Language) -> RegionMap:
    r"""The map for a page.

    >>> outlines = tuple(Outline(code, f"Regio {code}", "M0 0h9v9z") for code in ("AM01", "AM02"))
    >>> base = BaseMap("eigen", 20, 20, outlines, {"nl": "Eigen grenzen", "en": "Own borders"})
    >>> drawn = region_map(base, RegionValues("kaart", "Banen", "banen", {"AM01": 12}), "nl")
    >>> [key.words.replace("\xa0", " ") for key in drawn.keys]
    ['12 banen: 1 regio', '“–” niet gepubliceerd: 1 regio']
    >>> [(row.name, row.text) for row in drawn.rows]
    [('Regio AM01', '12'), ('Regio AM02', 'niet gepubliceerd')]
    """
    regions = _regions(base, subject, lang)
    body = "".join(_on_page(each, subject) for each in regions)
    svg = (
        f'<svg class="bp-svg bp-map" viewBox="0 0 {base.width} {base.height}" role="group"'
        f' aria-label="{escape(subject.title)}" fill-rule="evenodd" text-anchor="middle">'
        f"{_patterns(subject.name, ON_PAGE)}{body}</svg>"
    )
    rows = [
        Row(each.outline.code, each.outline.name, each.outline.short, each.text, _link(each, subject))
        for each in sorted(regions, key=lambda each: each.outline.name.casefold())
    ]
    values = [RegionValue(each.outline.code, each.outline.name, each.outline.short, each.value) for each in regions]
    twin = regions_twin(subject.name, subject.unit, values, (lang, subject.places), "not_published")
    return RegionMap(svg, tuple(_keys(regions, subject, lang)), tuple(rows), twin, base.source[lang])


def map_drawing(base: BaseMap, subject: RegionValues, alt: str, lang: Language) -> Drawing:
    """The map as files: a drawing for a wide page and one for a phone, that need nothing beside them."""
    regions = _regions(base, subject, lang)
    forms = []
    for form in FORMS:
        name = f"{subject.name}-{form[0]}"
        body = "".join(_in_file(each, each.outline.code == subject.here, name, form) for each in regions)
        svg = (
            f'<svg viewBox="0 0 {base.width} {base.height}">{_patterns(name, IN_FILE)}'
            f'<rect width="{base.width}" height="{base.height}" fill="{PAPER}"/>'
            f'<g fill-rule="evenodd" stroke-linejoin="round" text-anchor="middle">{body}</g></svg>'
        )
        forms.append(dressed(svg, name, subject.title, alt))
    return Drawing(subject.name, subject.title, alt, *forms)


def _regions(base: BaseMap, subject: RegionValues, lang: Language) -> list[_Region]:
    values = [subject.values.get(outline.code) for outline in base.outlines]
    shades = shades_of(values, subject.steps)
    return [
        _Region(
            outline,
            value,
            _mark(value, shade),
            say(lang, "not_published") if value is None else shown(value, lang, subject.places),
            tuple(label_lines(outline, NOTHING if value is None else brief(value, lang, subject.places))),
        )
        for outline, value, shade in zip(base.outlines, values, shades, strict=True)
    ]


def _mark(value: Value, shade: int | None) -> Mark:
    if shade is not None:
        return SHADED[shade]
    return "hidden" if isinstance(value, Hidden) else "none"


def _link(region: _Region, subject: RegionValues) -> str:
    return subject.links.get(region.outline.code, "")


def _patterns(name: str, mark: str) -> str:
    patterns = (pattern.format(id=f"{name}-{kind}", mark=mark) for kind, pattern in PATTERNS.items())
    return f"<defs>{''.join(patterns)}</defs>"


# For a page.


def _on_page(region: _Region, subject: RegionValues) -> str:
    link, here = _link(region, subject), " bp-region--here" * (region.outline.code == subject.here)
    said = f"{region.outline.name}: {region.text}" + f" {subject.unit}" * (known(region.value) is not None)
    way = f'a href="{escape(link)}"' if link else 'g tabindex="0" role="img"'
    texts = "".join(_text(line, f' class="{line.form}"' if line.form else "") for line in region.lines)
    return (
        f'<{way} class="bp-region bp-region--{region.mark}{here}" aria-label="{escape(said)}">'
        f"<title>{escape(said)}</title>{_shape(region.outline.path, region.mark, subject.name)}{texts}</{way[0]}>"
    )


def _shape(path: str, mark: Mark, name: str) -> str:
    fill = f' fill="url(#{name}-{mark})"' if mark in PATTERNS else ""
    return f'<path d="{path}"{fill}/>'


def _text(line: Line, form: str = "") -> str:
    bold = ' font-weight="700"' if line.bold else ""
    return f'<text{form} x="{line.x:g}" y="{line.y:g}" font-size="{line.size:.4g}"{bold}>{escape(line.text)}</text>'


def _keys(regions: Sequence[_Region], subject: RegionValues, lang: Language) -> Iterator[Key]:
    """From light to dark, each shade with the values that have it, then what has no value to show."""
    for mark in SHADED:
        values = sorted(value for each in regions if each.mark == mark and (value := known(each.value)) is not None)
        if values:
            least, most = (number(value, lang, subject.places) for value in (values[0], values[-1]))
            name = "map_key_one" if least == most else "map_key"
            yield _key(mark, say(lang, name, least=least, most=most, unit=subject.unit), len(values), subject, lang)
    for value in (*Hidden, None):
        if count := sum(each.value is value for each in regions):
            words = say(lang, f"map_{value.value if value else 'none'}")
            yield _key("hidden" if value else "none", words, count, subject, lang)


def _key(mark: Mark, words: str, count: int, subject: RegionValues, lang: Language) -> Key:
    shape = _shape(SAMPLE, mark, subject.name)
    regions = say(lang, "map_regions_one" if count == 1 else "map_regions", count=count)
    sample = '<svg class="bp-svg bp-key" viewBox="0 0 18 18" aria-hidden="true" focusable="false">'
    return Key(f'{sample}<g class="bp-region bp-region--{mark}">{shape}</g></svg>', f"{words}: {regions}")


# For a file.


def _in_file(region: _Region, here: bool, name: str, form: Form) -> str:
    fill, stroke, ink = PAINT[region.mark]
    lined = region.mark in PATTERNS
    dash = ' stroke-dasharray="4 4"' if lined and not here else ""
    halo = f' stroke="{PAPER}" stroke-width="5" paint-order="stroke"' if lined else ""
    texts = "".join(_text(line) for line in region.lines if line.form in {form, None})
    return (
        f'<path d="{region.outline.path}" fill="{fill.format(name=name)}" stroke="{INK if here else stroke}"'
        f' stroke-width="{6 if here else 1.5}"{dash}/><g fill="{ink}"{halo}>{texts}</g>'
    )
