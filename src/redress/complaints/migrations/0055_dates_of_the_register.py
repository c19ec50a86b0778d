"""What another register says was done and was due, and when a case of it counts as late here (INT-17).

`late_from` is the next deadline of each open case; of one that came from another register it is the earliest that had
not passed when it came. A row that is not as it was sealed is left as it is. Who stands where, and who is late, is counted
by it, in the index of open cases alone.
"""

from django.db import migrations, models

from redress.privacy.fields import EncryptedJSON
from redress.rulebook.lifecycle import OPEN_STATES
from redress.sealing.migrating import sealed_rows

_OPEN = ", ".join(f"'{state}'" for state in sorted(OPEN_STATES))
_DUE = f"SELECT id FROM complaints_complaint WHERE state IN ({_OPEN}) AND next_due_at IS NOT NULL"  # noqa: S608
_OURS = """
    UPDATE complaints_complaint c SET late_from = c.next_due_at
     WHERE c.id = ANY (%s) AND c.import_run_id IS NULL
"""
_OF_REGISTERS = """
    UPDATE complaints_complaint c SET late_from = d.at
      FROM (SELECT k.complaint_id AS id, min(k.due_at) AS at
              FROM clocks_clock k
              JOIN complaints_journalentry e ON e.complaint_id = k.complaint_id AND e.sequence = 1
             WHERE k.complaint_id = ANY (%s) AND k.status = 'running' AND k.due_at > e.at
             GROUP BY k.complaint_id) d
     WHERE c.id = d.id AND c.import_run_id IS NOT NULL
"""


def tell(_apps, editor):
    with editor.connection.cursor() as cursor:
        cursor.execute(_DUE)
        found = [pk for (pk,) in cursor.fetchall()]
        held = sealed_rows("complaints_complaint", found) if found else []
        held = found if held is None else held
        if held:
            cursor.execute(_OURS, [held])
            cursor.execute(_OF_REGISTERS, [held])


STAGES = f"""
CREATE OR REPLACE FUNCTION redress_stages(at timestamptz)
RETURNS TABLE (unit bigint, state varchar, cases bigint, late bigint)
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = public, pg_temp
AS $$
    SELECT c.unit_id, c.state, count(*), count(*) FILTER (WHERE c.late_from <= at)
      FROM complaints_complaint c
     WHERE c.state IN ({_OPEN})
       AND c.unit_id = ANY (redress_units())
     GROUP BY c.unit_id, c.state
$$;
"""  # noqa: S608 - constants only
LATE = f"""
CREATE OR REPLACE FUNCTION redress_late(at timestamptz, units bigint[], most integer)
RETURNS TABLE (owner bigint, unit bigint, late bigint, oldest timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = public, pg_temp
AS $$
    SELECT c.owner_id, c.unit_id, count(*), min(c.late_from)
      FROM complaints_complaint c
     WHERE c.state IN ({_OPEN})
       AND c.unit_id = ANY (units)
       AND c.unit_id = ANY (redress_units())
       AND c.late_from <= at
     GROUP BY c.owner_id, c.unit_id
     ORDER BY 3 DESC, 4
     LIMIT most
$$;
"""  # noqa: S608 - constants only


class Migration(migrations.Migration):
    dependencies = [
        ("complaints", "0054_search_gathers_the_newest"),
        ("clocks", "0004_room_for_updates"),
        ("sealing", "0005_seal_follows"),
    ]

    operations = [
        migrations.AddField(
            "complaint",
            "external_dates",
            EncryptedJSON(
                blank=True,
                default=list,
                editable=True,
                help_text="What, when and in which words another register says was done or due (INT-17).",
                null=True,
            ),
        ),
        migrations.AddField(
            "complaint",
            "late_from",
            models.DateTimeField(
                help_text="When it counts as late here: as `next_due_at`, but for what had passed when it came from another "
                "register (INT-17).",
                null=True,
            ),
        ),
        migrations.RunPython(tell, migrations.RunPython.noop, elidable=True),
        migrations.RemoveIndex("complaint", "complaint_unit_stage"),
        migrations.AddIndex(
            "complaint",
            models.Index(
                fields=["unit", "state", "late_from"],
                include=["owner"],
                condition=models.Q(state__in=OPEN_STATES),
                name="complaint_unit_stage",
            ),
        ),
        migrations.RunSQL(STAGES, migrations.RunSQL.noop),
        migrations.RunSQL(LATE, migrations.RunSQL.noop),
    ]
