"""Leading groups and coordination committees: one of each a unit, and who sits in them (ORG-02, ORG-03)."""

from __future__ import annotations

from django.contrib.postgres.fields import DateRangeField
from django.db import models
from django.db.models import Q

from redress.committee.kinds import BodyKind, SeatRole
from redress.organisation.kinds import Duty
from redress.organisation.models import Department, Unit, User


class Body(models.Model):
    """A body of a unit. Its office (办公室) is a department of customer service."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="bodies", db_index=False)
    kind = models.CharField(max_length=30, choices=BodyKind)
    office = models.ForeignKey(Department, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["unit__path", "kind"]
        verbose_name_plural = "bodies"
        constraints = [models.UniqueConstraint(fields=["unit", "kind"], name="one_body_of_a_kind")]

    def __str__(self) -> str:
        return f"{self.unit} · {self.get_kind_display()}"


class Seat(models.Model):
    """A seat for a period: of a person, or of whoever has a duty in a department."""

    body = models.ForeignKey(Body, models.PROTECT, related_name="seats")
    role = models.CharField(max_length=20, choices=SeatRole, default=SeatRole.MEMBER)
    user = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    department = models.ForeignKey(Department, models.PROTECT, null=True, related_name="+")
    duty = models.CharField(max_length=30, choices=Duty, blank=True)
    period = DateRangeField()

    class Meta:
        ordering = ["body_id", "role", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(user__isnull=False, department__isnull=True, duty="")
                | (Q(user__isnull=True, department__isnull=False) & ~Q(duty="")),
                name="seat_person_or_duty",
            )
        ]

    def __str__(self) -> str:
        return str(self.user or f"{self.get_duty_display()} · {self.department}")
