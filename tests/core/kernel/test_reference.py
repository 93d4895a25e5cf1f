"""Reading the csv files of figures/: columns, cells, sources and marks."""

import pytest

from banenafspraak.core.kernel.reference import mark, one_of, rows, source, sources, weakest


def written(tmp_path, content):
    (tmp_path / "keys.csv").write_text(content, encoding="utf-8")
    return list(rows("keys", ("year", "mark"), tmp_path))


def test_rows_come_with_their_columns(tmp_path):
    assert written(tmp_path, "year,mark\n2012,V\n") == [{"year": "2012", "mark": "V"}]


@pytest.mark.parametrize("content", ["", "year\n", "mark,year\n", "year,mark,note\n"])
def test_other_columns_are_refused(tmp_path, content):
    with pytest.raises(ValueError, match=r"keys\.csv: the columns are not year, mark"):
        written(tmp_path, content)


@pytest.mark.parametrize("row", ["2012", "2012,V,more"])
def test_a_row_of_another_length_is_refused(tmp_path, row):
    with pytest.raises(ValueError, match=r"keys\.csv, row 2: a cell too many or too few"):
        written(tmp_path, f"year,mark\n{row}\n")


def test_a_source_or_mark_that_is_not_there_is_refused():
    with pytest.raises(ValueError, match="unknown source ERGENS"):
        source({"source": "ERGENS"})
    with pytest.raises(ValueError, match="mark is none of V, D, U"):
        mark({"mark": ""})
    with pytest.raises(ValueError, match="sector is none of market: overal"):
        one_of({"sector": "overal"}, "sector", ("market",))


def test_the_weakest_mark_rules():
    assert [weakest("V"), weakest("V", "D"), weakest("D", "U", "V")] == ["V", "D", "U"]


def test_every_source_has_an_address_of_its_own():
    addresses = [
        each.address for each in sources().values() if "/" in each.address
    ]  # others name a whole site, or none
    assert len(set(addresses)) == len(addresses)


def test_source_and_word_are_given_when_known():
    with pytest.raises(ValueError, match="unknown source GEEN"):
        source({"source": "GEEN"})
    with pytest.raises(ValueError, match="sector is none of market, government: zorg"):
        one_of({"sector": "zorg"}, "sector", ("market", "government"))
    assert source({"source": "K219"}) == sources()["K219"]
    assert mark({"mark": "V"}) == "V"
