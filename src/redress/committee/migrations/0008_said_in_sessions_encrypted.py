"""What was given with an act on a session stands encrypted; its entry says in clear which item it was about (SEC-02)."""

from importlib import import_module

from django.db import migrations

from redress.privacy.fields import EncryptedJSON
from redress.sealing.migrating import sealed_rows, written_anew

_BEFORE = import_module("redress.committee.migrations.0007_words_encrypted")
_TRIGGER = import_module("redress.committee.migrations.0005_disposal").TRIGGER
TABLE = "committee_sessionentry"
ABOUT = ("item", "action", "case", "referral")
_DESTROYING = {
    "SET payload = redress_entry_left(e.payload)": "SET payload = redress_entry_left(e.payload), said = NULL",
    "AND e.payload <> redress_entry_left(e.payload);": (
        "AND (e.payload <> redress_entry_left(e.payload) OR e.said IS NOT NULL);"
    ),
    "SET payload = '{}'": "SET payload = '{}', said = NULL",
}


def _emptying() -> str:
    """The function as the migration before left it, which empties the words as well."""
    text: str = _BEFORE._changed(_BEFORE._EMPTY, _BEFORE._DESTROYING)
    return str(_BEFORE._changed(text, _DESTROYING))


def apart(apps, editor):
    """The words of entries of before; what is as it was sealed is sealed anew, and nothing else."""
    entries = apps.get_model("committee", "SessionEntry").objects
    held = sealed_rows(TABLE)
    editor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    editor.execute(f"ALTER TABLE {TABLE} DISABLE TRIGGER USER")
    for entry in entries.iterator():
        entry.said, entry.payload = (
            entry.payload,
            {name: entry.payload[name] for name in ABOUT if name in entry.payload},
        )
        entry.save(update_fields=["said", "payload"])
    written_anew(TABLE, held)
    editor.execute(f"ALTER TABLE {TABLE} ENABLE TRIGGER USER")


class Migration(migrations.Migration):
    dependencies = [
        ("committee", "0007_words_encrypted"),
        ("complaints", "0036_values_bound"),
    ]

    operations = [
        migrations.AddField("sessionentry", "said", EncryptedJSON(default=dict)),
        migrations.RunPython(apart, migrations.RunPython.noop),
        migrations.RunSQL(_TRIGGER.format(table=TABLE, words="payload,said"), migrations.RunSQL.noop),
        migrations.RunSQL(_emptying(), migrations.RunSQL.noop),
    ]
