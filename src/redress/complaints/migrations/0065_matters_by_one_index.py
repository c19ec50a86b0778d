"""The matters of a case are found by the index that keeps their order; a second one was kept for nothing."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("complaints", "0058_words_counted_after_an_import")]
    operations = [
        migrations.AlterField(
            "matter",
            "complaint",
            models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="matters",
                to="complaints.complaint",
            ),
        ),
    ]
