"""What is written in a region: names that fit, numbers that fit, and nothing where they do not."""

import pytest

from banenafspraak.core.regions import regions
from banenafspraak.core.reports.basemap import Box, Outline
from banenafspraak.core.reports.labels import SIZES, label_lines, name_lines

TILE = Outline("AM37", "Zuid-Kennemerland en IJmond", "", Box(50, 50, 94, 94), "KEN")


def small(wide):
    return Outline("AM12", "Gooi", "", Box(50, 50, wide, 19))


def test_the_name_of_every_region_fits_in_a_tile():
    for each in regions():
        lines = name_lines(each.name)
        assert len(lines) <= 3
        assert "".join(lines).replace(" ", "").replace("-", "") == each.name.replace(" ", "").replace("-", "")
        assert max(map(len, lines)) <= 12


def test_a_long_word_is_broken_between_its_parts():
    assert name_lines("Veluwe Stedendriehoek") == ["Veluwe", "Steden-", "driehoek"]
    assert name_lines("Rivierenland") == ["Rivieren-", "land"]
    assert name_lines("Flevoland") == ["Flevoland"]


def test_a_name_that_fits_nowhere_is_wrapped_in_three_lines():
    assert len(name_lines("Een heel lange naam van een regio die nergens past")) == 3


def test_a_tile_has_its_name_on_a_screen_and_its_short_name_on_a_phone():
    lines = list(label_lines(TILE, "1.267"))
    assert [line.text for line in lines if line.form == "wide"] == ["Zuid-", "Kennemerland", "en IJmond"]
    assert [line.text for line in lines if line.form == "narrow"] == ["KEN"]
    assert [(line.text, line.bold) for line in lines if line.form is None] == [("1.267", True)]
    assert all(3 < line.y < 97 for line in lines)


def test_a_tile_without_a_short_name_shows_its_code():
    bare = Outline("AM05", "Twente", "", Box(50, 50, 94, 94))
    assert [line.text for line in label_lines(bare, "1") if line.form == "narrow"] == ["AM05"]


@pytest.mark.parametrize(("wide", "forms"), [(72, ["wide", "narrow"]), (45, ["wide"]), (30, []), (12, [])], ids=str)
def test_a_number_is_written_where_it_fits(wide, forms):
    lines = list(label_lines(small(wide), "1.234"))
    assert [line.form for line in lines] == forms
    for line in lines:
        largest, smallest = SIZES[line.form]
        assert smallest <= line.size <= largest
        assert line.size * 0.6 * 5 <= wide * 1.2


def test_a_region_without_a_place_has_no_label():
    assert list(label_lines(Outline("AM12", "Gooi", ""), "1")) == []
