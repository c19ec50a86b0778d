"""An index that is the beginning of another is written with every row and asked for nothing."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("complaints", "0067_indexes_that_begin_another"),
        ("evidence", "0005_uploads_bound"),
    ]

    operations = [
        migrations.AlterField(
            model_name="attachment",
            name="complaint",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="attachments",
                to="complaints.complaint",
            ),
        ),
    ]
