"""An account is one address, however it is written, and never shows it."""

import pytest
from django.contrib.auth import authenticate
from django.db import IntegrityError, transaction

from banenafspraak.apps.accounts.access import actor_for
from banenafspraak.apps.accounts.enums import Kind, Permission
from banenafspraak.apps.accounts.models import Account

pytestmark = pytest.mark.django_db
PASSWORD = "een lang geheim"  # noqa: S105 - an invented one


def test_a_person_logs_in_with_an_address_in_any_case():
    account = Account.objects.create_user("Jan@Example.nl", PASSWORD)
    assert authenticate(email="jan@example.NL", password=PASSWORD) == account
    assert authenticate(email="jan@example.nl", password=PASSWORD[:-1]) is None


def test_an_address_has_one_account():
    Account.objects.create_user("jan@example.nl")
    with pytest.raises(IntegrityError), transaction.atomic():
        Account.objects.create_user("JAN@example.nl")
    assert Account.objects.count() == 1


def test_without_a_password_nobody_logs_in():
    account = Account.objects.create_user("jan@example.nl")
    assert not account.has_usable_password()
    assert authenticate(email="jan@example.nl", password="") is None


def test_an_account_does_not_show_its_address():
    account = Account.objects.create_user("jan@example.nl")
    assert "jan" not in f"{account} {account!r}"


def test_the_first_of_an_installation_looks_after_everybody():
    first = actor_for(Account.objects.create_superuser("baas@example.nl", PASSWORD), second_step=True)
    assert first.may(Permission.MANAGE_MEMBERS, Kind.REGION, "AM12")
    other = actor_for(Account.objects.create_user("jan@example.nl"), second_step=True)
    assert not any(other.may(permission) for permission in Permission)
