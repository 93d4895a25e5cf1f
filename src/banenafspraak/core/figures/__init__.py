"""Published series and their editions, targets, baseline and keys, as printed: nothing here is counted or mended.

published.py holds the figures, their differences and sums, editions.py which edition holds and what it revised,
importing.py and keeping.py bring a new edition in, files.py writes figures out; norms.py holds targets, baseline and
quota variables, keys.py the key for lent hours. The data stands in banenafspraak/figures.
"""

from banenafspraak.core.figures.editions import Brought, Change, Edition, Editions, Revision, all_editions, brought
from banenafspraak.core.figures.importing import Import, read_edition
from banenafspraak.core.figures.keeping import keep_edition, read_editions
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
    sums,
)

__all__ = [
    "BaselineValue",
    "Brought",
    "Change",
    "Difference",
    "Edition",
    "Editions",
    "Figure",
    "Import",
    "LentShare",
    "PartsCheck",
    "QuotaValue",
    "Revision",
    "SeriesLabel",
    "Target",
    "all_editions",
    "baseline",
    "baseline_value",
    "brought",
    "difference",
    "figure",
    "figures",
    "keep_edition",
    "key_years",
    "lent_key",
    "lent_shares",
    "parts_and_total",
    "quota_value",
    "quota_values",
    "read_edition",
    "read_editions",
    "series_labels",
    "sums",
    "target",
    "targets",
]
