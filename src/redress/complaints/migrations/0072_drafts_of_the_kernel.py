"""Drafts and named filters are the kernel's to keep; the tables stay where they are."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("complaints", "0071_a_duty_of_claims"),
        ("casework", "0003_access_log"),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[migrations.DeleteModel(name="Draft"), migrations.DeleteModel(name="SavedView")]
        )
    ]
