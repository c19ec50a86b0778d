"""One case: its journal, and every row that belongs to it or was written together with it."""

from __future__ import annotations

from django.apps import apps
from django.db import connection, models

from redress.complaints import journal_chains
from redress.operations.verifying import keys
from redress.operations.verifying.report import Report
from redress.sealing import digests, kinds, latest, rows

TOGETHER = 500
"""A seal over more rows than that is of many cases, and says nothing of what belongs to one."""

_WRITTEN = """
    INSERT INTO redress_about
    SELECT DISTINCT k.line, r.pk
      FROM sealing_seal s, LATERAL unnest(s.kinds, s.pks) AS r(kind, pk) JOIN sealing_kind k ON k.id = r.kind
     WHERE s.pks @> ARRAY[%(case)s::bigint] AND cardinality(s.pks) <= %(together)s
       AND EXISTS (SELECT FROM unnest(s.kinds, s.pks) AS c(kind, pk) JOIN sealing_kind x ON x.id = c.kind
                    WHERE x.line = %(line)s AND c.pk = %(case)s)
    ON CONFLICT DO NOTHING
"""


def verify(report: Report, case: int) -> None:
    """The case with that key. In a transaction, as the house."""
    for number, broken in journal_chains.verify([case]):
        for fault in broken:
            report.fault(f"{number} #{fault.sequence}", fault.what)
    keys.verify(report, [case])
    newest = kinds.newest(kinds.known().values())
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS redress_about")
        cursor.execute(
            "CREATE TEMP TABLE redress_about (line smallint, pk bigint, PRIMARY KEY (line, pk)) ON COMMIT DROP"
        )
        for model in apps.get_models():
            kind = newest.get(model._meta.db_table)
            if kind and (column := _column(model)):
                key = digests.key(kind.key, number=kind.numbered)
                table = connection.ops.quote_name(kind.table)
                cursor.execute(
                    f"INSERT INTO redress_about SELECT {kind.line}, {key} FROM {table} t WHERE t.{column} = %s",  # noqa: S608
                    [case],
                )
        line = newest["complaints_complaint"].line
        cursor.execute(_WRITTEN, {"case": case, "line": line, "together": TOGETHER})
    latest.make(
        seals="s.pks && (SELECT array_agg(pk) FROM redress_about)",
        rows="EXISTS (SELECT FROM redress_about a WHERE a.line = k.line AND a.pk = r.pk)",
    )
    for _table, faults in rows.compare(within="redress_about"):
        for each in faults:
            report.fault(each.where, each.what)


def _column(model: type[models.Model]) -> str:
    """The column in which rows of the table name their case; '' when they name none."""
    if model._meta.db_table == "complaints_complaint":
        return "id"
    for field in model._meta.concrete_fields:
        if isinstance(field, models.ForeignKey) and field.name == "complaint":
            return connection.ops.quote_name(str(field.column))
    return ""
