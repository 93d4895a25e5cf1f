"""An account is one address, however it is written, and never shows it."""

import pytest
from django.contrib.auth import authenticate
from django.db import IntegrityError, transaction

from banenafspraak.apps.accounts.models import Account

pytestmark = pytest.mark.django_db
PASSWORD = "een lang geheim"  # noqa: S105 - an invented one


def test_a_person_logs_in_with_an_address_in_any_case():
    account = Account.objects.create_user("Jan@Example.nl", PASSWORD)
    assert authenticate(username="jan@example.NL", password=PASSWORD) == account
    assert authenticate(username="jan@example.nl", password=PASSWORD[:-1]) is None


def test_an_address_has_one_account():
    Account.objects.create_user("jan@example.nl")
    with pytest.raises(IntegrityError), transaction.atomic():
        Account.objects.create_user("JAN@example.nl")
    assert Account.objects.count() == 1


def test_without_a_password_nobody_logs_in():
    account = Account.objects.create_user("jan@example.nl")
    assert not account.has_usable_password()
    assert authenticate(username="jan@example.nl", password="") is None


def test_an_account_does_not_show_its_address():
    account = Account.objects.create_user("jan@example.nl")
    assert "jan" not in f"{account} {account!r}"


def test_somebody_may_do_everything():
    assert Account.objects.create_superuser("baas@example.nl", PASSWORD).has_perm("accounts.add_account")
    assert not Account.objects.create_user("jan@example.nl").has_perm("accounts.add_account")
