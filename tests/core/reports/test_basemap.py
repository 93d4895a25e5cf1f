"""The order in which a keyboard passes the regions of a map."""

from banenafspraak.core.reports.basemap import BAND, Box, Outline, in_reading_order


def outline(code, x, y):
    return Outline(code, code, "", Box(x, y, 9, 9))


def test_what_stands_beside_each_other_is_read_from_west_to_east():
    beside = [outline("C", 300, 5), outline("A", 10, BAND - 1), outline("B", 200, 30)]
    assert [each.code for each in in_reading_order(beside)] == ["A", "B", "C"]


def test_what_stands_further_north_comes_first():
    below = [outline("A", 10, 2 * BAND), outline("B", 500, BAND), outline("C", 200, 0)]
    assert [each.code for each in in_reading_order(below)] == ["C", "B", "A"]


def test_equal_places_are_told_apart_by_code():
    same = [outline("B", 10, 10), outline("A", 10, 10), Outline("C", "C", "")]
    assert [each.code for each in in_reading_order(same)] == ["C", "A", "B"]
