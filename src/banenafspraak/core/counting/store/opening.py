"""From a store to everything that a count needs: its rows, who stands behind them, and the files they came from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from functools import partial
from pathlib import Path

from banenafspraak.core.counting import baseline as baselines
from banenafspraak.core.counting.engines import Engine
from banenafspraak.core.counting.engines.sql import SqlEngine
from banenafspraak.core.counting.plan import NO_KEYS, LentKey, Plan
from banenafspraak.core.counting.preparing import Order, Ready
from banenafspraak.core.counting.store.database import database
from banenafspraak.core.counting.store.numbering import PERSON_NAME, names_of, number_of
from banenafspraak.core.counting.store.shelf import Shelf
from banenafspraak.core.counting.store.state import Store
from banenafspraak.core.kernel.problems import Noted, Place, Problem, ProblemsError, stop
from banenafspraak.core.kernel.pseudonyms import Key, digest_of, written
from banenafspraak.core.kernel.receipts import InputFile
from banenafspraak.core.tables.door import Door
from banenafspraak.core.tables.reading import Reading, Refused, read_table


class KeptPeople:
    """Who stands behind the numbers of a store."""

    def __init__(self, store: Store, key: Key) -> None:
        self.store, self.key = store, key

    def number_of(self, pseudonym: str) -> int | None:
        """The number of a pseudonym."""
        digest = digest_of(pseudonym)
        if digest is None:
            return None
        with database() as session:
            return number_of(session, self.store.objects, self.store.state.persons, digest)

    def pseudonym_of_bsn(self, digits: str) -> str:
        """The pseudonym of a valid BSN."""
        return self.key.pseudonym("bsn", digits)

    def pseudonyms(self, numbers: Iterable[int]) -> dict[int, str]:
        """The pseudonyms of numbers."""
        with database() as session:
            found = names_of(session, self.store.objects, self.store.state.persons, PERSON_NAME, sorted(set(numbers)))
        return {number: written(bytes(name)) for number, name in found.items() if not isinstance(name, str)}


def ready_from(folder: Path, order: Order, plan: Plan, engine: Engine) -> Ready:
    """Everything that a count of a store needs; baseline, targets and keys of the order go with it.

    Raises:
        ProblemsError: with everything that keeps the count from being made.
    """
    if not isinstance(engine, SqlEngine):
        raise stop("store-engine", Place("--engine"))
    store = Store.open(folder, order.key, held=True)
    noted = Noted()
    if store.state.invented and order.baseline in baselines.OF_THE_NATION:
        noted.found.append(Problem("invented-and-real", Place("--baseline")))
    shelf = Shelf(store, engine)
    register = noted.take(lambda: shelf.maker.register)
    keys = noted.take(partial(_keys, store, order))
    file = order.baseline_file
    baseline = noted.take(partial(baselines.from_file, file, plan)) if file else None
    targets = noted.take(partial(baselines.targets_from_file, order.targets)) if order.targets else None
    if noted.found or register is None or keys is None:
        raise ProblemsError(noted.found)
    by_year, key_files = keys
    names = tuple(source.name for source in store.state.sources)
    conflicts = shelf.conflicts(plan)
    employers = store.state.employers
    return Ready(
        rows=shelf,
        people=KeptPeople(store, order.key),
        files=(*_files(store, conflicts), register.file, *([employers.file] if employers else []), *key_files),
        source_names=names,
        rows_read=sum(month.count for month in store.state.months.values()) + _refused(store),
        reference_day=register.reference_day,
        keys=by_year,
        refused=tuple(Refused(names[source], row, "", "rows-differ") for source, row in conflicts),
        oddities=employers.oddities if employers else {},
        baseline=baseline,
        targets=targets,
        invented=bool(store.state.invented),
    )


def _keys(store: Store, order: Order) -> tuple[dict[int, LentKey], tuple[InputFile, ...]]:
    """Keys of the order, else those of the store."""
    if order.keys:
        read = read_table("keys", [order.keys], Reading(Door(order.key)))
        return baselines.keys_from_rows(read.rows.to_pylist()), read.files
    kept = store.state.keys
    if kept is None:
        return dict(NO_KEYS), ()
    return baselines.keys_from_rows([dict(row) for row in kept.rows]), (kept.file,)


def _files(store: Store, conflicts: list[tuple[int, int]]) -> Iterable[InputFile]:
    """The deliveries with rows in the store; of them the rows in conflict are refused."""
    counts = Counter(store.state.sources[source].file for source, _ in conflicts)
    for at, file in store.state.files_in_use.items():
        less = counts[at]
        yield replace(file, rows_accepted=file.rows_accepted - less, rows_refused=file.rows_refused + less)


def _refused(store: Store) -> int:
    return sum(file.rows_refused for file in store.state.files_in_use.values())
