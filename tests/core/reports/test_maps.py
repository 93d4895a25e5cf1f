"""Maps by region: reached by keyboard, read without colour, styled by classes alone, the same bytes twice."""

import re
from itertools import pairwise
from pathlib import Path

import pytest
from lxml import etree
from tests.core.reports import trends

from banenafspraak.core.regions.drawings import schematic_map, tile_map
from banenafspraak.core.reports import maps as room
from banenafspraak.core.reports.basemap import BaseMap, Box, Outline
from banenafspraak.core.reports.drawing import PAPER
from banenafspraak.core.reports.maps import PAINT, PATTERNS, RegionValues, map_drawing, region_map
from banenafspraak.core.reports.numbers import Hidden

CSS = (Path(room.__file__).parent / "templates/map.css").read_text(encoding="utf-8")
BASES = {"tiles": tile_map(), "schematic": schematic_map()}
TITLE = "Kaart van de 35 arbeidsmarktregio’s"
GAPS = {"AM24": Hidden.FEW, "AM35": Hidden.PROTECTED, "AM12": None}
VALUES = {tile.code: tile.value for tile in trends.tile_map().tiles}
LINKS = {code: f"/regios/{code.lower()}" for code in VALUES}
OF_THE_THEME = {"bp-svg", "bp-key", "wide", "narrow"}


@pytest.fixture(params=BASES, scope="module")
def base(request):
    return BASES[request.param]


def subject(**given):
    return RegionValues(**{"name": "kaart", "title": TITLE, "unit": "extra banen", "values": VALUES, **given})


def tree(svg):
    return etree.fromstring(svg.encode())


def drawn(base, lang="nl", **given):
    return region_map(base, subject(**given), lang)


def focusable(svg):
    return [element for element in tree(svg) if element.get("href") or element.get("tabindex")]


def test_every_region_is_reached_by_keyboard_and_says_its_name_and_value(base):
    elements = focusable(drawn(base, links=LINKS).svg)
    said = {element.get("href"): element.get("aria-label") for element in elements}
    assert said.keys() == set(LINKS.values())
    assert [element.tag for element in elements] == ["a"] * 35
    assert said[LINKS["AM01"]] == "Groningen: 400 extra banen"
    assert said[LINKS["AM24"]] == "Zeeland: te weinig personen"
    assert said[LINKS["AM35"]] == "Gorinchem: afgeschermd"
    assert said[LINKS["AM12"]] == "Gooi en Vechtstreek: niet gepubliceerd"
    assert [element.find("title").text for element in elements] == [each.get("aria-label") for each in elements]


def test_a_region_that_leads_nowhere_is_reached_as_well(base):
    elements = focusable(drawn(base).svg)
    assert [(each.tag, each.get("tabindex"), each.get("role")) for each in elements] == [("g", "0", "img")] * 35


def test_the_keyboard_goes_in_the_order_of_the_drawing(base):
    names = [element.get("aria-label").split(":")[0] for element in focusable(drawn(base, links=LINKS).svg)]
    assert names == [outline.name for outline in base.outlines]


def test_the_map_has_a_name_and_hides_no_part_of_it(base):
    root = tree(drawn(base).svg)
    assert (root.get("role"), root.get("aria-label")) == ("group", TITLE)


def test_nothing_is_styled_or_scripted_in_line(base):
    whole = drawn(base, links=LINKS, here="AM05")
    for svg in (whole.svg, *(key.sample for key in whole.keys)):
        names = {name for element in tree(svg).iter() for name in element.attrib}
        assert names & {"style", "onclick", "onload", "onfocus"} == set()
        assert {element.tag for element in tree(svg).iter()} & {"style", "script", "image", "foreignObject"} == set()
        assert "#" not in svg.replace("url(#kaart-", "")


def test_the_classes_of_the_map_are_those_of_its_style_sheet(base):
    whole = drawn(base, links=LINKS, here="AM05")
    pieces = whole.svg + "".join(key.sample for key in whole.keys)
    used = {name for names in re.findall(r'class="([^"]+)"', pieces) for name in names.split()}
    styled = set(re.findall(r"\.(bp-[\w-]+)", CSS)) - {"bp-theme"}
    assert used == styled | OF_THE_THEME


def test_shades_hatching_and_dots_tell_what_is_there(base):
    marks = {
        element.get("aria-label").split(":")[0]: re.search(r"bp-region--(\w+)", element.get("class"))[1]
        for element in focusable(drawn(base).svg)
    }
    assert (marks["Zeeland"], marks["Gorinchem"], marks["Gooi en Vechtstreek"]) == ("hidden", "hidden", "none")
    assert set(marks.values()) == {"1", "2", "3", "4", "none", "hidden"}


def test_patterns_have_the_name_of_the_map_so_that_two_can_stand_on_a_page(base):
    svg = drawn(base, name="banen").svg
    ids = [element.get("id") for element in tree(svg).iter() if element.get("id")]
    assert ids == ["banen-none", "banen-hidden"]
    assert set(re.findall(r"url\(#([^)]+)\)", svg)) == set(ids)


def test_the_legend_says_in_words_what_each_mark_is(base):
    values = dict.fromkeys(VALUES) | dict(zip(sorted(VALUES), (10, 20, 30, 40, 41, Hidden.FEW), strict=False))
    words = [key.words.replace("\u00a0", " ") for key in drawn(base, values=values).keys]
    assert words == [
        "10 tot en met 20 extra banen: 2 regio’s",
        "30 extra banen: 1 regio",
        "40 extra banen: 1 regio",
        "41 extra banen: 1 regio",
        "“< 10” minder dan 10 personen: 1 regio",
        "“–” niet gepubliceerd: 29 regio’s",
    ]


def test_the_legend_holds_every_region_once(base):
    counts = [int(re.search(r"(\d+)\u00a0regio", key.words)[1]) for key in drawn(base).keys]
    assert sum(counts) == 35
    assert len(counts) == 7


def test_a_map_without_any_figure_says_so(base):
    whole = drawn(base, values={})
    assert [key.words for key in whole.keys] == ["“–” niet gepubliceerd: 35\u00a0regio’s"]
    assert {row.text for row in whole.rows} == {"niet gepubliceerd"}


def test_the_table_says_the_same_as_the_map(base):
    whole = drawn(base, links=LINKS)
    assert [row.name for row in whole.rows] == sorted(row.name for row in whole.rows)
    said = {each.get("href"): each.get("aria-label") for each in focusable(whole.svg)}
    for row in whole.rows:
        unit = "" if row.code in GAPS else " extra banen"
        assert said[row.link] == f"{row.name}: {row.text}{unit}"
    assert whole.twin.shown.rows == tuple((row.name, row.short, row.text) for row in whole.rows)
    assert whole.twin.shown.head[-1] == ("Extra banen", True)
    assert len(whole.twin.shown.notes) == 2


def test_a_file_of_the_table_has_no_number_where_there_is_none(base):
    lines = {line["code"]: line["waarde"] for line in drawn(base).twin.lines}
    assert (lines["AM01"], lines["AM12"], lines["AM24"]) == (400, None, "te weinig personen")


def test_the_map_is_told_in_english_as_well(base):
    whole = drawn(base, "en", unit="extra jobs")
    assert [row.text for row in whole.rows if row.code == "AM12"] == ["not published"]
    assert whole.keys[-1].words == "“–” not published: 1\u00a0region"
    assert whole.source == base.source["en"] != base.source["nl"]


def test_numbers_stand_in_the_regions_where_they_fit(base):
    texts = [text.text for text in tree(drawn(base).svg).iter("text") if text.get("class") != "narrow"]
    shown = {row.text for row in drawn(base).rows if row.code not in GAPS}
    found = shown & set(texts)
    assert len(found) >= (32 if base.key == "tiles" else 25)


def test_the_own_region_stands_out(base):
    assert [
        element.get("aria-label").split(":")[0]
        for element in focusable(drawn(base, here="AM05").svg)
        if "bp-region--here" in element.get("class")
    ] == ["Twente"]


def test_signs_in_names_and_links_do_not_break_the_map():
    outline = Outline("AM01", 'A & "B" <c>', "M0 0h9v9z", Box(5, 5, 94, 94))
    base = BaseMap("eigen", 10, 10, (outline,), {"nl": "", "en": ""})
    svg = drawn(base, values={"AM01": 1}, links={"AM01": '/?a="b"&c'}, title="<t>").svg
    [link] = focusable(svg)
    assert (link.get("aria-label"), link.get("href")) == ('A & "B" <c>: 1 extra banen', '/?a="b"&c')
    assert tree(svg).get("aria-label") == "<t>"


def test_the_same_values_give_the_same_bytes(base):
    assert drawn(base) == drawn(base, values=dict(reversed(VALUES.items())))


def test_a_page_can_carry_the_map(base):
    assert len(drawn(base, links=LINKS).svg.encode()) < 60_000


# Files.


@pytest.mark.usefixtures("report_extra")
def test_a_map_becomes_a_file_that_needs_nothing_beside_it(base):
    drawing = map_drawing(base, subject(here="AM05"), "Kaart in woorden.", "nl")
    for svg in (drawing.wide, drawing.narrow):
        assert "class=" not in svg
        root = tree(svg)
        assert root.get("role") == "img"
        assert len(root.findall(".//{*}path[@fill]")) == 35
    assert drawing.png().startswith(b"\x89PNG")


def test_a_phone_has_its_own_labels(base):
    drawing = map_drawing(base, subject(), "alt", "nl")
    sizes = [
        {float(text.get("font-size")) for text in tree(svg).iter("{*}text")} for svg in (drawing.wide, drawing.narrow)
    ]
    assert max(sizes[0]) <= max(sizes[1])
    assert min(sizes[0]) < min(sizes[1])


# Colours.


def luminance(colour):
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(part * share for part, share in zip(linear, (0.2126, 0.7152, 0.0722), strict=True))


def contrast(one, other):
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_every_label_can_be_read_on_its_shade():
    fills = {mark: PAPER if mark in PATTERNS else fill for mark, (fill, _, _) in PAINT.items()}
    assert min(contrast(ink, fills[mark]) for mark, (_, _, ink) in PAINT.items()) > 7


def test_shades_are_told_apart_by_how_dark_they_are():
    fills = [PAINT[mark][0] for mark in ("1", "2", "3", "4")]
    steps = [contrast(one, other) for one, other in pairwise(fills)]
    assert [luminance(fill) for fill in fills] == sorted(map(luminance, fills), reverse=True)
    assert min(steps) > 1.2


def test_every_region_has_an_edge_that_can_be_seen_on_paper():
    assert min(contrast(edge if mark != "4" else fill, PAPER) for mark, (fill, edge, _) in PAINT.items()) > 3


def test_the_style_sheet_has_the_colours_of_the_files():
    names = {"--bp-tint": "1", "--bp-q2": "2", "--bp-q3": "3", "--bp-petrol": "4"}
    told = dict(re.findall(r"\.bp-region--(\d) path\{fill:var\((--bp-\w+)\)", CSS))
    assert {mark: names[name] for mark, name in told.items()} == {mark: mark for mark in "1234"}
