"""Sessions of before end: their table held what stands in cookies, and what they carried in clear. People sign in anew."""

from typing import Any

from django.db import migrations


def end(apps: Any, schema_editor: Any) -> None:
    apps.get_model("organisation", "StaffSession").objects.all().delete()
    apps.get_model("sessions", "Session").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [
        ("organisation", "0008_second_person"),
        ("sessions", "0001_initial"),
    ]

    operations = [migrations.RunPython(end, migrations.RunPython.noop)]
