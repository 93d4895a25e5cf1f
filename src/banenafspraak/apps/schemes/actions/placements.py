"""What is done with placements: added, read from a file, changed, reckoned, deleted.

Each asks who may, writes, and tells the trail, in one transaction. What a placement comes to is kept beside it, since a
whole portfolio takes too long to reckon for each look.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from banenafspraak.apps.accounts.access import SYSTEM
from banenafspraak.apps.accounts.actions import scope
from banenafspraak.apps.accounts.enums import Kind
from banenafspraak.apps.audit.actions import record
from banenafspraak.apps.reminders.watches import days
from banenafspraak.apps.schemes.access import region_for, require_keeps
from banenafspraak.apps.schemes.models import LastDay, Placement, Portfolio
from banenafspraak.apps.schemes.queries import book
from banenafspraak.apps.work import actions as work
from banenafspraak.core.kernel.problems import Place, stop
from banenafspraak.core.schemes.portfolio import LABEL, MOST_ROWS, Placed, Rows, as_data, law_digest, reckon

if TYPE_CHECKING:
    from datetime import date

    from banenafspraak.apps.accounts.access import Actor
    from banenafspraak.apps.accounts.models import Account
    from banenafspraak.apps.organisations.models import Organisation

    type Tell = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True)
class Kept:
    """A placement as it is to be kept: what was read, and until and with which day."""

    placed: Placed
    ends_on: date

    def __post_init__(self) -> None:
        first, last = allowed_days()
        if not first <= self.ends_on <= last:
            raise ValueError("a placement is not kept until that day")


def allowed_days() -> tuple[date, date]:
    """The first and the last day until which a placement may be kept now."""
    today = timezone.localdate()
    return today, today + timedelta(days("placement_longest"))


def usual_last_day() -> date:
    """The last day that is proposed."""
    return timezone.localdate() + timedelta(days("placement_usual"))


def open_portfolio(actor: Actor, organisation: Organisation) -> Portfolio | None:
    """The portfolio of an organisation as this actor keeps it, made when it is not there; None when she keeps none."""
    region = region_for(actor, organisation)
    if region is None:
        return None
    return Portfolio.objects.get_or_create(organisation=organisation, region=region)[0]


def add(actor: Actor, portfolio: Portfolio, kept: Kept) -> Placement:
    """Add a placement, and reckon it.

    Raises:
        RefusedError: this actor does not keep the portfolio.
        ProblemsError: its label is there already, or the portfolio is full.
    """
    require_keeps(actor, portfolio)
    with transaction.atomic():
        _room_for(portfolio, [kept.placed])
        made = _create(actor, portfolio, kept)
        _tell("placement:made", actor, portfolio, made)
        reckon_one(made)
    return made


def _create(actor: Actor, portfolio: Portfolio, kept: Kept) -> Placement:
    return Placement.objects.create(
        portfolio=portfolio,
        made_by=actor.public_id,
        label=kept.placed.label,
        consent=kept.placed.consent,
        facts=dict(kept.placed.facts),
        ends_on=kept.ends_on,
        invented=portfolio.organisation.invented,
    )


def _room_for(portfolio: Portfolio, placed: Iterable[Placed], but: Placement | None = None) -> None:
    """Refuse what is there already, and what does not fit."""
    Portfolio.objects.select_for_update().get(pk=portfolio.pk)
    there = portfolio.placements.exclude(pk=but.pk) if but else portfolio.placements.all()
    labels = {label.casefold() for label in there.values_list("label", flat=True)}
    new = [one.label.casefold() for one in placed]
    if not labels.isdisjoint(new):
        raise stop("placement-label-twice", Place(column=LABEL))
    if len(labels) + len(new) > MOST_ROWS:
        raise stop("placements-full", most=MOST_ROWS)


def change(actor: Actor, placement: Placement, kept: Kept) -> None:
    """Change what is known of a placement, and reckon it anew.

    Raises:
        RefusedError: this actor does not keep the portfolio.
        ProblemsError: another placement has its label.
    """
    require_keeps(actor, placement.portfolio)
    with transaction.atomic():
        _room_for(placement.portfolio, [kept.placed], placement)
        placement.label, placement.consent = kept.placed.label, kept.placed.consent
        placement.facts, placement.ends_on = dict(kept.placed.facts), kept.ends_on
        placement.save(update_fields=["label", "consent", "facts", "ends_on"])
        _tell("placement:changed", actor, placement.portfolio, placement)
        reckon_one(placement)


def take_in(actor: Actor, portfolio: Portfolio, rows: Rows) -> Mapping[int, str]:
    """Add the rows of a file that were taken and have a new label, and ask for them to be reckoned.

    Gives the rows that have a label which is in the portfolio already: they are left as they are.

    Raises:
        RefusedError: this actor does not keep the portfolio.
        ProblemsError: it is full.
    """
    require_keeps(actor, portfolio)
    with transaction.atomic():
        labels = {label.casefold() for label in portfolio.placements.values_list("label", flat=True)}
        new = {at: one for at, one in rows.taken.items() if one.label.casefold() not in labels}
        _room_for(portfolio, new.values())
        last = usual_last_day()
        for one in new.values():
            _create(actor, portfolio, Kept(one, last))
        if new:
            where = _scope(portfolio)
            told = {"read": rows.read, "taken": len(new)}
            record("schemes:placement:imported", actor.public_id, thing=portfolio.public_id, scope=where, data=told)
            ask_reckoning(portfolio)
    return {at: one.label for at, one in rows.taken.items() if at not in new}


def ask_reckoning(portfolio: Portfolio) -> None:
    """Ask for all placements of a portfolio to be reckoned."""
    portfolio.task = work.request("schemes.reckon_portfolio", portfolio.public_id)
    portfolio.save(update_fields=["task"])


def reckon_portfolio(portfolio: Portfolio, tell: Tell) -> None:
    """Reckon the placements that were not reckoned today, with the law as it is."""
    rows = stale(portfolio.placements.all())
    for at, one in enumerate(rows):
        tell(at, len(rows), "reckon")
        with transaction.atomic():  # it may have been changed or deleted since the list was made
            for found in Placement.objects.select_for_update().filter(pk=one.pk):
                reckon_one(found)


def stale(rows: Iterable[Placement]) -> list[Placement]:
    """Of placements: those whose outcome is of another day, or of another law."""
    today, law = timezone.localdate().isoformat(), law_digest(book())
    return [one for one in rows if not one.reckoned or (one.reckoned["on"], one.reckoned["law"]) != (today, law)]


def refresh() -> None:
    """Ask for every portfolio in which something is of another day or law. A day brings other deadlines."""
    for portfolio in Portfolio.objects.filter(placements__isnull=False).distinct():
        if stale(portfolio.placements.only("reckoned")):
            ask_reckoning(portfolio)


def reckon_one(placement: Placement) -> None:
    """Reckon a placement, and keep its last days; those that stay keep their reminders."""
    found = reckon(placement.placed, book(), timezone.localdate())
    placement.reckoned = as_data(found)
    placement.save(update_fields=["reckoned"])
    wanted = {(one.scheme, one.day): one for one in found.due}
    there = {(one.scheme, one.day): one for one in placement.last_days.all()}
    for key, row in there.items():
        if key not in wanted:
            row.delete()
        elif (row.sure, row.article) != (wanted[key].sure, wanted[key].article):
            row.sure, row.article = wanted[key].sure, wanted[key].article
            row.save(update_fields=["sure", "article"])
    LastDay.objects.bulk_create(
        LastDay(placement=placement, scheme=one.scheme, day=one.day, article=one.article, sure=one.sure)
        for key, one in wanted.items()
        if key not in there
    )


def delete(actor: Actor, placement: Placement, deed: str = "deleted") -> None:
    """Delete a placement and its last days.

    Raises:
        RefusedError: this actor does not keep the portfolio.
    """
    require_keeps(actor, placement.portfolio)
    with transaction.atomic():
        _tell(f"placement:{deed}", actor, placement.portfolio, placement)
        placement.delete()


def expire(placement: Placement) -> None:
    """Delete a placement whose last day is over."""
    delete(SYSTEM, placement, "expired")


# -- looks ------------------------------------------------------------------------------------------------------------


def tell_look(actor: Actor, portfolio: Portfolio, deed: str = "seen") -> None:
    """Tell the trail that a portfolio was looked at, or taken along as a file."""
    record(f"schemes:portfolio:{deed}", actor.public_id, thing=portfolio.public_id, scope=_scope(portfolio))


def tell_look_at(actor: Actor, placement: Placement) -> None:
    """Tell the trail that one placement was looked at."""
    _tell("placement:seen", actor, placement.portfolio, placement)


def _tell(deed: str, actor: Actor, portfolio: Portfolio, placement: Placement) -> None:
    record(f"schemes:{deed}", actor.public_id, thing=placement.public_id, scope=_scope(portfolio))


def _scope(portfolio: Portfolio) -> str:
    if portfolio.region:
        return scope(Kind.REGION, portfolio.region)
    return scope(Kind.ORGANISATION, str(portfolio.organisation.public_id))


# -- what is kept of a person -----------------------------------------------------------------------------------------


def data_of(account: Account) -> Mapping[str, object]:
    """What this room keeps of a person who logs in: which placements she made, without what is in them."""
    made = Placement.objects.filter(made_by=account.public_id).order_by("pk")
    return {"plaatsingen": [{"kenmerk": one.label, "op": one.made_at.isoformat()} for one in made]}


def wipe_of(account: Account) -> None:
    """Forget that it was she; the placements are of her organisation and stay until their last day."""
    Placement.objects.filter(made_by=account.public_id).update(made_by=None)
