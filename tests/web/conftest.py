"""Every test begins without pages that another one had made."""

import pytest

from banenafspraak.web import kept


@pytest.fixture(autouse=True)
def _no_kept_pages():
    kept.forget()
