"""The journal of the room: who did what when. The database refuses to change it."""

from __future__ import annotations

from django.db import models

from redress.assessment.kinds import What
from redress.organisation.models import Unit, User
from redress.privacy.fields import EncryptedJSON


class AssessmentEntry(models.Model):
    """One change; `about` names its row ('action 3'). No personal data stand in `said`."""

    at = models.DateTimeField()
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)
    what = models.CharField(max_length=30, choices=What)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False)
    about = models.CharField(max_length=40)
    said = EncryptedJSON(default=dict)

    class Meta:
        ordering = ["-id"]
        verbose_name_plural = "assessment entries"
        indexes = [models.Index(fields=["about", "-id"], name="assessment_entry_about")]
