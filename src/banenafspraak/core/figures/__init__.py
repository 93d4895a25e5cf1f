"""Published series, targets, baseline and keys, as they were printed: nothing here is counted or mended.

published.py holds the series and their differences, norms.py targets and baseline, keys.py the key for lent hours,
flows.py the flow of working persons. The data stands in banenafspraak/figures.
"""

from banenafspraak.core.figures.flows import WorkingFlow
from banenafspraak.core.figures.keys import LentShare, key_years, lent_key, lent_shares
from banenafspraak.core.figures.norms import (
    BaselineValue,
    QuotaValue,
    Target,
    baseline,
    baseline_value,
    quota_value,
    quota_values,
    target,
    targets,
)
from banenafspraak.core.figures.published import (
    Difference,
    Figure,
    PartsCheck,
    SeriesLabel,
    difference,
    figure,
    figures,
    parts_and_total,
    series_labels,
)

__all__ = [
    "BaselineValue",
    "Difference",
    "Figure",
    "LentShare",
    "PartsCheck",
    "QuotaValue",
    "SeriesLabel",
    "Target",
    "WorkingFlow",
    "baseline",
    "baseline_value",
    "difference",
    "figure",
    "figures",
    "key_years",
    "lent_key",
    "lent_shares",
    "parts_and_total",
    "quota_value",
    "quota_values",
    "series_labels",
    "target",
    "targets",
]
