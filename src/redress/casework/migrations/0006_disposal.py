"""The disposal of a file of any kind is the kernel's; the table keeps its name, its column gets another."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import redress.privacy.fields

_RENAME = """
    ALTER TABLE complaints_disposal RENAME COLUMN complaint_id TO file_id;
    DO $$
    DECLARE each record;
    BEGIN
        FOR each IN SELECT conname FROM pg_constraint
                     WHERE conrelid = 'complaints_disposal'::regclass AND contype = 'f'
                       AND confrelid = 'complaints_complaint'::regclass LOOP
            EXECUTE format('ALTER TABLE complaints_disposal DROP CONSTRAINT %I', each.conname);
        END LOOP;
    END $$;
    ALTER TABLE complaints_disposal ADD CONSTRAINT complaints_disposal_file_id_fk
        FOREIGN KEY (file_id) REFERENCES casework_file (id) DEFERRABLE INITIALLY DEFERRED;
"""


def _person(**more):
    return models.ForeignKey(
        db_index=False,
        on_delete=django.db.models.deletion.PROTECT,
        related_name="+",
        to=settings.AUTH_USER_MODEL,
        **more,
    )


def _json(empty):
    return models.JSONField(db_default=models.Value(empty, models.JSONField()), default=type(empty))


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0005_one_guard_of_journals"),
        ("complaints", "0073_kind_of_an_import"),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunSQL(_RENAME)],
            state_operations=[
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
                        ("reason", redress.privacy.fields.EncryptedText()),
                        ("proposed_at", models.DateTimeField()),
                        ("confirmed_at", models.DateTimeField(null=True)),
                        ("destroyed", models.JSONField(default=dict)),
                        ("emptied", _json({})),
                        ("minutes", _json([])),
                        ("files", models.JSONField(default=list)),
                        ("files_gone_at", models.DateTimeField(null=True)),
                        ("skeleton", models.CharField(blank=True, max_length=64)),
                        ("confirmed_by", _person(null=True)),
                        (
                            "file",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="casework.filekey",
                            ),
                        ),
                        ("proposed_by", _person()),
                    ],
                    options={
                        "db_table": "complaints_disposal",
                        "indexes": [
                            models.Index(
                                condition=models.Q(("confirmed_at__isnull", True)),
                                fields=["proposed_at", "id"],
                                name="disposal_waiting",
                            )
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("confirmed_by__isnull", True),
                                    models.Q(("confirmed_by", models.F("proposed_by")), _negated=True),
                                    _connector="OR",
                                ),
                                name="disposal_four_eyes",
                            )
                        ],
                    },
                )
            ],
        )
    ]
