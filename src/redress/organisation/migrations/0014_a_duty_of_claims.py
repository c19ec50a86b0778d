"""There is a duty of handling claims (CLM-02)."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("organisation", "0013_as_of"),
    ]

    operations = [
        migrations.AlterField(
            model_name="appointment",
            name="duty",
            field=models.CharField(
                choices=[
                    ("intake", "Intake"),
                    ("second_line", "Second-line support"),
                    ("complaint_officer", "Complaint officer"),
                    ("handler", "Complaint handler"),
                    ("coordinator", "Coordinator"),
                    ("claims_handler", "Claims handler"),
                    ("department_head", "Department head"),
                    ("cs_head", "Head of customer service"),
                    ("legal", "Legal counsel"),
                    ("manager", "Manager"),
                    ("administrator", "Administrator"),
                    ("auditor", "Auditor"),
                ],
                max_length=30,
            ),
        ),
        migrations.AlterField(
            model_name="changenotice",
            name="duty",
            field=models.CharField(
                choices=[
                    ("intake", "Intake"),
                    ("second_line", "Second-line support"),
                    ("complaint_officer", "Complaint officer"),
                    ("handler", "Complaint handler"),
                    ("coordinator", "Coordinator"),
                    ("claims_handler", "Claims handler"),
                    ("department_head", "Department head"),
                    ("cs_head", "Head of customer service"),
                    ("legal", "Legal counsel"),
                    ("manager", "Manager"),
                    ("administrator", "Administrator"),
                    ("auditor", "Auditor"),
                ],
                max_length=30,
            ),
        ),
    ]
