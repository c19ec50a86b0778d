"""The disposal of a file of any kind is the kernel's (casework 0006)."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0006_disposal"),
        ("complaints", "0072_drafts_of_the_kernel"),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(state_operations=[migrations.DeleteModel("Disposal")]),
    ]
