"""How often somebody looked people up (SEC-01)."""

from __future__ import annotations

from django.db import models


class LookUps(models.Model):
    """How many look-ups somebody made in an hour; kept for a day."""

    user_id = models.IntegerField()
    hour = models.DateTimeField()
    n = models.IntegerField()

    class Meta:
        db_table = "complaints_lookups"
        constraints = [models.UniqueConstraint(fields=["user_id", "hour"], name="look_ups_an_hour")]
