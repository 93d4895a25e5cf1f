"""The flow of working persons between two quarters, as UWV prints it in its factsheet and releases.

Heads and not jobs (counting.md, section 9.2: derived from verified figures).
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class WorkingFlow:
    """Why the number of working persons changed in a quarter."""

    found_work: int
    lost_work: int
    entered_group_while_working: int
    left_group_while_working: int

    @property
    def change(self) -> int:
        """The change in working persons.

        >>> WorkingFlow(5482, 7155, 2706, 2701).change
        -1668
        """
        return self.found_work - self.lost_work + self.entered_group_while_working - self.left_group_while_working
