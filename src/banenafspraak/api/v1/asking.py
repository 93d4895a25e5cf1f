"""A question that brings facts along: the only thing that this API takes. It is read here, answered and forgotten.

Nothing of it is stored or logged, and a problem names the place and never what stood there.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from banenafspraak.api.v1.problems import AskedWrongError, Fault
from banenafspraak.core.kernel.problems import Problem, ProblemsError
from banenafspraak.core.schemes.cases import Case, read_case
from banenafspraak.core.schemes.facts import ASKED_ON, facts

if TYPE_CHECKING:
    from django.http import HttpRequest

FACTS, PLACE, YEARS, VIEWER, CONSENT = "feiten", "gemeente", "jaren", "voor", "toestemming"
LIVES_IN = "woongemeente"
MOST_YEARS, MOST_BYTES, MOST_FACTS = 5, 1 << 16, 2 * len(facts())
EMPLOYER, EVERYBODY = "werkgever", "iedereen"
KEYS = (ASKED_ON, PLACE, FACTS, YEARS, VIEWER, CONSENT)
NO_JSON = "Dit is geen JSON. Stuur een object met feiten, en Content-Type: application/json."
NO_OBJECT = "Hier hoort een object te staan, met namen en waarden tussen { en }."
TOO_MANY = "Er staan meer feiten dan er zijn."
NOT_KNOWN = f"Dit kennen wij niet. Kies uit {', '.join(KEYS)}."
WRONG_YEARS = f"Geef een heel getal van 0 tot en met {MOST_YEARS}."
WRONG_VIEWER = f"Kies uit {EVERYBODY} of {EMPLOYER}."
WRONG_CONSENT = "Geef true of false."
TWO_PLACES = f"De gemeente staat er twee keer en niet hetzelfde. Geef {PLACE}, of {LIVES_IN} bij de feiten."


class TooLargeError(Exception):
    """More was sent than any case takes."""


class WrongCaseError(Exception):
    """What was sent cannot be answered, with everything that is wrong with it."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__()
        self.faults = faults


@dataclass(frozen=True, slots=True)
class Asked:
    """A case, and what is asked of it: how many years, and as whom it is seen."""

    case: Case
    years: int
    for_employer: bool
    consent: bool


def asked(request: HttpRequest, today: date) -> Asked:
    """What was asked.

    Raises:
        AskedWrongError: it cannot be read at all.
        TooLargeError: it is larger than any case.
        WrongCaseError: everything that is wrong with it.
    """
    body = _object(request)
    faults = list(_form(body))
    given = body.get(FACTS)
    known = dict(given) if isinstance(given, dict) else {}
    if len(known) > MOST_FACTS:
        raise WrongCaseError([*faults, Fault(FACTS, TOO_MANY)])
    if body.get(PLACE) is not None:
        if known.get(LIVES_IN, body[PLACE]) != body[PLACE]:
            faults.append(Fault(PLACE, TWO_PLACES))
        known[LIVES_IN] = body[PLACE]
    if ASKED_ON in known:
        faults.append(Fault(f"{FACTS}.{ASKED_ON}", f"De {ASKED_ON} staat naast de feiten."))
    try:
        case = read_case({**known, ASKED_ON: body.get(ASKED_ON)}, today)
    except ProblemsError as error:
        raise WrongCaseError([*faults, *(_told(one, given) for one in error.problems)]) from None
    if faults:
        raise WrongCaseError(faults)
    return Asked(case, body.get(YEARS) or 0, body.get(VIEWER) == EMPLOYER, bool(body.get(CONSENT)))


def _object(request: HttpRequest) -> Mapping[str, Any]:
    if len(request.body) > MOST_BYTES:
        raise TooLargeError
    try:
        body = json.loads(request.body)
    except (ValueError, RecursionError):
        raise AskedWrongError((Fault("body", NO_JSON),)) from None
    if not isinstance(body, dict):
        raise WrongCaseError([Fault("body", NO_OBJECT)])
    return body


def _form(body: Mapping[str, Any]) -> Iterator[Fault]:
    """What is wrong beside the facts. A name that is not ours is not repeated: it may be anything."""
    if any(name not in KEYS for name in body):
        yield Fault("body", NOT_KNOWN)
    known = body.get(FACTS)
    if known is not None and not isinstance(known, dict):
        yield Fault(FACTS, NO_OBJECT)
    years = body.get(YEARS)
    if years is not None and (type(years) is not int or not 0 <= years <= MOST_YEARS):
        yield Fault(YEARS, WRONG_YEARS)
    if body.get(VIEWER) not in (None, EMPLOYER, EVERYBODY):
        yield Fault(VIEWER, WRONG_VIEWER)
    if not isinstance(body.get(CONSENT), bool | None):
        yield Fault(CONSENT, WRONG_CONSENT)


def _told(problem: Problem, given: object) -> Fault:
    column = problem.place.column
    if column == ASKED_ON:
        place = ASKED_ON
    elif column == LIVES_IN and not (isinstance(given, dict) and LIVES_IN in given):
        place = PLACE
    else:
        place = f"{FACTS}.{column}" if column else FACTS
    return Fault(place, " ".join(problem.sentences("nl").values()))
