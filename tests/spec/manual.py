"""Reads the manual of the count: Markdown in which every example is a test. What it does not know is an error.

The grammar is told to readers in 00-hoe-lees-je-dit.md. Nothing here counts; orders.py makes files of an example.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from banenafspraak.core.counting import BY

FOLDER = Path(__file__).parent
MEASURES = ("verloonde_uren", "personen", "banen", "extra_banen", "doelstelling", "verschil")
INPUTS: Mapping[str, tuple[str, ...]] = {
    "Loonaangifte": (
        "bestand",
        "persoon",
        "personeelsnummer",
        "loonheffingennummer",
        "nummer_ikv",
        "tijdvak",
        "code_aard",
        "code_soort",
        "sectorcode",
        "verloonde_uren",
        "aangemaakt_op",
        "regel",
    ),
    "Register": (
        "persoon",
        "datum_begin",
        "datum_einde",
        "geboortedatum",
        "grondslag",
        "grondslag_vervallen_op",
        "beschut_besluit_op",
    ),
    "Werkgevers": ("loonheffingennummer", "sector", "sectorcode", "subsector"),
    "Sleutels": ("jaar", "sector", "aandeel"),
    "Nulmeting": (*BY, "verloonde_uren", "banen"),
    "Doelstellingen": ("jaar", "sector", "doelstelling"),
    "Definitie": ("instelling", "waarde"),
}
EXPECTED: Mapping[str, tuple[str, ...]] = {
    "Verwacht": ("definitie", "periode", *BY, *MEASURES),
    "Verwacht van de regels": ("rij", "lot"),
    "Verwacht tempo": (
        "sector",
        "jaar",
        "doelstelling",
        "extra_banen",
        "nog_te_maken",
        "kwartalen_over",
        "nodig_per_kwartaal",
    ),
    "Verwacht stroom": (
        "vorige_periode",
        "werkend_vorige_periode",
        "werk_gevonden",
        "werk_verloren",
        "werkend_in_doelgroep_gekomen",
        "werkend_uit_doelgroep_gegaan",
        "werkend_deze_periode",
    ),
    "Verwacht opmerkingen": ("code", "staat erbij"),
    "Verwacht geweigerd": ("tabel", "rij", "code"),
    "Verwacht probleem": ("code",),
}
DEFINITIONS = {
    "monitor": "monitor",
    "kwartaal": "quarter",
    "werkgeversjaar": "employer-year",
    "eigen definitie": "",
}
ASKED = re.compile(rf"({'|'.join(DEFINITIONS)}) (\d{{4}}(?:Q[1-4])?)")
PER = re.compile(rf"per ((?:{'|'.join(BY)})(?: en (?:{'|'.join(BY)}))*)")
OTHER_WORDS: Mapping[str, tuple[str, object]] = {
    "alleen het totaal": ("by", ()),
    "met splitsing": ("split", True),
    "zonder splitsing": ("split", False),
    "regelset wfsv": ("rules", "wfsv"),
    "regelset wba": ("rules", "wba"),
    "nulmeting gepubliceerd": ("baseline", "gepubliceerd"),
    "nulmeting regeling-2015": ("baseline", "regeling-2015"),
}
EXAMPLE = "### Voorbeeld: "
LABEL = re.compile(r"\*\*([^*:]+)\*\*")
QUESTION = re.compile(r"\*\*Vraag:\*\* (.+)")
SOURCE = re.compile(r"Bron: .+\[[VDU]\]")
RULER = re.compile(r"\|(-+\|)+")


class ManualError(ValueError):
    """Something in the manual that is no part of its grammar."""

    def __init__(self, file: str, line: int, why: str) -> None:
        super().__init__(f"{file}:{line}: {why}")


@dataclass(frozen=True, slots=True)
class Table:
    """A table of an example."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...] = ()

    def lines(self) -> list[dict[str, str]]:
        """The rows by column."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]


@dataclass(slots=True)
class Example:
    """One example: tables that go in, a question, and tables that must come out."""

    file: str
    line: int
    heading: str
    tables: dict[str, Table] = field(default_factory=dict)
    question: str = ""
    expected: dict[str, Table] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """Where it stands, for the list of tests."""
        return f"{self.file}:{self.line}"

    @property
    def clauses(self) -> list[str]:
        """The parts of the question."""
        return self.question.split(", ")


@dataclass(slots=True)
class Rule:
    """A heading that says a rule, where the rule was found, and its examples."""

    file: str
    line: int
    heading: str
    sources: int = 0
    examples: list[Example] = field(default_factory=list)

    @property
    def pairs(self) -> Iterator[tuple[Example, Example]]:
        """The examples two by two."""
        return zip(self.examples[::2], self.examples[1::2], strict=True)


def read_all() -> list[Rule]:
    """All rules of the manual, in order."""
    return [
        rule for path in sorted(FOLDER.glob("*.md")) for rule in read_text(path.read_text(encoding="utf-8"), path.stem)
    ]


def read_text(text: str, file: str) -> list[Rule]:
    """The rules of one file, whole and checked.

    Raises:
        ManualError: at the first line that is no part of the grammar, or a rule or example that is not whole.
    """
    rules = _Reader(file).read(text.splitlines())
    for rule in rules:
        if not rule.sources:
            raise ManualError(file, rule.line, "a rule says where it was found: Bron: ... [V], [D] or [U]")
        if not rule.examples or len(rule.examples) % 2:
            raise ManualError(file, rule.line, "the examples of a rule come in pairs")
        for example in rule.examples:
            _check(example)
    return rules


def _check(example: Example) -> None:
    def wrong(why: str) -> ManualError:
        return ManualError(example.file, example.line, why)

    if not {"Loonaangifte", "Register"} <= example.tables.keys():
        raise wrong("an example has a Loonaangifte and a Register")
    if not example.question:
        raise wrong("an example asks something: **Vraag:** ...")
    if not {"Verwacht", "Verwacht probleem"} & example.expected.keys():
        raise wrong("an example expects something")
    asked = question(example)
    if (asked["definition"] == "") != ("Definitie" in example.tables):
        raise wrong("'eigen definitie' and a table Definitie go together")
    if "baseline" in asked and "Nulmeting" in example.tables:
        raise wrong("there is one nulmeting at most")


def question(example: Example) -> dict[str, object]:
    """What a question asks: definition, period, and by, split, rules, baseline where it says so.

    Raises:
        ManualError: it is no question of the grammar.
    """
    first, *others = example.clauses
    asked = ASKED.fullmatch(first)
    if not asked:
        raise ManualError(example.file, example.line, f"no definition and period: {first}")
    found: dict[str, object] = {"definition": DEFINITIONS[asked[1]], "period": asked[2]}
    for clause in others:
        per = PER.fullmatch(clause)
        if not per and clause not in OTHER_WORDS:
            raise ManualError(example.file, example.line, f"not known in a question: {clause}")
        name, value = ("by", tuple(per[1].split(" en "))) if per else OTHER_WORDS[clause]
        if name in found:
            raise ManualError(example.file, example.line, f"said twice in a question: {clause}")
        found[name] = value
    return found


class _Reader:
    """Goes through the lines of one file."""

    def __init__(self, file: str) -> None:
        self.file, self.line = file, 0
        self.rules: list[Rule] = []
        self.example: Example | None = None
        self.label = ""
        self.table: list[tuple[str, ...]] = []

    def read(self, lines: list[str]) -> list[Rule]:
        for self.line, line in enumerate([*lines, ""], 1):
            self.take(line.rstrip())
        if self.label:
            raise self.wrong(f"no table under {self.label}")
        return self.rules

    def wrong(self, why: str) -> ManualError:
        return ManualError(self.file, self.line, why)

    def take(self, line: str) -> None:
        if not line.startswith("|") and self.table:
            self.end_of_table()
        if line.startswith("#") or self.line == 1:
            self.heading(line)
        elif line.startswith("|") and (self.example or self.rules):
            self.row(line)
        elif self.example and line:
            self.inside(line)
        elif self.rules and line.startswith("**"):
            raise self.wrong("a label outside an example")
        elif self.rules:
            self.rules[-1].sources += bool(SOURCE.search(line))

    def heading(self, line: str) -> None:
        if self.label:
            raise self.wrong(f"no table under {self.label}")
        if self.line == 1 and line.startswith("# "):
            return
        if line.startswith("## "):
            self.rules.append(Rule(self.file, self.line, line.removeprefix("## ")))
            self.example = None
        elif line.startswith(EXAMPLE) and self.rules:
            self.example = Example(self.file, self.line, line.removeprefix(EXAMPLE))
            self.rules[-1].examples.append(self.example)
        else:
            raise self.wrong(f"not a heading of the manual: {line}")

    def inside(self, line: str) -> None:
        """A line of an example that is no table: a label, the question, or a word before all that."""
        example = self.example
        if example is None or self.label:
            raise self.wrong(f"no table under {self.label}")
        if asked := QUESTION.fullmatch(line):
            if example.question:
                raise self.wrong("a second question")
            example.question = asked[1]
        elif label := LABEL.fullmatch(line):
            known = EXPECTED if example.question else INPUTS
            if label[1] not in known or label[1] in {**example.tables, **example.expected}:
                raise self.wrong(f"not a label here, or there already: {label[1]}")
            self.label = label[1]
        elif example.tables or line.startswith("**"):
            raise self.wrong(f"not a line of an example: {line}")

    def row(self, line: str) -> None:
        if not self.label:
            raise self.wrong("a table without a label")
        if len(self.table) == 1 and self.line and RULER.fullmatch(line.replace(" ", "")):
            self.table.append(())
            return
        cells = tuple(cell.strip() for cell in line.removeprefix("|").removesuffix("|").split("|"))
        if self.table and len(cells) != len(self.table[0]):
            raise self.wrong("a row with more or fewer cells than its header")
        if len(self.table) == 1:
            raise self.wrong("no line |---| under the header")
        self.table.append(cells)

    def end_of_table(self) -> None:
        columns, *rows = self.table
        valid = {**INPUTS, **EXPECTED}[self.label]
        unknown = [name for name in columns if name not in valid]
        if unknown or len(set(columns)) != len(columns):
            raise self.wrong(f"not a column of {self.label}, or twice: {', '.join(unknown or columns)}")
        if not rows or rows[0]:
            raise self.wrong("no line |---| under the header")
        example = self.example
        if example is not None:
            target = example.expected if example.question else example.tables
            target[self.label] = Table(columns, tuple(rows[1:]))
        self.label, self.table = "", []
