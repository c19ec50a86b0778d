"""What all processes count together, as Django's database cache has it. Unlogged: a crash may forget some minutes."""

from django.db import migrations

TABLE = """
CREATE UNLOGGED TABLE redress_shared (
    cache_key varchar(255) PRIMARY KEY,
    value text NOT NULL,
    expires timestamptz NOT NULL
);
CREATE INDEX redress_shared_expires ON redress_shared (expires);
"""


class Migration(migrations.Migration):
    dependencies = [("organisation", "0006_committee_changes")]
    operations = [migrations.RunSQL(TABLE, "DROP TABLE redress_shared")]
