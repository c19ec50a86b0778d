"""Which cases somebody sees, written once (ORG-11, SEC-06): for querysets and for statements of their own.

As a tree of conditions Django takes longer to build it than PostgreSQL to answer the question it belongs to.
The same rule stands beneath as row-level security.
"""

from __future__ import annotations

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import BooleanField, F, Func
from django.db.models.sql.compiler import SQLCompiler

from redress.organisation.actor import Actor
from redress.organisation.statements import given
from redress.organisation.tickets import ids

_BY_ITSELF = f"""
    {{case}}.unit_id = ANY ({given("%s")}) OR {{case}}.received_unit_id = ANY ({given("%s")})
    OR {{case}}.owner_id = ANY ({given("%s")}) OR {{case}}.registered_by_id = ANY ({given("%s")})"""
_SEEN = f"""({_BY_ITSELF}
    OR EXISTS (SELECT FROM complaints_share s WHERE s.complaint_id = {{case}}.id
               AND (s.department_id = ANY ({given("%s")}) OR s.user_id = ANY ({given("%s")})))
)"""


def seen(case: str) -> str:
    """The condition on the rows of complaints_complaint that the statement calls `case`; its values: `seen_by`."""
    return _SEEN.format(case=case)


def seen_by_itself(case: str) -> str:
    """The part of it that the row itself answers; its values: the first `BY_ITSELF` of `seen_by`."""
    return f"({_BY_ITSELF.format(case=case)})"


BY_ITSELF = 4


def seen_by(actor: Actor) -> list[str]:
    """The values of the condition for somebody who is neither the system nor nobody."""
    units, people = ids(actor.units), ids(actor.people)
    return [units, units, people, people, ids(actor.departments), people]


class Seen(Func):
    """The condition in a queryset of cases."""

    output_field = BooleanField()

    def __init__(self, actor: Actor) -> None:
        super().__init__(F("pk"))
        self.given = seen_by(actor)

    def as_sql(  # type: ignore[override]
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper
    ) -> tuple[str, list[str]]:
        """The key's column tells what the statement calls the table."""
        column, _none = compiler.compile(self.get_source_expressions()[0])
        case, _dot, _id = column.rpartition(".")
        return seen(case), list(self.given)
