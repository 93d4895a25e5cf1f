"""Reading law/: dated values with unit, article, source and mark, checked when they are read.

A file is the text of one subject from one day on. Numbers are read exactly: a decimal stands quoted in the file. The
files are ours, so a fault in them is an ordinary error and not a problem of the user.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, cast

from banenafspraak.core.kernel.data import load_yaml

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

LAW = Path(__file__).parents[2] / "law"
DECIMAL = re.compile(r"-?\d+\.\d+")
SOURCES = "nl/bronnen.yaml"
MARKS = ("V", "D", "U")
FOREVER = date(9999, 12, 31)
HEAD = frozenset({"wet", "titel", "onderwerp", "geldig_vanaf", "ingang", "waarden", "voorbeelden"})
HEAD_OPTIONAL = frozenset({"regelset", "noot"})
LEAF = frozenset({"waarde", "eenheid", "artikel", "bron", "zekerheid"})
LEAF_OPTIONAL = frozenset({"noot", "betekenis"})
START = frozenset({"zekerheid", "noot"})
START_OPTIONAL = frozenset({"bron"})
EXAMPLE = frozenset({"naam", "gegeven", "uitkomst"})

Mark = Literal["V", "D", "U"]
Value = int | bool | Decimal | str | date | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """Where a value was read: short key, title, address."""

    key: str
    title: str
    address: str


@dataclass(frozen=True, slots=True)
class LegalValue:
    """One value of law with what it rests on. Mark: V verified in the source, D derived, U unverified."""

    value: Value
    unit: str
    article: str
    source: str
    mark: Mark
    note: str = ""
    meaning: str = ""

    @property
    def number(self) -> Fraction:
        """The value as an exact number; TypeError when it is none."""
        if isinstance(self.value, bool) or not isinstance(self.value, int | Decimal):
            raise TypeError(f"no number: {self.value!r}")
        return Fraction(self.value)

    @property
    def whole(self) -> int:
        """The value as a whole number; TypeError when it is none."""
        if isinstance(self.value, bool) or not isinstance(self.value, int):
            raise TypeError(f"no whole number: {self.value!r}")
        return self.value

    @property
    def text(self) -> str:
        """The value as text; TypeError when it is none."""
        if not isinstance(self.value, str):
            raise TypeError(f"no text: {self.value!r}")
        return self.value

    @property
    def texts(self) -> tuple[str, ...]:
        """The value as a list of texts; TypeError when it is none."""
        if not isinstance(self.value, tuple):
            raise TypeError(f"no list: {self.value!r}")
        return self.value

    @property
    def day(self) -> date:
        """The value as a day; TypeError when it is none."""
        if not isinstance(self.value, date):
            raise TypeError(f"no day: {self.value!r}")
        return self.value


@dataclass(frozen=True, slots=True)
class LawText:
    """The text of one subject from one day on. `path` is relative to law/, so that a receipt names no folder of ours.

    `start_mark` says how sure the first day is; `before_first` that a day was asked before the first text we have.
    """

    law: str
    subject: str
    valid_from: date | None
    path: str
    sha256: str
    values: Mapping[str, LegalValue]
    raw: Mapping[str, Any]
    start_mark: Mark
    start_note: str
    rule_set: str | None = None
    before_first: bool = False

    def section(self, name: str) -> dict[str, LegalValue]:
        """The values of one section, by the name inside it.

        >>> law_on("nl/regeling_wfsv/monitor", date(2018, 12, 31)).section("doeluren.government")["2018"].value
        1386500
        """
        return {key[len(name) + 1 :]: value for key, value in self.values.items() if key.startswith(f"{name}.")}


class Document(NamedTuple):
    """A file of law/ as it was read: path, content and the SHA-256 of its bytes."""

    path: str
    raw: dict[str, Any]
    sha256: str


def law_on(subject_path: str, day: date) -> LawText:
    """The text in force on a day; before the first text, the first one, with `before_first` set.

    >>> law_on("nl/regeling_wfsv/monitor", date(2018, 12, 31)).values["uren_per_baan_per_maand"].number
    Fraction(2773, 25)
    """
    texts = _dated(subject_path)
    begun = [text for text in texts if text.valid_from is not None and text.valid_from <= day]
    return begun[-1] if begun else replace(texts[0], before_first=True)


def law_named(name: str) -> LawText:
    """One text by its path without ending, also a text whose start is not known.

    >>> law_named("nl/wet_banenafspraak/doelgroep/niet-in-werking").rule_set
    'wba'
    """
    for text in all_law():
        if text.path == f"{name}.yaml":
            return text
    raise LookupError(f"no such text in law/: {name}")


@cache
def all_law() -> tuple[LawText, ...]:
    """All texts, by path.

    >>> all(text.values for text in all_law())
    True
    """
    return tuple(read_text(*one) for one in documents() if "bestand" not in one.raw)


@cache
def documents() -> tuple[Document, ...]:
    """Every file of law/, by path. One with a key `bestand` is of the room schemes, which checks it itself."""
    return tuple(read_document(file, LAW) for file in sorted(LAW.glob("*/*/*/*.yaml")))


def read_document(file: Path, folder: Path) -> Document:
    """One file with its content, its path relative to the folder."""
    path, content = file.relative_to(folder).as_posix(), file.read_bytes()
    return Document(path, _mapping(load_yaml(content.decode()), path), hashlib.sha256(content).hexdigest())


@cache
def law_sources() -> Mapping[str, Source]:
    """All sources that a value may name, by key.

    >>> law_sources()["WFSV26"].address
    'https://wetten.overheid.nl/BWBR0017745'
    """
    found = _mapping(load_yaml((LAW / SOURCES).read_text(encoding="utf-8")), SOURCES)
    for key, body in found.items():
        _keys(body, SOURCES, key, frozenset({"titel", "adres"}), frozenset())
    return MappingProxyType({key: Source(key, body["titel"], body["adres"]) for key, body in found.items()})


@cache
def _dated(subject_path: str) -> tuple[LawText, ...]:
    texts = [text for text in all_law() if text.path.rpartition("/")[0] == subject_path and text.valid_from]
    if not texts:
        raise LookupError(f"no such subject in law/: {subject_path}")
    return tuple(texts)


def read_text(path: str, raw: dict[str, Any], sha256: str) -> LawText:
    """One text from the content of its file, checked."""
    _keys(raw, path, "head", HEAD, HEAD_OPTIONAL)
    _place(raw, path)
    _keys(raw["ingang"], path, "ingang", START, START_OPTIONAL)
    for example in raw["voorbeelden"] or ():
        _keys(example, path, "voorbeelden", EXAMPLE, frozenset())
    return LawText(
        law=raw["wet"],
        subject=raw["onderwerp"],
        valid_from=raw["geldig_vanaf"],
        path=path,
        sha256=sha256,
        values=MappingProxyType(dict(_values(raw["waarden"], path, ""))),
        raw=MappingProxyType(raw),
        start_mark=_mark(raw["ingang"]["zekerheid"], path, "ingang"),
        start_note=raw["ingang"]["noot"],
        rule_set=raw.get("regelset"),
    )


def _place(raw: Mapping[str, Any], path: str) -> None:
    """The folder names law and subject, the file name its first day: sorting by name is then sorting by day."""
    _, law, subject, name = path.removesuffix(".yaml").split("/")
    start = raw["geldig_vanaf"]
    if (raw["wet"], raw["onderwerp"]) != (law, subject):
        raise ValueError(f"{path}: stands in the folder of another law or subject")
    if start is not None and (not isinstance(start, date) or start.isoformat() != name):
        raise ValueError(f"{path}: geldig_vanaf is not the day in the file name")
    if start is None and name[0].isdigit():
        raise ValueError(f"{path}: a day in the file name and none in geldig_vanaf")


def _values(tree: object, path: str, prefix: str) -> Iterator[tuple[str, LegalValue]]:
    for key, body in _mapping(tree, path).items():
        name = f"{prefix}{key}"
        if not isinstance(body, dict):
            raise ValueError(f"{path}, {name}: a value without source, unit and mark")  # noqa: TRY004 - a fault in a file
        if "waarde" in body:
            yield name, _value(body, path, name)
        else:
            yield from _values(body, path, f"{name}.")


def _value(body: Mapping[str, Any], path: str, name: str) -> LegalValue:
    _keys(body, path, name, LEAF, LEAF_OPTIONAL)
    if body["bron"] not in law_sources():
        raise ValueError(f"{path}, {name}: unknown source {body['bron']}")
    return LegalValue(
        value=_exact(body["waarde"], path, name),
        unit=body["eenheid"],
        article=body["artikel"],
        source=body["bron"],
        mark=_mark(body["zekerheid"], path, name),
        note=body.get("noot", ""),
        meaning=body.get("betekenis", ""),
    )


def _exact(found: object, path: str, name: str) -> Value:
    if isinstance(found, list) and all(isinstance(item, str) for item in found):
        return tuple(found)
    if isinstance(found, str) and DECIMAL.fullmatch(found):
        return Decimal(found)
    if isinstance(found, int | str | date):
        return found
    raise ValueError(f"{path}, {name}: not a whole number, quoted decimal, text, day or list of texts")


def _mark(found: object, path: str, name: str) -> Mark:
    if found not in MARKS:
        raise ValueError(f"{path}, {name}: the mark is none of {', '.join(MARKS)}")
    return cast("Mark", found)


def _keys(body: object, path: str, name: str, needed: frozenset[str], allowed: frozenset[str]) -> None:
    found = _mapping(body, f"{path}, {name}")
    if missing := needed - found.keys():
        raise ValueError(f"{path}, {name}: missing {', '.join(sorted(missing))}")
    if unknown := found.keys() - needed - allowed:
        raise ValueError(f"{path}, {name}: unknown {', '.join(sorted(unknown))}")
    texts = needed - {"waarde", "geldig_vanaf", "ingang", "waarden", "voorbeelden", "gegeven", "uitkomst"}
    if empty := [key for key in sorted(texts) if not isinstance(found[key], str) or not found[key].strip()]:
        raise ValueError(f"{path}, {name}: no text in {', '.join(empty)}")


def _mapping(found: object, place: str) -> dict[str, Any]:
    if not isinstance(found, dict):
        raise ValueError(f"{place}: no mapping")  # noqa: TRY004 - a fault in a file
    if strange := [key for key in found if isinstance(key, bool) or not isinstance(key, int | str)]:
        raise ValueError(f"{place}: quote the name {strange[0]}")
    return {str(key): body for key, body in found.items()}
