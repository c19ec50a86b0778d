"""The text search asks the index for fewer hits, and adds to them what it found among the newest cases."""

from importlib import import_module

from django.db import migrations

CHANGES = (
    ("gin_fuzzy_search_limit = 20000", "gin_fuzzy_search_limit = 4000"),
    (
        """    SELECT array_agg(t.complaint_id ORDER BY t.complaint_id DESC) INTO hits
      FROM complaints_casetext t WHERE t.document @@ wanted;
""",
        """    SELECT array_agg(f.id ORDER BY f.id DESC) INTO hits FROM (
        SELECT unnest(hits) AS id
        UNION
        SELECT t.complaint_id FROM complaints_casetext t WHERE t.document @@ wanted
    ) f;
""",
    ),
)


def searching() -> str:
    """The text search as it was, with the changes; each must find its place."""
    made: list[str] = import_module("redress.complaints.migrations.0018_deputies").searching()
    (sql,) = (each for each in made if "FUNCTION redress_search_text" in each)
    for before, after in CHANGES:
        if before not in sql:
            raise ValueError(f"The function holds no {before!r}.")
        sql = sql.replace(before, after)
    return sql


class Migration(migrations.Migration):
    dependencies = [("complaints", "0021_disposal_emptied")]
    operations = [migrations.RunSQL(searching(), migrations.RunSQL.noop)]
