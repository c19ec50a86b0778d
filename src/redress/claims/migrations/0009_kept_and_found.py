"""A claim is kept as long as its standard says, and then disposed of; every file has these columns. People in it are found by name."""

from django.db import migrations, models

import redress.privacy.fields
import redress.privacy.kinds


def _columns(of):
    held = models.BooleanField(db_default=False, default=False, help_text="Under legal hold (CLO-10).")
    return [
        migrations.AddField(of, "retain_until", models.DateField(null=True)),
        migrations.AddField(of, "held", held),
        migrations.AddField(of, "disposed_at", models.DateTimeField(null=True)),
    ]


class Migration(migrations.Migration):
    dependencies = [("claims", "0008_who_keeps_out")]

    operations = [
        *_columns("claim"),
        *_columns("catastrophe"),
        migrations.AddField(
            model_name="claimparty",
            name="name_index",
            field=redress.privacy.fields.BlindIndexField(
                kind=redress.privacy.kinds.Kind["NAME"], null=True, of="name"
            ),
        ),
        migrations.AddIndex(
            model_name="claimparty",
            index=models.Index(
                condition=models.Q(("name_index__isnull", False)),
                fields=["name_index", "-claim"],
                name="claim_party_name",
            ),
        ),
    ]
