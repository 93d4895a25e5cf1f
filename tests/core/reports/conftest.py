"""What the tests of drawings and reports need, and one report for all of them, since it takes a second to make."""

import pytest
from tests.core.reports import trends
from tests.leaving_out import needs_module

from banenafspraak.core.reports.extra import TOOLS
from banenafspraak.core.reports.story import tell
from banenafspraak.core.reports.writing import trend_files

EXTRA = "the report extra; add it: make setup"


@pytest.fixture(scope="session")
def report_extra():
    for name in TOOLS:
        needs_module(name, EXTRA)


@pytest.fixture(scope="session", params=["nl", "en"])
def nation(request):
    request.getfixturevalue("report_extra")
    return trends.nation(request.param)


@pytest.fixture(scope="session")
def story(nation):
    return tell(nation)


@pytest.fixture(scope="session")
def files(nation):
    return trend_files(nation)
