"""Who is late in a unit is counted in the index of open cases alone.

As `redress_stages`: it reads past row-level security and stands by its scope itself, the units that the database was
told are the actor's. Whose cases stand there are seen; a count of them and their oldest date is all it gives.
"""

from django.db import migrations, models

from redress.rulebook.lifecycle import OPEN_STATES

LATE = """
CREATE FUNCTION redress_late(at timestamptz, units bigint[], most integer)
RETURNS TABLE (owner bigint, unit bigint, late bigint, oldest timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = public, pg_temp
AS $$
    SELECT c.owner_id, c.unit_id, count(*), min(c.next_due_at)
      FROM complaints_complaint c
     WHERE c.state IN ({states})
       AND c.unit_id = ANY (units)
       AND c.unit_id = ANY (redress_units())
       AND c.next_due_at <= at
     GROUP BY c.owner_id, c.unit_id
     ORDER BY 3 DESC, 4
     LIMIT most
$$;
REVOKE EXECUTE ON FUNCTION redress_late(timestamptz, bigint[], integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION redress_late(timestamptz, bigint[], integer) TO redress_app;
""".format(states=", ".join(f"'{state}'" for state in sorted(OPEN_STATES)))  # noqa: S608 - constants only


class Migration(migrations.Migration):
    dependencies = [("complaints", "0049_grades_of_before")]

    operations = [
        migrations.RemoveIndex("complaint", "complaint_unit_stage"),
        migrations.AddIndex(
            "complaint",
            models.Index(
                fields=["unit", "state", "next_due_at"],
                include=["owner"],
                condition=models.Q(state__in=OPEN_STATES),
                name="complaint_unit_stage",
            ),
        ),
        migrations.RunSQL(LATE, "DROP FUNCTION redress_late(timestamptz, bigint[], integer)"),
    ]
