"""People in a claim are found by their names, as those of a complaint are."""

from django.db import migrations, models

import redress.privacy.fields
import redress.privacy.kinds


class Migration(migrations.Migration):
    dependencies = [
        ("claims", "0007_how_long_it_is_kept"),
    ]

    operations = [
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
