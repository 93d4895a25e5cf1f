"""Long work of this room: reckoning a portfolio, and finding each day which are of yesterday."""

from __future__ import annotations

from typing import cast

from django.tasks import TaskContext, task

from banenafspraak.apps.schemes.actions import placements
from banenafspraak.apps.schemes.models import Portfolio
from banenafspraak.apps.work.tasks import Context, StoppedError


@task(takes_context=True)
def reckon_portfolio(context: TaskContext, about: str) -> None:
    """Reckon what is not of today."""
    try:
        portfolio = Portfolio.objects.get(public_id=about)
    except Portfolio.DoesNotExist as error:
        raise StoppedError from error
    placements.reckon_portfolio(portfolio, cast("Context", context).tell)


@task
def refresh_portfolios() -> None:
    """Ask for what is of yesterday, or of another law."""
    placements.refresh()
