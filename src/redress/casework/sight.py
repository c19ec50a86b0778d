"""Who sees the files of a kind: said once, by it; asked by lists, by the door, and by the database's rules of rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Self

from django.apps import apps
from django.db import models
from django.db.models import Q

from redress.organisation.actor import Actor
from redress.organisation.kinds import UNIT_SCOPE_DUTIES, Duty
from redress.organisation.statements import given
from redress.organisation.tickets import ids

_KEYS = given("%s")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """By columns of its row: over these units, as one of these people, or because it is shared.

    `duties`: with which one sees it over its units; `everywhere`: with which one sees all of the kind. `shares`: a
    table with the key of the file, a department or a person; the view of it shows what is shared with who acts.
    '' where the kind shares nothing. `lies`: a table of a service and its column of a department with which something
    of a file lies (`letters.Letter.reviewing`); who has one of the duties `lies_with` in that one sees the file.
    """

    units: tuple[str, ...] = ("unit_id",)
    people: tuple[str, ...] = ("owner_id",)
    duties: frozenset[Duty] = UNIT_SCOPE_DUTIES
    everywhere: frozenset[Duty] = frozenset()
    shares: str = ""
    shared_with_me: str = ""
    lies: str = ""
    lies_with: frozenset[Duty] = frozenset()

    @property
    def further(self) -> frozenset[Duty]:
        """Duties that see these files beside those that see whatever is of their unit."""
        return self.duties - UNIT_SCOPE_DUTIES

    def condition(self, actor: Actor) -> Q:
        """Of rows that the actor sees, shares left aside."""
        reach, people = actor.over(self.duties), actor.people
        of_units = (Q(**{f"{column}__in": reach}) for column in self.units)
        of_people = (Q(**{f"{column}__in": people}) for column in self.people)
        lying = self._lying(actor)
        of_letters = [] if lying is None else [Q(pk__in=lying)]
        return Q(*of_units, *of_people, *of_letters, _connector=Q.OR)

    @property
    def lies_in(self) -> tuple[type[models.Model], str]:
        """The table, and the field of the department."""
        label, _dot, field = self.lies.rpartition(".")
        return apps.get_model(label), field

    def _lying(self, actor: Actor) -> models.QuerySet[Any] | None:
        """Keys of files of which something lies with a department of the actor; None without one of the duties."""
        departments = actor.departments_of(self.lies_with) if self.lies else None
        if not departments:
            return None
        table, field = self.lies_in
        return table._default_manager.filter(**{f"{field}__in": departments}).values_list(
            "file_id", flat=True
        )

    def ways(self, actor: Actor) -> list[tuple[str, str]]:
        """The same for statements: each column by which the actor may come to a file, with the keys that lead there;
        none where the actor sees all of the kind. Of somebody who is nobody, or the system, it is not asked. A query
        for who has a duty by which files are seen of which something lies with a department."""
        if actor.over(self.everywhere):
            return []
        reach, people = ids(actor.over(self.duties)), ids(actor.people)
        found = [*((column, reach) for column in self.units), *((column, people) for column in self.people)]
        lying = self._lying(actor)
        return found if lying is None else [*found, ("id", ids(lying.distinct()))]

    def seen(self, table: str, actor: Actor) -> tuple[str, list[str]]:
        """The condition on rows of the table that a statement calls so, and its values: as `visible_to`."""
        if actor.system:
            return "true", []
        if actor.id is None:
            return "false", []
        ways = self.ways(actor)
        said = " OR ".join(f"{table}.{column} = ANY ({_KEYS})" for column, _keys in ways)
        return (f"({said})" if ways else "true"), [keys for _column, keys in ways]


class SeenQuerySet(models.QuerySet[Any]):
    """Files of a kind, whose table says its `sight`. Reads of them begin here (SEC-06)."""

    def visible_to(self, actor: Actor) -> Self:
        """Files that the actor sees. The same rule stands in the database as row-level security."""
        if actor.system:
            return self.all()
        if actor.id is None:
            return self.none()
        kind: Any = self.model
        sight: Sight = kind.sight
        return self.all() if actor.over(sight.everywhere) else self.filter(sight.condition(actor))
