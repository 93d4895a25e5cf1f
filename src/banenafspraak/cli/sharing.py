"""What `count` gives to share: a published result beside the complete one, and the trend report."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from banenafspraak.cli.figures import ALL_REGIONS, region_names
from banenafspraak.cli.frame import frame, progress, text
from banenafspraak.cli.ordering import editions_of
from banenafspraak.core.counting.editions import publish_order
from banenafspraak.core.counting.one_reading import OneReading
from banenafspraak.core.counting.preparing import Order
from banenafspraak.core.counting.result import Result
from banenafspraak.core.counting.trend_figures import gather
from banenafspraak.core.counting.trending import trends
from banenafspraak.core.figures.importing import place_of
from banenafspraak.core.kernel.problems import Place, Problem, ProblemsError
from banenafspraak.core.regions import Region, regions
from banenafspraak.core.reports.extra import need_tools
from banenafspraak.core.reports.trend import Trend
from banenafspraak.core.reports.writing import write_trend
from banenafspraak.core.tables.reading import Progress
from banenafspraak.core.tables.writing import keep_apart

type Reports = list[tuple[str, Trend]]


@dataclass(frozen=True, slots=True)
class Shared:
    """What the user wants to share."""

    publish: bool
    after: Path | None
    earlier: tuple[Path, ...]
    report: Path | None
    regions: tuple[str, ...]
    figures: Path | None = None

    def check(self, inputs: Sequence[Path | None]) -> None:
        """Stop early on options that do nothing, regions that are none, tools that are missing, places that are taken.

        Raises:
            ProblemsError: with all of it.
        """
        alone = [("--earlier", "--publish-after", bool(self.earlier) and not self.after)]
        alone.append(("--region", "--report", bool(self.regions) and not self.report))
        problems = [Problem("option-alone", Place(name), {"other": other}) for name, other, wrong in alone if wrong]
        problems += [Problem("region-unknown", Place("--region"))] * (len(self._codes()) < len(self.regions))
        if problems:
            raise ProblemsError(problems)
        if self.report:
            need_tools()
            keep_apart([self.report / "trend.html"], inputs)

    def made(self, order: Order) -> tuple[Result, Result, Reports]:
        """The complete result, the one to show, and the reports."""
        with progress() as tell:
            order = replace(order, progress=tell)
            if self.publish:
                reading, own, result = publish_order(order, self.after, self.earlier)
            else:
                reading = OneReading.of(order)
                own = result = reading()
            return own, result, self._reports(own, reading, tell) if self.report else []

    def _reports(self, own: Result, reading: OneReading, tell: Progress) -> Reports:
        editions = editions_of(self.figures)
        figures = gather(own, reading, lambda done, total: tell(text("report-counting"), done, total, 0))
        return list(trends(figures, frame.lang, self._wanted(), editions))

    def _codes(self) -> list[str]:
        """For each region asked for its code, or alle; those that are none are left out."""
        names = region_names() | {name: name for name in ALL_REGIONS}
        return [code for one in self.regions if (code := place_of(one, names))]

    def _wanted(self) -> list[Region]:
        codes = {*self._codes()}
        return [one for one in regions() if one.code in codes or codes & ALL_REGIONS]

    def written(self, reports: Reports, inputs: Sequence[Path | None]) -> list[Path]:
        """Write the reports; of each the page and the PDF are named."""
        named: list[Path] = []
        with progress() as tell:
            for done, (folder, trend) in enumerate(reports, 1):
                paths = write_trend(trend, (self.report or Path()) / folder, inputs)
                named += [path for path in paths if path.suffix in {".html", ".pdf"}]
                tell(text("report-writing"), done, len(reports), 0)
        return named
