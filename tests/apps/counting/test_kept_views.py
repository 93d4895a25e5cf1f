"""The pages of kept and shared counts: once happy, refused to who has no right there, and told to the trail."""

import io
import zipfile
from datetime import timedelta

import pytest
from allauth.account.internal.flows.login import record_authentication
from django.conf import settings
from django.http import HttpRequest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.apps.counting.test_views import START, counted as count_files, run, text  # noqa: F401 - a fixture
from tests.factories.counts import kept_count
from tests.factories.organisations import organisation
from tests.factories.outcomes import counted_year
from tests.factories.people import log_in, person

from banenafspraak.apps.accounts.access import SYSTEM
from banenafspraak.apps.accounts.enums import Role
from banenafspraak.apps.audit.models import Entry
from banenafspraak.apps.counting import queries
from banenafspraak.apps.counting.actions import kept as actions
from banenafspraak.apps.counting.models import KeptCount, Share

pytestmark = pytest.mark.django_db
FORM = {"title": "Onze telling"}


@pytest.fixture
def mine(client, petra):
    return log_in(client, petra, second_step=True)


@pytest.fixture
def theirs(pim):
    return log_in(Client(), pim, second_step=True)


@pytest.fixture
def kept(town):
    return kept_count(town, counted_year(2025), counted_year(2024), title="Telling A")


def there(view, kept, **given):
    return reverse(view, kwargs={"kept": kept.public_id, **given})


def log_in_later(client, who):
    """Log in, in the session in which a visitor began."""
    client.force_login(who)
    request = HttpRequest()
    request.user, request.session = who, client.session
    record_authentication(request, who, "mfa", type="totp")
    request.session.save()


def in_days(number):
    return (timezone.localdate() + timedelta(number)).isoformat()


def last_deed():
    return Entry.objects.order_by("number").last().tag


# -- keeping ----------------------------------------------------------------------------------------------------------


def test_a_visitor_reads_that_a_count_can_be_kept_and_keeps_it_after_logging_in(client, run, tmp_path, petra, town):  # noqa: F811 - a fixture
    page = count_files(client, run, tmp_path)
    assert "Met een account kunt u deze telling bewaren." in page
    assert f"?next={run}" in page
    assert client.get(f"{run}bewaren/").status_code == 302
    before = client.cookies[settings.SESSION_COOKIE_NAME].value
    log_in_later(client, petra)
    assert client.cookies[settings.SESSION_COOKIE_NAME].value != before
    assert f'href="{run}bewaren/"' in text(client, run)
    assert "Telling 2024" in text(client, f"{run}bewaren/")
    form = FORM | {"organisation": town.public_id, "ends_on": in_days(30)}
    answer = client.post(f"{run}bewaren/", form)
    made = KeptCount.objects.get()
    assert answer.url == there("kept_count", made)
    assert "Onze telling: 1,0 banen in 2024" in text(client, answer.url)
    assert "per werknemer" not in text(client, answer.url).split("<main")[1]


def test_who_is_logged_in_without_that_role_is_told_who_may(client, run, tmp_path):  # noqa: F811 - a fixture
    client.force_login(person())
    assert "de rol personeelszaken" in count_files(client, run, tmp_path)


def test_what_is_wrong_with_keeping_is_told_at_once(client, run, tmp_path, petra):  # noqa: F811 - a fixture
    count_files(client, run, tmp_path)
    log_in_later(client, petra)
    elsewhere = organisation("Bakkerij Elders")
    form = {"title": "", "organisation": elsewhere.public_id, "ends_on": in_days(-1)}
    page = text(client, f"{run}bewaren/")
    assert page.count('class="bp-error"') == 0
    page = client.post(f"{run}bewaren/", form).content.decode()
    assert page.count('class="bp-error"') == 3
    assert "Die dag is al geweest" in page
    far = client.post(f"{run}bewaren/", form | {"ends_on": in_days(1500)}).content.decode()
    assert "hoogstens drie jaar" in far
    assert KeptCount.objects.count() == 0


def test_the_own_count_of_another_cannot_be_kept(tmp_path, town, mine):
    other = Client()
    theirs = other.post(START)["Location"]
    count_files(other, theirs, tmp_path)
    form = FORM | {"organisation": town.public_id, "ends_on": in_days(30)}
    assert mine.post(f"{theirs}bewaren/", form).status_code == 404


# -- the list and one count -------------------------------------------------------------------------------------------


def test_an_empty_list_leads_to_a_count(mine):
    page = text(mine, reverse("kept_counts"))
    assert "U hebt nog geen telling bewaard" in page
    assert f'href="{START}"' in page


@pytest.mark.parametrize("number", [1, 3])
def test_more_counts_ask_no_more_of_the_database(mine, town, number, django_assert_num_queries):
    for each in range(number):
        kept_count(town, title=f"Telling {each}")
    mine.get(reverse("me"))  # she is seen today
    with django_assert_num_queries(6):
        page = text(mine, f"{reverse('kept_counts')}?volgorde=titel")
    assert page.count("Telling ") >= number


def test_a_kept_count_is_read_and_that_is_told(mine, kept):
    page = text(mine, there("kept_count", kept))
    assert "Telling A: 23,0 banen in 2025" in page
    assert "Niemand buiten uw organisatie ziet deze telling" in page
    assert "Er is nog geen andere telling" in page
    assert "Telling A: 23,0 banen in 2024" in text(mine, f"{there('kept_count', kept)}?jaar=2024")
    assert last_deed() == "counting:kept:seen"


def test_the_count_of_another_organisation_is_not_there(client, kept):
    other = kept_count(organisation("Bakkerij Elders"))
    log_in(client, person(Role.EMPLOYER_HR, str(other.organisation.public_id)), second_step=True)
    for name, given in (
        ("kept_count", {}),
        ("kept_change", {}),
        ("kept_delete", {}),
        ("kept_file", {"name": "telling.csv"}),
        ("kept_share", {"sector": "gemeenten"}),
    ):
        assert client.get(there(name, kept, **given)).status_code == 404
    assert client.post(there("kept_unshare", kept, sector="gemeenten")).status_code == 404
    assert client.post(there("kept_delete", kept)).status_code == 404
    assert client.get(f"{there('kept_compare', other)}?met={kept.public_id}").status_code == 404
    assert KeptCount.objects.count() == 2


def test_files_are_taken_along_and_that_is_told(mine, kept):
    begins = {"telling.pdf": b"%PDF", "telling.xlsx": b"PK", "telling.csv": b"jaar,maand"}
    for name, begin in begins.items():
        assert mine.get(there("kept_file", kept, name=name)).content.startswith(begin)
        assert last_deed() == "counting:kept:taken"
    assert mine.get(there("kept_file", kept, name="geweigerd.csv")).status_code == 404


def test_two_counts_stand_side_by_side(mine, kept, town):
    later = kept_count(town, counted_year(2026, 25, 12, jobs=(18, 8), shortfall="0.0"), title="Telling B")
    page = text(mine, f"{there('kept_compare', later)}?met={kept.public_id}")
    assert "Telling A naast Telling B" in page
    assert "+3,0 banen" in page
    assert "Te betalen: € 0" in page
    assert "maart" in page
    assert "Telling B (2026" in text(mine, there("kept_count", kept))
    for wrong in ("", "onzin", str(later.public_id)):
        assert mine.get(f"{there('kept_compare', later)}?met={wrong}").status_code == 404


def test_the_title_and_the_last_day_change(mine, kept):
    page = text(mine, there("kept_change", kept))
    assert 'value="Telling A"' in page
    assert f'value="{kept.ends_on.isoformat()}"' in page
    assert mine.post(there("kept_change", kept), FORM | {"ends_on": in_days(-1)}).status_code == 200
    assert mine.post(there("kept_change", kept), FORM | {"ends_on": in_days(9)}).url == there("kept_count", kept)
    kept.refresh_from_db()
    assert (kept.title, kept.ends_on.isoformat()) == ("Onze telling", in_days(9))


def test_a_count_is_deleted_by_who_is_sure(mine, kept):
    assert "Telling A verwijderen?" in text(mine, there("kept_delete", kept))
    assert KeptCount.objects.count() == 1
    answer = mine.post(there("kept_delete", kept), follow=True)
    assert "De telling is verwijderd." in answer.content.decode()
    assert KeptCount.objects.count() == 0


def test_an_invented_count_says_so_everywhere(mine, theirs, town):
    kept = kept_count(town, counted_year(2025, invented=True), invented=True)
    other = kept_count(town)
    share = there("kept_share", kept, sector="gemeenten")
    for address in (there("kept_count", kept), f"{there('kept_compare', other)}?met={kept.public_id}", share):
        assert "Verzonnen voorbeeld." in text(mine, address)
    assert ">verzonnen<" in text(mine, reverse("kept_counts"))
    mine.post(share, {"agreed": "on"})
    page = text(theirs, reverse("shared_count", kwargs={"sector": "gemeenten"}))
    assert "Hier staan verzonnen werkgevers bij." in page
    assert ">verzonnen<" in page


# -- sharing ----------------------------------------------------------------------------------------------------------


def test_sharing_is_an_explicit_act_after_reading_what_it_is(mine, kept):
    share = there("kept_share", kept, sector="gemeenten")
    page = text(mine, share)
    assert "15,00" in page
    assert "Wij weten nog niet welke organisatie" in page
    assert " checked" not in page
    assert "afgeschermd" not in page
    page = mine.post(share, {}).content.decode()
    assert 'class="bp-error"' in page
    assert Share.objects.count() == 0
    page = mine.post(share, {"agreed": "on"}, follow=True).content.decode()
    assert "De totalen zijn gedeeld" in page
    assert "U deelt de totalen van deze telling" in page
    page = mine.post(there("kept_unshare", kept, sector="gemeenten"), follow=True).content.decode()
    assert "Het delen is gestopt" in page
    assert mine.get(there("kept_share", kept, sector="politie")).status_code == 404


def test_what_would_be_hidden_is_told_before(mine, town):
    small = kept_count(town, counted_year(2025, 4, 2))
    assert "“Afgeschermd” betekent" in text(mine, there("kept_share", small, sector="gemeenten"))
    actions.share(SYSTEM, kept_count(town), "gemeenten")
    again = kept_count(town, counted_year(2025, 21, 12, jobs=("15.6", 8)))
    assert "U deelde over dit jaar al eerder getallen" in text(mine, there("kept_share", again, sector="gemeenten"))


def test_who_speaks_for_the_sector_is_named(mine, kept):
    body = organisation("Vereniging van Verzonnen Gemeenten", kind="sector_body")
    body.voices.create(subsector="gemeenten")
    assert "Vereniging van Verzonnen Gemeenten" in text(mine, there("kept_share", kept, sector="gemeenten"))


def test_an_employer_without_a_sector_is_told_what_to_do(client):
    kept = kept_count(organisation("Bakkerij Elders"))
    log_in(client, person(Role.EMPLOYER_HR, str(kept.organisation.public_id)), second_step=True)
    assert "weten wij de sector niet" in text(client, there("kept_count", kept))


# -- who speaks for a sector ------------------------------------------------------------------------------------------

SECTOR = {"sector": "gemeenten"}


def share_several(town, number=3):
    """Employers on many and on few persons."""
    actions.share(SYSTEM, kept_count(town), "gemeenten")
    persons = [(20, 3), (4, 2)] * number
    for at, (regular, lent) in enumerate(persons[: number - 1]):
        other = organisation(f"Gemeente {at}", sector="overheid", subsector="gemeenten")
        actions.share(SYSTEM, kept_count(other, counted_year(2025, regular, lent)), "gemeenten")


def test_a_sector_where_nobody_shares_says_so(theirs):
    assert "gemeenten/" in text(theirs, reverse("shared_counts")).lower()
    assert "nog geen werkgever deelt" in text(theirs, reverse("shared_count", kwargs=SECTOR))


def test_rows_and_their_sum_are_shown_and_the_look_is_told_to_each_employer(theirs, town):
    share_several(town)
    page = text(theirs, reverse("shared_count", kwargs=SECTOR))
    assert "46,0 banen in 2025" in page
    assert page.count(">afgeschermd<") == 2 + 4
    assert "Werkgevers in de som: 2 bij banen en mensen, 1 bij regulier en inleen." in page
    assert Entry.objects.filter(tag="counting:shared:seen").count() == 3


@pytest.mark.parametrize("number", [1, 3])
def test_more_employers_ask_no_more_of_the_database(theirs, town, number, django_assert_num_queries):
    share_several(town, number)
    theirs.get(reverse("me"))
    with django_assert_num_queries(8):
        text(theirs, reverse("shared_count", kwargs=SECTOR))


def test_a_file_holds_what_the_page_shows(theirs, town):
    share_several(town)
    named = {"sector": "gemeenten", "file": "gedeeld.csv"}
    lines = theirs.get(reverse("shared_file", kwargs=named)).content.decode().splitlines()
    assert lines[1] == f"2025,Gemeente 0,,,23.00,23,{timezone.localdate()},soort werk afgeschermd: minder dan 10 mensen"
    assert lines[2].startswith("2025,Gemeente 1,,,,,")
    assert lines[3].startswith("2025,Gemeente Verzonnen,15.00,8.00,23.00,32,")
    assert lines[4].startswith("2025,Samen,15.00,8.00,46.00,55,,")
    named["file"] = "gedeeld.xlsx"
    sheets = zipfile.ZipFile(io.BytesIO(theirs.get(reverse("shared_file", kwargs=named)).content))
    assert "Gemeente Verzonnen" in sheets.read("xl/sharedStrings.xml").decode()
    assert Entry.objects.filter(tag="counting:shared:taken").count() == 6
    named["file"] = "anders.txt"
    assert theirs.get(reverse("shared_file", kwargs=named)).status_code == 404


def test_another_sector_is_refused(theirs, town):
    actions.share(SYSTEM, kept_count(town), "overheid")
    assert theirs.get(reverse("shared_count", kwargs={"sector": "overheid"})).status_code == 403
    assert last_deed() == "accounts:access:refused"
    assert theirs.get(reverse("shared_file", kwargs={"sector": "overheid", "file": "gedeeld.csv"})).status_code == 403
    assert theirs.get(reverse("shared_count", kwargs={"sector": "onzin"})).status_code == 404


def test_each_year_is_a_page(theirs, kept):
    actions.share(SYSTEM, kept, "gemeenten")
    assert "banen in 2024" in text(theirs, f"{reverse('shared_count', kwargs=SECTOR)}?jaar=2024")
    assert "banen in 2025" in text(theirs, f"{reverse('shared_count', kwargs=SECTOR)}?jaar=1999")


def test_when_all_is_hidden_the_page_says_so(theirs, town):
    actions.share(SYSTEM, kept_count(town, counted_year(2025, 2, 1)), "gemeenten")
    assert queries.sharing(SYSTEM) == {"gemeenten": 1}
    assert "over 2025 is alles afgeschermd" in text(theirs, reverse("shared_count", kwargs=SECTOR))
