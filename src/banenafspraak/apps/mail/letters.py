"""The forms of letters, which rooms register, and how a letter looks: subject, text and HTML.

A form is `templates/mail/<name>.txt` with the subject on its first line, and `<name>.html` beside it; a text message
has the first alone. Which names its context has, its example says: a letter with other names is not written.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from email.utils import parseaddr
from typing import TYPE_CHECKING

from django.conf import settings
from django.template import Context, loader
from django.utils import translation

from banenafspraak.apps.mail.enums import Kind
from banenafspraak.apps.mail.models import Letter

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


@dataclass(frozen=True, slots=True)
class Form:
    """A kind of letter: the name of its templates, what it is called, and an example of what they need."""

    name: str
    title: str | _StrPromise
    example: Mapping[str, object]
    kind: Kind = Kind.MAIL


@dataclass(frozen=True, slots=True)
class Look:
    """A letter as its reader sees it."""

    subject: str
    text: str
    html: str


FORMS: dict[str, Form] = {}
LISTENERS: dict[str, Callable[[Letter], None]] = {}


def register(*forms: Form) -> None:
    """Make forms known, in the `ready` of a room."""
    FORMS.update({form.name: form for form in forms})


def on_undelivered(room: str, listener: Callable[[Letter], None]) -> None:
    """Let a room hear, some moments later, of letters about its records that did not arrive."""
    LISTENERS[room] = listener


def look_of(letter: Letter) -> Look:
    """A letter as its reader sees it."""
    return look(FORMS[letter.template], letter.language, letter.context)


def look(form: Form, language: str, context: Mapping[str, object]) -> Look:
    """A form, filled in."""
    here = settings.INSTALLATION
    given = {**context, "site": here.address, "answer_to": answer_to(), "language": language}
    with translation.override(language):
        text = _filled(f"mail/{form.name}.txt", given, escape=False).strip() + "\n"
        html = _filled(f"mail/{form.name}.html", given, escape=True) if form.kind == Kind.MAIL else ""
    subject, _, body = text.partition("\n")
    return Look(subject.strip(), body.strip() + "\n", html) if form.kind == Kind.MAIL else Look("", text, "")


def answer_to() -> str:
    """The address at which somebody reads answers."""
    here = settings.INSTALLATION
    return here.contact_email or parseaddr(here.mail_from)[1]


def _filled(name: str, given: Mapping[str, object], *, escape: bool) -> str:
    """A template, filled in; only here is text not escaped, as nothing reads it as HTML."""
    found = loader.get_template(name).template  # type: ignore[attr-defined]  # the stubs know other engines alone
    return found.render(Context(dict(given), autoescape=escape))
