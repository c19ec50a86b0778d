"""Units, people, calendars and rulebooks as files: what leads from table to table."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [("administration", "0001_files")]

    initial = True

    dependencies = [
        ("administration", "0100_start"),
        ("organisation", "0100_start"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="organisationfile",
            name="person",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="organisationfile",
            name="unit",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="organisation.unit",
            ),
        ),
        migrations.AddConstraint(
            model_name="organisationfile",
            constraint=models.CheckConstraint(
                condition=models.Q(("unit__isnull", True), ("person__isnull", True), _connector="OR"),
                name="organisation_file_of_one",
            ),
        ),
    ]
