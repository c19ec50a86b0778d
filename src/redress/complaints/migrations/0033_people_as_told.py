"""Whose cases somebody sees as theirs is told with the actor: nobody who has no duty any more is added to it (ORG-11).

The function added whoever is signed in by itself, so that an owner whose last appointment had ended went on reading.
"""

from django.db import migrations

PEOPLE = """
CREATE OR REPLACE FUNCTION redress_people() RETURNS bigint[] LANGUAGE sql STABLE PARALLEL SAFE AS
    $$ SELECT coalesce(nullif(current_setting('redress.people', true), ''), '{}')::bigint[] $$;
"""


class Migration(migrations.Migration):
    dependencies = [("complaints", "0032_who_read_what")]
    operations = [migrations.RunSQL(PEOPLE, migrations.RunSQL.noop)]
