"""What somebody calls a filter of their lists stands encrypted; the same name is found by its fingerprint (SEC-02)."""

from django.db import migrations, models

from redress.privacy.encrypting import EncryptColumns
from redress.privacy.fields import BlindIndexField, EncryptedText
from redress.privacy.masks import Kind


def fingerprints(apps, _editor):
    for view in apps.get_model("complaints", "SavedView").objects.iterator():
        view.save(update_fields=["name_index"])


class Migration(migrations.Migration):
    dependencies = [("complaints", "0043_closing_unit")]

    operations = [
        migrations.AlterModelOptions("savedview", {"ordering": ["id"]}),
        migrations.RemoveConstraint("savedview", "one_view_a_name"),
        migrations.AddField(
            "savedview", "name_index", BlindIndexField(of="name", kind=Kind.TEXT, exact=True)
        ),
        EncryptColumns("savedview", {"name": EncryptedText()}),
        migrations.RunPython(fingerprints, migrations.RunPython.noop),
        migrations.AddConstraint(
            "savedview", models.UniqueConstraint(fields=("user", "name_index"), name="one_view_a_name")
        ),
    ]
