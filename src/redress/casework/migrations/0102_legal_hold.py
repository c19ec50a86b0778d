"""The legal hold of a file of any kind is the kernel's; the table keeps its name, its column gets another."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import redress.privacy.fields

_RENAME = """
    ALTER TABLE complaints_legalhold RENAME COLUMN complaint_id TO file_id;
    DO $$
    DECLARE each record;
    BEGIN
        FOR each IN SELECT conname FROM pg_constraint
                     WHERE conrelid = 'complaints_legalhold'::regclass AND contype = 'f'
                       AND confrelid = 'complaints_complaint'::regclass LOOP
            EXECUTE format('ALTER TABLE complaints_legalhold DROP CONSTRAINT %I', each.conname);
        END LOOP;
    END $$;
    ALTER TABLE complaints_legalhold ADD CONSTRAINT complaints_legalhold_file_id_fk
        FOREIGN KEY (file_id) REFERENCES casework_file (id) DEFERRABLE INITIALLY DEFERRED;
"""


def _person():
    return models.ForeignKey(
        db_index=False,
        null=True,
        on_delete=django.db.models.deletion.PROTECT,
        related_name="+",
        to=settings.AUTH_USER_MODEL,
    )


class Migration(migrations.Migration):
    dependencies = [("casework", "0101_start"), ("complaints", "0102_one_open_main_order")]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunSQL(_RENAME)],
            state_operations=[
                migrations.CreateModel(
                    name="LegalHold",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("reason", redress.privacy.fields.EncryptedText()),
                        ("placed_at", models.DateTimeField()),
                        ("lift_reason", redress.privacy.fields.EncryptedText()),
                        ("lifted_at", models.DateTimeField(null=True)),
                        (
                            "file",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="casework.filekey",
                            ),
                        ),
                        ("lifted_by", _person()),
                        ("placed_by", _person()),
                    ],
                    options={"db_table": "complaints_legalhold", "ordering": ["id"]},
                )
            ],
        )
    ]
