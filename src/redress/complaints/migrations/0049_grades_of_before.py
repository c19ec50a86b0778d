"""Grades of before stand beside the level, as those of today do: the newest step of the case says them (FLW-12).

Steps say 'within' or 'beyond' of an authority, or a grade. A row that is not as it was sealed is left as it is.
"""

from django.db import migrations

from redress.sealing.migrating import sealed_rows

_STEPS = """
    SELECT DISTINCT ON (s.complaint_id) s.complaint_id, s.id, s.verdict
      FROM complaints_flowstep s JOIN complaints_complaint c ON c.id = s.complaint_id
     WHERE c.grade = '' AND s.verdict NOT IN ('', 'within', 'beyond')
     ORDER BY s.complaint_id, s.id DESC
"""
_WRITE = """
    UPDATE complaints_complaint c SET grade = v.grade FROM unnest(%s::bigint[], %s::text[]) v (id, grade)
     WHERE c.id = v.id
"""


def tell(_apps, editor):
    """Only cases in a flow with such a step have any; they are few."""
    with editor.connection.cursor() as cursor:
        cursor.execute(_STEPS)
        found = cursor.fetchall()
        if not found:
            return
        cases = _held("complaints_complaint", [case for case, _step, _grade in found])
        steps = _held("complaints_flowstep", [step for _case, step, _grade in found])
        told = [(case, grade) for case, step, grade in found if case in cases and step in steps]
        if told:
            cursor.execute(_WRITE, [list(column) for column in zip(*told, strict=True)])


def _held(table, keys):
    """Those of the rows that nobody has changed beside the journal; all where nothing is sealed yet."""
    held = sealed_rows(table, keys)
    return set(keys if held is None else held)


class Migration(migrations.Migration):
    dependencies = [
        ("complaints", "0048_app_means"),
        ("sealing", "0005_seal_follows"),
    ]
    operations = [migrations.RunPython(tell, migrations.RunPython.noop, elidable=True)]
