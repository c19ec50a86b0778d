"""Words leave the journal: it keeps a keyed hash of them, they stand encrypted beside it (SEC-02, SEC-04).

Entries of before are written anew this once, case by case, and chained again as they were. An entry whose hash did not
hold keeps the hash that does not hold: what somebody changed stays found. Of what was disposed of nothing is left to move.
"""

import hashlib
import json
from datetime import UTC

import django.db.models.deletion
from django.db import migrations, models

from redress.privacy import cipher, fields

CASES = 500

GUARD = """
CREATE FUNCTION redress_journal_text() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND redress_rekeyed(to_jsonb(OLD), to_jsonb(NEW), '{texts}') THEN
        RETURN NEW;
    END IF;
    IF TG_OP = 'DELETE' AND EXISTS (SELECT FROM complaints_disposal d WHERE d.complaint_id = OLD.complaint_id
                                       AND d.confirmed_at IS NOT NULL AND d.confirmed_by_id <> d.proposed_by_id)
    THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION '% is append-only: % is refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER journal_text_append_only BEFORE UPDATE OR DELETE ON complaints_journaltext
    FOR EACH ROW EXECUTE FUNCTION redress_journal_text();
CREATE TRIGGER journal_text_no_truncate BEFORE TRUNCATE ON complaints_journaltext
    FOR EACH STATEMENT EXECUTE FUNCTION redress_append_only();
ALTER TABLE complaints_journaltext ENABLE ROW LEVEL SECURITY;
CREATE POLICY scope ON complaints_journaltext FOR ALL TO redress_app
    USING ((SELECT redress_all())
           OR EXISTS (SELECT FROM complaints_complaint c WHERE c.id = complaints_journaltext.complaint_id))
    WITH CHECK (true);
"""

_READ = """
    SELECT e.id, c.id, c.number, e.sequence, e.at, e.command, e.by_id, e.state, e.payload, e.facts, e.events, e.key,
           e.previous, e.hash
      FROM complaints_complaint c JOIN complaints_journalentry e ON e.complaint_id = c.id
     WHERE c.id = ANY (%s) ORDER BY c.id, e.sequence
"""
_WRITE = """
    UPDATE complaints_journalentry e SET payload = v.payload, facts = v.facts, previous = v.previous, hash = v.hash
      FROM unnest(%s::bigint[], %s::jsonb[], %s::jsonb[], %s::text[], %s::text[]) v (id, payload, facts, previous, hash)
     WHERE e.id = v.id
"""
_KEEP = """
    INSERT INTO complaints_journaltext (complaint_id, sequence, texts)
    SELECT * FROM unnest(%s::bigint[], %s::int[], %s::bytea[])
"""
_HEADS = """
    UPDATE complaints_complaint c SET journal_head = v.head FROM unnest(%s::bigint[], %s::text[]) v (id, head)
     WHERE c.id = v.id
"""


def move(apps, editor):
    """Case by case, in batches."""
    with editor.connection.cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT FROM complaints_journalentry)")
        if not cursor.fetchone()[0]:
            return
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE complaints_journalentry DISABLE TRIGGER USER")
        after = 0
        while True:
            cursor.execute(
                "SELECT id FROM complaints_complaint WHERE id > %s ORDER BY id LIMIT %s", [after, CASES]
            )
            ids = [row[0] for row in cursor.fetchall()]
            if not ids:
                break
            _move(cursor, ids)
            after = ids[-1]
        cursor.execute("ALTER TABLE complaints_journalentry ENABLE TRIGGER USER")


def _move(cursor, ids):
    cursor.execute(_READ, [ids])
    entries, texts, heads = [], [], {}
    was = {}
    for row in cursor.fetchall():
        case = row[1]
        entry, said, old = _moved(row, heads.get(case, ""), was.get(case, ""))
        heads[case], was[case] = entry[-1], old
        entries.append(entry)
        if said:
            column = "complaints_journaltext.texts"
            words = json.dumps(said, ensure_ascii=False)
            texts.append((case, row[3], cipher.encrypt(words, column, f"{case}/{row[3]}")))
    if entries:
        cursor.execute(_WRITE, [list(column) for column in zip(*entries, strict=True)])
        cursor.execute(_HEADS, [list(heads), list(heads.values())])
    if texts:
        cursor.execute(_KEEP, [list(column) for column in zip(*texts, strict=True)])


def _moved(row, head, was):
    from redress.casework.words import taken_out
    from redress.complaints.commands.base import Command
    from redress.complaints.commands.registry import COMMANDS

    key, case, number, sequence, _at, command, _by, _state, payload, facts, events, _call, previous, old = row
    payload, facts, events = (_loaded(each) for each in (payload, facts, events))
    held = previous == was and _seal(row, number, payload, facts, events, previous) == old
    if not held:  # disposed of, or changed by somebody: the hash stays as it is
        kept, did, said = taken_out(case, sequence, COMMANDS.get(command) or Command, payload, facts)
        return (key, json.dumps(kept), json.dumps(did), head if previous == was else previous, old), said, old
    kept, did, said = taken_out(case, sequence, COMMANDS.get(command) or Command, payload, facts)
    fresh = _seal(row, number, kept, did, events, head)
    return (key, json.dumps(kept), json.dumps(did), head, fresh), said, old


def _seal(row, number, payload, facts, events, previous):
    """The hash of an entry as it was then made: SHA-256 over what it says and the hash before it."""
    _key, _case, _number, sequence, at, command, by, state, *_rest, call, _previous, _old = row
    said = [
        previous,
        number,
        sequence,
        at.astimezone(UTC).isoformat(),
        command,
        by,
        state,
        payload,
        facts,
        events,
        call,
    ]
    text = json.dumps(said, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def _loaded(value):
    return json.loads(value) if isinstance(value, str) else value


class Migration(migrations.Migration):
    dependencies = [("complaints", "0033_people_as_told")]
    operations = [
        migrations.CreateModel(
            name="JournalText",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sequence", models.IntegerField(help_text="The entry's.")),
                ("texts", fields.EncryptedJSON()),
                (
                    "complaint",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="journal_texts",
                        to="complaints.complaint",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("complaint", "sequence"), name="journal_text_sequence")
                ],
            },
        ),
        migrations.RunSQL(GUARD, migrations.RunSQL.noop),
        migrations.RunPython(move, migrations.RunPython.noop),
    ]
