"""The tally: strokes in fives, counted, still to do, later."""

import pytest

from banenafspraak.web.tally import tally


@pytest.mark.parametrize(
    ("counted", "goal", "final", "marks"),
    [
        (85_665, 105_000, 125_000, (17, 4, 4)),
        (105_000, 105_000, 125_000, (21, 0, 4)),
        (130_000, 125_000, 125_000, (26, 0, 0)),
        (0, 9_000, 125_000, (0, 2, 23)),
    ],
)
def test_every_stroke_is_counted_to_do_or_later(counted, goal, final, marks):
    found = tally(counted, goal, final)
    assert tuple(sum(each.mark == mark for each in found.strokes) for mark in ("m1", "todo", "later")) == marks
    assert found.counted + found.to_do + found.later == max(final, counted)


def test_a_stroke_that_was_begun_is_filled_in_part():
    [begun] = [each for each in tally(85_665, 105_000, 125_000).strokes if each.filled]
    assert (begun.mark, begun.across, begun.top) == ("todo", False, 120)
