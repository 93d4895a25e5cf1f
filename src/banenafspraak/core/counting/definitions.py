"""Definitions of a count as dated data: which month counts, how many hours make a job, what happens to lent hours.

The three of the house stand as YAML in definitions/; numbers of law are named by their place in law/ and never
copied. Anyone can hand in one more: it is marked as an own definition wherever its figures go.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any, Literal, cast

import yaml

from banenafspraak.core.kernel.data import load_yaml
from banenafspraak.core.kernel.identifiers import without_bsn
from banenafspraak.core.kernel.law import MARKS, law_on
from banenafspraak.core.kernel.problems import Language, Place, Problem, ProblemsError, stop

FOLDER = Path(__file__).parent / "definitions"
NAMES = ("monitor", "quarter", "employer-year")
HEAD = {"naam", "titel", "gebaseerd_op"}
MARKED = {"waarde", "zekerheid", "bron", "noot"}
MONTH_DAY = re.compile(r"\d\d-\d\d")
COMMON_YEAR = 2023
PER_MONTH, PER_YEAR = (f"nl/regeling_wfsv/monitor#uren_per_baan_per_{unit}" for unit in ("maand", "jaar"))

Window = Literal["december", "laatste_maand_van_kwartaal", "kalenderjaar"]
Rules = Literal["volgens_datum", "wfsv", "wba"]
Division = Literal["naar_dagen", "laatste_dag"]
OneDay = Literal["tellen", "weglaten"]
MONTHS: Mapping[Window, int] = {"december": 1, "laatste_maand_van_kwartaal": 1, "kalenderjaar": 12}
YEARLY = "kalenderjaar"


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting with what it rests on. Mark: V verified, D derived, U unverified; `own` when a user set it."""

    value: Any
    mark: str = "U"
    source: str = ""
    note: str = ""
    own: bool = False


@dataclass(frozen=True, slots=True)
class Definition:
    """One way to count."""

    name: str
    titles: Mapping[str, str]
    settings: Mapping[str, Setting]
    own: bool = False

    @property
    def label(self) -> str:
        """The name as it stands in results: an own definition always says so.

        >>> built_in("monitor").label
        'monitor'
        """
        return f"eigen definitie: {self.name}" if self.own else self.name

    def title(self, lang: Language) -> str:
        """The name in a sentence."""
        return self.titles[lang]

    @property
    def window(self) -> Window:
        """Which days count for a period."""
        return cast("Window", self.settings["venster"].value)

    @property
    def months(self) -> int:
        """Number of months in the window."""
        return MONTHS[self.window]

    @property
    def rules(self) -> Rules:
        """Which set of rules says who counts."""
        return cast("Rules", self.settings["regelset"].value)

    @property
    def divides_lent_hours(self) -> bool:
        """Whether lent hours go to the sectors by the dated key (Regeling Wfsv 3.30(1), now 3.34)."""
        return bool(self.settings["inleen_verdelen"].value)

    @property
    def division(self) -> Division:
        """How the hours of a period that crosses the window are divided: evenly over days, or by its last day."""
        return cast("Division", self.settings["tijdvakken_delen"].value)

    @property
    def one_day_grounds(self) -> OneDay:
        """Whether a registration of one day counts."""
        return cast("OneDay", self.settings["eendaagse_gronden"].value)

    @property
    def has_extra_jobs(self) -> bool:
        """Whether the definition knows a baseline."""
        return bool(self.settings["extra_banen"].value)

    def hours_per_job(self, day: date) -> Fraction:
        """Paid hours that make one job, as the law of that day has it.

        >>> built_in("monitor").hours_per_job(date(2018, 12, 31))
        Fraction(2773, 25)
        """
        value = self.settings["uren_per_baan"].value
        return _law_value(value, day).number if isinstance(value, str) and "#" in value else Fraction(str(value))

    def filed_until(self, year: int) -> date | None:
        """The last day on which a message may be filed to count for a year, or None when every message counts.

        >>> built_in("employer-year").filed_until(2018)
        datetime.date(2019, 5, 1)
        """
        value = self.settings["ingediend_uiterlijk"].value
        if value is None:
            return None
        text = _law_value(value, date(year, 12, 31)).text if "#" in value else value
        return date.fromisoformat(f"{year + 1}-{text}")

    def law(self, day: date) -> dict[str, str]:
        """The law files that the settings name, with their digests."""
        paths = [s.value.split("#")[0] for s in self.settings.values() if isinstance(s.value, str) and "#" in s.value]
        return {text.path: text.sha256 for text in (law_on(path, day) for path in paths)}

    def as_dict(self) -> dict[str, Any]:
        """The definition as plain data for a receipt."""
        return {"naam": self.label, **{name: setting.value for name, setting in self.settings.items()}}


def _law_value(place: str, day: date) -> Any:  # noqa: ANN401 - a legal value has one of several types
    path, name = place.split("#")
    return law_on(path, day).values[name]


def _choice(*valid: str) -> Callable[[Any], bool]:
    return lambda value: value in valid


def _hours(value: Any) -> bool:  # noqa: ANN401 - anything may stand in a user's file
    if isinstance(value, str) and "#" in value:
        return value in {PER_MONTH, PER_YEAR}
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return False
    if isinstance(value, int) and not 0 < value < 10**5:
        return False
    text = str(value)
    return re.fullmatch(r"\d{1,5}(\.\d{1,4})?", text) is not None and Fraction(text) > 0


def _month_day(value: Any) -> bool:  # noqa: ANN401 - anything may stand in a user's file
    if not isinstance(value, str | None):
        return False
    if value is None or value == "nl/wfsv/quotum#aangifte_uiterlijk":
        return True
    try:
        return MONTH_DAY.fullmatch(str(value)) is not None and bool(date.fromisoformat(f"{COMMON_YEAR}-{value}"))
    except ValueError:
        return False


def _yes_no(value: Any) -> bool:  # noqa: ANN401 - anything may stand in a user's file
    return isinstance(value, bool)


VALID: Mapping[str, tuple[Callable[[Any], bool], str]] = {
    "venster": (_choice(*MONTHS), " | ".join(MONTHS)),
    "uren_per_baan": (_hours, '"110.92" (tussen aanhalingstekens)'),
    "regelset": (_choice("volgens_datum", "wfsv", "wba"), "volgens_datum | wfsv | wba"),
    "inleen_verdelen": (_yes_no, "true | false"),
    "tijdvakken_delen": (_choice("naar_dagen", "laatste_dag"), "naar_dagen | laatste_dag"),
    "eendaagse_gronden": (_choice("tellen", "weglaten"), "tellen | weglaten"),
    "ingediend_uiterlijk": (_month_day, '"05-01" | null'),
    "extra_banen": (_yes_no, "true | false"),
}


@cache
def built_in(name: str) -> Definition:
    """One of the three definitions of the house.

    >>> built_in("quarter").window
    'laatste_maand_van_kwartaal'
    """
    body = load_yaml((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))
    return Definition(body["naam"], body["titel"], {key: _setting(body[key], own=False) for key in VALID})


def find_definition(name_or_file: str) -> Definition:
    """A definition of the house by its name, else the own one in that file.

    Raises:
        ProblemsError: no such definition and no such file, or the file is not a definition.
    """
    if name_or_file in NAMES:
        return built_in(name_or_file)
    path = Path(name_or_file)
    if not path.is_file():
        raise stop("definition-unknown", Place(path.name), valid=", ".join(NAMES))
    return read_definition(path)


def read_definition(path: Path) -> Definition:
    """An own definition from a YAML file: what it does not say is as in the definition it is based on.

    Raises:
        ProblemsError: with everything in the file that is no setting.
    """
    place = Place(path.name)
    try:
        body = load_yaml(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError, yaml.YAMLError) as error:
        raise stop("definition-broken", place) from error
    if not isinstance(body, dict) or not isinstance(body.get("naam"), str) or body.get("gebaseerd_op") not in NAMES:
        raise stop("definition-broken", place)
    problems = list(_unfit(body, path.name))
    if problems:
        raise ProblemsError(problems)
    name = without_bsn(body["naam"])
    base = built_in(body["gebaseerd_op"])
    changed = {key: _setting(body[key], own=True) for key in VALID if key in body}
    made = {**base.settings, **changed}
    if problems := list(_at_odds(made, path.name)):
        raise ProblemsError(problems)
    title = {"nl": f"Eigen definitie: {name}", "en": f"Own definition: {name}"}
    return Definition(name, title, made, own=True)


def _unfit(body: dict[str, Any], file: str) -> Iterator[Problem]:
    for key, content in body.items():
        if key in HEAD:
            continue
        if key not in VALID:
            yield Problem("definition-setting", Place(file, column=str(key)), {"valid": ", ".join(VALID)})
            continue
        check, valid = VALID[key]
        marked = isinstance(content, dict) and "waarde" in content
        if marked and not _is_marked(content):
            valid = "waarde, zekerheid (V | D | U), bron, noot"
            yield Problem("definition-setting", Place(file, column=key), {"valid": valid})
        elif not check(content["waarde"] if marked else content):
            yield Problem("definition-setting", Place(file, column=key), {"valid": valid})


def _is_marked(content: dict[str, Any]) -> bool:
    """Whether what stands beside a value is its mark, source and note, and nothing else."""
    texts = [content.get(name, "") for name in ("bron", "noot")]
    return (
        content.keys() <= MARKED and content.get("zekerheid", "U") in MARKS and all(isinstance(t, str) for t in texts)
    )


def _at_odds(settings: Mapping[str, Setting], file: str) -> Iterator[Problem]:
    """Settings that are each valid and cannot go together: a year of hours and the measure of a month."""
    yearly = settings["venster"].value == YEARLY
    if yearly and settings["extra_banen"].value:
        valid = f"false (venster: {YEARLY})"
        yield Problem("definition-setting", Place(file, column="extra_banen"), {"valid": valid})
    if settings["uren_per_baan"].value == (PER_MONTH if yearly else PER_YEAR):
        valid = f"{PER_YEAR if yearly else PER_MONTH} (venster: {settings['venster'].value})"
        yield Problem("definition-setting", Place(file, column="uren_per_baan"), {"valid": valid})


def _setting(content: Any, *, own: bool) -> Setting:  # noqa: ANN401 - anything may stand in a user's file
    body = content if isinstance(content, dict) else {"waarde": content}
    mark = body.get("zekerheid", "V" if isinstance(body["waarde"], str) and "#" in body["waarde"] else "U")
    return Setting(body["waarde"], mark, body.get("bron", "eigen definitie" if own else ""), body.get("noot", ""), own)
