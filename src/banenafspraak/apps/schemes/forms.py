"""Questions as fields, and what was typed read by the core: all that is wrong stands at its field, at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from banenafspraak.apps.schemes.actions.placements import Kept as KeptPlacement, allowed_days, usual_last_day
from banenafspraak.apps.schemes.enums import (
    BETWEEN,
    CONTRADICTS,
    EXAMPLES,
    NOTHING_CHOSEN,
    REMEDIES,
    Viewpoint,
)
from banenafspraak.core.kernel.problems import Problem, ProblemsError
from banenafspraak.core.regions.membership import municipalities
from banenafspraak.core.schemes import days
from banenafspraak.core.schemes.answers import said
from banenafspraak.core.schemes.cases import Case, natural, read_case
from banenafspraak.core.schemes.facts import Fact, facts
from banenafspraak.core.schemes.portfolio import LONGEST_LABEL, read_placed
from banenafspraak.core.schemes.wording import fact_value, typed, unit

if TYPE_CHECKING:
    from datetime import date

    from django.http import QueryDict

    from banenafspraak.core.kernel.problems import Language

NOT_KNOWN, DONT_KNOW = "onbekend", "weet-niet"


class StartForm(forms.Form):
    """From whose side one looks. An employer says apart whether the worker agrees; without it, it is no."""

    viewpoint = forms.ChoiceField(label=_("Wie bent u?"), choices=Viewpoint.choices, widget=forms.RadioSelect)
    consent = forms.BooleanField(
        label=_("De werknemer vindt het goed dat ik ook vragen beantwoord over uitkering en registratie."),
        help_text=_("Alleen voor werkgevers. Zonder dit krijgt u die vragen niet."),
        required=False,
    )


class ConsentForm(forms.Form):
    """Whether the worker agrees that an employer sees what is sensitive; ticked off is no."""

    consent = forms.BooleanField(required=False)


def municipality_names() -> tuple[str, ...]:
    """What may be filled in for a municipality."""
    return tuple(one.name for one in municipalities(timezone.localdate()))


@dataclass(frozen=True, slots=True)
class Option:
    """One answer to choose."""

    value: str
    label: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Field:
    """A question as it stands on a page: its answer so far, and what is wrong with it."""

    name: str
    question: str
    where: str
    unit: str
    kind: str
    example: str
    options: tuple[Option, ...]
    value: str
    not_known: bool
    errors: tuple[str, ...] = ()
    why: tuple[str, ...] = ()

    @property
    def first_id(self) -> str:
        """The id of what takes the focus when something is wrong."""
        return f"{self.name}-0" if self.options else self.name


def field(fact: Fact, value: int | None, lang: Language, *, not_known: bool = False) -> Field:
    """A question with the answer that is known."""
    return Field(
        name=fact.name,
        question=fact.question.text(lang),
        where=fact.where.text(lang),
        unit=unit(fact, lang),
        kind=fact.kind,
        example=str(EXAMPLES.get(fact.kind, "")),
        options=_options(fact, value, lang, not_known=not_known),
        value="" if value is None else as_typed(fact, value, lang),
        not_known=not_known,
    )


def _options(fact: Fact, value: int | None, lang: Language, *, not_known: bool) -> tuple[Option, ...]:
    known: tuple[tuple[str, str, int], ...]
    if fact.kind == "ja_nee":
        known = (("ja", said("fact.ja", lang), 1), ("nee", said("fact.nee", lang), 0))
    else:
        known = tuple((key, text.text(lang), at) for at, (key, text) in enumerate(fact.choices.items()))
    if not known:
        return ()
    made = (Option(key, label, chosen=value == code) for key, label, code in known)
    return (*made, Option(NOT_KNOWN, str(_("Weet ik niet")), chosen=not_known))


def as_typed(fact: Fact, value: int, lang: Language) -> str:
    """A known answer as its reader would type it."""
    if fact.kind == "datum":
        day = days.day_of(value)
        return f"{day.day}-{day.month}-{day.year}"
    return fact_value(fact, value, lang) if fact.kind == "gemeente" else typed(fact, value, lang)


@dataclass(frozen=True, slots=True)
class Reading:
    """What was sent: answers in natural form, what is not known, and the fields as they were filled in."""

    given: Mapping[str, Any]
    unknown: tuple[str, ...]
    fields: tuple[Field, ...]
    elsewhere: tuple[tuple[str, str], ...] = ()

    @property
    def is_valid(self) -> bool:
        """Whether nothing is wrong."""
        return not self.elsewhere and not any(one.errors for one in self.fields)


@dataclass(frozen=True, slots=True)
class Sent:
    """A form as it came in, with the answers before it, the day and the language."""

    data: QueryDict
    before: Mapping[str, Any]
    today: date
    lang: Language
    may_be_empty: bool = False


def read(sent: Sent, names: Sequence[str]) -> Reading:
    """The answers to some questions, checked together with all that was answered before."""
    texts = {name: sent.data.get(name, "").strip() for name in names}
    unknown = tuple(name for name in names if _is_unknown(sent, name, texts[name]))
    errors: dict[str, list[str]] = {
        name: [str(NOTHING_CHOSEN)] for name in names if not texts[name] and name not in unknown
    }
    answered = {name: text for name, text in texts.items() if text and name not in unknown}
    others = {name: value for name, value in sent.before.items() if name not in names}
    case, problems = _case({**others, **answered}, sent.today)
    elsewhere = _told(problems, names, errors, sent.lang)
    given = {name: natural(name, case.known[name]) for name in answered} if case else {}
    fields = tuple(
        _refilled(facts()[name], texts[name], tuple(errors.get(name, ())), sent, name in unknown) for name in names
    )
    return Reading(given, unknown, fields, elsewhere)


def _case(answers: Mapping[str, Any], today: date) -> tuple[Case | None, Sequence[Problem]]:
    try:
        return read_case(answers, today), ()
    except ProblemsError as error:
        return None, error.problems


def _is_unknown(sent: Sent, name: str, text: str) -> bool:
    return text == NOT_KNOWN or name in sent.data.getlist(DONT_KNOW) or (sent.may_be_empty and not text)


def _told(
    problems: Iterable[Problem], names: Sequence[str], errors: dict[str, list[str]], lang: Language
) -> tuple[tuple[str, str], ...]:
    """What is wrong at its field on this page; what is wrong with an answer of another page is given back."""
    elsewhere = []
    for problem in problems:
        name, other = problem.place.column or "", str(problem.values.get("other", ""))
        words = _sentence(problem, lang)
        here = [one for one in (name, other) if one in names]
        for one in here:
            errors.setdefault(one, []).append(words)
        elsewhere += [(one, words) for one in (name, other) if one and one not in names]
    return tuple(elsewhere)


def _sentence(problem: Problem, lang: Language) -> str:
    if problem.code == "case-bounds":
        fact = facts()[problem.place.column or ""]
        ends = {"lowest": fact_value(fact, fact.lowest, lang), "highest": fact_value(fact, fact.highest, lang)}
        return str(BETWEEN).format(**ends)
    remedy = REMEDIES.get(problem.code, CONTRADICTS)
    return f"{problem.sentences(lang)['what']} {remedy}"


def _refilled(fact: Fact, text: str, errors: tuple[str, ...], sent: Sent, not_known: bool) -> Field:
    """A field as it was filled in."""
    empty = field(fact, None, sent.lang, not_known=not_known)
    options = tuple(replace(one, chosen=one.value == text) for one in empty.options)
    return replace(
        empty, options=options, value=sent.data.get(fact.name, "") if not empty.options else "", errors=errors
    )


# -- a placement ------------------------------------------------------------------------------------------------------

MAIN = (
    *("startdatum", "einddatum", "uren_per_week", "voltijd_uren", "loon_per_maand", "verloonde_uren"),
    *("geboortedatum", "woongemeente", "in_doelgroepregister", "begeleid_door_gemeente", "kan_minimumloon_verdienen"),
    *("loonwaarde", "loonwaarde_op_werkplek_gemeten", "arbeidsovereenkomst", "lks_aangevraagd", "doelgroepverklaring"),
    "lkv_in_aangifte",
)
"""What most placements need; the rest stands folded below."""
DAY_KIND = "datum"


class DayInput(forms.DateInput):
    """A day as browsers ask for it."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


def _field(fact: Fact, lang: Language) -> forms.Field:
    """A fact as a field that may stay empty; the core reads what was filled in."""
    label, hint = fact.question.text(lang), fact.where.text(lang)
    if options := _options(fact, None, lang, not_known=False):
        choices = [("", _("Weet ik niet")), *((one.value, one.label) for one in options if one.value != NOT_KNOWN)]
        return forms.ChoiceField(choices=choices, label=label, help_text=hint, required=False)
    if fact.kind == DAY_KIND:
        return forms.CharField(widget=DayInput, label=label, help_text=hint, required=False)
    told = f"{hint} {EXAMPLES.get(fact.kind, '')}"
    return forms.CharField(max_length=SHORT, label=label, help_text=told, required=False)


SHORT = 60


class PlacementForm(forms.Form):
    """A placement: its label, what is known, and how long it stays."""

    kenmerk = forms.CharField(
        label=_("Kenmerk"),
        help_text=_("Kies zelf, zoals magazijn 3. Geen naam van een persoon en geen bsn: dan weigeren wij het."),
        max_length=LONGEST_LABEL,
        required=False,
    )
    ends_on = forms.DateField(
        label=_("Tot en met welke dag bewaren?"),
        help_text=_("Hoogstens drie jaar. Daarna verwijderen wij de plaatsing. Een maand ervoor krijgt u bericht."),
        widget=DayInput,
        initial=usual_last_day,
    )
    toestemming = forms.BooleanField(
        label=_("De werknemer vindt het goed dat ik hieronder ook gevoelige gegevens invul."),
        help_text=_("Zonder dit laat u die leeg. Ook dan ziet u de uitkomst pas na twee maanden (Ziektewet 38b)."),
        required=False,
    )

    def __init__(self, lang: Language, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.lang = lang
        for name, fact in facts().items():
            self.fields[name] = _field(fact, lang)

    def clean_ends_on(self) -> date:
        """A day that is still to come, and not too far away."""
        asked: date = self.cleaned_data["ends_on"]
        first, last = allowed_days()
        if asked < first:
            raise forms.ValidationError(_("Die dag is al geweest. Kies vandaag of een latere dag."))
        if asked > last:
            raise forms.ValidationError(_("Een plaatsing blijft hoogstens drie jaar staan. Kies een eerdere dag."))
        return asked

    def clean(self) -> dict[str, Any]:
        """What the core reads of it; everything that is wrong stands at its field."""
        sent = self.cleaned_data
        typed = {name: sent[name] for name in facts() if sent.get(name)}
        try:
            self.placed = read_placed(
                sent.get("kenmerk", ""), typed, timezone.localdate(), consent=sent.get("toestemming", False)
            )
        except ProblemsError as error:
            self.add_problems(error.problems)
        return sent

    def add_problems(self, problems: Iterable[Problem]) -> None:
        """Say at its field what is wrong."""
        for one in problems:
            words = one.sentences(self.lang)
            column = one.place.column
            self.add_error(column if column in self.fields else None, f"{words['what']} {words['remedy']}")

    @property
    def kept(self) -> KeptPlacement:
        """What was filled in."""
        return KeptPlacement(self.placed, self.cleaned_data["ends_on"])

    @property
    def main(self) -> list[Any]:
        """What most placements need."""
        return [self[name] for name in MAIN]

    @property
    def groups(self) -> list[tuple[str, bool, list[Any]]]:
        """The rest: by what it is about, whether it stands open, and the fields."""
        rest = {name: fact for name, fact in facts().items() if name not in MAIN}
        parts = (
            (_("Meer over de baan"), [name for name, fact in rest.items() if fact.about == "baan"]),
            (_("Meer over u als werkgever"), [name for name, fact in rest.items() if fact.about == "werkgever"]),
            (
                _("Meer over de werknemer"),
                [name for name, fact in rest.items() if fact.about == "kandidaat" and not fact.sensitive],
            ),
            (_("Gevoelig: alleen met toestemming"), [name for name, fact in rest.items() if fact.sensitive]),
        )
        return [
            (str(title), any(self[name].errors or self[name].value() for name in names), [self[name] for name in names])
            for title, names in parts
        ]


class ListForm(forms.Form):
    """A file with placements."""

    bestand = forms.FileField(label=_("Bestand (CSV of XLSX)"), help_text=_("Een rij per plaatsing, hoogstens 300."))
