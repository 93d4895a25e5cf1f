"""The invented nation at a very small scale: the same twice, complete, and as skewed as promised."""

import csv
import re
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from importlib.resources import files
from itertools import pairwise

import duckdb
import pytest

from banenafspraak.core.invented.nation import MONTHS, four_weeks, write_nation
from banenafspraak.core.kernel.periods import Period

SCALE = Fraction(1, 2000)
DECEMBER = (Period.month(2018, 12),)
NINE_DIGITS = re.compile(r"(?<!\d)\d{9}(?!\d)")


@pytest.fixture(scope="module")
def nation(tmp_path_factory):
    return write_nation(tmp_path_factory.mktemp("natie"), SCALE, seed=7)


@pytest.fixture(scope="module")
def tables(nation):
    def csv_text(path):
        return connection.read_csv(str(path), sep=";", header=True, all_varchar=True)

    with duckdb.connect() as connection:
        connection.read_parquet([str(path) for path in nation.payroll]).create_view("payroll")
        connection.read_parquet(str(nation.corrections)).create_view("corrections")
        csv_text(nation.register).create_view("register")
        csv_text(nation.employers).create_view("employers")
        yield connection


def values(tables, query):
    return tables.execute(query).fetchall()


def value(tables, query):
    return tables.execute(query).fetchall()[0][0]


def rows_of(path):
    with path.open(encoding="utf-8") as stream:
        return list(csv.reader(stream, delimiter=";"))


def contents(folder):
    return {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*.*") if path.is_file()}


def december_jobs(tables, year):
    """Jobs by plain counting: December hours of registered people without sheltered work, lent hours not split."""
    query = """
        WITH december AS (SELECT make_date($year, 12, 1) AS first, make_date($year, 12, 31) AS last)
        SELECT sum(verloonde_uren * (least(tijdvak_einde, last) - greatest(tijdvak_begin, first) + 1)
          / (tijdvak_einde - tijdvak_begin + 1)) / 110.92
        FROM payroll, december
        WHERE tijdvak_einde >= first AND tijdvak_begin <= last
          AND code_soort IN (11, 13, 15) AND code_aard NOT IN (21, 24) AND persoon IN (
            SELECT persoon FROM register
            WHERE datum_begin::DATE <= last AND coalesce(datum_einde, '9999-12-31')::DATE >= first)"""
    return tables.execute(query, {"year": year}).fetchall()[0][0]


# ---- the same, or another ----


def test_nation_same_seed_gives_same_bytes(tmp_path):
    for name in ("one", "two"):
        write_nation(tmp_path / name, SCALE, 7, DECEMBER)
    assert contents(tmp_path / "one") == contents(tmp_path / "two")


def test_nation_month_is_the_same_alone_and_among_others(nation, tmp_path):
    alone = write_nation(tmp_path, 0.0005, 7, DECEMBER)
    assert alone.payroll[0].read_bytes() == nation.payroll[-1].read_bytes()
    assert alone.corrections.read_bytes() == nation.corrections.read_bytes()


def test_nation_other_seed_differs(nation, tmp_path):
    other = write_nation(tmp_path, SCALE, 8, DECEMBER)
    assert other.payroll[0].read_bytes() != nation.payroll[-1].read_bytes()
    assert other.register.read_bytes() != nation.register.read_bytes()


@pytest.mark.parametrize("scale", [0, -0.1, 1.0001, Fraction(3, 2), float("nan"), float("inf")])
def test_nation_refuses_scale_out_of_bounds(tmp_path, scale):
    with pytest.raises(ValueError, match=r"scale|Fraction"):
        write_nation(tmp_path, scale, 1)


@pytest.mark.parametrize("months", [[Period(date(2018, 12, 2), date(2018, 12, 31))], [*DECEMBER, *DECEMBER]])
def test_nation_refuses_what_are_no_distinct_months(tmp_path, months):
    with pytest.raises(ValueError, match="calendar months"):
        write_nation(tmp_path, SCALE, 1, months)


def test_nation_smallest_scale_still_has_all_tables(tmp_path):
    tiny = write_nation(tmp_path, 1e-9, 1, DECEMBER)
    assert all(path.stat().st_size for path in (*tiny.payroll, tiny.register, tiny.employers))


def test_nation_without_december_2018_has_no_corrections(tmp_path):
    told = []
    nation = write_nation(tmp_path, SCALE, 1, [Period.month(2016, 5)], lambda done, total: told.append((done, total)))
    assert nation.corrections is None
    assert told == [(1, 3), (2, 3), (3, 3)]


# ---- payroll ----


def test_payroll_has_a_file_for_each_month(nation):
    assert [path.stem for path in nation.payroll] == [f"{month.first:%Y-%m}" for month in MONTHS]
    assert len(MONTHS) == 16


def test_payroll_rows_lie_in_the_month_in_which_their_tijdvak_ends(nation, tables):
    for path in nation.payroll:
        months = "SELECT DISTINCT strftime(tijdvak_einde, '%Y-%m') FROM read_parquet($path)"
        assert tables.execute(months, {"path": str(path)}).fetchall() == [(path.stem,)]


def test_payroll_keys_are_unique(tables):
    twice = """
        SELECT count(*) - count(DISTINCT (loonheffingennummer, persoon, nummer_ikv, tijdvak_begin, tijdvak_einde))
        FROM payroll"""
    assert value(tables, twice) == 0


def test_payroll_sizes_follow_the_scale(tables):
    by_month = values(tables, "SELECT count(*) * 2000 FROM payroll GROUP BY date_trunc('month', tijdvak_einde)")
    assert all(9_000_000 < count < 11_500_000 for (count,) in by_month)


def test_payroll_columns_have_the_promised_types(tables):
    assert [(name, kind) for name, kind, *_ in values(tables, "DESCRIBE FROM payroll")] == [
        ("persoon", "VARCHAR"),
        ("loonheffingennummer", "VARCHAR"),
        ("nummer_ikv", "INTEGER"),
        ("tijdvak_begin", "DATE"),
        ("tijdvak_einde", "DATE"),
        ("verloonde_uren", "DECIMAL(9,2)"),
        ("code_aard", "SMALLINT"),
        ("code_soort", "SMALLINT"),
        ("sectorcode", "SMALLINT"),
        ("aangemaakt_op", "TIMESTAMP"),
        ("regel", "VARCHAR"),
    ]


def test_payroll_hours_are_plausible_with_some_zero_and_some_negative(tables):
    least, most, zero, negative = values(
        tables,
        "SELECT min(verloonde_uren), max(verloonde_uren), avg((verloonde_uren = 0)::INTEGER),"
        " avg((verloonde_uren < 0)::INTEGER) FROM payroll WHERE code_aard IS NOT NULL",
    )[0]
    assert Decimal("-999.99") < least < 0 < most < Decimal("999.99")
    assert 0.01 < zero < 0.03
    assert 0.001 < negative < 0.01


def test_payroll_december_has_more_paid_hours_than_november(tables):
    mean = """
        SELECT avg(verloonde_uren) FROM payroll
        WHERE code_soort = 15 AND tijdvak_begin = DATE '2018-{}-01' AND day(tijdvak_einde) >= 30"""
    assert 1.02 < value(tables, mean.format(12)) / value(tables, mean.format(11)) < 1.08


def test_payroll_was_filed_after_its_tijdvak(tables):
    assert value(tables, "SELECT bool_and(aangemaakt_op::DATE > tijdvak_einde AND regel = 'volledig') FROM payroll")


def test_payroll_sectors_fit_the_work(tables):
    query = "SELECT DISTINCT {} FROM payroll WHERE {} AND sectorcode <> 55 ORDER BY 1"

    def distinct(column, condition):
        return [row[0] for row in values(tables, query.format(column, condition))]

    assert distinct("sectorcode", "code_soort = 11") == [61, 62, 63, 64, 65, 66]
    assert distinct("sectorcode", "code_aard IN (11, 82)") == [52]
    assert distinct("sectorcode", "code_aard IN (21, 22, 24)") == [67]
    assert distinct("code_soort", "code_aard IS NULL") == [31, 33, 37, 43, 52, 60]


def test_payroll_relations_mostly_last_and_sometimes_change(tables):
    relations = "SELECT persoon, loonheffingennummer FROM payroll WHERE tijdvak_einde = DATE '2018-{}'"
    before, after = (set(values(tables, relations.format(day))) for day in ("11-30", "12-31"))
    assert 0.9 < len(before & after) / len(before) < 0.99


def test_some_employer_changed_sector_in_2018(tables):
    changed = "SELECT loonheffingennummer FROM payroll GROUP BY ALL HAVING count(DISTINCT sectorcode) > 1"
    assert 1 <= len(values(tables, changed)) <= 10


# ---- tijdvakken of four weeks ----


@pytest.mark.parametrize("year", [2012, 2018])
def test_four_weeks_tile_the_year(year):
    weeks = four_weeks(year)
    assert len(weeks) == 13
    assert (weeks[0].first, weeks[-1].last) == (date(year, 1, 1), date(year, 12, 31))
    assert all(after.first == before.last + timedelta(days=1) for before, after in pairwise(weeks))


def test_four_weeks_of_2018_are_all_in_the_payroll(tables):
    no_months = """
        SELECT DISTINCT tijdvak_begin, tijdvak_einde FROM payroll
        WHERE year(tijdvak_einde) = 2018 AND (day(tijdvak_begin) <> 1 OR tijdvak_einde <> last_day(tijdvak_begin))
        ORDER BY 1"""
    assert values(tables, no_months) == [(weeks.first, weeks.last) for weeks in four_weeks(2018)]


def test_about_one_in_twelve_employers_reports_per_four_weeks(tables):
    share = """
        SELECT count(DISTINCT loonheffingennummer) FILTER (day(tijdvak_begin) <> 1)
          / count(DISTINCT loonheffingennummer)
        FROM payroll WHERE year(tijdvak_einde) = 2018"""
    assert 0.05 < value(tables, share) < 0.11


# ---- corrections ----


def test_corrections_refer_to_rows_of_december_and_come_later(tables):
    query = """
        SELECT count(*), count(payroll.regel), bool_and(corrections.aangemaakt_op > payroll.aangemaakt_op)
        FROM corrections LEFT JOIN (FROM payroll WHERE tijdvak_einde >= DATE '2018-12-01') payroll
          USING (loonheffingennummer, persoon, nummer_ikv, tijdvak_begin, tijdvak_einde)"""
    count, found, later = values(tables, query)[0]
    assert count == found > 0
    assert later


def test_corrections_are_about_half_a_percent_and_of_two_kinds(tables):
    share = "SELECT (SELECT count(*) FROM corrections) / count(*) FROM payroll WHERE tijdvak_einde >= DATE '2018-12-01'"
    assert 0.003 < value(tables, share) < 0.008
    assert values(tables, "SELECT DISTINCT regel FROM corrections ORDER BY 1") == [("correctie",), ("intrekking",)]


# ---- register ----


def test_register_has_the_promised_size(tables):
    assert values(tables, "SELECT count(*), count(DISTINCT persoon) FROM register") == [(236, 225)]


def test_register_persons_are_persons_of_the_nation(tables):
    strange = """
        SELECT count(*) FROM register
        WHERE NOT regexp_full_match(persoon, 'n[0-9]{7}') OR substr(persoon, 2)::INTEGER >= 4725"""
    assert value(tables, strange) == 0
    seen = "SELECT avg((persoon IN (SELECT persoon FROM payroll))::INTEGER) FROM register"
    assert value(tables, seen) > 0.7


def test_register_intervals_are_in_order_and_do_not_overlap(tables):
    wrong = """
        SELECT count(*) FROM (
          SELECT *, lead(datum_begin) OVER (PARTITION BY persoon ORDER BY datum_begin) AS next FROM register)
        WHERE datum_einde < datum_begin OR next <= coalesce(datum_einde, '9999-12-31') OR geboortedatum >= datum_begin
          OR grondslag_vervallen_op < datum_begin OR beschut_besluit_op < datum_begin"""
    assert value(tables, wrong) == 0


def test_register_grounds_have_plausible_shares(tables):
    shares = dict(values(tables, "SELECT grondslag, count(*) / 236 FROM register GROUP BY ALL"))
    assert set(shares) <= {f"38b.1.{letter}" for letter in "abcdefg"} | {"38b.2", "38b.6", "38f.5"}
    assert shares["38b.1.c"] > shares["38b.1.b"] > shares["38b.1.a"] > shares["38b.1.d"] > shares["38b.2"]


def test_register_people_are_about_one_in_23_rows(tables):
    share = """
        SELECT avg((persoon IN (SELECT persoon FROM register))::INTEGER) FROM payroll
        WHERE tijdvak_einde >= DATE '2018-12-01'"""
    assert 0.037 < value(tables, share) < 0.05


def test_register_has_sheltered_work_and_lent_work(tables):
    query = """
        SELECT code_aard FROM payroll SEMI JOIN register USING (persoon)
        WHERE tijdvak_einde >= DATE '2018-12-01' GROUP BY ALL ORDER BY 1"""
    assert {1, 11, 18, 21, 22, 24} <= {row[0] for row in values(tables, query)}


def test_jobs_have_the_published_order_of_magnitude(tables):
    baseline, measured = (december_jobs(tables, year) * 2000 for year in (2012, 2018))
    assert 55_000 < baseline < 95_000
    assert 105_000 < measured < 150_000


# ---- employers, keys, targets, the letter beside them ----


def test_employers_cover_the_payroll(tables):
    assert value(tables, "SELECT count(*) FROM payroll ANTI JOIN employers USING (loonheffingennummer)") == 0
    assert values(tables, "SELECT count(DISTINCT naam), count(*) FROM employers") == [(451, 465)]


def test_employers_have_a_subsector_when_they_are_government(tables):
    wrong = "SELECT count(*) FROM employers WHERE (subsector IS NOT NULL) <> (sectorcode BETWEEN '61' AND '66')"
    assert value(tables, wrong) == 0
    assert value(tables, "SELECT count(DISTINCT subsector) FROM employers") == 14


def test_employers_lie_in_known_municipalities_of_unlike_size(tables):
    listed = files("banenafspraak").joinpath("figures", "municipalities.csv").read_text(encoding="utf-8")
    known = {row["code"] for row in csv.DictReader(listed.splitlines())}
    sizes = dict(values(tables, "SELECT gemeente, count(*) FROM employers GROUP BY ALL"))
    assert set(sizes) <= known
    assert max(sizes.values()) > 5 * sorted(sizes.values())[len(sizes) // 2]


def test_few_employers_are_large_and_many_are_small(tables):
    by_size = "SELECT count(*) FROM payroll GROUP BY loonheffingennummer ORDER BY 1 DESC"
    sizes = [count for (count,) in values(tables, by_size)]
    assert sum(sizes[: len(sizes) // 10]) > 0.4 * sum(sizes)


def test_keys_are_invented_and_add_up(nation):
    header, *rows = rows_of(nation.keys)
    assert header == ["jaar", "sector", "aandeel", "bron"]
    assert [(row[0], row[3]) for row in rows] == [("2012", "verzonnen")] * 2 + [("2018", "verzonnen")] * 2
    assert [sum(int(row[2]) for row in rows if row[0] == year) for year in ("2012", "2018")] == [100, 100]


def test_targets_are_the_published_ones_times_the_scale_in_whole_jobs(nation):
    header, *rows = rows_of(nation.targets)
    assert header == ["jaar", "sector", "doelstelling", "bron"]
    assert {(row[0], row[1]): row[2] for row in rows if row[0] == "2018"} == {
        ("2018", "markt"): "16",
        ("2018", "overheid"): "6",
        ("2018", "totaal"): "22",
    }
    assert [row[0] for row in rows] == [str(year) for year in range(2015, 2027) for _ in range(3)]


def test_readme_says_that_all_is_invented(nation):
    text = nation.readme.read_text(encoding="utf-8")
    assert "Alles in deze map is verzonnen." in text
    assert "Schaal: 1/2000." in text
    assert "Startgetal: 7." in text


def test_nation_holds_nothing_that_looks_like_a_bsn(nation, tables):
    tables_of_text = (nation.register, nation.employers, nation.keys, nation.targets, nation.readme)
    texts = [path.read_text(encoding="utf-8") for path in tables_of_text]
    texts += [str(row) for view in ("payroll", "corrections") for row in values(tables, f"FROM {view}")]
    assert not any(NINE_DIGITS.search(text) for text in texts)
