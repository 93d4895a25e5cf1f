"""A client for the API, and its description."""

import json

import pytest

from banenafspraak.api.v1 import ROOT
from banenafspraak.web import kept


@pytest.fixture(autouse=True)
def _no_kept_answers():
    kept.forget()


@pytest.fixture(autouse=True)
def database(db):
    """Imported editions and the invented series lie in the database."""


@pytest.fixture
def ask(client):
    """Asks an address under the root of the API."""

    def asked(address, **headers):
        return client.get(f"{ROOT}{address}", headers={name.replace("_", "-"): text for name, text in headers.items()})

    return asked


@pytest.fixture
def contract(ask):
    """The description of the API."""
    return json.loads(ask("/openapi.json").content)
