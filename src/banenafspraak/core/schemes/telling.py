"""An answer as data that programs read: the same for the command and for the API. Names are Dutch, unknown is null.

Nothing is left out that a reader on screen sees: every condition, source and step is there. describing.py says which
fields there are and what they mean.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from banenafspraak.core.kernel.law import law_sources
from banenafspraak.core.schemes.answers import Answer, Assessment, Conflict, Money, Outcome, said
from banenafspraak.core.schemes.cases import Case, natural
from banenafspraak.core.schemes.facts import ASKED_ON, facts
from banenafspraak.core.schemes.reading import law_book

if TYPE_CHECKING:
    from banenafspraak.core.kernel.problems import Language
    from banenafspraak.core.schemes.book import Amount, Scheme
    from banenafspraak.core.schemes.means import Step, Used
    from banenafspraak.core.schemes.outlook import Year

type Data = dict[str, Any]
OUTCOMES = {1: "ja", 0: "onbekend", -1: "nee"}
CENTS, DIGITS = 100, 6


def assessment_as_data(assessment: Assessment, lang: Language = "nl") -> Data:
    """All answers to a case, with the case as it was understood.

    >>> from datetime import date
    >>> from banenafspraak.core.schemes.assessing import assess
    >>> from banenafspraak.core.schemes.cases import read_case
    >>> case = read_case({"verloonde_uren": 1500}, date(2026, 7, 1))
    >>> told = assessment_as_data(assess(case, law_book(), only=["lkv_banenafspraak"]))
    >>> told["regelingen"][0]["bedrag"]["hoogste_cent"]
    151500
    """
    return {
        **case_as_data(assessment.case),
        "regelingen": [answer_as_data(one, assessment, lang) for one in assessment.answers.values()],
    }


def case_as_data(case: Case) -> Data:
    """A case as it was understood: the day asked about, and what is known in the form in which a person writes it."""
    known = {name: natural(name, case.known[name]) for name in facts() if name in case.known}
    return {ASKED_ON: case.on.isoformat(), "feiten": known}


def answer_as_data(answer: Answer, assessment: Assessment, lang: Language) -> Data:
    """One answer whole."""
    scheme = answer.scheme
    reason = answer.reason
    return {
        **scheme_as_data(scheme, lang),
        "status": answer.status.value,
        "status_tekst": answer.status.text(lang),
        "geen_besluit": said("warning.not_a_decision", lang).format(decider=scheme.decider.text(lang)),
        "reden": reason.condition.name if reason else None,
        "bedrag": money_as_data(answer.money, lang),
        "uiterlijk": [{"dag": one.day.isoformat(), "artikel": one.article} for one in answer.due],
        "voorwaarden": [_outcome(one, lang) for one in answer.outcomes],
        "stappen": [_step(one, scheme, lang) for one in answer.steps],
        "waarden": [_used(one, lang) for one in answer.used],
        "nog_te_weten": [_to_know(name, lang) for name in answer.needs],
        "lezingen": [
            {
                "naam": one.reading.name,
                "tekst": one.reading.text.text(lang),
                "artikel": one.reading.article,
                **origin_as_data(one.reading.source, one.reading.mark),
                "bedrag": money_as_data(one.money, lang),
            }
            for one in answer.others
        ],
        "samenloop": [_conflict(one, assessment, lang) for one in answer.conflicts],
        "waarschuwingen": [{"soort": one.key, "tekst": one.text(lang)} for one in answer.warnings],
    }


def scheme_as_data(scheme: Scheme, lang: Language) -> Data:
    """What a scheme is, whoever asks: who pays and decides, where and when to apply, on which text it rests."""
    return {
        "id": scheme.id,
        "naam": scheme.name.text(lang),
        "kern": scheme.gist.text(lang),
        "soort": scheme.kind,
        "voor": scheme.whom,
        "betaler": scheme.payer,
        "betaler_tekst": said(f"payer.{scheme.payer}", lang),
        "beslisser": scheme.decider.text(lang),
        "aanvragen": {"waar": scheme.where.text(lang), "wanneer": scheme.when.text(lang)},
        "duur": scheme.duration.text(lang),
        "documenten": [one.text(lang) for one in scheme.documents],
        "formule": scheme.formula.text(lang),
        "afronding": scheme.rounding.text(lang) if scheme.rounding else None,
        "wet": {
            "id": scheme.law,
            "titel": scheme.title,
            "artikelen": list(dict.fromkeys(one.article for one in scheme.conditions)),
            "geldig_vanaf": scheme.first.isoformat(),
            "tot": scheme.last.isoformat() if scheme.last else None,
            "gesloten_vanaf": scheme.closed_from.isoformat() if scheme.closed_from else None,
            "zekerheid": scheme.start_mark,
            "bestand": scheme.path,
            "sha256": scheme.sha256,
        },
        "opmerkingen": [one.text(lang) for one in scheme.notes],
        "besloten": scheme.secret,
        "lokaal": [
            {
                "plaats": one.place,
                "wat": one.title.text(lang),
                "hier": one.local,
                "landelijk": one.national,
                **origin_as_data(one.source, one.mark),
                "noot": one.note or None,
            }
            for one in scheme.deviations
        ],
    }


def money_as_data(money: Money | None, lang: Language) -> Data | None:
    """An amount or a band in cents; null where a scheme gives no money."""
    if money is None:
        return None
    return {
        "laagste_cent": money.low,
        "hoogste_cent": money.high,
        "per": money.per,
        "per_tekst": said(f"per.{money.per}", lang),
    }


def outlook_as_data(years: Iterable[Year]) -> list[Data]:
    """The sums of the calendar years, per scheme and per payer."""
    return [
        {
            "jaar": one.year,
            "loon_cent": one.wage,
            "laagste_cent": one.low,
            "hoogste_cent": one.high,
            "regelingen": [
                {
                    "id": line.scheme,
                    "betaler": line.payer,
                    "laagste_cent": line.low,
                    "hoogste_cent": line.high,
                    "telt_mee": line.counted,
                }
                for line in one.lines
            ],
            "betalers": [
                {"betaler": payer, "laagste_cent": low, "hoogste_cent": high}
                for payer, (low, high) in one.by_payer().items()
            ],
        }
        for one in years
    ]


def source_as_data(key: str) -> Data:
    """Where something was read."""
    found = law_sources()[key]
    return {"sleutel": key, "titel": found.title, "adres": found.address}


def value_as_text(value: Amount) -> str:
    """A legal value as text: a number without trailing zeros, a word, or percents by age.

    >>> value_as_text(Decimal("1.01")), value_as_text({20: Decimal("80"), 21: Decimal("100")})
    ('1.01', '20: 80, 21: 100')
    """
    if isinstance(value, Mapping):
        return ", ".join(f"{age}: {part}" for age, part in value.items())
    return str(value)


def origin_as_data(source: str, mark: str) -> Data:
    """Where something was read, and how sure it is."""
    return {"bron": source_as_data(source), "zekerheid": mark}


def _outcome(outcome: Outcome, lang: Language) -> Data:
    one = outcome.condition
    return {
        "naam": one.name,
        "tekst": one.text.text(lang),
        "uitkomst": OUTCOMES[outcome.truth],
        "artikel": one.article,
        **origin_as_data(one.source, one.mark),
        "groep": one.group or None,
        "beleid": one.discretion,
        "doen": one.to_do,
        "plaats": one.place or None,
    }


def _step(step: Step, scheme: Scheme, lang: Language) -> Data:
    """One step of the trace. Money is in cents; a fraction that has no end is cut after some digits, and says so."""
    exact = step.value.fraction
    short = round(Decimal(exact.numerator) / exact.denominator, DIGITS)
    told = scheme.steps.get(step.key)
    return {
        "naam": step.key,
        "tekst": told.text(lang) if told else step.key,
        "waarde": format(short.normalize(), "f"),
        "eenheid": step.unit,
        "precies": short == Decimal(exact.numerator) / exact.denominator,
    }


def _used(used: Used, lang: Language) -> Data:
    parameter, row = used.parameter, used.row
    return {
        "naam": parameter.name,
        "titel": parameter.title.text(lang),
        "waarde": value_as_text(row.value),
        "eenheid": parameter.unit,
        "artikel": parameter.article,
        "vanaf": row.first.isoformat(),
        **origin_as_data(row.source, row.mark),
        "plaats": row.place or None,
        "noot": row.note or None,
    }


def _to_know(name: str, lang: Language) -> Data:
    fact = facts()[name]
    return {
        "feit": name,
        "soort": fact.kind,
        "vraag": fact.question.text(lang),
        "waar": fact.where.text(lang),
        "keuzes": [{"keuze": key, "tekst": one.text(lang)} for key, one in fact.choices.items()],
    }


def _conflict(conflict: Conflict, assessment: Assessment, lang: Language) -> Data:
    rule = conflict.rule
    return {
        "met": conflict.other,
        "naam": assessment.answers[conflict.other].scheme.name.text(lang),
        "soort": rule.kind,
        "soort_tekst": law_book().kinds[rule.kind].text(lang),
        "wet": rule.law,
        "artikel": rule.article,
        **origin_as_data(rule.source, rule.mark),
        "noot": rule.note or None,
    }
