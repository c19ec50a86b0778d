"""Callbacks before closing (CLO-04) and follow-ups after it (CLO-12); visible where the case is."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

SCOPE = """
ALTER TABLE complaints_callback ENABLE ROW LEVEL SECURITY;
CREATE POLICY scope ON complaints_callback FOR ALL TO redress_app
    USING ((SELECT redress_all()) OR EXISTS (SELECT FROM complaints_complaint c WHERE c.id = complaint_id))
    WITH CHECK (true);
"""


class Migration(migrations.Migration):
    dependencies = [
        ("complaints", "0005_approvals"),
        ("organisation", "0003_journal"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="complaint",
            name="callback",
            field=models.CharField(
                blank=True,
                choices=[
                    ("", "Not yet tried"),
                    ("tried", "Tried, not reached yet"),
                    ("unreached", "Not reached after all attempts"),
                    ("done", "Reached"),
                ],
                db_default="",
                default="",
                help_text="CLO-04.",
                max_length=20,
            ),
        ),
        migrations.CreateModel(
            name="Callback",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("after_closing", models.BooleanField(db_default=False, default=False)),
                (
                    "means",
                    models.CharField(
                        choices=[
                            ("call", "Telephone call"),
                            ("letter", "Letter"),
                            ("email", "E-mail"),
                            ("sms", "Text message"),
                            ("in_person", "In person"),
                        ],
                        max_length=20,
                    ),
                ),
                ("at", models.DateTimeField()),
                ("reached", models.BooleanField()),
                ("answers", models.JSONField(default=dict)),
                (
                    "satisfaction",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("satisfied", "Satisfied"),
                            ("acceptable", "Acceptable"),
                            ("dissatisfied", "Dissatisfied"),
                        ],
                        max_length=20,
                    ),
                ),
                ("reason", models.TextField(blank=True, help_text="Why the customer is dissatisfied.")),
                (
                    "suggestion",
                    models.TextField(blank=True, help_text="What the customer would have us do better."),
                ),
                ("recording", models.CharField(blank=True, max_length=200)),
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
                        related_name="callbacks",
                        to="complaints.complaint",
                    ),
                ),
                (
                    "suggested_to",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.department",
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.RunSQL(SCOPE, migrations.RunSQL.noop),
    ]
