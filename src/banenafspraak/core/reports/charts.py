"""Charts by Vega-Altair, drawn without a browser: targets against results, and a breakdown in bars.

Every chart is drawn twice, wide and for a phone, in fixed places, so that no font decides what fits. Series are told
apart by pattern and never joined: solid is official, hatched UWV by quarter, dotted an own or an invented count, black
the target.
"""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from banenafspraak.core.kernel.problems import Language
from banenafspraak.core.reports.drawing import (
    EDGE,
    FONT,
    INK,
    LINE,
    MOSS,
    MOSS_TINT,
    OCHRE,
    OCHRE_TINT,
    PAPER,
    PETROL,
    SOFT,
    Drawing,
    dressed,
)
from banenafspraak.core.reports.extra import font_folder, tool
from banenafspraak.core.reports.trend import RESULTS, Kind
from banenafspraak.core.reports.words import say

type Spec = Any  # a chart of altair, which is looked for when it is needed
VEGA_LITE, LOCALE = "6.4", {"nl": "nl-NL", "en": "en-US"}
WIDE, PHONE = 860, 358
TEXT, SMALL = 15, 13
FILL: dict[Kind, str] = {
    "official": PETROL,
    "quarterly": OCHRE_TINT,
    "own": MOSS_TINT,
    "invented": MOSS_TINT,
    "target": INK,
}
EDGES: dict[Kind, str] = {"official": PETROL, "quarterly": OCHRE, "own": MOSS, "invented": MOSS, "target": INK}
FEW_GROUPS = 9
ROOM = 1.04  # above the highest mark


@dataclass(frozen=True, slots=True)
class Group:
    """The bars of one reference date: values to draw and the texts beside them, by series."""

    label: str
    values: Mapping[Kind, Fraction | None]
    texts: Mapping[Kind, str]


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of a breakdown: its name, its value when there is one to draw, and the text beside it."""

    label: str
    value: Fraction | None
    text: str


def targets_drawing(name: str, title: str, alt: str, groups: Sequence[Group], lang: Language) -> Drawing:
    """Targets against results, each series with its own mark.

    Raises:
        ProblemsError: the extra is not installed.
    """
    kinds: list[Kind] = [kind for kind in RESULTS if any(kind in group.texts for group in groups)]
    wide, narrow = _targets_wide(groups, kinds, lang), _targets_narrow(groups, kinds, lang)
    return _both(name, title, alt, (wide, narrow), lang)


def breakdown_drawing(name: str, title: str, alt: str, bars: Sequence[Bar], lang: Language) -> Drawing:
    """A bar for each row, from zero, with its value beside it.

    Raises:
        ProblemsError: the extra is not installed.
    """
    return _both(name, title, alt, (_bars_wide(bars), _bars_narrow(bars)), lang)


def _both(name: str, title: str, alt: str, specs: tuple[Spec, Spec], lang: Language) -> Drawing:
    wide, narrow = (
        dressed(_svg(spec, lang), f"{name}-{form}", title, alt) for spec, form in zip(specs, "wn", strict=True)
    )
    return Drawing(name, title, alt, wide, narrow)


def _svg(spec: Spec, lang: Language) -> str:
    converter = tool("vl_convert")
    if folder := font_folder():
        converter.register_font_directory(str(folder))
    chart = spec.configure(aria=False, font=FONT, background=PAPER).configure_view(stroke=None)
    svg: str = converter.vegalite_to_svg(
        chart.to_dict(), vl_version=VEGA_LITE, format_locale=LOCALE[lang], allowed_base_urls=[]
    )
    return svg


# Pieces: text and boxes at fixed places.


@dataclass(frozen=True, slots=True)
class Words:
    """Text at a place, in pixels of its view."""

    x: float
    y: float
    text: str
    align: str = "left"
    weight: str = "normal"
    size: float = TEXT
    color: str = INK


@dataclass(frozen=True, slots=True)
class Box:
    """A filled box at a place, in pixels of its view, with the looks of a series."""

    x: float
    y: float
    wide: float
    tall: float
    kind: Kind


def _paint(kind: Kind) -> dict[str, str]:
    return {"fill": FILL[kind], "edge": EDGES[kind]}


def _painted() -> dict[str, Any]:
    """Channels that take their colours from the data, as _paint put them there."""
    alt = tool("altair")
    return {"fill": alt.Fill("fill:N", scale=None), "stroke": alt.Stroke("edge:N", scale=None)}


def _at(name: str) -> Spec:
    """A channel, x or y, whose values are pixels and pass no scale."""
    alt = tool("altair")
    channel = {"x": alt.X, "y": alt.Y}[name]
    return channel(f"{name}:Q", scale=None, axis=None)


def _texts(words: Sequence[Words]) -> list[Spec]:
    """A layer for each way of writing, since every layer costs time."""
    alt = tool("altair")
    styles = dict.fromkeys((each.align, each.weight, each.size, each.color) for each in words)
    layers = []
    for style in styles:
        align, weight, size, color = style
        rows = [
            {"x": each.x, "y": each.y, "text": each.text}
            for each in words
            if (each.align, each.weight, each.size, each.color) == style
        ]
        mark = alt.Chart(alt.Data(values=rows)).mark_text(
            baseline="middle", align=align, fontWeight=weight, fontSize=size, color=color
        )
        layers.append(mark.encode(x=_at("x"), y=_at("y"), text="text:N"))
    return layers


def _boxes(boxes: Sequence[Box]) -> list[Spec]:
    alt = tool("altair")
    rows = [
        {"x": box.x, "y": box.y, "right": box.x + box.wide, "bottom": box.y + box.tall, **_paint(box.kind)}
        for box in boxes
    ]
    mark = alt.Chart(alt.Data(values=rows)).mark_rect(strokeWidth=1.5)
    return [mark.encode(x=_at("x"), y=_at("y"), x2="right:Q", y2="bottom:Q", **_painted())]


def _key(x: float, middle: Sequence[float], kinds: Sequence[Kind], lang: Language) -> tuple[list[Box], list[Words]]:
    """For each series a sample of its mark, and its name beside it."""
    boxes, words = [], []
    for y, kind in zip(middle, kinds, strict=True):
        tall = 6 if kind == "target" else 14
        boxes.append(Box(x, y - tall / 2, 15, tall, kind))
        words.append(Words(x + 23, y, say(lang, f"kind_{kind}")))
    return boxes, words


def _span(values: Sequence[Fraction]) -> list[float]:
    return [float(min(values, default=Fraction())), float(max([*values, Fraction(1)]) * Fraction(str(ROOM)))]


def _frame(layers: Sequence[Spec], size: tuple[float, float], edges: tuple[float, float, float, float]) -> Spec:
    """Layers in a view of a size, with room at top, right, bottom and left for what stands around it."""
    top, right, bottom, left = edges
    whole = tool("altair").layer(*layers).properties(width=size[0], height=size[1])
    return whole.properties(
        autosize={"type": "none"}, padding={"top": top, "right": right, "bottom": bottom, "left": left}
    )


# Targets against results.


def _drawn(groups: Sequence[Group], kinds: Sequence[Kind]) -> list[dict[str, Any]]:
    return [
        {"at": group.label, "kind": kind, "value": float(value), **_paint(kind)}
        for group in groups
        for kind in kinds
        if (value := group.values.get(kind)) is not None
    ]


def _all_values(groups: Sequence[Group]) -> list[Fraction]:
    return [Fraction(), *(value for group in groups for value in group.values.values() if value is not None)]


LEFT, TALL, ROW, BAND, WIDEST = 152, 290, 26, 0.78, 180


def _targets_wide(groups: Sequence[Group], kinds: Sequence[Kind], lang: Language) -> Spec:
    alt = tool("altair")
    width = min(WIDE - LEFT, WIDEST * len(groups))
    x = alt.X("at:N", sort=None, axis=None, scale=alt.Scale(domain=[g.label for g in groups], paddingInner=1 - BAND))
    axis = alt.Axis(
        format=",.0f", tickCount=5, title=None, domain=False, ticks=False,
        labelFontSize=SMALL, labelColor=SOFT, gridColor=LINE, labelPadding=8,
    )  # fmt: skip
    y = alt.Y("value:Q", axis=axis, scale=alt.Scale(domain=_span(_all_values(groups)), nice=False))
    bars = alt.Chart(alt.Data(values=_drawn(groups, kinds))).mark_bar(strokeWidth=1.5)
    offset = alt.XOffset("kind:N", sort=None, scale=alt.Scale(domain=list(kinds), paddingInner=0.12))
    layers = [bars.encode(x=x, y=y, xOffset=offset, **_painted())]
    step = width / len(groups)
    tick = alt.Chart(alt.Data(values=_drawn(groups, ["target"])))
    layers.append(
        tick.mark_tick(thickness=8, size=step * BAND + 6, color=INK, opacity=1, stroke=PAPER, strokeWidth=2).encode(
            x=x, y=y
        )
    )
    small = SMALL if len(groups) > FEW_GROUPS else TEXT - 1
    shown = _with_target(groups, kinds)
    layers += _rows_under(groups, shown, x, lang, small)
    return _frame(layers, (width, TALL), (14, WIDE - LEFT - width, 44 + ROW * len(shown), LEFT))


def _with_target(groups: Sequence[Group], kinds: Sequence[Kind]) -> list[Kind]:
    """The series that are named, the target first when there is any."""
    named: tuple[Kind, ...] = ("target",) if any("target" in group.texts for group in groups) else ()
    return [*named, *kinds]


def _rows_under(groups: Sequence[Group], kinds: Sequence[Kind], x: Spec, lang: Language, size: float) -> list[Spec]:
    """The dates, and under them a row of numbers for each series, named by a sample of its mark."""
    alt = tool("altair")
    middles = [TALL + 44 + ROW * at for at in range(len(kinds))]
    lines = alt.Chart(alt.Data(values=[{"y": y - ROW / 2, "x": -LEFT, "right": WIDE - LEFT} for y in middles]))
    boxes, names = _key(2 - LEFT, middles, kinds, lang)
    dates = [{"at": group.label, "y": TALL + 18, "text": group.label} for group in groups]
    numbers = [
        {"at": group.label, "y": y, "text": group.texts.get(kind, say(lang, "none"))}
        for y, kind in zip(middles, kinds, strict=True)
        for group in groups
    ]
    layers = [lines.mark_rule(color=LINE).encode(x=_at("x"), x2="right:Q", y=_at("y")), *_boxes(boxes), *_texts(names)]
    for rows, weight, larger in ((dates, "bold", 1), (numbers, "normal", 0)):
        mark = alt.Chart(alt.Data(values=rows)).mark_text(
            baseline="middle", color=INK, fontSize=size + larger, fontWeight=weight
        )
        layers.append(mark.encode(x=x, y=_at("y"), text="text:N"))
    return layers


BLOCK, THICK, LABEL = 26, 18, 74


def _targets_narrow(groups: Sequence[Group], kinds: Sequence[Kind], lang: Language) -> Spec:
    """Lying bars: a line with date and target, then a bar for each series."""
    shown = _with_target(groups, kinds)
    top = 24 * len(shown) + 8
    block = BLOCK + (THICK + 3) * len(kinds) + 16
    height, width = top + block * len(groups), PHONE - LABEL - 4
    boxes, told = _key(0, [12 + 24 * at for at in range(len(shown))], shown, lang)
    rows, ticks, none = [], [], say(lang, "none")
    for at, group in enumerate(groups):
        start = top + block * at
        target = group.values.get("target")
        told.append(Words(0, start + 12, group.label, weight="bold"))
        if "target" in group.texts:
            words = f"{say(lang, 'kind_target').lower()} {group.texts['target']}"
            told.append(Words(width + LABEL, start + 12, words, "right", size=TEXT - 1, color=SOFT))
        for line, kind in enumerate(kinds):
            y, bar = start + BLOCK + (THICK + 3) * line, Bar("", group.values.get(kind), group.texts.get(kind, none))
            end = max(bar.value or Fraction(), target or Fraction())
            rows.append({**_row(bar, y, THICK), **_paint(kind), "end": float(end)})
        if target is not None:
            ends = start + BLOCK - 3, start + BLOCK + (THICK + 3) * len(kinds) + 2
            ticks.append({"value": float(target), "from": ends[0], "to": ends[1]})
    layers = _lying(rows, ticks, (_span(_all_values(groups)), height))
    return _frame([*layers, *_boxes(boxes), *_texts(told)], (width, height), (0, LABEL, 0, 4))


def _lying(rows: list[dict[str, Any]], ticks: list[dict[str, Any]], size: tuple[list[float], float]) -> list[Spec]:
    """Bars from zero, the value beside each, and a black bar for each target."""
    alt = tool("altair")
    x = {"axis": None, "scale": alt.Scale(domain=size[0], nice=False)}
    y = {"axis": None, "scale": alt.Scale(domain=[0, size[1]], range=[0, size[1]], nice=False)}
    data = alt.Chart(alt.Data(values=rows))
    lengths = alt.Chart(alt.Data(values=[row for row in rows if row["drawn"]]))
    edges = {"y": alt.Y("from:Q", **y), "y2": "to:Q"}
    bars = lengths.mark_rect(strokeWidth=1.5).encode(x=alt.X("zero:Q", **x), x2="value:Q", **edges, **_painted())
    words = data.mark_text(align="left", baseline="middle", dx=9, fontSize=TEXT - 1, color=INK)
    labels = words.encode(x=alt.X("end:Q", **x), y=alt.Y("middle:Q", **y), text="text:N")
    rules = alt.Chart(alt.Data(values=ticks))
    return [
        bars,
        *(
            rules.mark_rule(strokeWidth=thick, color=color).encode(x=alt.X("value:Q", **x), **edges)
            for thick, color in ((9, PAPER), (6, INK))
        ),
        labels,
    ]


# A breakdown.

CHARACTER, LONGEST, END = 8.2, 34, 118


def _bars_wide(bars: Sequence[Bar]) -> Spec:
    labels = [textwrap.wrap(bar.label, LONGEST) or [""] for bar in bars]
    left = 16 + CHARACTER * max(len(line) for lines in labels for line in lines)
    words, rows, top = [], [], 0.0
    for bar, lines in zip(bars, labels, strict=True):
        tall = 18.0 * len(lines) + 18
        for at, line in enumerate(lines):
            words.append(Words(-left, top + tall / 2 + 18 * (at - (len(lines) - 1) / 2), line))
        rows.append(_row(bar, top + tall / 2 - 12, 24))
        top += tall
    return _frame([*_lengths(bars, rows, top), *_texts(words)], (WIDE - left - END, top), (4, END, 4, left))


def _bars_narrow(bars: Sequence[Bar]) -> Spec:
    words, rows, top = [], [], 0.0
    for bar in bars:
        for line in textwrap.wrap(bar.label, LONGEST + 6) or [""]:
            words.append(Words(0, top + 12, line))
            top += 20
        rows.append(_row(bar, top + 3, 22))
        top += 38
    return _frame([*_lengths(bars, rows, top), *_texts(words)], (PHONE - END - 4, top), (2, END, 2, 4))


def _row(bar: Bar, top: float, thick: float) -> dict[str, Any]:
    value = float(bar.value or 0)
    place = {"from": top, "to": top + thick, "middle": top + thick / 2}
    place["drawn"] = bar.value is not None
    return {**place, **_paint("official"), "zero": 0, "value": value, "end": max(value, 0), "text": bar.text}


def _lengths(bars: Sequence[Bar], rows: list[dict[str, Any]], height: float) -> list[Spec]:
    alt = tool("altair")
    span = _span([Fraction(), *(bar.value for bar in bars if bar.value is not None)])
    zero = alt.Chart(alt.Data(values=rows)).mark_rule(color=EDGE, strokeWidth=1.5)
    x = alt.X("zero:Q", axis=None, scale=alt.Scale(domain=span, nice=False))
    y = alt.Y("from:Q", axis=None, scale=alt.Scale(domain=[0, height], range=[0, height], nice=False))
    line = zero.encode(x=x, y=y, y2="to:Q")
    return [*_lying(rows, [], (span, height)), line]
