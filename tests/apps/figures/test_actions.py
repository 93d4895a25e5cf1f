"""Editions are imported whole or not at all, stand beside earlier ones, and are read back as they were."""

import io
from dataclasses import replace
from fractions import Fraction

import pytest
from django.core.management import CommandError, call_command
from tests.factories.site import edition_file, import_lines, line

from banenafspraak.apps.figures import actions, queries
from banenafspraak.apps.figures.models import Edition, InventedSeries
from banenafspraak.core.figures import all_editions
from banenafspraak.core.kernel.problems import ProblemsError

pytestmark = pytest.mark.django_db


def test_an_imported_edition_stands_beside_the_first(tmp_path):
    found = import_lines(tmp_path, line(), line(peildatum="2018-12-31", extra_banen="53401"))
    assert [len(some) for some in (found.edition.figures, found.new, found.revisions)] == [2, 1, 1]
    known = queries.editions()
    assert known.figure("uwv_quarterly/2024-12-31/total/all").extra_jobs == 90_001
    assert known.figure("uwv_quarterly/2018-12-31/total/all").extra_jobs == 53_401
    assert all_editions().figure("uwv_quarterly/2018-12-31/total/all").extra_jobs == 53_390
    assert known.editions[-1] == found.edition


@pytest.mark.parametrize(
    ("given", "code"), [({"peildatum": "2024-11-30"}, "figure-day-unfit"), ({"regio": "Nergens"}, "region-unknown")]
)
def test_a_file_with_a_fault_changes_nothing(tmp_path, given, code):
    with pytest.raises(ProblemsError) as caught:
        import_lines(tmp_path, line(), line(**given))
    assert [one.code for one in caught.value.problems] == [code]
    assert not Edition.objects.exists()


def test_a_name_is_given_once_whatever_its_case(tmp_path):
    import_lines(tmp_path, line(), name="kw4")
    with pytest.raises(ProblemsError, match="edition-name-taken"):
        import_lines(tmp_path, line(extra_banen="1", gepubliceerd_op="2025-05-01"), name="KW4")


def test_of_two_that_import_at_once_the_second_hears_so(tmp_path, monkeypatch):
    import_lines(tmp_path, line(), name="kw4")
    monkeypatch.setattr(queries, "editions", all_editions)  # it looked before the first one wrote
    with pytest.raises(ProblemsError, match="edition-name-taken"):
        import_lines(tmp_path, line(extra_banen="1", gepubliceerd_op="2025-05-01"), name="kw4")


def test_an_edition_that_was_changed_is_not_believed(tmp_path):
    import_lines(tmp_path, line())
    Edition.objects.update(content=Edition.objects.get().content.replace("90001", "99999"), sha256="0" * 64)
    with pytest.raises(ProblemsError, match="edition-broken"):
        queries.editions()


@pytest.mark.parametrize("editions", [1, 3])
def test_what_holds_is_known_from_one_question(tmp_path, editions, django_assert_num_queries):
    for number in range(editions):
        import_lines(
            tmp_path, line(extra_banen=str(number), gepubliceerd_op=f"2025-04-0{number + 1}"), name=f"e{number}"
        )
    queries.editions()
    with django_assert_num_queries(1):
        assert len(queries.editions().editions) == 2 + editions


def test_the_command_tells_what_it_brought(tmp_path):
    out, file = io.StringIO(), edition_file(tmp_path / "a.csv", line(bron="", regio="Amersfoort"))
    call_command("import_edition", str(file), "--edition", "a", "--source", "UWV", stdout=out)
    assert out.getvalue() == "a: 1 cijfers van de UWV-kwartaalrapportage (indicatief), 1 nieuw, 0 herzien.\n"
    assert Edition.objects.get().name == str(Edition.objects.get()) == "a"


def test_the_command_tells_all_that_is_wrong_in_dutch(tmp_path):
    file = edition_file(tmp_path / "a.csv", line(peildatum="2024-11-30"), line(regio="Nergens"))
    with pytest.raises(CommandError) as caught:
        call_command("import_edition", str(file), "--edition", "a")
    assert [text.partition(":")[0] for text in str(caught.value).splitlines()] == [
        "a.csv, rij 2, kolom peildatum",
        "a.csv, rij 3, kolom regio",
    ]


def test_the_invented_nation_is_filled_in_once(monkeypatch, settings):
    monkeypatch.setattr(actions, "SCALE", Fraction(1, 2000))
    actions.fill_invented()
    first = InventedSeries.objects.get()
    actions.fill_invented()
    assert InventedSeries.objects.get() == first
    assert str(first) == f"verzonnen {first.pk}"
    settings.INSTALLATION = _with_demo(settings, on=True)
    found = queries.invented()
    assert (found.scale, {one.region for one in found.figures} > {None}) == (Fraction(1, 2000), True)
    settings.INSTALLATION = _with_demo(settings, on=False)
    assert queries.invented() is None


def _with_demo(settings, *, on):
    return replace(settings.INSTALLATION, demo=on)
