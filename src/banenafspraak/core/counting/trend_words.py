"""What a trend report says beside its figures, in one language: words, method, sources, receipt. From trending.yaml."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from banenafspraak.core.counting.plan import Plan
from banenafspraak.core.counting.result import Result
from banenafspraak.core.counting.trend_figures import Figures
from banenafspraak.core.figures.trend import read_in
from banenafspraak.core.kernel.data import load_yaml
from banenafspraak.core.kernel.disclosure import THRESHOLD
from banenafspraak.core.kernel.problems import Language
from banenafspraak.core.kernel.receipts import canonical, sha256_text
from banenafspraak.core.regions import regions
from banenafspraak.core.reports.numbers import MONTHS, number
from banenafspraak.core.reports.trend import Source

TEXTS = Path(__file__).with_name("trending.yaml")
WARNINGS = ("own-definition", "quarter-indicative", "december-effect")
NOT_SAID = frozenset({"invented", "published", "no-flow", "flow-withheld", "total-withheld", "target-totals-only"})
"""Notes that the report says in its own place, or that are about a table alone."""


@cache
def texts() -> Mapping[str, Any]:
    """All sentences by name, and the words for labels.

    >>> texts()["labels"]["markt"]["en"]
    'market'
    """
    found: Mapping[str, Any] = load_yaml(TEXTS.read_text(encoding="utf-8"))
    return found


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a report in one language.

    >>> Words("en").say("pace-row", sector="market", year=2026), Words("nl").label("55 en ouder")
    ('market, end of 2026', '55 jaar en ouder')
    """

    lang: Language

    def say(self, key: str, **values: str | int) -> str:
        """A sentence with its places filled in."""
        text: str = texts()[key][self.lang].format(**values)
        return text

    def label(self, label: str) -> str:
        """A label of a row as a reader knows it; a name stays as it is."""
        found = texts()["labels"].get(label)
        return str(found[self.lang]) if found else label

    def period(self, plan: Plan) -> str:
        """The period of a count."""
        if plan.asked.quarter:
            return self.say(f"period-{plan.asked.quarter}", year=plan.year)
        return self.month(plan) if plan.definition.months == 1 else self.say("period-year", year=plan.year)

    def month(self, plan: Plan) -> str:
        """The last month of the period."""
        return f"{MONTHS[self.lang][plan.period.last.month - 1]} {plan.year}"

    def hours(self, plan: Plan) -> str:
        """The paid hours of one job."""
        return number(plan.hours_per_job, self.lang, 0 if plan.hours_per_job.denominator == 1 else 2)

    def source(self) -> Source:
        """Where a count of the user's own comes from."""
        return Source(self.say("source"))

    def warnings(self, result: Result) -> tuple[str, ...]:
        """What a reader must not miss."""
        said = {note.code: note.sentence(self.lang) for note in result.notes}
        return tuple(said[code] for code in WARNINGS if code in said)

    def notes(self, results: Iterable[Result]) -> tuple[str, ...]:
        """What to know about some tables, each thing once."""
        notes = (note for one in results for note in one.notes if note.code not in {*WARNINGS, *NOT_SAID})
        return tuple(dict.fromkeys(note.sentence(self.lang) for note in notes))


def method(figures: Figures, words: Words) -> Iterator[str]:
    """How was counted, in a few sentences."""
    plan = figures.whole.plan
    monthly = plan.definition.months == 1
    period = words.month(plan) if monthly else words.period(plan)
    yield words.say("method-month" if monthly else "method-year", period=period, hours=words.hours(plan))
    yield words.say("method-who")
    if plan.definition.division == "naar_dagen":
        yield words.say("method-spread")
    if figures.by("regio"):
        yield words.say("method-region")
    yield words.say("method-withheld", most=THRESHOLD - 1, threshold=THRESHOLD)
    if figures.earlier:
        yield words.say("method-earlier", threshold=THRESHOLD)


def sources(figures: Figures, words: Words) -> Iterator[Source]:
    """What the count rests on: the deliveries, the texts of the definition, the division into regions."""
    yield words.source()
    settings = figures.whole.plan.definition.settings.values()
    yield from dict.fromkeys(Source(one.source) for one in settings if one.mark == "V" and one.source)
    if figures.by("regio"):
        yield from dict.fromkeys(read_in(one.source) for one in regions())


def receipt_lines(figures: Figures, words: Words) -> Iterator[str]:
    """What is needed to make the report again, and the digest of all its tables."""
    receipt = figures.whole.receipt
    engine = {"engine": receipt.engine, "engine_version": receipt.engine_version}
    yield words.say("receipt-version", version=receipt.version, **engine)
    rules = {"rules": receipt.rules["regelset"], "register": receipt.rules["register_peildatum"]}
    yield words.say("receipt-definition", name=receipt.definition["naam"], period=receipt.period, **rules)
    yield words.say("receipt-withheld", threshold=THRESHOLD)
    for file in sorted(receipt.inputs):
        role = words.say(f"role-{file.role}")
        key = "receipt-file" if file.sha256 else "receipt-file-short"
        yield words.say(key, role=role, name=file.name, digest=file.sha256)
    yield words.say("receipt-result", digest=sha256_text(canonical([one.text_table() for one in figures.all])))
