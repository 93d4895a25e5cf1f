"""Maps and postcodes that an administrator imports: the newest holds; a file with a fault changes nothing."""

import io
from datetime import date

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from tests.leaving_out import SHARED, needs

from banenafspraak.apps.regions import actions, queries
from banenafspraak.apps.regions.models import Imported
from banenafspraak.core.regions.drawings import schematic_map
from banenafspraak.core.regions.places import find_place

pytestmark = pytest.mark.django_db
DAY = date(2025, 1, 1)
POSTCODES = "pc4;gemeente;lon;lat\n8011;GM0193;6,09;52,51\n2511;GM0518;4,31;52,08\n"


def test_without_an_import_the_schematic_map_is_there_and_no_postcode():
    assert queries.base_maps()["grenzen"] == schematic_map()
    assert list(queries.base_maps()) == ["tegels", "grenzen"]
    assert queries.postcodes() is None


@pytest.mark.parametrize("name", ["arbeidsmarktregio_2025.geojson", "arbeidsmarktregio_2025.topojson"])
def test_the_map_takes_the_borders_of_a_file(name):
    file = needs(SHARED / "data" / name, f"the shared data ({name})")
    out = io.StringIO()
    call_command("import_map", str(file), "--source", "Grenzen 2025, bron PDOK", "--day", "2025-01-01", stdout=out)
    assert "35 regio’s" in out.getvalue()
    found = queries.base_maps()["grenzen"]
    assert (len(found.outlines), found.source["nl"]) == (35, "Grenzen 2025, bron PDOK")
    assert str(Imported.objects.get()) == f"map {Imported.objects.get().pk}"


def test_a_file_that_is_no_map_changes_nothing(tmp_path):
    file = tmp_path / "kaart.json"
    file.write_text("{}", encoding="utf-8")
    with pytest.raises(CommandError, match=r"kaart\.json"):
        call_command("import_map", str(file), "--source", "x", "--day", "2025-01-01")
    assert not Imported.objects.exists()


def test_a_place_is_found_by_postcode_after_an_import(tmp_path):
    file = tmp_path / "pc4.csv"
    file.write_text(POSTCODES + "0123;GM0193;6,09;52,51\n", encoding="utf-8")
    out, err = io.StringIO(), io.StringIO()
    call_command("import_postcodes", str(file), stdout=out, stderr=err)
    assert out.getvalue() == "2 postcodes ingelezen, 1 rijen geweigerd.\n"
    assert "pc4.csv, rij 4" in err.getvalue()
    assert find_place("8011 AB", DAY, queries.postcodes()).municipality == "Zwolle"


def test_the_newest_file_holds(tmp_path):
    for number, code in enumerate(("GM0193", "GM0518")):
        file = tmp_path / f"{number}.csv"
        file.write_text(f"pc4;gemeente;lon;lat\n8011;{code};6,09;52,51\n", encoding="utf-8")
        actions.import_postcodes(file)
    assert queries.postcodes().spots["8011"].municipality_code == "GM0518"
    assert len(queries.version()) == 2


def test_a_file_without_postcodes_says_so(tmp_path):
    with pytest.raises(CommandError, match="leeg"):
        call_command("import_postcodes", str(_empty(tmp_path)))


def _empty(folder):
    file = folder / "pc4.csv"
    file.write_text("", encoding="utf-8")
    return file


@pytest.mark.parametrize(
    "command",
    [
        ("import_map", "kaart.json", "--source", "x", "--day", "2025-01-01"),
        ("import_postcodes", "pc4.csv"),
        ("import_edition", "cijfers.csv", "--edition", "a"),
    ],
)
def test_an_import_before_there_are_tables_says_what_to_do_first(command, monkeypatch):
    monkeypatch.setattr(connection.introspection, "table_names", list)
    with pytest.raises(CommandError, match="De database is nog leeg"):
        call_command(*command)
