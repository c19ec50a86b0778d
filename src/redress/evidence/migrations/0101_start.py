"""Papers, and the bytes of files: what leads from table to table."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

BEFORE = """
0002_initial
0003_scope
0004_words_encrypted
0005_uploads_bound
0006_indexes_that_begin_another
0007_beneath_a_file
0008_about_which_paper
"""
"""Names of the steps that led here before; a database that took all of them goes on from here."""


class Migration(migrations.Migration):
    replaces = [("evidence", name) for name in BEFORE.split()]

    initial = True

    dependencies = [
        ("casework", "0101_start"),
        ("evidence", "0100_start"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="attachment",
            name="by",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="attachment",
            name="file",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="casework.filekey",
            ),
        ),
        migrations.AddField(
            model_name="attachment",
            name="blob",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="evidence.blob"
            ),
        ),
        migrations.AddField(
            model_name="upload",
            name="blob",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="evidence.blob"
            ),
        ),
        migrations.AddField(
            model_name="upload",
            name="by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="upload",
            name="file",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="casework.filekey",
            ),
        ),
        migrations.AddConstraint(
            model_name="attachment",
            constraint=models.UniqueConstraint(fields=("file", "blob", "kind"), name="attached_once"),
        ),
    ]
