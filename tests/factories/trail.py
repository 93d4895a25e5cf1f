"""The guards of the trail, taken off as one would who changes it behind its back."""

from importlib import import_module

from django.db import connection

GUARDS = import_module("banenafspraak.apps.audit.migrations.0002_nothing_is_changed")


def open_up():
    """Let entries be changed, until the transaction of the test ends."""
    GUARDS.run(connection, GUARDS.OPEN)
