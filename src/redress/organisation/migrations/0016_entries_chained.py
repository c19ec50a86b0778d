"""Entries of the organisation are chained file by file; those of before stand outside the chains, as they are (SEC-04)."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("organisation", "0015_claims_standard_of_a_unit"),
    ]

    operations = [
        migrations.AddField(
            model_name="organisationentry",
            name="command",
            field=models.CharField(blank=True, db_default="", default="", max_length=40),
        ),
        migrations.AddField(
            model_name="organisationentry",
            name="facts",
            field=models.JSONField(db_default={}, default=dict),
        ),
        migrations.AddField(
            model_name="organisationentry",
            name="hash",
            field=models.CharField(blank=True, db_default="", default="", max_length=64),
        ),
        migrations.AddField(
            model_name="organisationentry",
            name="key",
            field=models.CharField(blank=True, db_default="", default="", max_length=80),
        ),
        migrations.AddField(
            model_name="organisationentry",
            name="number",
            field=models.CharField(blank=True, db_default="", default="", max_length=80),
        ),
        migrations.AddField(
            model_name="organisationentry",
            name="previous",
            field=models.CharField(blank=True, db_default="", default="", max_length=64),
        ),
        migrations.AddField(
            model_name="organisationentry",
            name="request",
            field=models.CharField(blank=True, db_default="", default="", max_length=64),
        ),
        migrations.AddField(
            model_name="organisationentry",
            name="sequence",
            field=models.IntegerField(db_default=0, default=0),
        ),
        migrations.AddField(
            model_name="organisationentry",
            name="state",
            field=models.CharField(blank=True, db_default="", default="", max_length=20),
        ),
        migrations.AlterField(
            model_name="organisationentry",
            name="what",
            field=models.CharField(
                choices=[
                    ("unit_added", "Unit added"),
                    ("department_added", "Department added"),
                    ("person_added", "Person added"),
                    ("appointed", "Appointed"),
                    ("appointment_ended", "Appointment ended"),
                    ("period_closed", "Closed period changed"),
                    ("password_link", "Link for a new password"),
                    ("deputy_named", "Deputy named"),
                    ("deputy_ended", "Deputy's time ended"),
                    ("year_loaded", "Calendar year loaded"),
                    ("rulebook_published", "Rulebook published"),
                    ("report_filed", "Change of people reported"),
                    ("body_set_up", "Committee or leading group set up"),
                    ("seat_given", "Seat given"),
                    ("seat_ended", "Seat ended"),
                    ("proposed", "Proposed, waits for a second person"),
                    ("confirmed", "Confirmed by a second person"),
                    ("rejected", "Proposal rejected"),
                    ("person_moved", "Moved to another department"),
                    ("address_changed", "Mail address or telephone changed"),
                    ("identity_tied", "Tied to an account of the directory"),
                    ("disabled", "Account disabled"),
                    ("enabled", "Account enabled"),
                    ("sessions_ended", "Sessions and tokens ended"),
                    ("factor_reset", "Second factor reset"),
                    ("token_made", "API token made"),
                    ("token_ended", "API token ended"),
                    ("handed_over", "Work handed over"),
                ],
                max_length=30,
            ),
        ),
        migrations.AddConstraint(
            model_name="organisationentry",
            constraint=models.UniqueConstraint(
                condition=models.Q(("number__gt", "")),
                fields=("number", "sequence"),
                name="organisation_entry_sequence",
            ),
        ),
        migrations.AddConstraint(
            model_name="organisationentry",
            constraint=models.UniqueConstraint(
                condition=models.Q(("key__gt", "")),
                fields=("by", "key"),
                name="organisation_key_once",
                nulls_distinct=False,
            ),
        ),
    ]
