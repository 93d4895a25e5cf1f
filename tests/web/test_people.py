"""The people of a place, my own pages, and taking an invitation: once happy, and refused to who has no right there."""

import re
from dataclasses import replace
from uuid import uuid4

import pytest
from django.urls import reverse
from tests.factories.people import administrator, log_in as logged_in, person

from banenafspraak.apps.accounts import actions, queries
from banenafspraak.apps.accounts.access import actor_for
from banenafspraak.apps.accounts.enums import Kind, Role
from banenafspraak.apps.accounts.models import Account, Help, Invitation, Token
from banenafspraak.apps.audit.actions import record
from banenafspraak.apps.audit.models import Entry

pytestmark = pytest.mark.django_db
HERE, THERE = "AM12", "AM01"
PEOPLE = {"kind": "region", "scope_id": HERE}


def log_in(client, who, *, second_step=True):
    logged_in(client, who, second_step=second_step)
    return who


@pytest.fixture
def boss(client):
    return log_in(client, person(Role.DESK_MANAGER, HERE, administers=True))


def address(name, **given):
    return reverse(name, kwargs=given or None)


def text(answer):
    return answer.content.decode()


def test_the_way_to_the_only_place_is_short(client, boss):
    assert client.get(address("people")).url == address("people_there", **PEOPLE)


def test_several_places_are_a_list(client):
    log_in(client, administrator())
    boss = Account.objects.get()
    boss.appointments.create(role=Role.DESK_MANAGER, scope_kind=Kind.REGION, scope_id=HERE, administers=True)
    page = text(client.get(address("people")))
    assert address("people_nation") in page
    assert address("people_there", **PEOPLE) in page


def test_people_stand_by_name_and_looking_is_told(client, boss):
    person(Role.DESK_ADVISER, HERE, name="Ans Jansen")
    person(Role.DESK_ADVISER, THERE, name="Piet Elders")
    page = text(client.get(address("people_there", **PEOPLE)))
    assert "Ans Jansen" in page
    assert "Piet Elders" not in page
    assert Entry.objects.last().tag == "accounts:members:seen"


def test_the_trail_tells_who_did_it_whoever_that_was(client, boss):
    for by in (None, uuid4(), boss.public_id):
        record("accounts:members:seen", by, about=boss.public_id, scope=f"region:{HERE}")
    page = text(client.get(address("trail_there", **PEOPLE)))
    told = [
        (who, boss.name in what) for who, what in re.findall(r'data-label="Wie">(.*?)</td><td [^>]*>(.*?)</td>', page)
    ]
    assert told[1:] == [(boss.name, False), ("iemand die er niet meer is", True), ("deze site", True)]


def test_people_of_another_place_are_refused(client, boss):
    assert client.get(address("people_there", kind="region", scope_id=THERE)).status_code == 403
    assert Entry.objects.last().tag == "accounts:access:refused"
    assert client.get(address("people_there", kind="region", scope_id="AM99")).status_code == 404
    assert client.get(address("people_there", kind="gek", scope_id=HERE)).status_code == 404


@pytest.mark.parametrize("people", [1, 3])
def test_more_people_ask_no_more_of_the_database(client, boss, people, django_assert_num_queries):
    for _ in range(people):
        person(Role.DESK_ADVISER, HERE)
    with django_assert_num_queries(16):
        client.get(address("people_there", **PEOPLE))


def test_somebody_is_invited(client, boss):
    form = {"email": "nieuw@voorbeeld.invalid", "role": "desk_adviser"}
    answer = client.post(address("people_there", **PEOPLE), form, follow=True)
    assert "De uitnodiging gaat per e-mail weg." in text(answer)
    assert "nieuw@voorbeeld.invalid" in text(answer)


def test_what_is_wrong_with_an_invitation_is_told_at_once(client, boss):
    page = text(client.post(address("people_there", **PEOPLE), {"email": "geen adres"}))
    assert page.count('class="bp-error"') == 2
    assert "Dit kan nog niet" in page
    assert 'value="geen adres"' in page


def test_an_invitation_is_withdrawn(client, boss):
    made, _ = actions.invite(actor_for(boss, second_step=True), boss, asked())
    client.post(address("invitation_withdraw", invitation=made.public_id))
    assert Invitation.objects.get().withdrawn_at


def asked(email="nieuw@voorbeeld.invalid"):
    return actions.Asked(Role.DESK_ADVISER, Kind.REGION, HERE, email)


def test_a_role_is_asked_about_and_taken_away(client, boss):
    adviser = person(Role.DESK_ADVISER, HERE, name="Ans")
    there = address("role_end", role=adviser.appointments.get().public_id)
    assert "Ans de rol afnemen?" in text(client.get(there))
    assert adviser.appointments.get().ends_on is None
    assert client.post(there).url == address("people_there", **PEOPLE)
    assert not list(queries.roles_of(adviser))


def test_the_last_administrator_is_told_why_she_stays(client, boss):
    page = client.post(address("role_end", role=boss.appointments.get().public_id))
    assert "Dit is de laatste" in text(page)


def test_the_people_of_another_are_not_there(client, boss):
    other = person(Role.DESK_ADVISER, THERE).appointments.get()
    for name in ("role_end", "role_administers"):
        assert client.post(address(name, role=other.public_id)).status_code == 404


def test_somebody_is_let_look_after_people(client, boss):
    adviser = person(Role.DESK_ADVISER, HERE).appointments.get()
    client.post(address("role_administers", role=adviser.public_id), {"ja": ""})
    adviser.refresh_from_db()
    assert adviser.administers
    client.post(address("role_administers", role=adviser.public_id), {"nee": ""})
    answer = client.post(address("role_administers", role=boss.appointments.get().public_id), {"nee": ""}, follow=True)
    assert "Dit is de laatste" in text(answer)


def test_people_are_still_right(client, boss):
    answer = client.post(address("people_right", **PEOPLE), follow=True)
    assert "Over een jaar vragen wij het weer" in text(answer)


def test_a_key_is_shown_once_and_withdrawn(client, boss):
    form = {"name": "loon", "ends_on": "2999-01-01", "per_minute": "60"}
    assert "Een sleutel werkt hoogstens een jaar" in text(client.post(address("token_new", **PEOPLE), form))
    page = text(client.post(address("token_new", **PEOPLE), form | {"ends_on": queries.timezone.localdate()}))
    assert re.search(r"bna_[\w-]{20,}", page)
    key = Token.objects.get()
    assert "bna_" not in text(client.get(address("people_there", **PEOPLE)))
    client.post(address("token_withdraw", key=key.public_id))
    key.refresh_from_db()
    assert key.withdrawn_at


def test_the_trail_of_a_place_tells_who_did_what(client, boss):
    actions.invite(actor_for(boss, second_step=True), boss, asked())
    page = text(client.get(address("trail_there", **PEOPLE)))
    assert "nodigde iemand uit" in page
    assert boss.name in page
    assert client.get(address("trail_there", kind="region", scope_id=THERE)).status_code == 403


def test_a_candidate_gets_a_card_on_paper(client):
    log_in(client, person(Role.JOB_COACH, "x"))
    page = text(client.post(address("candidate"), {"email": ""}))
    assert "Druk deze kaart nu af" in page
    secret = re.search(r"/uitnodiging/([\w-]+)/", page)[1]
    client.logout()
    assert client.get(address("invited", secret=secret)).status_code == 200
    answer = client.post(address("invited", secret=secret), {"name": "Ans"})
    assert answer.url == address("mfa_add_webauthn")
    assert Account.objects.get(name="Ans").email is None


def test_a_candidate_with_an_address_gets_a_letter(client):
    log_in(client, person(Role.JOB_COACH, "x"))
    answer = client.post(address("candidate"), {"email": "ans@voorbeeld.invalid"}, follow=True)
    assert "De uitnodiging gaat per e-mail weg." in text(answer)


def test_on_a_practice_site_one_chooses_who_to_be(client, settings):
    assert client.get(address("trying")).status_code == 404
    settings.INSTALLATION = replace(settings.INSTALLATION, demo=True)
    real, invented = person(Role.DESK_MANAGER, HERE), person(Role.DESK_MANAGER, HERE, name="Lies", invented=True)
    page = text(client.get(address("trying")))
    assert "Ga verder als Lies" in page
    assert real.name not in page
    assert client.post(address("trying"), {"wie": real.public_id}).status_code == 404
    assert client.post(address("trying"), {"wie": "x"}).status_code == 404
    assert client.post(address("trying"), {"wie": invented.public_id}).url == address("me")
    assert client.get(address("candidate")).status_code == 200


# -- an invitation ----------------------------------------------------------------------------------------------------


@pytest.fixture
def secret():
    maker = person(Role.DESK_MANAGER, HERE, administers=True, name="Bea Baas")
    return actions.invite(actor_for(maker, second_step=True), maker, asked())[1]


def test_opening_an_invitation_changes_nothing(client, secret):
    page = text(client.get(address("invited", secret=secret)))
    assert "Bea Baas nodigt u uit" in page
    assert Invitation.objects.get().used_at is None


def test_an_invitation_makes_an_account(client, secret):
    form = {"name": "Ans", "password": "vier losse woorden samen"}
    assert client.post(address("invited", secret=secret), form).url == address("me")
    assert "adviseur van een regionaal loket" in text(client.get(address("me")))


def test_a_short_password_is_refused_with_what_to_do(client, secret):
    page = text(client.post(address("invited", secret=secret), {"name": "Ans", "password": "kort"}))
    assert 'class="bp-error"' in page
    assert not Account.objects.filter(name="Ans").exists()


def test_who_has_an_account_logs_in_first(client, secret):
    known = person(email="nieuw@voorbeeld.invalid")
    page = text(client.get(address("invited", secret=secret)))
    assert f"{address('account_login')}?next=" in page
    log_in(client, known)
    assert client.post(address("invited", secret=secret)).url == address("me")
    assert known.appointments.get().role == Role.DESK_ADVISER


def test_who_is_another_is_told_so(client, secret):
    log_in(client, person())
    assert "voor iemand anders" in text(client.post(address("invited", secret=secret)))


def test_an_invitation_that_does_not_hold_gives_a_way_on(client, secret):
    Invitation.objects.update(used_at=queries.timezone.now())
    answer = client.get(address("invited", secret=secret))
    assert answer.status_code == 410
    assert "al gebruikt" in text(answer)
    unknown = {"secret": "x"}
    assert client.get(address("invited", **unknown)).status_code == 410


# -- my own pages -----------------------------------------------------------------------------------------------------


@pytest.fixture
def ans(client):
    return log_in(client, person(Role.CANDIDATE, name="Ans"))


def test_my_page_says_what_i_do_here(client, ans):
    page = text(client.get(address("me")))
    assert "Welkom, Ans" in page
    assert "kandidaat of werknemer" in page
    assert "Nog niemand anders keek" in page


def test_who_lacks_the_second_step_is_told(client):
    log_in(client, person(Role.DESK_ADVISER, HERE), second_step=False)
    assert "tweede stap" in text(client.get(address("me")))
    answer = client.get(address("candidate"))
    assert answer.status_code == 403
    assert "Log eerst veilig in" in text(answer)


def test_i_see_who_looked(client, ans):
    boss = person(Role.DESK_MANAGER, HERE, name="Bea Baas")
    actions.record("accounts:members:seen", boss.public_id, about=ans.public_id)
    page = text(client.get(address("my_trail")))
    assert "Bea Baas" in page
    assert "bekeek wie er bij een organisatie of regio horen" in page
    assert "haalde de eigen gegevens op" not in page
    client.post(address("my_data_taken"))
    assert "haalde de eigen gegevens op" in text(client.get(address("my_trail") + "?alles"))


def test_i_change_my_name(client, ans):
    client.post(address("my_data"), {"name": "Ans de Boer", "language": "en"})
    ans.refresh_from_db()
    assert (ans.name, ans.language) == ("Ans de Boer", "en")


def test_i_take_everything_along(client, ans):
    answer = client.post(address("my_data_taken"))
    assert answer.json()["accounts"]["naam"] == "Ans"
    assert "mijn-gegevens.json" in answer["Content-Disposition"]


def test_i_wipe_everything_when_i_am_sure(client, ans):
    assert client.post(address("my_wipe"), {}).status_code == 200
    assert client.post(address("my_wipe"), {"sure": "on"}).url == address("wiped")
    assert client.get(address("me")).status_code == 302
    assert Account.objects.get(pk=ans.pk).wiped_at


def test_i_let_somebody_help_and_no_longer(client, ans):
    coach = person(Role.JOB_COACH, "x", name="Cor")
    form = {"email": coach.email, "ends_on": queries.timezone.localdate()}
    assert "Deze persoon kan u nu helpen" in text(client.post(address("my_help"), form, follow=True))
    assert "Cor" in text(client.get(address("my_help")))
    client.post(address("help_end", given=Help.objects.get().public_id))
    assert not queries.helpers_of(ans)
    assert "geen account met dit adres" in text(client.post(address("my_help"), form | {"email": "x@y.invalid"}))


def test_who_helps_looks_along_and_she_sees_that(client):
    coach, candidate, boss = (
        person(Role.JOB_COACH, "x", name="Cor"),
        person(Role.CANDIDATE, name="Ans"),
        person(name="Bea"),
    )
    given = Help.objects.create(
        candidate=candidate, helper=coach, kind="job_coach", ends_on=queries.timezone.localdate()
    )
    actions.record("accounts:members:seen", boss.public_id, about=candidate.public_id)
    there = address("helped_trail", given=given.public_id)
    log_in(client, coach, second_step=False)
    assert "Log eerst veilig in" in text(client.get(there))
    log_in(client, coach)
    page = text(client.get(there))
    assert "Wie keek naar gegevens van Ans" in page
    assert "Bea" in page
    last = Entry.objects.last()
    assert (last.tag, last.by, last.about) == ("accounts:help:looked", coach.public_id, candidate.public_id)
    log_in(client, boss)
    assert client.get(there).status_code == 404
    actions.end_help(actor_for(candidate, second_step=False), given)
    log_in(client, coach)
    assert client.get(there).status_code == 404


def test_a_representative_is_set_by_the_platform_alone(client, boss):
    assert client.get(address("representative")).status_code == 403
    log_in(client, administrator())
    ans, mother = person(Role.CANDIDATE), person(name="Moeder")
    form = {"candidate": ans.public_id, "email": mother.email, "ends_on": queries.timezone.localdate(), "seen": "on"}
    assert "geen kandidaat met dit kenmerk" in text(client.post(address("representative"), form | {"candidate": "x"}))
    assert client.post(address("representative"), form).url == address("people_nation")
    assert actor_for(mother, second_step=True).may_act_for(ans.public_id)
    assert Entry.objects.last().about == ans.public_id


def test_the_help_of_others_is_not_mine_to_end(client, ans):
    other = Help.objects.create(
        candidate=person(), helper=person(), kind="job_coach", ends_on=queries.timezone.localdate()
    )
    assert client.post(address("help_end", given=other.public_id)).status_code == 404


def test_a_role_that_is_withdrawn_closes_the_page_that_is_open(client, boss):
    person(Role.DESK_MANAGER, HERE, administers=True)
    assert client.get(address("people_there", **PEOPLE)).status_code == 200
    actions.end_role(actor_for(boss, second_step=True), boss.appointments.get())
    answer = client.get(address("people_there", **PEOPLE))
    assert answer.status_code == 403
    assert address("me") in text(answer)
