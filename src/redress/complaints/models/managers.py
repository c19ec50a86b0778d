"""Every read of cases begins here (SEC-06)."""

from __future__ import annotations

from typing import Self, TypeVar

from django.db import models

from redress.complaints.models.scope import Seen
from redress.organisation.actor import Actor

Row = TypeVar("Row", bound=models.Model)


class ComplaintQuerySet(models.QuerySet[Row]):
    """Reads of cases. Lists add a narrow, indexed condition of their own: scope alone is no query plan."""

    def visible_to(self, actor: Actor) -> Self:
        """Cases of the actor's units and below, shared with the actor's departments, or handled by the actor.

        An absent person's deputy sees what that person sees (ORG-12).

        The same rule stands in the database as row-level security (ORG-11).
        """
        if actor.system:
            return self.all()
        if actor.id is None:
            return self.none()
        return self.filter(Seen(actor))
