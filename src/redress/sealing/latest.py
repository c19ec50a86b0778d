"""Of every row the last seal over it, as a temporary table: what should be there."""

from __future__ import annotations

from typing import Any

from django.db import connection

MAKE = """
    CREATE TEMP TABLE redress_latest ON COMMIT DROP AS
    SELECT DISTINCT ON (k.line, r.pk) k.line, r.pk, r.kind,
           substr(s.digests, (r.place::int - 1) * 16 + 1, 16) AS digest, s.id AS seal
      FROM sealing_seal s, LATERAL unnest(s.kinds, s.pks) WITH ORDINALITY AS r(kind, pk, place)
      JOIN sealing_kind k ON k.id = r.kind
     WHERE {narrowed}
     ORDER BY k.line, r.pk, s.id DESC
"""
_KEY = "CREATE UNIQUE INDEX ON redress_latest (line, pk); ANALYZE redress_latest"


def make(narrowed: str = "true", *params: Any) -> None:
    """In the transaction that is open. `narrowed`: a condition on s (seals), r (kind, pk), k (kinds)."""
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS redress_latest")
        cursor.execute(MAKE.format(narrowed=narrowed), params or None)
        cursor.execute(_KEY)
