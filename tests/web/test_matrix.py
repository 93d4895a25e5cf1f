"""Every address that is not public, for every role, here and elsewhere: held against matrix.csv, which a person reads.

What an address answers: `ja` it opens, `in` one must log in first, `nee` it is refused, `weg` it is not there for her.
When it should change: MATRIX=write pytest tests/web/test_matrix.py, and read the difference.
"""

import csv
import os
from pathlib import Path

import pytest
from django.db import transaction
from django.urls import reverse
from tests.factories.people import account, log_in, person
from tests.factories.world import HERE, THERE, scope_of, world
from tests.web.addresses import addresses

from banenafspraak.apps.accounts.enums import Role
from banenafspraak.web.public import PUBLIC

FILE = Path(__file__).with_name("matrix.csv")
LOGIN = "/inloggen/"
WORDS = {200: "ja", 204: "ja", 403: "nee", 404: "weg", 405: "405"}
OF_ONE_VIEW = {
    "portfolio_file": {"name": "portefeuille.csv"},
    "letter_decide": {"decision": "intrekken"},
    "reminder_decide": {"watch": "accounts:people", "stage": "people_checked", "decision": "tegenhouden"},
}
VISITOR, NO_ROLE = "bezoeker", "zonder rol"
SEVERAL = (VISITOR, NO_ROLE, *Role)


def closed():
    """The addresses that are not public, by name."""
    return sorted({view.name: view for view in addresses() if view.name not in PUBLIC}.items())


def asked(client, view, ids):
    """What an address answers: it is read, or sent to where it takes no reader. Nothing stays changed."""
    names = {name for pattern in view.patterns for name in pattern.converters}
    here = ids | OF_ONE_VIEW.get(view.name, {})
    where = reverse(view.name, kwargs={name: here[name] for name in names})
    with transaction.atomic():
        answer = client.get(where)
        if answer.status_code == 405:
            answer = client.post(where)
        transaction.set_rollback(True)
    if answer.status_code == 302:
        return "in" if answer.url.startswith(LOGIN) else "ja"
    return WORDS.get(answer.status_code, str(answer.status_code))


def column(client, who):
    """What every address answers to one of them, here and there."""
    sides = world(HERE), world(THERE)
    if who == NO_ROLE:
        log_in(client, account(), second_step=True)
    elif who != VISITOR:
        whose = person(who, *scope_of(who, sides[0]), administers=who == Role.DESK_MANAGER)
        log_in(client, whose, second_step=True)
    found = {name: [asked(client, view, ids) for ids in sides] for name, view in closed()}
    return {name: here if here == there else f"{here}/{there}" for name, (here, there) in found.items()}


def written():
    """The matrix as it is kept."""
    with FILE.open(encoding="utf-8", newline="") as file:
        return {row.pop("adres"): row for row in csv.DictReader(file, delimiter=";")}


def write(who, found):
    """Keep a column of the matrix."""
    kept = written()
    with FILE.open("w", encoding="utf-8", newline="") as file:
        rows = csv.DictWriter(file, ["adres", *SEVERAL], delimiter=";", lineterminator="\n")
        rows.writeheader()
        rows.writerows({**kept.get(name, {}), "adres": name, who: answer} for name, answer in found.items())


@pytest.mark.django_db
@pytest.mark.parametrize("who", SEVERAL)
def test_every_address_answers_a_role_as_was_decided(client, who):
    found = column(client, who)
    if os.environ.get("MATRIX") == "write":
        write(who, found)
    assert {name: row[who] for name, row in written().items()} == found


def test_the_matrix_names_every_role():
    assert {tuple(row) for row in written().values()} == {SEVERAL}


def test_a_visitor_opens_nothing_that_is_closed():
    assert {row[VISITOR] for row in written().values()} <= {"in"}
