"""The journal of the organisation; the database itself refuses to change it, as it does with the cases' journal."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

APPEND_ONLY = """
CREATE FUNCTION organisation_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only: % is refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER entry_append_only BEFORE UPDATE OR DELETE ON organisation_organisationentry
    FOR EACH ROW EXECUTE FUNCTION organisation_append_only();
CREATE TRIGGER entry_no_truncate BEFORE TRUNCATE ON organisation_organisationentry
    FOR EACH STATEMENT EXECUTE FUNCTION organisation_append_only();
REVOKE UPDATE, DELETE, TRUNCATE ON organisation_organisationentry FROM redress_app;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("organisation", "0002_application_role"),
    ]

    operations = [
        migrations.CreateModel(
            name="OrganisationEntry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "what",
                    models.CharField(
                        choices=[
                            ("unit_added", "Unit added"),
                            ("department_added", "Department added"),
                            ("person_added", "Person added"),
                            ("appointed", "Appointed"),
                            ("appointment_ended", "Appointment ended"),
                            ("period_closed", "Closed period changed"),
                            ("password_link", "Link for a new password"),
                            ("year_loaded", "Calendar year loaded"),
                        ],
                        max_length=30,
                    ),
                ),
                ("before", models.JSONField(default=dict)),
                ("after", models.JSONField(default=dict)),
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
                    "department",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.department",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.unit",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "organisation entries",
                "ordering": ["-id"],
                "indexes": [models.Index(fields=["unit", "-id"], name="organisation_entry_unit")],
            },
        ),
        migrations.RunSQL(APPEND_ONLY, "DROP FUNCTION organisation_append_only CASCADE"),
    ]
