"""A case has one open main order (FLW-02).

A database of before lost this index when the order's column of the case was said to need none of its own: Django's
change of a column drops every index of that column alone that is not named among the table's indexes.
"""

from django.db import migrations

ONE = """
CREATE UNIQUE INDEX IF NOT EXISTS one_open_main_order ON complaints_order (complaint_id)
    WHERE kind = 'main' AND state = 'open'
"""


class Migration(migrations.Migration):
    dependencies = [("complaints", "0101_start")]
    operations = [migrations.RunSQL(ONE, migrations.RunSQL.noop)]
