"""Baselines, targets and keys: counted from the input, read from a file, or published under their own name.

Extra jobs need a baseline of the same population (counting.md 7). A baseline is never borrowed: without one the
extra jobs stay empty, with the reason.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

from banenafspraak.core.counting.engines import Labels
from banenafspraak.core.counting.fates import LENT
from banenafspraak.core.counting.plan import DUTCH, GOVERNMENT, MARKET, TOTAL, LentKey, Plan
from banenafspraak.core.counting.result import Baseline, divided, heads_of
from banenafspraak.core.counting.rows import Rows
from banenafspraak.core.figures import baseline_value, lent_key, targets
from banenafspraak.core.kernel.hours import hours
from banenafspraak.core.kernel.identifiers import without_bsn
from banenafspraak.core.kernel.problems import Place, Problem, ProblemsError, stop
from banenafspraak.core.tables.plain import read_rows
from banenafspraak.core.tables.writing import unguarded

COUNTED, PUBLISHED, OF_2015 = "geteld", "gepubliceerd", "regeling-2015"
OF_THE_NATION = frozenset({PUBLISHED, OF_2015})
MEASURES = ("verloonde_uren", "banen")
HUNDRED_PERCENT = 100
type Targets = Mapping[tuple[int, str], int]


def counted(plan: Plan, rows: Rows, keys: Mapping[int, LentKey]) -> Baseline | None:
    """December 2012 counted in the same rows, or None when they do not hold it.

    Parts compare only when lent hours are treated alike: divided in both counts, or in neither.
    """
    earlier = plan_of_2012(plan, keys)
    if not rows.holds(earlier):
        return None
    outcome = rows.outcome(earlier)
    jobs = {labels: hours(value) / plan.hours_per_job for labels, value in divided(outcome, earlier).items()}
    alike = plan.moves == earlier.moves or not any(labels[-1] == LENT for labels in outcome.cells)
    return Baseline(COUNTED, sum(jobs.values(), Fraction()), jobs if alike else None, heads_of(outcome, earlier))


def plan_of_2012(plan: Plan, keys: Mapping[int, LentKey]) -> Plan:
    """The plan that counts the baseline: lent hours are divided in both counts, or in neither."""
    earlier = plan.baseline()
    return replace(earlier, key=key_for(earlier, keys) if plan.key else None)


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
    return Baseline(PUBLISHED, _value("total", "all", "jobs"))


def of_2015(plan: Plan) -> Baseline:
    """The sector baselines of the text of 2015, in hours before lent work was moved (Regeling Wfsv 3.29(1)).

    Per sector only beside sectors that hold their lent work too, for then the parts are about the same jobs.
    """
    jobs: dict[Labels, Fraction] = {
        (name,): _value(sector, "before_inleen_reattribution", "paid_hours_december") / plan.hours_per_job
        for sector, name in (("market", MARKET), ("government", GOVERNMENT))
    }
    return Baseline(OF_2015, sum(jobs.values(), Fraction()), jobs if plan.by == ("sector",) and plan.moves else None)


def _value(sector: str, part: str, unit: str) -> Fraction:
    found = baseline_value(sector, part, unit)
    if found is None:
        raise LookupError(f"figures/baseline.csv has lost {sector} {part} {unit}")
    return Fraction(found.value)


def from_file(path: Path, plan: Plan) -> Baseline:
    """A baseline from a table: the columns of the breakdown, and banen or verloonde_uren; also a result of 2012.

    Raises:
        ProblemsError: the table has no such columns, a number cannot be read, or a row stands in it twice.
    """
    rows = read_rows(path)
    by = tuple(name for name in plan.by if name != "maand")
    measure = next((name for name in MEASURES if rows and name in rows[0]), None)
    if measure is None:
        raise _unfit(path, by)
    jobs: dict[Labels, Fraction] = {}
    problems: list[Problem] = []
    for number, row in enumerate(rows, 2):
        labels = tuple(unguarded(row.get(name, TOTAL)) for name in by)
        value = _number(row[measure])
        if value is None or labels in jobs:
            problems.append(Problem("baseline-row", Place(path.name, number, measure)))
            continue
        jobs[labels] = value / plan.hours_per_job if measure == MEASURES[0] else value
    if problems:
        raise ProblemsError(problems)
    total = jobs.pop((TOTAL,) * len(by), None)
    if any(TOTAL in labels for labels in jobs) or (total is None and not jobs):
        raise _unfit(path, by)
    return Baseline(without_bsn(path.name), sum(jobs.values(), Fraction()) if total is None else total, jobs or None)


def _unfit(path: Path, by: tuple[str, ...]) -> ProblemsError:
    return stop("baseline-unfit", Place(path.name), columns=", ".join([*by, " | ".join(MEASURES)]))


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
        ProblemsError: with every row that is no target, or that names one a second time.
    """
    found: dict[tuple[int, str], int] = {}
    problems: list[Problem] = []
    for number, row in enumerate(read_rows(path), 2):
        year, sector, target = row.get("jaar", ""), row.get("sector", ""), row.get("doelstelling", "")
        fit = year.isdecimal() and target.isdecimal() and sector in DUTCH.values() and row.get("bron")
        if not fit or (int(year), sector) in found:
            problems.append(Problem("target-row", Place(path.name, number)))
        else:
            found[int(year), sector] = int(target)
    if problems or not found:
        raise ProblemsError(problems or [Problem("target-row", Place(path.name))])
    return found


def keys_from_rows(rows: list[dict[str, object]]) -> dict[int, LentKey]:
    """Keys by year from checked rows: both sectors once, shares in percent that add up to 100.

    Raises:
        ProblemsError: with every year that is no key.

    >>> shares = {"markt": "76", "overheid": "24"}.items()
    >>> rows = [{"jaar": 2012, "sector": sector, "aandeel": share, "bron": "SEO"} for sector, share in shares]
    >>> keys_from_rows(rows)[2012].market
    Fraction(19, 25)
    """
    years: dict[int, list[tuple[str, Fraction | None, str]]] = {}
    for row in rows:
        share = _number(str(row["aandeel"] or ""))
        years.setdefault(int(str(row["jaar"])), []).append((str(row["sector"]), share, str(row["bron"])))
    found = {year: key for year, shares in years.items() if (key := _key(shares))}
    if unfit := [year for year in years if year not in found]:
        raise ProblemsError(Problem("key-unfit", Place("--keys"), {"year": year}) for year in unfit)
    return found


def _key(shares: list[tuple[str, Fraction | None, str]]) -> LentKey | None:
    by_sector = {sector: share for sector, share, _ in shares}
    market, government = by_sector.get(MARKET), by_sector.get(GOVERNMENT)
    if market is None or government is None or len(shares) != len(by_sector):
        return None
    if market + government != HUNDRED_PERCENT or min(market, government) < 0:
        return None
    return LentKey(market / HUNDRED_PERCENT, government / HUNDRED_PERCENT, shares[0][2], "U")
