"""Runs of imports are a room of their own (importing 0100)."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("importing", "0100_start"), ("claims", "0107_ways_of_lists")]
    run_before = [("complaints", "0104_import_runs")]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AlterField(
                    model_name="claim",
                    name="import_run",
                    field=models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="claims",
                        to="importing.importrun",
                    ),
                ),
            ]
        ),
    ]
