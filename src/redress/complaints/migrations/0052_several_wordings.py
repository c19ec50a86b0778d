"""Several wordings can be used to soothe; one of before is a list of one (INT-10)."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("complaints", "0051_search_of_many")]

    operations = [
        migrations.AlterField(
            model_name="complaint",
            name="soothing",
            field=models.CharField(
                blank=True,
                help_text="Codes of the wordings used, a space between (INT-10).",
                max_length=420,
            ),
        ),
    ]
