"""The pages of an own count: from what one needs to the outcome, for its visitor alone, wiped when asked or in time."""

import io
import shutil
import zipfile
from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from tests.factories.payroll import PAID, REGISTERED, paid, registered, write

from banenafspraak.apps.counting import queries
from banenafspraak.apps.counting.actions import own as actions
from banenafspraak.apps.counting.models import OwnCount, folders
from banenafspraak.apps.work.enums import State
from banenafspraak.apps.work.management.commands.work import HOLD, Worker
from banenafspraak.apps.work.models import Task

pytestmark = pytest.mark.django_db
ROWS = [
    paid(persoon=person, tijdvak_begin=f"2024-{month:02}-01", tijdvak_einde=f"2024-{month:02}-28", sectorcode="64")
    for person in ("A", "B", "C")
    for month in range(1, 13)
]
START = "/hoe-staan-wij-ervoor/"
MOST_QUERIES = 5


@pytest.fixture(autouse=True)
def no_tables_stay():
    shutil.rmtree(folders(), ignore_errors=True)
    yield
    shutil.rmtree(folders(), ignore_errors=True)


@pytest.fixture
def run(client):
    return begun(client)


def begun(client):
    return client.post(START)["Location"]


def files(folder, rows=ROWS, register=None):
    people = [registered()] if register is None else register
    return {
        "payroll": SimpleUploadedFile("loon.csv", write(folder / "loon.csv", rows, list(PAID)).read_bytes()),
        "register": SimpleUploadedFile("register.csv", write(folder / "r.csv", people, list(REGISTERED)).read_bytes()),
    }


def send(client, run, sent, **fields):
    answer = client.post(f"{run}bestanden/", {"sector": "overheid", **fields, **sent})
    assert (answer.status_code, answer["Location"]) == (302, run)


def work_off():
    worker = Worker(timedelta(seconds=HOLD))
    while worker.one():
        pass


def text(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
    return answer.content.decode()


def counted(client, run, folder, **given):
    send(client, run, files(folder, **given))
    work_off()
    return text(client, run)


def test_what_one_needs_is_told_before_anything_is_kept(client):
    page = text(client, START)
    assert page.index("Zonder burgerservicenummers") < page.index("Met burgerservicenummers")
    assert "sessionid" not in client.cookies
    assert OwnCount.objects.count() == 0


def test_from_files_to_the_outcome(client, run, tmp_path, django_assert_max_num_queries):
    send(client, run, files(tmp_path))
    assert "Wij tellen uw banen" in text(client, run)
    assert client.get(run).headers["Refresh"] == "2"
    work_off()
    with django_assert_max_num_queries(MOST_QUERIES):
        page = text(client, run)
    assert "Uw telling: 1,0 banen in 2024" in page
    assert "1.331,04 meegetelde uren gedeeld door 1.331 uur per baan is 1,00" in page
    assert "Refresh" not in client.get(run).headers


def test_tables_go_as_soon_as_they_are_counted(client, run, tmp_path):
    send(client, run, files(tmp_path))
    [folder] = folders().iterdir()
    assert {path.name for path in folder.iterdir()} == {
        *(f"{name}{end}" for name in ("payroll", "register", "employers") for end in (".parquet", ".json"))
    }
    assert (folders().stat().st_mode & 0o777, folder.stat().st_mode & 0o777) == (0o700, 0o700)
    assert {path.stat().st_mode & 0o777 for path in folder.iterdir()} == {0o600}
    work_off()
    assert {path.name for path in folder.iterdir()} == {"telling.json", "medewerkers-2024.json"}


def test_progress_is_part_of_a_page_and_asks_for_it_anew_when_it_is_over(client, run, tmp_path):
    assert "Uw bestanden komen binnen" in text(client, f"{run}voortgang/")
    OwnCount.objects.update(reading=True, bytes_sent=100, bytes_read=40, rows_read=1200)
    assert "1.200 rijen gelezen" in text(client, f"{run}voortgang/")
    assert "Wij tellen uw banen" in text(client, run)
    send(client, run, files(tmp_path))
    assert "wacht op een plek" in text(client, f"{run}voortgang/")
    Task.objects.update(state=State.RUNNING, done=36, whole=108, step="rows 2024")
    page = text(client, f"{run}voortgang/")
    assert "36 van 108 rijen verwerkt. Uitzoeken wat meetelt in 2024" in " ".join(page.split())
    assert 'data-hx-trigger="every' in page
    Task.objects.update(state=State.WAITING, step="")
    work_off()
    answer = client.get(f"{run}voortgang/")
    assert answer["HX-Refresh"] == "true"
    assert "hx-trigger" not in answer.content.decode()


def test_a_run_is_for_its_visitor_alone(client, run, tmp_path):
    counted(client, run, tmp_path)
    other = type(client)()
    begun(other)
    for address in ("", "voortgang/", "medewerkers/", "bestand/telling.pdf"):
        assert (client.get(run + address).status_code, other.get(run + address).status_code) == (200, 404)
    for address in ("bestanden/", "kolommen/", "stoppen/", "wissen/"):
        assert other.post(run + address).status_code == 404
    assert OwnCount.objects.count() == 2


def test_a_form_that_is_not_ours_is_refused_and_nothing_is_kept(client, tmp_path):
    strict = type(client)(enforce_csrf_checks=True)
    strict.cookies = client.cookies
    run = begun(client)
    assert strict.post(f"{run}bestanden/", files(tmp_path)).status_code == 403
    assert not folders().exists() or list(folders().iterdir()) == []
    assert OwnCount.objects.get().reading is False


def test_problems_are_told_all_at_once_and_nothing_is_kept(client, run, tmp_path):
    rows = [{name: value for name, value in row.items() if name != "verloonde_uren"} for row in ROWS]
    sent = {
        "payroll": SimpleUploadedFile("loon.csv", write(tmp_path / "a.csv", rows).read_bytes()),
        "register": SimpleUploadedFile("register.csv", b""),
    }
    send(client, run, sent)
    page = text(client, run)
    assert "Er zijn 2 dingen die u kunt oplossen" in page
    assert "loon.csv, kolom verloonde_uren" in page
    assert "wijs hieronder aan" in page
    assert Task.objects.count() == 0
    [folder] = folders().iterdir()
    assert [path.name for path in folder.iterdir()] == [queries.HEADERS]


def test_a_column_is_pointed_out_and_the_files_are_sent_again(client, run, tmp_path):
    rows = [{"Gewerkt" if name == "verloonde_uren" else name: value for name, value in row.items()} for row in ROWS]
    sent = files(tmp_path)
    sent["payroll"] = SimpleUploadedFile("loon.csv", write(tmp_path / "a.csv", rows).read_bytes())
    send(client, run, sent)
    assert '<select class="utrecht-select utrecht-select--html-select" id="k1"' in text(client, run)
    client.post(f"{run}kolommen/", {"kolom:payroll:verloonde_uren": "Gewerkt", "kolom:payroll:code_aard": "Nergens"})
    assert OwnCount.objects.get().columns == {"payroll": {"verloonde_uren": "Gewerkt"}}
    for each in sent.values():
        each.seek(0)
    send(client, run, sent)
    work_off()
    assert "Uw telling: 1,0 banen in 2024" in text(client, run)


def test_who_the_workers_are_is_pointed_out_too(client, run, tmp_path):
    rows = [{"Wie" if name == "persoon" else name: value for name, value in row.items()} for row in ROWS]
    sent = files(tmp_path)
    sent["payroll"] = SimpleUploadedFile("loon.csv", write(tmp_path / "a.csv", rows).read_bytes())
    send(client, run, sent)
    page = text(client, run)
    assert page.count("<select") == 2
    assert 'Loongegevens: waar staat <span lang="nl">personeelsnummer</span>?' in page
    client.post(f"{run}kolommen/", {"kolom:payroll:persoon": "Wie"})
    for each in sent.values():
        each.seek(0)
    send(client, run, sent)
    work_off()
    assert "Uw telling: 1,0 banen in 2024" in text(client, run)


def test_a_file_with_a_bsn_is_refused_where_the_installation_does_not_take_it(client, run, tmp_path, settings):
    settings.INSTALLATION = replace(settings.INSTALLATION, bsn_allowed=False)
    rows = [{"bsn": "123456782", **row} for row in ROWS]
    sent = files(tmp_path)
    sent["payroll"] = SimpleUploadedFile("loon.csv", write(tmp_path / "a.csv", rows).read_bytes())
    send(client, run, sent)
    page = text(client, run)
    assert "Die mag u hier niet insturen" in page
    assert "eigen personeelsnummer" in page
    assert "123456782" not in page
    assert ".xml" not in page


@pytest.mark.parametrize("people", [1, 3])
def test_workers_are_a_page_with_the_same_queries(client, run, tmp_path, people, django_assert_num_queries):
    counted(client, run, tmp_path, register=[registered(persoon=person) for person in "ABC"[:people]])
    with django_assert_num_queries(2):
        page = text(client, f"{run}medewerkers/")
    assert page.count("loon.csv, rij") == people
    assert text(client, f"{run}medewerkers/?toon=alle").count("loon.csv, rij") == 3
    assert client.get(f"{run}medewerkers/?pagina=2").status_code == 404
    assert "Bladzijde 1 van 1" in text(client, f"{run}medewerkers/?pagina=onzin")


def test_what_other_hours_would_do(client, run, tmp_path):
    rows = [row | {"verloonde_uren": "4000"} if row["persoon"] == "C" else row for row in ROWS]
    page = counted(client, run, tmp_path, rows=rows)
    assert "Volgens de rekenregel had u in 2024" in page
    more, fewer = (text(client, f"{run}?uren={hours}") for hours in ("25,5", "-25.5"))
    assert "Met 25,50 uur per week erbij hebt u in een heel jaar 2,00 banen." in more
    assert "Met −25,50 uur per week erbij hebt u in een heel jaar 0,00 banen." in fewer
    assert "Vul een aantal uren in" in text(client, f"{run}?uren=veel")


def test_files_to_take_along(client, run, tmp_path):
    counted(client, run, tmp_path)
    begins = {
        "telling.pdf": b"%PDF",
        "telling.xlsx": b"PK",
        "telling.csv": b"jaar,maand",
        "geweigerd.csv": b"bestand,rij",
    }
    for name, begin in begins.items():
        answer = client.get(f"{run}bestand/{name}")
        assert answer.content.startswith(begin)
        assert answer["Content-Disposition"].startswith("attachment; filename=")
    assert client.get(f"{run}bestand/anders.txt").status_code == 404


def test_before_there_is_an_outcome_there_is_nothing_to_take_along(client, run):
    assert client.get(f"{run}bestand/telling.pdf").status_code == 404
    assert client.get(f"{run}medewerkers/").status_code == 404


def test_it_is_stopped_while_it_waits(client, run, tmp_path):
    send(client, run, files(tmp_path))
    client.post(f"{run}stoppen/")
    assert Task.objects.get().state == State.STOPPED
    assert list(folders().iterdir()) == []
    work_off()
    assert "Kies uw bestanden" in text(client, run)


def test_everything_is_wiped_when_asked(client, run, tmp_path):
    counted(client, run, tmp_path)
    assert client.post(f"{run}wissen/")["Location"] == f"{START}?gewist"
    assert OwnCount.objects.count() == 0
    assert list(folders().iterdir()) == []
    assert "Alles van uw telling is gewist" in text(client, f"{START}?gewist")
    assert client.get(run).status_code == 404


def test_everything_is_wiped_in_time_and_what_belongs_to_nobody(client, run, tmp_path):
    counted(client, run, tmp_path)
    (folders() / "van-niemand").mkdir()
    Worker(timedelta(seconds=HOLD)).regular()
    assert len(list(folders().iterdir())) == 1
    OwnCount.objects.update(ends_at=timezone.now())
    assert client.get(run).status_code == 404
    Worker(timedelta(seconds=HOLD)).regular()
    assert (OwnCount.objects.count(), list(folders().iterdir())) == (0, [])


def test_a_full_disk_is_told_and_leaves_nothing(client, run, tmp_path, monkeypatch):
    def full(*_given):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("banenafspraak.core.tables.writing.os.fsync", full)
    send(client, run, files(tmp_path))
    monkeypatch.undo()
    page = text(client, run)
    assert "De schijf is vol" in page
    assert [path for path in folders().rglob("*") if path.is_file()] == []
    assert Task.objects.count() == 0


def test_a_task_whose_tables_are_gone_says_so(client, run, tmp_path):
    send(client, run, files(tmp_path))
    for path in OwnCount.objects.get().folder.iterdir():
        path.unlink()
    work_off()
    assert "Uw gegevens zijn er niet meer" in text(client, run)


def test_a_wiped_count_stops_its_task(client, run, tmp_path):
    send(client, run, files(tmp_path))
    task = Task.objects.get()
    OwnCount.objects.all().delete()
    work_off()
    task.refresh_from_db()
    assert task.state == State.STOPPED


def test_begun_again_after_it_was_done_it_does_nothing(client, run, tmp_path):
    counted(client, run, tmp_path)
    told = []
    actions.make(OwnCount.objects.get(), lambda *far: told.append(far))
    assert told == []


def test_an_invented_employer_is_there_to_try_and_says_so_everywhere(client, settings):
    settings.INSTALLATION = replace(settings.INSTALLATION, demo=True)
    run = client.post(START, {"verzonnen": "1"})["Location"]
    work_off()
    for address in (run, f"{run}medewerkers/"):
        assert "Verzonnen voorbeeld." in text(client, address)
    assert queries.outcome(OwnCount.objects.get()).years[0].notes[0].code == "invented"
    sheets = zipfile.ZipFile(io.BytesIO(client.get(f"{run}bestand/telling.xlsx").content))
    assert "verzonnen gegevens" in sheets.read("xl/sharedStrings.xml").decode()


def test_without_demo_nothing_is_invented(client):
    assert "Probeer het met een verzonnen werkgever" not in text(client, START)
    run = client.post(START, {"verzonnen": "1"})["Location"]
    assert (OwnCount.objects.get().invented, Task.objects.count()) == (False, 0)
    assert "Kies uw bestanden" in text(client, run)


def test_english_pages_are_english(client, tmp_path):
    run = client.post("/en/hoe-staan-wij-ervoor/")["Location"]
    assert run.startswith("/en/")
    send(client, run, files(tmp_path))
    work_off()
    page = text(client, run)
    assert "Your count: 1.0 jobs in 2024" in page
    assert "Counts as a regular job." in page
