"""Own counts that are kept, in domain words. Nobody in them exists."""

import json
from datetime import timedelta

from django.utils import timezone
from tests.factories.outcomes import counted

from banenafspraak.apps.accounts.access import SYSTEM
from banenafspraak.apps.counting.actions.kept import Named, share
from banenafspraak.apps.counting.models import KeptCount
from banenafspraak.core.counting.own_kept import own_bytes, to_keep


def kept_count(organisation, *years, title="Telling 2025", last_day=None, invented=False, **given):
    """A count that is kept for an organisation."""
    outcome = to_keep(counted(*years))
    numbers = [year.year for year in outcome.years]
    return KeptCount.objects.create(
        organisation=organisation,
        title=title,
        first_year=min(numbers),
        last_year=max(numbers),
        content=json.loads(own_bytes(outcome)),
        ends_on=last_day or timezone.localdate() + timedelta(365),
        invented=invented,
        **given,
    )


def shared_count(organisation, sector):
    """A kept count of which the totals are shared with a sector."""
    kept = kept_count(organisation)
    share(SYSTEM, kept, sector)
    return kept


def named(title="Telling", in_days=365):
    """A title and a last day."""
    return Named(title, timezone.localdate() + timedelta(in_days))
