"""Published series, targets, baseline and keys, as they were printed: nothing here is counted or mended.

published.py holds the series and their differences, norms.py targets, baseline and quota variables, keys.py the key for
lent hours. The data stands in banenafspraak/figures.
"""

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
