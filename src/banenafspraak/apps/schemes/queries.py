"""What the pages of schemes read: the book of the law, and what a visitor answered, which is in the session alone.

An employer who has no consent is answered as if what is sensitive were not known: else the outcome would tell it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.checks import Error
from django.db.models import Count, Min, Q
from django.utils import timezone

from banenafspraak.apps.schemes.access import keeps_for, portfolios_of, region_for, visible_to
from banenafspraak.apps.schemes.enums import Viewpoint
from banenafspraak.apps.schemes.models import LastDay, Placement, Portfolio
from banenafspraak.core.kernel.problems import ProblemsError
from banenafspraak.core.schemes.asking import Question, questions
from banenafspraak.core.schemes.assessing import assess
from banenafspraak.core.schemes.cases import Case, read_case
from banenafspraak.core.schemes.facts import facts
from banenafspraak.core.schemes.reading import law_book
from banenafspraak.core.schemes.seen import Shown, for_employer

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from django.contrib.sessions.backends.base import SessionBase
    from django.db.models import QuerySet

    from banenafspraak.apps.accounts.access import Actor
    from banenafspraak.apps.organisations.models import Organisation
    from banenafspraak.core.schemes.answers import Assessment
    from banenafspraak.core.schemes.book import Book

KEY = "schemes"
AT_ONCE = 2
WHAT_IF = ("uren_per_week", "loonwaarde", "startdatum", "woongemeente", "soort_bedrijf", "uren_werkgever")


def book() -> Book:
    """All schemes; the folder LAW_PATH of the installation adds rules of places."""
    return law_book(settings.INSTALLATION.law_path)


def law_faults(**_given: Any) -> list[Error]:
    """What is wrong in the law files, for the check at the start: each fault with its file and field."""
    try:
        book()
    except ProblemsError as error:
        return [Error(one.text("nl"), id=f"schemes.{one.code}") for one in error.problems]
    return []


@dataclass(frozen=True, slots=True)
class Kept:
    """What a visitor answered: by fact in natural form, what is not known, and the questions in the order of asking."""

    viewpoint: str = ""
    consent: bool = False
    answers: Mapping[str, Any] = field(default_factory=dict)
    unknown: tuple[str, ...] = ()
    asked: tuple[tuple[str, ...], ...] = ()
    what_if: Mapping[str, Any] | None = None

    @property
    def is_employer(self) -> bool:
        """Whether an employer looks."""
        return self.viewpoint == Viewpoint.EMPLOYER

    @property
    def is_closed(self) -> bool:
        """Whether what is sensitive is kept from who looks."""
        return self.is_employer and not self.consent

    def may_ask(self, name: str) -> bool:
        """Whether a fact may be asked of who looks."""
        return not (self.is_closed and facts()[name].sensitive)

    def open_answers(self) -> dict[str, Any]:
        """The answers that who looks may see."""
        return {name: value for name, value in self.answers.items() if self.may_ask(name)}


def kept(session: SessionBase) -> Kept:
    """What a session holds; nothing of what this version does not know any more."""
    found = session.get(KEY) or {}
    return Kept(
        viewpoint=found.get("viewpoint", ""),
        consent=found.get("consent", False),
        answers={name: value for name, value in found.get("answers", {}).items() if name in facts()},
        unknown=tuple(name for name in found.get("unknown", ()) if name in facts()),
        asked=tuple(tuple(name for name in page if name in facts()) for page in found.get("asked", ())),
        what_if=found.get("what_if"),
    )


@dataclass(frozen=True, slots=True)
class Look:
    """The answers to a case, as who looks may see them; the case holds nothing else, so that no sum tells more."""

    kept: Kept
    book: Book
    case: Case
    shown: Shown

    @property
    def assessment(self) -> Assessment:
        """What is shown."""
        return self.shown.assessment


def look(kept: Kept, today: date, *, whole: bool = True) -> Look:
    """All schemes for what was answered, seen from the side of who answered; for a next question without the bands."""
    law = book()
    case = _case(kept.open_answers(), today)
    assessment = assess(case, law, readings=whole, guesses=whole)
    shown = for_employer(assessment, law, consent=kept.consent) if kept.is_employer else Shown(assessment, ())
    return Look(kept, law, shown.assessment.case, shown)


def _case(answers: Mapping[str, Any], today: date) -> Case:
    """The case of answers that were checked when they came; from two sides together they may still contradict."""
    try:
        return read_case(answers, today)
    except ProblemsError as error:
        named = {name for one in error.problems for name in (one.place.column, one.values.get("other"))}
        return read_case({name: value for name, value in answers.items() if name not in named}, today)


def known_of(kept: Kept) -> dict[str, int]:
    """What was answered, as the core knows it, as far as who looks may see it."""
    return dict(_case(kept.open_answers(), timezone.localdate()).known)


def as_employer(kept: Kept) -> Kept:
    """The same as an employer sees it, for a letter to the employer."""
    return replace(kept, viewpoint=Viewpoint.EMPLOYER)


def with_what_if(kept: Kept) -> Kept:
    """The same with what is tried out in the place of what was answered."""
    tried = {**kept.answers, **(kept.what_if or {})}
    return replace(kept, answers={name: value for name, value in tried.items() if value is not None})


def next_questions(found: Look) -> list[Question]:
    """The next one or two questions, that were not asked before and may be asked."""
    closed = {name for name in facts() if not found.kept.may_ask(name)}
    return questions(found.assessment, found.book, skip={*found.kept.unknown, *closed}, most=AT_ONCE)


# -- the portfolio ----------------------------------------------------------------------------------------------------

MOST_FOUND = 20


def portfolios(actor: Actor) -> QuerySet[Portfolio]:
    """The portfolios that an actor keeps and that hold something, each with how many and the next last day."""
    today = timezone.localdate()
    kept_now = Q(placements__ends_on__gte=today)
    rows = portfolios_of(actor, Portfolio.objects.select_related("organisation"))
    rows = rows.annotate(
        number=Count("placements", filter=kept_now, distinct=True),
        next_day=Min("placements__last_days__day", filter=kept_now & Q(placements__last_days__day__gte=today)),
    )
    return rows.filter(number__gt=0).order_by("organisation__sorted_by", "region", "pk")


def organisations_to_keep(actor: Actor, asked: str) -> list[Organisation]:
    """Organisations of which an actor may keep placements: its own, or those of its region by part of their name."""
    rows = keeps_for(actor)
    if asked:
        return list(rows.filter(name__icontains=asked)[:MOST_FOUND])
    own = list(rows[: MOST_FOUND + 1])
    return own if len(own) <= MOST_FOUND else []


def organisation_to_keep(actor: Actor, public_id: UUID) -> Organisation | None:
    """An organisation of which an actor may keep placements."""
    return keeps_for(actor).prefetch_related("sites").filter(public_id=public_id).first()


def portfolio_of(actor: Actor, organisation: Organisation) -> Portfolio | None:
    """The portfolio of an organisation as this actor keeps it, if anything was ever kept."""
    region = region_for(actor, organisation)
    rows = Portfolio.objects.select_related("organisation", "task")
    return rows.filter(organisation=organisation, region=region).first() if region is not None else None


def placements(actor: Actor, portfolio: Portfolio) -> list[Placement]:
    """The placements of a portfolio that an actor may see, each with its last days."""
    rows = visible_to(actor, portfolio.placements.prefetch_related("last_days"))
    return list(rows.order_by("label", "pk"))


def placement(actor: Actor, public_id: UUID) -> Placement | None:
    """A placement, if an actor may see it."""
    rows = Placement.objects.select_related("portfolio__organisation", "portfolio__task")
    return visible_to(actor, rows).filter(public_id=public_id).first()


def last_days(actor: Actor, portfolio: Portfolio) -> list[LastDay]:
    """The last days ahead of a portfolio, the nearest first."""
    seen = visible_to(actor, portfolio.placements.all())
    rows = LastDay.objects.filter(placement__in=seen, day__gte=timezone.localdate())
    return list(rows.select_related("placement").order_by("day", "placement__label", "scheme"))
