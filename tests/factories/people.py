"""Invented people with an account, the roles they hold, their second step of logging in, and their sessions."""

import json
import time
from itertools import count
from uuid import uuid4

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.http import HttpRequest
from tests.factories.passkeys import passkey

from banenafspraak.apps.accounts.access import actor_for
from banenafspraak.apps.accounts.enums import Kind, Role
from banenafspraak.apps.accounts.models import Account, Appointment

NUMBERS = count(1)
PASSWORD = "vier gele fietsen"  # noqa: S105 - an invented one
STEP_SECONDS = 30


def account(**fields):
    """Somebody with an address of her own and no role."""
    number = next(NUMBERS)
    given = {"email": f"persoon{number}@voorbeeld.invalid", "name": f"Persoon {number}"} | fields
    return Account.objects.create_user(**given)


def person(role=None, scope_id="", kind=None, *, administers=False, second_step=False, **fields):
    """Somebody who holds a role; where is told by the role when it is held in one kind of place alone.

    With `second_step` she has an app with codes.
    """
    who = account(**fields)
    if role is not None:
        where = kind or sole_kind(role)
        Appointment.objects.create(account=who, role=role, scope_kind=where, scope_id=scope_id, administers=administers)
    if second_step:
        codes_app(who)
    return who


def sole_kind(role):
    """The kind of place in which a role is held."""
    return min(Role(role).policy.kinds)


def acting(who, *, second_step=True):
    """Her as one who asks."""
    return actor_for(who, second_step=second_step)


def administrator():
    """The administrator of the platform."""
    return person(Role.PLATFORM_ADMIN, kind=Kind.NATION, administers=True)


def codes_app(who):
    """Lets somebody have an app with codes, and recovery codes; gives the secret of the app."""
    secret = generate_totp_secret()
    TOTP.activate(who, secret)
    RecoveryCodes.activate(who)
    return secret


def code_of(secret, steps=0):
    """The code that the app shows now, or some steps later."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // STEP_SECONDS + steps))


def session_of(who, *, second_step=None):
    """The key of a session in which somebody is logged in; by her second step too, if she has one."""
    request = HttpRequest()
    request.user, request.session = who, SessionStore()
    request.session[SESSION_KEY] = str(who.pk)
    request.session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    request.session[HASH_SESSION_KEY] = who.get_session_auth_hash()
    record_authentication(request, who, "password")
    if Authenticator.objects.filter(user=who).exists() if second_step is None else second_step:
        record_authentication(request, who, "mfa", type="totp")
    request.session.save()
    return request.session.session_key


def log_in(client, who, *, second_step=None):
    """Log a client of Django's tests in."""
    client.cookies[settings.SESSION_COOKIE_NAME] = session_of(who, second_step=second_step)
    return client


def session_from(told):
    """A session for what `person` takes, as a line of JSON: for a site in a process of its own.

    Whose address is there already is logged in, with her second step. With `passkey` she gets one.
    """
    given = {"email": f"{uuid4()}@voorbeeld.invalid"} | json.loads(told)
    with_passkey = given.pop("passkey", False)
    if known := Account.objects.filter(email=given["email"]).first():
        return session_of(known, second_step=True)
    who = person(**given)
    if with_passkey:
        passkey(who)
    return session_of(who)
