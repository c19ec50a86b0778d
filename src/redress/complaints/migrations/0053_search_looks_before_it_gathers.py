"""Whether a reader's cases are gathered for the search is told by the newest of all, not by counting them.

To count up to thirty thousand of them took as long as the search itself, and who has a fifth of all cases finds the
newest of them sooner by reading the newest of everybody's than by gathering them. What is found is the same.
"""

from importlib import import_module

from django.db import migrations

_LAST = import_module("redress.complaints.migrations.0051_search_of_many")
BEFORE = _LAST.PAGE

_COUNTED = """        SELECT count(*) < few INTO alone FROM (
            SELECT FROM complaints_complaint WHERE unit_id = ANY (units) LIMIT few) c;
"""
_LOOKED = """        SELECT count(*) < 45 INTO alone FROM (
            SELECT unit_id, received_unit_id FROM complaints_complaint WHERE id < first ORDER BY id DESC LIMIT 300) c
         WHERE c.unit_id = ANY (units) OR c.received_unit_id = ANY (units);
"""
PAGE = _LAST._changed(BEFORE, (_COUNTED, _LOOKED))


class Migration(migrations.Migration):
    dependencies = [("complaints", "0052_several_wordings")]

    operations = [migrations.RunSQL(PAGE, BEFORE)]
