"""Disposals, and how often somebody looks people up, are the kernel's (casework 0006, 0007)."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0007_look_ups"),
        ("complaints", "0073_kind_of_an_import"),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[migrations.DeleteModel("Disposal"), migrations.DeleteModel("LookUps")]
        ),
    ]
