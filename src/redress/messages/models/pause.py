"""What is known of a channel's far end: since when it does not answer, and when it is tried again."""

from __future__ import annotations

from django.db import models

from redress.messages.models.message import Medium


class Pause(models.Model):
    """One row a channel that had trouble. `open_since` set: nothing goes this way but a probe now and then.

    `faults` are those in a row; one good answer ends them. `reason` is the kind of the last fault:
    a status or the name of an error, never what the far end said, for it may repeat the message.
    """

    medium = models.CharField(max_length=12, choices=Medium, primary_key=True)
    faults = models.PositiveIntegerField(default=0)
    open_since = models.DateTimeField(null=True)
    next_try_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=60, blank=True)
    changed_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.medium
