"""How often somebody looks people up is counted by the kernel (casework 0007)."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0007_look_ups"),
        ("complaints", "0073_disposal_of_the_kernel"),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(state_operations=[migrations.DeleteModel("LookUps")]),
    ]
