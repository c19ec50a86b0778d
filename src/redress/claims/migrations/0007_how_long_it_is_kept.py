"""A claim is kept as long as its standard says, and then disposed of; every file has these columns."""

from django.db import migrations, models


def _columns(of):
    held = models.BooleanField(db_default=False, default=False, help_text="Under legal hold (CLO-10).")
    return [
        migrations.AddField(of, "retain_until", models.DateField(null=True)),
        migrations.AddField(of, "held", held),
        migrations.AddField(of, "disposed_at", models.DateTimeField(null=True)),
    ]


class Migration(migrations.Migration):
    dependencies = [("claims", "0006_risk")]

    operations = [*_columns("claim"), *_columns("catastrophe")]
