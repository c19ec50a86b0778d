"""Who has many cases is told so by an index, before any of them are gathered for the search.

Of a reader of few units all cases were gathered first, only to find, where they were too many for that way, that the
newest of everybody's had to be read after all. What is found is the same.
"""

from importlib import import_module

from django.db import migrations

BEFORE = import_module("redress.complaints.migrations.0037_search_by_digests").PAGE

_GATHERED = "    IF NOT redress_all() AND cardinality(units) <= 8 THEN\n"
_TOLD = """    IF alone THEN
        SELECT count(*) < few INTO alone FROM (
            SELECT FROM complaints_complaint WHERE unit_id = ANY (units) LIMIT few) c;
    END IF;
    IF alone THEN
"""
_ASKED = "own IS NULL AND NOT redress_all() AND cardinality(units) <= 8"
_DECLARED = "    own bigint[];\n"


def _changed(said: str, *changes: tuple[str, str]) -> str:
    for old, new in changes:
        if said.count(old) != 1:
            raise ValueError(old)
        said = said.replace(old, new)
    return said


_AGAIN = ("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION")
PAGE = _changed(
    BEFORE,
    _AGAIN,
    (_DECLARED, f"{_DECLARED}    alone boolean := NOT redress_all() AND cardinality(units) <= 8;\n"),
    (_GATHERED, _TOLD),
    (_ASKED, "own IS NULL AND alone"),
)


class Migration(migrations.Migration):
    dependencies = [("complaints", "0050_late_by_index")]

    operations = [migrations.RunSQL(PAGE, _changed(BEFORE, _AGAIN))]
