"""Every test begins without pages that another one had made, and without tries that another one had used up."""

import pytest
from django.core.cache import cache

from banenafspraak.web import kept


@pytest.fixture(autouse=True)
def _nothing_of_another_test():
    kept.forget()
    cache.clear()
