"""From a complete result to what may be published: cells on few persons are hidden, in all measures together.

Everything that is published or shown to another party is made here, and nowhere else. Which cells are hidden is decided
by kernel/disclosure.py from the persons behind them; the choices stand in docs/decisions/0007.

A table of extra jobs shows two counts: with the jobs beside them a reader has the baseline too. So a cell is shown only
when it is safe in both.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import filterfalse
from typing import Literal

from banenafspraak.core.counting.baseline import OF_THE_NATION
from banenafspraak.core.counting.engines import Labels
from banenafspraak.core.counting.fates import LENT, REGULAR
from banenafspraak.core.counting.order import table_digest
from banenafspraak.core.counting.plan import GOVERNMENT, MARKET, TOTAL, UNDIVIDED, LentKey
from banenafspraak.core.counting.result import Flow, Heads, Note, Pace, Result, Row, Withheld, with_month
from banenafspraak.core.kernel.disclosure import (
    EVERYTHING,
    THRESHOLD,
    Cell,
    Earlier,
    Protected,
    Publication,
    Reason,
    Relation,
    RevealsError,
    Table,
    as_good_as_shown,
    divided_relations,
    nested_relations,
    protect,
    total_relation,
)
from banenafspraak.core.kernel.problems import Place, stop
from banenafspraak.core.kernel.receipts import InputFile, NamedFile, Receipt

type Side = Literal["now", "baseline"]
"""The two counts that a table of extra jobs shows."""
SETTING, EDITION = "afscherming", "publish-after"
FEW, COMPUTED, COMPARED = "weinig personen", "tegen uitrekenen", "tegen vergelijken"
REASONS: Mapping[Side, Mapping[Reason, str]] = {
    "now": {"small": FEW, "difference": COMPARED, "secondary": COMPUTED},
    "baseline": {"small": COMPUTED, "difference": COMPARED, "secondary": COMPUTED},
}
"""Why a cell is hidden, as the table says it: with few persons in the baseline, that could be worked out."""
FIRST = "invented"
OF_PERSONS = frozenset({"payroll", "register"})


@dataclass(frozen=True, slots=True)
class Edition:
    """An earlier published edition of a table: the count behind it, the cells that it shows, and who changed since.

    `changed`: per count, and per cell in both editions, the persons whose part of it is not what it was.
    """

    file: NamedFile
    result: Result
    shown: frozenset[Cell]
    changed: Mapping[Side, Mapping[Cell, int]]


def publish(result: Result, edition: Edition | None = None) -> Result:
    """A result as it may be published, also beside an earlier edition of it.

    Raises:
        ProblemsError: the earlier edition reveals what would have to be hidden now.
    """
    both_sides = sides([result])
    publications = [_publication([result], side) for side in both_sides]
    earlier = [_earlier(result, edition, side) if edition else None for side in both_sides]
    try:
        done = [protect(one, before) for one, before in zip(publications, earlier, strict=True)]
    except RevealsError as error:
        raise stop("edition-reveals", Place(edition.file.name if edition else None)) from error
    return _masked(result, _reasons(both_sides, done), edition.file if edition else None)


def publish_together(results: Sequence[Result], finer: Sequence[Result] = ()) -> tuple[list[Result], list[Result]]:
    """Tables of one count as they may be published together, so that none of them reveals what another hides.

    The finer tables (by region) come after the others and never change what those show: so it makes no difference
    whether they are published now, later or not at all. One that cannot be shown beside them is left out.
    """
    both_sides = sides(results)
    coarse = [_publication(results, side) for side in both_sides]
    done = [protect(one) for one in coarse]
    fixed = [_unchanged(one, protected) for one, protected in zip(coarse, done, strict=True)]
    given: list[Result] = []
    latest = done
    for one in finer:
        both = [_publication([*results, *given, one], side) for side in both_sides]
        try:
            latest = [protect(each, before) for each, before in zip(both, fixed, strict=True)]
        except RevealsError:
            continue
        given.append(one)
    first, last = _reasons(both_sides, done), _reasons(both_sides, latest)
    return [_masked(one, first) for one in results], [_masked(one, last) for one in given]


def earlier_totals(now: Result, others: Iterable[Result]) -> list[Result]:
    """Totals of other periods that may stand beside a published one: from each to each ten persons or more changed.

    Who only works other hours is not known here, so only those count who came or went.
    """
    shown, found = [_heads_of(now).working], []
    for other in others:
        published, working = publish(other), _heads_of(other).working
        enough = all(len(working ^ each) >= THRESHOLD for each in shown)
        if enough and isinstance(published.total, Row):
            shown.append(working)
            found.append(published)
    return found


# -- what disclosure is told: persons behind cells, and the equations between these ----------------------------------


def sides(results: Sequence[Result]) -> list[Side]:
    """The counts that tables show: a published baseline is known to everyone and needs no protection.

    >>> sides([])
    ['now']
    """
    return ["now", "baseline"] if any(_counted(result) for result in results) else ["now"]


def _counted(result: Result) -> Heads | None:
    """The persons behind the baseline, when it was counted from the deliveries."""
    return result.baseline.heads if result.baseline else None


def _heads_of(result: Result) -> Heads:
    if result.heads is None:
        raise ValueError("a result without the persons behind its cells cannot be published")
    return result.heads


def _heads(result: Result, side: Side) -> Heads | None:
    """The persons behind one of the counts, by the labels of the result; none where that count is not shown."""
    if side == "now":
        return _heads_of(result)
    heads = _counted(result)
    if heads is None or result.baseline is None or result.baseline.by_labels is None:
        return heads and replace(heads, by_labels={})
    return replace(heads, by_labels=with_month(heads.by_labels, result.plan))


def _publication(results: Sequence[Result], side: Side) -> Publication:
    """Everything that tables show of one of their counts, for disclosure.

    Beside other tables sectors are divided by kind of work too, shown or not: lent work and its key are known there.
    """
    layers = [layer for result in results for layer in _layers(result, side, crossed=len(results) > 1)]
    tables = [layer.table for layer in layers if layer.table.dimensions]
    persons = {table.cell(*labels): number for table in tables for labels, number in table.persons.items()}
    relations = (
        *map(total_relation, tables),
        *nested_relations(tables),
        *(one for each in layers for one in each.known),
    )
    overlap = {layer.table.name: layer.most - layer.table.total for layer in layers if layer.table.dimensions}
    return Publication({**persons, EVERYTHING: max(layer.table.total for layer in layers)}, relations, overlap)


@dataclass(frozen=True, slots=True)
class _Layer:
    """A table with the persons that each of its cells rests on at least, and the most that all may have together.

    Lent hours go to both sectors: a cell of a sector rests on the persons of its own work and on those of lent work,
    who may be the same, so on as many as the larger of the two has.
    """

    table: Table
    most: int
    known: tuple[Relation, ...] = ()


def _layers(result: Result, side: Side, *, crossed: bool) -> Iterator[_Layer]:
    heads, by = _heads(result, side), result.plan.by
    if heads is None:
        return
    shown = heads.by_labels or side == "now"
    rows = [row.labels for row in result.rows] if by and shown else []
    yield _layer(by if rows else (), rows, heads)
    if crossed and rows and "sector" in by and "soort" not in by:
        both = [each for one in (_heads(result, "now"), _heads(result, "baseline")) if one for each in _kinds(one, by)]
        kinds = replace(heads, by_labels={(*labels, _kind(labels, by)): n for labels, n in heads.by_labels.items()})
        yield _layer((*by, "soort"), both, kinds)


def _kinds(heads: Heads, by: Sequence[str]) -> Iterator[Labels]:
    for labels in heads.by_labels:
        yield from ((*place, _kind(labels, by)) for place, _ in places(labels, by, heads.key))


def _kind(labels: Labels, by: Sequence[str]) -> str:
    """Lent work has no sector of its own, all other work has."""
    return LENT if labels[by.index("sector")] == UNDIVIDED else REGULAR


def _layer(by: Sequence[str], rows: Iterable[Labels], heads: Heads) -> _Layer:
    least, most = dict.fromkeys(rows, 0), 0
    for labels, number in heads.by_labels.items() if by else ():
        for place, _ in places(labels, by, heads.key):
            least[place] = max(least.get(place, 0), number)
            most += number
    table = Table("+".join(by), tuple(by), least, heads.total)
    if heads.key is None or not {"sector", "soort"} <= set(by):
        return _Layer(table, most)
    shares = {MARKET: heads.key.market, GOVERNMENT: heads.key.government}
    return _Layer(table, most, divided_relations(table, "sector", ("soort", LENT), shares))


def places(labels: Labels, by: Sequence[str], key: LentKey | None) -> tuple[tuple[Labels, Fraction], ...]:
    """The cells that work counts in, each with its share: with a key, lent work counts in both sectors.

    >>> places(("niet te verdelen",), ("sector",), LentKey(Fraction(3, 4), Fraction(1, 4), "", "U"))
    ((('markt',), Fraction(3, 4)), (('overheid',), Fraction(1, 4)))
    """
    at = by.index("sector") if key else -1
    if key is None or labels[at] != UNDIVIDED:
        return ((labels, Fraction(1)),)
    shares = {MARKET: key.market, GOVERNMENT: key.government}
    return tuple(((*labels[:at], sector, *labels[at + 1 :]), share) for sector, share in shares.items())


def _unchanged(publication: Publication, protected: Protected) -> Earlier:
    """The same figures, already published."""
    return Earlier(publication, protected.visible, dict.fromkeys(publication.persons, 0))


def _earlier(result: Result, edition: Edition, side: Side) -> Earlier | None:
    """An earlier edition for disclosure; none when it did not show that count.

    It hides cells for the other count's sake too. Those that follow in this one all the same hid nobody here.
    """
    if side not in sides([edition.result]):
        return None
    publication, now = _publication([edition.result], side), _publication([result], side)
    both = publication.persons.keys() & now.persons.keys()
    least = {cell: abs(now.persons[cell] - publication.persons[cell]) for cell in both}
    changed = {cell: max(number, edition.changed[side].get(cell, 0)) for cell, number in least.items()}
    shown = as_good_as_shown(publication, edition.shown & publication.persons.keys())
    return Earlier(publication, shown, changed)


def cell_of(result: Result, row: Row | Withheld) -> Cell:
    """The name of a row for disclosure. The total is one cell of all tables, and the only one without a breakdown."""
    return EVERYTHING if row is result.total or not result.plan.by else Cell("+".join(result.plan.by), row.labels)


# -- what is left of a result ----------------------------------------------------------------------------------------


def _reasons(both: Sequence[Side], done: Iterable[Protected]) -> dict[Cell, str]:
    """Why each hidden cell is hidden; when in both counts, the reason of now goes first."""
    found: dict[Cell, str] = {}
    for side, protected in zip(both, done, strict=True):
        found = {cell: REASONS[side][reason] for cell, reason in protected.hidden.items()} | found
    return found


def _masked(result: Result, reasons: Mapping[Cell, str], edition: NamedFile | None = None) -> Result:
    """A result without its hidden cells and without everything that could tell of them."""
    known = _baseline_is_known(result)
    *rows, total = (_shown(row, reasons.get(cell_of(result, row)), known) for row in (*result.rows, result.total))
    flow = _flow(result.flow) if isinstance(total, Row) else None
    notes = (
        *(note for note in result.notes if note.code == FIRST),
        Note("published", {"most": THRESHOLD - 1, "threshold": THRESHOLD}),
        *([] if known else [Note("extra-withheld")]),
        *([Note("total-withheld")] if isinstance(total, Withheld) else []),
        *([Note("flow-withheld", {"threshold": THRESHOLD})] if result.flow and not flow else []),
        *(note for note in result.notes if note.code != FIRST and _tells_of_nobody(note)),
    )
    masked = replace(
        result, rows=tuple(filterfalse(is_empty, rows)), total=total, pace=_paces(result.pace, (*rows, total)),
        flow=flow, notes=notes, tallies={}, refused=(), rows_read=0, heads=None, baseline=None, published=True,
    )  # fmt: skip
    return replace(masked, receipt=_receipt(masked, edition))


def is_empty(row: Row | Withheld) -> bool:
    """Whether a row has nobody and nothing: that it is there says that someone with no hours is, so it is left out.

    >>> is_empty(Row(("Urk",), Fraction(), 0, Fraction(1))), is_empty(Withheld(("Urk",), FEW))
    (True, False)
    """
    return isinstance(row, Row) and not row.hundredths and row.persons == 0 and not row.extra_jobs


def _baseline_is_known(result: Result) -> bool:
    """Whether it is known on how many persons the baseline rests, or everyone knows that baseline anyhow."""
    base = result.baseline
    return base is None or base.heads is not None or base.name in OF_THE_NATION


def _shown(row: Row | Withheld, reason: str | None, baseline_is_known: bool) -> Row | Withheld:
    if reason:
        return Withheld(row.labels, reason, row.target)
    return row if isinstance(row, Withheld) or baseline_is_known else replace(row, extra_jobs=None)


def _paces(paces: Iterable[Pace], rows: Iterable[Row | Withheld]) -> tuple[Pace, ...]:
    """What it takes to reach a target, of rows whose extra jobs are shown."""
    open_rows = {(*row.labels, TOTAL)[0] for row in rows if isinstance(row, Row) and row.extra_jobs is not None}
    return tuple(one for one in paces if one.sector in open_rows)


def _flow(flow: Flow | None) -> Flow | None:
    """The flow of working persons, whole or not at all: with the others a hidden number of it could be worked out."""
    if flow is None:
        return None
    parts = (flow.working_before, flow.working, flow.found_work, flow.lost_work)
    more = (flow.entered_group_while_working, flow.left_group_while_working)
    return None if any(0 < number < THRESHOLD for number in (*parts, *more)) else flow


def _tells_of_nobody(note: Note) -> bool:
    """Whether a note holds no number but a year: rows and persons that it counts may be few."""
    return all(isinstance(value, str) or name == "year" for name, value in note.values.items())


def _receipt(masked: Result, edition: NamedFile | None) -> Receipt:
    """The receipt without numbers of rows, and with the digest of what is published."""
    files = (*map(_sealed, masked.receipt.inputs), *([edition] if edition else []))
    return replace(
        masked.receipt,
        settings={**masked.receipt.settings, SETTING: {"drempel": THRESHOLD}},
        inputs=files,
        counts={},
        notes=tuple(note.code for note in masked.notes),
        result_sha256=table_digest(masked),
    )


def _sealed(file: NamedFile) -> NamedFile:
    """A file without its numbers of rows. A digest of little content would let a reader try out what it was."""
    few = isinstance(file, InputFile) and file.role in OF_PERSONS and file.rows_read < THRESHOLD
    return NamedFile(file.role, file.name, "" if few or file.role == "baseline" else file.sha256)
