"""An employer with a part of a sector, who keeps its counts, and who speaks for that part."""

from uuid import uuid4

import pytest
from tests.factories.organisations import organisation
from tests.factories.people import acting, person

from banenafspraak.apps.accounts.enums import Kind, Role


@pytest.fixture
def town():
    return organisation("Gemeente Verzonnen", sector="overheid", subsector="gemeenten")


@pytest.fixture
def petra(town):
    return person(Role.EMPLOYER_HR, str(town.public_id), name="Petra")


@pytest.fixture
def keeper(petra):
    return acting(petra)


@pytest.fixture
def stranger():
    return acting(person(Role.EMPLOYER_HR, str(uuid4())))


@pytest.fixture
def pim():
    return person(Role.PROGRAMME_LEAD, "gemeenten", Kind.SECTOR, name="Pim")


@pytest.fixture
def speaker(pim):
    return acting(pim)
