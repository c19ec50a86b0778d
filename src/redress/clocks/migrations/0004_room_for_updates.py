"""Pages keep room for the next version of a row, so that an update that touches no index writes to no index."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("clocks", "0003_scope")]
    operations = [
        migrations.RunSQL(
            "ALTER TABLE clocks_clock SET (fillfactor = 85)",
            "ALTER TABLE clocks_clock RESET (fillfactor)",
        )
    ]
