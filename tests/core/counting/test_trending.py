"""A trend report from published figures: which parts it has, in which words, and what its empty parts say."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from tests.core.counting.publications import REGIONS, order
from tests.core.counting.test_publishing import people
from tests.factories.payroll import order_of, paid, write

from banenafspraak.core.counting.one_reading import OneReading
from banenafspraak.core.counting.result import Flow, Pace
from banenafspraak.core.counting.trend_figures import gather
from banenafspraak.core.counting.trending import trends
from banenafspraak.core.kernel.problems import ProblemsError
from banenafspraak.core.regions import regions
from banenafspraak.core.reports.numbers import Hidden, known
from banenafspraak.core.reports.trend import Invented, check_trend

FLEVOLAND, GRONINGEN, AMSTERDAM = REGIONS
MANY = [*people("a", 30, ("markt", AMSTERDAM)), *people("b", 22, ("overheid", GRONINGEN))]
MANY += [*people("c", 14, ("markt", GRONINGEN)), *people("d", 25, ("inleen", FLEVOLAND))]
THEN = [*people("e", 16, ("markt", AMSTERDAM), then=True), *people("f", 15, ("overheid", GRONINGEN), then=True)]
SMALL = [*people("a", 30, ("markt", AMSTERDAM)), *people("b", 4, ("markt", GRONINGEN))]
SMALL += people("c", 12, ("overheid", FLEVOLAND))


def goals(folder):
    return write(
        folder / "doelen.csv",
        [
            {"jaar": str(year), "sector": name, "doelstelling": str(goal), "bron": "wij"}
            for year, goal in ((2018, 20), (2019, 40))
            for name in ("markt", "overheid", "totaal")
        ],
    )


def figures_of(asked):
    reading = OneReading.of(asked)
    return gather(reading(), reading)


def reports(asked, *names, lang="nl"):
    found = dict(trends(figures_of(asked), lang, [one for one in regions() if one.name in names]))
    for trend in found.values():
        check_trend(trend)
    return found


def table(trend, key):
    return next(one for one in trend.tables if one.key == key)


def test_everything_stands_on_top_with_its_target(tmp_path):
    trend = reports(order(tmp_path, [*MANY, *THEN], by=(), targets=goals(tmp_path)))[""]
    assert (trend.place, trend.period, trend.title) == (
        "Alle leveringen samen",
        "december 2018",
        "Trendrapportage Banenafspraak",
    )
    head = trend.headline
    assert (head.unit, head.on, head.target, head.places) == ("extra banen", date(2018, 12, 31), 20, 1)
    assert head.basis.calculation.startswith("Banen zijn verloonde uren gedeeld door 110,92. Extra banen zijn")
    assert trend.warnings[0].startswith("In december worden extra uren betaald")
    assert trend.invented is None


def test_breakdowns_in_words_and_in_order(tmp_path):
    trend = reports(order(tmp_path, [*MANY, *THEN], by=()))[""]
    assert [one.key for one in trend.tables] == ["sector", "soort", "grondslag", "grootteklasse", "regio"]
    kinds = table(trend, "soort")
    assert [row[0] for row in kinds.rows] == ["regulier werk", "inleen", "totaal"]
    assert [column.key for column in kinds.columns] == ["soort", "personen", "banen", "extra_banen"]
    assert (kinds.drawn, kinds.total, table(trend, "regio").drawn) == ("extra_banen", True, "")
    assert [row[0] for row in table(trend, "sector").rows] == ["markt", "overheid", "totaal"]
    assert table(trend, "grondslag").rows[0][0] == "Wajong (38b.1.c)"
    assert table(trend, "grootteklasse").notes == ("Deze indeling is van ons.",)


def test_without_a_baseline_jobs_are_drawn(tmp_path):
    trend = reports(order(tmp_path, MANY, by=()))[""]
    assert (trend.headline.unit, trend.headline.target, trend.points) == ("banen", None, ())
    assert [column.key for column in table(trend, "sector").columns] == ["sector", "personen", "banen"]
    assert trend.tiles.unit == "banen"


def test_a_whole_nation_has_no_decimals_of_jobs(tmp_path):
    many = [one._replace(hundredths=one.hundredths * 150) for one in MANY]
    assert reports(order(tmp_path, many, by=()))[""].headline.places == 0


def test_hidden_figures_say_why(tmp_path):
    trend = reports(order(tmp_path, SMALL, by=()))[""]
    rows = {row[0]: row[1:] for row in table(trend, "regio").rows}
    assert rows[GRONINGEN] == (Hidden.FEW, Hidden.FEW)
    assert rows[FLEVOLAND] == (Hidden.PROTECTED, Hidden.PROTECTED)
    tiles = {tile.name: tile.value for tile in trend.tiles.tiles}
    assert (len(tiles), tiles[GRONINGEN], tiles["Zeeland"]) == (35, Hidden.FEW, 0)


def test_a_region_has_its_own_rows_and_total(tmp_path):
    found = reports(order(tmp_path, [*MANY, *THEN], by=(), targets=goals(tmp_path)), GRONINGEN)
    nation, region = found[""], found["regio/am01"]
    assert (region.place, region.place_code, region.period) == (GRONINGEN, "AM01", nation.period)
    [row] = [row for row in table(nation, "regio").rows if row[0] == GRONINGEN]
    assert region.headline.value == row[-1]
    assert (region.headline.target, region.points, region.flow) == (None, (), None)
    sectors = table(region, "sector")
    assert [line[0] for line in sectors.rows] == ["markt", "overheid", "totaal"]
    assert sectors.rows[-1][1:] == row[1:]
    assert sum(known(line[2]) for line in sectors.rows[:-1]) == row[2]


def test_a_region_where_nobody_works_is_a_zero(tmp_path):
    trend = reports(order(tmp_path, MANY, by=()), "Zeeland")["regio/am24"]
    assert (trend.headline.value, trend.tables) == (0, ())


def test_a_region_of_few_shows_nothing_and_no_empty_tables(tmp_path):
    trend = reports(order(tmp_path, SMALL, by=()), GRONINGEN)["regio/am01"]
    assert (trend.headline.value, trend.tables) == (Hidden.FEW, ())


def test_what_cannot_be_given_by_region_is_said(tmp_path):
    works = [*people("a", 12, ("markt", AMSTERDAM)), *people("b", 3, ("overheid", AMSTERDAM))]
    works += [*people("c", 12, ("overheid", GRONINGEN)), *people("d", 25, ("markt", FLEVOLAND))]
    trend = reports(order(tmp_path, works, by=()), AMSTERDAM)["regio/am18"]
    assert trend.notes[-1] == "Naar sector: niet te geven zonder dat iemand te herkennen is."


def test_regions_that_nobody_knows_are_refused(tmp_path):
    asked = order_of(tmp_path, [paid()])
    assert reports(asked)[""].tiles is None
    with pytest.raises(ProblemsError) as error:
        reports(asked, "Zeeland")
    assert [one.code for one in error.value.problems] == ["region-of-nobody"]


def test_the_working_persons_of_two_periods(tmp_path):
    figures = figures_of(order(tmp_path, MANY, by=()))
    figures = replace(figures, whole=replace(figures.whole, flow=Flow("2017", 40, 20, 12, 0, 11)))
    [(_, trend)] = trends(figures, "nl")
    assert (trend.flow.before, trend.flow.now, trend.flow.working_now) == ("december 2017", "december 2018", 37)
    assert trend.flow.basis.series == "Eigen telling van werkende personen"


def test_a_term_that_is_over_needs_nothing_any_more(tmp_path):
    figures = figures_of(order(tmp_path, MANY, by=()))
    over = replace(figures.by("sector"), pace=(Pace("markt", 2018, 20, Fraction(12), 0),))
    tables = (over, *figures.tables[1:])
    [(_, trend)] = trends(replace(figures, tables=tables), "nl")
    assert "tempo" not in [one.key for one in trend.tables]


def test_invented_data_are_called_invented_and_meet_no_real_figure(tmp_path):
    tmp_path.joinpath(".verzonnen").touch()
    trend = reports(order(tmp_path, [*MANY, *THEN], by=()), GRONINGEN)
    assert {one.invented for one in trend.values()} == {Invented()}
    assert trend[""].place == "Verzonnen land"
    assert {one.kind for one in trend[""].points} == {"own"}
    assert not any("verzonnen" in note for note in trend[""].notes)
