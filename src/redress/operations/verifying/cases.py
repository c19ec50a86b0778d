"""One file: its journal, and every row that belongs to it or was written together with it."""

from __future__ import annotations

from django.apps import apps
from django.db import connection, models

from redress.casework.kinds import KINDS, Kind
from redress.operations.verifying import keys
from redress.operations.verifying.report import Report
from redress.sealing import digests, kinds, latest, rows

TOGETHER = 500
"""A seal over more rows than that is of many cases, and says nothing of what belongs to one."""

_WRITTEN = """
    INSERT INTO redress_about
    SELECT DISTINCT k.line, r.pk
      FROM sealing_seal s, LATERAL unnest(s.kinds, s.pks) AS r(kind, pk) JOIN sealing_kind k ON k.id = r.kind
     WHERE s.pks @> ARRAY[%(file)s::bigint] AND cardinality(s.pks) <= %(together)s
       AND EXISTS (SELECT FROM unnest(s.kinds, s.pks) AS c(kind, pk) JOIN sealing_kind x ON x.id = c.kind
                    WHERE x.line = %(line)s AND c.pk = %(file)s)
    ON CONFLICT DO NOTHING
"""


def verify(report: Report, file: int) -> None:
    """The file with that key. In a transaction, as the house."""
    of = KINDS.of(file)
    for number, broken in of.verify([file]):
        for fault in broken:
            report.fault(f"{number} #{fault.sequence}", fault.what)
    keys.verify(report, [file])
    newest = kinds.newest(kinds.known().values())
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS redress_about")
        cursor.execute(
            "CREATE TEMP TABLE redress_about (line smallint, pk bigint, PRIMARY KEY (line, pk)) ON COMMIT DROP"
        )
        for model in apps.get_models():
            kind = newest.get(model._meta.db_table)
            if kind and (column := _column(model, of)):
                key = digests.key(kind.key, number=kind.numbered)
                table = connection.ops.quote_name(kind.table)
                cursor.execute(
                    f"INSERT INTO redress_about SELECT {kind.line}, {key} FROM {table} t WHERE t.{column} = %s",  # noqa: S608
                    [file],
                )
        line = newest[of.table].line
        cursor.execute(_WRITTEN, {"file": file, "line": line, "together": TOGETHER})
    latest.make(
        seals="s.pks && (SELECT array_agg(pk) FROM redress_about)",
        rows="EXISTS (SELECT FROM redress_about a WHERE a.line = k.line AND a.pk = r.pk)",
    )
    for _table, faults in rows.compare(within="redress_about"):
        for each in faults:
            report.fault(each.where, each.what)


def _column(model: type[models.Model], of: Kind) -> str:
    """The column in which rows of the table name their file; '' when they name none of that kind."""
    if model is of.model:
        return "id"
    for field in model._meta.concrete_fields:
        if isinstance(field, models.ForeignKey) and field.name in ("file", of.name):
            return connection.ops.quote_name(str(field.column))
    return ""
