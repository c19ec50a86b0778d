"""Of every row the last seal over it, as a temporary table: what should be there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import connection

_MAKE = """
    CREATE TEMP TABLE redress_latest ON COMMIT DROP AS
    SELECT DISTINCT ON (k.line, r.pk) k.line, r.pk, r.kind, {digest} AS digest, s.id AS seal
      FROM {opened}
      JOIN sealing_kind k ON k.id = r.kind
     WHERE {rows}
     ORDER BY k.line, r.pk, s.id DESC
"""
_KEY = "CREATE UNIQUE INDEX ON redress_latest (line, pk); ANALYZE redress_latest"

DIGEST = "substr(s.digests, (r.place::int - 1) * 16 + 1, 16)"
"""The digest of a row of `opened`."""


def opened(seals: str = "true") -> str:
    """SQL for the rows r (kind, pk, place) of the seals s that meet a condition.

    Digests of up to 20,000 rows stand in one long value. It is taken out of where long values are kept, and unpacked,
    once a seal: `substr` over the value as it is stored would do it again for every row.
    """
    return f"""(SELECT s.id, s.kinds, s.pks, s.digests || ''::bytea AS digests
              FROM sealing_seal s WHERE {seals} OFFSET 0) s,
           LATERAL unnest(s.kinds, s.pks) WITH ORDINALITY AS r(kind, pk, place)"""  # noqa: S608 - conditions of ours


def make(*, seals: str = "true", rows: str = "true", params: Sequence[Any] = ()) -> None:
    """In the transaction that is open. `seals`: a condition on s (seals), `rows`: one on r (kind, pk) and k (kinds);
    `params`: what stands in both, in that order. A list that may be long is given as `IN (SELECT unnest(%s))`, which is
    looked up; `= ANY (%s)` is gone through for each row."""
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS redress_latest")
        cursor.execute(_MAKE.format(digest=DIGEST, opened=opened(seals), rows=rows), params or None)
        cursor.execute(_KEY)
