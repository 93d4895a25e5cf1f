"""An employer with a site in a region, who keeps its placements, and the desk of that region."""

from uuid import uuid4

import pytest
from tests.factories.organisations import ZWOLLE, organisation
from tests.factories.people import acting, person

from banenafspraak.apps.accounts.enums import Role


@pytest.fixture
def employer():
    return organisation("Bakkerij Verzonnen", municipalities=(ZWOLLE,))


@pytest.fixture
def petra(employer):
    return person(Role.EMPLOYER_HR, str(employer.public_id), name="Petra")


@pytest.fixture
def keeper(petra):
    return acting(petra)


@pytest.fixture
def dirk(employer):
    return person(Role.DESK_ADVISER, employer.sites.get().region, name="Dirk")


@pytest.fixture
def desk(dirk):
    return acting(dirk)


@pytest.fixture
def stranger():
    return acting(person(Role.EMPLOYER_HR, str(uuid4())))
