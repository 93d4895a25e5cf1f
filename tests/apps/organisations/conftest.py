"""Every test begins without counts that another one remembered."""

import pytest

from banenafspraak.apps.organisations import queries


@pytest.fixture(autouse=True)
def _no_counts_remembered():
    queries.forget()
