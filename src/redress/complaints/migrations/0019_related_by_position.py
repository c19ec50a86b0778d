"""The look-up of related cases names its parameters by position.

In SQL functions a column goes before a parameter of its name: the telephone and the name were compared with themselves.
"""

import re
from importlib import import_module

from django.db import migrations

BEFORE = import_module("redress.complaints.migrations.0012_related").RELATED
GIVEN = ("phone", "identity", "name", "policy", "claim", "whom")


def _by_position() -> str:
    text = BEFORE.replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION")
    for place, name in enumerate(GIVEN, start=1):
        text = re.sub(rf"= {name}\b", f"= ${place}", text)
    return text


class Migration(migrations.Migration):
    dependencies = [("complaints", "0018_deputies")]
    operations = [migrations.RunSQL(_by_position(), migrations.RunSQL.noop)]
