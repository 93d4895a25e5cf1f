"""The page that says what goes out, to whom and why: by day and watch, with holding back and sending at once."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from tests.apps.reminders.test_clock import Roles, role, states
from tests.factories import people
from tests.factories.post import written

from banenafspraak.apps.accounts.enums import Role
from banenafspraak.apps.accounts.models import Appointment
from banenafspraak.apps.audit.models import Entry
from banenafspraak.apps.mail.models import Letter
from banenafspraak.apps.mail.queries import is_free
from banenafspraak.apps.reminders import actions
from banenafspraak.apps.reminders.enums import State
from banenafspraak.apps.reminders.watches import WATCHES, days, register
from banenafspraak.core.reminders.clock import Stage, day_of

pytestmark = pytest.mark.django_db
PAGE = "/herinneringen/"


@pytest.fixture
def minder(client):
    """Somebody who minds the reminders, logged in with her second step."""
    return people.log_in(client, people.person(Role.PLATFORM_ADMIN, second_step=True))


@pytest.fixture
def roles():
    made = Roles()
    register(made.watch)
    yield made
    del WATCHES["accounts:role"]


def text(client, address=PAGE):
    answer = client.get(address)
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
    return answer.content.decode()


def soon(days_ahead=20):
    return timezone.localdate() + timedelta(days=days_ahead)


def of(one, stage, decision):
    return f"{PAGE}accounts:role/{one.public_id}/{stage}/{decision}/"


def test_it_is_for_who_minds_the_reminders(client, roles):
    one = role(soon())
    people.log_in(client, people.person(Role.DESK_MANAGER, "AM12", second_step=True))
    assert [client.get(address).status_code for address in (PAGE, of(one, "week", "nu"))] == [403, 403]
    assert client.post(of(one, "week", "nu")).status_code == 403
    assert (Letter.objects.count(), roles.expired) == (0, [])


def test_without_anything_it_says_so(minder):
    assert "De komende 30 dagen gaat er niets uit en verloopt er niets." in text(minder)


def test_it_says_what_goes_out_when_and_to_whom(minder, roles):
    one = role(soon())
    page = text(minder)
    for stage in roles.watch.stages[1:]:
        day = max(day_of(stage.timed, one.ends_on, is_free), timezone.localdate())
        assert str(stage.sentence) in page
        assert f'data-label="Wanneer">{day.day} ' in page
    assert one.account.name in page
    assert one.account.email not in page
    assert page.index("Een week ervoor.") < page.index("Het is voorbij.")
    assert (Letter.objects.count(), states(one)) == (0, {})


@pytest.mark.usefixtures("roles")
def test_what_will_be_passed_over_is_not_told(minder):
    role(soon(4))
    page = text(minder)
    assert ("Een maand ervoor." in page, "Een week ervoor." in page) == (False, True)


def test_what_is_far_away_is_not_told_yet(minder):
    Appointment.objects.update(ends_on=soon(300))
    assert "De komende 30 dagen gaat er niets uit" in text(minder)


@pytest.mark.usefixtures("roles")
def test_of_one_watch_if_that_is_asked(minder):
    role(soon())
    written()
    Letter.objects.update(written_at=timezone.now() - timedelta(days=days("letters_kept") - 3))
    both, one, other = (text(minder, PAGE + ask) for ask in ("", "?wat=accounts:role", "?wat=mail:letter"))
    assert ["Een week ervoor." in page for page in (both, one, other)] == [True, True, False]
    assert ["Wij wissen het adres" in page for page in (both, one, other)] == [True, False, True]
    assert "Een week ervoor." in text(minder, PAGE + "?wat=onzin")


def test_what_is_wiped_is_told_by_its_number(minder):
    for _ in range(3):
        written()
    Letter.objects.update(written_at=timezone.now() - timedelta(days=days("letters_kept") - 3))
    page = text(minder)
    assert "Brieven die wij wissen (3)" in page
    assert page.count("Wij wissen het adres") == 1


def test_what_is_told_together_is_told_until_it_happened(minder, roles):
    object.__setattr__(roles.watch, "together", True)
    one, _other = role(soon()), role(soon())
    assert "Rollen (2)" in text(minder)
    assert of(one, "week", "nu") not in text(minder)
    actions.plan(roles.watch, soon(20))
    actions.expire(soon(20))
    assert "Rollen" not in text(minder, f"{PAGE}?wat=accounts:role").partition("<table")[2]


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.usefixtures("roles")
def test_a_list_asks_the_same_of_the_database(minder, number, django_assert_num_queries):
    for _ in range(number):
        role(soon())
    address = f"{PAGE}?wat=accounts:role"
    text(minder, address)
    with django_assert_num_queries(7):
        assert text(minder, address).count("Het is voorbij.") == number


@pytest.mark.usefixtures("roles")
def test_many_are_pages(minder):
    who = [people.account() for _ in range(51)]
    for one in who:
        role(soon(), account=one)
    page = text(minder, f"{PAGE}?wat=accounts:role")
    assert "?wat=accounts:role&amp;pagina=2" in page


@pytest.mark.usefixtures("roles")
def test_a_warning_is_held_back_let_go_and_sent(minder):
    one = role(soon())
    for decision, state, question in (
        ("tegenhouden", State.HELD, "Deze herinnering tegenhouden?"),
        ("vrijgeven", State.PLANNED, "Deze herinnering toch laten gaan?"),
        ("nu", State.DONE, "Deze herinnering nu versturen?"),
    ):
        assert of(one, "week", decision) in text(minder)
        assert question in text(minder, of(one, "week", decision))
        assert "Dat is gedaan" in minder.post(of(one, "week", decision), follow=True).content.decode()
        assert states(one)["week"] == state
    assert Letter.objects.get().to == one.account.email
    assert "Een week ervoor." not in text(minder)
    assert "Dat kan niet meer" in minder.post(of(one, "week", "nu"), follow=True).content.decode()
    tags = Entry.objects.filter(tag__startswith="reminders:").order_by("number").values_list("tag", flat=True)
    assert [tag.rpartition(":")[2] for tag in tags] == ["held", "released", "sent-now"]


@pytest.mark.usefixtures("roles")
def test_what_is_held_stays_on_the_page(minder):
    one = role(soon())
    minder.post(of(one, "week", "tegenhouden"))
    page = text(minder)
    assert "tegengehouden" in page
    assert of(one, "week", "nu") not in page


def test_what_expires_is_not_held_back(minder, roles):
    one = role(soon())
    assert of(one, "over", "tegenhouden") not in text(minder)
    for address in (
        of(one, "over", "nu"),
        of(one, "niets", "nu"),
        of(one, "week", "weg"),
        f"{PAGE}x/{one.public_id}/a/nu/",
    ):
        assert (minder.get(address).status_code, minder.post(address).status_code) == (404, 404)
    Appointment.objects.filter(pk=one.pk).update(ends_on=None)
    assert minder.post(of(one, "week", "nu")).status_code == 404
    assert (roles.expired, Letter.objects.count()) == ([], 0)


def test_the_page_is_english_in_english(minder):
    assert "In the coming 30 days nothing goes out" in text(minder, f"/en{PAGE}")


def test_the_day_of_a_warning_is_that_of_the_clock():
    assert day_of(Stage("week", -7, "warn"), date(2026, 4, 13), is_free) == date(2026, 4, 2)
