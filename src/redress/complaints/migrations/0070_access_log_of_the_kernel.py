"""Who read what is the kernel's to keep; the table stays where it is."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("complaints", "0069_rulebooks_of_the_kernel"),
        ("casework", "0003_access_log"),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(state_operations=[migrations.DeleteModel(name="AccessEntry")])
    ]
