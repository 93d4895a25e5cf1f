"""The pages of a portfolio: once happy, refused to who has no right there, told to the trail, as cheap for three."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from tests.factories.people import log_in, person
from tests.factories.placements import FACTS, placement, starts_in

from banenafspraak.apps.accounts.enums import Role
from banenafspraak.apps.audit.models import Entry
from banenafspraak.apps.schemes.models import Placement
from banenafspraak.core.schemes.portfolio import COLUMNS, read_rows, template

pytestmark = pytest.mark.django_db


@pytest.fixture
def mine(client, petra):
    return log_in(client, petra, second_step=True)


@pytest.fixture
def made(keeper, employer):
    return placement(keeper, employer)


def there(view, employer, **given):
    return reverse(view, kwargs={"organisation": employer.public_id, **given})


def page(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def filled_in(**given):
    usual = {"kenmerk": "magazijn 3", "ends_on": timezone.localdate().isoformat(), "startdatum": starts_in(40)}
    return {**usual, **FACTS, **given}


def test_an_empty_portfolio_says_what_to_do(mine, employer):
    assert "U houdt nog geen plaatsingen bij" in page(mine, "/regelingen/portefeuille/")
    text = page(mine, there("portfolio", employer))
    assert "Nog geen plaatsingen bij Bakkerij Verzonnen" in text
    assert "Lees plaatsingen in uit een bestand" in text


@pytest.mark.usefixtures("made")
def test_a_portfolio_shows_placements_sums_and_last_days(mine, employer):
    text = page(mine, there("portfolio", employer))
    for part in ("magazijn 3", "28,5", "Per jaar en wie betaalt", "Belastingdienst", "Loonkostensubsidie", "Samen"):
        assert part in text
    assert Entry.objects.filter(tag="schemes:portfolio:seen").count() == 1
    assert "Bakkerij Verzonnen" in page(mine, "/regelingen/portefeuille/")


@pytest.mark.parametrize("order", ["kenmerk", "begin", "bedrag", "laatste-dag", "x"])
@pytest.mark.usefixtures("made")
def test_placements_stand_in_the_order_that_is_asked_for(mine, keeper, employer, order):
    placement(keeper, employer, "zolder", startdatum=starts_in(20))
    text = page(mine, f"{there('portfolio', employer)}?volgorde={order}")
    first = "magazijn 3" if order in {"kenmerk", "x"} else "zolder"
    assert text.index(f">{first}</a></th>") == min(text.index(">zolder</a></th>"), text.index(">magazijn 3</a></th>"))


@pytest.mark.usefixtures("made")
def test_three_placements_ask_no_more_than_one(mine, keeper, employer, django_assert_max_num_queries):
    page(mine, there("portfolio", employer))
    with django_assert_max_num_queries(40) as one:
        page(mine, there("portfolio", employer))
    placement(keeper, employer, "b")
    placement(keeper, employer, "c")
    with django_assert_max_num_queries(len(one)):
        page(mine, there("portfolio", employer))


def test_a_placement_is_filled_in_and_seen(mine, employer):
    answer = mine.post(there("placement_new", employer), filled_in(), follow=True)
    text = answer.content.decode()
    for part in (
        "De plaatsing is toegevoegd.",
        "magazijn 3",
        "Loonkostenvoordeel doelgroep banenafspraak",
        "Niet getoond",
    ):
        assert part in text
    assert "No-riskpolis" in text.partition("Niet getoond")[2][:200]
    assert Placement.objects.get().facts["uren_per_week"] == "28.50"


def test_everything_wrong_is_told_at_its_field_and_what_was_typed_stays(mine, employer):
    wrong = filled_in(
        kenmerk="1234 56 782", loonwaarde="130", wia_grond="wia", ends_on="2000-01-01", uren_per_week="abc"
    )
    text = mine.post(there("placement_new", employer), wrong).content.decode()
    for name in ("kenmerk", "loonwaarde", "wia_grond", "ends_on", "uren_per_week"):
        assert f'id="id_{name}_error"' in text
    assert 'value="abc"' in text
    assert not Placement.objects.exists()


@pytest.mark.usefixtures("made")
def test_a_label_that_is_there_is_told_at_its_field(mine, employer):
    text = mine.post(there("placement_new", employer), filled_in()).content.decode()
    assert "Dit kenmerk staat er al." in text


def test_a_placement_is_changed(mine, made):
    address = reverse("placement_change", kwargs={"placement": made.public_id})
    assert 'value="28,5"' in page(mine, address)
    assert mine.post(address, filled_in(kenmerk="kantoor", ends_on=made.ends_on.isoformat())).status_code == 302
    assert Placement.objects.get().label == "kantoor"


def test_a_placement_is_deleted_when_that_is_meant(mine, employer, made):
    address = reverse("placement_delete", kwargs={"placement": made.public_id})
    assert "magazijn 3 verwijderen?" in page(mine, address)
    assert Placement.objects.exists()
    assert mine.post(address).url == there("portfolio", employer)
    assert not Placement.objects.exists()


@pytest.mark.usefixtures("made")
def test_a_file_is_taken_in_and_refused_rows_are_told_by_number(mine, employer):
    lines = ["kenmerk;toestemming;loonwaarde", "een;nee;60", "twee;nee;130", "magazijn 3;nee;50", "vier;nee;x"]
    sent = SimpleUploadedFile("p.csv", "\n".join(lines).encode())
    text = mine.post(there("placements_import", employer), {"bestand": sent}).content.decode()
    assert "4 gelezen: 1 toegevoegd en 3 geweigerd" in text
    for number in (3, 4, 5):
        assert f'scope="row">{number}</th>' in text
    waiting = page(mine, there("portfolio", employer))
    assert "1 plaatsing is nog niet berekend" in waiting
    assert "Wij rekenen nu." in waiting


def test_a_file_that_cannot_be_read_says_why(mine, employer):
    sent = SimpleUploadedFile("p.csv", b"naam;loonwaarde\nJan;60")
    text = mine.post(there("placements_import", employer), {"bestand": sent}).content.decode()
    assert "De kolom kenmerk ontbreekt." in text
    assert "Jan" not in text


@pytest.mark.parametrize("name", ["portefeuille.csv", "portefeuille.xlsx"])
@pytest.mark.usefixtures("made")
def test_what_is_taken_along_can_be_read_again(mine, employer, name):
    answer = mine.get(there("portfolio_file", employer, name=name))
    rows = read_rows(name, answer.content, timezone.localdate())
    assert [one.label for one in rows.taken.values()] == ["magazijn 3"]
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{name}"'
    assert Entry.objects.filter(tag="schemes:portfolio:taken").count() == 1


def test_the_last_days_go_into_a_calendar_and_the_template_is_there(mine, employer, made):
    text = mine.get(there("portfolio_file", employer, name="laatste-dagen.ics")).content.decode()
    assert "magazijn 3" in text
    assert text.count("BEGIN:VEVENT") == made.last_days.count()
    sheet = mine.get(there("portfolio_file", employer, name="sjabloon.xlsx")).content
    assert (sheet[:2], sheet) == (b"PK", template())
    assert io.BytesIO(sheet).getvalue()
    assert len(COLUMNS) > 60
    assert mine.get(there("portfolio_file", employer, name="x.csv")).status_code == 404


def test_a_stranger_finds_nothing(client, employer, made):
    log_in(client, person(Role.EMPLOYER_HR, "00000000-0000-4000-8000-000000000000"), second_step=True)
    one = {"placement": made.public_id}
    for address in (
        there("portfolio", employer), there("placement_new", employer), there("placements_import", employer),
        there("portfolio_file", employer, name="portefeuille.csv"), reverse("placement", kwargs=one),
        reverse("placement_change", kwargs=one), reverse("placement_delete", kwargs=one),
    ):  # fmt: skip
        assert client.get(address).status_code == 404


@pytest.mark.usefixtures("made")
def test_a_desk_searches_an_employer_and_keeps_apart(client, dirk, employer):
    desk = log_in(client, dirk, second_step=True)
    assert "Bakkerij Verzonnen" in page(desk, "/regelingen/portefeuille/?zoek=bakker")
    assert "Geen werkgever" in page(desk, "/regelingen/portefeuille/?zoek=niemand")
    text = page(desk, there("portfolio", employer))
    assert "magazijn 3" not in text
    desk.post(there("placement_new", employer), filled_in(kenmerk="loket 1"))
    assert "De werkgever ziet haar niet." in page(desk, there("portfolio", employer))


@pytest.mark.usefixtures("made")
def test_pages_speak_english(mine, employer):
    text = page(mine, f"/en{there('portfolio', employer)}")
    assert "wage-cost subsidy" in text.lower()
