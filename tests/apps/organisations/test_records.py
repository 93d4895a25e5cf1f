"""Organisations over time: names, workers, sites, groups; two who change one; each deed in the trail."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from tests.factories.organisations import AMSTERDAM, EDE, REGIO_ZWOLLE, ZWOLLE, actor, facts, organisation

from banenafspraak.apps.accounts.access import NOBODY, SYSTEM, RefusedError
from banenafspraak.apps.audit.models import Entry
from banenafspraak.apps.organisations import queries
from banenafspraak.apps.organisations.actions import groups, records, reference
from banenafspraak.apps.organisations.actions.records import ChangedMeanwhileError
from banenafspraak.apps.organisations.models import Name, Organisation, Site, WorkerCount
from banenafspraak.core.kernel.problems import ProblemsError

pytestmark = pytest.mark.django_db
DESK = ("desk_adviser", f"region:{REGIO_ZWOLLE}")


def told(*tags):
    return list(Entry.objects.filter(tag__in=tags).order_by("number").values_list("tag", flat=True))


def now_is_the_newest_row(row):
    """What the record says of now is what the rows over time say."""
    row = Organisation.objects.get(pk=row.pk)
    assert row.name == row.names.get(valid_to=None).name
    newest = row.counts.order_by("-counted_on", "-pk").first()
    assert row.workers == (newest.workers if newest else None)


def test_who_works_in_a_region_adds_an_organisation_there_and_nowhere_else():
    made = records.add(
        actor(DESK), facts(municipalities=(ZWOLLE,), workers=12, workers_on=date(2026, 1, 1), workers_source="opgave")
    )
    assert (made.sites.get().region, made.workers, made.version) == (REGIO_ZWOLLE, 12, 1)
    assert told("organisations:organisation:added") == ["organisations:organisation:added"]
    for who, where in ((actor(DESK), (AMSTERDAM,)), (actor(DESK), ()), (NOBODY, (ZWOLLE,))):
        with pytest.raises(RefusedError):
            records.add(who, facts("Elders", municipalities=where))
    now_is_the_newest_row(made)


@pytest.mark.parametrize("name", ["VSO", "V.S.O.", " vso "])
def test_an_abbreviation_with_two_meanings_is_no_name(name):
    with pytest.raises(ProblemsError, match="organisation-name-bare"):
        records.add(SYSTEM, facts(name))


def test_a_new_name_follows_the_old_one_and_both_find_it():
    row = organisation("VSNU", active_from=date(2000, 1, 1))
    row, changed = records.change(SYSTEM, row, 1, facts("Universiteiten van Nederland"), date(2021, 11, 10))
    days = [(one.name, one.valid_from, one.valid_to) for one in row.names.order_by("valid_from")]
    assert changed
    assert days == [
        ("VSNU", date(2000, 1, 1), date(2021, 11, 9)),
        ("Universiteiten van Nederland", date(2021, 11, 10), None),
    ]
    for text in ("vsnu", "univ neder"):
        assert list(queries.found(queries.Question(text=text))) == [row]
    now_is_the_newest_row(row)


def test_a_slip_of_the_pen_leaves_no_former_name():
    row, _ = records.change(SYSTEM, organisation("Bakerij"), 1, facts("Bakkerij"))
    assert [one.name for one in row.names.all()] == ["Bakkerij"]
    assert not queries.found(queries.Question(text="bakerij")).exists()


def test_names_do_not_hold_on_one_day():
    row, _ = records.change(SYSTEM, organisation(active_from=date(2020, 1, 1)), 1, facts("Nieuw"), date(2022, 1, 1))
    with pytest.raises(ProblemsError, match="names-overlap"):
        records.change(SYSTEM, row, 2, facts("Nog nieuwer"), date(2021, 1, 1))
    with pytest.raises(IntegrityError), transaction.atomic():
        Name.objects.create(organisation=row, name="Ook nu")


def test_numbers_of_workers_stay_with_their_day_and_source():
    row = organisation(workers=10, workers_on=date(2025, 1, 1), workers_source="jaarverslag")
    later = facts(workers=12, workers_on=date(2026, 1, 1), workers_source="jaarverslag")
    row, _ = records.change(SYSTEM, row, 1, later)
    assert [one.workers for one in row.counts.order_by("counted_on")] == [10, 12]
    row, _ = records.change(SYSTEM, row, 2, facts())
    assert (row.workers, row.counts.get().workers) == (10, 10)
    now_is_the_newest_row(row)
    with pytest.raises(IntegrityError), transaction.atomic():
        WorkerCount.objects.create(organisation=row, workers=3, counted_on=date(2026, 2, 1))


def test_sites_follow_the_municipalities_and_stay_where_they_stay():
    row = organisation(municipalities=(ZWOLLE, EDE))
    stays = row.sites.get(municipality=EDE).pk
    row, _ = records.change(SYSTEM, row, 1, facts(municipalities=(AMSTERDAM, EDE)))
    assert sorted(site.municipality for site in row.sites.all()) == [EDE, AMSTERDAM]
    assert row.sites.get(municipality=EDE).pk == stays


def test_the_second_of_two_sees_what_the_first_changed_and_nothing_is_lost():
    row = organisation(kvk="12345678")
    seen = row.version
    records.change(SYSTEM, row, seen, facts(kvk="12345678", website="https://aar.example"))
    with pytest.raises(ChangedMeanwhileError) as caught:
        records.change(SYSTEM, row, seen, facts(kvk="12345678", kind="school"))
    assert [one.facts for one in caught.value.since] == [{"website": ["", "https://aar.example"]}]
    row.refresh_from_db()
    assert (row.kind, row.website, row.version) == ("employer", "https://aar.example", 2)


def test_nothing_changed_is_no_version():
    row, changed = records.change(SYSTEM, organisation(), 1, facts())
    assert (changed, row.version, told("organisations:organisation:changed")) == (False, 1, [])


def test_a_number_belongs_to_one_organisation():
    organisation(kvk="12345678")
    with pytest.raises(ProblemsError, match="number-taken"):
        records.add(SYSTEM, facts("Een ander", kvk="12345678"))
    other = organisation("Nog een")
    with pytest.raises(ProblemsError, match="number-taken"):
        records.change(SYSTEM, other, 1, facts("Nog een", kvk="12345678"))
    assert Organisation.objects.count() == 2


def test_who_may_change_an_organisation_works_where_it_is():
    row = organisation(municipalities=(ZWOLLE,), sector="overheid", subsector="gemeenten")
    inside = (
        DESK,
        ("employer_hr", f"organisation:{row.public_id}"),
        ("programme_lead", "sector:overheid"),
        ("programme_lead", "sector:gemeenten"),
        ("platform_admin", "nation"),
    )
    outside = (("desk_adviser", "region:AM01"), ("programme_lead", "sector:markt"), ("site_manager", "nation"))
    for one in inside:
        records.check(actor(one), row)
    for one in outside:
        with pytest.raises(RefusedError):
            records.check(actor(one), row)
    row.refresh_from_db()
    assert row.checked_at > timezone.now() - timedelta(minutes=1)
    assert len(told("organisations:organisation:checked")) == len(inside)


def test_groups_stand_in_groups_but_never_in_a_circle():
    low, middle, high = (organisation(name) for name in ("Laag", "Midden", "Hoog"))
    groups.join_group(SYSTEM, low, middle, date(2020, 1, 1))
    one = groups.join_group(SYSTEM, middle, high)
    for member, group in ((high, low), (middle, low), (low, low)):
        with pytest.raises(ProblemsError, match="organisation-circle"):
            groups.join_group(SYSTEM, member, group)
    groups.leave_group(SYSTEM, one, date(2026, 1, 1))
    groups.join_group(SYSTEM, high, low)
    assert told("organisations:group:joined", "organisations:group:left") == [
        *["organisations:group:joined"] * 2,
        "organisations:group:left",
        "organisations:group:joined",
    ]


def test_to_join_twice_is_to_join_once():
    member, group = organisation("Lid"), organisation("Groep")
    assert groups.join_group(SYSTEM, member, group) == groups.join_group(SYSTEM, member, group)


def test_what_comes_along_is_filled_once_and_says_how_sure_it_is():
    for _ in range(2):
        reference.fill_reference()
    verbond = Organisation.objects.get(name="Verbond Sectorwerkgevers Overheid")
    later = {one.later.name: one.on for one in verbond.followed_by.select_related("later")}
    assert verbond.active_to == date(2019, 12, 31)
    assert later == dict.fromkeys(("Zelfstandige Publieke Werkgevers", "Kabinetssectoren"), date(2020, 1, 1))
    assert verbond.members.count() == 13
    vsnu = Organisation.objects.get(name="VSNU").followed_by.get()
    assert (vsnu.later.name, vsnu.mark) == ("Universiteiten van Nederland", "U")
    assert len({one.subsector for one in queries.speakers(["politie", "rechterlijke-macht", "defensie"])}) == 3


def test_invented_organisations_are_filled_once_and_marked():
    for _ in range(2):
        reference.fill_invented_organisations()
    rows = Organisation.objects.all()
    assert len(rows) == reference.INVENTED + 35
    assert {row.invented for row in rows} == {True}
    assert all("(verzonnen)" in row.name for row in rows)
    assert not queries.found(queries.Question()).exists()


def test_a_site_moves_with_its_municipality():
    row = organisation(municipalities=(ZWOLLE, EDE))
    Site.objects.filter(municipality=ZWOLLE).update(region="AM01")
    reference.refresh_regions()
    assert row.sites.get(municipality=ZWOLLE).region == REGIO_ZWOLLE
