"""Questions at the public page are counted for all processes. Unlogged: a crash may forget a minute's count."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("letters", "0003_disposal")]
    operations = [
        migrations.CreateModel(
            name="Attempt",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("asker", models.BinaryField(max_length=16)),
                ("minute", models.DateTimeField()),
                ("n", models.PositiveIntegerField()),
            ],
            options={
                "indexes": [models.Index(fields=["minute"], name="attempt_minute")],
                "constraints": [
                    models.UniqueConstraint(fields=("asker", "minute"), name="attempts_of_a_minute")
                ],
            },
        ),
        migrations.RunSQL("ALTER TABLE letters_attempt SET UNLOGGED", migrations.RunSQL.noop),
    ]
