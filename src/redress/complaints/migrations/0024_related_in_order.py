"""The look-up of related cases reads twenty entries of an index, however many cases a telephone or an agent has.

Each index holds the cases of a value in their order, so that the newest are its first entries. An empty policy number,
claim number or name of an agent is nothing to look for: compared with '', the planner took it for a common value and
read the whole register backwards.
"""

import re
from importlib import import_module

from django.db import migrations, models
from django.db.models import Q

_BEFORE = import_module("redress.complaints.migrations.0019_related_by_position")
_TEXTS = ("policy_number", "claim_number", "about_whom")


def _nothing_is_nothing() -> str:
    text = _BEFORE._by_position()
    for place, column in enumerate(_TEXTS, start=4):
        text = re.sub(rf"c\.{column} = \${place}", f"c.{column} = nullif(${place}, '')", text)
    return text


def _indexed(
    model: str, name: str, fields: list[str], given: Q
) -> list[migrations.operations.base.Operation]:
    return [
        migrations.RemoveIndex(model, name),
        migrations.AddIndex(model, models.Index(fields=fields, condition=given, name=name)),
    ]


class Migration(migrations.Migration):
    dependencies = [("complaints", "0023_more_room_for_updates")]
    operations = [
        *_indexed("complaint", "complaint_policy", ["policy_number", "-id"], ~Q(policy_number="")),
        *_indexed("complaint", "complaint_about_whom", ["about_whom", "-id"], ~Q(about_whom="")),
        *_indexed("complaint", "complaint_claim", ["claim_number", "-id"], ~Q(claim_number="")),
        *_indexed("party", "party_name", ["name_index", "-complaint"], Q(name_index__isnull=False)),
        *_indexed("party", "party_id", ["id_number_index", "-complaint"], Q(id_number_index__isnull=False)),
        *_indexed("party", "party_phone", ["phone_index", "-complaint"], Q(phone_index__isnull=False)),
        migrations.RunSQL(_nothing_is_nothing(), _BEFORE._by_position()),
    ]
