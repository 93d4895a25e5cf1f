"""An earlier published edition of a table, made again from its inputs, and who changed since.

Two editions of one table are one system for a reader who subtracts them: what disclosure needs is how many persons
changed in each cell, and only the inputs of both editions tell. So the earlier one is counted again, from the files
that its receipt names; when that does not give the figures that it shows, nothing is published.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path
from typing import Any

from banenafspraak.core.counting.baseline import OF_THE_NATION, key_for, plan_of_2012
from banenafspraak.core.counting.engines import Labels, Question, Record
from banenafspraak.core.counting.fates import COUNTED
from banenafspraak.core.counting.files import Kept, read_result
from banenafspraak.core.counting.one_reading import OneReading
from banenafspraak.core.counting.plan import Plan, make_plan
from banenafspraak.core.counting.preparing import Order
from banenafspraak.core.counting.publishing import (
    EDITION,
    SETTING,
    Edition,
    Side,
    cell_of,
    is_empty,
    places,
    publish,
    sides,
)
from banenafspraak.core.counting.result import SHOWN, WITHHELD, Result, as_text, with_month
from banenafspraak.core.kernel.disclosure import EVERYTHING, Cell
from banenafspraak.core.kernel.identifiers import without_bsn
from banenafspraak.core.kernel.problems import Place, Problem, ProblemsError, stop
from banenafspraak.core.kernel.receipts import NamedFile, sha256_file
from banenafspraak.core.tables.sources import sources

type Parts = Mapping[Cell, Mapping[str, Fraction]]
"""Per cell, what each person (by pseudonym) adds to it, in hundredths of an hour."""
EVERY_ROW = 2**62
FIGURES = ("verloonde_uren", "personen", "banen")


@dataclass(frozen=True, slots=True)
class Remade:
    """An earlier edition made again: its count, the cells that it shows, and what each person adds to each cell."""

    file: NamedFile
    result: Result
    shown: frozenset[Cell]
    parts: Mapping[Side, Parts]

    def beside(self, reading: OneReading, result: Result) -> Edition:
        """The edition beside a later count of the same table, with the persons that changed between them."""
        now = {side: _parts(reading, side) for side in sides([result]) if side in self.parts}
        changed = {side: _changed(self.parts[side], parts) for side, parts in now.items()}
        return Edition(self.file, self.result, self.shown, changed)


def remake(path: Path, order: Order, others: Sequence[Path] = ()) -> Remade:
    """Make an earlier edition again, from those files of an order that went into it, and from others that did.

    Raises:
        ProblemsError: it is no published edition of this table, its files are not all there, or it is not made again.
    """
    kept = read_result(path)
    receipt = kept.receipt
    if not kept.table_is_whole or SETTING not in receipt["settings"]:
        raise stop("edition-not-published", Place(path.name))
    plan = make_plan(order.definition, order.period, order.by, split=order.split)
    if (receipt["definition"], tuple(receipt["settings"]["by"])) != (plan.definition.as_dict(), plan.by):
        raise stop("edition-other-table", Place(path.name))
    reading = OneReading.of(_order(receipt, order, others, path.name))
    result = reading()
    shown = _shown(kept, result)
    if shown is None:
        raise stop("edition-not-remade", Place(path.name))
    parts = {side: _parts(reading, side) for side in sides([result])}
    return Remade(NamedFile(EDITION, path.name, sha256_file(path)), result, shown, parts)


def publish_order(
    order: Order, after: Path | None = None, others: Sequence[Path] = ()
) -> tuple[OneReading, Result, Result]:
    """Count what is ordered: what was read, the complete result, and the one that may be published.

    Raises:
        ProblemsError: with everything that keeps the count from being made, or from being published after another.
    """
    remade = remake(after, order, others) if after else None
    reading = OneReading.of(order)
    own = reading()
    return reading, own, publish(own, remade.beside(reading, own) if remade else None)


def _shown(kept: Kept, result: Result) -> frozenset[Cell] | None:
    """The cells that an edition shows; None when they differ from what was counted again."""
    by = result.plan.by
    told = {tuple(line[name] for name in by): line for line in kept.lines}
    pairs = [(row, told.get(row.labels)) for row in ((*result.rows, result.total) if by else (result.total,))]
    there = [(row, line) for row, line in pairs if line]
    made = {row.labels: as_text(row.values()) for row, line in there if line[WITHHELD] == SHOWN}
    alike = all(told[labels][name] == values[name] for labels, values in made.items() for name in FIGURES)
    left_out = all(is_empty(row) for row, line in pairs if line is None)
    if not alike or not left_out or len(there) != len(kept.lines):
        return None
    return frozenset(cell_of(result, row) for row, line in pairs if line is None or line[WITHHELD] == SHOWN)


# -- the order that made it ------------------------------------------------------------------------------------------


def _order(receipt: Mapping[str, Any], order: Order, others: Sequence[Path], name: str) -> Order:
    """The order that an edition was made by, its files found by their digest; files named for it go first."""
    wanted, settings = _Wanted(receipt["inputs"]), receipt["settings"]
    base = wanted.one("baseline", [*others, order.baseline_file])
    made = replace(
        order,
        store=None,
        deliveries=wanted.found("payroll", _files([*others, *order.deliveries])),
        corrections=wanted.found("payroll", _files(order.corrections)),
        register=wanted.one("register", [*others, order.register]) or order.register,
        employers=wanted.one("employers", [*others, order.employers]),
        keys=wanted.one("keys", [*others, order.keys]),
        targets=wanted.one("targets", [*others, order.targets]),
        baseline=str(base) if base else _published(settings),
        period=receipt["period"],
        by=tuple(settings["by"]),
        split=settings["splitsing"],
    )
    if missing := wanted.missing():
        raise ProblemsError(Problem("edition-file-missing", Place(name), {"name": each}) for each in missing)
    return made


def _published(settings: Mapping[str, str]) -> str | None:
    return settings.get("baseline") if settings.get("baseline") in OF_THE_NATION else None


def _files(paths: Iterable[Path]) -> list[Path]:
    """The files behind deliveries, in their order, each once."""
    return list(dict.fromkeys(source.file for source in sources(paths)))


class _Wanted:
    """The files that a receipt names: each is taken once, by its digest, or by its name when it has no digest."""

    def __init__(self, inputs: Iterable[Mapping[str, str]]) -> None:
        self.left = [one for one in inputs if one["role"] != EDITION]

    def found(self, role: str, paths: Iterable[Path | None]) -> tuple[Path, ...]:
        """Those of the paths that went in with a role."""
        return tuple(path for path in paths if path and self._take(role, path))

    def one(self, role: str, paths: Iterable[Path | None]) -> Path | None:
        """The first of them."""
        return next(iter(self.found(role, paths)), None)

    def missing(self) -> list[str]:
        """The names of the files that were not found."""
        return [one["name"] for one in self.left]

    def _take(self, role: str, path: Path) -> bool:
        named = [one for one in self.left if one["role"] == role]
        digest = sha256_file(path) if named and path.is_file() else None
        match = next((one for one in named if one["sha256"] == digest or _is_named(one, path)), None)
        if match:
            self.left.remove(match)
        return match is not None


def _is_named(one: Mapping[str, str], path: Path) -> bool:
    return not one["sha256"] and one["name"] == without_bsn(path.name)


# -- who changed -----------------------------------------------------------------------------------------------------


def _parts(reading: OneReading, side: Side) -> Parts:
    """What each person adds to each cell of one of the counts of a table."""
    keys = reading.ready.keys
    asked = replace(reading.plan, key=key_for(reading.plan, keys))
    plan = asked if side == "now" else plan_of_2012(asked, keys)
    parts: dict[Cell, dict[int, Fraction]] = defaultdict(lambda: defaultdict(Fraction))
    for record, labels in _counted(reading, plan):
        parts[EVERYTHING][record.person] += record.counted
        for place, share in places(labels, plan.by, plan.key if plan.moves else None) if plan.by else ():
            [at] = with_month({place: None}, asked) if side == "baseline" else [place]
            parts[Cell("+".join(asked.by), at)][record.person] += share * record.counted
    names = reading.ready.people.pseudonyms(parts[EVERYTHING])
    return {cell: {names[who]: part for who, part in found.items() if part} for cell, found in parts.items()}


def _counted(reading: OneReading, plan: Plan) -> Iterator[tuple[Record, Labels]]:
    """The rows that count, with their labels; by month where months are asked for, since a row may lie in several."""
    months = [{"maand": label} for label, _ in plan.windows] if "maand" in plan.by else [{}]
    for month in months:
        for kind in COUNTED:
            question = Question(cell={"soort": kind, **month}, most=EVERY_ROW)
            for record in reading.ready.rows.records(plan, question):
                yield record, record.labels[:-1]


def _changed(before: Parts, now: Parts) -> dict[Cell, int]:
    """Per cell, the persons whose part of it is not what it was."""
    return {cell: _differing(before.get(cell, {}), now.get(cell, {})) for cell in before.keys() | now.keys()}


def _differing(one: Mapping[str, Fraction], other: Mapping[str, Fraction]) -> int:
    return sum(one.get(who, 0) != other.get(who, 0) for who in one.keys() | other.keys())
