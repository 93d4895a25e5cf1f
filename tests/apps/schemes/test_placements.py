"""Placements: kept by an employer or a desk apart, reckoned, told of in time, gone in time, and never of a stranger."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from tests.factories.organisations import AMSTERDAM, organisation
from tests.factories.people import account, acting, person
from tests.factories.placements import kept, placement, starts_in

from banenafspraak.apps.accounts import actions as accounts
from banenafspraak.apps.accounts.access import NOBODY, SYSTEM, RefusedError
from banenafspraak.apps.accounts.enums import Role
from banenafspraak.apps.audit.models import Entry
from banenafspraak.apps.mail.models import Letter
from banenafspraak.apps.reminders import actions as reminders
from banenafspraak.apps.schemes import queries, tasks
from banenafspraak.apps.schemes.access import keeps_for, visible_to
from banenafspraak.apps.schemes.actions import clock, placements as actions
from banenafspraak.apps.schemes.models import LastDay, Placement, Portfolio
from banenafspraak.apps.work.models import Task
from banenafspraak.core.kernel.problems import ProblemsError
from banenafspraak.core.schemes.portfolio import Rows

pytestmark = pytest.mark.django_db


def deeds():
    return [entry.tag for entry in Entry.objects.filter(tag__startswith="schemes:")]


def seen(actor):
    return set(visible_to(actor, Placement.objects.all()).values_list("label", flat=True))


# -- who ---------------------------------------------------------------------------------------------------------------


def test_an_employer_and_a_desk_keep_their_own_and_see_only_that(keeper, desk, stranger, employer):
    placement(keeper, employer, "van ons")
    placement(desk, employer, "van het loket")
    assert [seen(one) for one in (keeper, desk, stranger, NOBODY)] == [{"van ons"}, {"van het loket"}, set(), set()]
    assert seen(SYSTEM) == {"van ons", "van het loket"}


def test_who_may_not_keep_is_refused(keeper, stranger, desk, employer):
    made = placement(keeper, employer)
    portfolio = made.portfolio
    for deed in (
        lambda one: actions.add(one, portfolio, kept("x")),
        lambda one: actions.change(one, made, kept("x")),
        lambda one: actions.delete(one, made),
        lambda one: actions.take_in(one, portfolio, Rows({}, {})),
    ):
        for actor in (stranger, desk):
            with pytest.raises(RefusedError):
                deed(actor)
    assert actions.open_portfolio(stranger, employer) is None


def test_a_desk_keeps_for_organisations_of_its_region_alone(desk, keeper, employer):
    elsewhere = organisation("Ver Weg", municipalities=(AMSTERDAM,))
    assert list(keeps_for(desk)) == list(keeps_for(keeper)) == [employer]
    assert actions.open_portfolio(desk, elsewhere) is None
    assert queries.organisations_to_keep(desk, "verzonnen") == [employer]


# -- keeping -----------------------------------------------------------------------------------------------------------


def test_a_placement_is_kept_reckoned_and_told(keeper, employer):
    made = placement(keeper, employer)
    assert made.outcome.on == timezone.localdate()
    assert sum(year.high for year in made.outcome.years) > 0
    assert made.last_days.filter(scheme="lks", sure=True).exists()
    assert deeds() == ["schemes:placement:made"]
    assert "magazijn" not in str(list(Entry.objects.values_list("told", "thing")))


def test_a_label_stands_once_in_a_portfolio(keeper, desk, employer):
    made = placement(keeper, employer, "A")
    placement(desk, employer, "A")
    with pytest.raises(ProblemsError) as error:
        placement(keeper, employer, "a")
    assert [one.code for one in error.value.problems] == ["placement-label-twice"]
    actions.change(keeper, made, kept("a"))
    with transaction.atomic(), pytest.raises(IntegrityError):
        Placement.objects.create(portfolio=made.portfolio, label="a", ends_on=timezone.localdate())


def test_a_portfolio_is_full_some_time(keeper, employer, monkeypatch):
    monkeypatch.setattr(actions, "MOST_ROWS", 1)
    placement(keeper, employer, "a")
    with pytest.raises(ProblemsError) as error:
        placement(keeper, employer, "b")
    assert [one.code for one in error.value.problems] == ["placements-full"]


def test_a_placement_is_not_kept_beyond_three_years():
    with pytest.raises(ValueError, match="until that day"):
        kept(in_days=1100)


def test_a_changed_placement_is_reckoned_anew_and_days_that_stay_are_the_same(keeper, employer):
    made = placement(keeper, employer)
    before = {(one.scheme, one.day): one.pk for one in made.last_days.all()}
    actions.change(keeper, made, kept(loon_per_maand="2200"))
    assert {(one.scheme, one.day): one.pk for one in made.last_days.all()} == before
    actions.change(keeper, made, kept(startdatum=starts_in(60)))
    moved = {(one.scheme, one.day): one.pk for one in made.last_days.all()}
    assert set(moved) != set(before)
    assert {key: pk for key, pk in moved.items() if key in before}.items() <= before.items()


def test_rows_of_a_file_are_added_and_reckoned_by_a_worker(keeper, employer):
    there = placement(keeper, employer, "er al")
    rows = Rows({2: kept("nieuw").placed, 3: kept("ER AL").placed, 4: kept("ook nieuw").placed}, {5: ()})
    assert actions.take_in(keeper, there.portfolio, rows) == {3: "ER AL"}
    assert list(Placement.objects.filter(reckoned__isnull=True).values_list("label", flat=True)) == [
        "nieuw",
        "ook nieuw",
    ]
    told = []
    actions.reckon_portfolio(there.portfolio, lambda *step: told.append(step))
    assert (told, Placement.objects.filter(reckoned__isnull=True).count()) == ([(0, 2, "reckon"), (1, 2, "reckon")], 0)
    assert deeds()[-1] == "schemes:placement:imported"


def test_what_is_changed_or_deleted_while_a_worker_reckons_is_not_undone(keeper, employer):
    first, second, third = (placement(keeper, employer, label) for label in ("a", "b", "c"))
    Placement.objects.update(reckoned=None)

    def meanwhile(at, *_step):
        if at == 0:
            actions.change(keeper, Placement.objects.get(pk=second.pk), kept("b", startdatum=starts_in(100)))
            actions.delete(keeper, Placement.objects.get(pk=third.pk))

    actions.reckon_portfolio(first.portfolio, meanwhile)
    changed = Placement.objects.get(pk=second.pk)
    fresh = actions.as_data(actions.reckon(changed.placed, queries.book(), timezone.localdate()))
    assert (changed.reckoned, Placement.objects.filter(pk=third.pk).exists()) == (fresh, False)


def test_what_is_of_yesterday_or_of_another_law_is_reckoned_anew(keeper, employer):
    made = placement(keeper, employer)
    tasks.refresh_portfolios.call()
    assert Task.objects.filter(name="schemes.reckon_portfolio").count() == 0
    made.reckoned = {**made.reckoned, "law": "een andere"}
    made.save()
    tasks.refresh_portfolios.call()
    assert Task.objects.get(name="schemes.reckon_portfolio").about == str(made.portfolio.public_id)


# -- in time -----------------------------------------------------------------------------------------------------------


def test_who_keeps_is_warned_before_the_last_day_and_not_after(keeper, petra, employer):
    made = placement(keeper, employer)
    row = made.last_days.get(scheme="lks")
    (told,) = clock.warn_to_apply(row)
    assert (told.to.account, "magazijn 3" in told.what, str(made.public_id) in told.link) == (petra, True, True)
    row.day = timezone.localdate() - timedelta(1)
    assert list(clock.warn_to_apply(row)) == []
    assert row not in [one for one in clock.last_days() if one.day < timezone.localdate()]


def test_the_clock_counts_down_thirty_fourteen_and_three_days():
    days, kept_until = clock.watches()
    assert [stage.days for stage in days.stages] == [-30, -14, -3]
    assert [stage.name for stage in kept_until.stages] == ["warn", "delete"]


def test_what_only_may_apply_is_told_on_the_page_and_in_no_letter(keeper, employer):
    placement(keeper, employer)
    assert LastDay.objects.filter(sure=False).exists()
    assert not clock.last_days().filter(sure=False).exists()


def test_a_placement_whose_last_day_is_over_is_gone(keeper, petra, employer):
    made = placement(keeper, employer)
    (told,) = clock.warn_deletion(made)
    assert told.to.account == petra
    made.ends_on = timezone.localdate() - timedelta(1)
    made.save()
    assert seen(keeper) == set()
    actions.expire(made)
    assert (Placement.objects.count(), LastDay.objects.count(), deeds()[-1]) == (0, 0, "schemes:placement:expired")


def test_what_is_kept_of_a_person_goes_along_or_away(keeper, petra, employer):
    made = placement(keeper, employer)
    assert actions.data_of(petra)["plaatsingen"][0]["kenmerk"] == "magazijn 3"
    assert actions.data_of(account())["plaatsingen"] == []
    accounts.wipe(acting(petra), petra)
    made.refresh_from_db()
    assert (made.made_by, Portfolio.objects.count()) == (None, 1)


def test_a_manager_of_a_desk_keeps_too(employer):
    boss = acting(person(Role.DESK_MANAGER, employer.sites.get().region))
    assert placement(boss, employer).portfolio.region == employer.sites.get().region


def test_the_clock_writes_one_letter_about_what_is_near(keeper, petra, employer):
    """Ten days ahead the warning of thirty days is passed over, that of fourteen is told, and once."""
    made = placement(keeper, employer, startdatum=starts_in(11))
    near = made.last_days.filter(sure=True, day__lte=timezone.localdate() + timedelta(12)).count()
    assert near
    for _ in range(2):
        reminders.tick(timezone.now())
        reminders.tell(timezone.localdate())  # whatever the hour of this test is
    letter = Letter.objects.get()
    assert (letter.to_account, len(letter.context["items"])) == (petra, near)
    assert "Loonkostensubsidie" in str(letter.context["items"])
