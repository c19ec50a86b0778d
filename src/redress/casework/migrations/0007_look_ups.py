"""How often somebody looks people up is counted by the kernel; the table keeps its name."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0006_disposal"),
        ("complaints", "0073_kind_of_an_import"),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.CreateModel(
                    name="LookUps",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("user_id", models.IntegerField()),
                        ("hour", models.DateTimeField()),
                        ("n", models.IntegerField()),
                    ],
                    options={
                        "db_table": "complaints_lookups",
                        "constraints": [
                            models.UniqueConstraint(fields=("user_id", "hour"), name="look_ups_an_hour")
                        ],
                    },
                )
            ]
        )
    ]
