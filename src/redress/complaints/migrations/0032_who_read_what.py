"""The access log says how somebody came, what was asked and which cases were shown; its auditors read it, nobody else.

Writing is as oneself. A case that was asked for and not shown is found by a trigger, so that an auditor of its unit
sees the attempt and the one who tried learns nothing: what was written cannot be read back.
"""

import django.contrib.postgres.fields
from django.db import migrations, models

import redress.privacy.fields


def words_apart(apps, schema_editor):
    """What was written as a purpose stands encrypted beside its code."""
    entries = apps.get_model("complaints", "AccessEntry").objects
    note = entries.model._meta.get_field("note")
    schema_editor.execute("ALTER TABLE complaints_accessentry DISABLE TRIGGER access_append_only")
    for entry in entries.filter(action__in=["unmask", "download"], purpose__contains=": ").iterator():
        code, _colon, words = entry.purpose.partition(": ")
        entries.filter(pk=entry.pk).update(purpose=code, note=note.sealed(words, entry.pk))
    schema_editor.execute("ALTER TABLE complaints_accessentry ENABLE TRIGGER access_append_only")


AUDITED = """
CREATE FUNCTION redress_audited() RETURNS bigint[] LANGUAGE sql STABLE PARALLEL SAFE AS
    $$ SELECT coalesce(nullif(current_setting('redress.audited', true), ''), '{}')::bigint[] $$;
"""

ASKED_FOR = """
CREATE FUNCTION redress_case_asked_for() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
BEGIN
    SELECT id INTO NEW.complaint_id FROM complaints_complaint WHERE number = NEW.number;
    RETURN NEW;
END $$;
CREATE TRIGGER access_case_asked_for BEFORE INSERT ON complaints_accessentry
    FOR EACH ROW WHEN (NEW.action = 'refused' AND NEW.complaint_id IS NULL AND NEW.number <> '')
    EXECUTE FUNCTION redress_case_asked_for();
"""

AUDITORS = """
ALTER TABLE complaints_accessentry ENABLE ROW LEVEL SECURITY;
CREATE POLICY auditors ON complaints_accessentry FOR SELECT TO redress_app
    USING (
        (SELECT redress_all())
        OR unit_id = ANY ((SELECT redress_audited())::bigint[])
        OR (
            (SELECT redress_audited()) <> '{}'
            AND EXISTS (
                SELECT FROM complaints_complaint c
                 WHERE c.id = ANY (complaints_accessentry.cases || complaints_accessentry.complaint_id)
                   AND (c.unit_id = ANY ((SELECT redress_audited())::bigint[])
                        OR c.received_unit_id = ANY ((SELECT redress_audited())::bigint[]))
            )
        )
    );
CREATE POLICY oneself ON complaints_accessentry FOR INSERT TO redress_app
    WITH CHECK ((SELECT redress_all()) OR user_id IS NOT DISTINCT FROM (SELECT redress_staff()));
"""


class Migration(migrations.Migration):
    dependencies = [
        ("complaints", "0031_words_encrypted"),
    ]

    operations = [
        migrations.AddField(
            model_name="accessentry",
            name="note",
            field=redress.privacy.fields.EncryptedText(
                blank=True,
                editable=True,
                help_text="The purpose in words, where there is no code for it.",
                null=True,
            ),
        ),
        migrations.AlterField(
            model_name="accessentry",
            name="purpose",
            field=models.CharField(blank=True, help_text="A code, no words.", max_length=200),
        ),
        migrations.RunPython(words_apart, migrations.RunPython.noop),
        migrations.AddField(
            model_name="accessentry",
            name="address",
            field=models.GenericIPAddressField(null=True),
        ),
        migrations.AddField(
            model_name="accessentry",
            name="asked",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.BinaryField(), blank=True, default=list, size=None
            ),
        ),
        migrations.AddField(
            model_name="accessentry",
            name="cases",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.BigIntegerField(), blank=True, default=list, size=None
            ),
        ),
        migrations.AddField(
            model_name="accessentry",
            name="door",
            field=models.CharField(blank=True, default="", max_length=10),
        ),
        migrations.AddField(
            model_name="accessentry",
            name="for_people",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.IntegerField(), blank=True, default=list, size=None
            ),
        ),
        migrations.AddField(
            model_name="accessentry",
            name="number",
            field=models.CharField(
                blank=True, default="", help_text="The case that was asked for, seen or not.", max_length=40
            ),
        ),
        migrations.AddField(
            model_name="accessentry",
            name="session",
            field=models.CharField(
                blank=True,
                default="",
                help_text="Keyed fingerprint of the session, or the token.",
                max_length=40,
            ),
        ),
        migrations.AddField(
            model_name="accessentry",
            name="shown",
            field=models.IntegerField(default=0, help_text="How many cases were shown."),
        ),
        migrations.AddField(
            model_name="accessentry",
            name="unit_id",
            field=models.BigIntegerField(null=True),
        ),
        migrations.AddIndex(
            model_name="accessentry",
            index=models.Index(fields=["-at", "-id"], name="access_at"),
        ),
        migrations.AddIndex(
            model_name="accessentry",
            index=models.Index(fields=["user_id", "-at"], name="access_reader"),
        ),
        migrations.RunSQL(AUDITED, migrations.RunSQL.noop),
        migrations.RunSQL(ASKED_FOR, migrations.RunSQL.noop),
        migrations.RunSQL(AUDITORS, migrations.RunSQL.noop),
    ]
