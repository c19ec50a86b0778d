"""Choosing suggestions is one of the changes of the organisation: a word of the code, no column changes."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("organisation", "0101_settings_of_a_unit"),
    ]

    operations = [
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
                    ("rulebook_followed", "Another rulebook is followed"),
                    ("calendar_followed", "Another calendar is followed"),
                    ("reception_changed", "Place for visitors changed"),
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
                    ("suggestions_chosen", "Suggestions chosen"),
                ],
                max_length=30,
            ),
        ),
    ]
