"""How much is tried of what could be tried without end: enough for every `make test`, all of it for `make trust`.

Both run the same tests and hold them to the same. `make trust` sets TRUST=1 and runs only the tests that this makes
longer: more invented examples, more processes killed, more widths of every page.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

ALL = os.environ.get("TRUST") == "1"
"""Whether everything is tried."""
settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("house")  # how busy a machine is says nothing of what we made
longer = pytest.mark.trust
"""Marks a test of which `make trust` tries more."""


def some[T](few: T, many: T) -> T:
    """What a test tries: a few each time, many where everything is tried."""
    return many if ALL else few


def examples(few: int, many: int, *allowed: HealthCheck) -> Callable[[Any], Any]:
    """How many examples Hypothesis invents for a test, which is marked too."""
    tried = settings(max_examples=some(few, many), suppress_health_check=[HealthCheck.too_slow, *allowed])
    return lambda test: longer(tried(test))
