"""Baselines and targets: counted from the input, read from a file, or published under their own name.

Extra jobs need a baseline of the same population (counting.md 7). A baseline is never borrowed: without one the
extra jobs stay empty, with the reason.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path

from banenafspraak.core.counting.engines import Engine, Labels
from banenafspraak.core.counting.inputs import Inputs
from banenafspraak.core.counting.plan import GOVERNMENT, MARKET, TOTAL, LentKey, Plan
from banenafspraak.core.counting.registration import day_number
from banenafspraak.core.counting.result import Baseline, divided
from banenafspraak.core.figures import baseline_value, lent_key, targets
from banenafspraak.core.kernel.hours import hours
from banenafspraak.core.kernel.problems import Place, Problem, ProblemsError, stop
from banenafspraak.core.tables.plain import read_rows

PUBLISHED, OF_2015 = "gepubliceerd", "regeling-2015"
DUTCH = {"market": MARKET, "government": GOVERNMENT, "total": TOTAL}
type Targets = Mapping[tuple[int, str], int]


def counted(plan: Plan, inputs: Inputs, aside: object, engine: Engine, keys: Mapping[int, LentKey]) -> Baseline | None:
    """December 2012 counted in the same deliveries, or None when they do not hold it."""
    import pyarrow.compute as pc  # noqa: PLC0415 - only where a baseline is counted

    earlier = plan.baseline()
    first, last = day_number(earlier.period.first), day_number(earlier.period.last)
    payroll = inputs.payroll
    touches = pc.and_(pc.less_equal(payroll["begin"], last), pc.greater_equal(payroll["einde"], first))
    if not pc.any(touches).as_py():
        return None
    from dataclasses import replace  # noqa: PLC0415 - beside its only use

    earlier = replace(earlier, key=key_for(earlier, keys))
    outcome = engine.run(earlier, inputs, aside)  # type: ignore[arg-type] - an arrow table, named object for the import above
    jobs = {labels: hours(value) / plan.hours_per_job for labels, value in divided(outcome, earlier).items()}
    return Baseline("geteld", sum(jobs.values(), Fraction()), jobs if _same_division(plan, earlier) else None)


def _same_division(plan: Plan, earlier: Plan) -> bool:
    """Labels of two counts compare only when both divided lent hours, or neither did."""
    return bool(plan.key) == bool(earlier.key) or "sector" not in plan.by or not plan.divides


def key_for(plan: Plan, keys: Mapping[int, LentKey]) -> LentKey | None:
    """The key of exactly that year: given by the user, else published. Never one of another year."""
    if not plan.divides:
        return None
    if keys:
        return keys.get(plan.year)
    found = lent_key(plan.year)
    return LentKey(found["market"], found["government"], f"SEO, december {plan.year}", "V") if found else None


def published() -> Baseline:
    """75,179 jobs for the nation; its revised split by sector was not found.

    >>> int(published().total)
    75179
    """
    value = baseline_value("total", "all", "jobs")
    if value is None:
        raise LookupError("figures/baseline.csv has lost the published total")
    return Baseline(PUBLISHED, Fraction(value.value))


def of_2015(plan: Plan) -> Baseline:
    """The sector baselines of the text of 2015, in hours before lent work was moved (Regeling Wfsv 3.29(1))."""
    jobs: dict[Labels, Fraction] = {}
    for sector, name in (("market", MARKET), ("government", GOVERNMENT)):
        value = baseline_value(sector, "before_inleen_reattribution", "paid_hours_december")
        if value is None:
            raise LookupError("figures/baseline.csv has lost a sector baseline")
        jobs[name,] = Fraction(value.value) / plan.hours_per_job
    return Baseline(OF_2015, sum(jobs.values(), Fraction()), jobs if plan.by == ("sector",) else None)


def from_file(path: Path, plan: Plan) -> Baseline:
    """A baseline from a table: the columns of the breakdown, and banen or verloonde_uren. Also a result of December 2012.

    Raises:
        ProblemsError: the table has no such columns, a number cannot be read, or a row stands in it twice.
    """
    rows = read_rows(path)
    by = tuple(name for name in plan.by if name != "maand")
    measure = next((name for name in ("verloonde_uren", "banen") if rows and name in rows[0]), None)
    if measure is None:
        raise stop("baseline-unfit", Place(path.name), columns=", ".join([*by, "verloonde_uren | banen"]))
    jobs: dict[Labels, Fraction] = {}
    problems: list[Problem] = []
    for number, row in enumerate(rows, 2):
        labels = tuple(row.get(name, TOTAL) for name in by)
        value = _number(row[measure])
        if value is None or labels in jobs:
            problems.append(Problem("baseline-row", Place(path.name, number, measure)))
            continue
        jobs[labels] = value / plan.hours_per_job if measure == "verloonde_uren" else value
    if problems:
        raise ProblemsError(problems)
    return _split_total(jobs, by, path)


def _split_total(jobs: dict[Labels, Fraction], by: tuple[str, ...], path: Path) -> Baseline:
    total = jobs.pop((TOTAL,) * len(by), None)
    whole = all(TOTAL not in labels for labels in jobs)
    if not whole or (total is None and not jobs):
        raise stop("baseline-unfit", Place(path.name), columns=", ".join([*by, "verloonde_uren | banen"]))
    return Baseline(path.name, sum(jobs.values(), Fraction()) if total is None else total, jobs or None)


def _number(text: str) -> Fraction | None:
    try:
        return Fraction(text.strip().replace(",", "."))
    except (ValueError, ZeroDivisionError):
        return None


def published_targets() -> Targets:
    """The targets of the law by year and Dutch sector.

    >>> published_targets()[2018, "totaal"]
    43500
    """
    return {(one.year, DUTCH[one.sector]): one.extra_jobs for one in targets()}


def targets_from_file(path: Path) -> Targets:
    """Targets from a table: jaar, sector (markt, overheid, totaal), doelstelling, bron.

    Raises:
        ProblemsError: with every row that is no target.
    """
    found: dict[tuple[int, str], int] = {}
    problems: list[Problem] = []
    for number, row in enumerate(read_rows(path), 2):
        year, sector, target = row.get("jaar", ""), row.get("sector", ""), row.get("doelstelling", "")
        if not (year.isdecimal() and target.isdecimal() and sector in DUTCH.values() and row.get("bron")):
            problems.append(Problem("target-row", Place(path.name, number)))
        else:
            found[int(year), sector] = int(target)
    if problems or not found:
        raise ProblemsError(problems or [Problem("target-row", Place(path.name))])
    return found


def keys_from_rows(rows: list[dict[str, object]]) -> dict[int, LentKey]:
    """Keys by year from checked rows: both sectors, shares in percent that add up to 100.

    Raises:
        ProblemsError: with every year that is no key.
    """
    years: dict[int, dict[str, tuple[Fraction | None, str]]] = {}
    for row in rows:
        share = _number(str(row["aandeel"] or ""))
        years.setdefault(int(str(row["jaar"])), {})[str(row["sector"])] = (share, str(row["bron"]))
    found: dict[int, LentKey] = {}
    problems: list[Problem] = []
    for year, shares in years.items():
        market, government = shares.get(MARKET, (None, "")), shares.get(GOVERNMENT, (None, ""))
        if (
            market[0] is None
            or government[0] is None
            or market[0] + government[0] != 100
            or min(market[0], government[0]) < 0
        ):  # noqa: PLR2004 - percent
            problems.append(Problem("key-unfit", Place("--keys"), {"year": year}))
            continue
        found[year] = LentKey(market[0] / 100, government[0] / 100, market[1], "U")
    if problems:
        raise ProblemsError(problems)
    return found
