"""Bars with a sure and an unsure part: one scale for all, hatching that no other drawing shares."""

import re

from banenafspraak.core.reports.bands import Band, bands_drawing

KEYS = ("betaalt u zelf", "nog niet zeker")
RECTANGLE = re.compile(r'<rect x="([\d.]+)" y="[\d.]+" width="([\d.]+)" height="24"')


def drawn(*bands):
    return bands_drawing("jaren", "Titel", "Wat er staat", bands, KEYS)


def test_all_bars_have_one_scale():
    wide = drawn(Band("a", 100, 0, "100"), Band("b", 50, 25, "50 tot 75")).wide
    widths = [float(found[2]) for found in RECTANGLE.finditer(wide)]
    assert widths == [410.0, 205.0, 102.5]


def test_a_bar_of_nothing_is_still_seen():
    assert [float(found[2]) for found in RECTANGLE.finditer(drawn(Band("a", 0, 0, "0")).wide)] == [2.0]
    assert drawn().wide.count('height="24"') == 0


def test_the_two_drawings_say_what_they_show_and_share_no_ids():
    one = drawn(Band("<a>", 1, 1, "1 & 2"))
    ids = re.findall(r' id="([^"]+)"', one.wide + one.narrow)
    assert len(ids) == len(set(ids))
    assert all("Wat er staat" in each and "&lt;a&gt;" in each and "url(#" in each for each in (one.wide, one.narrow))
