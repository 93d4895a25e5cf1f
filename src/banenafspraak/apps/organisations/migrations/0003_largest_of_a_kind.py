"""The largest of one kind, sector or part are found by an index, as the largest of all are."""

from django.db import migrations, models
from django.db.models.functions import Coalesce


def by_size(of: str, name: str) -> migrations.AddIndex:
    """The index of the largest of each."""
    size = models.OrderBy(Coalesce("workers", -1), descending=True)
    listed = models.Q(("merged_into", None))
    return migrations.AddIndex(
        model_name="organisation",
        index=models.Index(
            models.F(of), size, models.F("id"), models.F("invented"), condition=listed, name=f"organisations_{name}"
        ),
    )


class Migration(migrations.Migration):
    dependencies = [("organisations", "0002_people_and_lists")]

    operations = [
        by_size("kind", "kind_by_size"),
        by_size("sector", "sector_by_size"),
        by_size("subsector", "part_by_size"),
    ]
