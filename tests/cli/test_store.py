"""`banenafspraak store`, and count, explain and verify from a store: what is said, asked and refused."""

import csv
import getpass
import json

import pytest
from tests.cli.conftest import BSNS, HEADER, PAYROLL, REGISTER, ROWS
from tests.factories import processes
from tests.factories.places import open_folder, read_only
from tests.factories.processes import Job
from tests.factories.stores import everything, flip, kept_files, made_files

LINES = ROWS.splitlines(keepends=True)
NOVEMBER = HEADER + "111222333;W-1;1;2018-11-01;2018-11-30;10;1;15;33\n"
BAD = HEADER + "123456789;W-1;1;2018-12-01;2018-12-31;1;1;15;33\n999990019;W-5;1;2018-12-01;2018-12-31;5;1;15;33\n"


@pytest.fixture
def store(say, files):
    """A store with the payroll and the register of a small employer."""
    folder = files / "opslag"
    assert say("store", "init", folder).code == 0
    assert say("store", "add", folder, files / "loon.csv").code == 0
    assert say("store", "register", folder, files / "register.csv").code == 0
    return folder


@pytest.fixture
def kept(store):
    return ("--store", store, "--period", "2018")


def put(files, name, text):
    (files / name).write_text(text, encoding="utf-8")
    return files / name


def codes(said):
    return [one["code"] for one in said.data["problemen"]]


# -- the steps ---------------------------------------------------------------------------------------------------


def test_an_empty_store_is_made_and_says_what_comes_next(say, files):
    said = say("store", "init", files / "opslag")
    assert (said.code, "Lege opslag gemaakt" in said.words) == (0, True)
    assert "Er staan nog geen maanden" in say("store", "status", files / "opslag").words
    assert "store-there" in say("store", "init", files / "opslag").words


def test_a_step_says_what_it_took_in(say, files):
    say("store", "init", files / "opslag")
    said = say("store", "add", files / "opslag", files / "loon.csv")
    assert "Stap 1 is klaar: 5 rijen gelezen, 5 aangenomen, 0 geweigerd. Maanden: 2012-12, 2018-12." in said.words
    assert say("store", "register", files / "opslag", files / "register.csv", "--json").data == {
        "stap": 2,
        "wat": "register",
        "maanden": [],
        "gelezen": 2,
        "aangenomen": 2,
        "geweigerd": 0,
    }


def test_a_step_speaks_english_when_asked_and_nothing_when_quiet(say, store, files):
    added = put(files, "nov.csv", NOVEMBER)
    assert "Step 3 is done: 1 rows read" in say("store", "add", store, added, "--lang", "en").words
    said = say("store", "replace", store, put(files, "nov2.csv", NOVEMBER + "\n"), "--month", "2018-11", "--quiet")
    assert (said.code, said.out, said.err) == (0, "", "")


def test_every_kind_of_step_is_in_the_status(say, store, files):
    put(files, "w.csv", "loonheffingennummer,sector\nW-1,markt\n")
    put(files, "s.csv", "jaar,sector,aandeel,bron\n2018,markt,75,eigen\n2018,overheid,25,eigen\n")
    put(files, "herstel.csv", HEADER + LINES[2].replace("221,84", "100"))
    put(files, "dec12.csv", HEADER + LINES[3])
    assert say("store", "add", store, "--correction", files / "herstel.csv").code == 0
    assert say("store", "replace", store, files / "dec12.csv", "--month", "2012-12").code == 0
    assert say("store", "employers", store, files / "w.csv").code == 0
    assert say("store", "keys", store, files / "s.csv").code == 0
    data = say("store", "status", store, "--json").data
    assert [(one["stap"], one["wat"], one["bestanden"], one["maanden"]) for one in data["stappen"]] == [
        ("0", "init", "", ""),
        ("1", "add", "loon.csv", "2012-12, 2018-12"),
        ("2", "register", "register.csv", ""),
        ("3", "add", "herstel.csv", "2018-12"),
        ("4", "replace", "dec12.csv", "2012-12"),
        ("5", "employers", "w.csv", ""),
        ("6", "keys", "s.csv", ""),
    ]
    assert [(one["maand"], one["rijen"], one["bestanden"], one["delen"]) for one in data["maanden"]] == [
        ("2012-12", 1, 1, 1),
        ("2018-12", 5, 2, 2),
    ]
    rest = {name: data[name] for name in ("register", "peildatum", "werkgevers", "sleutels", "personen")}
    assert list(rest.values()) == ["register.csv", None, "w.csv", "s.csv", 3]


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("nl", ["Maanden in opslag", "2018-12", "Register: register.csv", "Sleutels: niet opgegeven", "Stappen"]),
        ("en", ["Months in opslag", "2018-12", "Register: register.csv", "Keys: not given", "Steps"]),
    ],
)
def test_the_status_is_told_in_both_languages(say, store, lang, words):
    said = say("store", "status", store, "--lang", lang)
    assert (said.code, [word for word in words if word not in said.words]) == (0, [])


def test_the_status_needs_no_key_and_the_steps_need_the_same_one(say, store, files, monkeypatch):
    monkeypatch.setenv("BANENAFSPRAAK_KEY", "11" * 32)
    assert say("store", "status", store).code == 0
    said = say("store", "add", store, put(files, "nov.csv", NOVEMBER), "--json")
    assert (said.code, codes(said)) == (5, ["store-other-key"])
    said = say("count", "--store", store, "--period", "2018")
    assert (said.code, "store-other-key" in said.words) == (5, True)


def test_refused_rows_are_written_by_number_and_never_by_content(say, store, files):
    said = say("store", "add", store, put(files, "fout.csv", BAD), "--refused", files / "refused.csv")
    assert (said.code, "1 aangenomen, 1 geweigerd" in said.words) == (4, True)
    rows = list(csv.DictReader((files / "refused.csv").read_text(encoding="utf-8").splitlines()))
    places = [(row["bestand"], row["rij"], row["kolom"], row["code"]) for row in rows]
    assert places == [("fout.csv", "2", "bsn", "bsn-wrong")]
    assert "123456789" not in said.out + said.err + (files / "refused.csv").read_text()


def test_who_did_not_keep_the_refused_rows_is_told_how_to_find_them(say, store, files):
    path = put(files, "fout.csv", BAD)
    assert "De geweigerde rijen staan niet in de opslag" in say("store", "add", store, path).words
    said = say("count", path, "--register", files / "register.csv", "--period", "2018", "--refused", files / "r.csv")
    assert (said.code, "bsn-wrong" in (files / "r.csv").read_text()) == (4, True)


def test_columns_are_pointed_out_with_a_mapping(say, store, files):
    path = put(files, "eigen.csv", NOVEMBER.replace("verloonde_uren", "betaald"))
    mapping = put(files, "kolommen.toml", '[columns]\nverloonde_uren = "betaald"\n')
    assert "column-missing" in say("store", "add", store, path).words
    assert say("store", "add", store, path, "--columns", mapping, "--json").data["maanden"] == ["2018-11"]


def test_a_step_that_is_given_nothing_or_the_store_itself_is_refused(say, store):
    assert codes(say("store", "add", store, "--json")) == ["store-nothing-given"]
    inside = kept_files(store, "rows")[0]
    for given in ((inside,), ("--correction", inside), (store,)):
        said = say("store", "add", store, *given, "--json")
        assert (said.code, codes(said)) == (2, ["store-in-itself"])


def test_refused_rows_are_not_written_into_the_store(say, store, files):
    before = everything(store)
    said = say("store", "add", store, put(files, "nov.csv", NOVEMBER), "--refused", store / "kept" / "r.csv")
    assert (said.code, "output-is-input" in said.words) == (5, True)
    said = say("count", "--store", store, "--period", "2018", "--out", store / "uit.csv")
    assert (said.code, "output-is-input" in said.words) == (5, True)
    assert everything(store) == before


# -- what does not fit -------------------------------------------------------------------------------------------


def test_the_same_file_twice_is_refused_and_the_same_rows_are_seen_as_double(say, store, files, kept):
    before = say("count", *kept, "--json").data["tabel"]
    said = say("store", "add", store, files / "loon.csv")
    assert (said.code, "store-delivered-twice · loon.csv" in said.words) == (5, True)
    assert say("store", "add", store, put(files, "ander.csv", PAYROLL + "\n")).code == 0
    after = say("count", *kept, "--json").data
    assert after["tabel"] == before
    assert [(one["lot"], one["rijen"]) for one in after["regels"] if one["lot"] == "dubbel"] == [("dubbel", 5)]


@pytest.mark.parametrize(
    ("month", "text", "code"),
    [
        ("2019-01", NOVEMBER, "store-month-missing"),
        ("2018-12", NOVEMBER, "store-other-months"),
        ("2018-12", BAD.rpartition("999990019")[0], "store-nothing-to-replace"),
    ],
)
def test_a_month_is_replaced_by_rows_of_that_month_alone(say, store, month, text, code):
    before = everything(store)
    said = say("store", "replace", store, put(store.parent, "nieuw.csv", text), "--month", month, "--json")
    assert (said.code, codes(said)) == (5, [code])
    assert everything(store) == before


def test_an_older_register_is_taken_only_when_it_is_meant(say, store, files):
    newer, older = (
        put(files, f"{day}.csv", f"bsn,datum_begin,peildatum\n111222333,2010-01-01,{day}\n")
        for day in ("2019-02-01", "2019-01-31")
    )
    assert say("store", "register", store, newer).code == 0
    said = say("store", "register", store, older)
    assert "De peildatum is 2019-01-31, en die in de opslag is 2019-02-01." in said.words
    assert (said.code, say("store", "register", store, older, "--older").code) == (5, 0)


def test_a_store_without_register_is_filled_first(say, files):
    say("store", "init", files / "opslag")
    said = say("count", "--store", files / "opslag", "--period", "2018")
    assert (said.code, "store-without-register" in said.words) == (5, True)


def test_a_folder_without_a_store_is_told(say, files):
    for command in (("store", "status", files), ("store", "verify", files), ("store", "clean", files, "--yes")):
        said = say(*command)
        assert (said.code, "store-missing" in said.words) == (3, True)


def test_a_store_of_a_later_version_is_left_alone(say, store, kept):
    pointer = json.loads((store / "current.json").read_text())
    (store / "current.json").write_text(json.dumps(pointer | {"format": 99}))
    before = everything(store)
    for command in (("store", "status", store), ("count", *kept), ("store", "clean", store, "--yes")):
        said = say(*command, "--lang", "en")
        assert (said.code, "The store has form 99. This version knows form 2" in said.words) == (5, True)
    assert everything(store) == before


def test_invented_and_real_data_do_not_stand_in_one_store(say, store, files):
    assert say("demo", "employer", "--out", files / "verzonnen").code == 0
    said = say("store", "add", store, files / "verzonnen" / "loonaangifte", "--json")
    assert (said.code, set(codes(said))) == (5, {"store-mixed"})
    invented = files / "nep"
    say("store", "init", invented)
    assert say("store", "add", invented, files / "verzonnen" / "loonaangifte").code == 0
    assert "VERZONNEN GEGEVENS" in say("store", "status", invented).words
    assert "INVENTED DATA" in say("store", "status", invented, "--lang", "en").words


def test_a_bsn_is_nowhere_in_what_is_said_or_kept(say, store, files, kept):
    put(files, f"loon-{BSNS[0]}.csv", BAD)
    said = [
        say("store", "add", store, files / f"loon-{BSNS[0]}.csv"),
        say("store", "add", store, files / f"loon-{BSNS[0]}.csv"),
        say("store", "add", store, files / f"weg-{BSNS[0]}.csv", "--json"),
        say("store", "status", store),
        say("store", "verify", store, "--recount", "2018"),
        say("count", *kept),
        say("explain", *kept, "--cell", "soort=inleen"),
    ]
    kept_and_said = [*(one.out + one.err for one in said), str(everything(store))]
    assert [number for number in (*BSNS, "123456789") for text in kept_and_said if number in text] == []


# -- count, explain and verify -----------------------------------------------------------------------------------


def test_a_count_from_a_store_is_the_count_of_its_files(say, asked, kept):
    more = ("--by", "sector", "--by", "soort", "--json")
    files, store = (say("count", *given, *more).data for given in (asked, kept))
    assert files["tabel"] == store["tabel"]
    assert files["regels"] == store["regels"]
    assert files["opmerkingen"] == store["opmerkingen"]
    assert files["bewijs"] == store["bewijs"]


def test_a_store_and_files_do_not_go_together(say, files, kept):
    for option, file in {"--register": "register.csv", "--correction": "loon.csv", "--employers": "loon.csv"}.items():
        said = say("count", *kept, option, files / file)
        assert (said.code, f"Laat --store weg, of laat deze weg: {option}." in said.words) == (2, True)
    said = say("count", files / "loon.csv", *kept, "--json")
    assert (said.code, codes(said)) == (2, ["store-or-files"])


@pytest.mark.parametrize("command", ["count", "explain"])
def test_neither_a_store_nor_files_is_nothing_to_count(say, command):
    more = ("--cell", "soort=inleen") if command == "explain" else ()
    said = say(command, "--period", "2018", *more, "--json")
    assert (said.code, codes(said)) == (2, ["files-missing"])


def test_the_reference_engine_reads_files(say, kept):
    said = say("count", *kept, "--engine", "reference")
    assert (said.code, "store-engine" in said.words) == (5, True)


def test_a_year_without_a_key_is_told_by_its_note(say, store, files, kept):
    told = "Voor 2018 is geen sleutel om inleen te verdelen"
    assert told in say("count", *kept).words
    keys = "jaar,sector,aandeel,bron\n{0},markt,75,eigen\n{0},overheid,25,eigen\n"
    say("store", "keys", store, put(files, "s17.csv", keys.format(2017)))
    assert told in say("count", *kept).words
    say("store", "keys", store, put(files, "s18.csv", keys.format(2018)))
    assert told not in say("count", *kept).words


def test_a_person_and_a_cell_are_explained_from_a_store(say, asked, kept):
    for whom in (("--cell", "soort=inleen"), ("--cell", "sector=overheid")):
        files, store = (say("explain", *given, *whom, "--json").data for given in (asked, kept))
        assert files == store
        assert store["regels"]
    pseudonym = say("explain", *kept, "--cell", "soort=inleen", "--json").data["regels"][0]["persoon"]
    said = say("explain", *kept, "--person", pseudonym)
    assert said.code == 0
    assert "Telt mee als inleen." in said.words
    assert "In het doelgroepregister" in said.words
    assert "person-not-found" in say("explain", *kept, "--person", "p-onbekend").words


def test_a_bsn_is_asked_without_echo(say, kept, monkeypatch):
    monkeypatch.setattr(getpass, "getpass", lambda _: BSNS[1])
    said = say("explain", *kept, "--ask", "--json")
    assert [(line["rij"], line["lot"]) for line in said.data["regels"]] == [("3", "niet_geregistreerd")]
    assert BSNS[1] not in said.out + said.err


@pytest.mark.parametrize("kind", ["csv", "json", "parquet", "xlsx"])
def test_a_result_is_made_again_from_the_store_and_from_its_files(say, asked, kept, kind):
    _, store, *_ = kept
    out = store.parent / f"uit.{kind}"
    say("count", *kept, "--out", out)
    assert say("verify", out, "--store", store).code == 0
    assert say("verify", out, *asked[:-2], "--engine", "reference").code == 0
    say("store", "add", store, put(store.parent, "nov.csv", NOVEMBER))
    said = say("verify", out, "--store", store, "--json")
    assert (said.code, said.data["verschillen"]) == (6, ["counts", "inputs"])


def test_employers_and_keys_of_a_store_need_not_be_given_again(say, store, files, kept):
    say("store", "employers", store, put(files, "w.csv", "loonheffingennummer,sector\nW-1,markt\n"))
    say("store", "keys", store, put(files, "s.csv", "jaar,sector,aandeel,bron\n2018,markt,75,x\n2018,overheid,25,x\n"))
    say("count", *kept, "--out", files / "uit.json")
    assert say("verify", files / "uit.json", "--store", store).code == 0


# -- looking through and cleaning --------------------------------------------------------------------------------


def test_a_store_is_looked_through_and_counted_anew(say, store):
    said = say("store", "verify", store, "--recount", "2018", "--recount", "2012")
    assert "De opslag is heel: 3 stappen" in said.words
    assert "Opnieuw geteld en gelijk: 2." in said.words
    assert say("store", "verify", store, "--recount", "2018Q4", "--definition", "quarter", "--json").data == {
        "stappen": 3,
        "heel": True,
        "bestanden": [],
        "geteld": ["quarter 2018Q4"],
        "verschillend": [],
    }
    assert "The store is whole: 3 steps" in say("store", "verify", store, "--lang", "en").words


def test_a_damaged_file_is_named_and_nothing_is_counted_from_it(say, store, kept):
    path = kept_files(store, "rows")[1]
    flip(path)
    said = say("store", "verify", store, "--json")
    assert (said.code, said.data["heel"], said.data["bestanden"]) == (6, False, [f"kept/{path.name}"])
    assert f"Niet meer zoals het geschreven is: kept/{path.name}" in say("store", "verify", store).words
    said = say("count", *kept)
    assert (said.code, "store-damaged" in said.words, "reservekopie" in said.words) == (5, True, True)


def test_a_damaged_step_is_named_and_no_step_comes_after_it(say, store, files):
    flip(store / "states" / "000001.json")
    assert say("store", "verify", store, "--json").data["bestanden"] == ["states/000001.json"]
    assert "weg of veranderd" in say("store", "status", store).words
    said = say("store", "add", store, put(files, "nov.csv", NOVEMBER))
    assert (said.code, "Het bestand states/000001.json is weg of is veranderd." in said.words) == (5, True)


def test_what_was_made_is_thrown_away_when_it_is_meant(say, store, kept, monkeypatch):
    before = say("count", *kept, "--json").data
    monkeypatch.setattr("typer.confirm", lambda *_, **__: False)
    assert (say("store", "clean", store).code, bool(made_files(store))) == (0, True)
    said = say("store", "clean", store, "--yes")
    assert (said.code, "vrijgemaakt" in said.words, made_files(store)) == (0, True, [])
    assert say("count", *kept, "--json").data == before


def test_what_was_replaced_is_let_go_when_it_is_meant(say, store, kept, files, monkeypatch):
    other = put(files, "dec12.csv", NOVEMBER.replace("2018-11", "2012-12"))
    say("store", "replace", store, other, "--month", "2012-12")
    before, rows = say("count", *kept, "--json").data, len(kept_files(store, "rows"))
    asked = []
    monkeypatch.setattr("typer.confirm", lambda words, **_: asked.append(words))
    assert (say("store", "clean", store, "--keep", "1").code, len(kept_files(store, "rows"))) == (0, rows)
    assert "Alleen wat de laatste stappen nodig hebben, blijft. Aantal stappen: 1." in asked[0]
    size = sum(path.stat().st_size for path in store.rglob("*.parquet"))
    said = say("store", "clean", store, "--keep", "1", "--yes", "--lang", "en")
    freed = size - sum(path.stat().st_size for path in store.rglob("*.parquet"))
    assert (said.code, f"Done: {freed:,} bytes freed (0 MB)." in said.words) == (0, True)
    assert len(kept_files(store, "rows")) == rows - 1
    assert say("count", *kept, "--json").data == before
    data = say("store", "status", store, "--json").data
    assert (data["stappen"][-1]["wat"], data["bewaard_vanaf"]) == ("clean", 3)
    assert say("store", "clean", store, "--keep", "0").code == 2


def test_of_two_processes_one_works_and_the_other_is_told(say, store, files, kept):
    before = say("count", *kept, "--json").data
    job = Job(processes.hold, store).begun()
    said = say("store", "add", store, put(files, "nov.csv", NOVEMBER))
    assert (said.code, "store-busy" in said.words) == (5, True)
    assert say("count", *kept, "--json").data == before
    job.kill()
    assert say("store", "add", store, files / "nov.csv").code == 0


def test_nothing_is_thrown_away_under_a_count(say, store, kept):
    say("count", *kept)
    job = Job(processes.hold_made, store).begun()
    said = say("store", "clean", store, "--yes")
    assert (said.code, "store-counting" in said.words, bool(made_files(store))) == (5, True, True)
    job.kill()
    assert (say("store", "clean", store, "--yes").code, made_files(store)) == (0, [])


def test_a_store_that_cannot_be_written_is_counted_and_not_changed(say):
    with open_folder() as place:
        put(place, "loon.csv", PAYROLL)
        put(place, "register.csv", REGISTER)
        say("store", "init", place / "opslag")
        say("store", "add", place / "opslag", place / "loon.csv")
        say("store", "register", place / "opslag", place / "register.csv")
        with read_only(place / "opslag"):
            said = say("count", "--store", place / "opslag", "--period", "2018", "--json")
            step = say("store", "add", place / "opslag", place / "loon.csv")
            looked = say("store", "verify", place / "opslag", "--recount", "2018")
        assert (said.code, said.data["tabel"][-1]["banen"]) == (0, 3.036062)
        assert (step.code, "output-not-writable · opslag" in step.words) == (7, True)
        assert (looked.code, "De opslag is heel" in looked.words) == (0, True)


@pytest.mark.parametrize("name", ["[dim]", "[red]x", "it's", "a b;c", 'met "aanhaling"'])
def test_the_name_of_a_store_is_only_a_name(say, files, name):
    folder = files / name
    say("store", "init", folder)
    assert say("store", "add", folder, files / "loon.csv").code == 0
    assert say("store", "register", folder, files / "register.csv").code == 0
    assert (say("store", "status", folder).code, name in say("store", "status", folder).words) == (0, True)
    said = say("count", "--store", folder, "--period", "2018", "--by", "grootteklasse", "--json")
    assert (said.code, said.data["tabel"][-1]["banen"]) == (0, 3.036062)
    assert say("explain", "--store", folder, "--period", "2018", "--cell", "soort=inleen").code == 0
    assert say("store", "verify", folder, "--recount", "2018").code == 0
