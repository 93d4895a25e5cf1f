from dataclasses import replace

import pytest
from tests.factories.payroll import lent, order_of, paid, registered, write

from banenafspraak.core.counting import count
from banenafspraak.core.counting.marker import MARKER, are_invented, mark_invented
from banenafspraak.core.invented.employer import write_employer
from banenafspraak.core.invented.nation import write_nation
from banenafspraak.core.kernel.periods import Period
from banenafspraak.core.kernel.problems import ProblemsError


def test_files_and_folders_in_a_marked_folder_are_invented(tmp_path):
    folder = tmp_path / "natie"
    inside = folder / "loonaangifte"
    inside.mkdir(parents=True)
    file = inside / "2018-12.csv"
    file.touch()
    assert not are_invented([file, inside, folder])
    mark_invented(folder, scale="1/100", seed=1)
    assert folder.joinpath(MARKER).read_text("utf-8") == "scale: 1/100\nseed: 1\n"
    assert [are_invented([path]) for path in (file, inside, folder, folder / "register.csv", tmp_path)] == [
        *[True] * 4,
        False,
    ]


def test_what_is_invented_here_is_marked(tmp_path):
    nation = write_nation(tmp_path / "natie", 0.0001, 5, [Period.month(2018, 12)])
    written = write_employer(tmp_path / "werkgever", seed=7)
    assert are_invented([nation.payroll[0]])
    assert are_invented([written[0]])
    assert (tmp_path / "natie" / MARKER).read_text("utf-8") == "scale: 1/10000\nseed: 5\n"
    assert (tmp_path / "werkgever" / MARKER).read_text("utf-8") == "seed: 7\n"


def test_a_count_of_invented_data_says_so_first(tmp_path):
    order = order_of(tmp_path, [paid(), lent()])
    assert "invented" not in count(order).receipt.notes
    mark_invented(tmp_path, seed=1)
    result = count(order)
    assert result.notes[0].code == result.receipt.notes[0] == "invented"


@pytest.mark.parametrize("name", ["loon.csv", "register.csv", "correctie.csv"])
def test_one_invented_file_makes_a_count_invented(tmp_path, name):
    order = order_of(tmp_path / "echt", [paid()])
    made = tmp_path / "verzonnen"
    made.mkdir()
    mark_invented(made, seed=1)
    write(made / name, [registered()] if name == "register.csv" else [paid()])
    asked = {
        "loon.csv": {"deliveries": (made / name,)},
        "register.csv": {"register": made / name},
        "correctie.csv": {"corrections": (made / name,)},
    }
    assert count(order).notes[0].code != "invented"
    assert count(replace(order, **asked[name])).notes[0].code == "invented"


@pytest.mark.parametrize("baseline", ["gepubliceerd", "regeling-2015"])
def test_invented_data_are_not_set_against_a_real_figure(tmp_path, baseline):
    order = order_of(tmp_path, [paid()], baseline=baseline)
    assert count(order).total.extra_jobs is not None
    mark_invented(tmp_path, seed=1)
    with pytest.raises(ProblemsError) as error:
        count(order)
    assert [one.code for one in error.value.problems] == ["invented-and-real"]
    assert error.value.exit == 5
