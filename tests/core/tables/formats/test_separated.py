import codecs

import pytest
from tests.core.tables.deliveries import (
    BSN,
    HEADER,
    ROW,
    hours,
    line,
    numbers,
    problems,
    read,
    refused,
    row,
    told,
    write,
)

from banenafspraak.core.tables.columns import PAYROLL
from banenafspraak.core.tables.formats import lines, separated
from banenafspraak.core.tables.mapping import Mapping
from banenafspraak.core.tables.sources import sources


@pytest.fixture
def path(tmp_path):
    return tmp_path / "loon.csv"


@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
def test_any_usual_separator(path, separator):
    write(path, separator.join(ROW), line(separator, verloonde_uren="110.92"))
    assert hours(read(path)) == [11092]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252", "iso-8859-1"])
def test_any_usual_encoding(path, encoding):
    write(path, "Werkgévernaam;" + HEADER, "Café;" + line(), encoding=encoding)
    assert hours(read(path)) == [11092]


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_with_and_without_its_mark(path, encoding):
    write(path, HEADER, line(), encoding=encoding)
    assert hours(read(path)) == [11092]
    mark = {"utf-16-le": codecs.BOM_UTF16_LE, "utf-16-be": codecs.BOM_UTF16_BE}[encoding]
    path.write_bytes(mark + path.read_bytes())
    assert hours(read(path)) == [11092]


def test_encoding_as_told_goes_before_looking(path):
    write(path, HEADER + ";ville", line() + ";caf\u2559", encoding="cp437")
    assert hours(read(path, mapping=told(encoding="cp437"))) == [11092]
    assert problems(path, mapping=told(encoding="utf-8")) == [("csv-broken", "loon.csv", None, None)]
    assert problems(path, mapping=told(encoding="ascii")) == [("csv-broken", "loon.csv", None, None)]


def test_signs_of_no_encoding_are_named(path):
    write(path, HEADER + ";naam", line() + ";")
    path.write_bytes(path.read_bytes().replace(b"61;\n", b"61;\x81\n"))
    assert problems(path) == [("csv-broken", "loon.csv", None, None)]


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("closed", [True, False])
def test_any_line_ending_and_an_open_last_line(path, ending, closed):
    write(path, HEADER, line(), line(nummer_ikv="2"), ending=ending)
    if not closed:
        path.write_bytes(path.read_bytes().removesuffix(ending.encode()))
    found = read(path)
    assert (numbers(found), found.rows_read) == ([2, 3], 2)


def test_quoted_values_hold_separators_quotes_and_line_ends(path):
    write(path, "naam;" + HEADER, '"a;b";' + line(), '"zei ""ja""";' + line(), '"een\ntwee\n";' + line(), "x;" + line())
    found = read(path)
    assert numbers(found) == [2, 3, 4, 7]
    assert hours(found) == [11092] * 4


def test_everything_in_quotes(path):
    quoted = ['"' + '";"'.join(texts) + '"' for texts in (ROW, ROW.values(), ROW.values())]
    write(path, *quoted, ending="\r\n")
    assert hours(read(path)) == [11092] * 2


def test_rows_have_the_numbers_of_an_editor(path):
    write(path, HEADER, "", line(), "te;kort", ";" * 8, line(code_soort="x"), " ", line(), "te;lang;" + line(), line())
    found = read(path)
    assert numbers(found) == [3, 8, 10]
    assert sorted(refused(found)) == [(4, "", "row-width"), (6, "code_soort", "code-unreadable"), (9, "", "row-width")]
    assert (found.rows_read, found.files[0].rows_accepted, found.files[0].rows_refused) == (6, 3, 3)


def test_numbers_go_on_over_blocks(path, monkeypatch):
    monkeypatch.setattr(lines, "BLOCK", 300)
    rows = [line(nummer_ikv=str(at)) if at % 7 else "kapot" for at in range(200)]
    write(path, "naam;" + HEADER, *(f'"een\ntwee";{one}' if at % 5 == 0 else f"x;{one}" for at, one in enumerate(rows)))
    text = path.read_text(encoding="utf-8").split("\n")
    found = read(path)
    good = [at for at in range(200) if at % 7]
    expected = [1 + at + -(-at // 5) + 1 for at in range(200)]
    assert found.rows["nummer_ikv"].to_pylist() == good
    assert numbers(found) == [expected[at] for at in good]
    assert all(text[number - 1].startswith(("x;", '"een')) for number in numbers(found))
    wrong = [at for at in range(200) if not at % 7]
    broken = {(n, "", "row-width") for at in wrong for n in range(expected[at], expected[at] + 1 + (at % 5 == 0))}
    assert set(refused(found)) == broken
    assert found.rows_read == len(good) + len(broken)


def test_signs_of_more_bytes_are_not_cut_between_blocks(path, monkeypatch):
    write(path, "naam;" + HEADER, *("é€;" + line() for _ in range(50)), ending="\r\n", encoding="utf-16")
    for size in range(2, 40):
        monkeypatch.setattr(lines, "BLOCK", size)
        assert hours(read(path)) == [11092] * 50


def test_row_that_is_blank_but_for_an_unknown_column_is_a_row(path):
    write(path, HEADER + ";opmerking", line() + ";", ";" * 9, ";" * 9 + "totaal")
    found = read(path)
    assert {(number, code) for number, _, code in refused(found)} >= {(4, "person-missing"), (4, "hours-missing")}
    assert found.rows_read == 2


def test_shifted_column_refuses_the_row_alone(path):
    write(path, HEADER, line(), line(verloonde_uren="110;92"), line(verloonde_uren="8"))
    found = read(path)
    assert (hours(found), refused(found)) == ([11092, 800], [(3, "", "row-width")])


@pytest.mark.parametrize(("header", "last"), [(";", ";"), ("", ";"), (";", "")])
def test_separator_at_the_end_is_no_column(path, header, last):
    write(path, HEADER + header, line() + last, line() + last, "x;" + line() + last)
    found = read(path)
    assert (hours(found), refused(found)) == ([11092] * 2, [(4, "", "row-width")])


def test_values_in_one_field_more_than_the_header_are_refused(path):
    write(path, HEADER, line() + ";x", line() + ";y")
    found = read(path)
    assert (hours(found), refused(found)) == ([], [(2, "", "row-width"), (3, "", "row-width")])


def test_header_with_spaces_capitals_and_titles_above(path):
    write(path, "Overzicht;2018", "", HEADER.upper().replace("_", " ").replace(";", " ; "), line())
    assert numbers(read(path)) == [4]


@pytest.mark.parametrize(("above", "found"), [(19, [21]), (20, [])])
def test_header_stands_in_the_first_twenty_lines(path, above, found):
    write(path, *["titel"] * above, HEADER, line())
    if found:
        assert numbers(read(path)) == found
    else:
        assert problems(path) == [("csv-no-header", "loon.csv", None, None)]


def test_header_alone_is_a_table_without_rows(path):
    for text in (HEADER, HEADER + "\n", HEADER + "\n\n"):
        path.write_text(text, encoding="utf-8")
        found = read(path)
        assert (found.rows_read, found.rows.num_rows) == (0, 0)


def test_one_column_is_a_table(tmp_path):
    path = write(tmp_path / "werkgevers.csv", "loonheffingennummer", "W-1", "", "W-2", "W 3")
    found = read(path, table="employers")
    assert found.rows["loonheffingennummer"].to_pylist() == ["W-1", "W-2"]
    assert (numbers(found), refused(found)) == ([2, 4], [(5, "loonheffingennummer", "employer-number-wrong")])


def test_unknown_columns_may_share_a_name_and_known_ones_may_not(path):
    write(path, HEADER + ";x;x", line() + ";1;2")
    assert hours(read(path)) == [11092]
    write(path, HEADER + ";bsn", line() + ";1")
    assert problems(path) == [("columns-double", "loon.csv", None, "bsn")]


@pytest.mark.parametrize("text", ["\n\n", "een;twee\n1;2\n", f"{line()}\n{line()}\n", "\x00\x01"])
def test_text_without_known_names_has_no_header(path, text):
    path.write_text(text, encoding="utf-8")
    assert problems(path) == [("csv-no-header", "loon.csv", None, None)]


def test_all_columns_that_are_missing_are_named(path):
    write(path, "bsn;lhnr", "1;2")
    missing = ("tijdvak_begin", "tijdvak_einde", "verloonde_uren", "code_aard", "code_soort", "sectorcode")
    assert problems(path) == [("column-missing", "loon.csv", None, name) for name in missing]


def test_quote_that_is_not_closed_is_named_with_its_row(path):
    write(path, "naam;" + HEADER, "x;" + line(), '"open;' + line(), *("x;" + line() for _ in range(3)))
    assert problems(path) == [("csv-quote-open", "loon.csv", 3, None)]


def test_quote_that_swallows_rows_is_named_with_its_row(path):
    write(path, "naam;" + HEADER, "x;" + line(), '"t Hoekje;' + line(), "x;" + line(), '"t Hoekje;' + line())
    assert problems(path) == [("csv-quote-open", "loon.csv", 3, None)]


def test_quote_that_runs_on_without_end_is_named_before_the_end(path, monkeypatch):
    monkeypatch.setattr(lines, "BLOCK", 1 << 16)
    write(path, "naam;" + HEADER, "x;" + line(), '"open;' + line(), *("x;" + line() for _ in range(5000)))
    assert problems(path) == [("csv-quote-open", "loon.csv", 3, None)]


def test_quote_inside_a_value_is_a_sign_like_others(path):
    write(path, "maat;" + HEADER, '5" ;' + line(), "x;" + line())
    assert hours(read(path)) == [11092] * 2


def test_field_beyond_measure_in_the_header_is_named(path):
    path.write_text('"' + "x" * 200_000, encoding="utf-8")
    assert [code for code, *_ in problems(path)] == ["csv-no-header"]


def test_told_separator_is_the_only_one(path):
    write(path, HEADER.replace(";", "^"), line("^"))
    assert hours(read(path, mapping=told(separator="^"))) == [11092]
    assert [code for code, *_ in problems(path)] == ["csv-no-header"]


def test_header_of_an_unknown_text_is_its_first_row(path):
    write(path, "", "een|twee|drie", "1|2|3")
    [source] = sources([path])
    assert separated.look(source, PAYROLL, Mapping()) == separated.Head("|", ["een", "twee", "drie"], 2)


def test_ticks_count_the_bytes_of_the_file(path):
    write(path, HEADER, line())
    seen = []
    read(path, progress=lambda *told: seen.append(told))
    size = path.stat().st_size
    assert seen[-1] == ("loon.csv", size, size, 1)


def test_bsn_that_lost_its_zero_is_the_same_person(path):
    write(path, HEADER, *(line(**row(bsn=bsn)) for bsn in ("010000008", "10000008", " 0100.00.008 ", BSN)))
    assert read(path).rows["persoon_nummer"].to_pylist() == [0, 0, 0, 1]
