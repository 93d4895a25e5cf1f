"""Outcomes of own counts in domain words. Nobody in them exists."""

from decimal import Decimal
from fractions import Fraction

from banenafspraak.core.counting.own import Behind, OwnCount, OwnMonth, OwnQuota, OwnYear, Part, Said
from banenafspraak.core.kernel.hours import rounded

HOURS_OF_A_JOB = 1331
RECEIPT = {
    "version": "0.1.0",
    "definition": {"naam": "employer-year"},
    "inputs": [{"role": "payroll", "name": "loon.csv", "sha256": "a" * 64, "rows_read": 240}],
    "result_sha256": "b" * 64,
    "notes": [],
}


def counted_year(year=2025, regular=20, lent=12, together=None, **given):
    """A year with so many persons of each kind of work; its `jobs`, its `shortfall`, whether it is `invented`."""
    jobs = given.get("jobs", (15, 8))
    hours = [Decimal(each) * HOURS_OF_A_JOB for each in jobs]
    behind = Behind(regular, lent, regular + lent if together is None else together)
    months = tuple(
        OwnMonth(f"{year}-{month:02}", hours[0] / 12, hours[1] / 12, Decimal(100), Decimal("1.00") * month)
        for month in range(1, 13)
    )
    quota = OwnQuota(
        numbers=("…L01",),
        sector="overheid",
        total_hours=Decimal(200_000),
        group_hours=sum(hours),
        percentage=Decimal("2.14"),
        percentage_source="Besluit",
        liability="te_klein_dit_jaar",
        shortfall=Decimal(given.get("shortfall", "3.0")),
        information_cents=1_500_000,
        due_cents=0,
        levy_article="Wfsv 122na",
        hours_needed=Decimal(3993),
        jobs_needed=Decimal(3),
        case=None,
        notes=(),
    )
    return OwnYear(
        year=year,
        regular=hours[0],
        lent=hours[1],
        jobs=rounded(Fraction(sum(hours)) / HOURS_OF_A_JOB, 2),
        persons=behind.together,
        behind=behind,
        months=months,
        parts=(Part("regulier", 240, hours[0], hours[0]), Part("niet_geregistreerd", 50, Decimal(5000), Decimal())),
        quotas=(quota,),
        workers=50,
        notes=(Said("invented", {}),) if given.get("invented") else (),
        receipt=RECEIPT,
    )


def counted(*years, refused=0):
    """The outcome of an own count."""
    return OwnCount(years or (counted_year(),), 290, (), refused)
