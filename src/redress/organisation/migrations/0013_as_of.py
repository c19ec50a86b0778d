"""The stamp of the organisation: one row (sql/redress_as_of.sql)."""

from django.db import migrations

TABLE = """
CREATE TABLE redress_as_of (
    alone boolean PRIMARY KEY DEFAULT true CHECK (alone),
    stamp uuid NOT NULL DEFAULT gen_random_uuid()
);
INSERT INTO redress_as_of DEFAULT VALUES;
"""


class Migration(migrations.Migration):
    dependencies = [("organisation", "0012_indexes_that_begin_another")]
    operations = [migrations.RunSQL(TABLE, "DROP TABLE redress_as_of")]
