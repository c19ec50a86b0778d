"""Matters keep the company and the amount of the source in their own rows; of imports of before the journal tells them.

One pass over the entries of imports, in batches; cases that came with no import are not touched (INT-17).
"""

import json
import logging
from decimal import Decimal

from django.db import migrations, models

import redress.privacy.fields
from redress.privacy import cipher

BATCH = 1000
log = logging.getLogger("redress.privacy")
_READ = """
    SELECT e.complaint_id, e.payload->'matters', t.texts
      FROM complaints_journalentry e
      LEFT JOIN complaints_journaltext t ON t.complaint_id = e.complaint_id AND t.sequence = 1
     WHERE e.command = 'import_case' AND e.sequence = 1 AND e.complaint_id > %s
       AND EXISTS (SELECT FROM complaints_matter m WHERE m.complaint_id = e.complaint_id)
     ORDER BY e.complaint_id LIMIT %s
"""
_KEYS = "SELECT complaint_id, position, id FROM complaints_matter WHERE complaint_id = ANY (%s)"
_WRITE = """
    UPDATE complaints_matter m SET company = v.company, recovered = v.recovered
      FROM unnest(%s::bigint[], %s::bytea[], %s::numeric[]) v (id, company, recovered) WHERE m.id = v.id
"""


def tell(_apps, editor):
    """Company and amount of each matter, as the entry of its import says them."""
    after = 0
    with editor.connection.cursor() as cursor:
        while True:
            cursor.execute(_READ, [after, BATCH])
            entries = cursor.fetchall()
            if not entries:
                return
            cursor.execute(_KEYS, [[case for case, *_rest in entries]])
            keys = {(case, position): key for case, position, key in cursor.fetchall()}
            found = [row for case, matters, texts in entries for row in _told(case, matters, texts, keys)]
            if found:
                cursor.execute(_WRITE, [list(column) for column in zip(*found, strict=True)])
            after = entries[-1][0]


def _told(case, matters, texts, keys):
    matters = json.loads(matters) if isinstance(matters, str) else matters
    words = _words(case, texts)
    for place, matter in enumerate(matters or ()):
        key = keys.get((case, place + 1))
        company, recovered = (
            words.get(f"payload/matters/{place}/company", ""),
            _known(matter.get("recovered")),
        )
        if key is not None and (company or recovered is not None):
            yield (
                key,
                cipher.encrypt(company, "complaints_matter.company", key) if company else None,
                recovered,
            )


def _words(case, texts):
    """What the entry says; of one that does not open nothing, and the log says which. 'redress keys check' finds it."""
    if not texts:
        return {}
    try:
        return json.loads(cipher.decrypt(bytes(texts), "complaints_journaltext.texts", f"{case}/1"))
    except cipher.Unreadable as unreadable:
        log.error("matters without their companies: %s", unreadable)
        return {}


def _known(recovered):
    """Then a register without that column said 0, as one with it did that had nothing: that is known of none."""
    return Decimal(recovered) or None if recovered is not None else None


class Migration(migrations.Migration):
    dependencies = [
        ("complaints", "0045_earlier_limits"),
    ]

    operations = [
        migrations.AddField(
            model_name="matter",
            name="company",
            field=redress.privacy.fields.EncryptedText(
                blank=True,
                editable=True,
                help_text="Which company the matter concerns, where a register says it.",
                null=True,
            ),
        ),
        migrations.AddField(
            model_name="matter",
            name="recovered",
            field=models.DecimalField(
                decimal_places=2,
                help_text="Yuan; what the source's row says, unknown if null.",
                max_digits=14,
                null=True,
            ),
        ),
        migrations.RunPython(tell, migrations.RunPython.noop, elidable=True),
    ]
