import pytest

from banenafspraak.core.kernel.problems import Place, Problem, ProblemsError
from banenafspraak.core.tables.columns import EMPLOYERS, PAYROLL
from banenafspraak.core.tables.mapping import Mapping, read_mapping, write_mapping

HEADERS = ["bsn", "lhnr", "ikv", "begin periode", "eindeperiode", "uren", "cdaard", "srtiv", "sector"]
HERE = Place("loon.csv")


def problems(call):
    with pytest.raises(ProblemsError) as error:
        call()
    return [(problem.code, problem.place.column) for problem in error.value.problems]


def toml(folder, text):
    path = folder / "kolommen.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_headers_are_found_by_their_names():
    found = Mapping().apply(PAYROLL, HEADERS, HERE)
    assert found["verloonde_uren"] == "uren"
    assert set(found.values()) == set(HEADERS)


def test_everything_missing_or_double_is_named_at_once():
    headers = ["sofinr", "bsn nr", "lhnr", "loonheffingennr", "uren"]
    assert problems(lambda: Mapping().apply(PAYROLL, headers, HERE)) == [
        ("columns-double", "loonheffingennummer"),
        *(
            ("column-missing", name)
            for name in ("tijdvak_begin", "tijdvak_einde", "code_aard", "code_soort", "sectorcode")
        ),
    ]
    assert ("column-missing", "bsn | persoon") in problems(lambda: Mapping().apply(PAYROLL, ["uren"], HERE))


def test_told_header_goes_before_a_name():
    mapping = Mapping({"verloonde_uren": "Betaald", "nummer_ikv": "uren"})
    found = mapping.apply(PAYROLL, [*HEADERS, "betaald"], HERE)
    assert (found["verloonde_uren"], found["nummer_ikv"]) == ("betaald", "uren")
    assert mapping.column(PAYROLL, "uren") == "nummer_ikv"
    assert mapping.column(PAYROLL, "verloonde uren") is None


def test_told_header_that_is_not_there_is_missing_also_when_the_column_is_not_needed():
    mapping = Mapping({"geboortedatum": "geboren op"})
    assert problems(lambda: mapping.apply(PAYROLL, HEADERS, HERE)) == [("column-missing", "geboortedatum")]


def test_one_header_may_be_told_for_two_columns():
    found = Mapping({"tijdvak_begin": "van", "ikv_begin": "van"}).apply(PAYROLL, [*HEADERS, "van"], HERE)
    assert (found["tijdvak_begin"], found["ikv_begin"]) == ("van", "van")


def test_constant_stands_in_for_a_column():
    found = Mapping(constants={"code_soort": "15"}).apply(PAYROLL, [h for h in HEADERS if h != "srtiv"], HERE)
    assert "code_soort" not in found


@pytest.mark.parametrize(
    ("rows", "at"),
    [
        ([["titel"], ["bsn", "uren"], ["bsn", "uren"]], 1),
        ([["bsn"], ["1", "2"]], 0),
        ([["bsn"], ["lhnr", "uren"]], 1),
        ([["titel"]], None),
        ([], None),
    ],
)
def test_header_is_the_first_row_with_two_known_names_else_with_one(rows, at):
    assert Mapping().header(PAYROLL, rows) == at


def test_file_tells_columns_constants_and_form(tmp_path):
    text = (
        '[columns]\nverloonde_uren = "Uren betaald"\n[constants]\ncode_soort = "15"\n'
        '[form]\ndecimal = ","\nseparator = "|"\nencoding = "cp1252"\nsheet = "Loon"\n'
    )
    expected = Mapping({"verloonde_uren": "Uren betaald"}, {"code_soort": "15"}, ",", "|", "cp1252", "Loon")
    assert read_mapping(toml(tmp_path, text), PAYROLL) == expected
    assert read_mapping(toml(tmp_path, ""), PAYROLL) == Mapping()


def test_all_unknown_names_are_told_at_once(tmp_path):
    path = toml(tmp_path, 'los = 1\n[columns]\nschoenmaat = "x"\nverloonde_uren = 8\n[form]\nkleur = "x"\n[rest]\n')
    found = problems(lambda: read_mapping(path, PAYROLL))
    assert found == [("mapping-unknown", name) for name in ("los", "schoenmaat", "verloonde_uren", "kleur", "rest")]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ('[constants]\ncode_soort = "x"\ntijdvak_begin = "31-02-2018"', ["code_soort", "tijdvak_begin"]),
        ('[constants]\nverloonde_uren = "1.234"', ["verloonde_uren"]),
        ('[constants]\nverloonde_uren = "veel"', ["verloonde_uren"]),
        ('[constants]\ncode_soort = " "', ["code_soort"]),
        ('[constants]\nbsn = "123456782"', ["bsn"]),
        ('[form]\ndecimal = ";"\nseparator = ";;"\nencoding = "geen"', ["decimal", "separator", "encoding"]),
        ('[form]\nseparator = "\\n"\nencoding = "rot13"', ["separator", "encoding"]),
        ('[form]\nseparator = "é"', ["separator"]),
    ],
)
def test_values_that_cannot_be_are_told_at_once(tmp_path, text, names):
    assert problems(lambda: read_mapping(toml(tmp_path, text), PAYROLL)) == [("mapping-value", name) for name in names]


@pytest.mark.parametrize(
    "text",
    [
        '[constants]\nverloonde_uren = "1.234"\n[form]\ndecimal = ","',
        '[constants]\nverloonde_uren = "1,5"',
        '[constants]\nverloonde_uren = "1.25"\n[form]\ndecimal = "."',
        '[constants]\nloonheffingennummer = "123456782L01"',
        '[form]\nencoding = "utf-16"',
    ],
)
def test_values_that_can_be_are_taken(tmp_path, text):
    assert read_mapping(toml(tmp_path, text), PAYROLL).faults(PAYROLL) == []


def test_constants_are_those_of_the_table(tmp_path):
    assert read_mapping(toml(tmp_path, '[constants]\nsector = "markt"'), EMPLOYERS).constants == {"sector": "markt"}


def test_file_that_is_missing_or_no_toml(tmp_path):
    path = tmp_path / "kolommen.toml"
    assert problems(lambda: read_mapping(path, PAYROLL)) == [("file-not-found", None)]
    path.write_bytes(b"[columns\n")
    assert problems(lambda: read_mapping(path, PAYROLL)) == [("mapping-broken", None)]
    path.write_bytes(b'[columns]\nbsn = "\xe9"\n')
    assert problems(lambda: read_mapping(path, PAYROLL)) == [("mapping-broken", None)]


def test_mapping_written_is_the_mapping_read(tmp_path):
    columns = {"verloonde_uren": 'Uren "betaald" \\ é', "bsn": "BSN"}
    path = toml(tmp_path, write_mapping(columns, ["code_soort"]))
    assert read_mapping(path, PAYROLL) == Mapping(columns)
    assert '# code_soort = "..."' in path.read_text(encoding="utf-8")


def test_faults_name_the_file():
    assert Mapping(decimal="x").faults(PAYROLL, "k.toml") == [
        Problem("mapping-value", Place("k.toml", column="decimal"))
    ]
