"""Earlier limits that regulators' offices set for one case, each with its paper (CLK-12)."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import redress.privacy.fields

BENEATH = """
ALTER TABLE complaints_earlierlimit ENABLE ROW LEVEL SECURITY;
CREATE POLICY scope ON complaints_earlierlimit FOR ALL TO redress_app
    USING ((SELECT redress_all()) OR EXISTS (
        SELECT FROM complaints_complaint c WHERE c.id = complaints_earlierlimit.complaint_id))
    WITH CHECK (true);
"""


class Migration(migrations.Migration):
    dependencies = [
        ("complaints", "0044_names_of_views_encrypted"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="EarlierLimit",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                ("office", redress.privacy.fields.EncryptedText(blank=True, editable=True, null=True)),
                ("reference", redress.privacy.fields.EncryptedText(blank=True, editable=True, null=True)),
                ("last_day", models.DateField()),
                ("received_at", models.DateTimeField()),
                ("evidence", models.CharField(max_length=64)),
                ("replaced_by", models.PositiveSmallIntegerField(null=True)),
                ("at", models.DateTimeField(help_text="When it was entered.")),
                (
                    "by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "complaint",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="earlier_limits",
                        to="complaints.complaint",
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
                "constraints": [
                    models.UniqueConstraint(fields=("complaint", "number"), name="earlier_limit_number")
                ],
            },
        ),
        migrations.RunSQL(BENEATH, migrations.RunSQL.noop),
    ]
