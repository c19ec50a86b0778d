"""Every index is written with every row: none is the beginning of another that is there anyway."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.db import connection

_TWICE = """
    SELECT i.relname, j.relname
      FROM pg_index x
      JOIN pg_class i ON i.oid = x.indexrelid
      JOIN pg_index y ON y.indrelid = x.indrelid AND y.indexrelid <> x.indexrelid
      JOIN pg_class j ON j.oid = y.indexrelid AND j.relam = i.relam
     WHERE x.indrelid = ANY (SELECT c.oid FROM pg_class c WHERE c.relname = ANY (%s))
       AND NOT x.indisunique AND x.indexprs IS NULL AND x.indclass[0] = y.indclass[0]
       AND pg_get_expr(x.indpred, x.indrelid) IS NOT DISTINCT FROM pg_get_expr(y.indpred, y.indrelid)
       AND starts_with(y.indkey::text || ' ', x.indkey::text || ' ')
       AND starts_with(y.indoption::text || ' ', x.indoption::text || ' ')
       AND x.indnatts = x.indnkeyatts
     ORDER BY 1, 2
"""


@pytest.mark.django_db
def test_no_index_of_ours_is_the_beginning_of_another():
    tables = [model._meta.db_table for model in apps.get_models() if model.__module__.startswith("redress.")]
    with connection.cursor() as cursor:
        cursor.execute(_TWICE, [tables])
        assert cursor.fetchall() == []
