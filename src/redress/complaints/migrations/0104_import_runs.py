"""Runs of imports are a room of their own (importing 0100)."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("importing", "0100_start"), ("complaints", "0103_legal_hold")]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AlterField(
                    model_name="complaint",
                    name="import_run",
                    field=models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cases",
                        to="importing.importrun",
                    ),
                ),
            ]
        ),
        migrations.SeparateDatabaseAndState(state_operations=[migrations.DeleteModel("ImportRun")]),
    ]
