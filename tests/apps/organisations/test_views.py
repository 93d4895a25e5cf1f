"""The pages of organisations: happy and refused, the same number of questions for one and for three, two at once."""

import io
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.factories.organisations import (
    AMSTERDAM,
    EDE,
    REGIO_ZWOLLE,
    ZWOLLE,
    contact,
    facts,
    organisation,
)
from tests.factories.people import account, administrator, codes_app, log_in, person

from banenafspraak.apps.accounts.access import SYSTEM
from banenafspraak.apps.audit.models import Entry
from banenafspraak.apps.organisations import queries
from banenafspraak.apps.organisations.actions import groups, lists, records
from banenafspraak.apps.organisations.enums import Stage
from banenafspraak.apps.organisations.models import Contact, Import, Membership, Organisation
from banenafspraak.apps.work.management.commands.work import HOLD, Worker
from banenafspraak.core.organisations.reading import MOST_BYTES

pytestmark = pytest.mark.django_db
LIST = "/organisaties/"


def text(client, address, status=200):
    answer = client.get(address)
    assert answer.status_code == status
    return " ".join(answer.content.decode().split())


def of(row, ending=""):
    return f"{LIST}{row.public_id}/{ending}"


def work_off():
    worker = Worker(timedelta(seconds=HOLD))
    while worker.one():
        pass


@pytest.fixture
def adviser(client):
    """A client of who works in Regio Zwolle."""
    return log_in(client, person("desk_adviser", REGIO_ZWOLLE, second_step=True))


@pytest.fixture
def boss(client):
    """A client of the administrator of the platform."""
    who = administrator()
    codes_app(who)
    return log_in(client, who)


def filled(row, **given):
    known = queries.facts_of(row)
    usual = {
        "version": row.version,
        "name": known.name,
        "kind": known.kind,
        "sector": known.sector,
        "subsector": known.subsector,
        "kvk": known.kvk,
        "website": known.website,
        "municipalities": ", ".join(known.municipalities),
    }
    return usual | given


# -- the list ---------------------------------------------------------------------------------------------------------


def test_the_list_is_found_by_words_kind_sector_region_and_number(client):
    organisation("Súdwest Zorg & Zn. B.V.", municipalities=(ZWOLLE,), sector="markt", subsector="zorg-en-welzijn")
    organisation("Gemeente Ede", kind="municipality", municipalities=(EDE,), sector="overheid", kvk="12345678")
    organisation("Bakker", municipalities=(AMSTERDAM, ZWOLLE))
    found = {
        "": {"Súdwest", "Gemeente Ede", "Bakker"},
        "?zoek=sudw+zor": {"Súdwest"},
        "?zoek=zorg+en": {"Súdwest"},
        "?zoek=12345678": {"Gemeente Ede"},
        "?soort=municipality": {"Gemeente Ede"},
        "?sector=markt": {"Súdwest"},
        "?sector=zorg-en-welzijn": {"Súdwest"},
        f"?regio={REGIO_ZWOLLE}": {"Súdwest", "Bakker"},
        f"?regio={REGIO_ZWOLLE}&soort=employer&zoek=bak": {"Bakker"},
        "?zoek=zz": set(),
        "?soort=onzin&sector=onzin&volgorde=onzin&pagina=onzin": {"Súdwest", "Gemeente Ede", "Bakker"},
    }
    names = ("Súdwest", "Gemeente Ede", "Bakker")
    told = {asked: {name for name in names if f">{name}" in text(client, LIST + asked)} for asked in found}
    assert told == found


def test_a_filter_says_how_many_it_would_leave(client):
    for name in ("A", "B"):
        organisation(name, municipalities=(ZWOLLE, EDE), sector="markt")
    organisation("C", kind="school", municipalities=(ZWOLLE,))
    page = text(client, f"{LIST}?soort=employer")
    assert "2 organisaties" in page
    for told in ("Werkgever (2)", "School (1)", "Markt (2)", "Regio Zwolle (2)", "FoodValley (2)", "Drenthe (0)"):
        assert told in page


def test_what_was_changed_here_is_counted_at_once(client, django_capture_on_commit_callbacks):
    assert "0 organisaties" in text(client, LIST)
    with django_capture_on_commit_callbacks(execute=True):
        records.add(SYSTEM, facts("Nieuw"))
    assert "1 organisatie<" in text(client, LIST)


def test_nothing_found_says_what_to_do(client):
    assert "Wie de site beheert, kan een lijst inlezen" in text(client, LIST)
    assert "Zoek met minder woorden" in text(client, f"{LIST}?zoek=niets")


def test_the_list_has_pages_and_orders(client):
    for at in range(53):
        known = {"workers": at, "workers_on": date(2026, 1, 1), "workers_source": "x"} if at else {}
        organisation(f"Werkgever {at:02}", **known)
    first, second = text(client, LIST), text(client, f"{LIST}?pagina=2")
    assert "Pagina 1 van 2" in first
    assert ("Werkgever 49" in first, "Werkgever 50" in first, "Werkgever 52" in second) == (True, False, True)
    assert "pagina=2" in first
    largest = text(client, f"{LIST}?volgorde=werknemers&pagina=2")
    assert largest.index("Werkgever 02") < largest.index("Werkgever 01") < largest.index("Werkgever 00")
    newest = text(client, f"{LIST}?volgorde=nieuw")
    assert newest.index("Werkgever 52") < newest.index("Werkgever 51")


@pytest.mark.parametrize("demo", [False, True])
def test_invented_organisations_stand_on_a_practice_site_alone(client, settings, demo):
    row = organisation("Verzonnen")
    Organisation.objects.filter(pk=row.pk).update(invented=True)
    settings.INSTALLATION = replace(settings.INSTALLATION, demo=demo)
    assert client.get(of(row)).status_code == (200 if demo else 404)
    assert (">Verzonnen<" in text(client, LIST)) is demo


def test_lists_ask_as_much_for_three_as_for_one(adviser):
    group = organisation("Groep")

    def more(number):
        for _ in range(number):
            row = organisation(f"Werkgever {Organisation.objects.count()}", municipalities=(ZWOLLE, EDE))
            contact(group)
            groups.join_group(SYSTEM, row, group)

    more(1)
    asked = []
    for number in (0, 2):
        more(number)
        for address in (LIST, of(group)):
            queries.forget()
            with CaptureQueriesContext(connection) as some:
                adviser.get(address)
            asked.append(len(some))
    assert asked[:2] == asked[2:]


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_the_list_goes_along_as_asked(adviser, ending):
    organisation("Mee", municipalities=(ZWOLLE,))
    organisation("Niet mee")
    answer = adviser.get(f"{LIST}lijst.{ending}?regio={REGIO_ZWOLLE}&pagina=3")
    assert answer["Content-Disposition"] == f'attachment; filename="organisaties.{ending}"'
    if ending == "csv":
        assert [line.split(",")[1] for line in answer.content.decode().splitlines()] == ["naam", "Mee"]
    assert Entry.objects.get(tag="organisations:list:taken").data == {"regio": REGIO_ZWOLLE, "number": 1}


# -- one organisation -------------------------------------------------------------------------------------------------


def test_everyone_sees_an_organisation_and_nobody_else_its_people(client):
    row = organisation(
        "Anker", sector="overheid", subsector="gemeenten", kvk="12345678", website="https://anker.example",
        municipalities=(ZWOLLE, EDE, AMSTERDAM), workers=1234, workers_on=date(2026, 1, 1),
        workers_source="jaarverslag",
    )  # fmt: skip
    contact(row)
    page = text(client, of(row))
    for part in ("Anker", "Gemeenten", "12345678", "https://anker.example", "1.234", "jaarverslag", "Zwolle", "<svg"):
        assert part in page
    for hidden in ("Vera", "000 000", "Wijzig de gegevens", "Ja, dit klopt"):
        assert hidden not in page
    assert "als u hier of in deze regio werkt" in page


def test_what_nobody_checked_says_so(client):
    row, later = organisation("Een"), organisation("Twee")
    row.followed_by.create(later=later, mark="U")
    assert "(nog niet gecontroleerd)" in text(client, of(row))
    assert "(nog niet gecontroleerd)" in text(client, of(later))


def test_one_that_went_up_in_another_leads_there(client):
    kept, gone = organisation("Blijft"), organisation("Gaat")
    Organisation.objects.filter(pk=gone.pk).update(merged_into=kept)
    answer = client.get(of(gone))
    assert (answer.status_code, answer["Location"]) == (302, of(kept))
    assert client.get(f"{LIST}{'0' * 8}-0000-4000-8000-{'0' * 12}/").status_code == 404


def test_an_adviser_says_that_it_is_right(adviser):
    row = organisation(municipalities=(ZWOLLE,))
    assert "Ja, dit klopt" in text(adviser, of(row))
    assert adviser.post(of(row, "klopt/")).status_code == 302
    row.refresh_from_db()
    assert row.checked_at is not None
    assert "Wij hebben genoteerd" in text(adviser, of(row))


def test_elsewhere_an_adviser_is_refused_and_that_is_told(adviser):
    row = organisation(municipalities=(AMSTERDAM,))
    for address in ("wijzigen/", "groep/", "samenvoegen/", "contact/"):
        assert adviser.get(of(row, address)).status_code == 403
    assert adviser.post(of(row, "klopt/")).status_code == 403
    assert Entry.objects.filter(tag="accounts:access:refused", thing=str(row.public_id)).count() == 5


def test_without_the_second_step_nothing_opens(client):
    who = person("desk_adviser", REGIO_ZWOLLE)
    row = organisation(municipalities=(ZWOLLE,))
    one = contact(row)
    log_in(client, who)
    assert "Log eerst veilig in" in text(client, of(row, "wijzigen/"), 403)
    assert "Log eerst veilig in" in text(client, of(row, f"contact/{one.public_id}/"), 403)
    assert "Vera" not in text(client, of(row))


# -- changing ---------------------------------------------------------------------------------------------------------


def test_an_organisation_is_added_and_changed(adviser):
    asked = {"name": "Bakkerij", "kind": "employer", "municipalities": "Zwolle"}
    assert adviser.post(f"{LIST}nieuw/", asked | {"municipalities": "Amsterdam"}).status_code == 403
    answer = adviser.post(f"{LIST}nieuw/", asked)
    row = Organisation.objects.get()
    assert answer["Location"] == of(row)
    counted = {"workers": "12", "workers_on": "2026-01-01", "workers_source": "jaarverslag"}
    adviser.post(of(row, "wijzigen/"), filled(row, subsector="horeca", website="bakkerij.example", **counted))
    row.refresh_from_db()
    assert (row.sector, row.website, row.workers, row.version) == ("markt", "https://bakkerij.example", 12, 2)
    assert "Website was niets en is nu https://bakkerij.example." in text(adviser, of(row))


def test_all_that_is_wrong_is_told_at_once_and_what_was_filled_in_stays(adviser):
    row = organisation(municipalities=(ZWOLLE,))
    wrong = {
        "name": "VSO", "kvk": "12", "oin": "3", "website": "javascript:x", "municipalities": "Bergen, Nergens",
        "workers": "1.250", "subsector": "politie", "sector": "markt",
        "active_from": "2026-01-02", "active_to": "2026-01-01",
    }  # fmt: skip
    page = adviser.post(of(row, "wijzigen/"), filled(row, **wrong)).content.decode()
    told = (
        "betekent twee dingen", "acht cijfers", "twintig cijfers", "adres van een website", "Bergen (NH)",
        "gemeente in deze rij is onbekend", "zonder punten", "hoort niet bij deze sector", "einde ligt voor",
    )  # fmt: skip
    assert [part for part in told if part not in page] == []
    assert 'value="1.250"' in page
    row.refresh_from_db()
    assert row.version == 1


def test_a_number_without_day_and_source_is_not_taken(adviser):
    row = organisation(municipalities=(ZWOLLE,))
    page = adviser.post(of(row, "wijzigen/"), filled(row, workers="12")).content.decode()
    assert page.count("ontbreekt de dag of de bron") >= 2


def test_a_number_of_another_is_told(adviser):
    organisation("Ander", kvk="12345678")
    row = organisation(municipalities=(ZWOLLE,))
    for address in (of(row, "wijzigen/"), f"{LIST}nieuw/"):
        assert "hoort al bij een andere" in adviser.post(address, filled(row, kvk="12345678")).content.decode()


def test_who_comes_second_sees_what_the_first_changed_and_loses_nothing(adviser):
    row = organisation("Bakkerij", municipalities=(ZWOLLE,))
    seen = filled(row)
    first = facts("Bakkerij", municipalities=(ZWOLLE,), website="https://eerst.example", kind="school")
    records.change(SYSTEM, row, 1, first)
    answer = adviser.post(of(row, "wijzigen/"), seen | {"website": "https://tweede.example", "oin": "0" * 20})
    page = " ".join(answer.content.decode().split())
    for part in ("Iemand anders was u voor", "https://eerst.example", "School", 'value="https://tweede.example"'):
        assert part in page
    assert f'value="{"0" * 20}"' in page
    assert 'name="version" value="2"' in page
    row.refresh_from_db()
    assert (row.website, row.version) == ("https://eerst.example", 2)
    adviser.post(of(row, "wijzigen/"), seen | {"website": "https://tweede.example", "version": "2"})
    row.refresh_from_db()
    assert (row.website, row.version) == ("https://tweede.example", 3)


def test_an_organisation_joins_a_group_and_leaves_it(adviser):
    row, group = organisation(municipalities=(ZWOLLE,)), organisation("Netwerk Noord")
    assert "Netwerk Noord" in text(adviser, of(row, "groep/?zoek=netw"))
    assert "Niets gevonden" in text(adviser, of(row, "groep/?zoek=zzz"))
    assert adviser.post(of(row, "groep/"), {"group": group.public_id}).status_code == 302
    assert "hoort een groep bij zichzelf" in adviser.post(of(row, "groep/"), {"group": row.public_id}).content.decode()
    one = Membership.objects.get()
    adviser.post(of(row, f"groep/{one.pk}/"), {"tot": "2026-01-31"})
    one.refresh_from_db()
    assert one.until == date(2026, 1, 31)


def test_two_that_are_one_are_laid_beside_each_other_merged_and_parted(adviser):
    kept = organisation("Jansen", municipalities=(ZWOLLE,))
    gone = organisation("Janssen", municipalities=(ZWOLLE,), kvk="12345678")
    assert "Janssen" in text(adviser, of(kept, "samenvoegen/?zoek=jans"))
    assert "12345678" in text(adviser, of(kept, f"samenvoegen/?met={gone.public_id}"))
    adviser.post(of(kept, "samenvoegen/"), {"met": gone.public_id})
    page = text(adviser, of(kept))
    assert "Maak Janssen weer los" in page
    adviser.post(of(kept, f"samenvoegen/{kept.merges.get().pk}/"))
    gone.refresh_from_db()
    assert gone.merged_into is None


def test_one_that_she_may_not_change_is_not_merged(adviser):
    kept, other = organisation("Jansen", municipalities=(ZWOLLE,)), organisation("Janssen", municipalities=(AMSTERDAM,))
    assert "U mag de tweede niet wijzigen" in text(adviser, of(kept, f"samenvoegen/?met={other.public_id}"))
    assert adviser.post(of(kept, "samenvoegen/"), {"met": other.public_id}).status_code == 403


# -- people to call ---------------------------------------------------------------------------------------------------


def test_a_person_is_kept_looked_at_changed_and_ended(adviser):
    row = organisation(municipalities=(ZWOLLE,))
    given = {"name": "Bram Bedacht", "phone": "000 111", "mail": "b@x.example", "region": REGIO_ZWOLLE}
    told = given | {"since": "2026-01-01", "stand_in": "on"}
    assert adviser.post(of(row, "contact/"), told).status_code == 302
    one = Contact.objects.get()
    page = text(adviser, of(row))
    assert ("Bram Bedacht" in page, "vervanger" in page, "000 111" in page) == (True, True, False)
    assert Entry.objects.filter(tag="organisations:contact:seen").count() == 0
    assert "000 111" in text(adviser, of(row, f"contact/{one.public_id}/"))
    assert "b@x.example" in text(adviser, of(row, f"contact/{one.public_id}/wijzigen/"))
    assert Entry.objects.filter(tag="organisations:contact:seen", thing=str(one.public_id)).count() == 2
    adviser.post(of(row, f"contact/{one.public_id}/wijzigen/"), told | {"phone": "000 222"})
    one.refresh_from_db()
    assert one.phone == "000 222"
    adviser.post(of(row, f"contact/{one.public_id}/beeindigen/"))
    assert "Bram" not in text(adviser, of(row))
    assert adviser.get(of(row, f"contact/{one.public_id}/")).status_code == 404


def test_what_is_no_phone_number_is_told(adviser):
    row = organisation(municipalities=(ZWOLLE,))
    page = adviser.post(of(row, "contact/"), {"name": "A", "phone": "bel maar", "since": "2026-01-01"}).content.decode()
    assert "cijfers, spaties en een plus" in page


def test_a_person_of_elsewhere_is_not_there(adviser):
    row = organisation(municipalities=(ZWOLLE, EDE))
    one = contact(row, region="AM38")
    assert adviser.get(of(row, f"contact/{one.public_id}/")).status_code == 404
    assert "Vera" not in text(adviser, of(row))


# -- lists ------------------------------------------------------------------------------------------------------------


def sent(client, content, name="lijst.csv"):
    return client.post(f"{LIST}inlezen/sturen/", {"bestand": SimpleUploadedFile(name, content)})


def test_a_list_from_file_to_result(boss):
    organisation("Gemeente Zwolle", kind="municipality")
    known = organisation("Bakker", kvk="12345678")
    rows = ("naam;Soort;kvk;website", "Bakker;werkgever;12345678;bakker.example", "Nieuw;werkgever;;",
            "Zwolle;gemeente;;", "Kapot;onzin;;")  # fmt: skip
    address = sent(boss, "\n".join(rows).encode())["Location"]
    page = text(boss, address)
    assert "<option selected>Soort</option>" in page
    columns = {"kolom:naam": "naam", "kolom:soort_organisatie": "Soort", "kolom:kvk": "kvk", "kolom:website": "website"}
    assert boss.post(f"{address}kolommen/", columns | {"bewaar": "mijn lijst"}).status_code == 302
    assert boss.get(address)["Refresh"] == "2"
    assert "wacht op een plek" in text(boss, f"{address}voortgang/")
    work_off()
    assert boss.get(f"{address}voortgang/")["HX-Refresh"] == "true"
    page = text(boss, address)
    for part in ("Wij lazen 4 rijen", "Lijkt op een die er al is (1)", "Ja, het is Gemeente Zwolle", "koos u nog niet"):
        assert part in page
    assert "niets wordt https://bakker.example" in text(boss, f"{address}?uitkomst=changed")
    assert "soort organisatie is onbekend" in text(boss, f"{address}?uitkomst=refused")
    boss.post(f"{address}keuzes/", {"uitkomst": "alike", "pagina": "1", "rij:4": "add"})
    boss.post(f"{address}bevestigen/")
    work_off()
    page = text(boss, address)
    assert "Uw lijst is ingelezen" in page
    assert Import.objects.get().counts == {"read": 4, "new": 2, "changed": 1, "same": 0, "refused": 1}
    known.refresh_from_db()
    assert known.website == "https://bakker.example"
    report = boss.get(f"{address}geweigerd.csv").content.decode().splitlines()
    assert report[0] == "rij,kolom,code,wat,waarom,oplossing"
    assert [line.split(",")[:3] for line in report[1:]] == [["5", "soort_organisatie", "organisation-kind-unknown"]]
    assert "Kapot" not in "".join(report)
    assert "Bakker" not in str([entry.data for entry in Entry.objects.all()])


def test_columns_that_are_missing_are_asked_for(boss):
    address = sent(boss, b"Klant;Plaats\nA;Zwolle")["Location"]
    page = boss.post(f"{address}kolommen/", {"kolom:naam": "Klant", "kolom:kvk": "verzonnen kop"}).content.decode()
    assert "soort_organisatie" in page
    assert "Er is 1 ding dat u kunt oplossen" in " ".join(page.split())
    assert "<option selected>Klant</option>" in page
    told = {"kolom:naam": "Klant", "kolom:gemeenten": "Plaats", "vast:soort_organisatie": "werkgever"}
    boss.post(f"{address}kolommen/", told)
    work_off()
    assert "Rij 2: A" in text(boss, address)
    assert Import.objects.get().stage == Stage.CHOOSING


def test_the_same_choice_for_all(boss):
    organisation("Gemeente Zwolle")
    address = sent(boss, b"naam;soort\nZwolle;gemeente\nZwole;gemeente\nNieuw;school")["Location"]
    one = Import.objects.get()
    boss.post(f"{address}kolommen/", {"kolom:naam": "naam", "kolom:soort_organisatie": "soort"})
    work_off()
    boss.post(f"{address}keuzes/", {"uitkomst": "alike", "alle": "leave"})
    boss.post(f"{address}keuzes/", {"uitkomst": "new", "alle": "join"})  # no row of these can be joined to anything
    assert sorted(one.rows.values_list("row", "choice")) == [(2, "leave"), (3, "leave"), (4, "add")]


@pytest.mark.parametrize(
    ("content", "name", "told"),
    [
        (b"", "leeg.csv", "leeg"),
        (b"x" * 10, "brief.pdf", "soort"),
        (b"", "", "leeg"),
    ],
)
def test_a_file_that_is_no_list_is_told(boss, content, name, told):
    given = {"bestand": SimpleUploadedFile(name, content)} if name else {}
    page = boss.post(f"{LIST}inlezen/sturen/", given).content.decode()
    assert "Er is 1 ding dat u kunt oplossen" in " ".join(page.split())
    assert told in page
    assert not Import.objects.exists()


def test_a_file_that_is_too_large_stops_on_its_way(boss):
    sent(boss, io.BytesIO(b"naam;soort\n" + b"A;school\n" * (MOST_BYTES // 9 + 1)).getvalue())
    assert not Import.objects.exists()


def test_a_list_is_for_who_sent_it_alone(client):
    first, second = (person("desk_manager", REGIO_ZWOLLE, second_step=True) for _ in range(2))
    log_in(client, first)
    address = sent(client, b"naam;soort\nA;school")["Location"]
    assert client.get(address).status_code == 200
    assert "lijst.csv" in text(client, f"{LIST}inlezen/")
    log_in(client, second)
    assert client.get(address).status_code == 404
    assert client.post(f"{address}weggooien/").status_code == 404
    assert "lijst.csv" not in text(client, f"{LIST}inlezen/")
    log_in(client, first)
    assert client.post(f"{address}weggooien/")["Location"] == f"{LIST}inlezen/"
    assert not Import.objects.exists()


def test_a_form_that_is_not_ours_brings_no_list(boss):
    strict = type(boss)(enforce_csrf_checks=True)
    strict.cookies = boss.cookies
    assert sent(strict, b"naam;soort\nA;school").status_code == 403
    assert not Import.objects.exists()


def test_who_may_not_import_has_no_page_for_it(adviser):
    for address in (f"{LIST}inlezen/", f"{LIST}inlezen/00000000-0000-4000-8000-000000000000/"):
        assert adviser.get(address).status_code == 403
    assert "Lees een lijst in" not in text(adviser, LIST)


def test_work_that_failed_says_so(boss):
    address = sent(boss, b"naam;soort\nA;school")["Location"]
    one = Import.objects.get()
    lists.point_out(one, one.columns, {})
    one.refresh_from_db()
    type(one.task).objects.update(state="failed")
    assert "Dit is niet gelukt" in text(boss, address)


# -- sectors ----------------------------------------------------------------------------------------------------------


def test_a_part_of_a_sector_says_who_speaks_for_it_and_whom_to_call(client):
    body = organisation("Bond van Politie", kind="sector_body")
    body.voices.create(subsector="politie", source="x", mark="U")
    row = organisation("Politie Noord", sector="overheid", subsector="politie", workers=50, workers_on=date(2026, 1, 1),
                       workers_source="x", municipalities=(ZWOLLE,))  # fmt: skip
    contact(row)
    page = text(client, "/sectoren/politie/")
    for part in ("Politie", "Bond van Politie", "(nog niet gecontroleerd)", "1 organisatie", "50", "bent ingelogd"):
        assert part in page
    assert "Vera" not in page
    log_in(client, person("desk_adviser", REGIO_ZWOLLE, second_step=True))
    assert "Vera" in text(client, "/sectoren/politie/")
    assert "Vera" in text(client, "/cijfers/sector/overheid/")
    assert client.get("/sectoren/onzin/").status_code == 404


def test_somebody_without_a_role_sees_what_everyone_sees(client):
    log_in(client, account())
    row = organisation(municipalities=(ZWOLLE,))
    contact(row)
    assert "Vera" not in text(client, of(row))
    for address in (reverse("organisation_new"), of(row, "wijzigen/"), reverse("imports")):
        assert client.get(address).status_code == 403
