"""The rulebook of a case is one of the kernel's; nothing in the database changes."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("complaints", "0068_keys_of_files"),
        ("casework", "0002_rulebooks"),
        ("committee", "0011_rulebooks_of_the_kernel"),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AlterField(
                    model_name="complaint",
                    name="rulebook",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="casework.rulebookversion",
                    ),
                ),
                migrations.DeleteModel(name="RulebookVersion"),
            ]
        )
    ]
