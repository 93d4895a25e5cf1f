"""Reads the law files about schemes, and overlays of places, and says of a file all that is wrong with it at once.

Ours lie in law/; an installation adds a folder of overlays (LAW_PATH). A fault is a problem with file, field and
remedy: whoever writes a dated value mends it without reading Python.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from itertools import pairwise
from pathlib import Path
from types import MappingProxyType
from typing import Any, cast

import yaml

from banenafspraak.core.kernel.data import load_yaml
from banenafspraak.core.kernel.law import DECIMAL, LAW, MARKS, SOURCES, Mark, law_sources
from banenafspraak.core.kernel.problems import Place, Problem, ProblemsError
from banenafspraak.core.schemes.book import (
    Amount,
    Book,
    Combination,
    Condition,
    Deadline,
    History,
    Overlay,
    Parameter,
    Reading,
    Row,
    Scheme,
)
from banenafspraak.core.schemes.conditions import DERIVED_BOUNDS, FaultError, Number, Rule, read_rule
from banenafspraak.core.schemes.facts import facts
from banenafspraak.core.schemes.words import Words

BRONNEN = "bronnen.yaml"
HEAD = ("bestand", "onderwerp", "geldig_vanaf", "ingang")
NEEDED: Mapping[str, tuple[str, ...]] = {
    "bedragen": (*HEAD, "wet", "titel", "waarden", "voorbeelden"),
    "regeling": (
        *(*HEAD, "wet", "titel", "naam", "kern", "soort", "betaler", "beslisser", "voor", "aanvragen", "duur"),
        *("documenten", "waarden", "voorwaarden", "bedrag", "stappen", "geschiedenis", "voorbeelden"),
    ),
    "samenloop": (*HEAD, "wet", "titel", "soorten", "regels", "voorbeelden"),
    "lokaal": (*HEAD, "gebied", "naam_gebied"),
}
ALLOWED: Mapping[str, tuple[str, ...]] = {
    "bedragen": (),
    "regeling": ("tot", "gesloten_vanaf", "besloten", "lokaal", "oordeel", "noten", "lezingen"),
    "samenloop": (),
    "lokaal": ("gemeenten", "regio", "noot_gebied", "waarden", "voorwaarden", "noten"),
}
PARAMETER, PARAMETER_MORE = ("eenheid", "artikel", "rijen"), ("naam", "noot")
ROW, ROW_MORE = ("vanaf", "waarde", "bron", "zekerheid"), ("ingang", "noot", "tot")
CONDITION = ("naam", "tekst", "artikel", "bron", "zekerheid", "als")
CONDITION_MORE = ("vanaf", "tot", "groep", "beleid", "doen")
DEADLINE_MORE = ("artikel", "na", "maanden", "dagen", "weken", "dag_in_jaar", "dag_in_jaar_erna", "als")
PAIR, PAIR_MORE = ("a", "b", "soort", "wet", "artikel", "bron", "zekerheid"), ("vanaf", "tot", "noot")


class Faults:
    """The problems of one file while it is read, each with its field."""

    def __init__(self, path: str, sources: frozenset[str]) -> None:
        self.path, self.sources = path, sources
        self.found: list[Problem] = []

    def add(self, code: str, field: str, **values: str | int) -> None:
        """One more."""
        self.found.append(Problem(code, Place(self.path, column=field or None), values))

    def keys(self, body: object, field: str, needed: tuple[str, ...], more: tuple[str, ...] = ()) -> dict[str, Any]:
        """The body as a mapping, with what is missing and what is unknown in it noted."""
        if not isinstance(body, dict):
            self.add("law-no-mapping", field)
            return {}
        for key in needed:
            if key not in body:
                self.add("law-missing", field, key=key)
        for key in body:
            if key not in needed and key not in more:
                self.add("law-unknown", field, key=str(key), known=", ".join((*needed, *more)))
        return body

    def words(self, body: object, field: str) -> Words:
        """A text in both languages."""
        if not isinstance(body, dict) or not {"nl", "en"} <= body.keys():
            self.add("law-two-languages", field)
            return Words("", "")
        return Words(str(body["nl"]), str(body["en"]))

    def mark(self, found: object, field: str) -> Mark:
        """How sure something is."""
        if found not in MARKS:
            self.add("law-mark", field)
            return "U"
        return cast("Mark", found)

    def source(self, found: object, field: str) -> str:
        """A known source."""
        if found not in self.sources:
            self.add("law-source", field)
        return str(found)

    def day(self, found: object, field: str) -> date:
        """A day."""
        if not isinstance(found, date):
            self.add("law-day", field)
            return date(1, 1, 1)
        return found


@cache
def law_book(extra: Path | None = None) -> Book:
    """All schemes of ours, and the overlays of a folder of an installation.

    Raises:
        ProblemsError: all that is wrong in all the files, at once.
    """
    return book_of(LAW, extra)


def book_of(root: Path, extra: Path | None = None) -> Book:
    """The book of a folder of law, which may be an older one or a draft, and of a folder of overlays beside it."""
    found: dict[str, list[Any]] = {kind: [] for kind in NEEDED}
    problems: list[Problem] = []
    digests = {}
    for folder, file in files_of(root, extra):
        kind, made, wrong, digest = read_file(file, folder, sources_of(root, extra))
        problems += wrong
        if kind and made:
            found[kind].append(made)
            digests[file.relative_to(folder).as_posix()] = digest
    nothing = [kind for kind in ("regeling", "bedragen", "samenloop") if not found[kind]]
    if nothing and not problems:
        problems = [Problem("law-nothing", Place(root.name), {"kind": kind}) for kind in nothing]
    if problems:
        raise ProblemsError(problems)
    return _bound(found, digests)


def files_of(root: Path, extra: Path | None = None) -> Iterator[tuple[Path, Path]]:
    """The law files of a folder and of an installation, each with the folder it is named from."""
    yield from ((root, file) for file in sorted(root.glob("*/*/*/*.yaml")))
    if extra:
        yield from ((extra, file) for file in sorted(extra.rglob("*.yaml")) if file.name != BRONNEN)


def sources_of(root: Path, extra: Path | None = None) -> frozenset[str]:
    """The sources a file may name: ours, those of the folder of law, and those of the installation."""
    more = [file for file in (root / SOURCES, *([extra / BRONNEN] if extra else [])) if file.exists()]
    return frozenset(law_sources()) | {
        key for file in more for key in load_yaml(file.read_text(encoding="utf-8")) or {}
    }


def _bound(found: Mapping[str, list[Any]], digests: dict[str, str]) -> Book:
    combinations, kinds = found["samenloop"][0]
    return Book(
        schemes=MappingProxyType({one.id: one for one in sorted(found["regeling"], key=lambda one: _place(one.id))}),
        amounts=MappingProxyType({name: one for part in found["bedragen"] for name, one in part.items()}),
        overlays=tuple(found["lokaal"]),
        combinations=combinations,
        kinds=kinds,
        digests=MappingProxyType(digests),
    )


ORDER = (
    *("lks", "lkv_banenafspraak", "norisk", "loondispensatie", "proefplaatsing_uwv", "proefplaatsing_gemeente"),
    *("jobcoach_gemeente", "jobcoach_uwv_extern", "jobcoach_uwv_intern", "werkplekaanpassing_uwv"),
    *("meeneembare_voorziening", "tolk_werk", "vervoer_werk", "praktijkroute", "beschut_werk"),
    *("lkv_arbeidsgehandicapt", "lkv_herplaatsing", "lkv_oudere", "lks_gemeentelijk", "slim", "praktijkleren"),
    *("quotumheffing", "wsw", "liv", "premiekorting"),
)


def _place(name: str) -> int:
    return ORDER.index(name) if name in ORDER else len(ORDER)


def read_file(file: Path, folder: Path, sources: frozenset[str]) -> tuple[str, Any, list[Problem], str]:
    """One file: its kind, what it holds, what is wrong with it, its digest. Another kind of file holds nothing."""
    path, content = file.relative_to(folder).as_posix(), file.read_bytes()
    faults = Faults(path, sources)
    try:
        raw = load_yaml(content.decode())
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        line = getattr(getattr(error, "problem_mark", None), "line", 0) + 1
        faults.add("law-no-yaml", "", line=line)
        return "", None, faults.found, ""
    kind = raw.get("bestand", "") if isinstance(raw, dict) else ""
    if kind not in NEEDED:
        if not {"wet", "waarden"} <= set(raw if isinstance(raw, dict) else ()):
            faults.add("law-kind", "bestand", known=", ".join(NEEDED))
        return "", None, faults.found, ""
    body = faults.keys(raw, "", NEEDED[kind], ALLOWED[kind])
    _check_place(faults, body, path)
    if faults.found:
        return kind, None, faults.found, ""
    digest = hashlib.sha256(content).hexdigest()
    return kind, READERS[kind](faults, body, path, digest), faults.found, digest


def _check_place(faults: Faults, body: Mapping[str, Any], path: str) -> None:
    """The folder names the subject and the file its first day, so that the tree can be read like a shelf."""
    parts = path.removesuffix(".yaml").split("/")
    if "onderwerp" in body and len(parts) >= 2 and parts[-2] != body["onderwerp"]:  # noqa: PLR2004 - folder and file
        faults.add("law-folder", "onderwerp")
    if "geldig_vanaf" in body and str(body["geldig_vanaf"]) != parts[-1]:
        faults.add("law-file-name", "geldig_vanaf")
    if "ingang" in body and faults.keys(body["ingang"], "ingang", ("zekerheid", "noot")):
        faults.mark(body["ingang"].get("zekerheid"), "ingang")


def _amounts(faults: Faults, body: Mapping[str, Any], *_place: str) -> dict[str, Parameter]:
    return _parameters(faults, body["waarden"])


def _scheme(faults: Faults, body: Mapping[str, Any], path: str, digest: str) -> Scheme:
    words, apply, amount = faults.words, body["aanvragen"], body["bedrag"]
    parameters = _parameters(faults, body["waarden"])
    return Scheme(
        id=body["onderwerp"],
        law=body["wet"],
        title=body["titel"],
        path=path,
        sha256=digest,
        first=faults.day(body["geldig_vanaf"], "geldig_vanaf"),
        start_mark=body["ingang"]["zekerheid"],
        start_note=body["ingang"]["noot"],
        name=words(body["naam"], "naam"),
        gist=words(body["kern"], "kern"),
        kind=body["soort"],
        payer=body["betaler"],
        decider=words(body["beslisser"], "beslisser"),
        whom=body["voor"],
        where=words(apply.get("waar"), "aanvragen.waar"),
        when=words(apply.get("wanneer"), "aanvragen.wanneer"),
        duration=words(body["duur"], "duur"),
        per=amount["per"],
        formula=words(amount.get("formule"), "bedrag.formule"),
        rounding=words(amount["afronding"], "bedrag.afronding") if "afronding" in amount else None,
        parameters=MappingProxyType(parameters),
        conditions=tuple(_conditions(faults, body["voorwaarden"], parameters)),
        deadlines=tuple(_deadlines(faults, apply.get("uiterlijk", ()))),
        documents=tuple(words(one, "documenten") for one in body["documenten"]),
        judgement=words(body["oordeel"], "oordeel") if "oordeel" in body else None,
        notes=tuple(words(one, "noten") for one in body.get("noten", ())),
        steps=MappingProxyType({key: words(text, f"stappen.{key}") for key, text in body["stappen"].items()}),
        history=tuple(_history(faults, body["geschiedenis"])),
        readings=tuple(_readings(faults, body.get("lezingen", ()))),
        examples=tuple(body["voorbeelden"]),
        last=body.get("tot"),
        closed_from=body.get("gesloten_vanaf"),
        secret=body.get("besloten", False),
        local=body.get("lokaal", False),
    )


def _parameters(faults: Faults, body: object) -> dict[str, Parameter]:
    found = {}
    for name, inner in body.items() if isinstance(body, dict) else ():
        field = f"waarden.{name}"
        if not faults.keys(inner, field, PARAMETER, PARAMETER_MORE).keys() >= set(PARAMETER):
            continue
        found[name] = Parameter(
            name=name,
            title=faults.words(inner["naam"], field) if "naam" in inner else Words(name, name),
            unit=str(inner["eenheid"]),
            article=str(inner["artikel"]),
            rows=tuple(_rows(faults, inner["rijen"], field)),
            note=inner.get("noot", ""),
        )
    return found


def _rows(faults: Faults, body: object, field: str) -> Iterator[Row]:
    if not isinstance(body, list) or not body:
        faults.add("law-no-rows", field)
        return
    made = []
    for at, inner in enumerate(body, 1):
        place = f"{field}.rijen.{at}"
        if faults.keys(inner, place, ROW, ROW_MORE).keys() >= set(ROW):
            made.append(_row(faults, inner, place))
    for at, (one, after) in enumerate(pairwise(made), 2):
        if after.first <= one.first:
            faults.add("law-order", f"{field}.rijen.{at}")
        elif one.last and one.last >= after.first:
            faults.add("law-overlap", f"{field}.rijen.{at}")
    yield from made


def _row(faults: Faults, inner: Mapping[str, Any], place: str) -> Row:
    mark = faults.mark(inner["zekerheid"], place)
    return Row(
        first=faults.day(inner["vanaf"], f"{place}.vanaf"),
        last=faults.day(inner["tot"], f"{place}.tot") if "tot" in inner else None,
        value=_value(faults, inner["waarde"], place),
        source=faults.source(inner["bron"], place),
        mark=mark,
        start_mark=faults.mark(inner.get("ingang", mark), place),
        note=inner.get("noot", ""),
    )


def _value(faults: Faults, found: object, place: str) -> Amount:
    """A whole number, a decimal between quotes, a word, or decimals by age; a bare decimal would become a float."""
    if isinstance(found, dict):
        return {int(age): Decimal(part) for age, part in found.items()}
    if isinstance(found, bool | float) or not isinstance(found, int | str):
        faults.add("law-value", place)
        return 0
    if isinstance(found, int):
        return found
    return Decimal(found) if DECIMAL.fullmatch(found) else found


def _conditions(faults: Faults, body: object, parameters: Mapping[str, Parameter]) -> Iterator[Condition]:
    inner_of = body if isinstance(body, list) else []
    for at, inner in enumerate(inner_of, 1):
        place = f"voorwaarden.{at}"
        if not faults.keys(inner, place, CONDITION, CONDITION_MORE).keys() >= set(CONDITION):
            continue
        rule = _rule(faults, inner["als"], f"voorwaarden.{inner['naam']}", parameters)
        if rule:
            yield Condition(
                name=inner["naam"],
                text=faults.words(inner["tekst"], place),
                article=str(inner["artikel"]),
                source=faults.source(inner["bron"], place),
                mark=faults.mark(inner["zekerheid"], place),
                rule=rule,
                first=inner.get("vanaf"),
                last=inner.get("tot"),
                group=inner.get("groep", ""),
                discretion=inner.get("beleid", False),
                to_do=inner.get("doen", False),
            )
    for name, times in Counter(one.get("naam") for one in inner_of if isinstance(one, dict)).items():
        if times > 1:
            faults.add("law-twice", f"voorwaarden.{name}")


def _rule(faults: Faults, body: object, place: str, parameters: Mapping[str, Parameter] | None) -> Rule | None:
    try:
        rule = read_rule(body)
    except FaultError as error:
        faults.add("law-condition", place, fault=str(error))
        return None
    named = {one.bound for one in _numbers(rule) if isinstance(one.bound, str)}
    if parameters is not None and (unknown := sorted(named - parameters.keys() - DERIVED_BOUNDS)):
        faults.add("law-condition", place, fault=f"geen waarde {', '.join(unknown)} in dit bestand")
    return rule


def _numbers(rule: object) -> Iterator[Number]:
    if isinstance(rule, Number):
        yield rule
    for inner in (*getattr(rule, "rules", ()), *([rule.rule] if hasattr(rule, "rule") else ())):
        yield from _numbers(inner)


def _deadlines(faults: Faults, body: object) -> Iterator[Deadline]:
    for at, inner in enumerate(body if isinstance(body, list) else [], 1):
        place = f"aanvragen.uiterlijk.{at}"
        faults.keys(inner, place, ("artikel",), DEADLINE_MORE)
        if (after := inner.get("na", "")) and (after not in facts() or facts()[after].kind != "datum"):
            faults.add("law-condition", place, fault=f"{after}: geen gegeven dat een dag is")
        unless = inner.get("als", {})
        yield Deadline(
            article=str(inner.get("artikel", "")),
            after=after,
            months=inner.get("maanden", 0),
            days=inner.get("dagen", 0),
            weeks=str(inner.get("weken", "")),
            month_day=inner.get("dag_in_jaar_erna", inner.get("dag_in_jaar", "")),
            next_year="dag_in_jaar_erna" in inner,
            condition=unless.get("voorwaarde", ""),
            rule=_rule(faults, unless["feit"], place, None) if "feit" in unless else None,
        )


def _history(faults: Faults, body: list[Any]) -> Iterator[History]:
    for at, one in enumerate(body, 1):
        place = f"geschiedenis.{at}"
        if faults.keys(one, place, ("vanaf", "tekst", "bron", "zekerheid"), ("noot",)):
            text, source = faults.words(one.get("tekst"), place), faults.source(one.get("bron"), place)
            mark = faults.mark(one.get("zekerheid"), place)
            yield History(faults.day(one.get("vanaf"), place), text, source, mark, one.get("noot", ""))


def _readings(faults: Faults, body: list[Any]) -> Iterator[Reading]:
    for at, one in enumerate(body, 1):
        place = f"lezingen.{at}"
        if faults.keys(one, place, ("naam", "tekst", "artikel", "bron", "zekerheid")):
            text, source = faults.words(one.get("tekst"), place), faults.source(one.get("bron"), place)
            yield Reading(one["naam"], text, one["artikel"], source, faults.mark(one.get("zekerheid"), place))


def _overlay(faults: Faults, body: Mapping[str, Any], path: str, digest: str) -> Overlay:
    place = str(body["naam_gebied"])
    if not body.get("gemeenten") and not body.get("regio"):
        faults.add("law-area", "gemeenten")
    parameters = _parameters(faults, body.get("waarden", {}))
    for one in body.get("noten", ()):
        faults.source(one.get("bron"), "noten")
    return Overlay(
        area=body["gebied"],
        title=place,
        path=path,
        sha256=digest,
        scheme=body["onderwerp"],
        first=faults.day(body["geldig_vanaf"], "geldig_vanaf"),
        municipalities=tuple(body.get("gemeenten", ())),
        region=body.get("regio", ""),
        parameters=MappingProxyType(parameters),
        conditions=tuple(_conditions(faults, body.get("voorwaarden", []), parameters)),
        notes=tuple(faults.words(one, "noten") for one in body.get("noten", ())),
        area_note=body.get("noot_gebied", ""),
    )


def _combinations(
    faults: Faults, body: Mapping[str, Any], *_place: str
) -> tuple[tuple[Combination, ...], Mapping[str, Words]]:
    kinds = MappingProxyType({key: faults.words(text, f"soorten.{key}") for key, text in body["soorten"].items()})
    made = []
    for at, one in enumerate(body["regels"], 1):
        place = f"regels.{at}"
        if faults.keys(one, place, PAIR, PAIR_MORE).keys() >= set(PAIR):
            if one["soort"] not in kinds:
                faults.add("law-unknown", place, key=one["soort"], known=", ".join(kinds))
            source, mark = faults.source(one["bron"], place), faults.mark(one["zekerheid"], place)
            period = (one.get("vanaf"), one.get("tot"), one.get("noot", ""))
            made.append(
                Combination(one["a"], one["b"], one["soort"], one["wet"], one["artikel"], source, mark, *period)
            )
    return tuple(made), kinds


READERS: Mapping[str, Callable[..., Any]] = {
    "bedragen": _amounts,
    "regeling": _scheme,
    "samenloop": _combinations,
    "lokaal": _overlay,
}
