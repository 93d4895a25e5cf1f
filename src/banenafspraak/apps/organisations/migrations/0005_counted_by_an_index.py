"""How many there are of each kind and part is counted in an index alone."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("organisations", "0004_merged_alone")]

    operations = [
        migrations.AddIndex(
            model_name="organisation",
            index=models.Index(
                condition=models.Q(("merged_into", None)),
                fields=["kind", "sector", "subsector", "invented"],
                name="organisations_cells",
            ),
        ),
    ]
