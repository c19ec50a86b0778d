"""Legal holds are the kernel's (casework 0102)."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("casework", "0102_legal_hold"), ("complaints", "0102_one_open_main_order")]

    operations = [
        migrations.SeparateDatabaseAndState(state_operations=[migrations.DeleteModel("LegalHold")]),
    ]
