"""What a directory told of people, and its tokens, are not kept; those of before go."""

from typing import Any

from django.db import migrations


def forget(apps: Any, schema_editor: Any) -> None:
    apps.get_model("socialaccount", "SocialAccount").objects.update(extra_data={})
    apps.get_model("socialaccount", "SocialToken").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [
        ("organisation", "0009_sessions_keyed"),
        ("socialaccount", "0006_alter_socialaccount_extra_data"),
    ]

    operations = [migrations.RunPython(forget, migrations.RunPython.noop)]
