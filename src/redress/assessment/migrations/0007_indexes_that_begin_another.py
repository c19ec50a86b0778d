"""An index that is the beginning of another is written with every row and asked for nothing."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("assessment", "0006_samples_and_articles_are_files"),
        ("complaints", "0067_indexes_that_begin_another"),
    ]

    operations = [
        migrations.AlterField(
            model_name="correctiveaction",
            name="complaint",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="corrective_actions",
                to="complaints.complaint",
            ),
        ),
        migrations.AlterField(
            model_name="spotcheck",
            name="sample",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="checks",
                to="assessment.sample",
            ),
        ),
    ]
