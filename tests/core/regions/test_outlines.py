"""Outlines: what is joined, what is simplified once for two, what is too small, and where a label stands."""

import random

import pytest
from tests.core.regions.areas import loops, overlap

from banenafspraak.core.regions import outlines as room
from banenafspraak.core.regions.outlines import inside_frame, label_box, outlines, path
from banenafspraak.core.reports.basemap import Box

KM = 1000.0


def box(left, low, right, high):
    """A ring in kilometres around Amersfoort."""
    return [(x * KM, y * KM) for x, y in ((left, low), (right, low), (right, high), (left, high), (left, low))]


def corners(loop):
    return sorted(set(loop))


def wild(seed, ends, steps=60):
    """A border between two points that is not straight."""
    chance = random.Random(seed)  # noqa: S311 - an invented border
    (a, b), (x, y) = ends
    between = [
        (
            (a + (x - a) * at / steps + chance.uniform(-2, 2)) * KM,
            (b + (y - b) * at / steps + chance.uniform(-1, 1)) * KM,
        )
        for at in range(1, steps)
    ]
    return [(a * KM, b * KM), *between, (x * KM, y * KM)]


def test_areas_of_one_region_are_joined():
    found = outlines({"AM01": [box(0, 0, 9, 9), box(9, 0, 18, 9), box(0, 9, 9, 18), box(9, 9, 18, 18)]})
    assert found == outlines({"AM01": [box(0, 0, 18, 18)]})


def test_areas_whose_corners_do_not_meet_are_joined_as_well():
    joined = outlines({"AM01": [box(0, 0, 9, 9), box(9, 0, 18, 9), box(0, 9, 18, 18)]})["AM01"]
    assert len(joined) == 1
    assert overlap(path(joined), path(outlines({"AM01": [box(0, 0, 18, 18)]})["AM01"])) == 1


def test_a_hole_stays_and_the_largest_loop_comes_first():
    found = outlines({"AM01": [box(5, 5, 14, 14), box(0, 0, 20, 20)]})["AM01"]
    assert [len(loop) for loop in found] == [5, 5]
    assert corners(found[0]) == corners(outlines({"AM01": [box(0, 0, 20, 20)]})["AM01"][0])


def test_neighbours_keep_one_border():
    border = wild(1, ((10, 0), (10, 40)))
    west = [(0.0, 0.0), *border, (0.0, 40 * KM), (0.0, 0.0)]
    east = [(30 * KM, 0.0), (30 * KM, 40 * KM), *border[::-1], (30 * KM, 0.0)]
    found = outlines({"AM01": [west], "AM02": [east]})
    [one], [other] = found["AM01"], found["AM02"]
    shared = set(one) & set(other)
    assert 5 < len(shared) < len(border)
    assert set(one) - shared == {spot for spot in one if spot[0] == min(x for x, _ in one)}
    assert set(other) - shared == {spot for spot in other if spot[0] == max(x for x, _ in other)}


def test_the_way_a_file_tells_it_makes_no_difference():
    border = wild(2, ((10, 0), (10, 40)))
    west = [(0.0, 0.0), *border, (0.0, 40 * KM), (0.0, 0.0)]
    east = [(30 * KM, 0.0), (30 * KM, 40 * KM), *border[::-1], (30 * KM, 0.0)]
    turned = [*east[7:-1], *east[:8]]
    assert outlines({"AM01": [west], "AM02": [east]}) == outlines({"AM02": [turned[::-1]], "AM01": [west[::-1]]})


def test_an_island_too_small_to_see_is_not_drawn():
    small = room.METRES * room.FINE * room.LEAST_LOOP**0.5 / KM
    assert len(outlines({"AM01": [box(0, 0, 20, 20), box(30, 0, 30 + small * 1.1, small * 1.1)]})["AM01"]) == 2
    assert len(outlines({"AM01": [box(0, 0, 20, 20), box(30, 0, 30 + small * 0.9, small * 0.9)]})["AM01"]) == 1


def test_an_area_told_twice_leaves_nothing():
    assert outlines({"AM01": [box(0, 0, 9, 9), box(0, 0, 9, 9)]}) == {"AM01": []}


def test_areas_that_touch_in_a_corner_stay_apart():
    found = outlines({"AM01": [box(0, 0, 9, 9), box(9, 9, 18, 18)]})["AM01"]
    assert [len(loop) for loop in found] == [5, 5]


def test_what_hardly_bends_is_straight():
    edge = [(x * KM / 4, 0.05 * KM * (x % 2)) for x in range(29)]
    found = outlines({"AM01": [[*edge, (7 * KM, 20 * KM), (0.0, 20 * KM), (0.0, 0.0)]]})["AM01"]
    assert [len(loop) for loop in found] == [5]


def test_simplifying_changes_little(monkeypatch):
    ring = [*wild(3, ((0, 0), (60, 0))), *wild(4, ((60, 40), (0, 40))), (0.0, 0.0)]
    fine = outlines({"AM01": [ring]})["AM01"]
    monkeypatch.setattr(room, "LEAST_BEND", 0.0)
    whole = outlines({"AM01": [ring]})["AM01"]
    assert len(fine[0]) < len(whole[0])
    assert overlap(path(fine), path(whole)) > 0.97


def test_a_drawing_that_stays_too_long_is_made_simpler(monkeypatch):
    rings = {"AM01": [[*wild(5, ((0, 0), (60, 0))), *wild(6, ((60, 40), (0, 40))), (0.0, 0.0)]]}
    most = len(outlines(rings)["AM01"][0]) // 2
    monkeypatch.setattr(room, "MOST_CORNERS", most)
    assert 4 < len(outlines(rings)["AM01"][0]) <= most


def test_a_file_of_specks_comes_to_an_end(monkeypatch):
    monkeypatch.setattr(room, "MOST_CORNERS", 50)
    specks = [
        box(-60 + 2 * (at % 50), -60 + 2 * (at // 50), -59 + 2 * (at % 50), -59 + 2 * (at // 50)) for at in range(999)
    ]
    assert outlines({"AM01": specks}) == {"AM01": []}


@pytest.mark.parametrize(
    ("point", "inside"),
    [((0, 0), True), ((-141_000, -100_000), True), ((122_000, 150_000), True), ((float("nan"), 0), False)]
    + [(point, False) for point in ((-146_000, 0), (126_000, 0), (0, 161_000), (0, -161_000), (float("inf"), 0))],
)
def test_the_frame_holds_the_country(point, inside):
    assert inside_frame(point) is inside


def test_a_path_says_the_same_as_its_loops():
    spots = [(5, 3), (5, 103), (105, 108), (100, 3), (5, 3)]
    assert path([spots]) == "M.5 .3v10l10 .5l-.5-10.5z"
    told = [[(round(x * 10), round(y * 10)) for x, y in loop] for loop in loops(path([spots, spots]))]
    assert told == [spots, spots]


def ring(*corners):
    return [*corners, corners[0]]


def test_a_label_stands_where_there_is_room():
    tall = [ring((0, 0), (150, 0), (150, 1000), (0, 1000))]
    wide_below = [ring((0, 0), (150, 0), (150, 500), (900, 500), (900, 1000), (0, 1000))]
    assert label_box(tall) == Box(7.5, 50.0, 15.0, 19)
    assert label_box(wide_below) == Box(45.0, 60.0, 72.0, 19)


def test_a_label_keeps_out_of_a_hole():
    around = [ring((0, 0), (1000, 0), (1000, 1000), (0, 1000)), ring((300, 300), (700, 300), (700, 700), (300, 700))]
    box = label_box(around)
    assert not (30 - box.wide / 2 < box.x < 70 + box.wide / 2 and 30 - box.tall / 2 < box.y < 70 + box.tall / 2)


def test_no_label_where_none_fits():
    assert label_box([ring((0, 0), (100, 0), (100, 100), (0, 100))]) is None
    assert label_box([]) is None
