"""What a visitor does to the own answers. They stand in the session and nowhere else, and go with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from banenafspraak.apps.schemes.queries import KEY, Kept, kept

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.contrib.sessions.backends.base import SessionBase


def begin(session: SessionBase, viewpoint: str, *, consent: bool) -> None:
    """Look from one side; what was answered stays."""
    _keep(session, viewpoint=viewpoint, consent=consent)


def give_consent(session: SessionBase, *, consent: bool) -> None:
    """Say whether the worker agrees that an employer sees what is sensitive."""
    _keep(session, consent=consent)


def answer(session: SessionBase, asked: tuple[str, ...], given: Mapping[str, Any], unknown: tuple[str, ...]) -> None:
    """Keep the answers to the questions of one page; an earlier answer makes place."""
    before = kept(session)
    answers = {name: value for name, value in before.answers.items() if name not in asked} | dict(given)
    others = tuple(name for name in before.unknown if name not in asked)
    pages = before.asked if _is_known(before, asked) else (*before.asked, asked)
    _keep(session, answers=answers, unknown=[*others, *unknown], asked=[list(page) for page in pages])


def _is_known(before: Kept, asked: tuple[str, ...]) -> bool:
    known = {name for page in before.asked for name in page}
    return set(asked) <= known


def try_out(session: SessionBase, given: Mapping[str, Any]) -> None:
    """Keep what is tried out beside the answers; None stands for what is not known then."""
    _keep(session, what_if=dict(given))


def wipe(session: SessionBase) -> None:
    """Forget everything."""
    session.pop(KEY, None)


def _keep(session: SessionBase, **changed: Any) -> None:
    session[KEY] = {**session.get(KEY, {}), **changed}
