"""Charts and the tile map: what is drawn, what is written beside it, and the same bytes twice."""

import re
from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from lxml import etree
from tests.core.reports import trends

from banenafspraak.core.reports import charts, drawing as drawing_room
from banenafspraak.core.reports.drawing import EDGE, INK, MOSS_TINT, OCHRE_TINT, PAPER, PATTERNS, PETROL, stamped
from banenafspraak.core.reports.numbers import Hidden
from banenafspraak.core.reports.story import target_sections, tell
from banenafspraak.core.reports.tiles import tiles_drawing
from banenafspraak.core.reports.trend import Point, Tile, TileMap

SVG = "{http://www.w3.org/2000/svg}"
PNG = b"\x89PNG\r\n\x1a\n"
GROUP = charts.Group("2018", {"target": Fraction(43500), "official": Fraction(51956), "quarterly": Fraction(53390)}, {})
TEXTS = {"target": "43.500", "official": "51.956", "quarterly": "53.390"}


def tree(svg):
    return etree.fromstring(svg.encode())


def words(svg):
    return [element.text for element in tree(svg).iter(f"{SVG}text")]


def targets(*groups, lang="nl"):
    return charts.targets_drawing("d", "kop", "tekst", groups, lang)


def one_map(*values, here=""):
    tiles = tuple(Tile(f"AM{at:02}", f"Regio {at}", 0, at, value) for at, value in enumerate(values))
    return tiles_drawing("m", "kop", "tekst", TileMap("banen", tiles, trends.BASIS), ("nl", here))


@pytest.mark.parametrize("form", ["wide", "narrow"])
def test_every_drawing_says_in_words_what_it_shows(story, form):
    names = set()
    for drawing in story.drawings:
        root = tree(getattr(drawing, form))
        title, text = root.find(f"{SVG}title"), root.find(f"{SVG}desc")
        assert root.get("role") == "img"
        assert root.get("aria-labelledby") == f"{title.get('id')} {text.get('id')}"
        assert (title.text, text.text) == (drawing.title, drawing.alt)
        assert len(drawing.alt) > len(drawing.title)
        names |= {element.get("id") for element in root.iter() if element.get("id")}
        assert not root.xpath("//@href | //*[local-name()='script' or local-name()='image' or local-name()='style']")
    assert len(names) >= 2 * len(story.drawings)


@pytest.mark.usefixtures("report_extra")
def test_the_series_are_told_apart_by_pattern_and_not_by_colour_alone():
    drawing = targets(replace(GROUP, texts=TEXTS))
    for svg in (drawing.wide, drawing.narrow):
        assert f'fill="{PETROL}"' in svg
        assert svg.count(f'-{OCHRE_TINT[1:]}"') == 1
        assert f"url(#d-{'w' if svg == drawing.wide else 'n'}-{OCHRE_TINT[1:]})" in svg
        assert MOSS_TINT not in svg
        assert f'fill="{INK}" stroke="{INK}"' in svg  # the sample of the target
        assert "mark-line" not in svg


def test_the_words_of_the_darkest_tile_are_light():
    assert re.findall(r'<g fill="([^"]+)"', one_map(10, 20, 30, 40).wide) == [INK, INK, INK, PAPER]


@pytest.mark.usefixtures("report_extra")
def test_every_series_has_a_sample_that_can_be_seen():
    drawing = targets(replace(GROUP, texts=TEXTS))
    assert [re.findall(r"h15v(\d+)h-15Z", svg) for svg in (drawing.wide, drawing.narrow)] == [["6", "14", "14"]] * 2


@pytest.mark.usefixtures("report_extra")
def test_bars_of_results_are_as_long_as_their_values():
    drawing = targets(replace(GROUP, texts=TEXTS))
    for svg, way in ((drawing.wide, r"v([\d.]+)h-[\d.]+Z"), (drawing.narrow, r"h-([\d.]+)Z")):
        [official] = re.findall(rf'd="M[^"]*{way}" fill="{PETROL}"', svg)[:1]
        [quarterly] = re.findall(rf'd="M[^"]*{way}" fill="url', svg)[:1]
        assert float(official) / float(quarterly) == pytest.approx(51956 / 53390)


@pytest.mark.usefixtures("report_extra")
def test_an_own_count_has_its_own_pattern():
    group = charts.Group("2025", {"own": Fraction(7)}, {"own": "7*"})
    assert PATTERNS[MOSS_TINT].format(id=f"d-w-{MOSS_TINT[1:]}") in targets(group).wide


@pytest.mark.usefixtures("report_extra")
def test_the_numbers_stand_at_the_bars():
    drawing = targets(replace(GROUP, texts=TEXTS))
    assert {"2018", "43.500", "51.956", "53.390", "Doel", "Jaarmonitor", "UWV-kwartaal"} <= set(words(drawing.wide))
    assert {"2018", "doel 43.500", "51.956", "53.390", "Doel", "Jaarmonitor"} <= set(words(drawing.narrow))


@pytest.mark.usefixtures("report_extra")
@pytest.mark.parametrize(("lang", "tick"), [("nl", "40.000"), ("en", "40,000")])
def test_the_axis_is_written_as_the_reader_does(lang, tick):
    assert tick in words(targets(replace(GROUP, texts=TEXTS), lang=lang).wide)


@pytest.mark.usefixtures("report_extra")
def test_a_missing_result_is_said_and_not_drawn():
    other = charts.Group(
        "2019", {"target": Fraction(55000), "official": None}, {"target": "55.000", "official": "geen"}
    )
    drawing = targets(replace(GROUP, texts=TEXTS), other)
    assert words(drawing.wide).count("geen") == 2
    assert words(drawing.narrow).count("geen") == 2
    assert drawing.narrow.count(f'fill="{PETROL}"') == 2  # the key and one bar


@pytest.mark.usefixtures("report_extra")
def test_bars_start_at_zero():
    bars = [charts.Bar("a", Fraction(100), "100"), charts.Bar("b", Fraction(50), "50")]
    svg = charts.breakdown_drawing("d", "k", "t", bars, "nl").wide
    paths = re.findall(rf'd="M([\d.]+),[\d.]+h([\d.]+)[^"]*" fill="{PETROL}"', svg)
    assert len(paths) == 2
    (start, long), (same, short) = ((float(x), float(width)) for x, width in paths)
    assert start == same == 0
    assert long == pytest.approx(2 * short)


@pytest.mark.usefixtures("report_extra")
def test_a_breakdown_says_why_a_bar_is_missing():
    bars = [
        charts.Bar("a", Fraction(-830), "−830"),
        charts.Bar("b", None, "minder dan 10"),
        charts.Bar("c", None, "geen cijfer"),
    ]
    drawing = charts.breakdown_drawing("d", "k", "t", bars, "nl")
    for svg in (drawing.wide, drawing.narrow):
        assert {"−830", "minder dan 10", "geen cijfer"} <= set(words(svg))
        assert svg.count(f'fill="{PETROL}"') == 1


@pytest.mark.usefixtures("report_extra")
def test_long_names_are_broken_and_whole():
    name = "N Verhuur van roerende goederen en overige zakelijke diensten"
    drawing = charts.breakdown_drawing("d", "k", "t", [charts.Bar(name, Fraction(1), "1")], "nl")
    for svg in (drawing.wide, drawing.narrow):
        assert " ".join(text for text in words(svg) if text != "1") == name


@pytest.mark.usefixtures("report_extra")
def test_a_drawing_becomes_the_same_picture_twice():
    first, second = (targets(replace(GROUP, texts=TEXTS)) for _ in range(2))
    assert first == second
    assert first.png() == second.png()
    assert first.png().startswith(PNG)


@pytest.mark.usefixtures("report_extra")
def test_without_our_typeface_a_drawing_is_still_made(monkeypatch):
    monkeypatch.setattr(charts, "font_folder", lambda: None)
    monkeypatch.setattr(drawing_room, "font_folder", lambda: None)
    assert targets(replace(GROUP, texts=TEXTS)).png().startswith(PNG)


@pytest.mark.usefixtures("report_extra")
def test_a_chart_holds_the_last_twelve_dates_and_the_table_all():
    days = [date(year, month, last) for year in range(2000, 2016) for month, last in ((9, 30), (12, 31))][:-1]
    points = tuple(Point(on, "official", at, "reeks", "V", trends.OWN) for at, on in enumerate(days))
    section = tell(replace(trends.region(), points=points)).sections[0]
    drawn = [text for text in words(section.drawing.wide) if re.fullmatch(r"20\d\d|kw.*", text)]
    assert drawn == [*map(str, range(2004, 2015)), "kw\u00a03\u00a02015"]
    assert len(section.table.shown.rows) == len(days)
    assert any("De tabel toont alle peildata" in line for line in section.caption)


def test_the_tile_map_shows_each_number_in_its_tile():
    drawing = one_map(1234, 0, -5)
    for svg in (drawing.wide, drawing.narrow):
        assert {"1.234", "0", "−5"} <= set(words(svg))
        assert "stroke-dasharray" not in svg
    assert {"Regio 0", "Regio 1"} <= set(words(drawing.wide))
    assert {"AM00", "AM01"} <= set(words(drawing.narrow))


def test_what_cannot_be_shown_has_a_dashed_tile_and_a_sign():
    drawing = one_map(Hidden.FEW, Hidden.PROTECTED, None, 3)
    assert {"<\u00a010", "×", "–", "3"} <= set(words(drawing.wide))
    assert drawing.wide.count(f'stroke="{EDGE}" stroke-width="1.5" stroke-dasharray="4 4"') == 3


def test_the_own_region_has_a_thick_edge():
    assert one_map(1, 2, here="AM01").wide.count('stroke-width="6"') == 1
    assert one_map(1, 2).wide.count('stroke-width="6"') == 0


def test_names_with_signs_do_not_break_the_drawing():
    tiles = TileMap("banen", (Tile("A&B", "<Naam> & zo", 0, 0, 1),), trends.BASIS)
    drawing = tiles_drawing("m", "k & <t>", 'a "b"', tiles, ("nl", ""))
    assert "A&B" in words(drawing.narrow)
    assert tree(drawing.wide).find(f"{SVG}title").text == "k & <t>"


@pytest.mark.usefixtures("report_extra")
def test_few_dates_are_all_drawn_and_a_bar_keeps_its_size():
    days = [date(2017, 12, 31), date(2018, 3, 31), date(2018, 6, 30)]
    points = tuple(Point(on, "own", 100 + at, "reeks", "D", trends.OWN) for at, on in enumerate(days))
    section = tell(replace(trends.region(), points=points)).sections[0]
    assert {"2017", "kw\u00a01\u00a02018", "kw\u00a02\u00a02018"} <= set(words(section.drawing.wide))
    one, three = (tell(replace(trends.region(), points=some)).sections[0].drawing.wide for some in (points[:1], points))
    sizes = [
        {float(found) for found in re.findall(r'd="M[\d.]+,[\d.]+h([\d.]+)v[\d.]+h-[\d.]+Z" fill="url', svg)}
        for svg in (one, three)
    ]
    assert max(sizes[0]) == pytest.approx(max(sizes[1]), rel=0.15)
    assert words(section.drawing.narrow).count("doel geen cijfer") == 0


@pytest.mark.usefixtures("report_extra")
def test_a_breakdown_without_any_number_is_not_drawn_and_a_long_one_is_folded():
    hidden = replace(trends.sbi_table(), rows=(("a", Hidden.FEW), ("b", None)))
    long = replace(trends.sbi_table(), key="lang", drawn="", rows=tuple((f"rij {at}", at) for at in range(21)))
    story = tell(replace(trends.region(), tables=(hidden, long)))
    parts = {section.key: section for section in story.sections}
    assert parts["uitsplitsing-sbi"].drawing is None
    assert (parts["uitsplitsing-sbi"].folded, parts["uitsplitsing-lang"].folded) == (False, True)


def test_a_stamp_stands_under_a_drawing_and_wraps_where_it_is_narrow():
    svg = '<svg width="{0}" height="50" viewBox="0 0 {0} 50"><g/></svg>'
    words = "Verzonnen gegevens. Vergelijk ze nooit met een echt cijfer."
    for wide, lines in ((860, 1), (358, 2)):
        root = etree.fromstring(stamped(svg.format(wide), words))
        texts = root.findall("text")
        assert " ".join(each.text for each in texts) == words
        assert len(texts) == lines
        assert root.get("viewBox") == f"0 0 {wide} {50 + 30 * lines}"
        assert root.get("height") == str(50 + 30 * lines)
    assert 'height="' not in stamped('<svg viewBox="0 0 600 50"></svg>', words).partition(">")[0]


def test_a_drawing_without_a_size_takes_no_stamp():
    with pytest.raises(ValueError, match="without a size"):
        stamped("<svg></svg>", "x")


def test_every_drawing_of_invented_numbers_says_so():
    story = tell(trends.nation())
    assert story.drawings
    for drawing in story.drawings:
        for form in (drawing.wide, drawing.narrow):
            assert "Verzonnen gegevens." in form
    assert all(
        "Verzonnen gegevens." not in drawing.wide for drawing in tell(replace(trends.nation(), invented=None)).drawings
    )


def test_a_chart_without_a_target_names_none():
    points = [Point(date(2018, 12, 31), "invented", 12, "verzonnen", "D", trends.OWN)]
    [section] = target_sections(points, "x", "nl")
    assert (section.heading, ">Doel<" in section.drawing.wide, ">Verzonnen<" in section.drawing.wide) == (
        "Extra banen, 2018 tot en met 2018",
        False,
        True,
    )
