"""Who uploaded a file may attach it; an upload is its own person's (SEC-05)."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import redress.privacy.fields

OWN = """
ALTER TABLE evidence_upload ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON evidence_upload FOR ALL TO redress_app
    USING ((SELECT redress_all()) OR by_id = (SELECT redress_staff()))
    WITH CHECK ((SELECT redress_all()) OR by_id = (SELECT redress_staff()));
"""


class Migration(migrations.Migration):
    dependencies = [
        ("complaints", "0032_who_read_what"),
        ("evidence", "0004_words_encrypted"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Upload",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("handle", models.CharField(max_length=40, unique=True)),
                ("name", redress.privacy.fields.EncryptedText(blank=True, editable=True, null=True)),
                ("at", models.DateTimeField(db_index=True)),
                (
                    "blob",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="evidence.blob"
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "complaint",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="uploads",
                        to="complaints.complaint",
                    ),
                ),
            ],
        ),
        migrations.RunSQL(OWN, migrations.RunSQL.noop),
    ]
