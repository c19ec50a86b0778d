"""Revisions, legal holds and disposals (CLO-03, CLO-10); the one change of a journal that the database allows.

A journal entry may lose its content, and nothing else, once the disposal of its case stands confirmed by two persons.
"""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

SCOPE = """
ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;
CREATE POLICY scope ON {table} FOR ALL TO redress_app
    USING ((SELECT redress_all()) OR EXISTS (SELECT FROM complaints_complaint c WHERE c.id = {table}.complaint_id))
    WITH CHECK (true);
"""

GUARD = """
CREATE OR REPLACE FUNCTION redress_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_TABLE_NAME = 'complaints_journalentry' AND TG_OP = 'UPDATE' THEN
        IF NEW.payload = '{}'::jsonb AND NEW.facts = '{}'::jsonb
           AND to_jsonb(NEW) - 'payload' - 'facts' = to_jsonb(OLD) - 'payload' - 'facts'
           AND EXISTS (SELECT FROM complaints_disposal d WHERE d.complaint_id = OLD.complaint_id
                          AND d.confirmed_at IS NOT NULL AND d.confirmed_by_id <> d.proposed_by_id)
        THEN
            RETURN NEW;
        END IF;
    END IF;
    RAISE EXCEPTION '% is append-only: % is refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'insufficient_privilege';
END $$;
"""

# Runs as the owner of the tables, so it stands by the scope and by the rules of disposal itself. Files that no other
# row of any table names are given back, to be deleted from disk.
DISPOSE = """
CREATE FUNCTION redress_dispose(disposed bigint) RETURNS text[]
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp
AS $$
DECLARE
    named text[];
    gone text[] := '{}';
    digest text;
    refers record;
    used boolean;
BEGIN
    IF NOT EXISTS (
        SELECT FROM complaints_complaint c JOIN complaints_disposal d ON d.complaint_id = c.id
         WHERE c.id = disposed AND NOT c.held AND c.disposed_at IS NULL
           AND c.state IN ('archived', 'withdrawn', 'transferred') AND c.retain_until IS NOT NULL
           AND d.confirmed_at IS NOT NULL AND d.confirmed_by_id <> d.proposed_by_id
           AND ((SELECT redress_all()) OR c.unit_id = ANY (redress_units()) OR c.received_unit_id = ANY (redress_units()))
    ) THEN
        RAISE EXCEPTION 'case % may not be disposed of', disposed USING ERRCODE = 'insufficient_privilege';
    END IF;
    UPDATE complaints_journalentry SET payload = '{}', facts = '{}' WHERE complaint_id = disposed;
    DELETE FROM complaints_draft
     WHERE starts_with(form, (SELECT number FROM complaints_complaint WHERE id = disposed) || '/');
    SELECT array_agg(DISTINCT blob_id) INTO named FROM evidence_attachment WHERE complaint_id = disposed;
    DELETE FROM evidence_attachment WHERE complaint_id = disposed;
    FOREACH digest IN ARRAY coalesce(named, '{}') LOOP
        used := false;
        FOR refers IN
            SELECT k.conrelid::regclass AS source, a.attname AS col FROM pg_constraint k
              JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = k.conkey[1]
             WHERE k.contype = 'f' AND k.confrelid = 'evidence_blob'::regclass
        LOOP
            EXECUTE format('SELECT EXISTS (SELECT FROM %s WHERE %I = $1)', refers.source, refers.col) INTO used USING digest;
            EXIT WHEN used;
        END LOOP;
        IF NOT used THEN
            DELETE FROM evidence_blob WHERE sha256 = digest;
            gone := gone || digest;
        END IF;
    END LOOP;
    RETURN gone;
END $$;
REVOKE EXECUTE ON FUNCTION redress_dispose(bigint) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION redress_dispose(bigint) TO redress_app;
"""

TABLES = ["complaints_revision", "complaints_legalhold", "complaints_disposal"]


class Migration(migrations.Migration):
    dependencies = [
        ("evidence", "0003_scope"),
        ("complaints", "0013_special_cases"),
        ("organisation", "0003_journal"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Disposal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("retained_until", models.DateField()),
                ("reason", models.TextField(blank=True)),
                ("proposed_at", models.DateTimeField()),
                ("confirmed_at", models.DateTimeField(null=True)),
                ("destroyed", models.JSONField(default=dict)),
                ("files", models.JSONField(default=list)),
                ("files_gone_at", models.DateTimeField(null=True)),
                ("skeleton", models.CharField(blank=True, max_length=64)),
            ],
        ),
        migrations.CreateModel(
            name="LegalHold",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("reason", models.TextField()),
                ("placed_at", models.DateTimeField()),
                ("lift_reason", models.TextField(blank=True)),
                ("lifted_at", models.DateTimeField(null=True)),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="Revision",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField()),
                ("reasons", models.TextField()),
                ("before", models.JSONField()),
                ("after", models.JSONField()),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.AddField(
            model_name="complaint",
            name="disposed_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="complaint",
            name="held",
            field=models.BooleanField(
                db_default=False, default=False, help_text="Under legal hold (CLO-10)."
            ),
        ),
        migrations.AddIndex(
            model_name="complaint",
            index=models.Index(
                condition=models.Q(("disposed_at__isnull", True), ("retain_until__isnull", False)),
                fields=["retain_until", "id"],
                name="complaint_disposal_due",
            ),
        ),
        migrations.AddField(
            model_name="disposal",
            name="complaint",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="disposal",
                to="complaints.complaint",
            ),
        ),
        migrations.AddField(
            model_name="disposal",
            name="confirmed_by",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="disposal",
            name="proposed_by",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="legalhold",
            name="complaint",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="holds", to="complaints.complaint"
            ),
        ),
        migrations.AddField(
            model_name="legalhold",
            name="lifted_by",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="legalhold",
            name="placed_by",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="revision",
            name="by",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="revision",
            name="complaint",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="revisions",
                to="complaints.complaint",
            ),
        ),
        migrations.AddIndex(
            model_name="disposal",
            index=models.Index(
                condition=models.Q(("confirmed_at__isnull", True)),
                fields=["proposed_at", "id"],
                name="disposal_waiting",
            ),
        ),
        migrations.AddConstraint(
            model_name="disposal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("confirmed_by__isnull", True),
                    models.Q(("confirmed_by", models.F("proposed_by")), _negated=True),
                    _connector="OR",
                ),
                name="disposal_four_eyes",
            ),
        ),
        *[migrations.RunSQL(SCOPE.format(table=table), migrations.RunSQL.noop) for table in TABLES],
        migrations.RunSQL(GUARD, migrations.RunSQL.noop),
        migrations.RunSQL(DISPOSE, "DROP FUNCTION redress_dispose(bigint)"),
    ]
