"""Complaints of before have their keys among those of all files."""

from django.db import migrations

_KEYS = """
    INSERT INTO casework_file (id, kind, number) SELECT id, 'complaint', number FROM complaints_complaint ORDER BY id
    ON CONFLICT (id) DO NOTHING
"""


class Migration(migrations.Migration):
    dependencies = [
        ("complaints", "0067_indexes_that_begin_another"),
        ("casework", "0001_file_key"),
    ]

    operations = [migrations.RunSQL(_KEYS, migrations.RunSQL.noop)]
