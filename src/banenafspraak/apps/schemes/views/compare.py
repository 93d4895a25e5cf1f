"""What if: other hours, another start, another municipality beside the present answers, differences said in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from banenafspraak.apps.schemes import queries
from banenafspraak.apps.schemes.actions import answers as actions
from banenafspraak.apps.schemes.forms import Field, Sent, field, municipality_names, read
from banenafspraak.apps.schemes.views.outcome import lacking
from banenafspraak.apps.schemes.views.start import elsewhere, language
from banenafspraak.core.reports.numbers import euros
from banenafspraak.core.schemes.answers import OPEN
from banenafspraak.core.schemes.facts import facts
from banenafspraak.core.schemes.outlook import Year, outlook
from banenafspraak.core.schemes.wording import Told, band, fact_value, local_rules, told

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.http import HttpRequest, HttpResponse

    from banenafspraak.apps.schemes.queries import Kept, Look
    from banenafspraak.core.schemes.answers import Answer

PLACE = "woongemeente"


@dataclass(frozen=True, slots=True)
class Row:
    """One scheme, now and then; `difference` says in words what is otherwise, and is empty when nothing is."""

    name: str
    now: Told
    then: Told
    difference: str


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def compare(request: HttpRequest) -> HttpResponse:
    """Both answers side by side; sent as a form, what is tried out changes."""
    kept = queries.kept(request.session)
    if not kept.viewpoint:
        return redirect("schemes_wizard") if request.method == "POST" else render(request, "schemes/nothing_yet.html")
    if request.method == "POST":
        sent = Sent(request.POST, kept.open_answers(), timezone.localdate(), language(), may_be_empty=True)
        reading = read(sent, queries.WHAT_IF)
        if not reading.is_valid:
            return _page(request, {"fields": reading.fields, "wrong": True, "elsewhere": elsewhere(reading)})
        actions.try_out(request.session, {name: reading.given.get(name) for name in queries.WHAT_IF})
        return redirect("schemes_compare")
    return _page(request, {"fields": _fields(kept), **(_both(kept) if kept.what_if is not None else {})})


def _page(request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    return render(request, "schemes/compare.html", {**context, "municipalities": municipality_names()})


def _fields(kept: Kept) -> list[Field]:
    """What can be tried out, filled in as it was tried last, or else as it is now."""
    known = queries.known_of(queries.with_what_if(kept))
    return [field(facts()[name], known.get(name), language(), not_known=False) for name in queries.WHAT_IF]


def _both(kept: Kept) -> dict[str, Any]:
    today = timezone.localdate()
    now, then = queries.look(kept, today), queries.look(queries.with_what_if(kept), today)
    rows = list(_rows(now, then))
    return {
        "changed": list(_changed(now, then)),
        "different": [row for row in rows if row.difference],
        "same": [row for row in rows if not row.difference],
        "years": list(_years(now, then)),
        "places": (_place(now), _place(then)),
        "local": list(_local(now, then)),
        "compared": True,
    }


def _changed(now: Look, then: Look) -> Iterator[tuple[str, str, str]]:
    """What is tried out: the question, the answer now and the answer then."""
    for name in queries.WHAT_IF:
        if now.case.known.get(name) != then.case.known.get(name):
            yield facts()[name].question.text(language()), _value(now, name), _value(then, name)


def _value(one: Look, name: str) -> str:
    known = one.case.known
    return fact_value(facts()[name], known[name], language()) if name in known else _("niet bekend")


def _rows(now: Look, then: Look) -> Iterator[Row]:
    lang = language()
    for name, answer in now.assessment.answers.items():
        if name not in then.assessment.answers:  # another first day may change what an employer may see
            continue
        other = then.assessment.answers[name]
        before, after = told(answer, now.book, now.case, lang), told(other, then.book, then.case, lang)
        yield Row(before.name, before, after, _difference(answer, other, before, after))


def _difference(answer: Answer, other: Answer, before: Told, after: Told) -> str:
    """What is otherwise, in words: the status, the amount, or the last day."""
    parts = []
    if answer.status is not other.status:
        parts.append(_("dit wordt: {status}").format(status=after.status_words))
    if answer.money != other.money and (answer.status in OPEN or other.status in OPEN):
        parts.append(_money(answer, other))
    if before.due != after.due:
        parts.append(_("andere laatste dag"))
    return "; ".join(parts)


def _money(answer: Answer, other: Answer) -> str:
    one, two = answer.money, other.money
    if one and two and one.is_point and two.is_point and one.high is not None and two.high is not None:
        amount = euros(abs(two.high - one.high), language())
        return (_("{amount} meer") if two.high > one.high else _("{amount} minder")).format(amount=amount)
    return _("ander bedrag")


def _years(now: Look, then: Look) -> Iterator[tuple[int, str, str, bool]]:
    """What comes off in each year, now and then, once it is known what the job is."""
    if lacking(now) or lacking(then):
        return
    before, after = (_by_year(one) for one in (now, then))
    for year in sorted(before | after):
        texts = [_off(found.get(year)) for found in (before, after)]
        yield year, texts[0], texts[1], texts[0] != texts[1]


def _by_year(one: Look) -> dict[int, Year]:
    return {year.year: year for year in outlook(one.case, one.book)}


def _off(year: Year | None) -> str:
    return _("niet gerekend") if year is None else band(year.low, year.high, language())


def _place(one: Look) -> str:
    return _value(one, PLACE)


def _local(now: Look, then: Look) -> Iterator[tuple[str, tuple[str, ...], tuple[str, ...], bool]]:
    """The rules of both places that differ from the country, by scheme."""
    lang = language()
    for name, answer in now.assessment.answers.items():
        here = local_rules(answer.scheme, lang)
        other = then.assessment.answers.get(name)
        there = local_rules(other.scheme, lang) if other else ()
        if here or there:
            yield answer.scheme.name.text(lang), here, there, here != there
