"""What was promised with a result that a review sent back is set aside in cases of before, as in those of today (AUT-06).

The journal proves it: a review was decided as returned after the opinion was made and, if it was, answered. What was
answered since is another matter and stays. Opinions and entries that are not as they were sealed are left as they are.
"""

from django.db import migrations

from redress.sealing.migrating import sealed_rows

_STANDING = """
    SELECT p.id, j.id
      FROM complaints_journalentry j JOIN complaints_proposal p ON p.complaint_id = j.complaint_id
     WHERE j.command = 'decide_review' AND j.payload ->> 'outcome' = 'returned'
       AND p.state IN ('pending', 'accepted') AND p.at < j.at AND (p.answered_at IS NULL OR p.answered_at < j.at)
"""
_SET_ASIDE = "UPDATE complaints_proposal SET state = 'set_aside' WHERE id = ANY (%s)"


def set_aside(_apps, editor):
    """Few cases ever had such a review."""
    with editor.connection.cursor() as cursor:
        cursor.execute(_STANDING)
        found = cursor.fetchall()
        if not found:
            return
        opinions = _held("complaints_proposal", [opinion for opinion, _entry in found])
        entries = _held("complaints_journalentry", [entry for _opinion, entry in found])
        told = sorted({opinion for opinion, entry in found if opinion in opinions and entry in entries})
        if told:
            cursor.execute(_SET_ASIDE, [told])


def _held(table, keys):
    """Those of the rows that nobody has changed beside the journal; all where nothing is sealed yet."""
    held = sealed_rows(table, sorted(set(keys)))
    return set(keys if held is None else held)


class Migration(migrations.Migration):
    dependencies = [
        ("complaints", "0055_dates_of_the_register"),
        ("sealing", "0005_seal_follows"),
    ]
    operations = [migrations.RunPython(set_aside, migrations.RunPython.noop, elidable=True)]
