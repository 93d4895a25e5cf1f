"""Kept counts: kept without any worker, by who may; shared by consent, seen by the sector alone, and gone in time."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from tests.factories.counts import kept_count, named
from tests.factories.organisations import organisation
from tests.factories.outcomes import counted, counted_year
from tests.factories.people import acting, person

from banenafspraak.apps.accounts import actions as accounts, queries as people
from banenafspraak.apps.accounts.access import NOBODY, SYSTEM, RefusedError
from banenafspraak.apps.accounts.enums import Kind, Role
from banenafspraak.apps.accounts.models import Account
from banenafspraak.apps.audit.models import Entry
from banenafspraak.apps.counting import queries
from banenafspraak.apps.counting.access import keeps_for, sectors_seen, visible_to
from banenafspraak.apps.counting.actions import clock, kept as actions
from banenafspraak.apps.counting.actions.invented import fill_invented_counts
from banenafspraak.apps.counting.models import KeptCount, OwnCount, Share
from banenafspraak.apps.organisations.models import Organisation
from banenafspraak.apps.reminders.watches import WATCHES
from banenafspraak.core.counting.own_kept import own_bytes, to_keep
from banenafspraak.core.kernel.problems import ProblemsError

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def deeds():
    return [entry.tag.rpartition(":")[2] for entry in Entry.objects.filter(tag__startswith="counting:")]


@pytest.fixture
def own():
    count = OwnCount.objects.create(session_key="van een bezoeker", invented=True)
    count.folder.mkdir(parents=True)
    outcome = counted(counted_year(2025, invented=True), counted_year(2024), refused=2)
    (count.folder / queries.OUTCOME).write_bytes(own_bytes(outcome))
    yield count
    (count.folder / queries.OUTCOME).unlink(missing_ok=True)
    count.folder.rmdir()


def figures(actor, sector="gemeenten", year=2025):
    rows = queries.shared_in(actor, sector).get(year, [])
    return {row.organisation.name: row.year.jobs for row in rows}


# -- keeping ----------------------------------------------------------------------------------------------------------


def test_an_outcome_is_kept_for_an_organisation(keeper, own, town):
    made = actions.keep(keeper, own, town, named("Telling 2025"))
    assert (made.first_year, made.last_year, made.years, made.invented) == (2024, 2025, "2024–2025", True)
    assert made.made_by == keeper.public_id
    assert queries.kept_outcome(made) == to_keep(queries.outcome(own))
    entry = Entry.objects.get(tag="counting:kept:made")
    assert (entry.thing, entry.scope) == (str(made.public_id), f"organisation:{town.public_id}")


def test_who_does_not_keep_counts_there_is_refused_everything(stranger, own, town):
    kept = kept_count(town)
    given = actions.share(SYSTEM, kept, "gemeenten")
    for deed in (
        lambda: actions.keep(stranger, own, town, named()),
        lambda: actions.change(stranger, kept, named()),
        lambda: actions.delete(stranger, kept),
        lambda: actions.share(stranger, kept, "overheid"),
        lambda: actions.withdraw(stranger, given),
    ):
        with pytest.raises(RefusedError):
            deed()
    assert deeds() == ["shared"]
    assert KeptCount.objects.count() == 1


def test_a_count_of_which_nothing_is_left_is_not_kept(keeper, town):
    with pytest.raises(ProblemsError):
        actions.keep(keeper, OwnCount.objects.create(session_key="x"), town, named())


@pytest.mark.parametrize("in_days", [-1, 1097])
def test_a_count_is_kept_three_years_at_most(in_days):
    with pytest.raises(ValueError, match="until that day"):
        named(in_days=in_days)


def test_a_count_has_a_title(town):
    with pytest.raises(IntegrityError), transaction.atomic():
        kept_count(town, title="")


def test_each_sees_the_counts_of_her_own_organisation(keeper, stranger, town):
    kept = kept_count(town)
    kept_count(organisation("Bakkerij Elders"))
    assert [list(visible_to(actor, KeptCount.objects.all())) for actor in (keeper, stranger, NOBODY)] == [
        [kept],
        [],
        [],
    ]
    assert visible_to(SYSTEM, KeptCount.objects.all()).count() == 2
    assert list(keeps_for(keeper)) == [town]


def test_a_count_is_not_seen_after_its_last_day(keeper, town):
    kept_count(town, last_day=timezone.localdate() - DAY)
    today = kept_count(town, last_day=timezone.localdate())
    assert list(queries.kept_counts(keeper, "nieuw")) == [today]


def test_a_count_is_renamed_and_kept_longer(keeper, town):
    kept = kept_count(town)
    until = named("Anders", 700)
    actions.change(keeper, kept, until)
    kept.refresh_from_db()
    assert (kept.title, kept.ends_on) == ("Anders", until.ends_on)
    actions.change(keeper, kept, until)
    assert deeds() == ["renamed", "prolonged"]


def test_the_list_is_put_in_order(keeper, town):
    second = kept_count(town, title="B", last_day=timezone.localdate() + DAY)
    first = kept_count(town, title="A")
    orders = {order: [one.title for one in queries.kept_counts(keeper, order)] for order in queries.ORDERS}
    assert orders == {"nieuw": ["A", "B"], "titel": ["A", "B"], "laatste-dag": ["B", "A"]}
    actions.share(keeper, second, "gemeenten")
    assert [one.is_shared for one in queries.kept_counts(keeper, "titel")] == [False, True]
    assert list(queries.others(keeper, first)) == [second]


# -- sharing ----------------------------------------------------------------------------------------------------------


def test_totals_are_shared_with_a_sector_until_that_is_withdrawn(keeper, speaker, town):
    kept = kept_count(town)
    assert figures(speaker) == {}
    given = actions.share(keeper, kept, "gemeenten")
    assert actions.share(keeper, kept, "gemeenten") == given
    assert figures(speaker) == {"Gemeente Verzonnen": Decimal("23.00")}
    assert queries.sharing(speaker) == {"gemeenten": 1}
    actions.withdraw(keeper, given)
    actions.withdraw(keeper, given)
    assert figures(speaker) == {}
    assert deeds() == ["shared", "unshared"]


def test_what_is_shared_is_totals_and_nothing_else(keeper, town):
    [year] = actions.share(keeper, kept_count(town), "gemeenten").years
    assert set(year) == {"year", "regular", "lent", "jobs", "persons", "behind", "compared"}


def test_a_sector_sees_what_is_shared_with_it_alone(keeper, speaker, town):
    whole = acting(person(Role.PROGRAMME_LEAD, "overheid", Kind.SECTOR))
    nation = acting(person(Role.PROGRAMME_LEAD, kind=Kind.NATION))
    actions.share(keeper, kept_count(town), "gemeenten")
    assert [len(figures(actor)) for actor in (speaker, nation, whole, keeper, NOBODY)] == [1, 1, 0, 0, 0]
    assert sectors_seen(speaker) == ["gemeenten"]
    assert {"markt", "overheid", "gemeenten", "politie"} <= set(sectors_seen(nation))


def test_a_count_is_shared_with_its_own_sector_alone(keeper, town):
    assert queries.sectors_of(town) == ["gemeenten", "overheid"]
    with pytest.raises(ValueError, match="sector of its organisation"):
        actions.share(keeper, kept_count(town), "politie")


def test_the_last_one_shared_is_shown(keeper, speaker, town):
    actions.share(keeper, kept_count(town, counted_year(2025), counted_year(2024)), "gemeenten")
    actions.share(keeper, kept_count(town, counted_year(2025, 31, 23, jobs=(20, 10))), "gemeenten")
    assert figures(speaker) == {"Gemeente Verzonnen": Decimal("30.00")}
    assert figures(speaker, year=2024) == {"Gemeente Verzonnen": Decimal("23.00")}


def test_withdrawing_and_sharing_a_little_more_tells_nothing(keeper, town):
    given = actions.share(keeper, kept_count(town), "gemeenten")
    actions.withdraw(keeper, given)
    again = kept_count(town, counted_year(2025, 21, 12, jobs=("15.6", 8)))
    assert queries.would_share(again)[0].compared
    actions.share(keeper, again, "overheid")  # with another sector, that may have the same readers
    nation = acting(person(Role.PROGRAMME_LEAD, kind=Kind.NATION))
    assert figures(nation, "overheid") == {"Gemeente Verzonnen": None}


def test_what_was_shown_is_still_known_when_the_count_is_gone(keeper, speaker, town):
    kept = kept_count(town, counted_year(2025), counted_year(2024, 3, 2))
    actions.share(keeper, kept, "gemeenten")
    actions.delete(keeper, kept)
    assert figures(speaker) == {}
    share = Share.objects.get()
    assert (share.kept, share.given_by, [one.year for one in queries.shared(share)]) == (None, None, [2025])
    assert queries.would_share(kept_count(town, counted_year(2025, 21, 12, jobs=("15.6", 8))))[0].jobs is None


def test_of_what_nobody_saw_nothing_stays(keeper, town):
    kept = kept_count(town, counted_year(2025, 3, 2))
    actions.share(keeper, kept, "gemeenten")
    actions.delete(keeper, kept)
    assert Share.objects.count() == 0
    assert deeds() == ["shared", "deleted"]


def test_who_joins_tells_no_more_than_its_own_row(keeper, speaker, town):
    actions.share(keeper, kept_count(town), "gemeenten")
    small = organisation("Gemeente Klein", sector="overheid", subsector="gemeenten")
    before = figures(speaker)
    actions.share(SYSTEM, kept_count(small, counted_year(2025, 4, 0)), "gemeenten")
    assert figures(speaker) == before | {"Gemeente Klein": None}


def test_each_employer_can_read_who_looked(speaker, town):
    other = organisation("Gemeente Anders")
    actions.tell_shared_look(speaker, "gemeenten", [town, other, town])
    told = {entry.scope: entry.by for entry in Entry.objects.filter(tag="counting:shared:seen")}
    places = {f"organisation:{one.public_id}" for one in (town, other)}
    assert told == dict.fromkeys(places, speaker.public_id)


# -- in time ----------------------------------------------------------------------------------------------------------


def test_the_clock_warns_who_keeps_counts_and_deletes(petra, town):
    person(Role.EMPLOYER_HR, str(town.public_id), email=None)
    english = person(Role.EMPLOYER_HR, str(town.public_id), language="en")
    kept = kept_count(town, title="Oud")
    watch = WATCHES["counting:kept"]
    assert [(stage.name, stage.days) for stage in watch.stages] == [("warn", -30), ("delete", 1)]
    assert list(watch.records()) == [kept]
    assert watch.label(kept) == "Gemeente Verzonnen"
    told = {one.to.email: one for one in clock.warn(kept)}
    assert set(told) == {petra.email, english.email}
    assert told[petra.email].what.startswith("De telling “Oud” wordt verwijderd na ")
    assert told[petra.email].link.endswith(f"/tellingen/{kept.public_id}/")
    assert "/en/" in told[english.email].link
    watch.stage("delete").expire(kept)
    assert KeptCount.objects.count() == 0
    entry = Entry.objects.get(tag="counting:kept:expired")
    assert (entry.by, entry.scope) == (None, f"organisation:{town.public_id}")


# -- of a person ------------------------------------------------------------------------------------------------------


def test_what_is_kept_of_a_person_is_taken_along_and_wiped(petra, keeper, town):
    kept = kept_count(town, title="Mijn telling", made_by=petra.public_id)
    actions.share(keeper, kept, "gemeenten")
    taken = accounts.take_along(keeper, petra)["counting"]
    assert [one["titel"] for one in taken["bewaarde tellingen"]] == ["Mijn telling"]
    assert [one["sector"] for one in taken["gedeelde tellingen"]] == ["gemeenten"]
    assert "counting" in dict(people.personal())
    actions.wipe_of(petra)
    kept.refresh_from_db()
    assert (kept.made_by, Share.objects.get().given_by) == (None, None)


# -- on a practice site -----------------------------------------------------------------------------------------------


def test_invented_counts_are_kept_and_shared_once(petra, town, pim, settings):
    settings.INSTALLATION = replace(settings.INSTALLATION, demo=True)
    others = [organisation(f"Gemeente {at}", sector="overheid", subsector="gemeenten") for at in range(2)]
    Organisation.objects.filter(pk__in=[town.pk, *(one.pk for one in others)]).update(invented=True)
    fill_invented_counts()
    assert KeptCount.objects.count() == 0  # petra is a real person here
    Account.objects.filter(pk=petra.pk).update(invented=True)
    fill_invented_counts()
    fill_invented_counts()
    kept = KeptCount.objects.order_by("pk")
    assert [(one.organisation, one.invented) for one in kept] == [(one, True) for one in (town, town, *others)]
    assert [one.is_shared for one in queries.kept_counts(acting(petra), "titel")] == [False, True]
    rows = queries.shared_in(acting(pim), "gemeenten")[2026]
    assert [row.year.jobs is None for row in rows] == [False, True, False]
