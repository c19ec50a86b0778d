"""Pages keep room for the next version of a row, so that an update that touches no index writes to no index."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("complaints", "0008_committee")]
    operations = [
        migrations.RunSQL(
            "ALTER TABLE complaints_complaint SET (fillfactor = 85)",
            "ALTER TABLE complaints_complaint RESET (fillfactor)",
        )
    ]
