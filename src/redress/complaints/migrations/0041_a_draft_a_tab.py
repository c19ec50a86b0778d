"""A register form has a draft for each tab: the one there was is one among them (FLW-18)."""

from django.db import migrations, models

NAMED = "UPDATE complaints_draft SET form = 'register/' || gen_random_uuid() WHERE form = 'register'"


class Migration(migrations.Migration):
    dependencies = [("complaints", "0040_grade_beside_level")]

    operations = [
        migrations.RunSQL("SET CONSTRAINTS ALL IMMEDIATE", migrations.RunSQL.noop),
        migrations.RunSQL(NAMED, migrations.RunSQL.noop),
        migrations.AlterField(
            "draft",
            "form",
            models.CharField(help_text="'register/<key>', or '<number>/<command>'.", max_length=60),
        ),
    ]
