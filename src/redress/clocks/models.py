"""Materialised clocks: what the projection says, kept so that the sweeper finds what is due by an index."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.expressions import Case, Func, When

from redress.rulebook import ClockStatus


class StepAt(Func):
    """The next time of the ladder: steps_at[step + 1]."""

    template = "%(expressions)s + 1]"
    arg_joiner = "["
    output_field = models.DateTimeField(null=True)


class Clock(models.Model):
    """One clock of one file. `due_at` is the exclusive end: acting before it is in time.

    `steps_at` are the instants of the ladder (warn, urge, tell, breach) and `steps_do` what happens at each
    ('action:whom'); `step` counts those already taken, so that each happens once.
    """

    file = models.ForeignKey("casework.FileKey", models.CASCADE, related_name="clocks", db_index=False)
    key = models.CharField(max_length=40)
    about = models.CharField(max_length=40, blank=True)
    occurrence = models.PositiveSmallIntegerField(default=1)
    group = models.CharField(max_length=40, blank=True)
    status = models.CharField(max_length=12, choices=[(s.value, s.value) for s in ClockStatus])
    started_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    stopped_at = models.DateTimeField(null=True)
    provisional = models.BooleanField(default=False)
    steps_at = ArrayField(models.DateTimeField(), default=list)
    steps_do = ArrayField(models.CharField(max_length=40), default=list)
    step = models.PositiveSmallIntegerField(default=0)
    next_step_at = models.GeneratedField(
        expression=Case(When(Q(status=ClockStatus.RUNNING.value), then=StepAt(F("steps_at"), F("step")))),
        output_field=models.DateTimeField(null=True),
        db_persist=True,
    )

    class Meta:
        ordering = ["started_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["file", "key", "about", "occurrence"], name="clock_once"),
        ]
        indexes = [
            models.Index(
                fields=["next_step_at"], condition=Q(next_step_at__isnull=False), name="clock_sweep"
            ),
            models.Index(
                fields=["due_at"], condition=Q(status="running", provisional=True), name="clock_provisional"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key} {self.about}".strip()
